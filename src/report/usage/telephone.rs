//! Audio conferencing: who dialled in or was called, for how long, and what it cost.

use super::place::{OCCURRENCE, account, counted, occurrence, of_occurrence};
use crate::model::Unit;
use crate::report::def::TOGETHER;
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("telephone"),
    title: "Telephone",
    tab: Tab::Usage,
    about: "Dial-ins and call-outs of audio conferencing, with what they cost: one by one, by day and by currency. \
            Amounts of different currencies are never added. Callers' numbers are shown whole to the owner and to \
            administrators.",
    who: Access::USAGE,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        OCCURRENCE,
        Param {
            name: "type",
            kind: ParamKind::Choice(&["all", "toll", "toll-free", "call-out", "premium"]),
            required: false,
            help: "Only calls of this type.",
        },
        Param {
            name: "country",
            kind: ParamKind::Text,
            required: false,
            help: "Only calls of a country that contains this.",
        },
        Param {
            name: "department",
            kind: ParamKind::Text,
            required: false,
            help: "Only hosts whose department contains this.",
        },
        Param {
            name: "currency",
            kind: ParamKind::Text,
            required: false,
            help: "Only calls charged in this currency.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "calls",
            title: "Calls",
            columns: CALLS,
            source: Source { sql: CALLS_SQL, by_key: true },
            order: &["-start", "participant"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("participants"),
                view: None,
                with: &[("occurrence", "occurrence")],
                day: None,
                label: &["topic", "start"],
            }),
            opens: None,
            further: None,
            held: Some(counted!("telephone_use", "t.start_at")),
            noun: ("call", "calls"),
        },
        View {
            id: "days",
            title: "By day",
            columns: DAYS,
            source: Source { sql: DAYS_SQL, by_key: false },
            order: &["date", "currency"],
            facts: Some(FACTS),
            notes: &[TOGETHER],
            chart: None,
            down: Some(Drill {
                to: ReportId("telephone"),
                view: Some("calls"),
                with: &[],
                day: Some("date"),
                label: &["date"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("day and currency", "days and currencies"),
        },
        View {
            id: "currencies",
            title: "By currency",
            columns: CURRENCIES,
            source: Source { sql: CURRENCIES_SQL, by_key: false },
            order: &["currency"],
            facts: Some(FACTS),
            notes: &[TOGETHER],
            chart: None,
            down: Some(Drill {
                to: ReportId("telephone"),
                view: Some("calls"),
                with: &[("currency", "in_currency")],
                day: None,
                label: &["currency"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("currency", "currencies"),
        },
    ],
};

/// Which calls are asked for: conditions on `t`.
macro_rules! asked {
    () => {
        concat!(
            "t.account_id IN (:accounts) AND t.shown = 1
  AND (t.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
  [[occurrence: AND ",
            of_occurrence!("t", "t.start_at"),
            " ]]
  [[type: AND (t.type LIKE '%' || :type || '%' AND (:type <> 'toll' OR t.type NOT LIKE '%toll-free%')) ]]
  [[country: AND holds(t.country, :country) ]]
  [[department: AND holds(t.department, :department) ]]
  [[currency: AND fold(coalesce(t.currency, 'none named')) = :currency ]]"
        )
    };
}

const FACTS: Facts = Facts {
    columns: &[
        col("calls", "Calls", Unit::Count),
        col("minutes", "Minutes", Unit::Minutes),
        col("charges", "Charges", Unit::Text).help("A sum for each currency."),
    ],
    sql: concat!(
        "
WITH sums AS (
  SELECT t.currency, count(*) AS calls, sum(t.minutes) AS minutes, sum(t.charge) AS charge
  FROM telephone_use t
  WHERE ",
        asked!(),
        "
  GROUP BY t.currency
)
SELECT coalesce(sum(calls), 0) AS calls, sum(minutes) * 60 AS minutes,
       string_agg(money_text(charge, currency), ' · ' ORDER BY currency) AS charges
FROM sums"
    ),
};

const CALLS: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("occurrence"),
    col("start", "Start", Unit::Moment),
    col("end", "End", Unit::Moment).wide(),
    col("minutes", "Minutes", Unit::Minutes).sum().help("As the portal counts them: begun ones are whole."),
    def::account(),
    col("meeting_id", "Meeting ID", Unit::Number).wide(),
    col("topic", "Topic", Unit::Text).wide(),
    col("participant", "Participant", Unit::Text).personal().help(
        "As the source names them; where it names nobody, who was in the occurrence under that number.",
    ),
    col("email", "Email", Unit::Text).wide().personal().help("Where it is known."),
    col("host", "Host", Unit::Text).wide().personal(),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("department", "Department", Unit::Text).wide().help("The host's."),
    col("caller_number", "Caller number", Unit::Text)
        .personal()
        .masked()
        .help("In part for those who are neither owner nor administrator."),
    col("called_number", "Called number", Unit::Text).wide(),
    col("country", "Country", Unit::Text),
    col("type", "Type", Unit::Text).wide().help("toll, toll-free, call-out or premium."),
    col("rate", "Rate", Unit::Text).wide().help("For a minute, as the source writes it."),
    col("charge", "Charge", Unit::Money).help("Amounts of different currencies are never added."),
    col("currency", "Currency", Unit::Text).wide().help("Empty where the source names none."),
];

const CALLS_SQL: &str = concat!(
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       ",
    occurrence!("t", "t.start_at"),
    " AS occurrence,
       t.start_at AS start,
       t.end_at AS \"end\",
       t.minutes * 60 AS minutes,
       ",
    account!("t"),
    " AS account,
       t.number AS meeting_id,
       coalesce(t.topic, (SELECT o.topic FROM occurrence o WHERE o.account_id = t.account_id AND o.occurrence_id = ",
    occurrence!("t", "t.start_at"),
    ")) AS topic,
       t.name AS participant,
       coalesce(t.email, (SELECT min(nullif(n.email, '')) FROM participant p
                          JOIN person n ON n.account_id = p.account_id AND n.person_id = p.person_id
                          WHERE p.account_id = t.account_id AND p.occurrence_id = ",
    occurrence!("t", "t.start_at"),
    " AND n.name = t.name HAVING count(*) = 1)) AS email,
       t.host_name AS host,
       t.host_email AS host_email,
       t.department AS department,
       t.caller_number AS caller_number,
       t.called_number AS called_number,
       t.country AS country,
       t.type AS type,
       t.rate AS rate,
       money(t.charge, t.currency) AS charge,
       t.currency AS currency
FROM telephone_use t
WHERE ",
    asked!()
);

const DAYS: &[Column] = &[
    col("date", "Date", Unit::Date).help("The day in the account's zone."),
    col("currency", "Currency", Unit::Text).help("A row for each currency of the day's charges."),
    col("calls", "Calls", Unit::Count).sum(),
    col("minutes", "Minutes", Unit::Minutes).sum().bar(),
    col("charge", "Charge", Unit::Money).bar().help("Of that currency alone; bars compare the numbers."),
];

const DAYS_SQL: &str = concat!(
    "
SELECT t.day AS date,
       t.currency AS currency,
       count(*) AS calls,
       sum(t.minutes) * 60 AS minutes,
       money(sum(t.charge), t.currency) AS charge
FROM telephone_use t
WHERE ",
    asked!(),
    "
GROUP BY t.day, t.currency"
);

const CURRENCIES: &[Column] = &[
    def::key("in_currency"),
    col("currency", "Currency", Unit::Text).help("ISO 4217; `none named` where the source names none."),
    col("calls", "Calls", Unit::Count).sum(),
    col("minutes", "Minutes", Unit::Minutes).sum().bar(),
    col("charge", "Charge", Unit::Money).help("What these calls cost."),
];

const CURRENCIES_SQL: &str = concat!(
    "
SELECT coalesce(t.currency, 'none named') AS in_currency,
       coalesce(t.currency, 'none named') AS currency,
       count(*) AS calls,
       sum(t.minutes) * 60 AS minutes,
       money(sum(t.charge), t.currency) AS charge
FROM telephone_use t
WHERE ",
    asked!(),
    "
GROUP BY t.currency"
);
