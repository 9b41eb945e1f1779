//! One import: a transaction that takes records, finds what is held already, and commits all or nothing.

use super::accounts;
use super::error::StoreError;
use super::occurrence::{self, Place, Row};
use super::open::Store;
use super::people::Persons;
use super::reader::Account;
use super::rollup;
use super::sets::{SetFacts, SetRow, crowd, participant_key};
use super::users::{Seen, Users};
use crate::model::{Interval, OccurrenceRecord, Rejected, Sink, StayRecord, text};
use crate::rules::people::Identity;
use crate::rules::presence::Stay;
use crate::rules::sums;
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is known of a file before it is read.
#[derive(Clone, Debug)]
pub struct ImportMeta {
    /// `--account`: number, name or provider's id; see RULES, *account*.
    pub account: Option<String>,
    /// Zone of an account that this import makes.
    pub new_account_zone: Tz,
    /// Epoch seconds.
    pub imported_at: i64,
    pub imported_by: String,
    pub file_name: String,
    pub kind: String,
    pub bytes: u64,
    /// SHA-256 of the content.
    pub digest: [u8; 32],
    /// Zone of the file's local times; the account's when `None`.
    pub file_zone: Option<Tz>,
    /// When the data were as the file says, epoch seconds.
    pub observed_at: i64,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub import: i64,
    pub new: u64,
    pub known: u64,
    pub occurrences: u64,
    /// The days of the occurrences met, epoch days.
    pub days: Option<(i64, i64)>,
}

/// Reports bytes read; false cancels.
type Progress<'a> = &'a mut dyn FnMut(u64) -> bool;

/// How an import begins.
#[derive(Debug)]
pub enum Begun<'a> {
    /// Exactly this file is held: the number of the import that brought it.
    Held(i64),
    Open(Box<Batch<'a>>),
}

/// An import under way. Dropped without [`Batch::finish`], nothing of it stays.
pub struct Batch<'a> {
    tx: Transaction<'a>,
    path: PathBuf,
    meta: ImportMeta,
    account: Account,
    new_account: bool,
    place: Place,
    outcome: Outcome,
    persons: Persons,
    users: Users,
    events: FxHashMap<Box<str>, i64>,
    group: Option<Group>,
    next_event: i64,
    next_occurrence: i64,
    next_set: i64,
    rejects: i64,
    /// Days whose rollups change.
    touched: BTreeSet<i64>,
    /// Occurrences to which the file came back after others.
    reopened: BTreeSet<i64>,
    progress: Progress<'a>,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Batch")
            .field("meta", &self.meta)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// The occurrence that stays are being taken for.
struct Group {
    record: OccurrenceRecord<'static>,
    rows: Vec<Taken>,
}

struct Taken {
    /// Place in `Persons`.
    person: usize,
    stay: Stay,
    guest: Option<bool>,
    host: bool,
    disclaimer: Option<Box<str>>,
    detail: Option<Box<Detail>>,
}

#[derive(Default)]
struct Detail([Option<String>; 8]);

impl Detail {
    fn of(stay: &StayRecord<'_>) -> Option<Box<Self>> {
        let parts = [
            &stay.device,
            &stay.client,
            &stay.ip,
            &stay.country,
            &stay.city,
            &stay.network,
            &stay.data_centre,
            &stay.leave_reason,
        ];
        parts
            .iter()
            .any(|part| part.is_some())
            .then(|| Box::new(Self(parts.map(|part| part.as_deref().map(str::to_owned)))))
    }
}

