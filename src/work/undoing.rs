//! Undoing an import on a thread of its own: the console stays quick, and what is begun can be stopped.

use crate::store::{Store, StoreError, Undone};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// At most so often is progress told.
const STEP: Duration = Duration::from_millis(60);
/// How long another writer is waited for at once, and how often.
const WAIT: Duration = Duration::from_millis(200);
const WAITS: u32 = 25;

/// News of the undoing.
#[derive(Debug)]
pub enum News {
    Progress {
        done: u64,
        total: u64,
    },
    /// The last: done, stopped (`None`), or why it could not be done.
    Done(Result<Option<Undone>, String>),
}

/// An import that is being undone.
#[derive(Debug)]
pub struct Undoing {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Undoing {
    /// Starts it; news go to `deliver`.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn start(
        database: PathBuf,
        import: i64,
        deliver: impl Fn(News) + Send + 'static,
    ) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = std::thread::Builder::new().name("undo".to_owned()).spawn(move || {
            let mut progress = |done, total| deliver(News::Progress { done, total });
            let done = match undo(&database, import, &told, &mut progress) {
                Ok(undone) => Ok(Some(undone)),
                Err(StoreError::Cancelled) => Ok(None),
                Err(error) => Err(error.to_string()),
            };
            deliver(News::Done(done));
        })?;
        Ok(Self { stop, thread })
    }

    /// Leaves all as it was, unless it is done by now.
    pub fn cancel(&self) {
        self.stop.store(true, SeqCst);
    }

    /// Cancels, and waits until nothing is written any more.
    pub fn end(self) {
        self.cancel();
        if self.thread.join().is_err() {
            tracing::error!("the thread that undid an import ended early");
        }
    }
}

fn undo(
    database: &Path,
    import: i64,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Undone, StoreError> {
    let mut store = Store::open(database)?;
    // In small portions, so that one who waits for another import to end can stop.
    store.wait_at_most(WAIT)?;
    let mut told: Option<Instant> = None;
    let mut go_on = |done, total| {
        if told.is_none_or(|at| at.elapsed() >= STEP) {
            told = Some(Instant::now());
            progress(done, total);
        }
        !stop.load(SeqCst)
    };
    let mut waits = 0;
    let undone = loop {
        if stop.load(SeqCst) {
            return Err(StoreError::Cancelled);
        }
        let by = super::clock::operator();
        match store.undo(import, &by, super::clock::now(), &mut go_on) {
            Err(StoreError::Locked(_)) if waits < WAITS => waits += 1,
            done => break done?,
        }
    };
    store.tidy();
    Ok(undone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::importing::{self, Job};
    use crate::work::source::Source;
    use chrono_tz::Tz;
    use std::sync::mpsc::channel;

    fn database() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let bytes = include_bytes!("../../data/samples/participants_81234567890.csv").to_vec();
        let source = Source::memory("participants_81234567890.csv", bytes, None);
        let job = Job {
            account: None,
            file_zone: None,
            account_zone: Tz::UTC,
            options: crate::import::Options { zone: Tz::UTC, dates: None, meeting: None, start: None },
            now: 2_000_000_000,
            by: String::new(),
            dry_run: false,
        };
        let mut store = Store::open(&path).unwrap();
        importing::import(&mut store, &source, &job, &mut |_| true, &mut |_| {}).unwrap();
        (folder, path)
    }

    fn outcome(path: &Path, import: i64) -> Result<Option<Undone>, String> {
        let (give, news) = channel();
        let undoing = Undoing::start(path.to_owned(), import, move |said| give.send(said).unwrap()).unwrap();
        let done = news.iter().find_map(|said| match said {
            News::Done(done) => Some(done),
            News::Progress { done, total } => {
                assert!(done <= total);
                None
            }
        });
        undoing.end();
        done.unwrap()
    }

    #[test]
    fn an_import_is_undone_once_and_said_so() {
        let (_folder, path) = database();
        assert!(outcome(&path, 7).unwrap_err().contains("no import has the number 7"));
        let undone = outcome(&path, 1).unwrap().unwrap();
        assert_eq!((undone.rows, undone.occurrences_gone), (3, 1));
        assert!(outcome(&path, 1).unwrap_err().contains("is undone already"));
    }

    #[test]
    fn one_that_was_told_to_stop_leaves_all_as_it_was() {
        let (_folder, path) = database();
        let stop = AtomicBool::new(false);
        let stopped = undo(&path, 1, &stop, &mut |_, _| stop.store(true, SeqCst));
        assert!(matches!(stopped, Err(StoreError::Cancelled)), "{stopped:?}");
        let entry = Store::open(&path).unwrap().import_entry(1).unwrap().unwrap();
        assert_eq!(entry.undone_at, None);
    }
}
