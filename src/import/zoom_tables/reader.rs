//! Cells of a table's row by their columns.

use super::super::DateOrder;
use super::super::cells::{self, Odd};
use super::super::clock::{Clock, Slot};
use super::super::covers::Days;
use super::super::header::{Header, key};
use super::super::meeting::{Problem, cell};
use super::super::titles::Column;
use crate::model::day::DayRange;
use chrono_tz::Tz;
use csv::ByteRecord;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Reads rows under one header.
#[derive(Debug)]
pub struct Reader<'h> {
    header: &'h Header,
    /// Where columns stand, by their keys.
    places: FxHashMap<&'static str, Option<usize>>,
    pub clock: Clock,
    /// For columns that say UTC in their titles.
    utc: Clock,
    pub odd: Odd,
    /// Days that the file says it is of.
    pub days: Option<DayRange>,
    /// Days met in its rows, where those are what it is of.
    pub met: Days,
}

impl<'h> Reader<'h> {
    pub fn new(header: &'h Header, zone: Tz, order: DateOrder) -> Self {
        Self {
            header,
            places: FxHashMap::default(),
            clock: Clock::new(zone, order),
            utc: Clock::new(Tz::UTC, order),
            odd: Odd::default(),
            days: None,
            met: Days::default(),
        }
    }

    /// Where the first of the columns stands that is there.
    pub fn place(&mut self, columns: &[&Column]) -> Option<usize> {
        columns.iter().find_map(|column| {
            *self.places.entry(column.key).or_insert_with(|| self.header.find(column.names))
        })
    }

    pub fn cell<'r>(&mut self, row: &'r ByteRecord, columns: &[&Column]) -> &'r [u8] {
        cell(row, self.place(columns))
    }

    pub fn text<'r>(&mut self, row: &'r ByteRecord, columns: &[&Column]) -> Option<Cow<'r, str>> {
        cells::some_text(self.cell(row, columns), &mut self.odd)
    }

    /// A name or a topic.
    pub fn decoded<'r>(&mut self, row: &'r ByteRecord, columns: &[&Column]) -> Option<Cow<'r, str>> {
        let cell = self.cell(row, columns);
        if cells::is_none(cell) {
            return None;
        }
        Some(cells::decoded(cell, &mut self.odd)).filter(|text| !text.is_empty())
    }

    pub fn email<'r>(&mut self, row: &'r ByteRecord, columns: &[&Column]) -> Option<Cow<'r, str>> {
        cells::email(self.cell(row, columns), &mut self.odd)
    }

    pub fn flag(&mut self, row: &ByteRecord, columns: &[&Column]) -> Option<bool> {
        cells::flag(self.cell(row, columns), &mut self.odd)
    }

    /// A whole number; `None` where the cell is blank.
    pub fn count(&mut self, row: &ByteRecord, columns: &[&Column]) -> Result<Option<i64>, Problem> {
        let place = self.place(columns);
        let cell = cell(row, place);
        if cells::is_none(cell) {
            return Ok(None);
        }
        cells::number(cell)
            .or_else(|| cells::number(&ungrouped(cells::bare(cell))?))
            .map(Some)
            .ok_or_else(|| Problem::at(place, "this is no whole number"))
    }

    /// A moment, or the midnight of a day; `None` where the cell is blank.
    pub fn moment(&mut self, row: &ByteRecord, columns: &[&Column]) -> Result<Option<i64>, Problem> {
        let place = self.place(columns);
        let is_utc = place.is_some_and(|column| key(self.header.title(column)).ends_with("utc"));
        let clock = if is_utc { &mut self.utc } else { &mut self.clock };
        let cell = cell(row, place);
        let moment = match clock.read(&mut Slot::default(), cell) {
            Err(_) => clock.read_day(cell),
            read => read,
        };
        moment.map(|moment| moment.map(|moment| moment.at)).map_err(|reason| Problem::at(place, reason))
    }
}

/// `1,234,567` without its commas.
fn ungrouped(cell: &[u8]) -> Option<Vec<u8>> {
    let mut groups = cell.split(|byte| *byte == b',');
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let mut digits = first.to_vec();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.extend_from_slice(group);
    }
    Some(digits)
}
