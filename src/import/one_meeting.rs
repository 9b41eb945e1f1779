//! The meeting of a file that is of one meeting: from its block, else from the file's name and the options.

use super::cells::{self, Odd};
use super::clock::Clock;
use super::layout::{self, Layout, Shape};
use super::meeting::{MeetingReader, Problem, cell};
use super::{ImportError, Input, Options, file_name};
use crate::model::{Grade, OccurrenceRecord, zone};
use chrono::Timelike;
use csv::ByteRecord;
use std::borrow::Cow;

/// Where it may stand.
#[derive(Clone, Copy)]
pub struct OneMeeting<'f> {
    pub input: &'f dyn Input,
    pub options: &'f Options,
    pub layout: &'f Layout,
}

/// The number and the start that a file without a meeting block takes from its name and the options.
pub fn outside(input: &dyn Input, options: &Options, shape: Shape) -> Option<String> {
    let layout = layout::of(input, shape).ok().filter(|layout| layout.block.is_none())?;
    let given = OneMeeting { input, options, layout: &layout };
    let number = given.number(&mut Vec::new()).ok()?;
    // Stays say themselves when it began.
    let start = options.start.filter(|_| matches!(shape, Shape::Unique));
    Some(format!("{number} {start:?}"))
}

impl<'f> OneMeeting<'f> {
    /// The meeting as block, file name and options give it; its start may be missing.
    ///
    /// # Errors
    /// When nothing gives its number, or a cell of its block cannot be read.
    pub fn read(
        &self,
        grade: Grade,
        clock: &mut Clock,
        odd: &mut Odd,
        notes: &mut Vec<String>,
    ) -> Result<OccurrenceRecord<'f>, ImportError> {
        let Some(block) = &self.layout.block else {
            let number = self.number(notes)?;
            return Ok(OccurrenceRecord { number, ..OccurrenceRecord::of_number("", grade) });
        };
        let mut reader = MeetingReader::new(&block.header);
        let number = match cells::meeting_number(cell(&block.row, reader.columns().number)) {
            Ok(number) => number,
            Err(reason) => {
                let number = self.number(notes)?;
                notes.push(format!("the meeting block gives no number: {reason}"));
                number
            }
        };
        let record = reader
            .read_numbered(number, &block.row, clock, odd)
            .map_err(|problem| self.bad_block(&block.row, &problem))?;
        Ok(OccurrenceRecord { grade, ..record })
    }

    /// The start that `--start` gives, and whether it has minutes only.
    pub fn given_start(&self) -> Option<(i64, bool)> {
        let local = self.options.start?;
        Some((zone::instant(self.options.zone, local).0, local.second() == 0))
    }

    fn bad_block(&self, row: &ByteRecord, problem: &Problem) -> ImportError {
        let header = self.layout.block.as_ref().map(|block| &block.header);
        let title = header.and_then(|header| problem.column.map(|column| header.title(column)));
        let value = crate::model::text::excerpt(&String::from_utf8_lossy(cell(row, problem.column)), 40);
        ImportError::Refused(format!(
            "the meeting above the participants has {} “{value}”: {}",
            title.unwrap_or("a cell"),
            problem.reason
        ))
    }

    /// RULES, *no key*: the number from the file's name, else from `--meeting`.
    fn number(&self, notes: &mut Vec<String>) -> Result<Cow<'f, str>, ImportError> {
        if let Some(number) = file_name::meeting_number(self.input.name()) {
            notes.push(format!("meeting {number}, from the file's name"));
            return Ok(Cow::Borrowed(number));
        }
        let given = self.options.meeting.as_deref().ok_or_else(|| {
            ImportError::Refused(
                "the file does not say which meeting it is of: give its number with --meeting (a name like \
                 participants_81234567890.csv would tell it, too)"
                    .into(),
            )
        })?;
        cells::meeting_number(given.as_bytes())
            .map_err(|reason| ImportError::Refused(format!("--meeting {given}: {reason}")))
    }
}
