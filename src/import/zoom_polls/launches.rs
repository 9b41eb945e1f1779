//! Polls of one report, told apart by their questions, and the launches of each.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// What a row says of its place.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    /// The poll's name.
    pub name: Option<&'r str>,
    pub questions: &'r [String],
    /// Who answered; empty for nobody.
    pub who: &'r str,
    /// What stands under `#`, which begins anew with a launch.
    pub ordinal: Option<i64>,
    /// Rows of one launch stand together.
    pub blocks: bool,
}

/// What a row is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The poll's name, else its ordinal.
    pub poll: String,
    /// From 1.
    pub launch: u32,
}

/// The polls met so far.
#[derive(Debug, Default)]
pub struct Polls {
    /// By name or by questions, with its ordinal.
    known: FxHashMap<String, usize>,
    runs: FxHashMap<usize, Run>,
    /// The poll of the row before.
    last: Option<usize>,
}

/// How a poll has run so far.
#[derive(Debug, Default)]
struct Run {
    /// Launch of the rows at hand, and the highest given.
    base: u32,
    highest: u32,
    ordinal: Option<i64>,
    /// How often somebody answered a question in it.
    times: FxHashMap<(String, String), u32>,
    met: FxHashSet<String>,
}

impl Polls {
    /// The place of one person's answers to some questions: who answers again does so in another launch.
    pub fn place(&mut self, row: Row<'_>) -> Place {
        let Row { name, questions, who, ordinal, blocks } = row;
        let key = name.map_or_else(|| questions.join("\u{1F}"), |name| format!("\u{1E}{name}"));
        let next = self.known.len() + 1;
        let poll = *self.known.entry(key).or_insert(next);
        let returned = blocks && self.last.is_some_and(|last| last != poll);
        self.last = Some(poll);
        let run = self.runs.entry(poll).or_default();
        let restarted = run.ordinal.zip(ordinal).is_some_and(|(before, now)| now <= before);
        if run.base == 0 || restarted || (returned && run.ordinal.is_some()) {
            // A table that goes on with other questions of the same people is the same launch.
            let fresh = questions.iter().all(|question| !run.met.contains(question));
            if !(fresh && run.base > 0) {
                run.base = run.highest + 1;
                run.times.clear();
                run.met.clear();
            }
        }
        run.ordinal = ordinal.or(run.ordinal);
        let mut launch = run.base;
        let unique: BTreeSet<&String> = questions.iter().collect();
        for question in unique {
            run.met.insert(question.clone());
            if !who.is_empty() {
                let times = run.times.entry((who.to_owned(), question.clone())).or_default();
                launch = launch.max(run.base + *times);
                *times += 1;
            }
        }
        run.highest = run.highest.max(launch);
        Place { poll: name.map_or_else(|| poll.to_string(), str::to_owned), launch }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(polls: &mut Polls, questions: &str, who: &str, ordinal: i64) -> (String, u32) {
        let questions: Vec<String> = questions.split(' ').map(str::to_owned).collect();
        let row = Row { name: None, questions: &questions, who, ordinal: Some(ordinal), blocks: true };
        let place = polls.place(row);
        (place.poll, place.launch)
    }

    #[test]
    fn polls_go_by_their_questions_and_launches_by_their_ordinals() {
        let mut polls = Polls::default();
        assert_eq!(at(&mut polls, "a b", "ann", 1), ("1".into(), 1));
        assert_eq!(at(&mut polls, "a b", "bo", 2), ("1".into(), 1));
        assert_eq!(at(&mut polls, "c", "ann", 3), ("2".into(), 1));
        // Again with the numbers from the start, and again behind another poll.
        assert_eq!(at(&mut polls, "c", "", 1), ("2".into(), 2));
        assert_eq!(at(&mut polls, "a b", "bo", 4), ("1".into(), 2));
        // Who answers again while the numbers go on.
        assert_eq!(at(&mut polls, "a b", "bo", 5), ("1".into(), 3));
        assert_eq!(at(&mut polls, "a b", "cy", 6), ("1".into(), 2));
        // Two questions may read alike.
        assert_eq!(at(&mut polls, "d d", "cy", 7), ("3".into(), 1));
    }
}
