//! Source sets: what one import says of one occurrence, and the people that follow from its rows.

use crate::model::{EventKind, Grade, Interval, OccurrenceRecord, Role, interval};
use crate::rules::people::{Certainty, Identity, people};
use crate::rules::presence::{Presence, Stay, presence};
use std::collections::BTreeMap;

/// People of one occurrence that fit into a participant's key.
pub(super) const PEOPLE_MAX: usize = 1 << 20;

/// The key of the n-th participant of an occurrence; report SQL takes it apart again by `/ 1048576`.
pub(super) fn participant_key(occurrence: i64, n: usize) -> i64 {
    occurrence.saturating_mul(1 << 20).saturating_add(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Facts of an occurrence as a set holds them.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each a column")]
pub(super) struct SetFacts {
    /// `None` where the source names the occurrence by its UUID alone.
    pub number: Option<String>,
    pub uuid: Option<String>,
    pub webinar: bool,
    pub whole_minutes: bool,
    /// The source has not seen the end.
    pub open: bool,
    pub host_id: Option<String>,
    pub start: Option<i64>,
    pub end: Option<i64>,
    pub topic: Option<String>,
    pub host_name: Option<String>,
    pub host_email: Option<String>,
    pub department: Option<String>,
    pub group: Option<String>,
    pub created: Option<i64>,
    pub client_source: Option<String>,
    pub minutes: Option<i64>,
    pub portal_joins: Option<i64>,
    pub portal_minutes: Option<i64>,
    pub inferred: bool,
}

impl SetFacts {
    pub(super) fn of(record: &OccurrenceRecord<'_>) -> Self {
        let own = |text: &Option<std::borrow::Cow<'_, str>>| {
            text.as_deref().filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Self {
            number: Some(record.number.to_string()).filter(|number| !number.is_empty()),
            uuid: own(&record.uuid),
            webinar: record.kind == EventKind::Webinar,
            whole_minutes: record.whole_minutes,
            open: record.open,
            host_id: own(&record.host_id),
            start: record.start,
            end: record.end,
            topic: own(&record.topic),
            host_name: own(&record.host_name),
            host_email: own(&record.host_email),
            department: own(&record.department),
            group: own(&record.group),
            created: record.created,
            client_source: own(&record.client_source),
            minutes: record.minutes,
            portal_joins: record.portal_joins,
            portal_minutes: record.portal_minutes,
            inferred: record.inferred,
        }
    }

    /// Takes from `other` what this lacks. A meeting block's start and end win over inferred ones.
    pub(super) fn borrow_from(&mut self, other: &Self) {
        fn take<T: Clone>(mine: &mut Option<T>, theirs: Option<&T>) {
            if mine.is_none() {
                *mine = theirs.cloned();
            }
        }
        if self.inferred && !other.inferred && other.start.is_some() {
            self.start = other.start;
            self.end = other.end.or(self.end);
            self.minutes = other.minutes;
            self.inferred = false;
        }
        self.webinar |= other.webinar;
        self.open &= other.end.is_none();
        take(&mut self.number, other.number.as_ref());
        take(&mut self.uuid, other.uuid.as_ref());
        take(&mut self.host_id, other.host_id.as_ref());
        take(&mut self.start, other.start.as_ref());
        take(&mut self.end, other.end.as_ref());
        take(&mut self.topic, other.topic.as_ref());
        take(&mut self.host_name, other.host_name.as_ref());
        take(&mut self.host_email, other.host_email.as_ref());
        take(&mut self.department, other.department.as_ref());
        take(&mut self.group, other.group.as_ref());
        take(&mut self.created, other.created.as_ref());
        take(&mut self.client_source, other.client_source.as_ref());
        take(&mut self.minutes, other.minutes.as_ref());
        take(&mut self.portal_joins, other.portal_joins.as_ref());
        take(&mut self.portal_minutes, other.portal_minutes.as_ref());
    }
}

/// When an occurrence was, as far as facts and stays tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: i64,
    pub end: i64,
    /// Some source says the end or the length.
    pub end_said: bool,
}

impl Span {
    /// Of facts, and the earliest join and latest leave among the stays that are shown.
    pub(super) fn of(facts: &SetFacts, stays: (Option<i64>, Option<i64>)) -> Self {
        // Of stays without a meeting block the earliest counts, on whichever page it stands.
        let first = stays.0.filter(|first| facts.inferred && facts.start.is_some_and(|said| *first < said));
        let start = first.or(facts.start).or(stays.0).or(stays.1).unwrap_or(0);
        let said = facts.end.or_else(|| {
            // Minutes are rounded up: the last leave in the last of them is nearer.
            let nominal = start.saturating_add(facts.minutes?.saturating_mul(60));
            Some(
                stays
                    .1
                    .filter(|leave| (nominal.saturating_sub(60)..nominal).contains(leave))
                    .unwrap_or(nominal),
            )
        });
        let end = said.or(stays.1).map_or(start, |end| end.max(start));
        Self { start, end, end_said: said.is_some() }
    }

    pub(super) fn interval(self) -> Interval {
        Interval::new(self.start, self.end)
    }
}

/// The grade of a stored number.
pub(super) fn grade(number: i64) -> Grade {
    match number {
        4 => Grade::ReportJson,
        3 => Grade::Stays,
        2 => Grade::Webhooks,
        1 => Grade::UniqueTotals,
        _ => Grade::Facts,
    }
}

/// One row of a set, with who it says it is.
#[derive(Clone, Debug)]
pub(super) struct SetRow<'a> {
    pub identity: Identity<'a>,
    pub person_id: i64,
    pub digest: [u8; 16],
    pub stay: Stay,
    pub guest: Option<bool>,
    pub host: bool,
    pub role: Option<Role>,
    pub disclaimer: Option<&'a str>,
}

