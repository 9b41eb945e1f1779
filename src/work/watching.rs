//! A folder whose files are taken as they come: what is new in it, and waiting for more.

use super::source;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, SystemTime};

/// A file that was changed less long ago may still be written.
const QUIET: Duration = Duration::from_secs(2);
/// Folders on other machines tell nothing: they are looked at this often.
const LOOK: Duration = Duration::from_mins(1);

/// When a file was last changed, and its size.
type State = (SystemTime, u64);

/// A folder, and what of it was taken.
#[derive(Debug)]
pub struct Watch {
    folder: PathBuf,
    taken: HashMap<PathBuf, State>,
    waker: Sender<()>,
    changes: Receiver<()>,
    _watcher: Option<RecommendedWatcher>,
}

/// Files to take now, pages of one answer together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ready {
    pub groups: Vec<Vec<PathBuf>>,
    /// Others are being written.
    pub more: bool,
}

impl Watch {
    /// # Errors
    /// When it is no folder that can be read.
    pub fn new(folder: &Path) -> io::Result<Self> {
        fs::read_dir(folder)?;
        let (waker, changes) = mpsc::channel();
        let tell = waker.clone();
        let watcher = notify::recommended_watcher(move |_| {
            // Nobody listens any more: the watch is over.
            let _ = tell.send(());
        })
        .and_then(|mut watcher| watcher.watch(folder, RecursiveMode::Recursive).map(|()| watcher));
        if let Err(error) = &watcher {
            tracing::info!(%error, "the system does not tell of changes; looking now and then");
        }
        Ok(Self { folder: folder.to_owned(), taken: HashMap::new(), waker, changes, _watcher: watcher.ok() })
    }

    /// Ends the next [`Watch::wait`], from any thread.
    pub fn waker(&self) -> Sender<()> {
        self.waker.clone()
    }

    /// What is new or changed since it was taken, and no longer being written.
    pub fn ready(&self, page_of: impl Fn(&Path) -> Option<String>) -> Ready {
        let (files, _) = source::expand(std::slice::from_ref(&self.folder));
        let files = files.into_iter().filter(|path| state(path).is_some()).collect();
        let mut out = Ready::default();
        for group in source::together(files, page_of) {
            let is_new = group.iter().any(|path| state(path).as_ref() != self.taken.get(path));
            if !is_new {
                continue;
            }
            // A time to come is somebody's wrong clock, not a file under way.
            let quiet = |path: &PathBuf| {
                state(path).is_some_and(|(at, _)| at.elapsed().map_or(true, |since| since >= QUIET))
            };
            if group.iter().all(quiet) {
                out.groups.push(group);
            } else {
                out.more = true;
            }
        }
        out
    }

    /// Remembers that these were taken, or refused, as they are.
    pub fn done(&mut self, group: &[PathBuf]) {
        for path in group {
            if let Some(state) = state(path) {
                self.taken.insert(path.clone(), state);
            }
        }
    }

    /// Waits until something may have changed; not long where files are being written.
    pub fn wait(&self, more: bool) {
        let most = if more { QUIET } else { LOOK };
        if let Ok(()) | Err(RecvTimeoutError::Disconnected) = self.changes.recv_timeout(most) {
            // One file makes a dozen of changes.
            while self.changes.try_recv().is_ok() {}
        }
    }
}

fn state(path: &Path) -> Option<State> {
    let meta = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((meta.modified().ok()?, meta.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: &Path, content: &str, age: u64) {
        fs::write(path, content).unwrap();
        let at = SystemTime::now() - Duration::from_secs(age);
        fs::File::options().append(true).open(path).unwrap().set_modified(at).unwrap();
    }

    #[test]
    fn a_file_is_taken_once_when_it_is_whole_and_again_when_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (old, fresh) = (folder.path().join("old.csv"), folder.path().join("fresh.csv"));
        let mut watch = Watch::new(folder.path()).unwrap();
        let none = |_: &Path| None;
        assert_eq!(watch.ready(none), Ready::default());
        put(&old, "a", 60);
        put(&fresh, "a", 0);
        fs::write(folder.path().join(".hidden.csv"), "").unwrap();
        assert_eq!(watch.ready(none), Ready { groups: vec![vec![old.clone()]], more: true });
        watch.done(std::slice::from_ref(&old));
        assert_eq!(watch.ready(none), Ready { groups: Vec::new(), more: true });
        put(&fresh, "a", 30);
        put(&old, "ab", 50);
        let again = watch.ready(none);
        assert_eq!(again, Ready { groups: vec![vec![fresh], vec![old]], more: false });
    }

    #[test]
    fn a_change_ends_the_wait() {
        let folder = tempfile::tempdir().unwrap();
        let watch = Watch::new(folder.path()).unwrap();
        watch.waker().send(()).unwrap();
        // Would take a minute otherwise.
        watch.wait(false);
        assert!(Watch::new(&folder.path().join("none")).is_err());
    }
}
