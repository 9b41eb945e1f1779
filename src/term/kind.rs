//! What a terminal understands, by its name in `TERM`. Nothing is asked of it: answers come late over slow lines, or
//! never. What a terminal does not know it might print, so it is not sent.

use crate::app::{Clipboard, Terminal};
use std::env;

/// What is sent to a terminal, and what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent abilities, read by name in one table")]
pub struct Kind {
    /// It has another screen, from which one comes back to what was there.
    pub alternate: bool,
    /// Nobody else clears what was drawn, after the last frame.
    pub clears: bool,
    /// It holds a frame back until all of it is there.
    pub synchronized: bool,
    /// It tells what is pasted from what is typed.
    pub paste: bool,
    pub mouse: bool,
    /// Its cursor can be hidden.
    pub hides: bool,
    /// It has colours and faint letters.
    pub colours: bool,
    /// Lines can be shifted within a part of the screen, as the VT102 could.
    pub shifts: bool,
    pub clipboard: Clipboard,
}

/// As nearly all are today.
const FULL: Kind = Kind {
    alternate: true,
    clears: false,
    synchronized: true,
    paste: true,
    mouse: true,
    hides: true,
    colours: true,
    shifts: true,
    clipboard: Clipboard::Direct,
};

/// The console of Linux itself, without a window system.
const LINUX: Kind = Kind {
    alternate: false,
    clears: true,
    synchronized: false,
    paste: false,
    mouse: false,
    clipboard: Clipboard::Absent,
    ..FULL
};

/// Terminals of glass, and programs that call themselves so.
const OLD: Kind = Kind { hides: false, colours: false, shifts: false, ..LINUX };

const TMUX: Kind = Kind { clipboard: Clipboard::Tmux, ..FULL };

/// Its other screen is off unless `altscreen on` is set, so that it is cleared by hand too.
const SCREEN: Kind = Kind { clears: true, synchronized: false, clipboard: Clipboard::Screen, ..FULL };

const EITHER: Kind = Kind { clipboard: Clipboard::Either, ..SCREEN };

impl Kind {
    /// What nearly every terminal understands.
    pub const LEAST: Kind = OLD;

    /// The terminal of this process; `None` where text cannot be placed on it.
    pub fn of_environment() -> Option<Self> {
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let name = env::var("TERM").unwrap_or_default();
        Self::named(&name, set("TMUX"), set("STY"))
    }

    /// By `TERM`, and whether `TMUX` and `STY` are set: tmux and screen run here and not only at the far end.
    pub fn named(name: &str, tmux: bool, screen: bool) -> Option<Self> {
        let begins = |prefix: &str| name == prefix || name.starts_with(&format!("{prefix}-"));
        let dotted = name.starts_with("screen.");
        let kind = match name {
            "" | "dumb" | "unknown" | "network" | "emacs" | "vt52" => return None,
            _ if begins("tmux") => TMUX,
            // So screen calls itself inside another terminal that it names.
            _ if dotted => SCREEN,
            _ if begins("screen") => match (tmux, screen) {
                (true, false) => TMUX,
                (false, true) => SCREEN,
                // One in the other, or at the other end of ssh.
                _ => EITHER,
            },
            _ if begins("linux") => LINUX,
            _ if is_old(name) => OLD,
            // Set in screen, or by it for a terminal that was started out of it.
            _ if screen => EITHER,
            _ if tmux => TMUX,
            _ => FULL,
        };
        Some(kind)
    }

    /// In the console's words.
    pub fn told(&self) -> Terminal {
        Terminal { clipboard: self.clipboard, mouse: self.mouse, explained: false }
    }
}

/// `vt100`, `vt220-w`; not `vte`.
fn is_old(name: &str) -> bool {
    let digits = name.strip_prefix("vt").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let first = name.split('-').next().unwrap_or_default();
    digits || matches!(first, "ansi" | "pcansi" | "cons25" | "wsvt25" | "sun")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Kind {
        Kind::named(name, false, false).unwrap()
    }

    #[test]
    fn terminals_by_name() {
        for name in ["", "dumb", "unknown", "vt52"] {
            assert_eq!(Kind::named(name, false, false), None, "{name}");
        }
        for name in ["xterm", "xterm-256color", "foot", "rxvt-unicode-256color", "vte-256color", "st"] {
            assert_eq!(named(name), FULL, "{name}");
        }
        for name in ["linux", "linux-16color"] {
            assert_eq!(named(name), LINUX, "{name}");
        }
        for name in ["vt100", "vt220", "vt320-w", "ansi"] {
            assert_eq!(named(name), OLD, "{name}");
        }
    }

    #[test]
    fn what_stands_between_decides_how_text_reaches_the_clipboard() {
        let through = |name, tmux, screen| Kind::named(name, tmux, screen).unwrap().clipboard;
        assert_eq!(through("tmux-256color", false, false), Clipboard::Tmux);
        assert_eq!(through("screen-256color", true, false), Clipboard::Tmux);
        // screen in tmux, and one of them in the other.
        assert_eq!(through("screen.tmux-256color", true, true), Clipboard::Screen);
        assert_eq!(through("screen-256color", true, true), Clipboard::Either);
        assert_eq!(through("screen", false, true), Clipboard::Screen);
        assert_eq!(through("screen.xterm-256color", false, false), Clipboard::Screen);
        assert_eq!(through("screen-256color", false, false), Clipboard::Either);
        assert_eq!(through("xterm-256color", true, false), Clipboard::Tmux);
        assert_eq!(through("xterm-256color", false, true), Clipboard::Either);
        assert_eq!(through("xterm-256color", false, false), Clipboard::Direct);
        assert_eq!(through("linux", false, false), Clipboard::Absent);
    }
}
