//! What every report says of the samples, in three forms. Each figure was worked out by hand from the files in
//! `data/samples` and the rules before it was accepted; read a change of these snapshots in the same way.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;
#[path = "golden/events.rs"]
mod events;
#[path = "golden/phone.rs"]
mod phone;
#[path = "golden/pushed.rs"]
mod pushed;

use common::Sandbox;
use headcount::model::{Cell, format};
use headcount::report::{Address, Ask, Column, catalog, filter};
use headcount::store::Reader;
use std::collections::BTreeSet;
use std::fs;

/// The samples, and a list with rows that cannot be read.
fn held() -> Sandbox {
    let sandbox = Sandbox::with_samples();
    let list = fs::read_to_string(sandbox.path("samples/meetings-2025.csv")).unwrap();
    let bad = list
        .replace("862 4410 7755", "811 2222 3333")
        .replace("\"10/20/2025 02:01:00 PM\"", "soon")
        .replace("\"10/20/2025 02:44:59 PM\"", "\"10/20/2025 02:15:00 PM\"");
    let file = sandbox.file("unreadable.csv", bad);
    assert_eq!(sandbox.run(["import".as_ref(), file.as_os_str()]).code, 3);
    sandbox
}

/// One question in every form that is looked at here.
fn answer(sandbox: &Sandbox, question: &str) -> String {
    let form = |format: &str| {
        let line = format!("report {question} --format {format}");
        sandbox.ok(line.split(' ')).replace("\r\n", "\n")
    };
    format!("{}\n──── csv ────\n{}\n──── json ────\n{}", form("table"), form("csv"), form("json"))
}

/// The questions, by the names of their snapshots. All-hands: rejoins, two devices, a waiting room, a phone.
const QUESTIONS: &[(&str, &str)] = &[
    ("daily", "daily --month 2025-10"),
    ("active-hosts-users", "active-hosts --view users --month 2025-10"),
    ("active-hosts-users-of-all-years", "active-hosts --view users --from 2019-01-01 --to 2026-11-23"),
    ("active-hosts-meetings", "active-hosts --view meetings --month 2025-10"),
    ("participants-people", "participants --view people --occurrence 86244107755@2025-10-14T14:00"),
    ("participants-connections", "participants --view connections --occurrence 86244107755@2025-10-14T14:00"),
    ("participants-people-of-a-class", "participants --occurrence 9138402@2022-05-18T18:00"),
    ("participants-people-of-three-sources", "participants --occurrence 86244107755@2025-10-20T14:00"),
    ("sessions", "sessions --participant JONAS"),
    ("attendance-curve", "attendance-curve --step 5 --occurrence 86244107755@2025-10-14T14:00"),
    (
        "participants-present-at",
        "participants --at 2025-10-14T14:10 --occurrence 86244107755@2025-10-14T14:00",
    ),
    ("participants-who-left-early", "participants --early 5 --occurrence 86244107755@2025-10-14T14:00"),
    (
        "connections-of-who-left-early",
        "participants --unique off --early 5 --minimum 1 --occurrence 86244107755@2025-10-14T14:00",
    ),
    ("meetings", "meetings --from 2019-01-01 --to 2026-11-23"),
    ("inactive-hosts-without-a-list", "inactive-hosts --month 2025-10"),
    ("users-without-a-list", "users --month 2025-10"),
    ("overview-figures", "overview --view figures --month 2025-10"),
    ("overview-days", "overview --view days --month 2025-10"),
    ("overview-hours", "overview --view hours --month 2025-10"),
    ("overview-hosts", "overview --view hosts --month 2025-10"),
    ("overview-departments", "overview --view departments --month 2025-10"),
    ("overview-alerts", "overview --view alerts --month 2025-10"),
    ("find-people", "find --text jonas"),
    ("find-people-by-email", "find --text LUMEN.example"),
    ("find-nobody", "find --text qwertyuiop"),
    ("find-meetings", "find --view meetings --text 8624-410"),
    ("find-meetings-by-topic", "find --view meetings --text hands"),
    ("person", "person --person jonas.berg@lumen.example"),
    ("person-without-email", "person --person 王小明"),
    ("imports", "imports"),
    ("rejected", "rejected --import 15"),
];

