//! Logs of webhooks: what they give however they are written, ordered and repeated; what is rejected and left out.

use crate::recorder::{Recorder, import, options, refusal};
use headcount::import::{Summary, kinds};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(text: impl AsRef<[u8]>) -> (Recorder, Summary) {
    import("hooks.json", text.as_ref(), &options()).unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/data/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn object() -> Value {
    json!({
        "id": 91_244_001_733_i64, "uuid": "aJ3xQ0mS9KpL5b7RtYv2w==", "host_id": "hostA", "topic": "Pumps",
        "type": 2, "start_time": "2026-05-18T08:00:00Z", "timezone": "", "duration": 45,
    })
}

fn told(event: &str, at: i64, change: impl FnOnce(&mut Value)) -> Value {
    let mut object = object();
    change(&mut object);
    json!({ "event": event, "event_ts": (1_779_091_200 + at) * 1000, "payload": { "account_id": "acc", "object": object } })
}

fn moment(at: i64) -> String {
    format!("2026-05-18T08:{:02}:{:02}Z", at / 60, at % 60)
}

fn person(event: &str, field: &str, user: &str, at: i64) -> Value {
    told(event, at, |object| {
        object["participant"] = json!({
            "user_id": user, "user_name": format!("N {user}"), "id": "", "email": "", field: moment(at),
        });
    })
}

fn joined(user: &str, at: i64) -> Value {
    person("meeting.participant_joined", "join_time", user, at)
}

fn left(user: &str, at: i64) -> Value {
    person("meeting.participant_left", "leave_time", user, at)
}

fn started() -> Value {
    told("meeting.started", 0, |_| {})
}

fn ended(at: i64) -> Value {
    told("meeting.ended", at, |object| object["end_time"] = json!(moment(at)))
}

fn lines(deliveries: &[Value]) -> String {
    let mut lines: Vec<String> = deliveries.iter().map(Value::to_string).collect();
    lines.push(String::new());
    lines.join("\n")
}

fn has(recorder: &Recorder, part: &str) {
    assert!(recorder.text.contains(part), "{part} is not in\n{}", recorder.text);
}

/// What is pushed, without the numbers of lines.
fn pushed(text: impl AsRef<[u8]>) -> String {
    let (recorder, _) = read(text);
    recorder.text.lines().map(|line| line.split_once(": ").unwrap().1.to_owned() + "\n").collect()
}

#[test]
fn one_a_line_run_together_pretty_or_an_array_are_the_same() {
    let log = [started(), joined("1", 60), left("1", 120), ended(600)];
    let plain = pushed(lines(&log));
    let pretty = log.iter().map(|delivery| format!("{delivery:#}")).collect::<Vec<_>>().join("\n");
    assert_eq!(pushed(&pretty), plain);
    assert_eq!(pushed(pretty.replace('\n', "\r\n")), plain);
    assert_eq!(pushed(lines(&log).replace('\n', "")), plain);
    assert_eq!(pushed(Value::from(log.to_vec()).to_string()), plain);
    assert_eq!(pushed(format!("\u{FEFF}{:#}", Value::from(log.to_vec()))), plain);
    let wrapped: Vec<Value> =
        log.iter().map(|delivery| json!({"received_at": 1, "body": delivery})).collect();
    assert_eq!(pushed(lines(&wrapped)), plain);
    let texts: Vec<Value> = log.iter().map(|told| json!({"headers": {}, "body": told.to_string()})).collect();
    assert_eq!(pushed(lines(&texts)), plain);
}

#[test]
fn a_single_delivery_is_a_log() {
    let (recorder, summary) = read(joined("1", 60).to_string());
    assert_eq!((summary.rows, recorder.stays, recorder.occurrences), (1, 1, 1));
    has(&recorder, "meeting 91244001733 Webhooks 2026-05-18T08:00:00Z..? topic=Pumps");
    has(&recorder, "open=true");
    has(&recorder, "2026-05-18T08:01:00Z..?");
}

#[test]
fn the_planned_length_is_no_length_and_the_end_is_the_ends() {
    let (recorder, _) = read(lines(&[ended(600), started()]));
    has(&recorder, "08:00:00Z..2026-05-18T08:10:00Z");
    assert!(!recorder.text.contains("minutes=") && !recorder.text.contains("open="), "{}", recorder.text);
}

#[test]
fn an_occurrence_without_a_start_begins_with_its_first_delivery() {
    let bare = |delivery: Value| {
        let mut delivery = delivery;
        delivery["payload"]["object"].as_object_mut().unwrap().remove("start_time");
        delivery
    };
    let (recorder, _) = read(lines(&[bare(joined("1", 90)), bare(joined("2", 60))]));
    has(&recorder, "Webhooks 2026-05-18T08:01:00Z..?");
    has(&recorder, "inferred=true");
}

#[test]
fn the_head_tells_the_account_and_the_kind() {
    let log = lines(&[started(), joined("1", 60)]);
    let importer = kinds::find(log.as_bytes()).unwrap();
    assert_eq!(importer.kind(), "zoom-webhooks");
    assert_eq!(importer.account(log.as_bytes()), Some("acc".into()));
    let broken = format!("{{\"event\":\"meeting.st\n{log}");
    assert_eq!(kinds::find(broken.as_bytes()).unwrap().account(broken.as_bytes()), Some("acc".into()));
}

#[test]
fn json_of_another_shape_is_refused() {
    for text in ["{\"event\": \"meeting.started\"}", "{\"payload\": {}}", "[1, 2]", "[]", "{\"body\": \"{\"}"]
    {
        assert!(!refusal("x.json", text.as_bytes(), &options()).is_empty(), "{text}");
    }
}

#[test]
fn rejects_say_line_field_and_reason() {
    let mut other = joined("1", 60);
    other["payload"]["account_id"] = json!("elsewhere");
    let mut nobody = joined("1", 60);
    nobody["payload"]["object"]["participant"] = json!({"user_id": "", "user_name": ""});
    let mut when = joined("1", 60);
    when["payload"]["object"]["participant"]["join_time"] = json!("soon");
    let mut which = joined("1", 60);
    which["payload"]["object"]["id"] = json!("PMI");
    let mut no_object = started();
    no_object["payload"]["object"] = json!(7);
    let log = [
        started().to_string(),
        other.to_string(),
        "{\"event\":\"meeting.participant_joi".into(),
        nobody.to_string(),
        when.to_string(),
        which.to_string(),
        no_object.to_string(),
        "{\"ok\":true}".into(),
        "POST /hooks 200".into(),
        joined("9", 60).to_string(),
    ];
    let (recorder, summary) = read(log.join("\n"));
    assert_eq!((summary.rows, summary.rejected, recorder.stays), (10, 8, 1));
    let all: Vec<String> = recorder
        .rejects
        .iter()
        .map(|told| format!("{} {} {:?}: {}", told.line, told.column, told.value, told.reason))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn other_events_are_counted_and_left_out() {
    let mut seen = told("user.signed_in", 5, |_| {});
    seen["payload"]["object"] = json!({"id": "u", "email": "ann@lumen.example"});
    let check = json!({"event": "endpoint.url_validation", "payload": {"plainToken": "x"}});
    let (recorder, summary) =
        read(lines(&[check, seen.clone(), seen, told("recording.completed", 9, |_| {})]));
    assert_eq!((summary.rows, summary.rejected, recorder.occurrences), (4, 0, 0));
    assert_eq!(
        summary.notes,
        [
            "1 delivery of recording.completed is not read yet",
            "2 deliveries of user.signed_in are not read yet"
        ]
    );
}

#[test]
fn the_log_is_as_of_its_newest_delivery_if_all_say_when() {
    let log = [started(), joined("1", 60)];
    assert!(read(lines(&log)).0.text.starts_with("1: Observed(1779091260)\n"));
    let mut log = log;
    log[1].as_object_mut().unwrap().remove("event_ts");
    assert!(!read(lines(&log)).0.text.contains("Observed"));
}

#[test]
fn waiting_for_a_meeting_that_does_not_begin_makes_none() {
    let wait = person("meeting.participant_jbh_waiting", "date_time", "1", 3);
    let (recorder, summary) = read(wait.to_string());
    assert_eq!((summary.rows, recorder.occurrences), (1, 0));
    assert!(
        summary.notes[0].contains("waiting room of a meeting that does not begin"),
        "{:?}",
        summary.notes
    );
}

#[test]
fn registrants_belong_to_the_meeting_of_the_log() {
    let register = |event: &str, at, uuid: &str| {
        told(event, at, |object| {
            object["uuid"] = json!(uuid);
            object["registrant"] = json!({
                "first_name": "Mai", "last_name": "Lund", "email": "mai@fjord.example", "status": "pending",
                "org": if event.ends_with("created") { "Fjord Survey" } else { "" },
            });
        })
    };
    let uuid = "aJ3xQ0mS9KpL5b7RtYv2w==";
    let created = register("meeting.registration_created", 1, uuid);
    // The meeting was known by another UUID when they registered.
    let approved = register("meeting.registration_approved", 2, "before");
    let (recorder, summary) = read(lines(&[approved, created.clone(), started()]));
    assert!(summary.notes.is_empty(), "{:?}", summary.notes);
    assert_eq!(recorder.text.matches("Registrant").count() / 2, 1, "{}", recorder.text);
    has(&recorder, "status: Some(\"approved\")");
    has(&recorder, "(\"Organization\", \"Fjord Survey\")");
    let (recorder, summary) = read(created.to_string());
    assert_eq!(recorder.told, 1, "observed alone");
    assert!(summary.notes[0].contains("registrations for a meeting that is not in this log"));
}

#[test]
fn texts_are_cleaned() {
    let mut bad = joined("1", 60);
    bad["payload"]["object"]["participant"]["user_name"] = json!("\u{1b}[31mAnn\u{202E}\n");
    bad["payload"]["object"]["topic"] = json!("\u{7}Pumps");
    let (recorder, _) = read(bad.to_string());
    has(&recorder, "\"[31mAnn\"");
    has(&recorder, "topic=Pumps");
}

fn delivery() -> impl Strategy<Value = Value> {
    (0..4usize, 0..3usize, 0..600i64).prop_map(|(what, user, at)| {
        let user = ["1", "2", "3"][user];
        match what {
            0 => joined(user, at),
            1 => left(user, at),
            2 => person("meeting.participant_joined_waiting_room", "date_time", user, at),
            _ => person("meeting.participant_admitted", "date_time", user, at),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn order_and_repetition_change_nothing(
        mut log in prop::collection::vec(delivery(), 1..15),
        turn in any::<prop::sample::Index>(),
        again in any::<prop::sample::Index>(),
    ) {
        log.push(ended(620));
        let plain = pushed(lines(&log));
        let rows = log.len() as u64;
        let repeated = read(lines(&log)).1.repeated;
        let copy = log[again.index(log.len())].clone();
        log.push(copy);
        let at = turn.index(log.len());
        log.rotate_left(at);
        prop_assert_eq!(pushed(lines(&log)), plain);
        let summary = read(lines(&log)).1;
        prop_assert_eq!((summary.rows, summary.repeated), (rows + 1, repeated + 1));
    }

    #[test]
    fn every_line_of_a_harmed_log_is_counted(cuts in prop::collection::vec((0..30usize, 1..400usize), 1..6)) {
        let text = String::from_utf8(fixture("webhooks.ndjson")).unwrap();
        let mut log: Vec<String> = text.lines().map(str::to_owned).collect();
        let whole = log.len() as u64;
        for (at, length) in cuts {
            if let Some(line) = log.get_mut(at) {
                *line = line.chars().take(length).collect();
            }
        }
        let Ok((recorder, summary)) = import("x.ndjson", log.join("\n").as_bytes(), &options()) else {
            return Ok(());
        };
        prop_assert_eq!(summary.rows, whole);
        prop_assert!(recorder.rejects.iter().all(|told| told.line <= whole && !told.reason.is_empty()));
    }
}
