//! `headcount` and `headcount demo`: the console.

use super::{database, zone};
use crate::app::Start;
use crate::cli::args::Global;
use crate::cli::exit::{Exit, UsageError};
use crate::cli::opening;
use crate::demo;
use crate::store::{Store, StoreError};
use crate::term::{self, Console, Ended, Kind};
use crate::ui::Theme;
use crate::work::clock;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

pub fn browse(global: &Global) -> anyhow::Result<Exit> {
    let path = database(global)?;
    need_terminal()?;
    // Makes the first one, and brings an older one up to date; a database that is only read is opened as it is.
    match Store::open(&path) {
        Ok(_) | Err(StoreError::ReadOnly(_) | StoreError::Locked(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let shown = if global.db.is_some() { path.display().to_string() } else { String::new() };
    let start = opening::start(&path, zone(global), clock::now())?;
    open(global, path, Start { database: shown, ..start })
}

pub fn demo(global: &Global) -> anyhow::Result<Exit> {
    need_terminal()?;
    let folder = tempfile::Builder::new().prefix("headcount-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    let now = clock::now();
    opening::fill_demo(&path, now)?;
    // The demo's administrators sit where it is.
    let start = opening::start_demo(&path, global.tz.unwrap_or(demo::ZONE), now)?;
    open(global, path, start)
}

fn need_terminal() -> anyhow::Result<()> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        anyhow::bail!("the console needs a terminal; `headcount report` answers without one");
    }
    if Kind::of_environment().is_some() {
        return Ok(());
    }
    let term = std::env::var("TERM").unwrap_or_default();
    let name = if term.is_empty() { "TERM is not set".to_owned() } else { format!("TERM is {term}") };
    Err(UsageError(format!(
        "the console cannot place text on this terminal ({name}); set TERM to what it is, like \
         TERM=xterm-256color, or use `headcount report`, which needs none of that"
    ))
    .into())
}

fn open(global: &Global, path: PathBuf, start: Start) -> anyhow::Result<Exit> {
    let colours = Kind::of_environment().is_some_and(|kind| kind.colours);
    let mono =
        !colours || global.no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = if mono { Theme::mono() } else { Theme::colour() };
    let ended = term::run(Console { database: path, start, theme, exports: exports() })?;
    tracing::info!(?ended, "ended");
    match ended {
        Ended::Quit => Ok(Exit::Done),
        Ended::Lost => Ok(Exit::Failed),
        Ended::Signal(signal) => Ok(Exit::Signal(signal)),
    }
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
