//! What is done with a row: chosen from a menu, asked about, begun, told. Nothing is begun without a yes.

use super::{open, say};
use crate::app::action::Action;
use crate::app::msg::{Effect, Undone};
use crate::app::panel::{ActionsPanel, ConfirmPanel, Panel, Question};
use crate::app::sheet;
use crate::app::state::{State, Undoing, Weight};
use crate::app::text::{clip, width};
use crate::model::{Cell, Unit, format};
use crate::report::{Deed, RowAction};

/// Cells that a file's name has in a message, at least.
const LEAST_NAME: usize = 8;

pub fn open_menu(state: &mut State) -> Vec<Effect> {
    let Some(row) = state.screen().row() else { return say_none(state) };
    let panel = ActionsPanel { row: row.to_vec(), selected: 0 };
    open(state, Panel::Actions(panel))
}

/// `x` where there is nothing to do with a row.
pub fn say_none(state: &mut State) -> Vec<Effect> {
    let screen = state.screen();
    let many = screen.view.noun.1;
    let key = state.key(Action::RowActions);
    let text = if screen.def.actions.is_empty() {
        format!("{key} does nothing here: there are no actions on {many}")
    } else {
        format!("{key} does nothing here: there are no {many}")
    };
    say(state, Weight::Info, text);
    Vec::new()
}

pub fn on_menu(state: &mut State, action: Action) -> Vec<Effect> {
    let actions = state.screen().def.actions;
    let last = actions.len().saturating_sub(1);
    let Some(Panel::Actions(panel)) = &mut state.panel else { return Vec::new() };
    match action {
        Action::Down => panel.selected = (panel.selected + 1).min(last),
        Action::Up => panel.selected = panel.selected.saturating_sub(1),
        Action::Choose => {
            let (row, chosen) = (std::mem::take(&mut panel.row), actions.get(panel.selected));
            state.panel = None;
            return chosen.map_or_else(Vec::new, |chosen| ask(state, chosen, &row));
        }
        Action::Close => state.panel = None,
        _ => {}
    }
    Vec::new()
}

/// Asks whether it is to be done, unless it cannot be.
fn ask(state: &mut State, action: &'static RowAction, row: &[Cell]) -> Vec<Effect> {
    let Some(key) = cell(state, row, action.key).and_then(Cell::as_int) else { return Vec::new() };
    let (done, already) = action.done;
    if cell(state, row, done).is_some_and(|cell| !cell.is_empty()) {
        say(state, Weight::Info, already.replace("{}", &key.to_string()));
        return Vec::new();
    }
    if let Some(undoing) = state.undoing {
        let key = state.key(Action::Back);
        let text = format!("import {} is still being undone; {key} stops that", undoing.import);
        say(state, Weight::Info, text);
        return Vec::new();
    }
    let told = told(state, row, action.tells);
    open(state, Panel::Confirm(Box::new(ConfirmPanel { action, key, told, scroll: 0 })))
}

fn cell<'a>(state: &State, row: &'a [Cell], name: &str) -> Option<&'a Cell> {
    let index = state.screen().view.columns.iter().position(|column| column.name == name)?;
    row.get(index)
}

/// The row in words; what it does not say is left out.
fn told(state: &State, row: &[Cell], names: &[&str]) -> Vec<(String, String)> {
    let zone = state.shown_zone();
    let columns = state.screen().view.columns;
    let tell = |name: &&str| {
        let (column, cell) = columns.iter().zip(row).find(|(column, _)| column.name == *name)?;
        let shown = format::shown(cell, column.unit, zone);
        let zoned = matches!(column.unit, Unit::Instant | Unit::Moment);
        let shown = if zoned { format!("{shown} {zone}") } else { shown };
        (!cell.is_empty()).then(|| (column.title.to_string(), shown))
    };
    names.iter().filter_map(tell).collect()
}

pub fn on_confirm(state: &mut State, action: Action) -> Vec<Effect> {
    let most = sheet::most_scroll(state);
    let Some(Panel::Confirm(panel)) = &mut state.panel else { return Vec::new() };
    match action {
        Action::Down => panel.scroll = (panel.scroll + 1).min(most),
        Action::Up => panel.scroll = panel.scroll.saturating_sub(1),
        Action::Yes => {
            let (deed, key) = (panel.action.deed, panel.key);
            state.panel = None;
            return begin(state, deed, key);
        }
        Action::No => state.panel = None,
        _ => {}
    }
    Vec::new()
}

fn begin(state: &mut State, deed: Deed, key: i64) -> Vec<Effect> {
    match deed {
        Deed::UndoImport => {
            state.message = None;
            state.undoing = Some(Undoing { import: key, done: 0, total: 0, stopping: false });
            vec![Effect::Undo { import: key }]
        }
    }
}

pub fn progress(state: &mut State, done: u64, total: u64) -> Vec<Effect> {
    if let Some(undoing) = &mut state.undoing {
        (undoing.done, undoing.total) = (done, total);
    }
    Vec::new()
}

/// Esc: it may be too late; the answer says so.
pub fn stop(state: &mut State) -> Vec<Effect> {
    let Some(undoing) = &mut state.undoing else { return Vec::new() };
    undoing.stopping = true;
    vec![Effect::CancelUndo]
}

pub fn undone(state: &mut State, result: Result<Option<Undone>, String>) -> Vec<Effect> {
    let Some(undoing) = state.undoing.take() else { return Vec::new() };
    if let Some(Panel::Question(Question::QuitWhileUndoing)) = state.panel {
        state.panel = None;
    }
    match result {
        Ok(Some(undone)) => {
            let text = taken_back(&undone, state.size.0.saturating_sub(2));
            say(state, Weight::Info, text);
            vec![Effect::Look]
        }
        Ok(None) => {
            say(state, Weight::Info, format!("stopped: import {} is as it was", undoing.import));
            Vec::new()
        }
        Err(reason) => {
            say(state, Weight::Bad, format!("import {} is not undone: {reason}", undoing.import));
            Vec::new()
        }
    }
}

/// The file's name gives way, so that the figures are seen.
fn taken_back(undone: &Undone, room: u16) -> String {
    let counted = format::counted;
    let changed = match undone.changed {
        0 => String::new(),
        n => format!(", {} told by others", format::thousands(i64::try_from(n).unwrap_or(i64::MAX))),
    };
    let begin = format!("undid import {} (", undone.import);
    let rows = counted(undone.rows, "row");
    let end = format!("): {rows} taken back, {} gone{changed}", counted(undone.gone, "occurrence"));
    let left = usize::from(room).saturating_sub(width(&begin) + width(&end));
    format!("{begin}{}{end}", clip(&undone.file, left.max(LEAST_NAME)))
}
