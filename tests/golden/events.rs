//! What belongs to events, pushed into the store as importers push it: two webinars of Otto's, a lecture of Nora's with a
//! form, a quiz, questions and a survey, and a meeting that was never held.

use super::pushed::{NORA, OTTO, at, import};
use crate::common::Sandbox;
use headcount::model::row::{PANELIST, REGISTRANT, RowRecord, RowTable, TRACKING_SOURCE, Worth};
use headcount::model::{
    AnswerRecord, Cell, EventKind, Fact, Figure, Grade, OccurrenceRecord, Part, QuestionRecord,
    RegistrantRecord, Role, Sink, StayRecord,
};
use headcount::store::Store;
use std::borrow::Cow;

const WEBINAR: &str = "93310442209";
const BEFORE: &str = "93310442210";
const LECTURE: &str = "84000000001";
const NEVER: &str = "84000000099";

type Somebody = (&'static str, &'static str);

const ANN: Somebody = ("Ann Lee", "ann.lee@mail.example");
const BO: Somebody = ("Bo Ek", "bo.ek@mail.example");
const CY: Somebody = ("Cy Öst", "cy.ost@mail.example");
const DI: Somebody = ("Di Roos", "di.roos@mail.example");
const EVA: Somebody = ("Eva Sund", "eva.sund@mail.example");

pub fn fill(sandbox: &Sandbox) {
    let mut store = Store::open(&sandbox.database()).unwrap();
    import(&mut store, "attendees.csv", "17 20:00", webinar);
    import(&mut store, "before.csv", "10 20:00", before);
    import(&mut store, "lecture.csv", "18 20:00", lecture);
    import(&mut store, "registrants.json", "19 08:00", registrants);
    import(&mut store, "polls.json", "19 09:00", polls);
    import(&mut store, "after.json", "19 10:00", after);
}

fn held(
    number: &'static str,
    host: Somebody,
    from: &str,
    to: &str,
    topic: &'static str,
) -> OccurrenceRecord<'static> {
    OccurrenceRecord {
        start: Some(at(from)),
        end: Some(at(to)),
        topic: Some(topic.into()),
        host_name: Some(host.0.into()),
        host_email: Some(host.1.into()),
        kind: if number == LECTURE { EventKind::Meeting } else { EventKind::Webinar },
        ..OccurrenceRecord::of_number(number, Grade::Stays)
    }
}

fn stay(who: Somebody, role: Option<Role>, join: &str, leave: &str) -> StayRecord<'static> {
    StayRecord {
        name: who.0.into(),
        email: Some(who.1.into()),
        join: Some(at(join)),
        leave: Some(at(leave)),
        guest: Some(!who.1.ends_with("lumen.example")),
        role,
        ..StayRecord::default()
    }
}

