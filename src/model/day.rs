//! Days and ranges of days. A day is a calendar day in the account's zone.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days since 1970-01-01, as stored.
pub fn epoch_day(day: NaiveDate) -> i64 {
    i64::from(day.to_epoch_days())
}

/// The day of a stored number; `None` outside chrono's calendar.
pub fn from_epoch_day(days: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(days).ok()?)
}

/// A range of days, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayRange {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl DayRange {
    /// The range between two days, whichever comes first.
    pub fn new(one: NaiveDate, other: NaiveDate) -> Self {
        Self { from: one.min(other), to: one.max(other) }
    }

    pub fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The calendar month that holds `day`.
    pub fn month(day: NaiveDate) -> Self {
        let from = day.with_day(1).unwrap_or(day);
        let to = from.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(from);
        Self { from, to }
    }

    /// The `days` days that end with `to`.
    pub fn ending(to: NaiveDate, days: u64) -> Self {
        let from = to.checked_sub_days(Days::new(days.saturating_sub(1))).unwrap_or(to);
        Self { from, to }
    }

    /// Days in the range; at least 1.
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    fn is_month(self) -> bool {
        self == Self::month(self.from)
    }

    /// The range of the same kind `steps` periods later (earlier when negative): whole months move by
    /// months, anything else by its own length.
    pub fn shifted(self, steps: i32) -> Self {
        if self.is_month() {
            let months = Months::new(steps.unsigned_abs());
            let from = if steps < 0 {
                self.from.checked_sub_months(months)
            } else {
                self.from.checked_add_months(months)
            };
            return from.map_or(self, Self::month);
        }
        let span = chrono::TimeDelta::days(self.days() * i64::from(steps));
        match (self.from.checked_add_signed(span), self.to.checked_add_signed(span)) {
            (Some(from), Some(to)) => Self { from, to },
            _ => self,
        }
    }
}

impl std::fmt::Display for DayRange {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to {
            write!(out, "{}", self.from)
        } else {
            write!(out, "{} … {}", self.from, self.to)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_moves_by_months_and_other_ranges_by_their_length() {
        let october = DayRange::month(day("2026-10-15"));
        assert_eq!(october, DayRange::new(day("2026-10-01"), day("2026-10-31")));
        assert_eq!(october.shifted(-8), DayRange::month(day("2026-02-01")));
        let week = DayRange::ending(day("2026-11-22"), 7);
        assert_eq!(week.days(), 7);
        assert_eq!(week.shifted(1), DayRange::new(day("2026-11-23"), day("2026-11-29")));
    }

    #[test]
    fn epoch_days_round_trip() {
        assert_eq!(epoch_day(day("1970-01-02")), 1);
        assert_eq!(from_epoch_day(epoch_day(day("2026-11-23"))), Some(day("2026-11-23")));
        assert_eq!(from_epoch_day(i64::MAX), None);
    }
}
