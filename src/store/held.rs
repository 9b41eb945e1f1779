//! Reading back what is held of occurrences: their source sets, and the rows of a set.

use super::group::Detail;
use super::sets::{SetFacts, SetRow, grade};
use crate::model::{Role, text};
use crate::rules::people::Identity;
use crate::rules::presence::Stay;
use crate::rules::sources::Candidate;
use rusqlite::{Connection, Row, params};

/// A source set, as held.
#[derive(Clone, Debug)]
pub(super) struct HeldSet {
    pub id: i64,
    pub occurrence: i64,
    pub candidate: Candidate,
    pub state: String,
    pub facts: SetFacts,
    /// Earliest join and latest leave of its rows.
    pub stays: (Option<i64>, Option<i64>),
}

const SET: &str = "SELECT s.set_id, s.occurrence_id, s.grade, s.observed_at, s.row_count, s.digest, s.state, \
     s.first_join, s.last_leave, s.number, s.uuid, s.webinar, s.whole_minutes, s.open, s.host_id, s.start_at, s.end_at, \
     s.topic, s.host_name, s.host_email, s.department, s.user_group, s.created_at, s.client_source, s.minutes, \
     s.portal_joins, s.portal_minutes, s.inferred \
     FROM source_set s JOIN occurrence o ON o.account_id = s.account_id AND o.occurrence_id = s.occurrence_id";

fn set(row: &Row<'_>) -> rusqlite::Result<HeldSet> {
    Ok(HeldSet {
        id: row.get(0)?,
        occurrence: row.get(1)?,
        candidate: Candidate {
            grade: grade(row.get(2)?),
            observed: row.get(3)?,
            rows: u64::try_from(row.get::<_, i64>(4)?).unwrap_or(0),
            digest: u128::from_be_bytes(row.get(5)?),
        },
        state: row.get(6)?,
        stays: (row.get(7)?, row.get(8)?),
        facts: SetFacts {
            number: row.get(9)?,
            uuid: row.get(10)?,
            webinar: row.get(11)?,
            whole_minutes: row.get(12)?,
            open: row.get(13)?,
            host_id: row.get(14)?,
            start: row.get(15)?,
            end: row.get(16)?,
            topic: row.get(17)?,
            host_name: row.get(18)?,
            host_email: row.get(19)?,
            department: row.get(20)?,
            group: row.get(21)?,
            created: row.get(22)?,
            client_source: row.get(23)?,
            minutes: row.get(24)?,
            portal_joins: row.get(25)?,
            portal_minutes: row.get(26)?,
            inferred: row.get(27)?,
        },
    })
}

/// Every set of an event's occurrences.
pub(super) fn sets_of_event(conn: &Connection, account: i64, event: i64) -> rusqlite::Result<Vec<HeldSet>> {
    // Named indexes: the planner would rather read all occurrences by day.
    let sql = SET
        .replace("source_set s JOIN", "occurrence o INDEXED BY occurrence_event JOIN")
        .replace("JOIN occurrence o ON", "JOIN source_set s INDEXED BY source_set_occurrence ON");
    conn.prepare_cached(&format!("{sql} WHERE o.account_id = ?1 AND o.event_id = ?2 ORDER BY s.set_id"))?
        .query_map(params![account, event], set)?
        .collect()
}

/// Events of the sets with a UUID.
pub(super) fn events_of_uuid(conn: &Connection, account: i64, uuid: &str) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached(
        "SELECT DISTINCT o.event_id FROM source_set s INDEXED BY source_set_uuid \
         JOIN occurrence o ON o.account_id = s.account_id AND o.occurrence_id = s.occurrence_id \
         WHERE s.account_id = ?1 AND s.uuid = ?2",
    )?
    .query_map(params![account, uuid], |row| row.get(0))?
    .collect()
}

/// A session row read back, with its person and what it says of the connection.
#[derive(Debug)]
pub(super) struct Stored {
    pub session: i64,
    pub person_id: i64,
    name: String,
    original_name: String,
    email_folded: String,
    user_id: String,
    pub stay: Stay,
    guest: Option<bool>,
    host: bool,
    role: Option<Role>,
    disclaimer: Option<String>,
    pub connection: Option<String>,
    pub detail: Detail,
}

impl Stored {
    /// The e-mail, else the name.
    pub(super) fn who(&self) -> &str {
        if self.email_folded.is_empty() { &self.name } else { &self.email_folded }
    }

    pub(super) fn view(&self) -> SetRow<'_> {
        SetRow {
            identity: Identity {
                user_id: &self.user_id,
                email: &self.email_folded,
                name: &self.name,
                original_name: &self.original_name,
            },
            person_id: self.person_id,
            digest: super::people::digest([
                &self.name,
                &self.original_name,
                &self.email_folded,
                &self.user_id,
            ]),
            stay: self.stay,
            guest: self.guest,
            host: self.host,
            role: self.role,
            disclaimer: self.disclaimer.as_deref(),
        }
    }
}

/// The rows of a set.
pub(super) fn rows(
    conn: &Connection,
    account: i64,
    occurrence: i64,
    set: i64,
) -> rusqlite::Result<Vec<Stored>> {
    conn.prepare_cached(
        "SELECT s.session_id, s.person_id, n.name, n.original_name, n.email, n.provider_user_id, s.join_at, s.leave_at, \
         s.minutes, s.waiting, s.guest, s.host, s.role, s.disclaimer, s.connection, d.device, d.client, d.ip, d.country, \
         d.city, d.network, d.data_centre, d.leave_reason \
         FROM session s JOIN person n ON n.account_id = s.account_id AND n.person_id = s.person_id \
         LEFT JOIN session_detail d ON d.account_id = s.account_id AND d.occurrence_id = s.occurrence_id \
           AND d.set_id = s.set_id AND d.session_id = s.session_id \
         WHERE s.account_id = ?1 AND s.occurrence_id = ?2 AND s.set_id = ?3 ORDER BY s.session_id",
    )?
    .query_map(params![account, occurrence, set], |row| {
        let email: String = row.get(4)?;
        let role: Option<String> = row.get(12)?;
        let mut detail = Detail::default();
        for (n, part) in detail.0.iter_mut().enumerate() {
            *part = row.get(15 + n)?;
        }
        Ok(Stored {
            session: row.get(0)?,
            person_id: row.get(1)?,
            name: row.get(2)?,
            original_name: row.get(3)?,
            email_folded: text::fold(&email),
            user_id: row.get(5)?,
            stay: Stay { join: row.get(6)?, leave: row.get(7)?, minutes: row.get(8)?, waiting: row.get(9)? },
            guest: row.get(10)?,
            host: row.get(11)?,
            role: role.and_then(|word| Role::ALL.into_iter().find(|role| role.word() == word)),
            disclaimer: row.get(13)?,
            connection: row.get(14)?,
            detail,
        })
    })?
    .collect()
}
