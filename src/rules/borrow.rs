//! What a shown source set borrows from the other sets of its occurrence (RULES, *sources of one occurrence*):
//! attributes that it lacks, by person and time.

use super::people::{Identity, people};
use super::presence::Stay;
use std::cmp::Reverse;

/// A connection, as far as borrowing needs it.
#[derive(Clone, Copy, Debug)]
pub struct Connection<'a> {
    pub identity: Identity<'a>,
    pub stay: Stay,
    /// The provider's number of the connection within the occurrence; empty when unknown.
    pub number: &'a str,
}

/// Seconds that two sources' times of one connection may be apart: files give minutes, webhooks come late.
const SAME_MOMENT: i64 = 60;

/// For each shown connection the lenders that are the same person's, the nearest in time first: the same connection by
/// its number, then the longest overlap, then the nearest join. The flag tells those that are at the same time.
pub fn lenders(shown: &[Connection<'_>], others: &[Connection<'_>]) -> Vec<Vec<(usize, bool)>> {
    let all: Vec<Identity<'_>> = shown.iter().chain(others).map(|one| one.identity).collect();
    let told = people(&all);
    let (of_shown, of_others) = told.person.split_at(shown.len().min(told.person.len()));
    let mut by_person: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (n, person) in of_others.iter().enumerate() {
        by_person.entry(*person).or_default().push(n);
    }
    shown
        .iter()
        .zip(of_shown)
        .map(|(one, person)| {
            let mut found: Vec<(usize, Nearness)> = by_person
                .get(person)
                .into_iter()
                .flatten()
                .filter_map(|n| Some((*n, nearness(one, others.get(*n)?))))
                .collect();
            found.sort_by_key(|(n, near)| (Reverse(near.same_number), Reverse(near.overlap), near.apart, *n));
            found.into_iter().map(|(n, near)| (n, near.is_same_time())).collect()
        })
        .collect()
}

struct Nearness {
    same_number: bool,
    /// Seconds both were there.
    overlap: i64,
    /// Seconds between the joins.
    apart: i64,
}

impl Nearness {
    fn is_same_time(&self) -> bool {
        self.same_number || self.overlap > 0 || self.apart <= SAME_MOMENT
    }
}

fn nearness(one: &Connection<'_>, other: &Connection<'_>) -> Nearness {
    let overlap = match (one.stay.join, one.stay.leave, other.stay.join, other.stay.leave) {
        (Some(a), Some(b), Some(c), Some(d)) => b.min(d).saturating_sub(a.max(c)).max(0),
        _ => 0,
    };
    let apart = match (one.stay.join, other.stay.join) {
        (Some(a), Some(b)) => a.abs_diff(b).try_into().unwrap_or(i64::MAX),
        _ => i64::MAX,
    };
    Nearness {
        same_number: !one.number.is_empty()
            && one.number == other.number
            && (overlap > 0 || apart <= SAME_MOMENT || one.stay.join.is_none() || other.stay.join.is_none()),
        overlap: if one.stay.waiting == other.stay.waiting { overlap } else { 0 },
        apart,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &'static str, from: i64, to: i64, number: &'static str) -> Connection<'static> {
        Connection {
            identity: Identity { name, ..Identity::default() },
            stay: Stay { join: Some(from), leave: Some(to), ..Stay::default() },
            number,
        }
    }

    #[test]
    fn lends_by_person_and_time() {
        let shown = [at("Anna", 0, 600, ""), at("Anna", 900, 1800, "7"), at("Bo", 0, 600, "")];
        let others = [at("Anna", 880, 1790, ""), at("Anna", 10, 590, ""), at("Anna", 905, 950, "7")];
        let found = lenders(&shown, &others);
        assert_eq!(found[0], [(1, true), (0, false), (2, false)]);
        // The same connection comes first, whoever was there longer.
        assert_eq!(found[1], [(2, true), (0, true), (1, false)]);
        assert!(found[2].is_empty());
    }
}
