//! The keys of one console: the table, as the configuration changes it.

use super::{BINDINGS, Context, EVERYWHERE, Key, Mode, When};
use crate::app::action::Action;

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
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = BINDINGS.iter().map(|binding| Bound {
            mode: binding.mode,
            action: binding.action,
            keys: binding.keys.to_vec(),
            when: binding.when,
        });
        let everywhere = EVERYWHERE.iter().map(|(action, key)| (*action, vec![*key]));
        Self { bindings: bound.collect(), everywhere: everywhere.collect() }
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
        self.of(mode).find(|bound| bound.keys.contains(&key)).map(|bound| bound.action)
    }

    /// The keys of an action in a mode.
    pub fn keys(&self, mode: Mode, action: Action) -> &[Key] {
        let here = self.of(mode).find(|bound| bound.action == action).map(|bound| bound.keys.as_slice());
        let everywhere = || self.everywhere.iter().find(|(known, _)| *known == action);
        here.or_else(|| everywhere().map(|(_, keys)| keys.as_slice())).unwrap_or_default()
    }

    /// The first key of an action in a mode, as messages name it; `–` where it has none.
    pub fn key(&self, mode: Mode, action: Action) -> String {
        self.keys(mode, action).first().map_or_else(|| "–".to_owned(), ToString::to_string)
    }
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
}
