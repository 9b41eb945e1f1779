//! Finding entries by what is typed: each word by its letters in the name, or whole in what the entry does; or the
//! name of a report and behind it what it is to be filtered by.

use super::list::wanted;
use super::{Choice, Entry, Found};
use crate::model::text::fold;
use crate::report::{ParamKind, ReportDef, filter};
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What a name is worth against a word found in the text beside it.
const IN_NAME: u32 = 1_000;

/// The entries that `typed` means, the best first, those that do nothing here last. `recent` are the names of those
/// used last, the newest first.
pub fn find(typed: &str, entries: &[Entry], recent: &[String]) -> Vec<Found> {
    let recency = |entry: &Entry| recent.iter().position(|name| *name == entry.name).unwrap_or(recent.len());
    let mut matcher = Matcher::new(Config::DEFAULT);
    let words: Vec<Word> = typed.split([' ', '-']).filter(|word| !word.is_empty()).map(Word::new).collect();
    // Who types a whole name means what is called so.
    let whole = fold(typed.trim());
    let mut scored: Vec<(u32, Found)> =
        entries.iter().filter_map(|entry| matched(entry, &words, &mut matcher)).collect();
    scored.sort_by_key(|(score, found)| {
        let named = fold(&found.entry.name) == whole;
        (found.entry.idle.is_some(), !named, std::cmp::Reverse(*score), recency(&found.entry))
    });
    let (sure, maybe) = with_argument(typed, entries);
    let found = scored.into_iter().map(|(_, found)| found);
    sure.into_iter().chain(found).chain(maybe).collect()
}

struct Word {
    folded: String,
    letters: Atom,
    whole: Atom,
}

impl Word {
    fn new(word: &str) -> Self {
        let atom = |kind| Atom::new(word, CaseMatching::Ignore, Normalization::Smart, kind, false);
        Self { folded: fold(word), letters: atom(AtomKind::Fuzzy), whole: atom(AtomKind::Substring) }
    }
}

/// Every word must be found.
fn matched(entry: &Entry, words: &[Word], matcher: &mut Matcher) -> Option<(u32, Found)> {
    let (mut name, mut about) = (Vec::new(), Vec::new());
    let shown = entry.idle.as_deref().unwrap_or(&entry.about);
    let name = Utf32Str::new(&entry.name, &mut name);
    let about = Utf32Str::new(shown, &mut about);
    let (mut in_name, mut in_about) = (Vec::new(), Vec::new());
    let mut sum = 0;
    for word in words {
        sum += match word.letters.indices(name, matcher, &mut in_name) {
            // A single letter means a name that begins with it, or a key.
            Some(score) => IN_NAME + u32::from(score) + if entry.key == word.folded { IN_NAME } else { 0 },
            None => u32::from(word.whole.indices(about, matcher, &mut in_about)?),
        };
    }
    let places = |places: Vec<u32>| {
        let mut places: Vec<usize> = places.into_iter().filter_map(|at| usize::try_from(at).ok()).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    Some((sum, Found { entry: entry.clone(), in_name: places(in_name), in_about: places(in_about) }))
}

/// Reports with what stands behind their name: those named in full, and those of which it is the beginning.
fn with_argument(typed: &str, entries: &[Entry]) -> (Vec<Found>, Vec<Found>) {
    let (mut sure, mut maybe) = (Vec::new(), Vec::new());
    for entry in entries {
        let Some(def) = report_of(entry) else { continue };
        let full = [def.id.0, &fold(def.title)].iter().find_map(|name| behind(typed, name));
        let begun = || {
            let (head, rest) = typed.trim_start().split_once(' ')?;
            let begins = head.len() > 2 && def.id.0.starts_with(&fold(head));
            (begins && !rest.trim().is_empty()).then_some(rest.trim())
        };
        match (full, begun()) {
            (Some(argument), _) => sure.push(given(entry, def, argument)),
            (None, Some(argument)) => maybe.push(given(entry, def, argument)),
            (None, None) => {}
        }
    }
    (sure, maybe)
}

fn report_of(entry: &Entry) -> Option<&'static ReportDef> {
    match entry.choice {
        Choice::Open { def, .. } | Choice::Want(def) => Some(def),
        _ => None,
    }
}

