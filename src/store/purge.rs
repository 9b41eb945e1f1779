//! Letting go of old data: everything of the days before a given one, for good.

use super::audit;
use super::error::StoreError;
use super::open::Store;
use super::parts;
use super::rollup;
use super::undo::drop_persons;
use super::users::Users;
use rusqlite::{Connection, TransactionBehavior, params};

/// What a purge takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    pub occurrences: u64,
    pub sessions: u64,
    /// Registrants, answers, questions, plans, portal's figures, rows of lists, rejected rows.
    pub others: u64,
}

impl Purged {
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Tables of an occurrence's rows, those that refer to others first.
const OF_OCCURRENCES: [&str; 5] =
    ["participant", "session_borrowed", "session_detail", "session", "source_set"];

impl Store {
    /// Takes away all data of the days before `day` (an epoch day, in each account's zone), and gives the space back.
    /// Imports stay listed; users known by a list stay, too. Without `by` (who does it, and when) it only counts.
    ///
    /// # Errors
    /// When the database fails or another writes to it: then nothing changed.
    pub fn purge(&mut self, day: i64, by: Option<(&str, i64)>) -> Result<Purged, StoreError> {
        self.unreferenced(|store| store.purge_days(day, by))
    }

    fn purge_days(&mut self, day: i64, by: Option<(&str, i64)>) -> Result<Purged, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let purged = purge(&tx, day).map_err(fail)?;
        let Some((by, at)) = by.filter(|_| !purged.is_nothing()) else { return Ok(purged) };
        let before =
            crate::model::day::from_epoch_day(day).map_or_else(|| day.to_string(), |day| day.to_string());
        audit::note(
            &tx,
            &audit::Deed {
                account: None,
                at,
                by,
                viewer: None,
                what: "purged",
                subject: &format!("before {before}"),
                detail: "",
                rows: Some(purged.occurrences + purged.sessions + purged.others),
            },
        )
        .map_err(fail)?;
        tx.commit().map_err(fail)?;
        self.conn.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);").map_err(fail)?;
        Ok(purged)
    }
}

fn purge(conn: &Connection, day: i64) -> rusqlite::Result<Purged> {
    let number = |sql: &str| conn.query_row(sql, params![day], |row| row.get::<_, i64>(0));
    let positive = |n: i64| u64::try_from(n).unwrap_or(0);
    let mut out = Purged {
        occurrences: positive(number("SELECT count(*) FROM occurrence WHERE day < ?1")?),
        sessions: positive(number(
            "SELECT count(*) FROM session s JOIN occurrence o ON o.account_id = s.account_id \
             AND o.occurrence_id = s.occurrence_id WHERE o.day < ?1 AND s.participant_id IS NOT NULL",
        )?),
        others: 0,
    };
    let of_sets = "(SELECT s.set_id FROM source_set s JOIN occurrence o ON o.account_id = s.account_id \
                   AND o.occurrence_id = s.occurrence_id WHERE o.day < ?1)";
    let mut others = 0;
    others += conn.execute(&format!("DELETE FROM set_registrant WHERE set_id IN {of_sets}"), params![day])?;
    for table in parts::TABLES {
        let gone = conn.execute(&format!("DELETE FROM {table} WHERE set_id IN {of_sets}"), params![day])?;
        others += if table == "set_part" { 0 } else { gone };
    }
    conn.execute(&format!("DELETE FROM set_again WHERE set_id IN {of_sets}"), params![day])?;
    for table in OF_OCCURRENCES {
        conn.execute(
            &format!(
                "DELETE FROM {table} WHERE occurrence_id IN (SELECT occurrence_id FROM occurrence WHERE day < ?1)"
            ),
            params![day],
        )?;
    }
    conn.execute("DELETE FROM occurrence WHERE day < ?1", params![day])?;
    conn.execute(
        "DELETE FROM event WHERE NOT EXISTS (SELECT 1 FROM occurrence o INDEXED BY occurrence_event \
         WHERE o.account_id = event.account_id AND o.event_id = event.event_id)",
        [],
    )?;
    rollup::forget_before(conn, day)?;
    for sql in [
        "DELETE FROM portal_total WHERE to_day < ?1",
        "DELETE FROM planned WHERE day < ?1",
        "DELETE FROM rejected_row WHERE EXISTS (SELECT 1 FROM import i WHERE i.account_id = rejected_row.account_id \
         AND i.import_id = rejected_row.import_id AND i.observed_at < ?1 * 86400)",
    ] {
        others += conn.execute(sql, params![day])?;
    }
    others += usize::try_from(super::kept::forget_before(conn, day)?).unwrap_or(0);
    conn.execute("DELETE FROM coverage WHERE to_day < ?1", params![day])?;
    conn.execute("UPDATE coverage SET from_day = ?1 WHERE from_day < ?1", params![day])?;
    out.others = others as u64;
    if !out.is_nothing() {
        let accounts: Vec<i64> = conn
            .prepare("SELECT account_id FROM account ORDER BY account_id")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for account in accounts {
            Users::recompute(conn, account)?;
            drop_persons(conn, account)?;
        }
    }
    Ok(out)
}
