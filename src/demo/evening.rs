//! Lumen Evening School, the academy's sub-account in Turku: a few teachers, a course each weekday evening, some months of
//! lists and a list of users. Drawn from streams of its own, so that the academy is the same with it and without.

use super::attendance::Attended;
use super::people::new_name;
use super::rng::{Rng, key};
use super::style::Style;
use super::table::{compact, user_id};
use super::users::{self, User};
use super::write::{Disclaimer, Layout, Meeting, Stay};
use super::{DemoFile, calendar, list};
use crate::model::zone;
use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use std::borrow::Cow;

pub const ACCOUNT: &str = "Lumen Evening School";
/// An hour before the academy's clocks.
pub const ZONE: Tz = chrono_tz::Europe::Helsinki;

const DOMAIN: &str = "evening.example";
/// Days that are shown.
const DAYS: u64 = 100;
/// Learners of one course, most of whom come.
const LEARNERS: usize = 9;

/// Its users: name, mailbox, department, role.
const USERS: &[(&str, &str, &str, &str)] = &[
    ("Sanna Lehto", "sanna.lehto", "Office", "Admin"),
    ("Tove Nyman", "tove.nyman", "Languages", "Member"),
    ("Eero Salonen", "eero.salonen", "Crafts", "Member"),
    ("Mirja Vainio", "mirja.vainio", "Languages", "Member"),
    ("Abdi Warsame", "abdi.warsame", "Computing", "Member"),
    ("Liisa Karppinen", "liisa.karppinen", "Crafts", "Member"),
];

/// Courses by weekday from Monday: topic, the teacher's place among the users, minute of the day, length in minutes.
const COURSES: [(&str, usize, i64, i64); 5] = [
    ("Swedish for beginners", 1, 18 * 60, 90),
    ("Weaving, and what it needs", 2, 17 * 60 + 30, 120),
    ("Finnish conversation", 3, 18 * 60, 75),
    ("First steps in programming", 4, 18 * 60 + 30, 90),
    ("Bookbinding", 5, 17 * 60, 120),
];

/// Somebody at a course.
struct Learner {
    name: String,
    email: String,
}

/// The school's files, the oldest month first, seen at `now` (epoch seconds). The same for the same arguments.
pub fn files(now: i64, seed: u64) -> Vec<DemoFile> {
    let Some(today) = zone::local_day(ZONE, now) else { return Vec::new() };
    let (Some(first), Some(last)) = (today.checked_sub_days(Days::new(DAYS)), today.pred_opt()) else {
        return Vec::new();
    };
    let teachers: Vec<Learner> = USERS.iter().map(|(name, mailbox, ..)| teacher(name, mailbox)).collect();
    let courses: Vec<Vec<Learner>> = (0..COURSES.len()).map(|at| learners(seed, at)).collect();
    let mut out = Vec::new();
    let mut all = Vec::new();
    for (from, to) in calendar::months(first, last) {
        let held: Vec<Attended<'_>> = calendar::days(from, to)
            .filter(|day| calendar::teaching(*day))
            .filter_map(|day| evening(seed, day, &teachers, &courses))
            .filter(|attended| attended.meeting.end <= now)
            .collect();
        let after = to.succ_opt().unwrap_or(to);
        out.push(DemoFile {
            name: format!("meetinglistdetails_{}_{}.csv", compact(from), compact(to)),
            bytes: list(Layout::L3, ZONE, &held.iter().collect::<Vec<_>>()),
            observed_at: calendar::at(ZONE, after, 8 * 60).min(now),
        });
        all.extend(held);
    }
    let morning = calendar::at(ZONE, today, 7 * 60).min(now);
    out.push(DemoFile {
        name: format!("zoomus_users_{}.csv", compact(today)),
        bytes: users::list(&staff(seed, today, &all)),
        observed_at: morning,
    });
    out
}

fn teacher(name: &str, mailbox: &str) -> Learner {
    Learner { name: name.to_owned(), email: format!("{mailbox}@{DOMAIN}") }
}

/// Those of a course; about half are signed in.
fn learners(seed: u64, course: usize) -> Vec<Learner> {
    let mut rng = Rng::keyed(seed, &[key("evening"), course as u64]);
    let mut out: Vec<Learner> = Vec::with_capacity(LEARNERS);
    while out.len() < LEARNERS {
        let name = new_name(&mut rng);
        if out.iter().any(|other| other.name == name) {
            continue;
        }
        let email = if rng.chance(500) {
            format!("learner{course}{}@pupils.example", out.len())
        } else {
            String::new()
        };
        out.push(Learner { name, email });
    }
    out
}

