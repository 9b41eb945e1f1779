//! Invented rows for every report of the catalog, by column name.

use super::{day, events, lists, phone};
use chrono::NaiveDateTime;
use headcount::model::{Cell, Unit, day as days, text, zone};
use headcount::report::filter::{self, Term};
use headcount::report::{Ask, Column, View};
use headcount::rules::policy::SETTINGS;

pub const NAMES: [(&str, &str, &str); 8] = [
    ("Nora Quist", "nora.quist@lumen.example", "Science"),
    ("Pavel Orlov", "pavel.orlov@lumen.example", "Science"),
    ("王小明", "wang@lumen.example", "Science"),
    ("Zoë Ngũgĩ", "zoe.ngugi@lumen.example", "Languages"),
    ("أمينة حداد", "amina.haddad@lumen.example", "Languages"),
    ("Ada 👩‍💻 Byrne", "ada.byrne@lumen.example", "Mathematics"),
    ("Jo\u{308}rg O\u{301}dor", "jorg.odor@lumen.example", "Music"),
    ("Ёлкина Мария-Антуанетта Константиновна Рождественская", "elkina@lumen.example", ""),
];

/// Epoch seconds of a local time in Stockholm.
pub fn at(text: &str) -> i64 {
    let local: NaiveDateTime = text.parse().unwrap();
    zone::instant(chrono_tz::Europe::Stockholm, local).0
}

pub fn int(value: usize) -> Cell {
    Cell::Int(i64::try_from(value).unwrap())
}

fn text_or_empty(value: &str) -> Cell {
    if value.is_empty() { Cell::Empty } else { Cell::from(value) }
}

fn key_of(ask: &Ask, param: &str) -> i64 {
    ask.params.get(param).and_then(|key| key.strip_prefix('#')).and_then(|key| key.parse().ok()).unwrap_or(0)
}

/// What the forms of an answer asked.
pub fn titles(ask: &Ask) -> Vec<String> {
    let asks = ask.view_def().unwrap().further.is_some();
    let titles = ["Which programme interests you?", "Diet"].map(str::to_owned);
    if asks { titles.to_vec() } else { Vec::new() }
}

/// The view asked, with the columns that the data bring.
pub fn view(ask: &Ask) -> &'static View {
    ask.view_def().unwrap().with(&titles(ask))
}

/// All rows of the answer, unfiltered, in no order.
pub fn rows(ask: &Ask) -> Vec<Vec<Cell>> {
    let view = view(ask);
    let count = match (ask.report.0, view.id) {
        _ if lists::count(ask, view).is_some() => lists::count(ask, view).unwrap(),
        ("overview", "figures") => 9,
        ("overview", "hours") | ("find", "meetings") => 40,
        ("overview", "hosts") => 10,
        ("overview", "departments") => 7,
        ("daily", _) | ("overview", "days") => usize::try_from(ask.range.days()).unwrap(),
        ("active-hosts" | "users" | "inactive-hosts", "users") => 214,
        ("upcoming" | "attendance-curve", _) => 60,
        ("coverage", "calendar") => 24,
        ("find", "people") => NAMES.len(),
        ("person", _) => 23,
        ("participants", "connections") => 57,
        ("participants", _) => 41,
        ("sessions" | "freshness", _) | ("overview", "alerts") => 4,
        ("imports", _) => 6,
        ("rejected", _) => 3,
        ("occurrence", _) => events::held(ask).count(),
        (report, _) if events::is_one(report) => events::ROWS,
        ("policy", _) => 1 + SETTINGS.len(),
        (report, view) if report.starts_with("phone") => phone::count(ask, view),
        ("access-control", "state") => 1,
        ("access-control", _) => 2,
        _ if ask.params.contains_key("host") => 48,
        _ if ask.range.days() == 1 => 12,
        _ => 1032,
    };
    // Nothing was held before October 2025.
    let count = if ask.def().unwrap().ranged && ask.range.to < day("2025-10-01") { 0 } else { count };
    (0..count).map(|i| view.columns.iter().map(|column| cell(ask, view, &column.name, i)).collect()).collect()
}

