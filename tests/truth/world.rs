//! A small world of meetings, and what sources may say of it: half of it, twice, late, without names.

use chrono_tz::Europe::Stockholm;
use headcount::model::{
    AnswerRecord, CoverageRecord, Covered, DayRange, EventKind, Fact, Grade, Measure, OccurrenceRecord, Part,
    PlannedRecord, Scope, Sink, StayRecord, TotalRecord, Unit, UserRecord,
};
use headcount::report::{Ask, catalog};
use headcount::store::{Begun, Counted, ImportMeta, Reader, Store};
use proptest::prelude::*;
use std::borrow::Cow;
use std::fmt::Write;

pub const NOON: i64 = 1_760_954_400; // 2025-10-20 12:00 in Stockholm
pub const NOW: i64 = NOON + 10 * 86_400;

/// The kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    List,
    ListWithPeople,
    Block,
    NoBlock,
    Unique,
    Webhooks,
    ApiFacts,
    ApiPeople,
    Users,
    Plans,
    Figures,
    Polls,
    Survey,
}

/// One file: what it is, how much of the world it has, when it was observed.
#[derive(Clone, Debug)]
pub struct Source {
    pub kind: Kind,
    /// Which of the occurrences it speaks of, as bits.
    pub of: u8,
    /// How many of each occurrence's stays it has at most.
    pub stays: usize,
    pub observed: i64,
    /// Tells two files of the same content apart.
    pub name: u8,
}

struct Held {
    number: &'static str,
    uuid: &'static str,
    start: i64,
    end: i64,
    host: (&'static str, &'static str, &'static str),
    webinar: bool,
    people: &'static [(&'static str, &'static str, &'static str, i64, i64)],
}

const NORA: (&str, &str, &str) = ("Nora Quist", "nora@lumen.example", "id-nora");
const PAVEL: (&str, &str, &str) = ("Pavel Orlov", "pavel@lumen.example", "id-pavel");

/// Two of one number close together, one restarted within the minute, one that overlaps midnight, a webinar.
const WORLD: [Held; 6] = [
    Held {
        number: "84612340849",
        uuid: "aaa==",
        start: NOON,
        end: NOON + 3600,
        host: NORA,
        webinar: false,
        people: &[
            ("Nora Quist", "nora@lumen.example", "id-nora", 0, 3600),
            ("Wang", "wang@lumen.example", "", 10, 1800),
            ("Wang", "wang@lumen.example", "", 1500, 2400),
            ("iPhone", "", "", 300, 900),
            ("Guest", "", "", 305, 3000),
        ],
    },
    Held {
        number: "84612340849",
        uuid: "bbb==",
        start: NOON + 3640,
        end: NOON + 5400,
        host: NORA,
        webinar: false,
        people: &[
            ("Nora Quist", "nora@lumen.example", "id-nora", 3640, 5400),
            ("iPhone", "", "", 3700, 5000),
        ],
    },
    Held {
        number: "84612340849",
        uuid: "ccc==",
        start: NOON + 2 * 86_400,
        end: NOON + 2 * 86_400 + 1800,
        host: NORA,
        webinar: false,
        people: &[("Wang", "wang@lumen.example", "", 172_800, 174_000)],
    },
    Held {
        number: "91234567890",
        uuid: "ddd==",
        start: NOON + 11 * 3600 + 1800,
        end: NOON + 13 * 3600,
        host: PAVEL,
        webinar: false,
        people: &[
            ("Pavel Orlov", "pavel@lumen.example", "id-pavel", 41_400, 46_800),
            ("Zoë", "zoe@other.example", "", 41_500, 46_000),
        ],
    },
    Held {
        number: "95512345678",
        uuid: "eee==",
        start: NOON + 7200,
        end: NOON + 10_800,
        host: PAVEL,
        webinar: true,
        people: &[
            ("Pavel Orlov", "pavel@lumen.example", "id-pavel", 7200, 10_800),
            ("Bo", "bo@other.example", "", 7300, 9000),
            ("Bo", "bo@other.example", "", 9100, 10_000),
        ],
    },
    Held {
        number: "97700000001",
        uuid: "fff==",
        start: NOON + 500,
        end: NOON + 4000,
        host: PAVEL,
        webinar: false,
        people: &[("Nora Quist", "nora@lumen.example", "id-nora", 600, 3900)],
    },
];

pub fn sources() -> impl Strategy<Value = Vec<Source>> {
    let kind = prop::sample::select(vec![
        Kind::List,
        Kind::ListWithPeople,
        Kind::ListWithPeople,
        Kind::Block,
        Kind::NoBlock,
        Kind::Unique,
        Kind::Webhooks,
        Kind::ApiFacts,
        Kind::ApiPeople,
        Kind::Users,
        Kind::Plans,
        Kind::Figures,
        Kind::Polls,
        Kind::Polls,
        Kind::Survey,
    ]);
    let one =
        (kind, 1u8..64, 1usize..7, 0i64..4, 0u8..4).prop_map(|(kind, of, stays, observed, name)| Source {
            kind,
            of,
            stays,
            observed: NOON + [1800, 4000, 86_400, 5 * 86_400][usize::try_from(observed).unwrap()],
            name,
        });
    prop::collection::vec(one, 1..6)
}

