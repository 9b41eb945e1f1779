//! Reports on one meeting or webinar: a title, when they were made, the meeting, then one table or several, each under a
//! header of its own and perhaps a title. Knows no columns of the tables.

mod top;

pub use top::Top;

use super::cells::{self, Odd};
use super::clock::written;
use super::header::{self, Header};
use super::records::{Place, Records};
use super::zoom_webinar::titles as words;
use super::{Bytes, DateOrder, ImportError, Input, Options, layout, titles};
use crate::rules::dates::{Verdict, Votes};
use csv::ByteRecord;
use std::borrow::Cow;

/// What tells the tables of a report.
#[derive(Debug)]
pub struct Tables {
    /// Titles of the report, as [`header::key`] makes them.
    pub titles: &'static [&'static str],
    /// The title alone tells the report.
    pub by_title: bool,
    /// Whether a row is a header, where the report has its title or not.
    pub is_header: fn(&Header, bool) -> bool,
    /// Whether a row that begins with this cell may be a header at all: rows are many.
    pub may_begin: fn(&[u8]) -> bool,
}

/// One thing met.
#[derive(Debug)]
pub enum Met<'r> {
    /// A header, with the row of one cell before it.
    Table {
        header: &'r Header,
        row: &'r ByteRecord,
        title: Option<String>,
    },
    Row {
        line: u64,
        row: &'r ByteRecord,
        place: &'r Place,
        bytes: u64,
    },
}

const HEAD_ROWS: usize = 24;

/// The delimiter under which a head is such a report.
pub fn delimiter(head: &[u8], tables: &Tables) -> Option<u8> {
    if super::refusals::not_text(head).is_some() {
        return None;
    }
    let input = Bytes { name: "", bytes: head };
    b",;\t".iter().copied().find(|delimiter| is_report(&input, *delimiter, tables).unwrap_or(false))
}

fn is_report(input: &Bytes<'_>, delimiter: u8, tables: &Tables) -> Result<bool, ImportError> {
    let mut records = Records::open(input, delimiter)?;
    let (mut row, mut titled) = (ByteRecord::new(), false);
    for _ in 0..HEAD_ROWS {
        if records.next(&mut row)?.is_none() {
            break;
        }
        let header = layout::titles(&row);
        titled |= is_title(&header, tables);
        if (titled && tables.by_title) || (tables.is_header)(&header, titled) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_title(header: &Header, tables: &Tables) -> bool {
    header.titles.len() <= 2 && header.titles.first().is_some_and(|title| words::is(title, tables.titles))
}

fn is_meeting(header: &Header) -> bool {
    header.has(titles::TOPIC.names)
        && (header.has(titles::NUMBER.names) || header.has(titles::WEBINAR_ID.names))
}

/// Reads a report: gives what stands above its tables, and everything else to `take`.
///
/// # Errors
/// [`ImportError::Refused`] when it speaks of several meetings; as `take` says.
pub fn each(
    input: &dyn Input,
    delimiter: u8,
    tables: &Tables,
    mut take: impl FnMut(&Top, Met<'_>) -> Result<(), ImportError>,
) -> Result<(Top, u64), ImportError> {
    let mut records = Records::open(input, delimiter)?;
    let (mut top, mut row) = (Top::default(), ByteRecord::new());
    let mut lone: Option<(Place, ByteRecord)> = None;
    let mut has_table = false;
    while let Some(place) = records.next(&mut row)? {
        let first = row.get(0).map(cells::bare).unwrap_or_default();
        let begins = (tables.may_begin)(first) || first.eq_ignore_ascii_case(b"topic");
        let looks = place.fault.is_none() && (!has_table || begins || is_lone(&row));
        let header = looks.then(|| layout::titles(&row));
        if let Some(header) = header.as_ref().filter(|header| (tables.is_header)(header, top.titled)) {
            let title = lone.take().map(|(_, row)| text_of(&row));
            take(&top, Met::Table { header, row: &row, title })?;
            has_table = true;
            continue;
        }
        if let Some((place, row)) = lone.take().filter(|_| has_table) {
            let bytes = records.bytes();
            take(&top, Met::Row { line: place.line, row: &row, place: &place, bytes })?;
        }
        if header.as_ref().is_some_and(|header| top.has(header, has_table, tables)) {
            return Err(several(place.line));
        }
        if !has_table && top.take(place.line, &row, header.unwrap_or_default(), tables) {
            continue;
        }
        if is_lone(&row) && place.fault.is_none() {
            lone = Some((place, row.clone()));
        } else if has_table {
            let bytes = records.bytes();
            take(&top, Met::Row { line: place.line, row: &row, place: &place, bytes })?;
        }
    }
    if let (Some((place, row)), true) = (lone, has_table) {
        take(&top, Met::Row { line: place.line, row: &row, place: &place, bytes: records.bytes() })?;
    }
    Ok((top, records.bytes()))
}

fn several(line: u64) -> ImportError {
    ImportError::Refused(format!(
        "line {line} begins another report: this looks like reports on several meetings in one file; import them one by one"
    ))
}

/// A row with its first cell alone.
fn is_lone(row: &ByteRecord) -> bool {
    row.iter().skip(1).all(|cell| cells::bare(cell).is_empty())
}

fn text_of(row: &ByteRecord) -> String {
    cells::decoded(row.get(0).unwrap_or_default(), &mut Odd::default()).into_owned()
}

/// A date's vote; `days` are those of the file's name.
pub fn vote(votes: &mut Votes, cell: &[u8], days: Option<(chrono::NaiveDate, chrono::NaiveDate)>) {
    let Some(written) = written(&words::english_date(cells::bare(cell))) else { return };
    votes.value(&written);
    if let Some((from, to)) = days {
        votes.named(&written, from, to);
    }
}

/// The order of day and month that the votes give.
///
/// # Errors
/// [`ImportError::Refused`] where nothing settles it.
pub fn order(votes: &Votes) -> Result<DateOrder, ImportError> {
    match votes.verdict() {
        Verdict::Order(order) => Ok(order),
        Verdict::NoMatter => Ok(DateOrder::MonthFirst),
        Verdict::Open => Err(ImportError::Refused(
            "a spreadsheet saved this file, and its dates can be read with the month or the day first: say which with \
             --dates mdy or --dates dmy"
                .into(),
        )),
    }
}

/// Number and start of a meeting that the report does not name.
pub fn outside(input: &dyn Input, options: &Options, tables: &Tables) -> Option<String> {
    let delimiter = delimiter(&layout::head(input).ok()?, tables)?;
    let (top, _) = each(input, delimiter, tables, |_, _| Ok(())).ok()?;
    if top.says_number() && !cells::is_none(top.start_cell()) {
        return None;
    }
    let number = top.number(input, options, &mut Vec::new()).ok()?;
    Some(format!("{number} {:?}", options.start))
}

/// A title without what stands in brackets behind it, as [`header::key`] makes titles, and what stands there.
pub fn bracketed(title: &str) -> (String, Option<Cow<'_, str>>) {
    match title.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((before, within)) => (header::key(before), Some(Cow::Borrowed(within.trim()))),
        None => (header::key(title), None),
    }
}
