//! What must hold for every report of the catalog, however many there come to be.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headcount::cli::Cli;
use headcount::model::Unit;
use headcount::report::{
    Chart, Column, Drill, Form, How, Layout, Param, ParamKind, ReportDef, View, catalog,
};
use std::collections::BTreeSet;

const RANGE: [&str; 4] = ["from_day", "to_day", "from_at", "to_at"];

fn each_view(mut check: impl FnMut(&'static ReportDef, &'static View, String)) {
    for def in catalog::ALL {
        for view in def.views {
            check(def, view, format!("{}/{}", def.id, view.id));
        }
    }
}

/// Everything the view may ask the database.
fn queries(view: &View) -> Vec<&'static str> {
    let facts = view.facts.iter().map(|facts| facts.sql);
    let notes = view.notes.iter().map(|note| note.sql);
    std::iter::once(view.source.sql).chain(facts).chain(notes).collect()
}

/// Names behind `[[` and before `:`.
fn conditions(sql: &str) -> BTreeSet<&str> {
    let name = |(at, _)| sql[at + 2..].split_once(':').map(|(name, _)| name.trim());
    sql.match_indices("[[").filter_map(name).collect()
}

/// Names behind a `:` that are no condition's.
fn placeholders(sql: &str) -> BTreeSet<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    sql.match_indices(':')
        .map(|(at, _)| {
            let rest = &sql[at + 1..];
            &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]
        })
        // `1:1` within a text is none.
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

fn is_machine_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__")
}

fn is_shell_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn once<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    words.into_iter().all(|word| seen.insert(word))
}

#[test]
fn ids_are_unique_and_safe_in_a_shell() {
    assert!(once(catalog::ALL.iter().map(|def| def.id.0)));
    for def in catalog::ALL {
        assert!(is_shell_word(def.id.0), "{}", def.id);
        assert!(!def.views.is_empty(), "{} has no view", def.id);
        assert!(
            !def.title.is_empty() && def.about.ends_with('.') && !def.who.letters().is_empty(),
            "{}",
            def.id
        );
        assert!(once(def.views.iter().map(|view| view.id)), "{}", def.id);
        assert!(once(def.params.iter().map(|param| param.name)), "{}", def.id);
    }
    each_view(|_, view, name| {
        assert!(is_shell_word(view.id), "{name}");
        assert!(!view.title.is_empty() && !view.noun.0.is_empty() && !view.noun.1.is_empty(), "{name}");
    });
}

#[test]
fn columns_have_names_for_machines_and_titles_for_people() {
    each_view(|_, view, name| {
        assert!(once(view.columns.iter().map(|column| column.name.as_ref())), "{name}");
        assert!(view.visible().next().is_some(), "{name} shows nothing");
        view.columns.iter().for_each(|column| check_column(column, &name));
        let facts = view.facts.map_or(&[][..], |facts| facts.columns);
        assert!(once(facts.iter().map(|fact| fact.name.as_ref())), "{name}");
        let odd = facts.iter().find(|fact| !is_machine_name(&fact.name));
        assert!(odd.is_none(), "{name}: {odd:?}");
        // Without keys a cursor could not find its row again, and a page could not be read by them.
        assert!(!view.source.by_key || view.keys().next().is_some(), "{name} is read by keys and has none");
    });
}

fn check_column(column: &Column, view: &str) {
    let at = format!("{view}: {}", column.name);
    assert!(is_machine_name(&column.name), "{at}");
    assert_eq!(column.is_key(), column.unit == Unit::Key, "{at}");
    assert!(column.is_key() || column.unit == Unit::Mark || !column.title.is_empty(), "{at} has no title");
    let summable = matches!(column.unit, Unit::Count | Unit::Minutes | Unit::Duration | Unit::Bytes);
    let drawn = summable || matches!(column.unit, Unit::Percent | Unit::Money);
    assert!(!column.sum || summable, "{at} cannot be summed");
    assert!(!column.bar || drawn, "{at} cannot be drawn as a bar");
    assert!(column.help.is_empty() || column.help.ends_with('.'), "{at}: help is a sentence");
    assert!(column.name.ends_with("_percent") == (column.unit == Unit::Percent), "{at}");
}

