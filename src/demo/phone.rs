//! The phone system of two houses: extensions, two queues, six weeks of calls and what they cost, as answers of the API.

use super::agenda::World;
use super::api::{answer, file};
use super::rng::{Rng, key};
use super::table::{compact, utc};
use super::users::User;
use super::{DemoFile, calendar};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

/// How far back calls are held, in days.
const DAYS: u64 = 42;
/// Whose own calls are theirs to see.
const PACK: &str = "birgitta.nyman";
const QUEUES: [Queue; 2] = [
    Queue { name: "Front desk", extension: 800, site: "Uppsala", number: "+46185550080", calls: 7 },
    Queue { name: "Helpdesk", extension: 801, site: "Lund", number: "+46465550080", calls: 4 },
];

struct Queue {
    name: &'static str,
    extension: u32,
    site: &'static str,
    number: &'static str,
    /// On a day of work.
    calls: u64,
}

impl Queue {
    fn id(&self) -> String {
        format!("queue{}", self.extension)
    }
}

/// Who has an extension.
struct Line<'u> {
    user: &'u User,
    extension: usize,
    site: &'static str,
}

impl Line<'_> {
    fn extension_id(&self) -> String {
        format!("ext{}", self.extension)
    }

    fn number(&self) -> String {
        let area = if self.site == "Lund" { "46" } else { "18" };
        format!("+46{area}5550{}", self.extension)
    }
}

fn lines(users: &[User]) -> Vec<Line<'_>> {
    let answering = ["Administration", "IT", "Student Services"];
    users
        .iter()
        .filter(|user| answering.contains(&user.department) && user.status == "Active")
        .enumerate()
        .map(|(at, user)| Line {
            user,
            extension: 101 + at,
            site: if user.department == "IT" { "Lund" } else { "Uppsala" },
        })
        .collect()
}

/// The files, seen at `at`, with days up to yesterday.
pub fn files(world: &World<'_>, users: &[User], at: i64) -> Vec<DemoFile> {
    let lines = lines(users);
    let last = world.today.pred_opt().unwrap_or(world.today);
    let first = world.today.checked_sub_days(Days::new(DAYS)).unwrap_or(last);
    let today = compact(world.today);
    // An answer has at most a month.
    let ranges = calendar::months(first, last);
    let calls: Vec<(NaiveDate, NaiveDate, Vec<Call>)> =
        ranges.iter().map(|(from, to)| (*from, *to, calls(world, &lines, *from, *to))).collect();
    let mut out = vec![
        file(format!("phone_users_{today}.json"), at, |out| {
            let rows: Vec<Value> = lines.iter().map(listed).collect();
            answer(out, "phone/users?page_size=100", at, &whole("users", &rows, None));
        }),
        file(format!("phone_queues_{today}.json"), at, |out| {
            let rows: Vec<Value> = QUEUES.iter().map(queue).collect();
            answer(out, "phone/call_queues?page_size=100", at, &whole("call_queues", &rows, None));
        }),
    ];
    for (part, name) in
        [(Call::row as fn(&Call) -> Vec<Value>, "call_history"), (Call::charge, "call_charges")]
    {
        let path = if name == "call_charges" { "reports/call_charges" } else { name };
        out.push(file(format!("phone_{name}_{today}.ndjson"), at, |out| {
            for (from, to, calls) in &calls {
                let rows: Vec<Value> = calls.iter().flat_map(part).collect();
                let request = format!("phone/{path}?from={from}&to={to}&page_size=300");
                answer(out, &request, at, &whole(name, &rows, Some((*from, *to))));
            }
        }));
    }
    out.extend(figures(world, at));
    out
}

/// An answer that has all of its rows.
fn whole(array: &str, rows: &[Value], range: Option<(NaiveDate, NaiveDate)>) -> Value {
    let mut out = json!({"page_size": 300, "total_records": rows.len(), "next_page_token": "", array: rows});
    if let (Some((from, to)), Some(fields)) = (range, out.as_object_mut()) {
        fields.insert("from".to_owned(), json!(from.to_string()));
        fields.insert("to".to_owned(), json!(to.to_string()));
    }
    out
}

fn listed(line: &Line<'_>) -> Value {
    let mut plans = vec![json!({"name": "Zoom Phone Pro", "type": 31_005})];
    if line.user.email.split('@').next() == Some(PACK) {
        plans.push(json!({"name": "Zoom Phone Power Pack", "type": 40_200}));
    }
    json!({"id": line.user.id, "email": line.user.email, "name": line.user.name, "extension_id": line.extension_id(),
           "extension_number": line.extension, "calling_plans": plans, "site": {"name": line.site}, "status": "activate",
           "phone_numbers": [{"number": line.number()}], "department": line.user.department})
}

