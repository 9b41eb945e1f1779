//! Files out of the console: chosen, asked about, cancelled.

use crate::common::{Sandbox, mode, names};
use crate::terminal::{BACK_TAB, CTRL_U, DOWN, ENTER, ESC, TAB, Terminal};
use crate::{hosts, school};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Opens the panel and types where to.
fn export_to(console: &mut Terminal, path: &str) {
    console.keys("E");
    console.shows("by which Excel reads");
    console.keys(BACK_TAB);
    console.shows("Tab complete");
    console.keys(CTRL_U);
    console.keys(path);
    console.shows(path);
}

fn folder(sandbox: &Sandbox) -> std::path::PathBuf {
    let folder = sandbox.path("home/reports");
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_private_file_and_no_other_is_replaced_unasked() {
    let sandbox = school();
    let folder = folder(&sandbox);
    let file = folder.join("hosts.csv");
    let mut console = hosts(&sandbox);
    console.keys("/host17\r");
    console.shows("1 of 41 users");
    export_to(&mut console, "~/reports/hosts.csv");
    console.keys(ENTER);
    console.shows("exported 1 row to ~/reports/hosts.csv · y copies the path");
    assert_eq!(mode(&file), 0o600);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("\u{feff}Name,Email,") && text.lines().count() == 2, "{text}");
    console.keys("y");
    console.shows("sent to the terminal's clipboard: path");

    fs::write(&file, "precious").unwrap();
    export_to(&mut console, "~/reports/hosts.csv");
    console.keys(ENTER);
    console.shows("hosts.csv is there already. Replace it?");
    console.keys("n");
    console.lacks("Replace it?");
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    console.keys(ENTER);
    console.shows("Replace it?");
    console.keys("y");
    console.shows("exported 1 row");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert_eq!(names(&folder), ["hosts.csv"]);
}

#[test]
fn the_whole_report_as_json_and_every_view_a_file() {
    let sandbox = school();
    let folder = folder(&sandbox);
    let mut console = hosts(&sandbox);
    console.keys("/host17\r");
    console.shows("1 of 41 users");
    export_to(&mut console, "~/reports/all.csv");
    // Round to the first field, JSON, the next field, the whole report.
    console.keys(DOWN);
    console.shows("⏎ write  Esc close  ↓ next field  → choose");
    console.keys("ljl");
    console.shows("41 users: no filter");
    console.keys(ENTER);
    console.shows("exported 41 rows to ~/reports/all.json");
    let text = fs::read_to_string(folder.join("all.json")).unwrap();
    assert!(text.contains("nora.quist@lumen.example") && text.contains("\"rows\""), "{text}");

    export_to(&mut console, "~/reports/views.csv");
    console.keys(DOWN);
    console.shows("→ choose");
    console.keys("jh");
    console.shows("a file each: Users, Meetings");
    console.shows("/home/reports/views-{users,meetings}.csv");
    console.keys(ENTER);
    // 41 hosts and their 42 meetings.
    console.shows("exported 83 rows in 2 files");
    assert_eq!(names(&folder), ["all.json", "views-meetings.csv", "views-users.csv"]);
    assert_eq!(mode(&folder.join("views-meetings.csv")), 0o600);

    // All that are there are named before any is replaced.
    fs::remove_file(folder.join("views-users.csv")).unwrap();
    fs::write(folder.join("views-meetings.csv"), "precious").unwrap();
    export_to(&mut console, "~/reports/views.csv");
    console.keys(DOWN);
    console.shows("→ choose");
    console.keys("jh");
    console.keys(ENTER);
    console.shows("views-meetings.csv is there already. Replace it?");
    console.keys(ESC);
    console.lacks("Replace it?");
    assert_eq!(fs::read_to_string(folder.join("views-meetings.csv")).unwrap(), "precious");
    assert_eq!(names(&folder), ["all.json", "views-meetings.csv"]);
}

#[test]
fn the_folder_of_the_command_line_outranks_the_others() {
    let sandbox = school();
    let folder = sandbox.path("home/mine");
    let mut console = crate::start(&sandbox, &["browse", "--exports", folder.to_str().unwrap()], (120, 40));
    crate::days(&mut console);
    console.keys("e");
    console.shows("to ~/mine/headcount-daily");
    assert_eq!((names(&folder).len(), mode(&folder)), (1, 0o700));
}

#[test]
fn what_is_wrong_with_a_folder_is_said_when_the_field_is_left() {
    let sandbox = school();
    let folder = folder(&sandbox);
    let mut console = hosts(&sandbox);
    export_to(&mut console, "~/nowhere/hosts.csv");
    console.keys(DOWN);
    console.shows("✗ there is no folder");
    console.keys(BACK_TAB);
    console.shows("Tab complete");
    console.keys(CTRL_U);
    console.keys("~/rep");
    console.keys(TAB);
    console.shows("~/reports/");
    console.keys(ENTER);
    console.shows("✗ add the name of a file");
    console.keys(&"x".repeat(256));
    console.keys(ENTER);
    console.shows("✗ the name is too long");
    console.keys(ESC);
    console.lacks("Tab complete");
    assert_eq!(names(&folder), [""; 0]);
}

/// A console that writes every day of ten thousand years.
fn endless(sandbox: &Sandbox) -> Terminal {
    let mut console = crate::start(sandbox, &[], (120, 40));
    crate::days(&mut console);
    console.keys("d0001-01-01\t9999-12-31\r");
    console.shows("0001-01-01 … 9999-12-31");
    console.shows("0001-01-02");
    console.keys("e");
    console.shows("exporting…");
    console
}

/// Waits until something is in the folder for exports.
fn begun(console: &Terminal, exports: &Path) {
    console.until_true("a file under way", || !names(exports).is_empty());
}

