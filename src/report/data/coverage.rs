//! Coverage: which days are held of each kind of data, a month a row or a day a row.
//!
//! A day is *held* when a source speaks for it that is the whole account's and was observed after the day was over;
//! *provisional* when it was observed before, or when some occurrences of the day are. It is held *in part* when only
//! some of it is known: occurrences without such a source, or one host's list. People are held with every occurrence
//! of a day that is held; a users list and a portal's figures need no more than to be there.

use crate::model::Unit;
use crate::report::{Access, Column, Drill, Layout, Limit, ReportDef, ReportId, Source, Tab, View, col, def};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("coverage"),
    title: "Coverage",
    tab: Tab::Data,
    about: "Which days are held of each kind of data, of the account's other lists once something of them is held: a calendar of the 12 months up to the end of the range, or each \
            day of the range. One host's list is not the account's: such days are held in part.",
    who: Access::ADMINISTRATION,
    limits: Limit::NONE,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[],
    views: &[
        View {
            id: "calendar",
            title: "Calendar",
            columns: CALENDAR,
            source: Source { sql: CALENDAR_SQL, by_key: false },
            order: &["kind", "-month"],
            facts: None,
            notes: &[],
            chart: None,
            down: None,
            opens: None,
            further: None,
            held: None,
            noun: ("month", "months"),
        },
        View {
            id: "days",
            title: "Days",
            columns: DAYS,
            source: Source { sql: DAYS_SQL, by_key: false },
            order: &["kind", "date"],
            facts: None,
            notes: &[],
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
        },
    ],
};

const CALENDAR: &[Column] = &[
    def::key("row"),
    col("kind", "Kind", Unit::Text),
    col("month", "Month", Unit::Text),
    col("days", "Days", Unit::Strip).help(
        "A letter a day: `h` held, `p` provisional, `o` held in part, `m` missing, `-` after the end of the range.",
    ),
    col("held", "Held", Unit::Count).help("Days."),
    col("provisional", "Provisional", Unit::Count)
        .wide()
        .help("Days observed before they were over, or with occurrences that are provisional."),
    col("part", "In part", Unit::Count)
        .wide()
        .help("Days of which only some is known: one host's list, or occurrences that no list of the account covers."),
    col("missing", "Missing", Unit::Count),
];

const DAYS: &[Column] = &[
    def::key("row"),
    col("kind", "Kind", Unit::Text),
    col("date", "Date", Unit::Date),
    col("state", "State", Unit::Text).help("held, provisional, part or missing."),
    col("occurrences", "Occurrences", Unit::Count).help("Held, of that day."),
    col("provisional", "Provisional", Unit::Count).help("Of these."),
    col("imports", "Imports", Unit::Count).help("That speak for that day: of the account, or of one host."),
];

