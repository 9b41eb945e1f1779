//! `occurrence` (RULES, *People*): which source sets of one meeting number speak of the same occurrence.

use crate::model::Interval;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Sources of one occurrence start at most this many seconds apart.
pub const START_TOLERANCE: i64 = 60;

/// Nothing lasts longer, in seconds: a later end is a slip of the pen, and of the clock of some device.
pub const LONGEST: i64 = 7 * 86_400;

/// How far an occurrence whose end nobody says may reach, in seconds.
pub const OPEN_END: i64 = 12 * 3600;

/// Whether two starts of the same meeting number are one occurrence's: within 60 s, or in the same minute
/// where either file has minutes only.
pub fn same_start(one: i64, other: i64, whole_minutes: bool) -> bool {
    if whole_minutes {
        one.div_euclid(60) == other.div_euclid(60)
    } else {
        (one - other).abs() <= START_TOLERANCE
    }
}

/// What a source set says of when its occurrence was. Instants are epoch seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    pub uuid: Option<&'a str>,
    /// As said; of an inferred claim the earliest join.
    pub start: i64,
    /// As said, or as follows from its rows; `None` where nothing tells.
    pub end: Option<i64>,
    /// The source has minutes only.
    pub whole_minutes: bool,
    /// Stays without a meeting block: start and end are theirs.
    pub inferred: bool,
}

impl Claim<'_> {
    fn starts_with(&self, other: &Self) -> bool {
        same_start(self.start, other.start, self.whole_minutes || other.whole_minutes)
    }
}

/// The number of its occurrence for each claim, from 0. The order of the claims does not matter.
///
/// One UUID is one occurrence. A claim without one belongs to the occurrence that starts nearest, if that is the same
/// start. Stays without a meeting block belong to the occurrence that they overlap longest, the earliest of equals;
/// those that overlap none make one together.
pub fn partition(claims: &[Claim<'_>]) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..claims.len()).collect();
    sorted.sort_by_key(|i| claims.get(*i).map(|claim| (claim.start, claim.uuid, claim.end, claim.inferred)));
    let mut cells = Cells { claims, of: vec![None; claims.len()], count: 0 };
    cells.join_uuids(&sorted);
    cells.join_starts(&sorted);
    cells.join_loose_uuids(&sorted);
    cells.join_stays(&sorted);
    cells.of.iter().map(|cell| cell.unwrap_or(0)).collect()
}

struct Cells<'c> {
    claims: &'c [Claim<'c>],
    of: Vec<Option<usize>>,
    count: usize,
}

impl<'c> Cells<'c> {
    fn put(&mut self, i: usize, cell: usize) {
        if let Some(slot) = self.of.get_mut(i) {
            *slot = Some(cell);
        }
        self.count = self.count.max(cell + 1);
    }

    fn open(&self, order: &[usize], wanted: impl Fn(&Claim<'c>) -> bool) -> Vec<(usize, Claim<'c>)> {
        order
            .iter()
            .filter(|i| self.of.get(**i).is_some_and(Option::is_none))
            .filter_map(|i| Some((*i, *self.claims.get(*i)?)))
            .filter(|(_, claim)| wanted(claim))
            .collect()
    }

    fn placed(&self) -> impl Iterator<Item = (usize, &Claim<'c>)> {
        self.of.iter().zip(self.claims).filter_map(|(cell, claim)| Some(((*cell)?, claim)))
    }

    /// UUIDs of which some source says the start.
    fn join_uuids(&mut self, order: &[usize]) {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, claim) in self.open(order, |claim| !claim.inferred) {
            if let Some(uuid) = claim.uuid {
                let next = known.len();
                known.entry(uuid).or_insert(next);
            }
        }
        for (i, claim) in self.open(order, |claim| claim.uuid.is_some()) {
            if let Some(cell) = claim.uuid.and_then(|uuid| known.get(uuid)) {
                self.put(i, *cell);
            }
        }
    }

