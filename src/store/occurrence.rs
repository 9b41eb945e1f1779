//! Occurrences: found again by number and start, written from their sets, shown by the best of them.

use super::error::StoreError;
use super::sets::{Crowd, PEOPLE_MAX, SetFacts, SetRow, crowd, grade, participant_key};
use crate::model::{Grade, Interval, OccurrenceRecord, day, zone};
use crate::rules::occurrence::{START_TOLERANCE, overlapped, same_start};
use crate::rules::people::Identity;
use crate::rules::presence::Stay;
use crate::rules::sources::{Candidate, State, choose};
use crate::rules::{completeness, sums};
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, params};

/// Where occurrences are written: the account and its zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub account: i64,
    pub zone: Tz,
}

/// A day before or after in which an occurrence that overlaps a given time may have started.
const LONGEST: i64 = 2 * 86_400;

/// What is held of a record's occurrence.
pub(super) struct Found {
    pub id: i64,
    /// Made from stays without a meeting block, and now known to be parts of it, too.
    pub parts: Vec<i64>,
}

/// The occurrence that a record speaks of, if it is held.
pub(super) fn find(
    conn: &Connection,
    account: i64,
    event: i64,
    record: &OccurrenceRecord<'_>,
    start: i64,
    end: i64,
) -> rusqlite::Result<Option<Found>> {
    let whole = |id| Found { id, parts: Vec::new() };
    if let Some(uuid) = record.uuid.as_deref() {
        let held: Option<i64> = conn
            .prepare_cached("SELECT occurrence_id FROM occurrence WHERE account_id = ?1 AND uuid = ?2")?
            .query_row(params![account, uuid], |row| row.get(0))
            .optional()?;
        if held.is_some() {
            return Ok(held.map(whole));
        }
    }
    let mut near = conn.prepare_cached(
        "SELECT occurrence_id, start_at, end_at, inferred FROM occurrence \
         WHERE account_id = ?1 AND event_id = ?2 AND start_at BETWEEN ?3 AND ?4 ORDER BY start_at, occurrence_id",
    )?;
    let held: Vec<(i64, i64, i64, bool)> = near
        .query_map(params![account, event, start - LONGEST, end.max(start + START_TOLERANCE)], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<_, _>>()?;
    let same = held
        .iter()
        .filter(|(_, at, _, inferred)| {
            !inferred && !record.inferred && same_start(*at, start, record.whole_minutes)
        })
        .min_by_key(|(_, at, _, _)| (at - start).abs())
        .map(|(id, ..)| *id);
    if same.is_some() {
        return Ok(same.map(whole));
    }
    let span = Interval::new(start, end.max(start + 1));
    let loose: Vec<(i64, Interval)> = held
        .iter()
        .filter(|(.., inferred)| *inferred || record.inferred)
        .map(|(id, from, to, _)| (*id, Interval::new(*from, (*to).max(from + 1))))
        .collect();
    let Some(id) = overlapped(span, loose.iter().copied()) else { return Ok(None) };
    let parts = loose
        .iter()
        .filter(|(other, interval)| !record.inferred && *other != id && interval.overlaps(span))
        .map(|(other, _)| *other)
        .collect();
    Ok(Some(Found { id, parts }))
}

/// What an occurrence row says beside its key.
pub(super) struct Row<'a> {
    pub event: i64,
    pub facts: &'a SetFacts,
    pub start: i64,
    pub end: i64,
    pub host_user: Option<i64>,
    pub observed: i64,
    pub set: Option<i64>,
    pub sources: i64,
    pub crowd: Option<&'a Crowd<'a>>,
}

impl Row<'_> {
    /// The local day on which it started.
    pub(super) fn day(&self, zone: Tz) -> i64 {
        zone::local_day(zone, self.start).map_or(self.start.div_euclid(86_400), day::epoch_day)
    }
}

