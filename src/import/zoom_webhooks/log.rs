//! A log held by occurrences, compactly, and read into it delivery by delivery.

use super::envelope::{self, Envelope, Object};
use super::registrants::Registration;
use crate::import::cells;
use crate::model::EventKind;
use crate::rules::deliveries::{Delivery, Person, What};
use crate::rules::occurrence::LONGEST;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Names of events told one by one in the summary.
const MOST_EVENTS: usize = 20;

/// Everything a log says.
#[derive(Debug, Default)]
pub struct Log {
    pub occurrences: FxHashMap<Rc<str>, Occurrence>,
    pub registrations: Vec<Registration>,
    /// Deliveries by event that are of no kind that is read.
    pub unread: BTreeMap<String, u64>,
    account: Option<String>,
    newest: Option<i64>,
    /// Some delivery does not say when it was sent.
    untimed: bool,
    persons: FxHashSet<Rc<Person>>,
    texts: FxHashSet<Rc<str>>,
}

/// What the deliveries of one occurrence say.
#[derive(Debug, Default)]
pub struct Occurrence {
    pub number: String,
    pub uuid: String,
    pub kind: EventKind,
    pub host_id: String,
    /// The topic told last, with its moment.
    pub topic: (i64, String),
    /// By how much a start is worth, then the earliest.
    pub start: Option<(u8, i64)>,
    pub end: Option<i64>,
    pub ended: bool,
    /// The earliest moment of any delivery.
    pub first: i64,
    pub line: u64,
    pub deliveries: Vec<Delivery>,
    /// Repetitions of started and ended.
    pub told: FxHashSet<(bool, i64)>,
}

/// Why a delivery is rejected: the field, its value, the reason.
pub type Fault = (&'static str, String, String);

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    New,
    Repeated,
}

enum Kind {
    Started,
    Ended,
    Person(What),
    Registration(&'static str),
    Ignored,
    Unread,
}

fn kind_of(event: &str) -> Kind {
    if event == "endpoint.url_validation" {
        return Kind::Ignored;
    }
    let Some((family, name)) = event.split_once('.') else { return Kind::Unread };
    if family != "meeting" && family != "webinar" {
        return Kind::Unread;
    }
    match name {
        "started" => Kind::Started,
        "ended" => Kind::Ended,
        "participant_joined" => Kind::Person(What::Joined),
        "participant_left" => Kind::Person(What::Left),
        "participant_joined_waiting_room" | "participant_put_in_waiting_room" | "participant_jbh_waiting" => {
            Kind::Person(What::WaitBegan)
        }
        "participant_left_waiting_room"
        | "participant_admitted"
        | "participant_jbh_waiting_left"
        | "participant_jbh_joined" => Kind::Person(What::WaitEnded),
        "participant_joined_breakout_room" => Kind::Person(What::RoomJoined),
        "participant_left_breakout_room" => Kind::Person(What::RoomLeft),
        "registration_created" => Kind::Registration(""),
        "registration_approved" => Kind::Registration("approved"),
        "registration_cancelled" => Kind::Registration("cancelled"),
        "registration_denied" => Kind::Registration("denied"),
        _ => Kind::Unread,
    }
}

impl Log {
    /// When the newest delivery was sent, where all say it.
    pub fn observed(&self) -> Option<i64> {
        self.newest.filter(|_| !self.untimed)
    }

