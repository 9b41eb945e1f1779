//! The locked door, called as sshd calls it: with a question, or with none and no terminal. Ways past it are tried.

use crate::common::Sandbox;
use crate::door::{ADMINISTRATOR, Door, MEMBER, NOBODY, OWNER};
use chrono::{TimeDelta, Utc};
use serde_json::Value;
use std::io::BufRead;
use std::process::{Command, Stdio};

const ONLY: &str = "not allowed: only `report …` may be asked here";

fn rows(text: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(text).unwrap();
    all["rows"].as_array().unwrap().clone()
}

#[test]
fn the_server_says_who_and_what() {
    let sandbox = Sandbox::new();
    sandbox.line("browse --locked").is(2, &["--locked needs --as EMAIL"]);
    sandbox.line("browse --locked --db a.db").is(2, &["--locked needs --as EMAIL"]);
    sandbox.line("browse --locked --as a@b.example").is(2, &["--locked needs --db FILE"]);
    // Nothing is made for a caller.
    let missing = sandbox.line("browse --locked --as a@b.example --db a.db");
    missing.is(1, &["there is no database behind this door yet"]);
    assert!(!sandbox.path("a.db").exists());
}

#[test]
fn a_report_may_be_asked_and_is_narrowed() {
    let door = Door::new();
    let own = door.asks(MEMBER, "headcount report meetings --format json --columns topic,host_email");
    own.is(0, &[]);
    let own = rows(&own.out);
    assert!(!own.is_empty() && own.iter().all(|row| row["host_email"] == MEMBER), "{own:?}");
    let all = rows(&door.asks(OWNER, "report meetings --format json --columns topic,host_email").out);
    assert!(all.len() > own.len());

    let (topic, key) = door.foreign(MEMBER);
    let found = door.asks(MEMBER, &format!("report find --text '{topic}' --format json"));
    found.is(0, &[]);
    assert_eq!(rows(&found.out), [] as [Value; 0]);
    // Somebody else's and nobody's are told in the same words.
    let refused = |key: &str| {
        let ran = door.asks(MEMBER, &format!("report participants --occurrence '#{key}'"));
        assert!(ran.code == 1 && ran.err.contains("not allowed") && ran.out.is_empty(), "{ran:?}");
        ran.err.replace(key, "KEY")
    };
    assert_eq!(refused(&key.to_string()), refused("99999999"));
    door.asks(MEMBER, "report log").is(1, &["not allowed: Log is for the owner"]);
    door.asks(ADMINISTRATOR, "report log").is(1, &["not allowed: Log is for the owner"]);
    // Wrong usage within a report ends as ever.
    door.asks(MEMBER, "report daly").is(2, &["did you mean daily?"]);
    door.asks(MEMBER, "report daily --hst x").is(2, &["report takes no --hst"]);
    door.asks(MEMBER, "report").is(2, &["which report?"]);
    door.asks(MEMBER, "report --help").is(0, &["Usage: headcount report"]);
    // What left says who asked, not who they said they were.
    let log = door.asks(OWNER, "report log --format json");
    let by: Vec<Value> = rows(&log.out).into_iter().filter(|row| row["what"] == "exported").collect();
    assert!(by.iter().any(|row| row["by"] == MEMBER && row["viewer"] == MEMBER), "{by:?}");
}

#[test]
fn nobody_learns_who_is_known() {
    let door = Door::new();
    let said = |viewer: &str| {
        let ran = door.asks(viewer, "report daily");
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
        ran.err.replace(viewer, "WHO")
    };
    let first = said(NOBODY);
    assert_eq!(first, "headcount: not allowed: there is no report for WHO\n");
    // One letter beside a member, the owner without an e-mail, the empty one.
    assert_eq!(said("nora.quist@lumen.exampl"), first);
    assert_eq!(said("owner"), first);
    assert_eq!(said("%"), first);
    let empty = door.asks("", "report daily");
    empty.is(1, &["not allowed: there is no report for"]);
}

