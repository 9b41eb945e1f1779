//! Phone system: calls of the range, by day, by user, and what they cost.

use super::phone_charges::{CHARGES, charge_columns};
use super::phone_sql::{
    charged, charges, chosen, first, held, lasted, of_parts, parts, result, talk, user_of,
};
use super::phone_sums::{DAYS, DAYS_SQL, USERS, USERS_SQL};
use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

/// Within how far back and over how long calls are reported.
pub const LIMITS: &[Limit] = &[Limit::Retention, Limit::Range];

pub const DEF: ReportDef = ReportDef {
    id: ReportId("phone"),
    title: "Phone",
    tab: Tab::Usage,
    about: "Calls of the phone system: who called whom, for how long, and what became of it; by day, by user, and what \
            calls, messages and faxes cost, by currency. One call that several sources tell of, or that has several \
            parts, is one call.",
    who: Access::PHONE,
    limits: LIMITS,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param {
            name: "user",
            kind: ParamKind::Text,
            required: false,
            help: "Only calls made or taken by whose name contains this, or whose e-mail or extension it is.",
        },
        Param {
            name: "queue",
            kind: ParamKind::Text,
            required: false,
            help: "Only calls through a queue whose name contains this, or whose extension it is.",
        },
        Param {
            name: "site",
            kind: ParamKind::Text,
            required: false,
            help: "Only calls of a site that contains this.",
        },
        Param {
            name: "direction",
            kind: ParamKind::Choice(&["all", "inbound", "outbound"]),
            required: false,
            help: "all, inbound or outbound.",
        },
        Param {
            name: "result",
            kind: ParamKind::Choice(&["all", "answered", "voicemail", "missed", "abandoned", "overflowed"]),
            required: false,
            help: "What became of the call.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "calls",
            title: "Calls",
            columns: CALLS,
            source: Source { sql: CALLS_SQL, by_key: true },
            order: &["-start"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("phone-call"),
                view: None,
                with: &[("call", "call")],
                day: None,
                label: &["caller", "callee"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("call", "calls"),
        },
        View {
            id: "days",
            title: "By day",
            columns: DAYS,
            source: Source { sql: DAYS_SQL, by_key: false },
            order: &["date"],
            facts: Some(FACTS),
            notes: &[crate::report::def::TOGETHER],
            chart: None,
            down: Some(Drill {
                to: ReportId("phone"),
                view: Some("calls"),
                with: &[],
                day: Some("date"),
                label: &["date"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("day", "days"),
        },
        View {
            id: "users",
            title: "By user",
            columns: USERS,
            source: Source { sql: USERS_SQL, by_key: false },
            order: &["-calls", "name"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("phone"),
                view: Some("calls"),
                with: &[("user", "user")],
                day: None,
                label: &["name"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("user", "users"),
        },
        View {
            id: "currencies",
            title: "By currency",
            columns: CURRENCIES,
            source: Source { sql: CURRENCIES_SQL, by_key: false },
            order: &["currency", "kind"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("sum", "sums"),
        },
        View {
            id: "charges",
            title: "Charges",
            columns: CHARGES,
            source: Source { sql: CHARGES_SQL, by_key: true },
            order: &["-at"],
            facts: Some(FACTS),
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("charge", "charges"),
        },
    ],
};

const FACTS: Facts = Facts {
    columns: &[
        col("calls", "Calls", Unit::Count),
        col("answered", "Answered", Unit::Count),
        col("talk", "Talk time", Unit::Duration),
        col("charges", "Charges", Unit::Text).help("Of calls, messages and faxes, in each currency by itself; where nothing narrows the calls."),
    ],
    sql: concat!(
        "
SELECT count(*), sum(CASE WHEN result = 'answered' THEN 1 ELSE 0 END), sum(talk),
       (SELECT string_agg(money_text(minor, currency), ' · ' ORDER BY currency) FROM (
          SELECT p.currency, sum(p.charge) AS minor FROM ",
        charges!(),
        " [[user: AND 1 = 0 ]] [[queue: AND 1 = 0 ]] [[site: AND 1 = 0 ]] [[direction: AND 1 = 0 ]] [[result: AND 1 = 0 ]]
          GROUP BY p.currency) AS sums)
FROM (SELECT ",
        result!(),
        " AS result, ",
        talk!(),
        " AS talk
      FROM phone_call c
      WHERE c.account_id IN (:accounts) AND c.day BETWEEN :from_day AND :to_day AND ",
        held!(),
        " AND ",
        first!(),
        chosen!("c.site"),
        ") AS calls"
    ),
};

const CALLS: &[Column] = &[
    def::key("call"),
    def::account(),
    col("start", "Start", Unit::Instant),
    col("direction", "Direction", Unit::Text).help("inbound or outbound."),
    col("caller", "Caller", Unit::Text).personal().help(
        "By name; of an extension without a name its number. What is outside has its number in a column of its own.",
    ),
    col("caller_number", "Caller number", Unit::Text)
        .wide()
        .personal()
        .masked()
        .help("Of callers outside the account; in part for those who are neither owner nor administrator."),
    col("callee", "Callee", Unit::Text).personal(),
    col("callee_number", "Callee number", Unit::Text)
        .wide()
        .personal()
        .masked()
        .help("Of those outside the account; in part for those who are neither owner nor administrator."),
    col("user", "User", Unit::Text)
        .wide()
        .personal()
        .help("The account's user who made or took it; of several parts the one who answered."),
    col("user_email", "User email", Unit::Text).wide().personal(),
    col("extension", "Extension", Unit::Text).wide(),
    col("site", "Site", Unit::Text).wide(),
    col("department", "Department", Unit::Text).wide(),
    col("duration", "Duration", Unit::Duration)
        .help("From the start to the end of the last part; where no end is known, as the source says."),
    col("talk", "Talk time", Unit::Duration).wide().help("From the answer to the end."),
    col("result", "Result", Unit::Text)
        .help("answered, voicemail, missed, abandoned or overflowed: the best of its parts. The call's report has the source's word."),
    col("queue", "Queue", Unit::Text).wide(),
    col("charge", "Charge", Unit::Money)
        .wide()
        .help("What its parts cost; empty where they cost in several currencies, which the call's report lists."),
    col("currency", "Currency", Unit::Text).wide().help("Of the charge; several are joined by ` · `."),
    col("parts", "Parts", Unit::Count).wide().help("Where it has several: a queue, a transfer, both ends."),
];

const CALLS_SQL: &str = concat!(
    "
SELECT c.row_id AS call,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = c.account_id) END AS account,
       c.start_at AS start,
       c.direction AS direction,
       coalesce(c.caller_name, 'ext. ' || c.caller_ext,
                CASE WHEN c.caller_number IS NOT NULL THEN 'a number outside' END) AS caller,
       c.caller_number AS caller_number,
       coalesce(c.callee_name, 'ext. ' || c.callee_ext,
                CASE WHEN c.callee_number IS NOT NULL THEN 'a number outside' END) AS callee,
       c.callee_number AS callee_number,
       ",
    user_of!("u", "name"),
    " AS user,
       ",
    user_of!("u", "email"),
    " AS user_email,
       ",
    user_of!("u", "ext"),
    " AS extension,
       coalesce(c.site, u.site) AS site,
       coalesce(c.department, u.department) AS department,
       ",
    lasted!(),
    " AS duration,
       ",
    talk!(),
    " AS talk,
       ",
    result!(),
    " AS result,
       coalesce(c.queue_name, ",
    of_parts!("min(e.queue_name)", ""),
    ") AS queue,
       (SELECT CASE WHEN count(DISTINCT coalesce(m.currency, '')) = 1 THEN money(sum(m.charge), min(m.currency)) END
        FROM phone_charge m
        WHERE m.account_id = c.account_id AND m.row_id IN ",
    charged!(),
    ") AS charge,
       (SELECT string_agg(currency, ' · ' ORDER BY currency) FROM (
          SELECT DISTINCT m.currency FROM phone_charge m
          WHERE m.account_id = c.account_id AND m.row_id IN ",
    charged!(),
    ") AS named) AS currency,
       (SELECT nullif(count(*), 1) FROM phone_call e
        WHERE e.account_id = c.account_id AND e.shown = 1 AND e.call_id = c.call_id AND e.certainty = c.certainty) AS parts
FROM phone_call c
LEFT JOIN phone_call u ON u.account_id = c.account_id AND u.row_id = coalesce(",
    of_parts!(
        "e.row_id",
        " AND (e.caller_who IS NOT NULL OR e.callee_who IS NOT NULL)
        ORDER BY CASE e.outcome WHEN 'answered' THEN 0 ELSE 1 END, e.start_at, e.key LIMIT 1"
    ),
    ", c.row_id)
WHERE c.account_id IN (:accounts) AND c.day + 0 BETWEEN :from_day AND :to_day
  AND c.start_at >= :from_at - 93600 AND c.start_at < :to_at + 93600
  AND ",
    held!(),
    "
  AND ",
    first!(),
    chosen!("coalesce(c.site, u.site)")
);

const CURRENCIES: &[Column] = &[
    col("currency", "Currency", Unit::Text).help("Empty where the source names none."),
    col("kind", "Kind", Unit::Text).help("call, sms or fax."),
    col("charges", "Charges", Unit::Count),
    col("amount", "Amount", Unit::Money),
];

const CURRENCIES_SQL: &str = concat!(
    "
SELECT p.currency AS currency, p.kind AS kind, count(*) AS charges, money(sum(p.charge), p.currency) AS amount
FROM ",
    charges!(),
    "
GROUP BY p.currency, p.kind"
);

const CHARGES_SQL: &str = concat!(charge_columns!(), charges!());
