//! Ranges of dates: what is shown when nobody asked for one.

use crate::model::DayRange;
use chrono::NaiveDate;

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
}
