//! Terminals by name: what is sent is what they understand, and what cannot be served is refused.

use crate::common::Sandbox;
use crate::terminal::{DOWN, ENTER, ESC, Terminal};
use crate::{days, school, start_with};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;

/// What was sent, by kind: private modes, finals of other control sequences, codes of styles, strings.
#[derive(Debug, Default)]
struct Sent {
    private: BTreeSet<String>,
    finals: BTreeSet<char>,
    styles: BTreeSet<String>,
    /// `]52`, `P`: operating system commands and device control strings.
    strings: BTreeSet<String>,
    /// What follows ESC elsewhere.
    escapes: BTreeSet<char>,
}

impl Sent {
    fn of(bytes: &[u8]) -> Self {
        let mut sent = Self::default();
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once('\x1b') {
            rest = sent.take(after);
        }
        sent
    }

    /// One sequence behind its ESC; gives what is behind it.
    fn take<'a>(&mut self, after: &'a str) -> &'a str {
        let mut letters = after.chars();
        match letters.next() {
            Some('[') => {
                let body = letters.as_str();
                let end = body.find(|c: char| ('@'..='~').contains(&c)).unwrap();
                let (parameters, last) = (&body[..end], body[end..].chars().next().unwrap());
                match parameters.strip_prefix('?') {
                    Some(modes) => self.private.extend(modes.split(';').map(ToOwned::to_owned)),
                    None if last == 'm' => self.styles.extend(parameters.split(';').map(ToOwned::to_owned)),
                    None => drop(self.finals.insert(last)),
                }
                &body[end + 1..]
            }
            Some(string @ (']' | 'P')) => {
                let body = letters.as_str();
                self.strings.insert(format!("{string}{}", body.split(';').next().unwrap_or_default()));
                body.split_once("\x1b\\").map_or("", |(_, behind)| behind)
            }
            Some('(') => letters.as_str().strip_prefix('B').unwrap(),
            Some(other) => {
                self.escapes.insert(other);
                letters.as_str()
            }
            None => "",
        }
    }

    #[track_caller]
    fn only_private(&self, known: &[&str]) {
        let unknown: Vec<&String> =
            self.private.iter().filter(|mode| !known.contains(&mode.as_str())).collect();
        assert!(unknown.is_empty(), "modes {unknown:?}");
    }
}

/// Down, in and out again, a filter, help, a copy, the end; gives all that was sent.
fn walk(name: &'static str, more: &[(&'static str, &str)]) -> Sent {
    let sandbox = school();
    let mut variables = vec![("TERM", name)];
    variables.extend_from_slice(more);
    let mut console = start_with(&sandbox, &variables, (100, 30));
    days(&mut console);
    console.keys(".");
    console.cursor_on("Nora");
    console.keys(DOWN);
    console.cursor_on("Host 01");
    console.keys("y");
    console.until("what became of the copy", |screen| {
        let text = screen.contents();
        ["clipboard", "past screen"].iter().any(|said| text.contains(said)).then_some(())
    });
    console.keys(ENTER);
    console.shows("› Host 01");
    console.shows("1 occurrence");
    console.lacks("41 users");
    console.keys(ESC);
    console.shows("41 users");
    console.keys("/host1");
    console.shows("10 of 41");
    console.keys(ESC);
    console.lacks("10 of 41");
    console.keys("?");
    console.shows("On this screen");
    console.keys("q");
    console.lacks("On this screen");
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    console.read_out();
    is_left_clean(name, &console);
    Sent::of(&console.bytes(0))
}

/// Nothing of the console stays, and no mode.
fn is_left_clean(name: &str, console: &Terminal) {
    assert_eq!(console.screen().trim(), "", "{name}");
    assert_eq!(console.settings(), console.settings_before, "{name}");
    console.look(|screen| {
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{name}");
        assert!(!screen.bold() && !screen.inverse(), "{name}");
    });
}

/// Sequences that every terminal with a cursor has.
const FINALS: [char; 6] = ['C', 'H', 'J', 'K', 'r', 'l'];

#[test]
fn the_usual_ones_get_everything() {
    for name in ["xterm", "xterm-256color", "tmux-256color", "foot", "something-new"] {
        let sent = walk(name, &[]);
        sent.only_private(&["1049", "2004", "1000", "1006", "25", "2026", "6", "7"]);
        assert!(sent.private.contains("2026") && sent.private.contains("1006"), "{name}: {sent:?}");
        assert_eq!(sent.strings.iter().collect::<Vec<_>>(), ["]52"], "{name}");
        assert!(sent.escapes.is_empty(), "{name}: {sent:?}");
    }
}

