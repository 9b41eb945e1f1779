//! OSC 52: text for the clipboard of the terminal at the far end, also over SSH. Whether it was taken is never told.

use crate::app::Clipboard;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Many terminals drop longer sequences without a word.
pub const MOST_BYTES: usize = 70_000;

/// Bytes that GNU screen passes on at once; it drops what is longer.
const CHUNK: usize = 76;

/// The bytes that copy `text`; `None` when it is too long for most terminals, or there is no clipboard.
pub fn sequence(text: &str, clipboard: Clipboard) -> Option<Vec<u8>> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let said = STANDARD.encode(text);
    match clipboard {
        // tmux takes it as a terminal does, and tells its own.
        Clipboard::Direct | Clipboard::Tmux => Some(plain(&said)),
        Clipboard::Screen => Some(wrapped(&said)),
        // Each of the two overlooks what is for the other.
        Clipboard::Either => Some([plain(&said), wrapped(&said)].concat()),
        Clipboard::Absent => None,
    }
}

fn plain(said: &str) -> Vec<u8> {
    format!("\x1b]52;c;{said}\x1b\\").into_bytes()
}

/// In device control strings, which screen hands on as they are. The bell ends what is inside: the other end would
/// be the string's own.
fn wrapped(said: &str) -> Vec<u8> {
    let inside = format!("\x1b]52;c;{said}\x07");
    inside.as_bytes().chunks(CHUNK).flat_map(|chunk| [b"\x1bP", chunk, b"\x1b\\"].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_copied_and_long_ones_refused() {
        for through in [Clipboard::Direct, Clipboard::Tmux] {
            assert_eq!(sequence("Zoë", through).unwrap(), b"\x1b]52;c;Wm/Dqw==\x1b\\");
        }
        assert_eq!(sequence(&"x".repeat(MOST_BYTES + 1), Clipboard::Direct), None);
        assert_eq!(sequence("x", Clipboard::Absent), None);
    }

    #[test]
    fn screen_gets_it_wrapped_in_chunks() {
        assert_eq!(sequence("Zoë", Clipboard::Screen).unwrap(), b"\x1bP\x1b]52;c;Wm/Dqw==\x07\x1b\\");
        let long = sequence(&"x".repeat(500), Clipboard::Screen).unwrap();
        let text = String::from_utf8(long).unwrap();
        let chunks: Vec<&str> = text.split_terminator("\x1b\\").collect();
        assert!(chunks.len() > 8 && chunks.iter().all(|chunk| chunk.starts_with("\x1bP")));
        assert!(chunks.iter().all(|chunk| chunk.len() <= CHUNK + 2));
        let inside: String = chunks.iter().map(|chunk| &chunk[2..]).collect();
        assert_eq!(inside, format!("\x1b]52;c;{}\x07", STANDARD.encode("x".repeat(500))));
    }

    #[test]
    fn where_it_is_not_known_both_are_sent() {
        let both = sequence("Zoë", Clipboard::Either).unwrap();
        assert_eq!(both, b"\x1b]52;c;Wm/Dqw==\x1b\\\x1bP\x1b]52;c;Wm/Dqw==\x07\x1b\\");
    }
}