    /// Takes a delivery in.
    ///
    /// # Errors
    /// Why it is rejected.
    pub fn take(&mut self, line: u64, envelope: &Envelope) -> Result<Took, Fault> {
        let kind = kind_of(&envelope.event);
        if matches!(kind, Kind::Ignored) {
            return Ok(Took::New);
        }
        self.of_account(&envelope.payload)?;
        let took = match kind {
            Kind::Ignored => Took::New,
            Kind::Unread => {
                let is_told = self.unread.len() < MOST_EVENTS || self.unread.contains_key(&envelope.event);
                let event = if is_told { envelope.event.as_str() } else { "other events" };
                *self.unread.entry(crate::model::text::excerpt(event, 60)).or_default() += 1;
                Took::New
            }
            Kind::Started => self.began_or_ended(line, envelope, false)?,
            Kind::Ended => self.began_or_ended(line, envelope, true)?,
            Kind::Person(what) => self.person(line, envelope, what)?,
            Kind::Registration(status) => {
                let object = object(envelope)?;
                self.registrations.push(Registration::read(line, envelope.sent, object, status)?);
                Took::New
            }
        };
        match envelope.sent {
            Some(sent) => self.newest = self.newest.max(Some(sent)),
            None => self.untimed = true,
        }
        Ok(took)
    }

    /// A log is of one account: that of its first delivery.
    fn of_account(&mut self, payload: &Object) -> Result<(), Fault> {
        let account = envelope::text(payload, "account_id");
        if account.is_empty() {
            return Ok(());
        }
        let first = self.account.get_or_insert_with(|| account.clone());
        if *first == account {
            return Ok(());
        }
        Err((
            "account_id",
            account,
            format!("the delivery is of another account than the log’s first ({first})"),
        ))
    }

    fn began_or_ended(&mut self, line: u64, envelope: &Envelope, is_end: bool) -> Result<Took, Fault> {
        let object = object(envelope)?;
        let planned = moment(object, &["start_time"])?;
        let can_be = |end: &i64| planned.is_none_or(|start| (start..=start + LONGEST).contains(end));
        let end = if is_end { moment(object, &["end_time"])?.filter(can_be).or(envelope.sent) } else { None };
        let at = if is_end { end } else { planned.or(envelope.sent) };
        let at = at.ok_or_else(|| fault("start_time", "", "the delivery does not say when it was"))?;
        let occurrence = self.occurrence(line, envelope, object, at)?;
        if is_end {
            occurrence.end = occurrence.end.max(Some(at));
            occurrence.ended = true;
            occurrence.started(1, planned);
        } else {
            occurrence.started(0, Some(at));
        }
        Ok(if occurrence.told.insert((is_end, at)) { Took::New } else { Took::Repeated })
    }

    fn person(&mut self, line: u64, envelope: &Envelope, what: What) -> Result<Took, Fault> {
        let object = object(envelope)?;
        let Some(Value::Object(participant)) = object.get("participant") else {
            return Err(fault("participant", "", "the delivery names nobody"));
        };
        let keys: &[&str] = match what {
            What::Joined | What::RoomJoined => &["join_time", "date_time"],
            What::Left | What::RoomLeft => &["leave_time", "date_time"],
            What::WaitBegan => &["date_time", "join_time"],
            What::WaitEnded => &["date_time", "leave_time", "join_time"],
        };
        let at = moment(participant, keys)?
            .or(moment(object, &["date_time"])?)
            .or(envelope.sent)
            .ok_or_else(|| {
                fault(keys.first().copied().unwrap_or_default(), "", "the delivery does not say when it was")
            })?;
        let person = person(participant, what)?;
        let reason = envelope::plain(&envelope::text(participant, "leave_reason"));
        let planned = moment(object, &["start_time"])?;
        let person = interned(&mut self.persons, person);
        let reason = Some(reason).filter(|text| !text.is_empty()).map(|text| self.text(&text));
        let occurrence = self.occurrence(line, envelope, object, at)?;
        let worth = if matches!(what, What::WaitBegan | What::WaitEnded) { 3 } else { 2 };
        occurrence.started(worth, planned);
        occurrence.deliveries.push(Delivery { at, what, person, reason, line });
        Ok(Took::New)
    }

