//! Day or month first in one file: asks the option, then a quick look, then a vote over every row.

use super::clock::{day_or_moment, written};
use super::header::{MeetingColumns, StayColumns};
use super::layout::Layout;
use super::meeting::cell;
use super::records::Records;
use super::titles::{self, Column};
use super::{DateOrder, ImportError, Input, Options, cells, file_name, preamble, prescan};
use crate::model::Sink;
use crate::rules::dates::{RowDates, Verdict, Votes, Written};
use chrono::NaiveDate;
use csv::ByteRecord;

/// Rows of which the forms of dates are looked at before the quick look.
const SAMPLE_ROWS: usize = 64;
const ROWS_A_REPORT: u64 = 4096;

/// The columns that vote.
#[derive(Debug)]
pub struct DateColumns {
    meeting: Option<MeetingColumns>,
    stay: Option<StayColumns>,
    block: Option<MeetingColumns>,
    /// Columns of dates that stand for themselves.
    plain: Vec<usize>,
    /// The one of them by which the file's name goes.
    named: Option<usize>,
}

impl DateColumns {
    pub fn of(layout: &Layout, meeting: Option<&MeetingColumns>, stay: Option<&StayColumns>) -> Self {
        Self {
            meeting: meeting.cloned(),
            stay: stay.cloned(),
            block: layout.block.as_ref().map(|block| MeetingColumns::of(&block.header)),
            plain: Vec::new(),
            named: None,
        }
    }

    /// Columns whose dates stand for themselves.
    pub fn plain(layout: &Layout, dates: &[&Column]) -> Self {
        let plain = dates.iter().filter_map(|column| layout.header.find(column.names)).collect();
        let of_name = [&titles::DATE, &titles::START].map(|column| layout.header.find(column.names));
        let named = of_name.into_iter().flatten().next();
        Self { meeting: None, stay: None, block: None, plain, named }
    }
}

/// The order in which dates of the file are read. `out` hears that the import lives, and may cancel it.
///
/// # Errors
/// [`ImportError::Refused`] when nothing settles it.
pub fn decide(
    input: &dyn Input,
    layout: &Layout,
    columns: &DateColumns,
    options: &Options,
    out: &mut dyn Sink,
) -> Result<DateOrder, ImportError> {
    if let Some(order) = options.dates {
        return Ok(order);
    }
    let sample = vote(input, layout, columns, Some(SAMPLE_ROWS), out)?;
    if !sample.is_resaved()
        && sample.verdict() != Verdict::Order(DateOrder::DayFirst)
        && prescan::is_plainly_month_first(input)?
    {
        return Ok(DateOrder::MonthFirst);
    }
    match vote(input, layout, columns, None, out)?.verdict() {
        Verdict::Order(order) => Ok(order),
        Verdict::NoMatter => Ok(DateOrder::MonthFirst),
        Verdict::Open => Err(ImportError::Refused(format!(
            "{}, and its dates can be read with the month or the day first: say which with --dates mdy or --dates dmy",
            if layout.is_localized() {
                "this file is not in English"
            } else {
                "a spreadsheet saved this file"
            }
        ))),
    }
}

/// The votes of the file's rows, or of its first ones.
fn vote(
    input: &dyn Input,
    layout: &Layout,
    columns: &DateColumns,
    most: Option<usize>,
    out: &mut dyn Sink,
) -> Result<Votes, ImportError> {
    let mut voter = Voter { votes: Votes::default(), days: file_name::days(input.name()) };
    if layout.delimiter != b',' || layout.is_localized() {
        voter.votes.resaved();
    }
    let block = match (&columns.block, &layout.block) {
        (Some(columns), Some(block)) => voter.meeting(columns, &block.row),
        _ => RowDates::default(),
    };
    preamble::written(layout).for_each(|written| voter.votes.value(&written));
    let mut records = Records::open(input, layout.delimiter)?;
    let mut row = ByteRecord::new();
    let mut met = 0;
    while let Some(place) = records.next(&mut row)? {
        met += 1;
        if met <= layout.skip || place.fault.is_some() {
            continue;
        }
        if most.is_some_and(|most| met > layout.skip + most) {
            break;
        }
        voter.row(columns, &row, block);
        if (met as u64).is_multiple_of(ROWS_A_REPORT) {
            out.progress(0).map_err(ImportError::Sink)?;
        }
    }
    Ok(voter.votes)
}

struct Voter {
    votes: Votes,
    /// The days in the file's name.
    days: Option<(NaiveDate, NaiveDate)>,
}

impl Voter {
    fn row(&mut self, columns: &DateColumns, row: &ByteRecord, block: RowDates) {
        let mut dates = match &columns.meeting {
            Some(meeting) => self.meeting(meeting, row),
            None => block,
        };
        if let Some(stay) = &columns.stay {
            dates.join = self.cell(row, Some(stay.join));
            dates.leave = self.cell(row, Some(stay.leave));
            dates.minutes = cells::number(cell(row, stay.minutes));
            self.named(dates.join);
        }
        for column in &columns.plain {
            if let Some(written) = day_or_moment(cell(row, Some(*column))) {
                self.votes.value(&written);
                if columns.named == Some(*column) {
                    self.named(Some(written));
                }
            }
        }
        self.votes.row(&dates);
    }

    fn meeting(&mut self, columns: &MeetingColumns, row: &ByteRecord) -> RowDates {
        self.cell(row, columns.created);
        let (start, end) = (self.cell(row, columns.start), self.cell(row, columns.end));
        self.named(start);
        RowDates { start, end, ..RowDates::default() }
    }

    fn cell(&mut self, row: &ByteRecord, column: Option<usize>) -> Option<Written> {
        let written = written(cell(row, column))?;
        self.votes.value(&written);
        Some(written)
    }

    fn named(&mut self, written: Option<Written>) {
        if let (Some(written), Some((from, to))) = (written, self.days) {
            self.votes.named(&written, from, to);
        }
    }
}
