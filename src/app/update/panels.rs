//! Keys and text while a panel or an input has them.

use super::{dates, export, find, fit, form, moves, open, palette, shape, values};
use crate::app::action::Action;
use crate::app::columns;
use crate::app::fit::Fit;
use crate::app::msg::Effect;
use crate::app::panel::{ColumnsPanel, DateField, DatesPanel, Panel, Search};
use crate::app::screen::Screen;
use crate::app::sheet;
use crate::app::state::State;
use crate::model::text::clean;
use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

/// A key that means nothing by itself: text for an input.
pub fn typed(state: &mut State, event: &KeyEvent) -> Vec<Effect> {
    let request = to_input_request(&Event::Key(*event));
    match &mut state.panel {
        Some(Panel::Dates(panel)) => {
            type_date(panel, event.code, request);
            return Vec::new();
        }
        Some(Panel::Form(panel)) => {
            if let Some(request) = request {
                form::type_in(panel, request);
            }
            return Vec::new();
        }
        Some(Panel::Value(panel)) => {
            if let Some(request) = request {
                values::type_in(panel, request);
            }
            return Vec::new();
        }
        Some(Panel::Find(panel)) => {
            if let Some(request) = request {
                find::type_in(panel, request);
            }
            return Vec::new();
        }
        Some(Panel::Export(panel)) => {
            if let Some(request) = request {
                export::typed(panel, request);
            }
            return Vec::new();
        }
        Some(Panel::Palette(_)) => {
            return request.map_or_else(Vec::new, |request| palette::typed(state, request));
        }
        Some(Panel::Help { scroll, search }) if search.typing => {
            if let Some(request) = request {
                search.input.handle(request);
                *scroll = 0;
            }
            return Vec::new();
        }
        Some(_) => return Vec::new(),
        None => {}
    }
    let Some(request) = request else { return Vec::new() };
    match &mut state.screen_mut().filter {
        Some(typing) => {
            typing.input.handle(request);
            shape::filter_typed(state)
        }
        None => Vec::new(),
    }
}

pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let text = clean(text);
    match (&mut state.panel, &mut state.here.top_mut().filter) {
        (Some(Panel::Dates(panel)), _) => {
            for c in text.trim().chars() {
                type_date(panel, KeyCode::Char(c), Some(InputRequest::InsertChar(c)));
            }
            Vec::new()
        }
        (Some(Panel::Find(panel)), _) => {
            for c in text.chars() {
                find::type_in(panel, InputRequest::InsertChar(c));
            }
            Vec::new()
        }
        (Some(Panel::Value(panel)), _) => {
            for c in text.trim().chars() {
                values::type_in(panel, InputRequest::InsertChar(c));
            }
            Vec::new()
        }
        (Some(Panel::Form(panel)), _) => {
            for c in text.chars() {
                form::type_in(panel, InputRequest::InsertChar(c));
            }
            Vec::new()
        }
        (Some(Panel::Export(panel)), _) => {
            for c in text.trim().chars() {
                export::typed(panel, InputRequest::InsertChar(c));
            }
            Vec::new()
        }
        (Some(Panel::Palette(_)), _) => {
            for c in text.chars() {
                palette::typed(state, InputRequest::InsertChar(c));
            }
            Vec::new()
        }
        (Some(Panel::Help { search, .. }), _) if search.typing => {
            insert(&mut search.input, &text);
            Vec::new()
        }
        (None, Some(typing)) => {
            insert(&mut typing.input, &text);
            shape::filter_typed(state)
        }
        _ => Vec::new(),
    }
}

fn insert(input: &mut Input, text: &str) {
    for c in text.chars() {
        input.handle(InputRequest::InsertChar(c));
    }
}

