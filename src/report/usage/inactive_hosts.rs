//! Inactive hosts: users of the account who held nothing in the range.

use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Layout, Limit, Note, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("inactive-hosts"),
    title: "Inactive hosts",
    tab: Tab::Usage,
    about: "Users of the account who hosted neither meeting nor webinar in the range. Left out are users who were \
            created after it and those whom the newest users list has as not active.",
    who: Access::USAGE,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param {
            name: "department",
            kind: ParamKind::Text,
            required: false,
            help: "Only users whose department contains this.",
        },
        Param {
            name: "licence",
            kind: ParamKind::Text,
            required: false,
            help: "Only users whose licence at the end of the range contains this.",
        },
    ],
    actions: &[],
    views: &[View {
        id: "users",
        title: "Users",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["name", "email"],
        facts: None,
        notes: &[NO_LIST],
        chart: None,
        // In the range there is nothing; the day on which they last hosted has something.
        down: Some(Drill { day: Some("last_hosted"), ..hosted() }),
        opens: None,
        further: None,
        held: None,
        noun: ("user", "users"),
    }],
};

/// Without a users list, those who never met are not known at all.
pub const NO_LIST: Note = Note {
    sql: "SELECT CASE WHEN EXISTS (SELECT 1 FROM account_user WHERE account_id IN (:accounts) AND known_by = 'list')
                 THEN 0 ELSE 1 END",
    one: "no users list is held: only users who once met are known; export Users from the portal and import it",
    many: "",
};

/// A user opens on the occurrences they hosted.
pub const fn hosted() -> Drill {
    Drill {
        to: ReportId("active-hosts"),
        view: Some("meetings"),
        with: &[("host", "host")],
        day: None,
        label: &["name"],
    }
}

const COLUMNS: &[Column] = &[
    def::key("host"),
    def::account(),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).personal(),
    col("department", "Department", Unit::Text).wide(),
    col("licence", "Licence type", Unit::Text)
        .wide()
        .help("Held at the end of the range, where a users list says so."),
    col("created", "Created", Unit::Instant).wide(),
    col("last_sign_in", "Last sign-in", Unit::Instant).help("Where a users list says so."),
    col("last_hosted", "Last hosted", Unit::Date)
        .help("The newest day, of all that are held, on which they hosted."),
    col("client_version", "Client version", Unit::Text).wide(),
];

// Whom no list gave a creation date is known as soon as they were seen: hosting, or in an occurrence of the range.
const SQL: &str = "
WITH hosted AS (
  SELECT account_id, user_id, min(day) AS first_day, max(day) AS last_day,
         max(CASE WHEN day BETWEEN :from_day AND :to_day THEN 1 ELSE 0 END) AS active
  FROM host_day
  WHERE account_id IN (:accounts)
  GROUP BY account_id, user_id
),
attended AS (
  SELECT DISTINCT p.account_id, p.user_id
  FROM occurrence o
  JOIN participant p ON p.account_id = o.account_id AND p.occurrence_id = o.occurrence_id
  WHERE o.account_id IN (:accounts) AND o.day BETWEEN :from_day AND :to_day AND p.user_id IS NOT NULL
),
held AS (
  SELECT account_id, user_id, string_agg(licence, '; ' ORDER BY licence) AS licence
  FROM user_licence term
  WHERE account_id IN (:accounts) AND pack = 0 AND (to_at IS NULL OR to_at >= :to_at)
    AND (from_at < :to_at OR NOT EXISTS (
      SELECT 1 FROM user_licence f
      WHERE f.account_id = term.account_id AND f.user_id = term.user_id AND f.pack = 0
        AND f.from_at < term.from_at))
  GROUP BY account_id, user_id
)
SELECT u.user_id AS host,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = u.account_id) END AS account,
       u.name AS name,
       u.email AS email,
       u.department AS department,
       held.licence AS licence,
       u.created_at AS created,
       u.last_sign_in_at AS last_sign_in,
       hosted.last_day AS last_hosted,
       u.client_version AS client_version
FROM account_user u
LEFT JOIN hosted ON hosted.account_id = u.account_id AND hosted.user_id = u.user_id
LEFT JOIN attended ON attended.account_id = u.account_id AND attended.user_id = u.user_id
LEFT JOIN held ON held.account_id = u.account_id AND held.user_id = u.user_id
WHERE u.account_id IN (:accounts)
  AND coalesce(hosted.active, 0) = 0
  AND coalesce(u.status, 'active') NOT IN ('inactive', 'deactivated')
  AND (u.created_at < :to_at
       OR (u.created_at IS NULL AND (u.known_by = 'list' OR u.name_seen_at < :to_at
                                     OR hosted.first_day <= :to_day OR attended.user_id IS NOT NULL)))
  [[department: AND holds(u.department, :department) ]]
  [[licence: AND holds(held.licence, :licence) ]]";
