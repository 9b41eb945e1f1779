//! What the console is told when it begins.

use super::msg::Data;
use super::places::Places;
use super::settings::Settings;
use crate::model::DayRange;
use crate::report::{Tab, Viewer};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// An account of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The store's key, as `Ask::accounts` takes it.
    pub id: i64,
    pub name: String,
    pub zone: Tz,
    /// The account that it is a sub-account of.
    pub master: Option<i64>,
    /// Months that its policy lets one report span.
    pub range: Option<u32>,
    /// Its kind is reseller or distributor.
    pub is_reseller: bool,
}

/// How text reaches the clipboard of the person's own terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// The terminal takes it itself.
    #[default]
    Direct,
    /// tmux stands between, and passes it on when it is told to.
    Tmux,
    /// GNU screen stands between; what is wrapped passes it.
    Screen,
    /// One of the two, at the other end of a line that does not say which.
    Either,
    /// There is none.
    Absent,
}

/// What the terminal can do, as far as the console must know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    pub clipboard: Clipboard,
    /// It tells clicks.
    pub mouse: bool,
    /// How its clipboard is reached was said.
    pub explained: bool,
}

impl Default for Terminal {
    fn default() -> Self {
        Self { clipboard: Clipboard::Direct, mouse: true, explained: false }
    }
}

/// The values a [`State`](super::State) starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// Who looks, as the first line shows it.
    pub viewer: String,
    /// What they may see.
    pub rights: Viewer,
    pub accounts: Vec<Account>,
    /// The database as the first line shows it; empty for the default one.
    pub database: String,
    /// An invented organisation is shown.
    pub demo: bool,
    /// The tab to open on.
    pub tab: Tab,
    /// The range of dates to begin with.
    pub range: DayRange,
    /// The viewer's zone.
    pub zone: Tz,
    /// Today in the account's zone.
    pub today: NaiveDate,
    pub data: Data,
    /// Columns and lines of the terminal.
    pub size: (u16, u16),
    pub terminal: Terminal,
    pub places: Places,
    /// The console is a locked door: no shell behind it, nothing is changed.
    pub locked: bool,
    pub settings: Settings,
    /// The accounts that reports are of to begin with; all that are seen when empty.
    pub asked: Vec<i64>,
}
