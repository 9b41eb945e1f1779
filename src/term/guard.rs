//! Entering the console's screen and leaving it, on every way out: end, error, panic, signal, suspension.

use super::kind::Kind;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Once, OnceLock};
use std::thread;

static ENTERED: AtomicBool = AtomicBool::new(false);
/// The terminal is to tell clicks, also after a suspension.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// Presses and the wheel, however wide the terminal is; no movements, so that idleness is silent.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Style, character set, scroll region, insertion, origin and wrapping as one expects them, whoever had the terminal
/// before.
const PLAIN: &str = "\x1b[m\x1b(B\x0f\x1b[r\x1b[4l\x1b[?6l\x1b[?7h";

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

/// The terminal that this process is on. One that cannot be used at all is refused before.
pub fn kind() -> Kind {
    static KIND: OnceLock<Kind> = OnceLock::new();
    *KIND.get_or_init(|| Kind::of_environment().unwrap_or(Kind::LEAST))
}

/// Columns and lines; those of a terminal that tells none, as over a serial line, are taken to be the usual ones.
pub fn size() -> io::Result<(u16, u16)> {
    let size = crossterm::terminal::size()?;
    Ok(if size.0 == 0 || size.1 == 0 { (80, 24) } else { size })
}

/// Raw mode, the other screen, pastes and clicks told. Also where it was entered before and somebody else has had the
/// terminal since.
pub fn enter() -> io::Result<()> {
    // What is thought to be raw may be so no more.
    disable_raw_mode()?;
    enable_raw_mode()?;
    ENTERED.store(true, SeqCst);
    send(&entering(kind(), MOUSE.load(SeqCst)))
}

/// Gives the terminal back. May be called twice; a lost line makes every write fail, which changes nothing here.
pub fn leave() {
    if ENTERED.swap(false, SeqCst) {
        let _ = send(&leaving(kind()));
        let _ = disable_raw_mode();
    }
}

/// Whether clicks are told from now on; gives what says so to a terminal that is entered.
pub fn mouse(on: bool) -> &'static str {
    MOUSE.store(on, SeqCst);
    match (kind().mouse, on) {
        (false, _) => "",
        (true, true) => MOUSE_ON,
        (true, false) => MOUSE_OFF,
    }
}

fn send(text: &str) -> io::Result<()> {
    let mut out = stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn entering(kind: Kind, mouse: bool) -> String {
    let parts = [
        (kind.alternate, "\x1b[?1049h"),
        (true, PLAIN),
        (kind.paste, "\x1b[?2004h"),
        (kind.mouse && mouse, MOUSE_ON),
        (kind.hides, "\x1b[?25l"),
    ];
    said(&parts)
}

fn leaving(kind: Kind) -> String {
    let parts = [
        // A frame may have been cut off in its middle.
        (kind.synchronized, "\x1b[?2026l"),
        (kind.mouse, MOUSE_OFF),
        (kind.paste, "\x1b[?2004l"),
        (true, "\x1b[m\x1b[r"),
        (kind.clears, "\x1b[H\x1b[2J"),
        (kind.alternate, "\x1b[?1049l"),
        (kind.hides, "\x1b[?25h"),
    ];
    said(&parts)
}

fn said(parts: &[(bool, &str)]) -> String {
    parts.iter().filter(|(holds, _)| *holds).map(|(_, text)| *text).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_on_is_switched_off() {
        for name in ["xterm", "tmux-256color", "screen", "linux", "vt100"] {
            let kind = Kind::named(name, false, false).unwrap();
            let (entering, leaving) = (entering(kind, true), leaving(kind));
            for mode in ["1049", "2004", "1000", "1006"] {
                let on = entering.contains(&format!("[?{mode}h"));
                assert_eq!(on, leaving.contains(&format!("[?{mode}l")), "{name} {mode}");
            }
            assert_eq!(entering.contains("[?25l"), leaving.contains("[?25h"), "{name}");
        }
        assert!(!entering(Kind::named("xterm", false, false).unwrap(), false).contains("1000"));
    }

    #[test]
    fn terminals_without_another_screen_are_cleared() {
        let linux = Kind::named("linux", false, false).unwrap();
        assert!(leaving(linux).ends_with("\x1b[2J\x1b[?25h"));
        let old = Kind::named("vt100", false, false).unwrap();
        assert_eq!(entering(old, true), PLAIN);
        assert_eq!(leaving(old), "\x1b[m\x1b[r\x1b[H\x1b[2J");
    }
}
