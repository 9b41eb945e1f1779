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
