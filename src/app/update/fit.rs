//! Freezing columns and setting their widths, in the table and in the columns panel.

use super::{moves, say};
use crate::app::action::Action;
use crate::app::columns;
use crate::app::fit::Fit;
use crate::app::msg::Effect;
use crate::app::panel::Panel;
use crate::app::state::{State, Weight};

/// Cells by which a column grows and shrinks.
const STEP: u16 = 2;

/// `F`: freezes the columns up to the selected one; again: no longer.
pub fn freeze(state: &mut State) -> Vec<Effect> {
    let Some(index) = state.selected_column() else { return Vec::new() };
    let mut fit = own(state);
    fit.freeze(index);
    let text = match fit.frozen {
        Some(_) => {
            let key = state.key(Action::Freeze);
            format!("columns up to {} stay when the others scroll · {key} lets go", title(state, index))
        }
        None => "no columns are frozen".to_owned(),
    };
    keep(state, fit);
    say(state, Weight::Info, text);
    moves::keep_column_in_sight(state);
    Vec::new()
}

/// `<` and `>`: the selected column.
pub fn resize(state: &mut State, wider: bool) -> Vec<Effect> {
    let Some(index) = state.selected_column() else { return Vec::new() };
    let mut fit = own(state);
    let now = width(state, index);
    let to = stepped(state, index, now, wider);
    let text = if to == now {
        let end = if wider { "wider" } else { "narrower" };
        format!("{} cannot be {end} than {now}", title(state, index))
    } else {
        format!("{}: {to} wide", title(state, index))
    };
    fit.widths.insert(index, to);
    keep(state, fit);
    say(state, Weight::Info, text);
    moves::keep_column_in_sight(state);
    Vec::new()
}

/// The same in the columns panel, where nothing holds before it is applied.
pub fn freeze_listed(state: &mut State) {
    if let Some(Panel::Columns(panel)) = &mut state.panel
        && let Some((index, _)) = panel.columns.get(panel.selected)
    {
        panel.fit.freeze(*index);
    }
}

pub fn resize_listed(state: &mut State, wider: bool) {
    let Some(Panel::Columns(panel)) = &state.panel else { return };
    let Some((index, _)) = panel.columns.get(panel.selected).copied() else { return };
    let now = panel.fit.widths.get(&index).copied().unwrap_or_else(|| width(state, index));
    let to = stepped(state, index, now, wider);
    if let Some(Panel::Columns(panel)) = &mut state.panel {
        panel.fit.widths.insert(index, to);
    }
}

/// What is fitted on the open screen.
pub fn own(state: &State) -> Fit {
    state.arranged().fit.cloned().unwrap_or_default()
}

/// Keeps it for the open report and view.
pub fn keep(state: &mut State, fit: Fit) {
    let screen = state.screen();
    let key = (screen.def.id, screen.view.id);
    if fit.is_empty() {
        state.fits.remove(&key);
    } else {
        state.fits.insert(key, fit);
    }
}

/// Cells of a column as it stands, or as it would.
fn width(state: &State, index: usize) -> u16 {
    let placed = state.layout().placed.into_iter().find(|placed| placed.index == index);
    let measured = || state.screen().measured.get(index).copied().unwrap_or(0);
    placed.map_or_else(|| columns::settable(state.screen(), index, measured()), |placed| placed.width)
}

fn stepped(state: &State, index: usize, now: u16, wider: bool) -> u16 {
    let to = if wider { now.saturating_add(STEP) } else { now.saturating_sub(STEP) };
    columns::settable(state.screen(), index, to)
}

fn title(state: &State, index: usize) -> String {
    state.screen().view.columns.get(index).map_or_else(String::new, |column| column.title.to_string())
}
