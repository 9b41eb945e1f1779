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

/// What belongs to an event is bound as its people are: by the host's plan, and by how far back reports reach.
#[test]
fn registrations_and_answers_are_bound_like_the_people() {
    let (_folder, path) = filled();
    let conn = Connection::open(&path).unwrap();
    let range = ("2026-09-01", "2026-11-23");
    let reports = [
        "webinar-registration",
        "webinar-polls",
        "webinar-qa",
        "webinar-survey",
        "webinar-attendees",
        "meeting-registration",
        "meeting-polls",
    ];
    let rows = |report: &str| window(&path, &ask(report, range.0, range.1)).rows.len();
    let before = reports.map(rows);
    assert!(before.iter().all(|rows| *rows > 0), "{before:?}");
    // All hosts were on the free plan, and nobody sees what they held. What is to come was held by nobody yet.
    conn.execute("DELETE FROM user_licence", []).unwrap();
    conn.execute(
        "INSERT INTO user_licence (account_id, user_id, licence, from_at) SELECT account_id, user_id, 'Basic', 0 FROM account_user",
        [],
    )
    .unwrap();
    set(&path, "paid-host", "on");
    for report in reports {
        let shown = window(&path, &ask(report, range.0, range.1));
        let topic = shown.column("topic").unwrap();
        let held = |row: &&Vec<Cell>| {
            let topic = row.get(topic).and_then(Cell::as_text).unwrap_or_default();
            !topic.starts_with("Choir trip") && !topic.contains("upper school")
        };
        assert_eq!(shown.rows.iter().filter(held).count(), 0, "{report}");
    }
    set(&path, "paid-host", "off");
    assert_eq!(reports.map(rows), before);
    // Thirteen months later the portal shows none of it; an archive does.
    conn.execute_batch(
        "UPDATE occurrence SET day = day - 500, start_at = start_at - 43200000, end_at = end_at - 43200000;
         UPDATE planned SET day = day - 500, start_at = start_at - 43200000;
         UPDATE registrant SET day = day - 500, scheduled_at = scheduled_at - 43200000, registered_at = registered_at - 43200000;",
    )
    .unwrap();
    let old = |report: &str| window(&path, &ask(report, "2025-03-01", "2026-11-23")).rows.len();
    let held = reports.map(old);
    assert!(held.iter().all(|rows| *rows > 0), "{held:?}");
    set(&path, "retention", "12");
    assert_eq!(reports.map(old), [0; 7]);
}

