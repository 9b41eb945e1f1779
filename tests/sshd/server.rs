//! A real sshd on a port of its own, as whoever runs the tests, with the forced command line of README.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests, which say why they are skipped"
)]

use crate::common::{Ran, patience, program};
use crate::door::Door;
use crate::terminal::Terminal;
use std::fs;
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Server {
    pub door: Door,
    pub port: u16,
    sshd: Child,
}

/// The sshd of this machine, where the trial was asked for.
pub fn sshd() -> Option<PathBuf> {
    if std::env::var_os("HEADCOUNT_SSHD").is_none() {
        println!("skipped: `just sshd` tries the locked door behind a real sshd");
        return None;
    }
    let found = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"].map(PathBuf::from);
    let found = found.into_iter().find(|path| path.exists());
    if found.is_none() {
        println!("skipped: there is no sshd here (Debian: apt-get install openssh-server)");
    }
    found
}

impl Server {
    /// `None`, with a message, where there is nothing to try it with. Lets through what a careless server would.
    pub fn start(viewer: &str) -> Option<Self> {
        let sshd = sshd()?;
        let door = Door::new();
        let at = |name: &str| door.sandbox.path(name);
        for key in ["host", "key"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(at(key))
                .status();
            assert!(made.unwrap().success());
        }
        let line = door.line_with_folder(viewer).join(" ");
        let key = fs::read_to_string(at("key.pub")).unwrap();
        let forced = format!("restrict,pty,command=\"{} {line}\" {key}", program().display());
        fs::write(at("authorized_keys"), forced).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let said = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\n\
             StrictModes no\nPermitRootLogin forced-commands-only\nPasswordAuthentication no\n\
             KbdInteractiveAuthentication no\nAcceptEnv HEADCOUNT_* XDG_* HOME TZ LANG LC_* SQLITE_TMPDIR\n\
             AllowTcpForwarding yes\nAllowAgentForwarding yes\nX11Forwarding yes\nPrintMotd no\n\
             Subsystem sftp internal-sftp\n",
            at("host").display(),
            at("authorized_keys").display()
        );
        fs::write(at("sshd_config"), said).unwrap();
        // Where sshd runs as root it leaves its rights in an empty folder.
        let _ = fs::create_dir("/run/sshd");
        let log = fs::File::create(at("sshd.log")).unwrap();
        let mut command = Command::new(sshd);
        command.args(["-D", "-e", "-f"]).arg(at("sshd_config")).stdin(Stdio::null()).stdout(Stdio::null());
        let sshd = command.stderr(log).spawn().unwrap();
        let mut server = Self { door, port, sshd };
        server.is_up();
        Some(server)
    }

    fn is_up(&mut self) {
        let end = Instant::now() + patience();
        loop {
            if let Ok(mut line) = TcpStream::connect(("127.0.0.1", self.port)) {
                let mut begin = [0; 4];
                line.set_read_timeout(Some(patience())).unwrap();
                line.read_exact(&mut begin).unwrap();
                assert_eq!(&begin, b"SSH-");
                return;
            }
            let log = fs::read_to_string(self.door.sandbox.path("sshd.log")).unwrap_or_default();
            assert!(
                Instant::now() < end && self.sshd.try_wait().unwrap().is_none(),
                "sshd does not come up: {log}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The words that bring `ssh`, `scp` or `sftp` here; `more` stands before the host.
    pub fn words(&self, client: &str, more: &[&str], behind: &[&str]) -> Vec<String> {
        let key = self.door.sandbox.path("key").display().to_string();
        let port = self.port.to_string();
        let mut words: Vec<String> = [
            client,
            if client == "ssh" { "-p" } else { "-P" },
            &port,
            "-F",
            "/dev/null",
            "-i",
            &key,
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "BatchMode=yes",
            "-o",
            "LogLevel=ERROR",
        ]
        .map(str::to_owned)
        .to_vec();
        words.extend(more.iter().map(|word| (*word).to_owned()));
        words.extend(behind.iter().map(|word| (*word).to_owned()));
        words
    }

    /// Runs a client to its end, without a terminal.
    pub fn runs(&self, words: &[String]) -> Ran {
        let [client, rest @ ..] = words else { panic!("no client") };
        let mut command = Command::new(client);
        command.args(rest).current_dir(self.door.sandbox.path("")).stdin(Stdio::null());
        Ran::from(command.output().unwrap())
    }

    pub fn asks(&self, more: &[&str], asked: &[&str]) -> Ran {
        let mut behind = vec!["127.0.0.1"];
        behind.extend(asked);
        self.runs(&self.words("ssh", more, &behind))
    }

    /// `ssh -t` in a terminal, with these variables around it.
    pub fn console(&self, environment: &[(&str, &str)], asked: &[&str]) -> Terminal {
        let mut behind = vec!["127.0.0.1"];
        behind.extend(asked);
        let words = self.words("ssh", &["-t", "-o", "SendEnv=HEADCOUNT_* XDG_* HOME TZ LC_*"], &behind);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut all = vec![
            ("TERM", "xterm-256color".to_owned()),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", self.door.sandbox.path("home").display().to_string()),
        ];
        all.extend(environment.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Terminal::start(&words, &all, (120, 40), patience())
    }

    /// Processes of headcount on this server's database.
    pub fn consoles(&self) -> Vec<u32> {
        let database = self.door.database().display().to_string();
        let is_one = |folder: &Path| {
            let said = fs::read(folder.join("cmdline")).unwrap_or_default();
            let said = String::from_utf8_lossy(&said).replace('\0', " ");
            let runs = fs::read_link(folder.join("exe")).is_ok_and(|path| path == program());
            runs && said.contains(&database)
        };
        let all = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
        all.filter(|path| is_one(path)).filter_map(|path| path.file_name()?.to_str()?.parse().ok()).collect()
    }

    /// Whether nobody writes, and nobody reads what the log still holds.
    pub fn is_unlocked(&self) -> bool {
        let conn = rusqlite::Connection::open(self.door.database()).unwrap();
        conn.busy_timeout(Duration::ZERO).unwrap();
        let folded = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        folded.is_ok_and(|busy: i64| busy == 0) && conn.execute_batch("BEGIN EXCLUSIVE; ROLLBACK;").is_ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}
