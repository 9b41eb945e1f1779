//! Webinars held: the way into all that belongs to one.

use super::seats::{counted, seats};
use crate::model::Unit;
use crate::report::meetings::answers::{HOST, NUMBER, OCCURRENCE, TOPIC, of_events};
use crate::report::{
    Access, Column, Drill, Layout, Limit, Note, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("webinars"),
    title: "Webinars",
    tab: Tab::Webinars,
    about: "Every webinar that started in the range, newest first, with who had registered and who came. Enter opens what \
            is held of one.",
    who: Access::WEBINARS,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[OCCURRENCE, HOST, TOPIC, NUMBER],
    actions: &[],
    views: &[View {
        id: "webinars",
        title: "Webinars",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["-start"],
        facts: None,
        notes: &[STILL_OPEN],
        chart: None,
        down: Some(Drill {
            to: ReportId("occurrence"),
            view: None,
            with: &[("occurrence", "occurrence")],
            day: None,
            label: &["topic", "start"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("webinar", "webinars"),
    }],
};

/// Remark on webinars whose data may still grow.
const STILL_OPEN: Note = Note {
    sql: concat!(
        "SELECT count(*) FROM occurrence o
          JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
          WHERE o.provisional = 1 AND ",
        of_events!("webinar")
    ),
    one: "1 webinar provisional ~",
    many: "{} webinars provisional ~",
};

const COLUMNS: &[Column] = &[
    def::key("occurrence"),
    col("state", "", Unit::Mark)
        .wide()
        .help("`provisional` (~): observed less than 30 minutes after its end. `no report` (⊘): the host was on the free plan."),
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "ID", Unit::Number),
    col("host", "Host", Unit::Text).wide().personal(),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("department", "Department", Unit::Text).wide(),
    col("start", "Start", Unit::Instant),
    col("end", "End", Unit::Instant).wide(),
    col("minutes", "Minutes", Unit::Minutes).wide().help("Length, rounded up."),
    col("registered", "Registered", Unit::Count).sum(),
    col("approved", "Approved", Unit::Count).wide().sum(),
    col("attended", "Attended", Unit::Count)
        .sum()
        .help("People who came to listen: neither host nor panelists."),
    col("no_show_percent", "No-show", Unit::Percent)
        .help("Of those approved, who never joined; empty where it is not known who came."),
    col("peak", "Peak", Unit::Count).wide().help("Most people at once."),
    col("people", "People", Unit::Count).wide().sum().help("Host and panelists included."),
    col("joins", "Joins", Unit::Count).wide().sum(),
    col("person_minutes", "Person minutes", Unit::Minutes).wide().sum(),
    col("questions", "Questions", Unit::Count).wide().sum(),
    col("polls", "Polls", Unit::Count).wide().sum().help("Polls that somebody answered."),
    col("sources", "Sources", Unit::Count).wide().help("Imports that speak of it."),
];

const SQL: &str = concat!(
    seats!(of_events!("webinar")),
    ", counts AS (",
    counted!(),
    "),
came AS (
  SELECT account_id, occurrence_id, count(*) AS attended FROM present WHERE section IN ('attendee', 'other')
  GROUP BY account_id, occurrence_id
),
asked AS (
  SELECT w.account_id, w.occurrence_id, count(*) AS questions
  FROM webs w
  JOIN source_set s ON s.account_id = w.account_id AND s.occurrence_id = w.occurrence_id
  JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = 'qa' AND p.shown = 1
  JOIN question q ON q.account_id = p.account_id AND q.set_id = p.set_id
  GROUP BY w.account_id, w.occurrence_id
),
polled AS (
  SELECT account_id, occurrence_id, count(*) AS polls
  FROM (
    SELECT DISTINCT w.account_id, w.occurrence_id, a.poll, a.launch
    FROM webs w
    JOIN source_set s ON s.account_id = w.account_id AND s.occurrence_id = w.occurrence_id
    JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = 'polls' AND p.shown = 1
    JOIN answer a ON a.account_id = p.account_id AND a.set_id = p.set_id AND a.part = p.part
  ) AS each_poll
  GROUP BY account_id, occurrence_id
)
SELECT o.occurrence_id AS occurrence,
       CASE WHEN o.no_report IS NOT NULL THEN 'no report' WHEN o.provisional = 1 THEN 'provisional' END AS state,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = o.account_id) END AS account,
       o.topic AS topic,
       CASE WHEN substr(w.number, 1, 1) <> '~' THEN w.number END AS meeting_id,
       coalesce(o.host_name, (SELECT u.name FROM account_user u
                              WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host,
       coalesce(o.host_email, (SELECT u.email FROM account_user u
                               WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host_email,
       o.department AS department,
       o.start_at AS start,
       o.end_at AS \"end\",
       o.minutes * 60 AS minutes,
       counts.registered AS registered,
       CASE WHEN counts.registered IS NOT NULL THEN counts.approved END AS approved,
       CASE WHEN o.people IS NOT NULL THEN coalesce(came.attended, 0) END AS attended,
       100.0 * counts.missed / nullif(counts.judged, 0) AS no_show_percent,
       o.peak AS peak,
       o.people AS people,
       coalesce(o.joins, o.portal_joins) AS joins,
       o.person_seconds AS person_minutes,
       asked.questions AS questions,
       polled.polls AS polls,
       o.sources AS sources
FROM webs w
JOIN occurrence o ON o.account_id = w.account_id AND o.occurrence_id = w.occurrence_id
LEFT JOIN counts ON counts.account_id = w.account_id AND counts.occurrence_id = w.occurrence_id
LEFT JOIN came ON came.account_id = w.account_id AND came.occurrence_id = w.occurrence_id
LEFT JOIN asked ON asked.account_id = w.account_id AND asked.occurrence_id = w.occurrence_id
LEFT JOIN polled ON polled.account_id = w.account_id AND polled.occurrence_id = w.occurrence_id"
);
