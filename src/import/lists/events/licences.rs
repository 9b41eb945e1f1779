//! Kind `zoom-event-licences`: licences of the events plans, and how many are used.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{List, csv};
use crate::model::Covered;
use crate::model::row::{EVENT_LICENCE, RowRecord};

pub static LICENCES: List = List {
    table: Table {
        kind: "zoom-event-licences",
        about: &About {
            title: "Licences of the events plans",
            source: "Licences of each events plan in a period, and how many are used. Portal: Reports > Usage reports > \
                     Zoom Events licences, Export.",
            headers: &["Plan,Licenses,Used,Period Start,Period End"],
            oddities: &[
                "No exact header of the portal's export is known: titles that mean the same are found alike.",
                "Plan, Licenses, Used and Period Start are needed.",
            ],
            sample: "event-licences.csv",
        },
        look: Look {
            kind: "zoom-event-licences",
            title: "licences of the events plans",
            needed: &[&[&[&PLAN], &[&TOTAL], &[&USED], &[&FROM]]],
            without: &[],
            named: "event_licences",
            called: &["licen"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&FROM, &TO],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Events),
        needs_days: None,
    },
    answers: &[],
    take,
};

static PLAN: Column = column(
    "plan",
    "Plan",
    &["plan", "planname", "eventplan", "licensetype", "licencetype", "license", "licence"],
);
static TOTAL: Column = column(
    "licenses",
    "Licenses",
    &["licenses", "licences", "totallicenses", "totallicences", "purchased", "total", "quantity"],
);
static USED: Column = column(
    "used",
    "Used",
    &["used", "usedlicenses", "usedlicences", "licensesused", "licencesused", "consumed"],
);
static FROM: Column =
    column("start_date", "Period Start", &["startdate", "periodstart", "from", "start", "validfrom"]);
static TO: Column = column("end_date", "Period End", &["enddate", "periodend", "to", "end", "validto"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let plan = cells.decoded(&[&PLAN]).ok_or_else(|| unreadable(&PLAN, b"", "the row names no plan"))?;
    let from = cells.needed_day(&FROM)?;
    let to = cells.day(&TO)?.filter(|to| *to >= from);
    cells.met_day(from);
    let key = format!("{plan} {from}");
    let values = vec![
        from.into(),
        cell(to),
        plan.as_str().into(),
        cell(cells.count(&TOTAL)?),
        cell(cells.count(&USED)?),
    ];
    Ok(vec![RowRecord { table: &EVENT_LICENCE, key, worth: cells.worth(), values }])
}
