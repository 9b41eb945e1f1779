//! Taking an occurrence in: new, more of what this file brought, held already, or another word on what is held.

use super::batch::Batch;
use super::error::StoreError;
use super::group::Group;
use super::occurrence::{self, Found, Row};
use super::sets::{SetFacts, SetRow, crowd, participant_key};
use super::users::Seen;
use crate::model::{Interval, OccurrenceRecord};
use rusqlite::{OptionalExtension, params};

impl Batch<'_> {
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
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        let Some(mut group) = self.group.take() else { return Ok(()) };
        let Some(start) = group.start() else { return Ok(()) };
        let end = group.end(start);
        group.record.start = Some(start);
        group.record.end = Some(end);
        let event = self.event(&group.record)?;
        let held = occurrence::find(&self.tx, self.place.account, event, &group.record, start, end)?;
        let count = if occurrence::has_people(group.record.grade) { group.rows.len() as u64 } else { 1 };
        let digest = group.digest(&self.persons);
        self.remember_day(start);
        let Some(Found { id, parts }) = held else {
            self.outcome.new += count;
            self.outcome.occurrences += 1;
            self.met.insert(self.next_occurrence);
            return self.take_new(&group, event, start, end, digest);
        };
        self.outcome.occurrences += u64::from(self.met.insert(id));
        for part in parts {
            self.absorb(id, part)?;
        }
        if let Some(taken) = self.append(&mut group, id)? {
            self.outcome.new += taken;
            self.outcome.known += count.saturating_sub(taken);
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
        if occurrence::has_people(group.record.grade) {
            self.confirmed.insert((id, group.record.grade as i64), set);
        }
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

    pub(super) fn reshow(&mut self, id: i64) -> Result<(), StoreError> {
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

    fn remember_day(&mut self, start: i64) {
        use crate::model::{day, zone};
        if let Some(day) = zone::local_day(self.place.zone, start).map(day::epoch_day) {
            let (from, to) = self.outcome.days.unwrap_or((day, day));
            self.outcome.days = Some((from.min(day), to.max(day)));
        }
    }
}
