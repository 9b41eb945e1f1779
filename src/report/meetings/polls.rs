//! Polls of meetings: who answered what, and how many.

use super::answers::{ANSWERS, PARAMS, TALLY, answers_held, answers_sql, tally_sql, who};
use crate::report::{Access, Layout, Limit, ReportDef, ReportId, Source, Tab, View};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("meeting-polls"),
    title: "Polls",
    tab: Tab::Meetings,
    about: "What was answered to the polls and quizzes of meetings: each answer, or how many gave it. Enter on a count opens who \
            answered so.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: PARAMS,
    actions: &[],
    views: &[
        View {
            id: "answers",
            title: "Answers",
            columns: ANSWERS,
            source: Source { sql: answers_sql!("polls", "meeting"), by_key: false },
            order: &["-start", "poll", "launch", "question", "name"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: Some(answers_held!("polls", "meeting")),
            noun: ("answer", "answers"),
        },
        View {
            id: "tally",
            title: "Tally",
            columns: TALLY,
            source: Source { sql: tally_sql!("polls", "meeting"), by_key: false },
            order: &["-start", "poll", "launch", "question", "-count", "answer"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(who("meeting-polls")),
            opens: None,
            further: None,
            held: None,
            noun: ("different answer", "different answers"),
        },
    ],
};
