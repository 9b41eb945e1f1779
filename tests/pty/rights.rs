//! The console as somebody who is not the owner: what they find, look for and take away is theirs.

use crate::common::names;
use crate::terminal::{BACK_TAB, CTRL_U, DOWN, ENTER, ESC};
use crate::{school, start};
use std::fs;

const NORA: &str = "nora.quist@lumen.example";

#[test]
fn a_member_finds_opens_and_exports_nothing_of_somebody_elses() {
    let sandbox = school();
    let folder = sandbox.path("home/reports");
    fs::create_dir_all(&folder).unwrap();
    let mut console = start(&sandbox, &["--as", NORA], (120, 40));
    // The first line: what there is for them, and who looks.
    console.shows("[2 Usage] 3 Meetings ");
    console.shows(&format!("{NORA} · "));
    console.cursor_on("Nora");
    console.shows("1 user");
    console.lacks("Host 01");
    console.lacks("Overview");
    // Keys of tabs that are not theirs do nothing.
    console.keys("159");
    console.keys("?");
    console.shows(&format!("{NORA} looks, as member: at what they hosted"));
    console.keys(ESC);
    console.lacks("looks, as member");
    console.shows("[2 Usage] 3 Meetings ");

    // Found is nothing, filtered nothing.
    console.keys("\x06");
    console.shows("Find");
    console.keys("host17\r");
    console.shows("0 people");
    console.keys("-");
    console.cursor_on("Nora");
    console.keys("/host17\r");
    console.shows("0 of 1");
    console.keys(ESC);
    // Esc and a letter at once would be another key.
    console.lacks("0 of 1");
    console.cursor_on("Nora");
    // Nor behind a report's name.
    console.keys(":");
    console.keys("meetings host:host17");
    console.shows("meetings host:host17");
    console.keys(ENTER);
    console.shows("0 of 2");
    console.keys(ESC);
    console.lacks("0 of 2");
    console.keys(":");
    console.keys("daily");
    console.shows("daily");
    console.lacks("Daily usage");
    console.keys(ESC);
    console.lacks("Commands");

    // Every view in a file of its own: two rows and one, all hers.
    console.keys("2");
    console.cursor_on("Nora");
    console.keys("E");
    console.shows("by which Excel reads");
    console.keys(BACK_TAB);
    console.shows("Tab complete");
    console.keys(CTRL_U);
    console.keys("~/reports/all.csv");
    console.shows("~/reports/all.csv");
    console.keys(DOWN);
    console.shows("→ choose");
    console.keys("jh");
    console.keys(ENTER);
    console.shows("exported 3 rows in 2 files");
    assert_eq!(names(&folder), ["all-meetings.csv", "all-users.csv"]);
    for file in names(&folder) {
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        assert!(text.contains(NORA) && !text.contains("host17"), "{file}: {text}");
    }
    console.keys("e");
    console.shows("exported 1 row");

    // What was taken away is in the owner's log, under her name.
    let log = sandbox.ok(["report", "log", "--format", "csv"]);
    assert!(log.contains(NORA) && log.contains("all-users.csv"), "{log}");
    // A right that is granted opens what is asked from then on.
    sandbox.ok(["roles", "grant", NORA, "usage"]);
    console.keys("r");
    console.shows("41 users");
    sandbox.ok(["roles", "revoke", NORA, "usage"]);
    console.keys("r");
    console.shows("1 user ");
}

#[test]
fn the_demo_is_tried_as_an_owner_an_administrator_a_holder_of_rights_and_a_member() {
    let sandbox = crate::Sandbox::new();
    for (who, has, lacks) in [
        ("olena.kravets", "9 Data", "looks"),
        ("elin.sandell", "9 Data", "looks"),
        ("irina.sokolova", "[1 Overview]", "9 Data"),
        ("pavel.orlov", "5 Users", "Overview"),
        ("matti.korhonen", "3 Meetings", "5 Users"),
        ("nora.quist", "3 Meetings", "Overview"),
    ] {
        let viewer = format!("{who}@lumen.example");
        let mut console = start(&sandbox, &["demo", "--as", &viewer], (140, 40));
        console.shows(&format!("{viewer} · demo · "));
        console.shows(has);
        console.lacks(lacks);
        console.keys("q");
        let (status, _) = console.gone();
        assert!(status.success(), "{who}");
    }
    let ran = sandbox.run(["demo", "--as", "nora.qist@lumen.example"]);
    // Without a terminal that is what is said first; on one, who is meant.
    ran.is(1, &["needs a terminal"]);
    let console = start(&sandbox, &["demo", "--as", "nora.qist@lumen.example"], (120, 40));
    console.read_out();
    console.shows("did you mean nora.quist@lumen.example?");
}

#[test]
fn a_viewer_for_whom_there_is_no_report_is_told_what_to_do() {
    let sandbox = school();
    sandbox.ok(["roles", "grant", "clerk@elsewhere.example", "contact-center"]);
    let mut console = start(&sandbox, &["--as", "clerk@elsewhere.example"], (160, 40));
    console
        .shows("not allowed: no report is for clerk@elsewhere.example so far; the owner grants rights with");
    let (status, _) = console.gone();
    assert_eq!(status.exit_code(), 1);
}

#[test]
fn rights_that_change_under_an_open_console_are_followed() {
    let sandbox = school();
    sandbox.ok(["roles", "grant", NORA, "administrator"]);
    let mut console = start(&sandbox, &["--as", NORA], (120, 40));
    console.shows("9 Data");
    console.keys("9");
    console.shows("school.csv");
    // Whatever is open over it.
    console.keys("v");
    console.shows("Esc close");
    sandbox.ok(["roles", "revoke", NORA, "administrator"]);
    console.shows("Imports is no longer yours to see: it is for the owner and administrators");
    console.lacks("9 Data");
    console.lacks("school.csv");
    console.lacks("Overview");
    console.cursor_on("Nora");
    sandbox.ok(["roles", "grant", NORA, "usage"]);
    console.shows("your rights have changed: also Overview");
    console.shows("[2 Usage]");
    console.shows("41 users");
    console.cursor_on("Nora");
    console.keys("1");
    console.shows("Participant minutes");
    sandbox.ok(["roles", "revoke", NORA, "usage"]);
    console.shows("Overview is no longer yours to see");
    console.lacks("Participant minutes");
    console.shows("1 user ");
}

#[test]
fn the_demo_has_a_sub_account_to_choose() {
    let sandbox = crate::Sandbox::new();
    let mut console = start(&sandbox, &["demo"], (140, 40));
    console.shows("Lumen Academy");
    console.shows("[1 Overview]");
    console.keys("3");
    console.shows("[3 Meetings]");
    console.lacks("Bookbinding");
    console.keys("A");
    console.shows("Lumen Evening School");
    console.keys("a\r");
    console.shows("all 2 accounts");
    console.shows("Account");
    console.keys("/acc:evening");
    console.shows("Bookbinding");
    console.keys("\r");
    console.keys("q");
    assert!(console.gone().0.success());
    // Who is of one account has nothing to choose.
    for (who, account) in
        [("nora.quist@lumen", "Lumen Academy"), ("tove.nyman@evening", "Lumen Evening School")]
    {
        let mut console = start(&sandbox, &["demo", "--as", &format!("{who}.example")], (140, 40));
        console.shows(account);
        console.keys("A");
        console.shows("A does nothing here");
        console.keys("q");
        assert!(console.gone().0.success());
    }
}
