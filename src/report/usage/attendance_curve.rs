//! How many were there at once over one occurrence.

use super::stay::{joined, left};
use crate::model::Unit;
use crate::report::{
    Access, Chart, Drill, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("attendance-curve"),
    title: "Attendance curve",
    tab: Tab::Usage,
    about: "How many people were in one occurrence at once, step by step, and how many came and went in each step.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::OCCURRENCE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    actions: &[],
    params: &[
        Param {
            name: "occurrence",
            kind: ParamKind::Occurrence,
            required: true,
            help: "The occurrence: UUID or NUMBER@START.",
        },
        Param {
            name: "step",
            kind: ParamKind::Number { least: 1, most: 1440 },
            required: false,
            help: "Minutes between two rows; by the occurrence's length when not given.",
        },
    ],
    views: &[View {
        id: "curve",
        title: "Curve",
        columns: &[
            def::key("occurrence"),
            def::key("at"),
            col("time", "Time", Unit::Instant),
            col("present", "Present", Unit::Count)
                .bar()
                .help("People there at that moment: two devices count once, waiting rooms not at all."),
            col("joined", "Joined", Unit::Count)
                .sum()
                .help("People who came for the first time from this moment to the next."),
            col("left", "Left", Unit::Count)
                .sum()
                .help("People who left for the last time from this moment to the next."),
        ],
        source: Source { sql: SQL, by_key: false },
        order: &["time"],
        facts: Some(FACTS),
        notes: &[],
        chart: Some(Chart::Curve {
            start: "start",
            end: "end",
            time: "time",
            value: "present",
            peak: "peak",
            peak_time: "peak_time",
        }),
        down: Some(Drill {
            to: ReportId("participants"),
            view: None,
            with: &[("occurrence", "occurrence"), ("at", "at")],
            day: None,
            label: &["time"],
        }),
        opens: None,
        further: None,
        held: Some(
            "SELECT o.peak FROM occurrence o WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence",
        ),
        noun: ("step", "steps"),
    }],
};

const FACTS: Facts = Facts {
    columns: &[
        col("topic", "Topic", Unit::Text),
        col("start", "Start", Unit::Moment),
        col("end", "End", Unit::Moment),
        col("peak", "Peak", Unit::Count),
        col("peak_time", "Peak at", Unit::Moment),
    ],
    sql: "SELECT o.topic, o.start_at, o.end_at, o.peak, o.peak_at
          FROM occurrence o
          WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence",
};

// Some 60 to 240 rows, and never more than 2000; none where only totals are held, which say nothing of when.
const SQL: &str = concat!("
WITH RECURSIVE asked (step) AS (
  SELECT 0
  [[step: UNION ALL SELECT :step ]]
),
chosen AS (
  SELECT o.account_id, o.occurrence_id, o.set_id, o.start_at, o.end_at,
         CASE WHEN (SELECT max(step) FROM asked) > 0 THEN (SELECT max(step) FROM asked) * 60
              WHEN o.end_at - o.start_at <= 14400 THEN 60
              WHEN o.end_at - o.start_at <= 28800 THEN 120
              WHEN o.end_at - o.start_at <= 72000 THEN 300
              WHEN o.end_at - o.start_at <= 144000 THEN 600
              WHEN o.end_at - o.start_at <= 216000 THEN 900
              ELSE 1800 END AS wanted
  FROM occurrence o
  WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence
),
shown AS (
  SELECT account_id, occurrence_id, set_id, start_at, end_at,
         CASE WHEN (end_at - start_at) / 2000 >= wanted THEN (end_at - start_at) / 2000 + 1 ELSE wanted END AS step
  FROM chosen
),
stay AS (
  SELECT s.participant_id, ", joined!(), " AS join_at, ", left!(), " AS leave_at
  FROM shown o
  JOIN session s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id
  WHERE s.waiting = 0 AND s.participant_id IS NOT NULL AND coalesce(s.join_at, s.leave_at) IS NOT NULL
),
point (at) AS (
  SELECT start_at FROM shown WHERE EXISTS (SELECT 1 FROM stay)
  UNION ALL
  SELECT point.at + shown.step FROM point CROSS JOIN shown WHERE point.at + shown.step < shown.end_at
),
person AS (
  SELECT participant_id, min(join_at) AS first_join, max(leave_at) AS last_leave FROM stay GROUP BY participant_id
)
SELECT shown.occurrence_id AS occurrence,
       point.at AS at,
       point.at AS time,
       (SELECT count(DISTINCT stay.participant_id) FROM stay WHERE stay.join_at <= point.at AND stay.leave_at > point.at) AS present,
       (SELECT count(*) FROM person
        WHERE (person.first_join < point.at + shown.step OR point.at + shown.step >= shown.end_at)
          AND (person.first_join >= point.at OR point.at = shown.start_at)) AS joined,
       (SELECT count(*) FROM person
        WHERE person.last_leave >= point.at
          AND (person.last_leave < point.at + shown.step OR point.at + shown.step >= shown.end_at)) AS \"left\"
FROM point
CROSS JOIN shown");
