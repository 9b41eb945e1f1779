//! First starts, and files that are none of ours: said plainly, before the screen is touched.

use crate::common::{Sandbox, mode};
use crate::start;
use rusqlite::Connection;
use std::fs;

#[test]
fn the_first_start_says_what_to_export_and_how_to_read_it() {
    let sandbox = Sandbox::new();
    let mut console = start(&sandbox, &[], (120, 40));
    console.shows("headcount import");
    console.shows("headcount demo");
    assert_eq!(mode(&sandbox.database()), 0o600);
    assert_eq!(mode(&sandbox.path("data/headcount")), 0o700);
    // Keys of tables do no harm where there is none.
    console.keys("jjG/x\x1b");
    console.keys("e");
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
}

/// Starts a console that must refuse its database, and gives what it says.
#[track_caller]
fn refused(sandbox: &Sandbox) -> String {
    let before = fs::read(sandbox.database()).unwrap();
    let mut console = start(sandbox, &[], (120, 24));
    let (status, _) = console.gone();
    console.read_out();
    assert_eq!(status.exit_code(), 1);
    let said = String::from_utf8(console.bytes(0)).unwrap();
    assert!(!said.contains('\x1b'), "the terminal is untouched: {said:?}");
    assert_eq!(fs::read(sandbox.database()).unwrap(), before, "the file is as it was");
    said.replace("\r\n", "")
}

#[test]
fn somebody_elses_files() {
    let sandbox = Sandbox::new();
    sandbox.file("data/headcount/headcount.db", "Dear diary,\n");
    assert!(refused(&sandbox).contains("is not a database of headcount; name another with --db"));

    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.path("data/headcount")).unwrap();
    let theirs = Connection::open(sandbox.database()).unwrap();
    theirs.execute_batch("CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('Lark');").unwrap();
    drop(theirs);
    assert!(refused(&sandbox).contains("is not a database of headcount"));
}

#[test]
fn a_newer_database() {
    let sandbox = Sandbox::with_samples();
    let ours = Connection::open(sandbox.database()).unwrap();
    ours.pragma_update(None, "user_version", 99).unwrap();
    drop(ours);
    let said = refused(&sandbox);
    assert!(said.contains("newer headcount (schema 99") && said.contains("update headcount"), "{said}");
}

#[test]
fn a_damaged_database() {
    let sandbox = Sandbox::with_samples();
    let mut bytes = fs::read(sandbox.database()).unwrap();
    bytes[100..4096].fill(0x5a);
    fs::write(sandbox.database(), bytes).unwrap();
    let said = refused(&sandbox);
    assert!(said.contains("is damaged; `headcount restore BACKUP`"), "{said}");
}

#[test]
fn damage_further_down_is_told_in_the_console() {
    let sandbox = Sandbox::with_samples();
    let page = 4096;
    let mut bytes = fs::read(sandbox.database()).unwrap();
    bytes[page..].fill(0x5a);
    fs::write(sandbox.database(), bytes).unwrap();
    let mut console = start(&sandbox, &[], (120, 40));
    let (status, _) = console.gone();
    assert_eq!(status.exit_code(), 1);
    console.read_out();
    assert!(console.screen().contains("is damaged"), "{}", console.screen());
    assert!(!console.look(vt100::Screen::alternate_screen));
}
