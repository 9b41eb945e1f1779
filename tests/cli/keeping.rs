//! `check`, `backup`, `restore`, and a database that is in use, read-only or damaged.

use crate::common::{Ran, Sandbox, mode, names};
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const MEETINGS: [&str; 6] = ["report", "meetings", "--from", "2019-01-01", "--format", "csv"];

fn tamper(database: &Path, sql: &str) {
    let connection = Connection::open(database).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
}

#[test]
fn check_finds_what_somebody_changed() {
    for (sql, said) in [
        (
            "UPDATE account_day SET meetings = meetings + 1 WHERE day = (SELECT min(day) FROM account_day)",
            "daily sums",
        ),
        ("UPDATE account_day SET external = external + 1", "daily sums"),
        ("DELETE FROM account_hour WHERE day = (SELECT min(day) FROM account_hour)", "hourly sums"),
        ("UPDATE host_again SET hosts = hosts + 1", "counts of hosts"),
        ("DELETE FROM host_day WHERE day = (SELECT min(day) FROM host_day)", "host sums"),
        ("UPDATE occurrence SET people = 99 WHERE occurrence_id = 1", "do not follow from their people"),
        ("DELETE FROM session WHERE session_id = 1", "rows are not all held"),
    ] {
        let sandbox = Sandbox::with_samples();
        sandbox.line("check").is(0, &["is sound"]);
        tamper(&sandbox.database(), sql);
        sandbox.line("check").is(1, &[said, "headcount restore BACKUP"]);
    }
}

#[test]
fn a_backup_brings_everything_back() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.ok(MEETINGS);
    sandbox.line("backup copy.db").is(0, &["copied"]);
    assert_eq!(mode(&sandbox.path("copy.db")), 0o600);
    let again = sandbox.line("backup copy.db");
    again.is(1, &["a backup never overwrites"]);
    assert_eq!(again.err.matches("never overwrites").count(), 1, "said once: {again:?}");

    tamper(&sandbox.database(), "UPDATE occurrence SET topic = 'gone'");
    assert_ne!(sandbox.ok(MEETINGS), before);
    sandbox.line("restore copy.db").is(0, &["restored", "what was held is in", ".before-restore"]);
    assert_eq!(sandbox.ok(MEETINGS), before);
    sandbox.line("check").is(0, &[]);
    let aside = sandbox.path("data/headcount/headcount.db.before-restore");
    assert_eq!(mode(&aside), 0o600);
    assert!(sandbox.ok([&MEETINGS[..], &["--db", aside.to_str().unwrap()]].concat()).contains("gone"));

    // Into an empty place, and from a backup that stays what it was.
    let copy = fs::read(sandbox.path("copy.db")).unwrap();
    let elsewhere = Sandbox::new();
    elsewhere.run(["restore", sandbox.path("copy.db").to_str().unwrap()]).is(0, &["restored"]);
    assert_eq!(elsewhere.ok(MEETINGS), before);
    assert_eq!(mode(&elsewhere.database()), 0o600);
    assert_eq!(fs::read(sandbox.path("copy.db")).unwrap(), copy);
}

#[test]
fn a_bad_backup_changes_nothing() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.ok(MEETINGS);
    sandbox.file("diary.db", "Dear diary,\n");
    sandbox.line("restore diary.db").is(1, &["diary.db is not a database of headcount"]);
    sandbox.line("backup copy.db").is(0, &[]);
    let mut bytes = fs::read(sandbox.path("copy.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0x5a);
    sandbox.file("copy.db", bytes);
    sandbox.line("restore copy.db").is(1, &["copy.db is damaged"]);
    assert_eq!(sandbox.ok(MEETINGS), before);
    assert_eq!(
        names(&sandbox.path("data/headcount")).iter().filter(|name| name.contains("before")).count(),
        0
    );
}

#[test]
fn a_damaged_database_is_told_and_replaced_by_its_backup() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.ok(MEETINGS);
    sandbox.line("backup copy.db").is(0, &[]);
    for keep in [100, 4096] {
        let mut bytes = fs::read(sandbox.database()).unwrap();
        bytes[keep..].fill(0x5a);
        for end in ["-wal", "-shm"] {
            let _ = fs::remove_file(sandbox.path(&format!("data/headcount/headcount.db{end}")));
        }
        fs::write(sandbox.database(), bytes).unwrap();
        sandbox.line("report meetings").is(1, &["is damaged", "headcount restore BACKUP"]);
        sandbox.line("check").is(1, &["headcount restore BACKUP"]);
        sandbox.line("restore copy.db").is(0, &["restored", "what was held is in"]);
        assert_eq!(sandbox.ok(MEETINGS), before);
        sandbox.line("check").is(0, &[]);
    }
}

