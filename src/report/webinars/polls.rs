//! Polls of webinars: who answered what, and how many.

use crate::report::meetings::answers::{ANSWERS, PARAMS, TALLY, answers_held, answers_sql, tally_sql, who};
use crate::report::{Access, Layout, Limit, ReportDef, ReportId, Source, Tab, View};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("webinar-polls"),
    title: "Webinar polls",
    tab: Tab::Webinars,
    about: "What was answered to the polls and quizzes of webinars: each answer, or how many gave it. Enter on a count opens who \
            answered so.",
    who: Access::WEBINARS,
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
            source: Source { sql: answers_sql!("polls", "webinar"), by_key: false },
            order: &["-start", "poll", "launch", "question", "name"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: Some(answers_held!("polls", "webinar")),
            noun: ("answer", "answers"),
        },
        View {
            id: "tally",
            title: "Tally",
            columns: TALLY,
            source: Source { sql: tally_sql!("polls", "webinar"), by_key: false },
            order: &["-start", "poll", "launch", "question", "-count", "answer"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(who("webinar-polls")),
            opens: None,
            further: None,
            held: None,
            noun: ("different answer", "different answers"),
        },
    ],
};
