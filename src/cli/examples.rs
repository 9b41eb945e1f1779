//! What one may type, by command: `--help` and the manual show it, a test types it.

use std::fmt::Write;

/// A command line and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    pub line: &'static str,
    /// Empty where the line says it.
    pub what: &'static str,
}

const fn is(line: &'static str, what: &'static str) -> Example {
    Example { line, what }
}

/// Examples of a command, and what else is to be known of it.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    /// Empty for `headcount` itself.
    pub command: &'static str,
    pub note: &'static str,
    pub examples: &'static [Example],
}

/// Said by `--help` and the manual.
pub const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "done"),
    ("1", "failed"),
    ("2", "wrong usage: nothing was done"),
    ("3", "done, but some rows were rejected, each named on standard error"),
];

pub const ALL: &[Of] = &[
    Of {
        command: "",
        note: "",
        examples: &[
            is("headcount demo", "look at an invented organisation"),
            is("headcount import ~/Downloads/meetings_*.csv", "read exports of the portal"),
            is("headcount", "open the console"),
            is("headcount reports", "which reports there are"),
            is("headcount report daily --month 2026-10", "one of them, as a table"),
            is("headcount report active-hosts -o hosts.csv", "and as a file"),
        ],
    },
    Of {
        command: "browse",
        note: "In the console `?` lists the keys of where one is, and `:` finds whatever can be done.",
        examples: &[
            is("headcount browse --db archive.db", "a database elsewhere"),
            is("headcount browse --tz America/New_York", "instants as they were there"),
            is(
                "headcount browse --locked --as alice@example.org --db /srv/headcount/headcount.db",
                "what an authorized_keys line says in command=\"…\" (README, Shared servers)",
            ),
        ],
    },
    Of {
        command: "config",
        note: "The file is the one of --config, else of HEADCOUNT_CONFIG, else headcount/config.toml in the user's \
               configuration folder; there need not be one. The command line outranks the environment, and that the \
               file.",
        examples: &[
            is("headcount config", "is it well, and what holds because of whom"),
            is("headcount config --print", "every setting commented out, to begin with"),
        ],
    },
    Of {
        command: "demo",
        note: "Files go into a temporary folder of the demo's own, whatever is configured; when there are any it is kept, and \
               named at the end.",
        examples: &[
            is("headcount demo", ""),
            is("headcount demo --tz Asia/Tokyo", "seen from Tokyo"),
            is("headcount demo --as nora.quist@lumen.example", "as a member, who sees what she hosted"),
            is("headcount demo --as irina.sokolova@lumen.example", "as one with usage reports"),
            is("headcount demo --as tove.nyman@evening.example", "as a member of its sub-account"),
            is("headcount demo --exports .", "its files into this folder"),
        ],
    },
    Of {
        command: "policy",
        note: "`archive` shows what is held, whatever its age, and marks what the portal would not show; `provider` \
               applies the portals' own limits. A preset takes single limits back.",
        examples: &[
            is("headcount policy", "what holds"),
            is("headcount policy provider", "the portals' own limits"),
            is("headcount policy retention 24", "one limit by itself"),
            is("headcount policy billing requested", "asked for at the provider's"),
        ],
    },
    Of {
        command: "accounts",
        note: "An account is made by the first import into it: `headcount import --account NAME FILE`. Owner and \
               administrators of a master account see its sub-accounts.",
        examples: &[
            is("headcount accounts", "all that are held"),
            is("headcount accounts master Orbit --under Lumen", "Orbit is a sub-account of Lumen"),
            is("headcount accounts master Orbit --none", "no longer"),
            is("headcount accounts name #2 Orbit", "another name"),
        ],
    },
    Of {
        command: "roles",
        note: "Whoever has no right is a member and sees what they hosted. `--as EMAIL` shows what somebody sees: with \
               the file in one's own hands a lens, not a lock.",
        examples: &[
            is("headcount roles list", "who has which right"),
            is("headcount roles grant alice@lumen.example usage", ""),
            is("headcount roles revoke alice@lumen.example usage", ""),
            is("headcount --as alice@lumen.example", "the console as Alice has it"),
        ],
    },
    Of {
        command: "import",
        note: "Each file goes in whole or not at all; one that is held already changes nothing.",
        examples: &[
            is("headcount import ~/Downloads", "everything readable in a folder"),
            is("headcount import --dry-run meetinglistdetails.csv", "only look"),
            is("headcount import --file-tz America/New_York participants_81234567890.csv", ""),
            is(
                "headcount import --meeting 81234567890 --start 2026-10-05T08:00 polls.csv",
                "of a poll report that names no meeting",
            ),
            is("unzip -p exports.zip '*.csv' | headcount import -", "from standard input"),
            is("headcount import --watch /srv/exports", "whatever is put there, until Ctrl-c"),
            is("headcount import --undo 12", "as if that import had never been"),
        ],
    },
    Of {
        command: "reports",
        note: "",
        examples: &[
            is("headcount reports", "all of them"),
            is("headcount reports participants", "one, with its columns and parameters"),
            is("headcount reports --format json", "for programs"),
        ],
    },
    Of {
        command: "report",
        note: "`headcount reports` lists the reports; `headcount reports REPORT` the views, columns and parameters \
               of one.",
        examples: &[
            is("headcount report daily --month 2026-10", ""),
            is(
                "headcount report active-hosts --from 2026-10-05 --to 2026-10-11 --sort=-minutes --limit 10",
                "",
            ),
            is("headcount report meetings --host nora.quist@lumen.example --format json", ""),
            is(
                "headcount report participants --occurrence 84612340849@2026-10-05T08:00 --guests external",
                "",
            ),
            is("headcount report meetings --filter 'dep:science minutes>60' -o science.csv", ""),
        ],
    },
    Of {
        command: "check",
        note: "",
        examples: &[
            is("headcount check", ""),
            is("headcount check --max-age 2d", "for cron: fails when no newer data came in"),
        ],
    },
    Of {
        command: "purge",
        note: "Occurrences, their people and connections, the portal's figures and plans of the days before go, and \
               the space they took; imports stay listed. It cannot be undone: `headcount backup FILE` first.",
        examples: &[
            is("headcount purge --before 2025-01-01 --dry-run", "say what would go"),
            is("headcount purge --before 2025-01-01 --yes", "do it, unasked"),
        ],
    },
    Of { command: "backup", note: "", examples: &[is("headcount backup headcount-2026-11-23.db", "")] },
    Of {
        command: "restore",
        note: "What was held is kept beside the database, and its name is said.",
        examples: &[is("headcount restore headcount-2026-11-23.db", "")],
    },
    Of {
        command: "zones",
        note: "",
        examples: &[
            is("headcount zones", "all of them"),
            is("headcount zones york", "those with this in the name"),
        ],
    },
    Of {
        command: "completions",
        note: "They know commands and options, in bash, zsh and fish also reports, formats, choices of parameters and \
               time zones. A new shell has them.",
        examples: &[
            is("headcount completions bash > ~/.local/share/bash-completion/completions/headcount", ""),
            is("headcount completions zsh > ~/.zfunc/_headcount", "a folder of your $fpath"),
            is("headcount completions fish > ~/.config/fish/completions/headcount.fish", ""),
            is("headcount completions elvish >> ~/.config/elvish/rc.elv", ""),
            is("headcount completions powershell >> $PROFILE", ""),
        ],
    },
    Of {
        command: "man",
        note: "",
        examples: &[
            is("headcount man | man -l -", "read it"),
            is("headcount man > ~/.local/share/man/man1/headcount.1", "keep it"),
            is(
                "headcount man report > ~/.local/share/man/man1/headcount-report.1",
                "and that of one command",
            ),
        ],
    },
];

