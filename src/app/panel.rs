//! What lies over the body: at most one panel.

use crate::model::DayRange;
use crate::report::{ReportDef, View};
use tui_input::Input;

#[derive(Clone, Debug)]
pub enum Panel {
    Dates(Box<DatesPanel>),
    Columns(ColumnsPanel),
    /// Other reports of an occurrence.
    Others(OthersPanel),
    /// Keys of the screen; lines scrolled.
    Help {
        scroll: usize,
    },
    /// The row under the cursor, whole.
    Row {
        scroll: usize,
    },
    /// The whole of a failure.
    Failure {
        scroll: usize,
    },
    Question(Question),
}

/// Asked before something is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// An export is running: quit and stop it?
    QuitWhileExporting,
    /// An export is running: stop it?
    StopExport,
}

impl Question {
    pub fn text(self) -> &'static str {
        match self {
            Question::QuitWhileExporting => "An export is being written. Quit and drop it?",
            Question::StopExport => "An export is being written. Stop it?",
        }
    }
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
