//! `headcount import --undo N`: an import taken back.

use super::{database, out};
use crate::cli::args::Global;
use crate::cli::exit::Exit;
use crate::model::format::counted;
use crate::store::{Store, StoreError, Undone};
use crate::work::clock;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub fn run(global: &Global, import: i64, stop: &AtomicUsize) -> anyhow::Result<Exit> {
    let path = database(global)?;
    if !path.exists() {
        return Err(StoreError::Missing(path).into());
    }
    let mut store = Store::open(&path)?;
    let mut go_on = |_, _| stop.load(SeqCst) == 0;
    match store.undo(import, &clock::operator(), clock::now(), &mut go_on) {
        Ok(undone) => {
            store.tidy();
            out(|out| Ok(writeln!(out, "{}", told(&undone))?))
        }
        Err(StoreError::Cancelled) => {
            super::say("headcount: stopped; nothing was undone");
            Ok(Exit::Signal(i32::try_from(stop.load(SeqCst)).unwrap_or(2)))
        }
        Err(error) => Err(error.into()),
    }
}

fn told(undone: &Undone) -> String {
    format!(
        "undid import {} ({}): {} taken back, {} gone, {} shown by what else is held",
        undone.import,
        undone.file_name,
        counted(undone.rows, "row"),
        counted(undone.occurrences_gone, "occurrence"),
        counted(undone.occurrences_changed, "occurrence"),
    )
}
