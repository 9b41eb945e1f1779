//! Kind `zoom-unique-participants`: the participants of one meeting with their total minutes, without joins.

use super::cells::{self, Odd};
use super::clock::Clock;
use super::header::{Header, UniqueColumns};
use super::layout::{self, Layout, Shape};
use super::meeting::{Problem, cell};
use super::one_meeting::{self, OneMeeting};
use super::order::{self, DateColumns};
use super::records::Records;
use super::tally::{Seen, Tally};
use super::{ImportError, Importer, Input, Options, Summary, Sure, covers, kinds::About};
use crate::model::{Grade, OccurrenceRecord, Sink, StayRecord};
use csv::ByteRecord;

/// Participants of one meeting with total durations alone.
#[derive(Debug)]
pub struct Unique;

const ABOUT: About = About {
    title: "Participants of one meeting, unique users",
    source: "One row for each participant of a meeting with their total minutes. Portal: as the participants of one \
             meeting, with “Show unique users” ticked. Joins and leaves say more: import them where you can.",
    headers: &[
        "Name (Original Name),Total Duration (Minutes)",
        "Name (Original Name),User Email,Total Duration (Minutes),Guest",
        "Name (original name),Email,Total duration (minutes),Guest",
        "Above them, with meeting data: as above the participants of one meeting",
    ],
    oddities: &[
        "Name and Total Duration (Minutes) are needed (Total Durection(Minutes) has been met).",
        "Without a meeting block the meeting ID comes from the file's name (participants_81234567890.csv), else from \
         --meeting, and the start from --start: without them the file is refused.",
        "A person under two names has two rows, as in the file.",
        "The total is the sum of the person's stays and may be longer than the meeting; once the joins are imported, \
         they are shown instead.",
        "A row that repeats another exactly counts once.",
    ],
    sample: "participants-unique.csv",
};

impl Importer for Unique {
    fn kind(&self) -> &'static str {
        "zoom-unique-participants"
    }

    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        layout::sure(head, Shape::Unique)
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        one_meeting::outside(input, options, Shape::Unique)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let layout = layout::of(input, Shape::Unique)?;
        let Some(columns) = UniqueColumns::of(&layout.header) else {
            return Err(ImportError::Refused("the file lacks the column Total Duration (Minutes)".into()));
        };
        let order = order::decide(input, &layout, &DateColumns::of(&layout, None, None), options, out)?;
        let (mut clock, mut odd, mut notes) = (Clock::new(options.zone, order), Odd::default(), Vec::new());
        let meeting =
            meeting(OneMeeting { input, options, layout: &layout }, &mut clock, &mut odd, &mut notes)?;
        let mut tally = Tally::new(out);
        tally.summary.notes = notes;
        let mut file = File { layout: &layout, columns, meeting, pushed: false, seen: Seen::default(), odd };
        file.rows(input, &mut tally)?;
        file.end(&mut tally, options)?;
        Ok(tally.finish(&clock, &file.odd))
    }
}

/// The meeting, with its start from `--start` where no block gives it.
fn meeting<'f>(
    given: OneMeeting<'f>,
    clock: &mut Clock,
    odd: &mut Odd,
    notes: &mut Vec<String>,
) -> Result<OccurrenceRecord<'f>, ImportError> {
    let mut meeting = match given.read(Grade::UniqueTotals, clock, odd, notes) {
        Err(ImportError::Refused(why)) if given.layout.block.is_none() && given.options.start.is_none() => {
            return Err(ImportError::Refused(format!("{why}; give its start, too, with --start")));
        }
        read => read?,
    };
    if meeting.start.is_none() {
        let (start, whole_minutes) = given.given_start().ok_or_else(|| {
            ImportError::Refused(
                "the file has total minutes alone and does not say when its meeting began: give the start with \
                 --start (or export it with “Export with meeting data”)"
                    .into(),
            )
        })?;
        meeting.start = Some(start);
        meeting.whole_minutes = whole_minutes;
        meeting.end = meeting.end.filter(|end| *end >= start);
    }
    Ok(meeting)
}

