//! `update`: one message in, effects out. Each file has one kind of change.

mod accounts;
mod acts;
mod board;
mod dates;
mod export;
mod find;
mod fit;
mod form;
mod go;
mod idle;
mod load;
mod mouse;
mod moves;
mod others;
mod out;
mod palette;
mod panels;
mod rights;
mod shape;
mod values;

pub use load::WINDOW_ROWS;

use super::action::Action;
use super::keymap::{Key, Mode};
use super::locked;
use super::msg::{Effect, Event, Msg};
use super::panel::{Panel, Question, Search};
use super::state::{Message, State, Weight};
use super::typed::typed;
use crossterm::event::{KeyEvent, KeyEventKind};

/// A message stays at least this long before a key takes it away.
const MESSAGE_MS: u64 = 1500;

/// What a message does to the console, and what it wants done for it.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    state.now = state.now.max(msg.at);
    let mut effects = match msg.event {
        Event::Key(event) => key(state, &event),
        Event::Paste(text) => panels::paste(state, &text),
        Event::Mouse(mouse) => mouse::on(state, mouse),
        Event::Resized(width, height) => resized(state, width, height),
        Event::Loaded { generation, answer } => load::loaded(state, generation, answer),
        Event::ExportProgress(rows) => out::progress(state, rows),
        Event::Exported(result) => out::exported(state, result),
        Event::Looked { number, found } => export::looked(state, number, found),
        Event::Folders { number, names } => export::folders(state, number, &names),
        Event::Time(at) => export::time(state, at),
        Event::UndoProgress { done, total } => acts::progress(state, done, total),
        Event::Undone(result) => acts::undone(state, result),
        Event::Changed(result) => values::changed(state, result),
        Event::Tick => tick(state),
        Event::DataChanged(data, accounts) => load::data_changed(state, data, accounts),
        Event::RightsChanged(rights) => rights::changed(state, rights),
        Event::Today(day) => {
            state.today = day;
            Vec::new()
        }
        Event::Notice(text) => {
            say(state, Weight::Info, text);
            Vec::new()
        }
    };
    close_empty(state);
    effects.extend(wake(state));
    effects
}

/// A text of what is no longer there is closed: a failure that was mended, a row that went with its file.
fn close_empty(state: &mut State) {
    let gone = match state.panel {
        Some(Panel::Failure { .. }) => state.screen().load.failed.is_none(),
        Some(Panel::Row { .. }) => state.screen().row().is_none() && state.waiting().is_none(),
        _ => false,
    };
    if gone {
        state.panel = None;
    }
}

/// Puts a line in place of the status.
fn say(state: &mut State, weight: Weight, text: impl Into<String>) {
    state.message = Some(Message { text: text.into(), weight, since: state.now });
}

fn tick(state: &mut State) -> Vec<Effect> {
    state.wake_at = None;
    load::visit(state)
}

/// While something is being read, a wake-up to say how long; never two at once, and none in idleness.
fn wake(state: &mut State) -> Option<Effect> {
    let waiting = state.waiting().filter(|waiting| !waiting.quiet)?;
    if state.wake_at.is_some_and(|at| at > state.now) {
        return None;
    }
    let shown_at = waiting.since + super::state::PATIENCE_MS;
    let after_ms = if state.now < shown_at { shown_at - state.now } else { 100 };
    state.wake_at = Some(state.now + after_ms);
    Some(Effect::Wake { after_ms })
}

fn resized(state: &mut State, width: u16, height: u16) -> Vec<Effect> {
    state.size = (width, height);
    if board::is_open(state) {
        moves::keep_cursor_in_sight(state);
        return Vec::new();
    }
    moves::keep_column_in_sight(state);
    moves::keep_cursor_in_sight(state);
    load::read_on(state)
}

/// Takes a message away that was long enough there.
fn fade(state: &mut State) {
    let old = state.message.as_ref().is_some_and(|m| state.now.saturating_sub(m.since) >= MESSAGE_MS);
    if old {
        state.message = None;
    }
}

fn key(state: &mut State, event: &KeyEvent) -> Vec<Effect> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    fade(state);
    let Some(event) = &typed(event) else { return Vec::new() };
    let context = state.context();
    let key = Key::of(event);
    let written = state.written.take();
    let keymap = &state.keymap;
    if let (Some(path), Mode::Table | Mode::Board) = (written, context.mode)
        && key.and_then(|key| keymap.meant(key, Mode::Table)) == Some(Action::CopyCell)
    {
        return out::copy(state, path, "path".to_owned());
    }
    let meant = key.and_then(|key| keymap.meant(key, context.mode));
    match key.and_then(|key| keymap.resolve(key, &context)) {
        Some(action) => act(state, action, context.mode),
        None if meant.is_some_and(|action| refused(state, action)) => Vec::new(),
        None => match key.and_then(|key| idle::told(state, key, &context)) {
            Some(effects) => effects,
            None => panels::typed(state, event),
        },
    }
}

