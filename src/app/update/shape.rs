//! The same report, asked differently: filter, order, view, zone.

use super::load::{self, Keep};
use super::{moves, say};
use crate::app::msg::Effect;
use crate::app::screen::{FilterInput, Place, Screen};
use crate::app::state::{State, Weight, ZoneChoice};
use crate::app::widths;
use crate::report::filter::{self, Term};
use crate::report::{ParamKind, SortKey, View};
use tui_input::Input;

pub fn begin_filter(state: &mut State) -> Vec<Effect> {
    if state.data.empty {
        return Vec::new();
    }
    let screen = state.screen_mut();
    screen.hold_key();
    if screen.ask.filter.is_empty() {
        screen.before_filter = Some(screen.place.clone());
    }
    screen.filter = Some(FilterInput { input: Input::new(screen.ask.filter.clone()), error: None });
    moves::keep_cursor_in_sight(state);
    Vec::new()
}

/// After each change of what is typed: asks anew when it can be read and says something else.
pub fn filter_typed(state: &mut State) -> Vec<Effect> {
    let screen = state.screen_mut();
    let Some(typing) = &mut screen.filter else { return Vec::new() };
    let text = typing.input.value().trim().to_owned();
    typing.error = filter::parse(&text, screen.view).err();
    if typing.error.is_some() {
        moves::keep_cursor_in_sight(state);
        return Vec::new();
    }
    set_filter(state, text)
}

pub fn set_filter(state: &mut State, text: String) -> Vec<Effect> {
    let screen = state.screen_mut();
    if screen.ask.filter == text {
        return Vec::new();
    }
    screen.ask.filter = text;
    // Without a filter the cursor goes back to where it was before there was one.
    let before = if screen.ask.filter.is_empty() { screen.before_filter.clone() } else { None };
    match before {
        Some(place) => {
            screen.place = place;
            load::fresh(state, Keep::Row)
        }
        None => load::fresh(state, Keep::Nothing),
    }
}

pub fn keep_filter(state: &mut State) -> Vec<Effect> {
    let screen = state.screen_mut();
    if screen.filter.as_ref().is_some_and(|typing| typing.error.is_some()) {
        return Vec::new();
    }
    screen.filter = None;
    moves::keep_cursor_in_sight(state);
    Vec::new()
}

pub fn clear_filter(state: &mut State) -> Vec<Effect> {
    state.screen_mut().filter = None;
    let effects = set_filter(state, String::new());
    state.screen_mut().before_filter = None;
    moves::keep_cursor_in_sight(state);
    effects
}

/// The name of the selected column.
fn selected(state: &State) -> Option<&'static str> {
    let index = state.selected_column()?;
    match &state.screen().view.columns.get(index)?.name {
        std::borrow::Cow::Borrowed(name) => Some(name),
        std::borrow::Cow::Owned(_) => None,
    }
}

/// Ascending, descending, the report's own order.
pub fn sort(state: &mut State) -> Vec<Effect> {
    let Some(name) = selected(state) else { return Vec::new() };
    let screen = state.screen_mut();
    let order = screen.ask.order();
    let own = screen.ask.sort.is_empty();
    screen.ask.sort = match order.as_slice() {
        [only] if only.column == name && !only.descending => vec![SortKey::descending(name)],
        [only] if only.column == name && !own => Vec::new(),
        _ => vec![SortKey::ascending(name)],
    };
    resorted(state)
}

/// By a column, which becomes the selected one: texts from the first letter, all else from the most or newest.
pub fn sort_by(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(column) = state.screen().view.columns.get(index) else { return Vec::new() };
    let std::borrow::Cow::Borrowed(name) = column.name else { return Vec::new() };
    let key = if column.unit.is_text() { SortKey::ascending(name) } else { SortKey::descending(name) };
    state.screen_mut().column = Some(index);
    state.screen_mut().ask.sort = vec![key];
    resorted(state)
}

/// Ascending as the last key, descending, no key.
pub fn sort_more(state: &mut State) -> Vec<Effect> {
    let Some(name) = selected(state) else { return Vec::new() };
    let screen = state.screen_mut();
    let mut order = screen.ask.order();
    match order.iter().position(|key| key.column == name) {
        None => order.push(SortKey::ascending(name)),
        Some(at) => match order.get_mut(at) {
            Some(key) if !key.descending => key.descending = true,
            _ => {
                order.remove(at);
            }
        },
    }
    screen.ask.sort = order;
    resorted(state)
}

