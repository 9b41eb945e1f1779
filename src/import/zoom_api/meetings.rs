//! Facts of occurrences: single meetings, histories, one host's meetings, the dashboard's list, instances.

use super::endpoint::Endpoint;
use super::fields::{self, Problem, Row};
use super::reading::{At, Reading, Stop};
use super::scope::range;
use crate::import::cells;
use crate::model::{Covered, EventKind, Grade, OccurrenceRecord};
use crate::rules::occurrence::LONGEST;
use std::borrow::Cow;

impl Reading<'_> {
    pub fn meeting(&mut self, endpoint: Endpoint, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let uuid = fields::text(row, &["uuid", "meeting_uuid"]);
        let number = self.number_of(endpoint, at, row, uuid.is_some())?;
        let start = fields::instant(&mut self.clock, row, "start_time")?
            .ok_or_else(|| Problem::new("start_time", "", "the start of the meeting is missing"))?;
        let mut end = fields::instant(&mut self.clock, row, "end_time")?;
        if end.is_some_and(|end| !(start..=start + LONGEST).contains(&end)) {
            end = None;
            self.odd_ends += 1;
        }
        // A live meeting has no end yet; an instance never says one.
        let open = end.is_none() && at.asked.param("type") == Some("live");
        let created = fields::instant(&mut self.clock, row, "create_time").ok().flatten();
        let joined_alone = endpoint == Endpoint::HostMeetings && row.contains_key("join_time");
        let (name, email): (&[&str], &[&str]) = match endpoint {
            // The participant log: the user is who joined, not who held it.
            Endpoint::HostMeetings if joined_alone => (&["host_name", "user_name"], &[]),
            Endpoint::Metrics => (&["host"], &["email"]),
            _ => (&["host_display_name", "user_name", "host_name"], &["host_email", "user_email"]),
        };
        let record = OccurrenceRecord {
            number: Cow::Owned(number),
            uuid,
            kind: kind_of(row).unwrap_or(at.kind),
            grade: Grade::Facts,
            start: Some(start),
            end,
            open,
            topic: fields::decoded(row, &["topic"]),
            host_name: fields::decoded(row, name),
            host_email: fields::email(row, email),
            host_id: fields::text(row, &["host_id"]),
            department: fields::text(row, &["dept", "department"]),
            group: fields::joined(row, "group", "; "),
            created,
            client_source: fields::text(row, &["source"]),
            minutes: minutes(row, end.map(|end| end - start)),
            portal_joins: fields::number(row, "participants_count")
                .or_else(|| fields::number(row, "participants")),
            portal_minutes: fields::number(row, "total_minutes")
                .or_else(|| fields::number(row, "total_participant_minutes")),
            ..OccurrenceRecord::of_number("", Grade::Facts)
        };
        self.tally.out.occurrence(at.line, &record)?;
        self.current = None;
        if matches!(endpoint, Endpoint::History | Endpoint::Metrics) && range(at.asked, at.answer).is_none() {
            self.cover_at(Covered::Meetings, None, start);
        }
        Ok(())
    }

    fn number_of(
        &self,
        endpoint: Endpoint,
        at: &At<'_>,
        row: &Row,
        has_uuid: bool,
    ) -> Result<String, Problem> {
        let field = if row.contains_key("meeting_id") { "meeting_id" } else { "id" };
        if row.contains_key(field) {
            return fields::meeting_number(row, field);
        }
        // Instances are told apart by UUID; their number stands in the path alone.
        let outside = at.asked.id.as_deref().or(self.name.id.as_deref()).or(self.options.meeting.as_deref());
        let given = outside.and_then(|id| cells::meeting_number(id.as_bytes()).ok());
        match given {
            Some(number) if endpoint == Endpoint::Instances || !has_uuid => Ok(number.into_owned()),
            _ if has_uuid => Ok(String::new()),
            _ => Err(Problem::new("id", "", "the meeting number is missing")),
        }
    }
}

/// Minutes: a number as it is, `hh:mm:ss` rounded up; none where the times say wildly otherwise.
fn minutes(row: &Row, seconds: Option<i64>) -> Option<i64> {
    let raw = fields::raw(row, "duration");
    if let Some(said) = fields::clock_text(&raw) {
        return cells::minutes(((said + 59) / 60).to_string().as_bytes(), seconds);
    }
    cells::minutes(raw.as_bytes(), seconds)
}

/// Webinars are told by a word, or by the codes 5, 6 and 9.
pub fn kind_of(row: &Row) -> Option<EventKind> {
    match fields::raw(row, "type").to_ascii_lowercase().as_str() {
        "webinar" | "5" | "6" | "9" => Some(EventKind::Webinar),
        "meeting" => Some(EventKind::Meeting),
        _ => None,
    }
}
