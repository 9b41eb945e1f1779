//! Taking an import back: everything becomes as if it had never been. What other imports say, too, stays.

use super::error::StoreError;
use super::occurrence::Place;
use super::open::Store;
use super::resolve::no_import;
use super::settle::{NextKeys, Settler, delete_set};
use super::show::clear_people;
use super::users::Users;
use super::{accounts, kept, listed, rollup};
use crate::model::row::PHONE_USER;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// What an undo took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    pub import: i64,
    pub file_name: String,
    /// Rows that were this import's alone.
    pub rows: u64,
    /// Occurrences that are gone, and those that another source tells now.
    pub occurrences_gone: u64,
    pub occurrences_changed: u64,
}

/// What an import is, before it is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportEntry {
    pub import: i64,
    pub account: i64,
    pub account_name: String,
    pub file_name: String,
    pub kind: String,
    /// Epoch seconds.
    pub imported_at: i64,
    pub rows: u64,
    pub undone_at: Option<i64>,
}

impl Store {
    /// The import of that number, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn import_entry(&self, import: i64) -> Result<Option<ImportEntry>, StoreError> {
        entry(&self.conn, import).map_err(|error| self.fail(error))
    }

    /// Undoes an import. `progress` is told the sets taken back and how many there are, and says whether to go on.
    ///
    /// # Errors
    /// When there is no such import, it was undone before, it was cancelled, or the database fails: then nothing changes.
    pub fn undo(
        &mut self,
        import: i64,
        by: &str,
        now: i64,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Undone, StoreError> {
        self.unreferenced(|store| store.take_back(import, by, now, progress))
    }

    fn take_back(
        &mut self,
        import: i64,
        by: &str,
        now: i64,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Undone, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let Some(found) = entry(&tx, import).map_err(fail)? else {
            return Err(no_import(import));
        };
        if found.undone_at.is_some() {
            return Err(StoreError::Question(format!(
                "import {import} ({}) is undone already",
                found.file_name
            )));
        }
        let zone = accounts::list(&tx)
            .map_err(fail)?
            .into_iter()
            .find(|account| account.id == found.account)
            .map_or(chrono_tz::Tz::UTC, |account| account.zone);
        let mut undoing = Undoing {
            conn: &tx,
            place: Place { account: found.account, zone },
            import,
            rows: 0,
            touched: FxHashSet::default(),
            emptied: FxHashSet::default(),
            events: BTreeSet::new(),
        };
        undoing.run(progress)?;
        let before = undoing.emptied.clone();
        let rows = undoing.rows;
        let account = found.account;
        tx.execute(
            "UPDATE import SET undone_at = ?3, undone_by = ?4 WHERE account_id = ?1 AND import_id = ?2",
            params![account, import, now, by],
        )
        .map_err(fail)?;
        let mut gone = 0;
        for id in &before {
            let held: Option<i64> = tx
                .prepare_cached("SELECT 1 FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2")
                .and_then(|mut find| find.query_row(params![account, id], |row| row.get(0)).optional())
                .map_err(fail)?;
            gone += u64::from(held.is_none());
        }
        tx.commit().map_err(fail)?;
        Ok(Undone {
            import,
            file_name: found.file_name,
            rows,
            occurrences_gone: gone,
            occurrences_changed: before.len() as u64 - gone,
        })
    }
}

fn entry(conn: &Connection, import: i64) -> rusqlite::Result<Option<ImportEntry>> {
    conn.query_row(
        "SELECT i.import_id, i.account_id, a.name, i.file_name, i.kind, i.imported_at, i.rows_read, i.undone_at \
         FROM import i JOIN account a ON a.account_id = i.account_id WHERE i.import_id = ?1",
        params![import],
        |row| {
            Ok(ImportEntry {
                import: row.get(0)?,
                account: row.get(1)?,
                account_name: row.get(2)?,
                file_name: row.get(3)?,
                kind: row.get(4)?,
                imported_at: row.get(5)?,
                rows: u64::try_from(row.get::<_, i64>(6)?).unwrap_or(0),
                undone_at: row.get(7)?,
            })
        },
    )
    .optional()
}

