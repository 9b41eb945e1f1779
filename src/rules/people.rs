//! `same person` (RULES, *People*): which connections of an occurrence are one person's, and how sure that is.

use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How connections were told to be one person's; the weakest link counts. Stored as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    Name,
    Email,
    Id,
}

/// Who a connection says it is. Empty texts are unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The provider's account-wide id.
    pub user_id: &'a str,
    /// Case-folded.
    pub email: &'a str,
    /// Without ` (Host)`, ` (Guest)` and the bracketed original.
    pub name: &'a str,
    pub original_name: &'a str,
}

/// The people among some connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// For each connection the number of its person, from 0 in order of first appearance.
    pub person: Vec<usize>,
    /// For each person how sure it is.
    pub certainty: Vec<Certainty>,
}

/// Tells people apart: same id; else same e-mail; else same name, NFC-normalised, where `New (Original)` counts
/// as its original if that also occurs as a bare name.
///
/// A connection without id and e-mail joins those of its name only if they are one person's; where the name is
/// two people's, such connections stay a person of their own. The order of connections does not matter.
pub fn people(connections: &[Identity<'_>]) -> People {
    let names = name_keys(connections);
    let mut groups = Groups { of: vec![None; connections.len()], count: 0 };

    let mut by_id: FxHashMap<&str, usize> = FxHashMap::default();
    for (i, c) in connections.iter().enumerate().filter(|(_, c)| !c.user_id.is_empty()) {
        groups.put_at(i, by_id.entry(c.user_id));
    }
    let by_email = owners(connections.iter().zip(&groups.of).map(|(c, group)| (c.email, *group)));
    groups.join(&by_email, connections.iter().map(|c| c.email));
    let by_name = owners(names.iter().zip(&groups.of).map(|(name, group)| (name.as_ref(), *group)));
    groups.join(&by_name, names.iter().map(AsRef::as_ref));

    groups.into_people(connections)
}

/// For each sign the one group that bears it; `None` where several do.
fn owners<'a>(signs: impl Iterator<Item = (&'a str, Option<usize>)>) -> FxHashMap<&'a str, Option<usize>> {
    let mut out: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for (sign, group) in signs {
        if let (false, Some(group)) = (sign.is_empty(), group) {
            out.entry(sign)
                .and_modify(|owner| *owner = owner.filter(|known| *known == group))
                .or_insert(Some(group));
        }
    }
    out
}

/// Connections on their way into people.
struct Groups {
    of: Vec<Option<usize>>,
    count: usize,
}

impl Groups {
    fn put_at(&mut self, i: usize, entry: std::collections::hash_map::Entry<'_, &str, usize>) {
        let group = *entry.or_insert_with(|| {
            self.count += 1;
            self.count - 1
        });
        if let Some(slot) = self.of.get_mut(i) {
            *slot = Some(group);
        }
    }

    /// Puts connections that are nobody's yet to the one group that bears their sign, else together by sign.
    fn join<'a>(&mut self, owners: &FxHashMap<&str, Option<usize>>, signs: impl Iterator<Item = &'a str>) {
        let mut fresh: FxHashMap<&str, usize> = FxHashMap::default();
        for (i, sign) in signs.enumerate() {
            if sign.is_empty() || self.of.get(i).is_some_and(Option::is_some) {
                continue;
            }
            if let Some(Some(group)) = owners.get(sign) {
                if let Some(slot) = self.of.get_mut(i) {
                    *slot = Some(*group);
                }
            } else {
                self.put_at(i, fresh.entry(sign));
            }
        }
    }

    /// Numbers people by first appearance. A connection without any sign is a person of its own.
    fn into_people(mut self, connections: &[Identity<'_>]) -> People {
        let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
        let mut out = People { person: Vec::with_capacity(connections.len()), certainty: Vec::new() };
        for (group, connection) in self.of.iter().zip(connections) {
            let group = group.unwrap_or_else(|| {
                self.count += 1;
                self.count - 1
            });
            let own = certainty(connection);
            let number = *numbers.entry(group).or_insert_with(|| {
                out.certainty.push(own);
                out.certainty.len() - 1
            });
            if let Some(known) = out.certainty.get_mut(number) {
                *known = (*known).min(own);
            }
            out.person.push(number);
        }
        out
    }
}

fn certainty(connection: &Identity<'_>) -> Certainty {
    if !connection.user_id.is_empty() {
        Certainty::Id
    } else if !connection.email.is_empty() {
        Certainty::Email
    } else {
        Certainty::Name
    }
}

