//! Rows of lists that are kept as they came: telephone use, calls, invoices, registrants.
//!
//! A list is a table of its own, declared in [`ALL`] and made by a migration. The store keeps beside its columns which
//! import brought a row and when it was observed, and shows of the rows of one key the best.

mod phone;

pub use phone::{PHONE_CALL, PHONE_CHARGE, PHONE_QUEUE, PHONE_USER, QUEUE_FIGURE};

use super::Cell;

/// A table of rows that are kept as they came.
#[derive(Debug)]
pub struct RowTable {
    /// As the database calls it.
    pub name: &'static str,
    /// An instant among the columns whose day (in the account's zone) the table has as `day`.
    pub day_of: Option<&'static str>,
    /// Its own columns, in the order of [`RowRecord::values`].
    pub columns: &'static [&'static str],
    /// Whether its rows count as the file's; rows below another's (the files of a recording) do not.
    pub counts: bool,
}

/// Worth of the sources of one row; higher wins, then the latest observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// A portal's export.
    Export = 1,
    /// An answer of the API, which has more fields.
    Answer = 2,
    /// An answer of a newer kind, which has more fields than the older one on the same thing.
    Fuller = 3,
}

/// A row as one source gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct RowRecord {
    pub table: &'static RowTable,
    /// Rows of the same key are words on one thing, whatever import they come from.
    pub key: String,
    pub worth: Worth,
    /// A value for each of the table's columns.
    pub values: Vec<Cell>,
}

impl PartialEq for RowTable {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Every table of rows.
pub const ALL: &[&RowTable] =
    &[&TELEPHONE_USE, &PHONE_CALL, &PHONE_CHARGE, &PHONE_USER, &PHONE_QUEUE, &QUEUE_FIGURE];

/// Dial-ins and call-outs.
pub const TELEPHONE_USE: RowTable = RowTable {
    name: "telephone_use",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "end_at",
        "minutes",
        "number",
        "uuid",
        "topic",
        "host_id",
        "host_name",
        "host_email",
        "department",
        "name",
        "email",
        "caller_number",
        "called_number",
        "country",
        "type",
        "rate",
        "charge",
        "currency",
    ],
    counts: true,
};
