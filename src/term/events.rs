//! Threads that wait for the world: keys, and signals. Both block; nothing ticks.

use crossterm::event::{self, Event};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Reads the terminal until `take` says that nobody listens; an error (a line that dropped) is the last event.
///
/// # Errors
/// When no thread can be had.
pub fn keys(take: impl Fn(io::Result<Event>) -> bool + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || {
            loop {
                let event = event::read();
                let failed = event.is_err();
                if !take(event) || failed {
                    break;
                }
            }
        })
        .map(|_| ())
}

/// How often the process was continued after it had been stopped.
#[derive(Debug, Default)]
pub struct Continued {
    times: Mutex<u64>,
    changed: Condvar,
}

impl Continued {
    pub fn add(&self) {
        *self.times.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    pub fn times(&self) -> u64 {
        *self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it was once more than `before`: at once, or before `limit` is over.
    pub fn since(&self, before: u64, limit: Duration) -> bool {
        let times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(times, limit, |times| *times <= before);
        waited.is_ok_and(|(times, _)| *times > before)
    }
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
