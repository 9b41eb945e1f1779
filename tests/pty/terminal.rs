//! A program in a pseudo-terminal: keys in, a screen out. It waits for what is expected, never for a time.

#![allow(dead_code, unused_imports, reason = "tests and the benchmark use a part each")]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::fmt::Write as _;
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use vt100::Screen;

#[path = "kernel.rs"]
pub mod kernel;
#[path = "line.rs"]
mod line;

pub use line::SLOW;
use line::{Heard, Line, Shared, Slow};

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const BACKSPACE: &str = "\x7f";
pub const DOWN: &str = "\x1b[B";
pub const UP: &str = "\x1b[A";
pub const PAGE_DOWN: &str = "\x1b[6~";
pub const HOME: &str = "\x1b[H";
pub const END: &str = "\x1b[F";
pub const CTRL_Z: &str = "\x1a";
pub const CTRL_U: &str = "\x15";
pub const TAB: &str = "\t";
pub const BACK_TAB: &str = "\x1b[Z";

/// What a console says when it enters the other screen, leaves it, begins a frame and ends one.
pub const ENTERS: &str = "\x1b[?1049h";
pub const LEAVES: &str = "\x1b[?1049l";
pub const BEGINS: &str = "\x1b[?2026h";
pub const ENDS: &str = "\x1b[?2026l";

/// The terminal's side of a running program.
pub struct Terminal {
    shared: Arc<Shared>,
    child: Box<dyn Child + Send + Sync>,
    line: Option<Line>,
    patience: Duration,
    /// The line's settings before the program began.
    pub settings_before: String,
}

impl Terminal {
    /// Starts a program on a terminal of that many columns and lines.
    pub fn start(
        words: &[&str],
        environment: &[(&str, String)],
        (width, height): (u16, u16),
        patience: Duration,
    ) -> Self {
        Self::start_on(None, words, environment, (width, height), patience)
    }

    /// The same, over a slow line.
    pub fn start_on(
        slow: Option<Slow>,
        words: &[&str],
        environment: &[(&str, String)],
        (width, height): (u16, u16),
        patience: Duration,
    ) -> Self {
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let settings_before = settings(&*pair.master);
        let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
        command.env_clear();
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(std::env::temp_dir());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(cells(height), cells(width), 0);
        let heard = Heard { parser, bytes: Vec::new(), last: Instant::now(), ended: false };
        let (heard, held) = (Mutex::new(heard), AtomicBool::new(false));
        let shared = Arc::new(Shared { heard, held, changed: Condvar::new() });
        let line = Line::open(pair.master, Arc::clone(&shared), slow);
        Self { shared, child, line: Some(line), patience, settings_before }
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) {
        self.line.as_mut().unwrap().press(keys);
    }

    /// From now on the terminal takes nothing of what is written to it.
    pub fn hold(&self) {
        self.shared.held.store(true, SeqCst);
    }

    /// It takes everything again.
    pub fn release(&self) {
        let _lock = self.shared.lock();
        self.shared.held.store(false, SeqCst);
        self.shared.changed.notify_all();
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        // No screen is without cells, whatever the line says.
        self.shared.lock().parser.screen_mut().set_size(cells(height.max(1)), cells(width.max(1)));
        self.line.as_ref().unwrap().master.resize(size(width, height)).unwrap();
    }

    /// Waits until the screen is as `wanted` says; `what` tells a reader of the failure.
    #[track_caller]
    pub fn until<T>(&self, what: &str, mut wanted: impl FnMut(&Screen) -> Option<T>) -> T {
        self.until_heard(what, |heard| wanted(heard.parser.screen()))
    }

