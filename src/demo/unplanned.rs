//! What just comes up on a working day: talks between two, interviews, meetings to which nobody came.

use super::agenda::{Planned, World};
use super::calendar::{self, at};
use super::people::Person;
use super::rng::{Rng, key};
use super::style::Style;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

const POSTS: &[&str] =
    &["teacher of mathematics", "school nurse", "IT technician", "librarian", "music teacher"];

/// The unplanned meetings of a day.
pub fn of_day<'a>(world: &World<'a>, day: NaiveDate) -> Vec<Planned<'a>> {
    let mut rng = world.rng(day, "unplanned");
    let mut out = Vec::new();
    let staffed = calendar::staffed(day);
    for place in 0..4 {
        if rng.chance(staffed * 2 / 5) {
            out.extend(talk(world, day, place, &mut rng));
        }
    }
    if rng.chance(staffed / 4) {
        out.extend(interview(world, day, &mut rng));
    }
    if rng.chance(staffed / 13) {
        out.extend(nobody_came(world, day, &mut rng));
    }
    out
}

/// A quarter of an hour in working time, in minutes from midnight.
fn working_minute(rng: &mut Rng) -> i64 {
    // More before and after lunch than at the edges of the day.
    let hour = rng.pick(&[8, 9, 10, 10, 11, 11, 13, 13, 14, 14, 15, 15, 16]).copied().unwrap_or(10);
    hour * 60 + rng.between(0, 3) * 15
}

/// A user who belongs to a department.
fn colleague<'a>(world: &World<'a>, rng: &mut Rng) -> Option<&'a Person> {
    rng.pick(&world.people.users).filter(|user| !user.department.is_empty())
}

/// Two colleagues, or a user and somebody from outside.
fn talk<'a>(world: &World<'a>, day: NaiveDate, place: u64, rng: &mut Rng) -> Option<Planned<'a>> {
    let host = colleague(world, rng)?;
    let outside = rng.chance(280);
    let other = if outside {
        rng.pick(&world.people.guests)?
    } else {
        rng.pick(&world.people.department(host.department)).copied().filter(|other| other.id != host.id)?
    };
    let start = at(world.zone, day, working_minute(rng));
    let instant = rng.chance(350);
    let (topic, number, created) = if instant {
        (format!("{}'s Personal Meeting Room", host.name), host.personal_number, start)
    } else {
        let topic = match rng.below(4) {
            0 if !outside => format!("1:1 {} & {}", host.first_name(), other.first_name()),
            1 => "Quick sync".to_owned(),
            2 if !outside => format!("{} planning", host.department),
            _ => format!("{} / {}", host.first_name(), other.first_name()),
        };
        let number = world.number(&[key("talk"), u64::from(day.num_days_from_ce().unsigned_abs()), place]);
        (topic, number, start - rng.between(0, 9) * 86_400 - rng.between(900, 2 * 3600))
    };
    Some(Planned {
        topic: Cow::Owned(topic),
        number,
        host,
        start,
        minutes: rng.pick(&[15, 25, 30, 30, 45, 50]).copied().unwrap_or(30),
        created,
        source: if instant { "Zoom" } else { rng.word(&["Zoom", "Outlook", "Outlook"]) },
        style: Style::OneToOne,
        invited: vec![other],
    })
}

fn interview<'a>(world: &World<'a>, day: NaiveDate, rng: &mut Rng) -> Option<Planned<'a>> {
    let host = world.people.user(rng.word(&["agnieszka.wrona", "henrik.wester"]))?;
    let other = colleague(world, rng).filter(|other| other.id != host.id)?;
    let applicant = rng.pick(&world.people.guests).filter(|guest| !guest.email.is_empty())?;
    let start = at(world.zone, day, working_minute(rng));
    Some(Planned {
        topic: Cow::Owned(format!("Interview: {}", rng.word(POSTS))),
        number: world.number(&[key("interview"), u64::from(day.num_days_from_ce().unsigned_abs())]),
        host,
        start,
        minutes: 45,
        created: start - rng.between(3, 12) * 86_400 - rng.between(600, 7200),
        source: "Zoom",
        style: Style::Interview,
        invited: vec![other, applicant],
    })
}

/// The host waits a little and gives up.
fn nobody_came<'a>(world: &World<'a>, day: NaiveDate, rng: &mut Rng) -> Option<Planned<'a>> {
    let host = colleague(world, rng)?;
    let start = at(world.zone, day, working_minute(rng));
    Some(Planned {
        topic: Cow::Owned(format!("{}'s Zoom Meeting", host.name)),
        number: host.personal_number,
        host,
        start,
        minutes: rng.between(1, 4),
        created: start,
        source: "Zoom",
        style: Style::Alone,
        invited: Vec::new(),
    })
}

/// A call that ended a few minutes before `now`: the portal may not have all of it yet.
pub fn just_ended<'a>(world: &World<'a>, now: i64) -> Option<Planned<'a>> {
    let host = world.people.user("sinazo.mthembu")?;
    let start = now - 26 * 60;
    Some(Planned {
        topic: Cow::Borrowed("IT on call: projector in Aurora"),
        number: host.personal_number,
        host,
        start,
        minutes: 15,
        created: start,
        source: "Zoom",
        style: Style::OneToOne,
        invited: world.people.user("frontdesk").into_iter().collect(),
    })
}
