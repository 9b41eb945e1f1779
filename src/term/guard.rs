//! Entering the console's screen and leaving it, on every way out: end, error, panic, signal, suspension.

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use std::io::{self, Write, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal in the console's hands until dropped.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// # Errors
    /// When standard output is no terminal.
    pub fn enter() -> io::Result<Self> {
        hook_panics();
        enter()?;
        Ok(Self(()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Raw mode, the other screen, bracketed paste.
pub fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)
}

/// Gives the terminal back. May be called twice; a lost line makes every write fail, which changes nothing here.
pub fn leave() {
    if ENTERED.swap(false, SeqCst) {
        let mut out = stdout();
        let _ = queue!(out, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// A panic's message appears on the terminal as the person had it, and the console ends whichever thread it was.
fn hook_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        let console = thread::current().id();
        std::panic::set_hook(Box::new(move |info| {
            leave();
            before(info);
            // The loop would wait for ever for an answer of a thread that is no more, and draw over the message.
            if thread::current().id() != console {
                let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTERM);
            }
        }));
    });
}
