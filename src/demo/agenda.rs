//! What is held on a day: the weekly series, the occasions of the year, and what just comes up.

use super::calendar::{self, at};
use super::people::{People, Person};
use super::rng::{Rng, key};
use super::series::WEEKLY;
use super::style::Style;
use super::{occasions, unplanned};
use crate::model::Interval;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A meeting as planned: who will come and when is for `attendance`.
#[derive(Clone, Debug)]
pub struct Planned<'a> {
    pub topic: Cow<'static, str>,
    pub number: u64,
    pub host: &'a Person,
    /// Epoch seconds.
    pub start: i64,
    pub minutes: i64,
    /// When it was scheduled, epoch seconds.
    pub created: i64,
    /// The application that scheduled it.
    pub source: &'static str,
    pub style: Style,
    /// Without the host.
    pub invited: Vec<&'a Person>,
}

impl Planned<'_> {
    pub fn interval(&self) -> Interval {
        Interval::new(self.start, self.start + self.minutes * 60)
    }
}

/// Everything the plans depend on.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    pub people: &'a People,
    pub zone: Tz,
    pub seed: u64,
    pub today: NaiveDate,
}

impl World<'_> {
    /// The random stream of something on a day.
    pub fn rng(&self, day: NaiveDate, what: &str) -> Rng {
        Rng::keyed(self.seed, &[u64::from(day.num_days_from_ce().unsigned_abs()), key(what)])
    }

    /// A scheduled meeting's number: eleven digits, the same for the same keys.
    pub fn number(&self, keys: &[u64]) -> u64 {
        80_000_000_000 + Rng::keyed(self.seed, keys).below(19_999_999_999)
    }
}

/// The meetings of a day, in order of their start; nobody of the account is in two places at once.
pub fn of_day<'a>(world: &World<'a>, day: NaiveDate, first: Vec<Planned<'a>>) -> Vec<Planned<'a>> {
    let mut out = first;
    out.extend(occasions::of_day(world, day));
    out.extend(series_of_day(world, day));
    out.extend(unplanned::of_day(world, day));
    let mut out = without_clashes(out);
    out.sort_by_key(|planned| planned.start);
    out
}

fn series_of_day<'a>(world: &World<'a>, day: NaiveDate) -> Vec<Planned<'a>> {
    let mut out = Vec::new();
    for series in WEEKLY {
        let due = series.days.contains(&day.weekday())
            && day.iso_week().week().is_multiple_of(series.weeks)
            && is_held(world, day, series.topic, series.style);
        let Some(host) = world.people.user(series.host).filter(|_| due) else { continue };
        // What has an old number was scheduled then and never renewed.
        let (year, number) = match series.old_number {
            0 => (
                school_year(day),
                world.number(&[key(series.topic), u64::from(school_year(day).unsigned_abs())]),
            ),
            old => (2018, old),
        };
        out.push(Planned {
            topic: Cow::Borrowed(series.topic),
            number,
            host,
            start: at(series.zone, day, series.at),
            minutes: series.minutes,
            created: series_created(world, year, series.topic),
            source: if series.style == Style::StandUp { "Outlook" } else { "Zoom" },
            style: series.style,
            invited: series.invited(world.people),
        });
    }
    out
}

/// Lessons keep to the school year; staff meetings thin out in the holidays; now and then one is cancelled.
fn is_held(world: &World<'_>, day: NaiveDate, topic: &str, style: Style) -> bool {
    let mut rng = world.rng(day, topic);
    match style {
        Style::Lesson => calendar::teaching(day) && rng.chance(930),
        // Clubs at the weekend follow the school week before them.
        Style::Evening => {
            let friday = day.checked_sub_days(Days::new(2)).unwrap_or(day);
            calendar::teaching(if calendar::weekend(day) { friday } else { day }) && rng.chance(930)
        }
        _ => rng.chance(calendar::staffed(day)),
    }
}

/// The school year that a day belongs to, by the year it began in: numbers and schedules are renewed then.
fn school_year(day: NaiveDate) -> i32 {
    if (day.month(), day.day()) >= (8, 10) { day.year() } else { day.year() - 1 }
}

fn series_created(world: &World<'_>, year: i32, topic: &str) -> i64 {
    let day = NaiveDate::from_ymd_opt(year, 8, 3).unwrap_or(world.today).week(Weekday::Mon).first_day();
    let mut rng = world.rng(day, topic);
    let day = day + Days::new(rng.below(5));
    at(world.zone, day, rng.between(8 * 60 + 30, 16 * 60)) + rng.between(0, 59)
}

/// Leaves out meetings whose host holds another at the time, and takes users out of all but the first of theirs.
fn without_clashes(planned: Vec<Planned<'_>>) -> Vec<Planned<'_>> {
    // Hosts need some room between two: meetings begin early and end late.
    const ROOM: i64 = 12 * 60;
    let mut busy: FxHashMap<usize, Vec<Interval>> = FxHashMap::default();
    let mut out = Vec::with_capacity(planned.len());
    for mut meeting in planned {
        let time = meeting.interval();
        let roomy = Interval::new(time.start - ROOM, time.end + ROOM);
        let is_busy = |busy: &FxHashMap<usize, Vec<Interval>>, person: &Person, time: Interval| {
            busy.get(&person.id).is_some_and(|list| list.iter().any(|other| other.overlaps(time)))
        };
        if is_busy(&busy, meeting.host, roomy) {
            continue;
        }
        meeting.invited.retain(|person| !is_busy(&busy, person, time));
        if meeting.invited.is_empty() && meeting.style != Style::Alone {
            continue;
        }
        for person in meeting.invited.iter().chain([&meeting.host]) {
            busy.entry(person.id).or_default().push(time);
        }
        out.push(meeting);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_planned_for_two_meetings_at_once() {
        let people = People::new(5);
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let world = World { people: &people, zone: chrono_tz::Europe::Stockholm, seed: 5, today };
        for day in calendar::days(today - Days::new(60), today) {
            let meetings = of_day(&world, day, Vec::new());
            for (at, one) in meetings.iter().enumerate() {
                for other in meetings.iter().skip(at + 1).filter(|m| m.interval().overlaps(one.interval())) {
                    let ids = |m: &Planned<'_>| -> Vec<usize> {
                        m.invited.iter().chain([&m.host]).map(|p| p.id).collect()
                    };
                    let both: Vec<usize> =
                        ids(one).into_iter().filter(|id| ids(other).contains(id)).collect();
                    assert!(both.is_empty(), "{day} {} {}", one.topic, other.topic);
                }
            }
        }
    }

    #[test]
    fn a_series_has_one_number_a_school_year_and_was_scheduled_before_it() {
        let people = People::new(5);
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let world = World { people: &people, zone: chrono_tz::Europe::Stockholm, seed: 5, today };
        let mut numbers = Vec::new();
        for day in calendar::days(calendar::first_day(today), today) {
            for meeting in of_day(&world, day, Vec::new()) {
                assert!(meeting.created <= meeting.start, "{day} {}", meeting.topic);
                if meeting.topic == "Physics, 10D" {
                    numbers.push(meeting.number);
                }
            }
        }
        assert!(numbers.len() > 80, "{}", numbers.len());
        numbers.dedup();
        assert_eq!(numbers.len(), 2);
    }
}
