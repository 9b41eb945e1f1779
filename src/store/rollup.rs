//! Rollups by day: figures of an account and of a host, recomputed for the days that an import touched.

use rusqlite::{Connection, params};

/// Sums of the occurrences of one local day. Unknown people stay NULL, never 0.
pub(super) const ACCOUNT_DAY: &str = "
SELECT o.account_id, o.day,
       count(*) FILTER (WHERE e.kind = 'meeting'), count(*) FILTER (WHERE e.kind = 'webinar'),
       sum(o.people), sum(coalesce(o.joins, o.portal_joins)), sum(o.person_seconds), sum(o.provisional)
FROM occurrence o JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id";

pub(super) const HOST_DAY: &str = "
SELECT o.account_id, o.host_user_id, o.day,
       count(*) FILTER (WHERE e.kind = 'meeting'), count(*) FILTER (WHERE e.kind = 'webinar'),
       sum(o.people), sum(coalesce(o.joins, o.portal_joins)), sum(o.person_seconds)
FROM occurrence o JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id";

/// Makes the rollups of these days true again.
pub(super) fn refresh(
    conn: &Connection,
    account: i64,
    days: impl IntoIterator<Item = i64>,
) -> rusqlite::Result<()> {
    // Without this hint a day's hosts are found by reading every occurrence in the order of hosts.
    let of_day = |sql: &str| sql.replace("FROM occurrence o", "FROM occurrence o INDEXED BY occurrence_day");
    let (account_day, host_day) = (of_day(ACCOUNT_DAY), of_day(HOST_DAY));
    let mut clear_account = conn.prepare("DELETE FROM account_day WHERE account_id = ?1 AND day = ?2")?;
    let mut clear_hosts = conn.prepare("DELETE FROM host_day WHERE account_id = ?1 AND day = ?2")?;
    let mut fill_account = conn.prepare(&format!(
        "INSERT INTO account_day (account_id, day, meetings, webinars, participants, joins, person_seconds, provisional) \
         {account_day} WHERE o.account_id = ?1 AND o.day = ?2 GROUP BY o.account_id, o.day"
    ))?;
    let mut fill_hosts = conn.prepare(&format!(
        "INSERT INTO host_day (account_id, user_id, day, meetings, webinars, participants, joins, person_seconds) \
         {host_day} WHERE o.account_id = ?1 AND o.day = ?2 AND o.host_user_id IS NOT NULL \
         GROUP BY o.account_id, o.host_user_id, o.day ORDER BY o.host_user_id"
    ))?;
    for day in days {
        for statement in [&mut clear_account, &mut clear_hosts, &mut fill_account, &mut fill_hosts] {
            statement.execute(params![account, day])?;
        }
    }
    Ok(())
}
