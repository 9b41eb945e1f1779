//! Zoom's CSV layouts, byte by byte as the portal writes them: meeting lists with participants of three
//! generations, and the participants of one meeting. Knows no organisation and draws no random numbers.
//!
//! The portal rounds minutes up, counts rows as participants, groups meeting IDs with blanks and writes local
//! times of the account's zone, month first.

use super::clock::{Clock, Hours};
use std::borrow::Cow;
use std::io::Write as _;

/// The byte order mark that meeting lists begin with.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A generation of the meeting list with participants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 2021: 24-hour times, rows one comma longer than the header, nothing about waiting rooms.
    L1,
    /// 2023: waiting-room and marketing columns at the end.
    L2,
    /// From 2024: titles in sentence case, total participant minutes.
    L3,
}

impl Layout {
    pub fn header(self) -> &'static str {
        match self {
            Layout::L1 => {
                "Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,\
                 End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,\
                 Duration (Minutes),Guest,Recording Consent"
            }
            Layout::L2 => {
                "Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,\
                 End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,\
                 Duration (Minutes),Guest,Recording Consent,In Waiting Room,Marketing opt-in"
            }
            Layout::L3 => {
                "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes),\
                 Total participant minutes,Department,Group,Source,Unique viewers,Max concurrent views,\
                 Creation time,Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,\
                 Recording disclaimer response,In waiting room"
            }
        }
    }

    fn hours(self) -> Hours {
        if self == Layout::L1 { Hours::TwentyFour } else { Hours::Twelve }
    }

    /// Whether the layout has a row for such a stay: without the column, waiting time is not reported at all.
    pub fn reports(self, stay: &Stay<'_>) -> bool {
        self != Layout::L1 || !stay.waiting
    }
}

/// Facts of one occurrence; instants are epoch seconds.
#[derive(Clone, Debug)]
pub struct Meeting<'a> {
    pub topic: Cow<'a, str>,
    pub number: u64,
    pub host_name: &'a str,
    pub host_email: &'a str,
    pub department: &'a str,
    pub group: &'a str,
    /// The application that scheduled it, or `Zoom`.
    pub source: &'a str,
    pub created: i64,
    pub start: i64,
    pub end: i64,
}

/// What a participant answered to the notice that the meeting is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disclaimer {
    /// Nothing was asked.
    #[default]
    None,
    Accepted,
    Unanswered,
}

/// One connection; instants are epoch seconds.
#[derive(Clone, Debug)]
pub struct Stay<'a> {
    /// As the portal writes it, `New (Original)` after a rename, without the host's mark.
    pub name: Cow<'a, str>,
    /// Empty for those not signed in.
    pub email: &'a str,
    pub join: i64,
    pub leave: i64,
    pub host: bool,
    pub guest: bool,
    pub waiting: bool,
    pub disclaimer: Disclaimer,
}

impl Stay<'_> {
    pub fn seconds(&self) -> i64 {
        self.leave.saturating_sub(self.join).max(0)
    }
}

/// Whole minutes, rounded up.
pub fn minutes(seconds: i64) -> i64 {
    seconds.max(0).saturating_add(59) / 60
}

fn number(out: &mut Vec<u8>, n: i64) {
    // Writing into memory cannot fail.
    let _ = write!(out, "{n}");
}

