//! Invented rows of what belongs to events: who registered, what was asked and answered, figures of a webinar.

use super::data::{NAMES, at};
use headcount::model::Cell;
use headcount::report::{Ask, ReportDef, View, held};

pub const ROWS: usize = 8;

pub fn is_one(report: &str) -> bool {
    report.starts_with("webinar") || report.starts_with("meeting-") || report == "occurrence"
}

fn int(value: usize) -> Cell {
    Cell::Int(i64::try_from(value).unwrap())
}

fn pick(words: &[&str], i: usize) -> Cell {
    let word = words[i % words.len()];
    if word.is_empty() { Cell::Empty } else { Cell::from(word) }
}

pub fn cell(ask: &Ask, name: &str, i: usize) -> Cell {
    match (ask.report.0, ask.view.as_str()) {
        ("occurrence", _) => of_occurrence(ask, name, i),
        ("webinar-performance", _) => figure(name, i),
        ("webinars", _) => webinar(name, i),
        _ => row(name, i),
    }
}

/// Views of an occurrence: of a meeting nothing of webinars, of a webinar nothing of meetings.
pub fn held(ask: &Ask) -> impl Iterator<Item = (&'static ReportDef, &'static View)> + use<> {
    let webinar = ask.params.get("occurrence").is_some_and(|key| key.starts_with("#700"));
    let other = if webinar { "meeting-" } else { "webinar" };
    held::views().filter(move |(def, _)| !def.id.0.starts_with(other))
}

fn of_occurrence(ask: &Ask, name: &str, i: usize) -> Cell {
    let occurrence = ask.params.get("occurrence").map_or("#1", String::as_str);
    let Some((def, view)) = held(ask).nth(i) else { return Cell::Empty };
    match name {
        "place" => int(i + 1),
        "opens" => Cell::Text(format!("{}/{}&occurrence={occurrence}", def.id, view.id)),
        "report" => Cell::from(def.title),
        "view" if def.views.len() > 1 => Cell::from(view.title),
        "rows" => int(3 + i * 19),
        _ => Cell::Empty,
    }
}

fn figure(name: &str, i: usize) -> Cell {
    match name {
        "place" => int(i + 1),
        "opens" if i != 7 => Cell::from("webinar-registration/registrants&occurrence=#1"),
        "figure" => pick(
            &[
                "Registered",
                "Cancelled",
                "Approved",
                "Denied",
                "Unique viewers",
                "All users",
                "No-show %",
                "Peak",
            ],
            i,
        ),
        "value" => int(41 - i * 3),
        "average" if i != 3 => Cell::Real(30.5),
        "webinars" => int(4),
        "portal" if i < 3 => int(42 - i * 3),
        "counted" => Cell::from("as rows have it"),
        _ => Cell::Empty,
    }
}

fn webinar(name: &str, i: usize) -> Cell {
    let start = at("2026-11-20T18:00:00") - i64::try_from(i).unwrap() * 400_000;
    match name {
        "occurrence" => int(7000 + i),
        "topic" => pick(&["Open evening: studying at Lumen", "How to read a poem aloud"], i),
        "meeting_id" => Cell::Text(format!("9331044220{i}")),
        "host" => Cell::from(NAMES[i].0),
        "host_email" => Cell::from(NAMES[i].1),
        "start" => Cell::Int(start),
        "end" => Cell::Int(start + 4_440),
        "minutes" => Cell::Int(4_440),
        "registered" => int(34 + i),
        "approved" => int(32 + i),
        "attended" => int(23),
        "no_show_percent" if i != 2 => Cell::Real(28.125),
        "peak" => int(26),
        "people" => int(28),
        "questions" => int(7),
        _ => Cell::Empty,
    }
}

/// Rows of people and of what they said.
fn row(name: &str, i: usize) -> Cell {
    let (who, email, _) = NAMES[i];
    let (first, last) = who.split_once(' ').unwrap_or((who, ""));
    match name {
        "set" | "occurrence" | "event" | "launch_key" | "launch" => int(1),
        "row" | "registrant" => int(i + 1),
        "participant" if i != 5 => int(900 + i),
        "place" => int(3),
        "poll_key" | "poll" => Cell::from("1"),
        "question_key" | "question" => Cell::from("Which evenings suit you?"),
        "answer_key" | "answer" => pick(&["Tuesday", "Thursday", "Tuesday;Thursday", ""], i),
        "topic" => Cell::from("Open evening: studying at Lumen"),
        "meeting_id" => Cell::from("93310442209"),
        "start" | "scheduled" => Cell::Int(at("2026-11-20T18:00:00")),
        "minutes" => Cell::Int(4_440),
        "name" | "asked_by" => Cell::from(who),
        "first_name" => Cell::from(first),
        "last_name" if !last.is_empty() => Cell::from(last),
        "email" => Cell::from(email),
        "registered_at" | "submitted" | "asked_at" | "latest" => {
            Cell::Int(at("2026-11-19T09:00:00") + 600 * i64::try_from(i).unwrap())
        }
        "status" | "approval" => pick(&["approved", "approved", "pending", "denied"], i),
        "section" => Cell::from("attendee"),
        "attended" => Cell::Int(i64::from(i != 5)),
        "join" if i != 5 => Cell::Int(at("2026-11-20T18:02:11")),
        "time_in_session" if i != 5 => Cell::Int(3_000),
        "count" | "registered" | "visitors" => int(9 - i),
        "approved" => int(8 - i),
        "share_percent" => Cell::Real(12.5),
        "source" | "source_key" => pick(&["newsletter", "website"], i),
        "which_programme_interests_you" => pick(&["Science", "Music", ""], i),
        "diet" => pick(&["none", "nuts"], i),
        _ => Cell::Empty,
    }
}
