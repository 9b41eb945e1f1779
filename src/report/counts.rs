//! What is known of a view before it is asked: how many rows an occurrence's reports have.

use super::def::{ReportDef, View};

/// Report, view, and the facts or columns of an occurrence that count its rows.
const COUNTS: &[(&str, &str, &[&str])] =
    &[("participants", "people", &["people", "participants"]), ("sources", "sources", &["sources"])];

/// The names under which an occurrence says how many rows the view has; none where it does not.
pub fn counted_by(def: &ReportDef, view: &View) -> &'static [&'static str] {
    let is_it = |(report, of, _): &&(&str, &str, &[&str])| *report == def.id.0 && *of == view.id;
    COUNTS.iter().find(is_it).map_or(&[], |(_, _, names)| names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::catalog;

    #[test]
    fn what_is_counted_is_there() {
        for (report, view, names) in COUNTS {
            assert!(catalog::find(report).and_then(|def| def.view(view)).is_some(), "{report}/{view}");
            let views = || catalog::ALL.iter().flat_map(|def| def.views);
            let facts = || views().filter_map(|view| view.facts).flat_map(|facts| facts.columns);
            let known = |name: &str| {
                views().any(|view| view.column(name).is_some()) || facts().any(|fact| fact.name == name)
            };
            assert!(names.iter().all(|name| known(name)), "{names:?}");
        }
    }
}
