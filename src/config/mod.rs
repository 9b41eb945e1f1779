//! The configuration: from a text to settings, with what is wrong in it by line and nearest word. Pure: where the
//! file is and what else may say otherwise is the command line's.

mod columns;
pub mod kept;
mod key_words;
mod keys;
mod reading;
mod template;

pub use reading::{Problem, parse};
pub use template::template;

use crate::app::Keymap;
use crate::app::settings::Columns;
use crate::ui::ThemeName;
use chrono_tz::Tz;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// When frames and tables keep to ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ascii {
    /// Where the terminal or the locale shows nothing else.
    #[default]
    Auto,
    On,
    Off,
}

impl Ascii {
    pub const ALL: [Ascii; 3] = [Ascii::Auto, Ascii::On, Ascii::Off];

    /// As it is typed.
    pub const fn word(self) -> &'static str {
        match self {
            Ascii::Auto => "auto",
            Ascii::On => "on",
            Ascii::Off => "off",
        }
    }
}

/// What a configuration says; its default is that of no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub theme: ThemeName,
    pub ascii: Ascii,
    /// `None`: the system's.
    pub zone: Option<Tz>,
    /// A range of dates by its name; `None`: the last 30 days, or the newest that are held.
    pub range: Option<&'static str>,
    /// `None`: beside the database. May begin with `~/`.
    pub exports: Option<PathBuf>,
    /// Who looks where `--as` says nobody; `None`: the owner of the file.
    pub viewer: Option<String>,
    pub mouse: bool,
    /// What the console finds again at its next start is written down.
    pub remember: bool,
    /// By report and view: the view's indices in order.
    pub columns: Columns,
    pub keymap: Keymap,
    /// The settings that stand in it, also those that say what holds without it.
    pub said: BTreeSet<&'static str>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: ThemeName::default(),
            ascii: Ascii::default(),
            zone: None,
            range: None,
            exports: None,
            viewer: None,
            mouse: true,
            remember: true,
            columns: Columns::new(),
            keymap: Keymap::default(),
            said: BTreeSet::new(),
        }
    }
}
