//! What goes over the line: frames in one piece, few bytes, nothing while nothing happens.

use crate::terminal::{BEGINS, DOWN, END, ENDS, ENTERS, HOME, PAGE_DOWN, SLOW, Terminal, UP, kernel};
use crate::{days, hosts, program, school, start};
use std::time::Duration;

/// Long enough that a tick would show.
const WHILE: Duration = Duration::from_millis(1500);

#[test]
fn an_idle_console_writes_nothing_and_sleeps() {
    let sandbox = school();
    let console = hosts(&sandbox);
    let process = console.process();
    // What the last key brought with it has to end first.
    console.settle(Duration::from_millis(400));
    console.until_steady("wake-ups", Duration::from_millis(400), || kernel::wake_ups(process));
    let (bytes, wake_ups) = (console.count(), kernel::wake_ups(process));
    assert!(wake_ups > 0, "the kernel counts them");
    // No synchronisation: time itself is what is measured.
    std::thread::sleep(WHILE);
    assert_eq!(console.count(), bytes, "bytes written while idle");
    assert_eq!(kernel::wake_ups(process), wake_ups, "wake-ups while idle");
}

#[test]
fn a_frame_is_one_synchronised_update() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.settle(Duration::from_millis(300));
    let before = console.count();
    console.keys(DOWN);
    console.cursor_on("Host 01");
    console.sends(ENDS, before);
    console.settle(Duration::from_millis(300));
    let sent = String::from_utf8(console.bytes(before)).unwrap();
    assert!(sent.starts_with(BEGINS) && sent.ends_with(ENDS), "{sent:?}");
    assert_eq!(sent.matches(BEGINS).count(), 1, "{sent:?}");
    assert!(sent.len() <= 120, "{} bytes for one row down: {sent:?}", sent.len());

    // From the first frame on nothing stands between frames.
    let all = String::from_utf8(console.bytes(0)).unwrap();
    let (_, frames) = all.split_once(BEGINS).unwrap();
    for between in frames.split(BEGINS).filter_map(|frame| frame.split_once(ENDS)).map(|(_, rest)| rest) {
        assert_eq!(between, "");
    }
    assert!(all.starts_with(ENTERS), "{:?}", &all[..40]);
}

/// Bytes of each key, once all that it brings has come.
fn bytes_of(console: &mut Terminal, key: &str, times: usize) -> Vec<usize> {
    (0..times)
        .map(|_| {
            let before = console.count();
            console.keys(key);
            console.sends(ENDS, before);
            console.settle(Duration::from_millis(30));
            console.count() - before
        })
        .collect()
}

#[test]
fn a_line_scrolled_is_one_line_and_a_page_one_page() {
    let sandbox = school();
    let mut console = start(&sandbox, &[], (120, 24));
    days(&mut console);
    console.keys(".");
    console.cursor_on("Nora");
    console.keys(END);
    console.cursor_on("Host 40");
    console.keys(HOME);
    console.cursor_on("Nora");
    bytes_of(&mut console, DOWN, 20);
    let lines = bytes_of(&mut console, DOWN, 15);
    let mean = lines.iter().sum::<usize>() / lines.len();
    assert!(mean <= 200, "{lines:?} bytes for lines that scroll");
    assert!(console.bytes(0).windows(3).any(|part| part == b"\x1b[r"), "by a region");
    let page = bytes_of(&mut console, PAGE_DOWN, 1);
    assert!(page.iter().all(|bytes| *bytes <= 2400), "{page:?}");
}

#[test]
fn where_no_region_is_known_lines_are_written_anew() {
    let sandbox = school();
    let mut environment = sandbox.environment();
    environment.retain(|(name, _)| *name != "TERM");
    environment.push(("TERM", "vt100".to_owned()));
    let mut console = Terminal::start(
        &[program().to_str().unwrap(), "--ascii=off"],
        &environment,
        (120, 24),
        crate::patience(),
    );
    days(&mut console);
    console.keys(".");
    console.cursor_on("Nora");
    console.keys(END);
    console.cursor_on("Host 40");
    let sent = String::from_utf8(console.bytes(0)).unwrap();
    let (_, frames) = sent.split_once("\x1b[2J").unwrap();
    assert!(!frames.contains("\x1b[r"), "no region is set, so none is left");
}

