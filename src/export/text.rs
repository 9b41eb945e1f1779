//! Plain aligned lines, for people and screen readers: header, rows, totals, count, notes. No colours, no drawing.
//!
//! Widths come from the header, the totals and the first rows; a wider cell further down pushes its line.

use super::{Answer, ExportError, Form, Header, Picked};
use crate::model::{Align, Cell, Unit, ascii, format, text};
use crate::report::{Column, Rows, Totals};
use chrono_tz::Tz;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// Rows that are looked at before the first line is written.
const MEASURED: usize = 500;

/// What may be chosen about a table.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Instants are shown in it.
    pub zone: Tz,
    /// [`Header::None`] leaves the rows alone: no totals, no count, no notes either.
    pub header: Header,
    /// Sums in the order of the rows' own columns, and the number of rows.
    pub totals: Option<&'a Totals>,
    /// What the rows are: one, many.
    pub noun: (&'a str, &'a str),
    pub notes: &'a [String],
    /// Rules and signs in ASCII.
    pub ascii: bool,
}

impl<'a> Options<'a> {
    /// As an answer has them.
    pub fn of(answer: &Answer<'a>, form: &Form) -> Self {
        let noun = answer.ask.view_def().map_or(("row", "rows"), |view| view.noun);
        Self {
            zone: answer.ask.zone,
            header: form.header,
            totals: answer.totals,
            noun,
            notes: answer.notes,
            ascii: form.ascii,
        }
    }
}

/// Writes all rows and gives their number.
///
/// # Errors
/// When writing fails or the rows end early.
pub fn write(
    columns: &[Column],
    rows: &mut dyn Rows,
    out: &mut dyn Write,
    options: &Options<'_>,
) -> Result<usize, ExportError> {
    let picked = Picked::new(columns, rows);
    let titles: Option<Vec<String>> = columns.iter().map(|column| options.header.of(column)).collect();
    let sums = titles.as_ref().and_then(|_| sums(&picked, options));
    let mut first = Vec::new();
    while first.len() < MEASURED
        && let Some(row) = rows.next().map_err(ExportError::Rows)?
    {
        first.push(cells(&picked, row, options.zone));
    }
    let table = Table::new(columns, titles.iter().chain(&sums).chain(&first), options.ascii);
    if let Some(titles) = &titles {
        table.line(titles, out)?;
    }
    for row in &first {
        table.line(row, out)?;
    }
    let mut count = first.len();
    while let Some(row) = rows.next().map_err(ExportError::Rows)? {
        table.line(&cells(&picked, row, options.zone), out)?;
        count += 1;
    }
    if titles.is_some() {
        foot(&table, sums.as_deref(), count, options, out)?;
    }
    Ok(count)
}

/// What stands under the rows.
fn foot(
    table: &Table<'_>,
    sums: Option<&[String]>,
    count: usize,
    options: &Options<'_>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    if let Some(sums) = sums {
        let rule = if options.ascii { "-" } else { "─" };
        writeln!(out, "{}", rule.repeat(table.width()))?;
        table.line(sums, out)?;
    } else {
        let all = options.totals.map_or(count, |totals| totals.rows);
        let of = if all > count { format!("{} of ", number(count)) } else { String::new() };
        writeln!(out, "\n{of}{}", counted(all.max(count), options.noun))?;
    }
    for note in options.notes {
        let note = text::clean(note);
        writeln!(out, "{}", if options.ascii { ascii::plain(&note) } else { note.into_owned() })?;
    }
    Ok(())
}

/// The totals row; its first plain column says how many rows there are. `None` when nothing is summed.
fn sums(picked: &Picked<'_>, options: &Options<'_>) -> Option<Vec<String>> {
    let totals = options.totals?;
    let mut any = false;
    let mut label = Some(counted(totals.rows, options.noun));
    let row = picked.of(&totals.sums).map(|(column, cell)| {
        if !cell.is_empty() {
            any = true;
            return shown(cell, column.unit, options.zone);
        }
        if column.sum || column.unit == Unit::Mark {
            return String::new();
        }
        label.take().unwrap_or_default()
    });
    let row: Vec<String> = row.collect();
    any.then_some(row)
}

fn counted(count: usize, noun: (&str, &str)) -> String {
    format!("{} {}", number(count), if count == 1 { noun.0 } else { noun.1 })
}

fn number(count: usize) -> String {
    i64::try_from(count).map_or_else(|_| count.to_string(), format::thousands)
}

fn cells(picked: &Picked<'_>, row: &[Cell], zone: Tz) -> Vec<String> {
    picked.of(row).map(|(column, cell)| shown(cell, column.unit, zone)).collect()
}

/// The cell as the screen shows it. Cleaned once more: a terminal may be at the other end.
fn shown(cell: &Cell, unit: Unit, zone: Tz) -> String {
    let shown = match (cell, unit) {
        // Nothing is drawn here.
        (Cell::Text(numbers), Unit::Spark) => format::spark_digits(numbers),
        _ => format::shown(cell, unit, zone),
    };
    match text::clean(&shown) {
        std::borrow::Cow::Borrowed(_) => shown,
        std::borrow::Cow::Owned(cleaned) => cleaned,
    }
}

