//! Lumen Academy, an invented organisation: thirteen months of its meetings as files in Zoom's own formats, made by
//! seeded rules for the importers to read. No clock, no database, and no other way in than those files.

mod agenda;
mod answers;
mod api;
mod attendance;
mod calendar;
pub mod clock;
mod coming;
mod early;
pub mod evening;
mod figures;
mod hooks;
mod lists;
mod names;
mod occasions;
pub mod people;
mod phone;
mod registrations;
pub mod rng;
mod series;
mod single;
mod style;
mod table;
mod unplanned;
mod users;
mod webinar;
pub mod write;

use crate::model::zone;
use agenda::World;
use attendance::Attended;
use chrono::NaiveDate;
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

/// Whether answers of the provider's API are among the files: once they are read.
const API_IS_READ: bool = true;

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
    let first = calendar::first_day(today);
    // No list has today: webhooks alone tell of it.
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut out = Vec::new();
    let months: Vec<Month<'_>> = calendar::months(first, yesterday)
        .into_iter()
        .map(|(from, to)| Month { from, to, held: held(&world, from, to, now) })
        .collect();
    let gap = gap(&months);
    for (at, month) in months.iter().enumerate() {
        out.extend(lists(&world, layout(at), month, gap, now));
    }
    let all: Vec<Attended<'_>> = months.into_iter().flat_map(|month| month.held).collect();
    let listed: Vec<Attended<'_>> =
        all.iter().filter(|attended| !in_gap(zone, attended, gap)).cloned().collect();
    out.extend(single::files(&listed, zone, now));
    out.extend(
        all.iter().rev().find(|attended| in_gap(zone, attended, gap)).map(|a| single::too_early(zone, a)),
    );
    out.extend(account(&world, first, &all, &listed, gap, now));
    out
}

/// A calendar month, or the part of it that is shown.
struct Month<'a> {
    from: NaiveDate,
    to: NaiveDate,
    held: Vec<Attended<'a>>,
}

/// Days of which nobody saved a list: some in the middle of the month before the last.
fn gap(months: &[Month<'_>]) -> Option<(NaiveDate, NaiveDate)> {
    let month = months.get(months.len().checked_sub(3)?)?;
    Some((calendar::with_day(month.from, 9), calendar::with_day(month.from, 14)))
}

fn in_gap(zone: Tz, attended: &Attended<'_>, gap: Option<(NaiveDate, NaiveDate)>) -> bool {
    let day = zone::local_day(zone, attended.meeting.start);
    gap.zip(day).is_some_and(|((from, to), day)| (from..=to).contains(&day))
}

/// A month's list, or the two beside the gap, saved in the morning after.
fn lists(
    world: &World<'_>,
    layout: Layout,
    month: &Month<'_>,
    gap: Option<(NaiveDate, NaiveDate)>,
    now: i64,
) -> Vec<DemoFile> {
    let mut parts = vec![(month.from, month.to)];
    if let Some((from, to)) = gap.filter(|(from, _)| (month.from..=month.to).contains(from)) {
        parts = vec![(month.from, from.pred_opt().unwrap_or(from)), (to.succ_opt().unwrap_or(to), month.to)];
    }
    let part = |(from, to): (NaiveDate, NaiveDate)| {
        let inside = |attended: &&Attended<'_>| {
            zone::local_day(world.zone, attended.meeting.start).is_some_and(|day| (from..=to).contains(&day))
        };
        let held: Vec<&Attended<'_>> = month.held.iter().filter(inside).collect();
        let after = to.succ_opt().unwrap_or(to);
        DemoFile {
            name: format!("meetinglistdetails_{}_{}.csv", table::compact(from), table::compact(to)),
            bytes: list(layout, world.zone, &held),
            observed_at: calendar::at(world.zone, after, 7 * 60).min(now),
        }
    };
    parts.into_iter().map(part).collect()
}

