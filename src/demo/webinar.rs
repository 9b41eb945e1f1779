//! The attendee report of a webinar: who hosted, who spoke, who came, and who had registered and did not come.

use super::agenda::World;
use super::calendar::at;
use super::clock::Clock;
use super::people::Person;
use super::rng::{Rng, key};
use super::table::row;
use super::write::{self, minutes};
use chrono::{Days, NaiveDate};

/// A webinar as it was held.
#[derive(Clone, Copy, Debug)]
pub struct Webinar {
    pub topic: &'static str,
    /// The host's mailbox.
    host: &'static str,
    /// Days before today.
    ago: u64,
    /// Seconds.
    length: i64,
    /// People who registered.
    crowd: usize,
    /// Of a thousand approved, how many came.
    came: u64,
}

/// The newest first; two are of one host, who compares them.
pub const ALL: [Webinar; 3] = [
    Webinar {
        topic: "Open evening: studying at Lumen",
        host: "elin.sandell",
        ago: 12,
        length: 74 * 60,
        crowd: 34,
        came: 720,
    },
    Webinar {
        topic: "How to read a poem aloud",
        host: "zoe.ngugi",
        ago: 33,
        length: 45 * 60,
        crowd: 16,
        came: 650,
    },
    Webinar {
        topic: "Open evening: languages at Lumen",
        host: "elin.sandell",
        ago: 68,
        length: 58 * 60,
        crowd: 21,
        came: 800,
    },
];

impl Webinar {
    pub fn day(&self, world: &World<'_>) -> NaiveDate {
        world.today.checked_sub_days(Days::new(self.ago)).unwrap_or(world.today)
    }

    pub fn number(&self, world: &World<'_>) -> u64 {
        world.number(&[key(self.topic)])
    }

    /// Whether somebody exported its questions and its survey, instead of asking the API.
    pub fn is_exported(&self) -> bool {
        self.host == "zoe.ngugi"
    }

    /// When it began, epoch seconds.
    pub fn start(&self, world: &World<'_>) -> i64 {
        at(world.zone, self.day(world), 18 * 60) - 95
    }

    /// When it ended, epoch seconds.
    pub fn end(&self, world: &World<'_>) -> i64 {
        self.start(world) + self.length
    }

    /// Who had registered, and who of them came.
    pub fn seats<'a>(&self, world: &World<'a>) -> Vec<Seat<'a>> {
        let mut rng = world.rng(self.day(world), self.topic);
        let mut seats = self.chosen(world, &mut rng);
        // The two whose joining is drawn before them.
        lateness(&mut rng);
        for seat in &mut seats {
            seat.registered = self.start(world) - rng.between(1, 14) * 86_400 - rng.between(0, 30_000);
            seat.source = rng.word(&["", "newsletter", "website"]);
            seat.country = rng.word(&["Sweden", "Sweden", "Sweden", "Norway", "Finland", "Germany"]);
        }
        seats
    }

    fn chosen<'a>(&self, world: &World<'a>, rng: &mut Rng) -> Vec<Seat<'a>> {
        let with_address: Vec<&Person> =
            world.people.guests.iter().filter(|guest| !guest.email.is_empty()).collect();
        let mut out = Vec::new();
        for (place, person) in rng.some(&with_address, self.crowd).into_iter().enumerate() {
            let status = match place {
                5 => "denied",
                11 => "cancelled by self",
                _ => "approved",
            };
            let came = status == "approved" && rng.chance(self.came);
            let join = self.start(world) + rng.between(20, 900);
            let leave = if rng.chance(300) {
                rng.between(join + 300, self.end(world))
            } else {
                self.end(world) - rng.small(60)
            };
            let times = came.then_some((join, leave));
            out.push(Seat { person, times, status, registered: 0, source: "", country: "" });
        }
        out
    }
}

/// How late the panelists of the school join.
fn lateness(rng: &mut Rng) -> [i64; 2] {
    [rng.between(10, 60), rng.between(60, 200)]
}

/// Somebody who registered.
#[derive(Clone, Debug)]
pub struct Seat<'a> {
    pub person: &'a Person,
    /// Their time there; none for who did not come.
    pub times: Option<(i64, i64)>,
    pub status: &'static str,
    /// Epoch seconds.
    pub registered: i64,
    /// The link by which they came to the form.
    pub source: &'static str,
    pub country: &'static str,
}

