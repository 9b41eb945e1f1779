//! Asking, and taking answers. Only the screen that waits for a generation takes its answer.

use super::{board, moves};
use crate::app::accounts::{self, fewest};
use crate::app::frame;
use crate::app::further;
use crate::app::msg::{Data, Effect, Generation};
use crate::app::screen::{Reading, Screen, Waiting};
use crate::app::start::Account;
use crate::app::state::State;
use crate::app::widths;
use crate::report::Window;
use crate::rules::ranges::{first_range, last_of};
use std::sync::Arc;

/// Rows asked for at once, at least.
pub const WINDOW_ROWS: usize = 300;
/// Rows that should lie ready on either side of those seen.
const MARGIN: usize = 60;

/// Where the cursor goes when a question is put anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// To the first row.
    Nothing,
    /// To the row it stands on, wherever that is now.
    Row,
}

/// Reads the open screen if it has something to read: nothing yet, outdated, or asked for other dates or accounts.
pub fn visit(state: &mut State) -> Vec<Effect> {
    if state.data.empty {
        return Vec::new();
    }
    if board::is_open(state) {
        return board::visit(state);
    }
    let def = state.screen().def;
    let range = if def.ahead { state.ahead } else { state.range };
    let accounts = accounts::of_report(state, def);
    let screen = state.screen_mut();
    let other_dates = def.ranged && screen.ask.range != range;
    if screen.is_root() && (other_dates || screen.ask.accounts != accounts) {
        screen.ask.range = range;
        screen.ask.accounts = accounts;
        screen.load.failed = None;
        return fresh(state, Keep::Nothing);
    }
    let load = &screen.load;
    let unread = load.window.is_none() && load.failed.is_none() && !load.cancelled;
    if load.waiting.is_none() && (unread || load.outdated) {
        return fresh(state, Keep::Row);
    }
    read_on(state)
}

/// Puts the open screen's question anew.
pub fn fresh(state: &mut State, keep: Keep) -> Vec<Effect> {
    if board::is_open(state) {
        return board::fresh(state, keep);
    }
    let len = window_len(state);
    let screen = state.screen_mut();
    if keep == Keep::Nothing {
        screen.place = crate::app::screen::Place::default();
    }
    let quiet = screen.load.begin(keep == Keep::Row);
    let first = screen.place.cursor.saturating_sub(len / 2);
    put(state, Reading::Fresh, first, len, quiet)
}

/// Reads the same again by hand.
pub fn reload(state: &mut State) -> Vec<Effect> {
    if state.data.empty {
        return vec![Effect::Look];
    }
    let screen = state.screen_mut();
    screen.load.changed = false;
    screen.hold_key();
    fresh(state, Keep::Row)
}

/// The last rows, when it is not known how many there are.
pub fn run_last(state: &mut State) -> Vec<Effect> {
    let len = window_len(state);
    run(state, Reading::Last, usize::MAX, len)
}

fn run(state: &mut State, reading: Reading, first: usize, len: usize) -> Vec<Effect> {
    put(state, reading, first, len, false)
}

/// In silence, the row under the cursor is looked for wherever it has gone.
fn put(state: &mut State, reading: Reading, first: usize, len: usize, quiet: bool) -> Vec<Effect> {
    let mut effects: Vec<Effect> = cancel(state).into_iter().collect();
    state.last_generation += 1;
    let generation = Generation(state.last_generation);
    let since = state.now;
    let screen = state.screen_mut();
    screen.load.waiting = Some(Waiting { generation, since, reading, first, len, answered: false, quiet });
    let ask = screen.ask.clone();
    effects.push(match screen.place.key.clone().filter(|_| quiet) {
        Some(key) => Effect::Find { generation, ask, key, first, len },
        None => Effect::Run { generation, ask, first, len },
    });
    effects
}

/// Stops waiting for what is seen.
pub fn cancel(state: &mut State) -> Option<Effect> {
    let waiting = state.here.seen_mut().find_map(|screen| screen.load.waiting.take())?;
    Some(Effect::Cancel(waiting.generation))
}

