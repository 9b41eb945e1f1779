//! What sources say beside occurrences and stays. As in [`record`](super::record): instants are epoch seconds in UTC,
//! texts clean and trimmed, what is not said is `None`.

use super::day::DayRange;
use super::part::{AnswerRecord, Figure, Part, QuestionRecord};
use super::row::RowRecord;
use super::{EventKind, Grade, Role};
use std::borrow::Cow;

/// One thing that a source says.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact<'a> {
    /// When the data were as the file says: its own "generated" time. Comes before everything else, or not at all.
    Observed(i64),
    User(UserRecord<'a>),
    Group(GroupRecord<'a>),
    Planned(PlannedRecord<'a>),
    Total(TotalRecord<'a>),
    Covers(CoverageRecord<'a>),
    /// A row of a list that is kept as it came.
    Row(Box<RowRecord>),
    /// Of the occurrence begun last.
    Registrant(Box<RegistrantRecord<'a>>),
    /// A questionnaire of the occurrence begun last, whole: what follows belongs to it. How far it is believed among
    /// several sources of the same is told by the grade.
    Part(Part, Grade),
    /// Of the part begun last.
    Answer(Box<AnswerRecord<'a>>),
    /// Of the part begun last.
    Question(Box<QuestionRecord<'a>>),
    /// Of the part begun last.
    Figure(Figure, i64),
}

/// A user of the account, as a users list gives them. Known by id, by e-mail, or by both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserRecord<'a> {
    /// The provider's account-wide id.
    pub user_id: Option<Cow<'a, str>>,
    pub email: Option<Cow<'a, str>>,
    pub name: Option<Cow<'a, str>>,
    pub department: Option<Cow<'a, str>>,
    /// Names of groups, joined by `; `.
    pub group: Option<Cow<'a, str>>,
    /// The provider's ids of groups, joined by a blank; their names come as [`GroupRecord`]s.
    pub group_ids: Option<Cow<'a, str>>,
    /// Owner, Admin, Member, or a role of the account's own.
    pub role: Option<Cow<'a, str>>,
    /// active, inactive, pending.
    pub status: Option<Cow<'a, str>>,
    /// IANA name.
    pub zone: Option<Cow<'a, str>>,
    pub created: Option<i64>,
    pub last_sign_in: Option<i64>,
    pub client_version: Option<Cow<'a, str>>,
    /// The plan: Basic, Licensed, On-prem, None.
    pub licence: Option<Cow<'a, str>>,
    /// What they hold beside the plan, joined by `; `; empty: nothing.
    pub packs: Option<Cow<'a, str>>,
}

/// A group of users.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRecord<'a> {
    /// The provider's id.
    pub id: Cow<'a, str>,
    pub name: Cow<'a, str>,
    pub members: Option<i64>,
}

/// An occurrence to come, or a meeting without fixed time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlannedRecord<'a> {
    /// Digits alone; empty where the source gives a UUID alone.
    pub number: Cow<'a, str>,
    pub uuid: Option<Cow<'a, str>>,
    pub kind: EventKind,
    pub topic: Option<Cow<'a, str>>,
    /// The provider's id.
    pub host_id: Option<Cow<'a, str>>,
    pub host_name: Option<Cow<'a, str>>,
    pub host_email: Option<Cow<'a, str>>,
    pub department: Option<Cow<'a, str>>,
    /// `None`: no fixed time.
    pub start: Option<i64>,
    /// Planned length in whole minutes.
    pub minutes: Option<i64>,
    pub recurring: Option<bool>,
    pub registrants: Option<i64>,
    /// When it was scheduled.
    pub created: Option<i64>,
}

/// Of whom a figure or a file speaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope<'a> {
    Account,
    /// A user by folded e-mail, else by `#` and the provider's id.
    Host(Cow<'a, str>),
    /// A meeting number, or a UUID.
    Occurrence(Cow<'a, str>),
}

impl Scope<'_> {
    /// As stored: the word and the key.
    pub fn words(&self) -> (&'static str, &str) {
        match self {
            Scope::Account => ("account", ""),
            Scope::Host(key) => ("host", key),
            Scope::Occurrence(key) => ("occurrence", key),
        }
    }
}

/// What a portal's own figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    Meetings,
    /// What the portals call participants: connections.
    Joins,
    /// Participant minutes, whole.
    Minutes,
    NewUsers,
}

impl Measure {
    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            Measure::Meetings => "meetings",
            Measure::Joins => "joins",
            Measure::Minutes => "minutes",
            Measure::NewUsers => "new_users",
        }
    }
}

/// A figure of the portal's own (RULES, *portal totals*).
#[derive(Clone, Debug, PartialEq)]
pub struct TotalRecord<'a> {
    /// Account or host.
    pub scope: Scope<'a>,
    /// One day of the account's, or the range of a host summary.
    pub days: DayRange,
    pub measure: Measure,
    pub value: i64,
}

