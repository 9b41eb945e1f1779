//! Kind `zoom-webhooks`: a log of deliveries of webhooks, rebuilt into occurrences and stays.

mod envelope;
mod log;
mod registrants;
mod values;

use super::clock::TOO_LONG;
use super::tally::Tally;
use super::{ImportError, Importer, Input, Options, Summary, Sure, kinds::About};
use crate::model::{Fact, Grade, OccurrenceRecord, Rejected, Sink, StayRecord};
use crate::rules::deliveries::{self, Stay};
use crate::rules::occurrence::LONGEST;
use log::{Log, Occurrence, Took};
use registrants::Registration;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::rc::Rc;
use values::{Item, Values};

/// A log of webhooks.
#[derive(Debug)]
pub struct Webhooks;

/// Objects of a head that are looked at.
const SNIFFED: usize = 16;

const ABOUT: About = About {
    title: "Log of webhooks",
    source: "What the provider sends to an endpoint of yours, kept as it comes: JSON, one delivery a line, one after \
             another, or as an array. Marketplace: an app with Event Subscriptions for Meeting and Webinar (started, \
             ended, participant joined and left, waiting room, breakout room, registration).",
    headers: &[
        "{\"event\":\"meeting.participant_joined\",\"event_ts\":…,\"payload\":{\"account_id\":…,\"object\":{…}}}",
        "The same within a wrapper: {\"received_at\":…,\"headers\":{…},\"body\":{…}}, the body as JSON or as text",
    ],
    oddities: &[
        "Deliveries may be repeated, late and in any order: each counts once, by event, occurrence, connection and time.",
        "A leave belongs to the earliest join of its connection that has none; a late leave may come after the rejoin.",
        "A meeting without its end is provisional; a join without a leave lasts to the end, a leave without a join from \
         the start.",
        "Time in the waiting room is shown, never counted as presence; time in a breakout room is presence, and no join \
         of its own.",
        "The planned duration is not taken for the length.",
        "Deliveries of other events are counted in the summary and left out; those of another account are rejected.",
        "A line that is no JSON is rejected; the others go in.",
        "The logs of one account in one folder are read as one, so that a meeting may begin in one file and end in the \
         next.",
    ],
    sample: "webhooks.ndjson",
};

impl Importer for Webhooks {
    fn kind(&self) -> &'static str {
        "zoom-webhooks"
    }

    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        if first(head).is_some() { Sure::Yes } else { Sure::No }
    }

    fn account(&self, head: &[u8]) -> Option<String> {
        let account = envelope::text(&first(head)?.payload, "account_id");
        Some(account).filter(|account| !account.is_empty())
    }

    /// Receivers part a log by size or day, or keep a file a delivery: all that lies in one folder is one log.
    fn page_of(&self, head: &[u8], _name: &str) -> Option<String> {
        Some(format!("{} {}", self.kind(), self.account(head).unwrap_or_default()))
    }

    fn read(
        &self,
        input: &dyn Input,
        _options: &Options,
        out: &mut dyn Sink,
    ) -> Result<Summary, ImportError> {
        let mut tally = Tally::new(out);
        let mut log = Log::default();
        let bytes = fill(&mut log, input, &mut tally)?;
        if let Some(at) = log.observed() {
            tally.out.fact(1, &Fact::Observed(at)).map_err(ImportError::Sink)?;
        }
        push(log, &mut tally)?;
        tally.progress(bytes)?;
        let mut summary = tally.summary;
        if summary.rows == 0 {
            summary.notes.push("the file has no deliveries".into());
        }
        Ok(summary)
    }
}

/// The first delivery of a head.
fn first(head: &[u8]) -> Option<envelope::Envelope> {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if !matches!(start.first(), Some(b'{' | b'[')) {
        return None;
    }
    let mut values = Values::new(head);
    (0..SNIFFED).find_map(|_| match values.next() {
        Ok(Some((_, Item::Object(value)))) => envelope::open(value),
        _ => None,
    })
}

/// Reads the whole log; gives its bytes.
fn fill(log: &mut Log, input: &dyn Input, tally: &mut Tally<'_>) -> Result<u64, ImportError> {
    let mut values = Values::new(input.open()?);
    while let Some((line, item)) = values.next()? {
        tally.row(values.bytes())?;
        let took = match item {
            Item::Broken { text, reason } => Err(("", String::from_utf8_lossy(&text).into_owned(), reason)),
            Item::Object(value) => match envelope::open(value) {
                Some(envelope) => log.take(line, &envelope),
                None => Err((
                    "event",
                    String::new(),
                    "this is no delivery: it has no event with a payload".to_owned(),
                )),
            },
        };
        match took {
            Ok(Took::New) => {}
            Ok(Took::Repeated) => tally.summary.repeated += 1,
            Err((field, value, reason)) => {
                tally.summary.rejected += 1;
                tally.out.reject(Rejected::new(line, field, &value, reason)).map_err(ImportError::Sink)?;
            }
        }
    }
    Ok(values.bytes())
}

