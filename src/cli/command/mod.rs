//! Subcommands that touch the world: the database, files, the terminal. One file each.

mod accounts;
mod browse;
mod config;
mod import;
mod keep;
mod kept;
mod locked;
mod policy;
mod report;
mod roles;
mod settings;
mod undo;
mod watch;

use super::args::{Cli, Command, Global};
use super::ask::KnownAccount;
use super::exit::{Exit, UsageError};
use super::{complete, man, reports, slip, values};
use crate::model::text;
use crate::report::catalog::nearest_of;
use crate::report::{Access, Viewer};
use crate::store::{self, Account, Reader};
use crate::work::vantage::Vantage;
use anyhow::Context;
use chrono_tz::Tz;
use clap::Parser;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs what was typed and says how it ended. Errors are on standard error by then.
pub fn main() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let typed: Vec<String> =
                std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
            say(&format!("headcount: {}", slip::told(&error, &typed)));
            return Exit::Usage;
        }
        Err(help) => {
            // Help and version are no errors; a closed pipe is nobody's.
            let _ = help.print();
            return Exit::Done;
        }
    };
    let (mut global, command) = cli.split();
    global.locked = matches!(&command, Command::Browse(args) if args.locked);
    match run(&global, command) {
        Ok(exit) => exit,
        Err(error) => {
            let exit = Exit::of(&error);
            if exit != Exit::Done {
                format!("headcount: {}", told(&error)).lines().for_each(say);
            }
            exit
        }
    }
}

/// An error and its causes, each said once: some messages hold their cause already.
fn told(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |said, cause| {
        let cause = cause.to_string();
        match said.as_str() {
            "" => cause,
            before if before.contains(&cause) => said,
            before => format!("{before}: {cause}"),
        }
    })
}

fn run(global: &Global, command: Command) -> anyhow::Result<Exit> {
    if global.locked {
        locked::alone()?;
    }
    if let Some(path) = &global.log {
        crate::log::to_file(path).with_context(|| format!("{}", path.display()))?;
    }
    tracing::info!(?command, "begins");
    let global = &looking(global, &command)?;
    if command.changes_data() {
        need_administrator(global, &database(global)?)?;
    }
    match command {
        Command::Browse(args) if args.locked => locked::run(global, &args),
        Command::Browse(args) => browse::browse(global, &args),
        Command::Demo(args) => browse::demo(global, &args),
        Command::Import(args) => import::run(global, &args),
        Command::Reports(args) => out(|out| reports::run(&args, out)),
        Command::Report(args) => report::run(global, &args),
        Command::Config(args) => config::run(global, args),
        Command::Check { max_age } => keep::check(global, max_age),
        Command::Purge(args) => keep::purge(global, &args),
        Command::Accounts(args) => accounts::run(global, args.what.as_ref()),
        Command::Policy(args) => policy::run(global, &args),
        Command::Roles(what) => roles::run(global, &what),
        Command::Backup { file } => keep::backup(global, &file),
        Command::Restore { file } => keep::restore(global, &file),
        Command::Zones { part } => zones(part.as_deref()),
        Command::Completions { shell } => out(|out| Ok(out.write_all(complete::script(shell).as_bytes())?)),
        Command::Man { command } => {
            let page = man::page(command.as_deref())?;
            out(|out| Ok(out.write_all(page.as_bytes())?))
        }
    }
}

/// Time zones by name, those that hold `part`.
fn zones(part: Option<&str>) -> anyhow::Result<Exit> {
    let wanted = part.map(|part| crate::model::text::fold(part).replace(' ', "_")).unwrap_or_default();
    let found: Vec<&str> =
        values::zones().filter(|zone| crate::model::text::fold(zone).contains(&wanted)).collect();
    if found.is_empty() {
        let part = crate::model::text::excerpt(part.unwrap_or_default(), 40);
        return Err(
            UsageError(format!("no time zone has {part} in its name: `headcount zones` lists them")).into()
        );
    }
    out(|out| found.iter().try_for_each(|zone| Ok(writeln!(out, "{zone}")?)))
}

/// The options with the viewer that the configuration names, for commands that show or change what viewers see.
fn looking(global: &Global, command: &Command) -> Result<Global, UsageError> {
    use Command::{Accounts, Browse, Policy, Report, Roles};
    let mut global = global.clone();
    let looks = matches!(command, Browse(_) | Report(_) | Roles(_) | Policy(_) | Accounts(_));
    if looks && !global.locked && global.viewer.is_none() {
        global.viewer = settings::choose(&global)?.config.viewer;
    }
    Ok(global)
}

/// A line on standard error.
fn say(line: &str) {
    // Without standard error there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", crate::model::text::clean(line));
}

