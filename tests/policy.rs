//! What the account's policy leaves of the reports, and what it says of the rest.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use headcount::cli::opening;
use headcount::demo;
use headcount::model::{Cell, DayRange};
use headcount::report::{Ask, Window, catalog};
use headcount::rules::limits::{On, is_taken};
use headcount::rules::policy::{Preset, Setting};
use headcount::store::{By, Reader, Store};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

const NOW: i64 = 1_795_420_800; // 2026-11-23
const BY: By<'_> = By { account: 1, at: NOW, by: "ada", viewer: None };

fn filled() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    opening::fill_demo(&path, NOW).unwrap();
    (folder, path)
}

fn ask(report: &str, from: &str, to: &str) -> Ask {
    let range = DayRange::new(from.parse().unwrap(), to.parse().unwrap());
    Ask::new(catalog::find(report).unwrap(), range, demo::ZONE)
}

fn window(path: &Path, ask: &Ask) -> Window {
    Reader::open_as(path, None, || NOW).unwrap().window(ask, 0, 5000).unwrap()
}

fn refused(path: &Path, ask: &Ask) -> String {
    Reader::open_as(path, None, || NOW).unwrap().window(ask, 0, 5000).unwrap_err().to_string()
}

fn set(path: &Path, name: &str, value: &str) {
    Store::open(path).unwrap().set_policy(BY, Setting::of(name).unwrap(), value).unwrap();
}

fn count(path: &Path, sql: &str) -> i64 {
    Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}

#[test]
fn an_archive_shows_all_and_marks_what_the_portal_would_not_show() {
    let (_folder, path) = filled();
    Connection::open(&path)
        .unwrap()
        .execute("UPDATE occurrence SET day = day - 500, start_at = start_at - 43200000, end_at = end_at - 43200000 WHERE occurrence_id = 1", [])
        .unwrap();
    let all = window(&path, &ask("meetings", "2024-01-01", "2026-11-23"));
    assert_eq!(number(all.rows.len()), count(&path, "SELECT count(*) FROM occurrence WHERE day <= 20780"));
    assert!(
        all.notes.iter().any(|note| note == "the portal would show nothing before 2025-11-23"),
        "{:?}",
        all.notes
    );
}

#[test]
fn retention_hides_what_is_older_and_says_so() {
    let (_folder, path) = filled();
    let key = count(&path, "SELECT min(occurrence_id) FROM occurrence WHERE people > 0");
    Connection::open(&path)
        .unwrap()
        .execute("UPDATE occurrence SET day = day - 500, start_at = start_at - 43200000, end_at = end_at - 43200000 WHERE occurrence_id = ?1", [key])
        .unwrap();
    set(&path, "retention", "12");
    let shown = window(&path, &ask("meetings", "2024-01-01", "2026-11-23"));
    let held = count(&path, "SELECT count(*) FROM occurrence WHERE day BETWEEN 20415 AND 20780");
    assert_eq!(number(shown.rows.len()), held);
    let said = shown.notes.join("\n");
    assert!(
        said.contains("nothing before 2025-11-23") && said.contains("headcount policy archive"),
        "{said}"
    );
    let mut people = ask("participants", "2026-11-01", "2026-11-23");
    people.params.insert("occurrence".into(), format!("#{key}"));
    let said = refused(&path, &people);
    assert!(said.contains("not held") && said.contains("older than 2025-11-23"), "{said}");
    // A report that no portal has is bound by none.
    let overview = window(&path, &ask("overview", "2024-01-01", "2026-11-23"));
    assert!(!overview.notes.iter().any(|note| note.contains("retention")), "{:?}", overview.notes);
}

#[test]
fn a_range_that_is_too_long_is_refused_with_the_longest_that_would_do() {
    let (_folder, path) = filled();
    Store::open(&path).unwrap().choose_preset(BY, Preset::Provider).unwrap();
    assert!(!window(&path, &ask("daily", "2026-10-05", "2026-11-04")).rows.is_empty());
    let said = refused(&path, &ask("daily", "2026-10-05", "2026-11-05"));
    assert!(
        said.contains("2026-10-05 … 2026-11-04 would do") && said.contains("headcount policy range off"),
        "{said}"
    );
    set(&path, "range", "off");
    assert!(!window(&path, &ask("daily", "2026-10-05", "2026-11-05")).rows.is_empty());
}