/// Digits and dashes go to the field, over the presets to the first one; the first of them replaces what
/// stood there.
fn type_date(panel: &mut DatesPanel, code: KeyCode, request: Option<InputRequest>) {
    if let Some(InputRequest::InsertChar(c)) = request
        && !(c.is_ascii_digit() || c == '-')
    {
        return;
    }
    if panel.field == DateField::Presets {
        match (code, request) {
            (_, Some(InputRequest::InsertChar(_))) | (KeyCode::Right, _) => panel.field = DateField::From,
            _ => return,
        }
    }
    let input = if panel.field == DateField::To { &mut panel.to } else { &mut panel.from };
    match request {
        Some(InputRequest::InsertChar(c)) => {
            if panel.untouched {
                input.reset();
            }
            if input.value().len() < 10 {
                input.handle(InputRequest::InsertChar(c));
            }
        }
        Some(request) => {
            input.handle(request);
        }
        None => return,
    }
    panel.untouched = false;
    panel.from_error = None;
    panel.to_error = None;
}

pub fn on_dates(state: &mut State, action: Action) -> Vec<Effect> {
    let today = state.today;
    let Some(Panel::Dates(panel)) = &mut state.panel else { return Vec::new() };
    match action {
        Action::Apply => return dates::apply(state),
        Action::Close => state.panel = None,
        Action::Down | Action::Up if panel.field == DateField::Presets => {
            let last = panel.presets.len().saturating_sub(1);
            panel.selected = stepped(panel.selected, action == Action::Down).min(last);
            if let Some((_, range)) = panel.presets.get(panel.selected) {
                panel.from = Input::new(range.from.to_string());
                panel.to = Input::new(range.to.to_string());
            }
        }
        Action::Down | Action::NextField => to_field(panel, true, today),
        Action::Up | Action::PreviousField => to_field(panel, false, today),
        _ => {}
    }
    Vec::new()
}

/// What stands in a field is checked when one leaves it.
fn to_field(panel: &mut DatesPanel, forward: bool, today: chrono::NaiveDate) {
    if panel.field != DateField::Presets {
        dates::typed(panel, today);
    }
    panel.untouched = true;
    panel.field = match (panel.field, forward) {
        (DateField::Presets, true) | (DateField::To, false) => DateField::From,
        (DateField::From, true) | (DateField::Presets, false) => DateField::To,
        (DateField::To, true) | (DateField::From, false) => DateField::Presets,
    };
}

fn stepped(at: usize, forward: bool) -> usize {
    if forward { at.saturating_add(1) } else { at.saturating_sub(1) }
}

/// The columns in order, those hidden behind those shown.
pub fn open_columns(state: &mut State) -> Vec<Effect> {
    let sequence = state.sequence();
    // As it stands before it is scrolled sideways.
    let unscrolled = Screen { left: 0, ..state.screen().clone() };
    let shown = columns::layout(&unscrolled, state.arranged(), state.size.0);
    let chosen = state.columns_chosen().is_some();
    let mut list: Vec<(usize, bool)> =
        sequence.iter().map(|index| (*index, chosen || shown.shows(*index))).collect();
    // What the configuration says is nobody's choice by hand.
    let chosen = chosen && state.columns_by_hand();
    let rest = columns::choosable(state.screen().view).map(|(index, _)| index);
    list.extend(rest.filter(|index| !sequence.contains(index)).map(|index| (index, false)));
    let selected = state.selected_column();
    let selected = list.iter().position(|(index, _)| Some(*index) == selected).unwrap_or(0);
    let fit = fit::own(state);
    open(state, Panel::Columns(ColumnsPanel { columns: list, selected, own: !chosen, fit }))
}

