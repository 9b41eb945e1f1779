//! Occurrences whose rows do not stand together in their file: what comes later joins the set that the file began.

use super::batch::Batch;
use super::error::StoreError;
use super::group::{self, Group, Taken};
use super::people::Persons;
use super::sets::SetFacts;
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// What tells a row of a set from another: person, join, leave, minutes, guest, host, waiting room, disclaimer.
type RowKey<'a> = (i64, Option<i64>, Option<i64>, Option<i64>, Option<bool>, bool, bool, Option<&'a str>);

/// A row's key in eight bytes, so that a large file in any order fits in memory.
fn short(key: &RowKey<'_>) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(key)
}

fn row_key(row: &Taken, persons: &Persons) -> Option<u64> {
    let (person, stay) = (persons.get(row.person)?.id, &row.stay);
    let disclaimer = row.disclaimer.as_deref();
    Some(short(&(person, stay.join, stay.leave, stay.minutes, row.guest, row.host, stay.waiting, disclaimer)))
}

/// A set of an occurrence as it stands: key, rows, digest.
type Standing = (i64, i64, [u8; 16]);

impl Batch<'_> {
    /// Adds rows to the set that this import already has of the occurrence, those that it lacks; gives how many.
    /// `None` when the file has not spoken of it yet.
    pub(super) fn append(&mut self, group: &mut Group, id: i64) -> Result<Option<u64>, StoreError> {
        let grade = group.record.grade as i64;
        let (set, rows, before) = if let Some(own) = self.own_set(id, grade)? {
            self.keep_unheld(group, id, own.0)?;
            own
        } else {
            // What the file said so far was the same as a set held before.
            let Some(held) = self.confirmed.get(&(id, grade)).copied() else { return Ok(None) };
            self.keep_unheld(group, id, held)?;
            if group.rows.is_empty() {
                return Ok(Some(0));
            }
            self.copy_set(group, id, held)?
        };
        let persons = &self.persons;
        // The facts are in both sums: take them out of one, so that the digest is that of one whole group.
        let facts = group::facts_digest(&SetFacts::of(&group.record));
        let whole = u128::from_be_bytes(before).wrapping_add(group.digest(persons)).wrapping_sub(facts);
        let keys = group.rows.iter().filter_map(|row| row_key(row, persons));
        self.row_keys.entry(set).or_default().extend(keys);
        self.write_rows(group, id, set, rows, None)?;
        let added = group.rows.len();
        self.tx
            .prepare_cached(
                "UPDATE source_set SET row_count = ?3, digest = ?4 WHERE account_id = ?1 AND set_id = ?2",
            )?
            .execute(params![
                self.place.account,
                set,
                rows + i64::try_from(added).unwrap_or(0),
                whole.to_be_bytes()
            ])?;
        Ok(Some(u64::try_from(added).unwrap_or(0)))
    }

    fn own_set(&self, id: i64, grade: i64) -> rusqlite::Result<Option<Standing>> {
        self.tx
            .prepare_cached(
                "SELECT set_id, row_count, digest FROM source_set \
                 WHERE account_id = ?1 AND occurrence_id = ?2 AND import_id = ?3 AND grade = ?4",
            )?
            .query_row(params![self.place.account, id, self.outcome.import, grade], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
    }

    /// Drops the rows that the set has. Its keys are read once an import, not once a row.
    fn keep_unheld(&mut self, group: &mut Group, id: i64, set: i64) -> rusqlite::Result<()> {
        if !self.row_keys.contains_key(&set) {
            let keys = self.read_keys(id, set)?;
            self.row_keys.insert(set, keys);
        }
        let (persons, held) = (&self.persons, self.row_keys.entry(set).or_default());
        group.rows.retain(|row| row_key(row, persons).is_none_or(|key| !held.contains(&key)));
        Ok(())
    }

    fn read_keys(&self, id: i64, set: i64) -> rusqlite::Result<FxHashSet<u64>> {
        self.tx
            .prepare_cached(
                "SELECT person_id, join_at, leave_at, minutes, guest, host, waiting, disclaimer FROM session \
                 WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3",
            )?
            .query_map(params![self.place.account, id, set], |row| {
                let disclaimer: Option<String> = row.get(7)?;
                Ok(short(&(
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                    disclaimer.as_deref(),
                )))
            })?
            .collect()
    }

    /// A set of this import's own that begins with the rows of one held before: the file had these, too, and has more.
    fn copy_set(&mut self, group: &Group, id: i64, held: i64) -> Result<Standing, StoreError> {
        let account = self.place.account;
        let (rows, digest): (i64, [u8; 16]) = self
            .tx
            .prepare_cached("SELECT row_count, digest FROM source_set WHERE account_id = ?1 AND set_id = ?2")?
            .query_row(params![account, held], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let set = self.next_set;
        self.next_set += 1;
        self.write_set(group, id, set, "kept", u128::from_be_bytes(digest))?;
        self.tx
            .prepare_cached(
                "INSERT INTO session (account_id, occurrence_id, set_id, session_id, person_id, join_at, leave_at, \
                 minutes, guest, host, waiting, disclaimer) \
                 SELECT account_id, occurrence_id, ?4, session_id, person_id, join_at, leave_at, minutes, guest, host, \
                 waiting, disclaimer FROM session WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3",
            )?
            .execute(params![account, id, held, set])?;
        self.tx
            .prepare_cached(
                "INSERT INTO session_detail (account_id, occurrence_id, set_id, session_id, device, client, ip, country, \
                 city, network, data_centre, leave_reason) \
                 SELECT account_id, occurrence_id, ?4, session_id, device, client, ip, country, city, network, \
                 data_centre, leave_reason FROM session_detail \
                 WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3",
            )?
            .execute(params![account, id, held, set])?;
        let keys = self.row_keys.remove(&held).unwrap_or_default();
        self.row_keys.insert(set, keys);
        // They were counted as known; now they are rows of a new set, like those of any set that has grown.
        let copied = u64::try_from(rows).unwrap_or(0);
        self.outcome.known = self.outcome.known.saturating_sub(copied);
        self.outcome.new += copied;
        Ok((set, rows, digest))
    }

    /// An occurrence that came in parts: the same as a set held before, or shown anew.
    pub(super) fn settle_reopened(&mut self, id: i64) -> Result<(), StoreError> {
        let doubles: Vec<(i64, i64)> = self
            .tx
            .prepare_cached(
                "SELECT mine.set_id, mine.row_count FROM source_set mine JOIN source_set other \
                 ON other.account_id = mine.account_id AND other.occurrence_id = mine.occurrence_id \
                 AND other.digest = mine.digest AND other.grade = mine.grade AND other.set_id <> mine.set_id \
                 AND other.state <> 'undone' \
                 WHERE mine.account_id = ?1 AND mine.occurrence_id = ?2 AND mine.import_id = ?3",
            )?
            .query_map(params![self.place.account, id, self.outcome.import], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        for (set, rows) in doubles {
            for table in ["session_detail", "session"] {
                self.tx.execute(
                    &format!(
                        "DELETE FROM {table} WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3"
                    ),
                    params![self.place.account, id, set],
                )?;
            }
            self.tx.execute(
                "DELETE FROM source_set WHERE account_id = ?1 AND set_id = ?2",
                params![self.place.account, set],
            )?;
            let rows = u64::try_from(rows).unwrap_or(0);
            self.outcome.new = self.outcome.new.saturating_sub(rows);
            self.outcome.known += rows;
        }
        self.reshow(id)
    }
}
