//! Which table a file is: by its columns, and where those fit several, by its name, its title or its cells.

use super::super::cells;
use super::super::header::{self, Header};
use super::super::layout::{self, Layout, Row};
use super::super::lists;
use super::super::titles::{self, Column};
use super::super::words;
use super::ALL;

/// Columns of which one is there.
type OneOf = &'static [&'static Column];

/// What tells a table.
#[derive(Debug)]
pub struct Look {
    pub kind: &'static str,
    /// As messages call it.
    pub title: &'static str,
    /// Sets of columns, of each set one of each group: any set tells it.
    pub needed: &'static [&'static [OneOf]],
    /// Columns that another kind has.
    pub without: OneOf,
    /// The beginning of a file's name that settles it.
    pub named: &'static str,
    /// Letters in a file's name or title that settle it, and letters that are against it.
    pub called: &'static [&'static str],
    pub not_called: &'static [&'static str],
    /// Whether the cells of the first rows settle it.
    pub tells: fn(&Header, &[Row]) -> bool,
}

/// How many of the first rows are looked at.
const ROWS: usize = 200;
/// How many of them may hold the header.
const HEAD_ROWS: usize = 16;

/// A list of meetings held that has no end: a list of plans looks the same.
const HELD: Look = Look {
    kind: "zoom-meetings",
    title: "meetings that were held",
    needed: &[&[&[&titles::TOPIC], &[&titles::NUMBER], &[&titles::START], &[&titles::MINUTES]]],
    without: &[
        &titles::END,
        &titles::JOINS,
        &titles::NAME,
        &titles::RECURRING,
        &titles::REGISTERED,
        &titles::FILE_SIZE,
    ],
    named: "meetinglist",
    called: &["meetinglist", "activehost", "history"],
    not_called: &["upcoming"],
    tells: |_, _| false,
};

/// The first data row in which a column has a count that is not nought.
pub fn has_counts(header: &Header, rows: &[Row]) -> bool {
    let columns: Vec<usize> = [&titles::MEETINGS, &titles::JOINS, &titles::MEETING_MINUTES]
        .iter()
        .filter_map(|column| header.find(column.names))
        .collect();
    let count = |row: &Row, column: usize| cells::number(row.cells.get(column).unwrap_or_default());
    rows.iter().any(|row| columns.iter().any(|column| count(row, *column).is_some_and(|count| count > 0)))
}

/// Whether a row has no time to start at.
pub fn has_no_fixed_time(header: &Header, rows: &[Row]) -> bool {
    let Some(start) = header.find(titles::START.names) else { return false };
    rows.iter().any(|row| is_no_fixed_time(row.cells.get(start).unwrap_or_default()))
}

pub fn is_no_fixed_time(cell: &[u8]) -> bool {
    cells::is_none(cell) || words::is_one(&String::from_utf8_lossy(cells::bare(cell)), words::NO_FIXED_TIME)
}

impl Look {
    fn fits(&self, header: &Header) -> bool {
        let has = |one_of: &OneOf| one_of.iter().any(|column| header.has(column.names));
        self.needed.iter().any(|set| set.iter().all(has)) && !has(&self.without)
    }

    fn is_called(&self, said: &str) -> bool {
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        has(self.called) && !has(self.not_called)
    }
}

/// The rows of a head whose header fits a table, by the sign between their cells.
fn rows_for(head: &[u8], fits: impl Fn(&Header) -> bool) -> Option<(u8, usize, Vec<Row>)> {
    b",;\t".iter().find_map(|delimiter| {
        let rows = layout::first(head, *delimiter, HEAD_ROWS);
        let at = rows.iter().position(|row| fits(&row.titles))?;
        Some((*delimiter, at, layout::first(head, *delimiter, ROWS)))
    })
}

fn looks() -> impl Iterator<Item = &'static Look> {
    let lists = lists::ALL.iter().map(|list| &list.table.look);
    ALL.iter().map(|table| &table.look).chain(lists).chain([&HELD])
}

/// The kinds that a file fits equally: one, when its columns, name, title or cells settle it.
fn fitting(head: &[u8], name: &str) -> Vec<&'static Look> {
    if layout::is_not_text(head) {
        return Vec::new();
    }
    let Some((_, at, rows)) = rows_for(head, |header| looks().any(|look| look.fits(header))) else {
        return Vec::new();
    };
    let (above, below) = rows.split_at_checked(at).unwrap_or_default();
    let Some((header, data)) = below.split_first() else { return Vec::new() };
    let mut left: Vec<&Look> = looks().filter(|look| look.fits(&header.titles)).collect();
    let mut said = header::key(name);
    above.iter().flat_map(|row| &row.titles.titles).for_each(|title| said += &header::key(title));
    settle(&mut left, |look| look.is_called(&said));
    settle(&mut left, |look| (look.tells)(&header.titles, data));
    left
}

/// Keeps the one of several that alone is told.
fn settle(left: &mut Vec<&'static Look>, is_told: impl Fn(&Look) -> bool) {
    let mut told = left.iter().copied().filter(|look| is_told(look));
    if let (Some(only), None) = (told.next(), told.next()) {
        *left = vec![only];
    }
}

/// The kind of a file that is one of the tables; `None` where it is none, or fits several equally.
pub fn decide(head: &[u8], name: &str) -> Option<&'static str> {
    match fitting(head, name).as_slice() {
        [only] => Some(only.kind),
        _ => None,
    }
}

/// Whether a list of meetings is none of plans.
pub fn is_held_list(head: &[u8], name: &str) -> bool {
    let left = fitting(head, name);
    left.is_empty() || left.iter().all(|look| look.kind == HELD.kind)
}

/// Why a file that fits several kinds is refused, and what settles it.
pub fn undecided(head: &[u8], name: &str) -> Option<String> {
    let left = fitting(head, name);
    if left.len() < 2 {
        return None;
    }
    let or = |words: Vec<String>| words.join(" or ");
    Some(format!(
        "by its columns this may be a list of {}: name the file {}, and import it again",
        or(left.iter().map(|look| look.title.to_owned()).collect()),
        or(left.iter().map(|look| format!("{}….csv", look.named)).collect()),
    ))
}

/// Where the table's rows begin.
pub fn layout(head: &[u8], look: &Look) -> Option<Layout> {
    let (delimiter, at, rows) = rows_for(head, |header| look.fits(header))?;
    let header = rows.get(at)?;
    let above = rows.iter().take(at).map(|row| row.cells.clone()).collect();
    Some(Layout {
        delimiter,
        skip: at + 1,
        line: header.line,
        header: header.titles.clone(),
        block: None,
        above,
        by_shape: false,
    })
}
