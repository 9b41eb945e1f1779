//! Ranges of dates: what is shown when nobody asked for one.

use super::limits::{in_range, longest};
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

/// What of a range may be shown at once where the policy allows so many months: its last days, as many as there may be.
pub fn last_of(range: DayRange, months: Option<u32>) -> DayRange {
    let Some(months) = months.filter(|months| in_range(range, *months).is_err()) else { return range };
    // A month that ends in February may begin some days later than the same day of the month before.
    let least = range.to.checked_sub_months(Months::new(months)).unwrap_or(range.from).max(range.from);
    let from =
        least.iter_days().take_while(|day| *day <= range.to).find(|day| longest(*day, months).to >= range.to);
    DayRange { from: from.unwrap_or(range.to), to: range.to }
}

/// The same, of its first days.
pub fn first_of(range: DayRange, months: Option<u32>) -> DayRange {
    months.and_then(|months| in_range(range, months).err()).unwrap_or(range)
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

    /// "From D to the day before D in the next month": 30 days that end on 2 March are longer.
    #[test]
    fn a_range_is_cut_to_what_may_be_shown_at_once() {
        let range = |from: &str, to: &str| DayRange::new(from.parse().unwrap(), to.parse().unwrap());
        let cut = |from: &str, to: &str| last_of(range(from, to), Some(1));
        assert_eq!(cut("2026-02-01", "2026-03-02"), range("2026-02-03", "2026-03-02"));
        assert_eq!(cut("2026-01-31", "2026-02-27"), range("2026-01-31", "2026-02-27"));
        assert_eq!(cut("2026-01-31", "2026-02-28"), range("2026-02-01", "2026-02-28"));
        assert_eq!(cut("2020-01-01", "2026-11-23"), range("2026-10-24", "2026-11-23"));
        assert_eq!(last_of(range("2020-01-01", "2026-11-23"), None), range("2020-01-01", "2026-11-23"));
        assert_eq!(last_of(range("2020-01-01", "2026-11-23"), Some(12)), range("2025-11-24", "2026-11-23"));
        assert_eq!(first_of(range("2026-02-01", "2026-03-02"), Some(1)), range("2026-02-01", "2026-02-28"));
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_may_be_shown_and_no_day_more(from in 0i32..30_000, days in 0i32..900, months in 1u32..14) {
            let day = |n: i32| NaiveDate::from_epoch_days(n).unwrap();
            let range = DayRange::new(day(from), day(from + days));
            let left = last_of(range, Some(months));
            proptest::prop_assert_eq!((in_range(left, months), left.to), (Ok(()), range.to));
            let more = DayRange { from: left.from.pred_opt().unwrap(), ..left };
            proptest::prop_assert!(left.from == range.from || in_range(more, months).is_err());
        }
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
