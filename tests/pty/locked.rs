//! The locked door, from the caller's side of a terminal: every way out of the console is tried.

use crate::common::{mode, names, patience, program};
use crate::door::{ADMINISTRATOR, Door, MEMBER, NOBODY};
use crate::terminal::{BACK_TAB, CTRL_U, CTRL_Z, ENTER, ESC, TAB, Terminal};
use std::fs;
use std::os::unix::fs::symlink;

const CTRL_F: &str = "\x06";

fn start(door: &Door, words: &[String], environment: &[(&str, String)]) -> Terminal {
    let mut line = vec![program().to_str().unwrap()];
    line.extend(words.iter().map(String::as_str));
    let mut all = vec![("TERM", "xterm-256color".to_owned())];
    all.extend_from_slice(environment);
    fs::create_dir_all(door.sandbox.path("srv")).unwrap();
    Terminal::start(&line, &all, (120, 40), patience())
}

/// The console of a member, on their meetings.
fn meetings(console: &mut Terminal) {
    console.shows("Usage › Active hosts");
    console.cursor_on("Nora Quist");
    console.keys("3");
    console.shows("[3 Meetings]");
    console.cursor_on("Nora Quist");
}

fn quits(mut console: Terminal) {
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
}

/// Opens the panel, empties the name and types another.
fn name(console: &mut Terminal, typed: &str) {
    console.keys("E");
    console.shows("by which Excel reads");
    console.keys(BACK_TAB);
    console.shows("Tab complete");
    console.keys(CTRL_U);
    console.keys(typed);
}

#[test]
fn there_is_no_shell_and_nothing_is_changed() {
    let door = Door::new();
    let laws = door.laws();
    let mut console = start(&door, &door.line(ADMINISTRATOR, &[]), &[]);
    console.shows("Participant minutes");
    console.keys(CTRL_Z);
    console.shows("Ctrl-z does nothing here: there is no shell behind this console; q quits");
    console.keys(":suspend");
    console.shows("– there is no shell behind this console");
    console.keys(ENTER);
    console.shows("suspend does nothing here: there is no shell");
    console.keys(ESC);
    console.lacks("Commands");
    console.keys("9");
    console.shows("[9 Data]");
    console.shows("Imports");
    console.keys("x");
    console.shows("x does nothing here: only whoever runs this server changes its data");
    console.keys(":row actions");
    console.shows("– only whoever runs this server changes its data");
    console.keys(ENTER);
    console.shows("row actions does nothing here");
    console.keys(ESC);
    console.lacks("Commands");
    // What is not there is not in the help.
    console.keys("?/suspend");
    console.shows("suspend");
    let told = console.screen();
    assert!(!told.contains("fg") && !told.contains("undoing an import"), "{told}");
    console.keys(ESC);
    console.shows("/ search");
    console.keys(ESC);
    console.lacks("On this screen");
    // It runs on, in the foreground, and still takes keys.
    console.keys("1");
    console.shows("Participant minutes");
    console.keys("e");
    console.shows(
        "e does nothing here: this server keeps no files; Y copies the row to your terminal's clipboard",
    );
    console.keys("E");
    console.shows("E does nothing here: this server keeps no files");
    console.keys("Y");
    console.shows("sent to the terminal's clipboard");
    quits(console);
    assert_eq!(door.laws(), laws);
    assert!(!door.folder().exists());
}

#[test]
fn files_go_into_one_folder_and_through_no_link() {
    let door = Door::new();
    let folder = door.folder();
    let mut console = start(&door, &door.line_with_folder(MEMBER), &[]);
    meetings(&mut console);
    assert_eq!(mode(&folder), 0o700);
    for wrong in ["../x.csv", "/etc/x.csv", "~/x.csv", ".bashrc", "a/b.csv", "$(id)", "-rf", "x;id"] {
        name(&mut console, wrong);
        console.shows(wrong);
        console.keys(TAB);
        console.keys(ENTER);
        console.shows("✗ type a name alone");
        console.keys(ESC);
        console.lacks("by which Excel reads");
    }
    // A paste with a line end and what a terminal would obey is text, and no name.
    name(&mut console, "\x1b[200~../\x1b]52;c;aWQ=\x07x\n/etc/y\x1b[201~");
    console.keys(ENTER);
    console.shows("✗ type a name alone");
    console.keys(ESC);
    console.lacks("by which Excel reads");
    assert_eq!(names(&folder), [""; 0]);

    name(&mut console, "mine.csv");
    console.keys(ENTER);
    console.shows("to mine.csv · y copies the path");
    assert_eq!(mode(&folder.join("mine.csv")), 0o600);
    fs::write(folder.join("mine.csv"), "precious").unwrap();
    name(&mut console, "mine.csv");
    console.keys(ENTER);
    console.shows("mine.csv is there already. Replace it?");
    console.keys("n");
    console.lacks("Replace it?");
    console.keys(ESC);
    console.lacks("by which Excel reads");
    assert_eq!(fs::read_to_string(folder.join("mine.csv")).unwrap(), "precious");

    let victim = door.sandbox.file("victim", "theirs");
    symlink(&victim, folder.join("link.csv")).unwrap();
    name(&mut console, "link.csv");
    console.keys(ENTER);
    console.shows("✗ a link of that name is there: choose another");
    console.keys(ESC);
    console.lacks("by which Excel reads");

    // The folder itself becomes a link to another.
    fs::remove_dir_all(&folder).unwrap();
    let elsewhere = door.sandbox.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &folder).unwrap();
    console.keys("e");
    console.shows("export failed: the folder for files has become a link");
    name(&mut console, "a.csv");
    console.keys(ENTER);
    console.shows("✗ the folder for files has become a link");
    console.keys(ESC);
    console.lacks("by which Excel reads");
    quits(console);
    assert_eq!(names(&elsewhere), [""; 0]);
    assert_eq!(fs::read_to_string(victim).unwrap(), "theirs");
}

