//! Participants: of the report, of past meetings, of the dashboard.

use super::endpoint::Asked;
use super::fields::{self, Problem, Row};
use super::reading::{At, Reading, Stop};
use crate::import::clock::TOO_LONG;
use crate::import::{ImportError, cells};
use crate::model::{Covered, EventKind, Grade, OccurrenceRecord, Role, Scope, StayRecord, zone};
use crate::rules::occurrence::LONGEST;
use std::borrow::Cow;

impl Reading<'_> {
    /// The meeting that participants are of: number or UUID.
    pub fn owner(&self, asked: &Asked, answer: &Row) -> Result<String, ImportError> {
        let found = inner_owner(asked, answer).or_else(|| self.name.id.clone());
        found.or_else(|| self.options.meeting.clone()).map(|id| crate::model::text::clean(id.trim()).into_owned())
            .filter(|id| !id.is_empty())
            .ok_or_else(|| {
            ImportError::Refused(
                "the answer does not say which meeting it is of: give its number or UUID with --meeting (a name like \
                 report_meetings_81234567890_participants.json would tell it, too)"
                    .into(),
            )
        })
    }

    pub fn participant(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let owner =
            self.owner(at.asked, at.answer).map_err(|error| Problem::new("", "", error.to_string()))?;
        let stay = self.stay_of(at, row)?;
        let who = stay.connection.as_deref().map_or_else(
            || format!("{} {}", stay.name, stay.email.as_deref().unwrap_or_default()),
            |connection| format!("#{connection}"),
        );
        let joined = stay.join.or(stay.leave).unwrap_or_default();
        if !self.seen.insert((owner.clone(), who, joined, stay.waiting)) {
            self.tally.summary.repeated += 1;
            return Ok(());
        }
        if self.current.as_ref() != Some(&owner) {
            self.tally.out.occurrence(at.line, &self.occurrence_of(&owner, at))?;
            self.current = Some(owner.clone());
        }
        self.tally.out.stay(at.line, &stay)?;
        let owner = match cells::meeting_number(owner.as_bytes()) {
            Ok(number) => number.into_owned(),
            Err(_) => owner,
        };
        self.cover_at(Covered::Participants, Some(Scope::Occurrence(owner.into())), joined);
        Ok(())
    }

    /// Start and end are not said: the sink takes them from the stays.
    fn occurrence_of<'o>(&self, owner: &'o str, at: &At<'_>) -> OccurrenceRecord<'o> {
        let number = cells::meeting_number(owner.as_bytes());
        let uuid = number.is_err().then_some(Cow::Borrowed(owner));
        let told = self.options.start.map(|local| zone::instant(self.options.zone, local).0);
        // A UUID says which occurrence it is, whatever its start.
        let start = told.or_else(|| self.chain.as_ref().filter(|_| uuid.is_none()).map(|(_, start)| *start));
        OccurrenceRecord {
            number: number.unwrap_or_default(),
            uuid,
            kind: at.kind,
            start,
            inferred: true,
            open: at.asked.param("type") == Some("live"),
            ..OccurrenceRecord::of_number("", Grade::ReportJson)
        }
    }

    fn stay_of(&mut self, at: &At<'_>, row: &Row) -> Result<StayRecord<'static>, Problem> {
        let join = fields::instant(&mut self.clock, row, "join_time")?
            .ok_or_else(|| Problem::new("join_time", "", "the join time is missing"))?;
        let leave = fields::instant(&mut self.clock, row, "leave_time")?;
        if leave.is_some_and(|leave| leave < join) {
            let value = fields::raw(row, "leave_time");
            return Err(Problem::new("leave_time", value, "the leave time lies before the join time"));
        }
        if leave.is_some_and(|leave| leave - join > LONGEST) {
            return Err(Problem::new("leave_time", fields::raw(row, "leave_time"), TOO_LONG));
        }
        let email = fields::email(row, &["user_email", "email"]);
        let name = cells::name(fields::decoded(row, &["name", "user_name"]).unwrap_or_default());
        if name.shown.is_empty() && email.is_none() {
            return Err(Problem::new("name", "", "the row names nobody"));
        }
        let internal = row.get("internal_user").and_then(serde_json::Value::as_bool);
        let role = fields::text(row, &["role"]);
        let client = match (fields::text(row, &["client"]), fields::text(row, &["version"])) {
            (Some(client), Some(version)) => Some(Cow::Owned(format!("{client} {version}"))),
            (client, version) => client.or(version),
        };
        let (city, country) = place(row);
        Ok(StayRecord {
            host: name.host || role.as_deref() == Some("host"),
            role: if at.kind == EventKind::Webinar { role.as_deref().and_then(role_of) } else { None },
            guest: internal.map(|internal| !internal).or(name.guest.then_some(true)),
            name: name.shown,
            original_name: name.original,
            email,
            user_id: person_id(row),
            join: Some(join),
            leave,
            minutes: leave.and_then(|leave| self.minutes_of(row, leave - join)),
            connection: fields::text(row, &["user_id"]),
            waiting: fields::raw(row, "status") == "in_waiting_room",
            device: fields::text(row, &["device"]),
            client,
            ip: fields::text(row, &["ip_address"]),
            city,
            country,
            network: fields::text(row, &["network_type"]),
            data_centre: fields::text(row, &["data_center"]),
            leave_reason: fields::text(row, &["leave_reason"]),
            ..StayRecord::default()
        })
    }

    /// Whole minutes, where the duration fits the times as seconds or as minutes.
    fn minutes_of(&mut self, row: &Row, seconds: i64) -> Option<i64> {
        const SLACK: i64 = 60;
        let said = fields::number(row, "duration")?;
        if (said - seconds).abs() <= SLACK {
            return Some((said + 59) / 60);
        }
        if (said * 60 - seconds).abs() <= SLACK {
            return Some(said);
        }
        self.odd_durations += 1;
        None
    }
}

/// The account-wide id; an `id` that is the connection's number (`user_id`) names nobody.
fn person_id(row: &Row) -> fields::Text {
    fields::text(row, &["participant_user_id"]).or_else(|| {
        fields::text(row, &["id"]).filter(|id| Some(id) != fields::text(row, &["user_id"]).as_ref())
    })
}

/// The meeting as the answer or its envelope says it.
pub fn inner_owner(asked: &Asked, answer: &Row) -> Option<String> {
    let said = ["meeting_uuid", "webinar_uuid", "uuid", "meeting_number", "webinar_number", "meeting_id"]
        .iter()
        .find_map(|field| fields::text(answer, &[field]).map(Cow::into_owned));
    asked.id.clone().or(said)
}

/// City and country of `San Jose (US)`; without brackets it is the country.
fn place(row: &Row) -> (fields::Text, fields::Text) {
    let Some(shown) = fields::text(row, &["location"]) else { return (None, None) };
    match shown.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((city, country)) => {
            (Some(Cow::Owned(city.trim().to_owned())), Some(Cow::Owned(country.trim().to_owned())))
        }
        None => (None, Some(Cow::Owned(shown.into_owned()))),
    }
}

fn role_of(word: &str) -> Option<Role> {
    match word.to_ascii_lowercase().as_str() {
        "host" => Some(Role::Host),
        "panelist" | "co-host" => Some(Role::Panelist),
        "attendee" => Some(Role::Attendee),
        _ => None,
    }
}
