//! `o`: every report of the occurrence that one stands on, in a menu.

use super::go;
use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::others::{self, Other};
use crate::app::panel::{OthersPanel, Panel};
use crate::app::screen::Screen;
use crate::app::state::State;
use crate::model::{Cell, Unit};
use crate::report::{Ask, ReportDef, View};

pub fn open(state: &mut State) -> Vec<Effect> {
    let views = others::of(&state.rights, state.screen());
    if !views.is_empty() {
        state.panel = Some(Panel::Others(OthersPanel { views, selected: 0 }));
    }
    Vec::new()
}

pub fn on_menu(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Panel::Others(panel)) = &mut state.panel else { return Vec::new() };
    let last = panel.views.len().saturating_sub(1);
    match action {
        Action::Down => panel.selected = (panel.selected + 1).min(last),
        Action::Up => panel.selected = panel.selected.saturating_sub(1),
        Action::Close => state.panel = None,
        Action::Apply => return choose(state),
        _ => {}
    }
    Vec::new()
}

fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Others(panel)) = state.panel.take() else { return Vec::new() };
    let Some(Other { def, view, .. }) = panel.views.get(panel.selected) else { return Vec::new() };
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
