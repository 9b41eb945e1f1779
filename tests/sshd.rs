//! The locked door behind a real sshd: `just sshd` tries it. Without being asked for, or without an sshd, it says so and
//! passes: no other test needs one.

mod common;
#[path = "common/door.rs"]
mod door;
#[path = "sshd/server.rs"]
mod server;
#[path = "pty/terminal.rs"]
mod terminal;

use common::names;
use door::MEMBER;
use server::Server;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;
use terminal::{CTRL_Z, DOWN, Terminal, signal};

/// The member's console, on their hosts.
fn hosts(server: &Server, environment: &[(&str, &str)]) -> Terminal {
    let console = server.console(environment, &[]);
    console.shows("Usage › Active hosts");
    console.cursor_on("Nora Quist");
    console
}

/// Nothing of it runs any more, and nothing is held.
#[track_caller]
fn is_over(server: &Server, console: &Terminal) {
    console.until_true("the end of all consoles", || server.consoles().is_empty());
    assert!(server.is_unlocked());
}

#[test]
fn a_console_as_at_home() {
    let Some(server) = Server::start(MEMBER) else { return };
    let mut console = hosts(&server, &[]);
    assert_eq!(server.consoles().len(), 1);
    console.keys("3");
    console.shows("[3 Meetings]");
    console.keys(DOWN);
    console.resize(90, 30);
    console.until("the other size", |screen| {
        screen.rows(0, 90).nth(29).is_some_and(|row| row.contains("? keys")).then_some(())
    });
    console.keys(CTRL_Z);
    console.shows("there is no shell behind this console");
    console.keys("e");
    console.shows("exported");
    assert_eq!(names(&server.door.folder()).len(), 1);
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    is_over(&server, &console);
    let mut console = hosts(&server, &[]);
    console.keys("\x03");
    assert_eq!(console.gone().0.exit_code(), 0, "Ctrl-c quits");
    is_over(&server, &console);
}

#[test]
fn a_report_or_nothing() {
    let Some(server) = Server::start(MEMBER) else { return };
    let ran = server.asks(&[], &["report", "meetings", "--format", "csv", "--columns", "host_email"]);
    ran.is(0, &[MEMBER]);
    assert!(ran.out.lines().skip(1).all(|line| line == MEMBER), "{ran:?}");
    // With a terminal, too.
    let mut table = server.console(&[], &["report", "active-hosts"]);
    assert_eq!(table.gone().0.exit_code(), 0);
    table.read_out();
    assert!(table.screen().contains("Nora Quist"), "{}", table.screen());
    server.asks(&[], &[]).is(1, &["`ssh -t` brings one, `ssh HOST report …` asks for a report"]);
    for asked in [
        "sh",
        "/bin/sh -c id",
        "headcount browse",
        "cat /etc/passwd",
        "report daily; id",
        "rsync --server . .",
    ] {
        let ran = server.asks(&[], &[asked]);
        assert!((ran.code == 1 || ran.code == 2) && ran.out.is_empty(), "{asked}: {ran:?}");
    }
    let mut shell = server.console(&[], &["sh"]);
    assert_eq!(shell.gone().0.exit_code(), 1);
    shell.read_out();
    assert!(shell.screen().contains("not allowed: only `report …` may be asked here"), "{}", shell.screen());
}

#[test]
fn no_file_is_copied() {
    let Some(server) = Server::start(MEMBER) else { return };
    let database = format!("127.0.0.1:{}", server.door.database().display());
    for protocol in ["-s", "-O"] {
        for (from, to) in [(database.as_str(), "stolen"), ("sshd_config", database.as_str())] {
            let ran = server.runs(&server.words("scp", &[protocol], &[from, to]));
            assert_ne!(ran.code, 0, "{protocol} {from}: {ran:?}");
        }
    }
    let ran = server.runs(&server.words("sftp", &["-b", "sshd_config"], &["127.0.0.1"]));
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(!server.door.sandbox.path("stolen").exists());
    assert!(server.is_unlocked());
}

#[test]
fn nothing_is_forwarded() {
    let Some(server) = Server::start(MEMBER) else { return };
    // What lies behind the server, and answers whoever gets there.
    let behind = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = behind.local_addr().unwrap();
    std::thread::spawn(move || {
        for line in behind.incoming() {
            line.and_then(|mut line| line.write_all(b"inside")).unwrap_or_default();
        }
    });
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let words = server.words("ssh", &["-N", "-L", &format!("{free}:{target}")], &["127.0.0.1"]);
    let mut client = Command::new("ssh").args(&words[1..]).stdin(Stdio::null()).spawn().unwrap();
    let mut got = Vec::new();
    for _ in 0..500 {
        if let Ok(mut line) = TcpStream::connect(free) {
            line.set_read_timeout(Some(common::patience())).unwrap();
            line.read_to_end(&mut got).unwrap_or_default();
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    client.kill().unwrap();
    client.wait().unwrap();
    assert_eq!(String::from_utf8(got).unwrap(), "");
    let back = format!("{free}:{target}");
    let ran = server.asks(&["-N", "-o", "ExitOnForwardFailure=yes", "-R", &back], &[]);
    assert_eq!(ran.code, 255, "{ran:?}");
    let ran = server.asks(&["-A", "-X"], &["report", "daily"]);
    assert!(!ran.err.contains("forwarding succeeded"), "{ran:?}");
}

#[test]
fn what_the_client_sends_of_its_environment_is_nothing() {
    let Some(server) = Server::start(MEMBER) else { return };
    let trap = server.door.sandbox.path("trap").display().to_string();
    let calm = server.asks(&[], &["report", "meetings", "--format", "csv"]);
    let sent = format!(
        "SetEnv=HEADCOUNT_NOW=2001-01-01T00:00:00Z XDG_CONFIG_HOME={trap} HEADCOUNT_EXPORTS={trap} HOME={trap} TZ=Pacific/Kiritimati"
    );
    let tried = server.asks(&["-o", &sent], &["report", "meetings", "--format", "csv"]);
    assert_eq!((calm.code, &tried.out, &tried.err), (0, &calm.out, &calm.err));
    let mut console = hosts(
        &server,
        &[("HEADCOUNT_NOW", "2001-01-01T00:00:00Z"), ("XDG_STATE_HOME", &trap), ("LC_ALL", "C")],
    );
    console.lacks("2001");
    console.keys("e");
    console.shows("exported");
    console.keys("q");
    assert_eq!(console.gone().0.exit_code(), 0);
    assert!(!server.door.sandbox.path("trap").exists());
    assert_eq!(names(&server.door.folder()).len(), 1);
}

#[test]
fn a_client_that_is_killed_leaves_neither_console_nor_lock() {
    let Some(server) = Server::start(MEMBER) else { return };
    let console = hosts(&server, &[]);
    assert_eq!(server.consoles().len(), 1);
    signal(console.process(), "KILL");
    is_over(&server, &console);
    // In the middle of something that is typed.
    let mut console = hosts(&server, &[]);
    console.keys("/no");
    console.shows("keep");
    signal(console.process(), "KILL");
    is_over(&server, &console);
    // Of a report that is being sent.
    let words = server.words("ssh", &[], &["127.0.0.1", "report", "meetings", "--format", "ndjson"]);
    let mut client = Command::new("ssh").args(&words[1..]).stdout(Stdio::piped()).spawn().unwrap();
    client.stdout.take().unwrap().read_exact(&mut [0; 64]).unwrap();
    client.kill().unwrap();
    client.wait().unwrap();
    is_over(&server, &console);
}
