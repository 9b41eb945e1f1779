//! `o`: every report of the occurrence that one stands on, in a menu.

use super::go;
use super::load::{self, WINDOW_ROWS};
use crate::app::action::Action;
use crate::app::msg::{Effect, Generation};
use crate::app::others::{self, Other};
use crate::app::panel::{OthersPanel, Panel};
use crate::app::screen::Screen;
use crate::app::state::State;
use crate::model::{Cell, Unit};
use crate::report::{Ask, ReportDef, View, Window};
use std::sync::Arc;

pub fn open(state: &mut State) -> Vec<Effect> {
    let views = others::of(&state.rights, state.screen());
    if views.is_empty() {
        return Vec::new();
    }
    let question = others::question(state.screen());
    // One question at a time: what is being read is read again afterwards.
    let mut effects = if state.waiting().is_some() { load::leave(state) } else { Vec::new() };
    let counting = question.map(|ask| {
        state.last_generation += 1;
        let generation = Generation(state.last_generation);
        effects.push(Effect::Run { generation, ask, first: 0, len: WINDOW_ROWS });
        generation
    });
    state.panel = Some(Panel::Others(OthersPanel { views, selected: 0, counting }));
    effects
}

/// The menu's counts have come; what waited for them is read.
pub fn counted(
    state: &mut State,
    generation: Generation,
    answer: Result<Arc<Window>, String>,
) -> Vec<Effect> {
    let Some(Panel::Others(panel)) = &mut state.panel else { return Vec::new() };
    if panel.counting != Some(generation) {
        return Vec::new();
    }
    panel.counting = None;
    // Without counts the menu is of use, too.
    if let Ok(window) = answer {
        let of = |other: &Other| (other.def.id, other.view.id);
        let selected = panel.views.get(panel.selected).map(of);
        others::counted(&mut panel.views, &window);
        let place = panel.views.iter().position(|other| Some(of(other)) == selected);
        panel.selected = place.unwrap_or(0);
    }
    load::visit(state)
}

fn close(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Others(panel)) = state.panel.take() else { return Vec::new() };
    let mut effects: Vec<Effect> = panel.counting.map(Effect::Cancel).into_iter().collect();
    effects.extend(load::visit(state));
    effects
}

pub fn on_menu(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Panel::Others(panel)) = &mut state.panel else { return Vec::new() };
    let last = panel.views.len().saturating_sub(1);
    match action {
        Action::Down => panel.selected = (panel.selected + 1).min(last),
        Action::Up => panel.selected = panel.selected.saturating_sub(1),
        Action::Close => return close(state),
        Action::Apply => return choose(state),
        _ => {}
    }
    Vec::new()
}

fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Others(panel)) = state.panel.take() else { return Vec::new() };
    let Some(Other { def, view, .. }) = panel.views.get(panel.selected) else { return Vec::new() };
    go_to(state, def, view)
}

/// That view of the occurrence one stands on.
pub fn go_to(state: &mut State, def: &'static ReportDef, view: &'static View) -> Vec<Effect> {
    let screen = state.screen();
    let Some(occurrence) = screen.occurrence() else { return Vec::new() };
    let mut ask = Ask::new(def, screen.ask.range, screen.ask.zone);
    ask.accounts.clone_from(&screen.ask.accounts);
    view.id.clone_into(&mut ask.view);
    ask.params.insert("occurrence".to_owned(), occurrence);
    let crumb = crumb(screen, def, view);
    let Some(below) = Screen::new(ask, crumb) else { return Vec::new() };
    go::descend(state, below)
}

/// What names the row, where it is an occurrence's, and the report chosen.
fn crumb(screen: &Screen, def: &ReportDef, view: &View) -> Vec<(Cell, Unit)> {
    let of_row = screen.view.keys().any(|column| column.name == "occurrence");
    let labels = screen.view.down.filter(|_| of_row).map_or(&[][..], |down| down.label);
    let cell = |name: &&str| {
        let index = screen.view.columns.iter().position(|column| column.name == *name)?;
        Some((screen.row()?.get(index)?.clone(), screen.view.columns.get(index)?.unit))
    };
    let title = if def.views.len() > 1 { view.title } else { def.title };
    labels
        .iter()
        .filter_map(cell)
        .chain([(Cell::from(title), Unit::Text)])
        .filter(|(cell, _)| !cell.is_empty())
        .collect()
}
