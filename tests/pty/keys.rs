//! Keys as terminals send them: Esc alone, Alt, `AltGr`.

use crate::terminal::{DOWN, ESC};
use crate::{hosts, school};

#[test]
fn esc_acts_without_another_key() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("?");
    console.shows("On this screen");
    console.keys(ESC);
    console.lacks("On this screen");
    console.keys("/host1");
    console.shows("10 of 41");
    console.keys(ESC);
    console.lacks("10 of 41");
}

#[test]
fn esc_and_an_arrow_in_one_packet_are_both() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    console.keys("?");
    console.shows("On this screen");
    console.keys("\x1b\x1b[B");
    console.lacks("On this screen");
    console.cursor_on("Host 01");
    console.shows("[2 Usage]");
}

#[test]
fn keys_with_alt_are_no_letters() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    // Quit, down, another tab, help: with Alt they are nothing.
    for key in ["\x1bq", "\x1bj", "\x1b9", "\x1b?", "\x1b[113;7u"] {
        console.keys(key);
    }
    console.keys(DOWN);
    console.cursor_on("Host 01");
    console.shows("41 users");
    console.keys("/");
    console.shows("keep");
    console.keys("\x1bx");
    console.keys("\x1b[113;7u");
    console.keys("17");
    console.shows("1 of 41");
}

#[test]
fn signs_that_need_alt_gr_on_some_keyboards() {
    let sandbox = school();
    let mut console = hosts(&sandbox);
    let range = |text: &str| format!("◂ {text} ▸");
    console.shows(&range("2026-10-25 … 2026-11-23"));
    console.keys("{");
    console.lacks("2026-11-23 ▸");
    console.keys("}");
    console.shows("2026-11-23 ▸");
    console.keys("[");
    console.shows("[1 Overview]");
    console.keys("]");
    console.shows("[2 Usage]");
    // As Control and Alt with the sign they make.
    console.keys("\x1b[123;7u");
    console.lacks("2026-11-23 ▸");
    console.keys("\x1b[125;7u");
    console.shows("2026-11-23 ▸");
    console.keys("/");
    console.shows("keep");
    console.keys("\x1b[64;7u");
    console.shows("/ @");
}