fn resorted(state: &mut State) -> Vec<Effect> {
    moves::keep_column_in_sight(state);
    if state.data.empty {
        return Vec::new();
    }
    load::fresh(state, Keep::Nothing)
}

/// `w`: the next of the report's views.
pub fn next_view(state: &mut State) -> Vec<Effect> {
    let screen = state.screen();
    let views = screen.def.views;
    let at = views.iter().position(|view| view.id == screen.view.id).unwrap_or(0);
    match views.get((at + 1) % views.len().max(1)) {
        Some(view) => to_view(state, view),
        None => Vec::new(),
    }
}

/// `u`: the other of the two views that a switch chooses between.
pub fn switch(state: &mut State) -> Vec<Effect> {
    let screen = state.screen();
    let switch = screen.def.params.iter().find_map(|param| match param.kind {
        ParamKind::Switch { on, off } => Some((on, off)),
        _ => None,
    });
    let Some((on, off)) = switch else { return Vec::new() };
    let wanted = if screen.view.id == on { off } else { on };
    match screen.def.view(wanted) {
        Some(view) => to_view(state, view),
        None => Vec::new(),
    }
}

/// The view of that name, where the report has it.
pub fn to_view_named(state: &mut State, view: &str) -> Vec<Effect> {
    match state.screen().def.view(view) {
        Some(view) => to_view(state, view),
        None => Vec::new(),
    }
}

pub fn to_view(state: &mut State, view: &'static View) -> Vec<Effect> {
    let screen = state.screen_mut();
    if screen.view.id == view.id {
        return Vec::new();
    }
    screen.view = view;
    view.id.clone_into(&mut screen.ask.view);
    screen.ask.say_in_switch();
    // Order and filter go over as far as the other view has their columns.
    screen.ask.sort.retain(|key| view.column(&key.column).is_some());
    let unreadable = filter::parse(&screen.ask.filter, view).is_err();
    if unreadable {
        screen.ask.filter.clear();
    }
    screen.load.window = None;
    screen.load.stale = false;
    screen.load.asked = None;
    screen.before_filter = None;
    screen.marks.clear();
    screen.column = None;
    screen.left = 0;
    screen.measured = widths::least_widths(view);
    screen.place = Place::default();
    if unreadable {
        say(state, Weight::Info, "this view has not that column: the filter is cleared");
    }
    if state.data.empty { Vec::new() } else { load::fresh(state, Keep::Nothing) }
}

/// `t`: whose clock. Only a filter by day is asked anew: what is held is the same.
pub fn zone(state: &mut State) -> Vec<Effect> {
    let before = state.shown_zone();
    for _ in 0..2 {
        state.zone = match state.zone {
            ZoneChoice::Viewer => ZoneChoice::Account,
            ZoneChoice::Account => ZoneChoice::Utc,
            ZoneChoice::Utc => ZoneChoice::Viewer,
        };
        if state.shown_zone() != before {
            break;
        }
    }
    zoned(state, before)
}

/// That clock.
pub fn to_zone(state: &mut State, choice: ZoneChoice) -> Vec<Effect> {
    let before = state.shown_zone();
    state.zone = choice;
    zoned(state, before)
}

fn zoned(state: &mut State, before: chrono_tz::Tz) -> Vec<Effect> {
    let zone = state.shown_zone();
    for screen in state.screens_mut() {
        screen.ask.zone = zone;
        if by_day(screen) {
            screen.load.outdated = true;
        }
    }
    let whose = match state.zone {
        ZoneChoice::Viewer => "your zone",
        ZoneChoice::Account => "the account's zone",
        ZoneChoice::Utc => "UTC",
    };
    let text = if zone == before {
        format!("your zone and the account's are {zone}")
    } else {
        format!("times in {whose}: {zone}; days stay the account's")
    };
    say(state, Weight::Info, text);
    load::visit(state)
}

/// Whether the filter has a day in it, which the zone bounds.
fn by_day(screen: &Screen) -> bool {
    filter::parse(&screen.ask.filter, screen.view)
        .is_ok_and(|terms| terms.iter().any(|term| matches!(term, Term::Day { .. })))
}
