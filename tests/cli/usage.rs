//! Wrong usage (2), a missing terminal, files that are not ours: each with what would do.

use crate::common::{Sandbox, names};

/// What is typed; the nearest right word; how all of them are listed.
const SLIPS: &[(&str, &str, &str)] = &[
    // Commands.
    ("imprt x.csv", "did you mean import?", "`headcount --help` lists them"),
    ("daily", "daily is a report", "`headcount report daily`"),
    ("man reprot", "did you mean report?", "`headcount --help` lists them"),
    ("completions bsh", "did you mean bash?", "bash, elvish, fish, powershell or zsh"),
    // Options.
    ("report meetings --hst a@lumen.example", "did you mean --host?", "`headcount report --help` lists"),
    ("import --dryrun x.csv", "did you mean --dry-run?", "`headcount import --help` lists"),
    ("--databse x.db", "headcount takes no --databse", "`headcount --help` lists"),
    // Reports, views, columns.
    ("report activ-hosts", "did you mean active-hosts?", "`headcount reports` lists them"),
    ("report Particpants", "did you mean participants?", "`headcount reports` lists them"),
    ("reports particpants", "did you mean participants?", "`headcount reports` lists them"),
    ("report active-hosts --view meeting", "did you mean meetings?", "it has users and meetings"),
    ("report daily --sort minuts", "did you mean minutes?", "`headcount reports daily` lists them"),
    ("report daily --columns dat", "did you mean date?", "`headcount reports daily` lists them"),
    ("report active-hosts --sort topic", "it is in --view meetings", "`headcount reports active-hosts`"),
    ("report meetings --filter departmnt:x", "did you mean department?", "here are state"),
    ("report meetings --filter colour:red", "no column is called colour", "here are state"),
    ("report meetings --filter minutes>many", "minutes takes a number", "--filter"),
    // Parameters and their choices.
    ("report daily --host a@lumen.example", "daily takes no --host", "it has no parameters"),
    ("report meetings --department x", "meetings takes no --department", "--host, --topic, --meeting"),
    ("report active-hosts --topic x", "active-hosts takes no --topic", "--host, --department, --group"),
    ("report participants", "needs --occurrence", "`headcount report meetings --format json`"),
    ("report participants --occurrence #1 --guests extrenal", "did you mean external?", "all, internal"),
    ("report participants --occurrence #1 --unique maybe", "--unique maybe", "on, off"),
    ("report participants --occurrence 84612340849", "give its start too", "84612340849@2026-10-05T08:00"),
    ("report rejected --import last", "imports have numbers", "`headcount report imports` lists them"),
    ("import --undo last", "imports have numbers", "`headcount report imports` lists them"),
    // Formats, headers, orders.
    ("report daily --format cvs", "did you mean csv?", "it takes table, csv, json or ndjson"),
    ("report daily --format xml", "--format xml", "it takes table, csv, json or ndjson"),
    ("reports --format csv", "--format csv", "it takes table or json"),
    ("report daily --header title", "did you mean titles?", "titles, names or none"),
    ("import x.csv --dates american", "--dates american", "mdy or dmy"),
    // Zones and dates.
    ("report daily --tz Europe/Stokholm", "did you mean Europe/Stockholm?", "`headcount zones` lists them"),
    ("import x.csv --file-tz Tokyo", "did you mean Asia/Tokyo?", "`headcount zones` lists them"),
    ("report daily --month 2026-13", "--month 2026-13", "like 2026-10"),
    ("report daily --from 5.10.2026", "--from 5.10.2026", "like 2026-10-05"),
    ("report daily --from 2026-10-05 --to 2026-10-04", "is after", "the first day comes first"),
    ("report imports --month 2026-10", "imports takes no dates", "leave --from, --to and --month away"),
    ("report daily --month 2026-10 --to 2026-10-05", "--month cannot be used with --to", "--help"),
    // What is missing, or too much.
    ("report", "which report?", "`headcount reports` lists them"),
    ("report daily --month", "--month needs a value", "like 2026-10"),
    ("report daily extra", "extra is one word too many", "goes in quotes"),
    ("import", "import needs PATH", "`headcount import --help`"),
    ("backup", "backup needs FILE", "`headcount backup --help`"),
    ("purge", "purge needs --before", "`headcount purge --help`"),
    ("report daily --force", "report needs --output", "`headcount report --help`"),
    ("report daily --columns ,", "--columns lacks a column's name", "`headcount reports daily`"),
    ("report daily --limit none", "--limit none", "1 at least"),
    ("check --max-age old", "--max-age old", "like 2d or 36h"),
    // What is held.
    ("report daily --account Lumn", "no account is called Lumn", "held are"),
];

#[test]
fn a_slip_names_the_nearest_right_word_and_where_all_are() {
    let sandbox = Sandbox::with_samples();
    for (line, nearest, list) in SLIPS {
        let ran = sandbox.line(line);
        ran.is(2, &[nearest, list]);
        assert_eq!(ran.out, "", "{line}");
        assert_eq!(ran.err.lines().count(), 1, "{line}: one line: {ran:?}");
        assert!(ran.err.starts_with("headcount: "), "{line}: {ran:?}");
    }
    // A slip is told although there is no database yet.
    Sandbox::new().line("report dayly").is(2, &["did you mean daily?"]);
}

/// Commands and reports that a message names in backquotes are there.
#[test]
fn what_a_message_names_is_there() {
    let sandbox = Sandbox::with_samples();
    for (line, ..) in SLIPS {
        let told = sandbox.line(line).err;
        let quoted = told.split('`').skip(1).step_by(2).filter_map(|part| part.strip_prefix("headcount "));
        for call in quoted.filter(|call| !call.contains(char::is_uppercase)) {
            let ran = sandbox.line(call);
            assert_eq!(ran.code, 0, "{line} says `headcount {call}`: {ran:?}");
        }
    }
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
