//! What was asked and answered: polls and questions in webinars, the survey after them, the quiz of a lecture, a vote among
//! colleagues. A report of the portal and answers of the provider's API.

use super::DemoFile;
use super::agenda::World;
use super::api::{answer, file};
use super::attendance::Attended;
use super::clock::Clock;
use super::rng::{Rng, key};
use super::table::{row, utc, uuid};
use super::webinar::{self, Webinar};
use super::write::{self, minutes};
use serde_json::{Value, json};

/// Somebody who answers: name, e-mail, from when to when they were there.
type Voter<'a> = (&'a str, &'a str, (i64, i64));

/// A question and what can be chosen.
type Question = (&'static str, &'static [&'static str]);

const POLLS: &[&[Question]] = &[
    &[("Have you visited Lumen before?", &["Yes", "No", "Online only"])],
    &[
        ("What matters most to you?", &["Teachers", "Friends", "The way to school", "Clubs"]),
        ("Which evenings suit you?", &["Tuesday;Thursday", "Tuesday", "Thursday", "Any"]),
    ],
];

const ASKED: &[(&str, &str)] = &[
    ("When do applications close?", "On 15 February, at noon."),
    ("Is there a school bus from Enköping?", "Yes, two every morning."),
    ("Can one change programme in the first year?", "Until October, if there is a place."),
    ("Do you teach in English, too?", "Two programmes are in English."),
    ("How large are the classes?", ""),
    ("Where can I see tonight's slides?", ""),
    ("Do I have to take music if I sing off key?", "No. But do sing."),
];

const SURVEY: &[Question] = &[
    ("How was the evening?", &["Very good", "Very good", "Good", "Fair"]),
    ("Would you come to an open day?", &["Yes", "Yes", "Perhaps", "No"]),
    ("What was missing?", &["", "", "More about the clubs", "A longer break", "Nothing"]),
];

const QUIZ: &[Question] = &[
    ("Which of these did the speaker call a surprise?", &["The colour", "The age", "The sound"]),
    ("How old is the oldest sample?", &["800 years", "80 000 years", "800 000 years"]),
    ("Would you recommend this lecture?", &["Yes", "Yes", "Yes", "Perhaps"]),
];

const LECTURE: &[&str] = &[
    "How do you know that it is true?",
    "Can one see this anywhere near Uppsala?",
    "What did you get wrong at first?",
];

const VOTE: &[Question] =
    &[("Where do we go for the winter lunch?", &["The canteen", "Pho Saigon", "Café Linné", "Pho Saigon"])];

/// The files; `lecture` is a guest lecture and `team` a meeting of colleagues that were held.
pub fn files(
    world: &World<'_>,
    lecture: Option<&Attended<'_>>,
    team: Option<&Attended<'_>>,
) -> Vec<DemoFile> {
    let mut out: Vec<DemoFile> = webinar::ALL.iter().flat_map(|one| of_webinar(one, world)).collect();
    out.extend(lecture.into_iter().flat_map(|lecture| [quiz(world, lecture), talked_over(world, lecture)]));
    out.extend(team.map(|team| vote(world, team)));
    out
}

/// Of the first and the last as the API answers, of the one between as the portal exports it.
fn of_webinar(webinar: &Webinar, world: &World<'_>) -> Vec<DemoFile> {
    let (number, start, end) = (webinar.number(world), webinar.start(world), webinar.end(world));
    let at = end + 16 * 3600;
    let seats = webinar.seats(world);
    let voters: Vec<Voter<'_>> = seats
        .iter()
        .filter_map(|seat| Some((seat.person.name.as_str(), seat.person.email.as_str(), seat.times?)))
        .collect();
    let rng = &mut Rng::keyed(world.seed, &[key("polls"), number]);
    let answered = polls(rng, POLLS, &voters, (start, end));
    let asked = questions(rng, &voters);
    let said = survey(rng, &voters, end);
    let exported = webinar.is_exported();
    let about = json!({"id": number, "uuid": uuid(world.seed, number, start), "topic": webinar.topic,
                       "start_time": utc(start)});
    let answers = file(format!("report_webinars_{number}.ndjson"), at, |out| {
        let mut tell = |part: &str, field: &str, rows: Vec<Value>, more: &[(&str, &str)]| {
            let mut response = about.clone();
            if let Some(fields) = response.as_object_mut() {
                fields.insert(field.to_owned(), Value::Array(rows));
                fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))));
            }
            answer(out, &format!("report/webinars/{number}/{part}"), at, &response);
        };
        tell("polls", "questions", answered, &[]);
        if !exported {
            tell("qa", "questions", asked.iter().map(Asked::answer).collect(), &[]);
            let said = said.iter().map(Said::answer).collect();
            tell("survey", "survey_answers", said, &[("survey_name", "How was it?")]);
        }
    });
    let mut out = vec![answers];
    if exported {
        out.push(of_portal(webinar, world, (number, "QAReport", at), |out, _| {
            row(out, &["Question Details"]);
            row(out, &["#", "Question", "Asker Name", "Asker Email", "Answer(s)"]);
            for (place, one) in (1..).zip(&asked) {
                let answers = one.reply.as_ref().map_or_else(String::new, |(by, text)| match text.as_str() {
                    "live answered" => text.clone(),
                    text => format!("Answered by {by}: {text}"),
                });
                row(out, &[&place.to_string(), one.question, one.name, one.email, &answers]);
            }
        }));
        out.push(of_portal(webinar, world, (number, "SurveyReport", at), |out, clock| {
            row(out, &["Survey Details"]);
            let mut header = vec!["#", "User Name", "User Email", "Submitted Date/Time"];
            header.extend(SURVEY.iter().map(|(question, _)| *question));
            row(out, &header);
            for (place, one) in (1..).zip(&said) {
                let (place, at) = (place.to_string(), clock.text(one.at));
                let mut cells = vec![place.as_str(), one.name, one.email, at.as_str()];
                cells.extend(one.answers.iter().copied());
                row(out, &cells);
            }
        }));
    }
    out
}

