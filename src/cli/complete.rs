//! `headcount completions SHELL`: what a shell may offer. It knows more than the parser asks for, as a name that is
//! not in the catalog gets a better answer from [`super::ask`].

use super::args::Cli;
use super::examples;
use super::values;
use crate::report::{ParamKind, catalog};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::collections::BTreeSet;

/// Stands for the zones until the script is written: each script names them once, not at every option.
const ZONES: &str = "ZONES_OF_HEADCOUNT";

/// The script for a shell.
pub fn script(shell: Shell) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut known(), "headcount", &mut out);
    with_zones(shell, &String::from_utf8_lossy(&out))
}

/// The command line with all the words that are known.
fn known() -> Command {
    let commands = examples::ALL.iter().map(|of| of.command).filter(|command| !command.is_empty());
    Cli::command()
        .mut_args(option)
        .mut_subcommands(|command| command.mut_args(option))
        .mut_subcommand("report", |command| command.mut_arg("id", ids).mut_args(param))
        .mut_subcommand("reports", |command| command.mut_arg("id", ids))
        .mut_subcommand("man", |command| {
            command.mut_arg("command", |arg| arg.value_parser(PossibleValuesParser::new(commands)))
        })
}

fn ids(arg: Arg) -> Arg {
    arg.value_parser(PossibleValuesParser::new(catalog::ALL.iter().map(|def| def.id.0)))
}

/// Zones, views; nothing is offered for free text, rather than files.
fn option(arg: Arg) -> Arg {
    match arg.get_long() {
        Some("tz" | "file-tz") => arg.value_parser(PossibleValuesParser::new([ZONES])),
        Some("view") => {
            let views: BTreeSet<&str> =
                catalog::ALL.iter().flat_map(|def| def.views).map(|view| view.id).collect();
            arg.value_parser(PossibleValuesParser::new(views))
        }
        _ if arg.get_action().takes_values() && arg.get_value_hint() == ValueHint::Unknown => {
            arg.value_hint(ValueHint::Other)
        }
        _ => arg,
    }
}

/// The words of a report's parameter, of all reports that have it.
fn param(arg: Arg) -> Arg {
    let Some(name) = arg.get_long() else { return arg };
    let kinds = catalog::ALL.iter().filter_map(|def| def.param(name)).map(|param| param.kind);
    let words: BTreeSet<&str> = kinds
        .flat_map(|kind| match kind {
            ParamKind::Choice(words) => words,
            ParamKind::Switch { .. } => &["on", "off"],
            _ => &[],
        })
        .copied()
        .collect();
    if words.is_empty() { arg } else { arg.value_parser(PossibleValuesParser::new(words)) }
}

/// The script with the zones in the place of their mark, in the shells that complete values.
fn with_zones(shell: Shell, script: &str) -> String {
    let zones = values::zones().collect::<Vec<_>>().join(" ");
    match shell {
        Shell::Bash => {
            format!("_headcount_zones=\"{zones}\"\n\n{}", script.replace(ZONES, "${_headcount_zones}"))
        }
        Shell::Zsh => {
            let script = script.replace(&format!("({ZONES})"), "('\"${_headcount_zones}\"')");
            // The mark of a completion stays the first line.
            script.replacen("\n\n", &format!("\n\ntypeset -g _headcount_zones=\"{zones}\"\n\n"), 1)
        }
        Shell::Fish => {
            let script = script.replace(&format!("{ZONES}\\t''"), "$__headcount_zones");
            format!("set -g __headcount_zones {zones}\n\n{script}{}", fish_words())
        }
        _ => script.to_owned(),
    }
}

/// What clap leaves out for fish: words that stand without an option.
fn fish_words() -> String {
    let reports: Vec<&str> = catalog::ALL.iter().map(|def| def.id.0).collect();
    let commands: Vec<&str> =
        examples::ALL.iter().map(|of| of.command).filter(|command| !command.is_empty()).collect();
    let shells: Vec<String> = Shell::value_variants().iter().map(ToString::to_string).collect();
    [
        ("report", reports.join(" ")),
        ("reports", reports.join(" ")),
        ("man", commands.join(" ")),
        ("completions", shells.join(" ")),
    ]
    .map(|(command, words)| {
        format!(
            "complete -c headcount -n \"__fish_headcount_using_subcommand {command}\" -f -a \"{words}\"\n"
        )
    })
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_as_they_were() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/complete");
        let _bound = settings.bind_to_scope();
        for shell in Shell::value_variants() {
            let zones = values::zones().collect::<Vec<_>>().join(" ");
            let script = script(*shell).replace(&zones, "[every zone]");
            insta::assert_snapshot!(shell.to_string(), script);
        }
    }

    #[test]
    fn zones_are_named_once_where_values_are_offered() {
        for shell in Shell::value_variants() {
            let script = script(*shell);
            assert!(!script.contains(ZONES), "{shell}");
            let times = usize::from(!matches!(shell, Shell::Elvish | Shell::PowerShell));
            assert_eq!(script.matches("Europe/Stockholm ").count(), times, "{shell}");
        }
    }
}
