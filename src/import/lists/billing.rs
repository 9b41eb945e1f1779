//! Kinds of billing: `zoom-billing`, invoices and the reports of a period; `zoom-billing-lines`, what they charge for;
//! `zoom-billing-departments`, what each department is charged (FORMATS-zoom-2 §5, GET /report/billing and
//! /report/billing/invoices; of exports no exact header is known).

mod departments;
mod invoices;
mod lines;

pub use departments::DEPARTMENTS;
pub use invoices::INVOICES;
pub use lines::LINES;

use super::super::titles::{Column, column};
use super::cells::{Cells, Unreadable};

static NUMBER: Column = column(
    "invoice_number",
    "Invoice Number",
    &["invoicenumber", "invoice", "invoiceno", "invoiceid", "number"],
);
static FROM: Column = column(
    "start_date",
    "Period Start",
    &["startdate", "periodstart", "billingperiodstart", "serviceperiodstart", "from", "start"],
);
static TO: Column = column(
    "end_date",
    "Period End",
    &["enddate", "periodend", "billingperiodend", "serviceperiodend", "to", "end"],
);
static AMOUNT: Column = column("amount", "Amount", &["amount", "netamount", "subtotal", "charges", "cost"]);
static TAX: Column = column("tax_amount", "Tax", &["taxamount", "tax", "taxes", "vat"]);
static TOTAL: Column =
    column("total_amount", "Total", &["totalamount", "total", "grossamount", "invoicetotal"]);
static CURRENCY: Column = column("currency", "Currency", &["currency", "currencycode"]);
static CHARGE: Column = column(
    "invoice_charge_name",
    "Charge",
    &["invoicechargename", "chargename", "charge", "item", "description", "product"],
);
static DEPARTMENT: Column = super::super::titles::DEPARTMENT;

/// First and last day of a period; the last may be missing. The list then speaks for both.
fn period(cells: &mut Cells<'_>) -> Result<(i64, Option<i64>), Unreadable> {
    let from = cells.needed_day(&FROM)?;
    let to = cells.day(&TO)?.filter(|to| *to >= from);
    cells.met_day(from);
    if let Some(to) = to {
        cells.met_day(to);
    }
    Ok((from, to))
}