/// A report of the portal's on a webinar: what it is of, and then its table.
fn of_portal(
    webinar: &Webinar,
    world: &World<'_>,
    (number, name, at): (u64, &str, i64),
    fill: impl FnOnce(&mut Vec<u8>, &mut Clock),
) -> DemoFile {
    let clock = &mut Clock::new(world.zone);
    let mut out = write::BOM.to_vec();
    row(&mut out, &[if name == "QAReport" { "Q&A Report" } else { "Survey Report" }]);
    row(&mut out, &["Report Generated:", &clock.text(at)]);
    row(&mut out, &["Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)"]);
    let (grouped, began) = (write::grouped(number), clock.text(webinar.start(world)));
    let length = minutes(webinar.end(world) - webinar.start(world)).to_string();
    row(&mut out, &[webinar.topic, &grouped, &began, &length]);
    fill(&mut out, clock);
    DemoFile { name: format!("{number}_{name}.csv"), bytes: out, observed_at: at }
}

/// A question that somebody asked.
struct Asked<'a> {
    name: &'a str,
    email: &'a str,
    question: &'static str,
    at: i64,
    /// By whom, and what.
    reply: Option<(&'static str, String)>,
    answered: i64,
}

impl Asked<'_> {
    fn answer(&self) -> Value {
        let answers = match &self.reply {
            None => json!([]),
            Some((by, text)) => json!([{"content": text, "create_time": utc(self.answered), "name": by}]),
        };
        let status = if self.reply.is_some() { "answered" } else { "open" };
        let detail = json!({"question": self.question, "create_time": utc(self.at), "question_status": status,
                            "answer_details": answers});
        json!({"name": self.name, "email": self.email, "question_details": [detail]})
    }
}

/// What somebody said afterwards.
struct Said<'a> {
    name: &'a str,
    email: &'a str,
    at: i64,
    /// To each question of the survey.
    answers: Vec<&'static str>,
}

impl Said<'_> {
    fn answer(&self) -> Value {
        let details: Vec<Value> = SURVEY
            .iter()
            .zip(&self.answers)
            .map(|((question, _), answer)| json!({"question": question, "answer": answer, "date_time": utc(self.at)}))
            .collect();
        json!({"name": self.name, "email": self.email, "answer_details": details})
    }
}

/// A row a person; whom a poll does not find any more does not answer.
fn polls(rng: &mut Rng, polls: &[&[Question]], voters: &[Voter<'_>], (start, end): (i64, i64)) -> Vec<Value> {
    let count = i64::try_from(polls.len()).unwrap_or(1) + 1;
    let mut rows = Vec::new();
    for (name, email, (join, leave)) in voters {
        let mut details = Vec::new();
        for (place, poll) in (1..).zip(polls) {
            let asked = start + (end - start) * place / count;
            if !(join..=leave).contains(&&asked) || rng.chance(150) {
                continue;
            }
            let said = utc(asked + rng.between(8, 50));
            for (question, choices) in *poll {
                details.push(json!({"question": question, "answer": rng.word(choices), "date_time": said,
                                    "polling_id": format!("poll-{start}-{place}")}));
            }
        }
        // One of many would rather not be named.
        let (name, email) = if rng.chance(60) { ("Anonymous Attendee", "") } else { (*name, *email) };
        if !details.is_empty() {
            rows.push(json!({"name": name, "email": email, "question_details": details}));
        }
    }
    rows
}

fn questions<'a>(rng: &mut Rng, voters: &[Voter<'a>]) -> Vec<Asked<'a>> {
    let askers = rng.some(voters, ASKED.len());
    askers
        .into_iter()
        .zip(ASKED)
        .map(|((name, email, (join, leave)), (question, reply))| {
            let at = rng.between(*join + 60, *leave - 60);
            let by = rng.word(&["Nora Quist", "Daniela Reyes"]);
            let reply = (!reply.is_empty()).then(|| {
                let text = if rng.chance(250) { "live answered" } else { reply };
                (by, text.to_owned())
            });
            let answered = at + rng.between(30, 400);
            Asked { name, email, question, at, reply, answered }
        })
        .collect()
}

