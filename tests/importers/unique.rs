//! Participants with total minutes alone.

use crate::recorder::{import, options, refusal, told};
use headcount::import::Options;

const FILE: &str = "participants_81234567890.csv";
const ROWS: &str = "Ann (A),142\nBo,--\nCy,some\n,5\nAnn (A),142\nAnn (A),3\n";

fn with_start() -> Options {
    Options { start: "2021-02-25T10:00:00".parse().ok(), zone: chrono_tz::Europe::Stockholm, ..options() }
}

#[test]
fn totals_have_minutes_and_no_times() {
    for title in ["Total Duration (Minutes)", "Total duration (minutes)", "Total Durection(Minutes)"] {
        let text = format!("Name (Original Name),{title}\n{ROWS}");
        let (recorder, summary) = import(FILE, text.as_bytes(), &with_start()).unwrap();
        assert!(
            recorder.text.contains("UniqueTotals 2021-02-25T09:00:00Z..? whole-minutes=true"),
            "{}",
            recorder.text
        );
        assert!(recorder.text.contains("\"Ann\" original=A ?..? minutes=142"), "{}", recorder.text);
        assert_eq!((summary.rows, summary.rejected, summary.repeated, recorder.stays), (6, 3, 1, 2));
        let reasons: Vec<&str> = recorder.rejects.iter().map(|reject| reject.reason.as_str()).collect();
        assert_eq!(
            reasons,
            ["the total duration is missing", "this is no whole number of minutes", "the row names nobody"]
        );
    }
}

/// RULES, *no key*.
#[test]
fn what_the_file_does_not_say_is_asked_for() {
    let text = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAnn,ann@lumen.example,3,No\n";
    let none = refusal("people.csv", text.as_bytes(), &options());
    assert!(none.contains("--meeting") && none.contains("--start"), "{none}");
    let named = refusal(FILE, text.as_bytes(), &options());
    assert!(named.contains("--start") && !named.contains("--meeting"), "{named}");
    let numbered = Options { meeting: Some("912 3344".into()), ..with_start() };
    let (recorder, _) = import("people.csv", text.as_bytes(), &numbered).unwrap();
    assert!(recorder.text.contains("meeting 9123344 UniqueTotals"), "{}", recorder.text);
}

#[test]
fn nobody_leaves_the_meeting() {
    let text = "Name (Original Name),Total Duration (Minutes)\n";
    let (recorder, summary) = import(FILE, text.as_bytes(), &with_start()).unwrap();
    assert_eq!((recorder.facts, recorder.told), (1, 0));
    assert!(told(&summary).contains("a header and no rows"));
}

#[test]
fn several_meetings_in_one_file_are_refused() {
    let text = "Name (Original Name),Total Duration (Minutes)\nAnn,3\n".repeat(2);
    assert!(refusal(FILE, text.as_bytes(), &with_start()).contains("one by one"));
}

#[test]
fn other_languages_have_totals_too() {
    let text = "Nombre (nombre original),Correo electrónico,Duración total (minutos),Invitado\nAna,,12,Sí\n";
    let (recorder, _) = import(FILE, text.as_bytes(), &with_start()).unwrap();
    assert!(recorder.text.contains("\"Ana\" ?..? minutes=12 guest=true"), "{}", recorder.text);
}
