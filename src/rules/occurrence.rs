//! `occurrence` (RULES, *People*): when two sources speak of the same one.

use crate::model::Interval;

/// Sources of one occurrence start at most this many seconds apart.
pub const START_TOLERANCE: i64 = 60;

/// Whether two starts of the same meeting number are one occurrence's: within 60 s, or in the same minute
/// where either file has minutes only.
pub fn same_start(one: i64, other: i64, whole_minutes: bool) -> bool {
    if whole_minutes {
        one.div_euclid(60) == other.div_euclid(60)
    } else {
        (one - other).abs() <= START_TOLERANCE
    }
}

/// The occurrence to which stays without a meeting block belong: the one whose interval they overlap longest,
/// the earliest of equals. `held` gives key and interval of the number's occurrences.
pub fn overlapped<K: Copy>(stays: Interval, held: impl IntoIterator<Item = (K, Interval)>) -> Option<K> {
    held.into_iter()
        .filter(|(_, interval)| interval.overlaps(stays))
        .min_by_key(|(_, interval)| (-interval.clipped(stays).seconds(), interval.start))
        .map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_within_a_minute_are_one_occurrence() {
        assert!(same_start(1000, 1060, false));
        assert!(!same_start(1000, 1061, false));
        assert!(same_start(1200, 1259, true));
        assert!(!same_start(1199, 1200, true));
    }

    #[test]
    fn stays_belong_to_the_occurrence_they_overlap() {
        let held = [(1, Interval::new(0, 3600)), (2, Interval::new(7200, 10_800))];
        assert_eq!(overlapped(Interval::new(7000, 11_000), held), Some(2));
        assert_eq!(overlapped(Interval::new(3600, 7200), held), None);
    }
}