fn queue(queue: &Queue) -> Value {
    json!({"id": queue.id(), "extension_id": format!("ext{}", queue.extension), "extension_number": queue.extension,
           "name": queue.name, "phone_numbers": [{"number": queue.number}], "site": {"name": queue.site},
           "status": "active"})
}

/// Before the calls that are held the portal's own figures are: those of the month before.
fn figures(world: &World<'_>, at: i64) -> Option<DemoFile> {
    let held = world.today.checked_sub_days(Days::new(DAYS))?;
    let to = calendar::with_day(held, 1).pred_opt()?;
    let from = calendar::with_day(to, 1);
    let rows = QUEUES.iter().map(|queue| {
        let mut rng = Rng::keyed(world.seed, &[key("queue figures"), key(queue.name)]);
        let answered = rng.between(90, 180);
        let (given_up, sent_on) = (rng.between(4, 14), rng.between(3, 12));
        json!({"call_queue_id": queue.id(), "call_queue_name": queue.name, "site_name": queue.site,
               "call_queue_ext_id": format!("ext{}", queue.extension), "completed_calls": answered,
               "abandoned_calls": given_up, "overflowed_calls": sent_on,
               "inbound_calls": answered + given_up + sent_on + rng.between(0, 5), "avg_handle_time": rng.between(150, 260),
               "avg_wrap_up_time": rng.between(15, 40), "avg_in_queue_wait_time": rng.between(14, 45),
               "max_in_queue_wait_time": rng.between(120, 400)})
    });
    let response = whole("call_queues", &rows.collect::<Vec<_>>(), Some((from, to)));
    Some(file(format!("phone_call_queue_analytics_{}_{}.json", compact(from), compact(to)), at, |out| {
        answer(out, &format!("phone/call_queue_analytics?from={from}&to={to}"), at, &response);
    }))
}

/// A call with its parts, as answers have them.
struct Call {
    parts: Vec<Value>,
    charge: Option<Value>,
}

impl Call {
    fn row(&self) -> Vec<Value> {
        self.parts.clone()
    }

    fn charge(&self) -> Vec<Value> {
        self.charge.iter().cloned().collect()
    }
}

fn calls(world: &World<'_>, lines: &[Line<'_>], from: NaiveDate, to: NaiveDate) -> Vec<Call> {
    let mut out = Vec::new();
    for day in calendar::days(from, to) {
        let staffed = calendar::staffed(day);
        let name = key(&day.to_string());
        for line in lines {
            let mut rng = Rng::keyed(world.seed, &[key("calls"), name, key(&line.user.email)]);
            let most = staffed * 3 / 1000;
            for _ in 0..rng.below(most + 1) {
                out.push(one(world, &mut rng, day, lines, line));
            }
        }
        for queue in &QUEUES {
            let mut rng = Rng::keyed(world.seed, &[key("queue"), name, key(queue.name)]);
            for _ in 0..queue.calls * staffed / 1000 {
                out.push(queued(world, &mut rng, day, lines, queue));
            }
        }
    }
    out
}

/// A moment of the working day: most before noon, and after lunch.
fn moment(world: &World<'_>, rng: &mut Rng, day: NaiveDate) -> i64 {
    let hour = rng.pick(&[8, 9, 9, 9, 10, 10, 10, 11, 11, 13, 13, 14, 14, 15, 16]).copied().unwrap_or(10);
    calendar::at(world.zone, day, hour * 60) + rng.between(0, 3599)
}

fn outside(rng: &mut Rng) -> String {
    // Numbers that are kept for stories.
    let number = rng.between(10, 99);
    match rng.below(8) {
        0 => format!("+44207946{:04}", 900 + number),
        1 => format!("+1212555{:04}", 100 + number),
        _ => format!("+46701740{:03}", 605 + number % 95),
    }
}

fn id(rng: &mut Rng, day: NaiveDate) -> String {
    let (high, low) = (rng.draw(), rng.draw());
    format!(
        "{}-{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        compact(day),
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFF,
        low >> 52,
        low & 0xFFFF_FFFF_FFFF
    )
}

fn user_part(line: &Line<'_>, side: &str) -> Vec<(String, Value)> {
    let field = |name: &str, value: Value| (format!("{side}_{name}"), value);
    vec![
        field("name", json!(line.user.name)),
        field("email", json!(line.user.email)),
        field("ext_id", json!(line.extension_id())),
        field("ext_number", json!(line.extension.to_string())),
        field("ext_type", json!("user")),
    ]
}

/// What becomes of a call: seconds until the answer, seconds of talk, the portal's word.
fn fate(rng: &mut Rng, inbound: bool) -> (i64, i64, &'static str) {
    match rng.below(100) {
        0..=71 => (rng.between(3, 22), rng.between(25, 900), "answered"),
        72..=83 if inbound => (25, rng.between(8, 70), "voicemail"),
        84..=90 => (rng.between(10, 40), 0, "hang_up"),
        _ => (30, 0, "no_answer"),
    }
}