fn cell(ask: &Ask, view: &View, name: &str, i: usize) -> Cell {
    match (ask.report.0, view.id) {
        _ if lists::count(ask, view).is_some() => lists::cell(ask, view, name, i),
        ("overview", "hosts") if name == "minutes" => int((12 - i) * (12 - i) * 3_600),
        ("overview", "figures" | "alerts" | "hours" | "departments") => at_a_glance(view.id, name, i),
        ("daily", _) | ("overview", "days") => daily(ask, name, i),
        ("active-hosts" | "users" | "inactive-hosts", "users") | ("overview", "hosts") => user(name, i),
        ("upcoming", _) => planned(ask, name, i),
        ("coverage", _) => covered(ask, name, i),
        ("freshness", _) => fresh(name, i),
        ("participants", _) => person(name, i),
        ("attendance-curve", _) => curve(name, i),
        ("sessions", _) => session(name, i, who(ask).0),
        ("find", "people") => found(name, i),
        ("person", _) => attendance(ask, name, i),
        ("imports", _) => import(name, i),
        ("rejected", _) => rejected(name, i),
        (report, _) if events::is_one(report) => events::cell(ask, name, i),
        ("policy", _) => setting(name, i),
        (report, view) if report.starts_with("phone") => phone::cell(ask, view, name, i),
        ("access-control", _) => tracked(name, i),
        _ => occurrence(ask, name, i),
    }
}

/// Access control, on since the term began; before that over a summer.
fn tracked(name: &str, i: usize) -> Cell {
    const SUMMER: (i64, i64) = (1_781_600_400, 1_785_056_400);
    const AUTUMN: i64 = 1_790_672_400;
    match name {
        "account_key" => Cell::Int(1),
        "account" => Cell::from("Lumen University"),
        "setting" => Cell::from("access-control"),
        "state" => Cell::from(if i == 0 { "on" } else { "off" }),
        "periods" => Cell::Int(2),
        "since" => Cell::Int(AUTUMN),
        "from" => Cell::Int(if i == 0 { AUTUMN } else { SUMMER.0 }),
        "to" if i > 0 => Cell::Int(SUMMER.1),
        "lasted" if i > 0 => Cell::Int(SUMMER.1 - SUMMER.0),
        "by" => Cell::from("ada.holm@lumen.example"),
        "off_by" if i > 0 => Cell::from("ada.holm@lumen.example"),
        _ => Cell::Empty,
    }
}

/// The preset `archive`, and what it says.
fn setting(name: &str, i: usize) -> Cell {
    let setting = i.checked_sub(1).map(|at| &SETTINGS[at]);
    match name {
        "account_key" => Cell::Int(1),
        "place" => int(i),
        "setting" => Cell::from(setting.map_or("preset", |setting| setting.name)),
        "value" => Cell::from(setting.map_or("archive", |setting| setting.archive)),
        "set" if i > 0 => Cell::Int(0),
        "about" => Cell::from(setting.map_or("What holds where nothing is set.", |setting| setting.help)),
        _ => Cell::Empty,
    }
}

fn daily(ask: &Ask, name: &str, i: usize) -> Cell {
    let day = days::epoch_day(ask.range.from) + i64::try_from(i).unwrap();
    let weekend = matches!((day + 3).rem_euclid(7), 5 | 6);
    let amount = if weekend { 0 } else { 20 + (i * 7) % 13 };
    match name {
        "date" => Cell::Int(day),
        "meetings" => int(amount),
        "webinars" => int(usize::from(!weekend && i.is_multiple_of(9))),
        "participants" => int(amount * 14),
        "joins" => int(amount * 17),
        "minutes" => int(amount * 14 * 41 * 60),
        _ => Cell::Empty,
    }
}

