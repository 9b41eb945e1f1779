//! Taking in what files say beside occurrences and stays: users, plans, the portal's own figures, coverage.

use super::batch::Batch;
use super::error::StoreError;
use crate::model::text::fold;
use crate::model::{
    CoverageRecord, Fact, GroupRecord, PlannedRecord, RegistrantRecord, TotalRecord, UserRecord, day, zone,
};
use rusqlite::params;

impl Batch<'_> {
    pub(super) fn take_fact(&mut self, fact: &Fact<'_>) -> Result<(), StoreError> {
        match fact {
            Fact::Observed(at) => self.observe(*at),
            Fact::User(user) => self.take_user(user),
            Fact::Group(group) => self.take_group(group),
            Fact::Planned(planned) => self.take_planned(planned),
            Fact::Total(total) => self.take_total(total),
            Fact::Covers(coverage) => self.take_coverage(coverage),
            // Counted where it is met.
            Fact::Row(row) => self.take_row(row).map(drop),
            Fact::Registrant(registrant) => {
                if let Some(group) = &mut self.group {
                    group.registrants.push(owned(registrant));
                }
                Ok(())
            }
            // Of an occurrence; one without is nobody's.
            Fact::Part(..) | Fact::Answer(_) | Fact::Question(_) | Fact::Figure(..) => Ok(()),
        }
    }

    /// The file's own time of observation, which wins over that of its last change.
    fn observe(&mut self, at: i64) -> Result<(), StoreError> {
        // A file from the future would win over every later one.
        let at = at.min(self.meta.imported_at);
        self.meta.observed_at = at;
        self.tx
            .prepare_cached("UPDATE import SET observed_at = ?3 WHERE account_id = ?1 AND import_id = ?2")?
            .execute(params![self.place.account, self.outcome.import, at])?;
        Ok(())
    }

    fn next_fact(&mut self) -> i64 {
        self.facts += 1;
        self.facts
    }

    fn take_user(&mut self, user: &UserRecord<'_>) -> Result<(), StoreError> {
        let id = self.next_fact();
        self.listed = true;
        self.tx
            .prepare_cached(
                "INSERT INTO listed_user (account_id, import_id, listed_id, provider_user_id, email, email_folded, name, \
                 department, user_group, group_ids, role, status, zone, created_at, last_sign_in_at, client_version, \
                 licence, packs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                self.place.account,
                self.outcome.import,
                id,
                user.user_id,
                user.email,
                user.email.as_deref().map(fold),
                user.name,
                user.department,
                user.group,
                user.group_ids,
                user.role,
                user.status,
                user.zone,
                user.created,
                user.last_sign_in,
                user.client_version,
                user.licence,
                user.packs
            ])?;
        Ok(())
    }

    fn take_group(&mut self, group: &GroupRecord<'_>) -> Result<(), StoreError> {
        self.listed = true;
        self.tx
            .prepare_cached(
                "INSERT INTO listed_group (account_id, import_id, provider_group_id, name, members) \
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account_id, import_id, provider_group_id) \
                 DO UPDATE SET name = excluded.name, members = excluded.members",
            )?
            .execute(params![self.place.account, self.outcome.import, group.id, group.name, group.members])?;
        Ok(())
    }

    fn take_planned(&mut self, planned: &PlannedRecord<'_>) -> Result<(), StoreError> {
        let id = self.next_fact();
        let local = planned.start.and_then(|at| zone::local_day(self.place.zone, at)).map(day::epoch_day);
        self.tx
            .prepare_cached(
                "INSERT INTO planned (account_id, import_id, planned_id, number, uuid, kind, topic, host_id, host_name, \
                 host_email, department, start_at, day, minutes, recurring, registrants, created_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            )?
            .execute(params![
                self.place.account,
                self.outcome.import,
                id,
                planned.number,
                planned.uuid,
                planned.kind.word(),
                planned.topic,
                planned.host_id,
                planned.host_name,
                planned.host_email,
                planned.department,
                planned.start,
                local,
                planned.minutes,
                planned.recurring,
                planned.registrants,
                planned.created
            ])?;
        Ok(())
    }

    fn take_total(&mut self, total: &TotalRecord<'_>) -> Result<(), StoreError> {
        let (scope, key) = total.scope.words();
        self.tx
            .prepare_cached(
                "INSERT INTO portal_total (account_id, import_id, scope, scope_key, day, to_day, measure, value) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
                 ON CONFLICT (account_id, import_id, scope, scope_key, day, measure) \
                 DO UPDATE SET value = excluded.value, to_day = excluded.to_day",
            )?
            .execute(params![
                self.place.account,
                self.outcome.import,
                scope,
                key,
                day::epoch_day(total.days.from),
                day::epoch_day(total.days.to),
                total.measure.word(),
                total.value
            ])?;
        Ok(())
    }

    fn take_coverage(&mut self, coverage: &CoverageRecord<'_>) -> Result<(), StoreError> {
        let (scope, key) = coverage.scope.words();
        self.tx
            .prepare_cached(
                "INSERT INTO coverage (account_id, import_id, kind, scope, scope_key, from_day, to_day) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
                 ON CONFLICT (account_id, import_id, kind, scope, scope_key) \
                 DO UPDATE SET from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day)",
            )?
            .execute(params![
                self.place.account,
                self.outcome.import,
                coverage.of.word(),
                scope,
                key,
                day::epoch_day(coverage.days.from),
                day::epoch_day(coverage.days.to)
            ])?;
        Ok(())
    }

    /// Writes who registered for an occurrence, as a set gives them, behind those it has.
    pub(super) fn write_registrants(
        &self,
        set: i64,
        registrants: &[RegistrantRecord<'_>],
    ) -> Result<(), StoreError> {
        if registrants.is_empty() {
            return Ok(());
        }
        let account = self.place.account;
        let first: i64 = self
            .tx
            .prepare_cached(
                "SELECT coalesce(max(registrant_id), 0) + 1 FROM set_registrant WHERE account_id = ?1 AND set_id = ?2",
            )?
            .query_row(params![account, set], |row| row.get(0))?;
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO set_registrant (account_id, set_id, registrant_id, role, name, first_name, last_name, email, \
             email_folded, registered_at, status, attended, source, country, phone, fields) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?;
        for (id, one) in (first..).zip(registrants) {
            let fields = if one.fields.is_empty() { None } else { serde_json::to_string(&one.fields).ok() };
            insert.execute(params![
                account,
                set,
                id,
                one.role.map(crate::model::Role::word),
                one.name,
                one.first_name,
                one.last_name,
                one.email,
                one.email.as_deref().map(fold),
                one.registered,
                one.status,
                one.attended,
                one.source,
                one.country,
                one.phone,
                fields
            ])?;
        }
        Ok(())
    }
}

/// The record on its own, after its file's row is gone.
fn owned(record: &RegistrantRecord<'_>) -> RegistrantRecord<'static> {
    use std::borrow::Cow;
    let own = |part: &Option<Cow<'_, str>>| part.as_deref().map(|text| Cow::Owned(text.to_owned()));
    RegistrantRecord {
        role: record.role,
        name: Cow::Owned(record.name.clone().into_owned()),
        first_name: own(&record.first_name),
        last_name: own(&record.last_name),
        email: own(&record.email),
        registered: record.registered,
        status: own(&record.status),
        attended: record.attended,
        source: own(&record.source),
        country: own(&record.country),
        phone: own(&record.phone),
        fields: record
            .fields
            .iter()
            .map(|(title, value)| (Cow::Owned(title.to_string()), Cow::Owned(value.to_string())))
            .collect(),
    }
}
