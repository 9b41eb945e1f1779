//! The question. A key press, a command line, an export and a queued job are all an [`Ask`].

use super::catalog;
use super::def::{ParamKind, ReportDef, ReportId, View};
use crate::model::{Cell, DayRange};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// One key of an order: a column, ascending or descending.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SortKey {
    pub column: String,
    pub descending: bool,
}

impl SortKey {
    pub fn ascending(column: &str) -> Self {
        Self { column: column.to_owned(), descending: false }
    }

    pub fn descending(column: &str) -> Self {
        Self { column: column.to_owned(), descending: true }
    }
}

/// `name` ascends, `-name` descends.
impl std::str::FromStr for SortKey {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.strip_prefix('-').map_or_else(|| Self::ascending(text), Self::descending))
    }
}

impl std::fmt::Display for SortKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}{}", if self.descending { "-" } else { "" }, self.column)
    }
}

/// A cell of what a row is known by ([`View::known_by`]).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KeyCell {
    Empty,
    Int(i64),
    Text(String),
}

impl From<&Cell> for KeyCell {
    fn from(cell: &Cell) -> Self {
        match cell {
            Cell::Empty => Self::Empty,
            Cell::Int(value) => Self::Int(*value),
            Cell::Text(text) => Self::Text(text.clone()),
            // No row is known by a share: `tests/catalog.rs`.
            Cell::Real(share) => Self::Text(share.to_string()),
        }
    }
}

/// One question to one report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ask {
    pub report: ReportId,
    pub view: String,
    /// Account keys; all of them when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<i64>,
    pub range: DayRange,
    /// Instants are shown, and typed local times read, in this zone. Days are always the account's.
    pub zone: Tz,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// Empty: the view's own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<SortKey>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Columns by name, in order; `None`: all of the view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Of the rows those known by these alone, as they were marked by hand; all of them when empty. Command lines have no
    /// word for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<KeyCell>>,
}

impl Ask {
    /// The plainest question to a report's first view.
    pub fn new(report: &ReportDef, range: DayRange, zone: Tz) -> Self {
        Self {
            report: report.id,
            view: report.first_view().map_or(String::new(), |view| view.id.to_owned()),
            accounts: Vec::new(),
            range,
            zone,
            params: BTreeMap::new(),
            sort: Vec::new(),
            filter: String::new(),
            columns: None,
            limit: None,
            rows: Vec::new(),
        }
    }

    /// The declaration of the report asked; `None` only for an ask that was built by hand for an unknown id.
    pub fn def(&self) -> Option<&'static ReportDef> {
        catalog::find(self.report.0)
    }

    pub fn view_def(&self) -> Option<&'static View> {
        self.def()?.view(&self.view)
    }

    /// The parameter that chooses between two views says what the view says.
    pub fn say_in_switch(&mut self) {
        let params = self.def().map_or(&[][..], |def| def.params);
        for param in params {
            if let ParamKind::Switch { on, off } = param.kind {
                let word = match self.view.as_str() {
                    id if id == on => "on",
                    id if id == off => "off",
                    _ => continue,
                };
                self.params.insert(param.name.to_owned(), word.to_owned());
            }
        }
    }

    /// The order that holds: the one asked for, else the view's own.
    pub fn order(&self) -> Vec<SortKey> {
        if !self.sort.is_empty() {
            return self.sort.clone();
        }
        let own = self.view_def().map_or(&[][..], |view| view.order);
        own.iter().map(|name| name.parse().unwrap_or_else(|never| match never {})).collect()
    }
}

impl<'de> Deserialize<'de> for ReportId {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let id = String::deserialize(input)?;
        catalog::find(&id)
            .map(|def| def.id)
            .ok_or_else(|| serde::de::Error::custom(format!("no report is called {id}")))
    }
}
