//! How SQLite goes about questions that must not read whole tables of attendances.

use super::compile::bind;
use super::{Reader, Store};
use crate::model::DayRange;
use crate::report::{Ask, catalog};
use chrono_tz::Tz;

fn plan(report: &str, view: &str, (param, value): (&str, &str)) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = Store::open(&path).unwrap();
    store
        .conn
        .execute("INSERT INTO account (name, zone, created_at) VALUES ('Lumen', 'UTC', 0)", [])
        .unwrap();
    let mut ask =
        Ask::new(catalog::find(report).unwrap(), DayRange::day("2026-11-22".parse().unwrap()), Tz::UTC);
    view.clone_into(&mut ask.view);
    ask.params.insert(param.to_owned(), value.to_owned());
    let mut reader = Reader::open(&path).unwrap();
    let compiled = reader.compile(&ask).unwrap();
    let sql = format!("EXPLAIN QUERY PLAN {}", compiled.select(Some(300)));
    let mut statement = reader.conn.prepare(&sql).unwrap();
    bind(&mut statement, &compiled.binds).unwrap();
    let mut rows = statement.raw_query();
    let mut out = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        out.push(row.get(3).unwrap());
    }
    out
}

#[test]
fn what_a_person_was_in_is_found_by_index() {
    for (report, view, param) in
        [("find", "people", ("text", "nora")), ("person", "occurrences", ("person", "#nora@lumen.example"))]
    {
        let plan = plan(report, view, param);
        assert!(plan.iter().any(|step| step.contains("participant_person")), "{report}: {plan:#?}");
        // `a` and `b` are attendances, `o` occurrences.
        let whole = |step: &&String| {
            let all = ["SCAN b ", "SCAN o ", "SCAN a USING ", "SEARCH a USING PRIMARY KEY (account_id=?) "];
            all.iter().any(|table| format!("{step} ").starts_with(table))
        };
        let scanned = plan.iter().find(whole);
        assert_eq!(scanned, None, "{report}: {plan:#?}");
    }
}
/// Rows of one table beside all of another, as they have the account in common, are never what is meant.
#[test]
fn what_belongs_to_events_is_found_by_the_events() {
    let reports = catalog::ALL.iter().filter(|def| {
        let id = def.id.0;
        id.starts_with("webinar") || id.starts_with("meeting-") || id == "occurrence"
    });
    let mut wrong = Vec::new();
    for (def, view) in reports.flat_map(|def| def.views.iter().map(move |view| (def, view))) {
        let params: &[(&str, &str)] =
            if def.is_root() { &[("topic", "a"), ("occurrence", "#1")] } else { &[("occurrence", "#1")] };
        for param in params {
            let steps = plan(def.id.0, view.id, *param);
            let across = |step: &&String| {
                step.contains("AUTOMATIC")
                    && ["(shown=?)", "(account_id=?)", "(kind=?)"].iter().any(|by| step.ends_with(by))
            };
            let found = steps.iter().find(across).cloned();
            wrong.extend(found.map(|step| format!("{}/{} by {}: {step}", def.id, view.id, param.0)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Users are looked up by the person they are, and the parts of a call are asked of an index alone.
#[test]
fn users_of_calls_are_looked_up() {
    for (report, view) in [("phone", "users"), ("phone-users", "users")] {
        let plan = plan(report, view, ("site", "main"));
        let is_scan = |step: &&String| step.starts_with("SEARCH u ") && !step.contains("person=?");
        assert_eq!(plan.iter().filter(|step| step.contains("LEFT-JOIN")).find(is_scan), None, "{plan:#?}");
    }
    let plan = plan("phone", "days", ("direction", "inbound"));
    let is_read = |step: &&String| step.contains("INDEX phone_call_whole") && !step.contains("COVERING");
    assert!(plan.iter().any(|step| step.contains("phone_call_whole")), "{plan:#?}");
    assert_eq!(plan.iter().find(is_read), None, "{plan:#?}");
}

/// The newest calls of a million come by the index of starts; what hangs on a call is found by its keys.
#[test]
fn calls_come_in_the_order_of_an_index() {
    for param in [("direction", "inbound"), ("result", "missed")] {
        let plan = plan("phone", "calls", param);
        assert!(
            plan.iter().any(|step| step.starts_with("SEARCH c USING INDEX phone_call_start")),
            "{plan:#?}"
        );
        let is_whole = |step: &&String| {
            ["c", "e", "s", "f", "p", "m", "u"].iter().any(|table| {
                let step = format!("{step} ");
                step.starts_with(&format!("SCAN {table} "))
                    || step.starts_with(&format!("SEARCH {table} USING PRIMARY KEY (account_id=?) "))
            })
        };
        assert_eq!(plan.iter().find(is_whole), None, "{plan:#?}");
    }
}
