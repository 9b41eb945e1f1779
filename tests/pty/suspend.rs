//! Stopped and continued: whatever happens to the terminal meanwhile, the console finds itself whole again.

use crate::common::{Sandbox, patience, program};
use crate::terminal::{BEGINS, CTRL_Z, DOWN, ENTERS, Terminal, kernel};
use crate::{hosts, school};
use std::process::Command;
use vt100::{Color, MouseProtocolMode};

/// A console of hosts under an interactive bash.
fn under_bash(sandbox: &Sandbox) -> Terminal {
    sandbox.tmp();
    let mut environment = sandbox.environment();
    environment.push(("PS1", "ready> ".to_owned()));
    environment.push(("HEADCOUNT", program().display().to_string()));
    let bash = ["bash", "--norc", "--noprofile", "-i"];
    let mut shell = Terminal::start(&bash, &environment, (120, 40), patience());
    shell.shows("ready>");
    shell.keys("$HEADCOUNT\r");
    crate::days(&mut shell);
    shell.keys(".");
    shell.cursor_on("Nora");
    shell.keys(DOWN);
    shell.cursor_on("Host 01");
    shell
}

/// A shell forgets what is typed before it asks.
pub fn at_prompt(screen: &vt100::Screen) -> Option<()> {
    (!screen.alternate_screen() && screen.contents().trim_end().ends_with("\nready>")).then_some(())
}

#[test]
fn another_program_changes_the_terminal_and_its_size_meanwhile() {
    let sandbox = school();
    let mut shell = under_bash(&sandbox);
    shell.keys(CTRL_Z);
    shell.until("the shell", at_prompt);
    shell.resize(90, 30);
    // Red, a small scroll region, clicks and pastes off, the cursor shown, no echo.
    shell.keys(
        "printf '\\033[31;1m\\033[5;9r\\033[?1000l\\033[?2004l\\033[?25h'; stty -echo; echo chan'ged'\r",
    );
    shell.shows("changed");
    let before = shell.count();
    shell.keys("fg\r");
    let entered = shell.sends(ENTERS, before);
    shell.sends(BEGINS, entered);
    shell.until("the console at its new size, whole", |screen| {
        let rows: Vec<String> = screen.rows(0, 90).collect();
        (screen.alternate_screen()
            && rows.first()?.contains("[2 Usage]")
            && rows.iter().any(|row| row.contains("41 users"))
            && rows.last()?.contains("? keys"))
        .then_some(())
    });
    shell.cursor_on("Host 01");
    shell.until("clicks and pastes told, the cursor hidden", |screen| {
        (screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease
            && screen.bracketed_paste()
            && screen.hide_cursor())
        .then_some(())
    });
    assert!(shell.is_raw());
    let red = shell.look(|screen| {
        let cells = (0..30).flat_map(|y| (0..90).filter_map(move |x| screen.cell(y, x)));
        cells.filter(|cell| cell.fgcolor() == Color::Idx(1)).count()
    });
    assert_eq!(red, 0, "red cells");
    shell.keys("q");
    shell.until("the shell", at_prompt);
    shell.keys("exit\r");
    shell.gone();
}

#[test]
fn many_times_in_a_row() {
    let sandbox = school();
    let mut shell = under_bash(&sandbox);
    for _ in 0..10 {
        shell.keys(CTRL_Z);
        shell.until("the shell", at_prompt);
        let before = shell.count();
        shell.keys("fg\r");
        let entered = shell.sends(ENTERS, before);
        shell.sends(BEGINS, entered);
        shell.until("the console", |screen| screen.alternate_screen().then_some(()));
        shell.cursor_on("Host 01");
        // One coming back is one entering, not two.
        let sent = String::from_utf8_lossy(&shell.bytes(before)).into_owned();
        assert_eq!(sent.matches(ENTERS).count(), 1, "{sent:?}");
    }
    assert!(!shell.screen().contains("not suspended"));
    shell.keys("q");
    shell.until("the shell", at_prompt);
    shell.keys("exit\r");
    shell.gone();
}

#[test]
fn stopped_from_outside_with_the_line_cooked_by_somebody_else() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let process = console.process();
    console.signal("STOP");
    console.until_true("it is stopped", || kernel::state(process) == Some('T'));
    let cooked = Command::new("stty").arg("-F").arg(console.device()).arg("sane").status().unwrap();
    assert!(cooked.success() && !console.is_raw());
    console.signal("CONT");
    console.until_true("it is raw again", || console.is_raw());
    console.keys(DOWN);
    console.cursor_on("Host 01");
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    assert_eq!(console.settings(), console.settings_before);
}