#[test]
fn a_member_finds_nothing_of_others() {
    let door = Door::new();
    let (topic, _) = door.foreign(MEMBER);
    // All but its last letters, so that the whole can only come from the database.
    let begin: String = topic.chars().take(topic.chars().count() - 3).collect();
    let mut console = start(&door, &door.line(MEMBER, &[]), &[]);
    meetings(&mut console);
    console.keys("/");
    console.keys(&begin);
    console.shows("0 of ");
    console.keys(ESC);
    console.cursor_on("Nora Quist");
    console.keys("/host:elin\r");
    console.shows("0 of ");
    console.keys(ESC);
    console.cursor_on("Nora Quist");
    console.keys(CTRL_F);
    console.shows("part of a name");
    console.keys(&begin);
    console.keys(ENTER);
    console.shows("text: ");
    console.shows("0 ");
    console.keys(ESC);
    console.cursor_on("Nora Quist");
    // The palette leads no further than the tabs do.
    console.keys(":log");
    console.shows("log");
    console.lacks("exported, granted");
    console.keys(ESC);
    console.lacks("Commands");
    console.keys("f");
    console.shows("Asked of Meetings");
    console.keys("elin.sandell@lumen.example");
    console.keys(ENTER);
    console.shows("not allowed");
    let all = String::from_utf8_lossy(&console.bytes(0)).into_owned();
    assert!(!all.contains(&topic), "{topic}");
    console.keys("\x03");
    assert_eq!(console.gone().0.exit_code(), 0);
}

#[test]
fn configuration_state_and_clock_of_the_caller_are_nothing_to_it() {
    let door = Door::new();
    let hostile = door.hostile();
    let before = door.files();
    let mut console = start(&door, &door.line_with_folder(MEMBER), &hostile);
    // Neither the report kept nor the year 2001 nor the zone of the caller.
    meetings(&mut console);
    let told = console.screen();
    assert!(!told.contains("2001") && !told.contains("Kiritimati"), "{told}");
    console.keys("c");
    console.shows("Columns");
    console.keys("J");
    console.keys(ENTER);
    console.lacks("[x]");
    console.keys("e");
    console.shows("exported");
    quits(console);
    let left: Vec<_> =
        door.files().into_iter().filter(|(path, _)| !path.starts_with(door.folder())).collect();
    assert_eq!(left, before, "nothing is left but the file");
    assert_eq!(names(&door.folder()).len(), 1);
}

#[test]
fn nobody_sees_no_frame() {
    let door = Door::new();
    for viewer in [NOBODY, "nora.quist@lumen.exampl", ""] {
        let mut console = start(&door, &door.line(viewer, &[]), &[]);
        assert_eq!(console.gone().0.exit_code(), 1);
        console.read_out();
        let said = console.screen();
        assert!(said.contains("headcount: not allowed: there is no report for"), "{said}");
        assert!(!said.contains("did you mean"), "{said}");
    }
}

#[test]
fn a_newer_headcount_on_the_server_is_told_without_the_databases_place() {
    let door = Door::new();
    let mut console = start(&door, &door.line(MEMBER, &[]), &[]);
    meetings(&mut console);
    let conn = rusqlite::Connection::open(door.database()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    console.keys("r");
    console.shows("written by a newer headcount");
    console.lacks("srv");
    quits(console);
    let console = start(&door, &door.line(MEMBER, &[]), &[]);
    console.read_out();
    console.shows("whoever runs this server must update");
    console.lacks("srv");
}
