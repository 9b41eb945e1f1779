//! What is said of sources: counts of an undo, lists of one moment, meetings that are still open.

use crate::common::Sandbox;

/// What an undo says it took back is what the import said it brought.
#[test]
fn an_undo_counts_as_the_import_did() {
    let sandbox = Sandbox::new();
    let samples = sandbox.all_samples();
    for name in [
        "daily.csv",
        "active-hosts.csv",
        "meeting-list.csv",
        "webinar-attendees.csv",
        "api-meetings.json",
        "upcoming.csv",
        "polls.csv",
        "survey.csv",
        "questions.csv",
        "performance.csv",
        "registration.csv",
        "api-polls.json",
        "api-registrants.json",
        "zoomus_users_20251031.csv",
    ] {
        let path = samples.join(name);
        let said = sandbox.run(["import".as_ref(), path.as_os_str()]).out;
        let new = said.split_once(" rows, ").unwrap().1.split_once(" new").unwrap().0.to_owned();
        let list =
            sandbox.ok("report imports --format csv --columns number --header none --limit 1".split(' '));
        let undone = sandbox.line(&format!("import --undo {}", list.trim()));
        undone.is(0, &[&format!("({name}): {new} row")]);
        assert_ne!(new, "0", "{said}");
    }
}

/// Two lists of one moment: what is shown does not tell which came first.
#[test]
fn lists_of_one_moment_leave_no_order() {
    let list = |topic: &str, start: &str| {
        format!(
            "Topic,ID,Start Time,Host,Host Email,Department,Type,Duration (minutes),Recurring,Registrants\n\
             {topic},84612340849,{start},Nora Quist,nora@lumen.example,Science,Meeting,60,Yes,\n\
             Office hour of {topic},84612340850,No fixed time,Nora Quist,nora@lumen.example,Science,Meeting,,Yes,\n"
        )
    };
    let shown = |order: [&str; 2]| {
        let sandbox = Sandbox::new();
        sandbox.file("a.csv", list("Physics", "12/01/2026 08:00:00 AM"));
        sandbox.file("b.csv", list("Chemistry", "12/02/2026 09:00:00 AM"));
        for file in order {
            sandbox.run(["import", file]).is(0, &["zoom-upcoming"]);
        }
        sandbox.ok("report upcoming --undated include --format csv".split(' '))
    };
    let (one, other) = (shown(["a.csv", "b.csv"]), shown(["b.csv", "a.csv"]));
    assert_eq!(one, other);
    assert!(one.contains("Physics") && one.contains("Chemistry"), "{one}");
}

/// Nobody said when it ended, nor when the last who came left: still no time runs backwards.
#[test]
fn who_came_last_to_an_open_meeting_was_there() {
    let sandbox = Sandbox::new();
    let delivery = |event: &str, minute: u32, more: &str| {
        format!(
            "{{\"event\":\"meeting.{event}\",\"event_ts\":{},\"payload\":{{\"account_id\":\"kW2pQvLmTtSx0aB9rYd3Gg\",\
             \"object\":{{\"id\":\"84612000849\",\"uuid\":\"Vd8rKq2ZTx+mJ4u0aPwE1g==\",\"topic\":\"Help desk\",\
             \"start_time\":\"2026-11-23T08:00:00Z\"{more}}}}}}}\n",
            1_795_420_800_000_u64 + u64::from(minute) * 60_000
        )
    };
    let person = |name: &str, what: &str, minute: u32| {
        format!(
            ",\"participant\":{{\"user_id\":\"{name}\",\"user_name\":\"{name}\",\
             \"{what}_time\":\"2026-11-23T08:{minute:02}:00Z\"}}"
        )
    };
    let log = [
        delivery("started", 0, ""),
        delivery("participant_joined", 1, &person("Ada", "join", 1)),
        delivery("participant_left", 11, &person("Ada", "leave", 11)),
        delivery("participant_joined", 25, &person("Bo", "join", 25)),
    ];
    sandbox.file("hooks.ndjson", log.concat());
    sandbox.line("import hooks.ndjson").is(0, &["zoom-webhooks"]);
    let columns = "report meetings --format csv --header none --columns minutes,participants,person_minutes";
    assert_eq!(sandbox.ok(columns.split(' ')), "25,2,10\r\n");
    let stays = "report participants --occurrence Vd8rKq2ZTx+mJ4u0aPwE1g== --unique off --format csv --header none \
                 --columns name,leave,duration";
    assert_eq!(
        sandbox.ok(stays.split_whitespace()),
        "Ada,2026-11-23T09:11:00+01:00,600\r\nBo,2026-11-23T09:25:00+01:00,0\r\n"
    );
    // Who came at the very end came all the same.
    let curve = "report attendance-curve --step 5 --occurrence Vd8rKq2ZTx+mJ4u0aPwE1g== --format csv --header none \
                 --columns present,joined,left";
    assert_eq!(sandbox.ok(curve.split_whitespace()), "0,1,0\r\n1,0,0\r\n1,0,1\r\n0,0,0\r\n0,1,1\r\n");
}
