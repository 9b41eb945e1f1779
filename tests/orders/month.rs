//! October 2026 of a small school: who was where when; its files in each form; its totals by plain arithmetic.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use super::common::{self, Sandbox};
use chrono::DateTime;
use chrono_tz::Tz;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A connection: name, e-mail, join and leave in seconds from the start.
type Stay = (&'static str, &'static str, i64, i64);

pub struct Held {
    number: u64,
    topic: &'static str,
    host: (&'static str, &'static str),
    start: i64,
    length: i64,
    stays: Vec<Stay>,
}

impl Held {
    pub fn file_name(&self) -> String {
        format!("participants_{}_{}", self.number, shown(self.start, zone(), "%Y_%m_%d"))
    }

    fn end(&self) -> i64 {
        self.start + self.length
    }

    fn uuid(&self) -> String {
        format!("Or{:011}x{:08}==", self.number, self.start % 100_000_000)
    }
}

const NORA: (&str, &str) = ("Nora Quist", "nora.quist@lumen.example");
const WANG: (&str, &str) = ("王小明", "wang@lumen.example");

fn zone() -> Tz {
    common::ZONE.parse().unwrap()
}

/// Twelve lessons, one soon after midnight and one into the first of the hours that the clocks show twice; rejoins, overlaps
/// and somebody of whom the name alone is known.
pub fn held() -> Vec<Held> {
    // Thursday, 1 October 2026, 08:00 in Stockholm.
    let first = 1_790_834_400;
    (0..12i64)
        .map(|at| {
            let host = if at % 3 == 0 { WANG } else { NORA };
            let start = match at {
                10 => 1_792_882_837,
                11 => 1_793_143_810,
                _ => first + at * 2 * 86_400 + at * 977,
            };
            let length = 1800 + at * 311;
            let mut stays = vec![(host.0, host.1, 0, length)];
            stays.push(("Ana Pires", "ana@pupils.example", 40 + at, length / 2));
            stays.push(("Ana Pires", "ana@pupils.example", length / 2 + 33, length - 7));
            stays.push(("Leo", "", 65, length - at));
            if at % 2 == 0 {
                // Two devices at once.
                stays.push(("Mio Berg", "mio@pupils.example", 30, 900));
                stays.push(("Mio Berg", "mio@pupils.example", 600, 1500));
            }
            let number = 84_000_000_000 + u64::try_from(at % 4).unwrap();
            Held { number, topic: "Lesson, with a comma", host, start, length, stays }
        })
        .collect()
}

/// What is compared: of each day meetings, people, joins and minutes; of each host meetings and minutes; of each
/// occurrence its people and the seconds of each.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Totals {
    days: BTreeMap<String, (u64, u64, u64, u64)>,
    hosts: BTreeMap<String, (u64, u64)>,
    people: BTreeMap<String, BTreeSet<String>>,
}

impl Totals {
    /// Who was in which occurrence, without their times.
    pub fn people(&self) -> BTreeMap<String, BTreeSet<String>> {
        let name = |person: &String| person.split('|').next().unwrap_or_default().to_owned();
        self.people.iter().map(|(key, people)| (key.clone(), people.iter().map(name).collect())).collect()
    }
}

/// Seconds in any of the intervals.
fn union(mut times: Vec<(i64, i64)>) -> i64 {
    times.sort_unstable();
    let (mut sum, mut until) = (0, i64::MIN);
    for (from, to) in times {
        sum += (to - from.max(until)).max(0);
        until = until.max(to);
    }
    sum
}

