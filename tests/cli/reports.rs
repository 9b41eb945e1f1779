//! `headcount report`: the bytes of each form, files, pipes, dates.

use crate::common::{Sandbox, mode, names};
use crate::into_closed_pipe;
use serde_json::Value;
use std::fs;

fn samples() -> Sandbox {
    Sandbox::with_samples()
}

/// How many files that imports.
fn count(sandbox: &Sandbox) -> usize {
    names(&sandbox.samples()).len()
}

#[test]
fn csv_is_the_same_bytes_whatever_reads_it() {
    let sandbox = samples();
    let csv = |more: &str| {
        let line =
            format!("report participants --occurrence 86244107755@2025-10-14T14:00 --format csv {more}");
        sandbox.ok(line.split_whitespace())
    };
    let titles = csv("--columns name,email,first_join,duration,guest");
    assert_eq!(
        titles,
        "Name,Email,First join,Duration,Guest\r\n\
         Astrid Holm,astrid.holm@lumen.example,2025-10-14T14:00:12+02:00,3688,no\r\n\
         Noor Haddad (Guest),,2025-10-14T14:01:31+02:00,3451,yes\r\n\
         \"Berg, Jonas\",jonas.berg@lumen.example,2025-10-14T14:02:00+02:00,3492,no\r\n\
         Mina,mina.okafor@lumen.example,2025-10-14T14:02:15+02:00,3523,no\r\n\
         王小明 (Guest),,2025-10-14T14:10:41+02:00,3059,yes\r\n\
         '+46******017 (Guest),,2025-10-14T14:15:09+02:00,2091,yes\r\n"
    );
    let names = csv("--columns name,first_join --header names --limit 1");
    assert_eq!(names, "name,first_join\r\nAstrid Holm,2025-10-14T14:00:12+02:00\r\n");
    assert_eq!(csv("--columns sessions --header none --filter mina"), "2\r\n");
}

#[test]
fn a_file_has_a_mark_for_spreadsheets_and_is_private() {
    let sandbox = samples();
    sandbox
        .line("report imports -o imports.csv")
        .is(0, &[&format!("wrote {} rows to imports.csv", count(&sandbox))]);
    let file = sandbox.path("imports.csv");
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with("\u{feff}No.,Time,File,".as_bytes()));
    assert!(bytes.ends_with(b"\r\n"));
    assert_eq!(mode(&file), 0o600);

    sandbox.line("report imports -o imports.csv").is(1, &["imports.csv is there already", "--force"]);
    assert_eq!(fs::read(&file).unwrap(), bytes);
    sandbox.line("report imports -o imports.csv --force --no-bom").is(0, &[]);
    assert!(fs::read(&file).unwrap().starts_with(b"No.,Time,"));
    sandbox.line("report imports -o nowhere/imports.csv").is(1, &["there is no folder nowhere"]);
    assert_eq!(names(&sandbox.path("nowhere")), [""; 0]);
    // The name says the form.
    sandbox.line("report imports -o imports.ndjson").is(0, &[]);
    let first = format!("{{\"import\":\"#{0}\",\"number\":{0},", count(&sandbox));
    assert!(fs::read_to_string(sandbox.path("imports.ndjson")).unwrap().starts_with(&first));
    let leftovers = names(&sandbox.path("")).iter().filter(|name| name.contains(".part-")).count();
    assert_eq!(leftovers, 0);
}

#[test]
fn json_is_one_object_with_every_member() {
    let sandbox = samples();
    let text = sandbox.ok("report active-hosts --month 2025-10 --format json --tz UTC".split(' '));
    let object: Value = serde_json::from_str(&text).unwrap();
    let members: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        members,
        [
            "schema", "report", "view", "title", "account", "zone", "from", "to", "params", "as_of",
            "columns", "rows", "totals", "total", "notes"
        ]
    );
    assert_eq!(object["schema"], 1);
    assert_eq!((object["report"].as_str(), object["view"].as_str()), (Some("active-hosts"), Some("users")));
    assert_eq!((object["from"].as_str(), object["to"].as_str()), (Some("2025-10-01"), Some("2025-10-31")));
    assert_eq!(object["zone"], "UTC");
    for column in object["columns"].as_array().unwrap() {
        let keys: Vec<&String> = column.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["name", "title", "unit"]);
    }
    let rows = object["rows"].as_array().unwrap();
    assert_eq!(object["total"], rows.len());
    let minutes: i64 = rows.iter().map(|row| row["minutes"].as_i64().unwrap()).sum();
    let totals = object["totals"].as_array().unwrap();
    assert_eq!(totals.len(), 1);
    // Rounded once for the sum: never above the rounded parts.
    assert!(totals[0]["minutes"].as_i64().unwrap() <= minutes, "{text}");
    assert!(rows.iter().any(|row| row["last_sign_in"].is_null()), "not known is null: {text}");

    let lines = sandbox.ok("report active-hosts --month 2025-10 --format ndjson --tz UTC".split(' '));
    let parsed: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&parsed, rows);
}

