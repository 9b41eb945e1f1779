//! Attendee reports of webinars: their oddities, what is rejected, what is refused.

use crate::recorder::{Recorder, import, options, refusal};
use headcount::import::{DateOrder, Options, Summary, kinds};
use proptest::prelude::*;
use std::collections::BTreeMap;

const TOP: &str = "Attendee Report,\nReport Generated:,\"May 13, 2026 7:30 AM\"\n\
    Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,Total Users\n\
    Tides,933 1044 2208,\"May 12, 2026 9:00 AM\", 62, 5, 7\n";
const PLAIN: &str = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n";
const FORM: &str = "Attended,User Name (Original Name),First Name,Last Name,Email,City,Country/Region,\
    Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n";
const ANN: &str =
    "Yes,Ann,ann@lumen.example,\"May 12, 2026 09:00:00\",\"May 12, 2026 09:30:00\",30,No,Norway\n";
const BO: &str =
    "No,Bo,Bo,Lie,bo@quay.example,Bergen,Norway,\"May 02, 2026 18:20:41\",approved,--,--,--,--,\n";

fn read(text: impl AsRef<[u8]>) -> (Recorder, Summary) {
    import("report.csv", text.as_ref(), &options()).unwrap()
}

fn has(recorder: &Recorder, part: &str) {
    assert!(recorder.text.contains(part), "{part} is not in\n{}", recorder.text);
}

fn attendees(rows: &str) -> String {
    format!("{TOP}Attendee Details,\n{PLAIN}{rows}")
}

#[test]
fn delimiters_line_ends_padding_and_blank_lines_do_no_harm() {
    let plain = format!("{TOP}Host Details,\n{PLAIN}{ANN}Attendee Details,\n{FORM}{BO}");
    let told = read(&plain).0.text;
    assert!(told.contains("Observed(1778657400)"), "{told}");
    for (what, text) in [
        ("BOM", format!("\u{FEFF}{plain}")),
        ("CRLF", plain.replace('\n', "\r\n")),
        ("padded", plain.replace("Details,\n", " Details ,,,,,,,\n")),
        ("bare titles", plain.replace("Details,\n", "Details\n")),
        ("quoted titles", plain.replace("Host Details", "\"Host Details\"")),
        ("upper case", plain.replace("Attendee Details", "ATTENDEE DETAILS")),
        ("generated time", plain.replace("Report Generated:", "Report generated time")),
        ("NUL", plain.replace("Ann", "A\0nn")),
    ] {
        assert_eq!(read(text).0.text, told, "{what}");
    }
    let short = plain.replace("May 12, 2026", "2026-05-12").replace("May 02, 2026", "2026-05-02");
    let short = short.replace("May 13, 2026", "2026-05-13");
    for sign in ["\t", ";"] {
        assert_eq!(read(short.replace(',', sign)).0.text, told, "{sign:?}");
    }
    let (recorder, _) = read(plain.replace("Host Details", "\n,,,\nHost Details"));
    has(&recorder, "9:   \"Ann\"");
}

#[test]
fn the_report_is_as_of_its_own_time_and_that_comes_first() {
    let (recorder, summary) = read(attendees(ANN));
    assert!(
        recorder.text.starts_with("1: Observed(1778657400)\n4: webinar 93310442208 Stays"),
        "{}",
        recorder.text
    );
    assert_eq!(summary.generated, Some(1_778_657_400));
    has(&recorder, "minutes=62 joins=7");
    let (recorder, summary) = read(attendees(ANN).replace("\"May 13, 2026 7:30 AM\"", "lately"));
    assert_eq!((summary.generated, recorder.told), (None, 0));
    assert!(summary.notes[0].contains("“lately”: this is no date and time"), "{:?}", summary.notes);
}

#[test]
fn sections_give_roles_and_may_be_missing_or_empty() {
    let empty = format!("{TOP}Host Details,\n{PLAIN}Panelist Details,\nAttendee Details,\n{PLAIN}{ANN}");
    let (recorder, summary) = read(&empty);
    assert_eq!((summary.rows, recorder.stays), (1, 1));
    has(&recorder, "role=attendee");
    let promoted = format!("{TOP}Panelist Details,\n{PLAIN}{ANN}Attendee Details,\n{PLAIN}{ANN}");
    let (recorder, summary) = read(&promoted);
    assert_eq!((summary.rows, summary.repeated, recorder.stays), (2, 0, 2));
    has(&recorder, "role=panelist");
    let unknown = format!("{TOP}Panellists of the day,\n{PLAIN}{ANN}");
    let (recorder, summary) = read(&unknown);
    assert!(recorder.stays == 1 && !recorder.text.contains("role="), "{}", recorder.text);
    assert!(summary.notes[0].contains("“Panellists of the day” is not known"), "{:?}", summary.notes);
}

