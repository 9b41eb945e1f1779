//! Threads that wait for the world: keys, and signals. Both block; nothing ticks.

use crossterm::event::{self, Event};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io;
use std::thread;
use std::time::Duration;

/// Most events handed on at once: what is typed ahead is then one frame, and a paste without end still shows some.
const MOST: usize = 1024;

/// Reads the terminal until `take` says that nobody listens; what is there together comes together. An error (a line
/// that dropped) is the last event.
///
/// # Errors
/// When no thread can be had.
pub fn keys(take: impl Fn(Vec<io::Result<Event>>) -> bool + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || {
            loop {
                let mut events = vec![event::read()];
                while events.len() < MOST
                    && events.last().is_some_and(Result::is_ok)
                    && event::poll(Duration::ZERO).unwrap_or(false)
                {
                    events.push(event::read());
                }
                let failed = events.last().is_none_or(Result::is_err);
                if !take(events) || failed {
                    break;
                }
            }
        })
        .map(|_| ())
}

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Leave, with the exit status of that signal.
    Leave(i32),
    /// The process runs again after it was stopped from outside.
    Continued,
}

/// Waits for signals and hands them on.
///
/// # Errors
/// When the signals cannot be taken over.
pub fn signals(take: impl Fn(Told) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                let told = if signal == SIGCONT { Told::Continued } else { Told::Leave(signal) };
                if !take(told) {
                    break;
                }
            }
        })
        .map(|_| ())
}
