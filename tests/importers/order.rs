//! Day or month first, file by file. RULES, *Time zones*, last paragraph.

use crate::recorder::{import, options, refusal, told};
use headcount::import::{DateOrder, Options};

const P: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n";

fn read_as(name: &str, rows: &[&str], options: &Options) -> (String, String) {
    let text = rows.iter().fold(P.to_owned(), |text, row| text + row + "\n");
    let (recorder, summary) = import(name, text.as_bytes(), options).unwrap();
    let first_join =
        recorder.text.lines().find_map(|line| line.split_once("..").filter(|_| line.contains('"')));
    let join = first_join.and_then(|(head, _)| head.split(' ').next_back()).unwrap_or_default().to_owned();
    (join, told(&summary).lines().next().unwrap_or_default().to_owned())
}

fn read(rows: &[&str]) -> (String, String) {
    read_as("participants_81234567890.csv", rows, &options())
}

#[test]
fn as_the_portal_wrote_it_the_month_is_first() {
    let (join, told) = read(&["Ann,,03/04/2022 08:00:00 AM,03/04/2022 08:30:00 AM,30"]);
    assert_eq!((join.as_str(), told.as_str()), ("2022-03-04T08:00:00Z", "rows=1 dates=mdy"));
}

#[test]
fn a_first_number_over_twelve_puts_the_day_first_in_the_whole_file() {
    let (join, told) = read(&[
        "Ann,,03/04/2022 08:00:00,03/04/2022 08:30:00,30",
        "Bo,,15/08/2022 08:00:00,15/08/2022 08:30:00,30",
    ]);
    assert_eq!((join.as_str(), told.as_str()), ("2022-04-03T08:00:00Z", "rows=2 dates=dmy"));
}

#[test]
fn it_may_stand_far_down_in_a_large_file() {
    let mut rows = vec!["Ann,,03/04/2022 08:00:00,03/04/2022 08:30:00,30"; 20_000];
    rows.push("Bo,,15/08/2022 08:00:00,15/08/2022 08:30:00,30");
    let (join, told) = read(&rows);
    assert_eq!(
        (join.as_str(), told.as_str()),
        ("2022-04-03T08:00:00Z", "rows=20001 repeated=19999 dates=dmy")
    );
}

#[test]
fn a_date_in_a_name_has_no_vote() {
    let (join, told) = read(&["Ann 15/08/2022 08:00:00,,03/04/2022 08:00:00,03/04/2022 08:30:00,30"]);
    assert_eq!((join.as_str(), told.as_str()), ("2022-03-04T08:00:00Z", "rows=1 dates=mdy"));
}

#[test]
fn a_resaved_file_is_settled_by_a_number_over_twelve() {
    let ambiguous = "Ann,,3/4/2022 8:00,3/4/2022 8:30,30";
    assert_eq!(read(&[ambiguous, "Bo,,15/8/2022 8:00,15/8/2022 8:30,30"]).0, "2022-04-03T08:00:00Z");
    assert_eq!(read(&[ambiguous, "Bo,,8/15/2022 8:00,8/15/2022 8:30,30"]).0, "2022-03-04T08:00:00Z");
}

#[test]
fn a_resaved_file_is_settled_by_its_name() {
    let rows = ["Ann,,3/4/2022 8:00,3/4/2022 8:30,30"];
    let (join, told) = read_as("participants_81234567890_2022_04_03.csv", &rows, &options());
    assert_eq!((join.as_str(), told.as_str()), ("2022-04-03T08:00:00Z", "rows=1 dates=dmy"));
}

/// 4 January 23:50 to 5 January 00:10 is 20 minutes; 1 April to 1 May is not.
#[test]
fn a_resaved_file_is_settled_by_the_length_of_a_stay() {
    assert_eq!(read(&["Ann,,1/4/2022 23:50,1/5/2022 0:10,20"]).0, "2022-01-04T23:50:00Z");
}

#[test]
fn a_resaved_file_is_settled_by_join_and_start() {
    let text = format!(
        "Meeting ID,Topic,Start Time\n912,Physics,1/12/2022 23:50\n\n{P}Ann,,12/1/2022 0:10,12/1/2022 0:30,20\n"
    );
    let told_it = import("x.csv", text.as_bytes(), &options()).unwrap();
    assert_eq!(told_it.1.date_order, Some(DateOrder::MonthFirst));
}

#[test]
fn what_stays_open_is_refused_until_said() {
    let text = format!("{P}Ann,,3/4/2022 8:00,3/4/2022 8:30,30\n");
    let message = refusal("participants_81234567890.csv", text.as_bytes(), &options());
    assert!(message.contains("--dates mdy or --dates dmy"), "{message}");
    for (dates, join) in [(DateOrder::MonthFirst, "2022-03-04"), (DateOrder::DayFirst, "2022-04-03")] {
        let said = Options { dates: Some(dates), ..options() };
        let (recorder, summary) = import("participants_81234567890.csv", text.as_bytes(), &said).unwrap();
        assert!(recorder.text.contains(&format!("{join}T08:00:00Z")), "{}", recorder.text);
        assert_eq!(summary.date_order, Some(dates));
    }
}

/// Semicolons tell a spreadsheet, too.
#[test]
fn semicolons_make_full_dates_doubtful() {
    let text = format!("{P}Ann,,03/04/2022 08:00:00,03/04/2022 08:30:00,30\n").replace(',', ";");
    assert!(refusal("participants_81234567890.csv", text.as_bytes(), &options()).contains("--dates"));
}

#[test]
fn days_that_read_alike_need_no_order() {
    assert_eq!(read(&["Ann,,5/5/2022 8:00,5/5/2022 8:30,30"]).0, "2022-05-05T08:00:00Z");
}

#[test]
fn dates_with_one_reading_have_no_order() {
    for (row, join) in [
        ("Ann,,2020/12/8 8:35,2020/12/8 12:39,245", "2020-12-08T08:35:00Z"),
        ("Ann,,\"Jan 12, 2021 08:53:47\",\"Jan 12, 2021 09:00:00\",7", "2021-01-12T08:53:47Z"),
        ("Ann,,2022-03-15T07:40:46Z,2022-03-15T08:40:46+01:00,1", "2022-03-15T07:40:46Z"),
    ] {
        assert_eq!(read(&[row]), (join.to_owned(), "rows=1".to_owned()));
    }
}

#[test]
fn a_file_that_contradicts_the_option_loses_those_rows() {
    let said = Options { dates: Some(DateOrder::MonthFirst), ..options() };
    let rows =
        ["Ann,,15/08/2022 08:00:00,15/08/2022 08:30:00,30", "Bo,,03/04/2022 08:00:00,03/04/2022 08:30:00,30"];
    let (join, told) = read_as("participants_81234567890.csv", &rows, &said);
    assert_eq!((join.as_str(), told.as_str()), ("2022-03-04T08:00:00Z", "rows=2 rejected=1 dates=mdy"));
}

#[test]
fn one_slip_does_not_turn_a_file_round() {
    let (_, told) = read(&[
        "Ann,,03/14/2022 08:00:00,03/14/2022 08:30:00,30",
        "Bo,,03/15/2022 08:00:00,03/15/2022 08:30:00,30",
        "Cy,,15/03/2022 08:00:00,03/15/2022 08:30:00,30",
    ]);
    assert_eq!(told, "rows=3 rejected=1 dates=mdy");
}