/// Says so where a locked door is in the way of an action.
fn refused(state: &mut State, action: Action) -> bool {
    let told = locked::told(state, action);
    if let Some(told) = told {
        say(state, Weight::Info, told);
        return true;
    }
    false
}

fn act(state: &mut State, action: Action, mode: Mode) -> Vec<Effect> {
    match action {
        _ if refused(state, action) => Vec::new(),
        Action::QuitNow => out::quit(state),
        Action::Suspend => vec![Effect::Suspend],
        Action::Repaint => vec![Effect::Repaint],
        _ => match mode {
            Mode::Table | Mode::Board => on_table(state, action),
            Mode::Filter => on_filter(state, action),
            Mode::Dates => panels::on_dates(state, action),
            Mode::Find => find::on_find(state, action),
            Mode::Form => form::on_form(state, action),
            Mode::Columns => panels::on_columns(state, action),
            Mode::Menu => others::on_menu(state, action),
            Mode::Text | Mode::Search => panels::on_text(state, action),
            Mode::Palette => palette::on_palette(state, action),
            Mode::Question => out::on_question(state, action),
            Mode::Export | Mode::ExportFile => export::on_panel(state, action),
            Mode::Actions => acts::on_menu(state, action),
            Mode::Confirm => acts::on_confirm(state, action),
            Mode::Value => values::on_value(state, action),
            Mode::Accounts => accounts::on_panel(state, action),
        },
    }
}

fn on_table(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Open => go::open_row(state),
        Action::Back => go::back(state),
        Action::NextTab => go::step_tab(state, true),
        Action::PreviousTab => go::step_tab(state, false),
        Action::Tab(number) => go::to_tab(state, number),
        Action::NextReport => go::step_report(state, true),
        Action::PreviousReport => go::step_report(state, false),
        Action::Before => go::to_before(state),
        Action::ColumnLeft => moves::column(state, false),
        Action::ColumnRight => moves::column(state, true),
        Action::PreviousPanel => board::step(state, false),
        Action::NextPanel => board::step(state, true),
        Action::Filter => shape::begin_filter(state),
        Action::Find => find::open(state),
        Action::Parameters => form::open(state),
        Action::Dates => dates::open(state),
        Action::Earlier => dates::shift(state, -1),
        Action::Later => dates::shift(state, 1),
        Action::Sort => shape::sort(state),
        Action::SortMore => shape::sort_more(state),
        Action::NextView => shape::next_view(state),
        Action::Unique => shape::switch(state),
        Action::Zone => shape::zone(state),
        Action::Accounts => accounts::open_panel(state),
        Action::Columns => panels::open_columns(state),
        Action::Freeze => fit::freeze(state),
        Action::Narrower => fit::resize(state, false),
        Action::Wider => fit::resize(state, true),
        Action::WholeRow => panels::open_row(state),
        Action::Mark => moves::mark(state),
        Action::RowActions => acts::open_menu(state),
        Action::Mouse => mouse::switch(state),
        Action::Help => open(state, Panel::Help { scroll: 0, search: Search::default() }),
        Action::Palette => palette::show(state),
        Action::Export => out::export(state),
        Action::ExportAs => export::open_panel(state),
        Action::CopyCell => out::copy_cell(state),
        Action::CopyRow => out::copy_row(state),
        Action::Others => others::open(state),
        Action::Reload => load::reload(state),
        Action::Quit if state.undoing.is_some() && state.exporting.is_some() => {
            open(state, Panel::Question(Question::QuitWhileBoth))
        }
        Action::Quit if state.undoing.is_some() => open(state, Panel::Question(Question::QuitWhileUndoing)),
        Action::Quit if state.exporting.is_some() => {
            open(state, Panel::Question(Question::QuitWhileExporting))
        }
        Action::Quit => out::quit(state),
        _ => moves::row(state, action),
    }
}

fn on_filter(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Keep => shape::keep_filter(state),
        Action::Clear => shape::clear_filter(state),
        _ => moves::row(state, action),
    }
}

fn open(state: &mut State, panel: Panel) -> Vec<Effect> {
    state.panel = Some(panel);
    Vec::new()
}
