//! `headcount import`: good and bad files, folders, pipes, the same again, rehearsals, zones.

use crate::common::{Sandbox, mode, names};
use crate::into_closed_pipe;
use crate::lists::{HEADER, Held, put};
use std::fs;
use std::io::Write;
use std::process::Stdio;

const AMBIGUOUS: &str = "Meeting ID;Topic;Start Time;End Time;User Email;Duration (Minutes);Participants\n\
912 3344 5566;Physics;3/4/2020 9:54;3/4/2020 11:50;ines@lumen.example;116;1\n\
;;;;;;\n\
Name (Original Name);User Email;Join Time;Leave Time;Duration (Minutes);Guest;\n\
Ines Moreau;ines@lumen.example;3/4/2020 9:54;3/4/2020 11:50;116;No;\n";

/// A participants file without a meeting block.
const BARE: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n\
Mina Okafor,mina@lumen.example,06/14/2022 08:00:00 AM,06/14/2022 08:29:12 AM,30\n";

const LESSON: Held<'_> = Held {
    topic: "Lesson",
    number: "84612340849",
    host: "Nora Quist",
    email: "nora@lumen.example",
    day: "11/05/2026",
    time: ("08:00:00", "09:00:00"),
};

/// A list with one lesson of so many pupils.
fn lesson(pupils: usize) -> String {
    let names: Vec<String> = (0..pupils).map(|n| format!("Pupil {n}")).collect();
    let stays: Vec<_> =
        names.iter().map(|name| (name.as_str(), "", "08:00:00", "09:00:00", true, false)).collect();
    let mut out = HEADER.to_owned();
    put(&mut out, &LESSON, &stays);
    out
}

fn count(sandbox: &Sandbox, report: &str) -> usize {
    sandbox.ok(format!("report {report} --format ndjson").split(' ')).lines().count()
}

#[test]
fn every_sample_goes_in_and_goes_in_once() {
    let sandbox = Sandbox::new();
    let samples = sandbox.all_samples();
    let said = sandbox.ok(["import".as_ref(), samples.as_os_str()]);
    let files = names(&samples).len();
    assert!(said.contains(&format!("{files} files: {files} read")), "{said}");
    assert_eq!(mode(&sandbox.database()), 0o600);
    assert_eq!(mode(sandbox.database().parent().unwrap()), 0o700);
    let held = sandbox.ok(["report", "meetings", "--from", "2019-01-01", "--format", "csv"]);

    let again = sandbox.ok(["import".as_ref(), samples.as_os_str()]);
    assert!(again.contains(&format!("0 read (0 B), {files} held already, 0 refused; 0 rows new")), "{again}");
    assert_eq!(again.matches("nothing changed").count(), files);
    assert_eq!(sandbox.ok(["report", "meetings", "--from", "2019-01-01", "--format", "csv"]), held);
    sandbox.line("check").is(0, &["is sound"]);
}

#[test]
fn a_summary_says_what_was_read_and_how() {
    let sandbox = Sandbox::new();
    sandbox.file("list.csv", lesson(2));
    sandbox.line("import list.csv").is(
        0,
        &[
            "list.csv: zoom-meetings-with-participants: 2 rows, 2 new, 0 already known, 0 rejected",
            "1 occurrence on 2026-11-05",
            "(new); times read in Europe/Stockholm, month first",
        ],
    );
}

