//! The palette: all that can be done now, found by a few letters. What there is stands in [`list`], how it is found
//! in [`search`].

mod list;
mod search;
mod why;

pub use list::entries;
pub use search::find;

use super::action::Action;
use super::state::ZoneChoice;
use crate::model::DayRange;
use crate::report::{ReportDef, View};

/// Choices remembered as used last.
pub const REMEMBERED: usize = 12;

/// What an entry does.
#[derive(Clone, Debug)]
pub enum Choice {
    Act(Action),
    /// A report of a strip, with a filter where one was typed behind its name.
    Open {
        def: &'static ReportDef,
        view: &'static View,
        filter: Option<String>,
    },
    /// A report that needs one value, which was typed behind its name.
    Ask {
        def: &'static ReportDef,
        param: &'static str,
        value: String,
    },
    /// Such a report before its value is typed.
    Want(&'static ReportDef),
    Dates(DayRange),
    /// By the column of that place in the view, what is most or newest first.
    SortBy(usize),
    Zone(ZoneChoice),
    /// Of those accounts; of all when empty.
    Accounts(Vec<i64>),
}

/// A line of the palette.
#[derive(Clone, Debug)]
pub struct Entry {
    pub choice: Choice,
    pub name: String,
    pub about: String,
    pub key: String,
    /// Why it does nothing here and now.
    pub idle: Option<String>,
}

/// An entry that is found, with the letters that were sought: graphemes of its name and of what it does.
#[derive(Clone, Debug)]
pub struct Found {
    pub entry: Entry,
    pub in_name: Vec<usize>,
    pub in_about: Vec<usize>,
}
