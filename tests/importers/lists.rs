//! Lists that are kept row by row: each as an export and as answers of the API, whole and harmed.

use crate::recorder::{import, options, refusal, sample, told};
use headcount::import::{ImportError, kinds};
use std::fmt::Write;

/// Kind, sample, a cell of its first row that its row is none without (by its title), and what is said of nonsense there.
const SAMPLES: &[(&str, &str, &str, &str)] = &[
    ("zoom-telephone", "telephone.csv", "Start Time", "this is no date"),
    ("zoom-captions", "captions.csv", "Date", "this is no date"),
    ("zoom-storage", "storage.csv", "Usage", "this is no size like 3 MB"),
    ("zoom-recordings", "recordings.csv", "File Size", "this is no size like 3 MB"),
    ("zoom-remote-support", "remote-support.csv", "Start Time", "this is no date"),
    ("zoom-billing", "invoices.csv", "Total", "this is no amount of money"),
    ("zoom-billing-lines", "invoice-lines.csv", "Quantity", "this is no whole number"),
    ("zoom-billing-departments", "billing-departments.csv", "Amount", "this is no amount of money"),
    ("zoom-event-licences", "event-licences.csv", "Used", "this is no whole number"),
    ("zoom-events", "events.csv", "Start Time", "this is no date"),
    ("zoom-event-attendance", "event-attendance.csv", "Duration (minutes)", "this is no duration"),
    ("zoom-meeting-activities", "meeting-activities.csv", "Activity Time", "this is no date"),
];

/// Answers of the API, by kind: a row each, and a file of it where there are such.
const ANSWERS: &[(&str, &str)] = &[
    (
        "zoom-telephone",
        r#"{"from":"2026-10-01","to":"2026-10-31","telephony_usage":[{"call_in_number":"","country_name":"US","dept":"Arts",
        "duration":32,"end_time":"2026-10-06T14:31:50Z","host_email":"ola@lumen.example","host_id":"h2","host_name":"Ola Berg",
        "meeting_id":9138402210,"meeting_type":"Meeting","phone_number":"+1 212 555 0188","rate":0.03,
        "start_time":"2026-10-06T14:00:11.0000000+00:00","total":0.96,"type":"call-out","uuid":"uU1=="}]}"#,
    ),
    (
        "zoom-storage",
        r#"{"from":"2026-10-01","to":"2026-10-30","cloud_recording_storage":[{"date":"2026-10-05","free_usage":"Unlimited",
        "plan_usage":"3 TB","usage":"20 GB"}]}"#,
    ),
    (
        "zoom-recordings",
        r#"{"from":"2026-10-01","to":"2026-10-31","meetings":[{"duration":49,"host_id":"h1","id":"84612340849","recording_count":2,
        "start_time":"2026-10-05T09:58:02Z","topic":"Physics, 10D","total_size":327155712,"uuid":"uU2==","auto_delete":true,
        "auto_delete_date":"2027-10-05","recording_files":[{"id":"f1","file_type":"MP4","file_extension":"MP4",
        "file_size":327000000,"recording_type":"gallery_view","status":"completed","recording_start":"2026-10-05T09:58:40Z",
        "recording_end":"2026-10-05T10:47:00Z"},{"file_type":"SUMMARY","file_size":155712,"status":"completed"}]}]}"#,
    ),
    (
        "zoom-recordings",
        r#"{"uuid":"uU2==","id":84612340849,"host_id":"h1","topic":"Physics, 10D","start_time":"2026-10-05T09:58:02Z",
        "total_size":327155712,"auto_delete":false,"auto_delete_date":"2027-10-05",
        "recording_files":[{"id":"f1","file_type":"MP4","file_size":327000000}]}"#,
    ),
    (
        "zoom-remote-support",
        r#"{"remote_support_logs":[{"meeting_start_time":"2026-10-05T09:58:00Z","meeting_uuid":"uU2==",
        "meeting_number":"84612340849","topic":"Physics, 10D","meeting_host_id":"h1","supporter_name":"Ines Falk",
        "supporter_email":"ines@lumen.example","supportee_name":"Nora Lindqvist","supportee_email":"nora@lumen.example",
        "request_time":"2026-10-05T10:03:00Z","wait_time":"01:28","start_time":"2026-10-05T10:04:28Z",
        "end_time":"2026-10-05T10:24:05Z","duration":"19:37"}],"next_page_token":""}"#,
    ),
    (
        "zoom-billing",
        r#"{"billing_reports":[{"id":"b7","start_date":"2026-10-01","end_date":"2026-10-31","tax_amount":"315.63",
        "total_amount":"1578.13","type":0}],"currency":"EUR"}"#,
    ),
    (
        "zoom-billing-lines",
        r#"{"request":"GET /v2/report/billing/invoices?billing_id=b7","response":{"currency":"EUR","invoices":[{"invoice_number":"3",
        "invoice_charge_name":"Licensed users","quantity":50,"start_date":"2026-10-01","end_date":"2026-10-31",
        "tax_amount":"250","total_amount":"1250"}]}}"#,
    ),
    (
        "zoom-events",
        r#"{"events":[{"event_id":"ev-1","name":"Science day","event_type":"MULTI_SESSION","status":"PUBLISHED",
        "calendar":[{"start_time":"2026-10-22T07:00:00Z","end_time":"2026-10-22T14:00:00Z"}]}],"next_page_token":""}"#,
    ),
    (
        "zoom-event-attendance",
        r#"{"request":"GET /v2/zoom_events/events/ev-1/reports/event_attendance","response":{"attendees":[{"name":"Jonas Weber",
        "email":"jonas@weber.example","join_time":"2026-10-22T07:01:12Z"}]}}"#,
    ),
    (
        "zoom-meeting-activities",
        r#"{"meeting_activity_logs":[{"meeting_number":"846 1234 0849","activity_time":"2026-10-05 09:58:03:216",
        "operator":"Nora Lindqvist","operator_email":"nora@lumen.example","activity_category":"Meeting Started",
        "activity_detail":"Meeting Started"}],"next_page_token":""}"#,
    ),
];

