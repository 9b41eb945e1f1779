//! Invented rows of the account's lists: telephone use, captions, recordings, support, events, billing, activities.

use super::data::{NAMES, at};
use headcount::model::{Cell, Unit, day as days, money};
use headcount::report::{Ask, View};

/// Whether they are told here, and how many rows they have.
pub fn count(ask: &Ask, view: &View) -> Option<usize> {
    Some(match (ask.report.0, view.id) {
        ("telephone", "currencies") | ("zoom-events", "licences") => 2,
        ("telephone" | "captions" | "recordings", "days" | "pairs") => 20,
        ("recordings", "files") => 3,
        ("billing", _) => 9,
        (
            "telephone" | "captions" | "recordings" | "remote-support" | "zoom-events" | "meeting-activity",
            _,
        ) => 60,
        _ => return None,
    })
}

pub fn cell(ask: &Ask, view: &View, name: &str, i: usize) -> Cell {
    let unit = view.column(name).map_or(Unit::Text, |column| column.unit);
    let number = i64::try_from(i).unwrap();
    let start = at(&format!("{}T08:00:00", ask.range.to)) - number * 9_000;
    match (name, unit) {
        ("account_key", _) => Cell::Int(1),
        ("row", _) => Cell::Int(number),
        ("occurrence", _) => Cell::Int(500 + number),
        ("recording", _) => Cell::Text(format!("84612340849 {i}")),
        ("of_invoice" | "invoice", _) => Cell::Text(format!("LUM-2026-{:02}", 10 - i)),
        ("account", _) => Cell::Empty,
        ("end" | "deleted" | "deleted_on", _) if i % 3 == 2 => Cell::Empty,
        ("end", Unit::Moment | Unit::Instant) => Cell::Int(start + 2_400),
        ("rate", _) => Cell::from("0.021"),
        (_, Unit::Money) => Cell::Int(money::cell(120 + number * 37, Some(currency(i))).unwrap()),
        (_, Unit::Bytes) => Cell::Int((20 - number.min(19)) << 30),
        (_, Unit::Percent) => Cell::Real(73.5),
        (_, Unit::Count) => Cell::Int(1 + number % 7),
        (_, Unit::Minutes | Unit::Duration) => Cell::Int(60 * (10 + number % 50)),
        (_, Unit::Date) => Cell::Int(days::epoch_day(ask.range.to) - number),
        (_, Unit::Instant | Unit::Moment) => Cell::Int(start),
        (_, Unit::Number) => Cell::from("84612340849"),
        _ => Cell::from(text(name, i)),
    }
}

fn currency(i: usize) -> &'static str {
    if i % 4 == 3 { "USD" } else { "EUR" }
}

fn text(name: &str, i: usize) -> &'static str {
    let of = |words: &[&'static str]| words[i % words.len()];
    let (who, email, department) = NAMES[i % NAMES.len()];
    match name {
        "currency" | "in_currency" => currency(i),
        "topic" | "event" => of(&["Physics, 10D", "Weekly planning", "物理 2组", "Choir rehearsal 🎵"]),
        "caller_number" => of(&["+46 70 555 01 23", "+49 30 555 987"]),
        "called_number" => "+46 8 5250 1000",
        "country" => of(&["Sweden", "Germany"]),
        "type" => of(&["MP4", "M4A", "TRANSCRIPT"]),
        "content" => of(&["gallery view", "audio only", "audio transcript"]),
        "feature" => of(&["captions", "translated captions"]),
        "from" => "English",
        "to" => of(&["German", "Swedish"]),
        "pair" | "of_pair" => of(&["English > German", "English > Swedish", "Swedish > English"]),
        "source" => {
            if i % 5 == 4 {
                "ours"
            } else {
                "portal"
            }
        }
        "status" => of(&["open", "paid"]),
        "plan" | "charged" => of(&["Events 500", "Sessions 100"]),
        "charge" | "service" => of(&["Licensed users", "Audio conferencing"]),
        "category" => of(&["Meeting Started", "Recording Started", "Meeting Ended"]),
        "detail" => "Meeting ended by the host for all",
        "department" => department,
        "unlimited" => "free",
        "kind" => "single session",
        "hub" => "Lumen Academy",
        name if name.ends_with("email") => email,
        _ => who,
    }
}