/// What each connection's name is compared by.
fn name_keys<'a>(connections: &[Identity<'a>]) -> Vec<Cow<'a, str>> {
    let renamed = connections.iter().any(|c| !c.original_name.is_empty());
    let bare: FxHashSet<Cow<'_, str>> = if renamed {
        connections.iter().filter(|c| c.original_name.is_empty()).map(|c| nfc(c.name)).collect()
    } else {
        FxHashSet::default()
    };
    connections
        .iter()
        .map(|c| {
            if c.original_name.is_empty() {
                return nfc(c.name);
            }
            let original = nfc(c.original_name);
            if bare.contains(&original) {
                original
            } else {
                Cow::Owned(format!("{} ({original})", nfc(c.name)))
            }
        })
        .collect()
}

fn nfc(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.is_ascii() || is_nfc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(name: &'static str) -> Identity<'static> {
        Identity { name, ..Identity::default() }
    }

    fn renamed(name: &'static str, original_name: &'static str) -> Identity<'static> {
        Identity { name, original_name, ..Identity::default() }
    }

    fn mailed(name: &'static str, email: &'static str) -> Identity<'static> {
        Identity { email, name, ..Identity::default() }
    }

    /// RULES, *same person*: "so that *A (she/her)* and *B (she/her)* stay two".
    #[test]
    fn same_person_keeps_pronouns_apart() {
        let out = people(&[renamed("A", "she/her"), renamed("B", "she/her")]);
        assert_eq!(out.person, [0, 1]);
    }

    /// "For `New (Original)` by the original if that also occurs as a bare name in the occurrence."
    #[test]
    fn same_person_follows_a_rename_to_a_bare_name() {
        let out =
            people(&[named("Nelly Park"), renamed("Nelly", "Nelly Park"), renamed("Nelly P", "Nelly Park")]);
        assert_eq!(out.person, [0, 0, 0]);
        assert_eq!(out.certainty, [Certainty::Name]);
    }

    #[test]
    fn same_person_by_id_then_email_then_name() {
        let by_id = Identity { user_id: "u1", email: "a@lumen.example", name: "Anna", original_name: "" };
        let out = people(&[
            by_id,
            mailed("Anna K", "a@lumen.example"),
            named("Anna"),
            mailed("Anna", "b@lumen.example"),
        ]);
        // The bare "Anna" could be either of two people: it stays by itself.
        assert_eq!(out.person, [0, 0, 1, 2]);
        assert_eq!(out.certainty, [Certainty::Email, Certainty::Name, Certainty::Email]);
        let out = people(&[by_id, named("Anna")]);
        assert_eq!((out.person, out.certainty), (vec![0, 0], vec![Certainty::Name]));
    }

    #[test]
    fn names_are_compared_normalised() {
        let out = people(&[named("Zoe\u{308}"), named("Zo\u{eb}"), named("zo\u{eb}")]);
        assert_eq!(out.person, [0, 0, 1]);
    }

    #[test]
    fn two_ids_with_one_mailbox_stay_two() {
        let id = |user_id| Identity { user_id, email: "desk@lumen.example", name: "Desk", original_name: "" };
        assert_eq!(people(&[id("u1"), id("u2"), mailed("Desk", "desk@lumen.example")]).person, [0, 1, 2]);
    }

    fn connection() -> impl Strategy<Value = (usize, usize, usize, usize)> {
        (0usize..3, 0usize..4, 0usize..4, 0usize..3)
    }

    proptest! {
        #[test]
        fn order_does_not_matter(list in prop::collection::vec(connection(), 1..10)) {
            const IDS: [&str; 3] = ["", "u1", "u2"];
            const MAILS: [&str; 4] = ["", "a@x", "b@x", "c@x"];
            const NAMES: [&str; 4] = ["A", "B", "C", "D"];
            const ORIGINALS: [&str; 3] = ["", "A", "she/her"];
            let all: Vec<Identity<'_>> = list
                .iter()
                .map(|(i, m, n, o)| Identity { user_id: IDS[*i], email: MAILS[*m], name: NAMES[*n], original_name: ORIGINALS[*o] })
                .collect();
            let forward = people(&all);
            let mut reversed = all.clone();
            reversed.reverse();
            let mut backward = people(&reversed);
            backward.person.reverse();
            for i in 0..all.len() {
                for j in 0..all.len() {
                    prop_assert_eq!(
                        forward.person[i] == forward.person[j],
                        backward.person[i] == backward.person[j],
                        "{:?} and {:?}", all[i], all[j]
                    );
                }
            }
        }
    }
}