#[test]
fn one_that_is_cancelled_midway_leaves_nothing() {
    let sandbox = school();
    let exports = sandbox.path("data/headcount/exports");
    let mut console = endless(&sandbox);
    begun(&console, &exports);
    console.shows(" rows · Esc cancels");
    console.keys(ESC);
    // What is being read goes first.
    let stopped = console.until("the one or the other", |screen| {
        let text = screen.contents();
        let stopped = text.contains("export stopped");
        (stopped || text.contains("reading cancelled")).then_some(stopped)
    });
    if !stopped {
        console.keys(ESC);
    }
    console.shows("export stopped: no file was left");
    assert_eq!(names(&exports), [""; 0]);
    // Another can begin.
    console.keys("e");
    begun(&console, &exports);
    console.keys("q");
    console.shows("Quit and drop it?");
    console.keys("y");
    assert_eq!(console.gone().0.exit_code(), 0);
    assert_eq!(names(&exports), [""; 0]);
}

#[test]
fn a_signal_in_the_middle_leaves_nothing() {
    let sandbox = school();
    let exports = sandbox.path("data/headcount/exports");
    let mut console = endless(&sandbox);
    begun(&console, &exports);
    console.signal("TERM");
    let (status, took) = console.gone();
    assert_eq!(status.exit_code(), 143);
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_eq!(names(&exports), [""; 0]);
}

/// A demo that somebody with an export folder of their own, and a variable that names it, tries out.
fn demo(sandbox: &Sandbox, more: &[&str]) -> crate::Terminal {
    let mut line = vec![crate::program().to_str().unwrap(), "demo"];
    line.extend(more);
    let mut environment = sandbox.environment();
    environment.push(("HEADCOUNT_EXPORTS", sandbox.path("data/headcount/exports").display().to_string()));
    sandbox.tmp();
    let mut console = crate::Terminal::start(&line, &environment, (140, 40), crate::patience());
    console.shows("[1 Overview]");
    console.keys("2.");
    console.shows("Usage › Active hosts");
    console.cursor_on("@lumen.example");
    console
}

#[test]
fn what_the_demo_exports_goes_into_a_folder_of_its_own_that_is_named_at_the_end() {
    let sandbox = Sandbox::new();
    let mut console = demo(&sandbox, &[]);
    console.keys("E");
    console.shows("a folder of the demo's own, kept and named when it ends");
    console.keys("\r");
    console.shows("y copies the path");
    console.keys("q");
    assert!(console.gone().0.success());
    console.read_out();
    console.shows("what was exported from the demo is kept in ");
    let [folder] = names(&sandbox.path("tmp")).try_into().unwrap();
    let folder = sandbox.path("tmp").join(folder);
    assert_eq!(names(&folder), ["exports"], "the database is gone");
    let [file] = names(&folder.join("exports")).try_into().unwrap();
    assert!(file.starts_with("headcount-active-hosts-users-"), "{file}");
    assert!(!sandbox.path("data").exists(), "nothing of the user's own is touched");
}

#[test]
fn a_demo_from_which_nothing_was_exported_leaves_nothing() {
    let sandbox = Sandbox::new();
    let mut console = demo(&sandbox, &[]);
    console.keys("q");
    assert!(console.gone().0.success());
    console.read_out();
    assert_eq!(console.screen().trim(), "");
    assert_eq!(names(&sandbox.path("tmp")), [""; 0]);
}

#[test]
fn a_folder_that_is_named_and_a_path_that_is_typed_are_heeded_by_the_demo() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path("mine");
    let mut console = demo(&sandbox, &["--exports", folder.to_str().unwrap()]);
    console.keys("e");
    console.shows("y copies the path");
    assert_eq!(names(&folder).len(), 1);
    console.keys("E");
    console.shows("by which Excel reads");
    console.lacks("a folder of the demo's own");
    console.keys(BACK_TAB);
    console.shows("Tab complete");
    console.keys(CTRL_U);
    let typed = sandbox.path("typed.csv");
    console.keys(typed.to_str().unwrap());
    console.keys("\r");
    console.lacks("by which Excel reads");
    console.shows("y copies the path");
    console.until_true("the file", || typed.exists());
    console.keys("q");
    assert!(console.gone().0.success());
    console.read_out();
    assert_eq!(console.screen().trim(), "");
    assert_eq!(names(&sandbox.path("tmp")), [""; 0]);
}

#[test]
fn three_marked_rows_are_three_rows_of_a_file() {
    let sandbox = school();
    let folder = sandbox.path("home");
    fs::create_dir_all(&folder).unwrap();
    let mut console = hosts(&sandbox);
    console.keys(" j  ");
    console.shows("3 marked");
    console.keys("E");
    console.shows("[as shown]");
    console.keys(&format!("{DOWN}h"));
    console.shows("[3 marked]");
    console.shows("3 users marked: in this order");
    console.keys(BACK_TAB);
    console.keys("l");
    console.shows("[JSON]");
    console.keys(BACK_TAB);
    console.shows("Tab complete");
    console.keys(CTRL_U);
    console.keys("~/three.json\r");
    console.shows("exported 3 rows to ~/three.json");
    let all: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("three.json")).unwrap()).unwrap();
    let rows = all["rows"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Nora Quist", "Host 02", "Host 03"]);
    // Sums are of these three.
    let meetings: i64 = rows.iter().map(|row| row["meetings"].as_i64().unwrap()).sum();
    assert_eq!((all["total"].as_i64(), all["totals"][0]["meetings"].as_i64()), (Some(3), Some(meetings)));
    let log = sandbox.ok(["report", "log", "--format", "json"]);
    assert!(log.contains("three.json"), "{log}");
}
