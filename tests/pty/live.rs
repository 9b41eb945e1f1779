//! Another process changes the database: the console shows it by itself.

use crate::common::Sandbox;
use crate::lists::{self, HEADER, Held};
use crate::terminal::{DOWN, kernel};
use crate::{hosts, school, start};
use std::time::Duration;

/// A list of new hosts, busier than any of the school's but Nora Quist.
fn newcomers(count: u32) -> String {
    let mut out = HEADER.to_owned();
    for n in 1..=count {
        let (name, email, number) =
            (format!("Newcomer {n:03}"), format!("new{n:03}@lumen.example"), format!("8500000{n:04}"));
        let held = Held {
            topic: "Lesson",
            number: &number,
            host: &name,
            email: &email,
            day: "11/06/2026",
            time: ("10:00:00", "11:00:00"),
        };
        lists::put(&mut out, &held, &[(&name, &email, "10:00:00", "11:00:00", false, false)]);
    }
    out
}

fn import(sandbox: &Sandbox, name: &str, content: &str) {
    let list = sandbox.file(name, content);
    sandbox.ok(["import".as_ref(), list.as_os_str()]);
}

#[test]
fn the_first_import_takes_the_place_of_the_first_screen() {
    let sandbox = Sandbox::new();
    let console = start(&sandbox, &[], (120, 40));
    console.shows("headcount demo");
    import(&sandbox, "school.csv", &lists::school());
    console.shows("Participant minutes");
    console.lacks("headcount demo");
}

#[test]
fn rows_of_an_import_appear_and_the_cursor_stays_with_its_own() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys(&DOWN.repeat(7));
    console.cursor_on("Host 07");
    import(&sandbox, "few.csv", &newcomers(3));
    console.shows("44 users");
    console.shows("Newcomer 002");
    console.cursor_on("Host 07");
    // Hundreds of rows come before it: it is far outside what was read.
    import(&sandbox, "many.csv", &newcomers(900));
    console.shows("941 users");
    console.cursor_on("Host 07");
    console.shows("row 908 of 941");
    sandbox.ok(["import", "--undo", "3"]);
    console.shows("44 users");
    console.cursor_on("Host 07");
}

#[test]
fn a_panel_and_a_filter_stay_while_rows_come() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("/lumen");
    console.shows("41 users");
    console.keys("\r?");
    console.shows("Keys · Active hosts");
    import(&sandbox, "few.csv", &newcomers(3));
    console.shows("44 users");
    console.shows("Keys · Active hosts");
    console.keys("q");
    console.lacks("Keys · Active hosts");
    console.shows("filter: lumen");
}

#[test]
fn an_export_of_its_own_is_no_end_of_reading() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("e");
    console.shows("exported 41 rows");
    // What it wrote into the export log is noticed once; then there is silence again.
    console.settle(Duration::from_millis(500));
    let process = console.process();
    console.until_steady("wake-ups", Duration::from_millis(700), || kernel::wake_ups(process));
}

#[test]
fn where_the_database_is_named_through_a_link() {
    let sandbox = school();
    let link = sandbox.path("elsewhere.db");
    std::os::unix::fs::symlink(sandbox.database(), &link).unwrap();
    let mut console = start(&sandbox, &["--db", link.to_str().unwrap()], (120, 40));
    crate::days(&mut console);
    console.keys(".");
    console.shows("41 users");
    import(&sandbox, "few.csv", &newcomers(3));
    console.shows("44 users");
}
