//! Upcoming meetings and webinars, as the newest list that speaks for their day has them.

use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("upcoming"),
    title: "Upcoming",
    tab: Tab::Usage,
    about: "Meetings and webinars planned in the days to come (today and the next 30 unless asked otherwise), each \
            occurrence of recurring ones, as the newest list has them: what a later list of the same days leaves out \
            is gone. Enter opens what was held of it in the last 12 months.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::NONE,
    ranged: true,
    ahead: true,
    layout: Layout::Table,
    params: &[
        Param {
            name: "host",
            kind: ParamKind::Text,
            required: false,
            help: "Only hosts whose name or e-mail contains this.",
        },
        Param {
            name: "undated",
            kind: ParamKind::Choice(&["leave-out", "include"]),
            required: false,
            help: "include: meetings without fixed time too, whatever the dates.",
        },
    ],
    actions: &[],
    views: &[View {
        id: "upcoming",
        title: "Upcoming",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["start", "topic", "meeting_id"],
        facts: None,
        notes: &[],
        chart: None,
        down: Some(Drill {
            to: ReportId("meetings"),
            view: None,
            with: &[("meeting", "event")],
            day: None,
            label: &["topic"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("meeting", "meetings"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("planned"),
    def::key("event"),
    col("start", "Start", Unit::Instant),
    col("when", "When", Unit::Text).help(
        "`no fixed time` where it has none; `held` where an occurrence of that number is held on that day.",
    ),
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "ID", Unit::Number),
    col("kind", "Kind", Unit::Text).wide().help("meeting or webinar."),
    col("host", "Host", Unit::Text).personal(),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("minutes", "Minutes", Unit::Minutes).wide().sum().help("Length as planned."),
    col("recurring", "Recurring", Unit::Flag).wide(),
    col("registrants", "Registrants", Unit::Count)
        .wide()
        .sum()
        .help("Registered so far, where the list says."),
];

// A row counts once: in the newest list that has it. It is gone when a list observed later speaks for its day (of the
// account, or of its host) and has it not; of lists of one moment each says its own, whichever was imported first. A list
// speaks for meetings without fixed time when it has any of them.
const SQL: &str = "
WITH listed AS (
  SELECT p.account_id, p.import_id, p.planned_id, p.number, p.uuid, p.kind, p.topic, p.start_at, p.day, p.minutes, p.recurring,
         p.registrants, i.observed_at, coalesce(p.host_id, u.provider_user_id) AS host_id,
         coalesce(p.host_name, u.name) AS host, coalesce(p.host_email, u.email) AS host_email,
         row_number() OVER (
           PARTITION BY p.account_id, coalesce(nullif(p.number, ''), p.uuid), p.start_at
           ORDER BY i.observed_at DESC, i.digest DESC, p.planned_id
         ) AS place
  FROM planned p
  JOIN import i ON i.account_id = p.account_id AND i.import_id = p.import_id
  LEFT JOIN account_user u ON u.account_id = p.account_id
    AND u.user_id = coalesce((SELECT h.user_id FROM account_user h
                              WHERE h.account_id = p.account_id AND h.provider_user_id = p.host_id),
                             (SELECT h.user_id FROM account_user h
                              WHERE h.account_id = p.account_id AND h.email_folded = fold(p.host_email)))
  WHERE p.account_id IN (:accounts)
    AND (p.day BETWEEN :from_day AND :to_day [[undated: OR (p.day IS NULL AND :undated = 'include') ]])
)
SELECT l.import_id * 1048576 + l.planned_id AS planned,
       nullif(l.number, '') AS event,
       l.start_at AS start,
       CASE WHEN l.start_at IS NULL THEN 'no fixed time'
            WHEN EXISTS (SELECT 1 FROM event e
                         JOIN occurrence o ON o.account_id = e.account_id AND o.event_id = e.event_id
                         WHERE e.account_id = l.account_id AND e.number = l.number AND o.day = l.day) THEN 'held'
       END AS \"when\",
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = l.account_id) END AS account,
       l.topic AS topic,
       nullif(l.number, '') AS meeting_id,
       l.kind AS kind,
       l.host AS host,
       l.host_email AS host_email,
       l.minutes * 60 AS minutes,
       l.recurring AS recurring,
       l.registrants AS registrants
FROM listed l
WHERE l.place = 1
  AND NOT EXISTS (
    SELECT 1
    FROM coverage c
    JOIN import i ON i.account_id = c.account_id AND i.import_id = c.import_id
    WHERE c.account_id = l.account_id AND c.kind = 'upcoming'
      AND i.observed_at > l.observed_at
      AND (c.scope = 'account' OR (c.scope = 'host' AND c.scope_key IN (fold(l.host_email), '#' || l.host_id)))
      AND (l.day BETWEEN c.from_day AND c.to_day
           OR (l.day IS NULL AND EXISTS (SELECT 1 FROM planned q
                                         WHERE q.account_id = c.account_id AND q.import_id = c.import_id
                                           AND q.start_at IS NULL)))
  )
  [[host: AND (holds(l.host, :host) OR holds(l.host_email, :host)) ]]";