/// The same of what no sample holds yet, pushed into the store.
const OF_NOVEMBER: &[(&str, &str)] = &[
    ("november-daily", "daily --month 2026-11"),
    ("november-active-hosts-users", "active-hosts --view users --month 2026-11"),
    (
        "november-active-hosts-users-of-other-days",
        "active-hosts --view users --from 2026-11-02 --to 2026-11-30",
    ),
    ("inactive-hosts", "inactive-hosts --month 2026-11"),
    ("inactive-hosts-of-music", "inactive-hosts --month 2026-11 --department music --licence lic"),
    ("inactive-hosts-before", "inactive-hosts --from 2026-11-01 --to 2026-11-15"),
    ("upcoming", "upcoming"),
    ("upcoming-of-otto", "upcoming --host otto"),
    ("upcoming-without-fixed-time", "upcoming --undated include --from 2026-11-01"),
    ("users", "users"),
    ("users-active", "users --status active --department sci"),
    ("coverage-calendar", "coverage"),
    ("coverage-days", "coverage --view days --from 2026-11-09 --to 2026-11-23"),
    ("november-find-people", "find --text nora"),
    ("november-person", "person --person NORA.quist@lumen.example"),
    ("sources", "sources --occurrence 84612340849@2026-11-16T08:00"),
    ("november-participants", "participants --occurrence 85550001112@2026-11-17T10:00"),
    ("november-connections", "participants --view connections --occurrence 85550001112@2026-11-17T10:00"),
    ("november-webinar", "participants --occurrence wEb1nAr+UuId=="),
    ("november-meetings", "meetings --month 2026-11"),
    ("november-overview-figures", "overview --view figures --month 2026-11"),
    ("november-overview-days", "overview --view days --month 2026-11"),
    ("november-overview-hours", "overview --view hours --month 2026-11"),
    ("november-overview-hosts", "overview --view hosts --month 2026-11"),
    ("november-overview-departments", "overview --view departments --month 2026-11"),
    ("november-overview-alerts", "overview --view alerts --month 2026-11"),
    ("november-overview-of-the-second-half", "overview --from 2026-11-17 --to 2026-11-30"),
];

/// Of what belongs to events. The webinar: five registered (Ann by list and report, Eva by the list alone), four were
/// approved or pending; Ann, Bo and Eva came to listen.
const OF_EVENTS: &[(&str, &str)] = &[
    ("events-meeting-registration", "meeting-registration --month 2026-11"),
    ("events-meeting-registration-by-id", "meeting-registration --meeting 84000000001 --status approved"),
    (
        "events-meeting-registration-by-question",
        "meeting-registration --month 2026-11 --filter diet:none --sort -diet,first_name --columns first_name,diet,heard_31m_of_us",
    ),
    ("events-meeting-registration-expired", "meeting-registration --from 2026-10-01 --to 2026-10-30"),
    (
        "events-meeting-registration-events",
        "meeting-registration --view events --from 2026-10-01 --to 2026-11-30",
    ),
    ("events-webinar-registration", "webinar-registration --month 2026-11"),
    ("events-webinar-registration-of-one", "webinar-registration --occurrence 93310442209@2026-11-17T18:00"),
    ("events-webinar-registration-events", "webinar-registration --view events --month 2026-11"),
    ("events-webinar-registration-sources", "webinar-registration --view sources --month 2026-11"),
    ("events-meeting-polls", "meeting-polls --month 2026-11"),
    ("events-meeting-polls-tally", "meeting-polls --view tally --month 2026-11"),
    ("events-webinar-polls", "webinar-polls --month 2026-11"),
    ("events-webinar-polls-tally", "webinar-polls --view tally --month 2026-11"),
    ("events-webinar-polls-who", "webinar-polls --month 2026-11 --answer TUESDAY"),
    ("events-meeting-polls-who", "meeting-polls --month 2026-11 --answer 80"),
    ("events-meeting-survey", "meeting-survey --month 2026-11"),
    ("events-meeting-survey-tally", "meeting-survey --view tally --month 2026-11"),
    ("events-webinar-survey", "webinar-survey --month 2026-11"),
    ("events-webinar-survey-tally", "webinar-survey --view tally --month 2026-11"),
    ("events-meeting-qa", "meeting-qa --month 2026-11"),
    ("events-webinar-qa", "webinar-qa --month 2026-11"),
    ("events-webinar-qa-open", "webinar-qa --month 2026-11 --status open"),
    ("events-webinars", "webinars --month 2026-11"),
    ("events-webinar-attendees", "webinar-attendees --month 2026-11"),
    ("events-webinar-attendees-connections", "webinar-attendees --view connections --month 2026-11"),
    ("events-webinar-attendees-who-did-not-come", "webinar-attendees --month 2026-11 --attended no"),
    ("events-webinar-attendees-panelists", "webinar-attendees --month 2026-11 --section panelist"),
    ("events-webinar-performance", "webinar-performance --occurrence 93310442209@2026-11-17T18:00"),
    ("events-occurrence-of-a-webinar", "occurrence --occurrence 93310442209@2026-11-17T18:00"),
    ("events-occurrence-of-a-lecture", "occurrence --occurrence 84000000001@2026-11-18T17:00"),
    ("events-meetings", "meetings --month 2026-11"),
];

