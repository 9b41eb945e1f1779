//! The export log: what left, by whom, how many rows.

use super::error::StoreError;
use super::open::Store;
use rusqlite::params;

/// One export.
#[derive(Clone, Debug)]
pub struct ExportEntry {
    /// Epoch seconds.
    pub at: i64,
    pub by: String,
    /// The person named as viewer.
    pub viewer: Option<String>,
    /// The account, where it was of one.
    pub account: Option<i64>,
    pub report: String,
    /// The question as JSON.
    pub ask: String,
    pub format: String,
    pub path: String,
    pub rows: u64,
}

impl Store {
    /// Writes an export down.
    ///
    /// # Errors
    /// When the database fails.
    pub fn log_export(&mut self, entry: &ExportEntry) -> Result<(), StoreError> {
        self.conn
            .execute(
                "INSERT INTO export_log (exported_at, exported_by, report, ask, format, path, rows, viewer, \
                 account_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![
                    entry.at,
                    entry.by,
                    entry.report,
                    entry.ask,
                    entry.format,
                    entry.path,
                    i64::try_from(entry.rows).unwrap_or(i64::MAX),
                    entry.viewer,
                    entry.account
                ],
            )
            .map(|_| ())
            .map_err(|error| self.fail(error))
    }
}
