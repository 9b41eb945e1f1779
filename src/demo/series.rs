//! What is held week after week: a table, and who belongs to each line of it.

use super::people::{People, Person};
use super::style::Style;
use chrono::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};
use chrono_tz::{America, Asia, Europe, Tz};

/// Who is invited, beside the users named in [`Series::with`].
#[derive(Clone, Copy, Debug)]
pub enum Who {
    Class10D,
    /// Other pupils: the first, and how many.
    Pupils(usize, usize),
    /// Guests from outside: the first, and how many.
    Guests(usize, usize),
    Department(&'static str),
    Nobody,
}

/// One recurring meeting.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    pub topic: &'static str,
    /// The host's mailbox.
    pub host: &'static str,
    pub days: &'static [Weekday],
    /// Every week, every other week…
    pub weeks: u32,
    /// Minutes from midnight in `zone`, the host's own.
    pub at: i64,
    pub zone: Tz,
    pub minutes: i64,
    pub style: Style,
    pub who: Who,
    pub with: &'static [&'static str],
    /// A number of nine digits from years ago, kept ever since; 0 for the others.
    pub old_number: u64,
}

impl Series {
    /// Those invited, the host left out.
    pub fn invited<'a>(&self, people: &'a People) -> Vec<&'a Person> {
        let part = |list: &'a [Person], first: usize, count: usize| -> Vec<&'a Person> {
            list.iter().skip(first).take(count).collect()
        };
        let mut out: Vec<&Person> = match self.who {
            Who::Class10D => people.class_10d.iter().collect(),
            Who::Pupils(first, count) => part(&people.pupils, first, count),
            Who::Guests(first, count) => part(&people.guests, first, count),
            Who::Department(department) => people.department(department),
            Who::Nobody => Vec::new(),
        };
        out.extend(self.with.iter().filter_map(|mailbox| people.user(mailbox)));
        let host = people.user(self.host).map(|host| host.id);
        out.retain(|person| Some(person.id) != host);
        out
    }
}

const fn hour(hour: i64, minute: i64) -> i64 {
    hour * 60 + minute
}

const LESSON: Series = Series {
    topic: "",
    host: "",
    days: &[],
    weeks: 1,
    at: 0,
    zone: Europe::Stockholm,
    minutes: 60,
    style: Style::Lesson,
    who: Who::Nobody,
    with: &[],
    old_number: 0,
};

const MEETING: Series = Series { minutes: 15, style: Style::StandUp, ..LESSON };

/// The more important first: where two would need the same host at once, the later one is not held.
pub const WEEKLY: &[Series] = &[
    Series {
        topic: "Physics, 10D",
        host: "nora.quist",
        days: &[Mon, Wed, Thu],
        at: hour(8, 0),
        who: Who::Class10D,
        with: &["wang"],
        ..LESSON
    },
    Series {
        topic: "Chemistry 9B, lab group",
        host: "pavel.orlov",
        days: &[Tue],
        at: hour(13, 0),
        minutes: 45,
        who: Who::Pupils(0, 8),
        ..LESSON
    },
    Series {
        topic: "Mathematics 11B",
        host: "lukasz.zak",
        days: &[Fri],
        at: hour(9, 45),
        minutes: 50,
        who: Who::Pupils(12, 8),
        ..LESSON
    },
    Series {
        topic: "Japanese for beginners / 日本語入門",
        host: "hanako.tanaka",
        days: &[Wed],
        at: hour(18, 0),
        zone: Asia::Tokyo,
        minutes: 50,
        who: Who::Pupils(25, 5),
        ..LESSON
    },
    Series {
        topic: "Arabic, level 2",
        host: "m.alali",
        days: &[Tue],
        at: hour(16, 0),
        minutes: 60,
        who: Who::Pupils(32, 6),
        ..LESSON
    },
    Series {
        topic: "Русский клуб",
        host: "irina.sokolova",
        days: &[Thu],
        weeks: 2,
        at: hour(15, 30),
        minutes: 60,
        who: Who::Pupils(38, 6),
        ..LESSON
    },
    Series {
        topic: "Data science club",
        host: "ananya.iyer",
        days: &[Tue],
        weeks: 2,
        at: hour(19, 30),
        zone: Asia::Kolkata,
        minutes: 60,
        who: Who::Pupils(44, 7),
        ..LESSON
    },
    Series {
        topic: "Life drawing (evening course)",
        host: "freja.lindqvist",
        days: &[Thu],
        weeks: 2,
        at: hour(18, 30),
        minutes: 120,
        style: Style::Evening,
        who: Who::Guests(0, 7),
        ..LESSON
    },
    Series {
        topic: "Conversation française",
        host: "amelie.dufour",
        days: &[Mon],
        at: hour(17, 30),
        minutes: 60,
        style: Style::Evening,
        who: Who::Guests(9, 5),
        ..LESSON
    },
    Series {
        topic: "Maths circle",
        host: "matti.korhonen",
        days: &[Sat],
        weeks: 2,
        at: hour(10, 0),
        minutes: 90,
        style: Style::Evening,
        who: Who::Pupils(53, 6),
        ..LESSON
    },
    Series {
        topic: "Book club: \"What we read on trains\"",
        host: "margareta.lund",
        days: &[Sun],
        weeks: 4,
        at: hour(19, 0),
        minutes: 75,
        style: Style::Evening,
        who: Who::Guests(16, 8),
        with: &["samuel.osei"],
        ..LESSON
    },
    Series {
        topic: "College applications, Q&A",
        host: "daniela.reyes",
        days: &[Thu],
        weeks: 4,
        at: hour(14, 0),
        zone: America::New_York,
        minutes: 60,
        style: Style::Evening,
        who: Who::Pupils(61, 10),
        with: &["linnea.holt"],
        ..LESSON
    },
    Series {
        topic: "Science stand-up",
        host: "ingrid.akesson",
        days: &[Mon],
        at: hour(9, 15),
        who: Who::Department("Science"),
        ..MEETING
    },
    Series {
        topic: "IT stand-up",
        host: "olena.kravets",
        days: &[Mon, Wed],
        at: hour(9, 0),
        who: Who::Department("IT"),
        ..MEETING
    },
    Series {
        topic: "Leadership",
        host: "elin.sandell",
        days: &[Tue],
        at: hour(10, 0),
        minutes: 60,
        style: Style::StandUp,
        who: Who::Department("Administration"),
        old_number: 482_915_307,
        ..MEETING
    },
    Series {
        topic: "Language teachers, planning",
        host: "aoife.nibhriain",
        days: &[Fri],
        weeks: 2,
        at: hour(13, 30),
        minutes: 45,
        who: Who::Department("Languages"),
        ..MEETING
    },
    Series {
        topic: "Library week",
        host: "margareta.lund",
        days: &[Mon],
        at: hour(10, 30),
        minutes: 30,
        who: Who::Department("Library"),
        ..MEETING
    },
    Series {
        topic: "Student welfare team",
        host: "maja.forsgren",
        days: &[Wed],
        weeks: 2,
        at: hour(14, 30),
        minutes: 60,
        who: Who::Department("Student Services"),
        with: &["elin.sandell"],
        ..MEETING
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_people_there_are() {
        let people = People::new(1);
        for series in WEEKLY {
            assert!(people.user(series.host).is_some(), "{}", series.host);
            assert!(series.with.iter().all(|mailbox| people.user(mailbox).is_some()), "{}", series.topic);
            assert!(series.invited(&people).len() >= 3, "{}", series.topic);
        }
    }
}
