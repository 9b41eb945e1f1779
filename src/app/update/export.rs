//! The export panel: choices, the path that is typed, the look at its folder, and the beginning of the writing.

use super::{Weight, open, say};
use crate::app::action::Action;
use crate::app::exporting::{ExportPanel, Field, Look, Remark};
use crate::app::msg::{Effect, Found, Order};
use crate::app::panel::{Panel, Question};
use crate::app::places::common;
use crate::app::state::{Exporting, State};
use tui_input::{Input, InputRequest};

/// `E`; while something is written, whether that is to be stopped.
pub fn open_panel(state: &mut State) -> Vec<Effect> {
    if state.exporting.is_some() {
        return open(state, Panel::Question(Question::StopExport));
    }
    let panel = ExportPanel::new(state);
    state.panel = Some(Panel::Export(Box::new(panel)));
    vec![Effect::TellTime]
}

/// The open panel.
fn panel(state: &mut State) -> Option<&mut ExportPanel> {
    match &mut state.panel {
        Some(Panel::Export(panel)) => Some(panel),
        _ => None,
    }
}

pub fn time(state: &mut State, at: i64) -> Vec<Effect> {
    let places = state.places.clone();
    if let Some(panel) = panel(state) {
        panel.at = at;
        panel.rename(panel.format, &places);
    }
    Vec::new()
}

pub fn on_panel(state: &mut State, action: Action) -> Vec<Effect> {
    let places = state.places.clone();
    let Some(panel) = panel(state) else { return Vec::new() };
    match action {
        Action::Apply => return look(state, Look::Write),
        Action::Close => state.panel = None,
        Action::NextField | Action::PreviousField => {
            let left = panel.field;
            panel.field = panel.neighbour(action == Action::NextField);
            if left == Field::File {
                return look(state, Look::Check);
            }
        }
        Action::NextChoice | Action::PreviousChoice => {
            panel.choose(action == Action::NextChoice, &places);
        }
        Action::CompleteFolder => return complete(state),
        _ => {}
    }
    Vec::new()
}

/// To a field pressed on, and to one of its choices.
pub fn press(state: &mut State, field: usize, choice: Option<usize>) -> Vec<Effect> {
    let places = state.places.clone();
    let Some(panel) = panel(state).filter(|panel| panel.replace.is_empty()) else { return Vec::new() };
    let Some(to) = Field::ALL.get(field).filter(|field| panel.is_open(**field)) else { return Vec::new() };
    let left = std::mem::replace(&mut panel.field, *to);
    if let Some(choice) = choice {
        panel.choose_at(choice, &places);
    }
    if left == Field::File && *to != Field::File { look(state, Look::Check) } else { Vec::new() }
}

/// A key in the field of the path.
pub fn typed(panel: &mut ExportPanel, request: InputRequest) {
    if panel.field != Field::File || !panel.replace.is_empty() {
        return;
    }
    let before = panel.file.value().to_owned();
    panel.file.handle(request);
    if panel.file.value() != before {
        panel.typed = true;
        panel.remark = None;
        panel.looking = None;
    }
}

/// Has the place of the files looked at; what cannot be a file is said at once.
fn look(state: &mut State, why: Look) -> Vec<Effect> {
    let places = state.places.clone();
    let number = state.last_look + 1;
    let Some(panel) = panel(state) else { return Vec::new() };
    let paths = match panel.files(&places) {
        Ok(files) => files.into_iter().map(|(_, path)| path).collect(),
        Err(wrong) => {
            panel.remark = Some(Remark::Wrong(wrong));
            panel.looking = None;
            return Vec::new();
        }
    };
    panel.looking = Some((number, why));
    state.last_look = number;
    vec![Effect::LookAt { number, paths }]
}

/// Only the look that is waited for says anything.
fn awaited(state: &mut State, number: u64) -> Option<(&mut ExportPanel, Look)> {
    let panel = panel(state)?;
    let (_, why) = panel.looking.take_if(|(waited, _)| *waited == number)?;
    Some((panel, why))
}

pub fn looked(state: &mut State, number: u64, found: Found) -> Vec<Effect> {
    let places = state.places.clone();
    let Some((panel, why)) = awaited(state, number) else { return Vec::new() };
    match (found, why) {
        (Found::Wrong(reason), _) => panel.remark = Some(Remark::Wrong(places.placeless(&reason))),
        (Found::Free, Look::Write) => return begin(state),
        (Found::Taken(paths), Look::Write) => panel.replace = paths,
        (Found::Free, _) => panel.remark = None,
        (Found::Taken(_), _) => {
            let text = "a file of that name is there: it is asked before it is replaced";
            panel.remark = Some(Remark::Note(text.to_owned()));
        }
    }
    Vec::new()
}

/// Whether the file that is there is to be replaced.
pub fn on_question(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(panel) = panel(state) else { return Vec::new() };
    if action == Action::Yes {
        return begin(state);
    }
    panel.replace.clear();
    panel.field = Field::File;
    Vec::new()
}

/// Writes; what may be replaced was asked about.
fn begin(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Export(panel)) = state.panel.take() else { return Vec::new() };
    let files = match panel.files(&state.places) {
        Ok(files) => files,
        Err(wrong) => {
            say(state, Weight::Bad, wrong);
            return Vec::new();
        }
    };
    state.message = None;
    let total = panel.count(state).and_then(|count| u64::try_from(count).ok());
    state.exporting = Some(Exporting::begun(state.now, total, files.len()));
    let form = panel.form();
    vec![Effect::ExportTo(Box::new(Order { files, form, replace: panel.replace }))]
}

/// Tab: asks for the folders that what was typed may mean.
fn complete(state: &mut State) -> Vec<Effect> {
    let places = state.places.clone();
    let number = state.last_look + 1;
    let Some(panel) = panel(state) else { return Vec::new() };
    let Some((folder, begin)) = places.begun(panel.file.value()) else { return Vec::new() };
    panel.looking = Some((number, Look::Complete));
    state.last_look = number;
    vec![Effect::Folders { number, folder, begin }]
}

/// One folder is taken, of several what their names share; then they are named.
pub fn folders(state: &mut State, number: u64, names: &[String]) -> Vec<Effect> {
    let places = state.places.clone();
    let Some((panel, Look::Complete)) = awaited(state, number) else { return Vec::new() };
    let typed = panel.file.value();
    let Some((_, begin)) = places.begun(typed) else { return Vec::new() };
    let stem = typed.strip_suffix(begin.as_str()).unwrap_or(typed);
    let (end, remark) = match names {
        [] => (begin.clone(), Some(Remark::Note("no folder's name begins so".to_owned()))),
        [only] => (format!("{only}/"), None),
        several => (common(several).to_owned(), Some(Remark::Note(several.join("  ")))),
    };
    if end != begin {
        panel.file = Input::new(format!("{stem}{end}"));
        panel.typed = true;
    }
    panel.remark = remark;
    Vec::new()
}
