//! Lumen Academy, an invented organisation: thirteen months of its meetings as files in Zoom's own formats, made by
//! seeded rules for the importers to read. No clock, no database, and no other way in than those files.

mod agenda;
mod attendance;
mod calendar;
pub mod clock;
mod names;
mod occasions;
pub mod people;
pub mod rng;
mod series;
mod single;
mod style;
mod unplanned;
pub mod write;

use crate::model::zone;
use agenda::World;
use attendance::Attended;
use chrono::{Months, NaiveDate};
use chrono_tz::Tz;
use clock::Clock;
use people::People;
use write::Layout;

/// The organisation's name, for its account.
pub const ACCOUNT: &str = "Lumen Academy";
/// Its zone: where its files have their local times.
pub const ZONE: Tz = chrono_tz::Europe::Stockholm;
/// The seed of the organisation that everybody sees.
pub const SEED: u64 = 2348;

/// A file as an administrator would have saved it from the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// When it was saved, epoch seconds: its modification time.
    pub observed_at: i64,
}

/// The organisation's files, the oldest month first, seen at `now` (epoch seconds); local times are `zone`'s.
/// The same for the same arguments.
pub fn files(now: i64, zone: Tz, seed: u64) -> Vec<DemoFile> {
    let Some(today) = zone::local_day(zone, now) else { return Vec::new() };
    let people = People::new(seed);
    let world = World { people: &people, zone, seed, today };
    let (mut out, mut all) = (Vec::new(), Vec::new());
    for (at, (from, to)) in calendar::months(calendar::first_day(today), today).into_iter().enumerate() {
        let held = held(&world, from, to, now);
        let observed_at =
            first_of_next_month(from).map_or(now, |day| calendar::at(zone, day, 7 * 60)).min(now);
        out.push(DemoFile {
            name: format!("meetinglistdetails_{}_{}.csv", from.format("%Y%m%d"), to.format("%Y%m%d")),
            bytes: list(layout(at), zone, &held),
            observed_at,
        });
        all.extend(held);
    }
    out.extend(single::files(&all, zone, now));
    out
}

/// The portal's layout changed twice in the time shown.
fn layout(month: usize) -> Layout {
    match month {
        0..=2 => Layout::L1,
        3..=5 => Layout::L2,
        _ => Layout::L3,
    }
}

fn first_of_next_month(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(1)).and_then(|day| chrono::Datelike::with_day(&day, 1))
}

/// The meetings that started in `from..=to` and have ended, in order of their start.
fn held<'a>(world: &World<'a>, from: NaiveDate, to: NaiveDate, now: i64) -> Vec<Attended<'a>> {
    let call = unplanned::just_ended(world, now)
        .filter(|call| zone::local_day(world.zone, call.start) == Some(world.today));
    let mut out = Vec::new();
    for day in calendar::days(from, to) {
        let first = if day == world.today { call.iter().cloned().collect() } else { Vec::new() };
        for planned in agenda::of_day(world, day, first) {
            out.push(attendance::of(&planned, world.seed));
        }
    }
    out.retain(|attended| attended.meeting.end <= now);
    out.sort_by_key(|attended| attended.meeting.start);
    out
}

/// A month's list, the newest meeting first as in the portal.
fn list(layout: Layout, zone: Tz, held: &[Attended<'_>]) -> Vec<u8> {
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(layout.header().as_bytes());
    out.push(b'\n');
    let clock = &mut Clock::new(zone);
    for attended in held.iter().rev() {
        write::list_meeting(&mut out, clock, layout, &attended.meeting, &attended.stays);
    }
    out
}
