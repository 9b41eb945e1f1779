//! What figures say when sources know little, say odd things, or come in parts.

use crate::common::Sandbox;

const TOTALS: &str = "Name (original name),Email,Total duration (minutes),Guest\n\
Anna Berg,anna@lumen.example,28,No\nBo,bo@other.example,45,Yes\n";

fn report(sandbox: &Sandbox, words: &str) -> String {
    sandbox.ok(format!("report {words} --format csv --header none").split_whitespace())
}

/// "A participant with a duration and no sessions": how many joins there were, and who was there when, nobody said.
#[test]
fn totals_alone_tell_no_joins_and_no_moments() {
    let sandbox = Sandbox::new();
    sandbox.file("participants_81234567890.csv", TOTALS);
    sandbox.ok(["import", "participants_81234567890.csv", "--start", "2026-11-05T08:00"]);
    let meetings = "meetings --from 2026-11-05 --to 2026-11-05 --columns participants,joins,person_minutes";
    assert_eq!(report(&sandbox, meetings), "2,,73\r\n");
    let of = "--occurrence 81234567890@2026-11-05T08:00";
    let people = report(&sandbox, &format!("participants {of} --columns name,duration,sessions --sort name"));
    assert_eq!(people, "Anna Berg,1680,\r\nBo (Guest),2700,\r\n");
    let at = report(&sandbox, &format!("participants {of} --at 2026-11-05T08:10 --columns name"));
    assert_eq!(at, "");
    assert_eq!(report(&sandbox, &format!("attendance-curve {of}")), "");
    sandbox.line("check").is(0, &["is sound"]);

    // What the portal calls participants, where a list says it.
    sandbox.file(
        "list.csv",
        "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants\n\
         Seminar,812 3456 7890,Anna Berg,anna@lumen.example,11/05/2026 08:00:00 AM,11/05/2026 08:45:00 AM,45,7\n",
    );
    sandbox.ok(["import", "list.csv"]);
    assert_eq!(report(&sandbox, meetings), "2,7,73\r\n");
}

/// Two meetings may be told in the same bytes, where their file names neither.
#[test]
fn the_same_bytes_of_two_meetings_are_two_files() {
    let sandbox = Sandbox::new();
    let row = r#"{"user_id":"1","name":"Anna","join_time":"2026-10-05T08:00:00Z","leave_time":"2026-10-05T08:30:00Z"}"#;
    for number in ["81234567890", "81234567891"] {
        sandbox.file(&format!("participants_{number}.csv"), TOTALS);
        sandbox.file(
            &format!("report_meetings_{number}_participants.json"),
            format!(r#"{{"participants":[{row}]}}"#),
        );
    }
    let first = "import participants_81234567890.csv --start 2026-11-05T08:00";
    sandbox.line(first).is(0, &["2 new"]);
    sandbox.line(first).is(0, &["held already (import 1)"]);
    sandbox.line("import participants_81234567891.csv --start 2026-11-05T08:00").is(0, &["2 new"]);
    // The same two people, as long, a week later.
    sandbox.line("import participants_81234567890.csv --start 2026-11-12T08:00").is(0, &["2 new"]);
    sandbox.line("import report_meetings_81234567890_participants.json").is(0, &["1 new"]);
    sandbox.line("import report_meetings_81234567891_participants.json").is(0, &["1 new"]);
    sandbox.line("import report_meetings_81234567891_participants.json").is(0, &["held already"]);
    let held = report(&sandbox, "meetings --from 2026-10-01 --to 2026-11-30 --columns meeting_id");
    assert_eq!(held.lines().count(), 5, "{held}");
}

fn delivery(event: &str, minute: u32, more: &str) -> String {
    format!(
        r#"{{"event":"meeting.{event}","event_ts":1791187{minute:03}000,"payload":{{"account_id":"A1","object":{{"id":"84612340849","uuid":"abc==","start_time":"2026-10-05T08:00:00Z"{more}}}}}}}"#
    ) + "\n"
}

fn person(what: &str, connection: u32, minute: u32) -> String {
    let verb = if what == "join" { "participant_joined" } else { "participant_left" };
    let more = format!(
        r#","participant":{{"user_id":"{connection}","user_name":"Ann","{what}_time":"2026-10-05T08:{minute:02}:00Z"}}"#
    );
    delivery(verb, minute, &more)
}

/// A log that was parted in the middle of a meeting is one log.
#[test]
fn logs_in_one_folder_are_one_log() {
    let sandbox = Sandbox::new();
    let before =
        delivery("started", 0, "") + &person("join", 1, 1) + &person("leave", 1, 10) + &person("join", 2, 20);
    let after = person("leave", 2, 30) + &delivery("ended", 50, r#","end_time":"2026-10-05T08:50:00Z""#);
    sandbox.file("logs/hooks-05.ndjson", &before);
    sandbox.file("logs/hooks-06.ndjson", &after);
    sandbox
        .line("import logs")
        .is(0, &["hooks-05.ndjson +1: zoom-webhooks: 6 rows, 2 new", "2 files: 2 read"]);
    let meetings =
        "meetings --from 2026-10-05 --to 2026-10-05 --columns participants,joins,minutes,person_minutes";
    assert_eq!(report(&sandbox, meetings), "1,2,50,19\r\n");
}

/// A device with a wrong clock makes no meeting of a year, and the order of such files leaves no trace.
#[test]
fn nothing_lasts_over_a_week() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "participants_81234567890.csv",
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n\
         Anna,,10/05/2026 08:00:00 AM,10/05/2026 08:30:00 AM,30\n\
         Bo,,10/05/2026 08:00:00 AM,10/05/2027 08:00:00 AM,525600\n",
    );
    sandbox.line("import participants_81234567890.csv").is(3, &["over a week after the beginning", "1 new"]);
    let meetings = "meetings --from 2026-10-05 --to 2026-10-05 --columns minutes,person_minutes";
    assert_eq!(report(&sandbox, meetings), "30,30\r\n");
    sandbox.file(
        "meetings.json",
        r#"{"uuid":"abc==","id":81234567891,"topic":"x","start_time":"2026-10-06T08:00:00Z","end_time":"2027-10-06T08:30:00Z","duration":30}"#,
    );
    sandbox
        .line("import meetings.json")
        .is(0, &["1 end before the start, or over a week after it, left out"]);
    assert_eq!(report(&sandbox, &meetings.replace("10-05", "10-06")), "30,\r\n");
    sandbox.file(
        "hooks.ndjson",
        delivery("started", 0, "")
            + &person("join", 1, 1)
            + &delivery("ended", 50, r#","end_time":"2025-10-05T08:50:00Z""#),
    );
    sandbox.line("import hooks.ndjson").is(0, &["1 new"]);
    sandbox.line("check").is(0, &["is sound"]);
}
