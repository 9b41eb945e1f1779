//! The keys of one console: the table, as the configuration changes it.

use super::{BINDINGS, Context, EVERYWHERE, Key, Layout, Mode, When};
use crate::app::action::Action;
use crossterm::event::KeyCode;

/// A line of the table in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub mode: Mode,
    pub action: Action,
    pub keys: Vec<Key>,
    pub when: When,
}

/// Which key does what. Made from the table; footer, help and messages ask it, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Bound>,
    everywhere: Vec<(Action, Vec<Key>)>,
    pub layout: Layout,
    /// Keys are named in words, not in signs.
    pub words: bool,
}

/// One key for two things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub mode: Mode,
    pub key: Key,
    pub actions: [Action; 2],
}

/// What always quits.
const QUITS: Key = Key { code: KeyCode::Char('c'), control: true };

impl Default for Keymap {
    fn default() -> Self {
        let bound = BINDINGS.iter().map(|binding| Bound {
            mode: binding.mode,
            action: binding.action,
            keys: binding.keys.to_vec(),
            when: binding.when,
        });
        let everywhere = EVERYWHERE.iter().map(|(action, key)| (*action, vec![*key]));
        Self {
            bindings: bound.collect(),
            everywhere: everywhere.collect(),
            layout: Layout::Latin,
            words: false,
        }
    }
}

impl Keymap {
    /// The lines of a mode, in the order of the table.
    pub fn of(&self, mode: Mode) -> impl Iterator<Item = &Bound> {
        self.bindings.iter().filter(move |bound| bound.mode == mode)
    }

    /// Keys that do the same everywhere.
    pub fn everywhere(&self) -> &[(Action, Vec<Key>)] {
        &self.everywhere
    }

    /// What a key does in a context.
    pub fn resolve(&self, key: Key, context: &Context) -> Option<Action> {
        let key = self.known(key, context.mode);
        if let Some((action, _)) = self.everywhere.iter().find(|(_, keys)| keys.contains(&key)) {
            return Some(*action);
        }
        self.of(context.mode)
            .find(|bound| bound.keys.contains(&key) && bound.when.holds(context))
            .map(|bound| bound.action)
    }

    /// Whether an action can be done in a context, with or without a key.
    pub fn can(&self, action: Action, context: &Context) -> bool {
        let everywhere = self.everywhere.iter().any(|(known, _)| *known == action);
        everywhere || self.of(context.mode).any(|bound| bound.action == action && bound.when.holds(context))
    }

    /// What a key of a mode is for, whether it can do so now or not.
    pub fn meant(&self, key: Key, mode: Mode) -> Option<Action> {
        self.bound(self.known(key, mode), mode)
    }

    fn bound(&self, key: Key, mode: Mode) -> Option<Action> {
        self.of(mode).find(|bound| bound.keys.contains(&key)).map(|bound| bound.action)
    }

    /// The key as the table names it. What is text there, or has a line of its own, stays as it is.
    fn known(&self, key: Key, mode: Mode) -> Key {
        let own = is_text(key, mode) || self.bound(key, mode).is_some();
        if own { key } else { self.layout.latin(key).unwrap_or(key) }
    }

    /// The keys of an action in a mode.
    pub fn keys(&self, mode: Mode, action: Action) -> &[Key] {
        let here = self.of(mode).find(|bound| bound.action == action).map(|bound| bound.keys.as_slice());
        let everywhere = || self.everywhere.iter().find(|(known, _)| *known == action);
        here.or_else(|| everywhere().map(|(_, keys)| keys.as_slice())).unwrap_or_default()
    }

    /// The first key of an action in a mode, as messages name it; `–` where it has none.
    pub fn key(&self, mode: Mode, action: Action) -> String {
        self.keys(mode, action).first().map_or_else(|| "–".to_owned(), |key| self.shown(*key))
    }

    /// A key as footer, help and messages name it.
    pub fn shown(&self, key: Key) -> String {
        key.shown(self.words)
    }

    /// Every action that has a line, once, in the table's order.
    pub fn actions(&self) -> Vec<Action> {
        let mut actions: Vec<Action> = Vec::new();
        let all = self.bindings.iter().map(|bound| bound.action);
        for action in all.chain(self.everywhere.iter().map(|(action, _)| *action)) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        actions
    }

    /// The modes in which an action has a line; none for what acts everywhere.
    pub fn modes(&self, action: Action) -> Vec<Mode> {
        self.bindings.iter().filter(|bound| bound.action == action).map(|bound| bound.mode).collect()
    }

    /// Gives an action other keys, in one mode or in all of its modes. A key that is text in a mode is left out there,
    /// and where that leaves none, the keys are as they were.
    pub fn bind(&mut self, action: Action, mode: Option<Mode>, keys: &[Key]) {
        for bound in self.bindings.iter_mut().filter(|bound| bound.action == action) {
            if mode.is_some_and(|mode| mode != bound.mode) {
                continue;
            }
            let fit: Vec<Key> = keys.iter().copied().filter(|key| !is_text(*key, bound.mode)).collect();
            if !fit.is_empty() || keys.is_empty() {
                bound.keys = fit;
            }
        }
        if let Some((_, everywhere)) = self.everywhere.iter_mut().find(|(known, _)| *known == action) {
            *everywhere = keys.to_vec();
            if action == Action::QuitNow && !keys.contains(&QUITS) {
                everywhere.push(QUITS);
            }
        }
    }

