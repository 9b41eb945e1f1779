//! What lies over the body: at most one panel.

use super::exporting::ExportPanel;
use super::fit::Fit;
use super::msg::Generation;
use super::others::Other;
use super::palette::{Entry as PaletteEntry, Found};
use crate::model::{Cell, DayRange};
use crate::report::{Param, RowAction, Valued};
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
    /// What is asked, beside dates and filter.
    Form(Box<FormPanel>),
    /// What is looked for in everything held.
    Find(FindPanel),
    Question(Question),
    Actions(ActionsPanel),
    Confirm(Box<ConfirmPanel>),
    Value(Box<ValuePanel>),
    Accounts(AccountsPanel),
    Export(Box<ExportPanel>),
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
    pub entries: Vec<PaletteEntry>,
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
    /// Both go on.
    QuitWhileBoth,
}

impl Question {
    pub fn title(self) -> &'static str {
        match self {
            Question::QuitWhileExporting | Question::StopExport => "Export",
            Question::QuitWhileUndoing => "Undo import",
            Question::QuitWhileBoth => "Quit",
        }
    }

    pub fn text(self) -> &'static str {
        match self {
            Question::QuitWhileExporting => "An export is being written. Quit and drop it?",
            Question::StopExport => "An export is being written, one at a time. Stop it?",
            Question::QuitWhileUndoing => "An import is being undone. Quit and leave it as it was?",
            Question::QuitWhileBoth => {
                "An import is being undone and an export written. Quit, leave the one as it was and drop the other?"
            }
        }
    }
}

/// What can be done with rows, which are held as they were when it was asked for: the marked ones, else one.
#[derive(Clone, Debug)]
pub struct ActionsPanel {
    pub rows: Vec<Vec<Cell>>,
    pub selected: usize,
}

/// What is about to be done, and with what.
#[derive(Clone, Debug)]
pub struct ConfirmPanel {
    pub action: &'static RowAction,
    /// What will happen.
    pub effect: &'static str,
    /// The rows, one after another.
    pub keys: Vec<i64>,
    /// The row in words, titles and values; of several a line each.
    pub told: Vec<(String, String)>,
    /// Of the marked rows, those that are left out, and why.
    pub left_out: Vec<String>,
    pub scroll: usize,
}

/// The value that a row's action takes.
#[derive(Clone, Debug)]
pub struct ValuePanel {
    pub action: &'static RowAction,
    pub value: &'static dyn Valued,
    pub account: i64,
    /// What is changed, by name, and what stands there now.
    pub of: String,
    pub now: String,
    /// The row in words, titles and values.
    pub told: Vec<(String, String)>,
    pub entry: Entry,
    /// Why what is typed will not do.
    pub error: Option<String>,
}

/// The accounts that are seen, sub-accounts behind their master.
#[derive(Clone, Debug)]
pub struct AccountsPanel {
    pub lines: Vec<AccountLine>,
    pub selected: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    pub id: i64,
    pub name: String,
    /// Masters above it.
    pub depth: usize,
    pub ticked: bool,
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
    /// Months that may be asked for at once, where the policy says.
    pub most: Option<u32>,
    pub from_error: Option<String>,
    pub to_error: Option<String>,
}

/// A form of the report's parameters.
#[derive(Clone, Debug)]
pub struct FormPanel {
    pub fields: Vec<Field>,
    pub selected: usize,
}

#[derive(Clone, Debug, Default)]
pub struct FindPanel {
    pub input: Input,
    pub error: Option<String>,
}

/// One parameter in the form.
#[derive(Clone, Debug)]
pub struct Field {
    pub param: &'static Param,
    pub entry: Entry,
    /// Why what stands there will not do.
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Entry {
    /// Given by the row that was opened, in words; it cannot be changed.
    Given(String),
    /// One of a few words.
    Choice {
        words: Vec<&'static str>,
        at: usize,
    },
    Typed(Input),
}

/// Views of the reports of one occurrence.
#[derive(Clone, Debug)]
pub struct OthersPanel {
    pub views: Vec<Other>,
    pub selected: usize,
    /// The run that counts their rows, while it goes on.
    pub counting: Option<Generation>,
}

#[derive(Clone, Debug)]
pub struct ColumnsPanel {
    /// Columns by the view's index, in order, and whether each shows.
    pub columns: Vec<(usize, bool)>,
    pub selected: usize,
    /// Back to the report's own choice when applied as it is.
    pub own: bool,
    /// Freezing and widths as they will be.
    pub fit: Fit,
}
