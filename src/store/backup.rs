//! Backups: a whole copy while others read and write, and back again.

use super::error::StoreError;
use super::open::{self, Store};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages a step: others may write in between.
const PAGES: i32 = 1024;

impl Store {
    /// Copies the database to a new file (0600), whole or not at all. An existing file is not overwritten.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the database fails.
    pub fn backup(&mut self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Io {
                path: to.to_owned(),
                source: std::io::Error::new(
                    std::io::ErrorKind::AlreadyExists,
                    "the file exists; name another, a backup never overwrites",
                ),
            });
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Made with mode 0600.
        let part = tempfile::NamedTempFile::new_in(folder).map_err(|error| StoreError::io(folder, error))?;
        let mut copy = Connection::open(part.path()).map_err(|error| StoreError::at(to, error))?;
        copy_all(&self.conn, &mut copy).map_err(|error| StoreError::at(to, error))?;
        // One file alone: no log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE").map_err(|error| StoreError::at(to, error))?;
        drop(copy);
        part.as_file().sync_all().map_err(|error| StoreError::io(to, error))?;
        part.persist_noclobber(to).map_err(|error| StoreError::io(to, error.error))?;
        Ok(())
    }

    /// Puts a backup in the place of what is held. What was held is first copied beside it; its path is returned.
    ///
    /// # Errors
    /// When the backup is not a sound database of headcount, or either file cannot be written: then nothing changed.
    pub fn restore(path: &Path, from: &Path) -> Result<Option<PathBuf>, StoreError> {
        let source = open::open_reader(from)?;
        let sound: String = source
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|error| StoreError::at(from, error))?;
        if sound != "ok" {
            return Err(StoreError::Damaged(from.to_owned()));
        }
        if !path.exists() {
            let mut store = Store::open(path)?;
            return store.take_over(&source).map(|()| None);
        }
        match Store::open(path) {
            Ok(mut store) => {
                let aside = aside(path);
                store.backup(&aside)?;
                store.take_over(&source)?;
                Ok(Some(aside))
            }
            // What cannot be read cannot be copied: it is moved out of the way whole.
            Err(StoreError::Damaged(_)) => {
                drop(source);
                let aside = aside(path);
                std::fs::rename(path, &aside).map_err(|error| StoreError::io(path, error))?;
                for end in ["-wal", "-shm"] {
                    let (mut old, mut new) = (path.as_os_str().to_owned(), aside.as_os_str().to_owned());
                    old.push(end);
                    new.push(end);
                    // Often there is none.
                    let _ = std::fs::rename(old, new);
                }
                Store::restore(path, from)?;
                Ok(Some(aside))
            }
            Err(other) => Err(other),
        }
    }

    fn take_over(&mut self, source: &Connection) -> Result<(), StoreError> {
        copy_all(source, &mut self.conn).map_err(|error| self.fail(error))?;
        self.conn.pragma_update(None, "journal_mode", "WAL").map_err(|error| self.fail(error))
    }
}

fn copy_all(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    let backup = Backup::new(from, to)?;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => std::thread::sleep(Duration::from_millis(20)),
            _ => {}
        }
    }
}

/// `headcount.db.before-restore`, with a number where that is taken.
fn aside(path: &Path) -> PathBuf {
    (1..1000)
        .map(|n| {
            let mut name = path.as_os_str().to_owned();
            name.push(if n == 1 { ".before-restore".to_owned() } else { format!(".before-restore-{n}") });
            PathBuf::from(name)
        })
        .find(|candidate| !candidate.exists())
        .unwrap_or_else(|| path.with_extension("before-restore"))
}
