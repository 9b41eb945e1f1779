//! Keys: `keys = "ru"`, or a table of layout and actions. An action has a list of keys for all its modes, or a table
//! of lists by mode.

use super::key_words;
use super::reading::{Reading, Value};
use crate::app::Action;
use crate::app::keymap::{Clash, Key, KeyCode, Keymap, Layout, Mode};
use std::ops::Range;

/// What leaves a panel or an input: without a key, one would be caught there.
const WAYS_OUT: [Action; 4] = [Action::Close, Action::Clear, Action::No, Action::Keep];

pub fn read(reading: &mut Reading<'_>, keymap: &mut Keymap, value: &Value<'_>) {
    if value.get_ref().is_str() {
        return layout(reading, keymap, value);
    }
    let Some(table) = value.get_ref().as_table() else {
        return reading.problem(&value.span(), "keys takes \"us\", \"ru\" or a table: [keys]");
    };
    let before = reading.problems.len();
    let mut said: Vec<(Action, Range<usize>)> = Vec::new();
    let actions = keymap.actions();
    for (name, keys) in table {
        if name.get_ref() == "layout" {
            layout(reading, keymap, keys);
        } else if let Some(action) = actions.iter().copied().find(|action| action.name() == name.get_ref()) {
            said.push((action, name.span()));
            self::action(reading, keymap, action, keys);
        } else {
            let known = std::iter::once("layout").chain(actions.iter().map(|action| action.name()));
            reading.unknown(&name.span(), "action", name.get_ref(), known);
        }
    }
    // Where a key is wrong, what it clashes with says little.
    if reading.problems.len() == before {
        clashes(reading, keymap, &said);
    }
}

fn layout(reading: &mut Reading<'_>, keymap: &mut Keymap, value: &Value<'_>) {
    let Some(typed) = reading.text(value, "layout") else { return };
    match Layout::ALL.into_iter().find(|layout| layout.name() == typed) {
        Some(layout) => keymap.layout = layout,
        None => reading.unknown(&value.span(), "layout", typed, Layout::ALL.map(Layout::name)),
    }
}

fn action(reading: &mut Reading<'_>, keymap: &mut Keymap, action: Action, value: &Value<'_>) {
    let modes = keymap.modes(action);
    let Some(by_mode) = value.get_ref().as_table() else {
        if let Some(keys) = self::keys(reading, action, &modes, value) {
            keymap.bind(action, None, &keys);
        }
        return;
    };
    for (name, value) in by_mode {
        if let Some(mode) = modes.iter().copied().find(|mode| mode.name() == name.get_ref()) {
            if let Some(keys) = keys(reading, action, &[mode], value) {
                keymap.bind(action, Some(mode), &keys);
            }
        } else {
            let what = format!("mode of {}", action.name());
            reading.unknown(&name.span(), &what, name.get_ref(), modes.iter().map(|mode| mode.name()));
        }
    }
}

/// The keys of a list.
fn keys(reading: &mut Reading<'_>, action: Action, modes: &[Mode], value: &Value<'_>) -> Option<Vec<Key>> {
    let name = action.name();
    if !value.get_ref().is_array() {
        reading.problem(&value.span(), format!("{name} takes a list of keys, like [\"x\", \"ctrl-f\"]"));
        return None;
    }
    let words = reading.texts(value, name)?;
    if words.is_empty() && WAYS_OUT.contains(&action) {
        reading.problem(&value.span(), format!("{name} needs a key: there is no other way out"));
        return None;
    }
    let mut keys = Vec::new();
    let before = reading.problems.len();
    for (word, span) in words {
        match key_words::key(word) {
            Ok(key) if is_text_everywhere(key, modes) => {
                let place = modes.first().map_or("everywhere, also while text is typed", |mode| mode.name());
                let text = format!("{word} cannot be {name}: it is typed as text in {place}");
                reading.problem(&span, text);
            }
            Ok(key) if keys.contains(&key) => {}
            Ok(key) => keys.push(key),
            Err(why) => reading.problem(&span, why),
        }
    }
    (reading.problems.len() == before).then_some(keys)
}