pub fn on_columns(state: &mut State, action: Action) -> Vec<Effect> {
    let own: Vec<(usize, bool)> = own_choice(state);
    let Some(Panel::Columns(panel)) = &mut state.panel else { return Vec::new() };
    let last = panel.columns.len().saturating_sub(1);
    match action {
        Action::Apply => return apply_columns(state),
        Action::Close => state.panel = None,
        Action::Down | Action::Up => {
            panel.selected = stepped(panel.selected, action == Action::Down).min(last);
        }
        Action::First => panel.selected = 0,
        Action::Last => panel.selected = last,
        Action::Toggle => {
            if let Some((_, shown)) = panel.columns.get_mut(panel.selected) {
                *shown = !*shown;
                panel.own = false;
            }
        }
        Action::MoveDown | Action::MoveUp => {
            let to = stepped(panel.selected, action == Action::MoveDown).min(last);
            if to != panel.selected {
                panel.columns.swap(panel.selected, to);
                panel.selected = to;
                panel.own = false;
            }
        }
        Action::Freeze => fit::freeze_listed(state),
        Action::Narrower | Action::Wider => fit::resize_listed(state, action == Action::Wider),
        Action::Reset => {
            panel.columns = own;
            panel.own = true;
            panel.fit = Fit::default();
        }
        _ => {}
    }
    Vec::new()
}

/// The configured columns before the others; else every column in the declared order, those marked that show at any
/// width.
fn own_choice(state: &State) -> Vec<(usize, bool)> {
    let screen = state.screen();
    if let Some(configured) = state.configured.get(&(screen.def.id, screen.view.id)) {
        let rest = columns::choosable(screen.view).map(|(index, _)| index);
        let rest = rest.filter(|index| !configured.contains(index)).map(|index| (index, false));
        return configured.iter().map(|index| (*index, true)).chain(rest).collect();
    }
    columns::choosable(screen.view)
        .map(|(index, column)| (index, column.role == crate::report::Role::Shown))
        .collect()
}

fn apply_columns(state: &mut State) -> Vec<Effect> {
    let screen = state.screen();
    let key = (screen.def.id, screen.view.id);
    let Some(Panel::Columns(panel)) = state.panel.take() else { return Vec::new() };
    let shown: Vec<usize> =
        panel.columns.iter().filter(|(_, shown)| *shown).map(|(index, _)| *index).collect();
    if panel.own {
        state.chosen.remove(&key);
    } else if shown.is_empty() {
        super::say(state, super::Weight::Info, "at least one column must show");
        state.panel = Some(Panel::Columns(panel));
        return Vec::new();
    } else {
        state.chosen.insert(key, shown);
    }
    fit::keep(state, panel.fit);
    state.screen_mut().left = 0;
    moves::keep_column_in_sight(state);
    Vec::new()
}

/// `v`: the failure, else the row.
pub fn open_row(state: &mut State) -> Vec<Effect> {
    let failed = state.screen().load.failed.is_some();
    open(state, if failed { Panel::Failure { scroll: 0 } } else { Panel::Row { scroll: 0 } })
}

/// Whether the key was for what is sought: begun, kept, or cleared before the panel is closed.
fn sought(search: &mut Search, action: Action) -> bool {
    match action {
        Action::Search => search.typing = true,
        Action::Keep => search.typing = false,
        Action::Clear | Action::Close if search.is_shown() => *search = Search::default(),
        _ => return false,
    }
    true
}

pub fn on_text(state: &mut State, action: Action) -> Vec<Effect> {
    let most = sheet::most_scroll(state);
    let (_, page) = sheet::room(state.size);
    if let Some(Panel::Help { search, .. }) = &mut state.panel
        && sought(search, action)
    {
        return Vec::new();
    }
    if action == Action::Close {
        state.panel = None;
    }
    let Some(Panel::Help { scroll, .. } | Panel::Row { scroll } | Panel::Failure { scroll }) =
        &mut state.panel
    else {
        return Vec::new();
    };
    let to = match action {
        Action::Down => *scroll + 1,
        Action::Up => scroll.saturating_sub(1),
        Action::PageDown => *scroll + page,
        Action::PageUp => scroll.saturating_sub(page),
        Action::HalfDown => *scroll + page.div_ceil(2),
        Action::HalfUp => scroll.saturating_sub(page.div_ceil(2)),
        Action::Last => most,
        _ => 0,
    };
    *scroll = to.min(most);
    Vec::new()
}
