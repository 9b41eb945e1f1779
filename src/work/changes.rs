//! Changes that other processes make to the database, noticed as they are made: by what the system tells of its files,
//! or, where it tells nothing, by looking once a second.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

/// A commit is several writes: so long after the first of them one looks.
const SETTLE: Duration = Duration::from_millis(40);
/// Between two looks, however much is written.
const GAP: Duration = Duration::from_millis(300);
/// How often one looks where the system tells nothing.
const PERIOD: Duration = Duration::from_secs(1);

/// Has somebody look for changes until it is dropped.
#[derive(Debug)]
pub struct Changes {
    /// `None`: a thread looks by itself.
    watcher: Option<RecommendedWatcher>,
}

impl Changes {
    /// Calls `look` on a thread of its own, soon after the database's files were written, until it gives false.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn watch(database: &Path, look: impl Fn() -> bool + Send + 'static) -> io::Result<Self> {
        // The log lies beside the file itself, not beside a link to it.
        let file = database.canonicalize()?;
        let (tell, told) = sync_channel(1);
        let told_by_system = if is_remote(&file) {
            Err("the file system is another machine's".to_owned())
        } else {
            let names = names(&file);
            let handler = move |event: notify::Result<Event>| {
                if event.map_or(true, |event| is_write(&event, &names)) {
                    // One that waits to be taken is enough; and nobody may listen any more.
                    let _ = tell.try_send(());
                }
            };
            watcher(&file, handler).map_err(|error| error.to_string())
        };
        let watcher = match told_by_system {
            Ok(watcher) => {
                spawn(move || listen(&told, &look))?;
                Some(watcher)
            }
            Err(why) => {
                tracing::info!(%why, "the system does not tell of changes; looking every second");
                spawn(move || look_now_and_then(&look, PERIOD))?;
                None
            }
        };
        Ok(Self { watcher })
    }

    /// Whether the system tells of changes, so that nothing is done in idleness.
    pub fn is_told(&self) -> bool {
        self.watcher.is_some()
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name("changes".to_owned()).spawn(work).map(|_| ())
}

/// The folder is watched: the log may come and go.
fn watcher(
    file: &Path,
    handler: impl Fn(notify::Result<Event>) + Send + 'static,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(handler)?;
    watcher.watch(file.parent().unwrap_or(Path::new("/")), RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// The database and its log.
fn names(file: &Path) -> [OsString; 2] {
    let name = file.file_name().unwrap_or_default().to_owned();
    let mut log = name.clone();
    log.push("-wal");
    [name, log]
}

/// Opening and closing a file changes nothing; where events were lost, something may have been written.
fn is_write(event: &Event, names: &[OsString]) -> bool {
    let of_ours = |path: &std::path::PathBuf| names.iter().any(|name| path.file_name() == Some(name));
    let lost = event.need_rescan();
    lost || (!matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(of_ours))
}

/// Looks after the first write, and again a while after, for the last step of a commit is taken in memory and not told.
fn listen(told: &Receiver<()>, look: &dyn Fn() -> bool) {
    while told.recv().is_ok() {
        thread::sleep(SETTLE);
        while told.try_recv().is_ok() {}
        if !look() {
            return;
        }
        thread::sleep(GAP);
        if !look() {
            return;
        }
    }
}

fn look_now_and_then(look: &dyn Fn() -> bool, period: Duration) {
    while look() {
        thread::sleep(period);
    }
}

/// Whether the file lies on another machine, of whose writes this one is not told.
#[cfg(target_os = "linux")]
fn is_remote(file: &Path) -> bool {
    /// As Linux numbers them: NFS, SMB, CIFS, SMB2, FUSE, 9P, Ceph, AFS, Coda.
    const REMOTE: [u32; 9] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x6573_5546,
        0x0102_1997,
        0x00C3_6400,
        0x5346_414F,
        0x7375_7245,
    ];
    // The kernel's number has 32 bits, whatever the width of its field.
    let number = |kind| u32::try_from(kind & 0xFFFF_FFFF).ok();
    rustix::fs::statfs(file).is_ok_and(|of| number(of.f_type).is_some_and(|kind| REMOTE.contains(&kind)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Instant;

    const LONG: Duration = Duration::from_secs(15);

    #[test]
    fn writes_to_the_database_are_looked_at_and_those_to_other_files_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.db"), "").unwrap();
        std::os::unix::fs::symlink(at("a.db"), at("link.db")).unwrap();
        let (looked, looks) = channel();
        let changes = Changes::watch(&at("link.db"), move || looked.send(Instant::now()).is_ok()).unwrap();
        assert!(changes.is_told(), "a local file system tells");
        fs::write(at("b.db"), "theirs").unwrap();
        drop(fs::File::open(at("a.db")).unwrap());
        let written = Instant::now();
        for _ in 0..200 {
            fs::write(at("a.db-wal"), "x").unwrap();
        }
        let last = Instant::now();
        let first = looks.recv_timeout(LONG).unwrap();
        assert!(first >= written + SETTLE, "nothing was looked at before");
        // Much at once is few looks, and the last comes after all was written.
        let (mut count, mut latest) = (1, first);
        while latest < last + SETTLE {
            latest = looks.recv_timeout(LONG).unwrap();
            count += 1;
        }
        let most = 2 + 2 * (latest - first).as_millis() / GAP.as_millis();
        assert!(count <= most, "{count} looks in {:?}", latest - first);
    }

    #[test]
    fn where_nothing_is_told_one_looks_until_nobody_listens() {
        let (looked, looks) = channel();
        let looking = thread::spawn(move || {
            look_now_and_then(&|| looked.send(()).is_ok(), Duration::from_millis(1));
        });
        for _ in 0..3 {
            looks.recv_timeout(LONG).unwrap();
        }
        drop(looks);
        looking.join().unwrap();
    }

    #[test]
    fn reads_are_no_writes() {
        use notify::event::{AccessKind, AccessMode, DataChange, Flag, ModifyKind};
        let names = names(Path::new("/data/a.db"));
        let event = |kind, path: &str| Event::new(kind).add_path(path.into());
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert!(!is_write(&event(read, "/data/a.db"), &names));
        assert!(is_write(&event(write, "/data/a.db"), &names));
        assert!(is_write(&event(write, "/data/a.db-wal"), &names));
        assert!(!is_write(&event(write, "/data/a.db-shm"), &names));
        assert!(!is_write(&event(write, "/data/aa.db"), &names));
        assert!(is_write(&Event::new(EventKind::Other).set_flag(Flag::Rescan), &names));
    }
}
