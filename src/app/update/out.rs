//! What leaves the console: exports, copies, the console itself.

use super::{open, say};
use crate::app::action::Action;
use crate::app::columns;
use crate::app::exporting;
use crate::app::keymap::Mode;
use crate::app::msg::{Effect, Exported};
use crate::app::panel::{Panel, Question};
use crate::app::start::Clipboard;
use crate::app::state::{Batch, Exporting, State, Weight};
use crate::app::text::width;
use crate::model::{Cell, Unit, format};

/// Cells that a path has in a message, at least.
const LEAST_PATH: usize = 8;

pub fn export(state: &mut State) -> Vec<Effect> {
    if state.exporting.is_some() {
        return open(state, Panel::Question(Question::StopExport));
    }
    let ask = exporting::shown(state);
    let total = exporting::count_shown(state).and_then(|total| u64::try_from(total).ok());
    state.exporting = Some(Exporting::begun(state.now, total, 1));
    vec![Effect::Export { ask }]
}

pub fn progress(state: &mut State, rows: u64) -> Vec<Effect> {
    let now = state.now;
    if let Some(exporting) = &mut state.exporting {
        (exporting.rows, exporting.told) = (rows, now);
    }
    Vec::new()
}

/// Esc, or a yes: the answer says what became of it.
pub fn stop(state: &mut State) -> Vec<Effect> {
    match &mut state.exporting {
        Some(exporting) if !exporting.stopping => {
            exporting.stopping = true;
            vec![Effect::CancelExport]
        }
        _ => Vec::new(),
    }
}

pub fn exported(state: &mut State, result: Result<Exported, String>) -> Vec<Effect> {
    let Some(exporting) = state.exporting.take() else { return Vec::new() };
    if let Some(Panel::Question(Question::QuitWhileExporting | Question::StopExport)) = state.panel {
        state.panel = None;
    }
    if let Some(Panel::Question(question @ Question::QuitWhileBoth)) = &mut state.panel {
        *question = Question::QuitWhileUndoing;
    }
    match result {
        Ok(Exported { path, rows }) => {
            let text = told(state, &path, rows, exporting.files);
            say(state, Weight::Info, text);
            state.written = Some(path.display().to_string());
        }
        Err(_) if exporting.stopping => {
            let what = if exporting.files > 1 { "no files were left" } else { "no file was left" };
            say(state, Weight::Info, format!("export stopped: {what}"));
        }
        Err(reason) => {
            let reason = state.places.placeless(&reason);
            say(state, Weight::Bad, format!("export failed: {reason}"));
        }
    }
    Vec::new()
}

/// `exported 214 rows to ~/hosts.csv · y copies the path`; of a long path the end is seen.
fn told(state: &State, path: &std::path::Path, rows: u64, files: usize) -> String {
    let end = format!(" · {} copies the path", state.keymap.key(Mode::Table, Action::CopyCell));
    let rows = format::counted(rows, "row");
    let files = if files > 1 { format!(" in {files} files") } else { String::new() };
    let begin = format!("exported {rows}{files} to ");
    let room = usize::from(state.size.0.saturating_sub(2));
    let left = room.saturating_sub(width(&begin) + width(&end));
    format!("{begin}{}{end}", exporting::end_of(&state.places.shown(path), left.max(LEAST_PATH)))
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
    if let Some(Panel::Export(_)) = state.panel {
        return super::export::on_question(state, action);
    }
    let Some(Panel::Question(question)) = state.panel.take() else { return Vec::new() };
    if action != Action::Yes {
        return Vec::new();
    }
    match question {
        Question::QuitWhileExporting | Question::QuitWhileUndoing | Question::QuitWhileBoth => quit(state),
        Question::StopExport => stop(state),
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

pub fn copy(state: &mut State, text: String, what: String) -> Vec<Effect> {
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