    #[track_caller]
    fn until_heard<T>(&self, what: &str, mut wanted: impl FnMut(&Heard) -> Option<T>) -> T {
        let end = Instant::now() + self.patience;
        let mut heard = self.shared.lock();
        loop {
            if let Some(found) = wanted(&heard) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !(left.is_zero() || heard.ended),
                "waited for {what}; the screen says\n{}",
                picture(heard.parser.screen())
            );
            heard = self.shared.changed.wait_timeout(heard, left).unwrap().0;
        }
    }

    /// Waits until the text stands somewhere.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        self.until(&format!("“{text}”"), |screen| screen.contents().contains(text).then_some(()));
    }

    /// Waits until the text stands nowhere.
    #[track_caller]
    pub fn lacks(&self, text: &str) {
        self.until(&format!("no “{text}”"), |screen| (!screen.contents().contains(text)).then_some(()));
    }

    /// Waits until the cursor's row holds the text.
    #[track_caller]
    pub fn cursor_on(&self, text: &str) {
        self.until(&format!("the cursor on “{text}”"), |screen| {
            cursor_row(screen)?.contains(text).then_some(())
        });
    }

    /// Waits until these bytes have come after the first `from`; gives the place behind them.
    #[track_caller]
    pub fn sends(&self, bytes: &str, from: usize) -> usize {
        let wanted = bytes.as_bytes();
        self.until_heard(&format!("the bytes {bytes:?}"), |heard| {
            let late = heard.bytes.get(from..)?;
            Some(from + late.windows(wanted.len()).position(|window| window == wanted)? + wanted.len())
        })
    }

    /// Waits until the frame that is coming is there to its end.
    #[track_caller]
    pub fn whole(&self) {
        self.until_heard("the end of a frame", |heard| heard.bytes.ends_with(ENDS.as_bytes()).then_some(()));
    }

    /// Waits until nothing has come for `quiet`, from now on.
    pub fn settle(&self, quiet: Duration) {
        let begin = Instant::now();
        let end = begin + self.patience;
        loop {
            let left = (self.last().max(begin) + quiet).saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            assert!(Instant::now() < end, "it never stops writing");
            std::thread::sleep(left);
        }
    }

    /// Waits until what is asked again and again holds.
    #[track_caller]
    pub fn until_true(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let end = Instant::now() + self.patience;
        while !holds() {
            assert!(Instant::now() < end, "waited for {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a number has not changed for `quiet`.
    #[track_caller]
    pub fn until_steady(&self, what: &str, quiet: Duration, mut number: impl FnMut() -> u64) {
        let (mut last, mut since) = (number(), Instant::now());
        self.until_true(what, || {
            let now = number();
            if now != last {
                (last, since) = (now, Instant::now());
            }
            since.elapsed() >= quiet
        });
    }

    pub fn look<T>(&self, read: impl FnOnce(&Screen) -> T) -> T {
        read(self.shared.lock().parser.screen())
    }

    pub fn screen(&self) -> String {
        self.look(Screen::contents)
    }

    /// Bytes that have come so far.
    pub fn count(&self) -> usize {
        self.shared.lock().bytes.len()
    }

    /// What came after the first `from` bytes.
    pub fn bytes(&self, from: usize) -> Vec<u8> {
        self.shared.lock().bytes.get(from..).unwrap_or_default().to_vec()
    }

    /// When the last bytes came.
    pub fn last(&self) -> Instant {
        self.shared.lock().last
    }

    /// The line's settings in words, to be compared.
    pub fn settings(&self) -> String {
        settings(&*self.line.as_ref().unwrap().master)
    }

    /// The file that is the program's side of the line.
    pub fn device(&self) -> std::path::PathBuf {
        self.line.as_ref().unwrap().master.tty_name().unwrap()
    }

    /// Whether keys come unprocessed, unechoed.
    pub fn is_raw(&self) -> bool {
        let settings = self.settings();
        let set = |flag: &str| settings.split(['(', ' ', ')']).any(|word| word == flag);
        !set("ICANON") && !set("ECHO") && !set("ISIG")
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, name: &str) {
        signal(self.process(), name);
    }

    /// The terminal goes away.
    pub fn hang_up(&mut self) {
        self.release();
        if let Some(line) = self.line.take() {
            line.close();
        }
    }

    pub fn is_gone(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for the end of the program; says how it ended and how long that took.
    #[track_caller]
    pub fn gone(&mut self) -> (ExitStatus, Duration) {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, begin.elapsed());
            }
            assert!(
                begin.elapsed() <= self.patience,
                "it does not end; the screen says\n{}",
                self.look(picture)
            );
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until all that the program wrote has been read, after its end.
    #[track_caller]
    pub fn read_out(&self) {
        let end = Instant::now() + self.patience;
        let mut heard = self.shared.lock();
        while !heard.ended {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "somebody still holds the terminal");
            heard = self.shared.changed.wait_timeout(heard, left).unwrap().0;
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Whatever failed, nothing stays behind.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        self.hang_up();
    }
}

/// Sends a signal by name, like `TERM`.
pub fn signal(process: u32, name: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -{name} {process}")]).status().unwrap();
    assert!(sent.success(), "no signal {name} to {process}");
}

/// The row that the cursor mark stands before.
pub fn cursor_row(screen: &Screen) -> Option<String> {
    let (_, width) = screen.size();
    screen.rows(0, width.get()).find(|row| row.starts_with('▌'))
}

/// The screen in a frame, for failures.
pub fn picture(screen: &Screen) -> String {
    let (_, width) = screen.size();
    screen.rows(0, width.get()).fold(String::new(), |mut out, row| {
        let _ = writeln!(out, "│{row}");
        out
    })
}

fn settings(master: &dyn MasterPty) -> String {
    let termios = master.get_termios().unwrap();
    let (input, output) = (termios.input_flags, termios.output_flags);
    format!("{input:?} {output:?} {:?} {:?}", termios.control_flags, termios.local_flags)
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}
