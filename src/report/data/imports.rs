//! Imports: what was read, when, from which file, and what of it was new.

use crate::model::Unit;
use crate::report::{Access, Drill, Layout, ReportDef, ReportId, Source, Tab, View, col, def};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("imports"),
    title: "Imports",
    tab: Tab::Data,
    about: "Every file that was read: its kind, how many rows it held, how many were new, already known or rejected. \
            Enter lists the rejected rows with line and reason.",
    who: Access("O A"),
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[],
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
            col("rows", "Rows read", Unit::Count).sum(),
            col("new", "New", Unit::Count).sum(),
            col("known", "Already known", Unit::Count).wide().sum(),
            col("rejected", "Rejected", Unit::Count).sum(),
            col("zone", "Zone", Unit::Text).wide().help("The zone its local times were read in."),
            col("date_order", "Dates", Unit::Text).wide().help("mdy or dmy, where the file has such dates."),
            col("observed", "Observed", Unit::Moment).wide().help("When the source was as the file says."),
            col("size", "Size", Unit::Bytes).wide(),
            col("by", "By", Unit::Text).wide().personal(),
            col("notes", "Notes", Unit::Text).wide(),
        ],
        source: Source { sql: SQL, by_key: true },
        order: &["-number"],
        facts: None,
        notes: &[],
        chart: None,
        down: Some(Drill {
            to: ReportId("rejected"),
            view: None,
            with: &[("import", "import")],
            day: None,
            label: &["file"],
        }),
        noun: ("import", "imports"),
    }],
};

const SQL: &str = "
SELECT i.import_id AS import,
       i.import_id AS number,
       i.imported_at AS time,
       i.file_name AS file,
       i.kind AS kind,
       i.rows_read AS rows,
       i.rows_new AS new,
       i.rows_known AS known,
       i.rows_rejected AS rejected,
       i.zone AS zone,
       i.date_order AS date_order,
       i.observed_at AS observed,
       i.bytes AS size,
       i.imported_by AS by,
       nullif(i.notes, '') AS notes
FROM import i
WHERE i.account_id IN (:accounts)";
