//! One call: its parts and what they cost.

use super::phone::LIMITS;
use super::phone_charges::{CHARGES, charge_columns};
use super::phone_sql::{charged, lasted, of_parts, result, talk};
use crate::model::Unit;
use crate::report::{
    Access, Column, Facts, Layout, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("phone-call"),
    title: "Call",
    tab: Tab::Usage,
    about: "One call of the phone system: its parts in order – the queue, whoever answered, a transfer – and its charges.",
    who: Access::PHONE,
    limits: LIMITS,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "call",
        kind: ParamKind::Call,
        required: true,
        help: "The call's key, as `headcount report phone --format json` gives it.",
    }],
    actions: &[],
    views: &[
        View {
            id: "parts",
            title: "Parts",
            columns: PARTS,
            source: Source { sql: PARTS_SQL, by_key: true },
            order: &["start", "end"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("part", "parts"),
        },
        View {
            id: "charges",
            title: "Charges",
            columns: CHARGES,
            source: Source { sql: CHARGES_SQL, by_key: true },
            order: &["at"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("charge", "charges"),
        },
    ],
};

const FACTS: Facts = Facts {
    columns: &[
        col("caller", "Caller", Unit::Text).personal(),
        col("callee", "Callee", Unit::Text).personal(),
        col("start", "Start", Unit::Instant),
        col("direction", "Direction", Unit::Text),
        col("result", "Result", Unit::Text),
        col("duration", "Duration", Unit::Duration),
        col("talk", "Talk time", Unit::Duration),
        col("charges", "Charges", Unit::Text),
    ],
    sql: concat!(
        "
SELECT coalesce(c.caller_name, 'ext. ' || c.caller_ext, 'a number outside'),
       coalesce(c.callee_name, 'ext. ' || c.callee_ext, 'a number outside'),
       c.start_at, c.direction, ",
        result!(),
        ", ",
        lasted!(),
        ", ",
        talk!(),
        ",
       (SELECT string_agg(money_text(minor, currency), ' · ' ORDER BY currency)
        FROM (SELECT m.currency, sum(m.charge) AS minor FROM phone_charge m
              WHERE m.account_id = c.account_id AND m.row_id IN ",
        charged!(),
        " GROUP BY m.currency) AS sums)
FROM phone_call c
WHERE c.account_id IN (:accounts) AND c.row_id = :call"
    ),
};

const PARTS: &[Column] = &[
    def::key("part"),
    col("start", "Start", Unit::Moment),
    col("answered", "Answered", Unit::Moment).wide(),
    col("end", "End", Unit::Moment),
    col("direction", "Direction", Unit::Text).wide(),
    col("caller", "Caller", Unit::Text).personal(),
    col("caller_number", "Caller number", Unit::Text).wide().personal().masked(),
    col("caller_email", "Caller email", Unit::Text).wide().personal(),
    col("callee", "Callee", Unit::Text).personal(),
    col("callee_number", "Callee number", Unit::Text).wide().personal().masked(),
    col("callee_email", "Callee email", Unit::Text).wide().personal(),
    col("callee_kind", "Callee is", Unit::Text)
        .wide()
        .help("user, call_queue, auto_receptionist…; empty outside the account."),
    col("result", "Result", Unit::Text).help("answered, voicemail, missed, abandoned or overflowed."),
    col("said", "As said", Unit::Text).wide().help("The result in the source's word."),
    col("waited", "Waited", Unit::Duration).wide().help("Until the answer, or in the queue."),
    col("talk", "Talk time", Unit::Duration),
    col("held", "On hold", Unit::Duration).wide(),
    col("queue", "Queue", Unit::Text).wide(),
    col("type", "Type", Unit::Text).wide(),
    col("international", "International", Unit::Flag).wide(),
    col("recorded", "Recorded", Unit::Flag).wide(),
    col("site", "Site", Unit::Text).wide(),
    col("department", "Department", Unit::Text).wide(),
    col("cost_center", "Cost centre", Unit::Text).wide(),
    col("import", "Import", Unit::Count).wide().help("The import whose word is shown."),
];

const PARTS_SQL: &str = "
SELECT e.row_id AS part,
       e.start_at AS start,
       e.answered_at AS answered,
       e.end_at AS \"end\",
       e.direction AS direction,
       coalesce(e.caller_name, 'ext. ' || e.caller_ext,
                CASE WHEN e.caller_number IS NOT NULL THEN 'a number outside' END) AS caller,
       e.caller_number AS caller_number,
       e.caller_email AS caller_email,
       coalesce(e.callee_name, 'ext. ' || e.callee_ext,
                CASE WHEN e.callee_number IS NOT NULL THEN 'a number outside' END) AS callee,
       e.callee_number AS callee_number,
       e.callee_email AS callee_email,
       e.callee_kind AS callee_kind,
       e.outcome AS result,
       replace(e.result, '_', ' ') AS said,
       e.waiting_seconds AS waited,
       e.talk_seconds AS talk,
       e.hold_seconds AS held,
       e.queue_name AS queue,
       e.call_type AS type,
       e.international AS international,
       e.recorded AS recorded,
       e.site AS site,
       e.department AS department,
       e.cost_center AS cost_center,
       e.import_id AS import
FROM phone_call c
JOIN phone_call e ON e.account_id = c.account_id AND e.shown = 1
  AND (e.row_id = c.row_id OR (e.call_id = c.call_id AND e.certainty = c.certainty))
WHERE c.account_id IN (:accounts) AND c.row_id = :call";

const CHARGES_SQL: &str = concat!(
    charge_columns!(),
    "phone_call c
JOIN phone_charge p ON p.account_id = c.account_id AND p.row_id IN ",
    charged!(),
    "
WHERE c.account_id IN (:accounts) AND c.row_id = :call"
);
