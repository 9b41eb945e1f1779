//! From report to report: tabs, the strip, down a row, up again.

use super::{load, say, shape};
use crate::app::action::Action;
use crate::app::board;
use crate::app::msg::Effect;
use crate::app::screen::Screen;
use crate::app::state::{State, Weight};
use crate::app::trail::Before;
use crate::model::{Cell, DayRange, Unit, day};
use crate::report::{Address, Ask, Drill, Opens, ParamKind, ReportId, Tab, catalog};
use crate::rules::ranges::last_year;
use chrono::NaiveDate;

pub fn to_tab(state: &mut State, number: u8) -> Vec<Effect> {
    let tabs = state.tabs();
    if let Some(tab) = tabs.iter().find(|tab| tab.number() == number) {
        return open_tab(state, *tab);
    }
    let numbers: Vec<String> = tabs.iter().map(|tab| tab.number().to_string()).collect();
    say(state, Weight::Info, format!("there is no tab {number} here: {}", numbers.join(", ")));
    Vec::new()
}

pub fn step_tab(state: &mut State, forward: bool) -> Vec<Effect> {
    let tabs = state.tabs();
    match neighbour(&tabs, |tab| *tab == state.tab(), forward).copied() {
        Some(tab) => open_tab(state, tab),
        None => Vec::new(),
    }
}

pub fn step_report(state: &mut State, forward: bool) -> Vec<Effect> {
    let ids: Vec<ReportId> = state.reports_of_tab().map(|def| def.id).collect();
    match neighbour(&ids, |id| *id == state.here.def.id, forward).copied() {
        Some(id) => open_report(state, id),
        None => Vec::new(),
    }
}

/// The item after (or before) the one that is meant, round the end.
fn neighbour<T>(items: &[T], is_here: impl Fn(&T) -> bool, forward: bool) -> Option<&T> {
    let at = items.iter().position(is_here)?;
    let step = if forward { 1 } else { items.len() - 1 };
    items.get((at + step) % items.len())
}

pub fn open_tab(state: &mut State, tab: Tab) -> Vec<Effect> {
    if tab == state.tab() {
        return Vec::new();
    }
    let last = state.last.get(&tab).copied();
    match last.or_else(|| state.in_tab(tab).next().map(|def| def.id)) {
        Some(id) => open_report(state, id),
        None => Vec::new(),
    }
}

/// A report of a strip, itself: what was open below it is closed.
pub fn open_root(state: &mut State, id: ReportId) -> Vec<Effect> {
    let from = state.here.def.id;
    let mut effects = open_report(state, id);
    if !state.here.below.is_empty() {
        // On the way through another report there is nothing to come back to.
        let before = state.before.take();
        effects.extend(up_to(state, 0));
        if from != id {
            state.before = before;
        }
    }
    effects
}

pub fn open_report(state: &mut State, id: ReportId) -> Vec<Effect> {
    if id == state.here.def.id {
        return Vec::new();
    }
    let mut effects = leave(state);
    switch(state, id);
    effects.extend(load::visit(state));
    effects
}

/// The report of a strip, with what lies below it.
fn switch(state: &mut State, id: ReportId) {
    state.screen_mut().filter = None;
    if let Some(other) = state.elsewhere.iter_mut().find(|trail| trail.def.id == id) {
        std::mem::swap(&mut state.here, other);
    }
    state.last.insert(state.tab(), id);
    super::moves::keep_column_in_sight(state);
    super::moves::keep_cursor_in_sight(state);
}

/// Before another screen is shown: nothing goes on behind it, and `-` finds it again.
fn leave(state: &mut State) -> Vec<Effect> {
    let effects = load::leave(state);
    state.before = Some(Before { report: state.here.def.id, below: state.here.below.clone() });
    effects
}

/// The report one level below the one that is seen.
pub fn descend(state: &mut State, below: Screen) -> Vec<Effect> {
    if !state.rights.may(below.def) {
        let refused = format!("not allowed: {} is for {}", below.def.title, below.def.who.holders());
        say(state, Weight::Bad, refused);
        return Vec::new();
    }
    state.screen_mut().hold_key();
    let mut effects = leave(state);
    state.here.below.push(below);
    effects.extend(load::visit(state));
    effects
}

/// `-`: where one was before this; again: back here.
pub fn to_before(state: &mut State) -> Vec<Effect> {
    let Some(before) = state.before.take() else {
        say(state, Weight::Info, "there was no report before this one");
        return Vec::new();
    };
    state.screen_mut().hold_key();
    let mut effects = leave(state);
    if before.report != state.here.def.id {
        switch(state, before.report);
    }
    // What has been done since to the screens on the way is kept.
    let same = |(now, then): &(&Screen, &Screen)| {
        now.ask.report == then.ask.report && now.ask.params == then.ask.params && now.crumb == then.crumb
    };
    let kept = state.here.below.iter().zip(&before.below).take_while(same).count();
    state.here.below.truncate(kept);
    state.here.below.extend(before.below.into_iter().skip(kept));
    state.screen_mut().filter = None;
    super::moves::keep_column_in_sight(state);
    super::moves::keep_cursor_in_sight(state);
    effects.extend(load::visit(state));
    effects
}