impl Source {
    fn record(&self, held: &Held) -> OccurrenceRecord<'static> {
        let kind = if held.webinar { EventKind::Webinar } else { EventKind::Meeting };
        let plain = OccurrenceRecord {
            start: Some(held.start),
            end: Some(held.end),
            topic: Some(format!("Topic of {}", held.uuid).into()),
            ..OccurrenceRecord::of_number(held.number, Grade::Stays)
        };
        let hosted = OccurrenceRecord {
            host_name: Some(held.host.0.into()),
            host_email: Some(held.host.1.into()),
            department: Some(format!("Dept {}", self.name % 2).into()),
            ..plain.clone()
        };
        let stays = self.stays_of(held);
        let first = stays.iter().filter_map(|stay| stay.join).min();
        let last = stays.iter().filter_map(|stay| stay.leave).max();
        let uuid = Some(Cow::Borrowed(held.uuid));
        match self.kind {
            Kind::List => OccurrenceRecord { grade: Grade::Facts, kind, ..hosted },
            Kind::ListWithPeople | Kind::Users | Kind::Plans | Kind::Figures => {
                OccurrenceRecord { kind, ..hosted }
            }
            // Minutes alone, as a spreadsheet leaves them.
            Kind::Block => OccurrenceRecord {
                start: Some(held.start.div_euclid(60) * 60),
                end: None,
                minutes: Some((held.end - held.start + 59) / 60),
                whole_minutes: true,
                ..plain
            },
            Kind::NoBlock => {
                OccurrenceRecord { start: first, end: last, inferred: true, topic: None, ..plain }
            }
            Kind::Unique => OccurrenceRecord { grade: Grade::UniqueTotals, ..plain },
            Kind::Webhooks => OccurrenceRecord {
                uuid,
                kind,
                grade: Grade::Webhooks,
                end: (self.stays > 3).then_some(held.end),
                open: self.stays <= 3,
                host_id: Some(held.host.2.into()),
                ..plain
            },
            Kind::ApiFacts => OccurrenceRecord { uuid, kind, grade: Grade::Facts, ..hosted },
            // As an answer tells it, or of a number alone, when the first of its polls was answered.
            Kind::Polls if self.name.is_multiple_of(2) => {
                OccurrenceRecord { uuid, kind, grade: Grade::Facts, end: None, ..plain }
            }
            Kind::Polls => {
                let start = Some(held.start + 600);
                OccurrenceRecord {
                    grade: Grade::Facts,
                    start,
                    end: None,
                    inferred: true,
                    topic: None,
                    ..plain
                }
            }
            Kind::Survey => OccurrenceRecord { grade: Grade::Facts, end: None, ..plain },
            Kind::ApiPeople => OccurrenceRecord {
                number: if self.name.is_multiple_of(2) { held.number.into() } else { "".into() },
                uuid: if self.name == 2 { None } else { uuid },
                grade: Grade::ReportJson,
                start: first,
                end: last,
                inferred: true,
                topic: None,
                ..plain
            },
        }
    }

    fn stays_of(&self, held: &Held) -> Vec<StayRecord<'static>> {
        let mut out: Vec<StayRecord<'static>> =
            held.people.iter().take(self.stays).map(|row| self.stay(row)).collect();
        if self.kind == Kind::Unique {
            out.dedup_by(|a, b| a.name == b.name);
        }
        out
    }

    fn stay(
        &self,
        (name, email, id, from, to): &(&'static str, &'static str, &'static str, i64, i64),
    ) -> StayRecord<'static> {
        let some = |text: &'static str| Some(Cow::Borrowed(text)).filter(|text| !text.is_empty());
        let (join, leave) = (Some(NOON + from), Some(NOON + to));
        let plain =
            StayRecord { name: (*name).into(), email: some(email), join, leave, ..StayRecord::default() };
        match self.kind {
            Kind::ListWithPeople => StayRecord {
                guest: Some(!email.ends_with("lumen.example")),
                disclaimer: (self.name == 1).then_some("OK".into()),
                ..plain
            },
            Kind::Unique => {
                StayRecord { join: None, leave: None, minutes: Some((to - from + 59) / 60), ..plain }
            }
            Kind::Webhooks => StayRecord {
                user_id: some(id),
                connection: Some(format!("c{from}").into()),
                leave: leave.filter(|_| self.name != 3),
                leave_reason: Some("left".into()),
                ..plain
            },
            Kind::ApiPeople => StayRecord {
                email: some(email).filter(|email| email.ends_with("lumen.example")),
                user_id: some(id),
                connection: Some(format!("c{from}").into()),
                device: (self.name == 0).then_some("Phone".into()),
                ip: (self.name == 0).then_some("192.0.2.7".into()),
                ..plain
            },
            _ => plain,
        }
    }
}

