//! How one likes the console: what the configuration says beside the data.

use super::keymap::Keymap;

/// What may be set; the defaults are those without a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub keymap: Keymap,
    /// The mouse is listened to from the start.
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { keymap: Keymap::default(), mouse: true }
    }
}
