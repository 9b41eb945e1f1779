//! What real files have beside their layout: each oddity that is understood.

use crate::recorder::{Recorder, import, options, told};
use headcount::import::{Bytes, ImportError, Options, Summary, kinds};
use headcount::model::{Fact, OccurrenceRecord, Rejected, Sink, StayRecord};

const P: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n";
const L: &str = "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,\
    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n";
const FILE: &str = "participants_81234567890.csv";

fn read(name: &str, text: impl AsRef<[u8]>) -> (Recorder, Summary) {
    import(name, text.as_ref(), &options()).unwrap()
}

fn row(name: &str) -> String {
    format!("{name},,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30,No\n")
}

fn list_row(topic: &str, name: &str) -> String {
    format!(
        "{topic},846 1200 0849,Ines,ines@lumen.example,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30,2,\
         {name},,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30,No\n"
    )
}

#[test]
fn bytes_that_do_no_harm() {
    let plain = read(FILE, format!("{P}{}{}", row("Ann"), row("Bo"))).0.text;
    let lines = format!("{P}{}{}", row("Ann"), row("Bo"));
    for (what, text) in [
        ("BOM", format!("\u{FEFF}{lines}").into_bytes()),
        ("CRLF", lines.replace('\n', "\r\n").into_bytes()),
        ("CR", lines.replace('\n', "\r").into_bytes()),
        ("mixed", lines.replacen('\n', "\r\n", 2).into_bytes()),
        ("no last line end", lines.trim_end().as_bytes().to_vec()),
        ("NUL", lines.replace("Ann", "A\0nn").into_bytes()),
        ("trailing commas", lines.replace('\n', ",,\n").into_bytes()),
        ("quotes", lines.replace("Ann", "\"Ann\"").into_bytes()),
        ("blanks", lines.replace("Ann", "  Ann ").into_bytes()),
        ("wrapped", lines.replace("Ann", "=\"Ann\"").into_bytes()),
        ("no-break blanks", lines.replace(" AM", "\u{202F}AM").into_bytes()),
        ("upper case", lines.replace("Join Time", "JOIN TIME").into_bytes()),
        ("other brackets", lines.replace("Duration (Minutes)", "Duration\u{A0}（minutes）").into_bytes()),
        ("separator line", format!("sep=,\n{lines}").into_bytes()),
    ] {
        let expected = match what {
            "separator line" => {
                plain.replace("3: ", "4: ").replace("2: ", "3: ").replace("1: Covers", "2: Covers")
            }
            _ => plain.clone(),
        };
        assert_eq!(read(FILE, text).0.text, expected, "{what}");
    }
}

#[test]
fn blank_lines_shift_nothing_but_the_line() {
    let (recorder, summary) = read(FILE, format!("\n{P}\n,,,,,\n{}\r\n\n{}", row("Ann"), row("Bo")));
    assert!(
        recorder.text.contains("5:   \"Ann\"") && recorder.text.contains("8:   \"Bo\""),
        "{}",
        recorder.text
    );
    assert_eq!(summary.rows, 2);
}

#[test]
fn tabs_and_semicolons_part_cells_too() {
    for sign in ["\t", ";"] {
        let text = format!("{P}{}", row("Ann").replace("05/18", "05/19")).replace(',', sign);
        assert_eq!(read(FILE, &text).1.rows, 1, "{sign:?}");
    }
}

#[test]
fn names_keep_both_forms_and_give_up_their_marks() {
    let (recorder, _) = read(
        FILE,
        format!(
            "{P}{}{}{}",
            row("Mina (Mina Okafor)"),
            row("Ann (Host)"),
            row("R&amp;D <b> (Guest)").replace(",No", ",")
        ),
    );
    assert!(recorder.text.contains("\"Mina\" original=Mina Okafor"), "{}", recorder.text);
    assert!(
        recorder
            .text
            .contains("\"Ann\" 2022-05-18T08:00:00Z..2022-05-18T08:30:00Z minutes=30 guest=false host=true")
    );
    assert!(recorder.text.contains("\"R&D <b>\"") && recorder.text.contains("guest=true"));
}

#[test]
fn text_that_could_steer_a_terminal_is_cleaned() {
    let (recorder, _) = read(FILE, format!("{P}{}", row("\u{1b}[31mred\u{202E}dne\u{7}")));
    assert!(recorder.text.contains("\"[31mreddne\""), "{}", recorder.text);
}

#[test]
fn line_breaks_within_quotes_are_blanks() {
    let (recorder, summary) = read(FILE, format!("{P}{}{}", row("\"Ann\r\nBerg, \"\"AB\"\"\""), row("Bo")));
    assert!(recorder.text.contains("2:   \"Ann Berg, \\\"AB\\\"\""), "{}", recorder.text);
    assert!(recorder.text.contains("4:   \"Bo\""), "{}", recorder.text);
    assert_eq!(summary.rows, 2);
}

