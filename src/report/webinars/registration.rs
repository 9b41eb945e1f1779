//! Registrations for webinars, with the ways by which people came to the form.

use crate::model::Unit;
use crate::report::meetings::registered::{
    PARAMS, registered, registered_held, registration_events, registration_facts,
};
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("webinar-registration"),
    title: "Webinar registration",
    tab: Tab::Webinars,
    about: "Who registered for webinars that were held, are planned or took registrations for those days, or for one webinar \
            by its ID, and how they came to the form; each of its questions is a column of its own.",
    who: Access::WEBINARS,
    limits: Limit::LIST,
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
            held: Some(registered_held!("webinar")),
            noun: ("registrant", "registrants"),
        },
        View {
            id: "events",
            title: "Webinars",
            columns: EVENTS,
            source: Source { sql: registration_events!("webinar", ""), by_key: false },
            order: &["-scheduled", "topic", "meeting_id"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("webinar-registration"),
                view: Some("registrants"),
                with: &[("meeting", "event")],
                day: None,
                label: &["topic", "scheduled"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("webinar", "webinars"),
        },
        View {
            id: "sources",
            title: "Sources",
            columns: SOURCES,
            source: Source { sql: SOURCES_SQL, by_key: false },
            order: &["-scheduled", "-registered", "source"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("source", "sources"),
        },
    ],
};

const FACTS: Facts = Facts {
    columns: &[
        col("topic", "Topic", Unit::Text),
        col("meeting_id", "ID", Unit::Number),
        col("scheduled", "Scheduled", Unit::Instant),
        col("minutes", "Minutes", Unit::Minutes),
        col("events", "Webinars", Unit::Count),
        col("registered", "Registered", Unit::Count),
        col("approved", "Approved", Unit::Count),
        col("pending", "Pending", Unit::Count),
        col("denied", "Denied", Unit::Count),
        col("cancelled", "Cancelled", Unit::Count),
        col("state", "", Unit::Text),
    ],
    sql: registration_facts!("webinar"),
};

const EVENTS: &[Column] = &[
    def::key("event"),
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

const SOURCES: &[Column] = &[
    def::key("event"),
    def::key("source_key"),
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("scheduled", "Scheduled", Unit::Instant).wide(),
    col("source", "Source", Unit::Text).help("The link by which they came to the form."),
    col("visitors", "Visitors", Unit::Count).sum().help("People who opened the form, as the portal says."),
    col("portal", "Portal", Unit::Count).wide().help("Registrations as the portal counts them."),
    col("registered", "Registered", Unit::Count).sum().bar().help("Registrations that are held."),
];

const SOURCES_SQL: &str = concat!(
    registered!("webinar"),
    ", ways AS (
  SELECT v.account_id, v.number, v.topic, v.scheduled_at, t.name AS source, max(t.visitors) AS visitors,
         max(t.registrations) AS portal, 0 AS registered
  FROM events v
  JOIN tracking_source t ON t.account_id = v.account_id AND t.number = v.number AND t.shown = 1
  GROUP BY v.account_id, v.number, v.topic, v.scheduled_at, t.name
  UNION ALL
  SELECT r.account_id, r.number, r.topic, r.scheduled_at, r.any_source, NULL, NULL, count(*)
  FROM registered r
  WHERE r.any_source <> '' [[status: AND r.status = :status ]]
  GROUP BY r.account_id, r.number, r.topic, r.scheduled_at, r.any_source
)
SELECT v.number AS event,
       v.source AS source_key,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = v.account_id) END AS account,
       v.topic AS topic,
       CASE WHEN substr(v.number, 1, 1) <> '~' THEN v.number END AS meeting_id,
       v.scheduled_at AS scheduled,
       v.source AS source,
       max(v.visitors) AS visitors,
       max(v.portal) AS portal,
       sum(v.registered) AS registered
FROM ways v
GROUP BY v.account_id, v.number, v.topic, v.scheduled_at, v.source"
);

const COLUMNS: &[Column] = &[
    def::key("registrant"),
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("scheduled", "Scheduled", Unit::Instant).wide(),
    col("first_name", "First name", Unit::Text).personal(),
    col("last_name", "Last name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).personal(),
    col("registered_at", "Registered at", Unit::Instant),
    col("status", "Status", Unit::Text).help("approved, pending, denied or cancelled."),
    col("source", "Source", Unit::Text).wide().help("The link by which they came to the form."),
    col("utm_source", "UTM source", Unit::Text).wide(),
    col("utm_medium", "UTM medium", Unit::Text).wide(),
    col("utm_campaign", "UTM campaign", Unit::Text).wide(),
    col("utm_term", "UTM term", Unit::Text).wide(),
    col("utm_content", "UTM content", Unit::Text).wide(),
    col("country", "Country", Unit::Text).wide(),
    col("city", "City", Unit::Text).wide().personal(),
    col("organisation", "Organisation", Unit::Text).wide(),
    col("job_title", "Job title", Unit::Text).wide(),
    col("phone", "Phone", Unit::Text).wide().personal().masked(),
];

const SQL: &str = concat!(
    registered!("webinar"),
    "SELECT v.registrant AS registrant,
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
       v.any_source AS source,
       v.utm_source AS utm_source,
       v.utm_medium AS utm_medium,
       v.utm_campaign AS utm_campaign,
       v.utm_term AS utm_term,
       v.utm_content AS utm_content,
       coalesce(v.country, further(v.fields, 'Country/Region')) AS country,
       coalesce(v.city, further(v.fields, 'City')) AS city,
       coalesce(v.organisation, further(v.fields, 'Organization'), further(v.fields, 'Organisation')) AS organisation,
       coalesce(v.job_title, further(v.fields, 'Job title')) AS job_title,
       coalesce(v.phone, further(v.fields, 'Phone')) AS phone,
       v.fields AS fields
FROM registered v
WHERE 1 = 1 [[status: AND v.status = :status ]]"
);
