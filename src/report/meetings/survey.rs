//! Surveys after meetings: who answered what, and how many.

use super::answers::{ANSWERS, PARAMS, TALLY, answers_held, answers_sql, tally_sql, who};
use crate::report::{Access, Layout, Limit, ReportDef, ReportId, Source, Tab, View};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("meeting-survey"),
    title: "Surveys",
    tab: Tab::Meetings,
    about: "What was answered to the surveys of meetings: each answer, or how many gave it. Enter on a count opens who answered so.",
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
            source: Source { sql: answers_sql!("survey", "meeting"), by_key: false },
            order: &["-start", "poll", "launch", "question", "name"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: Some(answers_held!("survey", "meeting")),
            noun: ("answer", "answers"),
        },
        View {
            id: "tally",
            title: "Tally",
            columns: TALLY,
            source: Source { sql: tally_sql!("survey", "meeting"), by_key: false },
            order: &["-start", "poll", "launch", "question", "-count", "answer"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(who("meeting-survey")),
            opens: None,
            further: None,
            held: None,
            noun: ("different answer", "different answers"),
        },
    ],
};
