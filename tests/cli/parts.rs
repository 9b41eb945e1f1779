//! What belongs to occurrences and events, from files to the database: known again, put together, taken back, let go.

use crate::common::Sandbox;

const POLL: &str = "Poll Report\nReport Generated:,2026-11-06 09:00:00\n\
    Topic,Meeting ID,Actual Start Time,Actual Duration (minutes),\nLesson,846 1234 0849,2026-11-05 08:00:00,60,\nPoll Details\n\
    #,User Name,User Email,Submitted Date/Time,\n1,Ann,ann@lumen.example,\"Nov 05, 2026 08:20:11\",Tea?,Yes,Milk?,No,\n\
    2,Bo,,\"Nov 05, 2026 08:20:40\",Tea?,No,Milk?,,\n";

fn texts(sandbox: &Sandbox, sql: &str) -> Vec<String> {
    let conn = rusqlite::Connection::open(sandbox.database()).unwrap();
    let mut find = conn.prepare(sql).unwrap();
    let rows = find.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Who answered how, as it is shown.
fn shown(sandbox: &Sandbox) -> Vec<String> {
    texts(
        sandbox,
        "SELECT coalesce(a.name, '?') || ' ' || a.question || ' ' || coalesce(a.answer, '') FROM answer a \
         JOIN set_part p ON p.set_id = a.set_id AND p.part = a.part WHERE p.shown = 1 ORDER BY 1",
    )
}

#[test]
fn a_poll_report_counts_once_however_often_it_was_made() {
    let sandbox = Sandbox::new();
    sandbox.file("first.csv", POLL);
    sandbox.file("again.csv", POLL.replace("09:00:00", "11:30:00"));
    sandbox.file(
        "smaller.csv",
        POLL.replace("2026-11-06 09", "2026-11-07 09")
            .replacen("2,Bo,,", "", 1)
            .replace("\"Nov 05, 2026 08:20:40\",Tea?,No,Milk?,,\n", ""),
    );
    sandbox
        .line("import first.csv")
        .is(0, &["zoom-polls: 2 rows, 2 new, 0 already known", "1 occurrence on 2026-11-05"]);
    sandbox.line("import first.csv").is(0, &["nothing changed"]);
    sandbox.line("import again.csv").is(0, &["2 rows, 0 new, 2 already known"]);
    sandbox.line("import smaller.csv").is(0, &["1 row, 1 new, 0 already known"]);
    let whole = ["Ann Milk? No", "Ann Tea? Yes", "Bo Milk? ", "Bo Tea? No"];
    assert_eq!(shown(&sandbox), whole);
    // Nobody is known to have been there: not nobody was.
    let meetings = sandbox
        .ok("report meetings --month 2026-11 --format csv --columns topic,participants --header none"
            .split(' '));
    assert_eq!(meetings.trim(), "Lesson,");
    let sources = "report sources --occurrence 84612340849@2026-11-05T08:00 --format csv --header none \
                   --columns kind,grade,state,rows,file,again";
    assert_eq!(
        sandbox.ok(sources.split_whitespace()).lines().collect::<Vec<_>>(),
        ["zoom-polls,CSV,smaller than before,2,smaller.csv,", "zoom-polls,CSV,shown,4,first.csv,1"]
    );
    sandbox.line("import --undo 1").is(0, &["0 rows"]);
    assert_eq!(shown(&sandbox), whole);
    sandbox.line("import --undo 2").is(0, &["2 rows"]);
    assert_eq!(shown(&sandbox), ["Ann Milk? No", "Ann Tea? Yes"]);
    sandbox.line("import --undo 3").is(0, &["1 row"]);
    assert_eq!(texts(&sandbox, "SELECT 'x' FROM answer UNION ALL SELECT 'y' FROM set_part"), [""; 0]);
    sandbox.line("check").is(0, &["is sound"]);
}

#[test]
fn polls_of_a_number_alone_go_to_their_meeting() {
    let sandbox = Sandbox::new();
    let bare = POLL.split_once("Poll Details\n").unwrap().1;
    sandbox.file("poll_84612340849.csv", bare);
    sandbox.file("poll.csv", bare);
    sandbox.file(
        "list.csv",
        "Topic,Meeting ID,Start Time,End Time,Duration (Minutes),Participants\n\
         Lesson,846 1234 0849,11/05/2026 08:00:00 AM,11/05/2026 09:00:00 AM,60,2\n\
         Lesson,846 1234 0849,11/05/2026 10:00:00 AM,11/05/2026 11:00:00 AM,60,2\n",
    );
    sandbox.line("import poll.csv").is(1, &["--meeting"]);
    sandbox.line("import poll_84612340849.csv").is(0, &["its rows tell"]);
    sandbox.line("import list.csv").is(0, &["2 new"]);
    let held = texts(
        &sandbox,
        "SELECT o.topic || ' ' || (o.end_at - o.start_at) || ' ' || count(p.set_id) FROM occurrence o \
         JOIN source_set s ON s.occurrence_id = o.occurrence_id LEFT JOIN set_part p ON p.set_id = s.set_id \
         GROUP BY o.occurrence_id ORDER BY o.start_at",
    );
    assert_eq!(held, ["Lesson 3600 1", "Lesson 3600 0"]);
    // The other meeting, as its start is given.
    sandbox.line("import poll.csv --meeting 84612340849 --start 2026-11-05T10:00").is(0, &["2 rows, 2 new"]);
    assert_eq!(shown(&sandbox).len(), 8);
    sandbox.line("check").is(0, &["is sound"]);
}

/// An answer in pages, and an export of the same event.
#[test]
fn registrants_of_exports_and_answers_meet() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("pages")).unwrap();
    let page = |number: u32, email: &str, token: &str| {
        format!(
            r#"{{"page_count":2,"page_number":{number},"page_size":1,"total_records":2,"next_page_token":"{token}","registrants":[{{"email":"{email}","first_name":"A","status":"approved","create_time":"2026-11-01T0{number}:00:30Z"}}]}}"#
        )
    };
    sandbox.file("pages/webinars_93310442208_registrants_p1.json", page(1, "ann@lumen.example", "x"));
    sandbox.file("pages/webinars_93310442208_registrants_p2.json", page(2, "bo@lumen.example", ""));
    let said = sandbox.line("import pages");
    said.is(0, &["zoom-api-registrants: 2 rows, 2 new"]);
    assert!(!said.out.contains("pages are missing"), "{said:?}");
    sandbox.file(
        "registration_93310442208.csv",
        "First Name,Last Name,Email,Registration Time,Approval Status\nA,B,Ann@lumen.example,11/01/2026 02:00:12 AM,denied\n\
         C,D,cy@lumen.example,11/01/2026 02:00:00 AM,pending\n",
    );
    sandbox.line("import registration_93310442208.csv").is(0, &["2 rows, 2 new"]);
    let held = "SELECT email_folded || ' ' || status FROM registrant WHERE shown = 1 ORDER BY 1";
    assert_eq!(
        texts(&sandbox, held),
        ["ann@lumen.example approved", "bo@lumen.example approved", "cy@lumen.example pending"]
    );
    sandbox.line("import --undo 1").is(0, &["2 rows"]);
    assert_eq!(texts(&sandbox, held), ["ann@lumen.example denied", "cy@lumen.example pending"]);
    sandbox.line("check").is(0, &["is sound"]);
}

