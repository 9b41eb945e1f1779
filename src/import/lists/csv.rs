//! Rows of exports.

use super::super::cells::Odd;
use super::super::meeting::Problem;
use super::super::titles::Column;
use super::super::zoom_tables::Reader;
use super::Take;
use super::cells::{Below, Cells, Source, Unreadable};
use crate::model::Fact;
use crate::model::row::Worth;
use chrono::NaiveDate;
use csv::ByteRecord;
use std::borrow::Cow;

/// What a row of a table says.
///
/// # Errors
/// When it cannot be read.
pub fn facts(reader: &mut Reader<'_>, row: &ByteRecord, take: Take) -> Result<Vec<Fact<'static>>, Problem> {
    let mut source = Csv { reader, row };
    match take(&mut Cells::new(&mut source)) {
        Ok(rows) => Ok(rows.into_iter().map(|row| Fact::Row(Box::new(row))).collect()),
        Err(problem) => {
            let place = problem.column.and_then(|column| reader.place(&[column]));
            let reason = match (place, problem.column) {
                // What is not there has no title of its own.
                (None, Some(column)) => format!("{}: {}", column.title, problem.reason),
                _ => problem.reason,
            };
            Err(Problem::at(place, reason))
        }
    }
}

struct Csv<'c, 'h> {
    reader: &'c mut Reader<'h>,
    row: &'c ByteRecord,
}

impl Source for Csv<'_, '_> {
    fn raw(&mut self, columns: &[&'static Column]) -> Cow<'_, [u8]> {
        Cow::Borrowed(self.reader.cell(self.row, columns))
    }

    fn beside(&self, _columns: &[&'static Column]) -> Option<String> {
        None
    }

    fn moment(&mut self, columns: &[&'static Column]) -> Result<Option<i64>, String> {
        self.reader.moment(self.row, columns).map_err(|problem| problem.reason)
    }

    fn day(&mut self, columns: &[&'static Column]) -> Result<Option<NaiveDate>, String> {
        let cell = self.reader.cell(self.row, columns);
        Ok(self.reader.clock.day_of(cell)?.map(|(day, _)| day))
    }

    fn asked(&self) -> Option<&str> {
        None
    }

    fn each_below(&mut self, _array: &str, _take: Below<'_>) -> Result<(), Unreadable> {
        Ok(())
    }

    fn met(&mut self, at: i64) {
        let zone = self.reader.clock.zone();
        self.reader.met.instant(zone, at);
    }

    fn met_day(&mut self, day: NaiveDate) {
        self.reader.met.day(day);
    }

    fn odd(&mut self) -> &mut Odd {
        &mut self.reader.odd
    }

    fn worth(&self) -> Worth {
        Worth::Export
    }
}
