//! What leaves the console: exports, copies, the console itself.

use super::{open, say};
use crate::app::action::Action;
use crate::app::columns;
use crate::app::msg::{Effect, Exported};
use crate::app::panel::{Panel, Question};
use crate::app::start::Clipboard;
use crate::app::state::{Batch, Exporting, State, Weight};
use crate::model::{Cell, Unit, format};

pub fn export(state: &mut State) -> Vec<Effect> {
    if state.exporting.is_some() {
        return open(state, Panel::Question(Question::StopExport));
    }
    let screen = state.screen();
    let mut ask = screen.ask.clone();
    let shown = columns::exported(screen, state.columns_chosen());
    let names = shown.iter().filter_map(|index| screen.view.columns.get(*index));
    ask.columns = Some(names.map(|column| column.name.to_string()).collect());
    state.exporting = Some(Exporting::default());
    vec![Effect::Export { ask }]
}

pub fn progress(state: &mut State, rows: u64) -> Vec<Effect> {
    if let Some(exporting) = &mut state.exporting {
        exporting.rows = rows;
    }
    Vec::new()
}

pub fn exported(state: &mut State, result: Result<Exported, String>) -> Vec<Effect> {
    // A stopped export may still answer.
    if state.exporting.take().is_none() {
        return Vec::new();
    }
    if let Some(Panel::Question(Question::QuitWhileExporting | Question::StopExport)) = state.panel {
        state.panel = None;
    }
    match result {
        Ok(Exported { path, rows }) => {
            let rows = format::thousands(i64::try_from(rows).unwrap_or(i64::MAX));
            say(state, Weight::Info, format!("exported {rows} rows to {}", path.display()));
        }
        Err(reason) => say(state, Weight::Bad, format!("export failed: {reason}")),
    }
    Vec::new()
}

pub fn quit(state: &mut State) -> Vec<Effect> {
    let mut effects: Vec<Effect> = super::load::cancel(state).into_iter().collect();
    if state.exporting.take().is_some() {
        effects.push(Effect::CancelExport);
    }
    state.batch = Batch::default();
    if state.undoing.take().is_some() {
        effects.push(Effect::CancelUndo);
    }
    effects.push(Effect::Quit);
    effects
}

pub fn on_question(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Panel::Question(question)) = state.panel.take() else { return Vec::new() };
    if action != Action::Yes {
        return Vec::new();
    }
    match question {
        Question::QuitWhileExporting | Question::QuitWhileUndoing => quit(state),
        Question::StopExport => {
            state.exporting = None;
            say(state, Weight::Info, "export stopped");
            vec![Effect::CancelExport]
        }
    }
}

pub fn copy_cell(state: &mut State) -> Vec<Effect> {
    let zone = state.shown_zone();
    let screen = state.screen();
    let copied = state.selected_column().and_then(|index| {
        let (column, cell) = (screen.view.columns.get(index)?, screen.row()?.get(index)?);
        Some((text_of(cell, column.unit, zone), column.title.to_string()))
    });
    match copied {
        Some((text, what)) => copy(state, text, what),
        None => Vec::new(),
    }
}

pub fn copy_row(state: &mut State) -> Vec<Effect> {
    let zone = state.shown_zone();
    let screen = state.screen();
    let shown = columns::exported(screen, state.columns_chosen());
    let line = |row: &Vec<Cell>| {
        let cells =
            shown.iter().filter_map(|index| Some((row.get(*index)?, screen.view.columns.get(*index)?)));
        let texts: Vec<String> = cells.map(|(cell, column)| text_of(cell, column.unit, zone)).collect();
        texts.join("\t")
    };
    let lines: Vec<String> = screen.meant_rows().iter().map(line).collect();
    let what = match lines.len() {
        0 => return Vec::new(),
        1 => format!("row of {} columns", shown.len()),
        many => format!("{many} rows of {} columns", shown.len()),
    };
    copy(state, lines.join("\n"), what)
}

/// As shown, but nothing for what is not known.
fn text_of(cell: &Cell, unit: Unit, zone: chrono_tz::Tz) -> String {
    if cell.is_empty() { String::new() } else { format::shown(cell, unit, zone) }
}

fn copy(state: &mut State, text: String, what: String) -> Vec<Effect> {
    let characters = text.chars().count();
    let first = !std::mem::replace(&mut state.terminal.explained, true);
    // Whether the terminal takes it cannot be known.
    let said = match state.terminal.clipboard {
        Clipboard::Absent => {
            let key = state.keymap.key(state.resting(), Action::Export);
            let text = format!("this terminal has no clipboard: {key} writes a file");
            say(state, Weight::Info, text);
            return Vec::new();
        }
        Clipboard::Tmux if first => {
            format!("sent {what}, {characters} characters; tmux needs: set -g set-clipboard on")
        }
        Clipboard::Screen if first => {
            format!("sent {what}, {characters} characters, past screen to the terminal outside it")
        }
        Clipboard::Either if first => {
            format!("sent {what}, {characters} characters; if in tmux: set -g set-clipboard on")
        }
        _ => format!("sent to the terminal's clipboard: {what}, {characters} characters"),
    };
    say(state, Weight::Info, said);
    vec![Effect::Copy { text, what }]
}
