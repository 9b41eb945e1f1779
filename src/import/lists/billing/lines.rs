//! Kind `zoom-billing-lines`: what invoices charge for.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::{AMOUNT, CHARGE, CURRENCY, FROM, NUMBER, TAX, TO, TOTAL};
use crate::model::Covered;
use crate::model::row::{INVOICE_LINE, RowRecord};

pub static LINES: List = List {
    table: Table {
        kind: "zoom-billing-lines",
        about: &About {
            title: "Lines of invoices",
            source: "What invoices charge for. Portal: Account Management > Billing > Invoice History, an invoice's \
                     details; API: GET /report/billing/invoices?billing_id=….",
            headers: &[
                "Invoice Number,Charge,Quantity,Period Start,Period End,Amount,Tax,Total,Currency",
                "invoice_number,invoice_charge_name,quantity,start_date,end_date,tax_amount,total_amount,currency",
            ],
            oddities: &[
                "The report that the lines are of is known where the answer comes with its question \
                 (billing_id), else they are found under the invoice's number.",
            ],
            sample: "invoice-lines.csv",
        },
        look: Look {
            kind: "zoom-billing-lines",
            title: "lines of invoices",
            needed: &[&[&[&NUMBER], &[&CHARGE], &[&AMOUNT, &TOTAL], &[&FROM]]],
            without: &[],
            named: "invoice_lines",
            called: &["invoice", "billing"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&FROM, &TO],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Billing),
        needs_days: None,
    },
    answers: &[Answer { path: &["report", "billing", "invoices"], array: "invoices", needs: "" }],
    take,
};

static QUANTITY: Column = column("quantity", "Quantity", &["quantity", "qty", "licenses", "licences"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let charge =
        cells.decoded(&[&CHARGE]).ok_or_else(|| unreadable(&CHARGE, b"", "the row names no charge"))?;
    let (from, to) = super::period(cells)?;
    let (number, report) = (cells.text(&[&NUMBER]), cells.asked());
    let currency = cells.currency(&CURRENCY);
    let of = number.as_deref().or(report.as_deref()).unwrap_or_default();
    let key = format!("{of} {from} {} {charge}", to.unwrap_or(from));
    let values = vec![
        from.into(),
        cell(to),
        cell(report.as_deref()),
        cell(number.as_deref()),
        charge.as_str().into(),
        cell(cells.count(&QUANTITY)?),
        cell(cells.money(&AMOUNT, currency)?),
        cell(cells.money(&TAX, currency)?),
        cell(cells.money(&TOTAL, currency)?),
        cell(currency),
    ];
    Ok(vec![RowRecord { table: &INVOICE_LINE, key, worth: cells.worth(), values }])
}