/// Where the columns stand.
struct Table<'a> {
    columns: &'a [Column],
    widths: Vec<usize>,
    ascii: bool,
}

impl<'a> Table<'a> {
    fn new<'r>(columns: &'a [Column], rows: impl Iterator<Item = &'r Vec<String>>, ascii: bool) -> Self {
        let mut widths = vec![0; columns.len()];
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        Self { columns, widths, ascii }
    }

    fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.widths.len().saturating_sub(1)
    }

    fn line(&self, cells: &[String], out: &mut dyn Write) -> std::io::Result<()> {
        let mut line = String::with_capacity(self.width() + 16);
        for (i, ((cell, width), column)) in cells.iter().zip(&self.widths).zip(self.columns).enumerate() {
            if i > 0 {
                blanks(&mut line, GAP);
            }
            let free = width.saturating_sub(cell.width());
            if column.unit.align() == Align::Right {
                blanks(&mut line, free);
                line.push_str(cell);
            } else {
                line.push_str(cell);
                blanks(&mut line, free);
            }
        }
        line.truncate(line.trim_end().len());
        if self.ascii {
            line = ascii::plain(&line);
        }
        line.push('\n');
        out.write_all(line.as_bytes())
    }
}

/// Blanks between two columns.
const GAP: usize = 2;

fn blanks(line: &mut String, count: usize) {
    line.extend(std::iter::repeat_n(' ', count));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::held::Held;
    use crate::export::{tests::people, visible};
    use crate::report::col;

    fn options<'a>(header: Header, totals: Option<&'a Totals>, notes: &'a [String]) -> Options<'a> {
        Options {
            zone: Tz::Europe__Stockholm,
            header,
            totals,
            noun: ("person", "people"),
            notes,
            ascii: false,
        }
    }

    fn written(mut rows: Held, options: &Options<'_>) -> String {
        let mut out = Vec::new();
        let columns = visible(rows.columns(), None);
        write(&columns, &mut rows, &mut out, options).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn golden_table() {
        let mut sums = vec![Cell::Empty; 11];
        sums[6] = Cell::Int(3960);
        sums[7] = Cell::Int(1200);
        let totals = Totals { rows: 2, sums, highest: Vec::new() };
        let notes = ["1 occurrence provisional ~".to_owned()];
        insta::assert_snapshot!(written(people(), &options(Header::Titles, Some(&totals), &notes)));
    }

    #[test]
    fn in_ascii_letters_alone_are_not() {
        let rows = Held::new(
            vec![col("name", "Name", Unit::Text), col("n", "N", Unit::Count)],
            vec![vec!["Zoë ≈".into(), Cell::Empty]],
        );
        let notes = ["held … in part".to_owned()];
        let options = Options { ascii: true, ..options(Header::Titles, None, &notes) };
        assert_eq!(written(rows, &options), "Name   N\nZoë =  -\n\n1 person\nheld - in part\n");
    }

    #[test]
    fn wide_letters_stand_under_each_other_and_escapes_do_nothing() {
        let rows = Held::new(
            vec![col("name", "Name", Unit::Text), col("n", "N", Unit::Count)],
            vec![
                vec!["王小明".into(), Cell::Int(1)],
                vec!["e\u{301}va".into(), Cell::Int(10)],
                vec!["\u{1b}[31mred".into(), Cell::Empty],
            ],
        );
        assert_eq!(
            written(rows, &options(Header::Titles, None, &[])),
            "Name      N\n王小明    1\ne\u{301}va      10\n[31mred   —\n\n3 people\n"
        );
    }

    #[test]
    fn without_header_there_are_rows_alone() {
        let rows = Held::new(vec![col("n", "N", Unit::Count)], vec![vec![Cell::Int(1)], vec![Cell::Int(10)]]);
        assert_eq!(written(rows, &options(Header::None, None, &["a note".to_owned()])), " 1\n10\n");
    }

    #[test]
    fn a_wide_cell_far_down_pushes_its_own_line_only() {
        let mut list = vec![vec!["a".into(), Cell::Int(1)]; MEASURED];
        list.push(vec!["a longer name".into(), Cell::Int(2)]);
        list.push(vec!["b".into(), Cell::Int(3)]);
        let rows = Held::new(vec![col("t", "T", Unit::Text), col("n", "N", Unit::Count)], list);
        let text = written(rows, &options(Header::None, None, &[]));
        let end: Vec<&str> = text.lines().rev().take(2).collect();
        assert_eq!(end, ["b  3", "a longer name  2"]);
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        let rows = Held::new(vec![col("t", "T", Unit::Text)], Vec::new());
        assert_eq!(written(rows, &options(Header::Names, None, &[])), "t\n\n0 people\n");
    }
}
