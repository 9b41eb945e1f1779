//! What a report is: its declaration ([`ReportDef`]), the question put to it ([`Ask`]) and the rows that answer.
//!
//! Reports are data: one file under a tab's folder declares one report, [`catalog`] lists them, and console,
//! command line, exporters and documentation read that. No database, no terminal, no clock.

pub mod action;
pub mod address;
pub mod ask;
pub mod catalog;
pub mod counts;
pub mod data;
pub mod def;
pub mod filter;
pub mod meetings;
pub mod out;
pub mod overview;
pub mod rows;
pub mod usage;
pub mod users;
pub mod value;

pub use action::{Deed, RowAction};
pub use address::Address;
pub use ask::{Ask, SortKey};
pub use def::{
    Access, Chart, Column, Drill, Facts, Form, Layout, Note, Panel, Param, ParamKind, Place, ReportDef,
    ReportId, Role, Source, Tab, View, col,
};
pub use rows::{Rows, Totals, Window};
