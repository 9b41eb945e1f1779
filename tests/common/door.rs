//! A locked door on a server with the invented organisation behind it, and a caller who left traps before it.

#![allow(dead_code, reason = "each test file uses its own part")]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use crate::common::{Ran, Sandbox, program};
use headcount::cli::{man, opening};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// A member, an administrator, the owner, somebody unknown.
pub const MEMBER: &str = "nora.quist@lumen.example";
pub const ADMINISTRATOR: &str = "elin.sandell@lumen.example";
pub const OWNER: &str = "olena.kravets@lumen.example";
pub const NOBODY: &str = "mallory@elsewhere.example";

pub struct Door {
    pub sandbox: Sandbox,
}

impl Door {
    /// With nothing behind it yet.
    pub fn empty() -> Self {
        let sandbox = Sandbox::new();
        fs::create_dir(sandbox.path("srv")).unwrap();
        Self { sandbox }
    }

    /// The clock of a locked door cannot be frozen: the organisation is as it is now.
    pub fn new() -> Self {
        let sandbox = Self::empty().sandbox;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        opening::fill_demo(&sandbox.path("srv/headcount.db"), i64::try_from(now).unwrap()).unwrap();
        Self { sandbox }
    }

    pub fn database(&self) -> PathBuf {
        self.sandbox.path("srv/headcount.db")
    }

    /// The one folder that files may go into.
    pub fn folder(&self) -> PathBuf {
        self.sandbox.path("srv/out")
    }

    /// What stands in `command="…"`.
    pub fn line(&self, viewer: &str, more: &[&str]) -> Vec<String> {
        let database = self.database().display().to_string();
        let words = ["browse", "--locked", "--as", viewer, "--db", &database];
        words.iter().chain(more).map(|word| (*word).to_owned()).collect()
    }

    /// The same with a folder for files.
    pub fn line_with_folder(&self, viewer: &str) -> Vec<String> {
        self.line(viewer, &["--exports", self.folder().to_str().unwrap()])
    }

    /// What sshd leaves of a caller's environment when it lets everything through: each variable that is heeded
    /// anywhere, set to what would open the door or move the clock, and traps where they point to.
    pub fn hostile(&self) -> Vec<(&'static str, String)> {
        let at = |name: &str| self.sandbox.path(name).display().to_string();
        self.sandbox.file("trap/headcount/config.toml", "this is no configuration\n");
        self.sandbox.file("trap/headcount/state.toml", "version = 1\nreport = \"log\"\nzone = \"utc\"\n");
        self.sandbox.file("trap/config.toml", format!("exports = {:?}\n", at("trap")));
        self.sandbox.file("trap/.config/headcount/config.toml", "this is no configuration\n");
        let mut all = vec![("PATH", std::env::var("PATH").unwrap_or_default())];
        for name in man::ENVIRONMENT.iter().flat_map(|(names, _)| names.split(", ")) {
            let value = match name {
                // Said by whoever calls.
                "SSH_ORIGINAL_COMMAND" => continue,
                "TERM" => "xterm-256color".to_owned(),
                "COLORTERM" => "truecolor".to_owned(),
                "TZ" => "Pacific/Kiritimati".to_owned(),
                "LC_ALL" | "LC_CTYPE" | "LANG" => "C".to_owned(),
                "HEADCOUNT_NOW" => "2001-01-01T00:00:00Z".to_owned(),
                "HEADCOUNT_CONFIG" => at("trap/config.toml"),
                "LOGNAME" | "USER" => NOBODY.to_owned(),
                name if name.starts_with("XDG_") || name == "HEADCOUNT_EXPORTS" => at("trap"),
                _ => "1".to_owned(),
            };
            all.push((name, value));
        }
        for name in ["HOME", "TMPDIR", "SQLITE_TMPDIR", "TZDIR"] {
            all.push((name, at("trap")));
        }
        for (name, value) in
            [("TMUX", "/tmp/t,1,0"), ("STY", "1.x"), ("SHELL", "/bin/sh"), ("EDITOR", "sh"), ("PAGER", "sh")]
        {
            all.push((name, value.to_owned()));
        }
        all
    }

    /// Asks through SSH, from that environment; without a terminal.
    pub fn asks_from(&self, environment: &[(&'static str, String)], viewer: &str, asked: &str) -> Ran {
        let mut command = Command::new(program());
        command.args(self.line_with_folder(viewer)).env_clear().current_dir(self.sandbox.path(""));
        command.envs(environment.iter().map(|(name, value)| (*name, value)));
        command.env("SSH_ORIGINAL_COMMAND", asked).stdin(Stdio::null());
        Ran::from(command.output().unwrap())
    }

    pub fn asks(&self, viewer: &str, asked: &str) -> Ran {
        self.asks_from(&[], viewer, asked)
    }

    /// As [`Door::asks`], by an account that may not write the database: nobody's where the tests run as root.
    pub fn read_only(&self, viewer: &str, asked: &str) -> Ran {
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let srv = self.sandbox.path("srv");
        mode(&self.sandbox.path(""), 0o755);
        mode(&self.database(), 0o444);
        mode(&srv, 0o555);
        let mut command = Command::new(program());
        command.args(self.line(viewer, &[])).env_clear().env("SSH_ORIGINAL_COMMAND", asked);
        if fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
            command.uid(65_534);
        }
        let ran = Ran::from(command.stdin(Stdio::null()).output().unwrap());
        mode(&srv, 0o755);
        mode(&self.database(), 0o644);
        ran
    }

    /// Every file there is with its bytes, but for the database and its log.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        walk(&self.sandbox.path(""), &mut all);
        all.retain(|(path, _)| {
            !path.starts_with(self.sandbox.path("srv")) || path.starts_with(self.folder())
        });
        all.sort();
        all
    }

    /// Rows of the tables that say who may see what, what holds and what was read.
    pub fn laws(&self) -> Vec<(String, i64)> {
        let conn = rusqlite::Connection::open(self.database()).unwrap();
        ["role_grant", "policy", "import", "occurrence", "session", "account_user"]
            .map(|table| {
                let count = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
                (table.to_owned(), count.unwrap_or(-1))
            })
            .to_vec()
    }

    /// The newest topic that no meeting of the member's has, and its occurrence.
    pub fn foreign(&self, member: &str) -> (String, i64) {
        let conn = rusqlite::Connection::open(self.database()).unwrap();
        conn.query_row(
            "SELECT o.topic, o.occurrence_id FROM occurrence o \
             JOIN account_user u ON u.account_id = o.account_id AND u.user_id = o.host_user_id \
             WHERE u.email <> ?1 AND length(o.topic) > 12 AND o.topic NOT LIKE '%''%' \
               AND o.topic NOT IN (SELECT m.topic FROM occurrence m \
               JOIN account_user h ON h.account_id = m.account_id AND h.user_id = m.host_user_id WHERE h.email = ?1) \
             ORDER BY o.start_at DESC LIMIT 1",
            [member],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap()
    }
}

fn walk(folder: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            walk(&path, all);
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            all.push((path, bytes));
        }
    }
}
