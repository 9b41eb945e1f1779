//! What is planned for the weeks after today: the portal's list of upcoming events.

use super::agenda::{self, Planned, World};
use super::calendar;
use super::clock::Clock;
use super::series::WEEKLY;
use super::style::Style;
use super::table::row;
use super::write::{self, grouped};
use chrono::{Days, NaiveDate};

/// How many days ahead the list reaches.
pub const AHEAD: u64 = 28;

/// Meetings without a fixed time: topic and the host's mailbox.
const OPEN: &[(&str, &str)] = &[
    ("Language café, drop in", "joao.figueira"),
    ("IT help desk", "rasmus.toft"),
    ("Reading room", "hedda.blom"),
];

/// The last day of the list.
pub fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(AHEAD)).unwrap_or(today)
}

/// What was scheduled by `now` for later.
pub fn planned<'a>(world: &World<'a>, now: i64) -> Vec<Planned<'a>> {
    let mut out: Vec<Planned<'a>> = calendar::days(world.today, last_day(world.today))
        .flat_map(|day| agenda::of_day(world, day, Vec::new()))
        .collect();
    out.retain(|planned| {
        // An instant meeting is not planned.
        planned.start > now
            && planned.created < now
            && planned.created < planned.start
            && planned.style != Style::Alone
    });
    out
}

pub fn recurring(planned: &Planned<'_>) -> bool {
    WEEKLY.iter().any(|series| series.topic == planned.topic)
}

/// The list as the portal exports it.
pub fn list(world: &World<'_>, clock: &mut Clock, planned: &[Planned<'_>]) -> Vec<u8> {
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(
        b"Topic,ID,Start Time,Host,Host Email,Department,Type,Duration (minutes),Recurring,Registrants\n",
    );
    for meeting in planned {
        let (number, start) = (grouped(meeting.number), clock.text(meeting.start));
        let host = meeting.host;
        let minutes = meeting.minutes.to_string();
        let again = if recurring(meeting) { "Yes" } else { "No" };
        let cells = [
            meeting.topic.as_ref(),
            &number,
            &start,
            &host.name,
            &host.email,
            host.department,
            "Meeting",
            &minutes,
            again,
            "",
        ];
        row(&mut out, &cells);
    }
    webinar(world, clock, &mut out);
    for (topic, mailbox) in OPEN {
        let Some(host) = world.people.user(mailbox) else { continue };
        let number = grouped(world.number(&[super::rng::key(topic)]));
        let cells = [
            *topic,
            &number,
            "No fixed time",
            &host.name,
            &host.email,
            host.department,
            "Meeting",
            "",
            "Yes",
            "",
        ];
        row(&mut out, &cells);
    }
    out
}

/// An open evening in two weeks, for which families register.
fn webinar(world: &World<'_>, clock: &mut Clock, out: &mut Vec<u8>) {
    let (Some(host), Some(day)) =
        (world.people.user("elin.sandell"), world.today.checked_add_days(Days::new(15)))
    else {
        return;
    };
    let number = grouped(world.number(&[super::rng::key("open evening to come")]));
    let start = clock.text(calendar::at(world.zone, day, 18 * 60));
    let cells = [
        "Open evening: choosing upper school",
        &number,
        &start,
        &host.name,
        &host.email,
        host.department,
        "Webinar",
        "90",
        "No",
        "64",
    ];
    row(out, &cells);
}
