//! Kind `zoom-event-attendance`: who came to an event of the events plans.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, EMAIL, JOIN, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::EVENT;
use crate::model::row::{EVENT_ATTENDANCE, RowRecord};
use crate::model::text::fold;

pub static ATTENDANCE: List = List {
    table: Table {
        kind: "zoom-event-attendance",
        about: &About {
            title: "Attendance of an event",
            source: "Who came to an event of the events plans. Portal: the event's analytics, attendance, Export; API: GET \
                     /zoom_events/events/{eventId}/reports/event_attendance.",
            headers: &["Event ID,Attendee,Email,Join Time,Duration (minutes)"],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "The event is the one asked for, where the answer comes with its question, else the row's own.",
            ],
            sample: "event-attendance.csv",
        },
        look: Look {
            kind: "zoom-event-attendance",
            title: "attendance of an event",
            needed: &[&[&[&EVENT], &[&EMAIL, &NAME]]],
            without: &[&ORGANISER],
            named: "event_attendance",
            called: &["attendance"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&JOIN],
        row: |reader, row| csv::facts(reader, row, take),
        covers: None,
        needs_days: None,
    },
    answers: &[Answer {
        path: &["zoom_events", "events", "*", "reports", "event_attendance"],
        array: "attendees",
        needs: "",
    }],
    take,
};

static NAME: Column = column("attendee", "Attendee", &["attendee", "attendeename", "name", "displayname"]);
static ORGANISER: Column =
    column("organizer", "Organizer", &["organizer", "organiser", "starttime", "event", "eventname"]);
static MINUTES: Column =
    column("duration", "Duration (minutes)", &["duration", "durationminutes", "attendedminutes"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let event = cells.asked().or_else(|| cells.text(&[&EVENT]));
    let event = event.ok_or_else(|| unreadable(&EVENT, b"", "the row names no event"))?;
    let (name, email) = (cells.decoded(&[&NAME]), cells.email(&[&EMAIL]));
    let who = email.as_deref().map(fold).or_else(|| name.clone());
    let who = who.ok_or_else(|| unreadable(&NAME, b"", "the row names nobody"))?;
    let key = format!("{event} {who}");
    let values = vec![
        event.as_str().into(),
        cell(name.as_deref()),
        cell(email.as_deref()),
        cell(email.as_deref().map(fold).as_deref()),
        cell(cells.moment(&JOIN)?),
        cell(cells.seconds(&MINUTES, 60)?),
    ];
    Ok(vec![RowRecord { table: &EVENT_ATTENDANCE, key, worth: cells.worth(), values }])
}
