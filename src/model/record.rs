//! What importers push and the store takes: occurrences and stays as a source gives them, read and cleaned.
//!
//! An importer calls [`Sink::occurrence`] and then [`Sink::stay`] for each of its rows; it may come back to an
//! occurrence later in the same file. What is neither goes to [`Sink::fact`]. Instants are epoch seconds in UTC; texts are clean and trimmed.

use super::fact::Fact;
use std::borrow::Cow;

/// Meeting or webinar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EventKind {
    #[default]
    Meeting,
    Webinar,
}

impl EventKind {
    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::Meeting => "meeting",
            EventKind::Webinar => "webinar",
        }
    }
}

/// What a person is in a webinar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Host,
    Panelist,
    Attendee,
    /// Dial-in and other people whom the report could not place.
    Other,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Host, Role::Panelist, Role::Attendee, Role::Other];

    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            Role::Host => "host",
            Role::Panelist => "panelist",
            Role::Attendee => "attendee",
            Role::Other => "other",
        }
    }
}

/// How much a source of an occurrence is worth (RULES, *sources of one occurrence*); higher wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Facts of the occurrence without its people.
    Facts = 0,
    /// One duration a person, without times.
    UniqueTotals = 1,
    Webhooks = 2,
    /// CSV with joins and leaves.
    Stays = 3,
    ReportJson = 4,
}

/// An occurrence as one source gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct OccurrenceRecord<'a> {
    /// The meeting number: digits alone. Empty where the source names the occurrence by its UUID alone.
    pub number: Cow<'a, str>,
    pub uuid: Option<Cow<'a, str>>,
    pub kind: EventKind,
    pub grade: Grade,
    /// `None` only together with `inferred`, before any stay has told it.
    pub start: Option<i64>,
    pub end: Option<i64>,
    /// The file has minutes only: an occurrence matches that starts in the same minute, not just within 60 s.
    pub whole_minutes: bool,
    /// The file has no meeting block: start and end are the earliest join and the latest leave.
    pub inferred: bool,
    /// The source has not seen its end: provisional until one says it.
    pub open: bool,
    pub topic: Option<Cow<'a, str>>,
    pub host_name: Option<Cow<'a, str>>,
    pub host_email: Option<Cow<'a, str>>,
    /// The provider's id of the host.
    pub host_id: Option<Cow<'a, str>>,
    pub department: Option<Cow<'a, str>>,
    pub group: Option<Cow<'a, str>>,
    /// When it was scheduled.
    pub created: Option<i64>,
    /// The client that held it.
    pub client_source: Option<Cow<'a, str>>,
    /// Length in whole minutes, rounded up.
    pub minutes: Option<i64>,
    /// What the portal calls participants: connections.
    pub portal_joins: Option<i64>,
    /// The portal's participant minutes.
    pub portal_minutes: Option<i64>,
}

impl OccurrenceRecord<'_> {
    /// An occurrence of which only the number is known.
    pub fn of_number(number: &str, grade: Grade) -> OccurrenceRecord<'_> {
        OccurrenceRecord {
            number: Cow::Borrowed(number),
            uuid: None,
            kind: EventKind::Meeting,
            grade,
            start: None,
            end: None,
            whole_minutes: false,
            inferred: false,
            open: false,
            topic: None,
            host_name: None,
            host_email: None,
            host_id: None,
            department: None,
            group: None,
            created: None,
            client_source: None,
            minutes: None,
            portal_joins: None,
            portal_minutes: None,
        }
    }
}

/// One connection of one participant, as one source gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StayRecord<'a> {
    /// The name shown, without ` (Host)`, ` (Guest)` and the bracketed original.
    pub name: Cow<'a, str>,
    /// The name before a rename: `New (Original)`.
    pub original_name: Option<Cow<'a, str>>,
    /// `None` for guests and for the placeholders of RULES, *People*.
    pub email: Option<Cow<'a, str>>,
    /// The provider's account-wide id of a known user.
    pub user_id: Option<Cow<'a, str>>,
    /// `None` beside a leave: from the start of the occurrence on.
    pub join: Option<i64>,
    /// `None` beside a join: up to the end of the occurrence.
    pub leave: Option<i64>,
    /// Whole minutes, as the source says; all there is of unique totals.
    pub minutes: Option<i64>,
    /// External, as the source says; `None` where it does not say.
    pub guest: Option<bool>,
    pub host: bool,
    /// What they were in a webinar, where the source says.
    pub role: Option<Role>,
    /// The provider's number of the connection within the occurrence.
    pub connection: Option<Cow<'a, str>>,
    /// Time in the waiting room: never presence.
    pub waiting: bool,
    pub disclaimer: Option<Cow<'a, str>>,
    pub device: Option<Cow<'a, str>>,
    pub client: Option<Cow<'a, str>>,
    pub ip: Option<Cow<'a, str>>,
    pub country: Option<Cow<'a, str>>,
    pub city: Option<Cow<'a, str>>,
    pub network: Option<Cow<'a, str>>,
    pub data_centre: Option<Cow<'a, str>>,
    pub leave_reason: Option<Cow<'a, str>>,
}

/// A row that could not be read; the rest of its file goes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the file, from 1.
    pub line: u64,
    /// Title of the column, or empty when it is the whole row.
    pub column: String,
    /// Clean and cut to [`Rejected::VALUE_CHARS`].
    pub value: String,
    /// A plain sentence without a full stop.
    pub reason: String,
}

impl Rejected {
    pub const VALUE_CHARS: usize = 60;

    pub fn new(line: u64, column: &str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            line,
            column: super::text::excerpt(column, Self::VALUE_CHARS),
            value: super::text::excerpt(value, Self::VALUE_CHARS),
            reason: reason.into(),
        }
    }
}

/// Where an importer's records go. The store batches, finds what is known already, and commits all or nothing.
pub trait Sink {
    /// The occurrence that the following stays belong to. A row without stays (a meeting list) is one of these alone.
    ///
    /// # Errors
    /// When the store fails or the import was cancelled: the importer stops and passes the error on.
    fn occurrence(&mut self, line: u64, record: &OccurrenceRecord<'_>) -> anyhow::Result<()>;

    /// One stay of the occurrence begun last.
    ///
    /// # Errors
    /// As [`Sink::occurrence`].
    fn stay(&mut self, line: u64, record: &StayRecord<'_>) -> anyhow::Result<()>;

    /// Anything beside occurrences and stays.
    ///
    /// # Errors
    /// As [`Sink::occurrence`].
    fn fact(&mut self, line: u64, fact: &Fact<'_>) -> anyhow::Result<()>;

    /// A row that could not be read.
    ///
    /// # Errors
    /// As [`Sink::occurrence`].
    fn reject(&mut self, rejected: Rejected) -> anyhow::Result<()>;

    /// Bytes of the file read so far; called now and then.
    ///
    /// # Errors
    /// When the import was cancelled.
    fn progress(&mut self, bytes: u64) -> anyhow::Result<()>;
}