/// Gives the occurrences to the sink, in order of time, each with its stays and registrants.
fn push(log: Log, tally: &mut Tally<'_>) -> Result<(), ImportError> {
    let Log { occurrences, registrations, unread, .. } = log;
    let (mut begun, others): (Vec<_>, Vec<_>) =
        occurrences.into_iter().partition(|(_, held)| held.has_begun());
    begun.sort_unstable_by(|(a_key, a), (b_key, b)| (a.begins(), a_key).cmp(&(b.begins(), b_key)));
    let (mut registered, homeless) = homes(&begun, registrations);
    for (key, occurrence) in begun {
        let registrations = registered.remove(&key).unwrap_or_default();
        push_one(occurrence, registrations, tally)?;
    }
    let waits: usize = others.iter().map(|(_, held)| held.deliveries.len()).sum();
    let notes = &mut tally.summary.notes;
    if waits > 0 {
        notes.push(format!(
            "{} about a waiting room of a meeting that does not begin in this log",
            are_left_out(waits)
        ));
    }
    if homeless > 0 {
        notes.push(format!(
            "{} about registrations for a meeting that is not in this log",
            are_left_out(homeless)
        ));
    }
    for (event, count) in unread {
        notes.push(match count {
            1 => format!("1 delivery of {event} is not read yet"),
            count => format!("{count} deliveries of {event} are not read yet"),
        });
    }
    Ok(())
}

fn are_left_out(count: usize) -> String {
    if count == 1 {
        "1 delivery is left out:".to_owned()
    } else {
        format!("{count} deliveries are left out:")
    }
}

type Homes = FxHashMap<Rc<str>, Vec<Registration>>;

/// Registrations by the occurrence they are for, by its UUID, else by its number where one occurrence has it; and how
/// many have none.
fn homes(begun: &[(Rc<str>, Occurrence)], registrations: Vec<Registration>) -> (Homes, usize) {
    let by_uuid: FxHashMap<&str, &Rc<str>> = begun
        .iter()
        .filter(|(_, held)| !held.uuid.is_empty())
        .map(|(key, held)| (held.uuid.as_str(), key))
        .collect();
    let mut by_number: FxHashMap<&str, Option<&Rc<str>>> = FxHashMap::default();
    for (key, held) in begun.iter().filter(|(_, held)| !held.number.is_empty()) {
        by_number.entry(&held.number).and_modify(|only| *only = None).or_insert(Some(key));
    }
    let (mut homes, mut homeless) = (Homes::default(), 0);
    for registration in registrations {
        let numbered = || by_number.get(registration.number.as_str()).copied().flatten();
        match by_uuid.get(registration.uuid.as_str()).copied().or_else(numbered) {
            Some(key) => homes.entry(key.clone()).or_default().push(registration),
            None => homeless += 1,
        }
    }
    (homes, homeless)
}

fn push_one(
    mut occurrence: Occurrence,
    registrations: Vec<Registration>,
    tally: &mut Tally<'_>,
) -> Result<(), ImportError> {
    let rebuilt = deliveries::rebuild(std::mem::take(&mut occurrence.deliveries));
    tally.summary.repeated += rebuilt.repeated;
    let line = occurrence.line;
    tally.out.occurrence(line, &occurrence.record()).map_err(ImportError::Sink)?;
    for stay in &rebuilt.stays {
        if let (Some(join), Some(leave)) = (stay.join, stay.leave)
            && leave - join > LONGEST
        {
            tally.summary.rejected += 1;
            let rejected = Rejected::new(stay.line, "leave_time", "", TOO_LONG);
            tally.out.reject(rejected).map_err(ImportError::Sink)?;
            continue;
        }
        tally.out.stay(stay.line, &stay_record(stay, &occurrence.host_id)).map_err(ImportError::Sink)?;
    }
    for (line, record) in registrants::merged(registrations) {
        tally.out.fact(line, &Fact::Registrant(Box::new(record))).map_err(ImportError::Sink)?;
    }
    Ok(())
}

impl Occurrence {
    /// Somebody waiting for it does not make it one.
    fn has_begun(&self) -> bool {
        use deliveries::What;
        let waits = |what| matches!(what, What::WaitBegan | What::WaitEnded);
        self.start.is_some_and(|(worth, _)| worth == 0)
            || self.ended
            || self.deliveries.iter().any(|told| !waits(told.what))
    }

    fn begins(&self) -> i64 {
        self.start.map_or(self.first, |(_, at)| at)
    }

    fn record(&self) -> OccurrenceRecord<'_> {
        OccurrenceRecord {
            uuid: some(&self.uuid),
            kind: self.kind,
            start: Some(self.begins()),
            end: self.end.filter(|end| (0..=LONGEST).contains(&(end - self.begins()))),
            inferred: self.start.is_none(),
            open: !self.ended,
            topic: some(&self.topic.1),
            host_id: some(&self.host_id),
            ..OccurrenceRecord::of_number(&self.number, Grade::Webhooks)
        }
    }
}

fn stay_record<'s>(stay: &'s Stay, host_id: &str) -> StayRecord<'s> {
    let person = &stay.person;
    StayRecord {
        name: Cow::Borrowed(&person.name),
        email: some(&person.email),
        host: !host_id.is_empty() && person.user_id == host_id,
        user_id: some(&person.user_id),
        join: stay.join,
        leave: stay.leave,
        connection: some(&person.connection),
        waiting: stay.waiting,
        leave_reason: stay.reason.as_deref().map(Cow::Borrowed),
        ..StayRecord::default()
    }
}

fn some(text: &str) -> Option<Cow<'_, str>> {
    if text.is_empty() { None } else { Some(Cow::Borrowed(text)) }
}