impl Store {
    /// Begins an import, unless this very file is held. `progress` is told the bytes read and says whether to go on.
    ///
    /// # Errors
    /// When the account is not clear, another import holds the database, or it fails.
    pub fn begin<'a>(
        &'a mut self,
        meta: ImportMeta,
        progress: Progress<'a>,
    ) -> Result<Begun<'a>, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let (account, new_account) =
            accounts::choose(&tx, meta.account.as_deref(), meta.new_account_zone, meta.imported_at)?;
        if let Some(import) = known_file(&tx, account.id, &meta.digest).map_err(fail)? {
            return Ok(Begun::Held(import));
        }
        let next = |table: &str, key: &str| -> Result<i64, StoreError> {
            tx.query_row(&format!("SELECT coalesce(max({key}), 0) + 1 FROM {table}"), [], |row| row.get(0))
                .map_err(fail)
        };
        let (import, next_event) = (next("import", "import_id")?, next("event", "event_id")?);
        let (next_occurrence, next_set) =
            (next("occurrence", "occurrence_id")?, next("source_set", "set_id")?);
        insert_import(&tx, account.id, import, &meta, meta.file_zone.unwrap_or(account.zone))
            .map_err(fail)?;
        Ok(Begun::Open(Box::new(Batch {
            persons: Persons::load(&tx, account.id).map_err(fail)?,
            users: Users::load(&tx, account.id).map_err(fail)?,
            place: Place { account: account.id, zone: account.zone },
            account,
            new_account,
            outcome: Outcome { import, ..Outcome::default() },
            events: FxHashMap::default(),
            group: None,
            next_event,
            next_occurrence,
            next_set,
            rejects: 0,
            touched: BTreeSet::new(),
            reopened: BTreeSet::new(),
            progress,
            tx,
            path,
            meta,
        })))
    }
}

/// The import that brought exactly this content, if there is one that was not undone.
fn known_file(conn: &Connection, account: i64, digest: &[u8; 32]) -> rusqlite::Result<Option<i64>> {
    conn.query_row(
        "SELECT import_id FROM import WHERE account_id = ?1 AND digest = ?2 AND undone_at IS NULL",
        params![account, digest],
        |row| row.get(0),
    )
    .optional()
}

fn insert_import(
    conn: &Connection,
    account: i64,
    import: i64,
    meta: &ImportMeta,
    zone: Tz,
) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO import (account_id, import_id, imported_at, imported_by, file_name, kind, bytes, digest, zone, \
         observed_at, rows_read, rows_new, rows_known, rows_rejected) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, 0)",
        params![
            account,
            import,
            meta.imported_at,
            meta.imported_by,
            meta.file_name,
            meta.kind,
            i64::try_from(meta.bytes).unwrap_or(i64::MAX),
            meta.digest,
            zone.name(),
            meta.observed_at
        ],
    )?;
    Ok(())
}

/// What the importer counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub rows: u64,
    pub rejected: u64,
    /// Rows that repeat another of the same file.
    pub repeated: u64,
    pub date_order: Option<&'static str>,
    pub notes: String,
}

