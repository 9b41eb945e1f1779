//! OSC 52: text for the clipboard of the terminal at the far end, also over SSH. Whether it was taken is never told.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Many terminals drop longer sequences without a word.
pub const MOST_BYTES: usize = 70_000;

/// The sequence that copies `text`; `None` when it is too long for most terminals.
pub fn sequence(text: &str) -> Option<Vec<u8>> {
    (text.len() <= MOST_BYTES).then(|| format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text)).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_copied_and_long_ones_refused() {
        assert_eq!(sequence("Zoë").unwrap(), b"\x1b]52;c;Wm/Dqw==\x1b\\");
        assert_eq!(sequence(&"x".repeat(MOST_BYTES + 1)), None);
    }
}
