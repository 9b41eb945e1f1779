//! Meeting activity: what was done in meetings, and by whom, as the portal's log has it.

use crate::model::Unit;
use crate::report::usage::place::{OCCURRENCE, account, by_number, counted, of_occurrence};
use crate::report::{
    Access, Column, Drill, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("meeting-activity"),
    title: "Meeting activity",
    tab: Tab::Meetings,
    about: "What was done in meetings, and by whom: of the range, or of one occurrence whatever the range.",
    who: Access::USAGE,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        OCCURRENCE,
        Param {
            name: "operator",
            kind: ParamKind::Text,
            required: false,
            help: "Only of operators whose name or e-mail contains this.",
        },
        Param {
            name: "category",
            kind: ParamKind::Text,
            required: false,
            help: "Only of categories that contain this.",
        },
    ],
    actions: &[],
    views: &[View {
        id: "activities",
        title: "Activities",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: true },
        order: &["-time", "-thousandths"],
        facts: None,
        notes: &[],
        chart: None,
        down: Some(Drill {
            to: ReportId("participants"),
            view: None,
            with: &[("occurrence", "occurrence")],
            day: None,
            label: &["topic", "time"],
        }),
        opens: None,
        further: None,
        held: Some(counted!("meeting_activity", "t.at", by_number!("t", "t.at"))),
        noun: ("activity", "activities"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("occurrence"),
    col("time", "Time", Unit::Moment),
    col("thousandths", "Thousandths", Unit::Count).wide().help("Of the second: the order within it."),
    def::account(),
    col("meeting_id", "Meeting ID", Unit::Number),
    col("topic", "Topic", Unit::Text).wide().help("Where the occurrence is held."),
    col("operator", "Operator", Unit::Text).personal(),
    col("operator_email", "Operator email", Unit::Text).wide().personal(),
    col("category", "Category", Unit::Text),
    col("detail", "Detail", Unit::Text).personal(),
];

const SQL: &str = concat!(
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       ",
    by_number!("t", "t.at"),
    " AS occurrence,
       t.at AS time,
       nullif(t.milli, 0) AS thousandths,
       ",
    account!("t"),
    " AS account,
       t.number AS meeting_id,
       (SELECT o.topic FROM occurrence o WHERE o.account_id = t.account_id AND o.occurrence_id = ",
    by_number!("t", "t.at"),
    ") AS topic,
       t.operator AS operator,
       t.operator_email AS operator_email,
       t.category AS category,
       t.detail AS detail
FROM meeting_activity t
WHERE t.account_id IN (:accounts) AND t.shown = 1
  AND (t.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
  [[occurrence: AND ",
    of_occurrence!("t", "t.at", by_number!("t", "t.at")),
    " ]]
  [[operator: AND (holds(t.operator, :operator) OR holds(t.operator_email, :operator)) ]]
  [[category: AND holds(t.category, :category) ]]"
);
