//! Licences of the events plans and their use, and the events that were charged.

use super::place::account;
use crate::model::Unit;
use crate::report::def::TOGETHER;
use crate::report::{Access, Column, Layout, Limit, ReportDef, ReportId, Source, Tab, View, col, def};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("zoom-events"),
    title: "Events",
    tab: Tab::Usage,
    about: "Licences of the events plans with how many are used and left, as the newest list of the range has them, and \
            the events with the licence that each was charged.",
    who: Access::USAGE,
    limits: &[Limit::Retention, Limit::Range],
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[],
    views: &[
        View {
            id: "licences",
            title: "Licences",
            columns: LICENCES,
            source: Source { sql: LICENCES_SQL, by_key: true },
            order: &["-from", "plan"],
            facts: None,
            notes: &[TOGETHER],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("plan", "plans"),
        },
        View {
            id: "events",
            title: "Events",
            columns: EVENTS,
            source: Source { sql: EVENTS_SQL, by_key: true },
            order: &["-start", "event"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("event", "events"),
        },
    ],
};

const LICENCES: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    col("plan", "Plan", Unit::Text),
    def::account(),
    col("licences", "Licences", Unit::Count).sum(),
    col("used", "Used", Unit::Count).sum(),
    col("left", "Left", Unit::Count).sum(),
    col("used_percent", "Share", Unit::Percent).bar().help("Of the licences that are used."),
    col("from", "From", Unit::Date).help("The first day of the period."),
    col("to", "To", Unit::Date),
];

// Periods that have a day of the range.
const LICENCES_SQL: &str = concat!(
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       t.plan AS plan,
       ",
    account!("t"),
    " AS account,
       t.licences AS licences,
       t.used AS used,
       t.licences - t.used AS \"left\",
       100.0 * t.used / nullif(t.licences, 0) AS used_percent,
       t.day AS \"from\",
       t.to_day AS \"to\"
FROM event_licence t
WHERE t.account_id IN (:accounts) AND t.shown = 1 AND t.day <= :to_day AND coalesce(t.to_day, t.day) >= :from_day"
);

const EVENTS: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    col("start", "Start", Unit::Instant),
    col("end", "End", Unit::Instant).wide(),
    def::account(),
    col("event", "Event", Unit::Text),
    col("kind", "Kind", Unit::Text).wide(),
    col("hub", "Hub", Unit::Text).wide(),
    col("organiser", "Organiser", Unit::Text).personal(),
    col("organiser_email", "Organiser email", Unit::Text).wide().personal(),
    col("attendees", "Attendees", Unit::Count)
        .sum()
        .help("As the list says; else the people of the event's attendance, where it is held."),
    col("charged", "Licence charged", Unit::Text),
    col("licences", "Licences", Unit::Count).wide().sum().help("Charged for it."),
    col("status", "Status", Unit::Text).wide(),
];

const EVENTS_SQL: &str = concat!(
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       t.start_at AS start,
       t.end_at AS \"end\",
       ",
    account!("t"),
    " AS account,
       t.name AS event,
       t.kind AS kind,
       t.hub AS hub,
       t.organiser AS organiser,
       t.organiser_email AS organiser_email,
       coalesce(t.attendees, (SELECT nullif(count(*), 0) FROM event_attendance a
                              WHERE a.account_id = t.account_id AND a.event = t.event AND a.shown = 1)) AS attendees,
       t.charged AS charged,
       t.licences AS licences,
       t.status AS status
FROM held_event t
WHERE t.account_id IN (:accounts) AND t.shown = 1 AND t.day BETWEEN :from_day AND :to_day"
);
