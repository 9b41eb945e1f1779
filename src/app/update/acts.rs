//! What is done with a row: chosen from a menu, asked about, begun, told. Nothing is begun without a yes.

use super::{open, say, values};
use crate::app::action::Action;
use crate::app::msg::{Effect, Undone};
use crate::app::panel::{ActionsPanel, ConfirmPanel, Panel, Question};
use crate::app::sheet;
use crate::app::state::{Batch, State, Undoing, Weight};
use crate::app::text::{clip, width};
use crate::model::{Cell, Unit, format};
use crate::report::{Deed, How, RowAction};

/// Cells that a file's name has in a message, at least.
const LEAST_NAME: usize = 8;

/// `x`: of the marked rows, else of the one under the cursor.
pub fn open_menu(state: &mut State) -> Vec<Effect> {
    let rows = state.screen().meant_rows();
    if rows.is_empty() {
        return say_none(state);
    }
    if let Some(refusal) = refused(state, &rows) {
        say(state, Weight::Info, refusal);
        return Vec::new();
    }
    open(state, Panel::Actions(ActionsPanel { rows, selected: 0 }))
}

/// What is said to those whose none of the actions is.
fn refused(state: &State, rows: &[Vec<Cell>]) -> Option<&'static str> {
    let refusal = |action: &RowAction| action.owners.filter(|_| !is_theirs(state, action, rows));
    let refusals: Option<Vec<_>> = state.screen().def.actions.iter().map(refusal).collect();
    refusals?.first().copied()
}

/// Whether the viewer may do it with those rows.
fn is_theirs(state: &State, action: &RowAction, rows: &[Vec<Cell>]) -> bool {
    let account = |row: &Vec<Cell>| cell(state, row, action.account?).and_then(Cell::as_int);
    action.owners.is_none()
        || rows.iter().all(|row| account(row).is_some_and(|account| state.rights.owns(account)))
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
            let (rows, chosen) = (std::mem::take(&mut panel.rows), actions.get(panel.selected));
            state.panel = None;
            return chosen.map_or_else(Vec::new, |chosen| ask(state, chosen, &rows));
        }
        Action::Close => state.panel = None,
        _ => {}
    }
    Vec::new()
}

/// Asks whether it is to be done, unless it cannot be. Of several rows those are left out for which it is done already.
fn ask(state: &mut State, action: &'static RowAction, rows: &[Vec<Cell>]) -> Vec<Effect> {
    if let Some(refusal) = action.owners.filter(|_| !is_theirs(state, action, rows)) {
        say(state, Weight::Info, refusal);
        return Vec::new();
    }
    let (effect, (done, already)) = match action.how {
        How::Asked { effect, done } => (effect, done),
        How::Valued { of, now, value } => return values::open(state, action, (of, now, value), rows),
    };
    let (mut keys, mut wanted, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let Some(key) = cell(state, row, action.key).and_then(Cell::as_int) else { continue };
        if cell(state, row, done).is_some_and(|cell| !cell.is_empty()) {
            left_out.push(already.replace("{}", &key.to_string()));
        } else {
            keys.push(key);
            wanted.push(row);
        }
    }
    if keys.is_empty() {
        let text = match left_out.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => format!("{first} (and {} more)", rest.len()),
            _ => left_out.concat(),
        };
        say(state, Weight::Info, text);
        return Vec::new();
    }
    if let Some(undoing) = state.undoing {
        let key = state.key(Action::Back);
        let text = format!("import {} is still being undone; {key} stops that", undoing.import);
        say(state, Weight::Info, text);
        return Vec::new();
    }
    let told = match wanted.as_slice() {
        [one] => told(state, one, action.tells),
        many => many.iter().filter_map(|row| in_a_line(state, row, action.tells)).collect(),
    };
    open(state, Panel::Confirm(Box::new(ConfirmPanel { action, effect, keys, told, left_out, scroll: 0 })))
}

/// A row among others: the first thing that tells it, and the next two.
fn in_a_line(state: &State, row: &[Cell], names: &[&str]) -> Option<(String, String)> {
    let mut all = told(state, row, names).into_iter();
    let (title, value) = all.next()?;
    let rest: Vec<String> = all.take(2).map(|(_, value)| value).collect();
    Some((format!("{title} {value}"), rest.join(" · ")))
}

pub fn cell<'a>(state: &State, row: &'a [Cell], name: &str) -> Option<&'a Cell> {
    let index = state.screen().view.columns.iter().position(|column| column.name == name)?;
    row.get(index)
}

