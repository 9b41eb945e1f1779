//! Kind `zoom-remote-support`: remote support sessions in meetings (FORMATS-zoom-2 §5, GET /report/remote_support).

use super::super::kinds::About;
use super::super::titles::{Column, END, HOST_ID, START, TOPIC, UUID, column};
use super::super::zoom_tables::{Look, Table};
use super::cells::{Cells, Unreadable, cell, unreadable};
use super::{Answer, List, csv};
use crate::model::Covered;
use crate::model::row::{REMOTE_SUPPORT, RowRecord};

pub static SUPPORT: List = List {
    table: Table {
        kind: "zoom-remote-support",
        about: &About {
            title: "Remote support",
            source: "Remote support sessions in meetings of a range of days. Portal: Reports > Usage reports > Remote \
                     support, Export; API: GET /report/remote_support.",
            headers: &[
                "Meeting ID,Topic,Supporter,Supporter Email,Supported,Supported Email,Request Time,Wait Time,Start Time,End \
                 Time,Duration",
                "meeting_start_time,meeting_uuid,meeting_number,topic,meeting_host_id,supporter_name,supporter_email,\
                 supportee_name,supportee_email,request_time,wait_time,start_time,end_time,duration",
            ],
            oddities: &[
                "Durations are texts of minutes and seconds (19:37), over an hour of hours too.",
                "A request that nobody took has no start: it stands at the moment of the request.",
            ],
            sample: "remote-support.csv",
        },
        look: Look {
            kind: "zoom-remote-support",
            title: "remote support sessions",
            needed: &[&[
                &[&SUPPORTER, &SUPPORTER_EMAIL],
                &[&SUPPORTED, &SUPPORTED_EMAIL],
                &[&START, &REQUESTED],
            ]],
            without: &[],
            named: "remote_support",
            called: &["remotesupport"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&START, &END, &REQUESTED],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::RemoteSupport),
        needs_days: None,
    },
    answers: &[Answer { path: &["report", "remote_support"], array: "remote_support_logs", needs: "" }],
    take,
};

static MEETING: Column = column("meeting_number", "Meeting ID", &["meetingnumber", "meetingid"]);
static MEETING_START: Column =
    column("meeting_start_time", "Meeting Start Time", &["meetingstarttime", "meetingstart"]);
static MEETING_HOST: Column = column("meeting_host_id", "Host ID", &["meetinghostid"]);
static SUPPORTER: Column =
    column("supporter_name", "Supporter", &["supportername", "supporter", "supportedby", "helper"]);
static SUPPORTER_EMAIL: Column = column("supporter_email", "Supporter Email", &["supporteremail"]);
static SUPPORTED: Column =
    column("supportee_name", "Supported", &["supporteename", "supportee", "supported", "supportedname"]);
static SUPPORTED_EMAIL: Column =
    column("supportee_email", "Supported Email", &["supporteeemail", "supportedemail"]);
static REQUESTED: Column =
    column("request_time", "Request Time", &["requesttime", "requested", "requestedat"]);
static WAITED: Column = column("wait_time", "Wait Time", &["waittime", "waited"]);
static DURATION: Column = column("duration", "Duration", &["duration", "durationmmss", "durationhhmmss"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let requested = cells.moment(&REQUESTED)?;
    let start = cells
        .moment(&START)?
        .or(requested)
        .ok_or_else(|| unreadable(&START, b"", "both the start and the request are missing"))?;
    let end = cells.moment(&END)?.filter(|end| *end >= start);
    let number = cells.meeting_number(&MEETING)?;
    let uuid = cells.text(&[&UUID]);
    let supported = (cells.decoded(&[&SUPPORTED]), cells.email(&[&SUPPORTED_EMAIL]));
    cells.met(start);
    let place = number.as_deref().or(uuid.as_deref()).unwrap_or_default();
    let who = supported.1.as_deref().or(supported.0.as_deref()).unwrap_or_default();
    let key = format!("{place} {start} {who}");
    let seconds = cells.seconds(&DURATION, 60)?.or(end.map(|end| end - start));
    let values = vec![
        start.into(),
        cell(end),
        cell(requested),
        cell(cells.seconds(&WAITED, 1)?),
        cell(seconds),
        cell(cells.moment(&MEETING_START)?),
        cell(number.as_deref()),
        cell(uuid.as_deref()),
        cell(cells.decoded(&[&TOPIC]).as_deref()),
        cell(cells.text(&[&MEETING_HOST, &HOST_ID]).as_deref()),
        cell(cells.decoded(&[&SUPPORTER]).as_deref()),
        cell(cells.email(&[&SUPPORTER_EMAIL]).as_deref()),
        cell(supported.0.as_deref()),
        cell(supported.1.as_deref()),
    ];
    Ok(vec![RowRecord { table: &REMOTE_SUPPORT, key, worth: cells.worth(), values }])
}
