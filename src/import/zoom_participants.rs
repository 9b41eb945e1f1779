//! Kind `zoom-participants`: the participants of one meeting, below a meeting block or without one.

use super::cells::Odd;
use super::clock::Clock;
use super::header::StayColumns;
use super::layout::{self, Layout, Shape};
use super::meeting::{Problem, cell};
use super::one_meeting::{self, OneMeeting};
use super::order::{self, DateColumns};
use super::records::Records;
use super::stay::StayReader;
use super::tally::{Seen, Tally};
use super::{ImportError, Importer, Input, Options, Summary, Sure, by_shape, covers, kinds::About};
use crate::model::{Grade, OccurrenceRecord, Sink, zone};
use csv::ByteRecord;

/// The participants of one meeting.
#[derive(Debug)]
pub struct Participants;

const ABOUT: About = About {
    title: "Participants of one meeting",
    source: "One row for each join of each participant of a meeting. Portal: Reports > Usage reports > Active hosts or \
             Meeting, the number in the column Participants, Export; tick “Export with meeting data”, leave “Show \
             unique users” alone. The file is called participants_<meeting ID>.csv.",
    headers: &[
        "User Name,Join time,Leave time,Duration(Minutes),Attentiveness Score",
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,\
         In Waiting Room",
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,\
         In waiting room",
        "Above them, with meeting data: Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
        "Above them, since 2025: Topic,ID,Host,Duration (minutes),Start time,End time,Participants",
    ],
    oddities: &[
        "Name, Join Time and Leave Time are needed; every other column may be missing, and unknown ones are left out.",
        "Without a meeting block the meeting ID comes from the file's name (participants_81234567890.csv), else from \
         --meeting; the start is the earliest join, or --start where there are no rows.",
        "Without a meeting block the occurrence is marked inferred until a meeting list completes it.",
        "Rows with In waiting room Yes are time in the waiting room: shown, never counted as presence.",
        "A name like New (Original) keeps both; (Host) and (Guest) behind a name are marks.",
        "A row that repeats another exactly counts once.",
    ],
    sample: "participants.csv",
};

impl Importer for Participants {
    fn kind(&self) -> &'static str {
        "zoom-participants"
    }

    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        layout::sure(head, Shape::Stays)
    }

    fn guess(&self, head: &[u8]) -> bool {
        layout::guess(head).is_some()
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        one_meeting::outside(input, options, Shape::Stays)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let layout = layout::of(input, Shape::Stays)?;
        let Some(columns) = StayColumns::of(&layout.header) else {
            return Err(ImportError::Refused("the file lacks the column Join Time".into()));
        };
        let dates = DateColumns::of(&layout, None, Some(&columns));
        let order = order::decide(input, &layout, &dates, options, out)?;
        let file = File { input, options, layout: &layout, columns: &columns };
        let mut clock = Clock::new(options.zone, order);
        let mut odd = Odd::default();
        let mut notes = Vec::new();
        if layout.by_shape {
            notes.push(by_shape::note(&layout.header));
        }
        let given = OneMeeting { input, options, layout: &layout };
        let mut meeting = given.read(Grade::Stays, &mut clock, &mut odd, &mut notes)?;
        let host_email = meeting.host_email.as_deref().unwrap_or_default().to_owned();
        let mut tally = Tally::new(out);
        tally.summary.notes = notes;
        if meeting.start.is_none() || meeting.end.is_none() {
            file.complete(&mut meeting, &host_email, order, &mut tally)?;
        }
        let rows = file.rows(&meeting, &host_email, &mut clock, &mut odd, &mut tally);
        rows.map(|()| tally.finish(&clock, &odd))
    }
}

struct File<'f> {
    input: &'f dyn Input,
    options: &'f Options,
    layout: &'f Layout,
    columns: &'f StayColumns,
}

/// Earliest join and latest leave; those of the waiting room stand apart.
#[derive(Default)]
struct Span {
    presence: Option<(i64, i64)>,
    waiting: Option<(i64, i64)>,
    whole_minutes: bool,
    /// Why the first bad row is bad.
    first_problem: Option<(u64, String)>,
}

