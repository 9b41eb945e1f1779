//! The line between a terminal and a program: what comes over it, held back or slowed down where a test wants that.

use filedescriptor::{FileDescriptor, POLLIN, poll, pollfd};
use portable_pty::MasterPty;
use std::io::{Read, Write, pipe};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A line that passes few bytes a second, and late.
#[derive(Clone, Copy)]
pub struct Slow {
    pub bytes_a_second: u32,
    /// From a key pressed to the first byte of what it brings, at best.
    pub there_and_back: Duration,
}

/// 9 600 baud.
pub const SLOW: Slow = Slow { bytes_a_second: 960, there_and_back: Duration::from_millis(300) };

impl Slow {
    /// Bytes passed at a time.
    const PART: usize = 32;

    fn pass(self, bytes: usize) {
        std::thread::sleep(Duration::from_secs(1) * u32::try_from(bytes).unwrap() / self.bytes_a_second);
    }
}

/// What came from the program so far.
pub(super) struct Heard {
    pub(super) parser: vt100::Parser,
    pub(super) bytes: Vec<u8>,
    /// When the last bytes came.
    pub(super) last: Instant,
    /// Nothing more will come.
    pub(super) ended: bool,
}

pub(super) struct Shared {
    pub(super) heard: Mutex<Heard>,
    /// The terminal takes nothing, as after Ctrl-s.
    pub(super) held: AtomicBool,
    pub(super) changed: Condvar,
}

impl Shared {
    /// Also after a test has failed while it looked.
    pub(super) fn lock(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What hangs up when it is dropped.
pub(super) struct Line {
    pub(super) master: Box<dyn MasterPty + Send>,
    pub(super) keys: FileDescriptor,
    /// Where the line is slow: when keys arrive.
    pub(super) late: Option<(Slow, Sender<(Instant, String)>)>,
    pub(super) stop: std::io::PipeWriter,
    pub(super) reader: JoinHandle<()>,
}

impl Line {
    pub(super) fn open(master: Box<dyn MasterPty + Send>, shared: Arc<Shared>, slow: Option<Slow>) -> Self {
        let descriptor = master.as_raw_fd().unwrap();
        let keys = FileDescriptor::dup(&descriptor).unwrap();
        let input = FileDescriptor::dup(&descriptor).unwrap();
        let (stopped, stop) = pipe().unwrap();
        let reader = std::thread::spawn(move || listen(input, &stopped, &shared, slow));
        let late = slow.map(|slow| (slow, carry(FileDescriptor::dup(&descriptor).unwrap())));
        Self { master, keys, late, stop, reader }
    }

    pub(super) fn press(&mut self, keys: &str) {
        match &self.late {
            Some((slow, late)) => late.send((Instant::now() + slow.there_and_back, keys.to_owned())).unwrap(),
            None => self.keys.write_all(keys.as_bytes()).unwrap(),
        }
    }

    /// Every hold on the terminal is let go, so that the program's side is hung up.
    pub(super) fn close(self) {
        drop(self.stop);
        let _ = self.reader.join();
    }
}

/// Types keys when they are due.
fn carry(mut keys: FileDescriptor) -> Sender<(Instant, String)> {
    let (late, due) = channel::<(Instant, String)>();
    std::thread::spawn(move || {
        for (due, pressed) in due {
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            // The program may have ended before they arrive.
            if keys.write_all(pressed.as_bytes()).is_err() {
                break;
            }
        }
    });
    late
}

/// Reads until the program's side is closed, or the pipe is.
fn listen(mut input: FileDescriptor, stop: &std::io::PipeReader, shared: &Shared, slow: Option<Slow>) {
    let watch = |fd| pollfd { fd, events: POLLIN, revents: 0 };
    let mut buffer = vec![0; if slow.is_some() { Slow::PART } else { 1 << 16 }];
    loop {
        let mut watched = [watch(input.as_raw_fd()), watch(stop.as_raw_fd())];
        let ready = poll(&mut watched, None);
        let [terminal, stop] = watched;
        if ready.is_err() || stop.revents != 0 {
            break;
        }
        if terminal.revents == 0 {
            continue;
        }
        let mut heard = shared.lock();
        while shared.held.load(SeqCst) {
            heard = shared.changed.wait(heard).unwrap();
        }
        drop(heard);
        match input.read(&mut buffer) {
            Ok(n) if n > 0 => {
                if let Some(slow) = slow {
                    slow.pass(n);
                }
                let mut heard = shared.lock();
                let bytes = buffer.get(..n).unwrap_or_default();
                heard.bytes.extend_from_slice(bytes);
                heard.parser.process(bytes);
                heard.last = Instant::now();
                shared.changed.notify_all();
            }
            // EIO: nobody holds the other side.
            _ => break,
        }
    }
    shared.lock().ended = true;
    shared.changed.notify_all();
}