/// What is seen stays as it is until it is read again by hand.
pub fn give_up(state: &mut State) {
    let dashboard = board::is_open(state);
    for screen in state.here.seen_mut() {
        let load = &mut screen.load;
        if !dashboard || load.outdated || load.window.is_none() {
            load.cancelled = true;
        }
        if dashboard {
            load.outdated = false;
        }
    }
}

/// Before another screen is shown: nothing goes on behind it.
pub fn leave(state: &mut State) -> Vec<Effect> {
    if let Some(screen) = state.here.seen_mut().find(|screen| screen.load.waiting.is_some()) {
        screen.load.outdated = true;
    }
    cancel(state).into_iter().collect()
}

fn window_len(state: &State) -> usize {
    WINDOW_ROWS.max(4 * frame::page(state))
}

/// Asks for other rows of the answer when those seen come near the edge of those held.
pub fn read_on(state: &mut State) -> Vec<Effect> {
    if board::is_open(state) {
        return board::read_next(state);
    }
    let len = window_len(state);
    let page = frame::page(state);
    let screen = state.screen();
    let load = &screen.load;
    let Some(window) = screen.window().filter(|_| !load.stale && load.failed.is_none()) else {
        return Vec::new();
    };
    let held = window.first + window.rows.len();
    // While it is counted, a short window may still be followed by a longer one.
    let more = match &window.totals {
        Some(totals) => totals.rows > held,
        None => window.rows.len() >= len,
    };
    let (top, bottom) = (screen.place.top, screen.place.top + page);
    let first = if window.first > 0 && top < window.first + MARGIN {
        bottom.saturating_sub(len - len / 4)
    } else if more && bottom + MARGIN > held {
        top.saturating_sub(len / 4)
    } else {
        return Vec::new();
    };
    // What was asked for last and gave no more is not asked for again.
    if load.asked == Some((first, len)) || is_coming(screen, top, bottom) {
        return Vec::new();
    }
    run(state, Reading::Page, first, len)
}

/// Whether a run under way will bring the rows seen.
fn is_coming(screen: &Screen, top: usize, bottom: usize) -> bool {
    screen.load.waiting.as_ref().is_some_and(|waiting| {
        let covers = waiting.first <= top && bottom <= waiting.first.saturating_add(waiting.len);
        !waiting.answered && (waiting.reading != Reading::Page || covers)
    })
}

pub fn loaded(state: &mut State, generation: Generation, answer: Result<Arc<Window>, String>) -> Vec<Effect> {
    let zone = state.shown_zone();
    let page = frame::page(state);
    let awaits = |screen: &Screen| screen.load.waiting.clone().filter(|w| w.generation == generation);
    let found = state.here.seen_mut().find_map(|screen| awaits(screen).map(|waiting| (screen, waiting)));
    let Some((screen, waiting)) = found else { return super::others::counted(state, generation, answer) };
    let window = match answer {
        Ok(window) => window,
        Err(reason) => {
            screen.load.waiting = None;
            screen.load.failed = Some(reason);
            return if board::is_open(state) { board::read_next(state) } else { Vec::new() };
        }
    };
    let window = carried(screen, &waiting, window);
    further::take(screen, &window, (&mut state.forms, &mut state.chosen, &mut state.fits));
    let last = window.totals.is_some();
    screen.load.asked = Some((waiting.first, waiting.len));
    measure(screen, &waiting, &window, zone);
    screen.marks.refresh(screen.view, &window);
    if waiting.quiet {
        screen.marks.let_go(screen.view, &window);
    }
    screen.load.window = Some(window);
    screen.load.stale = false;
    screen.load.failed = None;
    screen.load.waiting = (!last).then_some(Waiting {
        answered: true,
        reading: reading_after(waiting.reading),
        ..waiting.clone()
    });
    place_cursor(screen, waiting.reading, page);
    screen.hold_key();
    moves::keep_column_in_sight(state);
    moves::keep_cursor_in_sight(state);
    match last {
        // The database changed while it was read.
        true if !board::is_open(state) && state.screen().load.outdated => fresh(state, Keep::Row),
        // Totals may show that the cursor was beyond the end; then its rows are still to be read.
        true => read_on(state),
        false => Vec::new(),
    }
}