fn text_of(name: &str) -> String {
    std::fs::read_to_string(format!("{}/data/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The cells of a line of a sample, none of which has a quotation mark in it.
fn cells(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect()
}

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    quoted.join(",") + "\n"
}

/// A sample with what stands under a title in its first row put in place of what did.
fn with(name: &str, title: &str, value: &str) -> String {
    let text = text_of(name);
    let (header, rest) = text.split_once('\n').unwrap();
    let (first, rest) = rest.split_once('\n').unwrap();
    let at = cells(header).iter().position(|one| one == title).unwrap();
    let mut row = cells(first);
    value.clone_into(&mut row[at]);
    format!("{header}\n{}{rest}", line(&row))
}

/// Keys of the rows pushed, each behind its table's name.
fn keys(recorded: &str) -> Vec<&str> {
    let key = |line: &'_ str| {
        let start = line.find(" \"")? + 2;
        let end = line.find("\" Export").or(line.find("\" Answer"))?;
        Some((start, end))
    };
    recorded.lines().filter_map(|line| key(line).map(|(start, end)| &line[start..end])).collect()
}

#[test]
fn every_sample_is_read() {
    for (kind, name, ..) in SAMPLES {
        let read = sample(name, &options());
        assert!(read.starts_with(kind), "{name}: {read}");
        insta::assert_snapshot!(format!("list_{}", name.replace('.', "_")), read);
    }
}

#[test]
fn every_answer_is_read() {
    let mut all = String::new();
    for (kind, text) in ANSWERS {
        assert_eq!(kinds::find_named(text.as_bytes(), "x.json").unwrap().kind(), *kind);
        let (recorder, summary) = import("x.json", text.as_bytes(), &options()).unwrap();
        writeln!(all, "{kind}\n{}{}\n", recorder.text, told(&summary)).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn an_export_and_an_answer_tell_of_one_thing_by_one_key() {
    for (kind, name, ..) in SAMPLES {
        // Exports of these name their things otherwise than the API.
        if ["zoom-billing", "zoom-billing-lines", "zoom-events", "zoom-event-attendance"].contains(kind) {
            continue;
        }
        let read = sample(name, &options());
        for (_, answer) in ANSWERS.iter().filter(|(of, _)| of == kind) {
            let (recorder, _) = import("x.json", answer.as_bytes(), &options()).unwrap();
            let known = keys(&recorder.text);
            assert!(!known.is_empty(), "{kind}: {}", recorder.text);
            assert!(known.iter().any(|key| keys(&read).contains(key)), "{kind}: {known:?} is not in {read}");
        }
    }
}

#[test]
fn a_row_that_cannot_be_read_names_its_cell_and_the_others_go_in() {
    for (kind, name, title, says) in SAMPLES {
        let text = with(name, title, "soon");
        let (recorder, summary) = import(name, text.as_bytes(), &options()).unwrap();
        assert_eq!(summary.rejected, 1, "{kind}: {}", recorder.text);
        assert!(summary.rows > 1, "{kind}");
        let rejected = &recorder.rejects[0];
        assert_eq!((rejected.line, rejected.column.as_str(), rejected.value.as_str()), (2, *title, "soon"));
        assert!(rejected.reason.contains(says), "{kind}: {}", rejected.reason);
    }
}

#[test]
fn a_header_that_lacks_what_tells_the_list_is_refused() {
    for (kind, name, ..) in SAMPLES {
        let text = text_of(name);
        let header = text.lines().next().unwrap();
        let first = cells(header)[0].clone();
        let said = refusal("x.csv", format!("{first},Colour\n1,red\n").as_bytes(), &options());
        assert!(said.contains("of no kind that is read"), "{kind}: {said}");
    }
}

#[test]
fn empty_and_cut_files_are_read_as_far_as_they_go() {
    for (kind, name, ..) in SAMPLES {
        let text = text_of(name);
        let header = text.lines().next().unwrap();
        let (_, summary) = import(name, format!("{header}\n").as_bytes(), &options()).unwrap();
        assert_eq!((summary.rows, summary.rejected), (0, 0), "{kind}");
        assert!(summary.notes.iter().any(|note| note.contains("no rows")), "{kind}: {:?}", summary.notes);
        for cut in (header.len() + 1..text.len()).step_by(7) {
            match import(name, text.get(..cut).unwrap_or(&text).as_bytes(), &options()) {
                Ok(_) | Err(ImportError::Refused(_)) => {}
                Err(other) => panic!("{kind}: {other}"),
            }
        }
    }
    for (kind, text) in ANSWERS {
        for cut in (1..text.len()).step_by(3).filter(|cut| text.is_char_boundary(*cut)) {
            match import("x.json", &text.as_bytes()[..cut], &options()) {
                Err(ImportError::Refused(_)) => {}
                other => panic!("{kind} cut at {cut}: {other:?}"),
            }
        }
    }
}

#[test]
fn hostile_exports_are_held_at_bay() {
    for (kind, name, ..) in SAMPLES {
        let text = text_of(name);
        let mut lines = text.lines();
        let (header, first) = (lines.next().unwrap(), lines.next().unwrap());
        let row = |change: &dyn Fn(&str) -> String| {
            let cells: Vec<String> = cells(first).iter().map(|cell| change(cell)).collect();
            format!("{header}\n{first}\n{}", line(&cells))
        };
        let long = row(&|_| "x".repeat(10 << 20));
        let wide = format!("{header}\n{first}\n{}\n", "x,".repeat(10_000));
        for text in [long, wide] {
            let (recorder, summary) = import(name, text.as_bytes(), &options()).unwrap();
            assert_eq!((summary.rows, summary.rejected), (2, 1), "{kind}: {}", recorder.text);
        }
        for sign in ["\u{1b}[2J", "\0", "\u{202E}", "\r"] {
            let text = row(&|cell| format!("{sign}{cell}{sign}"));
            let (recorder, _) = import(name, text.as_bytes(), &options()).unwrap();
            assert!(!recorder.text.contains("\\u{1b}") && !recorder.text.contains("\\u{202e}"), "{kind}");
            assert!(!recorder.text.contains('\u{1b}') && !recorder.text.contains("\\0"), "{kind}");
        }
    }
}

#[test]
fn hostile_answers_are_held_at_bay() {
    for (kind, text) in ANSWERS {
        let deep = text.replacen('{', &format!("{{\"x\":{}{},", "[".repeat(5000), "]".repeat(5000)), 1);
        let said = refusal("x.json", deep.as_bytes(), &options());
        assert!(said.contains("recursion limit"), "{kind}: {said}");
        // The last of two fields of one name counts, as everywhere.
        let twice = text.replacen('{', "{\"note\":1,\"note\":2,", 1);
        assert!(import("x.json", twice.as_bytes(), &options()).is_ok(), "{kind}");
        let signs =
            text.replace("Physics", "\\u001b[2JPhy\\u0000sics\\u202e").replace("Nora", "No\\u001b[31mra");
        let (recorder, _) = import("x.json", signs.as_bytes(), &options()).unwrap();
        assert!(!recorder.text.contains("\\u{1b}") && !recorder.text.contains("\\u{202e}"), "{kind}");
        // Fields that are no texts are nothing that could be read.
        for odd in ["[[1]]", "{\"a\":{}}", "true", "-1e308", "null"] {
            for (at, _) in text.match_indices("\":\"") {
                let end = text[at + 3..].find('"').unwrap() + at + 4;
                let odd = format!("{}\":{odd}{}", &text[..at], &text[end..]);
                match import("x.json", odd.as_bytes(), &options()) {
                    Ok(_) | Err(ImportError::Refused(_)) => {}
                    Err(other) => panic!("{kind}: {other}"),
                }
            }
        }
    }
    let long = ANSWERS[0].1.replace("Ola Berg", &"x".repeat(10 << 20));
    let (_, summary) = import("x.json", long.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rows, summary.rejected), (1, 1));
}

#[test]
fn lists_of_one_user_do_not_speak_for_the_account() {
    let covers =
        |text: &str| import("x.json", text.as_bytes(), &options()).unwrap().0.text.contains("Covers");
    assert!(covers(ANSWERS[0].1) && covers(ANSWERS[1].1));
    assert!(!covers(ANSWERS[2].1));
    assert!(
        sample("recordings.csv", &options())
            .contains("Covers(CoverageRecord { of: Recordings, scope: Account")
    );
}
