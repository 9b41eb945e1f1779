//! The month before the first list: the portal's figures of all of it, and a few of its meetings, kept by chance.

use super::agenda::World;
use super::attendance::Attended;
use super::clock::Clock;
use super::figures::{self, hosts};
use super::table::{compact, row};
use super::users::User;
use super::write::{self, Layout, minutes};
use super::{DemoFile, calendar};
use crate::model::zone::local_day;
use chrono::{Days, NaiveDate};

/// The month that the portal's figures are of: most of it, or all, lies before `first`.
pub fn month(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let inside = first.checked_sub_days(Days::new(15)).unwrap_or(first);
    let from = calendar::with_day(inside, 1);
    (from, calendar::last_of_month(from))
}

/// `before` are the month's meetings that no list has, `all` every meeting of it.
pub fn files(
    world: &World<'_>,
    (from, to): (NaiveDate, NaiveDate),
    before: &[Attended<'_>],
    all: &[Attended<'_>],
    users: &[User],
) -> Vec<DemoFile> {
    let clock = &mut Clock::new(world.zone);
    let saved = to.checked_add_days(Days::new(2)).map_or(0, |day| calendar::at(world.zone, day, 8 * 60 + 5));
    let file = |name: String, bytes: Vec<u8>| DemoFile { name, bytes, observed_at: saved };
    let days = format!("{}_{}", compact(from), compact(to));
    let by_host = hosts(all);
    let by_day = figures::days(world.zone, (from, to), all);
    let mut out = vec![
        file(format!("daily_{}.csv", from.format("%Y_%m")), figures::daily(clock, saved, &by_day, users)),
        file(format!("activehosts_{days}.csv"), figures::active(&by_host, users)),
        file(format!("inactivehosts_{days}.csv"), figures::inactive((from, to), &by_host, users)),
    ];
    // One host kept a list of her own meetings, another the totals of one of his.
    let host =
        hosts(before).iter().max_by_key(|(_, counts)| counts.meetings).map(|(email, _)| (*email).to_owned());
    let of_host = |attended: &&Attended<'_>| Some(attended.meeting.host_email) == host.as_deref();
    let kept: Vec<&Attended<'_>> = before.iter().filter(of_host).collect();
    if !kept.is_empty() {
        out.push(file(format!("meetinglist_{days}.csv"), list(clock, &kept)));
    }
    let others = before.iter().filter(|attended| !of_host(attended));
    if let Some(attended) = others.max_by_key(|attended| attended.stays.len()) {
        let day = local_day(world.zone, attended.meeting.start).unwrap_or(from);
        let name = format!("participants_{}_{}.csv", attended.meeting.number, day.format("%Y_%m_%d"));
        out.push(file(name, unique(clock, attended)));
    }
    out
}

/// A list without participants.
fn list(clock: &mut Clock, kept: &[&Attended<'_>]) -> Vec<u8> {
    let mut out = write::BOM.to_vec();
    // The columns before the participant's.
    let header = Layout::L3.header().split(",Name (original name)").next().unwrap_or_default();
    out.extend_from_slice(header.as_bytes());
    out.push(b'\n');
    for attended in kept.iter().rev() {
        let meeting = &attended.meeting;
        let seconds: i64 = attended.stays.iter().map(write::Stay::seconds).sum();
        let cells = [
            &meeting.topic,
            "Meeting",
            &write::grouped(meeting.number),
            meeting.host_name,
            meeting.host_email,
            &clock.text(meeting.start),
            &clock.text(meeting.end),
            &attended.stays.len().to_string(),
            &minutes(meeting.end - meeting.start).to_string(),
            &minutes(seconds).to_string(),
            meeting.department,
            meeting.group,
            meeting.source,
            "-",
            "-",
            &clock.text(meeting.created),
        ];
        row(&mut out, &cells);
    }
    out
}

/// The meeting's block and each person's total: the portal's “Show unique users”.
fn unique(clock: &mut Clock, attended: &Attended<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut people: Vec<(&str, &str, i64, bool)> = Vec::new();
    for stay in attended.stays.iter().filter(|stay| !stay.waiting) {
        match people.iter_mut().find(|(name, email, ..)| *name == stay.name && *email == stay.email) {
            Some((_, _, seconds, _)) => *seconds += stay.seconds(),
            None => people.push((&stay.name, stay.email, stay.seconds(), stay.guest)),
        }
    }
    write::preamble(&mut out, clock, &attended.meeting, &attended.stays);
    out.extend_from_slice(b"Name (original name),Email,Total duration (minutes),Guest\n");
    for (name, email, seconds, guest) in people {
        row(&mut out, &[name, email, &minutes(seconds).to_string(), if guest { "Yes" } else { "No" }]);
    }
    out
}
