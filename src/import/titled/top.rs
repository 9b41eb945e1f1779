//! What stands above the tables of a report: its title, when it was made, and its meeting.

use super::{Tables, is_lone, is_meeting, is_title, vote};
use crate::import::cells::{self, Odd};
use crate::import::clock::{Clock, Slot};
use crate::import::header::Header;
use crate::import::meeting::cell;
use crate::import::zoom_webinar::titles as words;
use crate::import::{ImportError, Input, Options, file_name, titles};
use crate::model::{EventKind, Grade, OccurrenceRecord, zone};
use crate::rules::dates::Votes;
use csv::ByteRecord;
use std::borrow::Cow;

/// Rows that are kept at most.
const ABOVE: usize = 64;

/// What stands above the tables.
#[derive(Debug, Default)]
pub struct Top {
    /// The report's title is there.
    pub titled: bool,
    /// The cell of the report's own time.
    generated: Vec<u8>,
    header: Option<Header>,
    meeting: Option<(u64, ByteRecord)>,
    /// Rows above the first header that are none of these.
    above: Vec<(u64, ByteRecord)>,
}

impl Top {
    /// Takes a row above the first table; whether it is no title of one.
    pub(super) fn take(&mut self, line: u64, row: &ByteRecord, header: Header, tables: &Tables) -> bool {
        let first = header.titles.first().map_or("", String::as_str);
        if self.header.is_some() && self.meeting.is_none() {
            self.meeting = Some((line, row.clone()));
        } else if is_title(&header, tables) {
            self.titled = true;
        } else if words::is(first, words::GENERATED) {
            self.generated = cell(row, Some(1)).to_vec();
        } else if is_meeting(&header) && self.header.is_none() {
            self.header = Some(header);
        } else if is_lone(row) {
            return false;
        } else if self.above.len() < ABOVE {
            self.above.push((line, row.clone()));
        }
        true
    }

    /// Whether a row is the title or the meeting of another report.
    pub(super) fn has(&self, row: &Header, has_table: bool, tables: &Tables) -> bool {
        (is_title(row, tables) && (has_table || self.titled))
            || (is_meeting(row) && (has_table || self.meeting.is_some()))
    }

    /// The line of the meeting above the tables.
    pub fn line(&self) -> u64 {
        self.meeting.as_ref().map_or(1, |(line, _)| *line)
    }

    /// A cell of the meeting, by the titles of its column.
    pub fn cell(&self, names: &[&str]) -> &[u8] {
        match (&self.header, &self.meeting) {
            (Some(header), Some((_, row))) => cell(row, header.find(names)),
            _ => b"",
        }
    }

    /// The meeting's row with its titles.
    pub fn own(&self) -> Option<(&Header, u64, &ByteRecord)> {
        let (line, row) = self.meeting.as_ref()?;
        Some((self.header.as_ref()?, *line, row))
    }

    /// Rows that are neither the meeting's nor a title, with their lines.
    pub fn others(&self) -> &[(u64, ByteRecord)] {
        &self.above
    }

    fn number_cell(&self) -> &[u8] {
        let said = [titles::WEBINAR_ID.names, titles::NUMBER.names].map(|names| self.cell(names));
        let said = said.into_iter().find(|cell| !cells::is_none(cell));
        said.or_else(|| Some(cell(self.untitled()?, Some(1)))).unwrap_or_default()
    }

    /// Topic, number, time and minutes under titles that are not known.
    fn untitled(&self) -> Option<&ByteRecord> {
        self.above.iter().map(|(_, row)| row).find(|row| {
            let digits = cells::meeting_number(cell(row, Some(1))).ok();
            digits.is_some_and(|number| (9..=12).contains(&number.len()))
        })
    }

    /// The cell of when it was held or is to be.
    pub fn start_cell(&self) -> &[u8] {
        const NAMES: [&[&str]; 3] =
            [titles::ACTUAL_START.names, titles::START.names, &["scheduledtime", "scheduledstarttime"]];
        let said = NAMES.map(|names| self.cell(names));
        let said = said.into_iter().find(|cell| !cells::is_none(cell));
        said.or_else(|| Some(cell(self.untitled()?, Some(2)))).unwrap_or_default()
    }

    pub fn topic(&self) -> Option<String> {
        let said = match self.untitled() {
            Some(row) if self.meeting.is_none() => cell(row, Some(0)),
            _ => self.cell(titles::TOPIC.names),
        };
        Some(cells::decoded(said, &mut Odd::default()).into_owned()).filter(|topic| !topic.is_empty())
    }

    pub fn minutes(&self) -> Option<i64> {
        let said = [titles::ACTUAL_MINUTES.names, titles::MINUTES.names].map(|names| self.cell(names));
        let said = said.into_iter().find(|cell| !cells::is_none(cell));
        cells::minutes(said.or_else(|| Some(cell(self.untitled()?, Some(3)))).unwrap_or_default(), None)
    }