#[test]
fn rows_that_cannot_be_read_are_named_and_the_others_go_in() {
    let sandbox = Sandbox::new();
    let bad = lesson(3).replacen(
        "11/05/2026 08:00:00,11/05/2026 09:00:00,60,Yes",
        "soon,11/05/2026 09:00:00,60,Yes",
        1,
    );
    sandbox.file("bad.csv", bad);
    let ran = sandbox.line("import bad.csv");
    ran.is(3, &["3 rows, 2 new, 0 already known, 1 rejected"]);
    assert!(ran.err.starts_with("bad.csv:2: Join time “soon”: "), "{ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
    let rejected = sandbox.ok(["report", "rejected", "--import", "1", "--format", "csv", "--header", "none"]);
    assert!(rejected.starts_with("2,Join time,soon,"), "{rejected}");
    // The same file again says no more than that it is held.
    sandbox.line("import bad.csv").is(0, &["held already (import 1); nothing changed"]);
}

#[test]
fn a_refused_file_outranks_rejected_rows_and_keeps_no_other_out() {
    let sandbox = Sandbox::new();
    let bad = lesson(3).replacen("Pupil 1,,11/05/2026 08:00:00", "Pupil 1,,later", 1);
    sandbox.file("a-unknown.csv", "Fruit,Price\nPear,3\n");
    sandbox.file("b-bad.csv", bad);
    sandbox.file("c-empty.csv", "");
    let ran = sandbox.line("import a-unknown.csv b-bad.csv c-empty.csv nowhere.csv");
    ran.is(
        1,
        &[
            "a-unknown.csv: the file is of no kind that is read",
            "b-bad.csv:3: Join time “later”",
            "c-empty.csv: the file is empty",
            "nowhere.csv: No such file",
            "4 files: 1 read",
            "3 refused; 2 rows new, 1 rejected",
        ],
    );
    assert_eq!(count(&sandbox, "imports"), 1);
}

#[test]
fn a_near_miss_names_the_kind_and_what_is_missing() {
    let sandbox = Sandbox::new();
    sandbox.file("near.csv", BARE.replace("Join Time", "When"));
    let ran = sandbox.line("import near.csv");
    ran.is(1, &["near.csv: ", "Join"]);
    assert!(!sandbox.line("report imports --format ndjson").out.contains("near.csv"));
}

#[test]
fn an_ambiguous_file_waits_for_the_option_that_settles_it() {
    let sandbox = Sandbox::new();
    sandbox.file("resaved.csv", AMBIGUOUS);
    sandbox.line("import resaved.csv").is(1, &["--dates mdy or --dates dmy"]);
    assert_eq!(count(&sandbox, "imports"), 0);
    sandbox.line("import resaved.csv --dates dmy").is(0, &["2020-04-03", "day first"]);
}

#[test]
fn a_file_without_a_meeting_asks_for_its_number() {
    let sandbox = Sandbox::new();
    sandbox.file("people.csv", BARE);
    sandbox.line("import people.csv").is(1, &["--meeting"]);
    sandbox.line("import people.csv --meeting 955-1234-5678").is(0, &["1 occurrence on 2022-06-14"]);
    let meetings = sandbox.ok("report meetings --format ndjson".split(' '));
    assert!(meetings.contains("955") && meetings.contains("\"state\":\"inferred\""), "{meetings}");
}

#[test]
fn folders_are_walked_and_other_files_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.file("in/deep/er/list.CSV", lesson(2));
    sandbox.file("in/notes.md", "nothing");
    sandbox.file("in/.hidden.csv", "Fruit\n");
    sandbox.line("import in").is(0, &["2 new", "1 file: 1 read", "1 file of other kinds left alone"]);
    fs::create_dir(sandbox.path("none")).unwrap();
    sandbox.line("import none").is(1, &["no .csv, .tsv, .txt, .json, .ndjson or .jsonl file is in there"]);
}

