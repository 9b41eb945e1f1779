//! Access control: whether users' activity is tracked, and every period in which it was.

use crate::model::Unit;
use crate::report::{
    Access, Column, Deed, How, Layout, Limit, ReportDef, ReportId, RowAction, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("access-control"),
    title: "Access control",
    tab: Tab::Users,
    about: "Whether users' activity is tracked, by whom and since when, and every period in which it was on. Activity \
            sessions that start in such a period are taken and shown from the next day, others are refused at import; \
            turning it off keeps what was recorded. The owner turns it with `x` or with `headcount policy access-control \
            on|off`.",
    who: Access::ADMINISTRATION,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[TURN],
    views: &[
        View {
            id: "state",
            title: "State",
            columns: STATE,
            source: Source { sql: STATE_SQL, by_key: false },
            order: &["account"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("account", "accounts"),
        },
        View {
            id: "periods",
            title: "Periods",
            columns: PERIODS,
            source: Source { sql: PERIODS_SQL, by_key: false },
            order: &["-from", "account"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("period", "periods"),
        },
    ],
};

const TURN: RowAction = RowAction {
    id: "turn",
    title: "Turn on or off…",
    about: "turns the tracking of users' activity on or off, for the whole account",
    key: "account_key",
    tells: &["account", "state"],
    account: Some("account_key"),
    owners: Some("access control is the owner's to turn on and off"),
    how: How::Valued { of: "setting", now: "state", value: &crate::report::data::policy::VALUES },
    deed: Deed::ChangePolicy,
};

const STATE: &[Column] = &[
    def::key("account_key"),
    col("account", "Account", Unit::Text),
    col("setting", "Setting", Unit::Text).wide().help("The policy's name for it."),
    col("state", "State", Unit::Text).help("on or off; off at first."),
    col("since", "Since", Unit::Instant).help("When it was turned so last; empty where it was never turned."),
    col("by", "By", Unit::Text).personal(),
    col("periods", "Periods", Unit::Count).help("In which it was on."),
];

const PERIODS: &[Column] = &[
    def::key("account_key"),
    def::account(),
    col("setting", "Setting", Unit::Text).wide().help("The policy's name for it."),
    col("state", "Now", Unit::Text).wide().help("Whether it is on now."),
    col("from", "From", Unit::Instant),
    col("to", "To", Unit::Instant).help("Empty while it lasts."),
    col("lasted", "Lasted", Unit::Duration),
    col("by", "Turned on by", Unit::Text).personal(),
    col("off_by", "Turned off by", Unit::Text).personal(),
];

const STATE_SQL: &str = "
SELECT a.account_id AS account_key,
       a.name AS account,
       'access-control' AS setting,
       CASE WHEN last.from_at IS NOT NULL AND last.to_at IS NULL THEN 'on' ELSE 'off' END AS state,
       coalesce(last.to_at, last.from_at) AS since,
       CASE WHEN last.to_at IS NULL THEN last.on_by ELSE last.off_by END AS \"by\",
       (SELECT count(*) FROM access_period p WHERE p.account_id = a.account_id) AS periods
FROM account a
LEFT JOIN access_period last ON last.account_id = a.account_id
  AND last.from_at = (SELECT max(p.from_at) FROM access_period p WHERE p.account_id = a.account_id)
WHERE a.account_id IN (:accounts)";

const PERIODS_SQL: &str = "
SELECT p.account_id AS account_key,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = p.account_id) END AS account,
       'access-control' AS setting,
       CASE WHEN EXISTS (SELECT 1 FROM access_period l WHERE l.account_id = p.account_id AND l.to_at IS NULL)
            THEN 'on' ELSE 'off' END AS state,
       p.from_at AS \"from\",
       p.to_at AS \"to\",
       p.to_at - p.from_at AS lasted,
       p.on_by AS \"by\",
       p.off_by AS off_by
FROM access_period p
WHERE p.account_id IN (:accounts)";