#[test]
fn nobody_there_gives_the_webinar_alone() {
    for rows in ["", "Attendee Details,\n", &format!("Attendee Details,\n{PLAIN}")] {
        let (recorder, summary) = read(format!("{TOP}{rows}"));
        assert_eq!((summary.rows, recorder.occurrences, recorder.stays), (0, 0, 0), "{rows}");
        has(&recorder, "webinar 93310442208 Facts");
    }
}

#[test]
fn who_did_not_come_is_a_registrant_alone() {
    let (recorder, summary) = read(format!("{TOP}Attendee Details,\n{FORM}{BO}"));
    assert_eq!((summary.rows, summary.rejected, recorder.stays, recorder.registrants), (1, 0, 0, 1));
    has(&recorder, "name: \"Bo\", first_name: Some(\"Bo\"), last_name: Some(\"Lie\")");
    has(&recorder, "status: Some(\"approved\"), attended: Some(false)");
    has(&recorder, "country: Some(\"Norway\")");
    has(&recorder, "fields: [(\"City\", \"Bergen\")]");
}

#[test]
fn a_rejoin_registers_nobody_again() {
    let row = |registered: &str, join: &str, leave: &str| {
        format!(
            "Yes,Cy,Cy,Ek,cy@quay.example,{registered},\"May 12, 2026 {join}\",\"May 12, 2026 {leave}\",9,Yes,Peru\n"
        )
    };
    let first = row("Lima,Peru,\"May 02, 2026 18:20:41\",approved", "09:00:00", "09:08:30");
    let again = row(",,,", "09:10:00", "09:18:30");
    let repeating = row("Lima,Peru,,", "09:20:00", "09:28:30");
    let (recorder, summary) = read(format!("{TOP}Attendee Details,\n{FORM}{first}{again}{repeating}"));
    assert_eq!((summary.rows, recorder.stays, recorder.told), (3, 3, 2), "{}", recorder.text);
    has(&recorder, "attended: Some(true)");
}

#[test]
fn statuses_are_four_and_other_words_are_kept() {
    let told = |status: &str| {
        let rows = BO.replace("approved", status);
        read(format!("{TOP}Attendee Details,\n{FORM}{rows}")).0.text
    };
    for (said, status) in [
        ("Approved", "approved"),
        ("aprovado", "approved"),
        ("pending approval", "pending"),
        ("denied", "denied"),
        ("cancelled by self", "cancelled"),
    ] {
        assert!(told(said).contains(&format!("status: Some({status:?})")), "{said}");
    }
    let odd = told("on hold");
    assert!(odd.contains("status: None") && odd.contains("(\"Approval Status\", \"on hold\")"), "{odd}");
}

