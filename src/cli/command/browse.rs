//! `headcount` and `headcount demo`: the console.

use super::{database, zone};
use crate::app::{Account, Data, Start};
use crate::cli::args::Global;
use crate::cli::exit::Exit;
use crate::demo;
use crate::import::Options;
use crate::model::DayRange;
use crate::model::zone::local_day;
use crate::rules::ranges::first_range;
use crate::store::{Reader, Store, StoreError};
use crate::term::{self, Console, Ended};
use crate::ui::Theme;
use crate::work::clock;
use crate::work::importing::{self, Done, Job};
use crate::work::source::Source;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

pub fn browse(global: &Global) -> anyhow::Result<Exit> {
    let path = database(global)?;
    need_terminal()?;
    // Makes the first one, and brings an older one up to date; a database that is only read is opened as it is.
    match Store::open(&path) {
        Ok(_) | Err(StoreError::ReadOnly(_) | StoreError::Locked(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let shown = if global.db.is_some() { path.display().to_string() } else { String::new() };
    open(global, path, shown, false)
}

pub fn demo(global: &Global) -> anyhow::Result<Exit> {
    need_terminal()?;
    let folder = tempfile::Builder::new().prefix("headcount-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    fill(&path)?;
    open(global, path, String::new(), true)
}

/// Lets the importers read the invented organisation's files.
pub fn fill(path: &Path) -> anyhow::Result<()> {
    let now = clock::now();
    let mut store = Store::open(path)?;
    let job = Job {
        account: Some(demo::ACCOUNT.to_owned()),
        file_zone: None,
        account_zone: demo::ZONE,
        options: Options { zone: demo::ZONE, dates: None, meeting: None, start: None },
        now,
        by: "demo".to_owned(),
        dry_run: false,
    };
    for file in demo::files(now, demo::ZONE, demo::SEED) {
        let source = Source::memory(&file.name, file.bytes, Some(file.observed_at));
        let done = importing::import(&mut store, &source, &job, &mut |_| true, &mut |_| {})?;
        debug_assert!(matches!(done, Done::Read(_)), "demo files differ");
    }
    Ok(())
}

fn need_terminal() -> anyhow::Result<()> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return Ok(());
    }
    anyhow::bail!("the console needs a terminal; `headcount report` answers without one")
}

fn open(global: &Global, path: PathBuf, shown: String, demo: bool) -> anyhow::Result<Exit> {
    let start = start(global, &path, shown, demo)?;
    let mono = global.no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = if mono { Theme::mono() } else { Theme::colour() };
    let ended = term::run(Console { database: path, start, theme, exports: exports() })?;
    tracing::info!(?ended, "ended");
    match ended {
        Ended::Quit => Ok(Exit::Done),
        Ended::Lost => Ok(Exit::Failed),
        Ended::Signal(signal) => Ok(Exit::Signal(signal)),
    }
}

fn start(global: &Global, path: &Path, database: String, demo: bool) -> anyhow::Result<Start> {
    let reader = Reader::open(path)?;
    // The demo's administrators sit where it is.
    let zone = if demo { global.tz.unwrap_or(demo::ZONE) } else { zone(global) };
    let accounts: Vec<Account> = reader
        .accounts()?
        .into_iter()
        .map(|account| Account { id: account.id, name: account.name, zone: account.zone })
        .collect();
    let account_zone = accounts.first().map_or(zone, |account| account.zone);
    let today = local_day(account_zone, clock::now()).unwrap_or_default();
    let days = reader.days_held()?.map(|(first, last)| DayRange::new(first, last));
    Ok(Start {
        viewer: if demo { "owner@lumen.example".to_owned() } else { clock::operator() },
        accounts,
        database,
        demo,
        range: first_range(today, days.map(|days| days.to)),
        zone,
        today,
        data: Data { days, empty: reader.is_empty()? },
        size: (80, 24),
    })
}

/// Where `e` writes: `$HEADCOUNT_EXPORTS`, else `headcount/exports` in the user's data folder.
fn exports() -> PathBuf {
    if let Some(folder) = std::env::var_os("HEADCOUNT_EXPORTS").filter(|folder| !folder.is_empty()) {
        return PathBuf::from(folder);
    }
    crate::store::default_path()
        .and_then(|path| Some(path.parent()?.join("exports")))
        .unwrap_or_else(|| PathBuf::from("."))
}