fn survey<'a>(rng: &mut Rng, voters: &[Voter<'a>], end: i64) -> Vec<Said<'a>> {
    let mut out = Vec::new();
    for (name, email, _) in voters {
        if rng.chance(450) {
            let answers = SURVEY.iter().map(|(_, choices)| rng.word(choices)).collect();
            out.push(Said { name, email, at: end + rng.between(60, 40_000), answers });
        }
    }
    out
}

/// People of a meeting who stayed to its end, once each.
fn present<'a>(held: &'a Attended<'_>) -> Vec<Voter<'a>> {
    let mut out: Vec<Voter<'a>> = Vec::new();
    for stay in held.stays.iter().filter(|stay| !stay.waiting && !stay.host) {
        let known = out.iter().any(|(name, ..)| *name == stay.name);
        if !known && stay.leave > held.meeting.end - 600 {
            out.push((&stay.name, stay.email, (stay.join, stay.leave)));
        }
    }
    out
}

/// The quiz at the end of a lecture, as the portal exports it.
fn quiz(world: &World<'_>, lecture: &Attended<'_>) -> DemoFile {
    let meeting = &lecture.meeting;
    let clock = &mut Clock::new(world.zone);
    let rng = &mut Rng::keyed(world.seed, &[key("quiz"), meeting.number]);
    let saved = meeting.end + 50 * 60;
    let mut out = write::BOM.to_vec();
    row(&mut out, &["Poll Report"]);
    row(&mut out, &["Report Generated:", &clock.text(saved)]);
    row(&mut out, &["Topic", "Meeting ID", "Actual Start Time", "Actual Duration (minutes)"]);
    let (number, began) = (write::grouped(meeting.number), clock.text(meeting.start));
    let length = minutes(meeting.end - meeting.start).to_string();
    row(&mut out, &[&meeting.topic, &number, &began, &length]);
    row(&mut out, &["Poll Details"]);
    row(&mut out, &["#", "User Name", "User Email", "Submitted Date/Time"]);
    for (place, (name, email, _)) in (1..).zip(present(lecture)) {
        let submitted = clock.text(meeting.end - rng.between(90, 400));
        let place = place.to_string();
        let mut cells = vec![place.as_str(), name, email, submitted.as_str()];
        for (question, choices) in QUIZ {
            cells.extend([*question, rng.word(choices)]);
        }
        row(&mut out, &cells);
    }
    DemoFile { name: format!("{}_PollReport.csv", meeting.number), bytes: out, observed_at: saved }
}

/// What was asked in a lecture, and what people said of it afterwards.
fn talked_over(world: &World<'_>, lecture: &Attended<'_>) -> DemoFile {
    let meeting = &lecture.meeting;
    let (number, at) = (meeting.number, meeting.end + 15 * 3600);
    let voters = present(lecture);
    let rng = &mut Rng::keyed(world.seed, &[key("lecture"), number]);
    let asked: Vec<Value> = rng
        .some(&voters, LECTURE.len())
        .into_iter()
        .zip(LECTURE)
        .map(|((name, email, _), question)| {
            let when = meeting.end - rng.between(500, 900);
            let reply = json!([{"content": "live answered", "create_time": utc(when + 120), "name": meeting.host_name}]);
            let detail = json!({"question": question, "create_time": utc(when), "question_status": "answered",
                                "answer_details": reply});
            json!({"name": name, "email": email, "question_details": [detail]})
        })
        .collect();
    let mut said = Vec::new();
    for (name, email, _) in &voters {
        if rng.chance(300) {
            let details = json!([{"question": "How was the lecture?", "date_time": utc(meeting.end + rng.between(60, 30_000)),
                                  "answer": rng.word(&["Very good", "Very good", "Good", "Too short"])}]);
            said.push(json!({"name": name, "email": email, "answer_details": details}));
        }
    }
    let id = uuid(world.seed, number, meeting.start);
    file(format!("report_meetings_{number}.ndjson"), at, |out| {
        let response =
            json!({"id": number, "uuid": id, "start_time": utc(meeting.start), "questions": asked});
        answer(out, &format!("report/meetings/{number}/qa"), at, &response);
        let response = json!({"meeting_id": number, "meeting_uuid": id, "start_time": utc(meeting.start),
                              "survey_name": "Guest lectures", "survey_answers": said});
        answer(out, &format!("report/meetings/{number}/survey"), at, &response);
    })
}

/// What colleagues voted for.
fn vote(world: &World<'_>, team: &Attended<'_>) -> DemoFile {
    let meeting = &team.meeting;
    let rng = &mut Rng::keyed(world.seed, &[key("vote"), meeting.number]);
    let at = meeting.end + 3600;
    let rows = polls(rng, &[VOTE], &present(team), (meeting.start, meeting.end));
    file(format!("report_meetings_{}_polls.json", meeting.number), at, |out| {
        let response = json!({"id": meeting.number, "uuid": uuid(world.seed, meeting.number, meeting.start),
                              "start_time": utc(meeting.start), "questions": rows});
        answer(out, &format!("report/meetings/{}/polls", meeting.number), at, &response);
    })
}