/// A row of the attendee report.
fn seat(who: Somebody, registered: &str, status: &'static str, came: bool) -> Fact<'static> {
    let (first, last) = who.0.split_once(' ').unwrap();
    Fact::Registrant(Box::new(RegistrantRecord {
        role: Some(Role::Attendee),
        name: who.0.into(),
        first_name: Some(first.into()),
        last_name: Some(last.into()),
        email: Some(who.1.into()),
        registered: Some(at(registered)),
        status: Some(status.into()),
        attended: Some(came),
        source: Some("newsletter".into()),
        country: Some("Sweden".into()),
        fields: vec![("Shoe size".into(), "43".into()), ("City".into(), "Lund".into())],
        ..RegistrantRecord::default()
    }))
}

/// Ann came twice, Bo late; Cy did not, Di was not let in. Eva came without having registered.
fn webinar(sink: &mut dyn Sink) -> anyhow::Result<()> {
    sink.occurrence(1, &held(WEBINAR, OTTO, "17 18:00", "17 19:00", "Open evening"))?;
    sink.stay(2, &stay(OTTO, Some(Role::Host), "17 18:00", "17 19:00"))?;
    sink.stay(3, &stay(NORA, Some(Role::Panelist), "17 18:00", "17 18:50"))?;
    sink.stay(4, &stay(ANN, Some(Role::Attendee), "17 18:00", "17 18:20"))?;
    sink.stay(5, &stay(ANN, Some(Role::Attendee), "17 18:30", "17 19:00"))?;
    sink.stay(6, &stay(BO, Some(Role::Attendee), "17 18:20", "17 19:00"))?;
    sink.stay(7, &stay(EVA, Some(Role::Other), "17 18:10", "17 18:40"))?;
    sink.fact(4, &seat(ANN, "10 09:00", "approved", true))?;
    sink.fact(6, &seat(BO, "11 09:00", "approved", true))?;
    sink.fact(8, &seat(CY, "12 09:00", "approved", false))?;
    sink.fact(9, &seat(DI, "12 10:00", "denied", false))
}

fn before(sink: &mut dyn Sink) -> anyhow::Result<()> {
    sink.occurrence(1, &held(BEFORE, OTTO, "10 18:00", "10 18:30", "Open evening, first"))?;
    sink.stay(2, &stay(OTTO, Some(Role::Host), "10 18:00", "10 18:30"))?;
    sink.stay(3, &stay(ANN, Some(Role::Attendee), "10 18:00", "10 18:30"))?;
    sink.fact(3, &seat(ANN, "02 09:00", "approved", true))?;
    sink.fact(4, &seat(BO, "02 10:00", "cancelled", false))
}

fn lecture(sink: &mut dyn Sink) -> anyhow::Result<()> {
    sink.occurrence(1, &held(LECTURE, NORA, "18 17:00", "18 18:00", "Guest lecture: Ice that remembers"))?;
    for (line, who) in (2..).zip([NORA, ANN, BO, CY]) {
        sink.stay(line, &stay(who, None, "18 17:00", "18 18:00"))?;
    }
    Ok(())
}

/// A row of a list, by the names of its columns.
fn row(table: &'static RowTable, key: &str, said: &[(&str, Cell)]) -> Fact<'static> {
    let value =
        |name: &&str| said.iter().find(|(of, _)| of == name).map_or(Cell::Empty, |(_, cell)| cell.clone());
    let values = table.columns.iter().map(value).collect();
    Fact::Row(Box::new(RowRecord { table, key: key.to_owned(), worth: Worth::Answer, values }))
}

/// A registration for a meeting or webinar with more said.
fn registered(
    (number, who): (&str, Somebody),
    (when, status): (&str, &str),
    more: &[(&str, Cell)],
) -> Fact<'static> {
    let (first, last) = who.0.split_once(' ').unwrap();
    let kind = if number == WEBINAR { "webinar" } else { "meeting" };
    let mut said = vec![
        ("kind", Cell::from(kind)),
        ("number", Cell::from(number)),
        ("first_name", Cell::from(first)),
        ("last_name", Cell::from(last)),
        ("email", Cell::from(who.1)),
        ("email_folded", Cell::from(who.1)),
        ("registered_at", Cell::Int(at(when))),
        ("status", Cell::from(status)),
    ];
    said.extend_from_slice(more);
    row(&REGISTRANT, &format!("{number} {}", who.1), &said)
}

/// Of the webinar's registrants the list has Ann, with more than the attendee report, and one that it has not. The lecture's
/// form asks two questions, one of them as its city; nobody came to the meeting in October.
fn registrants(sink: &mut dyn Sink) -> anyhow::Result<()> {
    let fields = |text: &str| ("fields", Cell::from(text));
    let utm = [
        ("utm_source", Cell::from("letter")),
        ("city", Cell::from("Malmö")),
        fields(r#"[["Shoe size","38"],["Why?","=1+1"]]"#),
    ];
    sink.fact(1, &registered((WEBINAR, ANN), ("10 09:00", "approved"), &utm))?;
    sink.fact(2, &registered((WEBINAR, EVA), ("15 09:00", "pending"), &[]))?;
    let form = |diet: &str, hostile: &str| {
        fields(&format!(r#"[["Diet?","{diet}"],["Heard\u001b[31m of us","{hostile}"]]"#))
    };
    for (line, (who, status, fields)) in (3..).zip([
        (ANN, "approved", form("none", "a friend")),
        (BO, "approved", form("nuts", "")),
        (CY, "pending", form("none", "\\u202egnirut")),
        (DI, "denied", form("", "the page")),
        (EVA, "cancelled", form("none", "")),
    ]) {
        sink.fact(line, &registered((LECTURE, who), ("12 12:00", status), &[fields]))?;
    }
    let october = at("01 12:00") - 30 * 86_400;
    let never = [
        ("scheduled_at", Cell::Int(october)),
        ("topic", Cell::from("Never held")),
        ("minutes", Cell::Int(45)),
    ];
    sink.fact(9, &registered((NEVER, ANN), ("01 09:00", "approved"), &never))?;
    let source = [
        ("number", Cell::from(WEBINAR)),
        ("name", Cell::from("newsletter")),
        ("visitors", Cell::Int(40)),
        ("registrations", Cell::Int(5)),
    ];
    sink.fact(10, &row(&TRACKING_SOURCE, "source", &source))?;
    let absent = [("number", Cell::from(WEBINAR)), ("name", Cell::from("Per Panel")), ("email", Cell::Empty)];
    sink.fact(11, &row(&PANELIST, "panelist", &absent))
}

fn answer(
    who: Option<Somebody>,
    poll: &'static str,
    question: &'static str,
    answer: Option<&'static str>,
) -> Fact<'static> {
    Fact::Answer(Box::new(AnswerRecord {
        name: who.map(|who| who.0.into()),
        email: who.map(|who| who.1.into()),
        poll: poll.into(),
        launch: 1,
        question: question.into(),
        answer: answer.map(Cow::Borrowed),
        submitted: Some(at("17 18:35")),
    }))
}

/// In the webinar both options stand alone, too; of the lecture's quiz one never does. One would not be named, one said
/// nothing.
fn polls(sink: &mut dyn Sink) -> anyhow::Result<()> {
    sink.occurrence(
        1,
        &OccurrenceRecord {
            grade: Grade::Facts,
            ..held(WEBINAR, OTTO, "17 18:00", "17 19:00", "Open evening")
        },
    )?;
    sink.fact(1, &Fact::Part(Part::Polls, Grade::ReportJson))?;
    for (line, (who, said)) in (2..).zip([
        (Some(ANN), "Tuesday;Thursday"),
        (Some(BO), "tuesday"),
        (None, "Thursday"),
        (Some(EVA), "Tuesday; Thursday"),
    ]) {
        sink.fact(line, &answer(who, "Evenings", "Which suit you?", Some(said)))?;
    }
    sink.fact(6, &Fact::Part(Part::Qa, Grade::ReportJson))?;
    let question = QuestionRecord {
        name: Some(ANN.0.into()),
        email: Some(ANN.1.into()),
        question: "When do applications close?".into(),
        asked: Some(at("17 18:10")),
        status: Some("answered"),
        answer: Some("In May.".into()),
        answered_by: Some(NORA.0.into()),
        answered: Some(at("17 18:12")),
        how: Some("typed"),
    };
    sink.fact(7, &Fact::Question(Box::new(question.clone())))?;
    let open =
        QuestionRecord { question: "How many?".into(), status: Some("open"), ..QuestionRecord::default() };
    sink.fact(8, &Fact::Question(Box::new(open)))?;
    sink.fact(9, &Fact::Part(Part::Performance, Grade::Stays))?;
    for (figure, value) in [
        (Figure::Registered, 6),
        (Figure::Peak, 5),
        (Figure::AverageSeconds, 2700),
        (Figure::AnswerRate, 815),
        (Figure::ChatMessages, 12),
    ] {
        sink.fact(10, &Fact::Figure(figure, value))?;
    }
    Ok(())
}

fn after(sink: &mut dyn Sink) -> anyhow::Result<()> {
    let lecture = held(LECTURE, NORA, "18 17:00", "18 18:00", "Guest lecture: Ice that remembers");
    sink.occurrence(1, &OccurrenceRecord { grade: Grade::Facts, ..lecture })?;
    sink.fact(1, &Fact::Part(Part::Polls, Grade::ReportJson))?;
    for (line, (who, said)) in
        (2..).zip([(ANN, Some("80;800")), (BO, Some("80")), (CY, Some("8000; 80")), (DI, None)])
    {
        sink.fact(line, &answer(Some(who), "1", "How old?", said))?;
    }
    sink.fact(6, &Fact::Part(Part::Qa, Grade::ReportJson))?;
    let asked = QuestionRecord {
        name: Some(BO.0.into()),
        question: "Is it cold?".into(),
        how: Some("live"),
        status: Some("answered"),
        ..QuestionRecord::default()
    };
    sink.fact(7, &Fact::Question(Box::new(asked)))?;
    sink.fact(8, &Fact::Part(Part::Survey, Grade::ReportJson))?;
    sink.fact(9, &answer(Some(BO), "How was it?", "Would you come again?", Some("Yes, gladly")))?;
    sink.occurrence(
        10,
        &OccurrenceRecord {
            grade: Grade::Facts,
            ..held(WEBINAR, OTTO, "17 18:00", "17 19:00", "Open evening")
        },
    )?;
    sink.fact(10, &Fact::Part(Part::Survey, Grade::ReportJson))?;
    sink.fact(11, &answer(Some(ANN), "How was it?", "How was it?", Some("Good")))?;
    sink.fact(12, &answer(Some(BO), "How was it?", "How was it?", Some("Good")))
}
