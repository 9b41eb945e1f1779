//! Kinds of the events plans: `zoom-event-licences`, `zoom-events`, `zoom-event-attendance` (FORMATS-zoom-2 §5: event data
//! of the API; of exports no exact header is known, and the licences stand in no answer).

mod attendance;
mod held;
mod licences;

pub use attendance::ATTENDANCE;
pub use held::HELD;
pub use licences::LICENCES;

use super::super::titles::{Column, column};

static EVENT: Column = column("event_id", "Event ID", &["eventid"]);
