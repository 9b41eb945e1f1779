//! Billing: invoices of a period, their lines, and what departments are charged.

use super::place::account;
use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("billing"),
    title: "Billing",
    tab: Tab::Usage,
    about: "Invoices whose period has a day of the range, what each charges for, and what departments are charged for a \
            service. Amounts of different currencies are never added. Shown once billing is enabled: the provider's \
            billing department does that, `headcount policy billing` notes it, and the first billing imported is proof.",
    who: Access::BILLING,
    limits: Limit::BILLING,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param {
            name: "invoice",
            kind: ParamKind::Text,
            required: false,
            help: "Only this invoice, by its number or the provider's id of its report.",
        },
        Param {
            name: "department",
            kind: ParamKind::Text,
            required: false,
            help: "By department: only departments that contain this.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "invoices",
            title: "Invoices",
            columns: INVOICES,
            source: Source { sql: INVOICES_SQL, by_key: false },
            order: &["-from", "invoice"],
            facts: Some(TOTALS),
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("billing"),
                view: Some("lines"),
                with: &[("invoice", "of_invoice")],
                day: None,
                label: &["invoice"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("invoice", "invoices"),
        },
        View {
            id: "departments",
            title: "By department",
            columns: DEPARTMENTS,
            source: Source { sql: DEPARTMENTS_SQL, by_key: true },
            order: &["department", "service", "-from"],
            facts: Some(CHARGED),
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("charge", "charges"),
        },
        View {
            id: "lines",
            title: "Lines",
            columns: LINES,
            source: Source { sql: LINES_SQL, by_key: true },
            order: &["-from", "invoice", "charge"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("line", "lines"),
        },
    ],
};

/// Rows `$of` whose period has a day of the range.
macro_rules! in_range {
    ($of:literal) => {
        concat!(
            $of,
            ".account_id IN (:accounts) AND ",
            $of,
            ".shown = 1 AND ",
            $of,
            ".day <= :to_day AND coalesce(",
            $of,
            ".to_day, ",
            $of,
            ".day) >= :from_day"
        )
    };
}

/// Invoices as they are listed, and those of which lines alone are held.
macro_rules! invoices {
    () => {
        concat!(
            "
WITH listed AS (
  SELECT i.account_id, i.row_id, coalesce(i.number, i.report_id) AS name, i.report_id, i.number, i.day, i.to_day, i.due_day,
         i.status, i.amount, i.tax, i.total, i.currency
  FROM invoice i
  WHERE ",
            in_range!("i"),
            "
),
of_lines AS (
  SELECT l.account_id, -min(l.row_id) AS row_id, coalesce(l.number, l.report_id) AS name, NULL AS report_id, l.number,
         min(l.day) AS day, max(l.to_day) AS to_day, NULL AS due_day, NULL AS status,
         sum(l.amount) AS amount, sum(l.tax) AS tax, sum(l.total) AS total, l.currency
  FROM invoice_line l
  WHERE ",
            in_range!("l"),
            "
    AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.account_id = l.account_id AND i.shown = 1
                    AND (i.number = l.number OR i.report_id = l.report_id))
  GROUP BY l.account_id, coalesce(l.number, l.report_id), l.number, l.currency
),
bills AS (
  SELECT * FROM listed
  UNION ALL
  SELECT * FROM of_lines
)"
        )
    };
}

const TOTALS: Facts = Facts {
    columns: &[
        col("invoices", "Invoices", Unit::Count),
        col("charged", "Charged", Unit::Text).help("A sum for each currency."),
    ],
    sql: concat!(
        invoices!(),
        ",
sums AS (SELECT currency, count(*) AS invoices, sum(coalesce(total, amount)) AS charged FROM bills GROUP BY currency)
SELECT coalesce(sum(invoices), 0) AS invoices, string_agg(money_text(charged, currency), ' · ' ORDER BY currency) AS charged
FROM sums"
    ),
};