#[test]
fn what_belongs_to_events() {
    let sandbox = Sandbox::new();
    events::fill(&sandbox);
    for (name, question) in OF_EVENTS {
        insta::assert_snapshot!(*name, answer(&sandbox, question));
    }
}

/// The account's lists: their samples, an occurrence that some of them are of, and answers of the API.
const OF_LISTS: &[(&str, &str)] = &[
    ("telephone-calls", "telephone --month 2026-10"),
    ("telephone-days", "telephone --view days --month 2026-10"),
    ("telephone-currencies", "telephone --view currencies --month 2026-10"),
    ("telephone-toll", "telephone --type toll --country s --department sci --month 2026-10"),
    ("captions-uses", "captions --month 2026-10"),
    ("captions-pairs", "captions --view pairs --month 2026-10"),
    ("captions-of-a-pair", "captions --pair ENGLISH --month 2026-10"),
    ("recordings-days", "recordings --from 2026-10-04 --to 2026-10-10"),
    ("recordings-days-of-a-host", "recordings --host nora --from 2026-10-04 --to 2026-10-08"),
    ("recordings-recordings", "recordings --view recordings --month 2026-10"),
    ("recordings-files", "recordings --view files --month 2026-10"),
    ("remote-support", "remote-support --month 2026-10"),
    ("zoom-events-licences", "zoom-events --month 2026-10"),
    ("zoom-events-events", "zoom-events --view events --month 2026-10"),
    ("billing-invoices", "billing --from 2026-09-15 --to 2026-10-31"),
    ("billing-lines", "billing --view lines --invoice b7 --month 2026-10"),
    ("billing-departments", "billing --view departments --month 2026-10"),
    ("meeting-activity", "meeting-activity --month 2026-10"),
    (
        "meeting-activity-of-an-occurrence",
        "meeting-activity --occurrence 84612340849@2026-10-05T09:58 --month 2026-11",
    ),
    ("lists-overview-figures", "overview --view figures --month 2026-10"),
    ("lists-coverage", "coverage --view days --from 2026-10-05 --to 2026-10-05"),
    ("lists-freshness", "freshness --columns data,newest,observed,held_since,rows,import"),
];

const RECORDED: &str = r#"{"request":"GET /v2/users/h1/recordings?from=2026-10-01&to=2026-10-31","response":{"meetings":[{"duration":49,
    "host_id":"h1","id":"84612340849","recording_count":2,"start_time":"2026-10-05T07:58:40Z","topic":"Physics, 10D",
    "total_size":327155712,"uuid":"uU2==","recording_files":[{"id":"f1","file_type":"MP4","file_size":327000000,
    "recording_type":"gallery_view","status":"completed","recording_start":"2026-10-05T07:59:02Z",
    "recording_end":"2026-10-05T08:47:00Z"},{"id":"f2","file_type":"CHAT","file_size":155712,"status":"completed",
    "recording_start":"2026-10-05T07:59:02Z"}]}]}}"#;

const BILLED: &str = r#"{"request":"GET /v2/report/billing/invoices?billing_id=b7","response":{"currency":"SEK","invoices":[
    {"invoice_number":"77","invoice_charge_name":"Phone numbers","quantity":3,"start_date":"2026-10-01","end_date":"2026-10-31",
    "tax_amount":"37.50","total_amount":"187.5"}]}}"#;