/// Once the last rows have come, a later answer must not move the cursor again.
fn reading_after(reading: Reading) -> Reading {
    match reading {
        Reading::Last => Reading::Fresh,
        other => other,
    }
}

/// Other rows of the same answer come without its totals at first: they are known already.
fn carried(screen: &Screen, waiting: &Waiting, window: Arc<Window>) -> Arc<Window> {
    let same = waiting.reading != Reading::Fresh;
    let Some(old) = screen.window().filter(|_| window.totals.is_none()) else { return window };
    if old.columns != window.columns || (!same && old.bare.is_empty()) {
        return window;
    }
    let mut new = Arc::unwrap_or_clone(window);
    if new.bare.is_empty() {
        new.bare.clone_from(&old.bare);
    }
    if same {
        new.totals.clone_from(&old.totals);
        new.unfiltered = new.unfiltered.or(old.unfiltered);
        new.as_of = new.as_of.or(old.as_of);
        if new.facts.is_empty() {
            new.facts.clone_from(&old.facts);
        }
        if new.notes.is_empty() {
            new.notes.clone_from(&old.notes);
        }
    }
    Arc::new(new)
}

/// Columns only grow while one reads on, so that nothing jumps.
fn measure(screen: &mut Screen, waiting: &Waiting, window: &Window, zone: chrono_tz::Tz) {
    let least = widths::least_widths(screen.view);
    let grown = waiting.reading != Reading::Fresh || waiting.answered;
    screen.common = widths::common(screen.view, window, zone);
    let before = std::mem::take(&mut screen.measured);
    screen.measured = widths::measure(window, zone)
        .into_iter()
        .enumerate()
        .map(|(index, now)| {
            let floor = if window.rows.is_empty() { least.get(index) } else { None };
            let old = if grown { before.get(index) } else { None };
            now.max(floor.copied().unwrap_or(0)).max(old.copied().unwrap_or(0))
        })
        .collect();
}

/// The cursor to its row, to the last, or to the nearest there is.
fn place_cursor(screen: &mut Screen, reading: Reading, page: usize) {
    let Some(window) = screen.load.window.clone() else { return };
    let held = window.first + window.rows.len();
    let place = &mut screen.place;
    if reading == Reading::Last {
        place.cursor = held.saturating_sub(1);
        place.top = held.saturating_sub(page);
        return;
    }
    let offset = place.cursor.saturating_sub(place.top);
    let from_top = place.top == 0;
    let moved = place.key.is_some() && window.row_key(place.cursor) != place.key;
    if moved && let Some(at) = (window.first..held).find(|at| window.row_key(*at) == place.key) {
        place.cursor = at;
        // Who looks at the beginning sees what comes to stand there.
        place.top = if from_top && at < page { 0 } else { at.saturating_sub(offset) };
    }
    if window.totals.is_some() {
        place.cursor = place.cursor.min(window.known_rows().saturating_sub(1));
    }
}

pub fn data_changed(state: &mut State, data: Data, accounts: Vec<Account>) -> Vec<Effect> {
    if state.data.empty && !data.empty {
        // As it would have been, had the console been opened now.
        let range = first_range(state.today, data.days.map(|days| days.to));
        state.range = last_of(range, fewest(&accounts, &[]));
    }
    state.data = data;
    state.accounts = accounts;
    super::accounts::refresh(state);
    for screen in state.screens_mut() {
        screen.load.outdate(false);
    }
    for screen in state.here.seen_mut() {
        screen.load.outdate(true);
        if screen.load.waiting.is_none() {
            screen.hold_key();
        }
    }
    visit(state)
}
