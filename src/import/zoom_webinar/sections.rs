//! The structure of an attendee report: a summary, then sections, each with a title, a header of its own, and rows.

use super::titles;
use crate::import::cells;
use crate::import::header::Header;
use crate::import::layout;
use crate::import::meeting::{Problem, cell};
use crate::import::records::{Place, Records};
use crate::import::{Bytes, ImportError, Input};
use crate::model::Role;
use csv::ByteRecord;

/// The titles above the rows, and the webinar between them and the sections.
#[derive(Clone, Debug)]
pub struct Summary {
    pub line: u64,
    pub header: Header,
    pub row: ByteRecord,
    /// The cell of the report's own time.
    pub generated: Vec<u8>,
}

/// The section that a row stands in.
#[derive(Clone, Debug, Default)]
pub struct Section {
    pub role: Option<Role>,
    pub columns: Columns,
}

/// Where the columns of a section stand.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub header: Header,
    pub attended: Option<usize>,
    pub name: Option<usize>,
    pub first_name: Option<usize>,
    pub last_name: Option<usize>,
    pub email: Option<usize>,
    pub phone: Option<usize>,
    pub registered: Option<usize>,
    pub status: Option<usize>,
    pub source: Option<usize>,
    pub join: Option<usize>,
    pub leave: Option<usize>,
    pub minutes: Option<usize>,
    pub guest: Option<usize>,
    pub country: Option<usize>,
    pub home: Option<usize>,
    /// Whatever else has a title: further fields of the form, and questions.
    pub others: Vec<usize>,
}

impl Columns {
    fn of(header: Header) -> Self {
        let keys: Vec<String> = header.titles.iter().map(|title| titles::key(title)).collect();
        let find = |names: &[&str]| keys.iter().position(|key| names.contains(&key.as_str()));
        let mut columns = Self {
            attended: find(titles::ATTENDED),
            name: find(titles::NAME),
            first_name: find(titles::FIRST_NAME),
            last_name: find(titles::LAST_NAME),
            email: find(titles::EMAIL),
            phone: find(titles::PHONE),
            registered: find(titles::REGISTERED),
            status: find(titles::STATUS),
            source: find(titles::SOURCE),
            join: find(titles::JOIN),
            leave: find(titles::LEAVE),
            minutes: find(titles::MINUTES),
            guest: find(titles::GUEST),
            country: find(titles::COUNTRY),
            home: find(titles::HOME),
            others: Vec::new(),
            header,
        };
        let used = columns.used();
        columns.others = (0..keys.len())
            .filter(|at| !used.contains(&Some(*at)) && keys.get(*at).is_some_and(|key| !key.is_empty()))
            .collect();
        columns
    }

    fn used(&self) -> [Option<usize>; 15] {
        [
            self.attended,
            self.name,
            self.first_name,
            self.last_name,
            self.email,
            self.phone,
            self.registered,
            self.status,
            self.source,
            self.join,
            self.leave,
            self.minutes,
            self.guest,
            self.country,
            self.home,
        ]
    }

    fn is_header(&self) -> bool {
        self.name.is_some() && self.join.is_some() && self.leave.is_some()
    }
}

/// One row of a section.
#[derive(Debug)]
pub struct Row<'r> {
    pub line: u64,
    pub cells: &'r ByteRecord,
    pub section: &'r Section,
    /// Why it is none, where it is out of bounds or below no header.
    pub fault: Option<Problem>,
    /// Bytes of the file read so far.
    pub bytes: u64,
    /// The first of its section.
    pub is_first: bool,
}

/// The delimiter under which a head is an attendee report.
pub fn delimiter(head: &[u8]) -> Option<u8> {
    let input = Bytes { name: "", bytes: head };
    b",;\t".iter().copied().find(|delimiter| is_report(&input, *delimiter))
}

/// A summary of a webinar, and a title that no other report has.
fn is_report(input: &Bytes<'_>, delimiter: u8) -> bool {
    const HEAD_ROWS: usize = 24;
    let Ok(mut records) = Records::open(input, delimiter) else { return false };
    let mut row = ByteRecord::new();
    let (mut own, mut summary) = (false, false);
    for _ in 0..HEAD_ROWS {
        let Ok(Some(_)) = records.next(&mut row) else { break };
        let header = layout::titles(&row);
        let first = header.titles.first().map_or("", String::as_str);
        own |= titles::is(first, titles::REPORT)
            || titles::is(first, titles::ATTENDED)
            || (header.titles.len() == 1 && titles::section(first).is_some());
        summary |= is_summary(&header);
    }
    own && summary
}

fn is_summary(header: &Header) -> bool {
    let has = |names: &[&str]| header.titles.iter().any(|title| titles::is(title, names));
    has(titles::NUMBER) && has(titles::START)
}

/// What stands between the rows.
enum Mark {
    Section(Role),
    Header(Box<Columns>),
    Summary(Header),
    Report,
    Generated,
}

