//! Keys in the form of a report's parameters. A field is checked when one leaves it; what only the database can judge is
//! judged when the question is put.

use super::load::{self, Keep};
use super::{open as open_panel, shape};
use crate::app::action::Action;
use crate::app::form;
use crate::app::msg::Effect;
use crate::app::panel::{Entry, FormPanel, Panel};
use crate::app::state::State;
use tui_input::InputRequest;

pub fn open(state: &mut State) -> Vec<Effect> {
    let panel = form::of(state, false);
    open_panel(state, Panel::Form(Box::new(panel)))
}

pub fn on_form(state: &mut State, action: Action) -> Vec<Effect> {
    let own = form::of(state, true);
    let Some(Panel::Form(panel)) = &mut state.panel else { return Vec::new() };
    match action {
        Action::Apply => return apply(state),
        Action::Close => state.panel = None,
        Action::NextField => leave(panel, true),
        Action::PreviousField => leave(panel, false),
        Action::NextChoice => choose(panel, true),
        Action::PreviousChoice => choose(panel, false),
        Action::Reset => {
            panel.fields = own.fields;
        }
        _ => {}
    }
    Vec::new()
}

/// To the next field that can be changed, round the end.
fn leave(panel: &mut FormPanel, forward: bool) {
    if let Some(field) = panel.fields.get_mut(panel.selected) {
        field.error = form::fault(field);
    }
    let count = panel.fields.len().max(1);
    let step = if forward { 1 } else { count - 1 };
    let is_open = |at: &usize| panel.fields.get(*at).is_some_and(|f| !matches!(f.entry, Entry::Given(_)));
    let to = (1..=count).map(|n| (panel.selected + n * step) % count).find(is_open);
    panel.selected = to.unwrap_or(panel.selected);
}

/// To a field pressed on, where it can be changed.
pub fn to_field(panel: &mut FormPanel, to: usize) {
    if panel.fields.get(to).is_none_or(|field| matches!(field.entry, Entry::Given(_))) {
        return;
    }
    if let Some(field) = panel.fields.get_mut(panel.selected) {
        field.error = form::fault(field);
    }
    panel.selected = to;
}

/// One of a field's choices.
pub fn to_choice(state: &mut State, field: usize, choice: usize) -> Vec<Effect> {
    let Some(Panel::Form(panel)) = &mut state.panel else { return Vec::new() };
    to_field(panel, field);
    if let Some(Entry::Choice { words, at }) = panel.fields.get_mut(field).map(|field| &mut field.entry)
        && choice < words.len()
    {
        *at = choice;
    }
    Vec::new()
}

fn choose(panel: &mut FormPanel, forward: bool) {
    let Some(field) = panel.fields.get_mut(panel.selected) else { return };
    step(&mut field.entry, forward);
}

/// The next of a few words, round the end.
pub fn step(entry: &mut Entry, forward: bool) {
    if let Entry::Choice { words, at } = entry {
        let count = words.len().max(1);
        *at = (*at + if forward { 1 } else { count - 1 }) % count;
    }
}

/// Text for the field that has the keys.
pub fn type_in(panel: &mut FormPanel, request: InputRequest) {
    let Some(field) = panel.fields.get_mut(panel.selected) else { return };
    if let Entry::Typed(input) = &mut field.entry {
        input.handle(request);
        field.error = None;
    }
}

/// Puts the question, unless a field will not do: that one has the keys then.
fn apply(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Form(mut panel)) = state.panel.take() else { return Vec::new() };
    for field in &mut panel.fields {
        field.error = form::fault(field);
    }
    if let Some(at) = panel.fields.iter().position(|field| field.error.is_some()) {
        panel.selected = at;
        state.panel = Some(Panel::Form(panel));
        return Vec::new();
    }
    let view = form::view(&panel);
    let screen = state.screen_mut();
    let params = form::params(screen, &panel);
    let asked = screen.ask.params != params || screen.load.failed.is_some();
    screen.ask.params = params;
    match view.and_then(|id| screen.def.view(id)).filter(|view| view.id != screen.view.id) {
        Some(view) => shape::to_view(state, view),
        None if asked => load::fresh(state, Keep::Nothing),
        None => Vec::new(),
    }
}