const INVOICES: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("of_invoice"),
    col("invoice", "Invoice", Unit::Text)
        .help("Its number; where there is none, the provider's id of the report."),
    def::account(),
    col("from", "Period", Unit::Date).help("The first day of it."),
    col("to", "To", Unit::Date).help("The last day of it."),
    col("due", "Due", Unit::Date),
    col("status", "Status", Unit::Text).wide(),
    col("amount", "Amount", Unit::Money).help("Without tax, where the source tells both."),
    col("tax", "Tax", Unit::Money).wide(),
    col("total", "Total", Unit::Money),
    col("currency", "Currency", Unit::Text).wide().help("Empty where the source names none."),
];

const INVOICES_SQL: &str = concat!(
    invoices!(),
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       coalesce(t.report_id, t.number) AS of_invoice,
       t.name AS invoice,
       ",
    account!("t"),
    " AS account,
       t.day AS \"from\",
       t.to_day AS \"to\",
       t.due_day AS due,
       t.status AS status,
       money(t.amount, t.currency) AS amount,
       money(t.tax, t.currency) AS tax,
       money(t.total, t.currency) AS total,
       t.currency AS currency
FROM bills t
WHERE 1 = 1 [[invoice: AND :invoice IN (fold(t.number), fold(t.report_id)) ]]"
);

const LINES: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    col("invoice", "Invoice", Unit::Text),
    def::account(),
    col("charge", "Charge", Unit::Text).help("What is charged for."),
    col("quantity", "Quantity", Unit::Count),
    col("from", "From", Unit::Date),
    col("to", "To", Unit::Date).wide(),
    col("amount", "Amount", Unit::Money),
    col("tax", "Tax", Unit::Money).wide(),
    col("total", "Total", Unit::Money),
    col("currency", "Currency", Unit::Text).wide(),
];

// Lines of an invoice are found by its number or by the report that they were asked for.
const LINES_SQL: &str = concat!(
    "
SELECT l.account_id AS account_key,
       l.row_id AS row,
       coalesce(l.number, l.report_id) AS invoice,
       ",
    account!("l"),
    " AS account,
       l.charge AS charge,
       l.quantity AS quantity,
       l.day AS \"from\",
       l.to_day AS \"to\",
       money(l.amount, l.currency) AS amount,
       money(l.tax, l.currency) AS tax,
       money(l.total, l.currency) AS total,
       l.currency AS currency
FROM invoice_line l
WHERE ",
    in_range!("l"),
    " [[invoice: AND (fold(l.number) = :invoice OR fold(l.report_id) = :invoice
          OR EXISTS (SELECT 1 FROM invoice i WHERE i.account_id = l.account_id AND i.shown = 1
                     AND fold(i.report_id) = :invoice AND i.number = l.number)) ]]"
);

const CHARGED: Facts = Facts {
    columns: &[col("charged", "Charged", Unit::Text).help("A sum for each currency.")],
    sql: concat!(
        "
WITH sums AS (
  SELECT d.currency, sum(d.amount) AS charged FROM department_charge d
  WHERE ",
        in_range!("d"),
        " [[department: AND holds(d.department, :department) ]]
  GROUP BY d.currency
)
SELECT string_agg(money_text(charged, currency), ' · ' ORDER BY currency) AS charged FROM sums"
    ),
};

const DEPARTMENTS: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    col("department", "Department", Unit::Text),
    def::account(),
    col("service", "Service", Unit::Text),
    col("users", "Users", Unit::Count).sum(),
    col("from", "Period", Unit::Date).help("The first day of it."),
    col("to", "To", Unit::Date).wide(),
    col("amount", "Amount", Unit::Money)
        .bar()
        .help("For the service; amounts of different currencies are never added."),
    col("currency", "Currency", Unit::Text).wide(),
];

const DEPARTMENTS_SQL: &str = concat!(
    "
SELECT d.account_id AS account_key,
       d.row_id AS row,
       d.department AS department,
       ",
    account!("d"),
    " AS account,
       d.service AS service,
       d.users AS users,
       d.day AS \"from\",
       d.to_day AS \"to\",
       money(d.amount, d.currency) AS amount,
       d.currency AS currency
FROM department_charge d
WHERE ",
    in_range!("d"),
    " [[department: AND holds(d.department, :department) ]] [[invoice: AND fold(d.number) = :invoice ]]"
);
