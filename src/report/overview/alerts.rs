//! What wants attention in the range, and where it is looked at.

use crate::model::Unit;
use crate::report::usage::daily::days;
use crate::report::{Column, col, def};

pub const COLUMNS: &[Column] = &[
    def::key("row"),
    def::key("opens"),
    col("count", "Count", Unit::Count),
    col("alert", "Alert", Unit::Text),
    col("advice", "What to do", Unit::Text).wide(),
];

/// SQL has no clock: what is old is so at the end of the range, and days after the newest data are not missed. Who hosted
/// lately is gathered once, not looked for by user: days come first in the key.
pub const SQL: &str = days!(
    ":from_day",
    ":from_at",
    ",
newest_data AS (
  SELECT i.account_id, max(i.observed_at) AS at, max(local_day(i.observed_at, a.zone)) AS day
  FROM import i
  JOIN account a ON a.account_id = i.account_id
  WHERE i.account_id IN (:accounts) AND i.undone_at IS NULL
  GROUP BY i.account_id
),
spoken AS (
  SELECT c.from_day, c.to_day
  FROM coverage c
  JOIN import i ON i.account_id = c.account_id AND i.import_id = c.import_id
  WHERE c.account_id IN (:accounts) AND i.undone_at IS NULL AND c.to_day >= :from_day AND c.from_day <= :to_day
),
licensed AS (
  SELECT DISTINCT account_id, user_id
  FROM user_licence
  WHERE account_id IN (:accounts) AND licence = 'Licensed'
    AND from_at < :to_at AND (to_at IS NULL OR to_at >= :to_at)
),
hosted AS (
  SELECT DISTINCT account_id, user_id
  FROM host_day
  WHERE account_id IN (:accounts) AND day BETWEEN :to_day - 89 AND :to_day
),
counted (row, opens, count, one, many, advice) AS (
  SELECT 1, 'meetings?state:' || 'provisional', sum(provisional), 'occurrence is provisional', 'occurrences are provisional',
         'export and import these again: the data may still have grown'
  FROM account_day
  WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day
  UNION ALL
  SELECT 2, 'imports?rejected>0', count(*), 'import has rejected rows', 'imports have rejected rows',
         'see line and reason, mend the file, import it again'
  FROM import
  WHERE account_id IN (:accounts) AND rows_rejected > 0 AND undone_at IS NULL
  UNION ALL
  SELECT 3, 'coverage/days?state:' || 'missing', count(*), 'day has no data at all', 'days have no data at all',
         'export these days from the portal and import them'
  FROM calendar
  WHERE day <= (SELECT max(day) FROM newest_data)
    AND day NOT IN (SELECT day FROM known)
    AND NOT EXISTS (SELECT 1 FROM spoken WHERE calendar.day BETWEEN spoken.from_day AND spoken.to_day)
  UNION ALL
  SELECT 4, 'freshness', (:to_at - max(at)) / 86400, 'day from the newest data to the end of the range',
         'days from the newest data to the end of the range', 'export the days since from the portal and import them'
  FROM newest_data
  HAVING max(at) < :to_at - 2 * 86400
  UNION ALL
  SELECT 5, 'daily', count(DISTINCT day), 'day shows the portal''s figures: held in part',
         'days show the portal''s figures: held in part', 'import the people of these days'
  FROM judged
  WHERE portals = 1
  UNION ALL
  SELECT 6, 'inactive-hosts@90?licence:' || 'licensed', count(*), 'licensed user hosted nothing in 90 days',
         'licensed users hosted nothing in 90 days', 'see whether the licences could be given back'
  FROM licensed l
  JOIN account_user u ON u.account_id = l.account_id AND u.user_id = l.user_id
  LEFT JOIN hosted ON hosted.account_id = u.account_id AND hosted.user_id = u.user_id
  WHERE coalesce(u.status, 'active') NOT IN ('inactive', 'deactivated')
    AND coalesce(u.created_at, 0) < :to_at - 90 * 86400
    AND hosted.user_id IS NULL
)
SELECT row AS row, opens AS opens, count AS count, CASE WHEN count = 1 THEN one ELSE many END AS alert, advice AS advice
FROM counted
WHERE count > 0"
);
