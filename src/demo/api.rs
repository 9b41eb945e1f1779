//! Answers of the provider's API, each in an envelope with its request, a line each: what the portal does not tell,
//! like the devices of some meetings, and the figures of one month.

use super::agenda::{Planned, World};
use super::attendance::Attended;
use super::figures::Counts;
use super::people::People;
use super::rng::{Rng, key};
use super::table::{compact, user_id, utc, uuid};
use super::users::User;
use super::write::{Stay, minutes};
use super::{DemoFile, coming};
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The host whose plans were asked for.
const PLANNER: &str = "nora.quist";

/// A month's figures: its days, those of each, and those of each host.
pub struct Month<'a> {
    pub range: (NaiveDate, NaiveDate),
    pub days: &'a BTreeMap<NaiveDate, Counts>,
    pub hosts: &'a BTreeMap<&'a str, Counts>,
}

/// An answer in its envelope.
pub(super) fn answer(out: &mut Vec<u8>, request: &str, at: i64, response: &Value) {
    let line = json!({"request": format!("GET /v2/{request}"), "response": response, "time": utc(at)});
    out.extend_from_slice(line.to_string().as_bytes());
    out.push(b'\n');
}

pub(super) fn file(name: String, at: i64, fill: impl FnOnce(&mut Vec<u8>)) -> DemoFile {
    let mut bytes = Vec::new();
    fill(&mut bytes);
    DemoFile { name, bytes, observed_at: at }
}

/// Two files: what the meetings were, and who was in them with which devices.
pub fn meetings(world: &World<'_>, asked: &[&Attended<'_>], at: i64) -> Vec<DemoFile> {
    let id = |attended: &Attended<'_>| uuid(world.seed, attended.meeting.number, attended.meeting.start);
    let details = file(format!("report_meetings_{}.ndjson", compact(world.today)), at, |out| {
        for attended in asked {
            answer(out, &format!("report/meetings/{}", escaped(&id(attended))), at, &detail(world, attended));
        }
    });
    let participants = file(format!("metrics_participants_{}.ndjson", compact(world.today)), at, |out| {
        for attended in asked {
            let request =
                format!("metrics/meetings/{}/participants?type=past&page_size=300", escaped(&id(attended)));
            answer(out, &request, at, &connections(world, attended));
        }
    });
    vec![details, participants]
}

pub fn escaped(uuid: &str) -> String {
    uuid.replace('+', "%2B").replace('=', "%3D")
}

fn detail(world: &World<'_>, attended: &Attended<'_>) -> Value {
    let meeting = &attended.meeting;
    let total: i64 = attended.stays.iter().map(Stay::seconds).sum();
    json!({
        "uuid": uuid(world.seed, meeting.number, meeting.start),
        "id": meeting.number,
        "type": 2,
        "topic": meeting.topic,
        "user_name": meeting.host_name,
        "user_email": meeting.host_email,
        "dept": meeting.department,
        "start_time": utc(meeting.start),
        "end_time": utc(meeting.end),
        "duration": minutes(meeting.end - meeting.start),
        "total_minutes": minutes(total),
        "participants_count": attended.stays.len(),
    })
}

fn connections(world: &World<'_>, attended: &Attended<'_>) -> Value {
    let rows: Vec<Value> = attended
        .stays
        .iter()
        .enumerate()
        .filter(|(_, stay)| !stay.waiting)
        .map(|(place, stay)| connection(world, place, stay))
        .collect();
    json!({"page_count": 1, "page_size": 300, "total_records": rows.len(), "next_page_token": "",
           "participants": rows})
}

const DEVICES: &[(&str, &str)] =
    &[("Windows", "6.2.11"), ("Windows", "6.1.0"), ("Mac", "6.2.11"), ("iOS", "6.2.5"), ("Android", "6.2.5")];
const PLACES: &[&str] =
    &["Uppsala (SE)", "Stockholm (SE)", "Stockholm (SE)", "Gothenburg (SE)", "Turku (FI)", "Oslo (NO)"];

fn connection(world: &World<'_>, place: usize, stay: &Stay<'_>) -> Value {
    // A person's own place and device, whatever the meeting.
    let mut rng = Rng::keyed(world.seed, &[key("device"), key(&stay.name)]);
    let (device, version) = rng.pick(DEVICES).copied().unwrap_or_default();
    let phone = stay.name.contains("***");
    let (device, version) = if phone { ("Phone", "") } else { (device, version) };
    let network = rng.word(&["Wifi", "Wifi", "Wired", "Cellular"]);
    // Addresses that are kept for examples.
    let address = format!("{}.{}", rng.word(&["192.0.2", "198.51.100", "203.0.113"]), rng.between(2, 250));
    let id = if stay.guest { String::new() } else { user_id(world.seed, stay.email) };
    json!({
        "id": id,
        "user_id": (16_778_240 + place * 1024).to_string(),
        "user_name": stay.name,
        "email": stay.email,
        "device": device,
        "version": version,
        "ip_address": if phone { "" } else { address.as_str() },
        "location": rng.word(PLACES),
        "network_type": if phone { "" } else { network },
        "data_center": "Europe (Frankfurt)",
        "join_time": utc(stay.join),
        "leave_time": utc(stay.leave),
        "role": if stay.host { "host" } else { "attendee" },
    })
}

