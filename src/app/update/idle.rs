//! A key that means something elsewhere, or at another time: what is lacking is said, once for key and palette.

use super::{acts, say};
use crate::app::action::Action;
use crate::app::keymap::{Context, Key, Mode, When};
use crate::app::msg::Effect;
use crate::app::palette::{elsewhere, why};
use crate::app::state::{State, Weight};

/// Says why the key does nothing; `None` where it means nothing, moves only, or may act once the rows have come.
pub fn told(state: &mut State, key: Key, context: &Context) -> Option<Vec<Effect>> {
    if !matches!(context.mode, Mode::Table | Mode::Board) {
        return None;
    }
    let here = state.keymap.meant(key, context.mode);
    let action = here.or_else(|| state.keymap.meant(key, Mode::Table))?;
    if here == Some(Action::RowActions) {
        return Some(acts::say_none(state));
    }
    let when = state.keymap.of(context.mode).find(|bound| bound.action == action).map(|bound| bound.when);
    let of_rows = matches!(when, Some(When::Rows | When::RowsOrFailed | When::Exports | When::Opens));
    if action.moves() || action == Action::Back || (of_rows && state.waiting().is_some()) {
        return None;
    }
    let lacks = when.map_or_else(|| elsewhere(context.mode), |when| why(when, context));
    let key = state.keymap.shown(key);
    say(state, Weight::Info, format!("{key} does nothing here: {lacks}"));
    Some(Vec::new())
}