#[test]
fn orders_name_columns() {
    each_view(|_, view, name| {
        let order = || view.order.iter().map(|key| key.strip_prefix('-').unwrap_or(key));
        assert!(order().next().is_some(), "{name} has no order");
        assert!(once(order()), "{name}");
        order().for_each(|column| assert!(view.column(column).is_some(), "{name}: {column}"));
    });
}

#[test]
fn every_way_down_leads_somewhere() {
    each_view(|_, view, name| {
        if let Some(down) = &view.down {
            check_drill(view, down, &name);
        }
    });
}

fn check_drill(view: &View, down: &Drill, name: &str) {
    let target =
        catalog::find(down.to.0).unwrap_or_else(|| panic!("{name} opens {}, which is not there", down.to));
    if let Some(id) = down.view {
        assert!(target.view(id).is_some(), "{name} opens a view {id} that {} lacks", down.to);
    }
    for (param, key) in down.with {
        assert!(target.param(param).is_some(), "{name}: {} takes no {param}", down.to);
        assert!(view.column(key).is_some_and(Column::is_key), "{name}: {key} is no key column");
    }
    let given = |param: &&Param| down.with.iter().any(|(name, _)| *name == param.name);
    for param in target.params.iter().filter(|param| param.required) {
        assert!(given(&param), "{name}: {} needs {}", down.to, param.name);
    }
    if let Some(day) = down.day {
        assert!(view.column(day).is_some_and(|column| column.unit == Unit::Date), "{name}: {day} is no day");
        assert!(target.ranged, "{name}: {} takes no dates", down.to);
    }
    assert!(!down.label.is_empty(), "{name}: the breadcrumb needs a label");
    for label in down.label {
        assert!(view.column(label).is_some_and(|column| !column.is_key()), "{name}: label {label}");
    }
}

#[test]
fn rows_that_lead_by_themselves_have_an_address_and_a_label() {
    each_view(|_, view, name| {
        let Some(opens) = view.opens else { return };
        assert!(view.down.is_none(), "{name} leads two ways");
        assert!(view.column(opens.column).is_some_and(Column::is_key), "{name}: {}", opens.column);
        assert!(!opens.label.is_empty(), "{name}: the breadcrumb needs a label");
        for label in opens.label {
            assert!(view.column(label).is_some_and(|column| !column.is_key()), "{name}: label {label}");
        }
    });
}

#[test]
fn columns_that_the_data_bring_stand_behind_the_declared_ones() {
    each_view(|_, view, name| {
        let Some(further) = view.further else { return };
        assert!(view.column(further).is_none(), "{name} shows {further} itself");
        assert!(!view.source.by_key, "{name}: what forms ask is not found by keys");
        let titles = ["Diet".to_owned(), "Name".to_owned()];
        let shown = view.with(&titles);
        assert_eq!(shown.columns.len(), view.columns.len() + 2, "{name}");
        assert!(once(shown.columns.iter().map(|column| column.name.as_ref())), "{name}");
    });
}

#[test]
fn a_report_that_needs_something_is_reached_from_above() {
    let leads = |def: &ReportDef, view: &View| view.down.is_some_and(|down| down.to == def.id);
    // What an occurrence alone leads to is in the menu of its reports; a search has a key of its own.
    let of_occurrence = |def: &ReportDef| {
        let mut needed = def.params.iter().filter(|param| param.required);
        needed.all(|param| matches!(param.kind, ParamKind::Occurrence | ParamKind::Search))
    };
    for def in catalog::ALL.iter().filter(|def| !def.is_root() && !of_occurrence(def)) {
        let reached = catalog::ALL.iter().flat_map(|parent| parent.views).any(|view| leads(def, view));
        assert!(reached, "nothing leads to {}", def.id);
    }
}