#[test]
fn rejects_name_their_cells() {
    let row = |join: &str, leave: &str| format!("Yes,Bo,bo@quay.example,{join},{leave},3,No,\n");
    let rows = [
        row("--", "--"),
        row("soon", "--"),
        row("2026-05-12 09:00:00", ""),
        row("2026-05-12 09:00:00", "2026-05-12 08:59:59"),
        "Yes,,,2026-05-12 09:00:00,2026-05-12 09:10:00,3,No,\n".into(),
        "Bo\n".into(),
        ANN.into(),
        ANN.into(),
    ];
    let (recorder, summary) = read(attendees(&rows.concat()));
    assert_eq!((summary.rows, summary.rejected, summary.repeated, recorder.stays), (8, 6, 1, 1));
    let above = format!("{TOP}{ANN}Attendee Details,\n{ANN}{PLAIN}");
    let (below, summary) = read(above);
    assert_eq!((summary.rows, summary.rejected), (2, 2));
    let all: Vec<String> = recorder
        .rejects
        .iter()
        .chain(&below.rejects)
        .map(|told| format!("{} {} {:?}: {}", told.line, told.column, told.value, told.reason))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn refusals_say_what_would_do() {
    let twice = format!("{}{}", attendees(ANN), attendees(ANN));
    let all = [
        ("two webinars", refusal("x.csv", twice.as_bytes(), &options())),
        ("no number", refusal("x.csv", attendees(ANN).replace("933 1044 2208", "--").as_bytes(), &options())),
        (
            "no start",
            refusal("x.csv", attendees(ANN).replace("\"May 12, 2026 9:00 AM\"", "--").as_bytes(), &options()),
        ),
        (
            "bad start",
            refusal(
                "x.csv",
                attendees(ANN).replace("\"May 12, 2026 9:00 AM\"", "soon").as_bytes(),
                &options(),
            ),
        ),
        ("no summary", refusal("x.csv", format!("Attendee Details,\n{PLAIN}{ANN}").as_bytes(), &options())),
        ("poll", refusal("x.csv", TOP.replace("Attendee", "Poll").as_bytes(), &options())),
    ];
    insta::assert_snapshot!(all.map(|(what, message)| format!("{what}: {message}")).join("\n"));
}

#[test]
fn options_give_what_the_summary_lacks() {
    let text = attendees(ANN).replace("933 1044 2208", "").replace("\"May 12, 2026 9:00 AM\"", "--");
    let start = "2026-05-12T09:00:00".parse().unwrap();
    let given = Options { meeting: Some("912 3456".into()), start: Some(start), ..options() };
    let (recorder, _) = import("x.csv", text.as_bytes(), &given).unwrap();
    has(&recorder, "webinar 9123456 Stays 2026-05-12T09:00:00Z..?");
}

#[test]
fn the_order_of_dates_is_settled_or_asked_for() {
    let dates = |day: &str| {
        let text = attendees(ANN).replace("\"May 12, 2026 9:00 AM\"", &format!("{day} 09:00:00"));
        text.replace("\"May 12, 2026 09:", &format!("\"{day} 09:"))
            .replace(',', ";")
            .replace("May 13; 2026 7:30 AM", "--")
    };
    assert_eq!(read(dates("15/05/2026")).1.date_order, Some(DateOrder::DayFirst));
    assert!(refusal("x.csv", dates("05/06/2026").as_bytes(), &options()).contains("--dates"));
    let said = Options { dates: Some(DateOrder::DayFirst), ..options() };
    let (recorder, _) = import("x.csv", dates("05/06/2026").as_bytes(), &said).unwrap();
    has(&recorder, "2026-06-05T09:00:00Z");
}

#[test]
fn its_last_section_is_not_taken_for_a_meetings_participants() {
    let text = format!("{TOP}Other Attended,\nUser Name,Join Time,Leave Time\n");
    assert_eq!(kinds::find(text.as_bytes()).unwrap().kind(), "zoom-webinar-attendees");
}

/// First join by e-mail, and the number with its start.
fn first_joins(name: &str) -> (String, BTreeMap<String, String>) {
    let bytes = std::fs::read(format!("{}/data/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let text = import(name, &bytes, &options()).unwrap().0.text;
    let webinar = text.lines().find(|line| line.contains(": webinar ")).unwrap();
    let words: Vec<&str> = webinar.split(' ').collect();
    let mut joins = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains(":   \"")) {
        let email = line.split(' ').find_map(|word| word.strip_prefix("email=")).unwrap();
        let span = line.split(' ').find(|word| word.contains("..")).unwrap();
        let join = span.split("..").next().unwrap().to_owned();
        joins
            .entry(email.to_owned())
            .and_modify(|held: &mut String| *held = held.clone().min(join.clone()))
            .or_insert(join);
    }
    (format!("{} {}", words[2], words[4].split("..").next().unwrap()), joins)
}

#[test]
fn the_report_and_the_webhooks_of_one_webinar_agree() {
    assert_eq!(first_joins("webinar-attendees.csv"), first_joins("webhooks-webinar.json"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_bytes_below_the_summary_are_rows_or_rejected(
        rest in prop::collection::vec(
            prop::sample::select(vec![
                "Host Details,\n", "Other Attended\n", PLAIN, FORM, ANN, BO, "Yes,", "No,", "--,", "\n", "\"", ",", "x",
                "2026-05-12 09:00:00", "\u{0}", "é",
            ]),
            0..40,
        ),
    ) {
        // `import` itself checks that every row is accounted for.
        read(format!("{TOP}Attendee Details,\n{}", rest.concat()));
    }
}