fn at_a_glance(view: &str, name: &str, i: usize) -> Cell {
    const MEASURES: [&str; 9] = [
        "Users",
        "Active hosts",
        "Meetings",
        "Webinars",
        "Participants",
        "Joins",
        "Participant minutes",
        "Guests %",
        "Provisional",
    ];
    const ALERTS: [&str; 4] = [
        "occurrence is provisional",
        "imports have rejected rows",
        "days have no data at all",
        "licensed users hosted nothing in 90 days",
    ];
    let slot = i * 4 % 168;
    match (view, name) {
        (_, "row") => int(i + 1),
        ("hours", "slot") => int(slot),
        ("hours", "weekday") => Cell::from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][slot / 24]),
        ("hours", "hour") => int(slot % 24),
        ("hours", "occurrences") => int(1 + i * 7 % 23),
        ("hours", "person_minutes") => int((1 + i * 7 % 23) * 5_000),
        ("figures", "opens") => Cell::from(if i < 2 { "users" } else { "daily" }),
        ("figures", "measure") => Cell::from(MEASURES[i]),
        ("figures", "now") if i == 7 => Cell::Real(33.3),
        ("figures", "before") if i == 7 => Cell::Real(31.0),
        ("figures", "now") => int(1_000 * (9 - i)),
        ("figures", "before" | "change_percent") if i == 3 => Cell::Empty,
        ("figures", "before") => int(900 * (9 - i)),
        ("figures", "change_percent") => Cell::Real([11.1, 0.0, -4.2][i % 3]),
        ("departments", "opens") if i < 4 => {
            Cell::Text(format!("active-hosts/users?department:\"{}\"", NAMES[i * 2].2))
        }
        ("departments", "opens") => Cell::from("active-hosts/users"),
        ("departments", "department") => text_or_empty(NAMES[i].2),
        ("departments", "minutes") => int((8 - i) * 90_000),
        ("departments", _) => int((8 - i) * 3),
        ("alerts", "opens") => Cell::from(
            ["meetings?state:provisional", "imports?rejected>0", "coverage/days", "inactive-hosts@90"][i],
        ),
        ("alerts", "count") => int([1, 2, 12, 37][i]),
        ("alerts", "alert") => Cell::from(ALERTS[i]),
        ("alerts", "advice") => Cell::from("export these days again"),
        _ => Cell::Empty,
    }
}

fn user(name: &str, i: usize) -> Cell {
    let (who, email, department) = NAMES[i % NAMES.len()];
    match name {
        "host" => int(100 + i),
        "name" if i < NAMES.len() => Cell::from(who),
        "name" => Cell::Text(format!("{who} {i}")),
        "email" if i < NAMES.len() => Cell::from(email),
        "email" => Cell::Text(format!("{i}.{email}")),
        "department" => text_or_empty(department),
        "meetings" => int(48_usize.saturating_sub(i / 5)),
        "attended" => int(60_usize.saturating_sub(i / 4)),
        "participants" => int((214 - i) * 5),
        "minutes" => int((214 - i) * (214 - i) * 60),
        "hosted_minutes" if i % 4 < 3 => {
            let day = |day: usize| if day % 7 > 4 { 0 } else { (day * 37 + i * 11) % 90 };
            let minutes: Vec<String> = (0..14).map(|at| day(at).to_string()).collect();
            Cell::Text(minutes.join(" "))
        }
        "last_active" | "last_sign_in" if i % 3 < 2 => {
            Cell::Int(at("2026-11-22T08:14:00") - i64::try_from(i).unwrap() * 9_000)
        }
        _ => Cell::Empty,
    }
}

fn occurrence(ask: &Ask, name: &str, i: usize) -> Cell {
    let (who, email, department) = NAMES[i % NAMES.len()];
    let topics =
        ["Physics, 10D", "Weekly planning", "物理 2组", "All hands", "Choir rehearsal 🎵", "Staff meeting"];
    let last = at(&format!("{}T08:00:00", ask.range.to));
    let start = last - i64::try_from(i).unwrap() * 2_700;
    let minutes = 15 + (i * 11) % 75;
    let people = 3 + (i * 5) % 28;
    match name {
        "occurrence" => int(5000 + i),
        "state" if i < 3 => Cell::from("provisional"),
        "state" if i == 5 => Cell::from("inferred"),
        "topic" => Cell::from(topics[i % topics.len()]),
        "meeting_id" => Cell::Text(format!("846{:08}", 12_340_849 + i % 40)),
        "host" => Cell::from(who),
        "host_email" => Cell::from(email),
        "department" => text_or_empty(department),
        "created" => Cell::Int(start - 864_000),
        "start" => Cell::Int(start),
        "end" => Cell::Int(start + i64::try_from(minutes * 60).unwrap()),
        "minutes" => int(minutes * 60),
        "participants" => int(people),
        "joins" => int(people + i % 5),
        "internal" => int(people / 2),
        "external" => int(people - people / 2),
        "person_minutes" => int(people * minutes * 60),
        "sources" => int(1 + i % 2),
        _ => Cell::Empty,
    }
}