#[test]
fn pages_of_an_answer_in_one_folder_are_one_import() {
    let sandbox = Sandbox::new();
    let page = |user: u32, minute: u32, token: &str| {
        format!(
            "{{\"next_page_token\":\"{token}\",\"page_size\":1,\"total_records\":3,\"participants\":[{{\"user_id\":\"{user}\",\
             \"name\":\"Person {user}\",\"join_time\":\"2026-10-05T08:0{minute}:00Z\",\
             \"leave_time\":\"2026-10-05T09:00:00Z\",\"duration\":{}}}]}}",
            3600 - 60 * minute
        )
    };
    sandbox.file("in/participants_81234567890_p1.json", page(1, 1, "x"));
    sandbox.file("in/participants_81234567890_p2.json", page(2, 0, "y"));
    let note = "2 of 3 rows are here: pages are missing; put all pages in one folder";
    sandbox.line("import in").is(0, &["_p1.json +1: zoom-api-participants: 2 rows, 2 new", note]);
    sandbox.file("in/participants_81234567890_p3.json", page(3, 2, ""));
    let whole = sandbox.ok("import in".split(' '));
    assert!(whole.contains("_p1.json +2") && !whole.contains("missing"), "{whole}");
    let meetings = sandbox.ok("report meetings --format ndjson".split(' '));
    assert_eq!(meetings.lines().count(), 1, "{meetings}");
    assert!(meetings.contains("T10:00:00") || meetings.contains("T08:00:00"), "{meetings}");
    sandbox.file("in/x.json", page(1, 1, ""));
    sandbox
        .line("import in/x.json --meeting /83vEjRWeJCrze8SNFZ4kA==")
        .is(0, &["1 occurrence on 2026-10-05"]);
}

#[test]
fn standard_input_is_a_file_like_any() {
    let sandbox = Sandbox::new();
    let mut child = sandbox
        .command()
        .args(["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lesson(2).as_bytes()).unwrap();
    crate::Ran::from(child.wait_with_output().unwrap())
        .is(0, &["-: zoom-meetings-with-participants: 2 rows, 2 new"]);
    sandbox.file("list.csv", lesson(2));
    sandbox.line("import list.csv").is(0, &["held already"]);
}

#[test]
fn a_rehearsal_leaves_no_trace() {
    let sandbox = Sandbox::new();
    sandbox.file("list.csv", lesson(2));
    sandbox.line("import list.csv --dry-run").is(0, &["2 new", "nothing was changed (--dry-run)"]);
    assert!(!sandbox.path("data").exists());
    assert_eq!(names(&sandbox.path("tmp")), [""; 0], "nor in the folder for temporary files");

    sandbox.line("import list.csv").is(0, &[]);
    sandbox.file("more.csv", lesson(3));
    sandbox.line("import more.csv --dry-run").is(0, &["nothing was changed"]);
    assert_eq!(count(&sandbox, "imports"), 1);
    sandbox.line("import more.csv").is(0, &["more.csv: zoom-meetings-with-participants: 3 rows"]);
}

#[test]
fn an_overlapping_file_adds_what_is_new() {
    let sandbox = Sandbox::new();
    sandbox.file("first.csv", lesson(2));
    sandbox.line("import first.csv").is(0, &["2 rows, 2 new, 0 already known"]);
    let mut more = lesson(2);
    put(
        &mut more,
        &Held { day: "11/06/2026", ..LESSON },
        &[("Pupil 9", "", "08:00:00", "08:30:00", true, false)],
    );
    sandbox.file("second.csv", more);
    sandbox.line("import second.csv").is(0, &["3 rows, 1 new, 2 already known"]);
    let meetings = sandbox
        .ok("report meetings --format csv --header none --columns start,participants,minutes".split(' '));
    assert_eq!(meetings, "2026-11-06T08:00:00+01:00,1,60\r\n2026-11-05T08:00:00+01:00,2,60\r\n");
    sandbox.line("check").is(0, &[]);
}

#[test]
fn a_smaller_export_of_later_erases_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file("first.csv", lesson(5));
    sandbox.file("second.csv", lesson(2));
    sandbox.line("import first.csv").is(0, &["5 new"]);
    sandbox.line("import second.csv").is(0, &[]);
    let people = sandbox.ok("report meetings --format csv --header none --columns participants".split(' '));
    assert_eq!(people, "5\r\n");
}

#[test]
fn times_are_read_in_the_zone_of_the_file_and_shown_in_the_viewers() {
    let sandbox = Sandbox::new();
    sandbox.file("list.csv", lesson(1));
    sandbox
        .line("import list.csv --file-tz America/New_York --tz Asia/Tokyo")
        .is(0, &["times read in America/New_York"]);
    let start = |zone: &str| {
        let line = format!("report meetings --format csv --header none --columns start --tz {zone}");
        sandbox.ok(line.split(' ')).trim().to_owned()
    };
    assert_eq!(start("America/New_York"), "2026-11-05T08:00:00-05:00");
    assert_eq!(start("UTC"), "2026-11-05T13:00:00Z");
    assert_eq!(start("Asia/Tokyo"), "2026-11-05T22:00:00+09:00");
    // The account was made with --tz: its days are Tokyo's.
    let days = sandbox
        .ok("report daily --month 2026-11 --filter meetings>0 --format csv --header none --columns date"
            .split(' '));
    assert_eq!(days, "2026-11-05\r\n");
    sandbox.line("import list.csv --file-tz America/NewYork").is(2, &["did you mean America/New_York?"]);
}

#[test]
fn with_several_accounts_a_file_must_say_whose_it_is() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", lesson(1));
    sandbox.file("b.csv", lesson(2));
    sandbox.file("c.csv", lesson(3));
    sandbox.line("import a.csv --account Lumen").is(0, &["account Lumen (new)"]);
    sandbox.line("import b.csv --account Orbit").is(0, &["account Orbit (new)"]);
    sandbox.line("import c.csv").is(1, &["--account"]);
    let of = |name: &str| {
        sandbox.ok(["report", "meetings", "--account", name, "--format", "ndjson"]).lines().count()
    };
    assert_eq!((of("Lumen"), of("orbit"), count(&sandbox, "meetings")), (1, 1, 2));
}

