//! The events plans: guest lectures and open houses are held as events.

use super::Base;
use crate::demo::DemoFile;
use crate::demo::attendance::Attended;
use crate::demo::calendar;
use crate::demo::clock::Clock;
use crate::demo::table::{compact, row};
use crate::demo::write::minutes;
use chrono::{Datelike, Months};
use std::collections::BTreeMap;

/// Licences for events of up to 500, a year.
const LICENCES: usize = 40;

pub fn files(base: Base<'_, '_>) -> Vec<DemoFile> {
    let today = compact(base.world.today);
    let events: Vec<&Attended<'_>> = base.held.iter().filter(|attended| is_event(attended)).collect();
    let mut out = vec![
        base.file(format!("event_licences_{today}.csv"), licences(base, &events)),
        base.file(format!("events_{today}.csv"), list(base, &events)),
    ];
    // The newest of them was looked at more closely.
    out.extend(
        events
            .last()
            .map(|event| base.file(format!("event_attendance_{today}.csv"), attendance(base, event))),
    );
    out
}

fn is_event(attended: &Attended<'_>) -> bool {
    let topic = attended.meeting.topic.as_ref();
    topic.starts_with("Guest lecture") || topic.starts_with("Open house")
}

/// `ev-84612340849-20261015`.
fn id(base: Base<'_, '_>, event: &Attended<'_>) -> String {
    format!("ev-{}-{}", event.meeting.number, compact(base.day(event.meeting.start)))
}

/// Each person's minutes.
fn people<'e>(event: &'e Attended<'_>) -> BTreeMap<&'e str, (&'e str, i64, i64)> {
    let mut out: BTreeMap<&str, (&str, i64, i64)> = BTreeMap::new();
    for stay in event.stays.iter().filter(|stay| !stay.waiting) {
        let entry = out.entry(stay.name.as_ref()).or_insert((stay.email, stay.join, 0));
        entry.2 += stay.seconds();
    }
    out
}

/// The plan's year begins with the calendar's, and the one before it is over.
fn licences(base: Base<'_, '_>, events: &[&Attended<'_>]) -> Vec<u8> {
    let mut out = b"Plan,Licenses,Used,Period Start,Period End\n".to_vec();
    let this = calendar::with_day(base.world.today, 1).with_month(1).unwrap_or(base.world.today);
    let last = this.checked_sub_months(Months::new(12)).unwrap_or(this);
    for from in [last, this] {
        let used = events.iter().filter(|event| base.day(event.meeting.start).year() == from.year()).count();
        let to = from.checked_add_months(Months::new(12)).and_then(|next| next.pred_opt()).unwrap_or(from);
        let days = [from, to].map(|day| day.format("%m/%d/%Y").to_string());
        let [from, to] = &days;
        row(&mut out, &["Events 500", &LICENCES.to_string(), &used.to_string(), from, to]);
        row(&mut out, &["Sessions 100", "12", "0", from, to]);
    }
    out
}

fn list(base: Base<'_, '_>, events: &[&Attended<'_>]) -> Vec<u8> {
    let mut out =
        b"Event ID,Event,Event Type,Hub,Organizer,Organizer Email,Start Time,End Time,Attendees,Charge Type,\
        Licenses Charged\n"
            .to_vec();
    let clock = &mut Clock::new(base.world.zone);
    for event in events {
        let meeting = &event.meeting;
        let cells = [
            &id(base, event),
            meeting.topic.as_ref(),
            "Single session",
            "Lumen Academy",
            meeting.host_name,
            meeting.host_email,
            &clock.text(meeting.start),
            &clock.text(meeting.end),
            &people(event).len().to_string(),
            "Events 500",
            "1",
        ];
        row(&mut out, &cells);
    }
    out
}

fn attendance(base: Base<'_, '_>, event: &Attended<'_>) -> Vec<u8> {
    let mut out = b"Event ID,Attendee,Email,Join Time,Duration (minutes)\n".to_vec();
    let clock = &mut Clock::new(base.world.zone);
    for (name, (email, join, seconds)) in people(event) {
        row(&mut out, &[&id(base, event), name, email, &clock.text(join), &minutes(seconds).to_string()]);
    }
    out
}
