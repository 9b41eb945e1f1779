//! Polls of webinars: who answered what, and how many.

use crate::report::meetings::answers::{
    ANSWERS, PARAMS, TALLY, answer_views, answers_held, answers_sql, tally_sql, who,
};
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
    views: answer_views!("polls", "webinar", "webinar-polls"),
};