    /// A webinar by its title, else by the file's name.
    pub fn kind(&self, name: &str) -> EventKind {
        let says = |header: &Header| header.has(titles::WEBINAR_ID.names);
        let named = self.header.is_none() && name.to_ascii_lowercase().contains("webinar");
        if self.header.as_ref().is_some_and(says) || named { EventKind::Webinar } else { EventKind::Meeting }
    }

    /// Whether the report names its meeting.
    pub fn says_number(&self) -> bool {
        cells::meeting_number(self.number_cell()).is_ok()
    }

    /// The meeting number: as the report says, else the file's name, else `--meeting`.
    ///
    /// # Errors
    /// [`ImportError::Refused`] where nothing gives it.
    pub fn number(
        &self,
        input: &dyn Input,
        options: &Options,
        notes: &mut Vec<String>,
    ) -> Result<String, ImportError> {
        let said = self.number_cell();
        let reason = match cells::meeting_number(if cells::is_none(said) { b"" } else { said }) {
            Ok(number) => return Ok(number.into_owned()),
            Err(reason) => reason,
        };
        if let Some(number) = file_name::report_number(input.name()) {
            notes.push(format!("meeting {number}, from the file's name"));
            return Ok(number.to_owned());
        }
        let given = options.meeting.as_deref().ok_or_else(|| {
            ImportError::Refused(format!(
                "the report does not say which meeting or webinar it is of ({reason}): give its number with --meeting \
                 (a name like poll_81234567890.csv would tell it, too)"
            ))
        })?;
        let number = cells::meeting_number(given.as_bytes())
            .map_err(|reason| ImportError::Refused(format!("--meeting {given}: {reason}")))?;
        Ok(number.into_owned())
    }

    /// When it was held or is to be, as the report says; whether to the minute alone.
    ///
    /// # Errors
    /// [`ImportError::Refused`] where the cell is no date.
    pub fn start(&self, clock: &mut Clock) -> Result<Option<(i64, bool)>, ImportError> {
        let said = self.start_cell();
        let read = clock.read(&mut Slot::default(), &words::english_date(cells::bare(said)));
        let read = read.map_err(|reason| {
            let shown = crate::model::text::excerpt(&String::from_utf8_lossy(said), 40);
            ImportError::Refused(format!("the meeting above the rows has the time “{shown}”: {reason}"))
        })?;
        Ok(read.map(|moment| (moment.at, moment.whole_minutes)))
    }

    /// The meeting, of facts alone. Without a start of its own it is `--start`'s, else that of `first`, which its rows tell.
    ///
    /// # Errors
    /// [`ImportError::Refused`] where nothing tells its number or its start.
    pub fn occurrence(
        &self,
        input: &dyn Input,
        options: &Options,
        clock: &mut Clock,
        first: Option<i64>,
        notes: &mut Vec<String>,
    ) -> Result<OccurrenceRecord<'static>, ImportError> {
        let said = self.start(clock)?;
        self.occurrence_at(input, options, (said, first), notes)
    }

    /// As [`Top::occurrence`], of a start that is read already.
    ///
    /// # Errors
    /// As [`Top::occurrence`].
    pub fn occurrence_at(
        &self,
        input: &dyn Input,
        options: &Options,
        (said, first): (Option<(i64, bool)>, Option<i64>),
        notes: &mut Vec<String>,
    ) -> Result<OccurrenceRecord<'static>, ImportError> {
        let number = self.number(input, options, notes)?;
        let local = options.start.map(|local| zone::instant(options.zone, local).0);
        let given = said.map(|(at, _)| at).or(local);
        let start = given.or(first).ok_or_else(|| {
            ImportError::Refused(
                "the report does not say when the meeting was: give its start with --start".into(),
            )
        })?;
        if given.is_none() {
            notes.push("the report does not say when the meeting was: its rows tell".into());
        }
        Ok(OccurrenceRecord {
            number: Cow::Owned(number),
            kind: self.kind(input.name()),
            start: Some(start),
            inferred: given.is_none(),
            whole_minutes: said.is_some_and(|(_, whole)| whole),
            topic: self.topic().map(Cow::Owned),
            minutes: self.minutes(),
            ..OccurrenceRecord::of_number("", Grade::Facts)
        })
    }

    /// When the report was made, as it says; a cell that is no time is noted.
    pub fn generated(&self, clock: &mut Clock, notes: &mut Vec<String>) -> Option<i64> {
        let cell = cells::bare(&self.generated);
        match clock.read(&mut Slot::default(), &words::english_date(cell)) {
            Ok(moment) => moment.map(|moment| moment.at),
            Err(reason) => {
                let shown = crate::model::text::excerpt(&String::from_utf8_lossy(cell), 40);
                notes.push(format!("the report was generated “{shown}”: {reason}"));
                None
            }
        }
    }

    /// Dates above the rows, for the vote on day and month.
    pub fn vote(&self, votes: &mut Votes) {
        for cell in [self.start_cell(), &self.generated] {
            vote(votes, cell, None);
        }
    }
}
