//! The phone system: what its lists push, which of their rows are one, what is refused and rejected.

use crate::recorder::{import, options, refusal, sample};

#[test]
fn each_list_gives_its_rows() {
    for name in ["phone-calls", "phone-users", "phone-queues", "phone-queue-figures", "phone-charges"] {
        insta::assert_snapshot!(name, sample(&format!("{name}.csv"), &options()));
    }
    for name in ["api-phone-calls", "api-phone-charges", "api-phone-system"] {
        insta::assert_snapshot!(name, sample(&format!("{name}.json"), &options()));
    }
}

const HEADER: &str = "Start Time,Direction,Caller Name,Caller Number,Callee Extension,Call Result,Duration\n";

#[test]
fn titles_and_names_of_the_api_are_found_alike() {
    let one = "10/25/2026 09:00:00 AM,inbound,Acme,+46855501,101,answered,60\n";
    let (first, _) = import("calls.csv", format!("{HEADER}{one}").as_bytes(), &options()).unwrap();
    for header in [
        "start_time,direction,caller_name,caller_did_number,callee_ext_number,call_result,duration\n",
        "DATE TIME;Direction;Caller;From Number;Callee Ext;Result;Duration (seconds)\n",
        "\u{FEFF}\"Start Time\",\"Direction\",\"Caller Name\",\"Caller ID\",\"To Extension\",\"Result\",\"Talk Time\"\n",
    ] {
        let row = if header.contains(';') { one.replace(',', ";") } else { one.to_owned() };
        let (other, _) = import("x.csv", format!("{header}{row}").as_bytes(), &options()).unwrap();
        assert_eq!(first.text, other.text, "{header}");
    }
}