/// Writes an occurrence whole, new or held.
pub(super) fn write(conn: &Connection, place: Place, id: i64, row: &Row<'_>) -> rusqlite::Result<()> {
    let facts = row.facts;
    // The portal's own minutes only where no end says how long it was.
    let length = facts
        .minutes
        .filter(|_| facts.end.is_none())
        .unwrap_or_else(|| sums::minutes_up(row.end - row.start));
    let peak = row.crowd.and_then(|crowd| crowd.peak);
    conn.prepare_cached(
        "INSERT INTO occurrence (account_id, occurrence_id, event_id, uuid, start_at, end_at, day, topic, host_user_id, \
         host_name, host_email, department, user_group, created_at, client_source, minutes, portal_joins, inferred, \
         provisional, observed_at, set_id, sources, people, internal, external, joins, person_seconds, peak, peak_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, \
         ?23, ?24, ?25, ?26, ?27, ?28, ?29) \
         ON CONFLICT (account_id, occurrence_id) DO UPDATE SET uuid = excluded.uuid, start_at = excluded.start_at, \
         end_at = excluded.end_at, day = excluded.day, topic = excluded.topic, host_user_id = excluded.host_user_id, \
         host_name = excluded.host_name, host_email = excluded.host_email, department = excluded.department, \
         user_group = excluded.user_group, created_at = excluded.created_at, client_source = excluded.client_source, \
         minutes = excluded.minutes, portal_joins = excluded.portal_joins, inferred = excluded.inferred, \
         provisional = excluded.provisional, observed_at = excluded.observed_at, set_id = excluded.set_id, \
         sources = excluded.sources, people = excluded.people, internal = excluded.internal, \
         external = excluded.external, joins = excluded.joins, person_seconds = excluded.person_seconds, \
         peak = excluded.peak, peak_at = excluded.peak_at",
    )?
    .execute(params![
        place.account,
        id,
        row.event,
        facts.uuid,
        row.start,
        row.end,
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
        facts.inferred,
        completeness::provisional(row.end, row.observed),
        row.observed,
        row.set,
        row.sources,
        row.crowd.map(|crowd| crowd.people),
        row.crowd.and_then(|crowd| crowd.internal),
        row.crowd.and_then(|crowd| crowd.external),
        row.crowd.map(|crowd| crowd.joins),
        row.crowd.map(|crowd| crowd.seconds),
        peak.map(|(most, _)| most),
        peak.map(|(_, at)| at),
    ])?;
    Ok(())
}

/// Writes the people of an occurrence; `user_of` gives the user of a folded e-mail.
pub(super) fn write_people(
    conn: &Connection,
    account: i64,
    occurrence: i64,
    crowd: &Crowd<'_>,
    mut user_of: impl FnMut(&str) -> rusqlite::Result<Option<i64>>,
) -> Result<(), StoreError> {
    if crowd.participants.len() > PEOPLE_MAX {
        return Err(StoreError::Question(format!(
            "an occurrence with more than {PEOPLE_MAX} people cannot be held"
        )));
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO participant (account_id, occurrence_id, participant_id, person_id, user_id, guest, host, attended, \
         first_join, last_leave, seconds, device_seconds, presence_seconds, waiting_seconds, sessions, disclaimer, \
         certainty) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?;
    for (n, one) in crowd.participants.iter().enumerate() {
        let user = if one.guest == Some(true) || one.email.is_empty() { None } else { user_of(one.email)? };
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
        ])?;
    }
    Ok(())
}

/// A set of an occurrence, as held.
struct Held {
    id: i64,
    candidate: Candidate,
    state: String,
    facts: SetFacts,
}

