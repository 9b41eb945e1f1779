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
        "shown: counted. kept: another counts. smaller than before: later, with fewer rows, and not shown.",
    ),
    col("rows", "Rows", Unit::Count),
    col("observed", "Observed", Unit::Moment),
    col("file", "File", Unit::Text),
    col("import", "Import", Unit::Count).help("Its number, as `headcount report imports` lists it."),
    col("again", "Also in", Unit::Count).wide().help("Later imports that say exactly the same."),
];

const SQL: &str = "
SELECT s.set_id AS \"set\",
       s.kind AS kind,
       CASE s.grade WHEN 4 THEN 'report JSON' WHEN 3 THEN 'CSV' WHEN 2 THEN 'webhooks' WHEN 1 THEN 'unique totals'
                    ELSE 'facts' END AS grade,
       CASE s.state WHEN 'smaller' THEN 'smaller than before' ELSE s.state END AS state,
       s.row_count AS rows,
       s.observed_at AS observed,
       i.file_name AS file,
       i.import_id AS import,
       nullif((SELECT count(*) FROM set_again a WHERE a.account_id = s.account_id AND a.set_id = s.set_id), 0) AS again
FROM source_set s
JOIN import i ON i.account_id = s.account_id AND i.import_id = s.import_id
WHERE s.account_id IN (:accounts) AND s.occurrence_id = :occurrence AND s.state <> 'undone'";
