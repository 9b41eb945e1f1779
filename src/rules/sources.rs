//! `sources of one occurrence` (RULES, *People*): which of its source sets is shown.

use crate::model::Grade;

/// What decides between source sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub grade: Grade,
    /// Epoch seconds.
    pub observed: i64,
    pub rows: u64,
    /// Tells equals apart the same way whatever the order of imports.
    pub digest: u128,
}

/// What becomes of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Shown,
    /// Held, not shown; lends what the shown one lacks.
    Kept,
    /// Observed later than the shown one, yet smaller: never erases rows that an earlier one had.
    Smaller,
}

impl State {
    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            State::Shown => "shown",
            State::Kept => "kept",
            State::Smaller => "smaller",
        }
    }
}

/// The best grade, then the latest observed that is not smaller, is shown. Sets of facts alone are never shown.
pub fn choose(sets: &[Candidate]) -> Vec<State> {
    let mut order: Vec<usize> = (0..sets.len()).collect();
    let at = |i: &usize| sets.get(*i).copied();
    order.sort_by_key(|i| at(i).map(|set| (set.observed, set.rows, set.digest)));
    let best = sets.iter().map(|set| set.grade).filter(|grade| *grade > Grade::Facts).max();
    let mut states = vec![State::Kept; sets.len()];
    let mut shown: Option<(usize, u64)> = None;
    for i in order {
        let Some(set) = at(&i).filter(|set| Some(set.grade) == best) else { continue };
        if shown.is_none_or(|(_, rows)| set.rows >= rows) {
            shown = Some((i, set.rows));
        } else if let Some(state) = states.get_mut(i) {
            *state = State::Smaller;
        }
    }
    if let Some(state) = shown.and_then(|(i, _)| states.get_mut(i)) {
        *state = State::Shown;
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(grade: Grade, observed: i64, rows: u64) -> Candidate {
        Candidate {
            grade,
            observed,
            rows,
            digest: u128::from(rows) << 64 | u128::try_from(observed).unwrap(),
        }
    }

    /// "The best, then the latest observed that is not smaller, is shown."
    #[test]
    fn sources_of_one_occurrence() {
        use State::{Kept, Shown, Smaller};
        let earlier = set(Grade::Stays, 100, 10);
        assert_eq!(choose(&[earlier, set(Grade::Stays, 200, 12)]), [Kept, Shown]);
        assert_eq!(choose(&[earlier, set(Grade::Webhooks, 300, 99)]), [Shown, Kept]);
        assert_eq!(choose(&[earlier, set(Grade::ReportJson, 50, 3)]), [Kept, Shown]);
        // "A later, smaller export never erases rows that an earlier one had."
        assert_eq!(choose(&[earlier, set(Grade::Stays, 200, 7)]), [Shown, Smaller]);
        assert_eq!(choose(&[set(Grade::Facts, 100, 0)]), [Kept]);
    }

    proptest! {
        #[test]
        fn the_order_of_imports_does_not_matter(
            list in prop::collection::vec((0u8..5, 0i64..5, 0u64..5), 1..8)
        ) {
            const GRADES: [Grade; 5] =
                [Grade::Facts, Grade::UniqueTotals, Grade::Webhooks, Grade::Stays, Grade::ReportJson];
            let sets: Vec<Candidate> = list.iter().map(|(g, o, r)| set(GRADES[usize::from(*g)], *o, *r)).collect();
            let mut reversed = sets.clone();
            reversed.reverse();
            let shown = |sets: &[Candidate]| {
                choose(sets).iter().zip(sets).find(|(state, _)| **state == State::Shown).map(|(_, set)| *set)
            };
            prop_assert_eq!(shown(&sets), shown(&reversed));
            let shown_count = choose(&sets).iter().filter(|state| **state == State::Shown).count();
            prop_assert_eq!(shown_count, usize::from(sets.iter().any(|set| set.grade > Grade::Facts)));
        }
    }
}
