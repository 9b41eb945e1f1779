//! The figures of the range beside those of as many days right before it.

use crate::model::Unit;
use crate::report::usage::daily::days;
use crate::report::{Column, col, def};

pub const COLUMNS: &[Column] = &[
    def::key("row"),
    def::key("opens"),
    col("measure", "Measure", Unit::Text),
    col("now", "Now", Unit::Count).help(
        "Of the range; guests are a share in percent, users those known at its end, storage what is stored of recordings \
         at its end, dial-in cost a row for each currency. Not known where nothing of the range is held.",
    ),
    col("before", "Before", Unit::Count).help("The same of as many days right before the range."),
    col("change_percent", "Change", Unit::Percent)
        .help("From the period before to the range, in percent of the period before; of a share, in points."),
];

/// Day rollups as Daily shows them, over both periods at once: `now` is 1 in the range, 0 before it. A day of which a
/// users list alone tells, as somebody was created on it, is none on which nothing was held.
pub const SQL: &str = days!(
    "(2 * :from_day - :to_day - 1)",
    "(:from_at - 86400 * (:to_day - :from_day + 1))",
    ",
period (now) AS (VALUES (0), (1)),
used AS (
  SELECT CASE WHEN day < :from_day THEN 0 ELSE 1 END AS now, sum(meetings) AS meetings, sum(webinars) AS webinars,
         sum(participants) AS participants, sum(joins) AS joins, (sum(person_seconds) + 59) / 60 AS minutes
  FROM judged
  WHERE portals = 1
    OR EXISTS (SELECT 1 FROM account_day held WHERE held.account_id = judged.account_id AND held.day = judged.day)
  GROUP BY CASE WHEN day < :from_day THEN 0 ELSE 1 END
),
hosted AS (
  SELECT 1 AS now, sum(hosts) AS hosts
  FROM host_again
  WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day AND last_day < :from_day
  UNION ALL
  SELECT 0, sum(hosts)
  FROM host_again
  WHERE account_id IN (:accounts) AND day BETWEEN 2 * :from_day - :to_day - 1 AND :from_day - 1
    AND last_day < 2 * :from_day - :to_day - 1
),
met AS (
  SELECT CASE WHEN day < :from_day THEN 0 ELSE 1 END AS now, sum(provisional) AS provisional,
         round(cast(100.0 * sum(external) / nullif(sum(internal + external), 0) AS numeric), 1) AS guests
  FROM account_day
  WHERE account_id IN (:accounts) AND day BETWEEN 2 * :from_day - :to_day - 1 AND :to_day
  GROUP BY CASE WHEN day < :from_day THEN 0 ELSE 1 END
),
came AS (
  SELECT count(*) FILTER (WHERE coalesce(created_at, name_seen_at) < :from_at) AS before, count(*) AS now
  FROM account_user
  WHERE account_id IN (:accounts) AND coalesce(created_at, name_seen_at) < :to_at
    AND coalesce(status, 'active') NOT IN ('inactive', 'deactivated')
),
known_users AS (
  SELECT 1 AS now, nullif(now, 0) AS users FROM came
  UNION ALL
  SELECT 0, nullif(before, 0) FROM came
),
portal_stored AS (
  SELECT CASE WHEN day < :from_day THEN 0 ELSE 1 END AS now, stored,
         row_number() OVER (PARTITION BY account_id, CASE WHEN day < :from_day THEN 0 ELSE 1 END ORDER BY day DESC) AS newest
  FROM storage_day
  WHERE account_id IN (:accounts) AND shown = 1 AND day BETWEEN 2 * :from_day - :to_day - 1 AND :to_day
),
stored AS (
  SELECT p.now, coalesce((SELECT sum(s.stored) FROM portal_stored s WHERE s.now = p.now AND s.newest = 1),
                         (SELECT sum(r.size) FROM recording r
                          WHERE r.account_id IN (:accounts) AND r.shown = 1
                            AND r.day <= CASE WHEN p.now = 1 THEN :to_day ELSE :from_day - 1 END)) AS bytes
  FROM period p
),
dialled AS (
  SELECT currency, CASE WHEN day < :from_day THEN 0 ELSE 1 END AS now, sum(charge) AS charge
  FROM telephone_use
  WHERE account_id IN (:accounts) AND shown = 1 AND day BETWEEN 2 * :from_day - :to_day - 1 AND :to_day
    AND charge IS NOT NULL
  GROUP BY currency, CASE WHEN day < :from_day THEN 0 ELSE 1 END
),
currencies AS (
  SELECT currency, row_number() OVER (ORDER BY currency NULLS LAST) AS place
  FROM (SELECT DISTINCT currency FROM dialled) AS named
),
measured (place, opens, measure, now, value) AS (
  SELECT 1, 'users', 'Users', now, users FROM known_users
  UNION ALL SELECT 2, 'active-hosts/users?meetings>0', 'Active hosts', met.now, coalesce(hosted.hosts, 0)
            FROM met LEFT JOIN hosted ON hosted.now = met.now
  UNION ALL SELECT 3, 'meetings', 'Meetings', now, meetings FROM used
  UNION ALL SELECT 4, 'daily?webinars>0', 'Webinars', now, webinars FROM used
  UNION ALL SELECT 5, 'daily', 'Participants', now, participants FROM used
  UNION ALL SELECT 6, 'daily', 'Joins', now, joins FROM used
  UNION ALL SELECT 7, 'daily', 'Participant minutes', now, minutes FROM used
  UNION ALL SELECT 8, 'meetings?external>0', 'Guests %', now, guests FROM met
  UNION ALL SELECT 9, 'meetings?state:' || 'provisional', 'Provisional', now, provisional FROM met
  UNION ALL SELECT 10, 'recordings', 'Stored GiB', now, round(cast(bytes / 1073741824.0 AS numeric), 1) FROM stored
            WHERE bytes IS NOT NULL
  UNION ALL SELECT 10 + c.place, 'telephone/days' || coalesce('?currency:' || c.currency, ''),
                   'Dial-in cost' || coalesce(' ' || c.currency, ''), d.now, amount(money(d.charge, d.currency))
            FROM dialled d JOIN currencies c ON c.currency IS NOT DISTINCT FROM d.currency
),
beside AS (
  SELECT place, opens, measure, max(value) FILTER (WHERE now = 1) AS now, max(value) FILTER (WHERE now = 0) AS before
  FROM measured
  GROUP BY place, opens, measure
)
SELECT place AS row, opens AS opens, measure AS measure, now AS now, before AS before,
       CASE WHEN place = 8 THEN now - before ELSE 100.0 * (now - before) / nullif(before, 0) END AS change_percent
FROM beside"
);
