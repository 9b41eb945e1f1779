//! The participant's cells of a row as a stay.

use super::cells::{self, Odd};
use super::clock::{Clock, Slot, not_before};
use super::header::StayColumns;
use super::meeting::{Problem, cell};
use crate::model::StayRecord;
use csv::ByteRecord;

/// Reads participants under one header.
#[derive(Debug)]
pub struct StayReader {
    pub columns: StayColumns,
    join: Slot,
    leave: Slot,
    /// Whether every join so far had minutes alone.
    pub whole_minutes: bool,
}

impl StayReader {
    pub fn new(columns: StayColumns) -> Self {
        Self { columns, join: Slot::default(), leave: Slot::default(), whole_minutes: true }
    }

    /// Whether the row has nothing of a participant: a meeting alone.
    pub fn is_empty(&self, row: &ByteRecord) -> bool {
        let columns = &self.columns;
        [Some(columns.name), columns.email, Some(columns.join), Some(columns.leave)]
            .into_iter()
            .all(|column| cells::is_none(cell(row, column)))
    }

    /// The stay; `host_email` marks the host, where it is not empty.
    ///
    /// # Errors
    /// When join or leave is missing or no date, they stand the wrong way round, or nobody is named.
    pub fn read<'r>(
        &mut self,
        row: &'r ByteRecord,
        host_email: &str,
        clock: &mut Clock,
        odd: &mut Odd,
    ) -> Result<StayRecord<'r>, Problem> {
        let columns = &self.columns;
        let at = |column: usize| Some(column);
        let join = clock
            .read(&mut self.join, cell(row, at(columns.join)))
            .map_err(|reason| Problem::at(at(columns.join), reason))?
            .ok_or_else(|| Problem::at(at(columns.join), "the join time is missing"))?;
        let leave = clock
            .read(&mut self.leave, cell(row, at(columns.leave)))
            .map_err(|reason| Problem::at(at(columns.leave), reason))?
            .ok_or_else(|| Problem::at(at(columns.leave), "the leave time is missing"))?;
        let leave = not_before(join.at, leave, "the leave time lies before the join time")
            .map_err(|reason| Problem::at(at(columns.leave), reason))?;
        let email = cells::email(cell(row, columns.email), odd);
        let name = cells::name(cells::decoded(cell(row, at(columns.name)), odd));
        if name.shown.is_empty() && email.is_none() {
            return Err(Problem::at(at(columns.name), "the row names nobody"));
        }
        self.whole_minutes &= join.whole_minutes;
        let marked = if name.guest { Some(true) } else { None };
        let is_host = !host_email.is_empty()
            && email.as_ref().is_some_and(|email| cells::same_email(email, host_email));
        Ok(StayRecord {
            guest: cells::flag(cell(row, columns.guest), odd).or(marked),
            host: name.host || is_host,
            name: name.shown,
            original_name: name.original,
            email,
            join: Some(join.at),
            leave: Some(leave),
            minutes: cells::minutes(cell(row, columns.minutes), Some(leave - join.at)),
            waiting: cells::flag(cell(row, columns.waiting), odd).unwrap_or(false),
            disclaimer: cells::some_text(cell(row, columns.disclaimer), odd).filter(|text| text != "NA"),
            ..StayRecord::default()
        })
    }
}