fn meta(source: &Source) -> ImportMeta {
    let text = format!("{source:?}");
    let mut digest = [0; 32];
    for (n, byte) in text.bytes().enumerate() {
        digest[n % 32] = u8::wrapping_mul(digest[n % 32], 31).wrapping_add(byte);
    }
    ImportMeta {
        account: None,
        provider_account: None,
        new_account_zone: Stockholm,
        imported_at: NOW,
        imported_by: "ada".into(),
        file_name: format!("{:?}", source.kind),
        kind: format!("{:?}", source.kind).to_lowercase(),
        bytes: 1,
        digest,
        file_zone: None,
        observed_at: source.observed,
    }
}

/// Imports a source; its number, unless the same is held.
pub fn take(store: &mut Store, source: &Source) -> Option<i64> {
    let mut go_on = |_| true;
    let mut batch = match store.begin(meta(source), &mut go_on).unwrap() {
        Begun::Held(_) => return None,
        Begun::Open(batch) => batch,
    };
    if source.kind == Kind::Users {
        for (n, (name, email, id)) in [NORA, PAVEL].into_iter().enumerate() {
            if source.of & (1 << n) == 0 {
                continue;
            }
            let user = UserRecord {
                user_id: (source.stays > 2).then_some(id.into()),
                email: Some(email.into()),
                name: Some(format!("{name} {}", source.name).into()),
                department: (source.name == 1).then_some("Listed".into()),
                licence: Some(if source.name == 2 { "Basic" } else { "Licensed" }.into()),
                ..UserRecord::default()
            };
            batch.fact(1, &Fact::User(user)).unwrap();
        }
    } else if source.kind == Kind::Plans {
        plans(batch.as_mut(), source);
    } else if source.kind == Kind::Figures {
        figures(batch.as_mut(), source);
    } else {
        for (n, held) in WORLD.iter().enumerate().filter(|(n, _)| source.of & (1 << n) != 0) {
            let line = u64::try_from(n).unwrap();
            batch.occurrence(line, &source.record(held)).unwrap();
            if matches!(source.kind, Kind::Polls | Kind::Survey) {
                asked(batch.as_mut(), source, held);
            } else if !matches!(source.kind, Kind::List | Kind::ApiFacts) {
                for stay in source.stays_of(held) {
                    batch.stay(line, &stay).unwrap();
                }
            }
        }
    }
    Some(batch.finish(&Counted::default(), true).unwrap().import)
}

/// What was answered in an occurrence, or days after it.
fn asked(batch: &mut dyn Sink, source: &Source, held: &Held) {
    let survey = source.kind == Kind::Survey;
    let part = if survey { Part::Survey } else { Part::Polls };
    let grade = if source.name == 0 { Grade::ReportJson } else { Grade::Stays };
    batch.fact(1, &Fact::Part(part, grade)).unwrap();
    for (n, (name, ..)) in (0..).zip(held.people.iter().take(source.stays)) {
        let answer = AnswerRecord {
            name: Some((*name).into()),
            poll: "1".into(),
            launch: 1,
            question: "Tea?".into(),
            answer: Some(format!("{grade:?}").into()),
            submitted: Some(held.start + if survey { 90_000 } else { 600 } + 10 * n),
            ..AnswerRecord::default()
        };
        batch.fact(u64::try_from(n).unwrap(), &Fact::Answer(Box::new(answer))).unwrap();
    }
}

/// What is planned, as the account's list or as one host's: on a day, and at no fixed time.
fn plans(batch: &mut dyn Sink, source: &Source) {
    for (n, held) in WORLD.iter().enumerate().filter(|(n, _)| source.of & (1 << n) != 0) {
        let planned = PlannedRecord {
            number: held.number.into(),
            uuid: None,
            kind: EventKind::Meeting,
            topic: Some(format!("Plan {}", source.name).into()),
            host_id: None,
            host_name: None,
            host_email: Some(held.host.1.into()),
            department: None,
            start: source.stays.is_multiple_of(2).then_some(held.start),
            minutes: Some(60),
            recurring: None,
            registrants: None,
            created: None,
        };
        batch.fact(u64::try_from(n).unwrap(), &Fact::Planned(planned)).unwrap();
    }
    let scope = if source.name.is_multiple_of(2) { Scope::Account } else { Scope::Host(NORA.1.into()) };
    let covers = CoverageRecord { of: Covered::Upcoming, scope, days: days() };
    batch.fact(99, &Fact::Covers(covers)).unwrap();
}

