//! Polls, questions and surveys of one occurrence: a row a person, with what they said.

use super::endpoint::{Asked, Endpoint};
use super::fields::{self, Problem, Row};
use super::reading::{At, Reading, Stop};
use crate::import::{ImportError, answered, cells, words};
use crate::model::{AnswerRecord, EventKind, Fact, Grade, OccurrenceRecord, Part, QuestionRecord, zone};
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The answer at hand: its occurrence until it is told, and what tells its polls and launches apart.
#[derive(Debug)]
pub struct Asking {
    /// Told with the first row that is taken.
    due: Option<OccurrenceRecord<'static>>,
    part: Part,
    survey: Option<String>,
    /// Ordinals of the polls.
    polls: BTreeMap<String, usize>,
    /// When somebody answered a question of a poll.
    launches: FxHashMap<(String, String, String), Vec<Option<i64>>>,
}

/// Polls, questions, surveys, and what belongs to a registration.
pub fn of_answer(answer: &Row) -> Option<Endpoint> {
    use Endpoint as E;
    let rows = |key: &str| answer.get(key).and_then(Value::as_array);
    let first = |key: &str| rows(key).and_then(|rows| rows.iter().find_map(Value::as_object));
    for (key, endpoint) in [
        ("survey_answers", E::Survey),
        ("registrants", E::Registrants),
        ("panelists", E::Panelists),
        ("tracking_sources", E::TrackingSources),
        ("custom_questions", E::Form),
    ] {
        if rows(key).is_some() {
            return Some(endpoint);
        }
    }
    rows("questions")?;
    let Some(row) = first("questions") else { return answer.contains_key("uuid").then_some(E::Polls) };
    if row.contains_key("field_name") {
        return Some(E::Form);
    }
    let details = row.get("question_details").and_then(Value::as_array)?;
    let is_poll = |detail: &Row| detail.contains_key("polling_id") || detail.contains_key("date_time");
    Some(if details.iter().filter_map(Value::as_object).any(is_poll) { E::Polls } else { E::Qa })
}

/// Whether an answer names a webinar.
pub fn says_webinar(answer: &Row) -> bool {
    ["webinar_number", "webinar_uuid", "webinar_id"].iter().any(|field| answer.contains_key(*field))
}

/// The part that an endpoint gives.
fn part_of(endpoint: Endpoint) -> Option<Part> {
    match endpoint {
        Endpoint::Polls => Some(Part::Polls),
        Endpoint::Qa => Some(Part::Qa),
        Endpoint::Survey => Some(Part::Survey),
        _ => None,
    }
}

