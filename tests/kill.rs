//! An import that is killed, or whose disk is full: a file is in the database whole or not at all.
//! `HEADCOUNT_KILL_ROUNDS` says how often it is killed.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests; `--nocapture` shows what was met"
)]

mod common;
#[path = "common/lists.rs"]
mod lists;

use common::{Ran, Sandbox, patience, program};
use lists::{HEADER, Held, Stay, put};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Rows of the file that is killed: enough for some hundred milliseconds.
const MEETINGS: usize = 400;
const PEOPLE: usize = 10;

fn rounds() -> u64 {
    std::env::var("HEADCOUNT_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

/// A list with `MEETINGS` occurrences of `PEOPLE` each, on a day of November.
fn list(day: u32) -> String {
    let names: Vec<String> = (0..PEOPLE).map(|n| format!("Person {n}")).collect();
    let stays: Vec<Stay<'_>> =
        names.iter().map(|name| (name.as_str(), "", "10:00:00", "10:30:00", true, false)).collect();
    let date = format!("11/{day:02}/2026");
    let mut out = HEADER.to_owned();
    for meeting in 0..MEETINGS {
        let number = format!("{}", 84_000_000_000_usize + meeting);
        let held = Held {
            topic: "Lesson",
            number: &number,
            host: "Nora Quist",
            email: "nora@lumen.example",
            day: &date,
            time: ("10:00:00", "10:30:00"),
        };
        put(&mut out, &held, &stays);
    }
    out
}

/// Meetings, sessions and imports that are held at one moment.
fn held(sandbox: &Sandbox) -> [i64; 3] {
    let database = rusqlite::Connection::open(sandbox.database()).unwrap();
    let sql = "SELECT (SELECT count(*) FROM occurrence), (SELECT count(*) FROM session), (SELECT count(*) FROM import)";
    database.query_row(sql, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).unwrap()
}

/// What is held when that many of the files are in.
fn whole(files: i64) -> [i64; 3] {
    let meetings = i64::try_from(MEETINGS).unwrap() * files;
    [meetings, meetings * i64::try_from(PEOPLE).unwrap(), files]
}

/// A small generator of numbers: splitmix64.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut x = *seed;
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// How long a whole import of both files takes here.
fn usual() -> Duration {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", list(3));
    sandbox.file("b.csv", list(4));
    let begin = Instant::now();
    sandbox.line("import a.csv b.csv").is(0, &[]);
    assert_eq!(held(&sandbox), whole(2));
    begin.elapsed()
}

#[test]
fn a_killed_import_leaves_whole_files_alone() {
    let usual = usual();
    let mut random_state = 1;
    let mut seen = [0; 3];
    for round in 0..rounds() {
        let sandbox = Sandbox::new();
        sandbox.file("a.csv", list(3));
        sandbox.file("b.csv", list(4));
        let share = u32::try_from(random(&mut random_state) % 1000).unwrap();
        let wait = usual * share / 1000;
        let mut command = sandbox.command();
        let mut child = command.args(["import", "a.csv", "b.csv"]).stdout(Stdio::null()).spawn().unwrap();
        // The moment is the point of this test, nothing is waited for.
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();

        let what = format!("round {round}, killed after {wait:?}");
        if sandbox.database().exists() {
            sandbox.line("check").is(0, &["is sound"]);
            let held = held(&sandbox);
            let files = usize::try_from(held[2]).unwrap();
            assert_eq!(held, whole(held[2]), "{what}");
            seen[files] += 1;
        }
        // What came through is held already, the rest goes in, and nothing is in twice.
        sandbox.line("import a.csv b.csv").is(0, &[]);
        assert_eq!(self::held(&sandbox), whole(2), "{what}");
        sandbox.line("check").is(0, &["is sound"]);
    }
    println!("killed with none, one, both files in: {seen:?}");
}

/// Undoing is as whole as importing: killed at any moment, the import is there with everything or gone with everything.
#[test]
fn a_killed_undo_leaves_the_import_or_takes_all_of_it() {
    let before = Sandbox::new();
    before.file("a.csv", list(3));
    before.file("b.csv", list(4));
    // The same meetings once more, a day later and two of them fewer: an undo brings the first back.
    before.file("again.csv", list(3).replace("10:30:00", "10:29:00"));
    before.line("import a.csv b.csv again.csv").is(0, &[]);
    let all = held(&before);
    let usual = {
        let copy = Sandbox::new();
        std::fs::create_dir_all(copy.database().parent().unwrap()).unwrap();
        std::fs::copy(before.database(), copy.database()).unwrap();
        let begin = Instant::now();
        copy.line("import --undo 3").is(0, &["undid import 3"]);
        assert_eq!(held(&copy), [whole(2)[0], whole(2)[1], all[2]]);
        copy.line("check").is(0, &["is sound"]);
        begin.elapsed()
    };
    let mut random_state = 7;
    let mut undone = 0;
    for round in 0..rounds() {
        let sandbox = Sandbox::new();
        std::fs::create_dir_all(sandbox.database().parent().unwrap()).unwrap();
        std::fs::copy(before.database(), sandbox.database()).unwrap();
        let share = u32::try_from(random(&mut random_state) % 1000).unwrap();
        let wait = usual * share / 1000;
        let mut command = sandbox.command();
        let mut child = command.args(["import", "--undo", "3"]).stdout(Stdio::null()).spawn().unwrap();
        // The moment is the point of this test, nothing is waited for.
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();
        let what = format!("round {round}, killed after {wait:?}");
        sandbox.line("check").is(0, &["is sound"]);
        let now = held(&sandbox);
        let gone = [whole(2)[0], whole(2)[1], all[2]];
        assert!(now == all || now == gone, "{what}: {now:?}");
        undone += u32::from(now == gone);
    }
    println!("killed after it was undone: {undone} times");
}

#[test]
fn one_who_reads_meanwhile_never_sees_half_a_file() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", list(3));
    sandbox.file("b.csv", list(4));
    sandbox.line("import a.csv").is(0, &[]);
    let mut child = sandbox.command().args(["import", "b.csv"]).stdout(Stdio::null()).spawn().unwrap();
    let end = Instant::now() + patience();
    let mut looks = 0;
    while child.try_wait().unwrap().is_none() {
        let held = held(&sandbox);
        assert!(held == whole(1) || held == whole(2), "{held:?}");
        looks += 1;
        assert!(Instant::now() < end, "the import does not end");
    }
    assert!(child.wait().unwrap().success());
    assert_eq!(held(&sandbox), whole(2));
    println!("looked {looks} times");
}

#[test]
fn a_stopped_import_takes_the_file_back_and_says_so() {
    let usual = usual();
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", list(3));
    sandbox.file("b.csv", list(4));
    for signal in ["INT", "TERM"] {
        let mut command = sandbox.command();
        let child = command
            .args(["import", "a.csv", "b.csv"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(usual / 4);
        let sent =
            std::process::Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status();
        assert!(sent.unwrap().success());
        let ran = Ran::from(child.wait_with_output().unwrap());
        sandbox.line("check").is(0, &["is sound"]);
        let held = held(&sandbox);
        assert_eq!(held, whole(held[2]), "{ran:?}");
        // On a quick machine it may be done before it is told.
        if held[2] < 2 && !ran.out.contains("held already") {
            assert!(ran.code > 128 && ran.err.contains("stopped; nothing of it was taken"), "{ran:?}");
        }
    }
}

/// Runs a line of bash where the program is `$P`.
fn bash(sandbox: &Sandbox, script: &str) -> Ran {
    sandbox.tmp();
    let mut command = std::process::Command::new("bash");
    command.args(["-c", script]).env_clear().envs(sandbox.environment()).env("P", program());
    Ran::from(command.current_dir(sandbox.path("")).output().unwrap())
}

/// Files may have at most so many KiB. The signal is ignored, so that the write itself fails.
fn cramped(sandbox: &Sandbox, kib: u64, words: &str) -> Ran {
    bash(sandbox, &format!("trap '' XFSZ; ulimit -f {kib}; exec $P {words}"))
}

#[test]
fn a_limit_on_files_loses_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", list(3));
    sandbox.file("b.csv", list(4));
    sandbox.line("import a.csv").is(0, &[]);
    let before = sandbox.ok("report meetings --format csv".split(' '));
    cramped(&sandbox, 96, "import b.csv")
        .is(1, &["b.csv: ", "could not be read or written", "nothing of it was changed"]);
    assert_eq!(held(&sandbox), whole(1));
    assert_eq!(sandbox.ok("report meetings --format csv".split(' ')), before);
    sandbox.line("check").is(0, &["is sound"]);
    // With room again it goes in.
    sandbox.line("import b.csv").is(0, &[]);
    assert_eq!(held(&sandbox), whole(2));

    // An export and a backup that do not fit leave nothing behind.
    cramped(&sandbox, 40, "report meetings -o out.csv").is(1, &["out.csv"]);
    cramped(&sandbox, 96, "backup copy.db").is(1, &["copy.db"]);
    assert_eq!(common::names(&sandbox.path("")), ["a.csv", "b.csv", "data", "tmp"]);
    assert_eq!(common::names(&sandbox.path("tmp")), [""; 0]);
}

#[test]
fn a_full_disk_loses_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file("a.csv", list(3));
    sandbox.file("b.csv", list(4));
    // A disk of our own, which not every machine lets one have. What is on it is gone at the end of the script.
    let script = "unshare -rm bash -c 'mkdir small && mount -t tmpfs -o size=8m tmpfs small || exit 77; \
        db=\"--db small/h.db\"; $P import a.csv $db && $P report daily --format csv $db > before || exit 78; \
        $P backup first.db $db; dd if=/dev/zero of=small/filler bs=4k status=none 2> /dev/null; \
        $P import b.csv $db; echo import $?; $P backup small/copy.db $db; echo backup $?; \
        $P report daily --format csv -o small/out.csv $db; echo export $?; ls -A small; rm small/filler; \
        $P report daily --format csv $db | cmp - before && $P check $db && echo unchanged; \
        $P import b.csv $db && $P check $db; echo end $?' || echo none $?";
    let ran = bash(&sandbox, script);
    if ran.out.contains("none") && !ran.out.contains("import") {
        println!("no disk of our own can be had here: nothing to test");
        return;
    }
    ran.is(0, &["import 1\n", "backup 1\n", "export 1\n", "unchanged\n", "end 0\n"]);
    assert_eq!(ran.err.matches("the disk is full").count(), 3, "{ran:#?}");
    assert!(!ran.out.contains("copy.db\n") && !ran.out.contains("out.csv\n"), "{ran:#?}");
}
