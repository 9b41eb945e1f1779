//! `headcount browse --locked`: the door of a shared server. Whoever stands before it came through SSH with a key that
//! the server knows, and the server's own command line is all that is believed: who they are, which database, where
//! files go. Their environment goes before anything is read; what they asked through SSH may be a report.

use super::{browse, database, report, say, settings};
use crate::cli::args::{BrowseArgs, Cli, Command, Global, ReportArgs};
use crate::cli::exit::{Exit, UsageError};
use crate::cli::slip;
use crate::export::file::make_folder;
use crate::store::{Reader, Store, StoreError};
use anyhow::Context;
use clap::Parser;
use std::env;
use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process;

/// What was asked through SSH instead of a terminal.
const ASKED: &str = "SSH_ORIGINAL_COMMAND";
/// Variables that stay: how the terminal draws, and what was asked.
const KEPT: [&str; 4] = ["TERM", "COLORTERM", "NO_COLOR", ASKED];
/// Bytes of a question at most; no report needs as many.
const MOST_ASKED: usize = 8 << 10;

/// Leaves the caller's environment behind: where there is any, the program begins anew without it, so that no library
/// sees it either.
///
/// # Errors
/// When the program cannot be begun anew.
pub fn alone() -> anyhow::Result<()> {
    let is_kept = |name: &OsStr| KEPT.iter().any(|kept| *kept == name);
    if env::vars_os().all(|(name, _)| is_kept(&name)) {
        return Ok(());
    }
    let own = env::current_exe().context("headcount cannot begin anew")?;
    let mut words = env::args_os();
    let mut command = process::Command::new(own);
    if let Some(name) = words.next() {
        command.arg0(name);
    }
    command.args(words).env_clear();
    command.envs(env::vars_os().filter(|(name, _)| is_kept(name)));
    // Comes back only when it failed.
    Err(anyhow::Error::from(command.exec()).context("headcount cannot begin anew"))
}

/// The console, or the report that was asked for. Of the database's failings the caller hears what they mean to a
/// caller: where it lies is not theirs to know.
pub fn run(global: &Global, args: &BrowseArgs) -> anyhow::Result<Exit> {
    open(global, args).map_err(|error| {
        let of_store = error.chain().find_map(|cause| cause.downcast_ref::<StoreError>());
        of_store.map(StoreError::behind_a_door).map_or(error, anyhow::Error::msg)
    })
}

fn open(global: &Global, args: &BrowseArgs) -> anyhow::Result<Exit> {
    let needed = |what| UsageError(format!("--locked needs {what}: the caller must not say it"));
    global.viewer.as_ref().ok_or_else(|| needed("--as EMAIL"))?;
    global.db.as_ref().ok_or_else(|| needed("--db FILE"))?;
    // A terminal's Ctrl-z before the console has taken it over would leave a stopped process behind.
    signal_hook::flag::register(signal_hook::consts::SIGTSTP, std::sync::Arc::default())?;
    let asked = env::var_os(ASKED).unwrap_or_default();
    if !asked.to_string_lossy().trim().is_empty() {
        let (theirs, report) = match question(&asked)? {
            Question::Report(theirs, report) => (theirs, report),
            Question::Slip(exit) => return Ok(exit),
        };
        bring_up_to_date(&database(global)?)?;
        return report::run(&with(global, &theirs), &report);
    }
    let path = database(global)?;
    bring_up_to_date(&path)?;
    let folder = folder(global, args)?;
    browse::behind_the_door(global, &path, folder)
}

/// After headcount was installed anew, the first caller's visit does for an older database what its keeper's would have
/// done; where the account behind the door may not write it, the keeper must.
fn bring_up_to_date(path: &Path) -> Result<(), StoreError> {
    match Reader::open(path) {
        Err(StoreError::Older(older)) => match Store::open(path) {
            Err(StoreError::ReadOnly(_)) => Err(StoreError::Older(older)),
            other => other.map(drop),
        },
        other => other.map(drop),
    }
}

/// What is said to somebody for whom there is nothing, known or not.
pub fn nothing_for(email: &str) -> String {
    format!("not allowed: there is no report for {}", crate::model::text::excerpt(email, 60))
}

/// The one folder for files, without a link on the way to it; made where it is not there.
fn folder(global: &Global, args: &BrowseArgs) -> anyhow::Result<Option<PathBuf>> {
    let said = match &args.exports {
        Some(folder) => Some(folder.clone()),
        None => settings::choose(global)?.exports_said(),
    };
    let whole = |folder: PathBuf| -> anyhow::Result<PathBuf> {
        make_folder(&folder)?;
        let folder = folder.canonicalize()?;
        anyhow::ensure!(folder.is_dir(), "{} is no folder", folder.display());
        Ok(folder)
    };
    said.map(whole).transpose().map_err(|why| {
        // Where it lies is for the log alone.
        tracing::error!(%why, "the folder for files cannot be used");
        anyhow::anyhow!(
            "files cannot be kept behind this door: whoever runs this server must look at its folder for them"
        )
    })
}