/// RULES, *expiry*, in the demo: an evening in October that was called off, and a lecture that was held.
#[test]
fn registrations_for_what_was_called_off_expire_and_come_back() {
    let (_folder, path) = filled();
    let topics = || -> Vec<String> {
        let shown = window(
            &path,
            &Ask { view: "events".into(), ..ask("meeting-registration", "2026-10-01", "2026-10-30") },
        );
        let at = shown.column("topic").unwrap();
        shown.rows.iter().map(|row| row.get(at).unwrap().as_text().unwrap().to_owned()).collect()
    };
    assert_eq!(topics().len(), 2);
    set(&path, "expiry", "30");
    assert!(topics().iter().all(|topic| topic.starts_with("Guest lecture")), "{:?}", topics());
    // Nor are they among what the registration counts elsewhere.
    let said = window(&path, &ask("meeting-registration", "2026-10-01", "2026-10-30")).notes.join(" ");
    assert!(said.contains("expired") && said.contains("headcount policy archive"), "{said}");
    set(&path, "expiry", "60");
    assert_eq!(topics().len(), 2);
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

/// Owner and administrator of a reseller see a year of recordings at once, others half a year and a month at a time.
#[test]
fn recordings_reach_back_as_far_as_the_policy_says() {
    let (_folder, path) = filled();
    let days = |range: (&str, &str)| ask("recordings", range.0, range.1);
    let year = ("2025-12-01", "2026-11-23");
    let archive = window(&path, &days(year));
    assert!(archive.notes.iter().any(|note| note == "the portal would show nothing before 2026-05-23"));
    set(&path, "recording-retention", "6");
    let half = window(&path, &days(year));
    assert!(half.rows.len() < archive.rows.len());
    let said = half.notes.join("\n");
    assert!(
        said.contains("nothing before 2026-05-23") && said.contains("headcount policy archive"),
        "{said}"
    );
    // What is stored follows from older recordings all the same.
    let last = |window: &Window| window.rows.last().and_then(|row| row.get(1)).cloned();
    assert!(last(&half).is_some() && last(&half) == last(&archive));
    let reckoned = |window: &Window| -> Vec<Vec<Cell>> {
        window.rows.iter().filter(|row| row.first().and_then(Cell::as_int) == Some(20_600)).cloned().collect()
    };
    assert!(!reckoned(&half).is_empty() && reckoned(&half) == reckoned(&archive));
    let mut held = days(year);
    "recordings".clone_into(&mut held.view);
    let oldest = window(&path, &held).rows.iter().filter_map(|row| row.get(4)?.as_int()).min().unwrap();
    assert!(oldest >= 20_596 * 86_400 - 7200, "{oldest}");

    Store::open(&path).unwrap().choose_preset(BY, Preset::Provider).unwrap();
    assert!(refused(&path, &days(year)).contains("headcount policy range off"));
    set(&path, "account-kind", "reseller");
    assert_eq!(window(&path, &days(year)).rows.len(), archive.rows.len());
    // A role with usage reports is no administrator.
    let grant = headcount::store::RoleChange {
        account: 1,
        email: "pavel.orlov@lumen.example",
        right: Some(headcount::report::Right::Usage),
        at: NOW,
        by: "ada",
        viewer: None,
    };
    Store::open(&path).unwrap().grant(&grant).unwrap();
    let mut reader = Reader::open_as(&path, Some("pavel.orlov@lumen.example"), || NOW).unwrap();
    assert!(reader.window(&days(year), 0, 10).unwrap_err().to_string().contains("longer than a month"));
    assert!(reader.window(&days(("2026-11-01", "2026-11-23")), 0, 10).is_ok());
}

/// Lists keep to retention and to the plan of their hosts.
#[test]
fn lists_keep_to_the_limits_too() {
    let (_folder, path) = filled();
    let calls = ask("telephone", "2025-01-01", "2026-11-23");
    let all = window(&path, &calls).rows.len();
    set(&path, "retention", "2");
    assert!(window(&path, &calls).rows.len() < all);
    set(&path, "retention", "off");
    let conn = Connection::open(&path).unwrap();
    conn.execute("UPDATE user_licence SET licence = 'Basic' WHERE pack = 0", []).unwrap();
    set(&path, "paid-host", "on");
    assert!(window(&path, &calls).rows.is_empty());
    conn.execute("UPDATE user_licence SET licence = 'Licensed' WHERE pack = 0", []).unwrap();
    assert_eq!(window(&path, &calls).rows.len(), all);
}

/// Off, requested, enabled: the words, the day, the first billing imported.
#[test]
fn billing_is_shown_once_it_is_enabled() {
    let (_folder, path) = filled();
    let bills = ask("billing", "2026-01-01", "2026-11-23");
    assert!(!window(&path, &bills).rows.is_empty(), "the first billing enabled it");
    let noted =
        "SELECT count(*) FROM audit_log WHERE what = 'policy' AND subject = 'billing' AND detail = 'enabled'";
    assert_eq!(count(&path, noted), 1, "and that was noted once");
    set(&path, "billing", "off");
    for view in ["invoices", "departments", "lines"] {
        let mut bills = bills.clone();
        view.clone_into(&mut bills.view);
        let off = window(&path, &bills);
        assert!(off.rows.is_empty(), "{view}");
        let why = off.shut.unwrap();
        assert!(why.contains("ask the provider's billing department"), "{why}");
        assert_eq!(off.notes, [why]);
    }
    set(&path, "billing", "requested");
    let asked = window(&path, &bills);
    // Monday, 23 November: three working days on.
    assert!(asked.shut.unwrap().contains("on 2026-11-23 and is expected by 2026-11-26"));
    set(&path, "billing", "enabled");
    let shown = window(&path, &bills);
    assert!(!shown.rows.is_empty() && shown.shut.is_none());
}

/// Callers' numbers, whole and in part; and nothing is found by what is not seen.
#[test]
fn numbers_of_callers_are_masked() {
    let (_folder, path) = filled();
    let mut calls = ask("telephone", "2026-08-01", "2026-11-23");
    let at = |window: &Window| window.column("caller_number").unwrap();
    let whole = window(&path, &calls);
    let number = whole.rows.iter().find_map(|row| row.get(at(&whole))?.as_text()).unwrap().to_owned();
    assert!(!number.contains('•'), "{number}");
    let grant = headcount::store::RoleChange {
        account: 1,
        email: "pavel.orlov@lumen.example",
        right: Some(headcount::report::Right::Usage),
        at: NOW,
        by: "ada",
        viewer: None,
    };
    Store::open(&path).unwrap().grant(&grant).unwrap();
    let mut reader = Reader::open_as(&path, Some("pavel.orlov@lumen.example"), || NOW).unwrap();
    let seen = reader.window(&calls, 0, 5000).unwrap();
    assert_eq!(seen.rows.len(), whole.rows.len());
    assert!(seen.rows.iter().all(|row| row.get(at(&seen)).unwrap().as_text().unwrap().contains('•')));
    calls.filter = format!("caller_number:\"{number}\"");
    assert!(!window(&path, &calls).rows.is_empty());
    assert!(reader.window(&calls, 0, 5000).unwrap().rows.is_empty());
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