/// What is to come: the first without fixed time.
fn planned(ask: &Ask, name: &str, i: usize) -> Cell {
    let start = at(&format!("{}T08:00:00", ask.range.from)) + i64::try_from(i).unwrap() * 27_000;
    match name {
        "planned" => int(8000 + i),
        "event" => Cell::Text(format!("8461234{:04}", 850 + i)),
        "start" if i > 0 => Cell::Int(start),
        "when" if i == 0 => Cell::from("no fixed time"),
        "start" | "when" => Cell::Empty,
        "kind" => Cell::from(if i % 7 == 6 { "webinar" } else { "meeting" }),
        "recurring" => int(usize::from(i.is_multiple_of(3))),
        _ => occurrence(ask, name, i),
    }
}

fn covered(ask: &Ask, name: &str, i: usize) -> Cell {
    let kinds = ["meetings", "participants", "daily", "hosts", "users", "upcoming"];
    let day = days::epoch_day(ask.range.from) + i64::try_from(i).unwrap();
    match name {
        "row" => int(i),
        "kind" => Cell::from(kinds[i / 12 % kinds.len()]),
        "month" => Cell::Text(format!("2026-{:02}", 12 - i % 12)),
        "days" => Cell::from("hhhhhhhhhhhhhhhooommmhhhhhhhpp-"),
        "held" => int(22),
        "provisional" => int(2),
        "part" | "missing" => int(3),
        "date" => Cell::Int(day),
        "state" => Cell::from(["held", "held", "part", "missing"][i % 4]),
        "occurrences" => int(i % 9),
        "imports" => int(1),
        _ => Cell::Empty,
    }
}

fn fresh(name: &str, i: usize) -> Cell {
    match name {
        "place" => int(i),
        "data" => Cell::from(["occurrences", "participants", "sessions", "imports"][i % 4]),
        "newest" | "observed" => Cell::Int(at("2026-11-22T08:00:00")),
        "held_since" => Cell::Int(at("2025-11-03T09:30:00")),
        "rows" => int(10_032 * (i + 1)),
        "size" => int(1_800_000 * (i + 1)),
        _ => Cell::Empty,
    }
}

fn person(name: &str, i: usize) -> Cell {
    let (who, email, _) = NAMES[(i + 2) % NAMES.len()];
    let join = at("2026-10-05T08:00:00") + i64::try_from((i * 37) % 600).unwrap();
    let stayed = 3_500 - i64::try_from((i * 61) % 2_000).unwrap();
    let guest = i % 4 == 3;
    match name {
        "participant" => int(9000 + i),
        "session" => int(70_000 + i),
        "name" if guest => Cell::Text(format!("{who} (Guest)")),
        "name" => Cell::from(who),
        "email" if guest => Cell::Empty,
        "email" => Cell::from(email),
        "first_join" | "join" => Cell::Int(join),
        "last_leave" | "leave" => Cell::Int(join + stayed),
        "left_early" => Cell::Int((at("2026-10-05T09:00:00") - join - stayed).max(0)),
        "duration" => Cell::Int(stayed),
        "sessions" => int(1 + i % 3),
        "presence_percent" => Cell::Real(100.0 - i64_to_f64(i) * 1.3),
        "device_duration" => Cell::Int(stayed + 120),
        "guest" => int(usize::from(guest)),
        "in_waiting_room" => int(usize::from(i.is_multiple_of(5))),
        "attended" => int(1),
        "certainty" => Cell::from(if guest { "name" } else { "email" }),
        _ => Cell::Empty,
    }
}

fn found(name: &str, i: usize) -> Cell {
    match name {
        "person" => Cell::from(NAMES[i].1),
        "user" => int(usize::from(i < 6)),
        "attended" => int(120 - i * 13),
        "hosted" => int(if i < 6 { 48 - i * 7 } else { 0 }),
        "last" => Cell::Int(at("2026-11-22T08:00:00") - i64::try_from(i).unwrap() * 90_000),
        _ => user(name, i),
    }
}