/// The server's options, with those of the caller that only change how an answer looks.
fn with(global: &Global, theirs: &Global) -> Global {
    Global { tz: theirs.tz.or(global.tz), ascii: theirs.ascii.or(global.ascii), ..global.clone() }
}

/// What was asked through SSH.
enum Question {
    Report(Box<Global>, Box<ReportArgs>),
    /// It was help, or typed wrongly; that is said by now.
    Slip(Exit),
}

/// Reads what was asked as a shell would split it; nothing in it is expanded or run.
fn question(asked: &OsStr) -> anyhow::Result<Question> {
    let words = words(asked).ok_or_else(only_reports)?;
    let cli = match Cli::try_parse_from(std::iter::once("headcount").chain(words.iter().map(String::as_str)))
    {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            say(&format!("headcount: {}", slip::told(&error, &words)));
            return Ok(Question::Slip(Exit::Usage));
        }
        Err(help) => {
            // As everywhere: a closed pipe is nobody's.
            let _ = help.print();
            return Ok(Question::Slip(Exit::Done));
        }
    };
    let (global, command) = cli.split();
    let Command::Report(report) = command else { return Err(only_reports()) };
    for (given, option) in [
        (global.db.is_some(), "--db"),
        (global.viewer.is_some(), "--as"),
        (global.config.is_some(), "--config"),
        (global.log.is_some(), "--log"),
        (report.output.is_some(), "--output"),
        (report.force, "--force"),
    ] {
        anyhow::ensure!(
            !given,
            "not allowed: {option} is for whoever runs this server; answers go to standard output"
        );
    }
    Ok(Question::Report(Box::new(global), report))
}

fn only_reports() -> anyhow::Error {
    anyhow::anyhow!("not allowed: only `report …` may be asked here")
}

/// The words, `report` first; `None` where it is anything else.
fn words(asked: &OsStr) -> Option<Vec<String>> {
    let text = OsString::from(asked).into_string().ok()?;
    if text.len() > MOST_ASKED || text.contains(char::is_control) {
        return None;
    }
    let mut words = shlex::split(&text)?;
    if words.first().is_some_and(|word| word == "headcount") {
        words.remove(0);
    }
    words.first().is_some_and(|word| word == "report").then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;

    fn split(text: &str) -> Option<Vec<String>> {
        words(OsStr::new(text))
    }

    #[test]
    fn words_are_split_as_a_shell_does_and_never_expanded() {
        let is = |text: &str, wanted: &[&str]| assert_eq!(split(text).unwrap(), wanted, "{text}");
        is("report daily", &["report", "daily"]);
        is("  headcount   report daily ", &["report", "daily"]);
        is(
            r#"report meetings --filter 'dep:"a b" x'"#,
            &["report", "meetings", "--filter", r#"dep:"a b" x"#],
        );
        is(
            r#"report meetings --filter "$(id) `id` $HOME *""#,
            &["report", "meetings", "--filter", "$(id) `id` $HOME *"],
        );
        is(r"report a\ b ~ > x ; id", &["report", "a b", "~", ">", "x", ";", "id"]);
        is("report daily;id", &["report", "daily;id"]);
    }

    #[test]
    fn nothing_but_a_report_is_a_question() {
        for text in [
            "id",
            "sh",
            "browse",
            "headcount",
            "headcount browse",
            "headcount headcount report daily",
            "reports",
            "/usr/bin/headcount report daily",
            "./report",
            "--db x report daily",
            "internal-sftp",
            "scp -t .",
            "'' report",
            "report 'daily",
            "report \"daily",
            "report daily\\",
            "report daily\nid",
            "report daily\x1b[31m",
            "report\tdaily",
            "report daily\r",
            "report \u{9b}31m",
        ] {
            assert_eq!(split(text), None, "{text:?}");
        }
        assert_eq!(split(&format!("report {}", "x".repeat(MOST_ASKED))), None);
        assert_eq!(words(OsStr::from_bytes(b"report \xff")), None);
    }

    #[test]
    fn what_the_server_says_is_not_the_callers_to_say() {
        let refused = |line: &str| match question(OsStr::new(line)) {
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        };
        for option in [
            "--db x",
            "--as owner@lumen.example",
            "--as=owner@lumen.example",
            "--config x",
            "--log x",
            "-o x",
            "-ox",
            "-o -",
            "--output=x",
            "-o x --force",
        ] {
            for line in [format!("report daily {option}"), format!("headcount report {option} daily")] {
                assert!(refused(&line).starts_with("not allowed: --"), "{line}");
            }
        }
        assert_eq!(refused("report daily --tz UTC --ascii"), "");
    }
}
