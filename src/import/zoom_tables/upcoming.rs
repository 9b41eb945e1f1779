//! Kind `zoom-upcoming`: meetings and webinars to come.

use super::super::cells;
use super::super::kinds::About;
use super::super::meeting::{self, Problem};
use super::super::titles::{
    CREATED, DEPARTMENT, EMAIL, END, FILE_SIZE, HOST_EMAIL, HOST_ID, HOST_NAME, JOIN, JOINS, KIND, NAME,
    NUMBER, PLANNED_MINUTES, RECURRING, REGISTERED, START, TOPIC, USER_NAME, UUID,
};
use super::Table;
use super::look::{Look, has_no_fixed_time, is_no_fixed_time};
use super::reader::Reader;
use crate::model::{Covered, EventKind, Fact, PlannedRecord};
use csv::ByteRecord;
use std::borrow::Cow;

pub static UPCOMING: Table = Table {
    kind: "zoom-upcoming",
    about: &About {
        title: "Upcoming meetings and webinars",
        source: "What is planned in a range of days. Portal: Reports > Usage reports > Upcoming events, Export. The names \
                 of the API do as well.",
        headers: &[
            "Topic,ID,Start Time,Host,Host Email,Department,Type,Duration (minutes),Recurring,Registrants",
            "id,topic,start_time,host_id,host_name,dept",
        ],
        oddities: &[
            "Topic, ID, Start Time and a column of the host's (or Recurring, Registrants) are needed, and no End Time.",
            "A Start Time that is blank or “No fixed time” is of a meeting without fixed time.",
            "A list with Duration (minutes) and nothing that only plans or held meetings have is settled by the file's \
             name: upcoming….csv or meetinglist….csv.",
        ],
        sample: "upcoming.csv",
    },
    look: Look {
        kind: "zoom-upcoming",
        title: "meetings to come",
        needed: &[&[
            &[&TOPIC],
            &[&NUMBER, &UUID],
            &[&START],
            &[&HOST_NAME, &HOST_EMAIL, &HOST_ID, &EMAIL, &USER_NAME, &RECURRING, &REGISTERED],
        ]],
        without: &[&END, &JOINS, &NAME, &JOIN, &FILE_SIZE],
        named: "upcoming",
        called: &["upcoming"],
        not_called: &[],
        tells: has_no_fixed_time,
    },
    dates: &[&START, &CREATED],
    row: planned,
    covers: Some(Covered::Upcoming),
    needs_days: None,
};

fn planned<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Result<Vec<Fact<'r>>, Problem> {
    let (number, uuid) = key(reader, row)?;
    let start = match reader.cell(row, &[&START]) {
        cell if is_no_fixed_time(cell) => None,
        _ => reader.moment(row, &[&START])?,
    };
    let (kind, recurring) = kind(reader.cell(row, &[&KIND]));
    let planned = PlannedRecord {
        number,
        uuid,
        kind,
        topic: reader.decoded(row, &[&TOPIC]),
        host_id: reader.text(row, &[&HOST_ID]),
        host_name: reader.decoded(row, &[&HOST_NAME, &USER_NAME]),
        host_email: reader.email(row, &[&HOST_EMAIL, &EMAIL]),
        department: reader.text(row, &[&DEPARTMENT]),
        start,
        minutes: reader.count(row, &[&PLANNED_MINUTES])?,
        recurring: reader.flag(row, &[&RECURRING]).or(recurring),
        registrants: reader.count(row, &[&REGISTERED])?,
        // When it was scheduled is no reason to lose the meeting.
        created: reader.moment(row, &[&CREATED]).ok().flatten(),
    };
    if let Some(start) = start {
        let zone = reader.clock.zone();
        reader.met.instant(zone, start);
    }
    Ok(vec![Fact::Planned(planned)])
}

/// A number of digits, or a UUID.
type Key<'r> = (Cow<'r, str>, Option<Cow<'r, str>>);

fn key<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Result<Key<'r>, Problem> {
    let uuid = reader.text(row, &[&UUID]);
    let place = reader.place(&[&NUMBER]);
    let cell = meeting::cell(row, place);
    match cells::meeting_number(cell) {
        Ok(number) => Ok((number, uuid)),
        Err(_) if uuid.is_some() => Ok((Cow::Borrowed(""), uuid)),
        Err(_) if is_uuid(cells::bare(cell)) => Ok((Cow::Borrowed(""), reader.text(row, &[&NUMBER]))),
        Err(reason) => Err(Problem::at(place, reason)),
    }
}

/// `vawMH9zAQLytjCnQiQXSUg==`: 16 bytes in base 64.
fn is_uuid(cell: &[u8]) -> bool {
    cell.len() == 24
        && cell.ends_with(b"==")
        && cell.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
}

/// Meeting or webinar, and whether it says that it recurs. The API has numbers for both.
fn kind(cell: &[u8]) -> (EventKind, Option<bool>) {
    match cells::number(cell) {
        Some(5) => (EventKind::Webinar, Some(false)),
        Some(6 | 9) => (EventKind::Webinar, Some(true)),
        Some(3 | 8) => (EventKind::Meeting, Some(true)),
        Some(_) => (EventKind::Meeting, Some(false)),
        None => {
            let recurs = cell.to_ascii_lowercase().windows(5).any(|part| part == b"recur");
            (meeting::kind(cell), recurs.then_some(true))
        }
    }
}
