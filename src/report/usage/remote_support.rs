//! Remote support: who helped whom in which meeting, and for how long.

use super::place::{OCCURRENCE, account, counted, occurrence, of_occurrence};
use crate::model::Unit;
use crate::report::{Access, Column, Drill, Layout, Limit, ReportDef, ReportId, Source, Tab, View, col, def};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("remote-support"),
    title: "Remote support",
    tab: Tab::Usage,
    about: "Remote support sessions in meetings: who helped whom, when, and how long they had waited for it.",
    who: Access::USAGE,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[OCCURRENCE],
    actions: &[],
    views: &[View {
        id: "sessions",
        title: "Sessions",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: true },
        order: &["-start", "supported"],
        facts: None,
        notes: &[],
        chart: None,
        down: Some(Drill {
            to: ReportId("participants"),
            view: None,
            with: &[("occurrence", "occurrence")],
            day: None,
            label: &["topic", "start"],
        }),
        opens: None,
        further: None,
        held: Some(counted!("remote_support", "t.start_at")),
        noun: ("session", "sessions"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("occurrence"),
    col("meeting_id", "Meeting ID", Unit::Number),
    def::account(),
    col("topic", "Topic", Unit::Text).wide(),
    col("supporter", "Supporter", Unit::Text).personal(),
    col("supporter_email", "Supporter email", Unit::Text).wide().personal(),
    col("supported", "Supported", Unit::Text).personal(),
    col("supported_email", "Supported email", Unit::Text).wide().personal(),
    col("requested", "Requested", Unit::Moment).wide(),
    col("waited", "Waited", Unit::Duration).wide().help("From the request to the start."),
    col("start", "Start", Unit::Moment).help("Of a request that nobody took, its own moment."),
    col("end", "End", Unit::Moment).wide(),
    col("duration", "Duration", Unit::Duration).wide().sum(),
];

const SQL: &str = concat!(
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       ",
    occurrence!("t", "t.start_at"),
    " AS occurrence,
       t.number AS meeting_id,
       ",
    account!("t"),
    " AS account,
       t.topic AS topic,
       t.supporter AS supporter,
       t.supporter_email AS supporter_email,
       t.supported AS supported,
       t.supported_email AS supported_email,
       t.requested_at AS requested,
       t.waited_seconds AS waited,
       t.start_at AS start,
       t.end_at AS \"end\",
       t.seconds AS duration
FROM remote_support t
WHERE t.account_id IN (:accounts) AND t.shown = 1
  AND (t.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
  [[occurrence: AND ",
    of_occurrence!("t", "t.start_at"),
    " ]]"
);
