//! Kind `zoom-phone-queue-figures`: the portal's own figures of queues in a range of days. Source: GET
//! /phone/call_queue_analytics; of exports no exact header is known.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, START, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::{SITE, queue_key};
use crate::model::row::{QUEUE_FIGURE, RowRecord};
use crate::model::{Cell, Covered, day};

pub static FIGURES: List = List {
    table: Table {
        kind: "zoom-phone-queue-figures",
        about: &About {
            title: "Figures of call queues",
            source: "What the portal counts of each queue in a range of days. API: GET /phone/call_queue_analytics; of the \
                     portal's dashboard no export is known.",
            headers: &[
                "From,To,Queue Name,Site,Inbound Calls,Completed Calls,Abandoned Calls,Overflowed Calls,Average Wait,\
                 Average Handle Time,Average Wrap-up Time",
                "from,to,call_queue_id,call_queue_name,inbound_calls,completed_calls,abandoned_calls,overflowed_calls,\
                 avg_in_queue_wait_time,avg_handle_time,avg_wrap_up_time",
            ],
            oddities: &[
                "From and To are needed, as columns or in the answer: the figures are of that range and of no other.",
                "The figures stand beside those counted from the calls, marked as the portal's.",
            ],
            sample: "phone-queue-figures.csv",
        },
        look: Look {
            kind: "zoom-phone-queue-figures",
            title: "figures of call queues",
            needed: &[&[&[&NAME, &ID], &[&INBOUND], &[&ANSWERED, &ABANDONED, &OVERFLOWED], &[&FROM], &[&TO]]],
            without: &[&START],
            named: "queue-analytics",
            called: &["analytics", "queue"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&FROM, &TO],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::CallQueues),
        needs_days: None,
    },
    answers: &[Answer {
        path: &["phone", "call_queue_analytics"],
        array: "call_queues",
        needs: "inbound_calls",
    }],
    take,
};

static ID: Column = column("call_queue_id", "Queue ID", &["callqueueid", "queueid"]);
static NAME: Column =
    column("call_queue_name", "Queue Name", &["callqueuename", "queuename", "callqueue", "queue"]);
static EXT_ID: Column = column("call_queue_ext_id", "Extension ID", &["callqueueextid"]);
static FROM: Column = column("from", "From", &["from", "fromdate", "startdate"]);
static TO: Column = column("to", "To", &["to", "todate", "enddate"]);
static INBOUND: Column =
    column("inbound_calls", "Inbound Calls", &["inboundcalls", "receivedcalls", "received", "inbound"]);
static ANSWERED: Column = column(
    "completed_calls",
    "Completed Calls",
    &["completedcalls", "answeredcalls", "answered", "completed"],
);
static ABANDONED: Column = column("abandoned_calls", "Abandoned Calls", &["abandonedcalls", "abandoned"]);
static OVERFLOWED: Column =
    column("overflowed_calls", "Overflowed Calls", &["overflowedcalls", "overflowed"]);
static HANDLE: Column =
    column("avg_handle_time", "Average Handle Time", &["avghandletime", "averagehandletime"]);
static WRAP_UP: Column =
    column("avg_wrap_up_time", "Average Wrap-up Time", &["avgwrapuptime", "averagewrapuptime"]);
static WAIT: Column = column(
    "avg_in_queue_wait_time",
    "Average Wait",
    &["avginqueuewaittime", "averagewait", "averagewaittime", "avgwaittime"],
);
static LONGEST: Column =
    column("max_in_queue_wait_time", "Longest Wait", &["maxinqueuewaittime", "longestwait", "maxwaittime"]);
static OUTBOUND: Column = column("outbound_calls", "Outbound Calls", &["outboundcalls", "outbound"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let (id, name, ext_id) = (cells.text(&[&ID]), cells.decoded(&[&NAME]), cells.text(&[&EXT_ID]));
    let (from, to) = (of_day(cells, &FROM)?, of_day(cells, &TO)?);
    if to < from {
        return Err(unreadable(&TO, b"", "the range ends before it begins"));
    }
    let queue = queue_key(None, None, name.as_deref())
        .or_else(|| queue_key(id.as_deref(), None, None))
        .ok_or_else(|| unreadable(&NAME, b"", "the row names no queue"))?;
    let values: Vec<Cell> = vec![
        cell(id.as_deref()),
        cell(name.as_deref()),
        cell(ext_id.as_deref()),
        cell(cells.text(&[&SITE]).as_deref()),
        from.into(),
        to.into(),
        cell(cells.count(&INBOUND)?),
        cell(cells.count(&ANSWERED)?),
        cell(cells.count(&ABANDONED)?),
        cell(cells.count(&OVERFLOWED)?),
        cell(cells.seconds(&HANDLE, 1)?),
        cell(cells.seconds(&WRAP_UP, 1)?),
        cell(cells.seconds(&WAIT, 1)?),
        cell(cells.seconds(&LONGEST, 1)?),
        cell(cells.count(&OUTBOUND)?),
    ];
    let key = format!("{queue} {from} {to}");
    Ok(vec![RowRecord { table: &QUEUE_FIGURE, key, worth: cells.worth(), values }])
}

/// The day in the row, else the one that the answer says it is of.
fn of_day(cells: &mut Cells<'_>, column: &'static Column) -> Result<i64, Unreadable> {
    if let Some(day) = cells.day(column)? {
        return Ok(day);
    }
    let said = cells.beside(column).unwrap_or_default();
    let read = said.get(..10).and_then(|day| day.parse().ok()).map(day::epoch_day);
    read.ok_or_else(|| unreadable(column, said.as_bytes(), "of which days the figures are is not said"))
}
