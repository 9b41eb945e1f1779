//! What an account's export says above its header: when it was made, and of which days it is.

use super::clock::{Clock, day_or_moment};
use super::header::Header;
use super::layout::Layout;
use super::{ImportError, cells, file_name, titles};
use crate::model::day::DayRange;
use crate::model::{Fact, Sink};
use crate::rules::dates::Written;
use csv::ByteRecord;

/// The moment at which the file was made, as it says: pushed before everything else.
///
/// # Errors
/// When the sink fails.
pub fn observed(layout: &Layout, clock: &mut Clock, out: &mut dyn Sink) -> Result<Option<i64>, ImportError> {
    let Some(written) = written_generated(layout) else { return Ok(None) };
    let Some(moment) = clock.moment_of(&written) else { return Ok(None) };
    out.fact(1, &Fact::Observed(moment.at)).map_err(ImportError::Sink)?;
    Ok(Some(moment.at))
}

/// The days that the file says it is of: above its header, else in its name.
pub fn days(layout: &Layout, clock: &Clock, name: &str) -> Option<DayRange> {
    let mut said = written_range(layout).filter_map(|written| written.day.on(clock.order()));
    match (said.next(), said.last()) {
        (Some(from), Some(to)) => Some(DayRange::new(from, to)),
        _ => file_name::days(name).map(|(from, to)| DayRange { from, to }),
    }
}

/// Every date of the rows above the header that is read, for the vote on day and month.
pub fn written(layout: &Layout) -> impl Iterator<Item = Written> + '_ {
    written_generated(layout).into_iter().chain(written_range(layout))
}

fn written_generated(layout: &Layout) -> Option<Written> {
    named(layout, titles::GENERATED.names).find_map(|row| dates(row).next())
}

fn written_range(layout: &Layout) -> impl Iterator<Item = Written> + '_ {
    named(layout, titles::RANGE.names).flat_map(dates)
}

/// Rows above the header that begin with one of the names.
fn named<'l>(layout: &'l Layout, names: &'static [&'static str]) -> impl Iterator<Item = &'l ByteRecord> {
    layout.above.iter().filter(|row| {
        let first = String::from_utf8_lossy(row.get(0).unwrap_or_default());
        // `From: 2026-10-01` may stand in one cell.
        let title = first.split_once(':').map_or(&*first, |(title, _)| title);
        Header::new(vec![title.to_owned()]).has(names)
    })
}

/// The dates in a row: alone in their cells, or two in one with a sign between.
fn dates(row: &ByteRecord) -> impl Iterator<Item = Written> {
    let text: Vec<String> =
        row.iter().map(|cell| String::from_utf8_lossy(cells::bare(cell)).into_owned()).collect();
    let mut found = Vec::new();
    for cell in &text {
        let behind = cell.split_once(": ").map_or(cell.as_str(), |(_, behind)| behind);
        match day_or_moment(behind.as_bytes()) {
            Some(written) => found.push(written),
            None => found.extend(
                [" - ", " – ", " to ", " ~ ", "~"]
                    .iter()
                    .find_map(|sign| behind.split_once(sign))
                    .into_iter()
                    .flat_map(|(from, to)| [from, to])
                    .filter_map(|part| day_or_moment(part.trim().as_bytes())),
            ),
        }
    }
    found.into_iter()
}