#[test]
fn there_is_no_report_of_hosts_on_the_free_plan() {
    let (_folder, path) = filled();
    let range = ("2026-10-26", "2026-11-23");
    let before = window(&path, &ask("daily", range.0, range.1)).totals.unwrap();
    let conn = Connection::open(&path).unwrap();
    // One host was on the free plan until the second of two meetings: "upgraded 10 May, met 9 May: none".
    let (host, upgraded): (i64, i64) = conn
        .query_row(
            "SELECT host_user_id, max(start_at) - 3600 FROM occurrence WHERE people > 0 AND day BETWEEN 20752 AND 20780 \
             GROUP BY host_user_id HAVING count(*) > 3 ORDER BY host_user_id LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    conn.execute("DELETE FROM user_licence WHERE user_id = ?1", [host]).unwrap();
    conn.execute(
        "INSERT INTO user_licence (account_id, user_id, licence, from_at, to_at) VALUES (1, ?1, 'Basic', 0, ?2), (1, ?1, 'Licensed', ?2, NULL)",
        [host, upgraded],
    )
    .unwrap();
    set(&path, "paid-host", "on");
    let mut meetings = ask("meetings", range.0, range.1);
    meetings.params.insert("host".into(), format!("#{host}"));
    let shown = window(&path, &meetings);
    let at = |name: &str| shown.columns.iter().position(|column| column.name == name).unwrap();
    let mut free = 0;
    for row in &shown.rows {
        let start = row.get(at("start")).unwrap().as_int().unwrap();
        let (state, people) = (row.get(at("state")).unwrap(), row.get(at("participants")).unwrap());
        assert_eq!(*state == Cell::from("no report"), start < upgraded);
        assert!(start >= upgraded || people.is_empty());
        free += i64::from(start < upgraded);
    }
    assert!(free >= 2 && free < number(shown.rows.len()));
    // Sums leave them out.
    let after = window(&path, &ask("daily", range.0, range.1)).totals.unwrap();
    let daily = window(&path, &ask("daily", range.0, range.1));
    let column = |name: &str| daily.columns.iter().position(|column| column.name == name).unwrap();
    let sum =
        |totals: &headcount::report::Totals| totals.sums.get(column("meetings")).unwrap().as_int().unwrap();
    let all = window(&path, &ask("meetings", range.0, range.1));
    let unreported =
        all.rows.iter().filter(|row| *row.get(at("state")).unwrap() == Cell::from("no report")).count();
    let unreported = number(unreported);
    assert!(unreported >= free);
    assert_eq!(sum(&after), sum(&before) - unreported);
    let key: i64 = conn
        .query_row(
            "SELECT occurrence_id FROM occurrence WHERE host_user_id = ?1 AND start_at < ?2 AND people > 0",
            [host, upgraded],
            |row| row.get(0),
        )
        .unwrap();
    let mut people = ask("participants", range.0, range.1);
    people.params.insert("occurrence".into(), format!("#{key}"));
    let none = window(&path, &people);
    assert!(none.rows.is_empty());
    assert_eq!(none.fact("state"), Some(&Cell::from("no report: host on the free plan")));
}

#[test]
fn each_change_is_noted() {
    let (_folder, path) = filled();
    set(&path, "range", "2");
    Store::open(&path).unwrap().choose_preset(BY, Preset::Provider).unwrap();
    assert_eq!(count(&path, "SELECT count(*) FROM audit_log WHERE what = 'policy' AND done_by = 'ada'"), 2);
    // A preset takes single limits back.
    assert_eq!(count(&path, "SELECT count(*) FROM policy WHERE name = 'range'"), 0);
}

/// RULES, *access control*: "on 3 Mar 10:00: a session of 3 Mar 09:50 is refused, one of 11:00 is shown from 4 Mar".
#[test]
fn access_control_has_periods_that_stay() {
    let (_folder, path) = filled();
    let before = Reader::open(&path).unwrap().access_periods(1).unwrap();
    assert!(matches!(before.as_slice(), [On { to: Some(_), .. }, On { to: None, .. }]), "{before:?}");
    let turn = |at: i64, value: &str| {
        let setting = Setting::of("access-control").unwrap();
        Store::open(&path).unwrap().set_policy(By { at, ..BY }, setting, value).unwrap();
    };
    turn(NOW, "off");
    turn(NOW + 60, "off");
    turn(NOW + 600, "on");
    turn(NOW + 660, "on");
    let after = Reader::open(&path).unwrap().access_periods(1).unwrap();
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1], On { to: Some(NOW), ..before[1] });
    assert_eq!(after[2..], [On { from: NOW + 600, to: None }]);
    assert!(!is_taken(NOW + 599, &after) && is_taken(NOW + 600, &after));
    // A preset says what is shown, not what is recorded.
    Store::open(&path).unwrap().choose_preset(BY, Preset::Provider).unwrap();
    assert_eq!(Reader::open(&path).unwrap().access_periods(1).unwrap(), after);
    assert!(Reader::open(&path).unwrap().policies().unwrap()[0].1.access_control());
}