pub fn truth(held: &[Held]) -> Totals {
    let mut out = Totals::default();
    let mut people_of_day: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for one in held {
        let day = shown(one.start, zone(), "%Y-%m-%d");
        let counts = out.days.entry(day.clone()).or_default();
        counts.0 += 1;
        counts.2 += u64::try_from(one.stays.len()).unwrap();
        out.hosts.entry(one.host.1.to_owned()).or_default().0 += 1;
        let names: BTreeSet<&str> = one.stays.iter().map(|stay| stay.0).collect();
        let people = out.people.entry(occurrence(one.number, one.start)).or_default();
        for name in names {
            let times = one.stays.iter().filter(|stay| stay.0 == name).map(|stay| (stay.2, stay.3)).collect();
            let seconds = union(times);
            people.insert(format!("{name}|{seconds}"));
            out.hosts.entry(one.host.1.to_owned()).or_default().1 += u64::try_from(seconds).unwrap();
            out.days.entry(day.clone()).or_default().3 += u64::try_from(seconds).unwrap();
        }
        people_of_day.entry(day).or_default().extend(one.stays.iter().map(|stay| stay.0));
    }
    // Reports have whole minutes.
    out.hosts.values_mut().for_each(|counts| counts.1 = counts.1.div_ceil(60));
    out.days.values_mut().for_each(|counts| counts.3 = counts.3.div_ceil(60));
    for (day, people) in people_of_day {
        out.days.entry(day).or_default().1 = u64::try_from(people.len()).unwrap();
    }
    out
}

fn occurrence(number: u64, start: i64) -> String {
    format!("{number}@{}", shown(start, zone(), "%Y-%m-%dT%H:%M"))
}

fn shown(at: i64, zone: Tz, form: &str) -> String {
    DateTime::from_timestamp(at, 0).unwrap().with_timezone(&zone).format(form).to_string()
}

fn local(at: i64, zone: Tz) -> String {
    shown(at, zone, "%m/%d/%Y %I:%M:%S %p")
}

fn minutes(seconds: i64) -> i64 {
    (seconds + 59) / 60
}

const LIST: &str = "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes),\
    Total participant minutes,Department,Group,Source,Unique viewers,Max concurrent views,Creation time";

fn facts(one: &Held, zone: Tz) -> String {
    let total: i64 = one.stays.iter().map(|stay| stay.3 - stay.2).sum();
    format!(
        "\"{}\",Meeting,{},{},{},{},{},{},{},{},Science,,Zoom,-,-,{}",
        one.topic,
        one.number,
        one.host.0,
        one.host.1,
        local(one.start, zone),
        local(one.end(), zone),
        one.stays.len(),
        minutes(one.length),
        minutes(total),
        local(one.start - 86_400, zone)
    )
}

pub fn bare_list(held: &[Held]) -> String {
    let rows: String = held.iter().rev().map(|one| facts(one, zone()) + "\n").collect();
    format!("{LIST}\n{rows}")
}

pub fn detail_list(held: &[Held]) -> String {
    detail_list_in(held, zone())
}

const STAY: &str = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest";

fn stay(one: &Held, (name, email, join, leave): &Stay, zone: Tz) -> String {
    let guest = if email.ends_with("@lumen.example") { "No" } else { "Yes" };
    let (from, to) = (local(one.start + join, zone), local(one.start + leave, zone));
    format!("{name},{email},{from},{to},{},{guest}\n", minutes(leave - join))
}

pub fn detail_list_in(held: &[Held], zone: Tz) -> String {
    let mut out = format!("\u{FEFF}{LIST},{STAY}\n");
    for one in held.iter().rev() {
        for connection in &one.stays {
            let _ = write!(out, "{},{}", facts(one, zone), stay(one, connection, zone));
        }
        out.push('\n');
    }
    out
}

fn block(one: &Held) -> String {
    format!(
        "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n\"{}\",{},{} ({}),{},{},{},{}\n\n",
        one.topic,
        one.number,
        one.host.0,
        one.host.1,
        minutes(one.length),
        local(one.start, zone()),
        local(one.end(), zone()),
        one.stays.len()
    )
}

pub fn participants(one: &Held) -> String {
    let rows: String = one.stays.iter().map(|connection| stay(one, connection, zone())).collect();
    format!("{}{STAY}\n{rows}", block(one))
}

pub fn unique(one: &Held) -> String {
    let mut totals: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for (name, email, join, leave) in &one.stays {
        *totals.entry((name, email)).or_default() += leave - join;
    }
    let row =
        |((name, email), seconds): (&(&str, &str), &i64)| format!("{name},{email},{}\n", minutes(*seconds));
    let rows: String = totals.iter().map(row).collect();
    format!("{}Name (original name),Email,Total duration (minutes)\n{rows}", block(one))
}

fn utc(at: i64) -> String {
    shown(at, chrono_tz::UTC, "%Y-%m-%dT%H:%M:%SZ")
}

