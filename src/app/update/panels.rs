//! Keys and text while a panel or an input has them.

use super::{dates, export, find, fit, form, moves, open, palette, say, shape, values};
use crate::app::action::Action;
use crate::app::columns;
use crate::app::exporting::ExportPanel;
use crate::app::fit::Fit;
use crate::app::keymap::Mode;
use crate::app::msg::Effect;
use crate::app::panel::{
    ColumnsPanel, DateField, DatesPanel, Entry, FindPanel, FormPanel, Panel, Search, ValuePanel,
};
use crate::app::screen::{FilterInput, Screen};
use crate::app::sheet;
use crate::app::state::{State, Weight};
use crate::model::text::clean;
use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

/// Characters that a field takes of what is pasted; nobody means more.
const MOST_PASTED: usize = 1000;

/// What takes text, typed or pasted: every field that there is.
enum Field<'a> {
    Dates(&'a mut DatesPanel),
    /// A parameter that is typed.
    Form(&'a mut FormPanel),
    /// A value that is typed.
    Value(&'a mut ValuePanel),
    Find(&'a mut FindPanel),
    /// Where an export goes.
    Export(&'a mut ExportPanel),
    Palette,
    /// What is sought in the help.
    Sought(&'a mut Search, &'a mut usize),
    Filter(&'a mut FilterInput),
}

/// The field that has the keys.
fn field(state: &mut State) -> Option<Field<'_>> {
    let is_typed = |panel: &FormPanel| {
        panel.fields.get(panel.selected).is_some_and(|field| matches!(field.entry, Entry::Typed(_)))
    };
    match (&mut state.panel, &mut state.here.top_mut().filter) {
        (Some(Panel::Dates(panel)), _) => Some(Field::Dates(panel)),
        (Some(Panel::Form(panel)), _) if is_typed(panel) => Some(Field::Form(panel)),
        (Some(Panel::Value(panel)), _) if matches!(panel.entry, Entry::Typed(_)) => Some(Field::Value(panel)),
        (Some(Panel::Find(panel)), _) => Some(Field::Find(panel)),
        (Some(Panel::Export(panel)), _) if panel.mode() == Mode::ExportFile => Some(Field::Export(panel)),
        (Some(Panel::Palette(_)), _) => Some(Field::Palette),
        (Some(Panel::Help { scroll, search }), _) if search.typing => Some(Field::Sought(search, scroll)),
        (Some(_), _) | (None, None) => None,
        (None, Some(typing)) => Some(Field::Filter(typing)),
    }
}

/// A key that means nothing by itself: text for an input.
pub fn typed(state: &mut State, event: &KeyEvent) -> Vec<Effect> {
    let request = to_input_request(&Event::Key(*event));
    match (field(state), request) {
        (Some(Field::Dates(panel)), request) => type_date(panel, event.code, request),
        (Some(_), Some(request)) => return enter(state, std::iter::once(request)),
        (Some(_), None) | (None, _) => {}
    }
    Vec::new()
}

/// Pasted text goes into a field and is never taken for keys.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    // Terminals send the end of a line as Enter would be sent.
    let text = text.replace("\r\n", " ").replace('\r', " ");
    let text = clean(&text);
    let text = text.trim();
    match field(state) {
        Some(Field::Dates(panel)) => {
            for c in text.chars() {
                type_date(panel, KeyCode::Char(c), Some(InputRequest::InsertChar(c)));
            }
            Vec::new()
        }
        Some(_) => {
            if text.chars().nth(MOST_PASTED).is_some() {
                let said = format!("pasted the first {MOST_PASTED} characters; no field needs more");
                say(state, Weight::Info, said);
            }
            enter(state, text.chars().take(MOST_PASTED).map(InputRequest::InsertChar))
        }
        None => {
            let key = state.keymap.key(Mode::Table, Action::Filter);
            let said = format!("nothing takes pasted text here: open a filter with {key} first");
            say(state, Weight::Info, said);
            Vec::new()
        }
    }
}

/// What is typed or pasted, into the field that is open, at once.
fn enter(state: &mut State, requests: impl Iterator<Item = InputRequest>) -> Vec<Effect> {
    match field(state) {
        Some(Field::Form(panel)) => requests.for_each(|request| form::type_in(panel, request)),
        Some(Field::Value(panel)) => requests.for_each(|request| values::type_in(panel, request)),
        Some(Field::Export(panel)) => requests.for_each(|request| export::typed(panel, request)),
        Some(Field::Find(panel)) => requests.for_each(|request| find::type_in(panel, request)),
        Some(Field::Palette) => return requests.flat_map(|request| palette::typed(state, request)).collect(),
        Some(Field::Sought(search, scroll)) => {
            for request in requests {
                search.input.handle(request);
            }
            *scroll = 0;
        }
        Some(Field::Filter(typing)) => {
            for request in requests {
                typing.input.handle(request);
            }
            return shape::filter_typed(state);
        }
        Some(Field::Dates(_)) | None => {}
    }
    Vec::new()
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
            to_preset(panel, panel.selected);
        }
        Action::Down | Action::NextField => to_field(panel, true, today),
        Action::Up | Action::PreviousField => to_field(panel, false, today),
        _ => {}
    }
    Vec::new()
}

/// A preset is chosen, and its days stand in the fields.
pub fn to_preset(panel: &mut DatesPanel, at: usize) {
    panel.field = DateField::Presets;
    panel.selected = at;
    if let Some((_, range)) = panel.presets.get(at) {
        panel.from = Input::new(range.from.to_string());
        panel.to = Input::new(range.to.to_string());
    }
}

/// The mouse in a field.
pub fn to_date_field(state: &mut State, field: DateField) -> Vec<Effect> {
    let today = state.today;
    if let Some(Panel::Dates(panel)) = &mut state.panel
        && panel.field != field
    {
        if panel.field != DateField::Presets {
            dates::typed(panel, today);
        }
        panel.untouched = true;
        panel.field = field;
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
