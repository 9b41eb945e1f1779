//! Kind `zoom-storage`: what is stored of cloud recordings at the end of each day (FORMATS-zoom-2 §5, GET
//! /report/cloud_recording).

use super::super::kinds::About;
use super::super::titles::{Column, DATE, column};
use super::super::zoom_tables::{Look, Table};
use super::cells::{Cells, Unreadable, cell, unreadable};
use super::{Answer, List, csv};
use crate::model::row::{RowRecord, STORAGE_DAY};
use crate::model::text::fold;
use crate::model::{Cell, Covered};

pub static STORAGE: List = List {
    table: Table {
        kind: "zoom-storage",
        about: &About {
            title: "Cloud recording storage",
            source: "What is stored of cloud recordings at the end of each day, and what the plan has room for. Portal: \
                     Reports > Usage reports > Cloud recording, Export; API: GET /report/cloud_recording.",
            headers: &["Date,Usage,Plan Usage,Free Usage", "date,usage,plan_usage,free_usage"],
            oddities: &[
                "Sizes are texts like 3 MB, of 1024 a step; Unlimited is no size and is kept as that.",
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
            ],
            sample: "storage.csv",
        },
        look: Look {
            kind: "zoom-storage",
            title: "days of recording storage",
            needed: &[&[&[&DATE], &[&STORED], &[&PLAN, &FREE]]],
            without: &[],
            named: "cloud_recording",
            called: &["cloudrecording", "storage"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&DATE],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Storage),
        needs_days: None,
    },
    answers: &[Answer { path: &["report", "cloud_recording"], array: "cloud_recording_storage", needs: "" }],
    take,
};

static STORED: Column =
    column("usage", "Usage", &["usage", "stored", "storageused", "usedstorage", "storage"]);
static PLAN: Column = column("plan_usage", "Plan Usage", &["planusage", "plan", "planstorage", "planlimit"]);
static FREE: Column = column("free_usage", "Free Usage", &["freeusage", "free", "freestorage"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let day = cells.needed_day(&DATE)?;
    let stored =
        cells.size(&STORED, "b")?.ok_or_else(|| unreadable(&STORED, b"", "what is stored is missing"))?;
    let mut unlimited = Vec::new();
    let plan = room(cells, &PLAN, "plan", &mut unlimited)?;
    let free = room(cells, &FREE, "free", &mut unlimited)?;
    cells.met_day(day);
    let unlimited = Some(unlimited.join(", ")).filter(|words| !words.is_empty());
    let values = vec![day.into(), stored.into(), plan, free, cell(unlimited.as_deref())];
    Ok(vec![RowRecord { table: &STORAGE_DAY, key: day.to_string(), worth: cells.worth(), values }])
}

/// A size, or nothing where it is unlimited.
fn room(
    cells: &mut Cells<'_>,
    column: &'static Column,
    word: &'static str,
    unlimited: &mut Vec<&'static str>,
) -> Result<Cell, Unreadable> {
    if fold(cells.raw(&[column]).trim()) == "unlimited" {
        unlimited.push(word);
        return Ok(Cell::Empty);
    }
    Ok(cell(cells.size(column, "b")?))
}