/// Whether the key would be text wherever the action is; what acts everywhere acts in inputs, too.
fn is_text_everywhere(key: Key, modes: &[Mode]) -> bool {
    let KeyCode::Char(c) = key.code else { return false };
    !key.control && modes.iter().all(|mode| mode.types(c))
}

/// Keys that do two things, told where one of them is set.
fn clashes(reading: &mut Reading<'_>, keymap: &Keymap, said: &[(Action, Range<usize>)]) {
    let mut told: Vec<(Key, [Action; 2])> = Vec::new();
    for Clash { mode, key, actions } in keymap.clashes() {
        if told.contains(&(key, actions)) {
            continue;
        }
        told.push((key, actions));
        let place = said.iter().rev().find(|(action, _)| actions.contains(action));
        let span = place.map_or(0..0, |(_, span)| span.clone());
        let word = key_words::word(key);
        let [first, second] = actions.map(Action::name);
        let text = if actions.contains(&Action::QuitNow) && word == "ctrl-c" {
            let other = if first == Action::QuitNow.name() { second } else { first };
            format!("ctrl-c always quits; give {other} another key")
        } else {
            format!(
                "{word} would be both {first} and {second} in {}; give one of them another key",
                mode.name()
            )
        };
        reading.problem(&span, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    fn told(source: &str) -> Vec<String> {
        let problems = parse(source).unwrap_err();
        problems.into_iter().map(|problem| format!("{}: {}", problem.line, problem.text)).collect()
    }

    #[test]
    fn an_action_has_the_keys_it_is_given() {
        let keymap =
            parse("[keys]\nlayout = \"ru\"\nsort = [\"f5\", \"ctrl-s\"]\nsuspend = []\n").unwrap().keymap;
        let keys: Vec<String> =
            keymap.keys(Mode::Table, Action::Sort).iter().map(ToString::to_string).collect();
        assert_eq!((keys.join(" ").as_str(), keymap.layout), ("F5 Ctrl-s", Layout::Russian));
        assert!(keymap.keys(Mode::Table, Action::Suspend).is_empty());
        let keymap = parse("keys.close = { text = [\"f10\"] }").unwrap().keymap;
        assert_eq!(keymap.key(Mode::Text, Action::Close), "F10");
        assert_eq!(keymap.key(Mode::Dates, Action::Close), "Esc");
    }

    #[test]
    fn two_actions_may_change_places() {
        let keymap = parse("[keys]\nsort = [\"d\"]\ndates = [\"s\"]\n").unwrap().keymap;
        assert_eq!(keymap.key(Mode::Table, Action::Dates), "s");
    }

    #[test]
    fn a_key_for_two_things_is_told_with_both() {
        assert_eq!(
            told("[keys]\n\nsort = [\"d\"]"),
            ["3: d would be both dates and sort in table; give one of them another key"]
        );
        assert_eq!(told("[keys]\nsort = [\"ctrl-c\"]"), ["2: ctrl-c always quits; give sort another key"]);
    }

    #[test]
    fn wrong_words_lead_to_the_nearest() {
        assert_eq!(told("keys = \"rus\""), ["1: no layout is called rus; did you mean ru?"]);
        assert_eq!(told("keys = 5"), ["1: keys takes \"us\", \"ru\" or a table: [keys]"]);
        assert_eq!(told("[keys]\nsrot = [\"s\"]"), ["2: no action is called srot; did you mean sort?"]);
        assert_eq!(told("[keys]\nsort = \"s\""), ["2: sort takes a list of keys, like [\"x\", \"ctrl-f\"]"]);
        assert_eq!(
            told("[keys]\nsort = [\n  \"f5\",\n  \"pagedwn\",\n]"),
            ["4: no key is called pagedwn; did you mean page-down?"]
        );
        assert_eq!(
            told("[keys]\nclose.txt = [\"f5\"]"),
            ["2: no mode of close is called txt; did you mean text?"]
        );
    }

    #[test]
    fn text_stays_text_and_there_is_a_way_out() {
        assert_eq!(told("[keys]\nkeep = [\"k\"]"), ["2: k cannot be keep: it is typed as text in filter"]);
        assert!(told("[keys]\nquit-now = [\"q\"]")[0].contains("everywhere, also while text is typed"));
        assert_eq!(told("[keys]\nclose = []"), ["2: close needs a key: there is no other way out"]);
    }
}
