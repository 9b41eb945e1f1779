//! The console as one likes it: keys, layout, ASCII, and what the next one finds again.

use crate::common::{Sandbox, mode, names};
use crate::terminal::{DOWN, ENTER, Terminal};
use crate::{hosts, school, start};
use std::fs;

const CONFIG: &str = "home/.config/headcount/config.toml";
const STATE: &str = "home/.local/state/headcount/state.toml";

fn quit(console: &mut Terminal) {
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
}

#[test]
fn the_next_console_finds_its_report_and_its_columns() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.shows("Email");
    console.keys("/host1");
    console.shows("10 of 41");
    console.keys(ENTER);
    // The first column stays, the second goes.
    console.keys("c");
    console.shows("Columns");
    console.keys("g");
    console.keys(DOWN);
    console.keys(" ");
    console.keys(ENTER);
    console.lacks("Email");
    console.keys("t");
    quit(&mut console);

    let kept = fs::read_to_string(sandbox.path(STATE)).unwrap();
    assert_eq!(mode(&sandbox.path(STATE)), 0o600);
    assert_eq!(names(sandbox.path(STATE).parent().unwrap()), ["state.toml"]);
    assert!(kept.contains("report = \"active-hosts\"") && kept.contains("users = [\"name\""), "{kept}");
    for secret in ["host1", "2026", "Nora", "lumen"] {
        assert!(!kept.contains(secret), "{kept}");
    }

    let mut console = start(&sandbox, &[], (120, 40));
    console.shows("Usage › Active hosts");
    console.cursor_on("Nora");
    console.shows("41 users");
    console.lacks("Email");
    quit(&mut console);
}

#[test]
fn what_was_kept_may_be_broken_or_unwanted() {
    let sandbox = school();
    sandbox.file(STATE, "version = 99\nreport = \"active-hosts\"\n");
    let log = sandbox.path("log");
    let mut console = start(&sandbox, &["--log", log.to_str().unwrap()], (120, 40));
    console.shows("Participant minutes");
    quit(&mut console);
    assert!(fs::read_to_string(log).unwrap().contains("what was kept is not taken over"));
    assert!(fs::read_to_string(sandbox.path(STATE)).unwrap().contains("report = \"overview\""));

    sandbox.file(CONFIG, "remember = false\n");
    fs::remove_file(sandbox.path(STATE)).unwrap();
    let mut console = hosts(&sandbox);
    quit(&mut console);
    assert!(!sandbox.path(STATE).exists());
}

#[test]
fn keys_are_those_of_the_configuration() {
    let sandbox = school();
    sandbox.file(CONFIG, "range = \"this-year\"\n[keys]\nlayout = \"ru\"\nnext-report = [\"f6\"]\n[columns]\ndaily.days = [\"minutes\", \"date\"]\n");
    let mut console = start(&sandbox, &[], (120, 40));
    console.shows("Participant minutes");
    console.shows("2026-01-01 … 2026-12-31");
    console.keys("2");
    console.shows("Usage › Daily");
    console.until("minutes before dates, and no more", |screen| {
        let header = screen.rows(0, 120).find(|row| row.contains("Minutes"))?;
        (header.trim_end().ends_with('▲') || header.contains("Date")).then_some(())?;
        (!header.contains("Meetings")).then_some(())
    });
    console.keys("\x1b[17~"); // F6
    console.shows("Usage › Active hosts");
    // й stands on the key of q, и on that of b; what is typed is typed.
    console.keys("/ой");
    console.shows("ой");
    console.keys(ENTER);
    console.keys("й");
    assert_eq!(console.gone().0.exit_code(), 0);
}

#[test]
fn a_terminal_of_ascii_gets_ascii() {
    let sandbox = school();
    let mut environment = sandbox.environment();
    environment.retain(|(name, _)| *name != "TERM");
    environment.push(("TERM", "linux".to_owned()));
    let program = crate::program().to_str().unwrap();
    let mut console = Terminal::start(&[program], &environment, (120, 40), crate::patience());
    console.shows("Participant minutes");
    console.keys("2");
    console.shows("Usage > Daily");
    console.shows("Enter open");
    let foreign = console.look(|screen| screen.contents().chars().find(|c| !c.is_ascii()));
    assert_eq!(foreign, None);
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
}

#[test]
fn a_theme_has_its_colours_and_no_more_than_the_terminal() {
    let sandbox = school();
    let program = crate::program().to_str().unwrap();
    let line = [program, "--theme", "high-contrast"];
    let console = Terminal::start(&line, &sandbox.environment(), (80, 24), crate::patience());
    console.shows("? keys");
    // White on black out of the palette of 256.
    console.sends("8;5;", 0);
    console.whole();
    console.look(|screen| {
        let cell = screen.cell(12, 40).unwrap();
        assert_eq!(cell.bgcolor(), vt100::Color::Idx(16));
    });
}

#[test]
fn the_demo_keeps_nothing() {
    let sandbox = Sandbox::new();
    let mut console = start(&sandbox, &["demo"], (120, 40));
    console.shows("Participant minutes");
    quit(&mut console);
    assert!(!sandbox.path("home").exists());
}
