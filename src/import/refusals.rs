//! Files that are not read: what they look like, and what would do instead. Words for messages alone.

use super::header::{self, Header};

/// What the first bytes say against a file being CSV in UTF-8 at all.
pub fn not_text(head: &[u8]) -> Option<String> {
    let says = |text: &str| Some(text.to_owned());
    match head {
        [] => return says("the file is empty"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            return says("the file is UTF-16: save it as CSV UTF-8 and import that");
        }
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            return says("this is a workbook or an archive: save the sheet as CSV UTF-8 and import that");
        }
        [b'%', b'P', b'D', b'F', ..] => return says("this is a PDF: export the report as CSV"),
        _ => {}
    }
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match start {
        [] => return says("the file is blank"),
        [b'{', ..] => return Some(json(head)),
        [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => return Some(json(head)),
        [b'<', ..] => return says("this is a web page or XML: export the report as CSV"),
        _ => {}
    }
    let controls = head.iter().filter(|b| b.is_ascii_control() && !b"\t\r\n".contains(b)).count();
    // A NUL here and there has been met in good files.
    (controls * 10 > head.len()).then(|| "this is not text: export the report as CSV UTF-8".to_owned())
}

/// A report that is known but not read, by its first rows.
pub fn other_kind(rows: &[Header]) -> Option<&'static str> {
    rows.iter().find_map(of_row)
}

const WEBINAR: &str = "looks like a part of a webinar's attendee report: its summary (Topic, Webinar ID, Actual Start \
    Time) is missing; export it again and keep its first rows";
fn of_row(row: &Header) -> Option<&'static str> {
    let first = row.titles.first().map(|title| header::key(title)).unwrap_or_default();
    let by_title = match first.as_str() {
        "attendeereport" | "attended" | "hostdetails" | "panelistdetails" | "attendeedetails" => {
            Some(WEBINAR)
        }
        "pollreport" | "polldetails" => Some(POLL),
        "registrationreport" => Some(REGISTRATION),
        "qareport" | "questionreport" | "questionandanswerreport" => Some(
            "looks like a Q&A report without its table (Question, Asker Name, Asker Email, Answer(s)): export it again",
        ),
        "surveyreport" => Some(
            "looks like a survey report without its table (User Name, User Email, questions): export it again",
        ),
        "meetingsummary" | "1summary" | "meetingtitle" | "fullname" => {
            Some("looks like a Microsoft Teams attendance report: this kind is not read")
        }
        _ => None,
    };
    by_title.or_else(|| by_columns(row))
}

fn json(head: &[u8]) -> String {
    super::zoom_api::not_read(head)
        .unwrap_or_else(|| "this looks like JSON of the provider's API, but cannot be read as such".into())
}

const POLL: &str = "looks like a poll report without its table (#, User Name, User Email, Submitted Date/Time): export it \
    again";
const REGISTRATION: &str = "looks like a registration report without its table (First Name, Last Name, Email, \
    Registration Time): export it again";

fn by_columns(row: &Header) -> Option<&'static str> {
    if row.starts_with("attended") {
        return Some(WEBINAR);
    }
    let has = |name: &str| row.has(&[name]);
    if row.titles.first().is_some_and(|title| title.trim() == "#") && has("username") {
        return Some(POLL);
    }
    if has("firstname") && has("lastname") && (has("registrationtime") || has("approvalstatus")) {
        return Some(REGISTRATION);
    }
    if has("topic") && (has("filesize") || has("filesizemb")) {
        return Some(
            "looks like a list of cloud recordings that lacks the columns by which one is known: Meeting ID and Start \
             Time; export it again from the portal's recording management",
        );
    }
    if has("name") && has("jointime") && has("leavetime") {
        return Some(
            "looks like participants written from the API (seconds, no portal headers): this kind is not read yet; \
             export the participants from the portal",
        );
    }
    None
}