pub fn report(webinar: &Webinar, world: &World<'_>, clock: &mut Clock, saved: i64) -> Vec<u8> {
    let seats = webinar.seats(world);
    let (start, end) = (webinar.start(world), webinar.end(world));
    let came = seats.iter().filter(|seat| seat.times.is_some()).count();
    let cancelled = seats.iter().filter(|seat| seat.status.starts_with("cancelled")).count();
    let mut out = write::BOM.to_vec();
    row(&mut out, &["Attendee Report", ""]);
    row(&mut out, &["Report Generated:", &clock.text(saved)]);
    out.extend_from_slice(
        b"Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,\
          Total Users,Max Concurrent Views,Enable Registration\n",
    );
    let (number, began) = (write::grouped(webinar.number(world)), clock.text(start));
    let counts = [minutes(webinar.length).to_string(), seats.len().to_string(), cancelled.to_string()];
    let [length, registered, cancelled] = &counts;
    let (viewers, users, most) = (came.to_string(), (came + 4).to_string(), (came - came / 8).to_string());
    row(
        &mut out,
        &[webinar.topic, &number, &began, length, registered, cancelled, &viewers, &users, &most, "Yes"],
    );
    speakers(webinar, world, clock, &mut out);
    row(&mut out, &["Attendee Details", ""]);
    out.extend_from_slice(
        b"Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,\
          Source Name,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n",
    );
    for seat in &seats {
        attendee(clock, seat, &mut out);
    }
    // Who called by telephone had not registered.
    row(&mut out, &["Other Attended", ""]);
    out.extend_from_slice(b"User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name\n");
    let (join, leave) = (start + 412, end - 1130);
    row(
        &mut out,
        &["46700000***", &clock.text(join), &clock.text(leave), &minutes(leave - join).to_string(), "Sweden"],
    );
    out
}

/// The host, and the panelists: a teacher, and somebody from outside.
fn speakers(webinar: &Webinar, world: &World<'_>, clock: &mut Clock, out: &mut Vec<u8>) {
    let mut rng = world.rng(webinar.day(world), webinar.topic);
    webinar.chosen(world, &mut rng);
    let [soon, later] = lateness(&mut rng);
    let (start, end) = (webinar.start(world), webinar.end(world));
    let header = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),\
                  Is Guest,Country/Region Name\n";
    let mut person = |person: Option<&Person>, late: i64, out: &mut Vec<u8>| {
        let Some(person) = person else { return };
        let (join, leave) = (start + late, end - 1);
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
    person(world.people.user(webinar.host), 0, out);
    row(out, &["Panelist Details", ""]);
    out.extend_from_slice(header.as_bytes());
    person(world.people.user("nora.quist"), soon, out);
    person(world.people.user("daniela.reyes"), later, out);
    person(world.people.pupils.iter().find(|pupil| !pupil.email.is_empty()), 240, out);
}

fn attendee(clock: &mut Clock, seat: &Seat<'_>, out: &mut Vec<u8>) {
    let name = &seat.person.name;
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let registered = clock.text(seat.registered);
    let [attended, join, leave, length, guest, country] = match seat.times {
        Some((join, leave)) => [
            "Yes".to_owned(),
            clock.text(join),
            clock.text(leave),
            minutes(leave - join).to_string(),
            "Yes".to_owned(),
            seat.country.to_owned(),
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
        seat.source,
        &join,
        &leave,
        &length,
        &guest,
        &country,
    ];
    row(out, &cells);
}

/// The performance report: the portal's own figures.
pub fn performance(webinar: &Webinar, world: &World<'_>, clock: &mut Clock, saved: i64) -> Vec<u8> {
    let seats = webinar.seats(world);
    let of = |status: &str| seats.iter().filter(|seat| seat.status.starts_with(status)).count();
    let came: Vec<i64> =
        seats.iter().filter_map(|seat| seat.times.map(|(join, leave)| leave - join)).collect();
    let average = came.iter().sum::<i64>() * 10 / 60 / i64::try_from(came.len()).unwrap_or(1).max(1);
    let mut out = write::BOM.to_vec();
    row(&mut out, &["Performance Report"]);
    row(&mut out, &["Report Generated:", &clock.text(saved)]);
    out.extend_from_slice(
        b"Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,# Approved,# Denied,\
          Unique Viewers,Total Users,Max Concurrent Views\n",
    );
    let (number, began) = (write::grouped(webinar.number(world)), clock.text(webinar.start(world)));
    let counts = [
        seats.len(),
        of("cancelled"),
        of("approved"),
        of("denied"),
        came.len(),
        came.len() + 4,
        came.len() - came.len() / 8,
    ];
    let counts = counts.map(|count| count.to_string());
    let length = minutes(webinar.length).to_string();
    let mut cells = vec![webinar.topic, &number, &began, &length];
    cells.extend(counts.iter().map(String::as_str));
    row(&mut out, &cells);
    out.push(b'\n');
    let chats = (came.len() * 3 + 5).to_string();
    let average = format!("{}.{}", average / 10, average % 10);
    for (title, value) in [("Average Time in Session (minutes)", &average), ("Chat Messages", &chats)] {
        row(&mut out, &[title, value]);
    }
    out
}