#[test]
fn a_row_that_cannot_be_read_is_rejected_with_its_place() {
    for (row, column, says) in [
        ("soon,inbound,Acme,+46855501,101,answered,60", "Start Time", "date"),
        (",inbound,Acme,+46855501,101,answered,60", "Start Time", "missing"),
        (
            "10/05/2026 09:00:00 AM,sideways,Acme,+46855501,101,answered,60",
            "Direction",
            "neither inbound nor outbound",
        ),
        ("10/05/2026 09:00:00 AM,inbound,,,,answered,60", "Caller Number", "names neither caller nor callee"),
        ("10/05/2026 09:00:00 AM,inbound,Acme,+46855501,101,answered,long", "Duration", "no duration"),
    ] {
        let good = "10/05/2026 10:00:00 AM,inbound,Acme,+46855501,101,answered,60";
        let text = format!("{HEADER}{good}\n{row}\n");
        let (recorder, summary) = import("calls.csv", text.as_bytes(), &options()).unwrap();
        assert_eq!((summary.rows, summary.rejected), (2, 1), "{row}: {}", recorder.text);
        let rejected = &recorder.rejects[0];
        assert_eq!(rejected.line, 3, "{row}");
        assert!(rejected.column.contains(column) && rejected.reason.contains(says), "{row}: {rejected:?}");
    }
    for (text, says) in [
        (
            r#"{"call_charges":[{"end_time":"2026-10-05T08:00:00Z","caller_number":"1","total_charge":"much"}]}"#,
            "no amount",
        ),
        (
            r#"{"call_charges":[{"end_time":"2026-10-05T08:00:00Z","caller_number":"1"}]}"#,
            "the charge is missing",
        ),
        (r#"{"call_queues":[{"call_queue_name":"Front desk","inbound_calls":3}]}"#, "is not said"),
        (
            r#"{"from":"2026-10-31","to":"2026-10-01","call_queues":[{"call_queue_name":"A","inbound_calls":3}]}"#,
            "ends before",
        ),
        (r#"{"users":[{"extension_id":"x"}]}"#, "names no user"),
        (r#"{"call_queues":[{"extension_id":"x"}]}"#, "names no queue"),
    ] {
        let (recorder, summary) = import("x.json", text.as_bytes(), &options()).unwrap();
        assert_eq!((summary.rows, summary.rejected), (1, 1), "{text}");
        assert!(recorder.rejects[0].reason.contains(says), "{text}: {:?}", recorder.rejects);
    }
}

#[test]
fn what_is_no_list_of_calls_is_refused() {
    for (name, text, says) in [
        ("calls.csv", "", "empty"),
        (
            "calls.csv",
            "Start Time,Caller Number,Callee Number\n10/05/2026 09:00:00 AM,1,2\n",
            "no kind that is read",
        ),
        ("calls.json", r#"{"call_history":[{"call_id":"1","#, "ends within an answer"),
    ] {
        let message = refusal(name, text.as_bytes(), &options());
        assert!(message.contains(says), "{text}: {message}");
    }
    // A header without rows says so and goes in.
    let (recorder, summary) = import("calls.csv", HEADER.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rows, recorder.told), (0, 0));
    let (_, summary) = import("x.json", br#"{"call_charges":[]}"#, &options()).unwrap();
    assert!(summary.notes.iter().any(|note| note.contains("no rows")), "{:?}", summary.notes);
}

#[test]
fn of_an_answer_that_says_its_rows_twice_one_array_is_read() {
    let row = r#"{"call_history_uuid":"20261005-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","call_id":"7","direction":"inbound","start_time":"2026-10-05T08:00:00Z","caller_did_number":"+46855501","callee_ext_number":"101"}"#;
    let text =
        format!(r#"{{"call_logs":[{}],"call_history":[{row}]}}"#, row.replace("call_history_uuid", "id"));
    let (recorder, summary) = import("x.json", text.as_bytes(), &options()).unwrap();
    assert_eq!(summary.rows, 1);
    assert!(
        recorder.text.contains(r#"phone_call "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee""#),
        "{}",
        recorder.text
    );
}

#[test]
fn hostile_files_are_read_to_their_end() {
    let big = "x".repeat(10 << 20);
    let wide = ",".repeat(10_000);
    let rows = [
        format!("10/05/2026 09:00:00 AM,inbound,{big},+46855501,101,answered,60"),
        format!("10/05/2026 09:00:00 AM,inbound,Acme,+46855501,101,answered,60{wide}"),
        "10/05/2026 09:00:00 AM,inbound,\u{1b}]52;c;QUJD\u{7}Mallory\u{202e}\0,+46855501,101,answered,60"
            .to_owned(),
        "10/05/2026 09:00:00 AM,inbound,=cmd|' /C calc'!A0,+46855501,101,answered,99999999999999999999"
            .to_owned(),
    ];
    let text = format!("{HEADER}{}\n", rows.join("\n"));
    let (recorder, summary) = import("calls.csv", text.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rows, summary.rejected), (4, 3), "{:?}", recorder.rejects);
    assert!(!recorder.text.contains(['\u{1b}', '\u{7}', '\u{202e}', '\0']), "{}", recorder.text);
    let fields = r#""direction":"inbound","start_time":"2026-10-05T08:00:00Z""#;
    for rows in [
        format!(r#"{{{fields},"caller_name":"a\u0000\u001b[2J","caller_name":"b"}}"#),
        format!(r#"{{{fields},"caller_name":["a"],"callee_ext_number":{{"x":[1]}},"callee_name":"c"}}"#),
    ] {
        let text = format!(r#"{{"call_history":[{rows}]}}"#);
        let (recorder, _) = import("x.json", text.as_bytes(), &options()).unwrap();
        assert!(!recorder.text.contains('\u{1b}'), "{}", recorder.text);
    }
    refusal("x.json", format!(r#"{{"call_history":{}"#, "[".repeat(100_000)).as_bytes(), &options());
}

/// What is written finer than a cent is kept as it is written; the amount is a whole number of cents.
#[test]
fn amounts_are_whole_and_rates_are_texts() {
    let text = r#"{"call_charges":[{"call_log_id":"a","end_time":"2026-10-05T08:00:00Z","caller_number":"101","callee_number":"+46855501","rate":"0.0205","currency":"usd","total_charge":"0.0255","duration":1}]}"#;
    let (recorder, _) = import("x.json", text.as_bytes(), &options()).unwrap();
    let said = r#"rate="0.0205" charge=3 currency="USD" written="0.0255" given_length="1""#;
    assert!(recorder.text.contains(said), "{}", recorder.text);
}
