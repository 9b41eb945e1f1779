//! Remote support, and what was done in meetings.

use super::Base;
use super::recordings::Recorded;
use crate::demo::DemoFile;
use crate::demo::api::answer;
use crate::demo::attendance::Attended;
use crate::demo::rng::{Rng, key};
use crate::demo::table::{compact, user_id, utc, uuid};
use crate::demo::write::{Stay, grouped};
use crate::model::zone;
use serde_json::{Value, json};

/// Answers of the last three months.
pub fn files(base: Base<'_, '_>, recorded: &[Recorded<'_, '_>]) -> Vec<DemoFile> {
    let today = compact(base.world.today);
    let support = answers(base, "remote_support", "remote_support_logs", |attended| {
        supported(base, attended).into_iter().collect()
    });
    let activities = answers(base, "meeting_activities", "meeting_activity_logs", |attended| {
        let is_recorded = recorded.iter().any(|one| one.of.meeting.start == attended.meeting.start);
        activities(base, attended, is_recorded)
    });
    vec![
        base.file(format!("remote_support_{today}.ndjson"), support),
        base.file(format!("meeting_activities_{today}.ndjson"), activities),
    ]
}

fn answers(
    base: Base<'_, '_>,
    path: &str,
    array: &str,
    rows: impl Fn(&Attended<'_>) -> Vec<Value>,
) -> Vec<u8> {
    let mut out = Vec::new();
    for (from, to) in base.months(3) {
        let of_month =
            base.held.iter().filter(|attended| (from..=to).contains(&base.day(attended.meeting.start)));
        let rows: Vec<Value> = of_month.flat_map(&rows).collect();
        let response = json!({array: rows, "next_page_token": "", "page_size": 300});
        answer(&mut out, &format!("report/{path}?from={from}&to={to}&page_size=300"), base.at, &response);
    }
    out
}

/// Now and then somebody who knows helps somebody who was late.
fn supported(base: Base<'_, '_>, attended: &Attended<'_>) -> Option<Value> {
    let meeting = &attended.meeting;
    let mut rng = Rng::keyed(base.world.seed, &[key("support"), meeting.start.unsigned_abs()]);
    let there = |stay: &&Stay<'_>| !stay.waiting && stay.seconds() > 900;
    let helps = attended.stays.iter().filter(there).find(|stay| !stay.guest && !stay.email.is_empty())?;
    let helped = attended
        .stays
        .iter()
        .filter(there)
        .rev()
        .find(|stay| stay.email != helps.email && !stay.email.is_empty() && !stay.name.contains("***"))?;
    if !rng.chance(60) {
        return None;
    }
    let asked = helps.join.max(helped.join) + rng.between(60, 240);
    let start = asked + rng.between(15, 150);
    let end = (start + rng.between(120, 1200)).min(helps.leave.min(helped.leave));
    if end <= start {
        return None;
    }
    let clock = |seconds: i64| format!("{:02}:{:02}", seconds / 60, seconds % 60);
    Some(json!({
        "meeting_start_time": utc(meeting.start),
        "meeting_uuid": uuid(base.world.seed, meeting.number, meeting.start),
        "meeting_number": meeting.number.to_string(),
        "topic": meeting.topic,
        "meeting_host_id": user_id(base.world.seed, meeting.host_email),
        "supporter_name": helps.name,
        "supporter_email": helps.email,
        "supportee_name": helped.name,
        "supportee_email": helped.email,
        "request_time": utc(asked),
        "wait_time": clock(start - asked),
        "start_time": utc(start),
        "end_time": utc(end),
        "duration": clock(end - start),
    }))
}

fn activities(base: Base<'_, '_>, attended: &Attended<'_>, is_recorded: bool) -> Vec<Value> {
    let meeting = &attended.meeting;
    let mut told = vec![(meeting.start, 216, "Meeting Started", "Meeting Started")];
    if is_recorded {
        told.push((meeting.start + 50, 40, "Recording Started", "Cloud recording started"));
    }
    told.push((meeting.end, 981, "Meeting Ended", "Meeting ended by the host for all"));
    let row = |(at, milli, category, detail): (i64, i64, &str, &str)| {
        // Local times, with thousandths behind a colon.
        let local = zone::local(base.world.zone, at).map(|time| time.format("%Y-%m-%d %H:%M:%S").to_string());
        json!({"meeting_number": grouped(meeting.number), "activity_time": format!("{}:{milli:03}", local.unwrap_or_default()),
               "operator": meeting.host_name, "operator_email": meeting.host_email,
               "activity_category": category, "activity_detail": detail})
    };
    told.into_iter().map(row).collect()
}