struct Undoing<'u> {
    conn: &'u Connection,
    place: Place,
    import: i64,
    rows: u64,
    /// Sets that another import vouches for from now on.
    touched: FxHashSet<i64>,
    /// Occurrences that lost a set.
    emptied: FxHashSet<i64>,
    events: BTreeSet<i64>,
}

impl Undoing<'_> {
    fn run(&mut self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<(), StoreError> {
        let account = self.place.account;
        let sets = self.own_sets()?;
        let total = sets.len() as u64;
        for (done, (set, occurrence, event, rows)) in (0..).zip(sets) {
            if !progress(done, total) {
                return Err(StoreError::Cancelled);
            }
            self.take_set(set, occurrence, event, rows)?;
        }
        self.withdraw_vouchers()?;
        let listed = self.drop_facts()?;
        let mut users = Users::load(self.conn, account)?;
        if listed {
            let rehost = listed::recompute(self.conn, account, self.import)?;
            self.events.extend(rehost.events);
            self.emptied.extend(rehost.occurrences);
        }
        let (mut days, mut next) = (BTreeSet::new(), NextKeys::read(self.conn)?);
        let settler = Settler {
            conn: self.conn,
            place: self.place,
            users: &mut users,
            next: &mut next,
            touched: &self.touched,
            emptied: &self.emptied,
            days: &mut days,
        };
        settle_all(settler, &self.events, progress, total)?;
        rollup::refresh(self.conn, account, days)?;
        Users::recompute(self.conn, account)?;
        drop_persons(self.conn, account)?;
        Ok(())
    }

    /// The sets that stand in the import's name: key, occurrence, event, rows.
    fn own_sets(&self) -> rusqlite::Result<Vec<(i64, i64, i64, i64)>> {
        self.conn
            .prepare(
                "SELECT s.set_id, s.occurrence_id, o.event_id, s.row_count FROM source_set s \
                 JOIN occurrence o ON o.account_id = s.account_id AND o.occurrence_id = s.occurrence_id \
                 WHERE s.account_id = ?1 AND s.import_id = ?2 ORDER BY s.set_id",
            )?
            .query_map(params![self.place.account, self.import], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect()
    }

    /// Gives the set to another import that says the same, else deletes it.
    fn take_set(&mut self, set: i64, occurrence: i64, event: i64, rows: i64) -> rusqlite::Result<()> {
        let account = self.place.account;
        let heir: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT min(import_id) FROM set_again WHERE account_id = ?1 AND set_id = ?2 AND import_id <> ?3",
            )?
            .query_row(params![account, set, self.import], |row| row.get(0))?;
        if let Some(heir) = heir {
            // The kind goes with the file.
            self.conn
                .prepare_cached(
                    "UPDATE source_set SET import_id = ?3, kind = (SELECT kind FROM import \
                     WHERE account_id = ?1 AND import_id = ?3) WHERE account_id = ?1 AND set_id = ?2",
                )?
                .execute(params![account, set, heir])?;
            self.conn
                .prepare_cached(
                    "DELETE FROM set_again WHERE account_id = ?1 AND set_id = ?2 AND import_id = ?3",
                )?
                .execute(params![account, set, heir])?;
            self.observe(set)?;
        } else {
            if self.emptied.insert(occurrence) {
                clear_people(self.conn, account, occurrence)?;
            }
            self.rows += u64::try_from(rows).unwrap_or(0) + self.other_rows(set)?;
            delete_set(self.conn, account, occurrence, set)?;
        }
        self.events.insert(event);
        Ok(())
    }

    /// Rows that are no stays, as an import counts them: of facts alone there is one, or those of its
    /// parts, and one of each who registered and
    /// is not known to have come.
    fn other_rows(&self, set: i64) -> rusqlite::Result<u64> {
        let rows: i64 = self
            .conn
            .prepare_cached(
                "SELECT CASE WHEN grade = 0 THEN max(1, coalesce((SELECT sum(p.line_count) FROM set_part p \
                 WHERE p.account_id = s.account_id AND p.set_id = s.set_id), 0)) ELSE 0 END + (SELECT count(*) FROM set_registrant r WHERE r.account_id = s.account_id \
                 AND r.set_id = s.set_id AND coalesce(r.attended, 0) = 0) \
                 FROM source_set s WHERE account_id = ?1 AND set_id = ?2",
            )?
            .query_row(params![self.place.account, set], |row| row.get(0))?;
        Ok(u64::try_from(rows).unwrap_or(0))
    }

    /// A set is as new as the newest of those that vouch for it; whether that changed it.
    fn observe(&mut self, set: i64) -> rusqlite::Result<bool> {
        let account = self.place.account;
        let (held, newest): (i64, i64) = self
            .conn
            .prepare_cached(
                "SELECT s.observed_at, max(i.observed_at, coalesce((SELECT max(v.observed_at) FROM set_again a \
                 JOIN import v ON v.account_id = a.account_id AND v.import_id = a.import_id \
                 WHERE a.account_id = ?1 AND a.set_id = ?2), i.observed_at)) \
                 FROM source_set s JOIN import i ON i.account_id = s.account_id AND i.import_id = s.import_id \
                 WHERE s.account_id = ?1 AND s.set_id = ?2",
            )?
            .query_row(params![account, set], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if held == newest {
            return Ok(false);
        }
        self.conn
            .prepare_cached("UPDATE source_set SET observed_at = ?3 WHERE account_id = ?1 AND set_id = ?2")?
            .execute(params![account, set, newest])?;
        self.touched.insert(set);
        Ok(true)
    }

    /// Sets of other imports that this one had confirmed.
    fn withdraw_vouchers(&mut self) -> rusqlite::Result<()> {
        let account = self.place.account;
        let vouched: Vec<(i64, i64)> = self
            .conn
            .prepare(
                "SELECT a.set_id, o.event_id FROM set_again a \
                 JOIN source_set s ON s.account_id = a.account_id AND s.set_id = a.set_id \
                 JOIN occurrence o ON o.account_id = s.account_id AND o.occurrence_id = s.occurrence_id \
                 WHERE a.account_id = ?1 AND a.import_id = ?2",
            )?
            .query_map(params![account, self.import], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        self.conn.execute(
            "DELETE FROM set_again WHERE account_id = ?1 AND import_id = ?2",
            params![account, self.import],
        )?;
        for (set, event) in vouched {
            if self.observe(set)? {
                self.events.insert(event);
            }
        }
        Ok(())
    }

    /// What the import said beside occurrences; whether users were among it.
    fn drop_facts(&mut self) -> rusqlite::Result<bool> {
        let mut listed = false;
        let mut rows = 0;
        // Several figures of one row are one row.
        let figures: i64 = self.conn.query_row(
            "SELECT count(*) FROM (SELECT DISTINCT scope, scope_key, day, to_day FROM portal_total \
             WHERE account_id = ?1 AND import_id = ?2)",
            params![self.place.account, self.import],
            |row| row.get(0),
        )?;
        for table in ["listed_user", "listed_group", "planned", "portal_total", "coverage"] {
            let gone = self.conn.execute(
                &format!("DELETE FROM {table} WHERE account_id = ?1 AND import_id = ?2"),
                params![self.place.account, self.import],
            )?;
            listed |= gone > 0 && table.starts_with("listed");
            if matches!(table, "listed_user" | "listed_group" | "planned") {
                rows += gone as u64;
            }
        }
        // A row of a list of hosts is a user and a figure.
        self.rows += rows.max(u64::try_from(figures).unwrap_or(0));
        listed |= kept::has(self.conn, self.place.account, self.import, PHONE_USER.name)?;
        self.rows += kept::withdraw(self.conn, self.place.account, self.import)?;
        Ok(listed)
    }
}

fn settle_all(
    mut settler: Settler<'_>,
    events: &BTreeSet<i64>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
    total: u64,
) -> Result<(), StoreError> {
    for event in events {
        if !progress(total, total) {
            return Err(StoreError::Cancelled);
        }
        settler.settle([*event])?;
    }
    Ok(())
}

/// Names and addresses that no row has any more.
pub(super) fn drop_persons(conn: &Connection, account: i64) -> rusqlite::Result<()> {
    conn.execute(
        "DELETE FROM person WHERE account_id = ?1 AND person_id NOT IN \
         (SELECT person_id FROM session WHERE account_id = ?1)",
        params![account],
    )?;
    Ok(())
}
