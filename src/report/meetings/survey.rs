//! Surveys after meetings: who answered what, and how many.

use super::answers::{ANSWERS, PARAMS, TALLY, answer_views, answers_held, answers_sql, tally_sql, who};
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
    views: answer_views!("survey", "meeting", "meeting-survey"),
};
