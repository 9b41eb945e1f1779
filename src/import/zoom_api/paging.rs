//! Whether all pages of an answer are there.

use super::super::lists;
use super::endpoint::Endpoint;
use crate::model::Covered;
use crate::model::format::counted;

/// The pages of one answer met so far.
#[derive(Debug, Default)]
pub struct Paging {
    pub endpoint: Option<Endpoint>,
    pub rows: u64,
    /// `total_records`.
    pub total: Option<i64>,
    /// The last page met says that there are more.
    pub more: bool,
}

impl Paging {
    /// A sentence, if pages are missing.
    pub fn missing(&self) -> Option<String> {
        const DO: &str = "pages are missing; put all pages in one folder and import that";
        match self.total.and_then(|total| u64::try_from(total).ok()) {
            Some(total) => {
                (self.rows < total).then(|| format!("{} of {total} rows are here: {DO}", self.rows))
            }
            None => self.more.then(|| {
                format!("{} here and the answer says there are more: {DO}", counted(self.rows, "row"))
            }),
        }
    }

    /// Whether it is the list that would cover this.
    pub fn claims(&self, of: Covered) -> bool {
        match self.endpoint {
            Some(Endpoint::History | Endpoint::Metrics | Endpoint::HostMeetings) => of == Covered::Meetings,
            Some(Endpoint::Hosts) => matches!(of, Covered::Hosts | Covered::InactiveHosts),
            Some(Endpoint::Upcoming) => of == Covered::Upcoming,
            Some(Endpoint::List(kind)) => lists::find(kind).is_some_and(|list| list.table.covers == Some(of)),
            _ => false,
        }
    }
}
