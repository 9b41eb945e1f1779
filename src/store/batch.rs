//! One import: a transaction that takes records, finds what is held already, and commits all or nothing.

use super::accounts;
use super::error::StoreError;
use super::group::{self, Detail, Group, Taken};
use super::occurrence::Place;
use super::open::Store;
use super::people::Persons;
use super::reader::Account;
use super::rollup;
use super::settle::{NextKeys, Settler};
use super::users::{self, Users};
use super::{listed, packs};
use crate::model::{Fact, OccurrenceRecord, Rejected, Sink, StayRecord, text};
use crate::rules::presence::Stay;
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is known of a file before it is read.
#[derive(Clone, Debug)]
pub struct ImportMeta {
    /// `--account`: number, name or provider's id; see RULES, *account*.
    pub account: Option<String>,
    /// The provider's account id that the file carries.
    pub provider_account: Option<String>,
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
    /// What looks wrong with what went in, and what of it no report shows: a sentence each.
    pub warnings: Vec<String>,
}

/// What tells the occurrences of one file apart: event, UUID, start, whether it is inferred, grade.
pub(super) type OwnKey = (i64, Option<Box<str>>, Option<i64>, bool, u8);

/// The set that a file has of an occurrence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    pub occurrence: i64,
    pub set: i64,
    /// An earlier import's, which said exactly this.
    pub confirmed: bool,
}

/// A set of this import that may be one of another's, read in the wrong zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Suspect {
    pub set: i64,
    pub other: i64,
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
    pub(super) tx: Transaction<'a>,
    pub(super) path: PathBuf,
    pub(super) meta: ImportMeta,
    pub(super) account: Account,
    pub(super) new_account: bool,
    pub(super) place: Place,
    pub(super) outcome: Outcome,
    pub(super) persons: Persons,
    pub(super) users: Users,
    /// Events met, by number: key, and whether they are known to be webinars.
    pub(super) events: FxHashMap<Box<str>, (i64, bool)>,
    pub(super) group: Option<Group>,
    pub(super) next: NextKeys,
    pub(super) next_set: i64,
    pub(super) rejects: i64,
    /// Users, plans taken.
    pub(super) facts: i64,
    /// The row that the last of them came from.
    pub(super) fact_line: Option<u64>,
    /// Users or groups are among them: users of the account follow anew.
    pub(super) listed: bool,
    /// Billing is among them.
    pub(super) billed: bool,
    /// Days whose rollups change.
    pub(super) touched: BTreeSet<i64>,
    /// Occurrences that the file speaks of.
    pub(super) met: FxHashSet<i64>,
    /// What the file has spoken of so far.
    pub(super) own: FxHashMap<OwnKey, Own>,
    /// Sets of this file to which it came back after other occurrences.
    pub(super) grown: BTreeSet<i64>,
    /// Sets that are new beside others, or say something else than before.
    pub(super) touched_sets: FxHashSet<i64>,
    /// Events whose sets may belong together otherwise than they stand.
    pub(super) unsettled: BTreeSet<i64>,
    /// Occurrences to show anew: their hosts have become known.
    pub(super) emptied: FxHashSet<i64>,
    pub(super) suspects: Vec<Suspect>,
    /// Keys of the rows of their sets.
    pub(super) row_keys: FxHashMap<i64, FxHashSet<u64>>,
    pub(super) progress: Progress<'a>,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Batch")
            .field("meta", &self.meta)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
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
        let (account, new_account) = accounts::choose(&tx, &meta)?;
        if let Some(import) = known_file(&tx, account.id, &meta.digest).map_err(fail)? {
            return Ok(Begun::Held(import));
        }
        let highest = |table: &str, key: &str| -> Result<i64, StoreError> {
            tx.query_row(&format!("SELECT coalesce(max({key}), 0) + 1 FROM {table}"), [], |row| row.get(0))
                .map_err(fail)
        };
        let (import, next_set) = (highest("import", "import_id")?, highest("source_set", "set_id")?);
        let next = NextKeys::read(&tx).map_err(fail)?;
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
            next,
            next_set,
            rejects: 0,
            facts: 0,
            fact_line: None,
            listed: false,
            billed: false,
            touched: BTreeSet::new(),
            met: FxHashSet::default(),
            own: FxHashMap::default(),
            grown: BTreeSet::new(),
            touched_sets: FxHashSet::default(),
            unsettled: BTreeSet::new(),
            emptied: FxHashSet::default(),
            suspects: Vec::new(),
            row_keys: FxHashMap::default(),
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
        for set in std::mem::take(&mut self.grown) {
            self.merge_double(set)?;
        }
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        // Lists are put beside users that stand in the table.
        self.users.write(&self.tx, self.outcome.import).map_err(fail)?;
        if !self.listed && self.users.made() {
            packs::phone(&self.tx, self.place.account).map_err(fail)?;
        }
        if self.listed {
            let rehost =
                listed::recompute(&self.tx, self.place.account, self.outcome.import).map_err(fail)?;
            self.users.forget(&self.tx).map_err(fail)?;
            self.unsettled.extend(rehost.events);
            self.emptied.extend(rehost.occurrences);
            users::place(&self.tx, self.place.account, self.outcome.import).map_err(fail)?;
        }
        self.settle()?;
        rollup::refresh(&self.tx, self.place.account, self.touched.iter().copied()).map_err(fail)?;
        self.outcome.warnings = self.zone_warnings()?;
        if self.billed && self.is_first_billing().map_err(fail)? {
            self.outcome
                .warnings
                .push("the billing report is enabled by this, the first billing held".to_owned());
        }
        let notes: Vec<&str> = std::iter::once(counted.notes.as_str())
            .chain(self.outcome.warnings.iter().map(String::as_str))
            .filter(|note| !note.is_empty())
            .collect();
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
                    notes.join("; ")
                ],
            )
            .map_err(fail)?;
        // Of today: not kept among the import's notes.
        let outside =
            super::policy::outside(&self.tx, &self.account, self.outcome.import, self.meta.imported_at);
        self.outcome.warnings.extend(outside.map_err(fail)?);
        if keep {
            self.tx.commit().map_err(fail)?;
        }
        Ok(self.outcome)
    }
}

