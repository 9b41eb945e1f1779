//! Taking an occurrence in: new, more of what this file brought, held already, or another word on what is held.

use super::batch::{Batch, Own};
use super::error::StoreError;
use super::group::Group;
use super::held;
use super::occurrence::{self, Row};
use super::sets::{SetFacts, SetRow, Span, crowd, participant_key};
use super::settle::unnumbered;
use super::users::Seen;
use crate::model::{EventKind, Interval, OccurrenceRecord};
use crate::rules::occurrence::{LONGEST, OPEN_END, START_TOLERANCE, same_start};
use rusqlite::{OptionalExtension, params};

/// Seconds before and after an occurrence in which another may lie that has to do with it: none lasts longer, and a
/// file read in the wrong zone is no further off.
const NEAR: i64 = LONGEST + OPEN_END;

/// An occurrence near a record's.
pub(super) struct Near {
    pub id: i64,
    pub start: i64,
    pub end: i64,
    pub inferred: bool,
    pub joins: Option<i64>,
}

impl Near {
    /// Whether it may be the same; settling tells for sure.
    fn may_be(&self, record: &OccurrenceRecord<'_>, span: Span) -> bool {
        if same_start(self.start, span.start, true) || (self.start - span.start).abs() <= START_TOLERANCE {
            return true;
        }
        let reach = |start: i64, end: i64, open: bool| {
            Interval::new(start, if open { start + OPEN_END } else { end.max(start + 1) })
        };
        let mine = reach(span.start, span.end, !span.end_said);
        (self.inferred || record.inferred || record.start.is_none() || !span.end_said)
            && reach(self.start, self.end, self.inferred).overlaps(mine)
    }
}

