//! The export panel: what may be chosen, and the files that follow from it. Pure; `update/export.rs` has its keys.

use super::columns;
use super::keymap::Mode;
use super::places::{Places, Reach};
use super::state::State;
use super::text::width;
use crate::model::format;
use crate::report::out::{self, Form, Format, Header};
use crate::report::{Ask, KeyCell};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use tui_input::Input;

/// Which rows leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// This view as it is shown: its filter, order and columns.
    Shown,
    /// This view, all of it.
    Whole,
    /// Every view of the report, a file each.
    Views,
    /// The rows marked by hand, in the order and with the columns shown, whatever the filter.
    Marked,
}

impl Scope {
    pub fn title(self) -> &'static str {
        match self {
            Scope::Shown => "as shown",
            Scope::Whole => "the whole report",
            Scope::Views => "every view",
            Scope::Marked => "marked",
        }
    }
}

/// A line of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Format,
    Scope,
    Header,
    Mark,
    File,
}

impl Field {
    pub const ALL: [Field; 5] = [Field::Format, Field::Scope, Field::Header, Field::Mark, Field::File];

    pub fn title(self) -> &'static str {
        match self {
            Field::Format => "Format",
            Field::Scope => "Rows",
            Field::Header => "Titles",
            Field::Mark => "BOM",
            Field::File => "File",
        }
    }
}

/// What is said of the place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    Note(String),
    Wrong(String),
}

/// Why the file system is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The field was left.
    Check,
    /// The files are to be written if nothing is in the way.
    Write,
    /// The folder's name is to be completed.
    Complete,
}

#[derive(Clone, Debug)]
pub struct ExportPanel {
    /// What is shown, as it was when the panel was opened.
    pub ask: Ask,
    /// What the marked rows are known by, as they were then.
    pub marked: Vec<Vec<KeyCell>>,
    pub field: Field,
    pub format: Format,
    pub scope: Scope,
    pub header: Header,
    pub mark: bool,
    pub file: Input,
    /// The name was typed: what is chosen changes only its ending.
    pub typed: bool,
    /// When it was opened, epoch seconds: a part of some names.
    pub at: i64,
    pub remark: Option<Remark>,
    /// The look under way.
    pub looking: Option<(u64, Look)>,
    /// Files that are there: are they to be replaced?
    pub replace: Vec<PathBuf>,
}

impl ExportPanel {
    /// The panel for what is shown; its file has no name before the time is told.
    pub fn new(state: &State) -> Self {
        let marked = state.screen().marked_keys();
        Self {
            ask: shown(state),
            marked: marked.iter().map(|key| key.iter().map(KeyCell::from).collect()).collect(),
            field: Field::Format,
            format: Format::Csv,
            scope: Scope::Shown,
            header: Header::Titles,
            mark: true,
            file: Input::default(),
            typed: false,
            at: 0,
            remark: None,
            looking: None,
            replace: Vec::new(),
        }
    }

    /// What takes the keys.
    pub fn mode(&self) -> Mode {
        match self.field {
            _ if !self.replace.is_empty() => Mode::Question,
            Field::File => Mode::ExportFile,
            _ => Mode::Export,
        }
    }

    /// The scopes to choose from. Rows that are marked are one more of them where there are any.
    pub fn scopes(&self) -> Vec<Scope> {
        let views = self.ask.def().map_or(0, |def| def.views.len());
        let mut all = vec![Scope::Shown, Scope::Whole];
        all.extend((views > 1).then_some(Scope::Views));
        all.extend((!self.marked.is_empty()).then_some(Scope::Marked));
        all
    }

    /// Whether there is something to choose in a field.
    pub fn is_open(&self, field: Field) -> bool {
        match field {
            Field::Header => self.format.has_header(),
            Field::Mark => self.format.has_bom(),
            Field::Format | Field::Scope | Field::File => true,
        }
    }

    /// The field after (or before) this one that has something to choose.
    pub fn neighbour(&self, forward: bool) -> Field {
        let open: Vec<Field> = Field::ALL.into_iter().filter(|field| self.is_open(*field)).collect();
        let at = open.iter().position(|field| *field == self.field).unwrap_or(0);
        let to = at + if forward { 1 } else { open.len().saturating_sub(1) };
        open.get(to % open.len().max(1)).copied().unwrap_or(Field::File)
    }