impl Reading<'_> {
    /// Gets ready for the rows of an answer of polls, questions or a survey.
    ///
    /// # Errors
    /// [`ImportError::Refused`] where nothing tells of which meeting it is, or when that was.
    pub fn begin_part(
        &mut self,
        endpoint: Endpoint,
        (asked, kind): (&Asked, EventKind),
        answer: &Row,
        rows: &[Value],
    ) -> Result<(), ImportError> {
        self.asking = None;
        let Some(part) = part_of(endpoint).filter(|_| !rows.is_empty()) else { return Ok(()) };
        let details: Vec<&Row> = rows.iter().filter_map(Value::as_object).flat_map(details).collect();
        let field = if part == Part::Qa { "create_time" } else { "date_time" };
        let moments: Vec<(Option<i64>, &Row)> = details
            .iter()
            .map(|row| (fields::instant(&mut self.clock, row, field).ok().flatten(), *row))
            .collect();
        let (number, uuid) = self.whose(asked, answer)?;
        let said = fields::instant(&mut self.clock, answer, "start_time").ok().flatten();
        let given = self.options.start.map(|local| zone::instant(self.options.zone, local).0);
        let first = moments.iter().filter_map(|(at, _)| *at).min();
        let start = said.or(given).or(first.filter(|_| part != Part::Survey)).ok_or_else(|| {
            ImportError::Refused(
                "the answer does not say when the meeting was: give its start with --start".into(),
            )
        })?;
        let mut polls: BTreeMap<String, i64> = BTreeMap::new();
        for (at, row) in moments {
            let held = polls.entry(fields::raw(row, "polling_id")).or_insert(i64::MAX);
            *held = at.unwrap_or(i64::MAX).min(*held);
        }
        let mut order: Vec<(i64, String)> = polls.into_iter().map(|(id, at)| (at, id)).collect();
        order.sort();
        self.asking = Some(Asking {
            due: Some(OccurrenceRecord {
                number: Cow::Owned(number),
                uuid: uuid.map(Cow::Owned),
                kind,
                start: Some(start),
                inferred: said.or(given).is_none(),
                topic: fields::decoded(answer, &["topic"]),
                ..OccurrenceRecord::of_number("", Grade::Facts)
            }),
            part,
            survey: fields::text(answer, &["survey_name"]).map(Cow::into_owned),
            polls: order.into_iter().zip(1..).map(|((_, id), place)| (id, place)).collect(),
            launches: FxHashMap::default(),
        });
        self.current = None;
        Ok(())
    }

    /// Number and UUID of the meeting: as the answer says, else its path, the file's name, the option.
    fn whose(&self, asked: &Asked, answer: &Row) -> Result<(String, Option<String>), ImportError> {
        let of = |fields: &[&str]| fields::text(answer, fields).map(Cow::into_owned);
        let mut given: Vec<String> =
            [of(&["uuid", "meeting_uuid", "webinar_uuid"]), of(&["id", "meeting_id", "webinar_id"])]
                .into_iter()
                .flatten()
                .collect();
        given.extend(asked.id.clone());
        if given.is_empty() {
            given.push(self.owner(asked, answer)?);
        }
        let number =
            given.iter().find_map(|id| cells::meeting_number(id.as_bytes()).ok()).map(Cow::into_owned);
        let uuid = given.iter().find(|id| cells::meeting_number(id.as_bytes()).is_err()).cloned();
        let outside = || {
            let ids = [self.name.id.as_deref(), self.options.meeting.as_deref()];
            ids.into_iter()
                .flatten()
                .find_map(|id| cells::meeting_number(id.as_bytes()).ok())
                .map(Cow::into_owned)
        };
        // An instance's number is not needed where its UUID tells which it is, and helps where it is there.
        Ok((number.or_else(outside).unwrap_or_default(), uuid))
    }

    /// Who answered a poll or a survey.
    pub fn respondent(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let (name, email) = who(row);
        let mut taken = Vec::new();
        for detail in details(row) {
            let question = told(fields::decoded(detail, &["question"]))
                .ok_or_else(|| Problem::new("question", "", "the answer says no question"))?;
            let submitted = fields::instant(&mut self.clock, detail, "date_time")?;
            let answer = told(fields::joined(detail, "answer", ";"));
            taken.push((fields::raw(detail, "polling_id"), question, answer, submitted));
        }
        if taken.is_empty() {
            return Err(Problem::new("question_details", "", "the row has no answers").into());
        }
        self.tell(at)?;
        let Some(asking) = &mut self.asking else { return Ok(()) };
        for (poll, question, answer, submitted) in taken {
            let person = email.as_deref().or(name.as_deref()).unwrap_or_default().to_owned();
            let launch = if person.is_empty() {
                1
            } else {
                let times = asking.launches.entry((person, poll.clone(), question.to_string())).or_default();
                let place = times.iter().position(|at| *at == submitted).unwrap_or_else(|| {
                    times.push(submitted);
                    times.len() - 1
                });
                u32::try_from(place + 1).unwrap_or(u32::MAX)
            };
            let place = asking.polls.get(&poll).copied().unwrap_or(1).to_string();
            let record = AnswerRecord {
                name: name.clone(),
                email: email.clone(),
                poll: Cow::Owned(asking.survey.clone().unwrap_or(place)),
                launch,
                question,
                answer,
                submitted,
            };
            self.tally.out.fact(at.line, &Fact::Answer(Box::new(record)))?;
        }
        Ok(())
    }

    /// Who asked questions.
    pub fn asker(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let (name, email) = who(row);
        let mut taken = Vec::new();
        for detail in details(row) {
            let question = told(fields::decoded(detail, &["question"]))
                .ok_or_else(|| Problem::new("question", "", "the row says no question"))?;
            let asked = fields::instant(&mut self.clock, detail, "create_time")?;
            let record = QuestionRecord {
                name: name.clone(),
                email: email.clone(),
                question,
                asked,
                ..self.answered(detail)?
            };
            taken.push(record);
        }
        if taken.is_empty() {
            return Err(Problem::new("question_details", "", "the row has no questions").into());
        }
        self.tell(at)?;
        for record in taken {
            self.tally.out.fact(at.line, &Fact::Question(Box::new(record)))?;
        }
        Ok(())
    }

    /// How a question was answered, by whom and when.
    fn answered(&mut self, detail: &Row) -> Result<QuestionRecord<'static>, Problem> {
        let given: Vec<&Row> = rows_of(detail, "answer_details").collect();
        let mut answered = None;
        for one in &given {
            let at = fields::instant(&mut self.clock, one, "create_time")?;
            answered = [answered, at].into_iter().flatten().min();
        }
        let texts: Vec<Cow<'static, str>> =
            given.iter().filter_map(|one| fields::decoded(one, &["content"])).collect();
        let mut by: Vec<Cow<'static, str>> = Vec::new();
        for name in given.iter().filter_map(|one| fields::decoded(one, &["name", "email"])) {
            if !by.contains(&name) {
                by.push(name);
            }
        }
        let text = if texts.is_empty() {
            fields::joined(detail, "answer", "; ")
        } else {
            Some(texts.join("; ").into())
        };
        let record = answered::answered(text);
        let status = match fields::raw(detail, "question_status").as_str() {
            "open" => Some("open"),
            "answered" => Some("answered"),
            "dismissed" | "deleted" => Some("dismissed"),
            // The portal's word for one that nobody has touched.
            _ => record.status,
        };
        let answered_by = if by.is_empty() { None } else { Some(by.join("; ").into()) };
        Ok(QuestionRecord { status, answered_by, answered, ..record })
    }

    /// Tells the occurrence and its part, once.
    fn tell(&mut self, at: &At<'_>) -> Result<(), Stop> {
        let Some(asking) = &mut self.asking else { return Ok(()) };
        if let Some(occurrence) = asking.due.take() {
            self.tally.out.occurrence(at.line, &occurrence)?;
            self.tally.out.fact(at.line, &Fact::Part(asking.part, Grade::ReportJson))?;
        }
        Ok(())
    }
}

/// Name and e-mail; neither where the answer is nobody's.
fn who(row: &Row) -> (fields::Text, fields::Text) {
    let email = fields::email(row, &["email"]);
    let name = fields::decoded(row, &["name"]).or_else(|| {
        let part = |field: &str| fields::decoded(row, &[field]).unwrap_or_default();
        let full = format!("{} {}", part("first_name"), part("last_name"));
        Some(full.trim().to_owned()).filter(|full| !full.is_empty()).map(Cow::Owned)
    });
    (name.filter(|name| email.is_some() || !words::is_one(name, words::ANONYMOUS)), email)
}

/// What somebody said, a row a question.
fn details(row: &Row) -> impl Iterator<Item = &Row> {
    rows_of(row, "question_details").chain(rows_of(row, "answer_details"))
}

/// A text on one line.
fn told(text: fields::Text) -> fields::Text {
    text.map(|text| Cow::Owned(cells::gathered(&text)))
}

fn rows_of<'r>(row: &'r Row, field: &str) -> impl Iterator<Item = &'r Row> {
    row.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}