/// One person of an occurrence.
#[derive(Clone, Debug)]
pub(super) struct Participant<'a> {
    /// The combination shown: one with an e-mail, then one with both names.
    pub person_id: i64,
    /// Folded; empty when none is known.
    pub email: &'a str,
    /// The provider's id; empty when none is known.
    pub user_id: &'a str,
    pub guest: Option<bool>,
    pub host: bool,
    pub role: Option<Role>,
    pub presence: Presence,
    pub disclaimer: Option<&'a str>,
    pub certainty: Certainty,
}

/// The people of a set and their sums.
#[derive(Debug)]
pub(super) struct Crowd<'a> {
    /// By first join, then name.
    pub participants: Vec<Participant<'a>>,
    /// For each row the place of its participant.
    pub participant_of: Vec<usize>,
    pub people: i64,
    /// `None` where no row says who is a guest.
    pub internal: Option<i64>,
    pub external: Option<i64>,
    /// `None` where somebody is there by a total alone.
    pub joins: Option<i64>,
    pub seconds: i64,
    /// Most people at once, and when.
    pub peak: Option<(i64, i64)>,
}

/// What participants are put in order by: first join, name, content.
type Rank<'a> = (Option<i64>, &'a str, [u8; 16]);

/// Works out who was in an occurrence that lasted over `bounds`.
pub(super) fn crowd<'a>(rows: &[SetRow<'a>], bounds: Interval) -> Crowd<'a> {
    let identities: Vec<Identity<'a>> = rows.iter().map(|row| row.identity).collect();
    let told = people(&identities);
    let mut members: Vec<Vec<&SetRow<'a>>> = vec![Vec::new(); told.certainty.len()];
    for (row, person) in rows.iter().zip(&told.person) {
        if let Some(list) = members.get_mut(*person) {
            list.push(row);
        }
    }
    let mut order: Vec<(usize, Participant<'a>, Rank<'a>)> = members
        .iter()
        .zip(&told.certainty)
        .enumerate()
        .filter_map(|(i, (list, certainty))| {
            let face = face(list)?;
            let one = participant(list, face, *certainty, bounds);
            let by = (one.presence.first_join, face.identity.name, face.digest);
            Some((i, one, by))
        })
        .collect();
    order.sort_by(|a, b| a.2.cmp(&b.2));
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(n, (i, _, _))| (*i, n)).collect();
    let participants: Vec<Participant<'a>> = order.into_iter().map(|(_, one, _)| one).collect();
    let attended = || participants.iter().filter(|one| one.presence.attended);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let marked = rows.iter().any(|row| row.guest.is_some());
    let of_guest = |guest| count(attended().filter(|one| one.guest == Some(guest)).count());
    Crowd {
        participant_of: told.person.iter().map(|i| place.get(i).copied().unwrap_or(0)).collect(),
        people: count(attended().count()),
        internal: marked.then(|| of_guest(false)),
        external: marked.then(|| of_guest(true)),
        joins: attended().map(|one| Some(one.presence.sessions).filter(|sessions| *sessions > 0)).sum(),
        seconds: attended().map(|one| one.presence.seconds).sum(),
        peak: peak(&members, bounds),
        participants,
    }
}

/// The row by which a person is shown.
fn face<'r, 'a>(rows: &[&'r SetRow<'a>]) -> Option<&'r SetRow<'a>> {
    rows.iter().copied().min_by_key(|row| {
        (row.identity.email.is_empty(), row.identity.original_name.is_empty(), row.stay.join, row.digest)
    })
}

fn participant<'a>(
    rows: &[&SetRow<'a>],
    face: &SetRow<'a>,
    certainty: Certainty,
    bounds: Interval,
) -> Participant<'a> {
    let stays: Vec<Stay> = rows.iter().map(|row| row.stay.within(bounds)).collect();
    let any = |guest| rows.iter().any(|row| row.guest == Some(guest));
    Participant {
        person_id: face.person_id,
        email: face.identity.email,
        user_id: rows.iter().map(|row| row.identity.user_id).max().unwrap_or(""),
        // Somebody who signed in on one device is no guest on the other.
        guest: if any(false) { Some(false) } else { any(true).then_some(true) },
        host: rows.iter().any(|row| row.host),
        // Somebody promoted was in two sections: the higher one counts.
        role: rows.iter().filter_map(|row| row.role).min(),
        presence: presence(&stays, bounds),
        disclaimer: rows
            .iter()
            .filter(|row| row.disclaimer.is_some())
            .max_by_key(|row| (row.stay.join, row.disclaimer))
            .and_then(|row| row.disclaimer),
        certainty,
    }
}

fn peak(members: &[Vec<&SetRow<'_>>], bounds: Interval) -> Option<(i64, i64)> {
    let present: Vec<Interval> = members
        .iter()
        .flat_map(|rows| {
            interval::union(
                rows.iter()
                    .map(|row| row.stay.within(bounds))
                    .filter(|stay| !stay.waiting)
                    .filter_map(|stay| Some(Interval::new(stay.join?, stay.leave?)))
                    .collect(),
            )
        })
        .collect();
    interval::peak(&present)
}
