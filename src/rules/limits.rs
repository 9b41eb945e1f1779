//! Time limits (RULES, *Time limits*): what the portals show of the past, and what they need for it.

use crate::model::DayRange;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// `retention`: the first day shown when reports reach back so many months from today.
pub fn first_day(today: NaiveDate, months: u32) -> NaiveDate {
    today.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// `range`: the longest range from a day on, of so many months: to the day before the same day of the month it ends in;
/// a month without that day lends its last.
pub fn longest(from: NaiveDate, months: u32) -> DayRange {
    let to = from.checked_add_months(Months::new(months.max(1))).and_then(|next| next.pred_opt());
    DayRange { from, to: to.unwrap_or(from).max(from) }
}

/// `range`: whether a range is not longer than so many months; else the longest that would do.
///
/// # Errors
/// The longest range from the same day on.
pub fn in_range(range: DayRange, months: u32) -> Result<(), DayRange> {
    let longest = longest(range.from, months);
    if range.to <= longest.to { Ok(()) } else { Err(longest) }
}

/// `recording retention`: months over which one recordings report may run. Owner and administrator of a reseller's or
/// distributor's master account may ask for a year and for several sub-accounts at once.
pub fn recording_months(
    policy: Option<u32>,
    is_owner_or_administrator: bool,
    is_reseller: bool,
) -> Option<u32> {
    policy.map(|months| if is_owner_or_administrator && is_reseller { months.max(12) } else { months })
}

/// `recording retention`: months that one recordings report may span: as any other, but a year for owner and administrator
/// of a reseller's or distributor's master account.
pub fn recording_range(
    policy: Option<u32>,
    is_owner_or_administrator: bool,
    is_reseller: bool,
) -> Option<u32> {
    recording_months(policy, is_owner_or_administrator, is_reseller)
}

/// `expiry`: whether a meeting's registration report is no longer shown. One that was never started expires so many days
/// after its scheduled day, a recurring one so many after its last occurrence (else its scheduled day).
pub fn expired(today: NaiveDate, meeting: &Scheduled, once: u32, recurring: u32) -> bool {
    let (since, days) = if meeting.is_recurring {
        (meeting.last_held.or(meeting.scheduled), recurring)
    } else if meeting.last_held.is_some() {
        return false;
    } else {
        (meeting.scheduled, once)
    };
    let ends = since.and_then(|day| day.checked_add_days(Days::new(u64::from(days))));
    ends.is_some_and(|ends| today >= ends)
}

/// What decides about a meeting's expiry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scheduled {
    pub scheduled: Option<NaiveDate>,
    pub last_held: Option<NaiveDate>,
    pub is_recurring: bool,
}

/// `paid host`: whether a plan, as a users list names it, is a paid one; `None` where that cannot be told.
pub fn is_paid(plan: &str) -> Option<bool> {
    const FREE: [&str; 4] = ["basic", "free", "none", "unassigned"];
    const PAID: [&str; 8] =
        ["licensed", "pro", "business", "enterprise", "education", "api", "on-prem", "on prem"];
    let plan = crate::model::text::fold(plan.trim());
    let is = |word: &&str| plan == **word || plan.starts_with(&format!("{word} "));
    if FREE.iter().any(is) {
        return Some(false);
    }
    PAID.iter().any(is).then_some(true)
}

/// `billing enabled`: the day on which billing that was requested is expected: three working days on.
pub fn billing_expected(requested: NaiveDate) -> NaiveDate {
    let is_working = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    requested.iter_days().skip(1).filter(is_working).nth(2).unwrap_or(requested)
}

/// `access control`: a period in which it was on: from an instant to another, or still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct On {
    pub from: i64,
    pub to: Option<i64>,
}

/// `access control`: whether an activity session that starts then is taken.
pub fn is_taken(start: i64, periods: &[On]) -> bool {
    periods.iter().any(|on| on.from <= start && on.to.is_none_or(|to| start < to))
}

