//! Phone system: calls of the range, by day, by user, and what they cost.

use super::phone_charges::{CHARGES, charge_columns};
use super::phone_sql::{
    calendar, charged, charges, chosen, first, held, lasted, of_parts, parts, result, talk, user_of, uses,
    whos,
};
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
    col("caller", "Caller", Unit::Text).personal().help("By name; of an extension without a name its number."),
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
       coalesce(c.caller_name, 'ext. ' || c.caller_ext) AS caller,
       c.caller_number AS caller_number,
       coalesce(c.callee_name, 'ext. ' || c.callee_ext) AS callee,
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

const DAYS: &[Column] = &[
    col("date", "Date", Unit::Date).help("The day in the account's zone."),
    col("calls", "Calls", Unit::Count).sum().bar(),
    col("inbound", "Inbound", Unit::Count).wide().sum(),
    col("outbound", "Outbound", Unit::Count).wide().sum(),
    col("answered", "Answered", Unit::Count).sum(),
    col("minutes", "Minutes", Unit::Minutes)
        .sum()
        .bar()
        .help("Talk time, rounded up from the summed seconds."),
    col("charges", "Charges", Unit::Text)
        .wide()
        .help("Of all calls, messages and faxes of the day, in each currency by itself."),
];

const DAYS_SQL: &str = concat!(
    "
WITH RECURSIVE ",
    calendar!(),
    ",
calls AS (
  SELECT c.day, c.direction, ",
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
    "
),
summed AS (
  SELECT day, count(*) AS calls, sum(CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END) AS inbound,
         sum(CASE WHEN direction = 'outbound' THEN 1 ELSE 0 END) AS outbound,
         sum(CASE WHEN result = 'answered' THEN 1 ELSE 0 END) AS answered, coalesce(sum(talk), 0) AS talk
  FROM calls
  GROUP BY day
),
cost AS (
  SELECT day, string_agg(money_text(minor, currency), ' · ' ORDER BY currency) AS charges
  FROM (SELECT p.day, p.currency, sum(p.charge) AS minor FROM ",
    charges!(),
    " GROUP BY p.day, p.currency) AS sums
  GROUP BY day
)
SELECT calendar.day AS date,
       coalesce(summed.calls, 0) AS calls,
       coalesce(summed.inbound, 0) AS inbound,
       coalesce(summed.outbound, 0) AS outbound,
       coalesce(summed.answered, 0) AS answered,
       coalesce(summed.talk, 0) AS minutes,
       cost.charges AS charges
FROM calendar
LEFT JOIN summed ON summed.day = calendar.day
LEFT JOIN cost ON cost.day = calendar.day"
);

const USERS: &[Column] = &[
    def::key("user"),
    def::account(),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).wide().personal(),
    col("extension", "Extension", Unit::Text),
    col("calls", "Calls", Unit::Count)
        .bar()
        .help("Made and taken; a call between two users is a call of each."),
    col("talk", "Talk time", Unit::Duration),
    col("charges", "Charges", Unit::Text).help("Of calls they made, in each currency by itself."),
];

// What is charged is charged to who called.
const USERS_SQL: &str = concat!(
    "
WITH ",
    whos!(),
    ",
",
    uses!(),
    ",
summed AS (
  SELECT account_id, person, count(DISTINCT call) AS calls, sum(talk) AS talk, max(name) AS name, max(email) AS email,
         max(extension) AS extension, max(site) AS site
  FROM used
  WHERE 1 = 1
    [[direction: AND side = CASE :direction WHEN 'outbound' THEN 1 ELSE 0 END ]]
    [[result: AND CASE :result WHEN 'answered' THEN answered WHEN 'voicemail' THEN voicemail
                  WHEN 'missed' THEN CASE WHEN answered = 0 AND voicemail = 0 THEN known ELSE 0 END
                  ELSE 0 END = 1 ]]
  GROUP BY account_id, person
),
billed AS (
  SELECT p.account_id, coalesce(w.person, p.who) AS person, p.currency, sum(p.charge) AS minor
  FROM (SELECT p.account_id, p.currency, p.charge,
               coalesce((SELECT c.caller_who FROM phone_call c
                         WHERE c.account_id = p.account_id AND c.key = p.log_id AND c.shown = 1), p.who) AS who
        FROM ",
    charges!(),
    ") AS p
  LEFT JOIN whos w ON w.account_id = p.account_id AND w.who = p.who
  WHERE p.who IS NOT NULL
  GROUP BY p.account_id, coalesce(w.person, p.who), p.currency
)
SELECT coalesce(fold(coalesce(u.email, k.email, s.email)), k.extension, s.extension, fold(s.name), s.person) AS user,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = s.account_id) END AS account,
       coalesce(u.name, k.name, s.name, 'ext. ' || s.extension) AS name,
       coalesce(u.email, k.email, s.email) AS email,
       coalesce(k.extension, s.extension) AS extension,
       s.calls AS calls,
       coalesce(s.talk, 0) AS talk,
       (SELECT string_agg(money_text(b.minor, b.currency), ' · ' ORDER BY b.currency) FROM billed b
        WHERE b.account_id = s.account_id AND b.person = s.person) AS charges
FROM summed s
LEFT JOIN account_user u ON u.account_id = s.account_id AND 'u' || u.user_id = s.person
LEFT JOIN (SELECT account_id, person, min(name) AS name, min(email) AS email, min(extension) AS extension,
                  min(site) AS site FROM known GROUP BY account_id, person) k
  ON k.account_id = s.account_id AND k.person = s.person
WHERE 1 = 1
  [[user: AND (holds(coalesce(u.name, k.name, s.name), :user) OR fold(coalesce(u.email, k.email, s.email)) = :user
               OR coalesce(k.extension, s.extension) = :user OR s.person = :user) ]]
  [[site: AND holds(coalesce(k.site, s.site), :site) ]]"
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