#[test]
fn nothing_else_may_be_asked() {
    let door = Door::new();
    let (before, laws) = (door.files(), door.laws());
    let long = format!("report daily --filter {}", "x".repeat(100_000));
    for asked in [
        "id",
        "sh -c id",
        "/bin/sh",
        "headcount",
        "browse",
        "headcount browse --db other.db",
        "import x.csv",
        "headcount import --undo 1",
        "purge --before 2099-01-01 --yes",
        "roles grant mallory@elsewhere.example owner",
        "roles list",
        "policy archive",
        "backup /tmp/x",
        "restore x",
        "check",
        "config",
        "reports",
        "zones",
        "man",
        "--db other.db report daily",
        "/usr/lib/openssh/sftp-server",
        "internal-sftp",
        "scp -f headcount.db",
        "rsync --server . .",
        "report 'daily",
        "report \"daily",
        "report daily\\",
        "report daily\nid",
        "report daily\r\nid",
        "report daily\x1b]52;c;aWQ=\x07",
        "report daily\x07",
        "\x01report daily",
        long.as_str(),
    ] {
        let ran = door.asks(MEMBER, asked);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{asked:?}: {ran:?}");
        assert!(ran.err.contains(ONLY), "{asked:?}: {ran:?}");
    }
    for option in [
        "--db other.db",
        "--db=other.db",
        "--as olena.kravets@lumen.example",
        "--config trap/config.toml",
        "--log x.log",
        "-o x.csv",
        "-ox.csv",
        "--output=x.csv",
        "--output x.csv --force",
        "-o /etc/x",
    ] {
        let ran = door.asks(MEMBER, &format!("report daily {option}"));
        ran.is(1, &["not allowed: --"]);
        assert_eq!(ran.out, "", "{option}");
    }
    // To a shell these would be more than words; here they are words, and no report takes them.
    for tail in [
        "; id",
        "&& id",
        "| sh",
        "> x.csv",
        "$(id)",
        "`id`",
        "${IFS}id",
        "--exports .",
        "--locked",
        "-- id",
        "--db",
        "*",
        "--undo 1",
    ] {
        let ran = door.asks(MEMBER, &format!("report daily {tail}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{tail}: {ran:?}");
        assert!(!ran.err.contains("uid="), "{tail}: {ran:?}");
    }
    let filtered = door.asks(MEMBER, "report meetings --format json --filter '$(id) `id` ; id'");
    filtered.is(0, &[]);
    assert_eq!(rows(&filtered.out), [] as [Value; 0]);
    assert_eq!(door.files(), before);
    assert_eq!(door.laws(), laws);
}

#[test]
fn nothing_of_the_callers_environment_is_heeded() {
    let door = Door::new();
    let hostile = door.hostile();
    let before = door.files();
    // The portals' limits hold: of a year ago nothing is shown, whatever day the caller says it is.
    let database = door.database().display().to_string();
    door.sandbox.ok(["--db", &database, "policy", "provider"]);
    let ago = |days| (Utc::now() - TimeDelta::days(days)).format("%Y-%m-%d");
    let old = format!("report meetings --from {} --to {} --format csv", ago(394), ago(372));
    for asked in [&old, "report daily --format json", "report meetings", "report coverage --format ndjson"] {
        let (calm, tried) = (door.asks(OWNER, asked), door.asks_from(&hostile, OWNER, asked));
        assert_eq!((calm.code, tried.code), (0, 0), "{calm:?} {tried:?}");
        assert_eq!((&tried.out, &tried.err), (&calm.out, &calm.err), "{asked}");
    }
    let left = door.files();
    assert_eq!(left, before, "nothing was written where the caller's variables point");
    // No caller could say who they are in the log.
    let log = door.asks_from(&hostile, OWNER, "report log --format json");
    let by = rows(&log.out).into_iter().filter(|row| row["what"] == "exported");
    assert!(by.into_iter().all(|row| row["by"] == OWNER && row["viewer"] == OWNER), "{log:?}");
    // Without the lock that clock does open the old days.
    let lines = |environment: &[(&str, &str)]| {
        let mut command = Command::new(crate::common::program());
        command.args(["--db", &database]).args(old.split(' ')).env_clear().stdin(Stdio::null());
        command.envs(environment.iter().copied());
        command.output().unwrap().stdout.lines().count()
    };
    assert!(lines(&[("HEADCOUNT_NOW", "2001-01-01T00:00:00Z")]) > lines(&[]));
}

#[test]
fn without_a_terminal_and_a_question_there_is_neither() {
    let door = Door::new();
    for asked in ["", " ", "\t"] {
        let ran = door.asks(MEMBER, asked);
        ran.is(
            1,
            &["the console needs a terminal; `ssh -t` brings one, `ssh HOST report …` asks for a report"],
        );
    }
    // What comes on standard input is nobody's command.
    let mut command = Command::new(crate::common::program());
    command.args(door.line(MEMBER, &[])).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"report daily\n!sh\n").unwrap_or_default();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}

