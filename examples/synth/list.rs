//! A synthetic Zoom meeting list with participants, for benchmarks and tests of size. The same wish gives the same bytes.

use anyhow::{Context, Result, ensure};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use headcount::demo::ZONE;
use headcount::demo::clock::Clock;
use headcount::demo::people::{DOMAINS, new_name};
use headcount::demo::rng::{Rng, key};
use headcount::demo::write::{BOM, Disclaimer, Layout, Meeting, Stay, list_meeting};
use headcount::import::Options;
use headcount::model::zone;
use headcount::store::Store;
use headcount::work::importing::{self, Done, Job};
use headcount::work::source::Source;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Rows of the list: sessions. A tenth as many occurrences.
    pub sessions: u64,
    pub seed: u64,
    /// The last of 366 days.
    pub until: NaiveDate,
    /// One occurrence more, with this many participants of one session each.
    pub participants: u64,
}

const DAYS: u64 = 366;
/// Numbers of series are below, those of single meetings from here on.
const ONE_OFF: u64 = 90_000_000_000;
const DEPARTMENTS: [&str; 8] = ["Sales", "Science", "IT", "Legal", "Support", "Finance", "Design", ""];
const TOPICS: [&str; 10] = [
    "Stand-up",
    "Weekly sync",
    "1:1",
    "Planning",
    "Review",
    "Interview",
    "Training, part 2",
    "Project Lark",
    "Customer call",
    "Q&A",
];

/// Writes the list into a folder, made when it is missing; gives the file.
///
/// # Errors
/// When nothing is wished for, or writing fails.
pub fn list(wish: &Wish, folder: &Path) -> Result<PathBuf> {
    ensure!(wish.sessions > 0, "--sessions must be at least 1");
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join("meetinglistdetails.csv");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    write_list(wish, &mut out)?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(path)
}

/// Lets the importer read a list into a database that holds nothing yet, a day after its last.
///
/// # Errors
/// When the list is refused or the database cannot be written.
pub fn database(wish: &Wish, list: &Path, path: &Path) -> Result<()> {
    let now = zone::day_start(ZONE, wish.until) + 2 * 86_400;
    let job = Job {
        account: Some("Lumen".to_owned()),
        file_zone: None,
        account_zone: ZONE,
        options: Options { zone: ZONE, dates: None, meeting: None, start: None },
        now,
        by: "synth".to_owned(),
        dry_run: false,
    };
    let mut store = Store::open(path)?;
    let done = importing::import(&mut store, &Source::path(list)?, &job, &mut |_| true, &mut |_| {})?;
    ensure!(matches!(done, Done::Read(_)), "{} holds this list already", path.display());
    Ok(())
}

/// The whole list, the newest occurrence first.
fn write_list(wish: &Wish, out: &mut impl Write) -> Result<()> {
    out.write_all(BOM)?;
    writeln!(out, "{}", Layout::L3.header())?;
    let crowd = Crowd::new(wish);
    let mut clock = Clock::new(ZONE);
    let mut buffer = Vec::with_capacity(1 << 16);
    let mut put = |meeting: &Meeting<'_>, stays: &[Stay<'_>]| -> Result<()> {
        buffer.clear();
        list_meeting(&mut buffer, &mut clock, Layout::L3, meeting, stays);
        Ok(out.write_all(&buffer)?)
    };
    if wish.participants > 0 {
        let strangers = crowd.many(wish.participants);
        let (meeting, stays) = big(wish, &crowd, &strangers);
        put(&meeting, &stays)?;
    }
    let mut sizes = Sizes { sessions: wish.sessions, occurrences: (wish.sessions / 10).max(1) };
    for (day, count) in Shares::new(wish.until, sizes.occurrences) {
        let mut rng = Rng::keyed(wish.seed, &[u64::from(day.num_days_from_ce().unsigned_abs())]);
        let mut taken = FxHashSet::default();
        for start in starts(day, count, &mut rng) {
            let (meeting, stays) = occurrence(&crowd, start, sizes.draw(&mut rng), &mut taken, &mut rng);
            put(&meeting, &stays)?;
        }
    }
    Ok(())
}

/// How many sessions and occurrences are still to come.
struct Sizes {
    sessions: u64,
    occurrences: u64,
}

impl Sizes {
    /// Sessions of the next occurrence: many small ones, few of a hundred and more; in all exactly what was asked for.
    fn draw(&mut self, rng: &mut Rng) -> u64 {
        let (low, high) = match rng.below(1000) {
            0..450 => (2, 3),
            450..800 => (4, 10),
            800..950 => (11, 35),
            950..995 => (36, 80),
            _ => (81, 300),
        };
        // The draws' mean is about ten; what was drawn too much or too little so far is made good.
        let drawn = rng.between(low, high).unsigned_abs() * self.sessions / (self.occurrences * 10).max(1);
        let others = self.occurrences.saturating_sub(1);
        let size = if others == 0 { self.sessions } else { drawn.clamp(1, (self.sessions - others).max(1)) };
        self.sessions = self.sessions.saturating_sub(size);
        self.occurrences = others;
        size
    }
}

