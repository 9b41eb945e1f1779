//! Writing a source set and its rows.

use super::batch::Batch;
use super::error::StoreError;
use super::group::Group;
use super::sets::SetFacts;
use rusqlite::params;

impl Batch<'_> {
    pub(super) fn write_set(
        &self,
        group: &Group,
        id: i64,
        set: i64,
        state: &str,
        digest: u128,
    ) -> Result<(), StoreError> {
        let facts = SetFacts::of(&group.record);
        let (first_join, last_leave) = group.stays();
        self.tx
            .prepare_cached(
                "INSERT INTO source_set (account_id, set_id, occurrence_id, import_id, kind, grade, observed_at, state, \
                 row_count, digest, uuid, start_at, end_at, topic, host_name, host_email, department, user_group, \
                 created_at, client_source, minutes, portal_joins, portal_minutes, inferred, number, webinar, \
                 whole_minutes, open, host_id, first_join, last_leave) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, \
                 ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31)",
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
                facts.inferred,
                facts.number,
                facts.webinar,
                facts.whole_minutes,
                facts.open,
                facts.host_id,
                first_join,
                last_leave
            ])?;
        self.write_registrants(set, &group.registrants)
    }

    /// Writes rows from session `first` on; `participants` gives each row's key where it is known.
    pub(super) fn write_rows(
        &self,
        group: &Group,
        id: i64,
        set: i64,
        first: i64,
        participants: Option<&[i64]>,
    ) -> Result<(), StoreError> {
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO session (account_id, occurrence_id, set_id, session_id, participant_id, person_id, join_at, \
             leave_at, minutes, guest, host, waiting, disclaimer, role, connection) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
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
                row.disclaimer,
                row.role.map(crate::model::Role::word),
                row.connection
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
}
