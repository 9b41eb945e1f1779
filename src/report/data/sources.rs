//! Sources of one occurrence: every set of rows that is held of it, and which of them counts.

use crate::model::Unit;
use crate::report::usage::participants::OCCURRENCE_FACTS;
use crate::report::{
    Access, Column, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("sources"),
    title: "Sources",
    tab: Tab::Data,
    about: "What each import says of one occurrence: the set that is shown and counted, and those kept beside it, from \
            which it borrows what it lacks.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::NONE,
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
        id: "sources",
        title: "Sources",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: true },
        order: &["-observed", "-import"],
        facts: Some(OCCURRENCE_FACTS),
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: Some(
            "SELECT count(*) FROM source_set s
                 WHERE s.account_id IN (:accounts) AND s.occurrence_id = :occurrence AND s.state <> 'undone'",
        ),
        noun: ("source", "sources"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("set"),
    col("kind", "Kind", Unit::Text),
    col("grade", "Grade", Unit::Text)
        .help("report JSON, then CSV, webhooks, unique totals: the higher counts; facts has no people."),
    col("state", "State", Unit::Text).help(
        "shown: counted. kept: another counts. smaller than before: later, with fewer rows, and not shown. Polls, questions \
         and surveys are counted each by themselves.",
    ),
    col("rows", "Rows", Unit::Count),
    col("observed", "Observed", Unit::Moment),
    col("file", "File", Unit::Text),
    col("import", "Import", Unit::Count).help("Its number, as `headcount report imports` lists it."),
    col("again", "Also in", Unit::Count).wide().help("Later imports that say exactly the same."),
];

// A set of polls or questions alone has their worth, and is shown where they are.
const SQL: &str = "
WITH parts AS (
  SELECT p.set_id, max(p.grade) AS grade, sum(p.row_count) AS row_count, max(p.shown) AS shown,
         max(CASE WHEN p.shown = 0 AND EXISTS (
           SELECT 1 FROM source_set o
           JOIN set_part b ON b.account_id = o.account_id AND b.set_id = o.set_id
           WHERE o.account_id = s.account_id AND o.occurrence_id = s.occurrence_id AND b.part = p.part AND b.shown = 1
             AND b.grade = p.grade AND b.row_count > p.row_count AND o.observed_at <= s.observed_at
         ) THEN 1 ELSE 0 END) AS smaller
  FROM source_set s
  JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id
  WHERE s.account_id IN (:accounts) AND s.occurrence_id = :occurrence AND s.grade = 0
  GROUP BY p.set_id
)
SELECT s.set_id AS \"set\",
       s.kind AS kind,
       CASE coalesce(parts.grade, s.grade) WHEN 4 THEN 'report JSON' WHEN 3 THEN 'CSV' WHEN 2 THEN 'webhooks'
                                           WHEN 1 THEN 'unique totals' ELSE 'facts' END AS grade,
       CASE WHEN parts.shown = 1 THEN 'shown'
            WHEN parts.smaller = 1 OR s.state = 'smaller' THEN 'smaller than before'
            ELSE s.state END AS state,
       coalesce(parts.row_count, s.row_count) AS rows,
       s.observed_at AS observed,
       i.file_name AS file,
       i.import_id AS import,
       nullif((SELECT count(*) FROM set_again a WHERE a.account_id = s.account_id AND a.set_id = s.set_id), 0) AS again
FROM source_set s
JOIN import i ON i.account_id = s.account_id AND i.import_id = s.import_id
LEFT JOIN parts ON parts.set_id = s.set_id
WHERE s.account_id IN (:accounts) AND s.occurrence_id = :occurrence AND s.state <> 'undone'";
