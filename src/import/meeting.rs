//! The meeting's cells of a row, or of a meeting block, as an occurrence.

use super::cells::{self, Odd};
use super::clock::{Clock, Slot, not_before};
use super::header::{Header, MeetingColumns};
use super::words;
use crate::model::{EventKind, Grade, OccurrenceRecord};
use csv::ByteRecord;
use std::borrow::Cow;

/// Why a row cannot be read: the column, where it is one, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub column: Option<usize>,
    pub reason: String,
}

impl Problem {
    pub fn at(column: Option<usize>, reason: impl Into<String>) -> Self {
        Self { column, reason: reason.into() }
    }
}

/// Reads meetings under one header.
#[derive(Debug)]
pub struct MeetingReader {
    columns: MeetingColumns,
    used: Vec<usize>,
    start: Slot,
    end: Slot,
    created: Slot,
}

/// The cell of a column that may not be there.
pub fn cell(row: &ByteRecord, column: Option<usize>) -> &[u8] {
    column.and_then(|column| row.get(column)).unwrap_or_default()
}

impl MeetingReader {
    pub fn new(header: &Header) -> Self {
        let columns = MeetingColumns::of(header);
        let used = columns.used();
        Self { columns, used, start: Slot::default(), end: Slot::default(), created: Slot::default() }
    }

    pub fn columns(&self) -> &MeetingColumns {
        &self.columns
    }

    /// Whether two rows say the same of their meeting.
    pub fn is_same(&self, one: &ByteRecord, other: &ByteRecord) -> bool {
        self.used.iter().all(|column| one.get(*column) == other.get(*column))
    }

    /// The host's e-mail as it is written; empty where it is not.
    pub fn host_email<'r>(&self, row: &'r ByteRecord, odd: &mut Odd) -> Cow<'r, str> {
        match cells::email(cell(row, self.columns.host_email), odd) {
            Some(email) => email,
            None => self.host(row, odd).1.unwrap_or_default(),
        }
    }

    /// The occurrence with its number.
    ///
    /// # Errors
    /// When number or start cannot be read, or the end lies before the start.
    pub fn read<'r>(
        &mut self,
        row: &'r ByteRecord,
        clock: &mut Clock,
        odd: &mut Odd,
    ) -> Result<OccurrenceRecord<'r>, Problem> {
        let column = self.columns.number;
        let number =
            cells::meeting_number(cell(row, column)).map_err(|reason| Problem::at(column, reason))?;
        let record = self.read_numbered(number, row, clock, odd)?;
        if record.start.is_none() {
            return Err(Problem::at(self.columns.start, "the start of the meeting is missing"));
        }
        Ok(record)
    }

    /// The occurrence under a number found elsewhere; its start may be missing.
    ///
    /// # Errors
    /// When its start or end is there but cannot be read.
    pub fn read_numbered<'r>(
        &mut self,
        number: Cow<'r, str>,
        row: &'r ByteRecord,
        clock: &mut Clock,
        odd: &mut Odd,
    ) -> Result<OccurrenceRecord<'r>, Problem> {
        let columns = &self.columns;
        let start = clock
            .read(&mut self.start, cell(row, columns.start))
            .map_err(|reason| Problem::at(columns.start, reason))?;
        let end = clock
            .read(&mut self.end, cell(row, columns.end))
            .map_err(|reason| Problem::at(columns.end, reason))?;
        let end = match (start, end) {
            (Some(start), Some(end)) => Some(
                not_before(start.at, end, "the end lies before the start")
                    .map_err(|reason| Problem::at(columns.end, reason))?,
            ),
            (_, end) => end.map(|end| end.at),
        };
        // When it was scheduled is no reason to lose the meeting.
        let created = clock.read(&mut self.created, cell(row, columns.created)).ok().flatten();
        let columns = &self.columns;
        let (host_name, host_email) = self.host(row, odd);
        let length = start.zip(end).map(|(start, end)| end - start.at);
        Ok(OccurrenceRecord {
            number,
            uuid: None,
            kind: kind(cell(row, columns.kind)),
            grade: Grade::Facts,
            start: start.map(|start| start.at),
            end,
            whole_minutes: start.is_some_and(|start| start.whole_minutes),
            inferred: false,
            open: false,
            topic: Some(cells::decoded(cell(row, columns.topic), odd)).filter(|topic| !topic.is_empty()),
            host_name,
            host_email,
            host_id: None,
            department: cells::some_text(cell(row, columns.department), odd),
            group: cells::some_text(cell(row, columns.group), odd),
            created: created.map(|created| created.at),
            client_source: cells::some_text(cell(row, columns.client_source), odd),
            minutes: cells::minutes(cell(row, columns.minutes), length),
            portal_joins: cells::number(cell(row, columns.joins)),
            portal_minutes: cells::number(cell(row, columns.participant_minutes)),
        })
    }

    /// The host; a block without a column for the e-mail writes `Name (e-mail)`.
    fn host<'r>(&self, row: &'r ByteRecord, odd: &mut Odd) -> (Option<Cow<'r, str>>, Option<Cow<'r, str>>) {
        let shown =
            Some(cells::decoded(cell(row, self.columns.host_name), odd)).filter(|name| !name.is_empty());
        if self.columns.host_email.is_some() {
            return (shown, cells::email(cell(row, self.columns.host_email), odd));
        }
        let Some(shown) = shown else { return (None, None) };
        let name = cells::name(shown.clone());
        match name.original {
            Some(email) if email.contains('@') => (Some(name.shown), Some(email)),
            _ => (Some(shown), None),
        }
    }
}

/// Meeting, unless the cell says webinar.
pub fn kind(cell: &[u8]) -> EventKind {
    let is_webinar = words::begins(&String::from_utf8_lossy(cells::bare(cell)), words::WEBINAR);
    if is_webinar { EventKind::Webinar } else { EventKind::Meeting }
}
