//! `headcount import --watch DIR`: takes what is put into a folder, until it is told to end. Moves nothing: what was
//! read is known by its content.

use super::import::{self, One};
use super::{database, out, say};
use crate::cli::args::{Global, ImportArgs};
use crate::cli::exit::Exit;
use crate::store::Store;
use crate::work::{importing, watching::Watch};
use anyhow::Context;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub fn run(global: &Global, args: &ImportArgs, folder: &Path) -> anyhow::Result<Exit> {
    let database = database(global)?;
    let mut watch = Watch::new(folder)
        .with_context(|| format!("--watch takes a folder that can be read: {}", folder.display()))?;
    let stop = Arc::new(AtomicUsize::new(0));
    end_on_signal(&watch, &stop)?;
    out(|out| Ok(writeln!(out, "watching {} for files; Ctrl-c ends it", folder.display())?))?;
    while stop.load(SeqCst) == 0 {
        let ready = watch.ready(importing::page_of);
        let mut busy = false;
        if !ready.groups.is_empty() {
            busy = take(&database, global, args, &mut watch, &ready.groups, &stop)?;
        }
        if stop.load(SeqCst) == 0 {
            watch.wait(ready.more || busy);
        }
    }
    out(|out| Ok(writeln!(out, "no longer watching")?))
}

/// Takes the files; whether some must be tried again, as the database is another's just now.
fn take(
    database: &Path,
    global: &Global,
    args: &ImportArgs,
    watch: &mut Watch,
    groups: &[Vec<std::path::PathBuf>],
    stop: &AtomicUsize,
) -> anyhow::Result<bool> {
    let mut store = match Store::open(database) {
        Ok(store) => store,
        Err(error) if error.passes() => {
            say(&format!("headcount: {error}; trying again"));
            return Ok(true);
        }
        Err(error) => return Err(error.into()),
    };
    // The time of each look: a watch may last for months.
    let job = import::job(global, args);
    let mut again = false;
    for group in groups {
        match import::import(&mut store, group, &job, stop)? {
            One::Later => again = true,
            One::Done(..) | One::Refused => watch.done(group),
        }
        if stop.load(SeqCst) != 0 {
            break;
        }
    }
    Ok(again)
}

/// Signals end the wait, and the file under way, which is taken back.
fn end_on_signal(watch: &Watch, stop: &Arc<AtomicUsize>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let (stop, waker) = (Arc::clone(stop), watch.waker());
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            stop.store(usize::try_from(signal).unwrap_or(2), SeqCst);
            // Nobody waits any more.
            let _ = waker.send(());
        }
    })?;
    Ok(())
}
