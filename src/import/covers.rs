//! What a file speaks for: kind, scope and days (RULES, *coverage*).

use super::ImportError;
use crate::model::day::DayRange;
use crate::model::{CoverageRecord, Covered, Fact, OccurrenceRecord, Scope, Sink, zone};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::borrow::Cow;

/// Says that the file speaks for these days.
///
/// # Errors
/// When the sink fails.
pub fn push(
    out: &mut dyn Sink,
    line: u64,
    of: Covered,
    scope: Scope<'_>,
    days: DayRange,
) -> Result<(), ImportError> {
    out.fact(line, &Fact::Covers(CoverageRecord { of, scope, days })).map_err(ImportError::Sink)
}

/// The participants of one meeting, on its days.
///
/// # Errors
/// When the sink fails.
pub fn meeting(
    out: &mut dyn Sink,
    line: u64,
    meeting: &OccurrenceRecord<'_>,
    zone: Tz,
) -> Result<(), ImportError> {
    let mut met = Days::default();
    [meeting.start, meeting.end].into_iter().flatten().for_each(|at| met.instant(zone, at));
    let Some(days) = met.range() else { return Ok(()) };
    push(out, line, Covered::Participants, Scope::Occurrence(Cow::Borrowed(&meeting.number)), days)
}

/// The first and the last day met.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days(Option<DayRange>);

impl Days {
    pub fn day(&mut self, day: NaiveDate) {
        self.0 = Some(match self.0 {
            Some(met) => DayRange { from: met.from.min(day), to: met.to.max(day) },
            None => DayRange::day(day),
        });
    }

    /// The local day of an instant.
    pub fn instant(&mut self, zone: Tz, at: i64) {
        if let Some(day) = zone::local_day(zone, at) {
            self.day(day);
        }
    }

    pub fn range(self) -> Option<DayRange> {
        self.0
    }
}
