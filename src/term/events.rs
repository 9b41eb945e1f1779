//! Threads that wait for the world: keys, and signals. Both block; nothing ticks.

use crossterm::event::{self, Event, KeyCode, KeyModifiers};
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
                let events = match event::read() {
                    Ok(first) => mended(first, at_hand).into_iter().map(Ok).collect(),
                    Err(error) => vec![Err(error)],
                };
                let failed = events.iter().any(Result::is_err);
                if !events.into_iter().all(&take) || failed {
                    break;
                }
            }
        })
        .map(|_| ())
}

/// The next event, where it has come already.
fn at_hand() -> Option<Event> {
    event::poll(Duration::ZERO).ok().filter(|ready| *ready).and_then(|_| event::read().ok())
}

/// Esc and an arrow that came in one packet: the arrow's own Esc is lost on the way, and its letters would be keys,
/// `[` the tab before.
fn mended(first: Event, mut next: impl FnMut() -> Option<Event>) -> Vec<Event> {
    let mut events = vec![first];
    if letter(events.first()) != Some(KeyCode::Esc) {
        return events;
    }
    for wanted in ["[O", "ABCDFH"] {
        events.extend(next());
        match letter(events.last()) {
            Some(KeyCode::Char(c)) if wanted.contains(c) => {}
            _ => return events,
        }
    }
    let key = match letter(events.last()) {
        Some(KeyCode::Char('A')) => KeyCode::Up,
        Some(KeyCode::Char('B')) => KeyCode::Down,
        Some(KeyCode::Char('C')) => KeyCode::Right,
        Some(KeyCode::Char('D')) => KeyCode::Left,
        Some(KeyCode::Char('F')) => KeyCode::End,
        _ => KeyCode::Home,
    };
    events.truncate(1);
    events.push(Event::Key(key.into()));
    events
}

/// The key of an event, shift aside.
fn letter(event: Option<&Event>) -> Option<KeyCode> {
    match event {
        Some(Event::Key(key)) if key.modifiers.difference(KeyModifiers::SHIFT).is_empty() => Some(key.code),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(codes: &[KeyCode]) -> Vec<Event> {
        codes.iter().map(|code| Event::Key((*code).into())).collect()
    }

    fn read(codes: &[KeyCode]) -> Vec<Event> {
        let mut rest = keys(codes).into_iter();
        let first = rest.next().unwrap();
        let mut events = mended(first, || rest.next());
        events.extend(rest);
        events
    }

    #[test]
    fn esc_and_an_arrow_at_once_are_two_keys() {
        use KeyCode::{Char, Down, End, Enter, Esc};
        assert_eq!(read(&[Esc, Char('['), Char('B'), Char('j')]), keys(&[Esc, Down, Char('j')]));
        assert_eq!(read(&[Esc, Char('O'), Char('F')]), keys(&[Esc, End]));
        for others in
            [&[Esc][..], &[Esc, Char('[')], &[Esc, Char('['), Char('j')], &[Enter, Char('['), Char('B')]]
        {
            assert_eq!(read(others), keys(others));
        }
    }
}
