//! Settling: which source sets of a meeting number belong to which occurrence, worked out anew from all that are held,
//! so that the order in which they came, and those undone since, leave no trace.

use super::error::StoreError;
use super::held::{self, HeldSet};
use super::occurrence::Place;
use super::parts;
use super::show::{clear_people, show};
use super::users::Users;
use crate::model::Grade;
use crate::rules::occurrence::{Claim, partition};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The number of an event whose number no source says.
pub(super) fn unnumbered(uuid: &str) -> String {
    format!("~{uuid}")
}

/// Keys given out next.
#[derive(Clone, Copy, Debug)]
pub(super) struct NextKeys {
    pub event: i64,
    pub occurrence: i64,
}

impl NextKeys {
    pub(super) fn read(conn: &Connection) -> rusqlite::Result<Self> {
        let next = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
        Ok(Self {
            event: next("SELECT coalesce(max(event_id), 0) + 1 FROM event")?,
            occurrence: next("SELECT coalesce(max(occurrence_id), 0) + 1 FROM occurrence")?,
        })
    }
}

/// Events to settle, and what has changed in them.
pub(super) struct Settler<'s> {
    pub conn: &'s Connection,
    pub place: Place,
    pub users: &'s mut Users,
    pub next: &'s mut NextKeys,
    /// Sets that are new or say something else than before.
    pub touched: &'s FxHashSet<i64>,
    /// Occurrences to be shown anew whatever their sets: some were taken away.
    pub emptied: &'s FxHashSet<i64>,
    /// Days whose sums change.
    pub days: &'s mut BTreeSet<i64>,
}

/// The sets of one occurrence to be.
struct Cell<'c> {
    number: &'c str,
    sets: Vec<&'c HeldSet>,
}

