//! Every way out leaves the terminal as it was found, within a second.

use crate::common::{Sandbox, names, patience, program};
use crate::terminal::{BEGINS, CTRL_Z, DOWN, ENTERS, LEAVES, Terminal, kernel};
use crate::{hosts, school, start};
use headcount::term::Guard;
use std::time::Duration;

const AT_ONCE: Duration = Duration::from_secs(1);

/// Ends a console by `end` and looks at what it leaves behind.
#[track_caller]
fn ends(end: impl FnOnce(&mut Terminal), code: u32) {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    assert!(console.is_raw());
    assert!(
        console.look(|screen| screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste())
    );
    assert_eq!(console.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::PressRelease);
    end(&mut console);
    let (status, took) = console.gone();
    assert_eq!((status.exit_code(), status.signal()), (code, None));
    assert!(took < AT_ONCE, "{took:?}");
    is_sane(&console);
    assert_eq!(console.screen().trim(), "", "nothing is said on the person's own screen");
}

/// The terminal is as a shell leaves it to a program.
#[track_caller]
pub fn is_sane(console: &Terminal) {
    console.read_out();
    console.look(|screen| {
        assert!(!screen.alternate_screen(), "the other screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are not bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!((screen.fgcolor(), screen.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
        assert!(!screen.bold() && !screen.inverse() && !screen.underline());
    });
    assert_eq!(console.settings(), console.settings_before, "the line's settings");
}

#[test]
fn q() {
    ends(|console| console.keys("q"), 0);
}

#[test]
fn control_c() {
    ends(|console| console.keys("\x03"), 0);
}

#[test]
fn sigterm() {
    ends(|console| console.signal("TERM"), 143);
}

#[test]
fn sighup() {
    ends(|console| console.signal("HUP"), 129);
}

#[test]
fn sigint_from_outside() {
    ends(|console| console.signal("INT"), 130);
}

#[test]
fn while_one_types_a_filter() {
    ends(
        |console| {
            console.keys("/no");
            console.shows("1 of 41");
            console.until("a text cursor", |screen| (!screen.hide_cursor()).then_some(()));
            console.keys("\x03");
        },
        0,
    );
}

#[test]
fn a_terminal_that_goes_away() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let process = console.process();
    console.hang_up();
    let (_, took) = console.gone();
    assert!(took < AT_ONCE, "{took:?}");
    assert_eq!(kernel::state(process), None, "it is no more");
}

#[test]
fn a_terminal_that_goes_away_under_a_shell_that_does_not_care() {
    // The console is not the leader of its session: it is told by the line alone.
    let sandbox = school();
    sandbox.tmp();
    let script = format!("exec 3<&0; trap '' HUP; {} <&3 & wait", program().display());
    let mut shell = Terminal::start(&["sh", "-c", &script], &sandbox.environment(), (120, 40), patience());
    shell.shows("Participant minutes");
    shell.hang_up();
    let (_, took) = shell.gone();
    assert!(took < AT_ONCE, "{took:?}");
}

#[test]
fn suspended_by_a_shell_and_back() {
    let sandbox = school();
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
    for time in 1..=2 {
        let before = shell.count();
        shell.keys(CTRL_Z);
        shell.sends(LEAVES, before);
        shell.until("the shell's own screen", |screen| {
            let stopped = screen.contents().matches("Stopped").count();
            (!screen.alternate_screen() && stopped == time).then_some(())
        });
        assert!(shell.look(|screen| !screen.hide_cursor()));
        shell.keys("stty -a | tr ' ' '\\n' | grep -cx icanon; echo line\r");
        shell.until("a line that is cooked", |screen| {
            (screen.contents().matches("1\nline\n").count() == time).then_some(())
        });
        let before = shell.count();
        shell.keys("fg\r");
        let entered = shell.sends(ENTERS, before);
        shell.sends(BEGINS, entered);
        shell.until("the console again, whole", |screen| {
            let text = screen.contents();
            (screen.alternate_screen() && text.contains("Active hosts") && text.contains("Host 28"))
                .then_some(())
        });
        shell.cursor_on("Host 01");
    }
    shell.keys(DOWN);
    shell.cursor_on("Host 02");
    shell.keys("q");
    shell.until("the shell", |screen| {
        (!screen.alternate_screen() && screen.contents().trim_end().ends_with("\nready>")).then_some(())
    });
    shell.keys("exit\r");
    shell.gone();
}

#[test]
fn a_suspension_that_nobody_could_end_does_nothing() {
    // Started without a shell it has no one who could continue it.
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let before = console.count();
    console.keys(CTRL_Z);
    let left = console.sends(LEAVES, before);
    console.sends(ENTERS, left);
    console.shows("not suspended: no shell is here");
    console.keys(DOWN);
    console.cursor_on("Host 01");
    assert!(console.is_raw());
    assert_eq!(kernel::state(console.process()).filter(|state| *state == 'T'), None);
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    is_sane(&console);
}

#[test]
fn stopped_and_continued_from_outside_it_paints_anew() {
    let sandbox = school();
    let console = hosts(&sandbox);
    console.signal("STOP");
    let process = console.process();
    console.until_true("it is stopped", || kernel::state(process) == Some('T'));
    let before = console.count();
    console.signal("CONT");
    let entered = console.sends(ENTERS, before);
    console.sends("host28@lumen.example", entered);
}

#[test]
fn a_panic_is_told_on_the_persons_own_screen() {
    for (who, ended) in [("main", (101, None)), ("worker", (1, Some("Terminated")))] {
        let sandbox = Sandbox::new();
        let mut environment = sandbox.environment();
        environment.push(("PANICS", who.to_owned()));
        let this = std::env::current_exe().unwrap();
        let words = [this.to_str().unwrap(), "--exact", "ends::it_panics", "--nocapture"];
        let mut console = Terminal::start(&words, &environment, (120, 40), patience());
        let (status, _) = console.gone();
        assert_eq!((status.exit_code(), status.signal()), ended);
        is_sane(&console);
        let screen = console.screen();
        assert!(screen.contains("as it happens") && !screen.contains("not to be seen"), "{screen}");
    }
}

/// Runs in the terminal of the test above; alone it does nothing.
#[test]
fn it_panics() {
    let Ok(who) = std::env::var("PANICS") else { return };
    let _guard = Guard::enter().unwrap();
    std::io::Write::write_all(&mut std::io::stdout(), b"not to be seen\n").unwrap();
    if who == "worker" {
        // The console's thread only waits.
        let _ = std::thread::spawn(|| panic!("as it happens")).join();
        loop {
            std::thread::park();
        }
    }
    panic!("as it happens");
}

#[test]
fn the_demo_leaves_nothing_behind() {
    for (end, code) in [("q", 0), ("TERM", 143)] {
        let sandbox = Sandbox::new();
        let mut console = start(&sandbox, &["demo"], (120, 40));
        console.shows("Participant minutes");
        assert_eq!(names(&sandbox.path("tmp")).len(), 1);
        if end == "q" {
            console.keys(end);
        } else {
            console.signal(end);
        }
        assert_eq!(console.gone().0.exit_code(), code);
        is_sane(&console);
        assert_eq!(names(&sandbox.path("tmp")), [""; 0]);
        assert!(!sandbox.path("data").exists(), "the person's own data were not touched");
    }
}
