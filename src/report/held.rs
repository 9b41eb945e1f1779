//! What is held of an occurrence, from what views declare: a new report that says how it is counted stands among them.

use super::catalog;
use super::def::{ReportDef, View};
use std::fmt::Write;

/// The placeholder of SQL for which [`rows`] stands.
pub const PLACEHOLDER: &str = ":held";

/// Views that belong to an occurrence, in the order of the catalog.
pub fn views() -> impl Iterator<Item = (&'static ReportDef, &'static View)> {
    let all = catalog::ALL.iter().flat_map(|def| def.views.iter().map(move |view| (*def, view)));
    all.filter(|(_, view)| view.held.is_some())
}

/// Where a view of an occurrence is; behind it stands the occurrence's key.
fn address(def: &ReportDef, view: &View) -> String {
    format!("{}/{}&occurrence=#", def.id, view.id)
}

/// SQL of a row a view that `may` be seen: its place, where it leads, report, view, and how many rows it has.
pub fn rows(may: impl Fn(&ReportDef) -> bool) -> String {
    let mut sql = String::new();
    for (place, (def, view)) in (1..).zip(views()).filter(|(_, (def, _))| may(def)) {
        let Some(count) = view.held else { continue };
        let between = if sql.is_empty() { "" } else { " UNION ALL " };
        // Writing to a String cannot fail.
        let _ = write!(
            sql,
            "{between}SELECT {place} AS place, '{}' || :occurrence AS opens, {} AS report, {} AS view, ({count}) AS rows",
            address(def, view),
            quoted(def.title),
            quoted(if def.views.len() > 1 { view.title } else { "" }),
        );
    }
    if sql.is_empty() {
        return "SELECT 0 AS place, NULL AS opens, NULL AS report, NULL AS view, 0 AS rows".to_owned();
    }
    sql
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "NULL".to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Address, ParamKind};

    #[test]
    fn what_belongs_to_an_occurrence_takes_one() {
        let mut seen = 0;
        for (def, view) in views() {
            let param = def.param("occurrence").map(|param| param.kind);
            assert_eq!(param, Some(ParamKind::Occurrence), "{}", def.id);
            let others = def.params.iter().filter(|param| param.name != "occurrence" && param.required);
            assert_eq!(others.count(), 0, "{} needs more than an occurrence", def.id);
            let opens = format!("{}12", address(def, view));
            assert_eq!(Address::parse(&opens).unwrap().params, [("occurrence", "#12")], "{opens}");
            seen += 1;
        }
        assert!(seen >= 10);
    }

    #[test]
    fn only_what_may_be_seen_is_counted() {
        assert!(rows(|_| true).contains("webinar-qa/questions"));
        assert!(!rows(|def| def.id.0 != "webinar-qa").contains("webinar-qa/questions"));
        assert!(rows(|_| false).starts_with("SELECT 0"));
    }
}