/// The account's figures of a month: of its days, and of its hosts.
pub fn figures(world: &World<'_>, month: &Month<'_>, users: &[User], at: i64) -> Vec<DemoFile> {
    let (from, to) = month.range;
    let dates: Vec<Value> = month
        .days
        .iter()
        .map(|(day, counts)| {
            json!({"date": day.to_string(), "new_users": 0, "meetings": counts.meetings,
                   "participants": counts.participants, "meeting_minutes": counts.minutes})
        })
        .collect();
    let days = file(format!("report_daily_{}.json", from.format("%Y%m")), at, |out| {
        let response = json!({"year": from.year(), "month": from.month(), "dates": dates});
        answer(out, &format!("report/daily?year={}&month={}", from.year(), from.month()), at, &response);
    });
    let hosts: Vec<Value> = users
        .iter()
        .filter_map(|user| month.hosts.get(user.email.as_str()).map(|counts| host(user, *counts)))
        .collect();
    let hosts = file(format!("report_users_{}_{}.json", compact(from), compact(to)), at, |out| {
        let response = json!({"from": from.to_string(), "to": to.to_string(), "page_count": 1, "page_size": 300,
                              "total_records": hosts.len(), "next_page_token": "", "users": hosts});
        answer(out, &format!("report/users?type=active&from={from}&to={to}&page_size=300"), at, &response);
    });
    vec![days, hosts, everybody(world, users, at)]
}

fn host(user: &User, counts: Counts) -> Value {
    json!({"id": user.id, "email": user.email, "user_name": user.name, "type": kind(user), "dept": user.department,
           "meetings": counts.meetings, "participants": counts.participants, "meeting_minutes": counts.minutes})
}

fn kind(user: &User) -> u8 {
    if user.licence == "Basic" { 1 } else { 2 }
}

/// The users with their ids, which the portal's export lacks.
fn everybody(world: &World<'_>, users: &[User], at: i64) -> DemoFile {
    let rows: Vec<Value> = users
        .iter()
        .filter(|user| user.status == "Active")
        .map(|user| {
            let role = match user.role {
                "Owner" => "0",
                "Admin" => "1",
                _ => "2",
            };
            json!({"id": user.id, "email": user.email, "display_name": user.name, "type": kind(user),
                   "role_id": role, "dept": user.department, "status": "active", "timezone": user.zone,
                   "last_login_time": user.last_sign_in.map(utc).unwrap_or_default()})
        })
        .collect();
    file(format!("users_{}.json", compact(world.today)), at, |out| {
        let response = json!({"page_count": 1, "page_number": 1, "page_size": 300, "total_records": rows.len(),
                              "next_page_token": "", "users": rows});
        answer(out, "users?status=active&page_size=300", at, &response);
    })
}

/// What one host has planned.
pub fn planned(world: &World<'_>, people: &People, planned: &[Planned<'_>], at: i64) -> Option<DemoFile> {
    let host = people.user(PLANNER)?;
    let id = user_id(world.seed, &host.email);
    let rows: Vec<Value> = planned
        .iter()
        .filter(|meeting| meeting.host.id == host.id)
        .map(|meeting| {
            let again = if coming::recurring(meeting) { 8 } else { 2 };
            json!({"id": meeting.number, "host_id": id, "topic": meeting.topic, "type": again,
                   "start_time": utc(meeting.start), "duration": meeting.minutes,
                   "timezone": world.zone.name(), "created_at": utc(meeting.created)})
        })
        .chain([
            json!({"id": host.personal_number, "host_id": id, "topic": "Physics help, when needed", "type": 3,
                       "duration": 60, "timezone": world.zone.name()}),
        ])
        .collect();
    Some(file(format!("users_meetings_{}.json", compact(world.today)), at, |out| {
        let response = json!({"page_count": 1, "page_number": 1, "page_size": 300, "total_records": rows.len(),
                              "next_page_token": "", "meetings": rows});
        answer(out, &format!("users/{id}/meetings?type=upcoming&page_size=300"), at, &response);
    }))
}
