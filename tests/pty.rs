//! The real program in a pseudo-terminal: journeys, ways out, suspension, silence.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "pty/asking.rs"]
mod asking;
mod common;
#[path = "pty/databases.rs"]
mod databases;
#[path = "common/door.rs"]
mod door;
#[path = "pty/ends.rs"]
mod ends;
#[path = "pty/exporting.rs"]
mod exporting;
#[path = "pty/journeys.rs"]
mod journeys;
#[path = "pty/keys.rs"]
mod keys;
#[path = "common/lists.rs"]
mod lists;
#[path = "pty/live.rs"]
mod live;
#[path = "pty/locked.rs"]
mod locked;
#[path = "pty/mouse.rs"]
mod mouse;
#[path = "pty/policy.rs"]
mod policy;
#[path = "pty/quiet.rs"]
mod quiet;
#[path = "pty/rights.rs"]
mod rights;
#[path = "pty/settings.rs"]
mod settings;
#[path = "pty/storm.rs"]
mod storm;
#[path = "pty/suspend.rs"]
mod suspend;
#[path = "pty/terminal.rs"]
mod terminal;
#[path = "pty/terminals.rs"]
mod terminals;
#[path = "pty/undo.rs"]
mod undo;

use common::{Sandbox, patience, program};
use terminal::Terminal;

/// A sandbox that holds the invented school.
fn school() -> Sandbox {
    let sandbox = Sandbox::new();
    let list = sandbox.file("school.csv", lists::school());
    sandbox.ok(["import".as_ref(), list.as_os_str()]);
    sandbox
}

/// The program on a terminal.
fn start(sandbox: &Sandbox, words: &[&str], size: (u16, u16)) -> Terminal {
    let mut line = vec![program().to_str().unwrap()];
    line.extend_from_slice(words);
    sandbox.tmp();
    Terminal::start(&line, &sandbox.environment(), size, patience())
}

/// The program on a terminal, with these variables set (or unset, where they are empty), and with its own signs.
fn start_with(sandbox: &Sandbox, variables: &[(&'static str, &str)], size: (u16, u16)) -> Terminal {
    sandbox.tmp();
    let mut environment = sandbox.environment();
    environment.retain(|(name, _)| variables.iter().all(|(other, _)| other != name));
    let set = variables.iter().filter(|(_, value)| !value.is_empty());
    environment.extend(set.map(|(name, value)| (*name, (*value).to_owned())));
    let line = [program().to_str().unwrap(), "--ascii=off"];
    Terminal::start(&line, &environment, size, patience())
}

/// From the overview to the days.
fn days(console: &mut Terminal) {
    console.shows("Participant minutes");
    console.keys("2");
    console.shows("Usage › Daily");
    console.shows("2026-11-04");
}

/// The console on the list of active hosts.
fn hosts(sandbox: &Sandbox) -> Terminal {
    let mut console = start(sandbox, &[], (120, 40));
    days(&mut console);
    console.keys(".");
    console.cursor_on("Nora");
    console.shows("Host 01");
    console
}
