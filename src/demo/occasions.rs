//! What is held on certain days of the year: the all-hands, lectures, parents' evenings, work at night.

use super::agenda::{Planned, World};
use super::calendar::{self, at, last_weekday, nth_weekday};
use super::people::Person;
use super::rng::{Rng, key};
use super::style::Style;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::borrow::Cow;

const LECTURES: &[&str] = &[
    "Guest lecture: Ice that remembers",
    "Guest lecture: Black holes, quietly",
    "Guest lecture: How bridges fall",
    "Guest lecture: The language of whales",
    "Guest lecture: Maps that lie, and why",
    "Guest lecture: Bread, yeast and time",
    "Guest lecture: Painting with lead and arsenic",
    "Guest lecture: Numbers nobody can write",
    "Guest lecture: A week on a research ship",
    "Guest lecture: Sleep, light and school",
];

/// The occasions of a day, the most important first.
pub fn of_day<'a>(world: &World<'a>, day: NaiveDate) -> Vec<Planned<'a>> {
    [all_hands, lecture, parents_evening, info_meeting, late_evening, maintenance, night_sky]
        .iter()
        .filter_map(|occasion| occasion(world, day))
        .collect()
}

/// One line of the year's plan, filled in.
struct Draft<'a> {
    topic: Cow<'static, str>,
    host: &'static str,
    minute: i64,
    minutes: i64,
    style: Style,
    invited: Vec<&'a Person>,
}

impl<'a> Draft<'a> {
    fn plan(mut self, world: &World<'a>, day: NaiveDate, rng: &mut Rng) -> Option<Planned<'a>> {
        let host = world.people.user(self.host)?;
        self.invited.retain(|person| person.id != host.id);
        let start = at(world.zone, day, self.minute);
        let scheduled = day - Days::new(6 + rng.below(22));
        Some(Planned {
            number: world.number(&[key(&self.topic), u64::from(day.num_days_from_ce().unsigned_abs())]),
            topic: self.topic,
            host,
            start,
            minutes: self.minutes,
            created: at(world.zone, scheduled, rng.between(8 * 60, 16 * 60)) + rng.between(0, 59),
            source: "Zoom",
            style: self.style,
            invited: self.invited,
        })
    }
}

/// Everybody: staff, pupils, families and friends of the school.
fn all_hands<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    if day != calendar::all_hands(world.today) {
        return None;
    }
    let people = world.people;
    let draft = Draft {
        topic: Cow::Owned(format!("All-hands, {}", calendar::season(day))),
        host: "gustav.ekdahl",
        minute: 15 * 60,
        minutes: 60,
        style: Style::AllHands,
        invited: people
            .users
            .iter()
            .chain(&people.class_10d)
            .chain(people.pupils.iter().take(90))
            .chain(people.guests.iter().take(150))
            .collect(),
    };
    draft.plan(world, day, &mut world.rng(day, "all-hands"))
}

fn lecture<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    let due = day.weekday() == Weekday::Tue && day.iso_week().week() % 3 == 2 && calendar::teaching(day);
    if !due {
        return None;
    }
    let mut rng = world.rng(day, "lecture");
    let crowd = usize::try_from(rng.between(14, 40)).unwrap_or(30);
    let mut invited = rng.some(&world.people.guests, crowd);
    invited.extend(rng.some(&world.people.pupils, 9));
    invited.extend(rng.some(&world.people.users, 5));
    let draft = Draft {
        topic: Cow::Borrowed(rng.word(LECTURES)),
        host: rng.word(&["zoe.ngugi", "tomas.ibanez", "priya.raman", "chiara.bellini", "seun.adeyemi"]),
        minute: 18 * 60,
        minutes: 75,
        style: Style::Lecture,
        invited,
    };
    draft.plan(world, day, &mut rng)
}

fn parents_evening<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    let month = matches!(day.month(), 2 | 4 | 9 | 11);
    if !(month && nth_weekday(day, 2, Weekday::Wed)) {
        return None;
    }
    let mut rng = world.rng(day, "parents");
    let mut invited = rng.some(&world.people.guests, 26);
    // Those who only telephone, or whose telephone gives no name, come to this one.
    let unnamed = world.people.guests.iter().filter(|guest| guest.phone() || guest.name.contains("iPhone"));
    invited.extend(unnamed);
    invited.sort_unstable_by_key(|person| person.id);
    invited.dedup_by_key(|person| person.id);
    invited.extend(["maja.forsgren", "wang"].iter().filter_map(|mailbox| world.people.user(mailbox)));
    let draft = Draft {
        topic: Cow::Borrowed("Föräldramöte / Parents' evening, 10D"),
        host: "nora.quist",
        minute: 18 * 60 + 30,
        minutes: 60,
        style: Style::Families,
        invited,
    };
    draft.plan(world, day, &mut rng)
}

fn info_meeting<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    if !(nth_weekday(day, 3, Weekday::Thu) && calendar::teaching(day)) {
        return None;
    }
    let mut rng = world.rng(day, "admissions");
    let draft = Draft {
        topic: Cow::Borrowed("Open house: questions and answers"),
        host: "karin.oberg",
        minute: 17 * 60,
        minutes: 45,
        style: Style::Families,
        invited: rng.some(&world.people.guests, 10),
    };
    draft.plan(world, day, &mut rng)
}

/// Marks are due: a meeting that goes on past midnight.
fn late_evening<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    if !(matches!(day.month(), 1 | 5 | 10) && last_weekday(day, Weekday::Thu)) {
        return None;
    }
    let mathematics = world.people.department("Mathematics");
    let draft = Draft {
        topic: Cow::Borrowed("Exam papers, last checks"),
        host: "lukasz.zak",
        minute: 22 * 60 + 15,
        minutes: 165,
        style: Style::Night,
        invited: mathematics.into_iter().take(5).collect(),
    };
    draft.plan(world, day, &mut world.rng(day, "exams"))
}

fn maintenance<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    if !(day.month() % 3 == 2 && nth_weekday(day, 3, Weekday::Sat)) {
        return None;
    }
    let draft = Draft {
        topic: Cow::Borrowed("Network maintenance window"),
        host: "viktor.hallgren",
        minute: 23 * 60,
        minutes: 200,
        style: Style::Night,
        invited: world.people.department("IT"),
    };
    draft.plan(world, day, &mut world.rng(day, "maintenance"))
}

/// The longest night: the astronomers meet while the clocks go back.
fn night_sky<'a>(world: &World<'a>, day: NaiveDate) -> Option<Planned<'a>> {
    if !calendar::clocks_go_back(world.zone, day) {
        return None;
    }
    let mut rng = world.rng(day, "night sky");
    let mut invited = rng.some(&world.people.pupils, 7);
    invited.extend(rng.some(&world.people.guests, 3));
    let draft = Draft {
        topic: Cow::Borrowed("Astronomy club: Orion all night"),
        host: "wang",
        minute: 120,
        minutes: 210,
        style: Style::Night,
        invited,
    };
    draft.plan(world, day, &mut rng)
}
