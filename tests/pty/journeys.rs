//! Down to one person's connections and back, filter, export, clipboard, sizes.

use crate::common::{mode, names};
use crate::terminal::{BACKSPACE, DOWN, END, ENTER, ESC, HOME};
use crate::{hosts, school, start};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;

#[test]
fn down_to_a_persons_sessions_and_back_with_every_cursor_kept() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys(ENTER);
    console.shows("Active hosts › Nora Quist");
    console.cursor_on("2026-11-12");
    console.keys(DOWN);
    console.cursor_on("2026-11-05");
    console.keys(ENTER);
    console.shows("Physics 10D · 2026-11-05 08:00");
    console.shows("32 people");
    console.keys(DOWN);
    console.cursor_on("08:05:00");
    console.keys(ENTER);
    console.shows("› 王小明");
    console.shows("3 sessions");
    // 08:05–08:35 and 08:25–08:55: two devices count once.
    console.shows("present 50 min of 60 = 83.3 %");

    console.keys(ESC);
    console.shows("32 people");
    console.cursor_on("08:05:00");
    console.keys(ESC);
    console.shows("2 occurrences");
    console.cursor_on("2026-11-05");
    console.keys(ESC);
    console.shows("41 users");
    console.cursor_on("Nora");
    // Up from the top is nowhere: it never goes out. (Esc and an arrow at once would be another key.)
    console.keys(BACKSPACE);
    console.keys(DOWN);
    console.cursor_on("Host 01");
}

#[test]
fn the_last_row_is_reached_and_kept_through_a_visit_below() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys(END);
    console.cursor_on("Host 40");
    console.keys(ENTER);
    console.shows("› Host 40");
    // Esc while it still reads would only end the reading.
    console.shows("row 1 of 1");
    console.keys(ESC);
    // Esc and Home at once would be another key.
    console.shows("41 users");
    console.cursor_on("Host 40");
    console.keys(HOME);
    console.cursor_on("Nora");
}

#[test]
fn a_filter_narrows_as_one_types_and_esc_lifts_it() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("/host1");
    console.shows("10 of 41");
    console.keys("7");
    console.shows("1 of 41");
    console.cursor_on("Host 17");
    console.keys(ENTER);
    console.keys(ESC);
    console.shows("41 users");
    console.cursor_on("Nora");
}

#[test]
fn an_export_is_what_is_shown_in_a_private_file() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("/host17");
    console.shows("1 of 41");
    console.keys(ENTER);
    console.keys("e");
    console.shows("exported 1 row");
    let file = sandbox.path("data/headcount/exports/headcount-active-hosts-users-2026-10-25_2026-11-23.csv");
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(file.parent().unwrap()), 0o700);
    let text = fs::read_to_string(&file).unwrap();
    let mut lines = text.split("\r\n");
    assert!(lines.next().unwrap().starts_with("\u{feff}Name,Email,"), "{text}");
    assert!(lines.next().unwrap().starts_with("Host 17,host17@lumen.example,"), "{text}");
    assert_eq!(lines.collect::<Vec<_>>(), [""], "{text}");

    // Nothing is overwritten unasked.
    let before = fs::read(&file).unwrap();
    console.keys("e");
    console.until_true("a second file", || names(file.parent().unwrap()).len() == 2);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn exports_go_where_the_environment_says() {
    let sandbox = school();
    let folder = sandbox.path("elsewhere");
    let mut environment = sandbox.environment();
    environment.push(("HEADCOUNT_EXPORTS", folder.display().to_string()));
    let program = crate::program().to_str().unwrap();
    let mut console = crate::Terminal::start(&[program], &environment, (120, 40), crate::patience());
    crate::days(&mut console);
    console.keys("e");
    console.shows("exported 30 rows");
    assert_eq!(names(&folder), ["headcount-daily-2026-10-25_2026-11-23.csv"]);
}

#[test]
fn a_cell_and_a_row_are_copied_through_the_terminal() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("y");
    let cell = format!("\x1b]52;c;{}\x1b\\", STANDARD.encode("Nora Quist"));
    let behind = console.sends(&cell, 0);
    console.keys("Y");
    let begin = console.sends("\x1b]52;c;", behind);
    let end = console.sends("\x1b\\", begin);
    let sent = console.bytes(begin);
    let row = String::from_utf8(STANDARD.decode(&sent[..end - begin - 2]).unwrap()).unwrap();
    assert!(row.starts_with("Nora Quist\tnora.quist@lumen.example\t"), "{row}");
}

#[test]
fn it_follows_the_size_of_its_window() {
    let sandbox = school();
    let mut console = start(&sandbox, &[], (80, 24));
    console.shows("Participant minutes");
    console.keys("2");
    console.shows("2026-10-25");
    console.keys(".");
    console.cursor_on("Nora");
    console.keys(DOWN);
    console.cursor_on("Host 01");
    console.resize(40, 8);
    console.until("the small frame", |screen| {
        let rows: Vec<String> = screen.rows(0, 40).collect();
        (rows.last()?.contains('?') && rows.iter().any(|row| row.starts_with('▌'))).then_some(())
    });
    console.cursor_on("Host 01");
    console.resize(39, 7);
    console.shows("needs 40×8, is 39×7");
    console.resize(120, 40);
    console.shows("Usage › Active hosts");
    console.shows("Host 27");
    console.cursor_on("Host 01");
    console.lacks("needs 40×8");
}

#[test]
fn a_paste_goes_into_the_filter_and_its_newlines_do_nothing() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("/");
    console.shows("keep");
    console.keys("\x1b[200~host\n17q\x1b[201~");
    console.until("what was pasted, on one line", |screen| {
        screen.rows(0, 120).any(|row| row.contains("host17q") || row.contains("host 17q")).then_some(())
    });
    console.keys(ESC);
    console.shows("41 users");
}

#[test]
fn the_palette_opens_a_report_with_its_filter_and_finds_a_command_by_letters() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys(":");
    console.shows("Commands");
    console.keys("meetings physics");
    console.shows("with the filter physics");
    console.keys(ENTER);
    console.shows("filter: physics");
    console.shows("2 of ");
    console.keys(":");
    console.shows("Commands");
    console.keys("whole");
    console.shows("every column");
    console.keys(ENTER);
    console.shows("Meeting ID");
    console.keys("q");
    console.shows(": commands  ? keys");
    console.keys("?/sort");
    console.shows("sort by the selected column");
}