/// The row in words; what it does not say is left out.
pub fn told(state: &State, row: &[Cell], names: &[&str]) -> Vec<(String, String)> {
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
            let (action, keys) = (panel.action, std::mem::take(&mut panel.keys));
            state.panel = None;
            return confirmed(state, action, keys);
        }
        Action::No => state.panel = None,
        _ => {}
    }
    Vec::new()
}

/// What others did while it was asked is not done again.
fn confirmed(state: &mut State, action: &'static RowAction, keys: Vec<i64>) -> Vec<Effect> {
    let How::Asked { done: (done, already), .. } = action.how else { return begin(state, action.deed, keys) };
    let is_done = |key: &i64| {
        state.screen().held_rows().any(|row| {
            cell(state, row, action.key).and_then(Cell::as_int) == Some(*key)
                && cell(state, row, done).is_some_and(|cell| !cell.is_empty())
        })
    };
    let (gone, keys): (Vec<i64>, Vec<i64>) = keys.into_iter().partition(is_done);
    if keys.is_empty() {
        let said = gone.first().map_or(String::new(), |key| already.replace("{}", &key.to_string()));
        say(state, Weight::Info, said);
        return Vec::new();
    }
    begin(state, action.deed, keys)
}

fn begin(state: &mut State, deed: Deed, keys: Vec<i64>) -> Vec<Effect> {
    match deed {
        Deed::UndoImport => {
            state.message = None;
            state.screen_mut().marks.clear();
            state.batch = Batch { left: keys.into(), done: Vec::new() };
            next(state).into_iter().collect()
        }
        // Takes a value: it is begun with that.
        Deed::ChangePolicy => Vec::new(),
    }
}

/// The next of several.
fn next(state: &mut State) -> Option<Effect> {
    let import = state.batch.left.pop_front()?;
    state.undoing = Some(Undoing { import, done: 0, total: 0, stopping: false });
    Some(Effect::Undo { import })
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
    state.batch.left.clear();
    vec![Effect::CancelUndo]
}

pub fn undone(state: &mut State, result: Result<Option<Undone>, String>) -> Vec<Effect> {
    let Some(undoing) = state.undoing.take() else { return Vec::new() };
    let mut effects = Vec::new();
    let failed = match result {
        Ok(Some(undone)) => {
            state.batch.done.push(undone);
            effects.push(Effect::Look);
            None
        }
        Ok(None) => Some((Weight::Info, format!("stopped: import {} is as it was", undoing.import))),
        Err(reason) => Some((Weight::Bad, not_undone(state, undoing.import, &reason))),
    };
    if failed.is_none()
        && let Some(effect) = next(state)
    {
        effects.push(effect);
        return effects;
    }
    if let Some(Panel::Question(Question::QuitWhileUndoing)) = state.panel {
        state.panel = None;
    }
    if let Some(Panel::Question(question @ Question::QuitWhileBoth)) = &mut state.panel {
        *question = Question::QuitWhileExporting;
    }
    let batch = std::mem::take(&mut state.batch);
    let room = state.size.0.saturating_sub(2);
    let (weight, text) = match failed {
        None => (Weight::Info, taken_back(&batch.done, room)),
        Some((Weight::Info, text)) if !batch.done.is_empty() => {
            (Weight::Info, format!("{text}; {} undone before it", batch.done.len()))
        }
        Some(failed) => failed,
    };
    say(state, weight, text);
    effects
}

/// The reason last, as it may be longer than the line.
fn not_undone(state: &State, import: i64, reason: &str) -> String {
    let several = |count: usize, what: &str| match count {
        0 => String::new(),
        count => format!(", {count} {what}"),
    };
    let before = several(state.batch.done.len(), "undone before it");
    let left = several(state.batch.left.len(), "more left as they were");
    format!("import {import} is not undone{before}{left}: {reason}")
}

/// What came of one, or of several.
fn taken_back(undone: &[Undone], room: u16) -> String {
    let [only] = undone else {
        let counted = format::counted;
        let sum = |of: fn(&Undone) -> u64| undone.iter().map(of).sum::<u64>();
        let (rows, gone) = (counted(sum(|one| one.rows), "row"), counted(sum(|one| one.gone), "occurrence"));
        return format!("undid {} imports: {rows} taken back, {gone} gone", undone.len());
    };
    one_taken_back(only, room)
}

/// The file's name gives way, so that the figures are seen.
fn one_taken_back(undone: &Undone, room: u16) -> String {
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