/// Enter: the report one level below, asked with the row's keys.
pub fn open_row(state: &mut State) -> Vec<Effect> {
    let screen = state.screen();
    let Some(row) = screen.row() else { return Vec::new() };
    let below = match (screen.view.opens, screen.view.down, board::focused(state).and_then(|p| p.opens)) {
        (Some(opens), ..) => addressed(screen, &opens, row),
        (None, Some(drill), _) => child(screen, &drill, row, state.today),
        (None, None, Some(opens)) => super::board::child(screen, opens, row),
        (None, None, None) => return Vec::new(),
    };
    let Some(below) = below else {
        say(state, Weight::Info, "there is nothing below this row");
        return Vec::new();
    };
    descend(state, below)
}

/// The report that a row of a table names.
fn addressed(screen: &Screen, opens: &Opens, row: &[Cell]) -> Option<Screen> {
    let cell = |name: &str| {
        let index = screen.view.columns.iter().position(|column| column.name == name)?;
        Some((row.get(index)?, screen.view.columns.get(index)?.unit))
    };
    let ask = Address::parse(cell(opens.column)?.0.as_text()?)?.ask(&screen.ask);
    let crumb = crumb(&ask, opens.label, cell);
    Screen::new(ask, crumb)
}

/// What names a row that is opened; the report where nothing does.
fn crumb<'a>(
    ask: &Ask,
    label: &[&str],
    cell: impl Fn(&str) -> Option<(&'a Cell, Unit)>,
) -> Vec<(Cell, Unit)> {
    let named = label.iter().filter_map(|name| cell(name)).filter(|(cell, _)| !cell.is_empty());
    let mut crumb: Vec<(Cell, Unit)> = named.map(|(cell, unit)| (cell.clone(), unit)).collect();
    if crumb.is_empty() {
        crumb.push((Cell::from(ask.def().map_or("", |def| def.title)), Unit::Text));
    }
    crumb
}

fn child(screen: &Screen, drill: &Drill, row: &[Cell], today: NaiveDate) -> Option<Screen> {
    let def = catalog::find(drill.to.0)?;
    let cell = |name: &str| {
        let index = screen.view.columns.iter().position(|column| column.name == name)?;
        Some((row.get(index)?, screen.view.columns.get(index)?.unit))
    };
    // In the days to come nothing was held yet.
    let range = if screen.def.ahead && !def.ahead { last_year(today) } else { screen.ask.range };
    let mut ask = Ask::new(def, range, screen.ask.zone);
    ask.accounts.clone_from(&screen.ask.accounts);
    if let Some(view) = drill.view {
        view.clone_into(&mut ask.view);
    }
    for (param, key) in drill.with {
        let cell = cell(key)?.0;
        // A text is looked for as it stands.
        let is_text = def.param(param).is_some_and(|param| param.kind == ParamKind::Text);
        let plain = cell.as_text().filter(|_| is_text).map(str::to_owned);
        ask.params.insert((*param).to_owned(), plain.or_else(|| opaque(cell))?);
    }
    if let Some(name) = drill.day {
        ask.range = DayRange::day(day::from_epoch_day(cell(name)?.0.as_int()?)?);
    }
    let crumb = crumb(&ask, drill.label, cell);
    Screen::new(ask, crumb)
}

/// A key as parameters take it.
fn opaque(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Int(key) => Some(format!("#{key}")),
        Cell::Text(key) => Some(format!("#{key}")),
        Cell::Real(_) | Cell::Empty => None,
    }
}

/// Esc on the table: cancel what is seen to be read, else what is being undone or written, else clear the filter,
/// else the marks, else one level up. Never out.
pub fn back(state: &mut State) -> Vec<Effect> {
    if state.reading_for().is_some() {
        let effects = load::cancel(state).into_iter().collect();
        load::give_up(state);
        let again = state.key(Action::Reload);
        say(state, Weight::Info, format!("reading cancelled · {again} reads again"));
        return effects;
    }
    if state.undoing.is_some_and(|undoing| !undoing.stopping) {
        return super::acts::stop(state);
    }
    if state.exporting.is_some_and(|exporting| !exporting.stopping) {
        return super::out::stop(state);
    }
    let screen = state.screen();
    if screen.is_filtered() {
        return shape::clear_filter(state);
    }
    if !screen.marks.is_empty() {
        state.screen_mut().marks.clear();
        return Vec::new();
    }
    let levels = state.here.below.len();
    up_to(state, levels.saturating_sub(1))
}

/// Up to where only `depth` screens are left under the tab's report.
pub fn up_to(state: &mut State, depth: usize) -> Vec<Effect> {
    if state.here.below.len() <= depth {
        return Vec::new();
    }
    let mut effects = leave(state);
    state.here.below.truncate(depth);
    super::moves::keep_column_in_sight(state);
    effects.extend(load::visit(state));
    effects
}