    /// The choices of a field by their titles, and which holds.
    pub fn choices(&self, field: Field) -> (Vec<Cow<'static, str>>, usize) {
        let place = |at: Option<usize>| at.unwrap_or(0);
        match field {
            Field::Format => {
                let formats = formats();
                let at = formats.iter().position(|format| *format == self.format);
                (formats.iter().map(|format| format.title().into()).collect(), place(at))
            }
            Field::Scope => {
                let scopes = self.scopes();
                let at = scopes.iter().position(|scope| *scope == self.scope);
                let title = |scope: &Scope| match scope {
                    Scope::Marked => format!("{} {}", number(self.marked.len()), scope.title()).into(),
                    other => other.title().into(),
                };
                (scopes.iter().map(title).collect(), place(at))
            }
            Field::Header => {
                let at = Header::ALL.iter().position(|header| *header == self.header);
                (Header::ALL.iter().map(|header| header.word().into()).collect(), place(at))
            }
            Field::Mark => (vec!["yes".into(), "no".into()], usize::from(!self.mark)),
            Field::File => (Vec::new(), 0),
        }
    }

    /// Takes the choice after (or before) the one that holds, round the end.
    pub fn choose(&mut self, forward: bool, places: &Places) {
        let (choices, at) = self.choices(self.field);
        let count = choices.len().max(1);
        self.choose_at((at + if forward { 1 } else { count - 1 }) % count, places);
    }

    /// Takes a choice of the field that has the keys.
    pub fn choose_at(&mut self, to: usize, places: &Places) {
        let before = self.format;
        match self.field {
            Field::Format => self.format = formats().get(to).copied().unwrap_or_default(),
            Field::Scope => self.scope = self.scopes().get(to).copied().unwrap_or(Scope::Shown),
            Field::Header => self.header = Header::ALL.get(to).copied().unwrap_or_default(),
            Field::Mark => self.mark = to == 0,
            Field::File => return,
        }
        self.rename(before, places);
    }

    /// The file's name after something else was chosen.
    pub fn rename(&mut self, before: Format, places: &Places) {
        self.remark = None;
        self.looking = None;
        if !self.typed {
            let name = match self.scope {
                Scope::Views => out::name_of_report(&self.ask, self.format.extension(), self.at),
                Scope::Shown | Scope::Whole | Scope::Marked => {
                    out::suggested_name(&self.ask, self.format.extension(), self.at)
                }
            };
            self.file = Input::new(places.shown(&places.exports.join(name)));
        } else if before != self.format
            && let Some(stem) = self.file.value().strip_suffix(&format!(".{}", before.extension()))
        {
            self.file = Input::new(format!("{stem}.{}", self.format.extension()));
        }
    }

    /// The questions and where their answers go.
    ///
    /// # Errors
    /// When no file is named; says what to type.
    pub fn files(&self, places: &Places) -> Result<Vec<(Ask, PathBuf)>, String> {
        let path = places.file(self.file.value())?;
        Ok(match self.scope {
            Scope::Shown => vec![(self.ask.clone(), path)],
            Scope::Whole => vec![(out::whole(&self.ask), path)],
            Scope::Marked => vec![(out::those(&self.ask, &self.marked), path)],
            Scope::Views => out::every_view(&self.ask)
                .into_iter()
                .map(|ask| {
                    let path = out::of_view(&path, &ask.view);
                    (ask, path)
                })
                .collect(),
        })
    }

    /// The file that will be written, whole; of several, the part that differs in braces.
    ///
    /// # Errors
    /// As [`ExportPanel::files`].
    pub fn result(&self, places: &Places) -> Result<String, String> {
        let path = places.file(self.file.value())?;
        // Where there is one folder, the name says it all.
        let whole = |path: &Path| match places.reach {
            Reach::Anywhere => path.display().to_string(),
            Reach::Exports | Reach::Nowhere => places.shown(path),
        };
        if self.scope != Scope::Views {
            return Ok(whole(&path));
        }
        let views = self.ask.def().map_or(&[][..], |def| def.views);
        let views: Vec<&str> = views.iter().map(|view| view.id).collect();
        Ok(whole(&out::of_view(&path, &format!("{{{}}}", views.join(",")))))
    }