/// The portal's own figures: of a day of the account, and of a host over the range.
fn figures(batch: &mut dyn Sink, source: &Source) {
    let first = DayRange::day("2025-10-20".parse().unwrap());
    let value = i64::from(source.of);
    for (measure, value) in
        [(Measure::Meetings, value % 9), (Measure::Joins, value), (Measure::Minutes, value * 3)]
    {
        let of_day = TotalRecord { scope: Scope::Account, days: first, measure, value };
        batch.fact(1, &Fact::Total(of_day)).unwrap();
        let of_host = TotalRecord { scope: Scope::Host(NORA.1.into()), days: days(), measure, value };
        batch.fact(2, &Fact::Total(of_host)).unwrap();
    }
}

/// The range that is looked at.
fn days() -> DayRange {
    DayRange::new("2025-10-18".parse().unwrap(), "2025-10-26".parse().unwrap())
}

/// Reports and views that are looked at whole.
const LOOKED_AT: [(&str, &str); 12] = [
    ("daily", "days"),
    ("meetings", "meetings"),
    ("active-hosts", "users"),
    ("active-hosts", "meetings"),
    ("inactive-hosts", "users"),
    ("users", "users"),
    ("upcoming", "upcoming"),
    ("overview", "figures"),
    ("overview", "hours"),
    ("overview", "hosts"),
    ("overview", "departments"),
    ("coverage", "days"),
];

/// Everything that reports show, keys left out.
pub fn dump(store: &Store) -> String {
    let Ok(mut reader) = Reader::open(store.path()) else { return String::new() };
    let range = days();
    let mut out = String::new();
    let mut occurrences = Vec::new();
    for (report, view) in LOOKED_AT {
        let Some(def) = catalog::find(report) else { panic!("no {report}") };
        let mut ask = Ask::new(def, range, chrono_tz::UTC);
        if def.view(view).is_some() {
            view.clone_into(&mut ask.view);
        }
        if report == "upcoming" {
            ask.params.insert("undated".to_owned(), "include".to_owned());
        }
        let keys = write(&mut reader, &ask, &mut out);
        if report == "meetings" {
            occurrences = keys;
        }
    }
    out += &answers(store);
    for key in occurrences {
        for view in ["people", "connections"] {
            let mut ask = Ask::new(catalog::find("participants").unwrap(), range, chrono_tz::UTC);
            view.clone_into(&mut ask.view);
            ask.params.insert("occurrence".to_owned(), format!("#{key}"));
            write(&mut reader, &ask, &mut out);
        }
        let mut ask = Ask::new(catalog::find("attendance-curve").unwrap(), range, chrono_tz::UTC);
        ask.params.insert("occurrence".to_owned(), format!("#{key}"));
        write(&mut reader, &ask, &mut out);
    }
    out
}

/// What was answered, as it is shown.
fn answers(store: &Store) -> String {
    let conn = rusqlite::Connection::open(store.path()).unwrap();
    let mut find = conn
        .prepare(
            "SELECT e.number || ' ' || o.start_at || ' ' || p.part || ' ' || a.name || ' ' || a.answer || ' ' || a.submitted_at \
             FROM answer a JOIN set_part p ON p.set_id = a.set_id AND p.part = a.part AND p.shown = 1 \
             JOIN source_set s ON s.set_id = a.set_id JOIN occurrence o ON o.occurrence_id = s.occurrence_id \
             JOIN event e ON e.event_id = o.event_id ORDER BY 1",
        )
        .unwrap();
    let lines = find.query_map([], |row| row.get::<_, String>(0)).unwrap();
    lines.map(|line| line.unwrap() + "\n").collect()
}

/// Writes the rows of an answer; gives the first key of each, in the order in which they are written.
fn write(reader: &mut Reader, ask: &Ask, out: &mut String) -> Vec<i64> {
    let window = reader.first_window(ask, 500).unwrap();
    writeln!(out, "# {} {}", ask.report, ask.view).unwrap();
    let mut rows: Vec<(String, i64)> = window
        .rows
        .iter()
        .map(|row| {
            let mut line = String::new();
            let mut key = 0;
            for (column, cell) in window.columns.iter().zip(row) {
                if column.unit == Unit::Key {
                    if let headcount::model::Cell::Int(id) = cell
                        && key == 0
                    {
                        key = *id;
                    }
                } else {
                    write!(line, "{}={cell:?} ", column.name).unwrap();
                }
            }
            (line, key)
        })
        .collect();
    // Rows that sort alike stand by their keys, which tell the order of imports.
    rows.sort();
    for (line, _) in &rows {
        writeln!(out, "{line}").unwrap();
    }
    rows.into_iter().map(|(_, key)| key).collect()
}