#[test]
fn keys_lead_from_report_to_report() {
    let sandbox = samples();
    let rows = |line: &str| -> Vec<Value> {
        let text = sandbox.ok(line.split(' '));
        serde_json::from_str::<Value>(&text).unwrap()["rows"].as_array().unwrap().clone()
    };
    let hosts = rows("report active-hosts --month 2025-10 --filter astrid --format json");
    let host = hosts[0]["host"].as_str().unwrap();
    let meetings =
        rows(&format!("report active-hosts --view meetings --month 2025-10 --host {host} --format json"));
    assert_eq!(meetings.len(), 2);
    let occurrence = meetings.iter().find(|row| row["start"] == "2025-10-14T14:00:12+02:00").unwrap();
    let occurrence = occurrence["occurrence"].as_str().unwrap();
    let people = rows(&format!("report participants --occurrence {occurrence} --format json"));
    let jonas = people.iter().find(|row| row["name"] == "Berg, Jonas").unwrap();
    let sessions = rows(&format!(
        "report sessions --participant {} --format json",
        jonas["participant"].as_str().unwrap()
    ));
    assert_eq!(sessions.len(), 2);
    let seconds: i64 = sessions.iter().map(|row| row["duration"].as_i64().unwrap()).sum();
    assert_eq!(Some(seconds), jonas["duration"].as_i64());
    sandbox.line("report participants --occurrence #999999").is(1, &[]);
}

#[test]
fn a_closed_pipe_is_no_error_in_any_form() {
    let sandbox = samples();
    for line in [
        "report meetings --from 2019-01-01 --format table",
        "report meetings --from 2019-01-01 --format csv",
        "report meetings --from 2019-01-01 --format json",
        "report meetings --from 2019-01-01 --format ndjson",
        "reports",
        "reports participants",
        "reports --format json",
        "check",
        "--help",
        "--version",
    ] {
        let ran = into_closed_pipe(&sandbox, line);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}");
    }
}

#[test]
fn the_first_line_alone_is_enough_for_head() {
    let sandbox = samples();
    let script = format!(
        "{} report daily --from 1990-01-01 --to 2025-12-31 --format csv | head -1",
        crate::common::program().display()
    );
    let mut command = std::process::Command::new("bash");
    command.args(["-c", &format!("set -o pipefail; {script}")]).env_clear().envs(sandbox.environment());
    let ran = crate::Ran::from(command.output().unwrap());
    ran.is(0, &["Date,"]);
    assert_eq!((ran.err.as_str(), ran.out.lines().count()), ("", 1));
}

#[test]
fn a_disk_that_is_full_is_an_error() {
    let sandbox = samples();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = sandbox.command();
    command
        .args(["report", "meetings", "--from", "2019-01-01"])
        .stdout(full)
        .stderr(std::process::Stdio::piped());
    let ran = crate::Ran::from(command.spawn().unwrap().wait_with_output().unwrap());
    ran.is(1, &["headcount: ", "No space left"]);
    assert_eq!(ran.err.matches("No space left").count(), 1, "said once: {ran:?}");
}