impl File<'_> {
    /// Start and end from the rows where nothing else gives them, else from `--start`.
    fn complete(
        &self,
        meeting: &mut OccurrenceRecord<'_>,
        host_email: &str,
        order: super::DateOrder,
        tally: &mut Tally<'_>,
    ) -> Result<(), ImportError> {
        let span = self.span(host_email, order, tally)?;
        let known = span.presence.or(span.waiting);
        if let (Some(start), Some((_, latest))) = (meeting.start, known) {
            meeting.end = Some(meeting.end.unwrap_or(latest).max(start));
            return Ok(());
        }
        if let Some((earliest, latest)) = known {
            meeting.start = Some(earliest);
            meeting.end = Some(latest.max(meeting.end.unwrap_or(latest)));
            meeting.whole_minutes = span.whole_minutes;
            meeting.inferred = true;
            return Ok(());
        }
        if meeting.start.is_none() {
            let given = self.options.start.map(|local| zone::instant(self.options.zone, local).0);
            meeting.start = Some(given.ok_or_else(|| no_start(&span))?);
        }
        Ok(())
    }

    fn span(
        &self,
        host_email: &str,
        order: super::DateOrder,
        tally: &mut Tally<'_>,
    ) -> Result<Span, ImportError> {
        let mut span = Span::default();
        let (mut clock, mut odd) = (Clock::new(self.options.zone, order), Odd::default());
        let mut stays = StayReader::new(self.columns.clone());
        self.each(|line, row, fault, _| {
            if line.is_multiple_of(1024) {
                tally.progress(0)?;
            }
            let read = match fault {
                Some(problem) => Err(problem),
                None => stays.read(row, host_email, &mut clock, &mut odd),
            };
            match read {
                Ok(stay) => {
                    let place = if stay.waiting { &mut span.waiting } else { &mut span.presence };
                    if let (Some(join), Some(leave)) = (stay.join, stay.leave) {
                        let (first, last) = place.unwrap_or((join, leave));
                        *place = Some((first.min(join), last.max(leave)));
                    }
                }
                Err(problem) => {
                    span.first_problem.get_or_insert((line, problem.reason));
                }
            }
            Ok(())
        })?;
        span.whole_minutes = stays.whole_minutes;
        Ok(span)
    }

    /// Gives every row to the sink, the meeting before the first good one.
    fn rows(
        &self,
        meeting: &OccurrenceRecord<'_>,
        host_email: &str,
        clock: &mut Clock,
        odd: &mut Odd,
        tally: &mut Tally<'_>,
    ) -> Result<(), ImportError> {
        let mut stays = StayReader::new(self.columns.clone());
        let mut seen = Seen::default();
        let mut pushed = false;
        let bytes = self.each(|line, row, fault, bytes| {
            tally.row(bytes)?;
            if let Some(problem) = fault {
                return tally.reject(line, &self.layout.header, row, &problem);
            }
            if seen.is_repeated(row) {
                tally.summary.repeated += 1;
                return Ok(());
            }
            match stays.read(row, host_email, clock, odd) {
                Ok(stay) => {
                    if !pushed {
                        tally.out.occurrence(line, meeting).map_err(ImportError::Sink)?;
                        pushed = true;
                    }
                    tally.out.stay(line, &stay).map_err(ImportError::Sink)
                }
                Err(problem) => tally.reject(line, &self.layout.header, row, &problem),
            }
        })?;
        if pushed {
            covers::meeting(tally.out, self.layout.line, meeting, self.options.zone)?;
        } else {
            // Nobody's row could be read: what the file says of the meeting is true all the same.
            let facts = OccurrenceRecord { grade: Grade::Facts, ..meeting.clone() };
            tally.out.occurrence(self.layout.line, &facts).map_err(ImportError::Sink)?;
        }
        tally.progress(bytes)
    }

    /// Every data row: its line, its cells, why it is none where it is out of bounds, and the bytes read so far.
    /// Gives the bytes of the file.
    fn each(
        &self,
        mut take: impl FnMut(u64, &ByteRecord, Option<Problem>, u64) -> Result<(), ImportError>,
    ) -> Result<u64, ImportError> {
        let mut records = Records::open(self.input, self.layout.delimiter)?;
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
            let fault = place.fault.map(|(column, reason)| Problem::at(column, reason));
            take(place.line, &row, fault, records.bytes())?;
        }
        Ok(records.bytes())
    }

    /// A second header or meeting block: its rows are of another meeting than the first ones.
    fn is_next_file(&self, row: &ByteRecord) -> bool {
        if self.layout.is_header(row) {
            return true;
        }
        // Cheap first: a date in the column of joins is no title.
        let is_title = |cell: &[u8]| cell.first().is_some_and(u8::is_ascii_alphabetic);
        row.get(0).is_some_and(is_title)
            && row.get(1).is_some_and(is_title)
            && !cell(row, Some(self.columns.join)).first().is_some_and(u8::is_ascii_digit)
            && layout::is_block(&layout::titles(row))
    }
}

fn no_start(span: &Span) -> ImportError {
    let why = match &span.first_problem {
        Some((line, reason)) => format!("no row can be read (line {line}: {reason})"),
        None => "the file has no rows".to_owned(),
    };
    ImportError::Refused(format!("{why}, so that the start is not known: give it with --start"))
}
