//! Meetings held: the way into all that belongs to one.

use crate::report::usage::active_hosts::{OCCURRENCE_COLUMNS, OCCURRENCE_SQL, PROVISIONAL, occurrence_drill};
use crate::report::{Access, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("meetings"),
    title: "Meetings",
    tab: Tab::Meetings,
    about: "Every occurrence that started in the range, newest first: the way into all that belongs to one.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param { name: "host", kind: ParamKind::Host, required: false, help: "Only this host's occurrences." },
        Param {
            name: "topic",
            kind: ParamKind::Text,
            required: false,
            help: "Only topics that contain this.",
        },
        Param {
            name: "meeting",
            kind: ParamKind::Text,
            required: false,
            help: "Only this meeting ID; blanks do not count.",
        },
    ],
    actions: &[],
    views: &[View {
        id: "meetings",
        title: "Meetings",
        columns: OCCURRENCE_COLUMNS,
        source: Source { sql: OCCURRENCE_SQL, by_key: true },
        order: &["-start"],
        facts: None,
        notes: &[PROVISIONAL],
        chart: None,
        down: Some(occurrence_drill()),
        opens: None,
        further: None,
        held: None,
        noun: ("occurrence", "occurrences"),
    }],
};
