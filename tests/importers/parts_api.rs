//! Answers of the API on polls, questions, surveys and registrants.

use crate::recorder::{Recorder, import, options, refusal};
use headcount::import::{Bytes, Options, Summary, kinds};

fn read(name: &str, text: &str) -> (Recorder, Summary) {
    import(name, text.as_bytes(), &options()).unwrap()
}

fn has(recorder: &Recorder, part: &str) {
    assert!(recorder.text.contains(part), "{part} is not in\n{}", recorder.text);
}

const DETAIL: &str =
    r#"{"question":"Tea?","answer":"Yes","date_time":"2026-10-05T08:10:00.660Z","polling_id":"a"}"#;

fn polls(outer: &str, rows: &str) -> String {
    format!(r#"{{{outer}"questions":[{rows}]}}"#)
}

fn person(details: &str) -> String {
    format!(r#"{{"name":"Ann","email":"ann@lumen.example","question_details":[{details}]}}"#)
}

#[test]
fn the_occurrence_of_polls_comes_from_answer_envelope_name_or_option() {
    let row = person(DETAIL);
    let whole = r#""id":81234567890,"uuid":"q83vEjRWeJCrze8SNFZ4kA==","start_time":"2026-10-05T08:00:00Z","#;
    let (recorder, _) = read("x.json", &polls(whole, &row));
    has(
        &recorder,
        "1: meeting 81234567890 Facts 2026-10-05T08:00:00Z..? uuid=q83vEjRWeJCrze8SNFZ4kA==\n1: Part(Polls, ReportJson)",
    );
    let text = whole.replace("81234567890", "\"812 3456 7890\"");
    assert_eq!(read("x.json", &polls(&text, &row)).0.text, recorder.text);
    // A number alone: the earliest answer says when.
    let (recorder, _) = read("report_webinars_81234567890_polls.json", &polls("", &row));
    has(&recorder, "webinar 81234567890 Facts 2026-10-05T08:10:00Z..? inferred=true");
    let said = Options {
        meeting: Some("81234567890".into()),
        start: "2026-10-05T08:00:00".parse().ok(),
        ..options()
    };
    let (recorder, _) = import("x.json", polls("", &row).as_bytes(), &said).unwrap();
    has(&recorder, "meeting 81234567890 Facts 2026-10-05T08:00:00Z..?\n");
    let enveloped = format!(
        r#"{{"request":"GET /v2/past_webinars/%252Fabc%253D%253D/polls","response":{}}}"#,
        polls("", &row)
    );
    has(&read("x.json", &enveloped).0, "uuid=/abc==");
    assert!(refusal("x.json", polls("", &row).as_bytes(), &options()).contains("--meeting"));
    let undated = person(r#"{"question":"Tea?","answer":"Yes","polling_id":"a"}"#);
    assert!(
        refusal("polls_81234567890.json", polls("", &undated).as_bytes(), &options()).contains("--start")
    );
    // The same bytes of another meeting are another file.
    let bytes = polls("", &row);
    let importer = kinds::find(bytes.as_bytes()).unwrap();
    let of = |name| importer.outside(&Bytes { name, bytes: bytes.as_bytes() }, &options());
    assert_ne!(of("polls_81234567890.json"), of("polls_81234567891.json"));
}

#[test]
fn polls_are_numbered_by_their_first_answers_and_launches_by_the_people() {
    let later = DETAIL.replace("08:10", "08:30").replace("\"a\"", "\"b\"");
    let again = DETAIL.replace("08:10", "08:40").replace("\"Yes\"", "[\"Yes\",\"No\"]");
    let nobody = r#"{"name":"Anonymous Attendee","email":"","question_details":[{"question":"Tea?","date_time":"2026-10-05T08:10:00Z","polling_id":"a"}]}"#;
    let rows = [person(&later), person(&format!("{DETAIL},{again}")), nobody.to_owned()].join(",");
    let (recorder, summary) = read("polls_81234567890.json", &polls("", &rows));
    assert_eq!((summary.rows, recorder.occurrences + recorder.facts), (3, 0));
    has(
        &recorder,
        "poll: \"2\", launch: 1, question: \"Tea?\", answer: Some(\"Yes\"), submitted: Some(1791189000)",
    );
    has(&recorder, "poll: \"1\", launch: 2, question: \"Tea?\", answer: Some(\"Yes;No\")");
    has(&recorder, "name: None, email: None, poll: \"1\", launch: 1, question: \"Tea?\", answer: None");
}

#[test]
fn rows_without_what_they_tell_are_rejected() {
    let rows = [
        person(""),
        person(r#"{"answer":"Yes"}"#),
        person(&DETAIL.replace("2026-10-05T08:10:00.660Z", "soon")),
        person(&DETAIL.replace("Yes", &"x".repeat(70_000))),
        "7".into(),
        person(DETAIL),
    ];
    let (recorder, summary) = read("polls_81234567890.json", &polls("", &rows.join(",")));
    assert_eq!((summary.rows, summary.rejected), (6, 5));
    let reasons: Vec<&str> = recorder.rejects.iter().map(|told| told.reason.as_str()).collect();
    for (reason, part) in
        reasons.iter().zip(["no answers", "says no question", "no date and time", "over 64 KiB", "no row"])
    {
        assert!(reason.contains(part), "{reason}");
    }
    has(&recorder, "6: meeting 81234567890");
    let twice = r#"{"questions":[{"name":"A","name":"\u001b[2JB\u0000","question_details":[{"question":"Tea?","date_time":"2026-10-05T08:10:00Z"}]}]}"#;
    has(&read("polls_81234567890.json", twice).0, "name: Some(\"[2JB\")");
    let (_, summary) = read("x.json", &polls(r#""uuid":"a==","#, ""));
    assert_eq!(summary.notes, ["the answers have no rows"]);
    let deep = format!(r#"{{"questions":[{{"question_details":{}"#, "[".repeat(100_000));
    refusal("polls_81234567890.json", deep.as_bytes(), &options());
    refusal("polls_81234567890.json", &polls("", &rows[5]).as_bytes()[..60], &options());
}

#[test]
fn questions_are_told_from_polls_by_their_fields_or_their_name() {
    let asked = r#"{"question":"When?","answer":"Tomorrow"}"#;
    let whole = r#""id":81234567890,"start_time":"2026-10-05T08:00:00Z","#;
    for name in ["x.json", "past_meetings_81234567890_qa.json"] {
        let (recorder, _) = read(name, &polls(whole, &person(asked)));
        has(&recorder, "Part(Qa, ReportJson)");
        has(&recorder, "status: Some(\"answered\"), answer: Some(\"Tomorrow\")");
    }
    let given = r#"{"question":"When?","question_status":"dismissed","answer_details":[{"name":"Ida","content":"At ten","create_time":"2026-10-05T08:02:00Z"},{"name":"Ida","content":"Or later","create_time":"2026-10-05T08:01:00Z"}]}"#;
    let (recorder, _) = read("x.json", &polls(whole, &person(given)));
    has(
        &recorder,
        "status: Some(\"dismissed\"), answer: Some(\"At ten; Or later\"), answered_by: Some(\"Ida\"), answered: Some(1791187260)",
    );
}

#[test]
fn a_survey_needs_a_start_of_its_own() {
    let answer = r#"{"question":"Well?","answer":"Yes","date_time":"2026-10-07T08:10:00Z"}"#;
    let survey = |start: &str| {
        format!(
            r#"{{"webinar_id":81234567890,{start}"survey_name":"After","survey_answers":[{{"name":"Ann","answer_details":[{answer}]}}]}}"#
        )
    };
    let (recorder, _) = read("x.json", &survey(r#""start_time":"2026-10-05T08:00:00Z","#));
    has(&recorder, "webinar 81234567890 Facts 2026-10-05T08:00:00Z");
    has(&recorder, "poll: \"After\"");
    assert!(refusal("x.json", survey("").as_bytes(), &options()).contains("--start"));
}

#[test]
fn registrants_need_a_number_from_outside() {
    let rows = r#"{"registrants":[{"email":"Ann@lumen.example","create_time":"2026-05-02T18:20:41.0000000+00:00","status":"denied","custom_questions":[{"title":"Diet?","value":"none"},{"title":"","value":"x"},7]}]}"#;
    let (recorder, _) = read("meetings_81234567890_registrants.json", rows);
    has(&recorder, "registrant \"81234567890 ann@lumen.example 29629100\" Answer");
    has(&recorder, "status=\"denied\"");
    has(&recorder, "[[\\\"Diet?\\\",\\\"none\\\"]]");
    assert!(refusal("x.json", rows.as_bytes(), &options()).contains("--meeting"));
    let pending = format!(
        r#"{{"request":"GET /v2/webinars/81234567890/registrants?status=pending","response":{}}}"#,
        rows.replace("\"status\":\"denied\",", "")
    );
    let (recorder, _) = read("x.json", &pending);
    has(&recorder, "kind=\"webinar\"");
    has(&recorder, "status=\"pending\"");
    // Who did not come is told by the answer's name alone.
    let kind = kinds::find(rows.as_bytes()).unwrap();
    let of = |name| kind.outside(&Bytes { name, bytes: rows.as_bytes() }, &options());
    assert_ne!(of("webinars_81234567890_registrants.json"), of("past_webinars_81234567890_absentees.json"));
}

#[test]
fn rows_of_forms_and_lists_without_names_are_rejected() {
    for (text, reason) in [
        (r#"{"custom_questions":[{"type":"short"}],"questions":[]}"#, "the question has no title"),
        (r#"{"panelists":[{"id":"x"}]}"#, "names nobody"),
        (r#"{"tracking_sources":[{"visitor_count":3}]}"#, "the source has no name"),
        (r#"{"registrants":[{"create_time":"2026-05-02T18:20:41Z"}]}"#, "names nobody"),
        (r#"{"registrants":[{"email":"a@b.example","create_time":"soon"}]}"#, "no date and time"),
    ] {
        let (recorder, summary) = read("x_81234567890.json", text);
        assert_eq!((summary.rows, summary.rejected), (1, 1), "{text}");
        assert!(recorder.rejects[0].reason.contains(reason), "{:?}", recorder.rejects);
    }
}
