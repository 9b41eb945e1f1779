//! A webinar in figures, beside the average of its host's other webinars. Each figure opens the rows that it counts.

use super::seats::{counted, seats};
use crate::model::Unit;
use crate::report::usage::participants::OCCURRENCE_FACTS;
use crate::report::{
    Access, Column, Layout, Limit, Opens, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("webinar-performance"),
    title: "Performance",
    tab: Tab::Webinars,
    about: "A webinar in figures: registrations, people, questions, polls, each beside the portal's own figure, where that is \
            held, and beside the average of the host's other webinars. Enter opens the rows that a figure counts.",
    who: Access::WEBINARS,
    limits: Limit::OCCURRENCE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "occurrence",
        kind: ParamKind::Occurrence,
        required: true,
        help: "The occurrence: UUID or NUMBER@START.",
    }],
    actions: &[],
    views: &[View {
        id: "figures",
        title: "Figures",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["place"],
        facts: Some(OCCURRENCE_FACTS),
        notes: &[],
        chart: None,
        down: None,
        opens: Some(Opens { column: "opens", label: &["figure"] }),
        further: None,
        held: Some(
            "SELECT 13 * count(*) FROM occurrence o
             JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id AND e.kind = 'webinar'
             WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence",
        ),
        noun: ("figure", "figures"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("place"),
    def::key("opens"),
    col("figure", "Figure", Unit::Text),
    col("value", "Value", Unit::Count)
        .help("Counted from the rows held; the portal's own figure where none are."),
    col("average", "Host's average", Unit::Count)
        .help("The same of the host's other webinars of which it is known, averaged."),
    col("webinars", "Of webinars", Unit::Count).wide().help("How many others that average is of."),
    col("portal", "Portal", Unit::Count).help("The portal's own figure, where it is held."),
    col("counted", "How it is counted", Unit::Text).wide(),
];

/// A whole number as one, others to one decimal.
macro_rules! plain {
    ($value:literal) => {
        concat!(
            "CASE WHEN round(cast(",
            $value,
            " AS numeric), 1) = cast(",
            $value,
            " AS integer) THEN cast(",
            $value,
            " AS integer) ELSE round(cast(",
            $value,
            " AS numeric), 1) END"
        )
    };
}

/// Figures of the webinar (`own` is 1) and of its host's others, a row a webinar; then a row a figure.
const SQL: &str = concat!(
    seats!(
        "o.account_id IN (:accounts) AND e.kind = 'webinar'
    AND (o.occurrence_id = :occurrence
         OR o.host_user_id = (SELECT h.host_user_id FROM occurrence h
                              WHERE h.account_id = o.account_id AND h.occurrence_id = :occurrence))"
    ),
    ", counts AS (",
    counted!(),
    "),
viewers AS (
  SELECT account_id, occurrence_id, count(*) AS people, count(*) FILTER (WHERE section IN ('attendee', 'other')) AS viewers,
         avg(seconds) FILTER (WHERE section IN ('attendee', 'other')) AS seconds
  FROM present
  GROUP BY account_id, occurrence_id
),
parts AS (
  SELECT w.account_id, w.occurrence_id, p.set_id, p.part
  FROM webs w
  JOIN source_set s ON s.account_id = w.account_id AND s.occurrence_id = w.occurrence_id
  JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.shown = 1
),
asked AS (
  SELECT p.account_id, p.occurrence_id, count(q.question_id) AS questions
  FROM parts p
  LEFT JOIN question q ON q.account_id = p.account_id AND q.set_id = p.set_id
  WHERE p.part = 'qa'
  GROUP BY p.account_id, p.occurrence_id
),
voted AS (
  SELECT p.account_id, p.occurrence_id, a.poll, a.launch, a.question, coalesce(a.email_folded, fold(a.name)) AS who
  FROM parts p
  JOIN answer a ON a.account_id = p.account_id AND a.set_id = p.set_id AND a.part = p.part
  WHERE p.part = 'polls'
),
unnamed AS (
  SELECT account_id, occurrence_id, max(answers) AS people
  FROM (SELECT account_id, occurrence_id, count(*) AS answers FROM voted WHERE who IS NULL
        GROUP BY account_id, occurrence_id, poll, launch, question) AS each_question
  GROUP BY account_id, occurrence_id
),
polled AS (
  SELECT v.account_id, v.occurrence_id, count(DISTINCT v.poll || ' ' || v.launch) AS polls,
         count(DISTINCT v.who) + coalesce(max(u.people), 0) AS people
  FROM voted v
  LEFT JOIN unnamed u ON u.account_id = v.account_id AND u.occurrence_id = v.occurrence_id
  GROUP BY v.account_id, v.occurrence_id
),
told_by_portal AS (
  SELECT p.account_id, p.occurrence_id, f.measure, max(f.value) AS value
  FROM parts p
  JOIN set_figure f ON f.account_id = p.account_id AND f.set_id = p.set_id
  WHERE p.part = 'performance'
  GROUP BY p.account_id, p.occurrence_id, f.measure
),
figures AS (
  SELECT w.account_id, w.occurrence_id, CASE WHEN w.occurrence_id = :occurrence THEN 1 ELSE 0 END AS own, c.registered,
         c.cancelled, c.approved, c.denied, v.viewers, v.people, 100.0 * c.missed / nullif(c.judged, 0) AS missed, o.peak,
         v.seconds / 60.0 AS minutes, a.questions, p.polls,
         100.0 * p.people / nullif(v.viewers, 0) AS answered
  FROM webs w
  JOIN occurrence o ON o.account_id = w.account_id AND o.occurrence_id = w.occurrence_id
  LEFT JOIN counts c ON c.account_id = w.account_id AND c.occurrence_id = w.occurrence_id
  LEFT JOIN viewers v ON v.account_id = w.account_id AND v.occurrence_id = w.occurrence_id
  LEFT JOIN asked a ON a.account_id = w.account_id AND a.occurrence_id = w.occurrence_id
  LEFT JOIN polled p ON p.account_id = w.account_id AND p.occurrence_id = w.occurrence_id
),
rows_of (place, measure, opens, figure, counted) AS (
  VALUES (1, 'registered', 'webinar-registration/registrants&occurrence=#', 'Registered', 'registrations, whatever became of them'),
         (2, 'cancelled', 'webinar-registration/registrants&status=cancelled&occurrence=#', 'Cancelled', 'registrations cancelled'),
         (3, 'approved', 'webinar-registration/registrants&status=approved&occurrence=#', 'Approved', 'registrations approved'),
         (4, 'denied', 'webinar-registration/registrants&status=denied&occurrence=#', 'Denied', 'registrations denied'),
         (5, 'unique_viewers', 'webinar-attendees/people&section=audience&attended=yes&occurrence=#', 'Unique viewers',
          'people who came to listen'),
         (6, 'total_users', 'webinar-attendees/people&attended=yes&occurrence=#', 'All users', 'people, host and panelists included'),
         (7, 'no_show', 'webinar-attendees/people&section=attendee&attended=no&occurrence=#?approval:' || 'approved', 'No-show %',
          'approved registrants who never joined, of those approved'),
         (8, 'peak', 'attendance-curve/curve&occurrence=#', 'Peak', 'most people at once'),
         (9, 'average_seconds', 'webinar-attendees/people&section=audience&attended=yes&occurrence=#', 'Average minutes',
          'time of those who came to listen'),
         (10, 'questions', 'webinar-qa/questions&occurrence=#', 'Questions', 'questions asked'),
         (11, 'polls', 'webinar-polls/tally&occurrence=#', 'Polls', 'polls that somebody answered, each launch'),
         (12, 'answer_rate', 'webinar-polls/answers&occurrence=#', 'Answer rate %',
          'people who answered a poll, of those who came to listen; unnamed ones as many as answered one question'),
         (13, 'chat_messages', NULL, 'Chat messages', 'as the portal says')
),
measured AS (
  SELECT f.account_id, f.occurrence_id, f.own, r.place,
         CASE r.place WHEN 1 THEN f.registered WHEN 2 THEN f.cancelled WHEN 3 THEN f.approved WHEN 4 THEN f.denied
                      WHEN 5 THEN f.viewers WHEN 6 THEN f.people WHEN 7 THEN f.missed WHEN 8 THEN f.peak
                      WHEN 9 THEN f.minutes WHEN 10 THEN f.questions WHEN 11 THEN f.polls WHEN 12 THEN f.answered END AS counted,
         CASE r.place WHEN 9 THEN t.value / 60.0 WHEN 12 THEN t.value / 10.0 ELSE t.value END AS portal
  FROM figures f
  CROSS JOIN rows_of r
  LEFT JOIN told_by_portal t ON t.account_id = f.account_id AND t.occurrence_id = f.occurrence_id AND t.measure = r.measure
)
SELECT r.place AS place,
       CASE WHEN max(m.counted) FILTER (WHERE m.own = 1) > 0 THEN replace(r.opens, '#', '#' || :occurrence) END AS opens,
       r.figure AS figure,
       ",
    plain!("max(coalesce(m.counted, m.portal)) FILTER (WHERE m.own = 1)"),
    " AS value,
       ",
    plain!("avg(coalesce(m.counted, m.portal)) FILTER (WHERE m.own = 0)"),
    " AS average,
       count(coalesce(m.counted, m.portal)) FILTER (WHERE m.own = 0) AS webinars,
       ",
    plain!("max(m.portal) FILTER (WHERE m.own = 1)"),
    " AS portal,
       r.counted AS counted
FROM measured m
JOIN rows_of r ON r.place = m.place
GROUP BY r.place, r.opens, r.figure, r.counted"
);
