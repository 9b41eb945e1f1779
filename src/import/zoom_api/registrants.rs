//! Who registered for an event, who was invited to speak, and what its form asks.

use super::endpoint::Asked;
use super::fields::{self, Problem, Row};
use super::reading::{At, Reading, Stop};
use crate::import::header;
use crate::import::registration::{Event, FIELDS, Registration, title_of};
use crate::import::zoom_webinar::titles;
use crate::import::{ImportError, cells};
use crate::model::row::{FORM_QUESTION, PANELIST, RowRecord, RowTable, TRACKING_SOURCE, Worth};
use crate::model::text::fold;
use crate::model::{Cell, Fact};
use serde_json::Value;

impl Reading<'_> {
    /// The number of the event that rows are of; they do not say it themselves.
    ///
    /// # Errors
    /// [`ImportError::Refused`] where nothing gives it.
    pub fn event_number(&self, asked: Option<&str>) -> Result<String, ImportError> {
        let given = [asked, self.name.id.as_deref(), self.options.meeting.as_deref()];
        let number = |id: &str| cells::meeting_number(id.as_bytes()).ok().map(std::borrow::Cow::into_owned);
        given.into_iter().flatten().find_map(number).ok_or_else(|| {
            ImportError::Refused(
                "the answer does not say which meeting or webinar it is of: give its number with --meeting (a name like \
                 webinars_81234567890_registrants.json would tell it, too)"
                    .into(),
            )
        })
    }

    pub fn registrant(&mut self, at: &At<'_>, row: &Row, absent: bool) -> Result<(), Stop> {
        let mut one = Registration {
            id: own(fields::text(row, &["id"])),
            first_name: own(fields::decoded(row, &["first_name"])),
            last_name: own(fields::decoded(row, &["last_name"])),
            email: own(fields::email(row, &["email"])),
            registered: fields::instant(&mut self.clock, row, "create_time")?,
            absent: absent.then_some(true),
            join_link: own(fields::text(row, &["join_url"])),
            ..Registration::default()
        };
        if !one.names_somebody() {
            return Err(Problem::new("email", "", "the row names nobody").into());
        }
        let said = fields::text(row, &["status"]);
        one.status = titles::status(said.as_deref().or_else(|| at.asked.param("status")).unwrap_or_default());
        for (field, title) in [("phone", "Phone"), ("country", "Country/Region")].iter().chain(&FIELDS) {
            if let Some(value) = fields::text(row, &[field]) {
                one.say(title, value.into_owned());
            }
        }
        for asked in row.get("custom_questions").and_then(Value::as_array).into_iter().flatten() {
            let Some(asked) = asked.as_object() else { continue };
            if let (Some(title), Some(value)) =
                (fields::text(asked, &["title"]), fields::joined(asked, "value", ";"))
            {
                one.say(&title, value.into_owned());
            }
        }
        if let (Some(said), None) = (said, one.status) {
            one.say("Status", said.into_owned());
        }
        let event = Event {
            kind: at.kind,
            number: at.number.to_owned(),
            uuid: absent.then(|| occurrence(at.asked)).flatten(),
            ..Event::default()
        };
        self.push(at, one.row(&event, Worth::Answer))
    }

    pub fn panelist(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let (name, email) = (fields::decoded(row, &["name"]), fields::email(row, &["email"]));
        let Some(who) = email.as_deref().or(name.as_deref()).map(fold) else {
            return Err(Problem::new("name", "", "the row names nobody").into());
        };
        let values = vec![
            text(Some(at.number)),
            text(name.as_deref()),
            text(email.as_deref()),
            text(email.as_deref().map(fold).as_deref()),
        ];
        self.listed_row(at, &PANELIST, &who, values)
    }

    pub fn tracking_source(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let name = fields::text(row, &["source_name"])
            .ok_or_else(|| Problem::new("source_name", "", "the source has no name"))?;
        let id = fields::text(row, &["id"]).unwrap_or_else(|| name.clone());
        let count = |field: &str| fields::number(row, field).map_or(Cell::Empty, Cell::Int);
        let values = vec![
            text(Some(at.number)),
            text(Some(&name)),
            count("visitor_count"),
            count("registration_count"),
        ];
        self.listed_row(at, &TRACKING_SOURCE, &id, values)
    }

    /// A question of the form: a field that every form may have, or one of its own.
    pub fn form_question(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let own = fields::text(row, &["title"]);
        let title = match (&own, fields::text(row, &["field_name"])) {
            (Some(title), _) => title.clone().into_owned(),
            (None, Some(field)) => title_of(&field).to_owned(),
            (None, None) => return Err(Problem::new("title", "", "the question has no title").into()),
        };
        let required = row.get("required").and_then(Value::as_bool);
        let values = vec![
            text(Some(at.number)),
            Cell::Int(i64::try_from(at.place).unwrap_or(i64::MAX)),
            text(Some(&title)),
            Cell::Int(i64::from(own.is_some())),
            required.map_or(Cell::Empty, |required| Cell::Int(i64::from(required))),
        ];
        self.listed_row(at, &FORM_QUESTION, &header::key(&title), values)
    }

    fn listed_row(
        &mut self,
        at: &At<'_>,
        table: &'static RowTable,
        what: &str,
        values: Vec<Cell>,
    ) -> Result<(), Stop> {
        let key = format!("{} {what}", at.number);
        self.push(at, RowRecord { table, key, worth: Worth::Answer, values })
    }

    fn push(&mut self, at: &At<'_>, row: RowRecord) -> Result<(), Stop> {
        Ok(self.tally.out.fact(at.line, &Fact::Row(Box::new(row)))?)
    }
}

/// The rows of a form: the fields that every form may have, then its own questions.
pub fn form(mut rows: Vec<Value>, answer: &mut Row) -> Vec<Value> {
    if let Some(Value::Array(own)) = answer.remove("custom_questions") {
        rows.extend(own);
    }
    rows
}

/// The occurrence that an answer's path names: by its UUID, else by the id under which it was scheduled.
fn occurrence(asked: &Asked) -> Option<String> {
    let uuid = asked.id.as_deref().filter(|id| cells::meeting_number(id.as_bytes()).is_err());
    let id = uuid.or_else(|| asked.param("occurrence_id"))?;
    Some(crate::model::text::clean(id).into_owned()).filter(|id| !id.is_empty())
}

fn own(text: fields::Text) -> Option<String> {
    text.map(std::borrow::Cow::into_owned)
}

fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Empty, Cell::from)
}
