//! `headcount man [COMMAND]`: manual pages, from what may be typed.

use super::args::Cli;
use super::examples::{self, Example};
use super::exit::UsageError;
use crate::model::text;
use crate::report::catalog;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// Variables that are heeded.
pub const ENVIRONMENT: &[(&str, &str)] = &[
    ("XDG_DATA_HOME", "The folder of the database is in here, else in ~/.local/share."),
    ("HEADCOUNT_CONFIG", "The configuration where --config names none."),
    ("XDG_CONFIG_HOME", "The folder of the configuration is in here, else in ~/.config."),
    ("XDG_STATE_HOME", "The folder of what the console finds again is in here, else in ~/.local/state."),
    ("HEADCOUNT_EXPORTS", "The folder that the console's export writes into; outranks the configuration."),
    ("NO_COLOR", "When it holds anything, no colours are used, as with --no-color."),
    ("COLORTERM", "Says truecolor or 24bit where the terminal has more than a palette."),
    (
        "TERM",
        "What the terminal understands, and how many colours it has; lines are drawn in ASCII where it is linux or vt100. \
         Where it is dumb or unset, there is no console.",
    ),
    (
        "TMUX, STY",
        "Set inside tmux and GNU screen; what is copied reaches the terminal outside in another form there.",
    ),
    (
        "LC_ALL, LC_CTYPE, LANG",
        "Where the first that is set names no UTF-8, lines and marks are drawn in ASCII.",
    ),
    ("TZ", "The time zone to show instants in where --tz says none; outranks the configuration."),
    (
        "SSH_ORIGINAL_COMMAND",
        "What was asked through ssh: `headcount browse --locked` answers `report …` and refuses all else. Of all other \
         variables it heeds TERM, COLORTERM and NO_COLOR.",
    ),
    ("LOGNAME, USER", "Who imported, exported or undid something, as the database writes it down."),
    ("HEADCOUNT_NOW", "The moment taken for now, like 2026-11-23T09:00:00Z: for tests and for looking back."),
];

/// Files that are read or written unasked.
pub const FILES: &[(&str, &str)] = &[
    ("~/.local/share/headcount/headcount.db", "The database, readable by its owner alone."),
    ("~/.local/share/headcount/exports", "What the console exports."),
    ("~/.config/headcount/config.toml", "The configuration; there need not be one."),
    ("~/.local/state/headcount/state.toml", "The open report, columns and zone, for the next start."),
];

/// The page of a command, or of headcount itself, as roff.
///
/// # Errors
/// [`UsageError`] for a command that is not there.
pub fn page(command: Option<&str>) -> Result<String, UsageError> {
    let mut whole = Cli::command();
    whole.build();
    let chosen = match command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| unknown(name, &whole))?,
    };
    Ok(render(chosen, command.unwrap_or_default()))
}

fn unknown(name: &str, whole: &Command) -> UsageError {
    let near = catalog::nearest_of(name, whole.get_subcommands().map(Command::get_name));
    let near = near.map_or_else(String::new, |near| format!(" did you mean {near}?"));
    let name = text::excerpt(name, 40);
    UsageError(format!("no command is called {name}:{near} `headcount --help` lists them"))
}

fn render(mut command: Command, name: &str) -> String {
    // Every option in the synopsis would bury it.
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let command = command.override_usage(usage);
    let man = Man::new(command)
        .source(concat!("headcount ", env!("CARGO_PKG_VERSION")))
        .manual("headcount")
        .date("");
    let mut out = Vec::new();
    // Writing to a vector cannot fail.
    let _ = man.render_title(&mut out);
    let _ = man.render_name_section(&mut out);
    let _ = man.render_synopsis_section(&mut out);
    let _ = man.render_description_section(&mut out);
    let _ = man.render_options_section(&mut out);
    if name.is_empty() {
        let _ = man.render_subcommands_section(&mut out);
    }
    let _ = sections(name).to_writer(&mut out);
    once(&String::from_utf8_lossy(&out))
}

/// Each part begins with a definition of the apostrophe; the first is enough.
fn once(page: &str) -> String {
    let apostrophe = |line: &str| line.starts_with(".ie \\n(.g") || line.starts_with(".el .ds Aq");
    let lines = page.lines().enumerate().filter(|(at, line)| *at < 2 || !apostrophe(line));
    lines.flat_map(|(_, line)| [line, "\n"]).collect()
}

/// What clap does not know.
fn sections(name: &str) -> Roff {
    let mut roff = Roff::default();
    if let Some(of) = examples::of(name) {
        roff.control("SH", ["EXAMPLES"]);
        if !of.note.is_empty() {
            roff.text([roman(of.note)]);
        }
        for Example { line, what } in of.examples {
            roff.control("TP", []);
            roff.text([bold(*line)]);
            roff.text([roman(*what)]);
        }
    }
    let codes = [examples::EXIT_CODES, &[("128+N", "ended by the signal of that number")]].concat();
    entries(&mut roff, "EXIT STATUS", &codes);
    entries(&mut roff, "ENVIRONMENT", ENVIRONMENT);
    entries(&mut roff, "FILES", FILES);
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(if name.is_empty() {
        "`headcount man COMMAND` writes the page of a command, `headcount reports` lists the reports."
    } else {
        "headcount(1), and `headcount reports` for the reports there are."
    })]);
    roff
}

fn entries(roff: &mut Roff, title: &str, entries: &[(&str, &str)]) {
    roff.control("SH", [title]);
    for (name, what) in entries {
        roff.control("TP", []);
        roff.text([bold(*name)]);
        roff.text([roman(*what)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn pages_are_as_they_were() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/man");
        let _bound = settings.bind_to_scope();
        insta::assert_snapshot!("headcount", page(None).unwrap());
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            let page = page(Some(name)).unwrap();
            for section in ["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "FILES"]
            {
                assert!(page.contains(section), "{name}: {section}");
            }
        }
        insta::assert_snapshot!("report", page(Some("report")).unwrap());
    }

    #[test]
    fn a_wrong_command_leads_to_the_nearest() {
        let error = page(Some("reprot")).unwrap_err().0;
        assert!(error.contains("did you mean report?") && error.contains("`headcount --help`"), "{error}");
    }

    /// Names of variables that the sources ask for.
    fn asked_for(folder: &Path, names: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                asked_for(&path, names);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for part in ["env::var(\"", "env::var_os(\"", "variable(\"", "text(\""]
                    .iter()
                    .flat_map(|call| text.split(call).skip(1))
                {
                    names.push(part.split('"').next().unwrap().to_owned());
                }
            }
        }
    }

    #[test]
    fn every_variable_that_is_heeded_is_told() {
        let mut names = Vec::new();
        asked_for(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut names);
        names.retain(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        assert!(names.contains(&"NO_COLOR".to_owned()));
        for name in names {
            assert!(ENVIRONMENT.iter().any(|(told, _)| told.split(", ").any(|one| one == name)), "{name}");
        }
    }
}