#[test]
fn remarks_are_on_what_was_asked() {
    let sandbox = Sandbox::new();
    for (name, number, kind) in [("m.csv", "846 1234 0849", "Meeting"), ("w.csv", "933 1044 2208", "Webinar")]
    {
        let early = POLL.replace("2026-11-06 09:00:00", "2026-11-05 09:10:00");
        sandbox
            .file(name, early.replace("846 1234 0849", number).replace("Meeting ID", &format!("{kind} ID")));
    }
    sandbox.ok(["import", "m.csv", "w.csv"]);
    for (report, number) in [("meetings", "84612340849"), ("webinars", "93310442208")] {
        for (asked, held) in [
            (String::new(), true),
            (format!(" --meeting {number}"), true),
            (" --meeting 81111111111".to_owned(), false),
            (" --topic less".to_owned(), true),
            (" --topic other".to_owned(), false),
        ] {
            let said = sandbox.ok(format!("report {report} --month 2026-11{asked}").split(' '));
            assert_eq!(said.contains("provisional ~"), held, "{report}{asked}: {said}");
        }
    }
}

/// A list of absentees names only them: the others that were approved came.
#[test]
fn who_did_not_come_is_told_of_all_that_were_approved() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "performance.csv",
        "Performance Report\nReport Generated:,2026-11-06 09:00:00\n\
         Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered\n\
         Open day,933 1044 2208,2026-11-05 08:00:00,60,4\n",
    );
    sandbox.file(
        "registration_93310442208.csv",
        "First Name,Last Name,Email,Registration Time,Approval Status,Organization,UTM Source,Diet\n\
         A,B,ann@lumen.example,2026-11-01 02:00:12,approved\n\
         C,D,cy@lumen.example,2026-11-01 03:00:00,approved,Quay,letter,none\nE,F,eva@lumen.example,2026-11-01 04:00:00,approved\n\
         G,H,gil@lumen.example,2026-11-01 05:00:00,approved\nI,J,ida@lumen.example,2026-11-01 06:00:00,denied\n",
    );
    sandbox.ok(["import", "performance.csv", "registration_93310442208.csv"]);
    let told = |question: &str| {
        let line = format!("report {question} --format csv --header none");
        sandbox.ok(line.split(' ')).trim().to_owned()
    };
    let webinars = "webinars --month 2026-11 --columns registered,approved,attended,no_show_percent";
    assert_eq!(told(webinars), "5,4,,", "nobody says who came");
    sandbox.file(
        "absentees.json",
        r#"{"request":"GET /v2/past_webinars/93310442208/absentees","response":{"registrants":[{"email":"cy@lumen.example","first_name":"C","last_name":"D","status":"approved","create_time":"2026-11-01T02:00:00Z"}]}}"#,
    );
    sandbox.ok(["import", "absentees.json"]);
    assert_eq!(told(webinars), "5,4,,25.0");
    // A list of those approved, made later, is the better word on her, but does not know who came.
    sandbox.file(
        "webinars_93310442208_registrants.json",
        r#"{"registrants":[{"email":"cy@lumen.example","first_name":"C","last_name":"D","city":"Turku","status":"approved","create_time":"2026-11-01T02:00:00Z"}],"time":"2026-11-07T10:00:00Z"}"#,
    );
    sandbox.ok(["import", "webinars_93310442208_registrants.json"]);
    assert_eq!(told(webinars), "5,4,,25.0");
    let who =
        "webinar-registration --meeting 93310442208 --filter cy@ --columns city,organisation,utm_source,diet";
    assert_eq!(told(who), "Turku,Quay,letter,none");
}

