//! `headcount` and `headcount demo`: the console.

use super::settings::{self, Chosen};
use super::{database, kept, reader, say, vantage};
use crate::app::accounts::fewest;
use crate::app::{Settings, Start};
use crate::cli::args::{BrowseArgs, DemoArgs, Global};
use crate::cli::exit::{Exit, UsageError};
use crate::cli::opening;
use crate::demo;
use crate::rules::ranges::last_of;
use crate::store::{Store, StoreError};
use crate::term::{self, Console, Ended, Kind};
use crate::work::clock;
use crate::work::vantage::Vantage;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

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

/// The invented organisation, in a temporary folder that goes at the end, with what it writes beside it: the user's own
/// folder for exports is not the demo's.
pub fn demo(global: &Global, args: &DemoArgs) -> anyhow::Result<Exit> {
    let chosen = settings::choose(global)?;
    need_terminal("`headcount report` answers without one")?;
    let folder = tempfile::Builder::new().prefix("headcount-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    let now = clock::now();
    opening::fill_demo_accounts(&path, now)?;
    // The demo's administrators sit where it is.
    reader(global, &path)?;
    let vantage = vantage(global, &path);
    let mut start = opening::start_demo(&vantage, chosen.zone_asked().unwrap_or(demo::ZONE), now)?;
    start.places.temporary = args.exports.is_none();
    let own = folder.path().join("exports");
    let exports = args.exports.clone().unwrap_or_else(|| own.clone());
    // It leaves nothing behind for the next console.
    let ended = open(&chosen, vantage, start, Some(exports), None);
    keep_files(folder, &own, &path);
    ended
}

/// Where files were written beside the demo's database, they stay when it goes, and it is said where.
fn keep_files(folder: TempDir, exports: &Path, database: &Path) {
    let wrote = fs::read_dir(exports).is_ok_and(|mut files| files.next().is_some());
    if !wrote {
        return;
    }
    let kept = folder.keep();
    for end in ["", "-wal", "-shm"] {
        let mut file = database.as_os_str().to_owned();
        file.push(end);
        // What is not there need not go.
        let _ = fs::remove_file(file);
    }
    say(&format!("what was exported from the demo is kept in {}", kept.join("exports").display()));
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