const PRESENT: &str = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n\
    846 1234 0849,\"Physics, 10D\",10/05/2026 09:58:00 AM,10/05/2026 10:47:10 AM,nora@lumen.example,50,3\n\n\
    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
    Nora Lindqvist,nora@lumen.example,10/05/2026 09:58:00 AM,10/05/2026 10:47:10 AM,50,No\n\
    Ines Falk,ines@lumen.example,10/05/2026 09:58:12 AM,10/05/2026 10:47:03 AM,49,No\n\
    Jonas Weber,jonas@weber.example,10/05/2026 10:02:40 AM,10/05/2026 10:47:03 AM,45,Yes\n";

/// With the lists' samples read.
fn with_lists() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("lists/participants_84612340849.csv", PRESENT);
    sandbox.file("lists/recorded.json", RECORDED);
    sandbox.file("lists/billed.json", BILLED);
    for name in [
        "telephone.csv",
        "captions.csv",
        "storage.csv",
        "recordings.csv",
        "remote-support.csv",
        "invoices.csv",
        "invoice-lines.csv",
        "billing-departments.csv",
        "event-licences.csv",
        "events.csv",
        "event-attendance.csv",
        "meeting-activities.csv",
    ] {
        let sample = format!("{}/data/samples/{name}", env!("CARGO_MANIFEST_DIR"));
        sandbox.file(&format!("lists/{name}"), fs::read(sample).unwrap());
    }
    let folder = sandbox.path("lists");
    sandbox.ok(["import".as_ref(), folder.as_os_str()]);
    sandbox
}

#[test]
fn what_reports_say_of_the_accounts_lists() {
    let sandbox = with_lists();
    for (name, question) in OF_LISTS {
        insta::assert_snapshot!(*name, answer(&sandbox, question));
    }
}

