//! Answers: a stream of rows for files, a window of rows for the screen.

use super::def::Column;
use crate::model::Cell;

/// Rows one after another: what the store gives and the exporters take. Memory stays flat.
pub trait Rows {
    fn columns(&self) -> &[Column];

    /// The next row, as long as `columns`; `None` after the last.
    ///
    /// # Errors
    /// When the database fails or the question was cancelled.
    fn next(&mut self) -> anyhow::Result<Option<&[Cell]>>;
}

/// Figures over all rows of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Rows that match.
    pub rows: usize,
    /// A cell for each column: the sum where it is summed, else empty.
    pub sums: Vec<Cell>,
    /// The highest value of each column that draws a bar.
    pub highest: Vec<Option<f64>>,
}

/// A part of an answer: what a screen needs, never the whole table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// All columns of the view, keys and hidden ones too, in their declared order.
    pub columns: Vec<Column>,
    /// Titles of the columns at their end that the data brought ([`further`](super::further)).
    pub further: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// The place of `rows[0]` in the whole answer.
    pub first: usize,
    /// Known once the answer has been counted.
    pub totals: Option<Totals>,
    /// Rows of the report without the filter; for "214 of 1 032". Known together with `totals`, and only
    /// when a filter is on.
    pub unfiltered: Option<usize>,
    /// The line of facts: as declared by the view, empty cells included.
    pub facts: Vec<(Column, Cell)>,
    pub notes: Vec<String>,
    /// Why there is nothing at all, where a limit is why.
    pub shut: Option<String>,
    /// Columns that hold nothing in the whole database, by index: hidden until something is held.
    pub bare: Vec<usize>,
    /// When the newest data shown were observed, epoch seconds.
    pub as_of: Option<i64>,
}

impl Window {
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The row at a place of the whole answer, when it is in the window.
    pub fn row(&self, at: usize) -> Option<&[Cell]> {
        self.rows.get(at.checked_sub(self.first)?).map(Vec::as_slice)
    }

    pub fn cell(&self, at: usize, name: &str) -> Option<&Cell> {
        self.row(at)?.get(self.column(name)?)
    }

    /// The values of the key columns of a row: what a cursor holds on to when rows are read again.
    pub fn row_key(&self, at: usize) -> Option<Vec<Cell>> {
        let row = self.row(at)?;
        Some(
            self.columns
                .iter()
                .zip(row)
                .filter(|(column, _)| column.is_key())
                .map(|(_, cell)| cell.clone())
                .collect(),
        )
    }

    /// Rows of the whole answer as far as known: the count, else what has been read so far.
    pub fn known_rows(&self) -> usize {
        self.totals.as_ref().map_or(self.first + self.rows.len(), |totals| totals.rows)
    }

    pub fn fact(&self, name: &str) -> Option<&Cell> {
        self.facts.iter().find(|(column, _)| column.name == name).map(|(_, cell)| cell)
    }
}