/// A delivery a line, the last first: they may come in any order.
pub fn webhooks(held: &[Held]) -> String {
    let mut lines = Vec::new();
    for one in held {
        let mut tell = |event: &str, at: i64, more: Value| {
            let mut object = json!({"id": one.number.to_string(), "uuid": one.uuid(), "topic": one.topic,
                                    "type": 2, "start_time": utc(one.start)});
            object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let payload = json!({"account_id": "OrDeRs", "object": object});
            let event = format!("meeting.{event}");
            lines.push(json!({"event": event, "event_ts": at * 1000, "payload": payload}).to_string());
        };
        tell("started", one.start, json!({}));
        for (place, (name, email, join, leave)) in one.stays.iter().enumerate() {
            let who = |moment: &str, at: i64| {
                json!({"participant": {"user_id": (1000 + place).to_string(), "user_name": name, "email": email,
                                       moment: utc(at)}})
            };
            tell("participant_joined", one.start + join, who("join_time", one.start + join));
            tell("participant_left", one.start + leave, who("leave_time", one.start + leave));
        }
        tell("ended", one.end(), json!({"end_time": utc(one.end())}));
    }
    lines.reverse();
    lines.join("\n")
}

fn answer(request: &str, response: &Value) -> String {
    json!({"request": format!("GET /v2/{request}"), "response": response, "time": "2026-11-02T08:00:00Z"})
        .to_string()
        + "\n"
}

pub fn api_meetings(held: &[Held]) -> String {
    let detail = |one: &Held| {
        let response = json!({"uuid": one.uuid(), "id": one.number, "topic": one.topic, "type": 2,
            "user_name": one.host.0, "user_email": one.host.1, "dept": "Science", "start_time": utc(one.start),
            "end_time": utc(one.end()), "duration": minutes(one.length), "participants_count": one.stays.len()});
        answer(&format!("report/meetings/{}", one.uuid()), &response)
    };
    held.iter().map(detail).collect()
}

pub fn api_participants(held: &[Held]) -> String {
    let of = |one: &Held| {
        let row = |(place, (name, email, join, leave)): (usize, &Stay)| {
            json!({"id": "", "user_id": (1000 + place).to_string(), "name": name, "user_email": email,
                   "join_time": utc(one.start + join), "leave_time": utc(one.start + leave),
                   "duration": leave - join, "status": "in_meeting"})
        };
        let rows: Vec<Value> = one.stays.iter().enumerate().map(row).collect();
        let response = json!({"page_count": 1, "total_records": rows.len(), "participants": rows});
        answer(&format!("report/meetings/{}/participants", one.uuid()), &response)
    };
    held.iter().map(of).collect()
}

/// Rows of a report.
fn rows(sandbox: &Sandbox, line: &str) -> Vec<Value> {
    let said = sandbox.ok(format!("report {line} --format ndjson").split(' '));
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(row: &Value, name: &str) -> String {
    row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn count(row: &Value, name: &str) -> u64 {
    row.get(name).and_then(Value::as_u64).unwrap_or_default()
}

/// What the program shows of the month.
pub fn totals_of(sandbox: &Sandbox) -> Totals {
    let mut out = Totals::default();
    for row in rows(sandbox, "daily --month 2026-10") {
        if count(&row, "meetings") > 0 {
            let counts = (
                count(&row, "meetings"),
                count(&row, "participants"),
                count(&row, "joins"),
                count(&row, "minutes"),
            );
            out.days.insert(text(&row, "date"), counts);
        }
    }
    for row in rows(sandbox, "meetings --month 2026-10") {
        let number: u64 = text(&row, "meeting_id").replace(' ', "").parse().unwrap();
        let start = DateTime::parse_from_rfc3339(&text(&row, "start")).unwrap().timestamp();
        let key = occurrence(number, start);
        let people = out.people.entry(key.clone()).or_default();
        for person in rows(sandbox, &format!("participants --view people --occurrence {key}")) {
            let time = count(&person, "duration");
            people.insert(format!("{}|{time}", text(&person, "name").trim_end_matches(" (Guest)")));
        }
    }
    for row in rows(sandbox, "active-hosts --view users --month 2026-10") {
        if count(&row, "meetings") > 0 {
            out.hosts.insert(text(&row, "email"), (count(&row, "meetings"), count(&row, "minutes")));
        }
    }
    out
}