    /// The occurrence that an object is of, with what the object says of it taken in.
    fn occurrence(
        &mut self,
        line: u64,
        envelope: &Envelope,
        object: &Object,
        at: i64,
    ) -> Result<&mut Occurrence, Fault> {
        let uuid = envelope::text(object, "uuid");
        let shown = envelope::text(object, "id");
        let number = match cells::meeting_number(shown.as_bytes()) {
            Ok(number) => number.into_owned(),
            Err(_) if shown.is_empty() && !uuid.is_empty() => String::new(),
            Err(reason) => return Err(fault("id", &shown, reason)),
        };
        let key = if uuid.is_empty() {
            let start = envelope::text(object, "start_time");
            self.text(&format!("{number} {start}"))
        } else {
            self.text(&uuid)
        };
        let occurrence = self.occurrences.entry(key).or_insert_with(|| Occurrence {
            uuid,
            first: at,
            line,
            ..Occurrence::default()
        });
        if envelope.event.starts_with("webinar") {
            occurrence.kind = EventKind::Webinar;
        }
        occurrence.first = occurrence.first.min(at);
        occurrence.line = occurrence.line.min(line);
        // Of what differs, the greatest: any rule will do that does not ask which came first.
        occurrence.number = std::mem::take(&mut occurrence.number).max(number);
        occurrence.host_id = std::mem::take(&mut occurrence.host_id).max(envelope::text(object, "host_id"));
        let topic = envelope::text(object, "topic");
        if !topic.is_empty() {
            occurrence.topic = std::mem::take(&mut occurrence.topic).max((at, topic));
        }
        Ok(occurrence)
    }

    fn text(&mut self, text: &str) -> Rc<str> {
        if let Some(held) = self.texts.get(text) {
            return held.clone();
        }
        let held: Rc<str> = Rc::from(text);
        self.texts.insert(held.clone());
        held
    }
}

impl Occurrence {
    fn started(&mut self, worth: u8, at: Option<i64>) {
        if let Some(at) = at {
            let told = (worth, at);
            self.start = Some(self.start.map_or(told, |held| held.min(told)));
        }
    }
}

fn interned(persons: &mut FxHashSet<Rc<Person>>, person: Person) -> Rc<Person> {
    if let Some(held) = persons.get(&person) {
        return held.clone();
    }
    let held = Rc::new(person);
    persons.insert(held.clone());
    held
}

fn person(participant: &Object, what: What) -> Result<Person, Fault> {
    let of = |keys: &[&str]| envelope::first_text(participant, keys);
    let connection = if matches!(what, What::RoomJoined | What::RoomLeft) {
        // A breakout room gives a number of its own; its parent is the connection to the meeting.
        of(&["parent_user_id", "user_id"])
    } else {
        of(&["user_id"])
    };
    let email = of(&["email"]);
    let email = cells::email(email.as_bytes(), &mut cells::Odd::default()).unwrap_or_default().into_owned();
    let user_id = of(&["participant_user_id", "id"]);
    let name = of(&["user_name", "phone_number"]);
    if name.is_empty() && email.is_empty() && user_id.is_empty() {
        return Err(fault("participant", &connection, "the delivery names nobody"));
    }
    let uuid = of(&["participant_uuid"]);
    let key = [&connection, &uuid, &user_id, &email, &name].into_iter().find(|text| !text.is_empty());
    Ok(Person { key: key.cloned().unwrap_or_default(), connection, name, email, user_id })
}

fn object(envelope: &Envelope) -> Result<&Object, Fault> {
    match envelope.payload.get("object") {
        Some(Value::Object(object)) => Ok(object),
        _ => Err(fault("object", "", "the delivery has no object")),
    }
}

fn moment(object: &Object, keys: &[&'static str]) -> Result<Option<i64>, Fault> {
    envelope::moment(object, keys)
        .map_err(|shown| fault(keys.first().copied().unwrap_or_default(), &shown, "this is no date and time"))
}

pub fn fault(field: &'static str, value: &str, reason: &str) -> Fault {
    (field, value.to_owned(), reason.to_owned())
}
