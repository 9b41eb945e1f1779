//! How wide columns want to be: by their values, their titles, and what was set by hand.

use super::fit::Fit;
use super::screen::Screen;
use super::text::width16;
use crate::model::{Cell, Unit, format, zone};
use crate::report::{Column, Role, SortKey, View, Window};
use chrono::Datelike;
use chrono_tz::Tz;

/// A text column is never narrower than this, unless its values are or it is set so.
const LEAST_TEXT: u16 = 10;
/// Down to this, texts give way before titles of numbers do.
pub(super) const MIDDLING_TEXT: u16 = 14;
/// A text column this wide is read without pain: what a column of lesser rank must leave to others.
pub(super) const COMFORTABLE_TEXT: u16 = 24;
/// A column of numbers keeps this much of its title.
const LEAST_TITLE: u16 = 10;
const MOST_TEXT: u16 = 44;
/// No column is wider, whatever it holds.
const MOST: u16 = 200;
/// No text column can be set narrower.
const LEAST_SET: u16 = 4;
/// Cells of a bar at its longest, without the blank before it.
pub(super) const BAR: u16 = 10;
/// Cells of a year and its dash, and of a whole day and the blank behind it.
const YEAR: u16 = 5;
const DAY: u16 = 11;

/// What each column takes before anything is read.
pub fn least_widths(view: &View) -> Vec<u16> {
    view.columns
        .iter()
        .map(|column| match column.unit {
            Unit::Instant => 16,
            Unit::Moment => 19,
            Unit::Date => 10,
            Unit::Duration => 7,
            Unit::Text => 8,
            Unit::Strip => 31,
            _ => 1,
        })
        .collect()
}

/// Cells that the values of each column take: the widest, and of texts the 95th of a hundred, so that one long
/// name does not push the others out.
pub fn measure(window: &Window, zone: Tz) -> Vec<u16> {
    window
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let sum =
                window.totals.as_ref().and_then(|totals| totals.sums.get(index)).filter(|c| !c.is_empty());
            // What is empty says nothing of how wide the others are.
            let filled = |cell: &&Cell| column.unit != Unit::Text || !cell.is_empty();
            let mut widths: Vec<u16> = window
                .rows
                .iter()
                .filter_map(|row| row.get(index))
                .filter(filled)
                .chain(sum)
                .map(|cell| width16(&format::shown(cell, column.unit, zone)))
                .collect();
            widths.sort_unstable();
            let last = widths.len().saturating_sub(1);
            let at = if column.unit == Unit::Text { (last * 95).div_ceil(100) } else { last };
            widths.get(at).copied().unwrap_or(0).min(MOST)
        })
        .collect()
}

/// For each column the cells at the beginning of its instants that need no saying, as all have them in common: the
/// year, or the day where the view's facts tell it.
pub fn common(view: &View, window: &Window, zone: Tz) -> Vec<u16> {
    let of = |(index, column): (usize, &Column)| {
        let local = |row: &Vec<Cell>| zone::local(zone, row.get(index)?.as_int()?);
        let mut times = window.rows.iter().filter_map(local);
        if !matches!(column.unit, Unit::Instant | Unit::Moment) {
            return 0;
        }
        let Some(first) = times.next() else { return YEAR };
        let (year, day) = times.fold((true, true), |(year, day), time| {
            (year && time.year() == first.year(), day && time.date() == first.date())
        });
        match (year, day && column.unit == Unit::Moment && view.facts.is_some()) {
            (_, true) => DAY,
            (true, false) => YEAR,
            (false, false) => 0,
        }
    };
    window.columns.iter().enumerate().map(of).collect()
}

/// How wide the columns of a screen want to be.
pub(super) struct Widths<'a> {
    screen: &'a Screen,
    fit: Option<&'a Fit>,
    order: Vec<SortKey>,
    /// Instants may lose what all have in common.
    shortened: bool,
}

impl<'a> Widths<'a> {
    pub(super) fn new(screen: &'a Screen, fit: Option<&'a Fit>, shortened: bool) -> Self {
        Self { screen, fit, order: screen.ask.order(), shortened }
    }

