//! An import undone from the console.

use crate::terminal::{ENTER, ESC};
use crate::{hosts, school};

#[test]
fn an_import_is_undone_after_a_yes_and_the_database_is_sound() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("9");
    console.cursor_on("school.csv");
    console.keys("x");
    console.shows("Actions on this import");
    console.keys(ENTER);
    console.shows("Totals become as if it had never been");
    // A no changes nothing.
    console.keys(ESC);
    console.lacks("Totals become");
    console.keys("x");
    console.shows("Actions on this import");
    console.keys(ENTER);
    console.shows("Totals become");
    console.keys(ENTER);
    console.shows("undid import 1 (school.csv):");
    console.cursor_on("undone");
    console.keys("x");
    console.shows("Actions on this import");
    console.keys(ENTER);
    console.shows("import 1 is undone already");
    console.keys("2");
    console.lacks("Nora Quist");
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    sandbox.ok(["check".as_ref()] as [&std::ffi::OsStr; 1]);
}