#[test]
fn a_reader_that_goes_away_keeps_no_file_out() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", lesson(1));
    sandbox.file("b.csv", lesson(2));
    into_closed_pipe(&sandbox, "import a.csv b.csv").is(0, &[]);
    assert_eq!(count(&sandbox, "imports"), 2);
}

#[test]
fn names_of_files_cannot_speak_to_the_terminal() {
    let sandbox = Sandbox::new();
    let name = "a\u{1b}[31m\u{202e}b.csv";
    sandbox.file(name, lesson(1));
    let ran = sandbox.run(["import", name, "c\u{1b}]0;x\u{7}.csv"]);
    ran.is(1, &["No such file"]);
    assert!(!(ran.out + &ran.err).contains(['\u{1b}', '\u{202e}', '\u{7}']));
    let shown = sandbox.ok("report imports --format csv --columns file".split(' '));
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}

const MEETINGS: [&str; 6] = ["report", "meetings", "--from", "2019-01-01", "--format", "csv"];

#[test]
fn an_undone_import_has_never_been() {
    let sandbox = Sandbox::new();
    sandbox.file("few.csv", lesson(3));
    sandbox.file("more.csv", lesson(5));
    sandbox.line("import few.csv").is(0, &[]);
    let few = sandbox.ok(MEETINGS);
    sandbox.line("import more.csv").is(0, &[]);
    assert_ne!(sandbox.ok(MEETINGS), few);
    sandbox
        .line("import --undo 2")
        .is(0, &["undid import 2 (more.csv): 5 rows taken back", "1 occurrence shown by"]);
    assert_eq!(sandbox.ok(MEETINGS).replace(",2\r", ",1\r"), few.replace(",2\r", ",1\r"));
    sandbox.line("check").is(0, &["is sound"]);
    // It can be taken anew, in another zone, too.
    sandbox.line("import --undo 1").is(0, &["1 occurrence gone"]);
    assert_eq!(count(&sandbox, "meetings --from 2019-01-01"), 0);
    sandbox
        .line("import few.csv --file-tz Asia/Tokyo")
        .is(0, &["5 new".replace('5', "3").as_str(), "Asia/Tokyo"]);
    sandbox.line("import --undo 1").is(1, &["import 1 (few.csv) is undone already"]);
    sandbox.line("import --undo 9").is(1, &["no import has the number 9", "headcount report imports"]);
    sandbox
        .line("import --undo few.csv")
        .is(2, &["imports have numbers, like 12: `headcount report imports` lists them"]);
    sandbox.line("import --undo 3 few.csv").is(2, &["cannot be used with"]);
    sandbox.line("import").is(2, &["PATH"]);
    sandbox.line("check").is(0, &["is sound"]);
}

