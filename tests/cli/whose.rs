//! Whose a meeting is: by the portal's id, by e-mail, never by a name; account by account.

use crate::common::Sandbox;
use crate::rights::is_refused;

/// A users list as the API gives it, so many seconds old.
fn users(sandbox: &Sandbox, name: &str, age: u64, rows: &[(&str, &str, &str)]) {
    let one = |(id, email, person): &(&str, &str, &str)| {
        format!(
            r#"{{"id": "{id}", "email": "{email}", "display_name": "{person}", "type": 2, "status": "active"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(one).collect();
    let all = rows.len();
    let text = format!(
        r#"{{"page_count": 1, "page_number": 1, "page_size": 300, "total_records": {all}, "users": [{}]}}"#,
        rows.join(", ")
    );
    let file = sandbox.file(name, text);
    std::fs::File::options().append(true).open(&file).unwrap().set_modified(crate::common::ago(age)).unwrap();
    sandbox.ok(["import".as_ref(), file.as_os_str()]);
}

/// Meetings as the API lists them: number, and what is said of the host.
fn meetings(sandbox: &Sandbox, rows: &[(u64, &str)]) {
    let one = |(number, host): &(u64, &str)| {
        format!(
            r#"{{"meeting_uuid": "u{number}==", "meeting_id": {number}, "type": "Meeting", {host}, "topic": "Topic {number}",
               "start_time": "2026-11-05T08:00:00Z", "end_time": "2026-11-05T09:00:00Z", "participants": 3, "duration": 60}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(one).collect();
    let text = format!(
        r#"{{"from": "2026-11-01", "to": "2026-11-20", "next_page_token": "", "page_size": 300, "history_meetings": [{}]}}"#,
        rows.join(", ")
    );
    let file = sandbox.file("meetings.json", text);
    sandbox.ok(["import".as_ref(), file.as_os_str()]);
}

/// The numbers of the meetings that somebody sees.
fn seen(sandbox: &Sandbox, viewer: &str) -> Vec<String> {
    let words =
        ["report", "meetings", "--month", "2026-11", "--columns", "meeting_id", "--sort", "meeting_id"];
    let ran = sandbox.run(words.into_iter().chain(["--format", "csv", "--header", "none", "--as", viewer]));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.out.lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn whose_a_meeting_is_id_and_email_say_and_never_a_name() {
    let sandbox = Sandbox::new();
    users(
        &sandbox,
        "before.json",
        7200,
        &[("A1", "anna.old@lumen.example", "Anna Berg"), ("C1", "Cleo.Dahl@Lumen.example", "Cleo Dahl")],
    );
    meetings(
        &sandbox,
        &[
            (81_000_000_001, r#""host_email": "anna.old@lumen.example", "host_display_name": "Anna Berg""#),
            (81_000_000_002, r#""host_email": "anna.new@lumen.example", "host_display_name": "Anna Berg""#),
            (81_000_000_003, r#""host_email": "CLEO.dahl@lumen.EXAMPLE", "host_display_name": "Cleo Dahl""#),
            // A name alone is nobody.
            (81_000_000_004, r#""host_display_name": "Cleo Dahl""#),
        ],
    );
    // Anna's address has changed: the portal's id says that she is the same.
    users(
        &sandbox,
        "after.json",
        60,
        &[("A1", "anna.new@lumen.example", "Anna Berg"), ("C1", "Cleo.Dahl@Lumen.example", "Cleo Dahl")],
    );
    let cleo = seen(&sandbox, "cleo.dahl@lumen.example");
    assert_eq!(cleo, ["81000000003"]);
    assert_eq!(seen(&sandbox, "CLEO.DAHL@LUMEN.EXAMPLE"), cleo);
    let anna = seen(&sandbox, "anna.new@lumen.example");
    assert!(anna.contains(&"81000000002".to_owned()), "{anna:?}");
    assert!(
        !anna.contains(&"81000000003".to_owned()) && !anna.contains(&"81000000004".to_owned()),
        "{anna:?}"
    );
    // The address of before is hers or nobody's, and no way to more than hers.
    let before = sandbox.line("report meetings --month 2026-11 --as anna.old@lumen.example --format csv");
    assert!(
        before.code == 2
            || seen(&sandbox, "anna.old@lumen.example")
                .iter()
                .all(|number| anna.contains(number) || number == "81000000001"),
        "{before:?}"
    );
    // What nobody hosted is the owner's to see.
    let all = sandbox.line("report meetings --month 2026-11 --format csv --header none");
    assert_eq!(all.out.lines().count(), 4, "{all:?}");
}

#[test]
fn a_host_known_by_the_portals_id_alone_is_the_user_of_that_id() {
    let sandbox = Sandbox::new();
    users(
        &sandbox,
        "users.json",
        7200,
        &[
            ("hA1w2e3r4t5y6u7i8o9p0a", "anna.berg@lumen.example", "Anna Berg"),
            ("hB", "otto.lind@lumen.example", "Otto Lind"),
        ],
    );
    let event = |what: &str, at: u64, time: &str| {
        format!(
            r#"{{"event":"meeting.{what}","event_ts":{at},"payload":{{"account_id":"Lu4mEn","object":{{"id":"81000000009","uuid":"u9==","host_id":"hA1w2e3r4t5y6u7i8o9p0a","topic":"Told by id","type":2,"duration":60,"timezone":"UTC",{time}}}}}}}"#
        )
    };
    let start = r#""start_time":"2026-11-05T08:00:00Z""#;
    let end = r#""start_time":"2026-11-05T08:00:00Z","end_time":"2026-11-05T09:00:00Z""#;
    let log = [event("started", 1_793_865_600_000, start), event("ended", 1_793_869_200_000, end)].join("\n");
    let file = sandbox.file("hooks.ndjson", log);
    sandbox.ok(["import".as_ref(), file.as_os_str()]);
    assert_eq!(seen(&sandbox, "anna.berg@lumen.example"), ["81000000009"]);
    assert_eq!(seen(&sandbox, "otto.lind@lumen.example"), [""; 0]);
}

#[test]
fn rights_on_one_account_say_nothing_of_another() {
    let sandbox = Sandbox::new();
    let list = |account: &str, host: &str, number: u64| {
        let text = format!(
            r#"{{"from": "2026-11-01", "to": "2026-11-20", "next_page_token": "", "page_size": 300, "history_meetings": [{}]}}"#,
            [(number, host), (number + 1, "otto.lind@lumen.example")]
                .map(|(number, host)| format!(
                    r#"{{"meeting_uuid": "u{number}==", "meeting_id": {number}, "type": "Meeting", "host_email": "{host}", "host_display_name": "H", "topic": "T",
                       "start_time": "2026-11-05T08:00:00Z", "end_time": "2026-11-05T09:00:00Z", "participants": 3, "duration": 60}}"#
                ))
                .join(", ")
        );
        let file = sandbox.file(&format!("{account}.json"), text);
        sandbox.ok(["import".as_ref(), file.as_os_str(), "--account".as_ref(), account.as_ref()]);
    };
    let anna = "anna.berg@lumen.example";
    list("North", anna, 81_000_000_001);
    list("South", anna, 82_000_000_001);
    assert_eq!(seen(&sandbox, anna), ["81000000001", "82000000001"]);
    sandbox
        .line(&format!("roles grant {anna} usage"))
        .is(2, &["several accounts", "--account", "North, South"]);
    sandbox.line(&format!("roles grant {anna} usage --account South")).is(0, &["granted usage"]);
    // All of South, of North her own.
    assert_eq!(seen(&sandbox, anna), ["81000000001", "82000000001", "82000000002"]);
    let of = |account: &str, report: &str| {
        sandbox.line(&format!("report {report} --month 2026-11 --account {account} --as {anna}"))
    };
    of("South", "daily").is(0, &[]);
    is_refused(&of("North", "daily"));
    is_refused(&sandbox.line(&format!("roles list --as {anna}")));
    sandbox.line("roles list").is(0, &[anna, "usage", "South"]);
    sandbox.line(&format!("roles revoke {anna} usage --account North")).is(0, &["was never granted usage"]);
}