impl Batch<'_> {
    /// The event of a record, and whether it is new or must be settled for what the record says of it.
    fn event(&mut self, record: &OccurrenceRecord<'_>) -> Result<(i64, bool), StoreError> {
        let uuid = record.uuid.as_deref().unwrap_or("");
        if record.number.is_empty()
            && let Some(event) = held::events_of_uuid(&self.tx, self.place.account, uuid)?.first()
        {
            return Ok((*event, false));
        }
        let number = if record.number.is_empty() { unnumbered(uuid) } else { record.number.to_string() };
        let webinar = record.kind == EventKind::Webinar;
        if let Some((id, held)) = self.events.get(number.as_str()) {
            return Ok((*id, webinar && !held));
        }
        let held: Option<(i64, bool)> = self
            .tx
            .prepare_cached(
                "SELECT event_id, kind = 'webinar' FROM event WHERE account_id = ?1 AND number = ?2",
            )?
            .query_row(params![self.place.account, number], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (id, known) = if let Some(held) = held {
            held
        } else {
            self.tx
                .prepare_cached(
                    "INSERT INTO event (account_id, event_id, number, kind) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![self.place.account, self.next.event, number, record.kind.word()])?;
            self.next.event += 1;
            (self.next.event - 1, webinar)
        };
        self.events.insert(number.into(), (id, known));
        Ok((id, webinar && !known))
    }

    /// Takes in the occurrence whose stays are complete.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        let Some(mut group) = self.group.take() else { return Ok(()) };
        if group.record.start.is_none() && group.stays() == (None, None) && group.record.uuid.is_none() {
            return Ok(());
        }
        let span = group.span();
        let (event, restate) = self.event(&group.record)?;
        if restate {
            self.unsettled.insert(event);
        }
        self.remember_day(span.start);
        let key = Self::own_key(&group, event);
        if let Some(own) = self.own.get(&key).copied()
            && (!group.is_parts() || self.says(own.set, group.digest(&self.persons))?)
        {
            return self.take_more(&mut group, event, key, own);
        }
        let count = group.count();
        let digest = group.digest(&self.persons);
        let near = self.near(event, span)?;
        let elsewhere = self.same_uuid(&group.record, event)?;
        let linked: Vec<&Near> = near.iter().filter(|near| near.may_be(&group.record, span)).collect();
        if linked.is_empty() && elsewhere.is_empty() {
            self.suspect_zone(&group, span, &near);
            self.outcome.new += count;
            self.outcome.occurrences += 1;
            return self.take_new(&group, event, span, digest, key);
        }
        if let Some((set, occurrence)) = self.confirm(&group, &linked, digest)? {
            self.outcome.known += count;
            self.outcome.occurrences += u64::from(self.met.insert(occurrence));
            self.own.insert(key, Own { occurrence, set, confirmed: true });
            return Ok(());
        }
        let held = linked.first().map(|near| near.id);
        self.suspect_zone(&group, span, &near);
        self.outcome.new += count;
        self.unsettled.insert(event);
        self.unsettled.extend(elsewhere);
        let Some(id) = held else {
            self.outcome.occurrences += 1;
            return self.take_new(&group, event, span, digest, key);
        };
        self.outcome.occurrences += u64::from(self.met.insert(id));
        let set = self.next_set;
        self.next_set += 1;
        self.write_set(&group, id, set, "kept", digest)?;
        self.write_parts(&group, set, false)?;
        self.write_rows(&group, id, set, 0, None)?;
        self.own.insert(key, Own { occurrence: id, set, confirmed: false });
        self.touched_sets.insert(set);
        self.see_host(&group, span.start)?;
        self.see_users(&group, span.start)
    }

    /// Whether a set has exactly this content.
    fn says(&self, set: i64, digest: u128) -> rusqlite::Result<bool> {
        self.tx
            .prepare_cached("SELECT digest = ?3 FROM source_set WHERE account_id = ?1 AND set_id = ?2")?
            .query_row(params![self.place.account, set, digest.to_be_bytes()], |row| row.get(0))
    }

    /// The occurrences of the event around a time.
    fn near(&self, event: i64, span: Span) -> Result<Vec<Near>, StoreError> {
        let mut find = self.tx.prepare_cached(
            "SELECT occurrence_id, start_at, end_at, inferred, joins FROM occurrence INDEXED BY occurrence_event \
             WHERE account_id = ?1 AND event_id = ?2 AND start_at BETWEEN ?3 AND ?4 ORDER BY start_at, occurrence_id",
        )?;
        let (from, to) = (span.start - NEAR, span.end.max(span.start) + NEAR);
        Ok(find
            .query_map(params![self.place.account, event, from, to], |row| {
                Ok(Near {
                    id: row.get(0)?,
                    start: row.get(1)?,
                    end: row.get(2)?,
                    inferred: row.get(3)?,
                    joins: row.get(4)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Events in which the record's UUID is known; its own only where its occurrence is not near in time.
    fn same_uuid(&self, record: &OccurrenceRecord<'_>, _event: i64) -> Result<Vec<i64>, StoreError> {
        let Some(uuid) = record.uuid.as_deref() else { return Ok(Vec::new()) };
        Ok(held::events_of_uuid(&self.tx, self.place.account, uuid)?)
    }

    /// An occurrence nobody spoke of before: written once, without reading anything back.
    fn take_new(
        &mut self,
        group: &Group,
        event: i64,
        span: Span,
        digest: u128,
        key: super::batch::OwnKey,
    ) -> Result<(), StoreError> {
        let (id, set) = (self.next.occurrence, self.next_set);
        self.next.occurrence += 1;
        self.next_set += 1;
        self.met.insert(id);
        let host_user = self.see_host(group, span.start)?;
        self.see_users(group, span.start)?;
        let facts = SetFacts::of(&group.record);
        let with_people = occurrence::has_people(group.record.grade);
        let views: Vec<SetRow<'_>> = group.rows.iter().filter_map(|row| row.view(&self.persons)).collect();
        let crowd = with_people.then(|| crowd(&views, span.interval()));
        let row = Row {
            event,
            facts: &facts,
            span,
            host_user,
            observed: self.meta.observed_at,
            shown: with_people.then_some((set, group.record.grade)),
            sources: 1,
            crowd: crowd.as_ref(),
        };
        occurrence::write(&self.tx, self.place, id, &row)?;
        self.touched.insert(row.day(self.place.zone));
        self.write_set(group, id, set, if with_people { "shown" } else { "kept" }, digest)?;
        self.write_parts(group, set, true)?;
        if let Some(crowd) = &crowd {
            let keys: Vec<i64> = crowd.participant_of.iter().map(|n| participant_key(id, *n)).collect();
            self.write_rows(group, id, set, 0, Some(&keys))?;
            let (tx, users) = (&self.tx, &mut self.users);
            occurrence::write_people(tx, self.place.account, id, crowd, |one| {
                users.of(tx, one.email, one.user_id)
            })?;
        }
        self.own.insert(key, Own { occurrence: id, set, confirmed: false });
        Ok(())
    }

    /// The set that said exactly this before, if there is one: this import vouches for it, too.
    fn confirm(
        &mut self,
        group: &Group,
        linked: &[&Near],
        digest: u128,
    ) -> Result<Option<(i64, i64)>, StoreError> {
        let account = self.place.account;
        for near in linked {
            let same: Option<(i64, i64)> = self
                .tx
                .prepare_cached(
                    "SELECT set_id, observed_at FROM source_set WHERE account_id = ?1 AND occurrence_id = ?2 \
                     AND digest = ?3 AND grade = ?4",
                )?
                .query_row(
                    params![account, near.id, digest.to_be_bytes(), group.record.grade as i64],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((set, observed)) = same else { continue };
            self.tx
                .prepare_cached(
                    "INSERT INTO set_again (account_id, set_id, import_id) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (account_id, set_id, import_id) DO NOTHING",
                )?
                .execute(params![account, set, self.outcome.import])?;
            if self.meta.observed_at > observed {
                self.observe_set(set, near.id)?;
            }
            return Ok(Some((set, near.id)));
        }
        Ok(None)
    }

    /// A set is as new as the newest observation of it.
    fn observe_set(&mut self, set: i64, occurrence: i64) -> Result<(), StoreError> {
        let (account, observed) = (self.place.account, self.meta.observed_at);
        self.tx
            .prepare_cached("UPDATE source_set SET observed_at = ?3 WHERE account_id = ?1 AND set_id = ?2")?
            .execute(params![account, set, observed])?;
        let (event, alone): (i64, bool) = self
            .tx
            .prepare_cached(
                "SELECT event_id, sources = 1 AND provisional = 0 FROM occurrence \
                 WHERE account_id = ?1 AND occurrence_id = ?2",
            )?
            .query_row(params![account, occurrence], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if alone {
            // Nothing else can change by it.
            self.tx
                .prepare_cached(
                    "UPDATE occurrence SET observed_at = ?3 WHERE account_id = ?1 AND occurrence_id = ?2",
                )?
                .execute(params![account, occurrence, observed])?;
        } else {
            self.touched_sets.insert(set);
            self.unsettled.insert(event);
        }
        Ok(())
    }

    pub(super) fn see_host(&mut self, group: &Group, start: i64) -> Result<Option<i64>, StoreError> {
        let record = &group.record;
        let Some(email) = record.host_email.as_deref() else {
            return Ok(self.users.host(&self.tx, None, record.host_id.as_deref())?);
        };
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
    pub(super) fn see_users(&mut self, group: &Group, start: i64) -> Result<(), StoreError> {
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

    fn remember_day(&mut self, start: i64) {
        use crate::model::{day, zone};
        if let Some(day) = zone::local_day(self.place.zone, start).map(day::epoch_day) {
            let (from, to) = self.outcome.days.unwrap_or((day, day));
            self.outcome.days = Some((from.min(day), to.max(day)));
        }
    }
}
