//! A program in a pseudo-terminal, its keys and what they take.

use crate::terminal::kernel;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const QUIET: Duration = Duration::from_millis(60);
/// A first screen fills part by part, and says every tenth of a second that it reads.
const QUIET_AT_FIRST: Duration = Duration::from_millis(400);
const IDLE: Duration = Duration::from_secs(5);
/// So few bytes only move or hide a cursor: some programs send them for ever.
const BLINK: usize = 25;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Keys pressed one after another, so many times over; one of them is looked at.
#[derive(Clone, Copy)]
pub struct Keys {
    pub of: &'static str,
    pub times: usize,
    pub measured: &'static str,
}

impl Keys {
    /// Key by key: a sequence that begins with Escape is one.
    fn each(self) -> Vec<&'static str> {
        if self.of.starts_with('\x1b') { vec![self.of] } else { self.of.split_inclusive(|_| true).collect() }
    }
}

type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Keyboard,
    output: Receiver<(Instant, usize)>,
    _terminal: Box<dyn MasterPty + Send>,
}

/// Where a program is; says so where it is not.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    if found.is_none() {
        println!("{name} is not on PATH: left out");
    }
    found
}

/// Starts a program again and again and prints how long its first whole screen takes.
pub fn print_first(name: &str, words: &[&OsStr], quit: &str, times: usize) {
    let (mut took, mut bytes, mut cpu) = (Vec::new(), Vec::new(), Duration::ZERO);
    for _ in 0..times {
        let (program, time, sent) = Program::start(words);
        cpu += program.cpu();
        took.push(time);
        bytes.push(sent);
        program.end(quit);
    }
    print(&format!("{name}: first screen"), &mut took, &bytes, cpu / u32::try_from(times).unwrap());
}

fn print(what: &str, times: &mut [Duration], bytes: &[usize], cpu: Duration) {
    times.sort_unstable();
    let at = |part: usize| times.get((times.len() - 1) * part / 100).unwrap().as_secs_f64() * 1e3;
    let mean = bytes.iter().sum::<usize>() / bytes.len();
    let most = bytes.iter().max().unwrap();
    let cpu = cpu.as_secs_f64() * 1e3;
    let (median, nine, last) = (at(50), at(90), at(99));
    println!(
        "{what:<28} {:>5}  {median:>8.2} {nine:>8.2} {last:>8.2}  {mean:>7} {most:>7}  {cpu:>5.2} ms",
        times.len()
    );
}

impl Program {
    /// Starts a program; how long its first whole screen took, and the bytes of it.
    pub fn start(words: &[&OsStr]) -> (Self, Duration, usize) {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
        command.env("TERM", "xterm-256color");
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard: Keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let (tx, output) = channel();
        let answers = Arc::clone(&keyboard);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                let now = Instant::now();
                answer(buffer.get(..n).unwrap_or_default(), &answers);
                if tx.send((now, n)).is_err() {
                    break;
                }
            }
        });
        let mut program = Self { child, keyboard, output, _terminal: pair.master };
        let (last, bytes) = program.settle(began, QUIET_AT_FIRST);
        (program, last - began, bytes)
    }

    /// Waits for quiet; the moment of the last output since that drew, and the bytes of all.
    fn settle(&mut self, since: Instant, quiet: Duration) -> (Instant, usize) {
        let (mut last, mut bytes, mut end) = (since, 0, since + PATIENCE);
        while let Ok((at, n)) = self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
            bytes += n;
            if n > BLINK {
                (last, end) = (at, at + quiet);
            }
        }
        (last, bytes)
    }

    pub fn settle_down(&mut self) {
        self.settle(Instant::now(), QUIET_AT_FIRST);
    }

    pub fn press(&mut self, keys: &str) {
        let mut keyboard = self.keyboard.lock().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Presses a key and waits for the screen: how long it took, its bytes, the processor's time.
    pub fn send(&mut self, key: &str) -> (Duration, usize, Duration) {
        let before = self.cpu();
        let began = Instant::now();
        self.press(key);
        let (last, bytes) = self.settle(began, QUIET);
        (last - began, bytes, self.cpu().saturating_sub(before))
    }

    /// Presses a key that brings a table never seen before, and prints how long it took until its rows are counted too.
    pub fn anew(&mut self, what: &str, key: &str) {
        let (before, began) = (self.cpu(), Instant::now());
        self.press(key);
        let (last, bytes) = self.settle(began, PATIENCE);
        print(what, &mut [last - began], &[bytes], self.cpu().saturating_sub(before));
    }

    /// Presses keys and prints what the measured ones took.
    pub fn keys(&mut self, what: &str, pressed: &[Keys]) {
        let (mut times, mut bytes, mut cpu) = (Vec::new(), Vec::new(), Duration::ZERO);
        for keys in pressed {
            for _ in 0..keys.times {
                for key in keys.each() {
                    let (time, size, worked) = self.send(key);
                    if key == keys.measured {
                        times.push(time);
                        bytes.push(size);
                        cpu += worked;
                    }
                }
            }
        }
        let each = cpu / u32::try_from(times.len()).unwrap();
        print(what, &mut times, &bytes, each);
    }

    /// Prints memory and, once all is done, what it does while nothing is typed.
    pub fn print_state(&mut self) {
        // A sort may still run.
        while self.settle(Instant::now(), PATIENCE).1 > 0 {}
        let process = self.child.process_id().unwrap();
        let anonymous = kernel::anonymous_kib(process).unwrap_or(0);
        println!("{:<28} {anonymous:>8} kB anonymous", "  memory");
        let (wakes, cpu) = (kernel::wake_ups(process), self.cpu());
        let mut bytes = 0;
        let until = Instant::now() + IDLE;
        while let Ok((_, n)) = self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
            bytes += n;
        }
        let (wakes, cpu) = (kernel::wake_ups(process) - wakes, self.cpu().saturating_sub(cpu));
        let cpu = cpu.as_secs_f64() * 1e3;
        println!(
            "{:<28} {bytes:>8} bytes, {wakes} wake-ups, {cpu:.1} ms CPU in {} s",
            "  idle",
            IDLE.as_secs()
        );
    }

    fn cpu(&self) -> Duration {
        Duration::from_nanos(kernel::worked_nanos(self.child.process_id().unwrap()))
    }

    pub fn end(mut self, quit: &str) {
        self.press(quit);
        self.child.wait().unwrap();
    }
}

/// What a terminal says when it is asked for its cursor, its kind, its keyboard.
fn answer(said: &[u8], keyboard: &Keyboard) {
    for (question, answer) in [
        ("\x1b[6n", "\x1b[1;1R"),
        ("\x1b[c", "\x1b[?62;22c"),
        ("\x1b[?u", "\x1b[?0u"),
        ("\x1b[5n", "\x1b[0n"),
    ] {
        if said.windows(question.len()).any(|part| part == question.as_bytes()) {
            keyboard.lock().unwrap().write_all(answer.as_bytes()).unwrap();
        }
    }
}
