//! Reads the answers of a file one by one, counts their rows, and says what speaks against their being whole.

use super::endpoint::{self, Asked, Endpoint};
use super::fields::{self, Problem, Row};
use super::paging::Paging;
use super::parts::{self, Asking};
use super::registrants;
use super::scope::{host_key, range};
use super::{Opened, opened, stream, unread};
use crate::import::cells::Odd;
use crate::import::clock::Clock;
use crate::import::lists;
use crate::import::tally::Tally;
use crate::import::{DateOrder, ImportError, Input, Options, Summary};
use crate::model::day::DayRange;
use crate::model::format::counted;
use crate::model::{CoverageRecord, Covered, EventKind, Fact, Rejected, Scope, zone};
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::collections::BTreeMap;

/// One file under way.
pub struct Reading<'r> {
    pub options: &'r Options,
    pub clock: Clock,
    pub tally: Tally<'r>,
    /// What the file's name says.
    pub name: Asked,
    pages: BTreeMap<String, Paging>,
    /// Stays met, to drop repetitions.
    pub seen: FxHashSet<(String, String, i64, bool)>,
    /// The occurrence that the sink was told last.
    pub current: Option<String>,
    /// When the first answer was given.
    pub observed: Option<i64>,
    /// Oddities met in cells of lists.
    odd: Odd,
    /// Polls, questions or a survey under way.
    pub asking: Option<Asking>,
    /// Answers read, and why others were left out.
    read: u64,
    unread: BTreeMap<String, u64>,
    /// The start of the occurrence whose pages are under way, where only its meeting's number is known.
    pub chain: Option<(String, i64)>,
    /// Durations that fit neither as seconds nor as minutes; ends before starts.
    pub odd_durations: u64,
    pub odd_ends: u64,
    covered: BTreeMap<(&'static str, String), (Covered, Option<String>, DayRange)>,
}

/// One answer: what was asked, and the row at hand.
pub struct At<'a> {
    pub asked: &'a Asked,
    pub answer: &'a Row,
    pub kind: EventKind,
    /// Ordinal of the row in the file, from 1.
    pub line: u64,
    /// Ordinal of the row in its answer, from 1.
    pub place: usize,
    /// The event's number, where the rows are an event's.
    pub number: &'a str,
}

pub fn read(
    input: &dyn Input,
    options: &Options,
    out: &mut dyn crate::model::Sink,
) -> Result<Summary, ImportError> {
    let mut reading = Reading {
        options,
        clock: Clock::new(options.zone, DateOrder::MonthFirst),
        tally: Tally::new(out),
        name: endpoint::of_name(input.name()),
        pages: BTreeMap::new(),
        seen: FxHashSet::default(),
        current: None,
        observed: None,
        odd: Odd::default(),
        asking: None,
        read: 0,
        unread: BTreeMap::new(),
        chain: None,
        odd_durations: 0,
        odd_ends: 0,
        covered: BTreeMap::new(),
    };
    let mut met = 0_u64;
    let bytes = stream::each(input, &mut |row, bytes| {
        met += 1;
        reading.answer(opened(row), met == 1, bytes)
    })?;
    if met == 0 {
        return Err(ImportError::Refused("the file has no answer".into()));
    }
    if reading.read == 0
        && let Some(why) = reading.unread.keys().next()
    {
        return Err(ImportError::Refused(why.clone()));
    }
    reading.finish(bytes)
}