/// The days from the last to the first, each with its share of the occurrences.
struct Shares {
    day: NaiveDate,
    first: NaiveDate,
    weight_left: u64,
    occurrences_left: u64,
}

impl Shares {
    fn new(until: NaiveDate, occurrences: u64) -> Self {
        let first = until.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(until);
        let weight_left = first.iter_days().take_while(|day| *day <= until).map(weight).sum();
        Self { day: until, first, weight_left, occurrences_left: occurrences }
    }
}

impl Iterator for Shares {
    type Item = (NaiveDate, u64);

    fn next(&mut self) -> Option<Self::Item> {
        if self.day < self.first {
            return None;
        }
        let (day, weight) = (self.day, weight(self.day));
        let count = (self.occurrences_left * weight).checked_div(self.weight_left)?;
        self.weight_left -= weight;
        self.occurrences_left -= count;
        self.day = day.pred_opt()?;
        Some((day, count))
    }
}

/// Weekdays are busy, weekends and holidays are not.
fn weight(day: NaiveDate) -> u64 {
    let holiday = day.month() == 7 || (day.month() == 12 && day.day() > 22);
    match day.weekday() {
        Weekday::Sat | Weekday::Sun => 2,
        Weekday::Fri => 20,
        _ => 25,
    }
    .min(if holiday { 8 } else { 25 })
}

/// Starts on a day, the latest first: mostly in working hours, on quarters of an hour or a little after.
fn starts(day: NaiveDate, count: u64, rng: &mut Rng) -> Vec<i64> {
    let midnight = zone::day_start(ZONE, day);
    let mut out: Vec<i64> = (0..count)
        .map(|_| {
            let hour = if rng.chance(930) { rng.between(8, 16) } else { rng.between(0, 23) };
            midnight + hour * 3600 + rng.between(0, 3) * 900 + rng.between(-120, 90)
        })
        .collect();
    out.sort_unstable_by(|a, b| b.cmp(a));
    out
}

struct Person {
    name: String,
    email: String,
    department: &'static str,
}

/// The account's users and the guests they meet.
struct Crowd {
    seed: u64,
    /// The first moment of the list.
    begins: i64,
    users: Vec<Person>,
    guests: Vec<Person>,
}

impl Crowd {
    fn new(wish: &Wish) -> Self {
        let users = (wish.sessions / 50).max(50);
        let mut rng = Rng::keyed(wish.seed, &[key("crowd")]);
        let user = |at: u64| Person {
            name: name(&mut rng),
            email: format!("user{at}@lumen.example"),
            department: rng.word(&DEPARTMENTS),
        };
        let users_made: Vec<Person> = (0..users).map(user).collect();
        let guest = |at: u64| Person {
            name: name(&mut rng),
            email: if rng.chance(400) { format!("g{at}@{}", rng.word(DOMAINS)) } else { String::new() },
            department: "",
        };
        let begins = zone::day_start(ZONE, wish.until) - i64::try_from(DAYS).unwrap_or(0) * 86_400;
        Self { seed: wish.seed, begins, users: users_made, guests: (0..users * 2).map(guest).collect() }
    }

    /// People of whom no two are the same.
    fn many(&self, count: u64) -> Vec<Person> {
        let mut rng = Rng::keyed(self.seed, &[key("many")]);
        let person =
            |at| Person { name: name(&mut rng), email: format!("visitor{at}@mail.example"), department: "" };
        (0..count).map(person).collect()
    }
}

/// A name; every other one with an initial, so that thousands of people are not a thousand names.
fn name(rng: &mut Rng) -> String {
    let name = new_name(rng);
    let initial = rng.pick(b"ABCDEFGHIJKLMNOPRSTUVWY").copied().unwrap_or(b'A');
    if rng.chance(500) { name.replacen(' ', &format!(" {}. ", char::from(initial)), 1) } else { name }
}

/// `list[at]`, round and round.
fn around(list: &[Person], at: u64) -> Option<&Person> {
    let length = u64::try_from(list.len()).ok()?;
    list.get(usize::try_from(at.checked_rem(length)?).ok()?)
}

