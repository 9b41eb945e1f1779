//! Half-open intervals of time, in epoch seconds.

/// `[start, end)` in epoch seconds; empty when `end <= start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    pub start: i64,
    pub end: i64,
}

impl Interval {
    pub fn new(start: i64, end: i64) -> Self {
        Self { start, end }
    }

    /// Seconds; 0 for an empty or reversed interval.
    pub fn seconds(self) -> i64 {
        self.end.saturating_sub(self.start).max(0)
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part inside `bounds`; empty when they do not meet.
    pub fn clipped(self, bounds: Self) -> Self {
        let start = self.start.max(bounds.start);
        Self { start, end: self.end.min(bounds.end).max(start) }
    }
}

/// The union as disjoint intervals in order; empty ones are dropped, touching ones joined.
pub fn union(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|interval| interval.seconds() > 0);
    intervals.sort_unstable_by_key(|interval| (interval.start, interval.end));
    let mut out: Vec<Interval> = Vec::with_capacity(intervals.len());
    for interval in intervals {
        match out.last_mut() {
            Some(last) if interval.start <= last.end => last.end = last.end.max(interval.end),
            _ => out.push(interval),
        }
    }
    out
}

/// Seconds covered by at least one interval.
pub fn union_seconds(intervals: Vec<Interval>) -> i64 {
    union(intervals).into_iter().map(Interval::seconds).sum()
}

/// The highest number of intervals at one moment and the first moment it is reached; `None` when all are empty.
pub fn peak(intervals: &[Interval]) -> Option<(i64, i64)> {
    let mut edges: Vec<(i64, i64)> = intervals
        .iter()
        .filter(|interval| interval.seconds() > 0)
        .flat_map(|interval| [(interval.start, 1), (interval.end, -1)])
        .collect();
    // At the same moment leaves sort before joins: a hand-over is not a crowd.
    edges.sort_unstable();
    let (mut now, mut best) = (0, None);
    for (at, step) in edges {
        now += step;
        if best.is_none_or(|(count, _)| now > count) {
            best = Some((now, at));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn peak_counts_a_hand_over_once() {
        let stays = [Interval::new(0, 10), Interval::new(10, 20), Interval::new(12, 15)];
        assert_eq!(peak(&stays), Some((2, 12)));
        assert_eq!(peak(&[]), None);
    }

    fn intervals() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec(
            (-50i64..50, -5i64..30).prop_map(|(start, len)| Interval::new(start, start + len)),
            0..12,
        )
    }

    proptest! {
        #[test]
        fn union_counts_each_covered_second_once(list in intervals()) {
            let covered = (-60..100).filter(|at| list.iter().any(|i| i.start <= *at && *at < i.end)).count();
            prop_assert_eq!(union_seconds(list.clone()), i64::try_from(covered).unwrap());
            let merged = union(list);
            prop_assert!(merged.windows(2).all(|pair| pair[0].end < pair[1].start));
        }

        #[test]
        fn union_is_its_own_union_and_ignores_order(mut list in intervals()) {
            let once = union(list.clone());
            prop_assert_eq!(union(once.clone()), once.clone());
            list.reverse();
            prop_assert_eq!(union(list), once);
        }
    }
}
