//! All that is held of one occurrence: each report that belongs to it, with how many rows it has.

use crate::model::Unit;
use crate::report::usage::participants::OCCURRENCE_FACTS;
use crate::report::{
    Access, Column, Layout, Limit, Opens, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("occurrence"),
    title: "Occurrence",
    tab: Tab::Meetings,
    about: "All that is held of one occurrence: its people, connections, registrations, polls, questions and whatever else \
            was imported, with how many rows of each. Enter opens one.",
    who: Access::USAGE_OR_OWN,
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
        id: "held",
        title: "All that is held",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["place"],
        facts: Some(OCCURRENCE_FACTS),
        notes: &[],
        chart: None,
        down: None,
        opens: Some(Opens { column: "opens", label: &["report"] }),
        further: None,
        held: None,
        noun: ("report", "reports"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("place"),
    def::key("opens"),
    col("report", "Report", Unit::Text),
    col("view", "View", Unit::Text),
    col("rows", "Rows", Unit::Count).help("Of the curve, the most people at once."),
];

/// `:held` stands for a row of each view that declares how it is counted, and that the viewer may see.
const SQL: &str = "
SELECT h.place AS place, h.opens AS opens, h.report AS report, h.view AS view, h.rows AS rows
FROM (:held) AS h
WHERE h.rows > 0
  AND EXISTS (SELECT 1 FROM occurrence o WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence)";