    pub fn form(&self) -> Form {
        Form {
            format: self.format,
            header: self.header,
            bom: self.mark && self.format.has_bom(),
            ..Form::default()
        }
    }

    /// Rows that will be written, as far as known.
    pub fn count(&self, state: &State) -> Option<usize> {
        match self.scope {
            Scope::Whole if !self.ask.filter.is_empty() => {
                state.screen().window().filter(|_| !state.screen().load.stale)?.unfiltered
            }
            Scope::Shown | Scope::Whole => count_shown(state),
            Scope::Views => None,
            Scope::Marked => Some(self.marked.len()),
        }
    }

    /// What the chosen rows are, in words.
    pub fn tells(&self, state: &State) -> String {
        let Some(view) = self.ask.view_def() else { return String::new() };
        let rows = match self.count(state) {
            Some(1) => format!("1 {}", view.noun.0),
            Some(count) => format!("{} {}", number(count), view.noun.1),
            None => format!("all {}", view.noun.1),
        };
        let columns = self.ask.columns.as_ref().map_or(0, |names| names.len() as u64);
        match self.scope {
            Scope::Marked => format!("{rows} marked: in this order, {}", format::counted(columns, "column")),
            Scope::Shown => {
                let filter = if self.ask.filter.is_empty() { "" } else { "filtered, " };
                format!("{rows}: {filter}in this order, {}", format::counted(columns, "column"))
            }
            Scope::Whole => {
                let columns = view.columns.iter().filter(|column| !column.is_key()).count();
                format!("{rows}: no filter, the report's own order, all {columns} columns")
            }
            Scope::Views => {
                let titles = self.ask.def().map_or(&[][..], |def| def.views).iter().map(|view| view.title);
                format!("a file each: {}", titles.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What a choice is for.
    pub fn about(&self, field: Field) -> &'static str {
        match field {
            Field::Header if !self.is_open(field) => "by name in this format",
            Field::Mark if !self.is_open(field) => "none in this format",
            Field::Mark => "by which Excel reads all letters right",
            _ => "",
        }
    }
}

fn number(n: usize) -> String {
    format::thousands(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The question whose answer is what is shown: filter, order, columns.
pub fn shown(state: &State) -> Ask {
    let screen = state.screen();
    let shown = columns::exported(screen, state.columns_chosen());
    let names = shown.iter().filter_map(|index| screen.view.columns.get(*index));
    Ask { columns: Some(names.map(|column| column.name.to_string()).collect()), ..screen.ask.clone() }
}

/// Rows of what is shown, when they are counted.
pub fn count_shown(state: &State) -> Option<usize> {
    let load = &state.screen().load;
    load.total().filter(|_| !load.stale)
}

/// CSV first; the text table, which is for reading, last.
fn formats() -> Vec<Format> {
    let mut formats = Format::ALL.to_vec();
    formats.sort_by_key(|format| match format {
        Format::Csv => 0,
        Format::Table => 2,
        _ => 1,
    });
    formats
}

/// Rows, of how many, and how fast, of an export under way.
pub fn progress(rows: u64, total: Option<u64>, ms: u64) -> String {
    let number = |n: u64| format::thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let of = total.filter(|total| *total >= rows).map_or_else(String::new, |n| format!(" of {}", number(n)));
    let rate = if ms >= 300 && rows > 0 {
        format!(" · {}/s", number(rows.saturating_mul(1000) / ms))
    } else {
        String::new()
    };
    format!("{}{of} rows{rate}", number(rows))
}

/// Cells that stand for a text when only its end fits.
pub fn end_of(text: &str, room: usize) -> String {
    let mut rest = text;
    if width(rest) <= room {
        return rest.to_owned();
    }
    while width(rest) + 1 > room {
        let Some(first) = rest.chars().next() else { break };
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    format!("…{rest}")
}