#[test]
fn actions_find_their_columns_and_say_what_they_do() {
    for def in catalog::ALL.iter().filter(|def| !def.actions.is_empty()) {
        assert!(once(def.actions.iter().map(|action| action.id)), "{}", def.id);
        for (action, view) in def.actions.iter().flat_map(|action| def.views.iter().map(move |v| (action, v)))
        {
            let name = format!("{}/{}: {}", def.id, view.id, action.id);
            assert!(
                is_shell_word(action.id) && !action.title.is_empty() && !action.about.is_empty(),
                "{name}"
            );
            assert!(view.column(action.key).is_some_and(Column::is_key), "{name}: {}", action.key);
            let beside = match action.how {
                How::Asked { effect, done } => {
                    assert!(effect.ends_with('.'), "{name}");
                    [done.0; 2]
                }
                How::Valued { of, now, .. } => [of, now],
            };
            assert!(action.account.is_none_or(|key| view.column(key).is_some_and(Column::is_key)), "{name}");
            assert!(action.owners.is_none() || action.account.is_some(), "{name}: whose owner?");
            for column in action.tells.iter().chain(&beside) {
                let found = view.column(column).is_some_and(|column| !column.title.is_empty());
                assert!(found, "{name}: no title of {column}");
            }
        }
    }
}

#[test]
fn charts_find_their_facts_and_columns() {
    each_view(|_, view, name| {
        let Some(Chart::TimeBar { start, end, join, leave, waiting, label }) = view.chart else { return };
        let facts = view.facts.unwrap_or_else(|| panic!("{name}: a time bar needs facts"));
        for fact in [start, end] {
            assert!(facts.columns.iter().any(|column| column.name == fact), "{name}: fact {fact}");
        }
        for column in [join, leave, waiting, label] {
            assert!(view.column(column).is_some(), "{name}: column {column}");
        }
    });
}

#[test]
fn dashboards_show_each_view_once() {
    for def in catalog::ALL {
        let Layout::Dashboard(panels) = def.layout else { continue };
        assert!(def.is_root() && panels.len() == def.views.len(), "{}", def.id);
        assert!(once(panels.iter().map(|panel| panel.view)), "{}", def.id);
        for panel in panels {
            let view =
                def.view(panel.view).unwrap_or_else(|| panic!("{} has no view {}", def.id, panel.view));
            let at = format!("{}/{}", def.id, view.id);
            assert!(!panel.title.is_empty(), "{at}");
            assert!(panel.opens.is_none() || view.down.is_none(), "{at} leads two ways");
            let opens = panel.opens.map(|name| view.column(name));
            assert!(opens.is_none_or(|column| column.is_some_and(Column::is_key)), "{at}");
            // What a panel draws is found by place.
            let least = match panel.form {
                Form::Figures => 4,
                Form::Heat | Form::Alerts => 3,
                Form::Bars | Form::List => 2,
            };
            assert!(view.visible().count() >= least, "{at}");
            assert!(panel.form != Form::Heat || view.columns.first().is_some_and(Column::is_key), "{at}");
        }
    }
}

#[test]
fn queries_use_what_is_declared_and_all_of_it() {
    for def in catalog::ALL {
        let all: Vec<&str> = def.views.iter().flat_map(queries).collect();
        let mut used: BTreeSet<&str> = all.iter().flat_map(|sql| conditions(sql)).collect();
        used.extend(all.iter().flat_map(|sql| placeholders(sql)));
        let built_in = |name: &&str| ["accounts", "today", "held"].contains(name) || RANGE.contains(name);
        for name in used.iter().copied().filter(|name| !built_in(name)) {
            // Two reports may share a query; the condition then never stands in the one without the parameter.
            let conditional =
                all.iter().all(|sql| !placeholders(sql).contains(name) || conditions(sql).contains(name));
            let elsewhere = catalog::ALL.iter().any(|other| other.param(name).is_some());
            assert!(def.param(name).is_some() || (conditional && elsewhere), "{} declares no {name}", def.id);
        }
        for param in def.params.iter().filter(|param| !matches!(param.kind, ParamKind::Switch { .. })) {
            assert!(used.contains(param.name), "{} never uses {}", def.id, param.name);
        }
    }
}

