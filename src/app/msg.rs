//! What happens to the console, and what it wants done.

use super::start::Account;
use super::target::Mouse;
use crate::model::{Cell, DayRange};
use crate::report::out::Form;
use crate::report::{Ask, Deed, Viewer, Window};
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use std::path::PathBuf;
use std::sync::Arc;

/// Something that happened, with the moment it came: milliseconds on a clock that only goes forward.
#[derive(Clone, Debug)]
pub struct Msg {
    pub at: u64,
    pub event: Event,
}

impl Msg {
    pub fn new(at: u64, event: Event) -> Self {
        Self { at, event }
    }
}

/// The number of one [`Effect::Run`]; later ones are higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub u64);

/// What is held, as far as the console must know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// First and last day that hold an occurrence.
    pub days: Option<DayRange>,
    /// Nothing was ever imported: the console shows how to begin.
    pub empty: bool,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub path: PathBuf,
    pub rows: u64,
}

/// An import that was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    pub import: i64,
    pub file: String,
    pub rows: u64,
    /// Occurrences that are gone, and those that another source tells now.
    pub gone: u64,
    pub changed: u64,
}

/// A value that is to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub deed: Deed,
    pub account: i64,
    /// What is changed, by name.
    pub of: String,
    pub value: String,
}

/// Files to be written, each with the answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub files: Vec<(Ask, PathBuf)>,
    pub form: Form,
    /// Those of them that may be replaced; where another is there, nothing is written.
    pub replace: Vec<PathBuf>,
}

/// What was found where files are to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is in the way.
    Free,
    /// Those files are there.
    Taken(Vec<PathBuf>),
    /// Nothing can be written there, and why.
    Wrong(String),
}

#[derive(Clone, Debug)]
pub enum Event {
    /// A key; releases are ignored.
    Key(KeyEvent),
    /// Bracketed paste.
    Paste(String),
    Mouse(Mouse),
    /// Columns and lines of the terminal.
    Resized(u16, u16),
    /// An answer to the run of that generation, or one plain line on why there is none.
    ///
    /// A run is answered once or more: the first windows may lack `totals` (rows at once); the answer that has
    /// totals, or an error, is the last.
    Loaded {
        generation: Generation,
        answer: Result<Arc<Window>, String>,
    },
    /// Rows written so far by the export under way.
    ExportProgress(u64),
    /// The export under way ended, also after [`Effect::CancelExport`].
    Exported(Result<Exported, String>),
    /// The answer to the [`Effect::LookAt`] of that number.
    Looked {
        number: u64,
        found: Found,
    },
    /// The answer to the [`Effect::Folders`] of that number: names, in order.
    Folders {
        number: u64,
        names: Vec<String>,
    },
    /// What [`Effect::TellTime`] asked for, epoch seconds.
    Time(i64),
    /// Parts of the import that are taken back, and how many there are.
    UndoProgress {
        done: u64,
        total: u64,
    },
    /// The undoing under way ended: done, stopped (`None`) or failed. The last two left all as it was.
    Undone(Result<Option<Undone>, String>),
    /// The change under way is made, or why it is not.
    Changed(Result<(), String>),
    /// The wake-up that [`Effect::Wake`] asked for.
    Tick,
    /// Another process or an import changed the database.
    DataChanged(Data, Vec<Account>),
    /// What the viewer may see by now; sent before [`Event::DataChanged`].
    RightsChanged(Viewer),
    /// The day has changed, in the account's zone; sent before the next key.
    Today(NaiveDate),
    /// A remark of the runtime for the status line (the clipboard refused, …).
    Notice(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Answer `len` rows of `ask` from row `first` of its whole answer. `first: usize::MAX` means the last `len`
    /// rows; the window then says where it begins. A newer run replaces the one before; when its ask is equal,
    /// what was counted or ordered for it may be kept.
    Run {
        generation: Generation,
        ask: Ask,
        first: usize,
        len: usize,
    },
    /// As [`Effect::Run`], with the rows around the one of that key, wherever it stands by now; without it, those from
    /// `first` on. Answered once.
    Find {
        generation: Generation,
        ask: Ask,
        key: Vec<Cell>,
        first: usize,
        len: usize,
    },
    /// Nobody waits for that run any more.
    Cancel(Generation),
    /// Say by [`Event::DataChanged`] what is held by now.
    Look,
    /// Write all rows of `ask`, whose `columns` are those shown, as CSV.
    Export {
        ask: Ask,
    },
    /// Write these files.
    ExportTo(Box<Order>),
    /// Stop writing; what is unfinished goes.
    CancelExport,
    /// Say by [`Event::Looked`] whether files can be written there.
    LookAt {
        number: u64,
        paths: Vec<PathBuf>,
    },
    /// Say by [`Event::Folders`] which folders in a folder begin so.
    Folders {
        number: u64,
        folder: PathBuf,
        begin: String,
    },
    /// Say by [`Event::Time`], at once, what time it is.
    TellTime,
    /// Undo the import of that number.
    Undo {
        import: i64,
    },
    /// Leave the import as it was, if there is still time; [`Event::Undone`] says what became of it.
    CancelUndo,
    /// Set that value; [`Event::Changed`] says what became of it.
    Change(Box<Change>),
    /// Give `text` to the terminal's clipboard.
    Copy {
        text: String,
        what: String,
    },
    /// Stop the process as a shell expects, and draw afresh afterwards.
    Suspend,
    /// Let the terminal tell clicks, or no more.
    Mouse(bool),
    /// Draw every cell again.
    Repaint,
    /// Send one [`Event::Tick`] after so long.
    Wake {
        after_ms: u64,
    },
    Quit,
}