/// The course of that evening, as it went.
fn evening<'a>(
    seed: u64,
    day: NaiveDate,
    teachers: &'a [Learner],
    courses: &'a [Vec<Learner>],
) -> Option<Attended<'a>> {
    let at = usize::try_from(day.weekday().num_days_from_monday()).ok()?;
    let (topic, host, minute, length) = *COURSES.get(at)?;
    let (host, learners) = (teachers.get(host)?, courses.get(at)?);
    let mut rng =
        Rng::keyed(seed, &[key("evening"), key(topic), day.num_days_from_ce().unsigned_abs().into()]);
    let planned = calendar::at(ZONE, day, minute);
    let (start, end) = (planned - 60 * rng.between(1, 9), planned + 60 * (length + rng.between(-4, 6)));
    let stay = |who: &'a Learner, join: i64, leave: i64| Stay {
        name: Cow::Borrowed(who.name.as_str()),
        email: &who.email,
        join,
        leave,
        host: std::ptr::eq(who, host),
        guest: !std::ptr::eq(who, host),
        waiting: false,
        disclaimer: Disclaimer::None,
    };
    let mut stays = vec![stay(host, start, end - rng.between(0, 1))];
    for learner in learners {
        if rng.chance(220) {
            continue;
        }
        let join = (planned + 60 * rng.small(12) - rng.between(0, 200)).max(start + 5);
        let leave = end - 60 * rng.small(9) - rng.between(0, 50);
        // A line that breaks off, and comes back.
        if rng.chance(120) {
            let broken = join + (leave - join) / 2 + 60 * rng.between(-10, 10);
            stays.push(stay(learner, join, broken));
            stays.push(stay(learner, broken + rng.between(20, 240), leave));
        } else {
            stays.push(stay(learner, join, leave));
        }
    }
    stays.sort_by_key(|stay| (stay.join, stay.leave));
    let meeting = Meeting {
        topic: Cow::Borrowed(topic),
        number: 81_250_000_001 + 1_111_111 * at as u64,
        host_name: &host.name,
        host_email: &host.email,
        department: USERS
            .iter()
            .find(|(name, ..)| *name == host.name)
            .map_or("", |(_, _, department, _)| department),
        group: "Evening teachers",
        source: "Zoom",
        created: calendar::at(ZONE, day, 0) - 86_400 * 200,
        start,
        end,
    };
    Some(Attended { meeting, style: Style::Evening, stays })
}

/// Its users, of whom the teachers are signed in on their evenings.
fn staff(seed: u64, today: NaiveDate, held: &[Attended<'_>]) -> Vec<User> {
    let one = |(name, mailbox, department, role): &(&'static str, &str, &'static str, &'static str)| {
        let email = format!("{mailbox}@{DOMAIN}");
        let mut rng = Rng::keyed(seed, &[key("evening"), key(&email)]);
        let taught = held.iter().filter(|attended| attended.meeting.host_email == email);
        User {
            id: user_id(seed, &email),
            name: (*name).to_owned(),
            department,
            group: if *role == "Admin" { "" } else { "Evening teachers" },
            licence: "Licensed",
            role,
            status: "Active",
            created: today.checked_sub_days(Days::new(300 + rng.below(600))).unwrap_or(today),
            last_sign_in: taught.map(|attended| attended.meeting.start - rng.between(20, 400)).max(),
            client: "6.2.11(win)",
            zone: ZONE.name(),
            personal_number: 3_000_000_000 + rng.below(3_999_999_999),
            email,
        }
    };
    USERS.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday, 23 November 2026, 10:20 in Stockholm.
    const NOW: i64 = 1_795_425_600;

    #[test]
    fn it_is_small_and_the_same_for_the_same_seed() {
        let files = files(NOW, 1);
        assert_eq!(files, super::files(NOW, 1));
        assert_ne!(files, super::files(NOW, 2));
        assert_eq!(files.len(), 5, "four months and the users");
        assert!(files.iter().all(|file| file.observed_at <= NOW));
        let text: String = files.iter().map(|file| String::from_utf8(file.bytes.clone()).unwrap()).collect();
        let rows = text.lines().count();
        assert!((400..1200).contains(&rows), "{rows}");
        for part in ["Swedish for beginners", "Tove Nyman (Host)", "sanna.lehto@evening.example", "Admin"] {
            assert!(text.contains(part), "{part}");
        }
        let mut addresses = text.split([',', '\n']).filter(|cell| cell.contains('@'));
        assert!(addresses.all(|address| address.ends_with(".example")));
    }
}
