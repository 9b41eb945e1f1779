//! Kind `zoom-phone-queues`: call queues. Source: GET /phone/call_queues; of exports no exact header is known.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, EMAIL, START, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::{EXTENSION, EXTENSION_ID, NUMBER, NUMBERS, SITE, STATUS, queue_key, several};
use crate::model::Cell;
use crate::model::row::{PHONE_QUEUE, RowRecord};

pub static QUEUES: List = List {
    table: Table {
        kind: "zoom-phone-queues",
        about: &About {
            title: "Call queues",
            source: "The queues of the phone system. Portal: Admin > Phone System Management > Call Queues, Export; API: GET \
                     /phone/call_queues.",
            headers: &[
                "Queue Name,Extension Number,Phone Numbers,Site,Status",
                "id,name,extension_number,extension_id,site,status",
            ],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "A name, Extension Number and one of Phone Numbers, Site and Status are needed, and no Email.",
            ],
            sample: "phone-queues.csv",
        },
        look: Look {
            kind: "zoom-phone-queues",
            title: "call queues",
            needed: &[&[&[&QUEUE_NAME], &[&EXTENSION], &[&NUMBERS, &SITE, &STATUS]]],
            without: &[&EMAIL, &START],
            named: "phone-queues",
            called: &["queue"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[],
        row: |reader, row| csv::facts(reader, row, take),
        covers: None,
        needs_days: None,
    },
    answers: &[
        Answer { path: &["phone", "call_queues"], array: "call_queues", needs: "extension_id" },
        Answer { path: &["phone", "call_queues"], array: "call_queues", needs: "" },
    ],
    take,
};

static QUEUE_NAME: Column =
    column("queue_name", "Queue Name", &["queuename", "callqueuename", "callqueue", "queue", "name"]);
static QUEUE_ID: Column = column("queue_id", "Queue ID", &["id", "queueid", "callqueueid"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let (id, name) = (cells.text(&[&QUEUE_ID]), cells.decoded(&[&QUEUE_NAME]));
    let (extension, extension_id) = (cells.text(&[&EXTENSION]), cells.text(&[&EXTENSION_ID]));
    // Exports have no ids: a number is one queue's in both.
    let key = queue_key(None, extension.as_deref(), None)
        .or_else(|| queue_key(id.as_deref(), None, name.as_deref()))
        .ok_or_else(|| unreadable(&QUEUE_NAME, b"", "the row names no queue"))?;
    let values: Vec<Cell> = vec![
        cell(id.as_deref()),
        cell(name.as_deref()),
        cell(extension.as_deref()),
        cell(extension_id.as_deref()),
        cell(cells.text(&[&SITE]).as_deref()),
        cell(cells.text(&[&STATUS]).map(|word| word.to_lowercase()).as_deref()),
        cell(several(cells, "phone_numbers", &NUMBER, &NUMBERS)?.as_deref()),
    ];
    Ok(vec![RowRecord { table: &PHONE_QUEUE, key, worth: cells.worth(), values }])
}
