//! Answers of the API: what each kind pushes, which wrappings are understood, what is refused.

use crate::recorder::{import, options, refusal, sample};
use headcount::import::{ImportError, Options};
use proptest::prelude::*;

#[test]
fn each_kind_gives_its_records() {
    for name in ["participants", "meetings", "daily", "hosts", "users", "planned", "polls", "registrants"] {
        insta::assert_snapshot!(format!("api_{name}"), sample(&format!("api-{name}.json"), &options()));
    }
}

const ROW: &str = r#"{"user_id":"1","name":"Anna Berg","join_time":"2026-10-05T08:00:00Z","leave_time":"2026-10-05T08:30:00Z","duration":1800}"#;

fn answer() -> String {
    format!(r#"{{"participants":[{ROW}]}}"#)
}

#[test]
fn wrappings_give_the_same_rows() {
    let one = answer();
    let other = one.replace("\"user_id\":\"1\"", "\"user_id\":\"2\"");
    let name = "report_meetings_81234567890_participants_p1.json";
    for text in [
        format!("{one}{other}"),
        format!("\u{FEFF}{one}\n{other}\n"),
        format!("[{one},\n{other}]"),
        format!(
            r#"[{{"request":"GET /v2/report/meetings/81234567890/participants","response":{one}}},{{"request":{{"url":"https://api.lumen.example/v2/report/meetings/81234567890/participants?next_page_token=x"}},"response":{other}}}]"#
        ),
    ] {
        let (recorder, summary) = import(name, text.as_bytes(), &options()).unwrap();
        assert_eq!((recorder.stays, recorder.occurrences, summary.rows), (2, 1, 2), "{text}");
        assert!(recorder.text.contains("meeting 81234567890 ReportJson"), "{}", recorder.text);
    }
}

#[test]
fn the_meeting_comes_from_envelope_name_or_option() {
    let uuid = "/83vEjRWeJCrze8SNFZ4kA==";
    let enveloped = format!(
        r#"{{"request":"GET /v2/past_meetings/%252F83vEjRWeJCrze8SNFZ4kA%253D%253D/participants","response":{}}}"#,
        answer()
    );
    for (name, text, said) in [
        ("x.json", enveloped, None),
        ("report_meetings__83vEjRWeJCrze8SNFZ4kA==_participants.json", answer(), None),
        ("report_meetings_%2F83vEjRWeJCrze8SNFZ4kA%3D%3D_participants.json", answer(), None),
        ("x.json", answer(), Some(uuid.to_owned())),
    ] {
        let said = Options { meeting: said, ..options() };
        let (recorder, _) = import(name, text.as_bytes(), &said).unwrap();
        assert!(recorder.text.contains(&format!("uuid={uuid}")), "{name}: {}", recorder.text);
    }
    assert!(refusal("x.json", answer().as_bytes(), &options()).contains("--meeting"));
}

#[test]
fn other_answers_are_refused_by_their_endpoint() {
    for (text, says) in [
        (
            r#"{"request":"GET /v2/phone/recordings","response":{"x":1}}"#,
            "GET /phone/recordings, which is not",
        ),
        (r#"{"archive_files":[]}"#, "GET /past_meetings/{meetingUUID}/archive_files, which is not read yet"),
        (r#"{"id":1,"uuid":"x","archive_files":[]}"#, "archive_files, which is not"),
        (r#"{"hello":1}"#, "JSON of no kind that is read"),
        (r#"{"hello"#, "cannot be read as such: the file ends within an answer"),
        (r#"{"page_size":30,"total_records":2,"next_"#, "the file ends within an answer"),
        (r#"{"hello":1,}"#, "cannot be read as such (trailing comma at line 1 column 12): fetch it again"),
        (
            r#"{"code":3001,"message":"Meeting does not exist: 5."}"#,
            "error (3001: Meeting does not exist: 5.)",
        ),
        (
            r#"{"operation_logs":[{"operation_log_id":"a"}]}"#,
            "GET /contact_center/reports/operation_logs, which",
        ),
        (r#"{"users":[{"user_id":"a","user_email":"b"}]}"#, "GET /contact_center/users, which"),
        (r#"{"meetings":[{"id":1,"uuid":"x","archive_files":[]}]}"#, "GET /archive_files, which"),
        (r#"{"schedule_meeting":{},"in_meeting":{}}"#, "settings, which is not read yet"),
        (r#"{"dates":[{"date":"2026-10-01","meeting_minutes":1},"#, "ends within an answer"),
        (r#"{"request":"GET /report/daily?group_id=g1","response":{"dates":[]}}"#, "of one group"),
    ] {
        let message = refusal("x.json", text.as_bytes(), &options());
        assert!(message.contains(says), "{text}: {message}");
    }
}

#[test]
fn missing_pages_are_said() {
    let text = answer().replacen('{', r#"{"total_records":850,"#, 1);
    let (_, summary) = import("participants_81234567890.json", text.as_bytes(), &options()).unwrap();
    assert!(summary.notes[0].contains("1 of 850 rows are here"), "{:?}", summary.notes);
}

#[test]
fn hostile_values_are_rejected_or_refused() {
    let rows = [
        "7".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        format!(r#"{{"name":"{}"}}"#, "x".repeat(70_000)),
        r#"{"name":["a"],"join_time":{}}"#.to_owned(),
        r#"{"name":"a","join_time":99999999999999999999999999}"#.to_owned(),
        r#"{"name":"a\u0000\u001b[2J","join_time":"2026-10-05T08:00:00Z","name":"b"}"#.to_owned(),
    ];
    let text = format!(r#"{{"participants":[{}]}}"#, rows.join(","));
    let (recorder, summary) = import("participants_81234567890.json", text.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rows, summary.rejected), (7, 6), "{}", recorder.text);
    for text in [
        format!(r#"{{"dates":{}"#, "[".repeat(100_000)),
        r#"{"dates":[{"date":"\ud800","meeting_minutes":1}]}"#.to_owned(),
        r#"{"dates":[{"date":1e999,"meeting_minutes":1}]}"#.to_owned(),
    ] {
        refusal("x.json", text.as_bytes(), &options());
    }
}

#[test]
fn rows_that_cannot_be_read_are_rejected_with_their_place() {
    for (text, says) in [
        (
            r#"{"dates":[{"date":"2026-10-01","meetings":1},{"date":"2 October","meetings":1}]}"#,
            "no day like",
        ),
        (
            r#"{"history_meetings":[{"meeting_id":81234567890,"start_time":"2026-10-05T08:00:00Z"},{"meeting_id":8.1e10}]}"#,
            "no meeting number",
        ),
        (r#"{"users":[{"email":"a@lumen.example"},{"email":""}]}"#, "names no user"),
    ] {
        let (recorder, summary) = import("x.json", text.as_bytes(), &options()).unwrap();
        assert_eq!((summary.rows, summary.rejected, recorder.rejects[0].line), (2, 1, 2), "{text}");
        assert!(recorder.rejects[0].reason.contains(says), "{:?}", recorder.rejects);
    }
}

/// Any JSON, with the names that are read among its keys.
fn json() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "users",
        "meetings",
        "webinars",
        "participants",
        "dates",
        "groups",
        "questions",
        "question_details",
        "answer_details",
        "survey_answers",
        "registrants",
        "custom_questions",
        "panelists",
        "tracking_sources",
        "question",
        "answer",
        "date_time",
        "polling_id",
        "create_time",
        "title",
        "value",
        "history_meetings",
        "upcoming_events",
        "request",
        "response",
        "id",
        "uuid",
        "start_time",
        "end_time",
        "join_time",
        "leave_time",
        "name",
        "email",
        "duration",
        "date",
        "meeting_minutes",
        "from",
        "to",
        "type",
        "user_id",
        "total_records",
    ]);
    let text = prop::sample::select(vec![
        "null",
        "true",
        "-1",
        "7",
        "1e5",
        "81234567890",
        "\"\"",
        "\"GET /v2/report/users/é%2/meetings\"",
        "\"%\"",
        "\"2026-10-05T08:00:00Z\"",
        "\"2026-10-05\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"00:56\"",
        "\"a@b.example\"",
        "\"GET /report/daily?year=2026&month=13\"",
        "\"q83vEjRWeJCrze8SNFZ4kA==\"",
        "\"://é\"",
        "\"0001-01-01\"",
    ]);
    text.prop_map(str::to_owned).prop_recursive(5, 60, 6, move |inner| {
        let entry = (key.clone(), inner.clone()).prop_map(|(key, value)| format!("\"{key}\":{value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(entry, 0..6).prop_map(|entries| format!("{{{}}}", entries.join(","))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    /// `import` itself checks that rows are accounted for.
    #[test]
    fn any_json_is_read_or_refused(values in prop::collection::vec(json(), 1..3), name in "[pm_é%2F=0-9(.]{0,30}") {
        match import(&format!("participants_{name}.json"), values.join("\n").as_bytes(), &options()) {
            Ok(_) | Err(ImportError::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

/// One meeting that was gone when it was asked for does not cost an archive the others.
#[test]
fn an_error_in_an_archive_is_left_out() {
    let gone = r#"{"request":"GET /v2/report/meetings/81234567891/participants","response":{"code":3001,"message":"Meeting does not exist"}}"#;
    let good = format!(
        r#"{{"request":"GET /v2/report/meetings/81234567890/participants","response":{}}}"#,
        answer()
    );
    let (recorder, summary) = import("x.ndjson", format!("{good}\n{gone}\n").as_bytes(), &options()).unwrap();
    assert_eq!(recorder.stays, 1);
    assert!(
        summary.notes[0].starts_with("1 answer left out: the API answered with an error (3001"),
        "{summary:?}"
    );
    let only = refusal("x.ndjson", gone.as_bytes(), &options());
    assert!(only.contains("error (3001: Meeting does not exist)"), "{only}");
}

/// What `jq '.participants[]'` leaves of an answer.
#[test]
fn rows_without_their_answer_are_read() {
    let other = ROW.replace("\"user_id\":\"1\"", "\"user_id\":\"2\"").replace("08:00", "07:50");
    for text in [format!("[{ROW},{other}]"), format!("{ROW}\n{other}\n")] {
        let (recorder, summary) =
            import("participants_81234567890.json", text.as_bytes(), &options()).unwrap();
        assert_eq!((recorder.stays, recorder.occurrences, summary.rows), (2, 1, 2), "{}", recorder.text);
    }
    let row = r#"{"meeting_uuid":"a==","meeting_id":81234567890,"host_display_name":"Ann","start_time":"2026-10-05T08:00:00Z"}"#;
    let (recorder, _) = import("x.json", format!("[{row}]").as_bytes(), &options()).unwrap();
    assert!(recorder.text.contains("meeting 81234567890 Facts 2026-10-05T08:00:00Z"), "{}", recorder.text);
    assert!(refusal("x.json", ROW.as_bytes(), &options()).contains("--meeting"));
}

/// A list of which pages are missing, or of which nothing tells whose it is, covers no days of the account.
#[test]
fn half_a_list_covers_nothing() {
    let row = r#"{"meeting_uuid":"a==","meeting_id":81234567890,"start_time":"2026-10-05T08:00:00Z"}"#;
    let list = |total: u32| {
        format!(
            r#"{{"from":"2026-10-01","to":"2026-10-31","total_records":{total},"history_meetings":[{row}]}}"#
        )
    };
    let covers =
        |text: &str| import("x.json", text.as_bytes(), &options()).unwrap().0.text.contains("Covers");
    assert!(covers(&list(1)));
    assert!(!covers(&list(2)));
    assert!(!covers(r#"{"from":"2026-10-01","to":"2026-10-31","meetings":[]}"#));
}

/// An `id` that is the connection's number is nobody's: a rejoin has another, and stays the same person's.
#[test]
fn the_number_of_a_connection_is_no_person() {
    let rows =
        ["1", "2"].map(|id| ROW.replace("\"user_id\":\"1\"", &format!(r#""user_id":"{id}","id":"{id}""#)));
    let text = format!(r#"{{"participants":[{}]}}"#, rows.join(","));
    let (recorder, _) = import("participants_81234567890.json", text.as_bytes(), &options()).unwrap();
    assert!(recorder.text.contains("connection=1") && !recorder.text.contains(" id="), "{}", recorder.text);
    let known = text.replace("\"id\":\"1\"", "\"id\":\"aQ1\"");
    let (recorder, _) = import("participants_81234567890.json", known.as_bytes(), &options()).unwrap();
    assert!(recorder.text.contains(" id=aQ1"), "{}", recorder.text);
}