/// Chooses anew which set is shown, and writes facts and people by it. Returns the days before and after.
pub(super) fn reshow(
    conn: &Connection,
    place: Place,
    id: i64,
    mut user_of: impl FnMut(&str) -> rusqlite::Result<Option<i64>>,
) -> Result<[i64; 2], StoreError> {
    let account = place.account;
    let (event, old_day): (i64, i64) = conn
        .prepare_cached("SELECT event_id, day FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2")?
        .query_row(params![account, id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let held = held_sets(conn, account, id)?;
    let states = choose(&held.iter().map(|set| set.candidate).collect::<Vec<_>>());
    for (set, state) in held.iter().zip(&states).filter(|(set, state)| set.state != state.word()) {
        conn.prepare_cached("UPDATE source_set SET state = ?3 WHERE account_id = ?1 AND set_id = ?2")?
            .execute(params![account, set.id, state.word()])?;
    }
    let mut order: Vec<(&Held, &State)> = held.iter().zip(&states).collect();
    order.sort_by_key(|(set, state)| {
        let c = set.candidate;
        (**state != State::Shown, std::cmp::Reverse((c.grade, c.observed, c.digest)))
    });
    let mut facts = order.first().map(|(set, _)| set.facts.clone()).unwrap_or_default();
    for (set, _) in order.iter().skip(1) {
        facts.borrow_from(&set.facts);
    }
    let start = facts.start.unwrap_or(0);
    let end = facts.end.unwrap_or(start);
    let shown = order.first().filter(|(_, state)| **state == State::Shown).map(|(set, _)| *set);

    conn.prepare_cached("DELETE FROM participant WHERE account_id = ?1 AND occurrence_id = ?2")?
        .execute(params![account, id])?;
    conn.prepare_cached(
        "UPDATE session SET participant_id = NULL WHERE account_id = ?1 AND occurrence_id = ?2 \
         AND participant_id IS NOT NULL",
    )?
    .execute(params![account, id])?;
    let rows = shown.map(|set| stored_rows(conn, account, id, set.id)).transpose()?;
    let views: Option<Vec<SetRow<'_>>> = rows.as_ref().map(|rows| rows.iter().map(Stored::view).collect());
    let crowd = views.as_ref().map(|rows| crowd(rows, Interval::new(start, end)));
    let host_user = match facts.host_email.as_deref() {
        Some(email) => user_of(&crate::model::text::fold(email))?,
        None => None,
    };
    let row = Row {
        event,
        facts: &facts,
        start,
        end,
        host_user,
        observed: shown.or(order.first().map(|(set, _)| *set)).map_or(0, |set| set.candidate.observed),
        set: shown.map(|set| set.id),
        sources: i64::try_from(held.len()).unwrap_or(i64::MAX),
        crowd: crowd.as_ref(),
    };
    write(conn, place, id, &row)?;
    if let (Some(set), Some(rows), Some(crowd)) = (shown, rows.as_ref(), crowd.as_ref()) {
        write_people(conn, account, id, crowd, user_of)?;
        let mut link = conn.prepare_cached(
            "UPDATE session SET participant_id = ?5 WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3 \
             AND session_id = ?4",
        )?;
        for (stored, n) in rows.iter().zip(&crowd.participant_of) {
            link.execute(params![account, id, set.id, stored.session, participant_key(id, *n)])?;
        }
    }
    Ok([old_day, row.day(place.zone)])
}

fn held_sets(conn: &Connection, account: i64, occurrence: i64) -> rusqlite::Result<Vec<Held>> {
    conn.prepare_cached(
        "SELECT set_id, grade, observed_at, row_count, digest, state, uuid, start_at, end_at, topic, host_name, \
         host_email, department, user_group, created_at, client_source, minutes, portal_joins, portal_minutes, inferred \
         FROM source_set WHERE account_id = ?1 AND occurrence_id = ?2 AND state <> 'undone' ORDER BY set_id",
    )?
    .query_map(params![account, occurrence], |row| {
        Ok(Held {
            id: row.get(0)?,
            candidate: Candidate {
                grade: grade(row.get(1)?),
                observed: row.get(2)?,
                rows: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                digest: u128::from_be_bytes(row.get(4)?),
            },
            state: row.get(5)?,
            facts: SetFacts {
                uuid: row.get(6)?,
                start: row.get(7)?,
                end: row.get(8)?,
                topic: row.get(9)?,
                host_name: row.get(10)?,
                host_email: row.get(11)?,
                department: row.get(12)?,
                group: row.get(13)?,
                created: row.get(14)?,
                client_source: row.get(15)?,
                minutes: row.get(16)?,
                portal_joins: row.get(17)?,
                portal_minutes: row.get(18)?,
                inferred: row.get(19)?,
            },
        })
    })?
    .collect()
}

/// A session row read back, with its person.
struct Stored {
    session: i64,
    person_id: i64,
    name: String,
    original_name: String,
    email_folded: String,
    user_id: String,
    stay: Stay,
    guest: Option<bool>,
    host: bool,
    disclaimer: Option<String>,
}

impl Stored {
    fn view(&self) -> SetRow<'_> {
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
            disclaimer: self.disclaimer.as_deref(),
        }
    }
}

fn stored_rows(conn: &Connection, account: i64, occurrence: i64, set: i64) -> rusqlite::Result<Vec<Stored>> {
    conn.prepare_cached(
        "SELECT s.session_id, s.person_id, n.name, n.original_name, n.email, n.provider_user_id, s.join_at, s.leave_at, \
         s.minutes, s.waiting, s.guest, s.host, s.disclaimer \
         FROM session s JOIN person n ON n.account_id = s.account_id AND n.person_id = s.person_id \
         WHERE s.account_id = ?1 AND s.occurrence_id = ?2 AND s.set_id = ?3 ORDER BY s.session_id",
    )?
    .query_map(params![account, occurrence, set], |row| {
        let email: String = row.get(4)?;
        Ok(Stored {
            session: row.get(0)?,
            person_id: row.get(1)?,
            name: row.get(2)?,
            original_name: row.get(3)?,
            email_folded: crate::model::text::fold(&email),
            user_id: row.get(5)?,
            stay: Stay { join: row.get(6)?, leave: row.get(7)?, minutes: row.get(8)?, waiting: row.get(9)? },
            guest: row.get(10)?,
            host: row.get(11)?,
            disclaimer: row.get(12)?,
        })
    })?
    .collect()
}

/// Whether a set of this grade brings people.
pub(super) fn has_people(grade: Grade) -> bool {
    grade > Grade::Facts
}
