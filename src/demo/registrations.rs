//! Who registered for webinars, for guest lectures and for what is to come: answers of the provider's API, with the
//! questions that each form asked.

use super::DemoFile;
use super::agenda::World;
use super::api::{answer, file};
use super::attendance::Attended;
use super::calendar::at;
use super::clock::Clock;
use super::people::Person;
use super::rng::{Rng, key};
use super::table::{compact, row, utc};
use super::webinar::{self, Webinar};
use super::write;
use chrono::Days;
use serde_json::{Value, json};

const PROGRAMMES: &[&str] = &["Science", "Languages", "Music", "Technology", "Not sure yet"];
const HEARD: &[&str] = &["From a friend", "The newsletter", "The school's page", "An advertisement"];
const CITIES: &[&str] = &["Uppsala", "Stockholm", "Stockholm", "Enköping", "Västerås", "Oslo", "Turku"];
const WORK: &[(&str, &str)] = &[
    ("Fjordtech", "Engineer"),
    ("Nordhaven Library", "Librarian"),
    ("Solgarden", "Gardener"),
    ("", ""),
    ("", ""),
];

/// One registration.
struct Form<'a> {
    person: &'a Person,
    status: &'static str,
    /// Epoch seconds.
    at: i64,
    answers: Vec<(&'static str, String)>,
}

/// The files, asked for at `now` (epoch seconds); `lectures` are guest lectures that were held, the newest last.
pub fn files(world: &World<'_>, lectures: &[&Attended<'_>], now: i64) -> Vec<DemoFile> {
    let mut out: Vec<DemoFile> =
        webinar::ALL.iter().flat_map(|one| of_webinar(one, world, one.end(world) + 15 * 3600)).collect();
    out.extend(lectures.iter().rev().take(2).map(|lecture| of_lecture(world, lecture)));
    out.push(to_come(world, now));
    out.push(never_held(world));
    out
}

/// For an evening that was called off people had registered; their list was saved two days before.
fn never_held(world: &World<'_>) -> DemoFile {
    let day = world.today.checked_sub_days(Days::new(48)).unwrap_or(world.today);
    let start = at(world.zone, day, 19 * 60);
    let saved = start - 2 * 86_400;
    let number = world.number(&[key("called off")]);
    let clock = &mut Clock::new(world.zone);
    let rng = &mut Rng::keyed(world.seed, &[key("form"), number]);
    let guests: Vec<&Person> = world.people.guests.iter().filter(|person| !person.email.is_empty()).collect();
    let mut out = write::BOM.to_vec();
    row(&mut out, &["Registration Report"]);
    row(&mut out, &["Report Generated:", &clock.text(saved)]);
    row(&mut out, &["Topic", "Meeting ID", "Scheduled Time", "Duration (minutes)"]);
    let topic = "Choir trip: an evening for parents (called off)";
    row(&mut out, &[topic, &write::grouped(number), &clock.text(start), "45"]);
    row(&mut out, &["Attendee Details"]);
    row(
        &mut out,
        &[
            "First Name",
            "Last Name",
            "Email",
            "Registration Time",
            "Approval Status",
            "Who in your family sings?",
            "Allergies",
        ],
    );
    for person in rng.some(&guests, 7) {
        let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, ""));
        let registered = clock.text(saved - rng.between(3_000, 900_000));
        let (sings, allergies) =
            (rng.word(&["A daughter", "A son", "Two of us"]), rng.word(&["", "Nuts", "None"]));
        row(&mut out, &[first, last, &person.email, &registered, "approved", sings, allergies]);
    }
    DemoFile { name: format!("{number}_RegistrationReport.csv"), bytes: out, observed_at: saved }
}

fn of_webinar(webinar: &Webinar, world: &World<'_>, at: i64) -> Vec<DemoFile> {
    let number = webinar.number(world);
    let seats = webinar.seats(world);
    let forms: Vec<Form<'_>> = seats
        .iter()
        .map(|seat| {
            let rng = &mut Rng::keyed(world.seed, &[key("form"), key(&seat.person.name), number]);
            let mut answers = vec![
                ("Which programme interests you?", rng.word(PROGRAMMES).to_owned()),
                ("How many will come?", rng.between(1, 3).to_string()),
                ("How did you hear of us?", rng.word(HEARD).to_owned()),
            ];
            if seat.source == "newsletter" {
                answers.extend([("utm_source", "newsletter".to_owned()), ("utm_medium", "email".to_owned())]);
                answers.push(("utm_campaign", "open-evening".to_owned()));
            }
            let status = if seat.status.starts_with("cancelled") { "cancelled" } else { seat.status };
            Form { person: seat.person, status, at: seat.registered, answers }
        })
        .collect();
    let sources = ["newsletter", "website"].map(|source| {
        let came = seats.iter().filter(|seat| seat.source == source).count();
        json!({"id": format!("src-{source}-{number}"), "source_name": source,
               "tracking_url": format!("https://meet.example/w/{number}/{source}"), "registration_count": came,
               "visitor_count": came * 3 + 7})
    });
    vec![
        registrants(world, "webinars", number, &forms, at),
        file(format!("webinars_{number}_tracking_sources.json"), at, |out| {
            let response = json!({"total_records": sources.len(), "tracking_sources": sources});
            answer(out, &format!("webinars/{number}/tracking_sources"), at, &response);
        }),
    ]
}