impl Settler<'_> {
    /// Settles the events and those that share a UUID with them.
    pub(super) fn settle(&mut self, events: impl IntoIterator<Item = i64>) -> Result<(), StoreError> {
        let mut done: BTreeSet<i64> = BTreeSet::new();
        for event in events {
            if !done.contains(&event) {
                let (sets, gathered) = self.gather(event)?;
                self.settle_group(&sets, &gathered)?;
                done.extend(gathered);
            }
        }
        Ok(())
    }

    /// The sets of an event and of those that its UUIDs lead to.
    fn gather(&self, event: i64) -> Result<(Vec<HeldSet>, BTreeSet<i64>), StoreError> {
        let (mut known, mut sets) = (BTreeSet::from([event]), Vec::new());
        let (mut open, mut uuids) = (vec![event], BTreeSet::new());
        while let Some(event) = open.pop() {
            let more = held::sets_of_event(self.conn, self.place.account, event)?;
            for uuid in more.iter().filter_map(|set| set.facts.uuid.as_deref()) {
                if uuids.insert(uuid.to_owned()) {
                    for event in held::events_of_uuid(self.conn, self.place.account, uuid)? {
                        if known.insert(event) {
                            open.push(event);
                        }
                    }
                }
            }
            sets.extend(more);
        }
        sets.sort_by_key(|set| set.id);
        Ok((sets, known))
    }

    fn settle_group(&mut self, sets: &[HeldSet], events: &BTreeSet<i64>) -> Result<(), StoreError> {
        let numbers = numbers(sets);
        let mut by_number: BTreeMap<&str, Vec<&HeldSet>> = BTreeMap::new();
        for (set, number) in sets.iter().zip(&numbers) {
            by_number.entry(number).or_default().push(set);
        }
        let mut cells: Vec<Cell<'_>> = Vec::new();
        let mut event_of: BTreeMap<&str, i64> = BTreeMap::new();
        for (number, sets) in &by_number {
            let webinar = sets.iter().any(|set| set.facts.webinar);
            event_of.insert(*number, self.event(number, webinar)?);
            let mut parts: BTreeMap<usize, Vec<&HeldSet>> = BTreeMap::new();
            for (set, part) in
                sets.iter().zip(partition(&sets.iter().map(|set| claim(set)).collect::<Vec<_>>()))
            {
                parts.entry(part).or_default().push(*set);
            }
            cells.extend(parts.into_values().map(|sets| Cell { number, sets }));
        }
        let held = self.occurrences(events)?;
        let keys = self.keys(&cells);
        let mut sets_of: FxHashMap<i64, usize> = FxHashMap::default();
        for set in sets {
            *sets_of.entry(set.occurrence).or_default() += 1;
        }
        let mut changed: Vec<((i64, i64), &Cell<'_>)> = Vec::new();
        for (cell, id) in cells.iter().zip(&keys) {
            let event = event_of.get(cell.number).copied().unwrap_or_default();
            let same = held.get(id) == Some(&event)
                && sets_of.get(id) == Some(&cell.sets.len())
                && !self.emptied.contains(id)
                && cell.sets.iter().all(|set| set.occurrence == *id && !self.touched.contains(&set.id));
            if !same {
                changed.push(((*id, event), cell));
            }
        }
        // Everything moves before anything is shown: a set that leaves takes its rows along.
        for ((id, event), cell) in &changed {
            self.bring(*id, *event, &cell.sets)?;
        }
        for (key, cell) in changed {
            let days = show(self.conn, self.place, self.users, key, &cell.sets)?;
            self.days.extend(days);
        }
        let kept: BTreeSet<i64> = keys.into_iter().collect();
        for id in held.keys().filter(|id| !kept.contains(id)) {
            self.drop_occurrence(*id)?;
        }
        self.drop_events(events)
    }

    /// The event of a number, made or corrected.
    fn event(&mut self, number: &str, webinar: bool) -> Result<i64, StoreError> {
        let account = self.place.account;
        let kind = if webinar { "webinar" } else { "meeting" };
        let held: Option<(i64, String)> = self
            .conn
            .prepare_cached("SELECT event_id, kind FROM event WHERE account_id = ?1 AND number = ?2")?
            .query_row(params![account, number], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((id, held)) = held {
            if held != kind {
                self.conn.execute(
                    "UPDATE event SET kind = ?3 WHERE account_id = ?1 AND event_id = ?2",
                    params![account, id, kind],
                )?;
                let mut days = self.conn.prepare_cached(
                    "SELECT DISTINCT day FROM occurrence INDEXED BY occurrence_event \
                     WHERE account_id = ?1 AND event_id = ?2",
                )?;
                for day in days.query_map(params![account, id], |row| row.get(0))? {
                    self.days.insert(day?);
                }
            }
            return Ok(id);
        }
        let id = self.next.event;
        self.next.event += 1;
        self.conn
            .prepare_cached("INSERT INTO event (account_id, event_id, number, kind) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![account, id, number, kind])?;
        Ok(id)
    }

    /// The occurrences held of the events, each with its event.
    fn occurrences(&self, events: &BTreeSet<i64>) -> rusqlite::Result<BTreeMap<i64, i64>> {
        let mut find = self.conn.prepare_cached(
            "SELECT occurrence_id FROM occurrence INDEXED BY occurrence_event WHERE account_id = ?1 AND event_id = ?2",
        )?;
        let mut out = BTreeMap::new();
        for event in events {
            for id in find.query_map(params![self.place.account, event], |row| row.get(0))? {
                out.insert(id?, *event);
            }
        }
        Ok(out)
    }

    /// The key of each cell: the lowest that its sets had and no other cell has taken, else a new one.
    fn keys(&mut self, cells: &[Cell<'_>]) -> Vec<i64> {
        let mut wanted: Vec<(i64, usize)> = cells
            .iter()
            .enumerate()
            .flat_map(|(n, cell)| cell.sets.iter().map(move |set| (set.occurrence, n)))
            .collect();
        wanted.sort_unstable();
        let (mut keys, mut taken) = (vec![None; cells.len()], BTreeSet::new());
        for (id, n) in wanted {
            if let Some(slot @ None) = keys.get_mut(n)
                && taken.insert(id)
            {
                *slot = Some(id);
            }
        }
        keys.into_iter()
            .map(|key| {
                key.unwrap_or_else(|| {
                    self.next.occurrence += 1;
                    self.next.occurrence - 1
                })
            })
            .collect()
    }

    /// Brings the sets together under one key.
    fn bring(&self, id: i64, event: i64, sets: &[&HeldSet]) -> Result<(), StoreError> {
        let account = self.place.account;
        // Stands until it is shown below: sets refer to it.
        self.conn
            .prepare_cached(
                "INSERT INTO occurrence (account_id, occurrence_id, event_id, start_at, end_at, day, minutes, observed_at) \
                 VALUES (?1, ?2, ?3, 0, 0, 0, 0, 0) ON CONFLICT (account_id, occurrence_id) DO NOTHING",
            )?
            .execute(params![account, id, event])?;
        for set in sets.iter().filter(|set| set.occurrence != id) {
            self.move_set(set.id, set.occurrence, id)?;
        }
        Ok(())
    }

    fn move_set(&self, set: i64, from: i64, to: i64) -> Result<(), StoreError> {
        clear_people(self.conn, self.place.account, from)?;
        let key = params![self.place.account, set, from, to];
        for sql in [
            "INSERT INTO session (account_id, occurrence_id, set_id, session_id, person_id, join_at, leave_at, minutes, \
             guest, host, waiting, disclaimer, role, connection) \
             SELECT account_id, ?4, set_id, session_id, person_id, join_at, leave_at, minutes, guest, host, waiting, \
             disclaimer, role, connection FROM session WHERE account_id = ?1 AND set_id = ?2 AND occurrence_id = ?3",
            "INSERT INTO session_detail (account_id, occurrence_id, set_id, session_id, device, client, ip, country, city, \
             network, data_centre, leave_reason) \
             SELECT account_id, ?4, set_id, session_id, device, client, ip, country, city, network, data_centre, \
             leave_reason FROM session_detail WHERE account_id = ?1 AND set_id = ?2 AND occurrence_id = ?3",
            "UPDATE source_set SET occurrence_id = ?4 WHERE account_id = ?1 AND set_id = ?2 AND occurrence_id = ?3",
        ] {
            self.conn.prepare_cached(sql)?.execute(key)?;
        }
        delete_rows(self.conn, self.place.account, from, set)?;
        Ok(())
    }

    fn drop_occurrence(&mut self, id: i64) -> Result<(), StoreError> {
        let key = params![self.place.account, id];
        clear_people(self.conn, self.place.account, id)?;
        let day = self
            .conn
            .prepare_cached("SELECT day FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2")?
            .query_row(key, |row| row.get(0))?;
        self.days.insert(day);
        self.conn
            .prepare_cached("DELETE FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2")?
            .execute(key)?;
        Ok(())
    }

    fn drop_events(&self, events: &BTreeSet<i64>) -> Result<(), StoreError> {
        let mut drop = self.conn.prepare_cached(
            "DELETE FROM event WHERE account_id = ?1 AND event_id = ?2 AND NOT EXISTS \
             (SELECT 1 FROM occurrence o INDEXED BY occurrence_event WHERE o.account_id = ?1 AND o.event_id = ?2)",
        )?;
        for event in events {
            drop.execute(params![self.place.account, event])?;
        }
        Ok(())
    }
}

/// Deletes the rows of a set under one occurrence.
pub(super) fn delete_rows(
    conn: &Connection,
    account: i64,
    occurrence: i64,
    set: i64,
) -> rusqlite::Result<()> {
    for table in ["session_borrowed", "session_detail", "session"] {
        conn.prepare_cached(&format!(
            "DELETE FROM {table} WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3"
        ))?
        .execute(params![account, occurrence, set])?;
    }
    Ok(())
}

/// Deletes a set with all its rows.
pub(super) fn delete_set(conn: &Connection, account: i64, occurrence: i64, set: i64) -> rusqlite::Result<()> {
    delete_rows(conn, account, occurrence, set)?;
    for table in parts::TABLES.into_iter().chain(["set_registrant", "set_again", "source_set"]) {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE account_id = ?1 AND set_id = ?2"))?
            .execute(params![account, set])?;
    }
    Ok(())
}

/// The number of each set: as said, else as another set with its UUID says, else made of the UUID.
fn numbers(sets: &[HeldSet]) -> Vec<String> {
    let mut of_uuid: BTreeMap<&str, &str> = BTreeMap::new();
    for set in sets {
        if let (Some(uuid), Some(number)) = (set.facts.uuid.as_deref(), set.facts.number.as_deref()) {
            of_uuid.entry(uuid).and_modify(|held| *held = (*held).min(number)).or_insert(number);
        }
    }
    sets.iter()
        .map(|set| {
            let uuid = set.facts.uuid.as_deref().unwrap_or("");
            let said = of_uuid.get(uuid).copied().or(set.facts.number.as_deref());
            said.map_or_else(|| unnumbered(uuid), str::to_owned)
        })
        .collect()
}

fn claim(set: &HeldSet) -> Claim<'_> {
    let facts = &set.facts;
    // An answer to a poll is no end, unless it is all there is.
    let last = set.stays.1.filter(|_| set.candidate.grade > Grade::Facts || facts.inferred);
    let start = super::sets::Span::of(facts, set.stays).start;
    let by_minutes = || facts.minutes.map(|minutes| start.saturating_add(minutes.saturating_mul(60)));
    Claim {
        uuid: facts.uuid.as_deref(),
        start,
        end: facts.end.or_else(by_minutes).or(last).map(|end| end.max(start)),
        whole_minutes: facts.whole_minutes,
        inferred: facts.inferred || facts.start.is_none(),
    }
}
