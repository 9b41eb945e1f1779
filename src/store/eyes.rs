//! Tests: what a reader shows when rights change, statements are cut short and views are missing.

use super::{Reader, RoleChange, Store, StoreError};
use crate::model::DayRange;
use crate::report::{Ask, Right, catalog};
use chrono_tz::Tz;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

const ANNA: &str = "anna@lumen.example";
/// 5 October 2026, 08:00.
const START: i64 = 1_791_187_200;
const DAY: i64 = START / 86_400;

/// Two users, of whom the second hosted three meetings and the first one.
fn school() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = Store::open(&path).unwrap();
    store
        .conn
        .execute_batch(
            "INSERT INTO account (account_id, name, zone, created_at) VALUES (1, 'Lumen', 'UTC', 0);
             INSERT INTO import (account_id, import_id, imported_at, imported_by, file_name, kind, bytes, digest, zone, \
               observed_at, rows_read, rows_new, rows_known, rows_rejected) \
               VALUES (1, 1, 0, 'ada', 'a.csv', 'meetings', 1, x'00', 'UTC', 0, 4, 4, 0, 0);
             INSERT INTO account_user (account_id, user_id, name, name_folded, email, email_folded, first_import_id) \
               VALUES (1, 1, 'Anna', 'anna', 'anna@lumen.example', 'anna@lumen.example', 1), \
                      (1, 2, 'Otto', 'otto', 'otto@lumen.example', 'otto@lumen.example', 1);",
        )
        .unwrap();
    for (key, host) in [(1, 1), (2, 2), (3, 2), (4, 2)] {
        store
            .conn
            .execute_batch(&format!(
                "INSERT INTO event (account_id, event_id, number, kind) VALUES (1, {key}, '8000000000{key}', 'meeting');
                 INSERT INTO occurrence (account_id, occurrence_id, event_id, start_at, end_at, day, topic, host_user_id, \
                   minutes, observed_at) VALUES (1, {key}, {key}, {START} + {key}, {START} + 3600, {DAY}, 'Topic {key}', {host}, 60, 0);
                 INSERT INTO host_day (account_id, day, user_id, meetings, webinars) VALUES (1, {DAY}, {host}, 1, 0) \
                   ON CONFLICT DO NOTHING;",
            ))
            .unwrap();
    }
    (folder, path)
}

fn change(path: &Path, right: Right, gives: bool) {
    let change = RoleChange { account: 1, email: ANNA, right: Some(right), at: 0, by: "ada", viewer: None };
    let mut store = Store::open(path).unwrap();
    let changed = if gives { store.grant(&change) } else { store.revoke(&change) };
    assert!(changed.unwrap());
}

fn ask(report: &str) -> Ask {
    Ask::new(catalog::find(report).unwrap(), DayRange::month("2026-10-01".parse().unwrap()), Tz::UTC)
}

fn rows(reader: &mut Reader, report: &str) -> Result<usize, StoreError> {
    reader.window(&ask(report), 0, 100).map(|window| window.rows.len())
}

#[test]
fn what_no_view_stands_before_is_not_read() {
    let (_folder, path) = school();
    let mut reader = Reader::open_as(&path, Some(ANNA), || START).unwrap();
    let shut = [
        "SELECT topic FROM main.occurrence",
        "SELECT count(topic) FROM main.occurrence",
        "WITH all_of_it AS (SELECT topic FROM main.occurrence) SELECT topic FROM all_of_it",
        "SELECT o.topic FROM occurrence o JOIN main.event e ON e.event_id = o.event_id",
        "SELECT 1 FROM account WHERE EXISTS (SELECT join_at FROM main.session)",
        "SELECT email FROM main.role_grant",
    ];
    // Before anything was asked nothing is open at all.
    assert!(reader.conn.prepare("SELECT topic FROM occurrence").is_err());
    assert_eq!(rows(&mut reader, "meetings").unwrap(), 1);
    for sql in shut {
        assert!(reader.conn.prepare(sql).is_err(), "{sql}");
    }
    assert!(reader.conn.prepare("SELECT topic FROM occurrence").is_ok());
    // A view that is gone is an answer less, not one more.
    reader.conn.execute_batch("DROP VIEW temp.occurrence").unwrap();
    assert!(reader.conn.prepare("SELECT topic FROM occurrence").is_err());
    assert!(rows(&mut reader, "meetings").is_err());
    // What is looked up of who looks stays possible.
    assert_eq!(reader.people_known().unwrap().len(), 2);
    assert!(!reader.is_empty().unwrap());
    // The owner of the file reads as ever.
    let owner = Reader::open(&path).unwrap();
    assert!(shut.iter().all(|sql| owner.conn.prepare(sql).is_ok()));
}

