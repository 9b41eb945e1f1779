//! The console itself, driven in a pseudo-terminal of 120×40: `just bench-console [DATABASE]`.
//!
//! Prints first screen, keys, drill-down, bytes, memory and idleness. A screen counts as there at the last output
//! before a quiet of 60 ms. Times are printed, never asserted. Without an argument the database is made from
//! `examples/synth.rs` with 1 000 000 sessions, once, into `target/bench-data`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench, not the program"
)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const QUIET: Duration = Duration::from_millis(60);
const IDLE: Duration = Duration::from_secs(5);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // cargo adds `--bench` of its own.
    let given = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let database = given.map_or_else(|| made(root), PathBuf::from);
    let mut first = Vec::new();
    for _ in 0..7 {
        let (console, shown) = Console::open(&database);
        first.push(shown);
        console.quit();
    }
    print("first screen", &mut first);
    let (mut console, _) = Console::open(&database);
    console.steps("report of the tab", &["."], 1);
    console.steps("tab", &["3"], 1);
    console.steps("down", &["j"], 60);
    console.steps("page down", &["\x1b[6~"], 40);
    console.steps("end, home", &["G", "g"], 10);
    console.steps("drill down, back", &["\r", "\x1b"], 10);
    console.send("d");
    for _ in 0..9 {
        console.send("j");
    }
    console.steps("all that is held", &["\r"], 1);
    console.steps("end, home of a year", &["G", "g"], 10);
    console.steps("drill down, back in a year", &["\r", "\x1b"], 10);
    console.send("l");
    console.send("s");
    console.steps("down while it sorts", &["j"], 20);
    println!("{:<28} {:>8} kB", "memory, anonymous", console.status("RssAnon:"));
    let (bytes, switches) = console.idle();
    println!("{:<28} {bytes:>8} bytes, {switches} wake-ups in {} s", "idle", IDLE.as_secs());
    console.quit();
}

fn made(root: &Path) -> PathBuf {
    let folder = root.join("target/bench-data/1000000");
    let database = folder.join("console.db");
    if !database.exists() {
        let list = folder.join("meetinglistdetails.csv");
        std::fs::create_dir_all(&folder).unwrap();
        let synth = ["run", "--release", "--quiet", "--example", "synth", "--"];
        assert!(
            Command::new(env!("CARGO"))
                .current_dir(root)
                .args(synth)
                .args(["--no-database", "--sessions", "1000000", "--out"])
                .arg(&folder)
                .status()
                .unwrap()
                .success()
        );
        let mut import = Command::new(env!("CARGO_BIN_EXE_headcount"));
        import.arg("import").arg(&list).arg("--db").arg(&database);
        assert!(import.status().unwrap().success());
    }
    database
}

fn print(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    println!("{what:<28} median {:>7.1} ms   95 % {:>7.1} ms   most {:>7.1} ms", at(50), at(95), at(100));
}

struct Console {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, usize)>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Console {
    /// Opens the console; gives how long its first whole screen took.
    fn open(database: &Path) -> (Self, Duration) {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_headcount"));
        command.args(["--db".as_ref(), database.as_os_str()]);
        command.env("TERM", "xterm-256color");
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tx, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if tx.send((Instant::now(), n)).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let mut console = Self { child, keys, output, _terminal: pair.master };
        let (last, _) = console.settle(began);
        // What is measured from here on are tables: from the overview to the days.
        console.send("2");
        (console, last - began)
    }

    /// Waits for quiet; the moment and the bytes of the output since.
    fn settle(&mut self, since: Instant) -> (Instant, usize) {
        let (mut last, mut bytes) = (since, 0);
        let mut patience = Duration::from_secs(2);
        while let Ok((at, n)) = self.output.recv_timeout(patience) {
            (last, bytes, patience) = (at, bytes + n, QUIET);
        }
        (last, bytes)
    }

    fn send(&mut self, keys: &str) -> (Duration, usize) {
        let began = Instant::now();
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        let (last, bytes) = self.settle(began);
        (last - began, bytes)
    }

    fn steps(&mut self, what: &str, keys: &[&str], repeats: usize) {
        for n in 0..keys.len() {
            let (mut times, mut bytes) = (Vec::new(), Vec::new());
            for _ in 0..repeats {
                for (m, other) in keys.iter().enumerate() {
                    let (time, size) = self.send(other);
                    if m == n {
                        times.push(time);
                        bytes.push(size);
                    }
                }
            }
            bytes.sort_unstable();
            let name = what.split(", ").nth(n).unwrap_or(what);
            print(&format!("{name} ({} B)", bytes[bytes.len() / 2]), &mut times);
        }
    }

    fn status(&self, name: &str) -> u64 {
        let pid = self.child.process_id().unwrap();
        number(Path::new(&format!("/proc/{pid}/status")), name)
    }

    /// Bytes and voluntary wake-ups of all threads while nothing is typed.
    fn idle(&mut self) -> (usize, u64) {
        let pid = self.child.process_id().unwrap();
        let wakes = || -> u64 {
            std::fs::read_dir(format!("/proc/{pid}/task"))
                .unwrap()
                .map(|task| number(&task.unwrap().path().join("status"), "voluntary_ctxt_switches:"))
                .sum()
        };
        let before = wakes();
        let mut bytes = 0;
        let until = Instant::now() + IDLE;
        while let Ok((_, n)) = self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
            bytes += n;
        }
        (bytes, wakes() - before)
    }

    fn quit(mut self) {
        self.keys.write_all(b"\x03").unwrap();
        self.child.wait().unwrap();
    }
}

fn number(path: &Path, name: &str) -> u64 {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
    line.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0)
}
