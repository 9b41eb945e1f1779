//! Lists of one kind of row each – telephone use, calls, invoices –, declared once for both ways in which they come: as a
//! table that the portal exports, and as answers of the API. A list is a file here and a line in [`ALL`].

mod activities;
mod billing;
mod captions;
mod cells;
mod csv;
mod events;
mod json;
mod phone;
mod recordings;
mod remote_support;
mod storage;
mod telephone;

pub use activities::ACTIVITIES;
pub use billing::{DEPARTMENTS, INVOICES, LINES};
pub use captions::CAPTIONS;
pub use cells::{Cells, Unreadable};
pub use events::{ATTENDANCE, HELD, LICENCES};
pub use json::{Around, of_answer, of_path, rows};
pub use phone::{CALLS, CHARGES, FIGURES, QUEUES, USERS};
pub use recordings::RECORDINGS;
pub use remote_support::SUPPORT;
pub use storage::STORAGE;
pub use telephone::TELEPHONE;

use super::kinds::About;
use super::zoom_tables::Table;
use super::{ImportError, Importer, Input, Options, Summary, Sure, zoom_api};
use crate::model::Sink;
use crate::model::row::RowRecord;

/// A list.
#[derive(Debug)]
pub struct List {
    /// As a table: kind, titles that tell it, where its dates stand, what it covers.
    pub table: Table,
    /// Answers of the API that have its rows.
    pub answers: &'static [Answer],
    pub take: Take,
}

/// What a row says: nothing, one row of a table, or one with others below it.
pub type Take = fn(&mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable>;

/// An answer of the API.
#[derive(Debug)]
pub struct Answer {
    /// Parts of its path, `*` for what differs.
    pub path: &'static [&'static str],
    /// The array of its rows; empty where the answer itself is the row, which `needs` tells.
    pub array: &'static str,
    /// A field of its rows that tells it where other answers have an array of that name; empty where none has.
    pub needs: &'static str,
}

/// Every list.
pub const ALL: &[&List] = &[
    &TELEPHONE,
    &CAPTIONS,
    &STORAGE,
    &RECORDINGS,
    &SUPPORT,
    &INVOICES,
    &LINES,
    &DEPARTMENTS,
    &LICENCES,
    &HELD,
    &ATTENDANCE,
    &ACTIVITIES,
    &CALLS,
    &CHARGES,
    &FIGURES,
    &QUEUES,
    &USERS,
];

/// The list of that kind.
pub fn find(kind: &str) -> Option<&'static List> {
    ALL.iter().copied().find(|list| list.table.kind == kind)
}

impl Importer for List {
    fn kind(&self) -> &'static str {
        self.table.kind
    }

    fn about(&self) -> &'static About {
        self.table.about
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        self.sniff_named(head, "")
    }

    fn sniff_named(&self, head: &[u8], name: &str) -> Sure {
        if zoom_api::list_of(head) == Some(self.table.kind) {
            return Sure::Yes;
        }
        self.table.sniff_named(head, name)
    }

    fn account(&self, head: &[u8]) -> Option<String> {
        zoom_api::account(head)
    }

    fn page_of(&self, head: &[u8], name: &str) -> Option<String> {
        zoom_api::page_of(self.table.kind, head, name)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let head = super::layout::head(input)?;
        if zoom_api::is_answer(&head) {
            return zoom_api::read(input, options, out);
        }
        self.table.read(input, options, out)
    }
}
