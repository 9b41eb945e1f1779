//! What a report is: its declaration ([`ReportDef`]), the question put to it ([`Ask`]) and the rows that answer.
//!
//! Reports are data: one file under a tab's folder declares one report, [`catalog`] lists them, and console,
//! command line, exporters and documentation read that. No database, no terminal, no clock.

pub mod access;
pub mod action;
pub mod address;
pub mod ask;
pub mod catalog;
pub mod counts;
pub mod data;
pub mod def;
pub mod filter;
pub mod further;
pub mod held;
pub mod meetings;
pub mod out;
pub mod overview;
pub mod rows;
pub mod usage;
pub mod users;
pub mod value;
pub mod viewer;
pub mod webinars;

pub use access::{Access, Licence, Right};
pub use action::{Deed, How, RowAction, Valued};
pub use address::Address;
pub use ask::{Ask, KeyCell, SortKey};
pub use def::{
    Chart, Column, Drill, Facts, Form, Layout, Limit, Note, Opens, Panel, Param, ParamKind, Place, ReportDef,
    ReportId, Role, Source, Tab, View, col,
};
pub use rows::{Rows, Totals, Window};
pub use viewer::{Lens, Person, Standing, Viewer};
