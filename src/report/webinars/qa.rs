//! Questions that the audiences of webinars asked, and what was answered.

use crate::report::meetings::questions::{COLUMNS, PARAMS, questions_held, questions_sql};
use crate::report::{Access, Layout, Limit, ReportDef, ReportId, Source, Tab, View};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("webinar-qa"),
    title: "Webinar Q&A",
    tab: Tab::Webinars,
    about: "Every question that the audience of a webinar asked, with who asked it, whether it was answered, by whom and how.",
    who: Access::WEBINARS,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: PARAMS,
    actions: &[],
    views: &[View {
        id: "questions",
        title: "Questions",
        columns: COLUMNS,
        source: Source { sql: questions_sql!("webinar"), by_key: true },
        order: &["-start", "asked_at", "asked_by"],
        facts: None,
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: Some(questions_held!("webinar")),
        noun: ("question", "questions"),
    }],
};
