//! The console over a line of 9 600 baud with 300 ms there and back, on 80×24.

use crate::terminal::{DOWN, PAGE_DOWN, SLOW, Terminal};
use std::path::Path;
use std::time::{Duration, Instant};

/// Longer than any gap within a frame on that line.
const QUIET: Duration = Duration::from_millis(500);

pub fn measure(database: &Path) {
    println!("over 9 600 baud, 300 ms there and back, 80×24:");
    let words = [env!("CARGO_BIN_EXE_headcount"), "--db", database.to_str().unwrap()];
    let environment = [("TERM", "xterm-256color".to_owned()), ("LANG", "C.UTF-8".to_owned())];
    let began = Instant::now();
    let mut console = Terminal::start_on(Some(SLOW), &words, &environment, (80, 24), Duration::from_mins(1));
    console.settle(2 * QUIET);
    print("first screen", began, 0, &console);
    for (what, keys) in [
        ("another tab", vec!["3"]),
        ("down", vec![DOWN]),
        ("ten quick downs and an up", [vec![DOWN; 10], vec!["\x1b[A"]].concat()),
        ("page down", vec![PAGE_DOWN]),
        ("drill down", vec!["\r"]),
        ("back", vec!["\x7f"]),
    ] {
        let (began, before) = (Instant::now(), console.count());
        for key in keys {
            console.keys(key);
        }
        console.settle(2 * QUIET);
        print(what, began, before, &console);
    }
}

fn print(what: &str, began: Instant, before: usize, console: &Terminal) {
    let took = console.last().saturating_duration_since(began).as_secs_f64();
    println!("  {what:<26} {took:>6.2} s {:>6} bytes", console.count() - before);
}
