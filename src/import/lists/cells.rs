//! The cells of one row of a list, whichever way it came.

use super::super::cells::{self, Odd};
use super::super::titles::Column;
use crate::model::money;
use crate::model::row::Worth;
use crate::model::text::fold;
use crate::model::{Cell, day};
use chrono::NaiveDate;
use std::borrow::Cow;

/// Why a row cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    /// `None` where it is the whole row.
    pub column: Option<&'static Column>,
    pub value: String,
    pub reason: String,
}

/// Takes a row that stands below another.
pub type Below<'t> = &'t mut dyn FnMut(&mut Cells<'_>) -> Result<(), Unreadable>;

/// Where cells come from.
pub trait Source {
    /// What stands in the first of the columns that is there; empty where none is, or it holds nothing.
    fn raw(&mut self, columns: &[&'static Column]) -> Cow<'_, [u8]>;

    /// What the answer says beside its rows.
    fn beside(&self, columns: &[&'static Column]) -> Option<String>;

    /// The moment, or the midnight of the day, in the first of the columns.
    ///
    /// # Errors
    /// Says why it is none.
    fn moment(&mut self, columns: &[&'static Column]) -> Result<Option<i64>, String>;

    fn day(&mut self, columns: &[&'static Column]) -> Result<Option<NaiveDate>, String>;

    /// What the question's path names: a user, a meeting.
    fn asked(&self) -> Option<&str>;

    /// Each row below this one in an array of that name, which answers alone have.
    ///
    /// # Errors
    /// Those of `take`.
    fn each_below(&mut self, array: &str, take: Below<'_>) -> Result<(), Unreadable>;

    /// Notes a day that the list has rows of, by a moment of it.
    fn met(&mut self, at: i64);

    fn met_day(&mut self, day: NaiveDate);

    fn odd(&mut self) -> &mut Odd;

    fn worth(&self) -> Worth;
}

/// The cells of one row. Columns go by all of their names (`titles`), compared loosely: titles of exports and fields of the API
/// are found alike; a field within another goes by both names (`site.name` is `sitename`).
pub struct Cells<'c> {
    source: &'c mut dyn Source,
}

impl std::fmt::Debug for Cells<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Cells").finish_non_exhaustive()
    }
}

type Read<T> = Result<Option<T>, Unreadable>;

impl<'c> Cells<'c> {
    pub fn new(source: &'c mut dyn Source) -> Self {
        Self { source }
    }

    pub fn worth(&self) -> Worth {
        self.source.worth()
    }

    /// What the question's path names.
    pub fn asked(&self) -> Option<String> {
        self.source.asked().map(str::to_owned)
    }

    /// Each row below this one in an array of that name.
    ///
    /// # Errors
    /// Those of `take`.
    pub fn each_below(&mut self, array: &str, take: Below<'_>) -> Result<(), Unreadable> {
        self.source.each_below(array, take)
    }

    /// What the answer says beside its rows.
    pub fn beside(&self, column: &'static Column) -> Option<String> {
        self.source.beside(&[column])
    }

    /// The list speaks for the day of this moment.
    pub fn met(&mut self, at: i64) {
        self.source.met(at);
    }

    /// The list speaks for this day (an epoch day).
    pub fn met_day(&mut self, day: i64) {
        if let Some(day) = day::from_epoch_day(day) {
            self.source.met_day(day);
        }
    }

    pub fn raw(&mut self, columns: &[&'static Column]) -> String {
        String::from_utf8_lossy(cells::bare(&self.source.raw(columns))).into_owned()
    }

    /// Clean text.
    pub fn text(&mut self, columns: &[&'static Column]) -> Option<String> {
        let raw = self.source.raw(columns).into_owned();
        cells::some_text(&raw, self.source.odd()).map(Cow::into_owned)
    }

    /// A name or a topic: clean, HTML entities decoded.
    pub fn decoded(&mut self, columns: &[&'static Column]) -> Option<String> {
        let raw = self.source.raw(columns).into_owned();
        if cells::is_none(&raw) {
            return None;
        }
        Some(cells::decoded(&raw, self.source.odd()).into_owned()).filter(|text| !text.is_empty())
    }

    pub fn email(&mut self, columns: &[&'static Column]) -> Option<String> {
        let raw = self.source.raw(columns).into_owned();
        cells::email(&raw, self.source.odd()).map(Cow::into_owned)
    }

    pub fn flag(&mut self, columns: &[&'static Column]) -> Option<bool> {
        let raw = self.source.raw(columns).into_owned();
        cells::flag(&raw, self.source.odd())
    }

    /// A meeting number, where there is one.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn meeting_number(&mut self, column: &'static Column) -> Read<String> {
        let raw = self.source.raw(&[column]).into_owned();
        if cells::is_none(&raw) {
            return Ok(None);
        }
        cells::meeting_number(&raw)
            .map(|number| Some(number.into_owned()))
            .map_err(|reason| unreadable(column, &raw, reason))
    }

    /// A whole number that is not negative; thousands may be parted by commas.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn count(&mut self, column: &'static Column) -> Read<i64> {
        let raw = self.source.raw(&[column]).into_owned();
        if cells::is_none(&raw) {
            return Ok(None);
        }
        let plain: Vec<u8> = cells::bare(&raw).iter().copied().filter(|byte| *byte != b',').collect();
        cells::number(&plain).map(Some).ok_or_else(|| unreadable(column, &raw, "this is no whole number"))
    }

    /// The moment, or the midnight of a day.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn moment(&mut self, column: &'static Column) -> Read<i64> {
        let raw = self.source.raw(&[column]).into_owned();
        self.source.moment(&[column]).map_err(|reason| unreadable(column, &raw, reason))
    }

    /// As [`Self::moment`], where the row is none without it.
    ///
    /// # Errors
    /// When the cell holds something else, or nothing.
    pub fn needed_moment(&mut self, column: &'static Column) -> Result<i64, Unreadable> {
        self.moment(column)?.ok_or_else(|| unreadable(column, b"", "it is missing"))
    }

    /// As [`Self::day`], where the row is none without it.
    ///
    /// # Errors
    /// When the cell holds something else, or nothing.
    pub fn needed_day(&mut self, column: &'static Column) -> Result<i64, Unreadable> {
        self.day(column)?.ok_or_else(|| unreadable(column, b"", "it is missing"))
    }

    /// An epoch day, as written: of no zone.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn day(&mut self, column: &'static Column) -> Read<i64> {
        let raw = self.source.raw(&[column]).into_owned();
        let day = self.source.day(&[column]).map_err(|reason| unreadable(column, &raw, reason))?;
        Ok(day.map(day::epoch_day))
    }

    /// Seconds: `1:02:03`, `02:03`, or a whole number of `unit` seconds.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn seconds(&mut self, column: &'static Column, unit: i64) -> Read<i64> {
        let raw = self.source.raw(&[column]).into_owned();
        if cells::is_none(&raw) {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(cells::bare(&raw)).into_owned();
        let read = if text.contains(':') {
            zoom_clock(&text)
        } else {
            cells::number(text.as_bytes()).and_then(|number| number.checked_mul(unit))
        };
        read.map(Some).ok_or_else(|| unreadable(column, &raw, "this is no duration"))
    }

    /// An amount in the smallest unit of a currency.
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn money(&mut self, column: &'static Column, currency: Option<&str>) -> Read<i64> {
        let raw = self.source.raw(&[column]).into_owned();
        if cells::is_none(&raw) {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(cells::bare(&raw)).into_owned();
        let bare = text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-' && c != '.');
        let bare = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
        money::minor(bare, currency)
            .map(Some)
            .ok_or_else(|| unreadable(column, &raw, "this is no amount of money"))
    }

    /// The ISO 4217 code of a currency; `None` where the cell names none that is known.
    pub fn currency(&mut self, column: &'static Column) -> Option<&'static str> {
        let said = self.raw(&[column]);
        let said = if said.is_empty() { self.beside(column)? } else { said };
        money::currency(&said)
    }

    /// Bytes: `3 MB`, `1.2 GB` (1024 a step), or a number of `unit` (`b`, `mb`).
    ///
    /// # Errors
    /// When the cell holds something else.
    pub fn size(&mut self, column: &'static Column, unit: &str) -> Read<i64> {
        let raw = self.source.raw(&[column]).into_owned();
        if cells::is_none(&raw) {
            return Ok(None);
        }
        let mut text = fold(String::from_utf8_lossy(cells::bare(&raw)).trim());
        if text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push_str(unit);
        }
        size(&text).map(Some).ok_or_else(|| unreadable(column, &raw, "this is no size like 3 MB"))
    }
}

/// A value, or nothing.
pub fn cell<T: Into<Cell>>(value: Option<T>) -> Cell {
    value.map_or(Cell::Empty, Into::into)
}

pub fn unreadable(column: &'static Column, raw: &[u8], reason: impl Into<String>) -> Unreadable {
    let value = String::from_utf8_lossy(raw.get(..400).unwrap_or(raw)).into_owned();
    Unreadable { column: Some(column), value, reason: reason.into() }
}

/// `hh:mm:ss` or `mm:ss`.
fn zoom_clock(text: &str) -> Option<i64> {
    super::super::zoom_api::clock_text(text)
}

/// A folded size in bytes.
#[expect(clippy::cast_possible_truncation, reason = "below 2^53, checked")]
#[expect(clippy::cast_precision_loss, reason = "powers of two")]
fn size(text: &str) -> Option<i64> {
    const UNITS: [(&str, u32); 10] = [
        ("tib", 40),
        ("gib", 30),
        ("mib", 20),
        ("kib", 10),
        ("tb", 40),
        ("gb", 30),
        ("mb", 20),
        ("kb", 10),
        ("bytes", 0),
        ("b", 0),
    ];
    let found = UNITS.iter().find_map(|(unit, shift)| Some((text.strip_suffix(unit)?, *shift)));
    let (digits, shift) = found.unwrap_or((text, 0));
    let digits = digits.trim().replace(',', "");
    let whole = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !whole(&digits) {
        return None;
    }
    let value: f64 = digits.parse().ok()?;
    let bytes = (value * (1_u64 << shift) as f64).round();
    (bytes.is_finite() && bytes < 9_007_199_254_740_992.0).then_some(bytes as i64)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_powers_of_two() {
        assert_eq!(size("3 mb"), Some(3 << 20));
        assert_eq!(size("1.5gb"), Some(3 << 29));
        assert_eq!(size("3 tb"), Some(3 << 40));
        assert_eq!(size("1,024 kb"), Some(1 << 20));
        assert_eq!(size("4711"), Some(4711));
        for wrong in ["unlimited", "", "mb", "-3 mb", "1e99", "3 mbit", "99999999999999999 tb"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }
}