#[test]
fn bytes_that_are_not_utf8_cost_a_letter_not_the_row() {
    let text = [P.as_bytes(), b"Z\xFCrich,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30,No\n"].concat();
    let (recorder, summary) = read(FILE, text);
    assert!(recorder.text.contains("Z\u{FFFD}rich"));
    assert!(summary.notes.iter().any(|note| note.contains("not UTF-8")), "{:?}", summary.notes);
}

#[test]
fn a_repeated_row_counts_once() {
    let (recorder, summary) =
        read(FILE, format!("{P}{}{}{}{}", row("Ann"), row("Bo"), row("Ann"), row("Ann")));
    assert_eq!((recorder.stays, summary.rows, summary.repeated), (2, 4, 2));
    let (recorder, summary) =
        read("x.csv", format!("{L}{0}{0}{1}{0}", list_row("A", "Ann"), list_row("B", "Ann")));
    // The third row begins another meeting, so the fourth comes back to the first.
    assert_eq!((recorder.stays, recorder.occurrences, summary.repeated), (3, 3, 1));
}

#[test]
fn rows_of_a_list_may_stand_in_any_order() {
    let (recorder, _) =
        read("x.csv", format!("{L}{}{}{}", list_row("A", "Ann"), list_row("B", "Bo"), list_row("A", "Cy")));
    assert_eq!((recorder.occurrences, recorder.stays), (3, 3));
}

#[test]
fn columns_of_a_list_may_stand_in_any_order() {
    let (recorder, _) = read(
        "x.csv",
        "Join time,Leave time,Name (original name),Email,ID,Start time,Host email,Cost centre\n\
         05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,Ann,ann@lumen.example,912,05/18/2022 07:59:00 AM,ANN@lumen.example,7\n",
    );
    assert!(recorder.text.contains("meeting 912 Stays"), "{}", recorder.text);
    assert!(recorder.text.contains("email=ann@lumen.example") && recorder.text.contains("host=true"));
}

#[test]
fn a_row_without_a_participant_gives_the_meeting_alone() {
    let empty = list_row("A", "").replace(",,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30,No", ",,-,,,");
    let (recorder, summary) = read("x.csv", format!("{L}{empty}"));
    assert_eq!((recorder.facts, recorder.stays, summary.rows), (1, 0, 1), "{}", recorder.text);
    let (recorder, summary) =
        read("x.csv", format!("{L}{empty}{}{}", list_row("A", "Ann"), list_row("A", "Bo")));
    assert_eq!((recorder.facts, recorder.occurrences, recorder.stays, summary.rows), (1, 1, 2, 3));
}

#[test]
fn a_second_header_in_a_list_is_no_row() {
    let (_, summary) = read("x.csv", format!("{L}{}\n{L}{}", list_row("A", "Ann"), list_row("B", "Bo")));
    assert_eq!((summary.rows, summary.rejected), (2, 0));
}

#[test]
fn durations_that_disagree_wildly_are_left_out() {
    let (recorder, _) = read(
        FILE,
        format!("{P}{}{}", row("Ann").replace(",30,", ",31,"), row("Bo").replace(",30,", ",8393,")),
    );
    assert!(recorder.text.contains("minutes=31") && !recorder.text.contains("8393"), "{}", recorder.text);
}

#[test]
fn marks_that_say_neither_are_noted() {
    let (recorder, summary) = read(FILE, format!("{P}{}", row("Ann").replace(",No", ",perhaps")));
    assert!(!recorder.text.contains("guest="));
    assert!(summary.notes.iter().any(|note| note.contains("“perhaps”")), "{:?}", summary.notes);
}

#[test]
fn a_header_without_rows_is_taken_and_said() {
    let (recorder, summary) = read("x.csv", L);
    assert_eq!(
        (recorder.text.as_str(), told(&summary).as_str()),
        ("", "rows=0\nnote: the file has a header and no rows")
    );
}

/// RULES, *no key*: the file's name, then `--meeting`; earliest join, then `--start`; waiting aside.
#[test]
fn a_file_without_a_block_gets_its_meeting() {
    let given = Options { meeting: Some("912 3344".into()), ..options() };
    let text = format!("{P}{}", row("Ann"));
    assert!(import("people.csv", text.as_bytes(), &given).unwrap().0.text.contains("meeting 9123344 Stays"));
    assert!(import(FILE, text.as_bytes(), &given).unwrap().0.text.contains("meeting 81234567890 Stays"));

    let start = "2022-05-18T08:00:00".parse().ok();
    let at = Options { start, zone: chrono_tz::Europe::Stockholm, ..options() };
    let (recorder, _) = import(FILE, P.as_bytes(), &at).unwrap();
    assert!(recorder.text.contains("Facts 2022-05-18T06:00:00Z..?"), "{}", recorder.text);

    let waiting = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),In Waiting Room\n\
        Ann,,05/18/2022 07:50:00 AM,05/18/2022 08:00:00 AM,10,Yes\n";
    let (recorder, _) =
        read(FILE, format!("{waiting}Ann,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30,No\n"));
    assert!(
        recorder.text.contains("2022-05-18T08:00:00Z..2022-05-18T08:30:00Z inferred"),
        "{}",
        recorder.text
    );
    let (recorder, _) = read(FILE, waiting);
    assert!(
        recorder.text.contains("2022-05-18T07:50:00Z..2022-05-18T08:00:00Z inferred"),
        "{}",
        recorder.text
    );
}

