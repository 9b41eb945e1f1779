//! What headcount itself did: what was exported, granted, changed and taken away, and by whom.

use crate::model::Unit;
use crate::report::{
    Access, Column, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("log"),
    title: "Log",
    tab: Tab::Data,
    about: "What was exported, granted, revoked, changed, undone and purged, when and by whom; the newest first. Nothing \
            of it is ever taken out.",
    who: Access::OWNER,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "what",
        kind: ParamKind::Choice(&[
            "all", "exported", "granted", "revoked", "policy", "account", "undone", "purged", "erased",
        ]),
        required: false,
        help: "Only what was done so.",
    }],
    actions: &[],
    views: &[View {
        id: "log",
        title: "Log",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["-time"],
        facts: None,
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: None,
        noun: ("entry", "entries"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("entry"),
    col("time", "Time", Unit::Moment),
    col("by", "By", Unit::Text).personal().help("The session's user on the machine."),
    col("viewer", "As", Unit::Text)
        .personal()
        .help("The person named with `--as`; empty: the owner of the file."),
    col("what", "What", Unit::Text)
        .help("exported, granted, revoked, policy, account, undone, purged, erased."),
    col("subject", "Subject", Unit::Text).personal().help("Report, person, setting, account or file."),
    col("detail", "Detail", Unit::Text)
        .help("Format and place of a file, the right, the value, the master or name."),
    col("rows", "Rows", Unit::Count).help("Rows that left in an export, or were taken away."),
];

const SQL: &str = "
SELECT entry, time, \"by\", viewer, what, subject, detail, rows
FROM (
  SELECT 'a' || l.audit_id AS entry, l.done_at AS time, l.done_by AS \"by\", l.viewer AS viewer, l.what AS what,
         l.subject AS subject, nullif(l.detail, '') AS detail, l.rows AS rows
  FROM audit_log l
  WHERE l.account_id IS NULL OR l.account_id IN (:accounts)
  UNION ALL
  SELECT 'e' || x.export_id, x.exported_at, x.exported_by, x.viewer, 'exported', x.report,
         CASE WHEN x.path = '-' THEN x.format ELSE x.format || ' ' || x.path END, x.rows
  FROM export_log x
  WHERE x.account_id IS NULL OR x.account_id IN (:accounts)
  UNION ALL
  SELECT 'u' || i.import_id, i.undone_at, i.undone_by, NULL, 'undone', i.file_name, 'import ' || i.import_id, i.rows_new
  FROM import i
  WHERE i.account_id IN (:accounts) AND i.undone_at IS NOT NULL
) AS entry
WHERE 1 = 1 [[what: AND what = :what ]]";