impl Batch<'_> {
    /// The account it goes into, and whether this import makes it.
    pub fn account(&self) -> (&Account, bool) {
        (&self.account, self.new_account)
    }

    /// The zone in which the file's local times are read.
    pub fn file_zone(&self) -> Tz {
        self.meta.file_zone.unwrap_or(self.account.zone)
    }

    /// Ends the import: rollups made true, everything committed; with `keep` false everything taken back.
    ///
    /// # Errors
    /// When the database fails; then nothing of the import stays.
    pub fn finish(mut self: Box<Self>, counted: &Counted, keep: bool) -> Result<Outcome, StoreError> {
        self.flush()?;
        for id in std::mem::take(&mut self.reopened) {
            self.settle_reopened(id)?;
        }
        let fail = |error| StoreError::at(&self.path, error);
        self.users.write(&self.tx, self.outcome.import).map_err(fail)?;
        rollup::refresh(&self.tx, self.place.account, self.touched.iter().copied()).map_err(fail)?;
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        self.outcome.known += counted.repeated;
        self.tx
            .execute(
                "UPDATE import SET rows_read = ?3, rows_new = ?4, rows_known = ?5, rows_rejected = ?6, date_order = ?7, \
                 notes = ?8 WHERE account_id = ?1 AND import_id = ?2",
                params![
                    self.place.account,
                    self.outcome.import,
                    number(counted.rows),
                    number(self.outcome.new),
                    number(self.outcome.known),
                    number(counted.rejected),
                    counted.date_order,
                    counted.notes
                ],
            )
            .map_err(fail)?;
        if keep {
            let path = self.path;
            self.tx.commit().map_err(|error| StoreError::at(&path, error))?;
        }
        Ok(self.outcome)
    }

    fn event(&mut self, record: &OccurrenceRecord<'_>) -> Result<i64, StoreError> {
        if let Some(id) = self.events.get(&*record.number) {
            return Ok(*id);
        }
        let held: Option<i64> = self
            .tx
            .prepare_cached("SELECT event_id FROM event WHERE account_id = ?1 AND number = ?2")?
            .query_row(params![self.place.account, record.number], |row| row.get(0))
            .optional()?;
        let id = if let Some(id) = held {
            id
        } else {
            self.tx
                .prepare_cached(
                    "INSERT INTO event (account_id, event_id, number, kind) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![self.place.account, self.next_event, record.number, record.kind.word()])?;
            self.next_event += 1;
            self.next_event - 1
        };
        self.events.insert(record.number.as_ref().into(), id);
        Ok(id)
    }

    /// Takes in the occurrence whose stays are complete.
    fn flush(&mut self) -> Result<(), StoreError> {
        let Some(mut group) = self.group.take() else { return Ok(()) };
        let Some(start) = group.start() else { return Ok(()) };
        let end = group.end(start);
        group.record.start = Some(start);
        group.record.end = Some(end);
        let event = self.event(&group.record)?;
        let held = occurrence::find(&self.tx, self.place.account, event, &group.record, start, end)?;
        let count = if occurrence::has_people(group.record.grade) { group.rows.len() as u64 } else { 1 };
        let digest = self.digest(&group);
        self.outcome.occurrences += 1;
        self.remember_day(start);
        let Some(id) = held else {
            self.outcome.new += count;
            return self.take_new(&group, event, start, end, digest);
        };
        if self.append(&group, id, digest)? {
            self.outcome.new += count;
            self.reopened.insert(id);
        } else if self.confirm(&group, id, digest)? {
            self.outcome.known += count;
        } else {
            self.outcome.new += count;
            let set = self.next_set;
            self.next_set += 1;
            self.write_set(&group, id, set, "kept", digest)?;
            self.write_rows(&group, id, set, 0, None)?;
            self.see_host(&group, start)?;
            self.see_users(&group, start)?;
            self.reshow(id)?;
        }
        Ok(())
    }

    /// An occurrence nobody spoke of before: written once, without reading anything back.
    fn take_new(
        &mut self,
        group: &Group,
        event: i64,
        start: i64,
        end: i64,
        digest: u128,
    ) -> Result<(), StoreError> {
        let (id, set) = (self.next_occurrence, self.next_set);
        self.next_occurrence += 1;
        self.next_set += 1;
        let host_user = self.see_host(group, start)?;
        self.see_users(group, start)?;
        let facts = SetFacts::of(&group.record);
        let with_people = occurrence::has_people(group.record.grade);
        let views: Vec<SetRow<'_>> = group.rows.iter().filter_map(|row| row.view(&self.persons)).collect();
        let crowd = with_people.then(|| crowd(&views, Interval::new(start, end)));
        let row = Row {
            event,
            facts: &facts,
            start,
            end,
            host_user,
            observed: self.meta.observed_at,
            set: with_people.then_some(set),
            sources: 1,
            crowd: crowd.as_ref(),
        };
        occurrence::write(&self.tx, self.place, id, &row)?;
        self.touched.insert(row.day(self.place.zone));
        self.write_set(group, id, set, if with_people { "shown" } else { "kept" }, digest)?;
        if let Some(crowd) = &crowd {
            let keys: Vec<i64> = crowd.participant_of.iter().map(|n| participant_key(id, *n)).collect();
            self.write_rows(group, id, set, 0, Some(&keys))?;
            let (tx, users) = (&self.tx, &mut self.users);
            occurrence::write_people(tx, self.place.account, id, crowd, |email| users.find(tx, email))?;
        }
        Ok(())
    }

    /// Adds rows to the set that this import already has of the occurrence. False when it has none.
    fn append(&mut self, group: &Group, id: i64, digest: u128) -> Result<bool, StoreError> {
        let own: Option<(i64, i64, [u8; 16])> = self
            .tx
            .prepare_cached(
                "SELECT set_id, row_count, digest FROM source_set \
                 WHERE account_id = ?1 AND occurrence_id = ?2 AND import_id = ?3 AND grade = ?4",
            )?
            .query_row(
                params![self.place.account, id, self.outcome.import, group.record.grade as i64],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        let Some((set, rows, before)) = own else { return Ok(false) };
        // The facts are in both sums: take them out of one, so that the digest is that of one whole group.
        let facts = facts_digest(&SetFacts::of(&group.record));
        let whole = u128::from_be_bytes(before).wrapping_add(digest).wrapping_sub(facts);
        self.write_rows(group, id, set, rows, None)?;
        self.tx
            .prepare_cached(
                "UPDATE source_set SET row_count = ?3, digest = ?4 WHERE account_id = ?1 AND set_id = ?2",
            )?
            .execute(params![
                self.place.account,
                set,
                rows + i64::try_from(group.rows.len()).unwrap_or(0),
                whole.to_be_bytes()
            ])?;
        Ok(true)
    }

    /// Whether exactly this was held already; a later observation of it ends its being provisional.
    fn confirm(&mut self, group: &Group, id: i64, digest: u128) -> Result<bool, StoreError> {
        let same: Option<(i64, i64)> = self
            .tx
            .prepare_cached(
                "SELECT set_id, observed_at FROM source_set WHERE account_id = ?1 AND occurrence_id = ?2 \
                 AND digest = ?3 AND grade = ?4 AND state <> 'undone'",
            )?
            .query_row(
                params![self.place.account, id, digest.to_be_bytes(), group.record.grade as i64],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((set, observed)) = same else { return Ok(false) };
        if self.meta.observed_at > observed {
            self.tx
                .prepare_cached(
                    "UPDATE source_set SET observed_at = ?3 WHERE account_id = ?1 AND set_id = ?2",
                )?
                .execute(params![self.place.account, set, self.meta.observed_at])?;
            let provisional: bool = self
                .tx
                .prepare_cached(
                    "SELECT provisional FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2",
                )?
                .query_row(params![self.place.account, id], |row| row.get(0))?;
            if provisional {
                self.reshow(id)?;
            }
        }
        Ok(true)
    }

    /// An occurrence that came in parts: the same as a set held before, or shown anew.
    fn settle_reopened(&mut self, id: i64) -> Result<(), StoreError> {
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

    fn reshow(&mut self, id: i64) -> Result<(), StoreError> {
        let (tx, users) = (&self.tx, &mut self.users);
        let days = occurrence::reshow(tx, self.place, id, |email| users.find(tx, email))?;
        self.touched.extend(days);
        Ok(())
    }

    fn see_host(&mut self, group: &Group, start: i64) -> Result<Option<i64>, StoreError> {
        let record = &group.record;
        let Some(email) = record.host_email.as_deref() else { return Ok(None) };
        let seen = Seen {
            email,
            name: record.host_name.as_deref().unwrap_or(""),
            department: record.department.as_deref(),
            group: record.group.as_deref(),
            at: start,
        };
        Ok(Some(self.users.seen(&self.tx, seen)?))
    }

    /// Participants marked as internal are users of the account.
    fn see_users(&mut self, group: &Group, start: i64) -> Result<(), StoreError> {
        for row in group.rows.iter().filter(|row| row.guest == Some(false)) {
            let Some(person) = self.persons.get(row.person).filter(|person| !person.email_folded.is_empty())
            else {
                continue;
            };
            // The name before a rename is the account's own.
            let name = if person.original_name.is_empty() { &person.name } else { &person.original_name };
            let seen = Seen { email: &person.email_folded, name, department: None, group: None, at: start };
            self.users.seen(&self.tx, seen)?;
        }
        Ok(())
    }

    fn write_set(
        &self,
        group: &Group,
        id: i64,
        set: i64,
        state: &str,
        digest: u128,
    ) -> Result<(), StoreError> {
        let facts = SetFacts::of(&group.record);
        self.tx
            .prepare_cached(
                "INSERT INTO source_set (account_id, set_id, occurrence_id, import_id, kind, grade, observed_at, state, \
                 row_count, digest, uuid, start_at, end_at, topic, host_name, host_email, department, user_group, \
                 created_at, client_source, minutes, portal_joins, portal_minutes, inferred) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, \
                 ?21, ?22, ?23, ?24)",
            )?
            .execute(params![
                self.place.account,
                set,
                id,
                self.outcome.import,
                self.meta.kind,
                group.record.grade as i64,
                self.meta.observed_at,
                state,
                i64::try_from(group.rows.len()).unwrap_or(i64::MAX),
                digest.to_be_bytes(),
                facts.uuid,
                facts.start,
                facts.end,
                facts.topic,
                facts.host_name,
                facts.host_email,
                facts.department,
                facts.group,
                facts.created,
                facts.client_source,
                facts.minutes,
                facts.portal_joins,
                facts.portal_minutes,
                facts.inferred
            ])?;
        Ok(())
    }

    /// Writes rows from session `first` on; `participants` gives each row's key where it is known.
    fn write_rows(
        &self,
        group: &Group,
        id: i64,
        set: i64,
        first: i64,
        participants: Option<&[i64]>,
    ) -> Result<(), StoreError> {
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO session (account_id, occurrence_id, set_id, session_id, participant_id, person_id, join_at, \
             leave_at, minutes, guest, host, waiting, disclaimer) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (n, row) in group.rows.iter().enumerate() {
            let session = first + i64::try_from(n).unwrap_or(i64::MAX);
            let person = self.persons.get(row.person).map(|person| person.id);
            insert.execute(params![
                self.place.account,
                id,
                set,
                session,
                participants.and_then(|keys| keys.get(n)),
                person,
                row.stay.join,
                row.stay.leave,
                row.stay.minutes,
                row.guest,
                row.host,
                row.stay.waiting,
                row.disclaimer
            ])?;
            if let Some(detail) = &row.detail {
                let [device, client, ip, country, city, network, data_centre, leave_reason] = &detail.0;
                self.tx
                    .prepare_cached(
                        "INSERT INTO session_detail (account_id, occurrence_id, set_id, session_id, device, client, ip, \
                         country, city, network, data_centre, leave_reason) \
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                    )?
                    .execute(params![
                        self.place.account,
                        id,
                        set,
                        session,
                        device,
                        client,
                        ip,
                        country,
                        city,
                        network,
                        data_centre,
                        leave_reason
                    ])?;
            }
        }
        Ok(())
    }

    fn remember_day(&mut self, start: i64) {
        use crate::model::{day, zone};
        if let Some(day) = zone::local_day(self.place.zone, start).map(day::epoch_day) {
            let (from, to) = self.outcome.days.unwrap_or((day, day));
            self.outcome.days = Some((from.min(day), to.max(day)));
        }
    }

    /// The content of a group, whatever the order of its rows.
    fn digest(&self, group: &Group) -> u128 {
        group
            .rows
            .iter()
            .map(|row| row.digest(&self.persons))
            .fold(facts_digest(&SetFacts::of(&group.record)), u128::wrapping_add)
    }
}

impl Group {
    fn start(&self) -> Option<i64> {
        self.record.start.or_else(|| self.rows.iter().filter_map(|row| row.stay.join).min())
    }

    fn end(&self, start: i64) -> i64 {
        self.record
            .end
            .or_else(|| self.rows.iter().filter_map(|row| row.stay.leave).max())
            .or_else(|| self.record.minutes.map(|minutes| start.saturating_add(minutes.saturating_mul(60))))
            .map_or(start, |end| end.max(start))
    }
}

impl Taken {
    fn view<'a>(&'a self, persons: &'a Persons) -> Option<SetRow<'a>> {
        let person = persons.get(self.person)?;
        Some(SetRow {
            identity: Identity {
                user_id: &person.user_id,
                email: &person.email_folded,
                name: &person.name,
                original_name: &person.original_name,
            },
            person_id: person.id,
            digest: person.digest,
            stay: self.stay,
            guest: self.guest,
            host: self.host,
            disclaimer: self.disclaimer.as_deref(),
        })
    }

    fn digest(&self, persons: &Persons) -> u128 {
        let mut hash = Sha256::new();
        hash.update(persons.get(self.person).map_or([0; 16], |person| person.digest));
        for number in [self.stay.join, self.stay.leave, self.stay.minutes] {
            hash.update(number.unwrap_or(i64::MIN).to_be_bytes());
        }
        hash.update([self.guest.map_or(2, u8::from), u8::from(self.host), u8::from(self.stay.waiting)]);
        for part in self
            .detail
            .iter()
            .flat_map(|detail| &detail.0)
            .chain([&self.disclaimer.as_deref().map(str::to_owned)])
        {
            hash.update(part.as_deref().unwrap_or("").as_bytes());
            hash.update([0x1F]);
        }
        short(&hash.finalize())
    }
}

fn facts_digest(facts: &SetFacts) -> u128 {
    // `Debug` of a plain struct of options: every field, in order, told apart.
    short(&Sha256::digest(format!("{facts:?}")))
}

fn short(hash: &[u8]) -> u128 {
    hash.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

fn owned(record: &OccurrenceRecord<'_>) -> OccurrenceRecord<'static> {
    use std::borrow::Cow;
    let own = |part: &Option<Cow<'_, str>>| part.as_deref().map(|text| Cow::Owned(text.to_owned()));
    OccurrenceRecord {
        number: Cow::Owned(record.number.clone().into_owned()),
        uuid: own(&record.uuid),
        kind: record.kind,
        grade: record.grade,
        start: record.start,
        end: record.end,
        whole_minutes: record.whole_minutes,
        inferred: record.inferred,
        topic: own(&record.topic),
        host_name: own(&record.host_name),
        host_email: own(&record.host_email),
        department: own(&record.department),
        group: own(&record.group),
        created: record.created,
        client_source: own(&record.client_source),
        minutes: record.minutes.or_else(|| Some(sums::minutes_up(record.end? - record.start?))),
        portal_joins: record.portal_joins,
        portal_minutes: record.portal_minutes,
    }
}

impl Sink for Batch<'_> {
    fn occurrence(&mut self, _line: u64, record: &OccurrenceRecord<'_>) -> anyhow::Result<()> {
        self.flush()?;
        self.group = Some(Group { record: owned(record), rows: Vec::new() });
        Ok(())
    }

    fn stay(&mut self, _line: u64, record: &StayRecord<'_>) -> anyhow::Result<()> {
        let person = self.persons.intern(&self.tx, record).map_err(StoreError::from)?;
        if let Some(group) = &mut self.group {
            group.rows.push(Taken {
                person,
                stay: Stay {
                    join: record.join,
                    leave: record.leave,
                    minutes: record.minutes,
                    waiting: record.waiting,
                },
                guest: record.guest,
                host: record.host,
                disclaimer: record.disclaimer.as_deref().map(Into::into),
                detail: Detail::of(record),
            });
        }
        Ok(())
    }

    fn reject(&mut self, rejected: Rejected) -> anyhow::Result<()> {
        self.rejects += 1;
        self.tx
            .prepare_cached(
                "INSERT INTO rejected_row (account_id, import_id, rejected_id, line, column_name, value, reason) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    self.place.account,
                    self.outcome.import,
                    self.rejects,
                    i64::try_from(rejected.line).unwrap_or(i64::MAX),
                    text::clean(&rejected.column),
                    text::clean(&rejected.value),
                    rejected.reason
                ])
            })
            .map_err(StoreError::from)?;
        Ok(())
    }

    fn progress(&mut self, bytes: u64) -> anyhow::Result<()> {
        if (self.progress)(bytes) { Ok(()) } else { Err(StoreError::Cancelled.into()) }
    }
}
