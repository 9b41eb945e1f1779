//! `headcount` and `headcount demo`: the console.

use super::settings::{self, Chosen};
use super::{database, kept, reader, vantage};
use crate::app::accounts::fewest;
use crate::app::{Settings, Start};
use crate::cli::args::{BrowseArgs, Global};
use crate::cli::exit::{Exit, UsageError};
use crate::cli::opening;
use crate::demo;
use crate::rules::ranges::last_of;
use crate::store::{Store, StoreError};
use crate::term::{self, Console, Ended, Kind};
use crate::work::clock;
use crate::work::vantage::Vantage;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

pub fn browse(global: &Global, args: &BrowseArgs) -> anyhow::Result<Exit> {
    let chosen = settings::choose(global)?;
    let path = database(global)?;
    need_terminal("`headcount report` answers without one")?;
    make_ready(&path)?;
    let shown = if global.db.is_some() { path.display().to_string() } else { String::new() };
    // Says who is meant where nobody is known by that e-mail.
    reader(global, &path)?;
    let vantage = vantage(global, &path);
    let start = opening::start(&vantage, chosen.zone().0, clock::now())?;
    let keep = kept::path().filter(|_| chosen.config.remember);
    let exports = args.exports.clone().unwrap_or_else(|| chosen.exports().0);
    open(&chosen, vantage, Start { database: shown, ..start }, Some(exports), keep.as_deref())
}

/// The console of a locked door ([`super::locked`]): it says nothing of where things lie on the server, takes nothing
/// over and leaves nothing but files in `exports`.
pub fn behind_the_door(global: &Global, path: &Path, exports: Option<PathBuf>) -> anyhow::Result<Exit> {
    let chosen = settings::choose(global)?;
    need_terminal("`ssh -t` brings one, `ssh HOST report …` asks for a report")?;
    reader(global, path)?;
    let vantage = vantage(global, path);
    let start = opening::start(&vantage, chosen.zone().0, clock::now())?;
    open(&chosen, vantage, start, exports, None)
}

/// Makes the first database, and brings an older one up to date; one that is only read is opened as it is.
fn make_ready(path: &Path) -> Result<(), StoreError> {
    match Store::open(path) {
        Ok(_) | Err(StoreError::ReadOnly(_) | StoreError::Locked(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

pub fn demo(global: &Global) -> anyhow::Result<Exit> {
    let chosen = settings::choose(global)?;
    need_terminal("`headcount report` answers without one")?;
    let folder = tempfile::Builder::new().prefix("headcount-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    let now = clock::now();
    opening::fill_demo(&path, now)?;
    // The demo's administrators sit where it is.
    reader(global, &path)?;
    let vantage = vantage(global, &path);
    let start = opening::start_demo(&vantage, chosen.zone_asked().unwrap_or(demo::ZONE), now)?;
    // It leaves nothing behind.
    open(&chosen, vantage, start, Some(chosen.exports().0), None)
}

fn need_terminal(instead: &str) -> anyhow::Result<()> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        anyhow::bail!("the console needs a terminal; {instead}");
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

/// Runs the console; with a file to keep things in, the next one finds them there.
fn open(
    chosen: &Chosen<'_>,
    vantage: Vantage,
    start: Start,
    exports: Option<PathBuf>,
    keep: Option<&Path>,
) -> anyhow::Result<Exit> {
    let kept = keep.map(kept::read).unwrap_or_default();
    let range = chosen.range(start.today, start.data.days).unwrap_or(start.range);
    let range = last_of(range, fewest(&start.accounts, &[]));
    let settings = Settings { kept: kept.clone(), ..chosen.settings() };
    let start = Start { range, settings, ..start };
    let console = Console { vantage, start, theme: chosen.styles(), exports };
    let (ended, left) = term::run(console)?;
    tracing::info!(?ended, "ended");
    if let Some(file) = keep.filter(|_| left != kept) {
        kept::write(file, &left);
    }
    match ended {
        Ended::Quit => Ok(Exit::Done),
        Ended::Lost => Ok(Exit::Failed),
        Ended::Signal(signal) => Ok(Exit::Signal(signal)),
    }
}
