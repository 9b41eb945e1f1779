//! The log of what headcount itself did to rights, policy and data. What left it stands in the export log.

use crate::model::text::clean;
use rusqlite::{Connection, params};

/// One thing that was done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed<'a> {
    /// `None`: the whole database.
    pub account: Option<i64>,
    /// Epoch seconds.
    pub at: i64,
    /// The session's user, and the viewer where one was named.
    pub by: &'a str,
    pub viewer: Option<&'a str>,
    pub what: &'a str,
    pub subject: &'a str,
    pub detail: &'a str,
    pub rows: Option<u64>,
}

/// Writes it down, in the transaction that does it.
pub(super) fn note(conn: &Connection, deed: &Deed<'_>) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO audit_log (account_id, done_at, done_by, viewer, what, subject, detail, rows) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        deed.account,
        deed.at,
        clean(deed.by),
        deed.viewer.map(clean),
        deed.what,
        clean(deed.subject),
        clean(deed.detail),
        deed.rows.map(|rows| i64::try_from(rows).unwrap_or(i64::MAX))
    ])
    .map(|_| ())
}