/// What follows `name` and a blank.
fn behind<'a>(typed: &'a str, name: &str) -> Option<&'a str> {
    let typed = typed.trim_start();
    let head = typed.get(..name.len())?;
    let rest = typed.get(name.len()..)?;
    let argument = rest.strip_prefix(' ')?.trim();
    (fold(head) == name && !argument.is_empty()).then_some(argument)
}

/// The report's entry with the argument in it, or with what is wrong with that.
fn given(entry: &Entry, def: &'static ReportDef, argument: &str) -> Found {
    let mut entry = entry.clone();
    match &mut entry.choice {
        Choice::Open { view, filter, .. } => {
            entry.idle = filter::parse(argument, view).err();
            entry.about = format!("with the filter {argument}");
            *filter = Some(argument.to_owned());
        }
        other => {
            let param = wanted(def).and_then(|name| def.param(name));
            let number = argument.bytes().all(|b| b.is_ascii_digit());
            entry.idle = param
                .filter(|param| param.kind == ParamKind::Import && !number)
                .map(|param| format!("{} is a number", param.name));
            entry.about = format!("of {argument}");
            if let Some(param) = param {
                *other = Choice::Ask { def, param: param.name, value: argument.to_owned() };
            }
        }
    }
    let in_name = (0..entry.name.chars().count()).collect();
    Found { entry, in_name, in_about: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Action;
    use proptest::prelude::*;

    fn entry(name: &str, about: &str, key: &str) -> Entry {
        Entry {
            choice: Choice::Act(Action::Sort),
            name: name.into(),
            about: about.into(),
            key: key.into(),
            idle: None,
        }
    }

    fn report(id: &str) -> Entry {
        let def = crate::report::catalog::find(id).unwrap();
        let view = def.first_view().unwrap();
        Entry { choice: Choice::Open { def, view, filter: None }, ..entry(def.title, def.about, "") }
    }

    fn names(typed: &str, entries: &[Entry], recent: &[String]) -> Vec<String> {
        find(typed, entries, recent).into_iter().map(|found| found.entry.name).collect()
    }

    fn some() -> Vec<Entry> {
        let mut idle = entry("sort backwards", "", "");
        idle.idle = Some("there are no rows".into());
        vec![
            idle,
            entry("copy row", "copy the row, parted by tabs", "Y"),
            entry("sort", "sort by the selected column", "s"),
            entry("sort more", "make the selected column the next sort key", "S"),
            entry("export", "write all rows as CSV", "e"),
            report("meetings"),
        ]
    }

    #[test]
    fn letters_of_the_name_or_words_of_what_it_does() {
        assert_eq!(names("srt", &some(), &[]), ["sort", "sort more", "sort backwards"]);
        assert_eq!(names("more s", &some(), &[])[0], "sort more");
        assert_eq!(names("csv", &some(), &[]), ["export"]);
        assert_eq!(names("CoRo", &some(), &[])[0], "copy row");
        assert_eq!(names("xyz", &some(), &[]), [""; 0]);
        let found = find("sm", &some(), &[]);
        assert_eq!((found[0].entry.name.as_str(), &found[0].in_name[..]), ("sort more", &[0, 5][..]));
    }

    #[test]
    fn what_was_used_last_comes_first_and_what_does_nothing_last() {
        let recent = ["export".to_owned(), "copy row".to_owned()];
        let all = names("", &some(), &recent);
        assert_eq!(
            (all[0].as_str(), all[1].as_str(), all[5].as_str()),
            ("export", "copy row", "sort backwards")
        );
    }

    #[test]
    fn behind_a_report_stands_its_filter() {
        let first = |typed: &str| find(typed, &some(), &[]).into_iter().next().map(|found| found.entry);
        let entry = first("Meetings  dep:science minutes>60").unwrap();
        assert!(
            matches!(&entry.choice, Choice::Open { filter: Some(text), .. } if text == "dep:science minutes>60")
        );
        assert_eq!(entry.idle, None);
        assert!(first("meet anna").is_some_and(|entry| entry.about == "with the filter anna"));
        assert!(first("meetings colour:red").unwrap().idle.unwrap().contains("no column is called colour"));
        assert!(
            first("meetings ").is_some_and(|entry| matches!(entry.choice, Choice::Open { filter: None, .. }))
        );
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(typed in "\\PC{0,20}") {
            for found in find(&typed, &some(), &[]) {
                let letters = found.entry.name.chars().count();
                prop_assert!(found.in_name.iter().all(|at| *at < letters));
            }
        }
    }
}
