//! Daily usage: a row for each day of the range, days without use included.

use crate::model::Unit;
use crate::report::def::TOGETHER;
use crate::report::{Access, Drill, Layout, Limit, Note, ReportDef, ReportId, Source, Tab, View, col};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("daily"),
    title: "Daily",
    tab: Tab::Usage,
    about: "How much was met on each day of the range: meetings and webinars that started on it, the people in \
            them, their connections and minutes. Days without use are listed too. Days are the account's. Where the \
            portal's own figures of a day are held, and fewer occurrences with people than it counts, the day shows \
            the portal's.",
    who: Access::USAGE,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[],
    views: &[View {
        id: "days",
        title: "Days",
        columns: &[
            col("date", "Date", Unit::Date).help("The day in the account's zone."),
            col("new_users", "New users", Unit::Count)
                .sum()
                .help("Users created on that day, by the users list; without one, the portal's own figure."),
            col("meetings", "Meetings", Unit::Count).sum().help("Meetings that started on that day."),
            col("webinars", "Webinars", Unit::Count).wide().sum().help("Webinars that started on that day."),
            col("participants", "Participants", Unit::Count)
                .sum()
                .help("People of each occurrence, summed over the occurrences: someone in two meetings counts twice."),
            col("joins", "Joins", Unit::Count)
                .wide()
                .sum()
                .help("Connections, waiting rooms left out; the portals call these participants."),
            col("minutes", "Minutes", Unit::Minutes)
                .sum()
                .bar()
                .help("Participant minutes: every person's own time, two devices at once counted once; rounded up."),
            col("held", "Held", Unit::Text)
                .help("Where the portal's figures are shown: occurrences with people held, of those it counts (`3/40`)."),
        ],
        source: Source { sql: SQL, by_key: false },
        order: &["date"],
        facts: None,
        notes: &[PORTAL, PROVISIONAL, TOGETHER],
        chart: None,
        down: Some(Drill {
            to: ReportId("meetings"),
            view: None,
            with: &[],
            day: Some("date"),
            label: &["date"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("day", "days"),
    }],
};

/// Figures of each day and account from `$from` on, and whether they are the portal's. `$from_at` is the instant at which
/// that day begins.
macro_rules! days {
    ($from:literal, $from_at:literal, $then:literal) => {
        concat!(
            "
WITH RECURSIVE calendar (day) AS (
  SELECT ",
            $from,
            "
  UNION ALL
  SELECT day + 1 FROM calendar WHERE day < :to_day
),
listed AS (
  SELECT DISTINCT account_id FROM account_user WHERE account_id IN (:accounts) AND known_by = 'list'
),
created AS (
  SELECT u.account_id, local_day(u.created_at, a.zone) AS day, count(*) AS users
  FROM account_user u
  JOIN account a ON a.account_id = u.account_id
  WHERE u.account_id IN (:accounts) AND u.created_at >= ",
            $from_at,
            " - 93600 AND u.created_at < :to_at + 93600
  GROUP BY u.account_id, local_day(u.created_at, a.zone)
),
newest AS (
  SELECT t.account_id, t.day, t.measure, t.value,
         row_number() OVER (PARTITION BY t.account_id, t.day, t.measure
                            ORDER BY i.observed_at DESC, i.digest DESC) AS place
  FROM portal_total t
  JOIN import i ON i.account_id = t.account_id AND i.import_id = t.import_id
  WHERE t.account_id IN (:accounts) AND t.scope = 'account' AND t.day BETWEEN ",
            $from,
            " AND :to_day
    AND t.to_day = t.day
),
portal AS (
  SELECT account_id, day, max(value) FILTER (WHERE measure = 'meetings') AS meetings,
         max(value) FILTER (WHERE measure = 'joins') AS joins,
         max(value) FILTER (WHERE measure = 'minutes') AS minutes,
         max(value) FILTER (WHERE measure = 'new_users') AS new_users
  FROM newest
  WHERE place = 1
  GROUP BY account_id, day
),
peopled AS (
  SELECT o.account_id, o.day, count(o.people) AS occurrences
  FROM portal
  JOIN occurrence o ON o.account_id = portal.account_id AND o.day = portal.day
  GROUP BY o.account_id, o.day
),
known AS (
  SELECT account_id, day FROM account_day WHERE account_id IN (:accounts) AND day BETWEEN ",
            $from,
            " AND :to_day
  UNION
  SELECT account_id, day FROM portal
  UNION
  SELECT account_id, day FROM created WHERE day BETWEEN ",
            $from,
            " AND :to_day
),
compared AS (
  SELECT known.account_id, known.day, portal.meetings AS counted, coalesce(peopled.occurrences, 0) AS peopled,
         CASE WHEN portal.meetings > coalesce(peopled.occurrences, 0) THEN 1
              WHEN portal.meetings IS NULL AND coalesce(portal.joins, portal.minutes) IS NOT NULL
                   AND coalesce(peopled.occurrences, 0) = 0 THEN 1
              ELSE 0 END AS portals
  FROM known
  LEFT JOIN portal ON portal.account_id = known.account_id AND portal.day = known.day
  LEFT JOIN peopled ON peopled.account_id = known.account_id AND peopled.day = known.day
),
judged AS (
  SELECT c.account_id, c.day, c.portals, c.counted, c.peopled,
         CASE WHEN c.portals = 1 THEN portal.meetings ELSE coalesce(held.meetings, 0) END AS meetings,
         CASE WHEN c.portals = 0 THEN coalesce(held.webinars, 0) END AS webinars,
         CASE WHEN c.portals = 1 THEN NULL WHEN held.day IS NULL THEN 0 ELSE held.participants END AS participants,
         CASE WHEN c.portals = 1 THEN portal.joins WHEN held.day IS NULL THEN 0 ELSE held.joins END AS joins,
         CASE WHEN c.portals = 1 THEN portal.minutes * 60 WHEN held.day IS NULL THEN 0
              ELSE held.person_seconds END AS person_seconds,
         CASE WHEN listed.account_id IS NULL THEN portal.new_users ELSE coalesce(created.users, 0) END AS new_users
  FROM compared c
  LEFT JOIN portal ON portal.account_id = c.account_id AND portal.day = c.day
  LEFT JOIN account_day held ON held.account_id = c.account_id AND held.day = c.day
  LEFT JOIN listed ON listed.account_id = c.account_id
  LEFT JOIN created ON created.account_id = c.account_id AND created.day = c.day
)
",
            $then
        )
    };
}
pub(in crate::report) use days;

const PROVISIONAL: Note = Note {
    sql: "SELECT coalesce(sum(provisional), 0) FROM account_day
          WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day",
    one: "1 occurrence provisional ~",
    many: "{} occurrences provisional ~",
};

const PORTAL: Note = Note {
    sql: days!(":from_day", ":from_at", "SELECT count(DISTINCT day) FROM judged WHERE portals = 1"),
    one: "1 day shows the portal's figure (held in part)",
    many: "{} days show the portal's figure (held in part)",
};

// Days are judged by account: a portal speaks for one.
const SQL: &str = days!(
    ":from_day",
    ":from_at",
    "
SELECT calendar.day AS date,
       CASE WHEN (SELECT count(*) FROM listed) > 0 OR (SELECT count(new_users) FROM portal) > 0
            THEN coalesce(sum(judged.new_users), CASE WHEN (SELECT count(*) FROM listed) > 0 THEN 0 END) END AS new_users,
       coalesce(sum(judged.meetings), 0) AS meetings,
       CASE WHEN count(judged.day) = 0 THEN 0 ELSE sum(judged.webinars) END AS webinars,
       CASE WHEN count(judged.day) = 0 THEN 0 ELSE sum(judged.participants) END AS participants,
       CASE WHEN count(judged.day) = 0 THEN 0 ELSE sum(judged.joins) END AS joins,
       CASE WHEN count(judged.day) = 0 THEN 0 ELSE sum(judged.person_seconds) END AS minutes,
       sum(judged.peopled) FILTER (WHERE judged.portals = 1) || '/' ||
         sum(judged.counted) FILTER (WHERE judged.portals = 1) AS held
FROM calendar
LEFT JOIN judged ON judged.day = calendar.day
GROUP BY calendar.day"
);
