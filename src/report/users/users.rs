//! Users of the account, with what they last did.

use crate::model::Unit;
use crate::report::usage::inactive_hosts::{NO_LIST, hosted};
use crate::report::{
    Access, Column, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("users"),
    title: "Users",
    tab: Tab::Users,
    about: "Every user of the account, with licence, status and last activity; as a line, the participant minutes that \
            they hosted on each of the 14 days up to the end of the range.",
    who: Access::USERS,
    limits: Limit::NONE,
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
            name: "status",
            kind: ParamKind::Text,
            required: false,
            help: "Only users of this status: active, inactive or pending.",
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
        down: Some(hosted()),
        opens: None,
        further: None,
        held: None,
        noun: ("user", "users"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("host"),
    def::account(),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).personal(),
    col("department", "Department", Unit::Text).wide(),
    col("group", "Group", Unit::Text).wide(),
    col("role", "Role", Unit::Text).wide(),
    col("licence", "Licence", Unit::Text)
        .wide()
        .help("Held at the end of the range, where a users list says so."),
    col("status", "Status", Unit::Text).wide(),
    col("created", "Created", Unit::Instant).wide(),
    col("last_active", "Last active", Unit::Instant)
        .help("The latest of: last sign-in, and start of the last occurrence hosted or attended."),
    col("hosted_minutes", "14 days", Unit::Spark)
        .help("Participant minutes hosted on each of the 14 days up to the end of the range; `-` where nobody knows."),
];

// Who hosted in those days has a number for each of them; others have none.
const SQL: &str = "
WITH RECURSIVE calendar (day) AS (
  SELECT :to_day - 13
  UNION ALL
  SELECT day + 1 FROM calendar WHERE day < :to_day
),
hosts AS (
  SELECT DISTINCT account_id, user_id
  FROM host_day
  WHERE account_id IN (:accounts) AND day BETWEEN :to_day - 13 AND :to_day
),
spark AS (
  SELECT hosts.account_id, hosts.user_id,
         string_agg(CASE WHEN h.day IS NULL THEN '0'
                         ELSE coalesce(cast((h.person_seconds + 59) / 60 AS text), '-') END,
                    ' ' ORDER BY calendar.day) AS minutes
  FROM hosts
  CROSS JOIN calendar
  LEFT JOIN host_day h ON h.account_id = hosts.account_id AND h.day = calendar.day AND h.user_id = hosts.user_id
  GROUP BY hosts.account_id, hosts.user_id
),
attended AS (
  SELECT p.account_id, p.user_id,
         max(coalesce(p.first_join, (SELECT o.start_at FROM occurrence o
                                     WHERE o.account_id = p.account_id AND o.occurrence_id = p.occurrence_id))) AS at
  FROM participant p
  WHERE p.account_id IN (:accounts) AND p.user_id IS NOT NULL AND p.attended = 1
  GROUP BY p.account_id, p.user_id
),
held AS (
  SELECT account_id, user_id, string_agg(licence, '; ' ORDER BY licence) AS licence
  FROM user_licence term
  WHERE account_id IN (:accounts) AND (to_at IS NULL OR to_at >= :to_at)
    AND (from_at < :to_at OR NOT EXISTS (
      SELECT 1 FROM user_licence f
      WHERE f.account_id = term.account_id AND f.user_id = term.user_id AND f.from_at < term.from_at))
  GROUP BY account_id, user_id
),
seen AS (
  SELECT u.account_id, u.user_id, u.last_sign_in_at AS at
  FROM account_user u
  WHERE u.account_id IN (:accounts)
  UNION ALL
  SELECT account_id, user_id, at FROM attended
  UNION ALL
  SELECT u.account_id, u.user_id,
         (SELECT max(o.start_at) FROM occurrence o
          WHERE o.account_id = u.account_id AND o.host_user_id = u.user_id)
  FROM account_user u
  WHERE u.account_id IN (:accounts)
),
active AS (SELECT account_id, user_id, max(at) AS at FROM seen GROUP BY account_id, user_id)
SELECT u.user_id AS host,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = u.account_id) END AS account,
       u.name AS name,
       u.email AS email,
       u.department AS department,
       u.user_group AS \"group\",
       u.role AS role,
       held.licence AS licence,
       u.status AS status,
       u.created_at AS created,
       active.at AS last_active,
       spark.minutes AS hosted_minutes
FROM account_user u
LEFT JOIN held ON held.account_id = u.account_id AND held.user_id = u.user_id
LEFT JOIN active ON active.account_id = u.account_id AND active.user_id = u.user_id
LEFT JOIN spark ON spark.account_id = u.account_id AND spark.user_id = u.user_id
WHERE u.account_id IN (:accounts)
  [[department: AND holds(u.department, :department) ]]
  [[status: AND fold(u.status) = :status ]]";