    fn column(&self, index: usize) -> Option<&'static Column> {
        self.screen.view.columns.get(index)
    }

    pub(super) fn ranks(&self, index: usize) -> bool {
        self.column(index).is_some_and(|column| column.role == Role::Shown)
    }

    pub(super) fn has_bar(&self, index: usize) -> bool {
        self.column(index).is_some_and(|column| column.bar)
    }

    pub(super) fn is_text(&self, index: usize) -> bool {
        self.column(index).is_some_and(|column| column.unit == Unit::Text)
    }

    /// Whether it is a text that may be cut to make room for others.
    pub(super) fn gives_way(&self, index: usize) -> bool {
        self.is_text(index) && self.set(index).is_none()
    }

    /// Cells that its instants lose at the beginning.
    pub(super) fn dropped(&self, index: usize) -> u16 {
        let common = self.screen.common.get(index).copied().unwrap_or(0);
        if self.shortened { common } else { 0 }
    }

    /// The width set by hand.
    fn set(&self, index: usize) -> Option<u16> {
        Some(self.settable(index, *self.fit?.widths.get(&index)?))
    }

    /// The nearest to `width` that a column can be set to: texts can be cut, other values cannot.
    pub(super) fn settable(&self, index: usize, width: u16) -> u16 {
        let least = if self.is_text(index) { LEAST_SET } else { self.content(index).max(LEAST_SET) };
        width.clamp(least, MOST)
    }

    /// Cells of the values.
    fn content(&self, index: usize) -> u16 {
        let measured = self.screen.measured.get(index).copied().unwrap_or(0);
        measured.saturating_sub(self.dropped(index))
    }

    /// Cells of the title and the mark of a sort key.
    fn title(&self, index: usize) -> u16 {
        let Some(column) = self.column(index) else { return 0 };
        let mark = match self.order.iter().find(|key| key.column == column.name) {
            None => 0,
            Some(_) if self.order.len() > 1 => 3,
            Some(_) => 2,
        };
        width16(&column.title) + mark
    }

    /// The width at which nothing of a usual value is cut.
    pub(super) fn natural(&self, index: usize) -> u16 {
        if let Some(set) = self.set(index) {
            return set;
        }
        let content = self.content(index);
        let content = if self.is_text(index) { content.min(MOST_TEXT) } else { content };
        content.max(self.title(index))
    }

    pub(super) fn comfortable(&self, index: usize) -> u16 {
        let natural = self.natural(index);
        if self.gives_way(index) {
            return natural.min(COMFORTABLE_TEXT);
        }
        natural + if self.has_bar(index) { BAR + 1 } else { 0 }
    }

    /// The width below which a column is of no use: values of numbers are never cut.
    pub(super) fn least(&self, index: usize) -> u16 {
        if let Some(set) = self.set(index) {
            return set;
        }
        if self.is_text(index) {
            return self.natural(index).min(LEAST_TEXT);
        }
        self.content(index).max(self.title(index).min(LEAST_TITLE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::catalog;

    #[test]
    fn a_word_that_is_rare_is_measured_all_the_same() {
        let def = catalog::find("imports").unwrap();
        let view = def.first_view().unwrap();
        let state = view.columns.iter().position(|column| column.name == "state").unwrap();
        let mut rows = vec![vec![Cell::Empty; view.columns.len()]; 100];
        rows[40][state] = Cell::from("undone");
        let window = Window { columns: view.columns.to_vec(), rows, ..Window::default() };
        assert_eq!(measure(&window, Tz::UTC)[state], 6);
    }

    #[test]
    fn what_instants_have_in_common_is_the_day_where_facts_tell_it_else_the_year() {
        let of = |report: &str, name: &str, times: &[i64]| {
            let view = catalog::find(report).unwrap().first_view().unwrap();
            let at = view.columns.iter().position(|column| column.name == name).unwrap();
            let row = |time: &i64| {
                let mut row = vec![Cell::Empty; view.columns.len()];
                row[at] = Cell::Int(*time);
                row
            };
            let rows = times.iter().map(row).collect();
            let window = Window { columns: view.columns.to_vec(), rows, ..Window::default() };
            common(view, &window, Tz::UTC)[at]
        };
        let noon = 1_795_435_200; // 2026-11-23
        assert_eq!(of("participants", "first_join", &[noon, noon + 3600]), DAY);
        assert_eq!(of("participants", "first_join", &[noon, noon + 86_400]), YEAR);
        assert_eq!(of("participants", "first_join", &[noon, noon + 40 * 86_400]), 0);
        assert_eq!(of("meetings", "start", &[noon, noon + 3600]), YEAR);
    }
}
