//! A place of its own for every test: a temporary folder, an environment without the machine's settings, the
//! built program.

#![allow(dead_code, reason = "each test file uses its own part")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// Monday, 23 November 2026, 10:00 in Stockholm.
pub const NOW: &str = "2026-11-23T09:00:00Z";
pub const ZONE: &str = "Europe/Stockholm";
const NOW_SECONDS: u64 = 1_795_424_400;

pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_headcount"))
}

/// How long to wait for what is expected: `HEADCOUNT_TEST_TIMEOUT` in seconds, else 15.
pub fn patience() -> Duration {
    let asked = std::env::var("HEADCOUNT_TEST_TIMEOUT").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(asked.unwrap_or(15))
}

/// The samples that tests give figures of, worked out by hand. Others may be added beside them.
const WORKED_OUT: [&str; 14] = [
    "active-hosts-2023.csv",
    "active-hosts.csv",
    "meeting-list-2025.csv",
    "meeting-list.csv",
    "meetings-2025.csv",
    "meetings-features.csv",
    "participants-2020.csv",
    "participants-2026.csv",
    "participants-class.csv",
    "participants-resaved.csv",
    "participants.csv",
    "participants_81234567890.csv",
    "participants_95512345678_2022_06_14.csv",
    "zoomus_meeting_report_412345678.csv",
];

pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    pub fn new() -> Self {
        Self { folder: TempDir::with_prefix("headcount-test-").unwrap() }
    }

    /// With the samples read.
    pub fn with_samples() -> Self {
        let sandbox = Self::new();
        let samples = sandbox.samples();
        sandbox.ok(["import".as_ref(), samples.as_os_str()]);
        sandbox
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The database where the program keeps it.
    pub fn database(&self) -> PathBuf {
        self.path("data/headcount/headcount.db")
    }

    /// Writes a file, an hour old.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = File::create(&path).unwrap();
        file.write_all(content.as_ref()).unwrap();
        file.set_modified(ago(3600)).unwrap();
        path
    }

    /// A copy of those of `data/samples` whose figures are worked out, their files a day old.
    pub fn samples(&self) -> PathBuf {
        self.copy_samples(|name| WORKED_OUT.contains(&name))
    }

    /// A copy of `data/samples`, as [`Sandbox::samples`].
    #[allow(dead_code, reason = "not every test needs it")]
    pub fn all_samples(&self) -> PathBuf {
        self.copy_samples(|_| true)
    }

    fn copy_samples(&self, is_wanted: impl Fn(&str) -> bool) -> PathBuf {
        let folder = self.path("samples");
        fs::create_dir_all(&folder).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples")).unwrap() {
            let from = entry.unwrap().path();
            let name = from.file_name().unwrap();
            if !is_wanted(name.to_str().unwrap()) {
                continue;
            }
            let to = folder.join(name);
            fs::write(&to, fs::read(&from).unwrap()).unwrap();
            File::options().append(true).open(&to).unwrap().set_modified(ago(86_400)).unwrap();
        }
        folder
    }

    /// What the program's surroundings are.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let at = |name: &str| self.path(name).display().to_string();
        vec![
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", at("home")),
            ("XDG_DATA_HOME", at("data")),
            ("TMPDIR", at("tmp")),
            ("TZ", ZONE.to_owned()),
            ("HEADCOUNT_NOW", NOW.to_owned()),
            ("LOGNAME", "astrid".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
        ]
    }

    /// Makes the folder for temporary files.
    pub fn tmp(&self) {
        fs::create_dir_all(self.path("tmp")).unwrap();
    }

    pub fn command(&self) -> Command {
        self.tmp();
        let mut command = Command::new(program());
        command.env_clear().envs(self.environment()).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Ran {
        Ran::from(self.command().args(words).output().unwrap())
    }

    /// Runs a command line without quotes in it.
    pub fn line(&self, line: &str) -> Ran {
        self.run(line.split_whitespace())
    }

    /// Runs the program, which must succeed, and gives what it said.
    pub fn ok<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out
    }
}

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Fails unless it ended so and said all of that, on either stream.
    #[track_caller]
    pub fn is(&self, code: i32, parts: &[&str]) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        for part in parts {
            assert!(self.out.contains(part) || self.err.contains(part), "no “{part}” in {self:#?}");
        }
        self
    }
}

/// The frozen moment, `seconds` ago.
pub fn ago(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW_SECONDS - seconds)
}

/// Permission bits of a file or folder.
pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).permissions().mode()
        & 0o777
}

/// Files and folders in a folder, sorted; none where it is not there.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
