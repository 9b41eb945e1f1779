//! The mouse, as terminals tell it: real bytes, real places.

use crate::common::{Sandbox, patience, program};
use crate::ends::is_sane;
use crate::terminal::{Terminal, kernel};
use crate::{hosts, school};
use std::time::Duration;
use vt100::{MouseProtocolEncoding, MouseProtocolMode, Screen};

/// Where a text stands.
fn place(console: &Terminal, text: &str) -> (usize, usize) {
    console.until(&format!("“{text}”"), |screen| {
        let (_, width) = screen.size();
        screen.rows(0, width.get()).enumerate().find_map(|(y, row)| {
            let before = row.get(..row.find(text)?)?;
            Some((before.chars().count() + 1, y + 1))
        })
    })
}

/// Presses the left button on a text and lets it go.
fn click(console: &mut Terminal, text: &str) {
    place(console, text);
    console.whole();
    let (x, y) = place(console, text);
    console.keys(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
}

/// Notches of the wheel.
fn wheel(console: &mut Terminal, down: bool, notches: usize) {
    console.keys(&format!("\x1b[<{};10;10M", if down { 65 } else { 64 }).repeat(notches));
}

fn mode(console: &Terminal, wanted: MouseProtocolMode) {
    console.until(&format!("{wanted:?}"), |screen| (screen.mouse_protocol_mode() == wanted).then_some(()));
}

#[test]
fn down_and_up_again_without_a_key() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    assert_eq!(console.look(Screen::mouse_protocol_encoding), MouseProtocolEncoding::Sgr);
    click(&mut console, "Host 05");
    console.cursor_on("Host 05");
    wheel(&mut console, true, 30);
    console.cursor_on("Host 1");
    console.shows("Host 40");
    wheel(&mut console, false, 30);
    click(&mut console, "Nora Q");
    console.cursor_on("Nora");
    click(&mut console, "Nora Q");
    console.shows("Active hosts › Nora Quist");
    console.cursor_on("2026-11-12");
    click(&mut console, "Active hosts");
    console.shows("41 users");
    console.cursor_on("Nora");
    // A title, twice.
    click(&mut console, "Email");
    console.until("the title underlined", |screen| {
        let (x, y) = (0..120)
            .flat_map(|x| (0..40).map(move |y| (x, y)))
            .find(|(x, y)| screen.cell(*y, *x).is_some_and(vt100::Cell::underline))?;
        let title: String =
            (x..x + 5).filter_map(|x| Some(screen.cell(y, x)?.contents().to_owned())).collect();
        (title == "Email").then_some(())
    });
    click(&mut console, "Email");
    console.shows("sorted by Email ▲");
    click(&mut console, "9 Data");
    console.cursor_on("school.csv");
    click(&mut console, "? keys");
    console.shows("On this screen");
    wheel(&mut console, true, 60);
    console.lacks("On this screen");
    console.shows("With the mouse");
    click(&mut console, "Esc close");
    console.lacks("With the mouse");
    click(&mut console, "q quit");
    assert_eq!(console.gone().0.exit_code(), 0);
    is_sane(&console);
}

#[test]
fn keys_before_a_click_have_their_effect_first() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let (x, y) = place(&console, "Host 05");
    // At once: the click is on what End shows.
    console.keys(&format!("G\x1b[<0;{x};{y}M"));
    console.until("the cursor in the middle of the last page", |screen| {
        let row = crate::terminal::cursor_row(screen)?;
        (screen.contents().contains("Host 40") && !row.contains("Host 40")).then_some(())
    });
}

#[test]
fn m_switches_it_and_a_suspension_keeps_the_choice() {
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
    mode(&shell, MouseProtocolMode::PressRelease);
    for (choice, said) in [
        (MouseProtocolMode::None, "mouse off: the terminal selects text"),
        (MouseProtocolMode::PressRelease, "mouse on: click and scroll; Shift-drag selects text"),
    ] {
        shell.keys("m");
        shell.shows(said);
        mode(&shell, choice);
        shell.keys("\x1a");
        shell.until("the shell", crate::suspend::at_prompt);
        mode(&shell, MouseProtocolMode::None);
        shell.keys("fg\r");
        shell.until("the console", |screen| screen.alternate_screen().then_some(()));
        mode(&shell, choice);
        shell.until("pastes told", |screen| screen.bracketed_paste().then_some(()));
    }
    shell.keys("q");
    shell.until("the shell", crate::suspend::at_prompt);
    mode(&shell, MouseProtocolMode::None);
    shell.keys("exit\r");
    shell.gone();
}

#[test]
fn a_hand_on_the_mouse_wakes_nothing_where_it_means_nothing() {
    let sandbox = Sandbox::with_samples();
    let mut console = crate::start(&sandbox, &[], (120, 40));
    console.shows("Participant minutes");
    console.settle(Duration::from_millis(400));
    let before = console.count();
    // The right button, a release, a press where nothing is.
    console.keys("\x1b[<2;5;5M\x1b[<2;5;5m\x1b[<0;119;39M\x1b[<0;119;39m");
    console.settle(Duration::from_millis(300));
    assert_eq!(String::from_utf8_lossy(&console.bytes(before)), "");
    assert_ne!(kernel::state(console.process()), None);
}