#[test]
fn what_was_exported_is_written_down() {
    let sandbox = samples();
    sandbox.line("report imports -o imports.csv").is(0, &[]);
    sandbox.line("report meetings --month 2021-02").is(0, &[]);
    let database = rusqlite::Connection::open(sandbox.database()).unwrap();
    let mut log = database
        .prepare("SELECT report, exported_by, format, path, rows FROM export_log ORDER BY export_id")
        .unwrap();
    let entries: Vec<String> = log
        .query_map([], |row| {
            let word = |at| row.get::<_, String>(at);
            Ok(format!("{} {} {} {} {}", word(0)?, word(1)?, word(2)?, word(3)?, row.get::<_, i64>(4)?))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let imports = format!("imports astrid csv imports.csv {}", count(&sandbox));
    assert_eq!(entries, [imports.as_str(), "meetings astrid table - 1"]);
}

#[test]
fn totals_without_times_have_no_curve() {
    let sandbox = Sandbox::new();
    let file = sandbox.all_samples().join("participants-unique.csv");
    sandbox.run(["import".as_ref(), file.as_os_str()]).is(0, &["zoom-unique-participants"]);
    let of = "--occurrence 91233445566@2025-10-06T09:54 --tz Europe/Stockholm";
    sandbox.line(&format!("report participants {of}")).is(0, &["3 people", "100.0 %"]);
    sandbox.line(&format!("report attendance-curve {of}")).is(0, &["0 steps"]);
    sandbox.line(&format!("report participants --at 2025-10-06T10:00 {of}")).is(0, &["0 people"]);
}

#[test]
fn rejected_rows_are_of_an_import_that_is_held() {
    let sandbox = samples();
    sandbox.line("report rejected --import 1").is(0, &["rejected row"]);
    sandbox
        .line("report rejected --import 99")
        .is(1, &["no import has the number 99", "headcount report imports"]);
}

#[test]
fn a_limited_table_says_of_how_many() {
    let sandbox = samples();
    let all = count(&sandbox);
    let range = "--from 2019-01-01 --to 2026-11-23";
    let users =
        sandbox.ok(format!("report users {range} --format csv --header none").split(' ')).lines().count();
    sandbox.line(&format!("report users {range} --limit 2")).is(0, &[&format!("\n2 of {users} users\n")]);
    sandbox.line(&format!("report users {range}")).is(0, &[&format!("\n{users} users\n")]);
    sandbox.line("report imports --limit 1").is(0, &[&format!("{all} imports")]);
}

/// A users list tells when users were created, and nothing of meetings.
#[test]
fn a_month_of_which_nothing_is_held_has_no_figures() {
    let sandbox = Sandbox::new();
    let list = "Email,First Name,Last Name,Department,User Type,Creation Date,User Status\n\
                ada@lumen.example,Ada,Holm,Science,Licensed,2024-02-05,Active\n";
    sandbox.file("zoomus_users_20261101.csv", list);
    sandbox.line("import zoomus_users_20261101.csv").is(0, &["zoom-users"]);
    let figures =
        sandbox.ok("report overview --view figures --month 2024-02 --format csv --header none".split(' '));
    assert_eq!(figures, "Users,1,,\r\n");
}

#[test]
fn people_and_meetings_are_found_and_one_that_is_not_says_where_to_look() {
    let sandbox = Sandbox::with_samples();
    let found =
        sandbox.ok("report find --text JONAS --format csv --header names --columns name,attended".split(' '));
    assert_eq!(found.replace("\r\n", "\n"), "name,attended\nJonas Berg,5\n");
    let shown =
        sandbox.ok("report find --view meetings --text 862-4410 --columns topic --limit 1".split(' '));
    assert!(shown.contains("1 of 2 occurrences"), "{shown}");
    sandbox
        .line("report person --person jonas")
        .is(1, &["nobody is known by the e-mail jonas", "`headcount report find --text`"]);
    sandbox.line("report find").is(2, &["find needs --text TEXT"]);
    sandbox.line("report meetings --text x").is(2, &["meetings takes no --text"]);
}

#[test]
fn days_not_asked_for_are_those_of_what_is_held_be_it_lists_alone() {
    for (file, report) in [
        ("phone-calls.csv", "phone"),
        ("telephone.csv", "telephone"),
        ("captions.csv", "captions"),
        ("recordings.csv", "recordings"),
        ("remote-support.csv", "remote-support"),
        ("meeting-activities.csv", "meeting-activity"),
    ] {
        let sandbox = Sandbox::new();
        let samples = sandbox.all_samples();
        sandbox.ok(["import".as_ref(), samples.join(file).as_os_str()]);
        let all =
            sandbox.ok(["report", report, "--from", "2026-10-01", "--to", "2026-10-31", "--format", "csv"]);
        let of_itself = sandbox.ok(["report", report, "--format", "csv"]);
        assert!(all.lines().count() > 1, "{report}");
        assert!(of_itself.contains("2026-10-0"), "{report}: {of_itself}");
        // Days of storage go on to the last one asked.
        assert!(report == "recordings" || of_itself == all, "{report}: {of_itself}");
    }
}
