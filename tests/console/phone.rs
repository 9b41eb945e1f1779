//! Invented rows for the reports of the phone system.

use super::data::{NAMES, at, int};
use headcount::model::{Cell, day as days, money};
use headcount::report::Ask;

pub fn count(ask: &Ask, view: &str) -> usize {
    match (ask.report.0, view) {
        ("phone", "calls") => 312,
        ("phone", "days") => usize::try_from(ask.range.days()).unwrap(),
        ("phone", "currencies") => 3,
        ("phone-queues", _) | ("phone-call", "parts") => 2,
        ("phone-call", _) => 1,
        _ => 24,
    }
}

pub fn cell(ask: &Ask, view: &str, name: &str, i: usize) -> Cell {
    let (who, email, department) = NAMES[i % NAMES.len()];
    let start = at("2026-11-20T16:00:00") - i64::try_from(i).unwrap() * 1_260;
    let inbound = i % 3 != 1;
    let sum = |minor, currency| Cell::Int(money::cell(minor, Some(currency)).unwrap());
    let other = |on: bool| if on { Cell::from("+46•••••••23") } else { Cell::Empty };
    match name {
        "call" | "charge_key" | "part" => int(900 + i),
        "user" if ask.report.0 != "phone" || view == "users" => Cell::from(email),
        "queue" if ask.report.0 == "phone-queues" => Cell::from(["800", "801"][i % 2]),
        "date" => Cell::Int(days::epoch_day(ask.range.from) + i64::try_from(i).unwrap()),
        "start" | "answered" | "end" | "at" if view == "calls" || view == "parts" || view == "charges" => {
            Cell::Int(start + i64::from(name == "end") * 180)
        }
        "direction" => Cell::from(if inbound { "inbound" } else { "outbound" }),
        "caller" | "from" if !inbound => Cell::from(who),
        "callee" | "to" if inbound => Cell::from(who),
        "caller_number" | "from_number" => other(inbound),
        "callee_number" | "to_number" => other(!inbound),
        "name" if ask.report.0 == "phone-queues" => Cell::from(["Front desk", "Helpdesk"][i % 2]),
        "name" | "user" => Cell::from(who),
        "email" | "user_email" => Cell::from(email),
        "extension" => Cell::Text((101 + i).to_string()),
        "site" => Cell::from(["Uppsala", "Lund"][i % 2]),
        "department" => Cell::from(department),
        "result" => Cell::from(["answered", "answered", "missed", "voicemail"][i % 4]),
        "duration" | "talk" | "average_talk" | "average_wait" => int(30 + i * 7 % 600),
        "minutes" => int((i * 17 % 90) * 60),
        "calls" | "received" | "inbound" | "outbound" | "answered" => int(3 + i * 5 % 40),
        "currency" => Cell::from(["EUR", "SEK", "USD"][i % 3]),
        "kind" => Cell::from("call"),
        "amount" | "charge" => sum(41 + i64::try_from(i).unwrap(), ["EUR", "SEK", "USD"][i % 3]),
        "charges" if view == "currencies" => int(4 + i),
        "charges" => Cell::from("1.20 EUR · 0.40 USD"),
        "rate" => Cell::from("0.0205"),
        "source" => Cell::from("calls"),
        _ => Cell::Empty,
    }
}

/// The line above the rows.
pub fn facts(name: &str) -> Cell {
    match name {
        "calls" => int(312),
        "answered" => int(156),
        "start" => Cell::Int(at("2026-11-20T16:00:00")),
        _ => cell_of_facts(name),
    }
}

fn cell_of_facts(name: &str) -> Cell {
    match name {
        "talk" | "duration" => int(7_320),
        "charges" => Cell::from("1.20 EUR · 0.40 USD"),
        "caller" => Cell::from("a number outside"),
        "callee" => Cell::from("Nora Quist"),
        "direction" => Cell::from("inbound"),
        "result" => Cell::from("answered"),
        _ => Cell::Empty,
    }
}