#[test]
fn a_parameter_stands_bare_only_where_it_is_needed() {
    for def in catalog::ALL {
        for param in def.params.iter().filter(|param| !param.required) {
            let bare =
                |sql: &&str| placeholders(sql).contains(param.name) && !conditions(sql).contains(param.name);
            let wrong = def.views.iter().flat_map(queries).find(bare);
            assert!(wrong.is_none(), "{}: {} may be absent in {wrong:?}", def.id, param.name);
        }
    }
}

#[test]
fn reports_with_dates_use_them_and_others_do_not() {
    each_view(|def, view, name| {
        let uses = |sql: &str| RANGE.iter().any(|range| placeholders(sql).contains(range));
        assert_eq!(uses(view.source.sql), def.ranged, "{name}");
        assert!(def.ranged || !queries(view).into_iter().any(uses), "{name}: facts or notes use dates");
    });
}

#[test]
fn every_query_asks_for_its_accounts() {
    each_view(|_, view, name| {
        for sql in queries(view).into_iter().chain(view.held) {
            assert!(sql.contains("account_id IN (:accounts)"), "{name}");
        }
    });
}

/// ARCHITECTURE, *SQL that can move house*.
#[test]
fn queries_keep_to_the_portable_subset() {
    const FORBIDDEN: [&str; 8] =
        ["ifnull", "iif", "printf", "strftime", "group_concat", "rowid", "collate", "insert"];
    each_view(|_, view, name| {
        for sql in queries(view).into_iter().chain(view.held) {
            let lower = sql.to_ascii_lowercase();
            let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let found = words.find(|word| FORBIDDEN.contains(word));
            assert!(found.is_none(), "{name} uses {found:?}");
            // The function; a bill has a column of that name.
            assert!(!lower.contains("total("), "{name} uses total");
        }
    });
}

#[test]
fn parameters_are_sound() {
    let own: Vec<String> = own_options();
    for param in catalog::ALL.iter().flat_map(|def| def.params.iter().map(move |param| (def, param))) {
        let (def, param) = param;
        let at = format!("{}: {}", def.id, param.name);
        assert!(is_shell_word(param.name), "{at}");
        assert!(!own.contains(&param.name.to_owned()), "{at} is an option of every report");
        assert!(param.help.ends_with('.'), "{at}: help is a sentence");
        match param.kind {
            ParamKind::Switch { on, off } => {
                assert!(def.view(on).is_some() && def.view(off).is_some() && on != off, "{at}");
                assert!(!param.required, "{at}: a switch has a default");
            }
            ParamKind::Choice(words) => assert!(words.len() > 1 && once(words.iter().copied()), "{at}"),
            ParamKind::Number { least, most } => assert!(least < most, "{at}"),
            _ => {}
        }
    }
}

/// Options of `headcount report` that belong to no report.
fn own_options() -> Vec<String> {
    let command = <Cli as clap::CommandFactory>::command();
    let report = command.find_subcommand("report").unwrap();
    let heading = Some("Parameters of reports");
    report
        .get_arguments()
        .chain(command.get_arguments())
        .filter(|arg| arg.get_help_heading() != heading)
        .filter_map(|arg| arg.get_long().map(str::to_owned))
        .collect()
}

#[test]
fn tabs_that_are_shown_hold_a_report() {
    let tabs = catalog::tabs();
    assert!(!tabs.is_empty());
    for tab in tabs {
        assert!(catalog::in_tab(tab).all(ReportDef::is_root));
    }
}

/// A mark is kept by these cells, and a share is not told from another by its digits.
#[test]
fn no_row_is_known_by_a_share() {
    for view in catalog::ALL.iter().flat_map(|def| def.views) {
        assert!(view.known_by().all(|column| column.unit != Unit::Percent), "{}", view.id);
    }
}