    /// Claims that say their start and no UUID: to the nearest of the UUIDs', else together.
    fn join_starts(&mut self, order: &[usize]) {
        let loose = self.open(order, |claim| claim.uuid.is_none() && !claim.inferred);
        let mut rest = Vec::new();
        let anchors: Vec<(usize, Claim<'c>)> =
            self.placed().filter(|(_, claim)| !claim.inferred).map(|(cell, claim)| (cell, *claim)).collect();
        for (i, claim) in loose {
            let nearest = anchors
                .iter()
                .filter(|(_, anchor)| anchor.starts_with(&claim))
                .min_by_key(|(_, anchor)| ((anchor.start - claim.start).abs(), anchor.start, anchor.uuid));
            match nearest {
                Some((cell, _)) => self.put(i, *cell),
                None => rest.push((i, claim)),
            }
        }
        self.join_linked(&rest, Claim::starts_with, |claim| claim.start + START_TOLERANCE);
    }

    /// UUIDs of which nobody says the start: each to an occurrence without one that it overlaps, longest first.
    fn join_loose_uuids(&mut self, order: &[usize]) {
        let mut spans: BTreeMap<&str, Interval> = BTreeMap::new();
        let loose = self.open(order, |claim| claim.uuid.is_some());
        if loose.is_empty() {
            return;
        }
        for (_, claim) in &loose {
            if let Some(uuid) = claim.uuid {
                let span = stays(claim);
                spans.entry(uuid).and_modify(|held| *held = hull(*held, span)).or_insert(span);
            }
        }
        let named: BTreeSet<usize> =
            self.placed().filter(|(_, claim)| claim.uuid.is_some()).map(|(cell, _)| cell).collect();
        let free: Vec<(usize, Interval)> =
            self.spans().into_iter().filter(|(cell, _)| !named.contains(cell)).collect();
        let mut pairs: Vec<_> = spans
            .iter()
            .flat_map(|(uuid, span)| free.iter().map(move |(cell, held)| (*uuid, *span, *cell, *held)))
            .filter(|(_, span, _, held)| span.overlaps(*held))
            .collect();
        pairs.sort_by_key(|(uuid, span, _, held)| {
            (Reverse(held.clipped(*span).seconds()), held.start, span.start, *uuid)
        });
        let (mut cell_of, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for (uuid, _, cell, _) in pairs {
            if !cell_of.contains_key(uuid) && taken.insert(cell) {
                cell_of.insert(uuid, cell);
            }
        }
        for (i, claim) in loose {
            let Some(uuid) = claim.uuid else { continue };
            let fresh = self.count;
            let cell = *cell_of.entry(uuid).or_insert(fresh);
            self.put(i, cell);
        }
    }

    /// Stays without a meeting block.
    fn join_stays(&mut self, order: &[usize]) {
        let spans = self.spans();
        let mut rest = Vec::new();
        for (i, claim) in self.open(order, |_| true) {
            match overlapped(stays(&claim), spans.iter().copied()) {
                Some(cell) => self.put(i, cell),
                None => rest.push((i, claim)),
            }
        }
        let end = |claim: &Claim<'_>| stays(claim).end;
        self.join_linked(&rest, |one, other| stays(one).overlaps(stays(other)), end);
    }

    /// Joins claims of a list in order of start by a link, one after another; `reach` is the last start that a claim
    /// may be linked with.
    fn join_linked(
        &mut self,
        list: &[(usize, Claim<'c>)],
        linked: impl Fn(&Claim<'c>, &Claim<'c>) -> bool,
        reach: impl Fn(&Claim<'c>) -> i64,
    ) {
        let mut group: Vec<usize> = (0..list.len()).collect();
        let find = |group: &[usize], mut at: usize| {
            while let Some(up) = group.get(at).copied().filter(|up| *up != at) {
                at = up;
            }
            at
        };
        for (n, (_, one)) in list.iter().enumerate() {
            for (m, (_, other)) in list.iter().enumerate().skip(n + 1) {
                // Minutes alone may reach a little further back, never forward.
                if other.start > reach(one) {
                    break;
                }
                if linked(one, other) {
                    let (low, high) = (find(&group, n), find(&group, m));
                    if let Some(slot) = group.get_mut(low.max(high)) {
                        *slot = low.min(high);
                    }
                }
            }
        }
        let mut cell_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (n, (i, _)) in list.iter().enumerate() {
            let fresh = self.count;
            let cell = *cell_of.entry(find(&group, n)).or_insert(fresh);
            self.put(*i, cell);
        }
    }

    /// When each occurrence was, by those that say so; of one whose end nobody says up to the next one's start.
    fn spans(&self) -> Vec<(usize, Interval)> {
        let mut said: BTreeMap<usize, (i64, Option<i64>)> = BTreeMap::new();
        let mut only_stays: BTreeMap<usize, Interval> = BTreeMap::new();
        for (cell, claim) in self.placed() {
            if claim.inferred {
                let span = stays(claim);
                only_stays.entry(cell).and_modify(|held| *held = hull(*held, span)).or_insert(span);
            } else {
                let held = said.entry(cell).or_insert((claim.start, None));
                held.0 = held.0.min(claim.start);
                held.1 = held.1.max(claim.end);
            }
        }
        let mut starts: Vec<i64> = said.values().map(|(start, _)| *start).collect();
        starts.sort_unstable();
        let next = |start: i64| starts.get(starts.partition_point(|other| *other <= start)).copied();
        let mut out: Vec<(usize, Interval)> = said
            .iter()
            .map(|(cell, (start, end))| {
                let open = next(*start).unwrap_or(i64::MAX).min(start.saturating_add(OPEN_END));
                (*cell, Interval::new(*start, end.unwrap_or(open).max(start + 1)))
            })
            .collect();
        out.extend(only_stays.into_iter().filter(|(cell, _)| !said.contains_key(cell)));
        out
    }
}

fn stays(claim: &Claim<'_>) -> Interval {
    Interval::new(claim.start, claim.end.unwrap_or(claim.start).max(claim.start + 1))
}

fn hull(one: Interval, other: Interval) -> Interval {
    Interval::new(one.start.min(other.start), one.end.max(other.end))
}

/// The occurrence to which stays without a meeting block belong: the one whose interval they overlap longest,
/// the earliest of equals. `held` gives key and interval of the number's occurrences.
fn overlapped<K: Copy>(stays: Interval, held: impl IntoIterator<Item = (K, Interval)>) -> Option<K> {
    held.into_iter()
        .filter(|(_, interval)| interval.overlaps(stays))
        .min_by_key(|(_, interval)| (Reverse(interval.clipped(stays).seconds()), interval.start))
        .map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(start: i64, end: i64) -> Claim<'static> {
        Claim { uuid: None, start, end: Some(end), whole_minutes: false, inferred: false }
    }

    fn loose(start: i64, end: i64) -> Claim<'static> {
        Claim { inferred: true, ..said(start, end) }
    }

    fn marked(uuid: &'static str, claim: Claim<'static>) -> Claim<'static> {
        Claim { uuid: Some(uuid), ..claim }
    }

    #[test]
    fn starts_within_a_minute_are_one_occurrence() {
        assert!(same_start(1000, 1060, false));
        assert!(!same_start(1000, 1061, false));
        assert!(same_start(1200, 1259, true));
        assert!(!same_start(1199, 1200, true));
    }

    #[test]
    fn stays_belong_to_the_occurrence_they_overlap_whichever_came_first() {
        let (first, second) = (said(0, 3600), said(7200, 10_800));
        assert_eq!(partition(&[loose(7000, 11_000), first, second]), [1, 0, 1]);
        // Between the two: an occurrence of its own.
        assert_eq!(partition(&[first, second, loose(3600, 7200)]), [0, 1, 2]);
        // Without a list they make one together.
        assert_eq!(partition(&[loose(0, 100), loose(50, 200), loose(300, 400)]), [0, 0, 1]);
    }

    #[test]
    fn a_uuid_is_one_occurrence_and_takes_the_nearest_list() {
        let restarted = marked("b", said(45, 5000));
        assert_eq!(partition(&[marked("a", said(0, 40)), restarted, said(50, 5000)]), [0, 1, 1]);
        // An answer that names the UUID alone goes with the one that says its start, else with the list it overlaps.
        assert_eq!(partition(&[marked("a", loose(10, 90)), marked("a", said(0, 100))]), [0, 0]);
        assert_eq!(partition(&[marked("a", loose(10, 90)), said(0, 100)]), [0, 0]);
        let both = partition(&[marked("a", loose(10, 90)), marked("b", loose(20, 80)), said(0, 100)]);
        assert_eq!(both, [0, 1, 0]);
    }

    #[test]
    fn an_occurrence_without_an_end_reaches_to_the_next() {
        let open = |start| Claim { end: None, ..said(start, 0) };
        assert_eq!(partition(&[open(0), open(1000), loose(10, 900), loose(1010, 5000)]), [0, 1, 0, 1]);
    }

    fn claim() -> impl Strategy<Value = Claim<'static>> {
        let uuid = prop::sample::select(vec![None, None, Some("a"), Some("b")]);
        (uuid, 0i64..400, prop::option::of(1i64..300), any::<bool>(), any::<bool>()).prop_map(
            |(uuid, start, length, whole_minutes, inferred)| Claim {
                uuid,
                start: start * 10,
                end: length.map(|length| (start + length) * 10),
                whole_minutes: whole_minutes && !inferred,
                inferred,
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_of_claims_does_not_matter(
            (claims, order) in prop::collection::vec(claim(), 1..9)
                .prop_flat_map(|claims| (Just((0..claims.len()).collect::<Vec<_>>()).prop_shuffle(), Just(claims)))
                .prop_map(|(order, claims)| (claims, order))
        ) {
            let straight = partition(&claims);
            let mixed: Vec<Claim<'_>> = order.iter().map(|i| claims[*i]).collect();
            let other = partition(&mixed);
            for (n, i) in order.iter().enumerate() {
                for (m, j) in order.iter().enumerate() {
                    prop_assert_eq!(straight[*i] == straight[*j], other[n] == other[m], "{:?}", claims);
                }
            }
            for (i, one) in claims.iter().enumerate() {
                for (j, other) in claims.iter().enumerate() {
                    if let (Some(a), Some(b)) = (one.uuid, other.uuid) {
                        prop_assert_eq!(a == b, straight[i] == straight[j]);
                    }
                }
            }
        }
    }
}