impl Reading<'_> {
    fn answer(&mut self, opened: Opened, first: bool, bytes: u64) -> Result<(), ImportError> {
        let Some(endpoint) = opened.known(Some(&self.name)) else {
            // Archives hold answers of many endpoints: those that are read go in.
            let why = unread::not_read(&opened.answer, &opened.asked);
            *self.unread.entry(why).or_default() += 1;
            return Ok(());
        };
        if let Some(why) = unread::failed(&opened.answer) {
            *self.unread.entry(why).or_default() += 1;
            return Ok(());
        }
        self.read += 1;
        if let (true, Some(time)) = (first, &opened.asked.time)
            && let Ok(Some(moment)) =
                self.clock.read(&mut crate::import::clock::Slot::default(), time.as_bytes())
        {
            self.observed = Some(moment.at);
            self.tally.summary.generated = Some(moment.at);
            self.tally.out.fact(0, &Fact::Observed(moment.at)).map_err(ImportError::Sink)?;
        }
        let Opened { asked, mut answer } = opened;
        let key =
            endpoint::array(endpoint).into_iter().find(|key| answer.get(*key).is_some_and(Value::is_array));
        let kind = asked.kind.or(self.name.kind).unwrap_or_else(|| {
            let webinar = key == Some("webinars") || endpoint.is_of_webinar() || parts::says_webinar(&answer);
            if webinar { EventKind::Webinar } else { EventKind::Meeting }
        });
        let rows = match key.and_then(|key| answer.remove(key)) {
            Some(Value::Array(first)) if endpoint == Endpoint::Form => registrants::form(first, &mut answer),
            Some(Value::Array(rows)) => rows,
            _ if is_row(endpoint, &answer) => vec![Value::Object(answer.clone())],
            _ => {
                let wanted = endpoint::array(endpoint).join(" or ");
                return Err(ImportError::Refused(format!(
                    "the answer lacks its rows ({wanted}): fetch it again"
                )));
            }
        };
        if endpoint == Endpoint::Participants {
            let owner = self.owner(&asked, &answer)?;
            self.begin_chain(&owner, &rows);
        }
        self.begin_part(endpoint, (&asked, kind), &answer, &rows)?;
        let number =
            if endpoint.is_of_event() { self.event_number(asked.id.as_deref())? } else { String::new() };
        if endpoint == Endpoint::Daily && asked.param("group_id").is_some_and(|id| !id.is_empty()) {
            return Err(ImportError::Refused(
                "these are the days of one group (group_id), not the account's: fetch them without group_id"
                    .into(),
            ));
        }
        self.page(endpoint, &asked, &answer, rows.len() as u64);
        self.begin(endpoint, &asked, &answer, &rows);
        let last_page = answer
            .get("next_page_token")
            .and_then(Value::as_str)
            .is_some_and(|token| token.trim().is_empty());
        for (row, place) in rows.into_iter().zip(1..) {
            self.tally.row(bytes)?;
            let line = self.tally.summary.rows;
            let at = At { asked: &asked, answer: &answer, kind, line, place, number: &number };
            let problem = match row {
                Value::Object(row) => match fields::oversized(&row) {
                    Some(problem) => Some(problem),
                    None => self.row(endpoint, &at, &row)?,
                },
                other => Some(Problem::new("", other.to_string(), "this is no row of the answer")),
            };
            if let Some(problem) = problem {
                self.tally.summary.rejected += 1;
                let value: String = problem.value.chars().take(400).collect();
                let rejected = Rejected::new(at.line, problem.field, value.trim(), problem.reason);
                self.tally.out.reject(rejected).map_err(ImportError::Sink)?;
            }
        }
        if last_page && endpoint == Endpoint::Participants {
            // Another answer for the same number is another occurrence's.
            self.chain = None;
            self.current = None;
        }
        Ok(())
    }

    /// A number alone names the last occurrence of the time of asking: its pages share the first one's earliest join.
    fn begin_chain(&mut self, owner: &str, rows: &[Value]) {
        if self.chain.as_ref().is_some_and(|(under_way, _)| under_way == owner) {
            return;
        }
        let joins = rows
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|row| fields::instant(&mut self.clock, row, "join_time").ok().flatten());
        self.chain = joins.min().map(|start| (owner.to_owned(), start));
        self.current = None;
    }

    /// Takes a row, or says why not.
    fn row(&mut self, endpoint: Endpoint, at: &At<'_>, row: &Row) -> Result<Option<Problem>, ImportError> {
        let taken = match endpoint {
            Endpoint::Participants => self.participant(at, row),
            Endpoint::Detail
            | Endpoint::History
            | Endpoint::HostMeetings
            | Endpoint::Instances
            | Endpoint::Metrics => self.meeting(endpoint, at, row),
            Endpoint::Daily => self.daily(at, row),
            Endpoint::Hosts => self.host(at, row),
            Endpoint::Users => self.user(at, row),
            Endpoint::Groups => self.group(at, row),
            Endpoint::Planned | Endpoint::Upcoming => self.planned(endpoint, at, row),
            Endpoint::Polls | Endpoint::Survey => self.respondent(at, row),
            Endpoint::Qa => self.asker(at, row),
            Endpoint::Registrants => self.registrant(at, row, false),
            Endpoint::Absentees => self.registrant(at, row, true),
            Endpoint::Form => self.form_question(at, row),
            Endpoint::Panelists => self.panelist(at, row),
            Endpoint::TrackingSources => self.tracking_source(at, row),
            Endpoint::List(kind) => self.listed(kind, at, row),
        };
        match taken {
            Ok(()) => Ok(None),
            Err(Stop::Row(problem)) => Ok(Some(problem)),
            Err(Stop::Sink(error)) => Err(ImportError::Sink(error)),
        }
    }

    /// A row of a list.
    fn listed(&mut self, kind: &str, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let Some(list) = lists::find(kind) else { return Ok(()) };
        // Whose lines they are stands behind the path.
        let asked = at.asked.id.as_deref().or(at.asked.param("billing_id")).or(self.name.id.as_deref());
        let around = lists::Around { clock: &mut self.clock, odd: &mut self.odd, answer: at.answer, asked };
        let rows = lists::rows(around, row, list.take).map_err(|problem| {
            let field = problem.column.map_or("", |column| column.title);
            Problem::new(field, problem.value, problem.reason)
        })?;
        for row in rows {
            self.tally.out.fact(at.line, &Fact::Row(Box::new(row)))?;
        }
        Ok(())
    }

    fn page(&mut self, endpoint: Endpoint, asked: &Asked, answer: &Row, rows: u64) {
        let (from, to) = (fields::raw(answer, "from"), fields::raw(answer, "to"));
        let page = self.pages.entry(format!("{endpoint:?} {} {from} {to}", asked.path)).or_default();
        page.endpoint = Some(endpoint);
        page.rows += rows;
        page.total = page.total.max(fields::number(answer, "total_records"));
        let (number, count) = (fields::number(answer, "page_number"), fields::number(answer, "page_count"));
        page.more = !fields::raw(answer, "next_page_token").is_empty()
            || number.zip(count).is_some_and(|(number, count)| number < count);
    }

    /// What the answer speaks for, as far as it is known before its rows.
    fn begin(&mut self, endpoint: Endpoint, asked: &Asked, answer: &Row, rows: &[Value]) {
        let Some(days) = range(asked, answer) else { return };
        match endpoint {
            Endpoint::History | Endpoint::Metrics => self.cover(Covered::Meetings, None, days),
            Endpoint::HostMeetings => {
                if let Some(key) = host_key(asked, rows) {
                    self.cover(Covered::Meetings, Some(Scope::Host(key.into())), days);
                }
            }
            Endpoint::Hosts => {
                let of = if self.is_inactive(asked, rows) { Covered::InactiveHosts } else { Covered::Hosts };
                self.cover(of, None, days);
            }
            Endpoint::Upcoming => self.cover(Covered::Upcoming, None, days),
            Endpoint::Daily => self.cover(Covered::Daily, None, days),
            Endpoint::List(kind) => {
                // One user's list is not the account's.
                let list = lists::find(kind).filter(|list| !list.is_of_one());
                let covers = list.and_then(|list| list.table.covers);
                if let (Some(covers), None) = (covers, &asked.id) {
                    self.cover(covers, None, days);
                }
            }
            _ => {}
        }
    }

    fn is_inactive(&self, asked: &Asked, rows: &[Value]) -> bool {
        if let Some(given) = asked.param("type") {
            return given == "inactive";
        }
        let none = |row: &Value| {
            row.as_object().is_some_and(|row| {
                ["meetings", "participants", "meeting_minutes"]
                    .iter()
                    .all(|field| fields::number(row, field).unwrap_or(0) == 0)
            })
        };
        self.name.path.contains("inactive") || (!rows.is_empty() && rows.iter().all(none))
    }

    /// Widens what the file speaks for; told at its end.
    pub fn cover(&mut self, of: Covered, scope: Option<Scope<'_>>, days: DayRange) {
        let scope = scope.unwrap_or(Scope::Account);
        let (word, key) = scope.words();
        let held = self
            .covered
            .entry((of.word(), format!("{word} {key}")))
            .or_insert_with(|| (of, (scope != Scope::Account).then(|| key.to_owned()), days));
        held.2 = DayRange { from: held.2.from.min(days.from), to: held.2.to.max(days.to) };
        if of == Covered::Users {
            // A list is of one day: none before the last that it tells of.
            held.2 = DayRange::day(held.2.to);
        }
    }

    /// As [`Self::cover`], by an instant.
    pub fn cover_at(&mut self, of: Covered, scope: Option<Scope<'_>>, at: i64) {
        if let Some(day) = zone::local_day(self.options.zone, at) {
            self.cover(of, scope, DayRange::day(day));
        }
    }

    fn finish(mut self, bytes: u64) -> Result<Summary, ImportError> {
        for ((_, words), (of, key, days)) in std::mem::take(&mut self.covered) {
            if self.pages.values().any(|page| page.claims(of) && page.missing().is_some()) {
                continue;
            }
            let scope = match key {
                None => Scope::Account,
                Some(key) if words.starts_with("host ") => Scope::Host(key.into()),
                Some(key) => Scope::Occurrence(key.into()),
            };
            let record = CoverageRecord { of, scope, days };
            self.tally.out.fact(0, &Fact::Covers(record)).map_err(ImportError::Sink)?;
        }
        let notes = self.notes();
        self.tally.progress(bytes)?;
        let mut summary = self.tally.summary;
        summary.doubled = self.clock.doubled;
        summary.skipped = self.clock.skipped;
        summary.notes.extend(notes);
        if summary.rows == 0 {
            summary.notes.push("the answers have no rows".into());
        }
        Ok(summary)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self
            .unread
            .iter()
            .map(|(why, count)| format!("{} left out: {why}", counted(*count, "answer")))
            .collect();
        for page in self.pages.values() {
            notes.extend(page.missing());
        }
        notes.extend(self.odd.notes());
        if self.odd_durations > 0 {
            notes.push(format!(
                "{} that fit neither as seconds nor as minutes between join and leave; the times were taken",
                counted(self.odd_durations, "duration")
            ));
        }
        if self.odd_ends > 0 {
            notes.push(format!(
                "{} before the start, or over a week after it, left out",
                counted(self.odd_ends, "end")
            ));
        }
        notes
    }
}

/// Why a row was not taken.
pub enum Stop {
    Row(Problem),
    Sink(anyhow::Error),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Row(problem)
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Sink(error)
    }
}

/// Whether the answer itself is its one row.
fn is_row(endpoint: Endpoint, answer: &Row) -> bool {
    match endpoint {
        Endpoint::Detail => true,
        Endpoint::List(kind) => lists::find(kind).is_some_and(|list| list.is_row(answer)),
        _ => false,
    }
}
