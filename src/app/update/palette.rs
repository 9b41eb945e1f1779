//! The palette's keys, and doing what was chosen.

use super::{accounts, act, dates, go, load, open, say, shape};
use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::palette::{Choice, REMEMBERED, entries, find};
use crate::app::panel::{PalettePanel, Panel};
use crate::app::screen::Screen;
use crate::app::sheet;
use crate::app::state::{State, Weight};
use crate::model::{Cell, Unit};
use crate::report::{Ask, ReportDef};
use tui_input::{Input, InputRequest};

pub fn show(state: &mut State) -> Vec<Effect> {
    let entries = entries(state);
    let found = find("", &entries, &state.recent);
    open(
        state,
        Panel::Palette(Box::new(PalettePanel { input: Input::default(), entries, found, selected: 0 })),
    )
}

/// After each change of what is typed.
pub fn typed(state: &mut State, request: InputRequest) -> Vec<Effect> {
    let recent = std::mem::take(&mut state.recent);
    if let Some(Panel::Palette(panel)) = &mut state.panel {
        let before = panel.input.value().to_owned();
        panel.input.handle(request);
        if panel.input.value() != before {
            panel.found = find(panel.input.value(), &panel.entries, &recent);
            panel.selected = 0;
        }
    }
    state.recent = recent;
    Vec::new()
}

pub fn on_palette(state: &mut State, action: Action) -> Vec<Effect> {
    let page = sheet::palette_rows(state.size);
    let Some(Panel::Palette(panel)) = &mut state.panel else { return Vec::new() };
    let last = panel.found.len().saturating_sub(1);
    match action {
        Action::Down => panel.selected = (panel.selected + 1).min(last),
        Action::Up => panel.selected = panel.selected.saturating_sub(1),
        Action::PageDown => panel.selected = (panel.selected + page).min(last),
        Action::PageUp => panel.selected = panel.selected.saturating_sub(page),
        Action::Complete => return complete(state),
        Action::Run => return choose(state),
        Action::Close => state.panel = None,
        _ => {}
    }
    Vec::new()
}

/// The name of the report under the cursor goes into the input, so that a filter can be typed behind it.
fn complete(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Palette(panel)) = &state.panel else { return Vec::new() };
    let Some(found) = panel.found.get(panel.selected) else { return Vec::new() };
    match found.entry.choice {
        Choice::Open { def, .. } | Choice::Want(def) | Choice::Ask { def, .. } => name(state, def),
        _ => Vec::new(),
    }
}

fn name(state: &mut State, def: &ReportDef) -> Vec<Effect> {
    if let Some(Panel::Palette(panel)) = &mut state.panel {
        panel.input = Input::new(format!("{} ", def.id));
        panel.found = find(panel.input.value(), &panel.entries, &state.recent);
        panel.selected = 0;
    }
    Vec::new()
}

fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Palette(panel)) = &state.panel else { return Vec::new() };
    let Some(found) = panel.found.get(panel.selected) else { return Vec::new() };
    let entry = found.entry.clone();
    if let Some(why) = entry.idle {
        say(state, Weight::Info, format!("{} does nothing here: {why}", entry.name));
        return Vec::new();
    }
    if let Choice::Want(def) = entry.choice {
        return name(state, def);
    }
    state.panel = None;
    state.recent.retain(|name| *name != entry.name);
    state.recent.insert(0, entry.name);
    state.recent.truncate(REMEMBERED);
    match entry.choice {
        Choice::Act(action) => act(state, action, state.resting()),
        Choice::Open { def, view, filter } => {
            let mut effects = go::open_root(state, def.id);
            effects.extend(shape::to_view(state, view));
            effects.extend(filter.map(|text| shape::set_filter(state, text)).unwrap_or_default());
            effects
        }
        Choice::Ask { def, param, value } => ask(state, def, param, &value),
        Choice::Dates(range) => dates::set(state, range),
        Choice::SortBy(column) => shape::sort_by(state, column),
        Choice::Zone(choice) => shape::to_zone(state, choice),
        Choice::Accounts(chosen) => accounts::choose(state, chosen),
        Choice::Want(_) => Vec::new(),
    }
}

/// A report that needs a value, below what is seen.
fn ask(state: &mut State, def: &'static ReportDef, param: &str, value: &str) -> Vec<Effect> {
    let from = &state.screen().ask;
    let mut ask = Ask::new(def, from.range, from.zone);
    ask.accounts.clone_from(&from.accounts);
    ask.params.insert(param.to_owned(), value.to_owned());
    let crumb = vec![(Cell::from(def.title), Unit::Text), (Cell::from(value), Unit::Text)];
    let Some(below) = Screen::new(ask, crumb) else { return Vec::new() };
    state.screen_mut().hold_key();
    let mut effects = load::leave(state);
    state.here.below.push(below);
    effects.extend(load::visit(state));
    effects
}