#[test]
fn keys_typed_ahead_come_as_few_frames() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.settle(Duration::from_millis(300));
    let before = console.count();
    console.keys(&"jjjjjjjjk".repeat(20));
    console.cursor_on("Host 39");
    console.settle(Duration::from_millis(100));
    let sent = String::from_utf8(console.bytes(before)).unwrap();
    let frames = sent.matches(BEGINS).count();
    assert!(frames <= 4, "{frames} frames for 180 keys");
}

#[test]
fn a_terminal_that_takes_nothing_gets_the_latest_frame_alone() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let process = console.process();
    console.settle(Duration::from_millis(300));
    let before = console.count();
    console.hold();
    // Each of them by itself, as far as the line takes them; then one waits, and the others pile up.
    for _ in 0..50 {
        for key in [END, HOME] {
            console.keys(key);
            console.until_steady("frames", Duration::from_millis(5), || kernel::wake_ups(process));
        }
    }
    console.keys(DOWN);
    console.until_steady("frames", Duration::from_millis(50), || kernel::wake_ups(process));
    console.release();
    console.cursor_on("Host 01");
    console.settle(Duration::from_millis(100));
    let bytes = console.count() - before;
    assert!(bytes < 80_000, "{bytes} bytes of old frames");
}

#[test]
fn over_a_slow_line_quick_keys_end_at_the_right_place() {
    let sandbox = school();
    let words = [program().to_str().unwrap()];
    let mut console =
        Terminal::start_on(Some(SLOW), &words, &sandbox.environment(), (80, 24), crate::patience());
    days(&mut console);
    let first = console.count();
    assert!(first <= 5000, "{first} bytes for two screens");
    console.keys(".");
    console.cursor_on("Nora");
    console.shows("? keys");
    console.settle(Duration::from_millis(500));
    let before = console.count();
    for _ in 0..10 {
        console.keys(DOWN);
    }
    console.keys(UP);
    console.cursor_on("Host 09");
    console.settle(Duration::from_millis(500));
    assert!(console.look(crate::terminal::cursor_row).unwrap().contains("Host 09"));
    let bytes = console.count() - before;
    assert!(bytes <= 11 * 120, "{bytes} bytes for eleven keys");
}

#[test]
fn a_key_that_does_nothing_sends_nothing() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.settle(Duration::from_millis(300));
    let before = console.count();
    console.keys("Z");
    console.settle(Duration::from_millis(300));
    assert_eq!(String::from_utf8_lossy(&console.bytes(before)), "");
}

/// Colours and inverse cells of a console's screen.
fn colours(console: &Terminal) -> (usize, usize) {
    console.look(|screen| {
        let (height, width) = screen.size();
        let cells = (0..height.get()).flat_map(|row| (0..width.get()).map(move |column| (row, column)));
        let (mut colours, mut marked) = (0, 0);
        for cell in cells.filter_map(|(row, column)| screen.cell(row, column)) {
            let plain = cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default;
            colours += usize::from(!plain);
            marked += usize::from(cell.inverse() || cell.bold() || cell.underline());
        }
        (colours, marked)
    })
}

#[test]
fn without_colours_everything_is_still_told_apart() {
    let sandbox = school();
    let coloured = hosts(&sandbox);
    assert!(colours(&coloured).0 > 0);
    let mut environment = sandbox.environment();
    environment.push(("NO_COLOR", "1".to_owned()));
    let words = [program().to_str().unwrap()];
    let by_environment = Terminal::start(&words, &environment, (120, 40), crate::patience());
    let by_option = start(&sandbox, &["--no-color"], (120, 40));
    for mut console in [by_environment, by_option] {
        crate::days(&mut console);
        console.cursor_on("2026-10-25");
        let (colours, marked) = colours(&console);
        assert_eq!(colours, 0, "coloured cells");
        assert!(marked > 0, "the selected row is marked");
    }
}
