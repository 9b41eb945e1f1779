//! The attendee report of a webinar: who hosted, who spoke, who came, and who had registered and did not come.

use super::agenda::World;
use super::calendar::at;
use super::clock::Clock;
use super::people::Person;
use super::rng::{Rng, key};
use super::table::row;
use super::write::{self, minutes};
use chrono::{Days, NaiveDate};

const TOPIC: &str = "Open evening: studying at Lumen";
const LENGTH: i64 = 74 * 60;

/// The day of it: nearly two weeks before today.
pub fn day(world: &World<'_>) -> NaiveDate {
    world.today.checked_sub_days(Days::new(12)).unwrap_or(world.today)
}

pub fn number(world: &World<'_>) -> u64 {
    world.number(&[key(TOPIC)])
}

/// When it ended, epoch seconds.
pub fn end(world: &World<'_>) -> i64 {
    start(world) + LENGTH
}

fn start(world: &World<'_>) -> i64 {
    at(world.zone, day(world), 18 * 60) - 95
}

/// Somebody's time there; none for who did not come.
struct Seat<'a> {
    person: &'a Person,
    times: Option<(i64, i64)>,
    status: &'static str,
}

pub fn report(world: &World<'_>, clock: &mut Clock, saved: i64) -> Vec<u8> {
    let mut rng = world.rng(day(world), TOPIC);
    let seats = seats(world, &mut rng);
    let came = seats.iter().filter(|seat| seat.times.is_some()).count();
    let cancelled = seats.iter().filter(|seat| seat.status.starts_with("cancelled")).count();
    let mut out = write::BOM.to_vec();
    row(&mut out, &["Attendee Report", ""]);
    row(&mut out, &["Report Generated:", &clock.text(saved)]);
    out.extend_from_slice(
        b"Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,\
          Total Users,Max Concurrent Views,Enable Registration\n",
    );
    let (number, began) = (write::grouped(number(world)), clock.text(start(world)));
    let counts = [minutes(LENGTH).to_string(), seats.len().to_string(), cancelled.to_string()];
    let [length, registered, cancelled] = &counts;
    let (viewers, users, most) = (came.to_string(), (came + 4).to_string(), (came - came / 8).to_string());
    row(&mut out, &[TOPIC, &number, &began, length, registered, cancelled, &viewers, &users, &most, "Yes"]);
    speakers(world, clock, &mut rng, &mut out);
    row(&mut out, &["Attendee Details", ""]);
    out.extend_from_slice(
        b"Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,\
          Source Name,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n",
    );
    for seat in &seats {
        attendee(world, clock, &mut rng, seat, &mut out);
    }
    // Who called by telephone had not registered.
    row(&mut out, &["Other Attended", ""]);
    out.extend_from_slice(b"User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name\n");
    let (join, leave) = (start(world) + 412, end(world) - 1130);
    row(
        &mut out,
        &["46700000***", &clock.text(join), &clock.text(leave), &minutes(leave - join).to_string(), "Sweden"],
    );
    out
}

fn seats<'a>(world: &World<'a>, rng: &mut Rng) -> Vec<Seat<'a>> {
    let with_address: Vec<&Person> =
        world.people.guests.iter().filter(|guest| !guest.email.is_empty()).collect();
    let mut out = Vec::new();
    for (place, person) in rng.some(&with_address, 34).into_iter().enumerate() {
        let status = match place {
            5 => "denied",
            11 => "cancelled by self",
            _ => "approved",
        };
        let came = status == "approved" && rng.chance(720);
        let join = start(world) + rng.between(20, 900);
        let leave =
            if rng.chance(300) { rng.between(join + 300, end(world)) } else { end(world) - rng.small(60) };
        out.push(Seat { person, times: came.then_some((join, leave)), status });
    }
    out
}

/// The host, and the panelists: a teacher, and somebody from outside.
fn speakers(world: &World<'_>, clock: &mut Clock, rng: &mut Rng, out: &mut Vec<u8>) {
    let header = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),\
                  Is Guest,Country/Region Name\n";
    let mut person = |person: Option<&Person>, late: i64, out: &mut Vec<u8>| {
        let Some(person) = person else { return };
        let (join, leave) = (start(world) + late, end(world) - 1);
        let guest = if person.user { "No" } else { "Yes" };
        let length = minutes(leave - join).to_string();
        let cells = [
            "Yes",
            &person.name,
            &person.email,
            &clock.text(join),
            &clock.text(leave),
            &length,
            guest,
            "Sweden",
        ];
        row(out, &cells);
    };
    row(out, &["Host Details", ""]);
    out.extend_from_slice(header.as_bytes());
    person(world.people.user("elin.sandell"), 0, out);
    row(out, &["Panelist Details", ""]);
    out.extend_from_slice(header.as_bytes());
    person(world.people.user("nora.quist"), rng.between(10, 60), out);
    person(world.people.user("daniela.reyes"), rng.between(60, 200), out);
    person(world.people.pupils.iter().find(|pupil| !pupil.email.is_empty()), 240, out);
}

fn attendee(world: &World<'_>, clock: &mut Clock, rng: &mut Rng, seat: &Seat<'_>, out: &mut Vec<u8>) {
    let name = &seat.person.name;
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let registered = clock.text(start(world) - rng.between(1, 14) * 86_400 - rng.between(0, 30_000));
    let source = rng.word(&["", "newsletter", "website"]);
    let country = rng.word(&["Sweden", "Sweden", "Sweden", "Norway", "Finland", "Germany"]);
    let [attended, join, leave, length, guest, country] = match seat.times {
        Some((join, leave)) => [
            "Yes".to_owned(),
            clock.text(join),
            clock.text(leave),
            minutes(leave - join).to_string(),
            "Yes".to_owned(),
            country.to_owned(),
        ],
        None => ["No", "--", "--", "--", "--", ""].map(str::to_owned),
    };
    let cells = [
        &attended,
        name,
        first,
        last,
        &seat.person.email,
        &registered,
        seat.status,
        source,
        &join,
        &leave,
        &length,
        &guest,
        &country,
    ];
    row(out, &cells);
}
