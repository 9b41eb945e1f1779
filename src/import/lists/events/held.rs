//! Kind `zoom-events`: events of the events plans.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, END, START, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::EVENT;
use crate::model::Covered;
use crate::model::row::{HELD_EVENT, RowRecord};

pub static HELD: List = List {
    table: Table {
        kind: "zoom-events",
        about: &About {
            title: "Events of the events plans",
            source: "Events with their organisers, how many came, and which licence was charged. Portal: Reports > Usage \
                     reports > Zoom Events licences, Export; API: GET /zoom_events/events.",
            headers: &[
                "Event ID,Event,Event Type,Hub,Organizer,Organizer Email,Start Time,End Time,Attendees,Charge Type,Licenses \
                 Charged",
                "event_id,name,event_type,status,hub_id,start_time,end_time",
            ],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "Event, Start Time, and Organizer, Attendees or Charge Type are needed.",
            ],
            sample: "events.csv",
        },
        look: Look {
            kind: "zoom-events",
            title: "events",
            needed: &[&[&[&NAME], &[&START], &[&ORGANISER, &ORGANISER_EMAIL, &ATTENDEES, &CHARGED]]],
            without: &[],
            named: "events",
            called: &["event"],
            not_called: &["upcoming"],
            tells: |_, _| false,
        },
        dates: &[&START, &END],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Events),
        needs_days: None,
    },
    answers: &[Answer { path: &["zoom_events", "events"], array: "events", needs: "event_id" }],
    take,
};

static NAME: Column = column("event", "Event", &["event", "eventname", "eventtitle", "eventdetails"]);
/// The API's name for it, which exports of other things have too.
static API_NAME: Column = column("name", "Event", &["name"]);
static KIND: Column = column("event_type", "Event Type", &["eventtype"]);
static STATUS: Column = column("status", "Status", &["status", "eventstatus"]);
static HUB: Column = column("hub", "Hub", &["hub", "hubname", "hubid"]);
static ORGANISER: Column =
    column("organizer", "Organizer", &["organizer", "organiser", "organizername", "contactname", "host"]);
static ORGANISER_EMAIL: Column = column(
    "organizer_email",
    "Organizer Email",
    &["organizeremail", "organiseremail", "hostemail", "contactemail"],
);
static ATTENDEES: Column =
    column("attendees", "Attendees", &["attendees", "attendeecount", "attended", "totalattendees"]);
static CHARGED: Column =
    column("charge_type", "Charge Type", &["chargetype", "licensecharged", "licencecharged"]);
static LICENCES: Column = column(
    "licenses_charged",
    "Licenses Charged",
    &["licensescharged", "licencescharged", "licensesused", "licencesused"],
);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let name = cells.decoded(&[&NAME, &API_NAME]);
    let event = cells.text(&[&EVENT]);
    let Some(named) = event.clone().or_else(|| name.clone()) else {
        return Err(unreadable(&NAME, b"", "the row names no event"));
    };
    let mut times = (cells.moment(&START)?, cells.moment(&END)?);
    if times.0.is_none() {
        // Events of several days have them in a calendar.
        cells.each_below("calendar", &mut |day| {
            times.0 = times.0.or(day.moment(&START)?);
            times.1 = day.moment(&END)?.or(times.1);
            Ok(())
        })?;
    }
    let start = times.0.ok_or_else(|| unreadable(&START, b"", "it is missing"))?;
    cells.met(start);
    let key = if event.is_some() { named } else { format!("{named} {start}") };
    let values = vec![
        start.into(),
        cell(times.1.filter(|end| *end >= start)),
        cell(event.as_deref()),
        cell(name.as_deref()),
        cell(cells.text(&[&KIND]).map(|word| word.to_lowercase().replace('_', " ")).as_deref()),
        cell(cells.text(&[&STATUS]).map(|word| word.to_lowercase()).as_deref()),
        cell(cells.decoded(&[&HUB]).as_deref()),
        cell(cells.decoded(&[&ORGANISER]).as_deref()),
        cell(cells.email(&[&ORGANISER_EMAIL]).as_deref()),
        cell(cells.count(&ATTENDEES)?),
        cell(cells.decoded(&[&CHARGED]).as_deref()),
        cell(cells.count(&LICENCES)?),
    ];
    Ok(vec![RowRecord { table: &HELD_EVENT, key, worth: cells.worth(), values }])
}
