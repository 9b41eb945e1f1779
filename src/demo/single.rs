//! Participants files of single meetings, as somebody saved them beside the monthly lists: with the meeting's
//! block, without it, and one that was typed into by hand.

use super::DemoFile;
use super::attendance::Attended;
use super::clock::Clock;
use super::style::Style;
use super::table::row;
use super::write::{self, PARTICIPANTS};
use crate::model::zone::local_day;
use chrono_tz::Tz;

/// What stands where a time should: as people overwrite cells.
const SCRIBBLES: [(Option<&str>, Option<&str>); 3] =
    [(None, Some("left about half past")), (Some("13/45/2026 06:31:00 PM"), None), (Some("?"), None)];

/// The files, made from the newest meetings of their sort; `held` is in order of time.
pub fn files(held: &[Attended<'_>], zone: Tz, now: i64) -> Vec<DemoFile> {
    let newest = |style: Style| held.iter().rev().find(|attended| attended.style == style);
    let lesson = held.iter().rev().find(|attended| attended.meeting.topic == "Physics, 10D");
    let clock = &mut Clock::new(zone);
    let later = |attended: &Attended<'_>, seconds: i64| (attended.meeting.end + seconds).min(now);
    let mut out = Vec::new();
    for style in [Style::AllHands, Style::Lecture] {
        out.extend(
            newest(style).map(|attended| file(attended, later(attended, 45 * 60), whole(clock, attended))),
        );
    }
    out.extend(lesson.map(|attended| file(attended, later(attended, 50 * 60), rows(clock, attended))));
    out.extend(
        newest(Style::Families)
            .map(|attended| file(attended, later(attended, 86_400), scribbled(clock, attended))),
    );
    out.extend(local_class(held).map(|attended| {
        let day = zone_day(zone, attended);
        let name = format!("participants_{}_{}.csv", attended.meeting.number, day);
        DemoFile { name, bytes: italian(clock, attended), observed_at: later(attended, 2 * 86_400) }
    }));
    out
}

/// Saved while the last were leaving, and never again.
pub fn too_early(zone: Tz, attended: &Attended<'_>) -> DemoFile {
    file(attended, attended.meeting.end + 4 * 60, whole(&mut Clock::new(zone), attended))
}

/// The newest class of the teacher whose portal speaks Italian, else anybody's.
fn local_class<'h, 'a>(held: &'h [Attended<'a>]) -> Option<&'h Attended<'a>> {
    let class = |attended: &&Attended<'_>| {
        matches!(attended.style, Style::Lesson | Style::Evening) && attended.meeting.topic != "Physics, 10D"
    };
    let hers =
        |attended: &&Attended<'_>| class(attended) && attended.meeting.host_email.starts_with("chiara.");
    held.iter().rev().find(hers).or_else(|| held.iter().rev().find(class))
}

fn zone_day(zone: Tz, attended: &Attended<'_>) -> String {
    local_day(zone, attended.meeting.start).map(|day| day.format("%Y_%m_%d").to_string()).unwrap_or_default()
}

/// The meeting's block and its rows as an Italian portal writes them.
fn italian(clock: &mut Clock, attended: &Attended<'_>) -> Vec<u8> {
    let meeting = &attended.meeting;
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(
        "Argomento,ID,Organizzatore,Durata (minuti),Ora di inizio,Ora di fine,Partecipanti\n".as_bytes(),
    );
    let cells: [&str; 7] = [
        meeting.topic.as_ref(),
        &meeting.number.to_string(),
        &format!("{} ({})", meeting.host_name, meeting.host_email),
        &write::minutes(meeting.end - meeting.start).to_string(),
        &clock.text(meeting.start),
        &clock.text(meeting.end),
        &attended.stays.len().to_string(),
    ];
    row(&mut out, &cells);
    out.extend_from_slice(
        "\nNome (nome originale),E-mail,Ora di ingresso,Ora di uscita,Durata (minuti),Guest,In sala d’attesa\n"
            .as_bytes(),
    );
    let word = |yes: bool| if yes { "Sì" } else { "No" };
    for stay in &attended.stays {
        let (join, leave) = (clock.text(stay.join), clock.text(stay.leave));
        let length = write::minutes(stay.seconds()).to_string();
        row(
            &mut out,
            &[&stay.name, stay.email, &join, &leave, &length, word(stay.guest), word(stay.waiting)],
        );
    }
    out
}

fn file(attended: &Attended<'_>, observed_at: i64, bytes: Vec<u8>) -> DemoFile {
    DemoFile { name: format!("participants_{}.csv", attended.meeting.number), bytes, observed_at }
}

/// The meeting's block and every row.
fn whole(clock: &mut Clock, attended: &Attended<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write::preamble(&mut out, clock, &attended.meeting, &attended.stays);
    out.extend(rows(clock, attended));
    out
}

/// The rows alone: the file's name says which meeting it was.
fn rows(clock: &mut Clock, attended: &Attended<'_>) -> Vec<u8> {
    let mut out = PARTICIPANTS.to_vec();
    for stay in &attended.stays {
        write::participant(&mut out, clock, stay);
    }
    out
}

/// Three rows have lost a time.
fn scribbled(clock: &mut Clock, attended: &Attended<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write::preamble(&mut out, clock, &attended.meeting, &attended.stays);
    out.extend_from_slice(PARTICIPANTS);
    let mut scribbles = SCRIBBLES.iter();
    for (at, stay) in attended.stays.iter().enumerate() {
        let mut row = Vec::new();
        write::participant(&mut row, clock, stay);
        let scribble = if at % 4 == 3 { scribbles.next() } else { None };
        if let Some((join, leave)) = scribble {
            let mut edited = String::from_utf8_lossy(&row).into_owned();
            for (at, typed) in [(stay.join, join), (stay.leave, leave)] {
                if let Some(typed) = typed {
                    edited = edited.replacen(&clock.text(at), typed, 1);
                }
            }
            row = edited.into_bytes();
        }
        out.extend(row);
    }
    out
}
