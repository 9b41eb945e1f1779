//! A slip of the hand in one sentence: what is wrong, the nearest right word, where all of them are listed.

use super::args::Cli;
use super::words;
use crate::model::text::excerpt;
use crate::report::catalog;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error};
use std::error::Error as _;

/// Characters of what was typed that are said back.
const SAID: usize = 40;

/// What is wrong with the words typed; clap's own words where there are none of ours.
pub fn told(error: &Error, typed: &[String]) -> String {
    let mut whole = Cli::command();
    whole.build();
    let name = command_name(error, typed, &whole);
    let command = name.as_deref().and_then(|name| whole.find_subcommand(name)).unwrap_or(&whole);
    let slip = Slip { error, command, name: name.as_deref().unwrap_or_default() };
    let said = match error.kind() {
        ErrorKind::InvalidSubcommand => slip.no_command(&whole),
        ErrorKind::UnknownArgument => slip.no_option(),
        ErrorKind::InvalidValue => slip.no_value(),
        ErrorKind::ValueValidation => slip.unreadable(),
        ErrorKind::MissingRequiredArgument => slip.missing(),
        ErrorKind::ArgumentConflict => slip.conflict(),
        _ => None,
    };
    said.unwrap_or_else(|| error.to_string().trim_start_matches("error: ").trim_end().to_owned())
}

/// The command that was being read: from the usage that goes with the error, else the first word that names one.
fn command_name(error: &Error, typed: &[String], whole: &Command) -> Option<String> {
    let named = |word: &str| whole.find_subcommand(word).map(|command| command.get_name().to_owned());
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => named(usage.to_string().split_whitespace().nth(2)?),
        _ => typed.iter().find_map(|word| named(word)),
    }
}

struct Slip<'a> {
    error: &'a Error,
    command: &'a Command,
    /// Empty for `headcount` itself.
    name: &'a str,
}

impl Slip<'_> {
    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn text(&self, kind: ContextKind) -> Option<String> {
        self.texts(kind).into_iter().next()
    }

    /// The option, or the name of a value that goes without one: `--tz <ZONE>`, `[PATH]...`.
    fn option(&self) -> Option<String> {
        Some(bare(&self.text(ContextKind::InvalidArg)?))
    }

    /// `headcount report --help`.
    fn help(&self) -> String {
        if self.name.is_empty() {
            "`headcount --help`".to_owned()
        } else {
            format!("`headcount {} --help`", self.name)
        }
    }

    fn who(&self) -> &str {
        if self.name.is_empty() { "headcount" } else { self.name }
    }

    fn no_command(&self, whole: &Command) -> Option<String> {
        let typed = self.text(ContextKind::InvalidSubcommand)?;
        let said = excerpt(&typed, SAID);
        if catalog::find(&typed).is_some() {
            return Some(format!("{said} is a report, not a command: `headcount report {said}` writes it"));
        }
        let names = whole.get_subcommands().filter(|command| !command.is_hide_set());
        let near = did_you_mean(&typed, names.map(Command::get_name));
        Some(format!("no command is called {said}:{near} `headcount --help` lists them"))
    }

    fn no_option(&self) -> Option<String> {
        let typed = self.text(ContextKind::InvalidArg)?;
        let said = excerpt(&typed, SAID);
        let (who, help) = (self.who(), self.help());
        if !typed.starts_with('-') {
            return Some(format!(
                "{said} is one word too many: a text with blanks goes in quotes, and {help} lists what {who} takes"
            ));
        }
        let longs: Vec<String> = self
            .command
            .get_arguments()
            .filter_map(|arg| arg.get_long())
            .map(|long| format!("--{long}"))
            .collect();
        let word = typed.split('=').next().unwrap_or(&typed);
        let near = if word.starts_with("--") {
            did_you_mean(word, longs.iter().map(String::as_str))
        } else {
            String::new()
        };
        Some(format!("{who} takes no {said}:{near} {help} lists its options"))
    }

    fn no_value(&self) -> Option<String> {
        let option = self.option()?;
        let typed = self.text(ContextKind::InvalidValue).unwrap_or_default();
        let valid = self.texts(ContextKind::ValidValue);
        let valid: Vec<&str> = valid.iter().map(String::as_str).collect();
        if typed.is_empty() {
            return Some(match valid.as_slice() {
                [] => format!("{option} needs a value: {}", self.meaning(&option)?),
                words => format!("{option} needs a value: {}", words::list(words, "or")),
            });
        }
        if valid.is_empty() {
            return None;
        }
        let near = did_you_mean(&typed, valid.iter().copied());
        let said = excerpt(&typed, SAID);
        Some(format!("{option} {said}:{near} it takes {}", words::list(&valid, "or")))
    }

    /// What help says of an option.
    fn meaning(&self, option: &str) -> Option<String> {
        let long = option.trim_start_matches('-');
        let arg = self.command.get_arguments().find(|arg| arg.get_long() == Some(long))?;
        Some(words::begin_small(&arg.get_help()?.to_string()))
    }

    /// The parsers of values say what would do.
    fn unreadable(&self) -> Option<String> {
        let typed = excerpt(&self.text(ContextKind::InvalidValue)?, SAID);
        Some(format!("{} {typed}: {}", self.option()?, self.error.source()?))
    }

    fn missing(&self) -> Option<String> {
        let lacking = self.texts(ContextKind::InvalidArg);
        if lacking.iter().any(|arg| bare(arg) == "REPORT") {
            return Some(
                "which report? `headcount reports` lists them; `headcount report daily` writes one"
                    .to_owned(),
            );
        }
        let names: Vec<String> = lacking.iter().map(|arg| bare(arg)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        (!names.is_empty()).then(|| {
            format!("{} needs {}: {} has examples", self.who(), words::list(&names, "and"), self.help())
        })
    }

    fn conflict(&self) -> Option<String> {
        let one = self.option()?;
        let other = self.text(ContextKind::PriorArg).map(|arg| bare(&arg))?;
        Some(if one == other {
            format!("{one} is given twice; it is taken once")
        } else {
            format!("{one} cannot be used with {other}: {} says what each does", self.help())
        })
    }
}

