//! Files out: rows to CSV, JSON, NDJSON and plain tables. Pure over `Write`; knows no database and no terminal.
//!
//! Every format takes the columns that leave, the stream of rows, where they go, and its own options, and gives
//! the number of rows written. Nothing is collected: memory stays flat however long the answer is.

pub mod csv;
pub mod file;
pub mod held;
mod instant;
pub mod json;
pub mod text;

use crate::model::Cell;
pub use crate::report::out::{Form, Format, Header};
use crate::report::{Ask, Column, Rows, Totals};
use std::io::{self, Write};

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("writing failed: {}", plain(.0))]
    Io(#[from] io::Error),
    /// The database failed, or the question was cancelled.
    #[error(transparent)]
    Rows(anyhow::Error),
}

impl ExportError {
    /// Whether the reader at the other end of a pipe went away: no error on a command line.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, ExportError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What the system says, in words that need no number.
pub fn plain(error: &io::Error) -> String {
    use io::ErrorKind;
    let words = match error.kind() {
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is full",
        ErrorKind::FileTooLarge => "a limit on the size of files is reached",
        ErrorKind::PermissionDenied => "no permission",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::InvalidFilename => "the name is too long",
        ErrorKind::NotFound => "its folder is gone",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::IsADirectory => "it is a folder",
        _ => return error.to_string(),
    };
    words.to_owned()
}

impl Header {
    /// What stands above a column; `None` when nothing stands above any.
    pub fn of(self, column: &Column) -> Option<String> {
        match self {
            Header::Titles => Some(title(column)),
            Header::Names => Some(column.name.clone().into_owned()),
            Header::None => None,
        }
    }
}

/// What is known of an answer beside its rows.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    pub ask: &'a Ask,
    /// The accounts asked, by name.
    pub accounts: &'a [String],
    /// Sums in the order of the rows' own columns.
    pub totals: Option<&'a Totals>,
    /// When the newest data were observed, epoch seconds.
    pub as_of: Option<i64>,
    pub notes: &'a [String],
    /// Columns of the rows, by place, that hold nothing in the whole database: left out of tables for people.
    pub bare: &'a [usize],
}

/// Writes an answer in the form asked.
///
/// # Errors
/// When writing fails (also on a closed pipe, see [`ExportError::is_broken_pipe`]) or the rows end early.
pub fn write(
    form: &Form,
    answer: &Answer<'_>,
    rows: &mut dyn Rows,
    out: &mut dyn Write,
) -> Result<usize, ExportError> {
    let asked = answer.ask.columns.as_deref();
    match form.format {
        Format::Csv => {
            let columns = visible(rows.columns(), asked);
            let options = csv::Options { zone: answer.ask.zone, header: form.header, bom: form.bom };
            csv::write(&columns, rows, out, &options)
        }
        Format::Json => json::write(&keyed(rows.columns(), asked), rows, out, answer),
        Format::Ndjson => json::write_lines(&keyed(rows.columns(), asked), rows, out, answer.ask.zone),
        Format::Table => {
            let columns = if asked.is_some() {
                visible(rows.columns(), asked)
            } else {
                held(rows.columns(), answer.bare)
            };
            text::write(&columns, rows, out, &text::Options::of(answer, form))
        }
    }
}

/// The columns that leave as text: those asked for, in that order, else all but the keys.
pub fn visible(all: &[Column], asked: Option<&[String]>) -> Vec<Column> {
    match asked {
        Some(names) => {
            let by_name = |name: &String| all.iter().find(|column| column.name == *name && !column.is_key());
            names.iter().filter_map(by_name).cloned().collect()
        }
        None => all.iter().filter(|column| !column.is_key()).cloned().collect(),
    }
}

/// The keys, whatever was asked for, and then the visible columns: what programs get, so that they can drill down.
pub fn keyed(all: &[Column], asked: Option<&[String]>) -> Vec<Column> {
    let mut columns: Vec<Column> = all.iter().filter(|column| column.is_key()).cloned().collect();
    columns.extend(visible(all, asked));
    columns
}

/// The visible columns without those that hold nothing anywhere.
fn held(all: &[Column], bare: &[usize]) -> Vec<Column> {
    all.iter()
        .enumerate()
        .filter(|(place, column)| !column.is_key() && !bare.contains(place))
        .map(|(_, column)| column.clone())
        .collect()
}

/// The title, or for the nameless column of marks its name in words.
pub fn title(column: &Column) -> String {
    if !column.title.is_empty() {
        return column.title.clone().into_owned();
    }
    let words = column.name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Columns and their places in the rows; a column that the rows lack is empty.
struct Picked<'a> {
    places: Vec<(&'a Column, Option<usize>)>,
}

impl<'a> Picked<'a> {
    fn new(columns: &'a [Column], rows: &dyn Rows) -> Self {
        let place = |wanted: &'a Column| {
            (wanted, rows.columns().iter().position(|column| column.name == wanted.name))
        };
        Self { places: columns.iter().map(place).collect() }
    }

    /// The chosen cells of a row, or of anything else that is in the order of the rows' columns.
    fn of<'r>(&self, row: &'r [Cell]) -> impl Iterator<Item = (&'a Column, &'r Cell)> {
        self.places
            .iter()
            .map(|(column, place)| (*column, place.and_then(|place| row.get(place)).unwrap_or(&Cell::Empty)))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::export::held::Held;
    use crate::model::Unit;
    use crate::report::def;

    /// Columns of every kind, and rows as they would come.
    pub(crate) fn people() -> Held {
        Held::new(
            vec![
                def::key("participant"),
                def::col("state", "", Unit::Mark),
                def::col("name", "Name", Unit::Text),
                def::col("meeting_id", "Meeting ID", Unit::Number),
                def::col("first_join", "First join", Unit::Moment),
                def::col("date", "Date", Unit::Date),
                def::col("duration", "Duration", Unit::Duration).sum(),
                def::col("sessions", "Sessions", Unit::Count).sum(),
                def::col("presence_percent", "Presence", Unit::Percent),
                def::col("size", "Size", Unit::Bytes),
                def::col("guest", "Guest", Unit::Flag),
            ],
            vec![
                vec![
                    Cell::Int(7),
                    "provisional".into(),
                    "Zoë \"Zo\" Ngũgĩ, dr".into(),
                    "84612340849".into(),
                    Cell::Int(1_795_331_640),
                    Cell::Int(20_779),
                    Cell::Int(3900),
                    Cell::Int(1200),
                    Cell::Real(48.333_333),
                    Cell::Int(1536),
                    Cell::Int(1),
                ],
                vec![
                    Cell::Int(8),
                    Cell::Empty,
                    "=王小明".into(),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Int(60),
                    Cell::Int(0),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Int(0),
                ],
            ],
        )
    }

    #[test]
    fn columns_leave_as_asked_and_keys_only_for_programs() {
        let people = people();
        let asked = ["sessions".to_owned(), "name".to_owned(), "participant".to_owned()];
        let names = |columns: Vec<Column>| {
            columns.iter().map(|column| column.name.clone().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(visible(people.columns(), Some(&asked))), ["sessions", "name"]);
        assert_eq!(names(keyed(people.columns(), Some(&asked))), ["participant", "sessions", "name"]);
        assert_eq!(visible(people.columns(), None).len(), 10);
        assert_eq!(names(held(people.columns(), &[1, 3, 4, 5, 6, 7, 8, 9])), ["name", "guest"]);
    }

    #[test]
    fn a_column_without_a_title_is_called_by_its_name() {
        assert_eq!(title(&def::col("in_doubt", "", Unit::Mark)), "In doubt");
    }
}
