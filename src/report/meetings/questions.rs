//! Questions that audiences asked: what the reports of meetings and of webinars have in common.

use super::answers::{HOST, NUMBER, OCCURRENCE, TOPIC};
use crate::model::Unit;
use crate::report::{Column, Param, ParamKind, col, def};

pub const PARAMS: &[Param] = &[
    OCCURRENCE,
    HOST,
    TOPIC,
    NUMBER,
    Param {
        name: "status",
        kind: ParamKind::Choice(&["all", "open", "answered", "dismissed"]),
        required: false,
        help: "all, open, answered or dismissed.",
    },
];

pub const COLUMNS: &[Column] = &[
    def::key("set"),
    def::key("row"),
    def::key("occurrence"),
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("start", "Start", Unit::Instant).wide(),
    col("asked_by", "Asked by", Unit::Text).personal().help("Anonymous where the source names nobody."),
    col("email", "Email", Unit::Text).wide().personal(),
    col("question", "Question", Unit::Text).personal(),
    col("asked_at", "Asked at", Unit::Instant).wide(),
    col("status", "Status", Unit::Text).help("open, answered or dismissed."),
    col("answer", "Answer", Unit::Text).personal(),
    col("answered_by", "Answered by", Unit::Text).wide().personal(),
    col("answered_at", "Answered at", Unit::Instant).wide(),
    col("how", "How", Unit::Text).wide().help("live or typed."),
];

macro_rules! questions_sql {
    ($kind:literal) => {
        concat!(
            "
SELECT q.set_id AS \"set\",
       q.question_id AS \"row\",
       o.occurrence_id AS occurrence,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = o.account_id) END AS account,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN o.topic END AS topic,
       CASE WHEN substr(e.number, 1, 1) <> '~' [[occurrence: AND 1 = 0 ]] THEN e.number END AS meeting_id,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN o.start_at END AS start,
       CASE WHEN q.name IS NULL AND q.email IS NULL THEN 'Anonymous' ELSE q.name END AS asked_by,
       q.email AS email,
       q.question AS question,
       q.asked_at AS asked_at,
       q.status AS status,
       q.answer AS answer,
       q.answered_by AS answered_by,
       q.answered_at AS answered_at,
       q.how AS how
FROM occurrence o
JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
JOIN source_set s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id
JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = 'qa' AND p.shown = 1
JOIN question q ON q.account_id = p.account_id AND q.set_id = p.set_id
WHERE ",
            $crate::report::meetings::answers::of_events!($kind),
            "
  [[status: AND q.status = :status ]]"
        )
    };
}

/// How many questions of an occurrence are held.
macro_rules! questions_held {
    ($kind:literal) => {
        concat!(
            "SELECT count(*) FROM occurrence o
          JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id AND e.kind = '",
            $kind,
            "'
          JOIN source_set s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id
          JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = 'qa' AND p.shown = 1
          JOIN question q ON q.account_id = p.account_id AND q.set_id = p.set_id
          WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence"
        )
    };
}

pub(in crate::report) use {questions_held, questions_sql};
