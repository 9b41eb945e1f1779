//! A dashboard: its panels are read one after another, the one with the focus first, so that the reader thread has one
//! question at a time and a newer range ends them all.

use super::load::Keep;
use super::{load, moves};
use crate::app::accounts;
use crate::app::action::Action;
use crate::app::board;
use crate::app::msg::{Effect, Generation};
use crate::app::screen::{Place, Reading, Screen, Waiting};
use crate::app::state::State;
use crate::model::{Cell, Unit};
use crate::report::{Address, Form};

/// A panel is read whole: so many rows at most, eleven years of days.
const ROWS: usize = 4_000;

pub fn is_open(state: &State) -> bool {
    board::panels(state).is_some()
}

/// Reads what was not read yet, is outdated, or was asked for other dates or accounts.
pub fn visit(state: &mut State) -> Vec<Effect> {
    let range = state.range;
    let accounts = accounts::of_report(state, state.here.def);
    let mut moved = false;
    let other = |screen: &&mut Screen| screen.ask.range != range || screen.ask.accounts != accounts;
    for screen in state.here.seen_mut().filter(other) {
        screen.ask.range = range;
        screen.ask.accounts.clone_from(&accounts);
        ask_anew(screen, Keep::Nothing);
        moved = true;
    }
    let mut effects: Vec<Effect> = if moved { load::cancel(state).into_iter().collect() } else { Vec::new() };
    effects.extend(read_next(state));
    effects
}

/// Puts every panel's question anew, of the dates and accounts that now hold.
pub fn fresh(state: &mut State, keep: Keep) -> Vec<Effect> {
    let range = state.range;
    let accounts = accounts::of_report(state, state.here.def);
    let mut effects: Vec<Effect> = load::cancel(state).into_iter().collect();
    for screen in state.here.seen_mut() {
        screen.ask.range = range;
        screen.ask.accounts.clone_from(&accounts);
        screen.hold_key();
        ask_anew(screen, keep);
    }
    effects.extend(read_next(state));
    effects
}

fn ask_anew(screen: &mut Screen, keep: Keep) {
    if keep == Keep::Nothing {
        screen.place = Place::default();
    }
    let load = &mut screen.load;
    load.failed = None;
    load.cancelled = false;
    load.outdated = true;
    load.changed = false;
    load.stale = load.window.is_some();
}

/// Asks for the next panel that has something to read; nothing while one is being read.
pub fn read_next(state: &mut State) -> Vec<Effect> {
    if state.waiting().is_some() {
        return Vec::new();
    }
    let order = board::panels(state).unwrap_or_default();
    let wants = |screen: &Screen| {
        let load = &screen.load;
        load.outdated || (load.window.is_none() && load.failed.is_none() && !load.cancelled)
    };
    let trail = &mut state.here;
    let view = if wants(&trail.root) {
        Some(trail.root.view.id)
    } else {
        order.iter().map(|panel| panel.view).find(|view| trail.panel(view).is_some_and(wants))
    };
    let Some(screen) = trail.seen_mut().find(|screen| Some(screen.view.id) == view) else {
        return Vec::new();
    };
    state.last_generation += 1;
    let generation = Generation(state.last_generation);
    let quiet = screen.load.begin(true);
    screen.load.waiting = Some(Waiting {
        generation,
        since: state.now,
        reading: Reading::Fresh,
        first: 0,
        len: ROWS,
        answered: false,
        quiet,
    });
    vec![Effect::Run { generation, ask: screen.ask.clone(), first: 0, len: ROWS }]
}

/// The focus to the panel after this one, or before.
pub fn step(state: &mut State, forward: bool) -> Vec<Effect> {
    match board::neighbour(state, forward) {
        Some(view) => focus(state, view),
        None => Vec::new(),
    }
}

/// The wheel goes through the rows of the panel with the focus, and from its end to the next panel; wherever the
/// pointer is, as the focus would else jump to and fro.
pub fn wheel(state: &mut State, down: bool) -> Vec<Effect> {
    let Some(focused) = board::focused(state) else { return Vec::new() };
    let screen = state.screen();
    let by_row = matches!(focused.form, Form::Figures | Form::List | Form::Alerts);
    let at_end = if down { screen.place.cursor + 1 >= screen.reach() } else { screen.place.cursor == 0 };
    if by_row && !at_end {
        return moves::row(state, if down { Action::Down } else { Action::Up });
    }
    let order = board::of(state).map(|board| board.placed).unwrap_or_default();
    let outer = if down { order.last() } else { order.first() };
    if outer.is_none_or(|placed| placed.focused) { Vec::new() } else { step(state, down) }
}

/// The focus to the panel of that view.
pub fn focus(state: &mut State, view: &str) -> Vec<Effect> {
    let trail = &mut state.here;
    if let Some(other) = trail.beside.iter_mut().find(|screen| screen.view.id == view) {
        std::mem::swap(&mut trail.root, other);
    }
    moves::keep_cursor_in_sight(state);
    Vec::new()
}

/// The report that a row names.
pub fn child(screen: &Screen, opens: &str, row: &[Cell]) -> Option<Screen> {
    let index = screen.view.columns.iter().position(|column| column.name == opens)?;
    let ask = Address::parse(row.get(index)?.as_text()?)?.ask(&screen.ask);
    let named = screen.view.columns.iter().zip(row);
    let named = named.filter(|(column, cell)| column.unit == Unit::Text && !cell.is_empty());
    let label = named.map(|(_, cell)| cell.clone()).next();
    let label = label.unwrap_or_else(|| Cell::from(ask.def().map_or("", |def| def.title)));
    Screen::new(ask, vec![(label, Unit::Text)])
}
