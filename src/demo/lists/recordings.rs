//! Recordings of what was recorded, their files, and what they take together at the end of each day.

use super::Base;
use crate::demo::DemoFile;
use crate::demo::api::{answer, escaped};
use crate::demo::attendance::Attended;
use crate::demo::calendar;
use crate::demo::rng::{Rng, key};
use crate::demo::table::{compact, row, user_id, utc, uuid};
use crate::demo::write::{Disclaimer, grouped, minutes};
use chrono::Days;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An occurrence that was recorded, and what its recording takes.
pub struct Recorded<'w, 'a> {
    pub of: &'w Attended<'a>,
    /// Mebibytes.
    size: i64,
}

const MEBIBYTE: i64 = 1 << 20;
/// What the plan has room for.
const PLAN: &str = "100 GB";

/// In order of time.
pub fn recorded<'w, 'a>(base: Base<'w, 'a>) -> Vec<Recorded<'w, 'a>> {
    let is_recorded =
        |of: &&Attended<'_>| of.stays.iter().any(|stay| stay.disclaimer == Disclaimer::Accepted);
    base.held
        .iter()
        .filter(is_recorded)
        .map(|of| {
            let mut rng = Rng::keyed(base.world.seed, &[key("recording"), of.meeting.start.unsigned_abs()]);
            let length = minutes(of.meeting.end - of.meeting.start);
            Recorded { of, size: length * rng.between(5, 9) + 2 }
        })
        .collect()
}

/// The API's answers for each host, the portal's page of two months, and storage of the last half year.
pub fn files(base: Base<'_, '_>, recorded: &[Recorded<'_, '_>]) -> Vec<DemoFile> {
    let today = compact(base.world.today);
    vec![
        base.file(format!("recordings_{today}.ndjson"), answers(base, recorded)),
        base.file(format!("recordings_{today}.csv"), page(base, recorded)),
        base.file(format!("cloud_recording_{today}.ndjson"), storage(base, recorded)),
    ]
}

/// An answer a host and month, as the API gives a month at most.
fn answers(base: Base<'_, '_>, recorded: &[Recorded<'_, '_>]) -> Vec<u8> {
    let mut out = Vec::new();
    for (from, to) in base.months(14) {
        let mut by_host: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for one in recorded.iter().filter(|one| (from..=to).contains(&base.day(one.of.meeting.start))) {
            by_host.entry(one.of.meeting.host_email).or_default().push(told(base, one));
        }
        for (host, meetings) in by_host {
            let id = user_id(base.world.seed, host);
            let path = format!("users/{}/recordings?from={from}&to={to}&page_size=300", escaped(&id));
            let rows = meetings.len();
            let response = json!({"from": from.to_string(), "to": to.to_string(), "page_count": 1, "page_size": 300,
                                  "total_records": rows, "next_page_token": "", "meetings": meetings});
            answer(&mut out, &path, base.at, &response);
        }
    }
    out
}

fn told(base: Base<'_, '_>, one: &Recorded<'_, '_>) -> Value {
    let meeting = &one.of.meeting;
    let id = uuid(base.world.seed, meeting.number, meeting.start);
    let (audio, words) = (one.size / 6 * MEBIBYTE, 41_300 + one.size * 97);
    let video = one.size * MEBIBYTE - audio - words;
    let file = |place: u32, kind: &str, extension: &str, shows: &str, size: i64| {
        json!({"id": format!("{id}{place}"), "meeting_id": id, "file_type": kind, "file_extension": extension,
               "file_size": size, "recording_type": shows, "status": "completed",
               "recording_start": utc(meeting.start + 50), "recording_end": utc(meeting.end)})
    };
    let files = [
        file(1, "MP4", "MP4", "shared_screen_with_speaker_view", video),
        file(2, "M4A", "M4A", "audio_only", audio),
        file(3, "TRANSCRIPT", "VTT", "audio_transcript", words),
    ];
    json!({"uuid": id, "id": meeting.number.to_string(), "host_id": user_id(base.world.seed, meeting.host_email),
           "topic": meeting.topic, "type": "8", "start_time": utc(meeting.start),
           "duration": minutes(meeting.end - meeting.start), "total_size": one.size * MEBIBYTE,
           "recording_count": files.len(), "recording_files": files})
}

/// The portal's page of this month and the last, whose header has a title too many.
fn page(base: Base<'_, '_>, recorded: &[Recorded<'_, '_>]) -> Vec<u8> {
    let mut out = b"Host,Topic,ID,Start Time,File Size,Total Views,Total Downloads,Last Accessed,\n".to_vec();
    let since = base.since(2);
    for one in recorded.iter().rev().filter(|one| base.day(one.of.meeting.start) >= since) {
        let meeting = &one.of.meeting;
        let mut rng = Rng::keyed(base.world.seed, &[key("views"), meeting.start.unsigned_abs()]);
        let views = rng.between(0, 24);
        let seen = meeting.end + rng.between(3600, 200_000);
        let last = if views > 0 && seen < base.at { named(base, seen) } else { String::new() };
        let cells = [
            meeting.host_email,
            meeting.topic.as_ref(),
            &grouped(meeting.number),
            &named(base, meeting.start),
            &format!("{} MB", one.size),
            &views.to_string(),
            &(views / 5).to_string(),
            &last,
        ];
        row(&mut out, &cells);
    }
    out
}

/// `Oct 05, 2026 09:58:40 AM`.
fn named(base: Base<'_, '_>, at: i64) -> String {
    let local = crate::model::zone::local(base.world.zone, at);
    local.map(|time| time.format("%b %d, %Y %I:%M:%S %p").to_string()).unwrap_or_default()
}

/// Storage of each day up to yesterday, a month an answer. Of the first of these days the portal says what had grown before.
fn storage(base: Base<'_, '_>, recorded: &[Recorded<'_, '_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let yesterday = base.world.today.checked_sub_days(Days::new(1)).unwrap_or(base.world.today);
    for (from, to) in base.months(6) {
        let days = calendar::days(from, to.min(yesterday)).map(|day| {
            let upto = recorded.iter().filter(|one| base.day(one.of.meeting.start) <= day);
            let stored: i64 = upto.map(|one| one.size).sum();
            json!({"date": day.to_string(), "free_usage": "10 GB", "plan_usage": PLAN, "usage": format!("{stored} MB")})
        });
        let rows: Vec<Value> = days.collect();
        let response =
            json!({"from": from.to_string(), "to": to.to_string(), "cloud_recording_storage": rows});
        answer(&mut out, &format!("report/cloud_recording?from={from}&to={to}"), base.at, &response);
    }
    out
}
