//! The school year: when there is teaching, when the staff works, when the clocks change.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::model::zone;

/// How many months back the organisation's meetings reach.
pub const MONTHS: u32 = 13;

/// The first day shown.
pub fn first_day(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(MONTHS)).unwrap_or(today)
}

/// Every day from `from` to `to`.
pub fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day <= to)
}

/// The same month's `day`.
pub fn with_day(date: NaiveDate, day: u32) -> NaiveDate {
    date.with_day(day).unwrap_or(date)
}

pub fn last_of_month(date: NaiveDate) -> NaiveDate {
    let next = with_day(date, 1).checked_add_months(Months::new(1));
    next.and_then(|next| next.pred_opt()).unwrap_or(date)
}

/// The calendar months that `from..=to` touches, each as the days of it inside.
pub fn months(from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut out = Vec::new();
    let mut first = from;
    while first <= to {
        let next = first.with_day(1).and_then(|d| d.checked_add_months(Months::new(1)));
        let Some(next) = next else { break };
        out.push((first, next.pred_opt().unwrap_or(first).min(to)));
        first = next;
    }
    out
}

fn between(day: NaiveDate, from: (u32, u32), to: (u32, u32)) -> bool {
    (from..=to).contains(&(day.month(), day.day()))
}

pub fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Lessons are held: a weekday outside the holidays.
pub fn teaching(day: NaiveDate) -> bool {
    let summer = between(day, (6, 13), (8, 17));
    let christmas = between(day, (12, 20), (12, 31)) || between(day, (1, 1), (1, 8));
    // The sports holiday and the autumn holiday have a week each.
    let week = matches!(day.iso_week().week(), 9 | 44);
    let public = matches!((day.month(), day.day()), (5, 1) | (6, 6));
    !(weekend(day) || summer || christmas || week || public)
}

/// How much of the office work goes on, in 1000.
pub fn staffed(day: NaiveDate) -> u64 {
    if weekend(day) || between(day, (12, 23), (12, 31)) || between(day, (1, 1), (1, 3)) {
        0
    } else if between(day, (6, 29), (8, 7)) {
        170
    } else if teaching(day) {
        950
    } else {
        550
    }
}

/// `autumn` and so on, for topics.
pub fn season(day: NaiveDate) -> &'static str {
    match day.month() {
        3..=5 => "spring",
        6..=8 => "summer",
        9..=11 => "autumn",
        _ => "winter",
    }
}

/// The Tuesday about three weeks before `today`.
pub fn all_hands(today: NaiveDate) -> NaiveDate {
    let week = today.checked_sub_days(Days::new(21)).unwrap_or(today);
    week.week(Weekday::Mon).first_day().succ_opt().unwrap_or(week)
}

/// The `nth` such weekday of its month, from 1.
pub fn nth_weekday(day: NaiveDate, nth: u32, weekday: Weekday) -> bool {
    day.weekday() == weekday && day.day0() / 7 + 1 == nth
}

pub fn last_weekday(day: NaiveDate, weekday: Weekday) -> bool {
    day.weekday() == weekday && day.checked_add_days(Days::new(7)).is_none_or(|d| d.month() != day.month())
}

/// The clocks of `zone` go back on this day.
pub fn clocks_go_back(zone: Tz, day: NaiveDate) -> bool {
    let next = day.succ_opt().unwrap_or(day);
    zone::day_start(zone, next) - zone::day_start(zone, day) > 86_400
}

/// Epoch seconds of a local time; `minute` counts from midnight and may go past the day's end.
pub fn at(zone: Tz, day: NaiveDate, minute: i64) -> i64 {
    let midnight = day.and_time(NaiveTime::MIN);
    zone::instant(zone, midnight + chrono::TimeDelta::minutes(minute)).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_months_of_a_range_cover_it_without_a_gap() {
        let today = day("2026-11-23");
        let months = months(first_day(today), today);
        assert_eq!(months.len(), 14);
        assert_eq!(months[0], (day("2025-10-23"), day("2025-10-31")));
        assert_eq!(months[13], (day("2026-11-01"), today));
        assert!(months.windows(2).all(|pair| pair[0].1.succ_opt() == Some(pair[1].0)));
    }

    #[test]
    fn no_lessons_at_christmas_or_in_summer() {
        assert!(teaching(day("2026-10-05")));
        for text in ["2025-12-24", "2026-01-02", "2026-07-01", "2026-10-28", "2026-11-22"] {
            assert!(!teaching(day(text)), "{text}");
        }
        assert!(staffed(day("2026-07-15")) < staffed(day("2026-11-16")));
    }

    #[test]
    fn days_of_the_month_by_weekday() {
        assert!(nth_weekday(day("2026-11-11"), 2, Weekday::Wed));
        assert!(!nth_weekday(day("2026-11-18"), 2, Weekday::Wed));
        assert!(last_weekday(day("2026-11-28"), Weekday::Sat));
        assert_eq!(all_hands(day("2026-11-23")), day("2026-11-03"));
        let zone = chrono_tz::Europe::Stockholm;
        assert!(clocks_go_back(zone, day("2026-10-25")) && !clocks_go_back(zone, day("2026-03-29")));
    }
}
