//! One level of the way down: a question, what has been read of its answer, and where one stands in it.

use super::marks::Marks;
use super::msg::Generation;
use super::widths;
use crate::model::{Cell, Unit};
use crate::report::{Ask, ReportDef, View, Window};
use std::collections::BTreeMap;
use std::sync::Arc;
use tui_input::Input;

/// What a run under way is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A new question, or the same one again.
    Fresh,
    /// Other rows of the answer that is shown.
    Page,
    /// Its last rows; the cursor goes to the last.
    Last,
}

/// A run under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub generation: Generation,
    /// When it was asked for.
    pub since: u64,
    pub reading: Reading,
    pub first: usize,
    pub len: usize,
    /// First rows have come; the totals have not.
    pub answered: bool,
    /// The database has changed: what is shown stays as it is until it is replaced, and nothing is said.
    pub quiet: bool,
}

/// What has been read.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one reading, read by name")]
pub struct Load {
    pub window: Option<Arc<Window>>,
    /// The window answers an older question.
    pub stale: bool,
    pub waiting: Option<Waiting>,
    /// Why there is no answer.
    pub failed: Option<String>,
    /// To be read again when the screen is next on top.
    pub outdated: bool,
    /// Outdated only because the database has changed: what is shown answers the same question.
    pub changed: bool,
    /// First row and number of rows last asked for and answered.
    pub asked: Option<(usize, usize)>,
    /// Reading was cancelled by hand.
    pub cancelled: bool,
}

impl Load {
    /// Whether the answer to the present question is not there yet.
    pub fn is_reading(&self) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| !waiting.answered && !waiting.quiet)
    }

    /// The database has changed: to be read again, where it is seen in silence. What is being asked anew is answered
    /// from what is held by now.
    pub fn outdate(&mut self, is_seen: bool) {
        let asked_anew =
            self.waiting.as_ref().is_some_and(|one| one.reading == Reading::Fresh && !one.answered);
        self.outdated = !asked_anew;
        let answered = self.window.is_some() && !self.stale && self.failed.is_none();
        self.changed = is_seen && !asked_anew && answered;
    }

    /// Before the question is put anew; gives whether that is done in silence.
    pub fn begin(&mut self, keep_row: bool) -> bool {
        let quiet = std::mem::take(&mut self.changed) && keep_row;
        self.failed = None;
        self.cancelled = false;
        self.outdated = false;
        self.stale = self.window.is_some() && !quiet;
        quiet
    }

    /// The number of rows, once it is known.
    pub fn total(&self) -> Option<usize> {
        self.window.as_ref()?.totals.as_ref().map(|totals| totals.rows)
    }
}

/// The filter while it is typed.
#[derive(Clone, Debug)]
pub struct FilterInput {
    pub input: Input,
    /// Why what stands there cannot be read.
    pub error: Option<String>,
}

/// A place in an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    pub cursor: usize,
    pub top: usize,
    pub key: Option<Vec<Cell>>,
}

#[derive(Clone, Debug)]
pub struct Screen {
    pub def: &'static ReportDef,
    pub view: &'static View,
    pub ask: Ask,
    /// The cells that named the row which was opened; none for a report of the strip.
    pub crumb: Vec<(Cell, Unit)>,
    pub load: Load,
    pub place: Place,
    pub marks: Marks,
    /// The selected column, by its index in the view; the first shown one when `None`.
    pub column: Option<usize>,
    /// Columns scrolled off at the left.
    pub left: usize,
    /// Cells that each column's values take in what has been read, by the view's index.
    pub measured: Vec<u16>,
    /// Cells that the instants of each column have in common at their beginning, by the view's index.
    pub common: Vec<u16>,
    pub filter: Option<FilterInput>,
    /// The filter with which it was opened: Esc leads up past it.
    pub given: String,
    /// Parameters with which it was opened from a row.
    pub given_params: BTreeMap<String, String>,
    /// Where the cursor was before a filter was typed.
    pub before_filter: Option<Place>,
}

impl Screen {
    /// A screen that has read nothing yet; `None` when the ask names no view of a report.
    pub fn new(ask: Ask, crumb: Vec<(Cell, Unit)>) -> Option<Self> {
        let def = ask.def()?;
        let view = ask.view_def()?;
        let measured = widths::least_widths(view);
        let given = ask.filter.clone();
        let given_params = if crumb.is_empty() { BTreeMap::new() } else { ask.params.clone() };
        Some(Self {
            def,
            view,
            ask,
            crumb,
            load: Load::default(),
            place: Place::default(),
            marks: Marks::default(),
            column: None,
            left: 0,
            measured,
            common: Vec::new(),
            filter: None,
            given,
            given_params,
            before_filter: None,
        })
    }

    pub fn window(&self) -> Option<&Window> {
        self.load.window.as_deref()
    }

    /// The row under the cursor, when it is held.
    pub fn row(&self) -> Option<&[Cell]> {
        self.window()?.row(self.place.cursor)
    }

    /// The keys of the marked rows, in the order in which they were marked.
    pub fn marked_keys(&self) -> Vec<Vec<Cell>> {
        self.marks.keys().map(<[Cell]>::to_vec).collect()
    }

    /// The marked rows; where there are none, the one under the cursor.
    pub fn meant_rows(&self) -> Vec<Vec<Cell>> {
        if self.marks.is_empty() {
            return self.row().map(<[Cell]>::to_vec).into_iter().collect();
        }
        self.marks.rows().map(<[Cell]>::to_vec).collect()
    }

    /// All rows that are known now: those read, and those marked.
    pub fn held_rows(&self) -> impl Iterator<Item = &[Cell]> {
        let read = self.window().into_iter().flat_map(|window| window.rows.iter().map(Vec::as_slice));
        read.chain(self.marks.rows())
    }

    /// Rows that the cursor may stand on: all, once counted; before, those that have been read.
    pub fn reach(&self) -> usize {
        self.window().map_or(0, Window::known_rows)
    }

    /// Whether rows are shown at all.
    pub fn has_rows(&self) -> bool {
        self.load.failed.is_none() && self.reach() > 0
    }

    /// The occurrence that the row under the cursor is, else the one that the screen is of; as parameters take it.
    pub fn occurrence(&self) -> Option<String> {
        let of_row = || {
            let index =
                self.view.columns.iter().position(|column| column.is_key() && column.name == "occurrence")?;
            Some(format!("#{}", self.row()?.get(index)?.as_int()?))
        };
        of_row().or_else(|| self.ask.params.get("occurrence").cloned())
    }

    /// Whether there is a filter that Esc takes away.
    pub fn is_filtered(&self) -> bool {
        !self.ask.filter.is_empty() && self.ask.filter != self.given
    }

    pub fn is_root(&self) -> bool {
        self.crumb.is_empty()
    }

    /// Nothing of what was read is left; what was asked is.
    pub fn forget(&mut self) {
        self.load = Load::default();
        self.place = Place::default();
        self.marks.clear();
        self.measured = widths::least_widths(self.view);
        self.common.clear();
        self.filter = None;
        self.before_filter = None;
    }

    /// Takes the key of the row under the cursor, so that it is found again.
    pub fn hold_key(&mut self) {
        let key = self.window().and_then(|window| window.row_key(self.place.cursor));
        self.place.key = key.filter(|cells| !cells.is_empty());
    }
}