/// What the portal says of the account as a whole, what is to come, and what the provider told of today.
fn account(
    world: &World<'_>,
    first: NaiveDate,
    all: &[Attended<'_>],
    listed: &[Attended<'_>],
    gap: Option<(NaiveDate, NaiveDate)>,
    now: i64,
) -> Vec<DemoFile> {
    let zone = world.zone;
    let clock = &mut Clock::new(zone);
    let morning = calendar::at(zone, world.today, 6 * 60 + 40).min(now);
    let users = users::all(world, all, morning);
    let mut out = Vec::new();
    let month = early::month(first);
    let before = held(world, month.0, month.1.min(first.pred_opt().unwrap_or(first)), now);
    let whole: Vec<Attended<'_>> = before.iter().chain(within(zone, all, month)).cloned().collect();
    out.extend(early::files(world, month, &before, &whole, &users));
    out.push(DemoFile {
        name: format!("zoomus_users_{}.csv", table::compact(world.today)),
        bytes: users::list(&users),
        observed_at: morning,
    });
    let planned = coming::planned(world, now);
    out.push(DemoFile {
        name: format!(
            "upcoming_{}_{}.csv",
            table::compact(world.today),
            table::compact(coming::last_day(world.today))
        ),
        bytes: coming::list(world, clock, &planned),
        observed_at: morning,
    });
    for one in &webinar::ALL {
        let saved = one.end(world) + 14 * 3600;
        out.push(DemoFile {
            name: format!("attendee_{}_{}.csv", one.number(world), one.day(world).format("%Y_%m_%d")),
            bytes: webinar::report(one, world, clock, saved),
            observed_at: saved,
        });
        out.push(DemoFile {
            name: format!("{} - Performance Report.csv", one.number(world)),
            bytes: webinar::performance(one, world, clock, saved + 300),
            observed_at: saved + 300,
        });
    }
    out.push(DemoFile {
        name: format!("webhooks-{}.ndjson", world.today),
        bytes: hooks::log(world, &of_today(world, now), now),
        observed_at: now,
    });
    if API_IS_READ {
        let asked: Vec<&Attended<'_>> =
            listed.iter().rev().filter(|attended| attended.stays.len() > 3).take(6).collect();
        out.extend(api::meetings(world, &asked, morning));
        if let Some((from, _)) = gap {
            let range = (calendar::with_day(from, 1), calendar::last_of_month(from));
            let held: Vec<Attended<'_>> = within(zone, all, range).cloned().collect();
            let (days, hosts) = (figures::days(zone, range, &held), figures::hosts(&held));
            out.extend(api::figures(
                world,
                &api::Month { range, days: &days, hosts: &hosts },
                &users,
                morning,
            ));
        }
        out.extend(api::planned(world, world.people, &planned, morning));
        let lectures: Vec<&Attended<'_>> = of_style(listed, style::Style::Lecture);
        // Colleagues enough for a vote, long enough ago that its answers are in.
        let team = of_style(listed, style::Style::StandUp);
        let team =
            team.into_iter().rev().find(|held| held.stays.len() > 4 && held.meeting.end < morning - 86_400);
        out.extend(registrations::files(world, &lectures, morning));
        out.extend(answers::files(world, lectures.last().copied(), team));
        out.extend(phone::files(world, &users, morning));
    }
    // What is of the account's occurrences stands behind them.
    out.extend(self::lists::files(world, all, morning));
    out
}

fn of_style<'h, 'a>(held: &'h [Attended<'a>], style: style::Style) -> Vec<&'h Attended<'a>> {
    held.iter().filter(|attended| attended.style == style).collect()
}

/// Those that started in the days.
fn within<'h, 'a>(
    zone: Tz,
    held: &'h [Attended<'a>],
    (from, to): (NaiveDate, NaiveDate),
) -> impl Iterator<Item = &'h Attended<'a>> {
    held.iter().filter(move |attended| {
        zone::local_day(zone, attended.meeting.start).is_some_and(|day| (from..=to).contains(&day))
    })
}

/// The portal's layout changed twice in the time shown.
fn layout(month: usize) -> Layout {
    match month {
        0..=2 => Layout::L1,
        3..=5 => Layout::L2,
        _ => Layout::L3,
    }
}

/// The meetings that started in `from..=to` and have ended, in order of their start.
fn held<'a>(world: &World<'a>, from: NaiveDate, to: NaiveDate, now: i64) -> Vec<Attended<'a>> {
    let mut out: Vec<Attended<'a>> = calendar::days(from, to)
        .flat_map(|day| agenda::of_day(world, day, Vec::new()))
        .map(|planned| attendance::of(&planned, world.seed))
        .collect();
    out.retain(|attended| attended.meeting.end <= now);
    out.sort_by_key(|attended| attended.meeting.start);
    out
}

/// Today's meetings, whether they have ended or not.
fn of_today<'a>(world: &World<'a>, now: i64) -> Vec<Attended<'a>> {
    let call = unplanned::just_ended(world, now)
        .filter(|call| zone::local_day(world.zone, call.start) == Some(world.today));
    let planned = agenda::of_day(world, world.today, call.into_iter().collect());
    planned.iter().map(|planned| attendance::of(planned, world.seed)).collect()
}

/// A list, the newest meeting first as in the portal.
fn list(layout: Layout, zone: Tz, held: &[&Attended<'_>]) -> Vec<u8> {
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(layout.header().as_bytes());
    out.push(b'\n');
    let clock = &mut Clock::new(zone);
    for attended in held.iter().rev() {
        write::list_meeting(&mut out, clock, layout, &attended.meeting, &attended.stays);
    }
    out
}
