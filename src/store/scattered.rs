//! Occurrences whose rows do not stand together in their file: what comes later joins the set that the file began.

use super::batch::{Batch, Own, OwnKey};
use super::error::StoreError;
use super::group::{self, Group, Taken};
use super::people::Persons;
use super::sets::SetFacts;
use super::settle::delete_set;
use super::show::clear_people;
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

impl Batch<'_> {
    pub(super) fn own_key(group: &Group, event: i64) -> OwnKey {
        let record = &group.record;
        let uuid = record.uuid.as_deref().map(Into::into);
        // Polls and questions of an occurrence are sets of their own.
        let kind = record.grade as u8 | group.parts.mask() << 4;
        (event, uuid, record.start, record.inferred, kind)
    }

    /// More rows of an occurrence that the file has spoken of before: those that its set lacks join it.
    pub(super) fn take_more(
        &mut self,
        group: &mut Group,
        event: i64,
        key: OwnKey,
        own: Own,
    ) -> Result<(), StoreError> {
        let count = group.count();
        group.parts.clear();
        let before = group.rows.len();
        self.keep_unheld(group, own.occurrence, own.set)?;
        let added = group.rows.len() as u64;
        if before == 0 || added == 0 {
            self.outcome.known += count;
            if !group.registrants.is_empty() && !own.confirmed {
                self.write_registrants(own.set, &group.registrants)?;
            }
            return Ok(());
        }
        let set = if own.confirmed {
            let set = self.copy_set(group, own)?;
            self.own.insert(key, Own { set, confirmed: false, ..own });
            set
        } else {
            own.set
        };
        self.grow(group, own.occurrence, set)?;
        self.outcome.new += added;
        self.outcome.known += count.saturating_sub(added);
        self.grown.insert(set);
        self.touched_sets.insert(set);
        self.unsettled.insert(event);
        Ok(())
    }

    /// Writes rows behind those of the set.
    fn grow(&mut self, group: &Group, id: i64, set: i64) -> Result<(), StoreError> {
        let account = self.place.account;
        let (rows, before): (i64, [u8; 16]) = self
            .tx
            .prepare_cached("SELECT row_count, digest FROM source_set WHERE account_id = ?1 AND set_id = ?2")?
            .query_row(params![account, set], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let persons = &self.persons;
        // The facts are in both sums: take them out of one, so that the digest is that of one whole group.
        let facts = group::facts_digest(&SetFacts::of(&group.record));
        let whole = u128::from_be_bytes(before).wrapping_add(group.digest(persons)).wrapping_sub(facts);
        let keys = group.rows.iter().filter_map(|row| row_key(row, persons));
        self.row_keys.entry(set).or_default().extend(keys);
        self.write_rows(group, id, set, rows, None)?;
        self.write_registrants(set, &group.registrants)?;
        let (first, last) = group.stays();
        self.tx
            .prepare_cached(
                "UPDATE source_set SET row_count = ?3, digest = ?4, \
                 first_join = coalesce(min(first_join, ?5), first_join, ?5), \
                 last_leave = coalesce(max(last_leave, ?6), last_leave, ?6) WHERE account_id = ?1 AND set_id = ?2",
            )?
            .execute(params![
                account,
                set,
                rows + i64::try_from(group.rows.len()).unwrap_or(0),
                whole.to_be_bytes(),
                first,
                last
            ])?;
        Ok(())
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
    fn copy_set(&mut self, group: &Group, own: Own) -> Result<i64, StoreError> {
        let (account, id, held) = (self.place.account, own.occurrence, own.set);
        let (rows, digest): (i64, [u8; 16]) = self
            .tx
            .prepare_cached("SELECT row_count, digest FROM source_set WHERE account_id = ?1 AND set_id = ?2")?
            .query_row(params![account, held], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let set = self.next_set;
        self.next_set += 1;
        let bare = Group::of(group.record.clone());
        self.write_set(&bare, id, set, "kept", u128::from_be_bytes(digest))?;
        let key = params![account, id, held, set];
        for sql in [
            "INSERT INTO session (account_id, occurrence_id, set_id, session_id, person_id, join_at, leave_at, minutes, \
             guest, host, waiting, disclaimer, role, connection) \
             SELECT account_id, occurrence_id, ?4, session_id, person_id, join_at, leave_at, minutes, guest, host, waiting, \
             disclaimer, role, connection FROM session WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3",
            "INSERT INTO session_detail (account_id, occurrence_id, set_id, session_id, device, client, ip, country, city, \
             network, data_centre, leave_reason) \
             SELECT account_id, occurrence_id, ?4, session_id, device, client, ip, country, city, network, data_centre, \
             leave_reason FROM session_detail WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3",
        ] {
            self.tx.prepare_cached(sql)?.execute(key)?;
        }
        self.tx
            .prepare_cached(
                "INSERT INTO set_registrant (account_id, set_id, registrant_id, role, name, first_name, last_name, email, \
                 email_folded, registered_at, status, attended, source, country, phone, fields) \
                 SELECT account_id, ?3, registrant_id, role, name, first_name, last_name, email, email_folded, \
                 registered_at, status, attended, source, country, phone, fields FROM set_registrant \
                 WHERE account_id = ?1 AND set_id = ?2",
            )?
            .execute(params![account, held, set])?;
        self.copy_parts(held, set)?;
        self.tx
            .prepare_cached(
                "UPDATE source_set SET row_count = ?4, first_join = h.first_join, last_leave = h.last_leave \
                 FROM (SELECT first_join, last_leave FROM source_set WHERE account_id = ?1 AND set_id = ?2) AS h \
                 WHERE account_id = ?1 AND set_id = ?3",
            )?
            .execute(params![account, held, set, rows])?;
        // This import no longer says exactly what that set does.
        self.tx
            .prepare_cached("DELETE FROM set_again WHERE account_id = ?1 AND set_id = ?2 AND import_id = ?3")?
            .execute(params![account, held, self.outcome.import])?;
        let keys = self.row_keys.remove(&held).unwrap_or_default();
        self.row_keys.insert(set, keys);
        // They were counted as known; now they are rows of a new set, like those of any set that has grown.
        let copied = u64::try_from(rows).unwrap_or(0);
        self.outcome.known = self.outcome.known.saturating_sub(copied);
        self.outcome.new += copied;
        Ok(set)
    }

    /// A set that came in parts and has become the same as one held before: the import vouches for that one instead.
    pub(super) fn merge_double(&mut self, set: i64) -> Result<(), StoreError> {
        let account = self.place.account;
        let double: Option<(i64, i64, i64)> = self
            .tx
            .prepare_cached(
                "SELECT other.set_id, mine.occurrence_id, mine.row_count FROM source_set mine \
                 JOIN source_set other INDEXED BY source_set_occurrence \
                 ON other.account_id = mine.account_id AND other.occurrence_id = mine.occurrence_id \
                 AND other.digest = mine.digest AND other.grade = mine.grade AND other.set_id <> mine.set_id \
                 WHERE mine.account_id = ?1 AND mine.set_id = ?2 LIMIT 1",
            )?
            .query_row(params![account, set], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((other, occurrence, rows)) = double else { return Ok(()) };
        clear_people(&self.tx, account, occurrence)?;
        delete_set(&self.tx, account, occurrence, set)?;
        self.tx
            .prepare_cached(
                "INSERT INTO set_again (account_id, set_id, import_id) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (account_id, set_id, import_id) DO NOTHING",
            )?
            .execute(params![account, other, self.outcome.import])?;
        self.tx
            .prepare_cached(
                "UPDATE source_set SET observed_at = max(observed_at, ?3) WHERE account_id = ?1 AND set_id = ?2",
            )?
            .execute(params![account, other, self.meta.observed_at])?;
        self.touched_sets.insert(other);
        let rows = u64::try_from(rows).unwrap_or(0);
        self.outcome.new = self.outcome.new.saturating_sub(rows);
        self.outcome.known += rows;
        Ok(())
    }
}