/// Lines with what they are for beside them, up to this many cells.
const BESIDE: usize = 50;

pub fn of(command: &str) -> Option<&'static Of> {
    ALL.iter().find(|of| of.command == command)
}

/// What `--help` ends with.
pub fn text(command: &str) -> String {
    let Some(of) = of(command) else { return String::new() };
    let mut out = String::new();
    if !of.note.is_empty() {
        push(&mut out, format_args!("{}\n\n", of.note));
    }
    out.push_str("Examples:\n");
    let fits = of.examples.iter().map(|example| example.line.len()).filter(|len| *len <= BESIDE);
    let pad = fits.max().unwrap_or(0);
    for Example { line, what } in of.examples {
        match (what.is_empty(), line.len() > pad) {
            (true, _) => push(&mut out, format_args!("  {line}\n")),
            (false, false) => push(&mut out, format_args!("  {line:pad$}  {what}\n")),
            (false, true) => push(&mut out, format_args!("  {line}\n  {:pad$}  {what}\n", "")),
        }
    }
    if command.is_empty() {
        let codes: Vec<String> = EXIT_CODES.iter().map(|(code, what)| format!("{code} {what}")).collect();
        push(&mut out, format_args!("\nExit codes: {}.\n", codes.join("; ")));
    }
    out.trim_end().to_owned()
}

/// Writing to a `String` cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use crate::cli::ask::find_report;
    use clap::{CommandFactory, Parser};

    /// The words of the part that calls the program, quotes taken off.
    fn words(line: &str) -> Vec<String> {
        let call = line.split(" | ").find(|part| part.starts_with("headcount")).unwrap();
        let call = call.split(" >").next().unwrap();
        let mut words = vec![String::new()];
        let mut quoted = false;
        for c in call.chars() {
            match c {
                '\'' => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                c => words.last_mut().unwrap().push(c),
            }
        }
        words
    }

    #[test]
    fn every_command_has_examples_and_every_example_can_be_typed() {
        let shown = Cli::command();
        let shown: Vec<&str> =
            shown.get_subcommands().filter(|c| !c.is_hide_set()).map(clap::Command::get_name).collect();
        for command in shown.iter().filter(|name| **name != "help") {
            assert!(of(command).is_some_and(|of| !of.examples.is_empty()), "{command} has no example");
        }
        for of in ALL {
            assert!(of.command.is_empty() || shown.contains(&of.command), "no command {}", of.command);
            for example in of.examples {
                let words = words(example.line);
                Cli::try_parse_from(&words).unwrap_or_else(|error| panic!("{}: {error}", example.line));
                if let [_, "report" | "reports", id, ..] =
                    words.iter().map(String::as_str).collect::<Vec<_>>()[..]
                    && !id.starts_with('-')
                {
                    find_report(id).unwrap();
                }
            }
        }
    }
}