    /// Keys that would do two things in one mode.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut clashes = Vec::new();
        for mode in Mode::ALL {
            let everywhere = self.everywhere.iter().map(|(action, keys)| (*action, keys.as_slice()));
            let here = self.of(mode).map(|bound| (bound.action, bound.keys.as_slice()));
            let mut seen: Vec<(Key, Action)> = Vec::new();
            for (action, key) in
                everywhere.chain(here).flat_map(|(a, keys)| keys.iter().map(move |key| (a, *key)))
            {
                match seen.iter().find(|(known, _)| *known == key) {
                    Some((_, first)) => clashes.push(Clash { mode, key, actions: [*first, action] }),
                    None => seen.push((key, action)),
                }
            }
        }
        clashes
    }
}

/// Whether the key is text in that mode.
pub(super) fn is_text(key: Key, mode: Mode) -> bool {
    matches!(key.code, KeyCode::Char(c) if !key.control && mode.types(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keymap_is_the_table_until_it_is_changed() {
        let keymap = Keymap::default();
        let lines = Mode::ALL.iter().flat_map(|mode| keymap.of(*mode)).count();
        assert_eq!((lines, keymap.everywhere().len()), (BINDINGS.len(), EVERYWHERE.len()));
        assert_eq!(keymap.key(Mode::Table, Action::Filter), "/");
        assert_eq!(keymap.key(Mode::Table, Action::QuitNow), "Ctrl-c");
        assert_eq!(keymap.key(Mode::Table, Action::Toggle), "–");
    }

    #[test]
    fn every_bound_action_has_a_name_of_its_own() {
        let mut actions: Vec<Action> =
            BINDINGS.iter().map(|b| b.action).chain(EVERYWHERE.iter().map(|(action, _)| *action)).collect();
        actions.sort_unstable();
        actions.dedup();
        let mut names: Vec<&str> = actions.iter().map(|action| action.name()).collect();
        assert!(
            names
                .iter()
                .all(|name| name.bytes().all(|b| b"-0123456789".contains(&b) || b.is_ascii_lowercase()))
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), actions.len());
    }

    fn plain(c: char) -> Key {
        Key { code: KeyCode::Char(c), control: false }
    }

    #[test]
    fn the_table_has_no_clash_and_takes_no_text() {
        let keymap = Keymap::default();
        assert_eq!(keymap.clashes(), []);
        let lines = Mode::ALL.into_iter().flat_map(|mode| keymap.of(mode));
        let texts = lines.filter(|bound| bound.keys.iter().any(|key| is_text(*key, bound.mode)));
        assert_eq!(texts.count(), 0);
    }

    #[test]
    fn other_keys_take_the_place_of_the_tables() {
        let mut keymap = Keymap::default();
        keymap.bind(Action::Down, None, &[plain('ü')]);
        assert_eq!(keymap.keys(Mode::Table, Action::Down), [plain('ü')]);
        // A letter that is typed stays one.
        assert_eq!(keymap.key(Mode::Filter, Action::Down), "↓");
        assert_eq!(keymap.clashes(), []);
        keymap.bind(Action::Dates, Some(Mode::Board), &[plain('ü')]);
        let clash = keymap.clashes();
        assert_eq!(
            (clash.len(), clash[0].mode, clash[0].actions),
            (1, Mode::Board, [Action::Down, Action::Dates])
        );
        assert_eq!(keymap.key(Mode::Table, Action::Dates), "d");
    }

    #[test]
    fn control_c_always_quits() {
        let mut keymap = Keymap::default();
        keymap.bind(Action::QuitNow, None, &[]);
        assert_eq!(keymap.key(Mode::Filter, Action::QuitNow), "Ctrl-c");
        keymap.bind(Action::Sort, None, &[QUITS]);
        assert!(!keymap.clashes().is_empty());
    }

    #[test]
    fn a_russian_letter_does_what_its_key_does_except_in_text() {
        let mut keymap = Keymap { layout: Layout::Russian, ..Keymap::default() };
        assert_eq!(keymap.meant(plain('й'), Mode::Table), Some(Action::Quit));
        assert_eq!(keymap.meant(plain('Ы'), Mode::Table), Some(Action::SortMore));
        assert_eq!(keymap.meant(plain('Х'), Mode::Table), Some(Action::Earlier));
        assert_eq!(keymap.meant(plain('.'), Mode::Table), Some(Action::NextReport));
        for bound in Mode::ALL.into_iter().filter(|mode| mode.types('й')).flat_map(|mode| keymap.of(mode)) {
            assert_eq!(keymap.meant(plain('й'), bound.mode), None);
        }
        keymap.bind(Action::Reload, None, &[plain('й')]);
        assert_eq!(keymap.meant(plain('й'), Mode::Table), Some(Action::Reload));
    }
}
