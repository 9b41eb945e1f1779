//! Rows that are rejected: line, column, value and reason; the others go in.

use crate::recorder::{import, options};

const P: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n";
const GOOD: &str = "Ann,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n";

fn rejects(name: &str, text: &[u8]) -> Vec<(u64, String, String, String)> {
    let (recorder, _) = import(name, text, &options()).unwrap();
    recorder.rejects.into_iter().map(|r| (r.line, r.column, r.value, r.reason)).collect()
}

fn rejected_row(row: &str) -> (String, String, String) {
    let text = format!("{P}{row}{GOOD}");
    let mut all = rejects("participants_81234567890.csv", text.as_bytes());
    assert_eq!(all.len(), 1, "{all:?}");
    let (line, column, value, reason) = all.remove(0);
    assert_eq!(line, 2);
    (column, value, reason)
}

#[test]
fn each_reason_names_its_cell() {
    let is = |row: &str, column: &str, value: &str, reason: &str| {
        let told = rejected_row(row);
        assert_eq!((told.0.as_str(), told.1.as_str()), (column, value), "{row}");
        assert!(told.2.contains(reason), "{row}: {}", told.2);
    };
    is("Bo,,,05/18/2022 08:30:00 AM,30\n", "Join Time", "", "the join time is missing");
    is("Bo,,05/18/2022 08:30:00 AM,--,30\n", "Leave Time", "--", "the leave time is missing");
    is("Bo,,soon,05/18/2022 08:30:00 AM,30\n", "Join Time", "soon", "this is no date and time");
    is("Bo\n", "Join Time", "", "the join time is missing");
    is(
        "Bo,,05/18/2022 08:30:00 AM,05/18/2022 08:29:59 AM,1\n",
        "Leave Time",
        "05/18/2022 08:29:59 AM",
        "the leave time lies before the join time",
    );
    is(
        "Bo,,31/31/2022 08:30:00 AM,05/18/2022 08:29:59 AM,1\n",
        "Join Time",
        "31/31/2022 08:30:00 AM",
        "no date and time",
    );
    is(
        ",-,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n",
        "Name (Original Name)",
        "",
        "the row names nobody",
    );
    is(
        "Berg, Bo,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n",
        "Join Time",
        "",
        "the join time is missing",
    );
}

#[test]
fn long_values_are_cut_and_cleaned() {
    let (_, value, _) =
        rejected_row(&format!("Bo,,\u{1b}[2J{},05/18/2022 08:30:00 AM,30\n", "é".repeat(500)));
    assert_eq!(value.chars().count(), 60);
    assert!(value.starts_with("[2Jé") && value.ends_with('…'));
}

#[test]
fn bounds_reject_the_row_and_the_others_go_in() {
    let wide = format!("{P}Bo{}\n{GOOD}", ",".repeat(1500));
    let long =
        format!("{P}{},,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n{GOOD}", "x".repeat(10 << 20));
    let quoted = long.replacen('x', "\"x", 1);
    for (text, reason) in [(wide, "1000"), (long, "longer than 64 KiB"), (quoted, "longer than 64 KiB")] {
        let told = rejects("participants_81234567890.csv", text.as_bytes());
        assert_eq!(told.len(), 1);
        assert!(told[0].0 == 2 && told[0].3.contains(reason), "{:?}", told[0]);
    }
}

#[test]
fn an_open_quotation_mark_costs_some_lines_not_the_file() {
    let mut text = format!("{P}\"Bo,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n");
    for number in 0..100 {
        text += &GOOD.replace("Ann", &format!("Ann {number}"));
    }
    let (recorder, summary) = import("participants_81234567890.csv", text.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rejected, recorder.stays), (1, 69));
    let told = &recorder.rejects[0];
    assert!(told.line == 2 && told.reason.contains("31 more lines"), "{told:?}");
    assert!(recorder.text.contains("34:   \"Ann 31\""), "lines stay right\n{}", recorder.text);
}

const L: &str = "Topic,Meeting ID,Start Time,End Time,Name (Original Name),User Email,Join Time,Leave Time\n";

#[test]
fn a_bad_meeting_rejects_its_rows_and_no_others() {
    let rows = ",Ann,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM\n";
    let meeting = |number: &str, start: &str, end: &str| {
        format!("A,{number},{start},{end}{rows}").repeat(2).replacen("Ann", "Bo", 1)
    };
    let at = "05/18/2022 08:00:00 AM";
    let text = [
        L,
        &meeting("", at, at),
        &meeting("8.46E+10", at, at),
        &meeting("PMI", at, at),
        &meeting("912", "", at),
        &meeting("912", "soon", at),
        &meeting("912", at, "05/18/2022 07:00:00 AM"),
        &meeting("912", at, ""),
    ]
    .concat();
    let (recorder, summary) = import("x.csv", text.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rows, summary.rejected, recorder.stays), (14, 12, 2));
    let reasons: Vec<&str> = recorder.rejects.iter().step_by(2).map(|told| told.reason.as_str()).collect();
    for (reason, part) in reasons.iter().zip([
        "number is missing",
        "rounded",
        "no meeting number",
        "start of the meeting is missing",
        "no date and time",
        "end lies before the start",
    ]) {
        assert!(reason.contains(part), "{reason}");
    }
}

#[test]
fn an_occurrence_is_told_with_its_first_good_row() {
    let text = format!(
        "{L}A,912,05/18/2022 08:00:00 AM,,Ann,,soon,later\nA,912,05/18/2022 08:00:00 AM,,Bo,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM\n"
    );
    let (recorder, _) = import("x.csv", text.as_bytes(), &options()).unwrap();
    assert_eq!((recorder.occurrences, recorder.stays, recorder.rejects.len()), (1, 1, 1));
    assert!(recorder.text.contains("3: meeting 912"), "{}", recorder.text);
}

#[test]
fn a_meeting_list_rejects_single_meetings() {
    let text = "Topic,Meeting ID,Start Time,End Time\nA,912,soon,\nB,913,05/18/2022 08:00:00 AM,\nC,x,05/18/2022 08:00:00 AM,\n";
    let (recorder, summary) = import("x.csv", text.as_bytes(), &options()).unwrap();
    assert_eq!((summary.rows, summary.rejected, recorder.facts), (3, 2, 1));
}
