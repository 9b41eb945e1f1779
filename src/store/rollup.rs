//! Rollups by day: figures of an account and of a host, recomputed for the days that an import touched.

use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// A rollup whose rows of a day follow from that day's occurrences alone.
pub(super) struct OfDay {
    pub table: &'static str,
    pub columns: &'static str,
    /// Its rows, from occurrences `o`: what is selected, where from, which of them, by what beside account and day.
    select: &'static str,
    from: &'static str,
    condition: &'static str,
    by: &'static str,
}

/// Sums of occurrences. Unknown people stay NULL, never 0.
pub(super) const OF_DAY: [OfDay; 3] = [
    OfDay {
        table: "account_day",
        columns: "account_id, day, meetings, webinars, participants, joins, person_seconds, provisional, internal, external",
        select: "o.account_id, o.day, \
                 count(*) FILTER (WHERE e.kind = 'meeting'), count(*) FILTER (WHERE e.kind = 'webinar'), \
                 sum(o.people), sum(coalesce(o.joins, o.portal_joins)), sum(o.person_seconds), sum(o.provisional), \
                 sum(o.internal), sum(o.external)",
        from: EVENTS,
        condition: "1",
        by: "",
    },
    OfDay {
        table: "account_hour",
        columns: "account_id, day, hour, occurrences, person_seconds",
        select: "o.account_id, o.day, local_hour(o.start_at, a.zone), count(*), sum(o.person_seconds)",
        from: "JOIN account a ON a.account_id = o.account_id",
        condition: "local_hour(o.start_at, a.zone) IS NOT NULL",
        by: ", local_hour(o.start_at, a.zone)",
    },
    OfDay {
        table: "host_day",
        columns: "account_id, user_id, day, meetings, webinars, participants, joins, person_seconds",
        select: "o.account_id, o.host_user_id, o.day, \
                 count(*) FILTER (WHERE e.kind = 'meeting'), count(*) FILTER (WHERE e.kind = 'webinar'), \
                 sum(o.people), sum(coalesce(o.joins, o.portal_joins)), sum(o.person_seconds)",
        from: EVENTS,
        condition: "o.host_user_id IS NOT NULL",
        by: ", o.host_user_id",
    },
];

const EVENTS: &str = "JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id";

impl OfDay {
    /// All rows that it should have.
    pub(super) fn rows(&self) -> String {
        self.query("FROM occurrence o", "1")
    }

    fn query(&self, occurrences: &str, which: &str) -> String {
        let Self { select, from, condition, by, .. } = self;
        format!(
            "SELECT {select} {occurrences} {from} WHERE {which} AND {condition} GROUP BY o.account_id, o.day{by}"
        )
    }

    fn clear(&self) -> String {
        format!("DELETE FROM {} WHERE account_id = ?1 AND day = ?2", self.table)
    }

    fn fill(&self) -> String {
        // Without this hint a day's hosts are found by reading every occurrence in the order of hosts.
        let rows =
            self.query("FROM occurrence o INDEXED BY occurrence_day", "o.account_id = ?1 AND o.day = ?2");
        format!("INSERT INTO {} ({}) {rows}", self.table, self.columns)
    }
}

/// Before all days: they had not hosted yet.
const NEVER: i64 = -1_000_000_000;

/// Hosts of each day by the last day before on which they hosted.
pub(super) fn host_again() -> String {
    format!(
        "SELECT account_id, day, last_day, count(*) AS hosts \
         FROM (SELECT account_id, day, \
                      coalesce(lag(day) OVER (PARTITION BY account_id, user_id ORDER BY day), {NEVER}) AS last_day \
               FROM host_day) AS one \
         GROUP BY account_id, day, last_day"
    )
}

/// Makes the rollups of these days true again.
pub(super) fn refresh(
    conn: &Connection,
    account: i64,
    days: impl IntoIterator<Item = i64>,
) -> rusqlite::Result<()> {
    let days: BTreeSet<i64> = days.into_iter().collect();
    let mut statements = Vec::new();
    for rollup in &OF_DAY {
        statements.push(conn.prepare(&rollup.clear())?);
        statements.push(conn.prepare(&rollup.fill())?);
    }
    let mut changed = Vec::new();
    for day in &days {
        let before = hosts(conn, account, *day)?;
        for statement in &mut statements {
            statement.execute(params![account, day])?;
        }
        let after = hosts(conn, account, *day)?;
        changed.extend(before.symmetric_difference(&after).map(|user| (*user, *day)));
    }
    let mut again = days;
    let later = followers(conn, account, &again, &changed)?;
    again.extend(later);
    fill_host_again(conn, account, &again)
}

/// Lets go of the days before that one; occurrences are gone already.
pub(super) fn forget_before(conn: &Connection, day: i64) -> rusqlite::Result<()> {
    for table in OF_DAY.iter().map(|rollup| rollup.table).chain(["host_again"]) {
        conn.execute(&format!("DELETE FROM {table} WHERE day < ?1"), params![day])?;
    }
    // Who hosted before it had not hosted yet.
    let first_again: Vec<(i64, i64)> = conn
        .prepare("SELECT DISTINCT account_id, day FROM host_again WHERE last_day < ?1 AND last_day <> ?2")?
        .query_map(params![day, NEVER], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (account, day) in first_again {
        fill_host_again(conn, account, &BTreeSet::from([day]))?;
    }
    Ok(())
}

fn hosts(conn: &Connection, account: i64, day: i64) -> rusqlite::Result<BTreeSet<i64>> {
    conn.prepare_cached("SELECT user_id FROM host_day WHERE account_id = ?1 AND day = ?2")?
        .query_map(params![account, day], |row| row.get(0))?
        .collect()
}

/// The days, beside these, on which somebody hosts next after one that they came to or left.
fn followers(
    conn: &Connection,
    account: i64,
    days: &BTreeSet<i64>,
    changed: &[(i64, i64)],
) -> rusqlite::Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    let Some(first) = days.first() else { return Ok(found) };
    let others: BTreeSet<i64> = conn
        .prepare("SELECT day FROM account_day WHERE account_id = ?1 AND day > ?2")?
        .query_map(params![account, first], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if others.is_subset(days) {
        return Ok(found);
    }
    let mut next = conn.prepare(
        "SELECT min(day) FROM host_day INDEXED BY host_day_user WHERE account_id = ?1 AND user_id = ?2 AND day > ?3",
    )?;
    for (user, day) in changed {
        found.extend(next.query_row(params![account, user, day], |row| row.get::<_, Option<i64>>(0))?);
    }
    Ok(found)
}

fn fill_host_again(conn: &Connection, account: i64, days: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut clear = conn.prepare_cached("DELETE FROM host_again WHERE account_id = ?1 AND day = ?2")?;
    let mut fill = conn.prepare_cached(
        "INSERT INTO host_again (account_id, day, last_day, hosts) \
         SELECT account_id, day, last_day, count(*) \
         FROM (SELECT h.account_id, h.day, \
                      coalesce((SELECT max(p.day) FROM host_day p INDEXED BY host_day_user \
                                WHERE p.account_id = h.account_id AND p.user_id = h.user_id AND p.day < h.day), ?3) \
                      AS last_day \
               FROM host_day h WHERE h.account_id = ?1 AND h.day = ?2) AS one \
         GROUP BY account_id, day, last_day",
    )?;
    for day in days {
        clear.execute(params![account, day])?;
        fill.execute(params![account, day, NEVER])?;
    }
    Ok(())
}
