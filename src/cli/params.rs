//! The parameters of reports as options: declared to clap from the catalog, checked by their kinds.

use super::exit::UsageError;
use super::words;
use crate::model::text;
use crate::report::value::{one_of, plain};
use crate::report::{Param, ParamKind, ReportDef, catalog};
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use std::collections::{BTreeMap, BTreeSet};

/// Parameters as typed, by name. What they may be is known only together with the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(pub BTreeMap<String, String>);

/// Every name of a parameter in the catalog, once.
fn names() -> BTreeSet<&'static str> {
    catalog::ALL.iter().flat_map(|def| def.params).map(|param| param.name).collect()
}

impl Args for Params {
    fn augment_args(command: Command) -> Command {
        names().into_iter().fold(command, |command, name| {
            let takers: Vec<(&str, &Param)> =
                catalog::ALL.iter().filter_map(|def| Some((def.id.0, def.param(name)?))).collect();
            let kind = takers.first().map_or(ParamKind::Text, |(_, param)| param.kind);
            command.arg(
                Arg::new(name)
                    .long(name)
                    .value_name(words::value_name(kind))
                    .help(format!("{} ({})", meaning(&takers), reports(&takers)))
                    .long_help(format!(
                        "{}. Takes {}; in {}.",
                        meaning(&takers),
                        words::takes(kind),
                        reports(&takers)
                    ))
                    .help_heading("Parameters of reports"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// What a parameter does.
fn meaning(takers: &[(&str, &Param)]) -> String {
    takers.first().map_or("", |(_, param)| param.help).trim_end_matches('.').replace('`', "")
}

/// The reports that have it.
fn reports(takers: &[(&str, &Param)]) -> String {
    takers.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ")
}

impl FromArgMatches for Params {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let typed = |name: &str| Some((name.to_owned(), matches.get_one::<String>(name)?.clone()));
        Ok(Self(names().into_iter().filter_map(typed).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.extend(Self::from_arg_matches(matches)?.0);
        Ok(())
    }
}

/// What the parameters typed say to a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Values in their plain form, switches left out.
    pub(super) params: BTreeMap<String, String>,
    /// The view that a switch chose, and the switch.
    pub(super) view: Option<(&'static str, &'static str)>,
}

/// Checks the parameters typed against those declared.
///
/// # Errors
/// On a parameter that the report does not take or that is missing, and on a value that does not fit.
pub(super) fn check(def: &ReportDef, typed: &Params) -> Result<Said, UsageError> {
    let mut said = Said::default();
    for (name, value) in &typed.0 {
        let param = def.param(name).ok_or_else(|| not_taken(def, name))?;
        let wrong = |why: String| UsageError(format!("--{name} {}: {why}", text::excerpt(value, 40)));
        if let ParamKind::Switch { on, off } = param.kind {
            let view = one_of(value, &["on", "off"]).map_err(wrong)?;
            said.view = Some((if view == "on" { on } else { off }, param.name));
        } else {
            said.params.insert(name.clone(), plain(value, param.kind).map_err(wrong)?);
        }
    }
    match def.params.iter().find(|param| param.required && !said.params.contains_key(param.name)) {
        Some(missing) => Err(UsageError(is_missing(def, missing))),
        None => Ok(said),
    }
}

fn not_taken(def: &ReportDef, name: &str) -> UsageError {
    let own = def.params.iter().map(|param| param.name);
    let id = def.id;
    UsageError(match (catalog::nearest_of(name, own.clone()), def.params.is_empty()) {
        (Some(near), _) => format!(
            "{id} takes no --{name}: did you mean --{near}? `headcount reports {id}` lists its parameters"
        ),
        (None, true) => format!("{id} takes no --{name}: it has no parameters of its own"),
        (None, false) => {
            let own: Vec<String> = own.map(|name| format!("--{name}")).collect();
            format!("{id} takes no --{name}: it takes {}", own.join(", "))
        }
    })
}

/// Says which parameter is missing and which report gives its values.
fn is_missing(def: &ReportDef, param: &Param) -> String {
    let find = given_by(def, param).map_or_else(String::new, |by| format!(" {by}."));
    format!("{} needs --{} {}: {}{find}", def.id, param.name, words::value_name(param.kind), param.help)
}

/// Which report gives the values of a parameter, as what.
pub(super) fn given_by(def: &ReportDef, param: &Param) -> Option<String> {
    let views = catalog::ALL.iter().flat_map(|parent| parent.views.iter().map(move |view| (parent, view)));
    let leads = views.filter_map(|(parent, view)| {
        let down = view.down.filter(|down| down.to == def.id)?;
        let (_, key) = down.with.iter().find(|(name, _)| *name == param.name)?;
        let first = parent.first_view().is_some_and(|first| first.id == view.id);
        Some((!first, parent, view, *key))
    });
    // A report whose first view gives it takes the fewest words; one that lists what is asked for is meant before one whose
    // rows only lead there.
    let (later, parent, view, key) = leads.min_by_key(|(later, _, view, key)| {
        let lists_it = view.columns.first().is_some_and(|column| column.name == *key);
        (*later, !lists_it)
    })?;
    let view = if later { format!(" --view {}", view.id) } else { String::new() };
    Some(format!("`headcount report {}{view} --format json` gives it as \"{key}\"", parent.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_of(report: &str, typed: &[(&str, &str)]) -> Result<Said, String> {
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        check(catalog::find(report).unwrap(), &Params(typed)).map_err(|error| error.0)
    }

    fn one(report: &str, name: &str, value: &str) -> Result<String, String> {
        check_of(report, &[(name, value)]).map(|said| said.params[name].clone())
    }

    #[test]
    fn occurrences_are_named_in_three_ways() {
        let occurrence = |value| one("participants", "occurrence", value);
        assert_eq!(occurrence("846 1234 0849@2026-10-05T08:00").unwrap(), "84612340849@2026-10-05T08:00");
        assert_eq!(occurrence("1@2026-10-05T08:00:30").unwrap(), "1@2026-10-05T08:00:30");
        assert_eq!(occurrence("4444AAAiAAAAAiAiAiiAii==").unwrap(), "4444AAAiAAAAAiAiAiiAii==");
        assert_eq!(occurrence("#12").unwrap(), "#12");
        assert!(occurrence("84612340849").unwrap_err().contains("84612340849@"));
        assert!(occurrence("84612340849@yesterday").unwrap_err().contains("2026-10-05T08:00"));
        assert!(occurrence("#x").is_err());
    }

    #[test]
    fn keys_need_no_hash_where_nothing_else_is_a_number() {
        assert_eq!(one("sessions", "participant", "12").unwrap(), "#12");
        assert_eq!(one("sessions", "participant", "#12").unwrap(), "#12");
        assert_eq!(one("rejected", "import", "#3").unwrap(), "3");
        assert!(one("sessions", "participant", "Zoë").is_err());
    }

    #[test]
    fn a_value_that_does_not_fit_says_what_would() {
        assert!(one("meetings", "host", "Nora").unwrap_err().contains("e-mail"));
        assert!(one("meetings", "topic", " ").unwrap_err().contains("a value is needed"));
        let people = |name: &str, value: &str| {
            check_of("participants", &[("occurrence", "#1"), (name, value)])
                .map(|said| said.params[name].clone())
        };
        assert_eq!(people("guests", "External").unwrap(), "external");
        assert!(people("guests", "extrenal").unwrap_err().contains("external?"));
        assert!(people("guests", "zzz").unwrap_err().contains("all, internal, external"));
        assert!(people("minimum", "101").unwrap_err().contains("from 0 to 100"));
    }

    #[test]
    fn a_switch_chooses_a_view() {
        let said = check_of("participants", &[("occurrence", "#1"), ("unique", "OFF")]).unwrap();
        assert_eq!(said.view, Some(("connections", "unique")));
        assert!(!said.params.contains_key("unique"));
    }

    #[test]
    fn a_missing_parameter_says_where_it_is_found() {
        let error = check_of("participants", &[]).unwrap_err();
        assert!(
            error.contains("--occurrence") && error.contains("`headcount report meetings --format json`"),
            "{error}"
        );
        let error = check_of("sessions", &[]).unwrap_err();
        assert!(error.contains("headcount report participants --format json"), "{error}");
    }

    #[test]
    fn a_parameter_of_another_report_is_refused() {
        assert!(check_of("daily", &[("host", "a@b.example")]).unwrap_err().contains("no parameters"));
        let error = check_of("meetings", &[("department", "x")]).unwrap_err();
        assert!(error.contains("--host, --topic, --meeting"), "{error}");
    }
}