fn mark(row: &ByteRecord) -> Option<Mark> {
    // Cheap first: rows begin with Yes or No, or have a date.
    let first = String::from_utf8_lossy(row.get(0).map(cells::bare).unwrap_or_default());
    if titles::flag(first.as_bytes()).is_some() || first.len() > 80 {
        return None;
    }
    let header = layout::titles(row);
    let first = header.titles.first().map_or("", String::as_str);
    if titles::is(first, titles::GENERATED) {
        return Some(Mark::Generated);
    }
    if header.titles.len() == 1 {
        let section = titles::section(first).map(Mark::Section);
        return section.or_else(|| titles::is(first, titles::REPORT).then_some(Mark::Report));
    }
    if is_summary(&header) {
        return Some(Mark::Summary(header));
    }
    let columns = Columns::of(header);
    columns.is_header().then(|| Mark::Header(Box::new(columns)))
}

/// Reads the report: gives its summary, and every row to `take`. Sections whose title is not known are named in `notes`.
///
/// # Errors
/// [`ImportError::Refused`] when there is no summary, or more than one webinar.
pub fn each(
    input: &dyn Input,
    delimiter: u8,
    notes: &mut Vec<String>,
    mut take: impl FnMut(&Row<'_>) -> Result<(), ImportError>,
) -> Result<(Summary, u64), ImportError> {
    let mut records = Records::open(input, delimiter)?;
    let summary = summary(&mut records)?;
    let mut section = Section::default();
    let mut has_header = false;
    let mut is_first = true;
    let mut row = ByteRecord::new();
    // A row of one cell may be a section's title in words not known: the row behind it tells.
    let mut lone: Option<(Place, ByteRecord)> = None;
    while let Some(place) = records.next(&mut row)? {
        let mark = if place.fault.is_none() { mark(&row) } else { None };
        if let Some((held, cells)) = lone.take() {
            if let Some(Mark::Header(_)) = mark {
                let title = layout::titles(&cells).titles.join(" ");
                notes.push(format!("the section “{title}” is not known: its people have no role"));
                section.role = None;
            } else {
                let fault = fault(&held, has_header);
                take(&Row {
                    line: held.line,
                    cells: &cells,
                    section: &section,
                    fault,
                    bytes: records.bytes(),
                    is_first,
                })?;
                is_first = false;
            }
        }
        match mark {
            Some(Mark::Section(role)) => {
                section = Section { role: Some(role), columns: Columns::default() };
                (has_header, is_first) = (false, true);
            }
            Some(Mark::Header(columns)) => {
                section.columns = *columns;
                (has_header, is_first) = (true, true);
            }
            Some(Mark::Summary(_) | Mark::Report) => return Err(several(place.line)),
            Some(Mark::Generated) => {}
            None if place.fault.is_none() && layout::titles(&row).titles.len() == 1 => {
                lone = Some((place, row.clone()));
            }
            None => {
                let fault = fault(&place, has_header);
                take(&Row {
                    line: place.line,
                    cells: &row,
                    section: &section,
                    fault,
                    bytes: records.bytes(),
                    is_first,
                })?;
                is_first = false;
            }
        }
    }
    if let Some((held, cells)) = lone {
        let fault = fault(&held, has_header);
        take(&Row {
            line: held.line,
            cells: &cells,
            section: &section,
            fault,
            bytes: records.bytes(),
            is_first,
        })?;
    }
    Ok((summary, records.bytes()))
}

fn fault(place: &Place, has_header: bool) -> Option<Problem> {
    let fault = place.fault.as_ref().map(|(column, reason)| Problem::at(*column, reason.clone()));
    fault.or_else(|| (!has_header).then(|| Problem::at(None, "the row stands below no header of a section")))
}

fn several(line: u64) -> ImportError {
    ImportError::Refused(format!(
        "line {line} begins another report: this looks like attendees of several webinars in one file; import them one \
         by one"
    ))
}

/// The rows up to the webinar's own.
fn summary(records: &mut Records<'_>) -> Result<Summary, ImportError> {
    let lacks = || {
        ImportError::Refused(
            "the report lacks its summary (Topic, Webinar ID, Actual Start Time): export it again and keep its first \
             rows"
                .into(),
        )
    };
    let mut row = ByteRecord::new();
    let mut generated = Vec::new();
    while records.next(&mut row)?.is_some() {
        match mark(&row) {
            Some(Mark::Generated) => generated = cell(&row, Some(1)).to_vec(),
            Some(Mark::Summary(header)) => {
                let place = records.next(&mut row)?.ok_or_else(lacks)?;
                if mark(&row).is_some() {
                    break;
                }
                return Ok(Summary { line: place.line, header, row, generated });
            }
            Some(Mark::Section(_) | Mark::Header(_)) => break,
            Some(Mark::Report) | None => {}
        }
    }
    Err(lacks())
}