/// What one person was in; the third was hosted alone.
fn attendance(ask: &Ask, name: &str, i: usize) -> Cell {
    let there = i != 2;
    match name {
        "participant" | "duration" | "presence_percent" | "sessions" | "first_join" | "last_leave"
            if !there =>
        {
            Cell::Empty
        }
        "role" if i.is_multiple_of(4) || !there => Cell::from("host"),
        "role" => Cell::Empty,
        "attended" => int(usize::from(there)),
        "name" => Cell::from("Nora Quist"),
        "occurrence" | "state" | "topic" | "meeting_id" | "start" | "host" => occurrence(ask, name, i),
        _ => person(name, i),
    }
}

fn i64_to_f64(i: usize) -> f64 {
    f64::from(u16::try_from(i).unwrap())
}

fn curve(name: &str, i: usize) -> Cell {
    let time = at("2026-10-05T08:00:00") + 60 * i64::try_from(i).unwrap();
    match name {
        "occurrence" => int(5000),
        "at" | "time" => Cell::Int(time),
        "present" => int(41_usize.saturating_sub(i.abs_diff(25))),
        "joined" => int(usize::from(i < 25)),
        "left" => int(usize::from(i >= 25)),
        _ => Cell::Empty,
    }
}

/// The person of a question about one.
fn who(ask: &Ask) -> (&'static str, &'static str, &'static str) {
    let key = usize::try_from(key_of(ask, "participant")).unwrap();
    NAMES[(key + 2) % NAMES.len()]
}

fn session(name: &str, i: usize, who: &str) -> Cell {
    let spans = [
        ("08:00:30", "08:02:00"),
        ("08:02:00", "08:19:20"),
        ("08:30:05", "08:44:45"),
        ("08:40:00", "08:59:00"),
    ];
    let (from, to) = spans[i % spans.len()];
    let (join, leave) = (at(&format!("2026-10-05T{from}")), at(&format!("2026-10-05T{to}")));
    match name {
        "session" => int(70_000 + i),
        "join" => Cell::Int(join),
        "leave" => Cell::Int(leave),
        "duration" => Cell::Int(leave - join),
        "waiting" => int(usize::from(i == 0)),
        "name" => Cell::from(who),
        "device" => Cell::from(["Windows", "Windows", "Windows", "iPhone"][i % 4]),
        "client" => Cell::from("6.2.10"),
        "ip" => Cell::from("198.51.100.7"),
        "country" => Cell::from("SE"),
        "city" => Cell::from("Uppsala"),
        "network" => Cell::from("Wi-Fi"),
        "leave_reason" => Cell::from("left the meeting"),
        _ => Cell::Empty,
    }
}

fn import(name: &str, i: usize) -> Cell {
    let rejected = if i == 2 { 3 } else { 0 };
    match name {
        "import" | "number" => int(i + 1),
        "time" => Cell::Int(at("2026-11-22T18:30:12") - i64::try_from(i).unwrap() * 86_400),
        "file" => Cell::Text(format!("meetings_with_participants_2026-{:02}.csv", 11 - i)),
        "kind" => Cell::from("zoom-meeting-list"),
        "rows" => int(4_000 + i),
        "new" => int(3_900 + i - rejected),
        "known" => int(100),
        "rejected" => int(rejected),
        "zone" => Cell::from("Europe/Stockholm"),
        "date_order" => Cell::from("mdy"),
        "size" => Cell::Int(1_234_567),
        "by" => Cell::from("astrid"),
        "state" if i == 4 => Cell::from("undone"),
        "undone" if i == 4 => Cell::Int(at("2026-11-22T18:31:00")),
        _ => Cell::Empty,
    }
}

fn rejected(name: &str, i: usize) -> Cell {
    match name {
        "rejected_row" => int(i + 1),
        "line" => int(12 + i * 40),
        "column" => Cell::from("Join Time"),
        "value" => Cell::from("31/31/2026 08:00"),
        "reason" => Cell::from("not a date in month/day/year order"),
        _ => Cell::Empty,
    }
}