struct File<'f> {
    layout: &'f Layout,
    columns: UniqueColumns,
    meeting: OccurrenceRecord<'f>,
    pushed: bool,
    seen: Seen,
    odd: Odd,
}

impl File<'_> {
    fn rows(&mut self, input: &dyn Input, tally: &mut Tally<'_>) -> Result<(), ImportError> {
        let mut records = Records::open(input, self.layout.delimiter)?;
        let mut row = ByteRecord::new();
        let mut met = 0;
        while let Some(place) = records.next(&mut row)? {
            met += 1;
            if met <= self.layout.skip {
                continue;
            }
            if self.is_next_file(&row) {
                return Err(layout::several(place.line));
            }
            tally.row(records.bytes())?;
            match place.fault {
                Some((column, reason)) => {
                    tally.reject(place.line, self.header(), &row, &Problem::at(column, reason))?;
                }
                None => self.row(place.line, &row, tally)?,
            }
        }
        tally.progress(records.bytes())
    }

    fn row(&mut self, line: u64, row: &ByteRecord, tally: &mut Tally<'_>) -> Result<(), ImportError> {
        if self.seen.is_repeated(row) {
            tally.summary.repeated += 1;
            return Ok(());
        }
        let host = self.meeting.host_email.as_deref().unwrap_or_default();
        match self.columns.read(row, host, &mut self.odd) {
            Ok(total) => {
                if !self.pushed {
                    tally.out.occurrence(line, &self.meeting).map_err(ImportError::Sink)?;
                    self.pushed = true;
                }
                tally.out.stay(line, &total).map_err(ImportError::Sink)
            }
            Err(problem) => tally.reject(line, self.header(), row, &problem),
        }
    }

    fn end(&self, tally: &mut Tally<'_>, options: &Options) -> Result<(), ImportError> {
        if self.pushed {
            return covers::meeting(tally.out, self.layout.line, &self.meeting, options.zone);
        }
        // Nobody's row could be read: what the file says of the meeting is true all the same.
        let facts = OccurrenceRecord { grade: Grade::Facts, ..self.meeting.clone() };
        tally.out.occurrence(self.layout.line, &facts).map_err(ImportError::Sink)
    }

    fn header(&self) -> &Header {
        &self.layout.header
    }

    /// A second header or meeting block: its rows are of another meeting than the first ones.
    fn is_next_file(&self, row: &ByteRecord) -> bool {
        let total = cell(row, Some(self.columns.total));
        self.layout.is_header(row)
            || (cells::number(total).is_none() && layout::is_block(&layout::titles(row)))
    }
}

impl UniqueColumns {
    /// A participant with their total; `host_email` marks the host, where it is not empty.
    fn read<'r>(
        &self,
        row: &'r ByteRecord,
        host_email: &str,
        odd: &mut Odd,
    ) -> Result<StayRecord<'r>, Problem> {
        let email = cells::email(cell(row, self.email), odd);
        let name = cells::name(cells::decoded(cell(row, Some(self.name)), odd));
        if name.shown.is_empty() && email.is_none() {
            return Err(Problem::at(Some(self.name), "the row names nobody"));
        }
        let total = cell(row, Some(self.total));
        let minutes = cells::minutes(total, None).ok_or_else(|| {
            let reason = match cells::number(total) {
                Some(_) => "this is over a week: nothing lasts so long",
                None if cells::is_none(total) => "the total duration is missing",
                None => "this is no whole number of minutes",
            };
            Problem::at(Some(self.total), reason)
        })?;
        let marked = if name.guest { Some(true) } else { None };
        let is_host = !host_email.is_empty()
            && email.as_ref().is_some_and(|email| cells::same_email(email, host_email));
        Ok(StayRecord {
            guest: cells::flag(cell(row, self.guest), odd).or(marked),
            host: name.host || is_host,
            name: name.shown,
            original_name: name.original,
            email,
            minutes: Some(minutes),
            ..StayRecord::default()
        })
    }
}
