//! Invoices: one a month in the school's currency, now and then one of the provider's American branch, and what departments
//! are charged.

use super::telephone::Call;
use super::{Base, amount};
use crate::demo::DemoFile;
use crate::demo::calendar::{last_of_month, with_day};
use crate::demo::table::{compact, row};
use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// What a licence costs a month, in hundredths.
const LICENCE: i64 = 1_490;
/// Of a hundred.
const TAX: i64 = 25;

/// An invoice of a month with its lines: what for, how many, and how much in hundredths.
struct Invoice {
    number: String,
    from: NaiveDate,
    to: NaiveDate,
    currency: &'static str,
    lines: Vec<(&'static str, i64, i64)>,
}

pub fn files(base: Base<'_, '_>, calls: &[Call<'_, '_>]) -> Vec<DemoFile> {
    let invoices = invoices(base, calls);
    let today = compact(base.world.today);
    vec![
        base.file(format!("invoices_{today}.csv"), list(base, &invoices)),
        base.file(format!("invoice_lines_{today}.csv"), lines(&invoices)),
        base.file(format!("billing_departments_{today}.csv"), departments(base)),
    ]
}

/// Of the months that are over.
fn invoices(base: Base<'_, '_>, calls: &[Call<'_, '_>]) -> Vec<Invoice> {
    let mut out = Vec::new();
    let is_over = |(_, to): &(NaiveDate, NaiveDate)| *to == last_of_month(*to);
    for (first, to) in base.months(13).into_iter().filter(is_over) {
        let from = with_day(first, 1);
        let charged = |currency: &str| -> (i64, i64) {
            let of_month =
                calls.iter().filter(|c| c.currency == currency && (from..=to).contains(&base.day(c.at)));
            of_month.fold((0, 0), |(count, sum), call| (count + 1, sum + call.charge))
        };
        let users = users(base);
        let (calls_at_home, at_home) = charged("EUR");
        let number = |branch: &str| format!("LUM-{branch}{}", from.format("%Y-%m"));
        out.push(Invoice {
            number: number(""),
            from,
            to,
            currency: "EUR",
            lines: vec![
                ("Licensed users", users, users * LICENCE),
                ("Webinar 500", 2, 2 * 6_900),
                ("Audio conferencing", calls_at_home, at_home),
            ],
        });
        let (calls_abroad, abroad) = charged("USD");
        if abroad > 0 {
            let lines = vec![("Call-out United States", calls_abroad, abroad)];
            out.push(Invoice { number: number("US-"), from, to, currency: "USD", lines });
        }
    }
    out
}

fn users(base: Base<'_, '_>) -> i64 {
    i64::try_from(base.world.people.users.len()).unwrap_or(60)
}

impl Invoice {
    fn net(&self) -> i64 {
        self.lines.iter().map(|(_, _, amount)| amount).sum()
    }

    /// None on what comes from abroad.
    fn tax(&self, of: i64) -> i64 {
        if self.currency == "USD" { 0 } else { (of * TAX + 50) / 100 }
    }
}

fn written(day: NaiveDate) -> String {
    day.format("%m/%d/%Y").to_string()
}

fn list(base: Base<'_, '_>, invoices: &[Invoice]) -> Vec<u8> {
    let mut out =
        b"Invoice Number,Period Start,Period End,Due Date,Status,Amount,Tax,Total,Currency\n".to_vec();
    for invoice in invoices {
        let due = invoice.to.checked_add_days(Days::new(14)).unwrap_or(invoice.to);
        let status = if due < base.world.today { "Paid" } else { "Open" };
        // Rounded line by line, so that the lines add up to it.
        let net = invoice.net();
        let tax: i64 = invoice.lines.iter().map(|(_, _, amount)| invoice.tax(*amount)).sum();
        let cells = [
            invoice.number.as_str(),
            &written(invoice.from),
            &written(invoice.to),
            &written(due),
            status,
            &amount(net),
            &amount(tax),
            &amount(net + tax),
            invoice.currency,
        ];
        row(&mut out, &cells);
    }
    out
}

fn lines(invoices: &[Invoice]) -> Vec<u8> {
    let mut out =
        b"Invoice Number,Charge,Quantity,Period Start,Period End,Amount,Tax,Total,Currency\n".to_vec();
    for invoice in invoices {
        for (charge, quantity, net) in &invoice.lines {
            let tax = invoice.tax(*net);
            let cells = [
                invoice.number.as_str(),
                charge,
                &quantity.to_string(),
                &written(invoice.from),
                &written(invoice.to),
                &amount(*net),
                &amount(tax),
                &amount(net + tax),
                invoice.currency,
            ];
            row(&mut out, &cells);
        }
    }
    out
}

/// Licences of the last three months that are over, by department.
fn departments(base: Base<'_, '_>) -> Vec<u8> {
    let mut out = b"Department,Service,Users,Period Start,Period End,Amount,Currency\n".to_vec();
    let mut by_department: BTreeMap<&str, i64> = BTreeMap::new();
    for user in &base.world.people.users {
        *by_department.entry(user.department).or_default() += 1;
    }
    for months in (1..=3).rev() {
        let first = with_day(base.world.today, 1);
        let from = first.checked_sub_months(Months::new(months)).unwrap_or(first);
        let to = last_of_month(from);
        for (department, users) in &by_department {
            let cells = [
                department,
                "Licensed users",
                &users.to_string(),
                &written(from),
                &written(to),
                &amount(users * LICENCE),
                "EUR",
            ];
            row(&mut out, &cells);
        }
    }
    out
}
