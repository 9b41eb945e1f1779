//! Registrations for meetings, each question of the form in a column of its own.

use crate::model::Unit;
use crate::report::meetings::registered::{
    PARAMS, registered, registered_held, registration_events, registration_facts,
};
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("meeting-registration"),
    title: "Registration",
    tab: Tab::Meetings,
    about: "Who registered for meetings that were held, are planned or took registrations for those days, or for one \
            meeting by its ID; each question of the form is a column of its own.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::REGISTRATION,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: PARAMS,
    actions: &[],
    views: &[
        View {
            id: "registrants",
            title: "Registrants",
            columns: COLUMNS,
            source: Source { sql: SQL, by_key: false },
            order: &["-scheduled", "registered_at", "last_name", "first_name"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: Some("fields"),
            held: Some(registered_held!("meeting")),
            noun: ("registrant", "registrants"),
        },
        View {
            id: "events",
            title: "Meetings",
            columns: EVENTS,
            source: Source {
                sql: registration_events!("meeting", "CASE WHEN v.expired THEN 'expired' END AS state, "),
                by_key: false,
            },
            order: &["-scheduled", "topic", "meeting_id"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("meeting-registration"),
                view: Some("registrants"),
                with: &[("meeting", "event")],
                day: None,
                label: &["topic", "scheduled"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("meeting", "meetings"),
        },
    ],
};

const FACTS: Facts = Facts {
    columns: &[
        col("topic", "Topic", Unit::Text),
        col("meeting_id", "ID", Unit::Number),
        col("scheduled", "Scheduled", Unit::Instant),
        col("minutes", "Minutes", Unit::Minutes),
        col("events", "Meetings", Unit::Count),
        col("registered", "Registered", Unit::Count),
        col("approved", "Approved", Unit::Count),
        col("pending", "Pending", Unit::Count),
        col("denied", "Denied", Unit::Count),
        col("cancelled", "Cancelled", Unit::Count),
        col("state", "", Unit::Text),
    ],
    sql: registration_facts!("meeting"),
};

const EVENTS: &[Column] = &[
    def::key("event"),
    STATE,
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "ID", Unit::Number),
    col("scheduled", "Scheduled", Unit::Instant)
        .help("As the source says; else when it is planned or was first held."),
    col("minutes", "Minutes", Unit::Minutes).wide(),
    col("registered", "Registered", Unit::Count).sum(),
    col("approved", "Approved", Unit::Count).sum(),
    col("pending", "Pending", Unit::Count).wide().sum(),
    col("denied", "Denied", Unit::Count).wide().sum(),
    col("cancelled", "Cancelled", Unit::Count).wide().sum(),
    col("latest", "Latest", Unit::Instant).wide().help("When somebody registered last."),
];

/// Marks what the portal would not show any more.
const STATE: Column = col("state", "", Unit::Mark).wide().help(
    "`expired` (•): the portal no longer shows the registrations, as the meeting was not started within 30 days of its \
     time (a recurring one: held within 365).",
);

const COLUMNS: &[Column] = &[
    def::key("registrant"),
    STATE,
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("scheduled", "Scheduled", Unit::Instant).wide(),
    col("first_name", "First name", Unit::Text).personal(),
    col("last_name", "Last name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).personal(),
    col("registered_at", "Registered at", Unit::Instant),
    col("status", "Status", Unit::Text).help("approved, pending, denied or cancelled."),
    col("join_link_source", "Join link source", Unit::Text)
        .wide()
        .help("The link by which they came to the form."),
    col("country", "Country", Unit::Text).wide(),
    col("city", "City", Unit::Text).wide().personal(),
    col("organisation", "Organisation", Unit::Text).wide(),
    col("job_title", "Job title", Unit::Text).wide(),
    col("phone", "Phone", Unit::Text).wide().personal().masked(),
];

const SQL: &str = concat!(
    registered!("meeting"),
    "SELECT v.registrant AS registrant,
       CASE WHEN v.expired THEN 'expired' END AS state,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = v.account_id) END AS account,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] [[meeting: AND 1 = 0 ]] THEN v.topic END AS topic,
       CASE WHEN substr(v.number, 1, 1) <> '~' [[occurrence: AND 1 = 0 ]] [[meeting: AND 1 = 0 ]] THEN v.number END AS meeting_id,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] [[meeting: AND 1 = 0 ]] THEN v.scheduled_at END AS scheduled,
       v.first_name AS first_name,
       v.last_name AS last_name,
       v.email AS email,
       v.registered_at AS registered_at,
       v.status AS status,
       v.any_source AS join_link_source,
       coalesce(v.country, further(v.fields, 'Country/Region')) AS country,
       coalesce(v.city, further(v.fields, 'City')) AS city,
       coalesce(v.organisation, further(v.fields, 'Organization'), further(v.fields, 'Organisation')) AS organisation,
       coalesce(v.job_title, further(v.fields, 'Job title')) AS job_title,
       coalesce(v.phone, further(v.fields, 'Phone')) AS phone,
       v.fields AS fields
FROM registered v
WHERE 1 = 1 [[status: AND v.status = :status ]]"
);