#[test]
fn a_folder_for_files_that_cannot_be_is_told_without_its_place() {
    let door = Door::new();
    door.sandbox.file("srv/out", "in the way");
    let ran = door.asks(MEMBER, "");
    ran.is(
        1,
        &["files cannot be kept behind this door: whoever runs this server must look at its folder for them"],
    );
    assert!(!ran.err.contains("srv"), "{ran:?}");
}

/// A database as the first headcounts left it, with one right granted in it.
fn older() -> Door {
    let door = Door::empty();
    let conn = rusqlite::Connection::open(door.database()).unwrap();
    for sql in [
        include_str!("../../data/migrations/0001_spine.sql"),
        include_str!("../../data/migrations/0002_truth.sql"),
        include_str!("../../data/migrations/0003_find.sql"),
        include_str!("../../data/migrations/0004_access.sql"),
    ] {
        conn.execute_batch(sql).unwrap();
    }
    conn.execute_batch(&format!(
        "PRAGMA application_id = {}; PRAGMA user_version = 4; PRAGMA journal_mode = WAL;
         INSERT INTO account (account_id, name, zone, created_at) VALUES (1, 'Lumen', 'UTC', 1);
         INSERT INTO role_grant (account_id, email_folded, right_word, email, granted_at, granted_by)
         VALUES (1, '{MEMBER}', 'usage', '{MEMBER}', 1, 'root');",
        0x4843_4E54
    ))
    .unwrap();
    door
}

fn version(door: &Door) -> i64 {
    let conn = rusqlite::Connection::open(door.database()).unwrap();
    conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

#[test]
fn an_older_database_is_brought_up_to_date_or_its_keeper_must() {
    let door = older();
    door.asks(MEMBER, "report daily").is(0, &["Lumen"]);
    assert!(version(&door) > 4, "by the caller's visit");

    let door = older();
    let ran = door.read_only(MEMBER, "report daily");
    let told = "headcount: the database behind this door was written by an older headcount: whoever keeps it must bring \
                it up to date, with `headcount check` on the server\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", told));
    assert_eq!(version(&door), 4);
}

#[test]
fn what_is_wrong_with_the_database_is_told_without_its_place() {
    let door = older();
    let set = |version: i64| {
        let conn = rusqlite::Connection::open(door.database()).unwrap();
        conn.pragma_update(None, "user_version", version).unwrap();
    };
    let said = |asked: &str| {
        let ran = door.asks(MEMBER, asked);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
        assert!(!ran.err.contains("srv") && !ran.err.contains("--db"), "{ran:?}");
        ran.err
    };
    set(99);
    for asked in ["report daily", ""] {
        assert!(said(asked).contains("newer headcount: whoever runs this server must update"));
    }
    std::fs::write(door.database(), "x".repeat(5000)).unwrap();
    assert!(said("report daily").contains("is no database of headcount"));
    std::fs::remove_file(door.database()).unwrap();
    assert!(said("report daily").contains("there is no database behind this door yet"));
}