/// ` did you mean X?`, or nothing.
fn did_you_mean<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    catalog::nearest_of(&typed.to_lowercase(), words)
        .map_or_else(String::new, |near| format!(" did you mean {near}?"))
}

/// `--tz` of `--tz <ZONE>`, `PATH` of `[PATH]...`.
fn bare(arg: &str) -> String {
    let word = arg.split([' ', '=']).next().unwrap_or(arg);
    word.trim_end_matches("...").trim_matches(['<', '>', '[', ']']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn told_of(line: &str) -> String {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        told(&Cli::try_parse_from(&words).unwrap_err(), words.get(1..).unwrap())
    }

    #[test]
    fn each_slip_names_the_nearest_and_where_all_are() {
        for (line, said) in [
            (
                "headcount imprt",
                "no command is called imprt: did you mean import? `headcount --help` lists them",
            ),
            ("headcount xyzzy", "no command is called xyzzy: `headcount --help` lists them"),
            (
                "headcount meetings",
                "meetings is a report, not a command: `headcount report meetings` writes it",
            ),
            (
                "headcount report daily --hst a",
                "report takes no --hst: did you mean --host? `headcount report --help` lists its options",
            ),
            (
                "headcount --colour",
                "headcount takes no --colour: did you mean --no-color? `headcount --help` lists its options",
            ),
            ("headcount check -q", "check takes no -q: `headcount check --help` lists its options"),
            (
                "headcount report daily minutes>60",
                "minutes>60 is one word too many: a text with blanks goes in quotes, and `headcount report --help` \
                 lists what report takes",
            ),
            (
                "headcount report daily --format cvs",
                "--format cvs: did you mean csv? it takes table, csv, json or ndjson",
            ),
            ("headcount report daily --month", "--month needs a value: a whole month, like 2026-10"),
            ("headcount report daily --month may", "--month may: months are written like 2026-10"),
            ("headcount report daily --limit 0", "--limit 0: a number of rows is needed, 1 at least"),
            (
                "headcount --tz Stockholm",
                "--tz Stockholm: no time zone is called so: did you mean Europe/Stockholm? `headcount zones` lists them",
            ),
            (
                "headcount report",
                "which report? `headcount reports` lists them; `headcount report daily` writes one",
            ),
            ("headcount import", "import needs PATH: `headcount import --help` has examples"),
            ("headcount backup", "backup needs FILE: `headcount backup --help` has examples"),
            (
                "headcount report daily --month 2026-10 --from 2026-10-01",
                "--month cannot be used with --from: `headcount report --help` says what each does",
            ),
            (
                "headcount report daily --force",
                "report needs --output: `headcount report --help` has examples",
            ),
            ("headcount report daily --view a --view b", "--view is given twice; it is taken once"),
            (
                "headcount completions bsh",
                "SHELL bsh: did you mean bash? it takes bash, elvish, fish, powershell or zsh",
            ),
        ] {
            assert_eq!(told_of(line), said, "{line}");
        }
    }
}