pub fn facts(ask: &Ask) -> Vec<(Column, Cell)> {
    let Some(facts) = ask.view_def().unwrap().facts else { return Vec::new() };
    let cell = |name: &str| match (ask.report.0, name) {
        (report, name) if report.starts_with("phone") => phone::facts(name),
        ("telephone", "calls") => Cell::Int(60),
        ("telephone", "charges") => Cell::from("171.35 EUR · 8.64 USD"),
        ("recordings", "stored") => Cell::Int(20 << 30),
        ("recordings", "on") => Cell::Int(days::epoch_day(ask.range.to)),
        ("recordings", "plan") => Cell::Int(100 << 30),
        ("billing", "charged") => Cell::from("1 358.38 EUR · 6.93 USD"),
        (_, "topic") => Cell::from("Physics, 10D"),
        (_, "start") => Cell::Int(at("2026-10-05T08:00:00")),
        (_, "end") => Cell::Int(at("2026-10-05T09:00:00")),
        ("participants", "meeting_id") => Cell::from("84612340849"),
        ("participants", "host") => Cell::from("Nora Quist"),
        (_, "minutes") => Cell::Int(3_600),
        (_, "people") => Cell::Int(41),
        (_, "joins") => Cell::Int(57),
        (_, "peak") => Cell::Int(38),
        (_, "source") => Cell::from("zoom-meeting-list"),
        (_, "name") => Cell::from(who(ask).0),
        (_, "email") => Cell::from(who(ask).1),
        (_, "present") => Cell::Int(1_740),
        (_, "presence_percent") => Cell::Real(48.333),
        (_, "waited") => Cell::Int(90),
        (_, "certainty") => Cell::from("email"),
        _ => Cell::Empty,
    };
    facts.columns.iter().map(|column| (column.clone(), cell(&column.name))).collect()
}

pub fn notes(ask: &Ask) -> Vec<String> {
    // Nothing is said of several accounts.
    let has = ask.view_def().unwrap().notes.iter().any(|note| !note.one.is_empty());
    if has { vec!["3 occurrences provisional ~".into()] } else { Vec::new() }
}

/// Columns that no canned row fills.
pub fn bare(ask: &Ask) -> Vec<usize> {
    let all = rows(&Ask { range: super::start((80, 24)).range, ..ask.clone() });
    let view = view(ask);
    (0..view.columns.len()).filter(|i| all.iter().all(|row| row[*i].is_empty())).collect()
}

pub fn filter(rows: &mut Vec<Vec<Cell>>, ask: &Ask) {
    let view = view(ask);
    for term in filter::parse(&ask.filter, view).expect("only filters that can be read are asked") {
        let Term::Contains { column, needle, inverse } = term else { continue };
        rows.retain(|row| {
            let found = view.columns.iter().zip(row).any(|(c, cell)| {
                c.unit.is_text()
                    && column.is_none_or(|name| c.name == name)
                    && cell.as_text().is_some_and(|value| text::fold(value).contains(&needle))
            });
            found != inverse
        });
    }
}

pub fn sort(rows: &mut [Vec<Cell>], ask: &Ask) {
    let view = view(ask);
    for key in ask.order().iter().rev() {
        let index = view.columns.iter().position(|column| column.name == key.column).unwrap();
        rows.sort_by(|a, b| {
            let (a, b) = (&a[index], &b[index]);
            let order = compare(a, b);
            // What is not known stands last in either order.
            a.is_empty().cmp(&b.is_empty()).then(if key.descending { order.reverse() } else { order })
        });
    }
}

fn compare(a: &Cell, b: &Cell) -> std::cmp::Ordering {
    match (a.as_number(), b.as_number()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => a.as_text().map(text::fold).cmp(&b.as_text().map(text::fold)),
    }
}

pub fn sums(rows: &[Vec<Cell>], view: &View) -> Vec<Cell> {
    view.columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let known: Vec<i64> = rows.iter().filter_map(|row| row[i].as_int()).collect();
            let summed = column.sum && !known.is_empty() && column.unit != Unit::Key;
            if summed { Cell::Int(known.iter().sum()) } else { Cell::Empty }
        })
        .collect()
}

pub fn highest(rows: &[Vec<Cell>], view: &View) -> Vec<Option<f64>> {
    view.columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let values = rows.iter().filter_map(|row| row[i].as_number());
            if column.bar { values.max_by(f64::total_cmp) } else { None }
        })
        .collect()
}
