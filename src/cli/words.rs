//! Declarations in words: for help, for `headcount reports` and for the documentation.

use crate::model::Unit;
use crate::report::{Column, Drill, ParamKind, ReportDef, View, catalog, def::Role};

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[&str], joint: &str) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// A sentence as it goes on behind a colon.
pub(super) fn begin_small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        // Not `JSON`, `UTC`.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// What stands for a value of the kind in help.
pub(super) fn value_name(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::Choice(_) => "WORD",
        ParamKind::Text | ParamKind::Search => "TEXT",
        ParamKind::Person => "EMAIL|NAME",
        ParamKind::Number { .. } | ParamKind::Import => "NUMBER",
        ParamKind::Occurrence => "UUID|NUMBER@START",
        ParamKind::Participant | ParamKind::Call => "KEY",
        ParamKind::Instant => "TIME",
        ParamKind::Host => "EMAIL",
        ParamKind::Switch { .. } => "on|off",
    }
}

/// The values of the kind.
pub(super) fn takes(kind: ParamKind) -> String {
    match kind {
        ParamKind::Choice(words) => list(words, "or"),
        ParamKind::Text => "text".to_owned(),
        ParamKind::Search => "part of a name, e-mail, topic or meeting ID".to_owned(),
        ParamKind::Person => "e-mail, or name where there is none".to_owned(),
        ParamKind::Number { least, most } => format!("{least} to {most}"),
        ParamKind::Occurrence => "UUID, NUMBER@START or key".to_owned(),
        ParamKind::Participant | ParamKind::Call => "key".to_owned(),
        ParamKind::Instant => "a moment like 2026-10-05T08:10, or key".to_owned(),
        ParamKind::Host => "e-mail or key".to_owned(),
        ParamKind::Import => "number".to_owned(),
        ParamKind::Switch { .. } => "on or off".to_owned(),
    }
}

/// A value of the kind, as an example.
pub(super) fn sample(kind: ParamKind) -> String {
    match kind {
        ParamKind::Choice(words) => words.first().copied().unwrap_or_default().to_owned(),
        ParamKind::Text | ParamKind::Search => "anna".to_owned(),
        ParamKind::Number { least, .. } => least.to_string(),
        ParamKind::Occurrence => "84612340849@2026-10-05T08:00".to_owned(),
        ParamKind::Participant | ParamKind::Call | ParamKind::Import => "12".to_owned(),
        ParamKind::Instant => "2026-10-05T08:10".to_owned(),
        ParamKind::Host | ParamKind::Person => "nora.quist@lumen.example".to_owned(),
        ParamKind::Switch { .. } => "on".to_owned(),
    }
}

/// The plainest command line that writes a report.
pub(super) fn command(def: &ReportDef) -> String {
    let needed = def.params.iter().filter(|param| param.required);
    let needed: Vec<String> =
        needed.map(|param| format!(" --{} {}", param.name, sample(param.kind))).collect();
    let needed = needed.concat();
    let dates = if def.ranged { " --month 2026-10" } else { "" };
    format!("headcount report {}{needed}{dates}", def.id)
}

/// What files hold in a column of the unit.
pub(super) fn holds(unit: Unit) -> &'static str {
    match unit {
        Unit::Text => "text",
        Unit::Number => "digits",
        Unit::Count => "number",
        Unit::Minutes => "whole minutes",
        Unit::Duration => "seconds",
        Unit::Instant | Unit::Moment => "instant",
        Unit::Date => "day",
        Unit::Percent => "percent",
        Unit::Bytes => "bytes",
        Unit::Money => "amount",
        Unit::Spark => "numbers",
        Unit::Flag => "yes or no",
        Unit::Mark => "word",
        Unit::Strip => "a letter a day: h held, o in part, p provisional, m missing",
        Unit::Key => "key",
    }
}

/// Where a column shows.
pub(super) fn shows(column: &Column) -> &'static str {
    match column.role {
        Role::Shown => "always",
        Role::Wide => "when wide",
        Role::Key => "never",
    }
}

/// Columns as `--sort` takes them.
pub(super) fn order(view: &View) -> String {
    view.order.join(",")
}

/// What Enter on a row opens: the report (and its view), its title, and what it is given.
pub(super) fn opens(down: &Drill) -> String {
    let title = catalog::find(down.to.0).map_or(down.to.0, |target| target.title);
    let view = down.view.map_or_else(String::new, |view| format!(", view {view}"));
    let mut given: Vec<String> = down.with.iter().map(|(param, _)| format!("its {param}")).collect();
    if down.day.is_some() {
        given.push("that day".to_owned());
    }
    let given = if given.is_empty() { String::new() } else { format!(" of {}", given.join(" and ")) };
    format!("{title} ({}{view}){given}", down.to)
}

/// Whole sentences on where a view's rows lead by themselves, and on columns that the data bring.
pub(super) fn leads(view: &View) -> impl Iterator<Item = &'static str> {
    let opens = view.opens.map(|_| "Enter opens the report that the row names.");
    let further = view.further.map(|_| {
        "Each question of a form is a further column, named after it: of those asked the most asked first, at most 40; \
         they are filtered, sorted and chosen like the others."
    });
    opens.into_iter().chain(further)
}

/// The ids of a report's views.
pub(super) fn views(def: &ReportDef) -> String {
    def.views.iter().map(|view| view.id).collect::<Vec<_>>().join(", ")
}

/// The names of a report's parameters, a `*` behind those that are needed.
pub(super) fn params(def: &ReportDef) -> String {
    let name =
        |param: &crate::report::Param| format!("{}{}", param.name, if param.required { "*" } else { "" });
    def.params.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Whether a report takes dates, as a sentence that goes on.
pub(super) fn dates(def: &ReportDef) -> &'static str {
    if def.ranged { " Takes dates: `--from` and `--to`, or `--month`." } else { "" }
}