/// Guests who came had registered, and a few others had, too.
fn of_lecture(world: &World<'_>, lecture: &Attended<'_>) -> DemoFile {
    let meeting = &lecture.meeting;
    let rng = &mut Rng::keyed(world.seed, &[key("lecture form"), meeting.number]);
    let came = |person: &&Person| lecture.stays.iter().any(|stay| stay.email == person.email);
    let guests = || world.people.guests.iter().filter(|person| !person.email.is_empty());
    let mut people: Vec<(&Person, &'static str)> =
        guests().filter(came).map(|person| (person, "approved")).collect();
    let others: Vec<&Person> = guests().filter(|person| !came(person)).collect();
    let statuses = ["approved", "approved", "approved", "pending", "denied"];
    people.extend(rng.some(&others, 5).into_iter().copied().zip(statuses));
    let forms: Vec<Form<'_>> = people
        .into_iter()
        .map(|(person, status)| Form {
            person,
            status,
            at: meeting.start - rng.between(1, 12) * 86_400 - rng.between(0, 40_000),
            answers: vec![
                ("What would you like to hear about?", topic(rng)),
                ("Will you join from abroad?", rng.word(&["No", "No", "Yes"]).to_owned()),
            ],
        })
        .collect();
    registrants(world, "meetings", meeting.number, &forms, meeting.end + 40 * 60)
}

fn topic(rng: &mut Rng) -> String {
    rng.word(&["", "", "The experiment itself", "Where to read more", "How to become one"]).to_owned()
}

/// The open evening in two weeks: some are still waiting for a word.
fn to_come(world: &World<'_>, at: i64) -> DemoFile {
    let number = world.number(&[key("open evening to come")]);
    let rng = &mut Rng::keyed(world.seed, &[key("form"), number]);
    let guests: Vec<&Person> = world.people.guests.iter().filter(|person| !person.email.is_empty()).collect();
    let forms: Vec<Form<'_>> = rng
        .some(&guests, 26)
        .into_iter()
        .map(|person| Form {
            person,
            status: if rng.chance(850) { "approved" } else { "pending" },
            at: at - rng.between(1, 9) * 86_400 - rng.between(0, 40_000),
            answers: vec![("Which school does your child go to now?", school(rng))],
        })
        .collect();
    registrants(world, "webinars", number, &forms, at)
}

fn school(rng: &mut Rng) -> String {
    rng.word(&["Lumen Academy", "Björkskolan", "Another school in Uppsala", "Abroad"]).to_owned()
}

/// Answers of the API, one a status.
fn registrants(world: &World<'_>, folder: &str, number: u64, forms: &[Form<'_>], at: i64) -> DemoFile {
    file(format!("{folder}_{number}_registrants_{}.ndjson", compact(world.today)), at, |out| {
        for status in ["approved", "pending", "denied"] {
            // The provider counts those who cancelled among the denied.
            let asked = |form: &&Form<'_>| {
                form.status == status || (status == "denied" && form.status == "cancelled")
            };
            let rows: Vec<Value> =
                forms.iter().filter(asked).map(|form| registrant(world, number, form)).collect();
            let request = format!("{folder}/{number}/registrants?status={status}&page_size=300");
            let response = json!({"page_count": 1, "page_number": 1, "page_size": 300, "total_records": rows.len(),
                                  "next_page_token": "", "registrants": rows});
            if !rows.is_empty() {
                answer(out, &request, at, &response);
            }
        }
    })
}

fn registrant(world: &World<'_>, number: u64, form: &Form<'_>) -> Value {
    let name = &form.person.name;
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let rng = &mut Rng::keyed(world.seed, &[key("address"), key(name)]);
    let (org, job) = rng.pick(WORK).copied().unwrap_or_default();
    let id = Rng::keyed(world.seed, &[key("registrant"), key(name), number]).draw();
    let questions: Vec<Value> =
        form.answers.iter().map(|(title, value)| json!({"title": title, "value": value})).collect();
    json!({"id": format!("{id:022x}"), "email": form.person.email, "first_name": first, "last_name": last,
           "city": rng.word(CITIES), "org": org, "job_title": job, "status": form.status,
           "create_time": utc(form.at), "custom_questions": questions})
}
