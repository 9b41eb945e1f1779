//! The rows of one occurrence on their way in: what they say, what they are known again by, how they are written.

use super::parts::Parts;
use super::people::Persons;
use super::sets::{SetFacts, SetRow, Span};
use crate::model::{Grade, OccurrenceRecord, RegistrantRecord, Role, StayRecord};
use crate::rules::people::Identity;
use crate::rules::presence::Stay;
use crate::rules::sums;
use sha2::{Digest, Sha256};

/// The occurrence that stays are being taken for.
pub(super) struct Group {
    pub record: OccurrenceRecord<'static>,
    pub rows: Vec<Taken>,
    pub registrants: Vec<RegistrantRecord<'static>>,
    pub parts: Parts,
    /// Registrants of rows that are no stay: those who never came.
    pub absent: u64,
    /// The row at hand, and whether it has been a registrant alone so far.
    pub line: Option<(u64, bool)>,
}

pub(super) struct Taken {
    /// Place in `Persons`.
    pub person: usize,
    pub stay: Stay,
    pub guest: Option<bool>,
    pub host: bool,
    pub role: Option<Role>,
    pub connection: Option<Box<str>>,
    pub disclaimer: Option<Box<str>>,
    pub detail: Option<Box<Detail>>,
}

#[derive(Debug, Default)]
pub(super) struct Detail(pub [Option<String>; 8]);

impl Detail {
    pub(super) fn of(stay: &StayRecord<'_>) -> Option<Box<Self>> {
        let parts = [
            &stay.device,
            &stay.client,
            &stay.ip,
            &stay.country,
            &stay.city,
            &stay.network,
            &stay.data_centre,
            &stay.leave_reason,
        ];
        parts
            .iter()
            .any(|part| part.is_some())
            .then(|| Box::new(Self(parts.map(|part| part.as_deref().map(str::to_owned)))))
    }
}

impl Group {
    pub(super) fn of(record: OccurrenceRecord<'static>) -> Self {
        Self {
            record,
            rows: Vec::new(),
            registrants: Vec::new(),
            parts: Parts::default(),
            absent: 0,
            line: None,
        }
    }

    /// The content, whatever the order of the rows.
    pub(super) fn digest(&self, persons: &Persons) -> u128 {
        let rows = self.rows.iter().map(|row| row.digest(persons));
        let registrants = self.registrants.iter().map(|one| short(&Sha256::digest(format!("{one:?}"))));
        let facts = facts_digest(&SetFacts::of(&self.record)).wrapping_add(self.parts.digest());
        rows.chain(registrants).fold(facts, u128::wrapping_add)
    }

    /// Earliest join and latest leave of the rows; without rows, of what people did.
    pub(super) fn stays(&self) -> (Option<i64>, Option<i64>) {
        if self.rows.is_empty() {
            return self.parts.moments();
        }
        let span = |waiting| {
            let rows = || self.rows.iter().map(|row| row.stay).filter(move |stay| stay.waiting == waiting);
            (rows().filter_map(|stay| stay.join).min(), rows().filter_map(last_heard).max())
        };
        // Time in the waiting room is none of the meeting's, unless nobody came further.
        let (joins, leaves) = if span(false) == (None, None) { span(true) } else { span(false) };
        (joins, leaves.or_else(|| self.longest()))
    }

    /// The earliest end that totals without times allow: somebody was there so long.
    fn longest(&self) -> Option<i64> {
        let most = self.rows.iter().filter_map(|row| row.stay.minutes).max()?;
        Some(self.record.start?.saturating_add(most.saturating_mul(60)))
    }

    /// Notes that a row is a stay, or a registrant, or both.
    pub(super) fn met(&mut self, line: u64, is_stay: bool) {
        match self.line {
            Some((known, alone)) if known == line => {
                if is_stay && alone {
                    self.absent = self.absent.saturating_sub(1);
                    self.line = Some((line, false));
                }
            }
            _ => {
                self.absent += u64::from(!is_stay);
                self.line = Some((line, !is_stay));
            }
        }
    }

    /// Whether it brings nothing but parts.
    pub(super) fn is_parts(&self) -> bool {
        self.rows.is_empty() && !self.parts.is_empty()
    }

    /// Rows, as an import counts them; an occurrence without people is one, or the rows of its parts.
    pub(super) fn count(&self) -> u64 {
        match self.record.grade {
            Grade::Facts => self.parts.lines().max(1),
            _ => self.rows.len() as u64 + self.absent,
        }
    }

    pub(super) fn span(&self) -> Span {
        Span::of(&SetFacts::of(&self.record), self.stays())
    }
}

/// When a stay is last heard of: one without a leave was still there when it began.
fn last_heard(stay: Stay) -> Option<i64> {
    let after = || stay.join?.checked_add(stay.minutes.unwrap_or(0).checked_mul(60)?);
    stay.leave.or_else(after)
}

impl Taken {
    pub(super) fn view<'a>(&'a self, persons: &'a Persons) -> Option<SetRow<'a>> {
        let person = persons.get(self.person)?;
        Some(SetRow {
            identity: Identity {
                user_id: &person.user_id,
                email: &person.email_folded,
                name: &person.name,
                original_name: &person.original_name,
            },
            person_id: person.id,
            digest: person.digest,
            stay: self.stay,
            guest: self.guest,
            host: self.host,
            role: self.role,
            disclaimer: self.disclaimer.as_deref(),
        })
    }

    pub(super) fn digest(&self, persons: &Persons) -> u128 {
        let mut hash = Sha256::new();
        hash.update(persons.get(self.person).map_or([0; 16], |person| person.digest));
        for number in [self.stay.join, self.stay.leave, self.stay.minutes] {
            hash.update(number.unwrap_or(i64::MIN).to_be_bytes());
        }
        hash.update([self.guest.map_or(2, u8::from), u8::from(self.host), u8::from(self.stay.waiting)]);
        for part in self.detail.iter().flat_map(|detail| &detail.0).chain([
            &self.disclaimer.as_deref().map(str::to_owned),
            &self.connection.as_deref().map(str::to_owned),
            &self.role.map(|role| role.word().to_owned()),
        ]) {
            hash.update(part.as_deref().unwrap_or("").as_bytes());
            hash.update([0x1F]);
        }
        short(&hash.finalize())
    }
}

/// The content of the facts.
pub(super) fn facts_digest(facts: &SetFacts) -> u128 {
    // `Debug` of a plain struct of options: every field, in order, told apart.
    short(&Sha256::digest(format!("{facts:?}")))
}

fn short(hash: &[u8]) -> u128 {
    hash.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

/// The record on its own, after its file's row is gone.
pub(super) fn owned(record: &OccurrenceRecord<'_>) -> OccurrenceRecord<'static> {
    use std::borrow::Cow;
    let own = |part: &Option<Cow<'_, str>>| part.as_deref().map(|text| Cow::Owned(text.to_owned()));
    OccurrenceRecord {
        number: Cow::Owned(record.number.clone().into_owned()),
        uuid: own(&record.uuid),
        kind: record.kind,
        grade: record.grade,
        start: record.start,
        end: record.end,
        whole_minutes: record.whole_minutes,
        inferred: record.inferred,
        open: record.open,
        topic: own(&record.topic),
        host_name: own(&record.host_name),
        host_email: own(&record.host_email),
        host_id: own(&record.host_id),
        department: own(&record.department),
        group: own(&record.group),
        created: record.created,
        client_source: own(&record.client_source),
        minutes: record.minutes.or_else(|| Some(sums::minutes_up(record.end? - record.start?))),
        portal_joins: record.portal_joins,
        portal_minutes: record.portal_minutes,
    }
}
