//! Files that are refused whole, and what each message says.

use crate::recorder::{options, refusal};
use std::fmt::Write;

const P: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n";

#[test]
fn each_refusal_says_what_would_do() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("Topic,ID".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let rows = format!("{P}Ann,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("empty", b"".to_vec()),
        ("blank", b"\xEF\xBB\xBF\n \n".to_vec()),
        ("utf-16", utf16),
        ("workbook", b"PK\x03\x04rest".to_vec()),
        ("pdf", b"%PDF-1.7".to_vec()),
        ("web page", b"<!DOCTYPE html><p>Sign in".to_vec()),
        ("json", b"{\"participants\": []}".to_vec()),
        ("rubbish", (0..=31).cycle().take(500).collect()),
        ("prose", b"Dear all,\nsee you at ten.\n".to_vec()),
        (
            "unique users",
            b"Name (Original Name),User Email,Total Duration (Minutes),Guest\nAnn,,3,No\n".to_vec(),
        ),
        ("webinar", b"Attendee Report\nReport Generated:,x\n".to_vec()),
        ("webinar table", b"Attended,User Name (Original Name),Email,Join Time,Leave Time\n".to_vec()),
        ("poll", b"#,User Name,User Email,Submitted Date/Time,\n".to_vec()),
        ("registration", b"First Name,Last Name,Email,Registration Time,Approval Status\n".to_vec()),
        ("recordings", b"Topic,ID,File Size (MB),File Count\n".to_vec()),
        ("users", b"Email,User Name,Department,Last Login(UTC)\n".to_vec()),
        ("api csv", b"id,user_id,name,user_email,join_time,leave_time,duration\n".to_vec()),
        (
            "localized",
            "名前 (元の名前),ユーザーメール,参加 時刻,退出時刻,所要時間（分）\n".as_bytes().to_vec(),
        ),
        ("localized list", "Argomento,Digita,ID,Nome organizzatore\n".as_bytes().to_vec()),
        ("no leave", b"Name (Original Name),User Email,Join Time,Duration (Minutes)\nAnn,,x,3\n".to_vec()),
        ("no start", b"Topic,Meeting ID,Name (Original Name),Join Time,Leave Time\n".to_vec()),
        ("short list", b"Topic,Meeting ID,Start Time\n".to_vec()),
        ("no number", rows.clone().into_bytes()),
    ];
    let mut told = String::new();
    for (what, bytes) in files {
        writeln!(told, "{what}: {}", refusal("people.csv", &bytes, &options())).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_file_of_participants_needs_a_start() {
    let none = refusal("participants_81234567890.csv", P.as_bytes(), &options());
    assert!(none.contains("the file has no rows") && none.contains("--start"), "{none}");
    let bad =
        refusal("participants_81234567890.csv", format!("{P}Ann,,soon,later,3\n").as_bytes(), &options());
    assert!(bad.contains("line 2: this is no date and time") && bad.contains("--start"), "{bad}");
}

#[test]
fn a_bad_meeting_number_of_the_option_is_refused() {
    let given = headcount::import::Options { meeting: Some("my meeting".into()), ..options() };
    let message = refusal("people.csv", P.as_bytes(), &given);
    assert!(message.starts_with("--meeting my meeting: this is no meeting number"), "{message}");
}

#[test]
fn a_block_that_cannot_be_read_is_refused_with_its_cell() {
    let text = format!("Meeting ID,Topic,Start Time\n912,Physics,soon\n\n{P}");
    let message = refusal("x.csv", text.as_bytes(), &options());
    assert!(message.contains("Start Time “soon”: this is no date and time"), "{message}");
}

#[test]
fn several_meetings_in_one_file_of_participants_are_refused() {
    let row = "Ann,,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM,30\n";
    let block = "Meeting ID,Topic,Start Time\n912,Physics,05/18/2022 07:55:00 AM\n\n";
    for text in [format!("{P}{row}{P}{row}"), format!("{block}{P}{row}\n{block}{P}{row}")] {
        let message = refusal("participants_81234567890.csv", text.as_bytes(), &options());
        assert!(message.contains("one by one"), "{message}");
    }
}
