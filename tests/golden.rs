//! What every report says of the samples, in three forms. Each figure was worked out by hand from the files in
//! `data/samples` and the rules before it was accepted; read a change of these snapshots in the same way.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::Sandbox;
use headcount::report::catalog;
use std::collections::BTreeSet;
use std::fs;

/// The samples, and a list with rows that cannot be read.
fn held() -> Sandbox {
    let sandbox = Sandbox::with_samples();
    let list = fs::read_to_string(sandbox.path("samples/meetings-2025.csv")).unwrap();
    let bad = list
        .replace("862 4410 7755", "811 2222 3333")
        .replace("\"10/20/2025 02:01:00 PM\"", "soon")
        .replace("\"10/20/2025 02:44:59 PM\"", "\"10/20/2025 02:15:00 PM\"");
    let file = sandbox.file("unreadable.csv", bad);
    assert_eq!(sandbox.run(["import".as_ref(), file.as_os_str()]).code, 3);
    sandbox
}

/// One question in every form that is looked at here.
fn answer(sandbox: &Sandbox, question: &str) -> String {
    let form = |format: &str| {
        let line = format!("report {question} --format {format}");
        sandbox.ok(line.split(' ')).replace("\r\n", "\n")
    };
    format!("{}\n──── csv ────\n{}\n──── json ────\n{}", form("table"), form("csv"), form("json"))
}

/// The questions, by the names of their snapshots. All-hands: rejoins, two devices, a waiting room, a phone.
const QUESTIONS: &[(&str, &str)] = &[
    ("daily", "daily --month 2025-10"),
    ("active-hosts-users", "active-hosts --view users --month 2025-10"),
    ("active-hosts-users-of-all-years", "active-hosts --view users --from 2019-01-01 --to 2026-11-23"),
    ("active-hosts-meetings", "active-hosts --view meetings --month 2025-10"),
    ("participants-people", "participants --view people --occurrence 86244107755@2025-10-14T14:00"),
    ("participants-connections", "participants --view connections --occurrence 86244107755@2025-10-14T14:00"),
    ("participants-people-of-a-class", "participants --occurrence 9138402@2022-05-18T18:00"),
    ("participants-people-of-three-sources", "participants --occurrence 86244107755@2025-10-20T14:00"),
    ("sessions", "sessions --participant JONAS"),
    ("attendance-curve", "attendance-curve --step 5 --occurrence 86244107755@2025-10-14T14:00"),
    (
        "participants-present-at",
        "participants --at 2025-10-14T14:10 --occurrence 86244107755@2025-10-14T14:00",
    ),
    ("meetings", "meetings --from 2019-01-01 --to 2026-11-23"),
    ("imports", "imports"),
    ("rejected", "rejected --import 15"),
];

#[test]
fn what_every_report_says_of_the_samples() {
    let sandbox = held();
    let people = sandbox
        .ok("report participants --occurrence 86244107755@2025-10-14T14:00 --filter jonas --format ndjson"
            .split(' '));
    let jonas: serde_json::Value = serde_json::from_str(&people).unwrap();
    for (name, question) in QUESTIONS {
        let question = question.replace("JONAS", jonas["participant"].as_str().unwrap());
        insta::assert_snapshot!(*name, answer(&sandbox, &question));
    }
}

#[test]
fn every_view_is_among_them() {
    let asked: BTreeSet<(&str, &str)> = QUESTIONS
        .iter()
        .map(|(_, question)| {
            let mut words = question.split(' ');
            let def = catalog::find(words.next().unwrap()).unwrap();
            let view = words.skip_while(|word| *word != "--view").nth(1);
            (def.id.0, view.unwrap_or(def.views[0].id))
        })
        .collect();
    let all: BTreeSet<(&str, &str)> =
        catalog::ALL.iter().flat_map(|def| def.views.iter().map(|view| (def.id.0, view.id))).collect();
    assert_eq!(asked, all);
}
