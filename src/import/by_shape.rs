//! Participants under titles in a language that is not known, told by what their cells hold: two columns of date and
//! time, and behind them the minutes between, rounded up.

use super::cells::{self, Odd};
use super::clock::written;
use super::header::Header;
use super::layout::{self, Block, Layout, Row};
use super::titles;
use crate::rules::dates::{DateOrder, Written};
use chrono::NaiveTime;
use std::borrow::Cow;

/// How many rows of data must all have the shape.
const ROWS: usize = 20;
/// Rows of a meeting block: titles and values.
const BLOCK_ROWS: usize = 2;
/// Digits of a meeting number that is no other number.
const FEWEST_DIGITS: usize = 9;

/// The layout of a head that has that shape in one way alone.
pub fn find(head: &[u8]) -> Option<Layout> {
    b",;\t".iter().find_map(|delimiter| {
        let rows = layout::first(head, *delimiter, ROWS + BLOCK_ROWS + 1);
        [0, BLOCK_ROWS].into_iter().find_map(|at| of_rows(&rows, at, *delimiter))
    })
}

/// The layout with its header in a row.
fn of_rows(rows: &[Row], at: usize, delimiter: u8) -> Option<Layout> {
    let header = rows.get(at)?;
    let data = rows.get(at + 1..)?;
    let join = only_join(data)?;
    let is_titles = header.titles.titles.len() > join + 2 && dates_of(header).is_empty();
    if !is_titles || header.titles.is_english() || !are_names(data, 0) {
        return None;
    }
    let mut shown = vec![
        (0, titles::NAME.names),
        (join, titles::JOIN.names),
        (join + 1, titles::LEAVE.names),
        (join + 2, titles::MINUTES.names),
    ];
    let email = join.checked_sub(1).filter(|before| *before > 0 && are_emails(data, *before));
    shown.extend(email.map(|column| (column, titles::EMAIL.names)));
    let above = rows.get(..at)?;
    Some(Layout {
        delimiter,
        skip: at + 1,
        line: header.line,
        header: header.titles.clone().with_meaning(&shown),
        block: layout::block_in(above).or_else(|| block(above)),
        above: above.iter().map(|row| row.cells.clone()).collect(),
        by_shape: true,
    })
}

fn text(row: &Row, column: usize) -> Cow<'_, str> {
    String::from_utf8_lossy(cells::bare(row.cells.get(column).unwrap_or_default()))
}

/// The columns of a row that hold a date and time.
fn dates_of(row: &Row) -> Vec<usize> {
    let is_date = |(column, cell): (usize, &[u8])| written(cell).map(|_| column);
    row.cells.iter().enumerate().filter_map(is_date).collect()
}

/// The column of joins: every row has its dates there and behind alone, and in one order of day and month the
/// minutes are those between.
fn only_join(data: &[Row]) -> Option<usize> {
    let first = dates_of(data.first()?);
    let [join, leave] = first.as_slice() else { return None };
    let are_there = *leave == join + 1 && *join > 0 && data.iter().all(|row| dates_of(row) == first);
    let fits = |order| data.iter().all(|row| is_stay(row, *join, order) == Some(true));
    (are_there && (fits(DateOrder::MonthFirst) || fits(DateOrder::DayFirst))).then_some(*join)
}

fn is_stay(row: &Row, join: usize, order: DateOrder) -> Option<bool> {
    let at = |column| {
        let Written { day, time } = written(row.cells.get(column)?)?;
        let midnight = day.on(order)?.and_time(NaiveTime::MIN).and_utc().timestamp();
        Some((midnight + i64::from(time.seconds), time.with_seconds))
    };
    let ((join_at, exact), (leave_at, _)) = (at(join)?, at(join + 1)?);
    let minutes = cells::number(row.cells.get(join + 2)?)?;
    let length = leave_at - join_at;
    // Times without seconds may be off by one each.
    let slack = i64::from(!exact);
    Some(length >= 0 && (minutes - (length + 59).div_euclid(60)).abs() <= slack)
}

/// Whether the column may hold names: no mark or number stands in its place.
fn are_names(data: &[Row], column: usize) -> bool {
    let mut odd = Odd::default();
    let mut is_name = |row: &Row| {
        let cell = row.cells.get(column).unwrap_or_default();
        cells::number(cell).is_none()
            && cells::flag(cell, &mut odd).is_none()
            && written(cell).is_none()
            && !cells::is_none(cell)
    };
    data.iter().all(&mut is_name)
}

/// Whether the column holds e-mails, not one thing else.
fn are_emails(data: &[Row], column: usize) -> bool {
    let mut odd = Odd::default();
    let mut emails = 0;
    for row in data {
        let cell = row.cells.get(column).unwrap_or_default();
        emails += usize::from(cells::email(cell, &mut odd).is_some());
    }
    emails > 0 && odd.notes().is_empty()
}

/// A meeting block by what its row holds: one number, start and end, and as topic the first text.
fn block(above: &[Row]) -> Option<Block> {
    let [header, row] = above else { return None };
    let is_number = |column: &usize| {
        cells::meeting_number(row.cells.get(*column).unwrap_or_default())
            .is_ok_and(|number| number.len() >= FEWEST_DIGITS)
    };
    let numbers: Vec<usize> = (0..row.cells.len()).filter(is_number).collect();
    let dates = dates_of(row);
    let [number] = numbers.as_slice() else { return None };
    let (start, end) = (dates.first()?, dates.get(1));
    let topic = (0..row.cells.len())
        .find(|column| column != number && !dates.contains(column) && !text(row, *column).trim().is_empty());
    let mut shown = vec![(*number, titles::NUMBER.names), (*start, titles::START.names)];
    shown.extend(end.map(|end| (*end, titles::END.names)));
    shown.extend(topic.map(|topic| (topic, titles::TOPIC.names)));
    let header: Header = header.titles.clone().with_meaning(&shown);
    Some(Block { header, row: row.cells.clone() })
}

/// What the titles were taken for, for the summary.
pub fn note(header: &Header) -> String {
    let taken: Vec<String> = [&titles::NAME, &titles::EMAIL, &titles::JOIN, &titles::LEAVE, &titles::MINUTES]
        .iter()
        .filter_map(|column| {
            Some(format!("“{}” as {}", header.title(header.find(column.names)?), column.title))
        })
        .collect();
    format!(
        "the titles are in a language that is not known; by what the cells hold, {} were taken",
        taken.join(", ")
    )
}
