//! Ranges of dates: what is shown when nobody asked for one.

use crate::model::DayRange;
use chrono::{Days, Months, NaiveDate};

/// Days shown at first.
const DAYS: u64 = 30;

/// The last 30 days; where nothing is held in them, the 30 days that end with the newest day held.
pub fn first_range(today: NaiveDate, newest: Option<NaiveDate>) -> DayRange {
    let recent = DayRange::ending(today, DAYS);
    match newest {
        Some(newest) if newest < recent.from => DayRange::ending(newest, DAYS),
        _ => recent,
    }
}

/// What a report of the days to come shows at first: today and the 30 days after it.
pub fn first_range_ahead(today: NaiveDate) -> DayRange {
    DayRange::new(today, today.checked_add_days(Days::new(DAYS)).unwrap_or(today))
}

/// The twelve months that end today.
pub fn last_year(today: NaiveDate) -> DayRange {
    let before = today.checked_sub_months(Months::new(12)).and_then(|day| day.succ_opt());
    DayRange::new(before.unwrap_or(today), today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_export_is_seen_at_once() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-23");
        assert_eq!(first_range(today, None).from, day("2026-10-25"));
        assert_eq!(first_range(today, Some(day("2026-11-20"))).to, today);
        assert_eq!(first_range(today, Some(day("2021-09-10"))).to, day("2021-09-10"));
    }

    #[test]
    fn what_is_to_come_begins_today() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let range = first_range_ahead(day("2026-11-23"));
        assert_eq!((range.from, range.to), (day("2026-11-23"), day("2026-12-23")));
        assert_eq!(first_range_ahead(NaiveDate::MAX).to, NaiveDate::MAX);
        assert_eq!(last_year(day("2026-11-23")), DayRange::new(day("2025-11-24"), day("2026-11-23")));
        assert_eq!(last_year(NaiveDate::MIN).to, NaiveDate::MIN);
    }
}