#[test]
fn while_another_writes_reports_are_answered_and_imports_wait_their_turn() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.ok(MEETINGS);
    let more = sandbox.file("more.csv", crate::lists::school());
    let other = Connection::open(sandbox.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; UPDATE occurrence SET topic = 'not yet'").unwrap();
    assert_eq!(sandbox.ok(MEETINGS), before);
    sandbox
        .run(["import", more.to_str().unwrap()])
        .is(1, &["is in use by another import; try again when it is done"]);
    other.execute_batch("ROLLBACK").unwrap();
    sandbox.run(["import", more.to_str().unwrap()]).is(0, &["75 new"]);
}

#[test]
fn a_database_that_is_read_only_is_read() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.ok(MEETINGS);
    let folder = sandbox.path("data/headcount");
    let (file, more) = (sandbox.database(), sandbox.file("more.csv", crate::lists::school()));
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(&file, 0o400);
    set(&folder, 0o500);
    if fs::File::options().append(true).open(&file).is_ok() {
        // Permissions do not bind this user: nothing to test.
        return;
    }
    let (read, refused) = (sandbox.run(MEETINGS), sandbox.run(["import", more.to_str().unwrap()]));
    set(&folder, 0o700);
    set(&file, 0o600);
    assert_eq!(read.is(0, &[]).out, before);
    refused.is(1, &["cannot be written (read-only file or folder)"]);
}

#[test]
fn a_newer_database_is_left_alone() {
    let sandbox = Sandbox::with_samples();
    tamper(&sandbox.database(), "PRAGMA user_version = 99");
    let more = sandbox.file("more.csv", crate::lists::school());
    let before = fs::read(sandbox.database()).unwrap();
    for line in ["report daily", "check", "backup copy.db", &format!("import {}", more.display())] {
        sandbox
            .line(line)
            .is(1, &["was written by a newer headcount (schema 99, this one knows", "update headcount"]);
    }
    assert_eq!(fs::read(sandbox.database()).unwrap(), before);
}

#[test]
fn check_tells_the_age_of_the_data() {
    let sandbox = Sandbox::with_samples();
    sandbox.line("check --max-age 100000w").is(0, &["is sound"]);
    let late = "2099-01-01T00:00:00Z";
    let mut command = sandbox.command();
    let ran =
        Ran::from(command.args(["check", "--max-age", "2d"]).env("HEADCOUNT_NOW", late).output().unwrap());
    ran.is(1, &["the newest data were observed", "longer than 2days", "import newer exports"]);
    sandbox.line("check --max-age soon").is(2, &["ages are written like 2d or 36h"]);
    let empty = Sandbox::new();
    empty.line("check --max-age 2d").is(1, &["headcount import FILE"]);
}

#[test]
fn purge_takes_old_days_for_good() {
    let sandbox = Sandbox::with_samples();
    let before = sandbox.ok(MEETINGS);
    sandbox.line("purge --before 2022-01-01").is(2, &["--yes", "--dry-run", "for good"]);
    sandbox.line("purge --before 2022-01-01 --dry-run").is(0, &["would take away", "nothing was changed"]);
    assert_eq!(sandbox.ok(MEETINGS), before);
    sandbox.line("purge --before 2022-01-01 --yes").is(0, &["took away", "before 2022-01-01"]);
    let after = sandbox.ok(MEETINGS);
    assert!(after.lines().count() > 1 && after.len() < before.len(), "{after}");
    assert!(after.lines().skip(1).all(|line| !line.contains("2021-") && !line.contains("2020-")), "{after}");
    sandbox.line("check").is(0, &["is sound"]);
    sandbox.line("purge --before 2022-01-01 --yes").is(0, &["nothing is held of the days before 2022-01-01"]);
    sandbox.line("purge --before yesterday").is(2, &["days are written like"]);
}
