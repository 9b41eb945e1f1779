//! Rows of lists that are kept as they came: telephone use, calls, invoices, registrants.
//!
//! A list is a table of its own, declared in [`ALL`] and made by a migration. The store keeps beside its columns which
//! import brought a row and when it was observed, and shows of the rows of one key the best.

mod phone;

pub use phone::{PHONE_CALL, PHONE_CHARGE, PHONE_QUEUE, PHONE_USER, QUEUE_FIGURE};

use super::Cell;

/// A table of rows that are kept as they came.
#[derive(Debug)]
pub struct RowTable {
    /// As the database calls it.
    pub name: &'static str,
    /// An instant among the columns whose day (in the account's zone) the table has as `day`.
    pub day_of: Option<&'static str>,
    /// Its own columns, in the order of [`RowRecord::values`].
    pub columns: &'static [&'static str],
    /// Whether its rows count as the file's; rows below another's (the files of a recording) do not.
    pub counts: bool,
}

/// Worth of the sources of one row; higher wins, then the latest observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// A portal's export.
    Export = 1,
    /// An answer of the API, which has more fields.
    Answer = 2,
    /// An answer of a newer kind, which has more fields than the older one on the same thing.
    Fuller = 3,
}

/// A row as one source gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct RowRecord {
    pub table: &'static RowTable,
    /// Rows of the same key are words on one thing, whatever import they come from.
    pub key: String,
    pub worth: Worth,
    /// A value for each of the table's columns.
    pub values: Vec<Cell>,
}

impl PartialEq for RowTable {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Every table of rows.
pub const ALL: &[&RowTable] = &[
    &TELEPHONE_USE,
    &REGISTRANT,
    &TRACKING_SOURCE,
    &FORM_QUESTION,
    &PANELIST,
    &CAPTION_USE,
    &STORAGE_DAY,
    &RECORDING,
    &RECORDING_FILE,
    &REMOTE_SUPPORT,
    &INVOICE,
    &INVOICE_LINE,
    &DEPARTMENT_CHARGE,
    &EVENT_LICENCE,
    &HELD_EVENT,
    &EVENT_ATTENDANCE,
    &MEETING_ACTIVITY,
    &PHONE_CALL,
    &PHONE_CHARGE,
    &PHONE_USER,
    &PHONE_QUEUE,
    &QUEUE_FIGURE,
];

/// Dial-ins and call-outs.
pub const TELEPHONE_USE: RowTable = RowTable {
    name: "telephone_use",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "end_at",
        "minutes",
        "number",
        "uuid",
        "topic",
        "host_id",
        "host_name",
        "host_email",
        "department",
        "name",
        "email",
        "caller_number",
        "called_number",
        "country",
        "type",
        "rate",
        "charge",
        "currency",
    ],
    counts: true,
};

/// Registrations for an event.
pub const REGISTRANT: RowTable = RowTable {
    name: "registrant",
    day_of: Some("registered_at"),
    columns: &[
        "kind",
        "number",
        "uuid",
        "topic",
        "scheduled_at",
        "minutes",
        "registrant_id",
        "first_name",
        "last_name",
        "email",
        "email_folded",
        "registered_at",
        "status",
        "absent",
        "source",
        "join_link",
        "country",
        "city",
        "organisation",
        "job_title",
        "phone",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "utm_content",
        "fields",
    ],
    counts: true,
};

/// Captions and translation.
pub const CAPTION_USE: RowTable = RowTable {
    name: "caption_use",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "number",
        "uuid",
        "topic",
        "host_id",
        "host_name",
        "host_email",
        "department",
        "feature",
        "from_language",
        "to_language",
        "minutes",
    ],
    counts: true,
};

/// Ways by which people come to a registration form.
pub const TRACKING_SOURCE: RowTable = RowTable {
    name: "tracking_source",
    day_of: None,
    columns: &["number", "name", "visitors", "registrations"],
    counts: true,
};

/// Questions of a registration form.
pub const FORM_QUESTION: RowTable = RowTable {
    name: "form_question",
    day_of: None,
    columns: &["number", "place", "title", "own", "required"],
    counts: true,
};

/// People invited to speak in a webinar.
pub const PANELIST: RowTable = RowTable {
    name: "panelist",
    day_of: None,
    columns: &["number", "name", "email", "email_folded"],
    counts: true,
};

/// Cloud recordings.
pub const STORAGE_DAY: RowTable = RowTable {
    name: "storage_day",
    day_of: None,
    columns: &["day", "stored", "plan", "free", "unlimited"],
    counts: true,
};

/// Recordings of an occurrence together.
pub const RECORDING: RowTable = RowTable {
    name: "recording",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "number",
        "uuid",
        "topic",
        "host_id",
        "host_name",
        "host_email",
        "minutes",
        "files",
        "size",
        "views",
        "downloads",
        "last_access_at",
        "delete_day",
    ],
    counts: true,
};

/// The files of a recording.
pub const RECORDING_FILE: RowTable = RowTable {
    name: "recording_file",
    day_of: Some("start_at"),
    columns: &[
        "recording",
        "start_at",
        "end_at",
        "file_id",
        "type",
        "extension",
        "content_type",
        "size",
        "status",
        "deleted_at",
    ],
    counts: false,
};

/// Remote support sessions.
pub const REMOTE_SUPPORT: RowTable = RowTable {
    name: "remote_support",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "end_at",
        "requested_at",
        "waited_seconds",
        "seconds",
        "meeting_start_at",
        "number",
        "uuid",
        "topic",
        "host_id",
        "supporter",
        "supporter_email",
        "supported",
        "supported_email",
    ],
    counts: true,
};

/// Invoices, and billing reports of a period.
pub const INVOICE: RowTable = RowTable {
    name: "invoice",
    day_of: None,
    columns: &[
        "day",
        "to_day",
        "due_day",
        "report_id",
        "number",
        "status",
        "amount",
        "tax",
        "total",
        "currency",
    ],
    counts: true,
};

/// What an invoice charges for.
pub const INVOICE_LINE: RowTable = RowTable {
    name: "invoice_line",
    day_of: None,
    columns: &[
        "day",
        "to_day",
        "report_id",
        "number",
        "charge",
        "quantity",
        "amount",
        "tax",
        "total",
        "currency",
    ],
    counts: true,
};

/// What departments are charged for a service in a period.
pub const DEPARTMENT_CHARGE: RowTable = RowTable {
    name: "department_charge",
    day_of: None,
    columns: &["day", "to_day", "number", "department", "service", "users", "amount", "currency"],
    counts: true,
};

/// Licences of the events plans in a period.
pub const EVENT_LICENCE: RowTable = RowTable {
    name: "event_licence",
    day_of: None,
    columns: &["day", "to_day", "plan", "licences", "used"],
    counts: true,
};

/// Events of the events plans, a row an event.
pub const HELD_EVENT: RowTable = RowTable {
    name: "held_event",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "end_at",
        "event",
        "name",
        "kind",
        "status",
        "hub",
        "organiser",
        "organiser_email",
        "attendees",
        "charged",
        "licences",
    ],
    counts: true,
};

/// Who came to such an event.
pub const EVENT_ATTENDANCE: RowTable = RowTable {
    name: "event_attendance",
    day_of: None,
    columns: &["event", "name", "email", "email_folded", "joined_at", "seconds"],
    counts: true,
};

/// What was done in meetings.
pub const MEETING_ACTIVITY: RowTable = RowTable {
    name: "meeting_activity",
    day_of: Some("at"),
    columns: &["at", "milli", "number", "operator", "operator_email", "category", "detail"],
    counts: true,
};
