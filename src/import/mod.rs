//! Files in: bytes to records. One file a kind; [`kinds`] lists them. Knows no database and no terminal.

mod answered;
mod by_shape;
mod cells;
mod clock;
mod covers;
mod figures;
mod file_name;
mod guard;
mod header;
pub mod kinds;
mod layout;
mod lists;
mod meeting;
mod one_meeting;
mod order;
mod preamble;
mod prescan;
mod records;
mod refusals;
mod registration;
mod stay;
mod tally;
mod titled;
pub mod titles;
mod words;
mod zoom_api;
mod zoom_lists;
mod zoom_participants;
mod zoom_performance;
mod zoom_polls;
mod zoom_questions;
mod zoom_registration;
mod zoom_tables;
mod zoom_unique;
mod zoom_webhooks;
mod zoom_webinar;

pub use crate::rules::dates::DateOrder;

use crate::model::Sink;
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use std::io::{self, Read};

/// A file that can be read more than once (found out, voted on, read).
pub trait Input {
    /// The name without folders, as shown in messages; `-` for standard input.
    fn name(&self) -> &str;

    /// A reader from the first byte.
    ///
    /// # Errors
    /// When the file cannot be opened.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

/// Bytes in memory under a name: tests, and standard input.
#[derive(Debug)]
pub struct Bytes<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

impl Input for Bytes<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.bytes))
    }
}

/// What the caller says about the files.
#[derive(Clone, Debug)]
pub struct Options {
    /// Zone of local times in the file (`--file-tz`, else `--tz`, else the account's).
    pub zone: Tz,
    /// `--dates`.
    pub dates: Option<DateOrder>,
    /// `--meeting`: the number (of an API answer, or the UUID) of a participants file that does not say it.
    pub meeting: Option<String>,
    /// `--start`: its start, a local time in `zone`.
    pub start: Option<NaiveDateTime>,
}

/// What an importer found out, beside the records it pushed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Data rows met: taken, rejected and repeated ones. Headers and blank lines do not count.
    pub rows: u64,
    pub rejected: u64,
    /// Rows that repeat one of the same file exactly; taken once.
    pub repeated: u64,
    /// The order used, when the file has dates that could be read either way.
    pub date_order: Option<DateOrder>,
    /// Local times that the change of the clocks made double, and ones it skipped.
    pub doubled: u64,
    pub skipped: u64,
    /// Epoch seconds of the file's own "generated" time, where it has one.
    pub generated: Option<i64>,
    /// Plain sentences for the summary.
    pub notes: Vec<String>,
}

/// Why a file was refused whole. Every message says what is missing or which option settles it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{0}")]
    Refused(String),
    #[error("reading failed: {0}")]
    Io(#[from] io::Error),
    /// The store failed or the import was cancelled.
    #[error(transparent)]
    Sink(anyhow::Error),
}

/// How sure an importer is that a file is of its kind, from the file's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sure {
    No,
    /// Near: what would be needed, for the message of a refusal (`columns Join Time and Leave Time`).
    Lacks {
        score: u32,
        missing: String,
    },
    Yes,
}

/// One kind of file.
pub trait Importer: Sync {
    /// The kind's machine name (`zoom-participants`), as the imports screen shows it.
    fn kind(&self) -> &'static str;

    /// What the kind is, where it is exported and which headers it may have; for docs/formats.md.
    fn about(&self) -> &'static kinds::About;

    /// Judges the first 64 KiB of a file.
    fn sniff(&self, head: &[u8]) -> Sure;

    /// As [`Importer::sniff`], for kinds that a file's name may settle where its content fits two.
    fn sniff_named(&self, head: &[u8], _name: &str) -> Sure {
        self.sniff(head)
    }

    /// Whether a head that no kind is sure of has this kind's shape, and no other way to be read.
    fn guess(&self, _head: &[u8]) -> bool {
        false
    }

    /// The provider's account id that the file carries, from its head.
    fn account(&self, _head: &[u8]) -> Option<String> {
        None
    }

    /// The meeting that the bytes do not name, as the file's name and the options do: the same bytes under another
    /// are another file.
    fn outside(&self, _input: &dyn Input, _options: &Options) -> Option<String> {
        None
    }

    /// What tells the answer that the file is a page of, where its kind comes in pages: files of one folder with the
    /// same key are read as one. `name` is the file's.
    fn page_of(&self, _head: &[u8], _name: &str) -> Option<String> {
        None
    }

    /// Reads the whole file into `out`.
    ///
    /// # Errors
    /// [`ImportError::Refused`] when the file as a whole cannot be read; a bad row is rejected instead.
    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError>;
}
