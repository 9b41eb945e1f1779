//! Ranges of dates by name.

use crate::model::DayRange;
use chrono::{Datelike, Days, NaiveDate};

/// The ranges offered, each with its name.
pub fn presets(today: NaiveDate, held: Option<DayRange>) -> Vec<(&'static str, DayRange)> {
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let month = DayRange::month(today);
    let mut out = vec![
        ("Today", DayRange::day(today)),
        ("Yesterday", DayRange::day(back(1))),
        ("Last 7 days", DayRange::ending(today, 7)),
        ("Last 30 days", DayRange::ending(today, 30)),
        ("Last 90 days", DayRange::ending(today, 90)),
        ("This month", month),
        ("Last month", month.shifted(-1)),
        ("This year", year(today.year(), today)),
        ("Last year", year(today.year() - 1, today)),
    ];
    out.extend(held.map(|days| ("All that is held", days)));
    out
}

/// The names as a configuration writes them: `last-7-days`.
pub fn slugs() -> Vec<String> {
    names().into_iter().map(slug).collect()
}

/// The name of a slug.
pub fn by_slug(typed: &str) -> Option<&'static str> {
    names().into_iter().find(|name| slug(name) == typed)
}

/// The range of a name; `None` for all that is held where nothing is.
pub fn named(name: &str, today: NaiveDate, held: Option<DayRange>) -> Option<DayRange> {
    presets(today, held).into_iter().find(|(known, _)| *known == name).map(|(_, range)| range)
}

fn names() -> Vec<&'static str> {
    let any = NaiveDate::default();
    presets(any, Some(DayRange::day(any))).into_iter().map(|(name, _)| name).collect()
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// Those of a report that looks ahead.
pub fn presets_ahead(today: NaiveDate) -> Vec<(&'static str, DayRange)> {
    let on = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let month = DayRange::month(today);
    vec![
        ("Today", DayRange::day(today)),
        ("Tomorrow", DayRange::day(on(1))),
        ("Next 7 days", DayRange::new(today, on(7))),
        ("Next 30 days", DayRange::new(today, on(30))),
        ("Next 90 days", DayRange::new(today, on(90))),
        ("This month", month),
        ("Next month", month.shifted(1)),
        ("This year", year(today.year(), today)),
        ("Next year", year(today.year() + 1, today)),
    ]
}

fn year(year: i32, fallback: NaiveDate) -> DayRange {
    let from = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(fallback);
    let to = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(fallback);
    DayRange::new(from, to)
}

/// A day as it is typed: `2026-10-05`, or `5` and `10-05` short of it.
///
/// # Errors
/// One plain sentence on what would do.
pub fn typed_day(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let day = match parts.as_slice() {
        [y, m, d] if y.len() == 4 => ymd(y, m, d),
        [m, d] => ymd(&today.year().to_string(), m, d),
        [d] if !d.is_empty() => ymd(&today.year().to_string(), &today.month().to_string(), d),
        _ => None,
    };
    day.ok_or_else(|| "a day like 2026-10-05".to_owned())
}

fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if ![year, month, day].into_iter().all(digits) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn ranges_by_name() {
        let named = presets(day("2026-03-31"), None);
        let of = |name: &str| named.iter().find(|(n, _)| *n == name).unwrap().1;
        assert_eq!(of("Last month"), DayRange::month(day("2026-02-01")));
        assert_eq!(of("Last 7 days"), DayRange::new(day("2026-03-25"), day("2026-03-31")));
        assert_eq!(of("Last year"), DayRange::new(day("2025-01-01"), day("2025-12-31")));
        assert!(!named.iter().any(|(name, _)| name.starts_with("All")));
    }

    #[test]
    fn ranges_by_slug() {
        assert_eq!(by_slug("last-7-days"), Some("Last 7 days"));
        assert!(slugs().contains(&"all-that-is-held".to_owned()));
        assert_eq!(named("Today", day("2026-03-31"), None), Some(DayRange::day(day("2026-03-31"))));
        assert_eq!(named("All that is held", day("2026-03-31"), None), None);
    }

    #[test]
    fn ranges_to_come_by_name() {
        let named = presets_ahead(day("2026-12-30"));
        let of = |name: &str| named.iter().find(|(n, _)| *n == name).unwrap().1;
        assert_eq!(of("Next 7 days"), DayRange::new(day("2026-12-30"), day("2027-01-06")));
        assert_eq!(of("Next month"), DayRange::month(day("2027-01-01")));
    }

    #[test]
    fn days_as_typed() {
        let today = day("2026-11-23");
        assert_eq!(typed_day(" 2026-10-05 ", today), Ok(day("2026-10-05")));
        assert_eq!(typed_day("10-5", today), Ok(day("2026-10-05")));
        assert_eq!(typed_day("7", today), Ok(day("2026-11-07")));
        for wrong in ["", "2026-02-30", "yesterday", "5.10.2026", "-5", "+7", "1-2-3-4"] {
            assert!(typed_day(wrong, today).is_err(), "{wrong}");
        }
    }
}
