//! Wrong usage (2), a missing terminal, files that are not ours: each with what would do.

use crate::common::{Sandbox, names};

#[test]
fn wrong_words_lead_to_the_nearest_right_ones() {
    let sandbox = Sandbox::with_samples();
    for (line, part) in [
        ("report activ-hosts", "did you mean active-hosts?"),
        ("reports particpants", "did you mean participants?"),
        ("report active-hosts --view meeting", "did you mean meetings?"),
        ("report daily --sort minuts", "did you mean minutes?"),
        ("report daily --columns dat", "did you mean date?"),
        ("report meetings --hst a@lumen.example", "--host"),
        ("report participants", "needs --occurrence"),
        ("report daily --host a@lumen.example", "--host"),
        ("report daily --month 2026-13", "2026-10"),
        ("report daily --from 5.10.2026", "2026-10-05"),
        ("report daily --from 2026-10-05 --to 2026-10-04", "is after"),
        ("report daily --format xml", "csv"),
        ("report daily --tz Europe/Stokholm", "Europe/Stockholm"),
        ("report daily --account Lumn", "no account is called Lumn"),
        ("report meetings --filter colour:red", "no column is called colour"),
        ("imprt x.csv", "import"),
        ("import", "PATH"),
        ("import x.csv --dates american", "mdy"),
        ("backup", "FILE"),
    ] {
        let ran = sandbox.line(line);
        ran.is(2, &[part]);
        assert_eq!(ran.out, "", "{line}");
    }
    // A slip is told although there is no database yet.
    Sandbox::new().line("report dayly").is(2, &["did you mean daily?"]);
}

#[test]
fn asking_for_help_is_no_error() {
    let sandbox = Sandbox::new();
    for line in ["--help", "-h", "--version", "help import", "report --help", "reports", "reports daily"] {
        let ran = sandbox.line(line);
        ran.is(0, &[]);
        assert!(!ran.out.is_empty() && ran.err.is_empty(), "{line}: {ran:?}");
    }
    assert!(!sandbox.path("data").exists(), "and makes no database");
}

#[test]
fn without_a_terminal_the_console_says_so_and_makes_nothing() {
    let sandbox = Sandbox::new();
    for line in ["", "browse", "demo"] {
        sandbox.line(line).is(1, &["the console needs a terminal; `headcount report` answers without one"]);
    }
    assert!(!sandbox.path("data").exists());
    assert_eq!(names(&sandbox.path("tmp")), [""; 0]);
}

#[test]
fn commands_that_read_make_no_database() {
    let sandbox = Sandbox::new();
    for line in ["report daily", "check", "backup copy.db", "restore copy.db"] {
        sandbox.line(line).is(1, &["there is no database at", "headcount import FILE"]);
    }
    assert!(!sandbox.path("data").exists() && !sandbox.path("copy.db").exists());
}

#[test]
fn every_command_leaves_somebody_elses_file_as_it_is() {
    let sandbox = Sandbox::new();
    let theirs = sandbox.file("diary.db", "Dear diary,\n");
    let list = sandbox.samples().join("active-hosts.csv");
    for line in
        ["report daily", "check", "backup copy.db", "restore diary.db", &format!("import {}", list.display())]
    {
        sandbox.line(&format!("{line} --db diary.db")).is(1, &["diary.db is not a database of headcount"]);
    }
    assert_eq!(std::fs::read(theirs).unwrap(), b"Dear diary,\n");
}

#[test]
fn a_log_is_private_and_names_nobody() {
    let sandbox = Sandbox::with_samples();
    sandbox.line("report participants --occurrence 86244107755@2025-10-14T14:00 --log run.log").is(0, &[]);
    let log = sandbox.path("run.log");
    assert_eq!(crate::common::mode(&log), 0o600);
    let text = std::fs::read_to_string(log).unwrap();
    assert!(!text.is_empty() && !text.contains("jonas") && !text.contains('\u{1b}'), "{text}");
}
