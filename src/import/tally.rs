//! What all importers of rows do around a row: count it, reject it, drop its repetition, report progress.

use super::cells::Odd;
use super::clock::Clock;
use super::header::Header;
use super::meeting::Problem;
use super::{ImportError, Summary};
use crate::model::{Rejected, Sink};
use csv::ByteRecord;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;

const ROWS_A_REPORT: u64 = 1024;

/// The sink with the figures of one file.
pub struct Tally<'o> {
    pub out: &'o mut dyn Sink,
    pub summary: Summary,
}

impl std::fmt::Debug for Tally<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Tally").field("summary", &self.summary).finish_non_exhaustive()
    }
}

impl<'o> Tally<'o> {
    pub fn new(out: &'o mut dyn Sink) -> Self {
        Self { out, summary: Summary::default() }
    }

    /// Counts a data row; now and then tells how far the file is read.
    ///
    /// # Errors
    /// When the import was cancelled.
    pub fn row(&mut self, bytes: u64) -> Result<(), ImportError> {
        self.summary.rows += 1;
        if self.summary.rows.is_multiple_of(ROWS_A_REPORT) {
            self.progress(bytes)?;
        }
        Ok(())
    }

    /// # Errors
    /// When the import was cancelled.
    pub fn progress(&mut self, bytes: u64) -> Result<(), ImportError> {
        self.out.progress(bytes).map_err(ImportError::Sink)
    }

    /// The summary, with what clock and cells met.
    pub fn finish(self, clock: &Clock, odd: &Odd) -> Summary {
        let mut summary = self.summary;
        summary.date_order = clock.order_used();
        summary.doubled = clock.doubled;
        summary.skipped = clock.skipped;
        summary.notes.extend(odd.notes());
        if summary.rows == 0 {
            summary.notes.push("the file has a header and no rows".into());
        }
        summary
    }

    /// # Errors
    /// When the sink fails.
    pub fn reject(
        &mut self,
        line: u64,
        header: &Header,
        row: &ByteRecord,
        problem: &Problem,
    ) -> Result<(), ImportError> {
        self.summary.rejected += 1;
        let title = problem.column.map_or("", |column| header.title(column));
        let value = problem.column.and_then(|column| row.get(column)).unwrap_or_default();
        // A cell may be long: only its start is shown.
        let value = String::from_utf8_lossy(value.get(..400).unwrap_or(value));
        let rejected = Rejected::new(line, title, value.trim(), problem.reason.clone());
        self.out.reject(rejected).map_err(ImportError::Sink)
    }
}

/// Rows seen in one occurrence, to drop exact repetitions.
#[derive(Debug, Default)]
pub struct Seen(FxHashSet<u64>);

impl Seen {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether a row of the same cells was here before. By a 64-bit digest: among the rows of one occurrence two
    /// different ones meet less than once in billions of files.
    pub fn is_repeated(&mut self, row: &ByteRecord) -> bool {
        let mut digest = FxHasher::default();
        digest.write(row.as_slice());
        for column in 0..row.len() {
            digest.write_usize(row.range(column).map_or(0, |range| range.end));
        }
        !self.0.insert(digest.finish())
    }
}