/// `access control`: the first day on which the sessions of a day are shown.
pub fn shown_from(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// "Today 2026-11-23: first day shown 2025-11-23."
    #[test]
    fn retention() {
        assert_eq!(first_day(day("2026-11-23"), 12), day("2025-11-23"));
    }

    /// "2026-10-05 … 2026-11-04 passes, … 2026-11-05 does not"; "31 Jan → 27/28 Feb".
    #[test]
    fn range() {
        let october = |to: &str| DayRange::new(day("2026-10-05"), day(to));
        assert_eq!(in_range(october("2026-11-04"), 1), Ok(()));
        assert_eq!(in_range(october("2026-11-05"), 1), Err(october("2026-11-04")));
        assert_eq!(longest(day("2026-10-01"), 1), DayRange::month(day("2026-10-01")));
        assert_eq!(longest(day("2026-01-31"), 1).to, day("2026-02-27"));
        assert_eq!(longest(day("2028-01-31"), 1).to, day("2028-02-28"));
        assert_eq!(longest(day("2026-01-28"), 1).to, day("2026-02-27"));
        assert_eq!(longest(day("2026-12-10"), 12).to, day("2027-12-09"));
        assert_eq!(longest(NaiveDate::MAX, 1).to, NaiveDate::MAX);
    }

    #[test]
    fn recording_retention_and_the_resellers_year() {
        assert_eq!(recording_months(Some(6), true, false), Some(6));
        assert_eq!(recording_months(Some(6), true, true), Some(12));
        assert_eq!(recording_months(Some(6), false, true), Some(6));
        assert_eq!(recording_months(None, false, false), None);
        assert_eq!(recording_range(Some(1), true, true), Some(12));
        assert_eq!(recording_range(Some(1), false, true), Some(1));
        assert_eq!(recording_range(Some(1), true, false), Some(1));
    }

    /// "Scheduled 1 Oct, never held: on 31 Oct expired." "Recurring meetings: 365 days from the last occurrence."
    #[test]
    fn expiry() {
        let never_held = Scheduled { scheduled: Some(day("2026-10-01")), ..Scheduled::default() };
        assert!(!expired(day("2026-10-30"), &never_held, 30, 365));
        assert!(expired(day("2026-10-31"), &never_held, 30, 365));
        let held = Scheduled { last_held: Some(day("2026-10-01")), ..never_held };
        assert!(!expired(day("2027-10-31"), &held, 30, 365));
        let recurring = Scheduled { is_recurring: true, last_held: Some(day("2026-10-08")), ..never_held };
        assert!(!expired(day("2027-10-07"), &recurring, 30, 365));
        assert!(expired(day("2027-10-08"), &recurring, 30, 365));
    }

    #[test]
    fn paid_host() {
        assert_eq!(is_paid("Basic"), Some(false));
        assert_eq!(is_paid("Licensed"), Some(true));
        assert_eq!(is_paid("Enterprise Plus"), Some(true));
        assert_eq!(is_paid("Webinar 500"), None);
        assert_eq!(is_paid("Process"), None);
    }

    /// "Requested Thu: Tue."
    #[test]
    fn billing_enabled() {
        assert_eq!(billing_expected(day("2026-11-19")), day("2026-11-24"));
        assert_eq!(billing_expected(day("2026-11-16")), day("2026-11-19"));
        assert_eq!(billing_expected(day("2026-11-21")), day("2026-11-25"));
    }

    /// "On 3 Mar 10:00: a session of 3 Mar 09:50 is refused, one of 11:00 is shown from 4 Mar."
    #[test]
    fn access_control() {
        let minutes = |hours: i64, minutes: i64| hours * 3600 + minutes * 60;
        let periods = [On { from: minutes(10, 0), to: Some(minutes(12, 0)) }];
        assert!(!is_taken(minutes(9, 50), &periods));
        assert!(is_taken(minutes(11, 0), &periods));
        assert!(!is_taken(minutes(12, 0), &periods));
        assert!(is_taken(minutes(15, 0), &[On { from: minutes(10, 0), to: None }]));
        assert_eq!(shown_from(day("2026-03-03")), day("2026-03-04"));
    }

    proptest! {
        #[test]
        fn a_longest_range_passes_and_a_day_more_does_not(days in 0i32..40_000, months in 1u32..24) {
            let from = NaiveDate::from_epoch_days(days).unwrap();
            let longest = longest(from, months);
            prop_assert_eq!(in_range(longest, months), Ok(()));
            let more = DayRange { to: longest.to.succ_opt().unwrap(), ..longest };
            prop_assert_eq!(in_range(more, months), Err(longest));
            prop_assert!(longest.days() >= 28, "{longest}");
        }
    }
}
