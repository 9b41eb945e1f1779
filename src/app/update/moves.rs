//! The cursor: rows, pages, columns.

use super::load;
use crate::app::action::Action;
use crate::app::columns;
use crate::app::frame;
use crate::app::msg::Effect;
use crate::app::state::State;

pub fn row(state: &mut State, action: Action) -> Vec<Effect> {
    let page = frame::page(state);
    let half = (page / 2).max(1);
    let screen = state.screen_mut();
    let reach = screen.reach();
    if reach == 0 {
        return Vec::new();
    }
    let last = reach - 1;
    let place = &mut screen.place;
    let (cursor, top) = (place.cursor, place.top);
    (place.cursor, place.top) = match action {
        Action::Down => (cursor.saturating_add(1), top),
        Action::Up => (cursor.saturating_sub(1), top),
        Action::PageDown => (cursor + page, top + page),
        Action::PageUp => (cursor.saturating_sub(page), top.saturating_sub(page)),
        Action::HalfDown => (cursor + half, top + half),
        Action::HalfUp => (cursor.saturating_sub(half), top.saturating_sub(half)),
        Action::First => (0, 0),
        Action::Last if screen.load.total().is_none() => return load::run_last(state),
        Action::Last => (last, last),
        _ => return Vec::new(),
    };
    let place = &mut screen.place;
    place.cursor = place.cursor.min(last);
    keep_cursor_in_sight(state);
    state.screen_mut().hold_key();
    load::read_on(state)
}

/// To a row that is seen.
pub fn to_row(state: &mut State, row: usize) -> Vec<Effect> {
    let screen = state.screen_mut();
    if row >= screen.reach() {
        return Vec::new();
    }
    screen.place.cursor = row;
    keep_cursor_in_sight(state);
    state.screen_mut().hold_key();
    load::read_on(state)
}

/// Rows move under the cursor, which gives way only at the edge.
pub fn scroll(state: &mut State, down: bool, by: usize) -> Vec<Effect> {
    let page = frame::page(state);
    let screen = state.screen_mut();
    let reach = screen.reach();
    if reach == 0 {
        return Vec::new();
    }
    let place = &mut screen.place;
    let to = if down { place.top + by } else { place.top.saturating_sub(by) };
    place.top = to.min(reach.saturating_sub(page));
    let last = (place.top + page).min(reach) - 1;
    place.cursor = place.cursor.clamp(place.top, last);
    screen.hold_key();
    load::read_on(state)
}

pub fn to_column(state: &mut State, index: usize) -> Vec<Effect> {
    state.screen_mut().column = Some(index);
    keep_column_in_sight(state);
    Vec::new()
}

/// `Space`: marks the row or takes its mark away, and goes on to the next.
pub fn mark(state: &mut State) -> Vec<Effect> {
    let screen = state.screen_mut();
    let Some(row) = screen.row().map(<[_]>::to_vec) else { return Vec::new() };
    screen.marks.toggle(screen.view, &row);
    self::row(state, Action::Down)
}

/// Scrolls so that the cursor is seen, and no further past the end than needed.
pub fn keep_cursor_in_sight(state: &mut State) {
    let page = frame::page(state);
    let screen = state.screen_mut();
    let reach = screen.reach();
    let place = &mut screen.place;
    place.top = place.top.min(reach.saturating_sub(page));
    place.top = place.top.min(place.cursor).max((place.cursor + 1).saturating_sub(page));
}

pub fn column(state: &mut State, right: bool) -> Vec<Effect> {
    let sequence = state.sequence();
    let Some(selected) = state.selected_column() else { return Vec::new() };
    let at = sequence.iter().position(|index| *index == selected).unwrap_or(0);
    let to = if right { at + 1 } else { at.saturating_sub(1) };
    if let Some(index) = sequence.get(to) {
        state.screen_mut().column = Some(*index);
        keep_column_in_sight(state);
    }
    Vec::new()
}

/// Scrolls sideways so that the selected column is seen.
pub fn keep_column_in_sight(state: &mut State) {
    let Some(selected) = state.selected_column() else { return };
    let sequence = state.sequence();
    let held = columns::held(state.screen(), state.arranged(), &sequence, state.size.0);
    let scrolling: Vec<usize> = sequence.iter().copied().filter(|index| !held.contains(index)).collect();
    let at = scrolling.iter().position(|index| *index == selected);
    let left = state.screen().left.min(scrolling.len().saturating_sub(1));
    // The first column stands where nothing is scrolled; the frozen one always.
    let left = if sequence.first() == Some(&selected) { 0 } else { left.min(at.unwrap_or(left)) };
    state.screen_mut().left = left;
    while !state.layout().shows(selected) && state.screen().left < scrolling.len() {
        state.screen_mut().left += 1;
    }
}