/// An occurrence of `size` sessions.
fn occurrence<'a>(
    crowd: &'a Crowd,
    start: i64,
    size: u64,
    taken: &mut FxHashSet<u64>,
    rng: &mut Rng,
) -> (Meeting<'a>, Vec<Stay<'a>>) {
    let users = u64::try_from(crowd.users.len()).unwrap_or(1);
    // A few host much, most host little.
    let host_at = rng.below(users).min(rng.below(users));
    let end = start
        + rng.pick(&[900, 1800, 1800, 2700, 3600, 5400]).copied().unwrap_or(1800)
        + rng.between(-200, 200);
    let recorded = rng.chance(200);
    let mut stays = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    // Colleagues are neighbours in the list; guests are the host's own.
    let (step, first_guest) = (1 + rng.below(3), host_at * 2 + rng.below(5));
    let (mut colleague, mut guest) = (host_at, first_guest);
    while u64::try_from(stays.len()).unwrap_or(size) < size {
        let outside = !stays.is_empty() && rng.chance(335);
        let at = if outside { &mut guest } else { &mut colleague };
        let Some(person) = around(if outside { &crowd.guests } else { &crowd.users }, *at) else { break };
        *at += step;
        let (join, leave) = presence(start, end, stays.is_empty(), rng);
        let answer = if !recorded {
            Disclaimer::None
        } else if rng.chance(850) {
            Disclaimer::Accepted
        } else {
            Disclaimer::Unanswered
        };
        stays.push(Stay {
            host: stays.is_empty(),
            guest: outside,
            disclaimer: answer,
            ..stay(person, join, leave)
        });
        let room = u64::try_from(stays.len()).unwrap_or(size) < size;
        if room && leave - join > 600 && rng.chance(70) {
            rejoin(&mut stays, rng);
        }
    }
    stays.sort_by_key(|stay| stay.join);
    let number = number(crowd, host_at, taken, rng);
    // A series has one topic and was scheduled once.
    let mut facts = Rng::keyed(crowd.seed, &[number]);
    let before = if number < ONE_OFF { crowd.begins } else { start };
    let created = before - facts.between(3600, 60 * 86_400);
    (meeting(around(&crowd.users, host_at), facts.word(&TOPICS), number, created, (start, end)), stays)
}

/// When somebody is there; the host from the start to the end.
fn presence(start: i64, end: i64, host: bool, rng: &mut Rng) -> (i64, i64) {
    if host {
        return (start, end);
    }
    let join = start + rng.small(420);
    let leave = if rng.chance(120) { rng.between(join + 30, end) } else { end - rng.small(30) };
    (join, leave.max(join + 5))
}

/// Cuts the last stay in two.
fn rejoin(stays: &mut Vec<Stay<'_>>, rng: &mut Rng) {
    let Some(last) = stays.last_mut() else { return };
    let (cut, leave) = (rng.between(last.join + 60, last.leave - 240), last.leave);
    last.leave = cut;
    let again = Stay { join: cut + rng.between(5, 180), leave, ..last.clone() };
    stays.push(again);
}

/// Half the occurrences belong to one of their host's series, at most one a day of each.
fn number(crowd: &Crowd, host: u64, taken: &mut FxHashSet<u64>, rng: &mut Rng) -> u64 {
    let series =
        80_000_000_000 + Rng::keyed(crowd.seed, &[key("series"), host, rng.below(4)]).below(9_999_999_999);
    if rng.chance(500) && taken.insert(series) {
        return series;
    }
    ONE_OFF + rng.below(9_999_999_999)
}

fn stay(person: &Person, join: i64, leave: i64) -> Stay<'_> {
    Stay {
        name: Cow::Borrowed(&person.name),
        email: &person.email,
        join,
        leave,
        host: false,
        guest: true,
        waiting: false,
        disclaimer: Disclaimer::None,
    }
}

fn meeting<'a>(
    host: Option<&'a Person>,
    topic: &'static str,
    number: u64,
    created: i64,
    (start, end): (i64, i64),
) -> Meeting<'a> {
    Meeting {
        topic: Cow::Borrowed(topic),
        number,
        host_name: host.map_or("", |host| &host.name),
        host_email: host.map_or("", |host| &host.email),
        department: host.map_or("", |host| host.department),
        group: "",
        source: "Zoom",
        created,
        start,
        end,
    }
}

/// The one big occurrence: the newest of all, begun at five to twelve on the last night.
fn big<'a>(wish: &Wish, crowd: &'a Crowd, people: &'a [Person]) -> (Meeting<'a>, Vec<Stay<'a>>) {
    let mut rng = Rng::keyed(wish.seed, &[key("big")]);
    let start = zone::day_start(ZONE, wish.until) + 24 * 3600 - 300;
    let end = start + 3000;
    let host = around(&crowd.users, 0);
    let mut stays: Vec<Stay<'_>> = people
        .iter()
        .map(|person| {
            let (join, leave) = presence(start, end, false, &mut rng);
            stay(person, join, leave)
        })
        .collect();
    if let (Some(first), Some(host)) = (stays.first_mut(), host) {
        *first = Stay { host: true, guest: false, ..stay(host, start, end) };
    }
    stays.sort_by_key(|stay| stay.join);
    (meeting(host, "All-hands", 89_999_999_999, start - 86_400, (start, end)), stays)
}