#[test]
fn a_bare_list_of_a_webinar_is_not_of_a_meeting() {
    let sandbox = Sandbox::new();
    let samples = sandbox.all_samples();
    sandbox.file(
        "registration_93310442208.csv",
        "First Name,Last Name,Email,Registration Time,Approval Status\nCy,D,cy@lumen.example,05/02/2026 02:00:00 AM,pending\n",
    );
    sandbox.line("import registration_93310442208.csv").is(0, &["1 row, 1 new"]);
    let asked = |report: &str| sandbox.line(&format!("report {report} --month 2026-05 --format csv"));
    asked("meeting-registration").is(0, &["cy@lumen.example"]);
    sandbox.run(["import".as_ref(), samples.join("webinar-attendees.csv").as_os_str()]).is(0, &["new"]);
    asked("webinar-registration").is(0, &["cy@lumen.example"]);
    let meetings = asked("meeting-registration");
    meetings.is(0, &[]);
    assert!(!meetings.out.contains("cy@lumen.example"), "{meetings:?}");
}

#[test]
fn what_belongs_to_old_days_goes_with_them() {
    let sandbox = Sandbox::new();
    let samples = sandbox.all_samples();
    for name in ["polls.csv", "questions.csv", "performance.csv", "registration.csv", "api-registrants.json"]
    {
        sandbox.run(["import".as_ref(), samples.join(name).as_os_str()]).is(0, &["new"]);
    }
    let left =
        |table: &str| texts(&sandbox, &format!("SELECT cast(count(*) AS TEXT) FROM {table}"))[0].clone();
    assert_ne!(left("registrant"), "0");
    sandbox.line("purge --before 2026-10-01 --yes").is(0, &[]);
    for table in ["answer", "question", "set_figure", "set_part", "registrant", "row_again"] {
        assert_eq!(left(table), "0", "{table}");
    }
    sandbox.line("check").is(0, &["is sound"]);
}
