//! Kind `zoom-billing-departments`: what each department is charged for a service.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{List, csv};
use super::{AMOUNT, CHARGE, CURRENCY, DEPARTMENT, FROM, NUMBER, TO, TOTAL};
use crate::model::Covered;
use crate::model::row::{DEPARTMENT_CHARGE, RowRecord};

pub static DEPARTMENTS: List = List {
    table: Table {
        kind: "zoom-billing-departments",
        about: &About {
            title: "Billing by department",
            source: "What each department is charged for each service in a period. Portal: Reports > Usage reports > \
                     Billing, by department, Export.",
            headers: &["Department,Service,Users,Period Start,Period End,Amount,Currency"],
            oddities: &[
                "No exact header of the portal's export is known: titles that mean the same are found alike.",
                "Department, Service or Users, Period Start and an amount are needed.",
            ],
            sample: "billing-departments.csv",
        },
        look: Look {
            kind: "zoom-billing-departments",
            title: "charges of departments",
            needed: &[&[&[&DEPARTMENT], &[&SERVICE, &USERS], &[&FROM], &[&AMOUNT, &TOTAL]]],
            without: &[],
            named: "billing_departments",
            called: &["department", "billing"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&FROM, &TO],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Billing),
        needs_days: None,
    },
    answers: &[],
    take,
};

static SERVICE: Column = column("service", "Service", &["service", "servicename", "plan", "planname"]);
static USERS: Column = column("users", "Users", &["users", "usercount", "numberofusers", "licensedusers"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let (from, to) = super::period(cells)?;
    let currency = cells.currency(&CURRENCY);
    let (number, department) = (cells.text(&[&NUMBER]), cells.text(&[&DEPARTMENT]));
    let service = cells.decoded(&[&SERVICE, &CHARGE]);
    let amount = match cells.money(&AMOUNT, currency)? {
        Some(amount) => Some(amount),
        None => cells.money(&TOTAL, currency)?,
    };
    if amount.is_none() {
        return Err(unreadable(&AMOUNT, b"", "the amount is missing"));
    }
    let words = [department.as_deref(), service.as_deref(), currency].map(Option::unwrap_or_default);
    let key = format!("{from} {} {}", to.unwrap_or(from), words.join(" | "));
    let values = vec![
        from.into(),
        cell(to),
        cell(number.as_deref()),
        cell(department.as_deref()),
        cell(service.as_deref()),
        cell(cells.count(&USERS)?),
        cell(amount),
        cell(currency),
    ];
    Ok(vec![RowRecord { table: &DEPARTMENT_CHARGE, key, worth: cells.worth(), values }])
}
