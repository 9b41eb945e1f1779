//! Which of the read layouts a file has: found among its first rows by the set of titles, never by position.

use super::header::{self, Header};
use super::records::Records;
use super::{Bytes, ImportError, Input, Sure, by_shape, refusals};
use crate::model::text::excerpt;
use csv::ByteRecord;
use std::io::Read;

/// How much of a file is judged.
pub const HEAD_BYTES: u64 = 64 * 1024;
/// How many rows of it may hold the header.
const HEAD_ROWS: usize = 16;
const TITLE_CHARS: usize = 80;

/// The shapes that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Meetings, each with its participants.
    Detail,
    /// Meetings without participants.
    List,
    /// Participants of one meeting.
    Stays,
    /// Participants of one meeting with total durations alone.
    Unique,
}

/// Where the data of a file begin, and under which titles.
#[derive(Clone, Debug)]
pub struct Layout {
    pub delimiter: u8,
    /// Rows up to the header, it included.
    pub skip: usize,
    /// Line of the header, from 1.
    pub line: u64,
    pub header: Header,
    /// The meeting above the participants.
    pub block: Option<Block>,
    /// The rows above the header.
    pub above: Vec<ByteRecord>,
    /// Its titles are not known: what the cells hold tells the columns.
    pub by_shape: bool,
}

/// One meeting: titles and their row.
#[derive(Clone, Debug)]
pub struct Block {
    pub header: Header,
    pub row: ByteRecord,
}

/// One of the first rows.
#[derive(Debug)]
pub struct Row {
    pub line: u64,
    pub cells: ByteRecord,
    pub titles: Header,
}

/// A title that a shape needs: its names and how a message calls it.
type Needed = (&'static [&'static str], &'static str);

const MEETING: [Needed; 2] = [(header::NUMBER, "Meeting ID"), (header::START, "Start Time")];
/// What tells the length of a meeting in a list.
const ENDS: &[&str] = &["endtime", "durationminutes"];
const TOTAL: Needed = (header::TOTAL, "Total Duration (Minutes)");
const STAY: [Needed; 2] = [(header::JOIN, "Join Time"), (header::LEAVE, "Leave Time")];

impl Shape {
    fn missing(self, row: &Header) -> Vec<&'static str> {
        let name: Needed = (header::NAME, "Name (Original Name)");
        let legacy = row.has(header::LEGACY_NAME) && !row.has(header::NAME);
        let needed: Vec<Needed> = match self {
            Shape::Detail => MEETING.into_iter().chain([name]).chain(STAY).collect(),
            Shape::List => {
                let end = (ENDS, "End Time or Duration (Minutes)");
                [(header::TOPIC, "Topic")].into_iter().chain(MEETING).chain([end]).collect()
            }
            Shape::Stays if legacy => STAY.to_vec(),
            Shape::Stays => [name].into_iter().chain(STAY).collect(),
            Shape::Unique if legacy => vec![TOTAL],
            Shape::Unique => vec![name, TOTAL],
        };
        needed.iter().filter(|(names, _)| !row.has(names)).map(|(_, title)| *title).collect()
    }

    /// Whether the row is the header of this shape.
    fn is(self, row: &Header) -> bool {
        let people = row.has(header::NAME) || row.has(header::JOIN);
        self.missing(row).is_empty()
            && !row.starts_with("attended")
            && match self {
                Shape::Detail => true,
                Shape::List => !people && !row.has(&["filesize", "filesizemb"]),
                Shape::Stays => !row.has(header::TOPIC) && !Shape::Detail.is(row),
                Shape::Unique => !row.has(header::TOPIC) && !row.has(header::JOIN),
            }
    }

    /// How near the row comes: titles of this shape that it has.
    fn score(self, row: &Header) -> u32 {
        let of = |needed: &[Needed]| needed.iter().filter(|(names, _)| row.has(names)).count();
        let name = usize::from(row.has(header::NAME));
        let topic = usize::from(row.has(header::TOPIC));
        let found = match self {
            Shape::Detail if name == 0 || topic == 0 => 0,
            Shape::Detail => of(&MEETING) + of(&STAY) + name + topic,
            Shape::List => of(&MEETING) + 2 * topic,
            Shape::Stays => of(&STAY) + 2 * name + usize::from(row.has(header::LEGACY_NAME)),
            Shape::Unique if of(&STAY) > 0 => 0,
            Shape::Unique => name + 2 * of(&[TOTAL]),
        };
        u32::try_from(found).unwrap_or(0)
    }
}

impl Layout {
    /// Whether it is in another language than English.
    pub fn is_localized(&self) -> bool {
        self.header.is_localized() || self.block.as_ref().is_some_and(|block| block.header.is_localized())
    }

    /// Whether the row is the header again.
    pub fn is_header(&self, row: &ByteRecord) -> bool {
        let first = self.header.titles.first().map(String::as_bytes);
        row.get(0) == first && titles(row).titles == self.header.titles
    }
}

/// How sure it is that a head has that shape.
pub fn sure(head: &[u8], shape: Shape) -> Sure {
    judge(head, shape).map_or_else(|sure| sure, |_| Sure::Yes)
}

/// Whether the row is the header of a meeting block.
pub fn is_block(row: &Header) -> bool {
    row.has(header::TOPIC) && row.has(header::NUMBER) && !row.has(header::NAME) && !row.has(header::JOIN)
}