/// The state of each kind on each day from `$from` to `:to_day`, up to `$last`.
macro_rules! states {
    ($from:literal, $last:literal, $then:literal) => {
        concat!(
            "
WITH RECURSIVE calendar (day) AS (
  SELECT ",
            $from,
            "
  UNION ALL
  SELECT day + 1 FROM calendar WHERE day < ",
            $last,
            "
),
known_kinds (place, kind) AS (
  VALUES (1, 'meetings'), (2, 'participants'), (3, 'daily'), (4, 'hosts'), (5, 'users'), (6, 'upcoming'),
         (7, 'telephone'), (8, 'captions'), (9, 'storage'), (10, 'recordings'), (11, 'remote-support'), (12, 'billing'),
         (13, 'calls'), (14, 'call-queues'), (15, 'call-charges'), (16, 'events'), (17, 'meeting-activities')
),
kinds (place, kind) AS (
  SELECT k.place, k.kind
  FROM known_kinds k
  WHERE k.place <= 6
    OR EXISTS (SELECT 1 FROM coverage c WHERE c.account_id IN (:accounts) AND c.kind = k.kind)
    OR (k.kind = 'recordings' AND EXISTS (SELECT 1 FROM recording r WHERE r.account_id IN (:accounts)))
),
spoken AS (
  SELECT c.account_id, c.import_id, c.kind, c.scope, c.from_day, c.to_day
  FROM coverage c
  WHERE c.account_id IN (:accounts) AND c.scope <> 'occurrence'
  UNION
  SELECT t.account_id, t.import_id, CASE t.scope WHEN 'account' THEN 'daily' ELSE 'hosts' END, t.scope, t.day, t.to_day
  FROM portal_total t
  WHERE t.account_id IN (:accounts)
  UNION
  SELECT l.account_id, l.import_id, 'users', 'account', local_day(i.observed_at, a.zone), local_day(i.observed_at, a.zone)
  FROM (SELECT DISTINCT account_id, import_id FROM listed_user WHERE account_id IN (:accounts)) l
  JOIN import i ON i.account_id = l.account_id AND i.import_id = l.import_id
  JOIN account a ON a.account_id = l.account_id
  UNION
  SELECT DISTINCT p.account_id, p.import_id, 'upcoming', 'host', p.day, p.day
  FROM planned p
  WHERE p.account_id IN (:accounts) AND p.day BETWEEN ",
            $from,
            " AND :to_day
  UNION
  SELECT DISTINCT r.account_id, r.import_id, 'recordings', 'host', r.day, r.day
  FROM recording r
  WHERE r.account_id IN (:accounts) AND r.day BETWEEN ",
            $from,
            " AND :to_day
),
spans AS (
  SELECT s.kind, s.import_id, s.scope, s.from_day, s.to_day, local_day(i.observed_at, a.zone) AS observed
  FROM spoken s
  JOIN import i ON i.account_id = s.account_id AND i.import_id = s.import_id
  JOIN account a ON a.account_id = s.account_id
  WHERE i.undone_at IS NULL AND s.to_day >= ",
            $from,
            " AND s.from_day <= :to_day
),
told AS (
  SELECT sp.kind, c.day, count(DISTINCT sp.import_id) AS imports,
         max(CASE WHEN sp.scope <> 'account' THEN 0
                  WHEN sp.observed > c.day OR sp.kind IN ('users', 'upcoming') THEN 2 ELSE 1 END) AS whole
  FROM spans sp
  JOIN calendar c ON c.day BETWEEN sp.from_day AND sp.to_day
  GROUP BY sp.kind, c.day
),
met AS (
  SELECT o.day, count(*) AS occurrences, sum(o.provisional) AS provisional, count(o.people) AS peopled
  FROM occurrence o
  WHERE o.account_id IN (:accounts) AND o.day BETWEEN ",
            $from,
            " AND :to_day
  GROUP BY o.day
),
judged AS (
  SELECT k.place, k.kind, c.day, coalesce(met.occurrences, 0) AS occurrences,
         coalesce(met.provisional, 0) AS provisional,
         coalesce(told.imports, 0) AS imports, told.whole,
         coalesce(listed.whole, 0) AS listed, coalesce(met.peopled, 0) AS peopled
  FROM kinds k
  CROSS JOIN calendar c
  LEFT JOIN told ON told.kind = k.kind AND told.day = c.day
  LEFT JOIN told AS listed ON listed.kind = 'meetings' AND listed.day = c.day
  LEFT JOIN met ON met.day = c.day
),
states AS (
  SELECT place, kind, day, occurrences, provisional, imports,
         CASE WHEN day > :to_day THEN '-'
              WHEN whole > 0 AND kind IN ('meetings', 'participants') AND provisional > 0 THEN 'p'
              WHEN whole = 2 THEN 'h'
              WHEN whole = 1 THEN 'p'
              WHEN kind = 'participants' AND listed > 0 AND peopled = occurrences
                THEN CASE WHEN listed = 2 AND provisional = 0 THEN 'h' ELSE 'p' END
              WHEN whole = 0 THEN 'o'
              WHEN kind = 'meetings' AND occurrences > 0 THEN 'o'
              WHEN kind = 'participants' AND peopled > 0 THEN 'o'
              ELSE 'm' END AS letter
  FROM judged
)",
            $then
        )
    };
}

const CALENDAR_SQL: &str = states!(
    "month_start(:to_day, -11)",
    "month_start(:to_day, 1) - 1",
    "
SELECT place * 1000000 - min(day) AS row,
       kind AS kind,
       month_name(day) AS month,
       string_agg(letter, '' ORDER BY day) AS days,
       count(*) FILTER (WHERE letter = 'h') AS held,
       count(*) FILTER (WHERE letter = 'p') AS provisional,
       count(*) FILTER (WHERE letter = 'o') AS part,
       count(*) FILTER (WHERE letter = 'm') AS missing
FROM states
GROUP BY place, kind, month_name(day)"
);

const DAYS_SQL: &str = states!(
    ":from_day",
    ":to_day",
    "
SELECT place * 1000000 + day AS row,
       kind AS kind,
       day AS date,
       CASE letter WHEN 'h' THEN 'held' WHEN 'p' THEN 'provisional' WHEN 'o' THEN 'part' ELSE 'missing' END AS state,
       occurrences AS occurrences,
       provisional AS provisional,
       imports AS imports
FROM states"
);
