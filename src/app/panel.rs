//! What lies over the body: at most one panel.

use super::palette::{Entry, Found};
use crate::model::{Cell, DayRange};
use crate::report::{ReportDef, RowAction, View};
use tui_input::Input;

#[derive(Clone, Debug)]
pub enum Panel {
    Dates(Box<DatesPanel>),
    Columns(ColumnsPanel),
    /// Other reports of an occurrence.
    Others(OthersPanel),
    /// Keys of the screen; lines scrolled, what is sought in them.
    Help {
        scroll: usize,
        search: Search,
    },
    Palette(Box<PalettePanel>),
    /// The row under the cursor, whole.
    Row {
        scroll: usize,
    },
    /// The whole of a failure.
    Failure {
        scroll: usize,
    },
    Question(Question),
    Actions(ActionsPanel),
    Confirm(Box<ConfirmPanel>),
}

/// What is sought in a text.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub input: Input,
    /// It is being typed.
    pub typing: bool,
}

impl Search {
    /// Whether the line with it is seen.
    pub fn is_shown(&self) -> bool {
        self.typing || !self.input.value().is_empty()
    }
}

/// All that can be done, and what of it is found by what is typed.
#[derive(Clone, Debug)]
pub struct PalettePanel {
    pub input: Input,
    pub entries: Vec<Entry>,
    pub found: Vec<Found>,
    pub selected: usize,
}

/// Asked before something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// An export is running: quit and stop it?
    QuitWhileExporting,
    /// An export is running: stop it?
    StopExport,
    /// An import is being undone: quit and stop that?
    QuitWhileUndoing,
}

impl Question {
    pub fn title(self) -> &'static str {
        match self {
            Question::QuitWhileExporting | Question::StopExport => "Export",
            Question::QuitWhileUndoing => "Undo import",
        }
    }

    pub fn text(self) -> &'static str {
        match self {
            Question::QuitWhileExporting => "An export is being written. Quit and drop it?",
            Question::StopExport => "An export is being written. Stop it?",
            Question::QuitWhileUndoing => "An import is being undone. Quit and leave it as it was?",
        }
    }
}

/// What can be done with a row, which is held as it was when it was asked for.
#[derive(Clone, Debug)]
pub struct ActionsPanel {
    pub row: Vec<Cell>,
    pub selected: usize,
}

/// What is about to be done, and with what.
#[derive(Clone, Debug)]
pub struct ConfirmPanel {
    pub action: &'static RowAction,
    pub key: i64,
    /// The row in words: titles and values.
    pub told: Vec<(String, String)>,
    pub scroll: usize,
}

/// Where keys go in the dates panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateField {
    #[default]
    Presets,
    From,
    To,
}

#[derive(Clone, Debug)]
pub struct DatesPanel {
    pub presets: Vec<(&'static str, DayRange)>,
    pub selected: usize,
    pub field: DateField,
    /// Nothing was typed in the field yet: what is typed replaces what stands there.
    pub untouched: bool,
    pub from: Input,
    pub to: Input,
    pub from_error: Option<String>,
    pub to_error: Option<String>,
}

/// Views of the reports of one occurrence.
#[derive(Clone, Debug)]
pub struct OthersPanel {
    pub views: Vec<(&'static ReportDef, &'static View)>,
    pub selected: usize,
}

#[derive(Clone, Debug)]
pub struct ColumnsPanel {
    /// Columns by the view's index, in order, and whether each shows.
    pub columns: Vec<(usize, bool)>,
    pub selected: usize,
    /// Back to the report's own choice when applied as it is.
    pub own: bool,
}