impl Batch<'_> {
    /// Works out anew which sets belong together, where something has come beside what was held.
    fn settle(&mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.unsettled);
        Settler {
            conn: &self.tx,
            place: self.place,
            users: &mut self.users,
            next: &mut self.next,
            touched: &self.touched_sets,
            emptied: &self.emptied,
            days: &mut self.touched,
        }
        .settle(events)
    }
}

impl Sink for Batch<'_> {
    fn occurrence(&mut self, _line: u64, record: &OccurrenceRecord<'_>) -> anyhow::Result<()> {
        self.flush()?;
        self.group = Some(Group::of(group::owned(record)));
        Ok(())
    }

    fn stay(&mut self, line: u64, record: &StayRecord<'_>) -> anyhow::Result<()> {
        let person = self.persons.intern(&self.tx, record).map_err(StoreError::from)?;
        if let Some(group) = &mut self.group {
            group.met(line, true);
            group.rows.push(Taken {
                person,
                stay: Stay {
                    join: record.join,
                    leave: record.leave,
                    // Join and leave say it better where both are there.
                    minutes: record.minutes.filter(|_| record.join.is_none() || record.leave.is_none()),
                    waiting: record.waiting,
                },
                guest: record.guest,
                host: record.host,
                role: record.role,
                connection: record.connection.as_deref().map(Into::into),
                disclaimer: record.disclaimer.as_deref().map(Into::into),
                detail: Detail::of(record),
            });
        }
        Ok(())
    }

    fn fact(&mut self, line: u64, fact: &Fact<'_>) -> anyhow::Result<()> {
        // Several figures of one row are one row.
        let is_row = matches!(fact, Fact::User(_) | Fact::Group(_) | Fact::Planned(_) | Fact::Total(_));
        if is_row && self.fact_line != Some(line) {
            self.fact_line = Some(line);
            self.outcome.new += 1;
        }
        if let Fact::Row(row) = fact {
            // A line may have several: it is as new as its first.
            let is_new = self.take_row(row)?;
            if row.table.counts && self.fact_line != Some(line) {
                self.fact_line = Some(line);
                let count = if is_new { &mut self.outcome.new } else { &mut self.outcome.known };
                *count += 1;
            }
            return Ok(());
        }
        if let Some(group) = &mut self.group {
            if let Fact::Registrant(_) = fact {
                group.met(line, false);
            }
            if group.parts.take(line, fact) {
                return Ok(());
            }
        }
        self.take_fact(fact)?;
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
