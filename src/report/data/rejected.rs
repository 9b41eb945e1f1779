//! Rejected rows of one import.

use crate::model::Unit;
use crate::report::{
    Access, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("rejected"),
    title: "Rejected rows",
    tab: Tab::Data,
    about: "Rows of one import that could not be read, each with its line, column, value and reason.",
    who: Access::ADMINISTRATION,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "import",
        kind: ParamKind::Import,
        required: true,
        help: "The import's number.",
    }],
    actions: &[],
    views: &[View {
        id: "rows",
        title: "Rows",
        columns: &[
            def::key("rejected_row"),
            col("line", "Line", Unit::Count),
            col("column", "Column", Unit::Text),
            col("value", "Value", Unit::Text)
                .personal()
                .help("Cut to 60 characters, control characters taken out."),
            col("reason", "Reason", Unit::Text),
        ],
        source: Source { sql: SQL, by_key: true },
        order: &["line"],
        facts: None,
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: None,
        noun: ("rejected row", "rejected rows"),
    }],
};

const SQL: &str = "
SELECT r.rejected_id AS rejected_row,
       r.line AS line,
       r.column_name AS \"column\",
       r.value AS value,
       r.reason AS reason
FROM rejected_row r
WHERE r.account_id IN (:accounts) AND r.import_id = :import";