/// Runs `write` on standard output.
fn out(write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<Exit> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// The database named, else the user's own.
fn database(global: &Global) -> anyhow::Result<PathBuf> {
    match &global.db {
        Some(path) => Ok(path.clone()),
        None => Ok(store::default_path().ok_or_else(|| {
            UsageError("there is no home folder to keep a database in; name one with --db".into())
        })?),
    }
}

/// The database and who looks at it.
fn vantage(global: &Global, path: &Path) -> Vantage {
    Vantage { locked: global.locked, ..Vantage::new(path, global.viewer.as_deref()) }
}

/// A reader for the viewer named, else for the owner of the file.
fn reader(global: &Global, path: &Path) -> anyhow::Result<Reader> {
    let mut reader = Reader::open_as(path, global.viewer.as_deref(), crate::work::clock::now)?;
    if let Viewer::Person(person) = reader.viewer()?
        && person.standings.is_empty()
    {
        anyhow::ensure!(!global.locked, locked::nothing_for(&person.email));
        let known = reader.people_known()?;
        let near = nearest_email(&person.email, &known).map_or_else(
            || "`headcount roles list` tells who has rights".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        let email = text::excerpt(&person.email, 60);
        return Err(UsageError(format!("nobody is known as {email}: {near}")).into());
    }
    Ok(reader)
}

/// The e-mail nearest to a mistyped one. At a right domain the name before it alone is compared: what all addresses of an
/// organisation share makes none of them the one that was meant.
fn nearest_email<'a>(typed: &str, known: &'a [String]) -> Option<&'a str> {
    let folded = text::fold(typed);
    let (name, domain) = folded.rsplit_once('@').unwrap_or((&folded, ""));
    let split = |email: &'a String| Some((text::fold(email.rsplit_once('@')?.0), email.as_str()));
    let there = |email: &&String| email.rsplit_once('@').is_some_and(|(_, of)| text::fold(of) == domain);
    let names: Vec<(String, &str)> = known.iter().filter(there).filter_map(split).collect();
    if names.is_empty() {
        return nearest_of(typed, known.iter().map(String::as_str));
    }
    let near = nearest_of(name, names.iter().map(|(name, _)| name.as_str()))?;
    names.iter().find(|(name, _)| name == near).map(|(_, email)| *email)
}

/// The account that a change is for: the one named, else the only one.
fn account_meant(typed: Option<&str>, held: &[Account]) -> anyhow::Result<i64> {
    match (typed, held) {
        (Some(typed), _) => Ok(super::ask::account(typed, &known(held))?),
        (None, [only]) => Ok(only.id),
        (None, []) => Err(UsageError("no account is held yet: import something first".into()).into()),
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|account| account.name.as_str()).collect();
            let text = format!("several accounts are held: say --account with one of {}", names.join(", "));
            Err(UsageError(text).into())
        }
    }
}

/// Fails unless the viewer is owner or administrator of every account: what changes data is theirs.
fn need_administrator(global: &Global, path: &Path) -> anyhow::Result<()> {
    if global.viewer.is_none() || !path.exists() {
        return Ok(());
    }
    let viewer = reader(global, path)?.viewer()?;
    let accounts: Vec<i64> = Reader::open(path)?.accounts()?.into_iter().map(|account| account.id).collect();
    if viewer.lens(&Access::ADMINISTRATION, &accounts).is_some() {
        return Ok(());
    }
    anyhow::bail!("not allowed: this is for {}", Access::ADMINISTRATION.holders())
}

fn system_zone() -> Tz {
    // TZ stands above the system's own, as everywhere.
    std::env::var("TZ")
        .ok()
        .map(|name| name.trim_start_matches(':').to_owned())
        .or_else(|| iana_time_zone::get_timezone().ok())
        .and_then(|name| name.parse().ok())
        .unwrap_or(Tz::UTC)
}

fn known(accounts: &[Account]) -> Vec<KnownAccount> {
    accounts
        .iter()
        .map(|account| KnownAccount {
            key: account.id,
            id: account.provider_id.clone(),
            name: account.name.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[test]
    fn of_people_at_one_domain_the_nearest_name_is_meant() {
        let known = ["nora.quist@lumen.example", "elin.sandell@lumen.example", "ada@elsewhere.example"]
            .map(str::to_owned);
        let near = |typed| nearest_email(typed, &known);
        assert_eq!(near("nora.qist@lumen.example"), Some("nora.quist@lumen.example"));
        assert_eq!(near("Elin.Sandel@LUMEN.example"), Some("elin.sandell@lumen.example"));
        assert_eq!(near("zacharias@lumen.example"), None, "only the domain is right");
        assert_eq!(near("a@lumen.example"), None);
        assert_eq!(near("nora.quist@lumen.exampel"), Some("nora.quist@lumen.example"));
        assert_eq!(near("nora.quist"), Some("nora.quist@lumen.example"));
    }

    #[test]
    fn a_cause_is_said_once() {
        let full = || io::Error::other("the tape is full");
        let quoted = StoreError::Io { path: "a.db".into(), source: full() };
        assert_eq!(told(&quoted.into()), "a.db: the tape is full");
        assert_eq!(told(&anyhow::Error::from(full()).context("a.log")), "a.log: the tape is full");
    }
}
