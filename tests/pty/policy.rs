//! A setting of the policy changed from the console.

use crate::terminal::{ENTER, ESC};
use crate::{hosts, school};

#[test]
fn a_setting_is_changed_and_holds_at_once() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("9");
    console.shows("school.csv");
    console.keys("...");
    console.cursor_on("preset");
    console.keys("jj");
    console.cursor_on("range");
    console.keys("x");
    console.shows("Actions on this setting");
    console.keys(ENTER);
    console.shows("New value");
    console.keys("soon");
    console.keys(ENTER);
    console.shows("or off, not soon");
    console.keys("\x15");
    console.keys("1");
    console.shows("one report spans at most a month");
    console.keys(ENTER);
    console.shows("range 1: one report spans at most a month");
    // What is open knows it by now.
    console.keys("2d");
    console.shows("at most a month at once");
    console.keys(ESC);
    console.lacks("at most a month at once");
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    let told = sandbox.ok(["policy"]);
    assert!(
        told.lines().any(|line| line.contains("range ") && line.contains(" 1 ") && line.contains("set")),
        "{told}"
    );
    let log = sandbox.ok(["report", "log", "--what", "policy", "--format", "csv", "--header", "none"]);
    assert!(log.contains("astrid") && log.contains("policy,range,1"), "{log}");
}
