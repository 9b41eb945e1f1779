//! The list of all reports, in the order of their tabs' strips. Adding a report adds one line here.

use super::def::{ParamKind, ReportDef, Tab};
use super::{data, meetings, overview, usage, users, webinars};

pub const ALL: &[&ReportDef] = &[
    &overview::overview::DEF,
    &usage::daily::DEF,
    &usage::active_hosts::DEF,
    &usage::inactive_hosts::DEF,
    &usage::upcoming::DEF,
    &usage::telephone::DEF,
    &usage::captions::DEF,
    &usage::recordings::DEF,
    &usage::phone::DEF,
    &usage::phone_users::DEF,
    &usage::phone_queues::DEF,
    &usage::remote_support::DEF,
    &usage::zoom_events::DEF,
    &usage::billing::DEF,
    &meetings::meetings::DEF,
    &meetings::meeting_activity::DEF,
    &usage::participants::DEF,
    &usage::sessions::DEF,
    &usage::attendance_curve::DEF,
    &usage::phone_call::DEF,
    &meetings::occurrence::DEF,
    &meetings::registration::DEF,
    &meetings::polls::DEF,
    &meetings::qa::DEF,
    &meetings::survey::DEF,
    &webinars::webinars::DEF,
    &webinars::registration::DEF,
    &webinars::attendees::DEF,
    &webinars::performance::DEF,
    &webinars::qa::DEF,
    &webinars::polls::DEF,
    &webinars::survey::DEF,
    &users::users::DEF,
    &users::access_control::DEF,
    &users::find::DEF,
    &users::person::DEF,
    &data::imports::DEF,
    &data::rejected::DEF,
    &data::sources::DEF,
    &data::coverage::DEF,
    &data::freshness::DEF,
    &data::policy::DEF,
    &data::log::DEF,
];

/// The report of that id.
pub fn find(id: &str) -> Option<&'static ReportDef> {
    ALL.iter().copied().find(|def| def.id.0 == id)
}

/// The id nearest to a mistyped one, if any is near.
pub fn nearest(id: &str) -> Option<&'static str> {
    nearest_of(id, ALL.iter().map(|def| def.id.0))
}

/// The word nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest_of<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    words
        .into_iter()
        .map(|candidate| (likeness(word, candidate), candidate))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The report that answers a search, and the parameter that takes what is typed.
pub fn search() -> Option<(&'static ReportDef, &'static str)> {
    let takes = |def: &&'static ReportDef| {
        let param = def.params.iter().find(|param| param.kind == ParamKind::Search)?;
        Some((*def, param.name))
    };
    ALL.iter().find_map(takes)
}

/// From 0 to 1. Two letters the wrong way round in a short word are one slip: `cvs`.
fn likeness(word: &str, candidate: &str) -> f64 {
    let one_slip = word.chars().count() > 2 && strsim::osa_distance(word, candidate) == 1;
    strsim::jaro_winkler(word, candidate).max(if one_slip { 0.8 } else { 0.0 })
}

/// Tabs that hold a report of their own strip, in order.
pub fn tabs() -> Vec<Tab> {
    Tab::ALL.into_iter().filter(|tab| in_tab(*tab).next().is_some()).collect()
}

/// The reports of a tab's strip.
pub fn in_tab(tab: Tab) -> impl Iterator<Item = &'static ReportDef> {
    ALL.iter().copied().filter(move |def| def.tab == tab && def.is_root())
}