/// A field, quoted only where it must be.
pub fn text(out: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// `123 456 789`, `123 456 7890` or `812 3456 7890`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let middle = if digits.len() > 10 { 4 } else { 3 };
    let mut out = String::with_capacity(digits.len() + 2);
    for (at, digit) in digits.chars().enumerate() {
        if at == 3 || at == 3 + middle {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn yes_no(flag: bool) -> &'static [u8] {
    if flag { b"Yes" } else { b"No" }
}

/// One meeting of a list and the blank line after it: a row for each stay, in the order given.
pub fn list_meeting(
    out: &mut Vec<u8>,
    clock: &mut Clock,
    layout: Layout,
    meeting: &Meeting<'_>,
    stays: &[Stay<'_>],
) {
    let facts = meeting_fields(clock, layout, meeting, stays);
    for stay in stays.iter().filter(|stay| layout.reports(stay)) {
        out.extend_from_slice(&facts);
        stay_fields(out, clock, layout, stay);
    }
    out.push(b'\n');
}

/// The fields that repeat on every row of a meeting, each with its comma.
fn meeting_fields(clock: &mut Clock, layout: Layout, meeting: &Meeting<'_>, stays: &[Stay<'_>]) -> Vec<u8> {
    let out = &mut Vec::with_capacity(256);
    let (mut rows, mut seconds) = (0, 0);
    for stay in stays.iter().filter(|stay| layout.reports(stay)) {
        rows += 1;
        seconds += stay.seconds();
    }
    let length = minutes(meeting.end - meeting.start);
    text(out, &meeting.topic);
    if layout == Layout::L3 {
        out.extend_from_slice(b",Meeting");
    }
    for field in [&grouped(meeting.number), meeting.host_name, meeting.host_email] {
        out.push(b',');
        text(out, field);
    }
    out.push(b',');
    if layout == Layout::L3 {
        times(out, clock, layout, &[meeting.start, meeting.end]);
        for n in [rows, length, minutes(seconds)] {
            number(out, n);
            out.push(b',');
        }
    }
    for field in [meeting.department, meeting.group] {
        text(out, field);
        out.push(b',');
    }
    if layout == Layout::L3 {
        text(out, meeting.source);
        out.extend_from_slice(b",-,-,");
        times(out, clock, layout, &[meeting.created]);
    } else {
        out.extend_from_slice(b"No,");
        times(out, clock, layout, &[meeting.created, meeting.start, meeting.end]);
        for n in [length, rows] {
            number(out, n);
            out.push(b',');
        }
    }
    std::mem::take(out)
}

fn times(out: &mut Vec<u8>, clock: &mut Clock, layout: Layout, instants: &[i64]) {
    for at in instants {
        clock.write(out, *at, layout.hours());
        out.push(b',');
    }
}

/// The fields of one stay and the end of its line.
fn stay_fields(out: &mut Vec<u8>, clock: &mut Clock, layout: Layout, stay: &Stay<'_>) {
    if stay.host {
        text(out, &format!("{} (Host)", stay.name));
    } else {
        text(out, &stay.name);
    }
    out.push(b',');
    text(out, stay.email);
    out.push(b',');
    times(out, clock, layout, &[stay.join, stay.leave]);
    number(out, minutes(stay.seconds()));
    out.push(b',');
    out.extend_from_slice(yes_no(stay.guest));
    out.push(b',');
    out.extend_from_slice(match (layout, stay.disclaimer) {
        (_, Disclaimer::None) | (Layout::L1 | Layout::L2, Disclaimer::Unanswered) => b"".as_slice(),
        (Layout::L1 | Layout::L2, Disclaimer::Accepted) => b"Y",
        (Layout::L3, Disclaimer::Accepted) => b"OK",
        (Layout::L3, Disclaimer::Unanswered) => b"No Response",
    });
    out.push(b',');
    match layout {
        // The comma that its header does not have.
        Layout::L1 => {}
        Layout::L2 => {
            out.extend_from_slice(yes_no(stay.waiting));
            out.extend_from_slice(b",-");
        }
        Layout::L3 => out.extend_from_slice(yes_no(stay.waiting)),
    }
    out.push(b'\n');
}

/// The head of a participants file: the meeting's facts, and the blank line after them.
pub fn preamble(out: &mut Vec<u8>, clock: &mut Clock, meeting: &Meeting<'_>, stays: &[Stay<'_>]) {
    out.extend_from_slice(b"Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n");
    text(out, &meeting.topic);
    let host = format!("{} ({})", meeting.host_name, meeting.host_email);
    for field in [&meeting.number.to_string(), &host, &minutes(meeting.end - meeting.start).to_string()] {
        out.push(b',');
        text(out, field);
    }
    quoted_times(out, clock, [meeting.start, meeting.end]);
    let _ = write!(out, ",{}\n\n", stays.len());
}

/// The header of the rows of a participants file.
pub const PARTICIPANTS: &[u8] = b"Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,\
    Recording disclaimer response,In waiting room\n";

/// One row of a participants file; since 2025 the portal quotes the times there.
pub fn participant(out: &mut Vec<u8>, clock: &mut Clock, stay: &Stay<'_>) {
    text(out, &stay.name);
    out.push(b',');
    text(out, stay.email);
    quoted_times(out, clock, [stay.join, stay.leave]);
    out.push(b',');
    number(out, minutes(stay.seconds()));
    for field in [
        yes_no(stay.guest),
        match stay.disclaimer {
            Disclaimer::None => b"",
            Disclaimer::Accepted => b"OK",
            Disclaimer::Unanswered => b"No Response",
        },
        yes_no(stay.waiting),
    ] {
        out.push(b',');
        out.extend_from_slice(field);
    }
    out.push(b'\n');
}

fn quoted_times(out: &mut Vec<u8>, clock: &mut Clock, instants: [i64; 2]) {
    for at in instants {
        out.extend_from_slice(b",\"");
        clock.write(out, at, Hours::Twelve);
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A meeting from 23:59:30 to 00:00:31, the clocks of Stockholm in winter.
    fn written(layout: Layout) -> Vec<String> {
        let start = 1_767_221_970;
        let meeting = Meeting {
            topic: Cow::Borrowed("Talk, \"late\""),
            number: 81_234_567_890,
            host_name: "Nora Quist",
            host_email: "nora.quist@lumen.example",
            department: "Science",
            group: "",
            source: "Zoom",
            created: start - 60,
            start,
            end: start + 61,
        };
        let host = Stay {
            name: Cow::Borrowed("Nora Quist"),
            email: "nora.quist@lumen.example",
            join: start,
            leave: start + 61,
            host: true,
            guest: false,
            waiting: false,
            disclaimer: Disclaimer::Accepted,
        };
        let stays = [Stay { host: false, waiting: true, leave: start + 1, ..host.clone() }, host];
        let mut out = Vec::new();
        list_meeting(&mut out, &mut Clock::new(chrono_tz::Europe::Stockholm), layout, &meeting, &stays);
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_layout_of_2024() {
        let lines = written(Layout::L3);
        assert_eq!(lines.len(), 3);
        assert_eq!(
            lines[1],
            "\"Talk, \"\"late\"\"\",Meeting,812 3456 7890,Nora Quist,nora.quist@lumen.example,\
             12/31/2025 11:59:30 PM,01/01/2026 12:00:31 AM,2,2,2,Science,,Zoom,-,-,12/31/2025 11:58:30 PM,\
             Nora Quist (Host),nora.quist@lumen.example,12/31/2025 11:59:30 PM,01/01/2026 12:00:31 AM,2,No,OK,No"
        );
        assert_eq!(lines[2], "");
    }

    #[test]
    fn the_oldest_layout_knows_no_waiting_room_and_has_a_comma_too_many() {
        let lines = written(Layout::L1);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].contains(",No,12/31/2025 23:58:30,12/31/2025 23:59:30,01/01/2026 00:00:31,2,1,"));
        assert!(lines[0].ends_with(",2,No,Y,"), "{}", lines[0]);
    }

    #[test]
    fn numbers_are_grouped_by_their_length() {
        assert_eq!(grouped(482_915_307), "482 915 307");
        assert_eq!(grouped(4_829_153_071), "482 915 3071");
        assert_eq!(grouped(81_234_567_890), "812 3456 7890");
    }

    #[test]
    fn minutes_are_rounded_up() {
        assert_eq!([0, 1, 60, 61, -5].map(minutes), [0, 1, 1, 2, 0]);
    }
}