/// The titles of a row, cleaned and cut.
pub fn titles(row: &ByteRecord) -> Header {
    let mut titles: Vec<String> = row
        .iter()
        .map(|cell| excerpt(String::from_utf8_lossy(super::cells::bare(cell)).trim(), TITLE_CHARS))
        .collect();
    while titles.last().is_some_and(|title| title.trim().is_empty()) {
        titles.pop();
    }
    Header::new(titles)
}

/// The layout of a file's head, if it has that shape.
///
/// # Errors
/// How near it comes.
pub fn judge(head: &[u8], shape: Shape) -> Result<Layout, Sure> {
    if refusals::not_text(head).is_some() {
        return Err(Sure::No);
    }
    let mut nearest = Sure::No;
    let mut best = 1;
    for delimiter in *b",;\t" {
        let rows = first_rows(head, delimiter);
        match find(&rows, shape, delimiter) {
            Some(layout) => return Ok(layout),
            None => {
                for row in &rows {
                    let score = shape.score(&row.titles);
                    if score > best {
                        best = score;
                        nearest = Sure::Lacks { score, missing: lacks(shape, &row.titles) };
                    }
                }
            }
        }
    }
    Err(nearest)
}

fn lacks(shape: Shape, row: &Header) -> String {
    match shape.missing(row).as_slice() {
        [] => "rows of another layout stand beside its columns".to_owned(),
        [one] => format!("the column {one}"),
        several => format!("the columns {}", several.join(", ")),
    }
}

fn find(rows: &[Row], shape: Shape, delimiter: u8) -> Option<Layout> {
    let (at, row) = rows.iter().enumerate().find(|(_, row)| shape.is(&row.titles))?;
    let after = rows.get(at + 1..).unwrap_or_default();
    // A meeting above participants is their block, not a list.
    let is_of_people = |row: &Row| Shape::Stays.is(&row.titles) || Shape::Unique.is(&row.titles);
    if shape == Shape::List && after.iter().any(is_of_people) {
        return None;
    }
    let above = rows.get(..at).unwrap_or_default();
    let block = if matches!(shape, Shape::Stays | Shape::Unique) { block_in(above) } else { None };
    let above = above.iter().map(|row| row.cells.clone()).collect();
    Some(Layout {
        delimiter,
        skip: at + 1,
        line: row.line,
        header: row.titles.clone(),
        block,
        above,
        by_shape: false,
    })
}

/// The meeting block among rows above a header.
pub fn block_in(above: &[Row]) -> Option<Block> {
    let at = above.iter().position(|row| is_block(&row.titles))?;
    let header = above.get(at)?.titles.clone();
    Some(Block { header, row: above.get(at + 1)?.cells.clone() })
}

fn first_rows(head: &[u8], delimiter: u8) -> Vec<Row> {
    first(head, delimiter, HEAD_ROWS)
}

/// The first rows of a head, as many as `most`.
pub fn first(head: &[u8], delimiter: u8, most: usize) -> Vec<Row> {
    let input = Bytes { name: "", bytes: head };
    let mut rows = Vec::new();
    let Ok(mut records) = Records::open(&input, delimiter) else { return rows };
    let mut cells = ByteRecord::new();
    while rows.len() < most {
        let Ok(Some(place)) = records.next(&mut cells) else { break };
        rows.push(Row { line: place.line, cells: cells.clone(), titles: titles(&cells) });
    }
    rows
}

/// The first bytes of a file, as many as are judged.
///
/// # Errors
/// When it cannot be read.
pub fn head(input: &dyn Input) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.open()?.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// The layout of a file that should have that shape.
///
/// # Errors
/// [`ImportError::Refused`] when it has not.
pub fn of(input: &dyn Input, shape: Shape) -> Result<Layout, ImportError> {
    let head = head(input)?;
    let guessed = |sure| if shape == Shape::Stays { guess(&head).ok_or(sure) } else { Err(sure) };
    judge(&head, shape).or_else(guessed).map_err(|sure| {
        let missing = match sure {
            Sure::Lacks { missing, .. } => format!("the file lacks {missing}"),
            Sure::No | Sure::Yes => "the file has none of this kind's columns".to_owned(),
        };
        ImportError::Refused(not_read(&head).unwrap_or(missing))
    })
}

/// Participants under titles that are not known.
pub fn guess(head: &[u8]) -> Option<Layout> {
    if not_read(head).is_some() { None } else { by_shape::find(head) }
}

/// Why a file of one meeting is refused that another begins in.
pub fn several(line: u64) -> ImportError {
    ImportError::Refused(format!(
        "line {line} begins another file: this looks like participants of several meetings in one file; import them \
         one by one"
    ))
}

/// Whether the first bytes speak against text.
pub fn is_not_text(head: &[u8]) -> bool {
    refusals::not_text(head).is_some()
}

/// What a file is that no importer reads, where that can be told.
pub fn not_read(head: &[u8]) -> Option<String> {
    refusals::not_text(head).or_else(|| {
        b",;\t".iter().find_map(|delimiter| {
            let rows: Vec<Header> = first_rows(head, *delimiter).into_iter().map(|row| row.titles).collect();
            refusals::other_kind(&rows).map(str::to_owned)
        })
    })
}
