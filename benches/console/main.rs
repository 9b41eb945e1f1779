//! The console itself, driven in a pseudo-terminal of 120×40, and beside it what one would take instead:
//! `just bench-console [100k] [1M] [10M] [DATABASE]`.
//!
//! For each size the list that `examples/synth` writes is imported once, into `target/bench-data`; 100k and 1M without
//! an argument. `csvlens` and `less` are opened on the same list where they are found on PATH. A screen counts as there
//! at the last output that draws before a quiet of 60 ms (400 ms at first). Everything is printed and nothing asserted:
//! only ratios of one run count.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench, not the program")]

mod data;
mod program;
mod slow;
#[path = "../../tests/pty/terminal.rs"]
mod terminal;

use data::Held;
use program::{Keys, Program, print_first};
use std::path::{Path, PathBuf};

const PAGE_DOWN: &str = "\x1b[6~";
const PAGE_UP: &str = "\x1b[5~";
const BACKSPACE: &str = "\x7f";

/// The place of *all that is held* among the ranges of dates.
const TO_ALL_HELD: usize = 9;

fn main() {
    // cargo adds `--bench` of its own.
    let mut wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if wanted.is_empty() {
        wanted = vec!["100k".to_owned(), "1M".to_owned()];
    }
    for word in &wanted {
        let held = match word.as_str() {
            "100k" => Held::of(100_000),
            "1M" => Held::of(1_000_000),
            "10M" => Held::of(10_000_000),
            path => Held { list: None, database: PathBuf::from(path) },
        };
        println!("\n── {word} ──");
        println!(
            "{:<28} {:>5}  {:>8} {:>8} {:>8}  {:>7} {:>7}  {:>8}",
            "", "times", "median", "90 %", "99 %", "bytes", "most", "CPU"
        );
        console(&held.database);
        if let Some(list) = &held.list {
            csvlens(list);
            less(list);
        }
        slow::measure(&held.database);
    }
}

/// headcount: first screen, keys, ways down, a year, a sort, memory, silence.
fn console(database: &Path) {
    let words = [env!("CARGO_BIN_EXE_headcount").as_ref(), "--db".as_ref(), database.as_os_str()];
    print_first("headcount", &words, "\x03", 15);
    let mut console = Program::start(&words).0;
    console.send("2");
    console.anew("hosts of a month, counted", ".");
    console.anew("meetings of a month, counted", "3");
    moves(&mut console);
    console.keys("end", &[Keys { of: "Gg", times: 30, measured: "G" }]);
    console.keys("home", &[Keys { of: "Gg", times: 30, measured: "g" }]);
    ways_down(&mut console, "");
    console.send("d");
    for _ in 0..TO_ALL_HELD {
        console.send("j");
    }
    console.anew("meetings of a year, counted", "\r");
    console.keys("end of a year", &[Keys { of: "Gg", times: 30, measured: "G" }]);
    console.keys("home of a year", &[Keys { of: "Gg", times: 30, measured: "g" }]);
    ways_down(&mut console, " in a year");
    console.send("l");
    // Not waited for.
    console.press("s");
    console.keys("down while it sorts", &[Keys { of: "j", times: 20, measured: "j" }]);
    console.print_state();
    console.end("\x03");
}

/// Steps that need no question, with the cursor on the first row.
fn moves(console: &mut Program) {
    let there_and_back = |key| Keys { of: key, times: 20, measured: key };
    let steps = [there_and_back("j"), there_and_back("k")];
    console.keys("down, up", &steps.repeat(3));
    console.press(&"j".repeat(50));
    console.settle_down();
    console.keys("down, a line scrolled", &[Keys { of: "j", times: 120, measured: "j" }]);
    console.send("g");
    let pages = [
        Keys { of: PAGE_DOWN, times: 20, measured: PAGE_DOWN },
        Keys { of: PAGE_UP, times: 20, measured: PAGE_UP },
    ];
    console.keys("page down, up", &pages.repeat(3));
    console.send("g");
}

/// Into the participants of one occurrence after another, and back.
fn ways_down(console: &mut Program, range: &str) {
    let walk = |measured| Keys { of: "\r\x7fj", times: 30, measured };
    console.keys(&format!("drill down{range}"), &[walk("\r")]);
    console.keys(&format!("back{range}"), &[walk(BACKSPACE)]);
}

fn csvlens(list: &Path) {
    let Some(csvlens) = program::on_path("csvlens") else { return };
    let words = [csvlens.as_os_str(), list.as_os_str()];
    print_first("csvlens", &words, "q", 5);
    let mut program = Program::start(&words).0;
    program.keys(
        "csvlens: down, up",
        &[Keys { of: "j", times: 20, measured: "j" }, Keys { of: "k", times: 20, measured: "k" }].repeat(3),
    );
    program.press(&"j".repeat(50));
    program.settle_down();
    program.keys("csvlens: a line scrolled", &[Keys { of: "j", times: 60, measured: "j" }]);
    program.keys("csvlens: page down", &[Keys { of: PAGE_DOWN, times: 60, measured: PAGE_DOWN }]);
    program.keys("csvlens: end", &[Keys { of: "Gg", times: 10, measured: "G" }]);
    program.print_state();
    program.end("q");
}

fn less(list: &Path) {
    let Some(less) = program::on_path("less") else { return };
    let words = [less.as_os_str(), "-S".as_ref(), list.as_os_str()];
    print_first("less -S", &words, "q", 15);
    let mut program = Program::start(&words).0;
    program.keys("less: a line scrolled", &[Keys { of: "j", times: 120, measured: "j" }]);
    program.keys("less: page down", &[Keys { of: "f", times: 60, measured: "f" }]);
    program.print_state();
    program.end("q");
}