/// What a form asked is known with the answer; a slip is one of the command line all the same.
#[test]
fn a_question_that_no_form_asked_is_a_slip_of_the_hand() {
    let sandbox = Sandbox::new();
    events::fill(&sandbox);
    let report = |rest: &str| sandbox.line(&format!("report meeting-registration --month 2026-11 {rest}"));
    report("--columns first_name,diett").is(2, &["no column is called diett: did you mean diet?"]);
    report("--sort -colour").is(2, &["no column is called colour", "heard_31m_of_us"]);
    report("--filter colour:red").is(2, &["no column is called colour"]);
    report("--filter !diet:none --columns first_name,diet --format csv").is(0, &["Bo,nuts", "Di,"]);
    // In files for programs by its name, for people by its title; a formula is none.
    report("--format csv --header names --columns diet").is(0, &["diet\r\n"]);
    report("--format ndjson --filter ann").is(0, &[r#""diet":"none""#, r#""heard_31m_of_us":"a friend""#]);
    let webinar =
        sandbox.line("report webinar-registration --month 2026-11 --columns first_name,why --format csv");
    webinar.is(0, &["Ann,'=1+1"]);
}

/// RULES, *expiry*: what was to be on 2 October is, on 23 November, shown with a mark, and under the portal's limits not at
/// all.
#[test]
fn registrations_for_what_was_never_held_expire() {
    let sandbox = Sandbox::new();
    events::fill(&sandbox);
    let october = "report meeting-registration --view events --from 2026-10-01 --to 2026-10-30 --format csv --columns state,topic";
    assert!(sandbox.ok(october.split(' ')).contains("expired,Never held"));
    sandbox.ok("policy provider".split(' '));
    assert!(!sandbox.ok(october.split(' ')).contains("Never held"));
    let told = sandbox.ok(october.replace("csv", "table").split(' '));
    assert!(told.contains("`headcount policy archive`"), "{told}");
    let lecture = "report meeting-registration --meeting 84000000001 --format csv";
    assert_eq!(sandbox.ok(lecture.split(' ')).lines().count(), 6);
    sandbox.ok("policy expiry off".split(' '));
    assert!(sandbox.ok(october.split(' ')).contains("Never held"));
}

/// Of two accounts at once, each on its own clock.
const OF_TWO: &[(&str, &str)] = &[
    ("two-daily", "daily --month 2025-10"),
    ("two-active-hosts-users", "active-hosts --view users --month 2025-10"),
    ("two-meetings", "meetings --month 2025-10"),
    ("two-users", "users --month 2025-10"),
    ("two-find-people", "find --text jonas"),
    ("two-find-meetings", "find --view meetings --text weekly"),
    ("two-person", "person --person jonas.berg@lumen.example"),
    ("two-imports", "imports"),
    ("two-overview-figures", "overview --view figures --month 2025-10"),
    ("two-meetings-of-the-school", "meetings --month 2025-10 --account orbit"),
];

/// Lumen, and under it a school five hours behind that took part of Lumen's list for its own.
#[test]
fn reports_of_two_accounts() {
    let sandbox = Sandbox::new();
    let samples = sandbox.samples();
    let sample = |name: &str| samples.join(name).display().to_string();
    sandbox.ok(["import", "--account", "Lumen", &sample("meetings-2025.csv"), &sample("participants.csv")]);
    let school = ["import", "--account", "Orbit", "--tz", "America/New_York", &sample("meetings-2025.csv")];
    sandbox.ok(school);
    sandbox.ok(["accounts", "master", "Orbit", "--under", "Lumen"]);
    for (name, question) in OF_TWO {
        insta::assert_snapshot!(*name, answer(&sandbox, question));
    }
}

#[test]
fn new_users_are_the_portals_where_no_list_is_held() {
    let sandbox = Sandbox::new();
    pushed::fill_without_users(&sandbox);
    let line = "report daily --from 2026-11-16 --to 2026-11-20 --columns date,new_users,held --format csv --header none";
    let days = "2026-11-16,1,\n2026-11-17,0,1/3\n2026-11-18,0,\n2026-11-19,2,0/40\n2026-11-20,,\n";
    assert_eq!(sandbox.ok(line.split(' ')).replace("\r\n", "\n"), days);
}

#[test]
fn freshness_counts_what_every_table_and_index_takes() {
    const OTHERS: [&str; 7] =
        ["account", "policy", "access_period", "export_log", "personal_column", "role_grant", "audit_log"];
    let sandbox = Sandbox::new();
    pushed::fill_without_users(&sandbox);
    let conn = rusqlite::Connection::open(sandbox.database()).unwrap();
    let mut names = conn.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").unwrap();
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let sql = catalog::find("freshness").unwrap().views[0].source.sql;
    let forgotten: Vec<&String> = names
        .iter()
        .filter(|name| !OTHERS.contains(&name.as_str()) && !sql.contains(&format!("('{name}', ")))
        .collect();
    assert!(forgotten.is_empty(), "no kind of data has {forgotten:?}");
}

/// Rows of a dashboard lead where there is a report that takes the filter.
#[test]
fn what_dashboards_name_is_there() {
    let (samples, november, lists) = (held(), Sandbox::new(), with_lists());
    pushed::fill(&november);
    let mut seen = 0;
    for (sandbox, month) in [(&samples, "2025-10"), (&november, "2026-11"), (&lists, "2026-10")] {
        for view in ["figures", "departments", "alerts"] {
            let line = format!("report overview --view {view} --month {month} --format ndjson");
            for row in sandbox.ok(line.split(' ')).lines().filter(|line| line.contains("\"opens\"")) {
                let row: serde_json::Value = serde_json::from_str(row).unwrap();
                let opens = row["opens"].as_str().unwrap();
                let address = Address::parse(opens.strip_prefix('#').unwrap_or(opens));
                let address = address.unwrap_or_else(|| panic!("{opens} is nowhere"));
                assert_eq!(filter::parse(address.filter, address.view).err(), None, "{opens}");
                let line =
                    ["report", address.def.id.0, "--view", address.view.id, "--filter", address.filter];
                sandbox.ok(line);
                seen += 1;
            }
        }
    }
    assert!(seen >= 9, "{seen}");
}

/// The line of facts of an occurrence, as the console shows it.
fn facts(sandbox: &Sandbox, occurrence: &str) -> String {
    let day = headcount::model::DayRange::day("2026-11-23".parse().unwrap());
    let mut ask = Ask::new(catalog::find("participants").unwrap(), day, common::ZONE.parse().unwrap());
    ask.params.insert("occurrence".into(), occurrence.into());
    let window = Reader::open(&sandbox.database()).unwrap().surroundings(&ask).unwrap();
    let line = |(column, cell): &(Column, Cell)| {
        format!("{}: {}\n", column.name, format::shown(cell, column.unit, ask.zone))
    };
    window.facts.iter().map(line).collect()
}

#[test]
fn what_reports_say_of_a_november_that_was_pushed() {
    let sandbox = Sandbox::new();
    pushed::fill(&sandbox);
    for (name, question) in OF_NOVEMBER {
        insta::assert_snapshot!(*name, answer(&sandbox, question));
    }
    for (name, occurrence, who) in [
        ("november-sessions-borrowed", "81122233344@2026-11-16T13:00", "nora"),
        ("november-sessions-inferred", "85550001112@2026-11-17T10:00", "zoë"),
    ] {
        let line = format!("report participants --occurrence {occurrence} --filter {who} --format ndjson");
        let person: serde_json::Value = serde_json::from_str(&sandbox.ok(line.split(' '))).unwrap();
        let key = person["participant"].as_str().unwrap();
        insta::assert_snapshot!(name, answer(&sandbox, &format!("sessions --participant {key}")));
    }
    // Sizes change with every table.
    let rows = "freshness --columns data,newest,observed,held_since,rows,import";
    insta::assert_snapshot!("freshness", answer(&sandbox, rows));
    insta::assert_snapshot!("november-facts", facts(&sandbox, "84612340849@2026-11-16T08:00"));
    insta::assert_snapshot!("november-facts-of-a-webinar", facts(&sandbox, "wEb1nAr+UuId=="));
    let sizes = sandbox.ok("report freshness --columns size --format csv".split(' '));
    assert!(
        sizes.lines().skip(1).any(|size| size.parse::<u64>().is_ok_and(|bytes| bytes >= 8192)),
        "{sizes}"
    );
}

#[test]
fn what_every_report_says_of_the_samples() {
    let sandbox = held();
    let people = sandbox
        .ok("report participants --occurrence 86244107755@2025-10-14T14:00 --filter jonas --format ndjson"
            .split(' '));
    let jonas: serde_json::Value = serde_json::from_str(&people).unwrap();
    for (name, question) in QUESTIONS {
        let question = question.replace("JONAS", jonas["participant"].as_str().unwrap());
        insta::assert_snapshot!(*name, answer(&sandbox, &question));
    }
}

/// What was done and set, after some of it was.
const KEPT: &[(&str, &str)] = &[
    ("policy", "policy"),
    ("log", "log"),
    ("access-control", "access-control"),
    ("access-control-periods", "access-control --view periods"),
];

#[test]
fn what_was_done_and_set_is_told() {
    let sandbox = held();
    for line in [
        "roles grant nora.quist@lumen.example usage",
        "policy provider",
        "policy range 2",
        "policy access-control on",
        "report daily --month 2026-10 -o daily.csv",
        "import --undo 1",
        "purge --before 2019-01-01 --yes",
        "roles revoke nora.quist@lumen.example usage",
    ] {
        sandbox.ok(line.split(' '));
    }
    for (name, question) in KEPT {
        insta::assert_snapshot!(*name, answer(&sandbox, question));
    }
}

#[test]
fn every_view_is_among_them() {
    let freshness = ("", "freshness");
    let asked: BTreeSet<(&str, &str)> = QUESTIONS
        .iter()
        .chain(OF_NOVEMBER)
        .chain(OF_EVENTS)
        .chain(phone::QUESTIONS)
        .chain(OF_LISTS)
        .chain(KEPT)
        .chain([&freshness])
        .map(|(_, question)| {
            let mut words = question.split(' ');
            let def = catalog::find(words.next().unwrap()).unwrap();
            let view = words.skip_while(|word| *word != "--view").nth(1);
            (def.id.0, view.unwrap_or(def.views[0].id))
        })
        .collect();
    let all: BTreeSet<(&str, &str)> =
        catalog::ALL.iter().flat_map(|def| def.views.iter().map(|view| (def.id.0, view.id))).collect();
    assert_eq!(asked, all);
}
