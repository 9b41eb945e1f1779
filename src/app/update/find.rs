//! Ctrl-f: a text, looked for in everything held. What is found is a report like any other.

use super::{go, open as open_panel};
use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::panel::{FindPanel, Panel};
use crate::app::screen::Screen;
use crate::app::state::State;
use crate::model::text::clean;
use crate::model::{Cell, Unit};
use crate::report::{Ask, ReportDef, View, catalog};
use tui_input::InputRequest;

pub fn open(state: &mut State) -> Vec<Effect> {
    open_panel(state, Panel::Find(FindPanel::default()))
}

pub fn on_find(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Apply => return apply(state),
        Action::Close => state.panel = None,
        _ => {}
    }
    Vec::new()
}

pub fn type_in(panel: &mut FindPanel, request: InputRequest) {
    panel.input.handle(request);
    panel.error = None;
}

fn apply(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Find(panel)) = &mut state.panel else { return Vec::new() };
    let text = clean(panel.input.value()).trim().to_owned();
    if text.is_empty() {
        panel.error = Some("type what to find".to_owned());
        return Vec::new();
    }
    state.panel = None;
    let Some((def, param)) = catalog::search() else { return Vec::new() };
    let screen = state.screen();
    let mut ask = Ask::new(def, screen.ask.range, screen.ask.zone);
    ask.accounts.clone_from(&screen.ask.accounts);
    if let Some(view) = view(def, &text) {
        view.id.clone_into(&mut ask.view);
    }
    let crumb = vec![(Cell::from(def.title), Unit::Text)];
    ask.params.insert(param.to_owned(), text);
    match Screen::new(ask, crumb) {
        Some(found) => go::descend(state, found),
        None => Vec::new(),
    }
}

/// Digits alone are most likely of a meeting ID.
fn view(def: &ReportDef, text: &str) -> Option<&'static View> {
    let is_part = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    let is_number = text.chars().all(is_part) && text.contains(|c: char| c.is_ascii_digit());
    def.views.iter().find(|view| is_number && view.columns.iter().any(|column| column.unit == Unit::Number))
}
