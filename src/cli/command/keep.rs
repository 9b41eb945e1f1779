//! `check`, `backup`, `restore`, `purge`: looking after the database.

use super::{database, out, say};
use crate::cli::args::{Global, PurgeArgs};
use crate::cli::exit::{Exit, UsageError};
use crate::model::day;
use crate::model::format::counted;
use crate::store::{Purged, Store, StoreError};
use crate::work::clock;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

pub fn check(global: &Global, max_age: Option<Duration>) -> anyhow::Result<Exit> {
    let path = existing(global)?;
    let mut store = Store::open(&path)?;
    let findings = store.check()?;
    if findings.is_empty() {
        if let Some(limit) = max_age
            && let Some(stale) = stale(&store, limit)?
        {
            say(&format!("headcount: {stale}"));
            return Ok(Exit::Failed);
        }
        return out(|out| Ok(writeln!(out, "{} is sound", path.display())?));
    }
    for finding in &findings {
        say(&format!("headcount: {}", finding.0));
    }
    say("headcount: `headcount restore BACKUP` puts a backup in its place");
    Ok(Exit::Failed)
}

/// What is wrong with the age of the data, if anything is.
fn stale(store: &Store, limit: Duration) -> anyhow::Result<Option<String>> {
    let Some(newest) = store.newest_observed()? else {
        return Ok(Some("nothing is held yet; `headcount import FILE` reads an export".into()));
    };
    let age = u64::try_from(clock::now() - newest).unwrap_or(0);
    let said = |seconds: u64| humantime::format_duration(Duration::from_secs(seconds)).to_string();
    // Finer than minutes is noise.
    let minutes = |seconds: u64| said(seconds - seconds % 60);
    Ok((age > limit.as_secs()).then(|| {
        format!(
            "the newest data were observed {} ago, longer than {}; import newer exports",
            minutes(age),
            said(limit.as_secs())
        )
    }))
}

pub fn purge(global: &Global, args: &PurgeArgs) -> anyhow::Result<Exit> {
    let path = existing(global)?;
    let mut store = Store::open(&path)?;
    let first = day::epoch_day(args.before);
    let would = store.purge(first, false)?;
    if would.is_nothing() {
        return out(|out| Ok(writeln!(out, "nothing is held of the days before {}", args.before)?));
    }
    if args.dry_run {
        return out(|out| Ok(writeln!(out, "would take away {}; nothing was changed", amount(&would))?));
    }
    if !args.yes && !agreed(&would, args)? {
        return out(|out| Ok(writeln!(out, "nothing was changed")?));
    }
    let purged = store.purge(first, true)?;
    out(|out| Ok(writeln!(out, "took away {} before {}", amount(&purged), args.before)?))
}

fn amount(purged: &Purged) -> String {
    format!(
        "{} with {} and {} beside them",
        counted(purged.occurrences, "occurrence"),
        counted(purged.sessions, "session"),
        counted(purged.others, "row")
    )
}

/// Asks at the terminal; without one there is nobody to ask.
fn agreed(would: &Purged, args: &PurgeArgs) -> anyhow::Result<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(UsageError(format!(
            "this would take away {} for good; say --yes to do it, --dry-run to look",
            amount(would)
        ))
        .into());
    }
    write!(std::io::stderr(), "Take away {} before {} for good? [y/N] ", amount(would), args.before)?;
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

pub fn backup(global: &Global, file: &Path) -> anyhow::Result<Exit> {
    let path = existing(global)?;
    Store::open(&path)?.backup(file)?;
    out(|out| Ok(writeln!(out, "copied {} to {}", path.display(), file.display())?))
}

pub fn restore(global: &Global, file: &Path) -> anyhow::Result<Exit> {
    let path = database(global)?;
    let aside = Store::restore(&path, file).map_err(|error| match error {
        StoreError::NotOurs(other) if other == file => anyhow::anyhow!(
            "{} is not a database of headcount; `headcount backup FILE` makes a copy that can be restored",
            file.display()
        ),
        error => error.into(),
    })?;
    out(|out| {
        writeln!(out, "restored {} from {}", path.display(), file.display())?;
        if let Some(aside) = aside {
            writeln!(out, "what was held is in {}", aside.display())?;
        }
        Ok(())
    })
}

/// The database, which these commands never make.
fn existing(global: &Global) -> anyhow::Result<std::path::PathBuf> {
    let path = database(global)?;
    if !path.exists() {
        return Err(StoreError::Missing(path).into());
    }
    Ok(path)
}
