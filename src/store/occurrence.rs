//! Occurrences as written: facts, figures and people of what is shown.

use super::error::StoreError;
use super::sets::{Crowd, PEOPLE_MAX, Participant, SetFacts, Span, participant_key};
use crate::model::{Grade, day, zone};
use crate::rules::{completeness, sums};
use chrono_tz::Tz;
use rusqlite::{Connection, params};

/// Where occurrences are written: the account and its zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub account: i64,
    pub zone: Tz,
}

/// What an occurrence row says beside its key.
pub(super) struct Row<'a> {
    pub event: i64,
    pub facts: &'a SetFacts,
    pub span: Span,
    pub host_user: Option<i64>,
    pub observed: i64,
    /// The shown set and its grade; `None` while none with people is held.
    pub shown: Option<(i64, Grade)>,
    pub sources: i64,
    pub crowd: Option<&'a Crowd<'a>>,
}

impl Row<'_> {
    /// The local day on which it started.
    pub(super) fn day(&self, zone: Tz) -> i64 {
        let start = self.span.start;
        zone::local_day(zone, start).map_or(start.div_euclid(86_400), day::epoch_day)
    }

    fn is_provisional(&self) -> bool {
        let unended = self.facts.open && !self.span.end_said;
        unended || completeness::provisional(self.span.end, self.observed)
    }
}

/// Writes an occurrence whole, new or held.
pub(super) fn write(conn: &Connection, place: Place, id: i64, row: &Row<'_>) -> rusqlite::Result<()> {
    let facts = row.facts;
    // The portal's own minutes only where no end says how long it was.
    let length = facts
        .minutes
        .filter(|_| facts.end.is_none())
        .unwrap_or_else(|| sums::minutes_up(row.span.end - row.span.start));
    let peak = row.crowd.and_then(|crowd| crowd.peak);
    conn.prepare_cached(
        "INSERT INTO occurrence (account_id, occurrence_id, event_id, uuid, start_at, end_at, day, topic, host_user_id, \
         host_name, host_email, department, user_group, created_at, client_source, minutes, portal_joins, inferred, \
         provisional, observed_at, set_id, sources, people, internal, external, joins, person_seconds, peak, peak_at, host_id, grade) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, \
         ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31) \
         ON CONFLICT (account_id, occurrence_id) DO UPDATE SET event_id = excluded.event_id, uuid = excluded.uuid, start_at = excluded.start_at, \
         end_at = excluded.end_at, day = excluded.day, topic = excluded.topic, host_user_id = excluded.host_user_id, \
         host_name = excluded.host_name, host_email = excluded.host_email, department = excluded.department, \
         user_group = excluded.user_group, created_at = excluded.created_at, client_source = excluded.client_source, \
         minutes = excluded.minutes, portal_joins = excluded.portal_joins, inferred = excluded.inferred, \
         provisional = excluded.provisional, observed_at = excluded.observed_at, set_id = excluded.set_id, \
         sources = excluded.sources, people = excluded.people, internal = excluded.internal, \
         external = excluded.external, joins = excluded.joins, person_seconds = excluded.person_seconds, \
         peak = excluded.peak, peak_at = excluded.peak_at, host_id = excluded.host_id, grade = excluded.grade",
    )?
    .execute(params![
        place.account,
        id,
        row.event,
        facts.uuid,
        row.span.start,
        row.span.end,
        row.day(place.zone),
        facts.topic,
        row.host_user,
        facts.host_name,
        facts.host_email,
        facts.department,
        facts.group,
        facts.created,
        facts.client_source,
        length,
        facts.portal_joins,
        facts.inferred || !row.span.end_said,
        row.is_provisional(),
        row.observed,
        row.shown.map(|(set, _)| set),
        row.sources,
        row.crowd.map(|crowd| crowd.people),
        row.crowd.and_then(|crowd| crowd.internal),
        row.crowd.and_then(|crowd| crowd.external),
        row.crowd.and_then(|crowd| crowd.joins),
        row.crowd.map(|crowd| crowd.seconds),
        peak.map(|(most, _)| most),
        peak.map(|(_, at)| at),
        facts.host_id,
        row.shown.map(|(_, grade)| grade as i64),
    ])?;
    Ok(())
}

/// Writes the people of an occurrence; `user_of` gives the user that somebody is.
pub(super) fn write_people(
    conn: &Connection,
    account: i64,
    occurrence: i64,
    crowd: &Crowd<'_>,
    mut user_of: impl FnMut(&Participant<'_>) -> rusqlite::Result<Option<i64>>,
) -> Result<(), StoreError> {
    if crowd.participants.len() > PEOPLE_MAX {
        return Err(StoreError::Question(format!(
            "an occurrence with more than {PEOPLE_MAX} people cannot be held"
        )));
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO participant (account_id, occurrence_id, participant_id, person_id, user_id, guest, host, attended, \
         first_join, last_leave, seconds, device_seconds, presence_seconds, waiting_seconds, sessions, disclaimer, \
         certainty, role) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?;
    for (n, one) in crowd.participants.iter().enumerate() {
        let user = if one.guest == Some(true) { None } else { user_of(one)? };
        let p = &one.presence;
        insert.execute(params![
            account,
            occurrence,
            participant_key(occurrence, n),
            one.person_id,
            user,
            one.guest,
            one.host,
            p.attended,
            p.first_join,
            p.last_leave,
            p.seconds,
            (p.device_seconds != p.seconds).then_some(p.device_seconds),
            (p.presence_seconds != p.seconds).then_some(p.presence_seconds),
            p.waiting_seconds,
            p.sessions,
            one.disclaimer,
            one.certainty as i64,
            one.role.map(crate::model::Role::word),
        ])?;
    }
    Ok(())
}

/// Whether a set of this grade brings people.
pub(super) fn has_people(grade: Grade) -> bool {
    grade > Grade::Facts
}
