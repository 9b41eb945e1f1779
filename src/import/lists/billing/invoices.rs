//! Kind `zoom-billing`: invoices, and the API's billing reports of a period.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::{AMOUNT, CHARGE, CURRENCY, DEPARTMENT, FROM, NUMBER, TAX, TO, TOTAL};
use crate::model::Covered;
use crate::model::row::{INVOICE, RowRecord};

pub static INVOICES: List = List {
    table: Table {
        kind: "zoom-billing",
        about: &About {
            title: "Invoices",
            source: "Invoices of the account, and billing reports of a period. Portal: Account Management > Billing > \
                     Invoice History, Export; API: GET /report/billing.",
            headers: &[
                "Invoice Number,Period Start,Period End,Due Date,Status,Amount,Tax,Total,Currency",
                "id,start_date,end_date,type,tax_amount,total_amount,currency",
            ],
            oddities: &[
                "Amounts are texts like 1,234.50, read to the currency's smallest unit; the API names the currency beside \
                 its rows.",
                "The API names a report by an id, under which its lines are asked for, and no invoice.",
                "The first billing that is imported enables the billing report (headcount policy billing).",
            ],
            sample: "invoices.csv",
        },
        look: Look {
            kind: "zoom-billing",
            title: "invoices",
            needed: &[&[&[&NUMBER, &REPORT], &[&FROM], &[&AMOUNT, &TOTAL]]],
            without: &[&CHARGE, &DEPARTMENT],
            named: "invoices",
            called: &["invoice", "billing"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&FROM, &TO, &DUE],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Billing),
        needs_days: None,
    },
    answers: &[Answer { path: &["report", "billing"], array: "billing_reports", needs: "" }],
    take,
};

static REPORT: Column = column("id", "ID", &["id", "reportid", "billingid", "billingreportid"]);
static DUE: Column = column("due_date", "Due Date", &["duedate", "due", "paymentdue", "paymentduedate"]);
static STATUS: Column = column("status", "Status", &["status", "paymentstatus", "invoicestatus"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let (number, report) = (cells.text(&[&NUMBER]), cells.text(&[&REPORT]));
    let Some(named) = number.clone().or_else(|| report.clone()) else {
        return Err(unreadable(&NUMBER, b"", "the row names no invoice"));
    };
    let (from, to) = super::period(cells)?;
    let currency = cells.currency(&CURRENCY);
    let values = vec![
        from.into(),
        cell(to),
        cell(cells.day(&DUE)?),
        cell(report.as_deref()),
        cell(number.as_deref()),
        cell(cells.text(&[&STATUS]).map(|word| word.to_lowercase()).as_deref()),
        cell(cells.money(&AMOUNT, currency)?),
        cell(cells.money(&TAX, currency)?),
        cell(cells.money(&TOTAL, currency)?),
        cell(currency),
    ];
    let key = report.unwrap_or(named);
    Ok(vec![RowRecord { table: &INVOICE, key, worth: cells.worth(), values }])
}