/// Kinds of data whose being held is told by days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Covered {
    /// Occurrences.
    Meetings,
    /// The people in them.
    Participants,
    /// Daily figures of the portal.
    Daily,
    /// Figures by host.
    Hosts,
    InactiveHosts,
    Upcoming,
    Users,
    Telephone,
    Captions,
    /// What is stored of recordings.
    Storage,
    Recordings,
    RemoteSupport,
    Billing,
    Calls,
    CallQueues,
    CallCharges,
    Events,
    Activities,
}

impl Covered {
    pub const ALL: [Covered; 18] = [
        Covered::Meetings,
        Covered::Participants,
        Covered::Daily,
        Covered::Hosts,
        Covered::InactiveHosts,
        Covered::Upcoming,
        Covered::Users,
        Covered::Telephone,
        Covered::Captions,
        Covered::Storage,
        Covered::Recordings,
        Covered::RemoteSupport,
        Covered::Billing,
        Covered::Calls,
        Covered::CallQueues,
        Covered::CallCharges,
        Covered::Events,
        Covered::Activities,
    ];

    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            Covered::Meetings => "meetings",
            Covered::Participants => "participants",
            Covered::Daily => "daily",
            Covered::Hosts => "hosts",
            Covered::InactiveHosts => "inactive-hosts",
            Covered::Upcoming => "upcoming",
            Covered::Users => "users",
            Covered::Telephone => "telephone",
            Covered::Captions => "captions",
            Covered::Storage => "storage",
            Covered::Recordings => "recordings",
            Covered::RemoteSupport => "remote-support",
            Covered::Billing => "billing",
            Covered::Calls => "calls",
            Covered::CallQueues => "call-queues",
            Covered::CallCharges => "call-charges",
            Covered::Events => "events",
            Covered::Activities => "meeting-activities",
        }
    }
}

/// What a file speaks for, whether it has a row of it or not (RULES, *coverage*).
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRecord<'a> {
    pub of: Covered,
    pub scope: Scope<'a>,
    /// Days of the account's, both ends in.
    pub days: DayRange,
}

/// Somebody who registered for an occurrence, whether they came or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegistrantRecord<'a> {
    pub role: Option<Role>,
    /// The name in the session.
    pub name: Cow<'a, str>,
    pub first_name: Option<Cow<'a, str>>,
    pub last_name: Option<Cow<'a, str>>,
    pub email: Option<Cow<'a, str>>,
    pub registered: Option<i64>,
    /// approved, pending, denied, cancelled.
    pub status: Option<Cow<'a, str>>,
    /// Came; `None` where the source does not say.
    pub attended: Option<bool>,
    /// The source name of the registration.
    pub source: Option<Cow<'a, str>>,
    pub country: Option<Cow<'a, str>>,
    pub phone: Option<Cow<'a, str>>,
    /// Further fields and answers, title and value.
    pub fields: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}