#[test]
fn screen_gets_no_frames_held_back_and_its_clipboard_wrapped() {
    for name in ["screen", "screen-256color"] {
        let sent = walk(name, &[("STY", "1234.pts-1.host")]);
        sent.only_private(&["1049", "2004", "1000", "1006", "25", "6", "7"]);
        assert!(sent.strings.iter().all(|string| string.starts_with('P')), "{name}: {sent:?}");
    }
    // Told by ssh, it may be tmux as well.
    let sent = walk("screen-256color", &[]);
    assert!(sent.strings.contains("]52") && sent.strings.len() == 2, "{sent:?}");
}

#[test]
fn the_linux_console_gets_neither_screen_nor_mouse_nor_clipboard() {
    let sent = walk("linux", &[]);
    sent.only_private(&["25", "6", "7"]);
    assert!(sent.strings.is_empty() && sent.escapes.is_empty(), "{sent:?}");
    // It moves lines as the VT102 did.
    let known = |last: &char| FINALS.contains(last) || ['L', 'M'].contains(last);
    assert!(sent.finals.iter().all(known), "{sent:?}");
}

#[test]
fn glass_terminals_get_four_styles_and_no_colour() {
    for name in ["vt100", "vt220"] {
        let sent = walk(name, &[]);
        sent.only_private(&["6", "7"]);
        assert!(sent.styles.iter().all(|code| ["", "0", "1", "4", "7"].contains(&code.as_str())), "{sent:?}");
        assert!(sent.styles.contains("7") && sent.strings.is_empty() && sent.escapes.is_empty(), "{sent:?}");
        assert!(sent.finals.iter().all(|last| FINALS.contains(last)), "{sent:?}");
    }
}

#[test]
fn where_text_cannot_be_placed_it_says_so_and_reports_still_answer() {
    for (name, said) in
        [("dumb", "(TERM is dumb)"), ("", "(TERM is not set)"), ("unknown", "TERM is unknown")]
    {
        let sandbox = Sandbox::with_samples();
        let mut console = start_with(&sandbox, &[("TERM", name)], (120, 24));
        let (status, _) = console.gone();
        console.read_out();
        assert_eq!(status.exit_code(), 2, "{name}");
        let text = String::from_utf8(console.bytes(0)).unwrap();
        assert!(!text.contains('\x1b'), "{text:?}");
        assert!(text.contains(said) && text.contains("`headcount report`"), "{text}");
        let report =
            sandbox.command().env("TERM", name).args(["report", "daily", "--month", "2026-10"]).output();
        assert!(report.unwrap().status.success());
        let demo = sandbox.command().env("TERM", name).args(["demo"]).output().unwrap();
        assert!(!demo.status.success());
    }
}

#[test]
fn a_copy_in_tmux_says_what_tmux_needs_once() {
    let sandbox = school();
    let tmux = [("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-1000/default,1,0")];
    let mut console = start_with(&sandbox, &tmux, (100, 30));
    days(&mut console);
    console.keys(".");
    console.cursor_on("Nora");
    console.keys("y");
    console.shows("tmux needs: set -g set-clipboard on");
    console.sends(&format!("\x1b]52;c;{}\x1b\\", STANDARD.encode("Nora Quist")), 0);
    console.keys("y");
    console.shows("sent to the terminal's clipboard");
}

#[test]
fn a_long_row_passes_screen_in_pieces() {
    let sandbox = school();
    let variables = [("TERM", "screen"), ("STY", "1234.pts-1.host")];
    let mut console = start_with(&sandbox, &variables, (100, 30));
    days(&mut console);
    console.keys(".");
    console.cursor_on("Nora");
    let before = console.count();
    console.keys("Y");
    console.shows("past screen");
    let sent = String::from_utf8(console.bytes(before)).unwrap();
    let parts: Vec<&str> =
        sent.split("\x1bP").skip(1).filter_map(|part| Some(part.split_once("\x1b\\")?.0)).collect();
    assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= 76), "{parts:?}");
    let whole = parts.concat();
    let row = whole.strip_prefix("\x1b]52;c;").and_then(|rest| rest.strip_suffix('\x07')).unwrap();
    let row = String::from_utf8(STANDARD.decode(row).unwrap()).unwrap();
    assert!(row.starts_with("Nora Quist\tnora.quist@lumen.example\t"), "{row}");
}
