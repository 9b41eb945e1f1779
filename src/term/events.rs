//! Threads that wait for the world: keys, and signals. Both block; nothing ticks.

use crossterm::event::{self, Event, KeyCode, KeyModifiers};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Most events handed on at once: what is typed ahead is then one frame, and a paste without end still shows some.
const MOST: usize = 1024;

/// Long enough to look for what is there, too short to wait: with no time at all nobody looks.
const AT_HAND: Duration = Duration::from_micros(20);

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
                    && event::poll(AT_HAND).unwrap_or(false)
                {
                    events.push(event::read());
                }
                let failed = events.last().is_none_or(Result::is_err);
                if !take(mended(events)) || failed {
                    break;
                }
            }
        })
        .map(|_| ())
}

/// Esc and an arrow that came in one packet: the arrow's own Esc is lost on the way, and its letters would be keys,
/// `[` the tab before.
fn mended(events: Vec<io::Result<Event>>) -> Vec<io::Result<Event>> {
    let mut out = Vec::with_capacity(events.len());
    for event in events {
        out.push(event);
        let last = out.len().saturating_sub(3);
        let arrow = match out.get(last..) {
            Some([Ok(esc), Ok(between), Ok(end)]) => arrow([esc, between, end].map(letter)),
            _ => None,
        };
        if let Some(arrow) = arrow {
            out.truncate(last + 1);
            out.push(Ok(Event::Key(arrow.into())));
        }
    }
    out
}

/// The key whose letters stand behind an Esc.
fn arrow([esc, between, end]: [Option<KeyCode>; 3]) -> Option<KeyCode> {
    if esc != Some(KeyCode::Esc) || !matches!(between, Some(KeyCode::Char('[' | 'O'))) {
        return None;
    }
    match end? {
        KeyCode::Char('A') => Some(KeyCode::Up),
        KeyCode::Char('B') => Some(KeyCode::Down),
        KeyCode::Char('C') => Some(KeyCode::Right),
        KeyCode::Char('D') => Some(KeyCode::Left),
        KeyCode::Char('F') => Some(KeyCode::End),
        KeyCode::Char('H') => Some(KeyCode::Home),
        _ => None,
    }
}

/// The key of an event, shift aside.
fn letter(event: &Event) -> Option<KeyCode> {
    match event {
        Event::Key(key) if key.modifiers.difference(KeyModifiers::SHIFT).is_empty() => Some(key.code),
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
        mended(keys(codes).into_iter().map(Ok).collect()).into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn esc_and_an_arrow_at_once_are_two_keys() {
        use KeyCode::{Char, Down, End, Enter, Esc};
        assert_eq!(read(&[Esc, Char('['), Char('B'), Char('j')]), keys(&[Esc, Down, Char('j')]));
        assert_eq!(read(&[Esc, Char('O'), Char('F')]), keys(&[Esc, End]));
        assert_eq!(read(&[Char('x'), Esc, Char('['), Char('A')]), keys(&[Char('x'), Esc, KeyCode::Up]));
        for others in
            [&[Esc][..], &[Esc, Char('[')], &[Esc, Char('['), Char('j')], &[Enter, Char('['), Char('B')]]
        {
            assert_eq!(read(others), keys(others));
        }
    }
}