#[test]
fn a_block_without_an_end_ends_with_its_last_leave() {
    let block = "Meeting ID,Topic,Start Time\n912 3344 5566,Physics,05/18/2022 07:55:00 AM\n\n";
    let (recorder, _) = read("x.csv", format!("{block}{P}{}", row("Ann")));
    assert!(
        recorder.text.contains("Stays 2022-05-18T07:55:00Z..2022-05-18T08:30:00Z topic=Physics\n"),
        "{}",
        recorder.text
    );
    let (recorder, summary) = read("x.csv", format!("{block}{P}"));
    assert!(recorder.text.contains("Facts 2022-05-18T07:55:00Z..?"), "{}", recorder.text);
    assert_eq!(summary.rows, 0);
}

#[test]
fn a_block_with_a_spoilt_number_takes_the_files_name() {
    let block = "Meeting ID,Topic,Start Time\n8.12E+10,Physics,05/18/2022 07:55:00 AM\n\n";
    let (recorder, summary) = read(FILE, format!("{block}{P}{}", row("Ann")));
    assert!(recorder.text.contains("meeting 81234567890 Stays"), "{}", recorder.text);
    assert!(summary.notes.iter().any(|note| note.contains("rounded")), "{:?}", summary.notes);
}

/// RULES, *Time zones*: doubled hours are read as the first, skipped ones as the moment after, and counted.
#[test]
fn changes_of_the_clocks_are_counted() {
    let zone = Options { zone: chrono_tz::Europe::Stockholm, ..options() };
    let text = format!(
        "{P}Ann,,10/25/2026 02:30:00 AM,10/25/2026 04:00:00 AM,90,No\nBo,,03/29/2026 02:30:00 AM,03/29/2026 04:00:00 AM,60,No\n"
    );
    let (recorder, summary) = import(FILE, text.as_bytes(), &zone).unwrap();
    assert!(
        recorder.text.contains("\"Ann\" 2026-10-25T00:30:00Z..2026-10-25T03:00:00Z"),
        "{}",
        recorder.text
    );
    assert!(recorder.text.contains("\"Bo\" 2026-03-29T01:00:00Z..2026-03-29T02:00:00Z"), "{}", recorder.text);
    assert_eq!((summary.doubled, summary.skipped), (1, 1));
}

#[test]
fn a_large_file_reports_progress_up_to_its_end() {
    let mut text = P.to_owned();
    for number in 0..5000 {
        text.push_str(&row(&format!("Guest {number}")));
    }
    let (recorder, _) = read(FILE, &text);
    let last = recorder.progress.last().copied();
    assert!(recorder.progress.len() > 4, "{:?}", recorder.progress);
    assert_eq!(last, Some(text.len() as u64));
    assert!(recorder.progress.is_sorted());
}

/// A sink that fails at the second stay, or at once when asked to go on.
struct Failing(u64, bool);

impl Sink for Failing {
    fn occurrence(&mut self, _: u64, _: &OccurrenceRecord<'_>) -> anyhow::Result<()> {
        Ok(())
    }

    fn stay(&mut self, _: u64, _: &StayRecord<'_>) -> anyhow::Result<()> {
        self.0 += 1;
        anyhow::ensure!(self.0 != 2, "the disk is full");
        Ok(())
    }

    fn fact(&mut self, _: u64, _: &Fact<'_>) -> anyhow::Result<()> {
        Ok(())
    }

    fn reject(&mut self, _: Rejected) -> anyhow::Result<()> {
        Ok(())
    }

    fn progress(&mut self, _: u64) -> anyhow::Result<()> {
        anyhow::ensure!(!self.1, "cancelled");
        Ok(())
    }
}

#[test]
fn an_error_of_the_sink_stops_the_import() {
    let text = format!("{P}{}{}{}", row("Ann"), row("Bo"), row("Cy"));
    let input = Bytes { name: FILE, bytes: text.as_bytes() };
    let importer = kinds::find(text.as_bytes()).unwrap();
    let failed = importer.read(&input, &options(), &mut Failing(0, false)).unwrap_err();
    assert!(matches!(&failed, ImportError::Sink(cause) if cause.to_string() == "the disk is full"));
    let cancelled = importer.read(&input, &options(), &mut Failing(9, true)).unwrap_err();
    assert!(matches!(cancelled, ImportError::Sink(_)));
}