#[test]
fn a_lens_that_is_cut_short_while_it_is_put_on_shows_no_more() {
    let (_folder, path) = school();
    change(&path, Right::UserActivity, true);
    let mut reader = Reader::open_as(&path, Some(ANNA), || START).unwrap();
    let (mut cut, mut steps) = (0, 0);
    loop {
        steps += 1 + steps / 40;
        assert_eq!(rows(&mut reader, "meetings").unwrap(), 1);
        let left = Arc::new(AtomicUsize::new(steps));
        let count = Arc::clone(&left);
        let stop = move || count.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_err();
        reader.conn.progress_handler(1, Some(stop)).unwrap();
        // Of all users: a wider lens than that of meetings.
        let asked = rows(&mut reader, "users");
        reader.conn.progress_handler(1, None::<fn() -> bool>).unwrap();
        match asked {
            Ok(users) => {
                assert_eq!(users, 2);
                break;
            }
            Err(error) => {
                assert!(matches!(error, StoreError::Cancelled), "{error}");
                cut += 1;
            }
        }
        assert_eq!(rows(&mut reader, "meetings").unwrap(), 1, "after {steps} steps");
    }
    assert!(cut > 50, "{cut}");
}

#[test]
fn an_answer_put_in_order_for_wider_eyes_is_not_given_to_narrower_ones() {
    let (_folder, path) = school();
    change(&path, Right::Usage, true);
    for report in ["meetings", "active-hosts"] {
        let mut reader = Reader::open_as(&path, Some(ANNA), || START).unwrap();
        let view = ask(report);
        let wide = reader.window(&view, 0, 100).unwrap();
        change(&path, Right::Usage, false);
        // As if it had been taken between the look at who asks and the look at the file's state.
        let version = reader.data_version().unwrap();
        reader.settled.iter_mut().for_each(|settled| settled.version = version);
        let narrow = reader.window(&view, 0, 100).unwrap();
        assert!(narrow.rows.len() < wide.rows.len(), "{report}");
        assert_eq!(narrow.totals.unwrap().rows, narrow.rows.len(), "{report}");
        change(&path, Right::Usage, true);
    }
}

#[test]
fn rights_to_other_things_tell_nothing_of_the_days_of_meetings() {
    let (_folder, path) = school();
    Store::open(&path)
        .unwrap()
        .conn
        .execute_batch(
            "INSERT INTO account_day (account_id, day, meetings, webinars, provisional) VALUES (1, 20000, 1, 0, 0), (1, 20100, 1, 0, 0)",
        )
        .unwrap();
    let days = || {
        let mut reader = Reader::open_as(&path, Some(ANNA), || START).unwrap();
        assert_eq!(reader.accounts().unwrap().len(), 1);
        reader.days_held().unwrap().map(|(first, last)| (last - first).num_days())
    };
    // Hers alone.
    assert_eq!(days(), Some(0));
    change(&path, Right::Billing, true);
    assert_eq!(days(), Some(0));
    change(&path, Right::Usage, true);
    assert_eq!(days(), Some(100));
}

#[test]
fn somebody_elses_key_is_refused_like_one_that_is_not_there() {
    let (_folder, path) = school();
    let mut reader = Reader::open_as(&path, Some(ANNA), || START).unwrap();
    let of = |host: &str| {
        let mut ask = ask("meetings");
        ask.params.insert("host".into(), host.into());
        ask
    };
    assert_eq!(reader.window(&of("#1"), 0, 10).unwrap().rows.len(), 1);
    for host in ["#2", "#999", "otto@lumen.example", "nobody@lumen.example"] {
        assert_eq!(reader.window(&of(host), 0, 10).unwrap_err().to_string(), "not allowed", "{host}");
    }
}