/// A part without its ends.
fn part(id: &str, call: &str, start: i64, inbound: bool, (rang, talked, result): (i64, i64, &str)) -> Value {
    let answered = (result == "answered").then(|| utc(start + rang));
    json!({"call_history_uuid": id, "call_id": call, "direction": if inbound { "inbound" } else { "outbound" },
           "start_time": utc(start), "answer_time": answered, "end_time": utc(start + rang + talked),
           "duration": talked, "call_type": "general", "call_result": result, "recording_status": "non_recorded"})
}

fn with(mut part: Value, fields: impl IntoIterator<Item = (String, Value)>) -> Value {
    if let Some(object) = part.as_object_mut() {
        object.extend(fields);
    }
    part
}

fn one(world: &World<'_>, rng: &mut Rng, day: NaiveDate, lines: &[Line<'_>], line: &Line<'_>) -> Call {
    let (start, kind) = (moment(world, rng, day), rng.below(100));
    let (uuid, call) = (id(rng, day), (7_018_000_000_000_000_000 + rng.below(1 << 50)).to_string());
    let inbound = kind < 45;
    let fate = fate(rng, inbound);
    let bare = with(
        part(&uuid, &call, start, inbound, fate),
        [("site_name".to_owned(), json!(line.site)), ("department".to_owned(), json!(line.user.department))],
    );
    let colleague = lines.get(usize::try_from(rng.below(lines.len() as u64)).unwrap_or(0));
    if let Some(colleague) = colleague.filter(|other| kind >= 85 && other.extension != line.extension) {
        let ends = user_part(line, "caller").into_iter().chain(user_part(colleague, "callee"));
        return Call { parts: vec![with(bare, ends)], charge: None };
    }
    let number = outside(rng);
    let (mine, theirs) = if inbound { ("callee", "caller") } else { ("caller", "callee") };
    let ends = user_part(line, mine).into_iter().chain([(format!("{theirs}_did_number"), json!(number))]);
    let charge =
        (!inbound && fate.1 > 0).then(|| charge(line, &uuid, &number, start + fate.0 + fate.1, fate.1));
    Call { parts: vec![with(bare, ends)], charge }
}

/// At home a call costs crowns, abroad dollars.
fn charge(line: &Line<'_>, uuid: &str, number: &str, end: i64, talked: i64) -> Value {
    let home = number.starts_with("+46");
    // In ten-thousandths.
    let (rate, currency) = if home { (3_500, "SEK") } else { (205, "USD") };
    let minutes = (talked + 59) / 60;
    let amount = |value: i64| format!("{}.{:04}", value / 10_000, value % 10_000);
    json!({"call_log_id": uuid.split_once('-').map_or(uuid, |(_, id)| id), "caller_number": line.extension.to_string(),
           "callee_number": number, "call_type": if home { "domestic" } else { "international" },
           "calling_party_name": line.user.name, "department": line.user.department, "end_time": utc(end),
           "duration": minutes, "charge_mode": "per_min", "rate": amount(rate), "currency": currency,
           "total_charge": amount(rate * minutes), "billing_number": line.number()})
}

/// Into a queue, and on to whoever answers there.
fn queued(world: &World<'_>, rng: &mut Rng, day: NaiveDate, lines: &[Line<'_>], queue: &Queue) -> Call {
    let start = moment(world, rng, day);
    let (uuid, call) = (id(rng, day), (7_019_000_000_000_000_000 + rng.below(1 << 50)).to_string());
    let waited = rng.between(4, 95);
    let fate = match rng.below(100) {
        0..=77 => (waited, rng.between(40, 700), "answered"),
        78..=89 => (waited, 0, "abandoned"),
        _ => (waited, 0, "overflowed"),
    };
    let number = outside(rng);
    let from = |part| {
        let caller =
            [("caller_did_number".to_owned(), json!(number)), ("site_name".to_owned(), json!(queue.site))];
        with(part, caller)
    };
    let into = ["callee_name", "callee_ext_id", "callee_ext_number", "callee_ext_type"]
        .map(str::to_owned)
        .into_iter()
        .zip([
            json!(queue.name),
            json!(format!("ext{}", queue.extension)),
            json!(queue.extension.to_string()),
            json!("call_queue"),
        ]);
    let mut parts = vec![with(from(part(&uuid, &call, start, true, fate)), into)];
    let there: Vec<&Line<'_>> = lines.iter().filter(|line| line.site == queue.site).collect();
    if fate.2 == "answered"
        && let Some(line) = rng.pick(&there)
    {
        let ringing = waited.min(rng.between(3, 12));
        let answered =
            part(&id(rng, day), &call, start + waited - ringing, true, (ringing, fate.1, "answered"));
        parts.push(with(from(answered), user_part(line, "callee")));
    }
    Call { parts, charge: None }
}
