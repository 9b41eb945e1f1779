//! Values: cells, units, days, zones, intervals, text. No clock, no database, no terminal.

pub mod ascii;
mod cell;
pub mod day;
pub mod fact;
pub mod format;
pub mod interval;
pub mod money;
pub mod part;
pub mod record;
pub mod row;
pub mod text;
pub mod unit;
pub mod zone;

pub use cell::Cell;
pub use day::DayRange;
pub use fact::{
    CoverageRecord, Covered, Fact, GroupRecord, Measure, PlannedRecord, RegistrantRecord, Scope, TotalRecord,
    UserRecord,
};
pub use interval::Interval;
pub use part::{AnswerRecord, Figure, Part, QuestionRecord};
pub use record::{EventKind, Grade, OccurrenceRecord, Rejected, Role, Sink, StayRecord};
pub use row::{RowRecord, RowTable};
pub use unit::{Align, STRIP, Unit};