#[test]
fn what_two_imports_say_stays_when_one_is_undone() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", lesson(3));
    // The same rows under another name, with a line more at the end: another file, nothing new.
    sandbox.file("b.csv", format!("{}\n", lesson(3)));
    sandbox.line("import a.csv b.csv").is(0, &["0 new, 3 already known"]);
    let held = sandbox.ok(MEETINGS);
    sandbox.line("import --undo 1").is(0, &["0 rows taken back"]);
    assert_eq!(sandbox.ok(MEETINGS), held);
    sandbox.line("import --undo 2").is(0, &["3 rows taken back"]);
    assert_eq!(count(&sandbox, "meetings --from 2019-01-01"), 0);
    sandbox.line("check").is(0, &["is sound"]);
}

/// The file says 08:00 without a zone; read once in Stockholm and once nine hours west.
#[test]
fn a_file_in_the_wrong_zone_is_told_from_its_people() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", lesson(3));
    sandbox.file("b.csv", format!("{}\n", lesson(3)));
    sandbox.line("import a.csv --file-tz America/Los_Angeles").is(0, &[]);
    sandbox.line("import b.csv --file-tz Europe/Stockholm").is(
        0,
        &["“Lesson”", "the same people", "all 9 h later", "--file-tz America/Los_Angeles", "undo import 2"],
    );
    assert_eq!(count(&sandbox, "meetings --from 2019-01-01"), 2);
    // The same people two hours later in one file are two lessons, not two zones.
    let later = lesson(3).replace(HEADER, "").replace("11/05/2026 09:", "11/05/2026 11:");
    let twice = format!("{}{}", lesson(3), later.replace("11/05/2026 08:", "11/05/2026 10:"));
    sandbox.file("c.csv", twice.replace("84612340849", "84612340850"));
    let said = sandbox.ok("import c.csv --file-tz Europe/Stockholm".split(' '));
    assert!(said.contains("2 occurrences") && !said.contains("same people"), "{said}");
}

/// Files that are put into a folder go in by themselves, once, and stay where they are.
#[test]
fn a_watched_folder_is_taken_as_it_fills() {
    let sandbox = Sandbox::new();
    sandbox.file("in/first.csv", lesson(3));
    let mut command = sandbox.command();
    let mut child = command.args(["import", "--watch", "in"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let mut until = |what: &str| loop {
        let line = said.next().unwrap().unwrap();
        if line.contains(what) {
            return line;
        }
    };
    until("watching in");
    until("in/first.csv: zoom-meetings-with-participants: 3 rows, 3 new");
    sandbox.file("in/rubbish.csv", "Fruit,Colour\n");
    sandbox.file("in/sub/more.csv", lesson(5));
    until("in/sub/more.csv: zoom-meetings-with-participants: 5 rows, 5 new");
    let sent = std::process::Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status();
    assert!(sent.unwrap().success());
    until("no longer watching");
    assert!(child.wait().unwrap().success());
    assert_eq!(names(&sandbox.path("in")), ["first.csv", "rubbish.csv", "sub"]);
    assert_eq!(count(&sandbox, "imports"), 2);
    sandbox
        .line("import --watch none")
        .is(1, &["--watch takes a folder that can be read: none: No such file"]);
    sandbox.line("import --watch in in/first.csv").is(2, &["cannot be used with"]);
}
