//! Imports: what was read, when, from which file, and what of it was new.

use crate::model::Unit;
use crate::report::{
    Access, Deed, Drill, How, Layout, Limit, Note, ReportDef, ReportId, RowAction, Source, Tab, View, col,
    def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("imports"),
    title: "Imports",
    tab: Tab::Data,
    about: "Every file that was read: its kind, how many rows it held, how many were new, already known or rejected. \
            Enter lists the rejected rows with line and reason; `x` undoes the import. One that was undone stays listed.",
    who: Access::ADMINISTRATION,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[UNDO],
    views: &[View {
        id: "imports",
        title: "Imports",
        columns: &[
            def::key("import"),
            col("number", "No.", Unit::Count)
                .help("What `--undo` and `headcount report rejected --import` take."),
            col("time", "Time", Unit::Moment),
            col("file", "File", Unit::Text),
            col("kind", "Kind", Unit::Text),
            def::account(),
            col("rows", "Rows read", Unit::Count).wide().sum(),
            col("new", "New", Unit::Count).wide().sum(),
            col("known", "Already known", Unit::Count).wide().sum(),
            col("rejected", "Rejected", Unit::Count).sum(),
            col("state", "State", Unit::Text)
                .fades()
                .help("`undone` when the import was taken back; else empty."),
            col("zone", "Zone", Unit::Text).wide().help("The zone its local times were read in."),
            col("date_order", "Dates", Unit::Text).wide().help("mdy or dmy, where the file has such dates."),
            col("observed", "Observed", Unit::Moment).wide().help("When the source was as the file says."),
            col("size", "Size", Unit::Bytes).wide(),
            col("by", "By", Unit::Text).wide().personal(),
            col("undone", "Undone", Unit::Moment).wide().help("When it was taken back."),
            col("notes", "Notes", Unit::Text).wide(),
        ],
        source: Source { sql: SQL, by_key: true },
        order: &["-number"],
        facts: None,
        notes: &[UNDONE],
        chart: None,
        down: Some(Drill {
            to: ReportId("rejected"),
            view: None,
            with: &[("import", "import")],
            day: None,
            label: &["file"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("import", "imports"),
    }],
};

const UNDO: RowAction = RowAction {
    id: "undo",
    title: "Undo import",
    about: "takes back what the file brought: rows, users and plans that no other file tells",
    key: "import",
    tells: &["number", "file", "kind", "time", "by", "rows", "new"],
    account: None,
    owners: None,
    how: How::Asked {
        effect: "Totals become as if it had never been; where another source told the same occurrences, that one is shown. \
                 The import stays listed, and its file can be imported again.",
        done: ("state", "import {} is undone already; its file can be imported again"),
    },
    deed: Deed::UndoImport,
};

const UNDONE: Note = Note {
    sql: "SELECT count(*) FROM import WHERE account_id IN (:accounts) AND undone_at IS NOT NULL",
    one: "1 import undone: nothing of it counts",
    many: "{} imports undone: nothing of them counts",
};

const SQL: &str = "
SELECT i.import_id AS import,
       i.import_id AS number,
       i.imported_at AS time,
       i.file_name AS file,
       i.kind AS kind,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = i.account_id) END AS account,
       i.rows_read AS rows,
       i.rows_new AS new,
       i.rows_known AS known,
       i.rows_rejected AS rejected,
       CASE WHEN i.undone_at IS NOT NULL THEN 'undone' END AS state,
       i.zone AS zone,
       i.date_order AS date_order,
       i.observed_at AS observed,
       i.bytes AS size,
       i.imported_by AS by,
       i.undone_at AS undone,
       nullif(i.notes, '') AS notes
FROM import i
WHERE i.account_id IN (:accounts)";
