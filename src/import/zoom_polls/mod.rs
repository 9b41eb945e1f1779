//! Kinds `zoom-polls` and `zoom-survey`: what people answered in a meeting or after it, as the portal exports it.

mod about;
mod launches;
mod table;

use super::cells::{self, Odd};
use super::clock::{Clock, Slot};
use super::meeting::{Problem, cell};
use super::tally::Tally;
use super::titled::{self, Met, Tables, Top};
use super::zoom_webinar::titles as english;
use super::{
    DateOrder, ImportError, Importer, Input, Options, Summary, Sure, file_name, kinds::About, layout, words,
};
use crate::model::{AnswerRecord, Fact, Grade, OccurrenceRecord, Part, Sink};
use crate::rules::dates::Votes;
use chrono_tz::Tz;
use csv::ByteRecord;
use launches::{Polls as Launches, Row};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use table::{Shape, Table};

/// Polls of one meeting.
#[derive(Debug)]
pub struct Polls;

/// The survey of one meeting.
#[derive(Debug)]
pub struct Survey;

const POLL_TITLES: &[&str] = &[
    "pollreport",
    "pollsreport",
    "pollsquizzesreport",
    "relatóriodeenquete",
    "relatóriodepesquisa",
    "informedeencuesta",
    "informedesondeo",
    "rapportdesondage",
    "umfragebericht",
    "rapportosondaggio",
    "投票レポート",
    "설문조사보고서",
    "отчетобопросе",
];
const SURVEY_TITLES: &[&str] = &["surveyreport", "surveysreport", "アンケートレポート"];

const OF_POLLS: Tables =
    Tables { titles: POLL_TITLES, by_title: false, is_header: table::is_header, may_begin: table::may_begin };
const OF_SURVEY: Tables = Tables {
    titles: SURVEY_TITLES,
    by_title: false,
    is_header: |row, titled| titled && table::is_header(row, titled),
    may_begin: table::may_begin,
};

impl Importer for Polls {
    fn kind(&self) -> &'static str {
        "zoom-polls"
    }

    fn about(&self) -> &'static About {
        &about::POLLS
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        if titled::delimiter(head, &OF_POLLS).is_some() { Sure::Yes } else { Sure::No }
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        titled::outside(input, options, &OF_POLLS)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        read(input, options, out, (&OF_POLLS, Part::Polls))
    }
}

impl Importer for Survey {
    fn kind(&self) -> &'static str {
        "zoom-survey"
    }

    fn about(&self) -> &'static About {
        &about::SURVEY
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        self.sniff_named(head, "")
    }

    fn sniff_named(&self, head: &[u8], name: &str) -> Sure {
        let titled = titled::delimiter(head, &OF_SURVEY).is_some();
        let named = || name.to_ascii_lowercase().contains("survey") && Polls.sniff(head) == Sure::Yes;
        if titled || named() { Sure::Yes } else { Sure::No }
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        titled::outside(input, options, &OF_SURVEY).or_else(|| titled::outside(input, options, &OF_POLLS))
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let head = layout::head(input)?;
        let tables = if titled::delimiter(&head, &OF_SURVEY).is_some() { &OF_SURVEY } else { &OF_POLLS };
        read(input, options, out, (tables, Part::Survey))
    }
}

fn read(
    input: &dyn Input,
    options: &Options,
    out: &mut dyn Sink,
    (tables, part): (&Tables, Part),
) -> Result<Summary, ImportError> {
    let head = layout::head(input)?;
    let delimiter = titled::delimiter(&head, tables).ok_or_else(|| {
        let other = "the file has none of this kind's columns".to_owned();
        ImportError::Refused(layout::not_read(&head).unwrap_or(other))
    })?;
    let file = File { input, options, delimiter, tables, part };
    let mut tally = Tally::new(out);
    let (order, zone) = file.order(&mut tally)?;
    let mut clock = Clock::new(zone, order);
    let (top, answered) = file.look(&mut clock, &mut tally)?;
    let mut clock = Clock::new(zone, order);
    let mut utc = Clock::new(Tz::UTC, order);
    let length = top.minutes().unwrap_or(0) * 60;
    let said = top.start(&mut clock)?;
    // The oldest reports have their rows in a person's zone and the meeting in UTC.
    let as_utc = top.start(&mut utc)?.filter(|(at, _)| *at != said.map_or(0, |(said, _)| said));
    let fits = |at: i64| {
        answered.is_some_and(|(first, last)| {
            (at - NEAR..=at + length + NEAR).contains(&first) && last <= at + length + NEAR
        })
    };
    let in_utc = part == Part::Polls
        && length > 0
        && said.is_some_and(|(at, _)| !fits(at))
        && as_utc.is_some_and(|(at, _)| fits(at));
    let head_clock = if in_utc { &mut utc } else { &mut clock };
    let generated = top.generated(head_clock, &mut tally.summary.notes);
    tally.summary.generated = generated;
    if let Some(at) = generated {
        tally.out.fact(1, &Fact::Observed(at)).map_err(ImportError::Sink)?;
    }
    if in_utc {
        tally
            .summary
            .notes
            .push("the meeting's start is read as UTC: only so the answers lie in its time".into());
    } else if let (Some((at, _)), Some(_), Part::Polls, true) = (said, answered, part, length > 0)
        && !fits(at)
    {
        tally.summary.notes.push(
            "answers lie outside of the meeting's time: --file-tz gives the zone of the file's times".into(),
        );
    }
    let start = if in_utc { as_utc } else { said };
    // A survey goes on when all have left: its answers tell nothing of when the meeting was.
    let first = answered.map(|(first, _)| first).filter(|_| part == Part::Polls);
    let meeting = top.occurrence_at(input, options, (start, first), &mut tally.summary.notes)?;
    let mut odd = Odd::default();
    file.rows(&meeting, &top, &mut clock, &mut odd, &mut tally)?;
    Ok(tally.finish(&clock, &odd))
}

/// Seconds by which answers may lie outside of a meeting's time, which is told in minutes.
const NEAR: i64 = 300;

struct File<'f> {
    input: &'f dyn Input,
    options: &'f Options,
    delimiter: u8,
    tables: &'f Tables,
    part: Part,
}

impl File<'_> {
    /// The order of day and month, and the zone: that of the header, else the one given.
    fn order(&self, tally: &mut Tally<'_>) -> Result<(DateOrder, Tz), ImportError> {
        let mut votes = Votes::default();
        if self.delimiter != b',' {
            votes.resaved();
        }
        let days = file_name::days(self.input.name());
        let (mut zone, mut submitted) = (None, None);
        let (top, _) = titled::each(self.input, self.delimiter, self.tables, |_, met| {
            match met {
                Met::Table { header, row, .. } => {
                    let table = Table::of(header, row);
                    submitted = table.submitted;
                    zone = zone.take().or(table.zone);
                }
                Met::Row { row, .. } => titled::vote(&mut votes, cell(row, submitted), days),
            }
            Ok(())
        })?;
        top.vote(&mut votes);
        let order = match self.options.dates {
            Some(order) => order,
            None => titled::order(&votes)?,
        };
        let Some(named) = zone else { return Ok((order, self.options.zone)) };
        if let Some(zone) = zone_of(&named) {
            return Ok((order, zone));
        }
        let shown = crate::model::text::excerpt(&named, 40);
        tally.summary.notes.push(format!(
            "the zone “{shown}” of the header is not known: times are read in {}",
            self.options.zone
        ));
        Ok((order, self.options.zone))
    }

    /// What stands above the tables, and the first and the last moment at which somebody answered.
    fn look(
        &self,
        clock: &mut Clock,
        tally: &mut Tally<'_>,
    ) -> Result<(Top, Option<(i64, i64)>), ImportError> {
        let (mut slot, mut submitted) = (Slot::default(), None);
        let mut span: Option<(i64, i64)> = None;
        let (top, _) = titled::each(self.input, self.delimiter, self.tables, |_, met| {
            match met {
                Met::Table { header, row, .. } => submitted = Table::of(header, row).submitted,
                Met::Row { line, row, .. } => {
                    if line.is_multiple_of(1024) {
                        tally.progress(0)?;
                    }
                    if let Ok(Some(at)) = moment(clock, &mut slot, cell(row, submitted)) {
                        let (first, last) = span.unwrap_or((at, at));
                        span = Some((first.min(at), last.max(at)));
                    }
                }
            }
            Ok(())
        })?;
        Ok((top, span))
    }

    /// Gives every row to the sink; the meeting with the first that is taken.
    fn rows(
        &self,
        meeting: &OccurrenceRecord<'_>,
        top: &Top,
        clock: &mut Clock,
        odd: &mut Odd,
        tally: &mut Tally<'_>,
    ) -> Result<(), ImportError> {
        let (mut table, mut title, mut told) = (Table::default(), None, false);
        let (mut launches, mut slot) = (Launches::default(), Slot::default());
        let mut seen: FxHashSet<String> = FxHashSet::default();
        let (_, bytes) = titled::each(self.input, self.delimiter, self.tables, |_, met| match met {
            Met::Table { header, row, title: above } => {
                table = Table::of(header, row);
                title = above.filter(|title| !is_section(title));
                seen.clear();
                Ok(())
            }
            Met::Row { line, row, place, bytes } => {
                tally.row(bytes)?;
                if place.fault.is_none() && table.submission(row).is_some_and(|key| !seen.insert(key)) {
                    tally.summary.repeated += 1;
                    return Ok(());
                }
                let fault = place.fault.as_ref().map(|(column, reason)| Problem::at(*column, reason.clone()));
                let read = fault.map_or_else(
                    || answers(&table, title.as_deref(), row, (clock, &mut slot, odd, &mut launches)),
                    Err,
                );
                match read {
                    Ok(answers) => {
                        if !told {
                            told = true;
                            tally.out.occurrence(top.line(), meeting).map_err(ImportError::Sink)?;
                            let part = Fact::Part(self.part, Grade::Stays);
                            tally.out.fact(top.line(), &part).map_err(ImportError::Sink)?;
                        }
                        for answer in answers {
                            tally
                                .out
                                .fact(line, &Fact::Answer(Box::new(answer)))
                                .map_err(ImportError::Sink)?;
                        }
                        Ok(())
                    }
                    Err(problem) => tally.reject(line, &table.header, row, &problem),
                }
            }
        })?;
        tally.progress(bytes)
    }
}

/// What one row says.
fn answers(
    table: &Table,
    title: Option<&str>,
    row: &ByteRecord,
    (clock, slot, odd, launches): (&mut Clock, &mut Slot, &mut Odd, &mut Launches),
) -> Result<Vec<AnswerRecord<'static>>, Problem> {
    let submitted = moment(clock, slot, cell(row, table.submitted))
        .map_err(|reason| Problem::at(table.submitted, reason))?;
    let email = cells::email(cell(row, table.email), odd).map(Cow::into_owned);
    let name = cells::decoded(cell(row, table.name), odd).into_owned();
    let anonymous = email.is_none() && (words::is_one(&name, words::ANONYMOUS) || name.is_empty());
    let name = (!anonymous && !name.is_empty()).then_some(name);
    let said = table.said(row, odd);
    if said.is_empty() {
        return Err(Problem::at(None, "the row has no question"));
    }
    if said.iter().any(|(question, _)| question.is_empty()) {
        return Err(Problem::at(None, "the row has an answer without its question"));
    }
    let questions: Vec<String> = table
        .questions()
        .unwrap_or_else(|| said.iter().map(|(question, _)| super::header::key(question)).collect());
    let own = cells::some_text(cell(row, table.poll), odd).map(Cow::into_owned);
    let is_long = matches!(table.shape, Shape::Long(..));
    let poll = own.as_deref().or(title).or(is_long.then_some("1"));
    let place = launches.place(Row {
        name: poll,
        questions: &questions,
        who: email.as_deref().or(name.as_deref()).unwrap_or_default(),
        ordinal: table.ordinal.and_then(|column| cells::number(cell(row, Some(column)))).filter(|_| !is_long),
        blocks: !is_long,
    });
    let record = |(question, answer): (String, Option<String>)| AnswerRecord {
        name: name.clone().map(Cow::Owned),
        email: email.clone().map(Cow::Owned),
        poll: Cow::Owned(place.poll.clone()),
        launch: place.launch,
        question: Cow::Owned(question),
        answer: answer.map(Cow::Owned),
        submitted,
    };
    Ok(said.into_iter().map(record).collect())
}

fn moment(clock: &mut Clock, slot: &mut Slot, cell: &[u8]) -> Result<Option<i64>, String> {
    Ok(clock.read(slot, &english::english_date(cells::bare(cell)))?.map(|moment| moment.at))
}

/// Whether a title is that of the rows, not of a poll.
fn is_section(title: &str) -> bool {
    const SECTIONS: &[&str] =
        &["polldetails", "pollsdetails", "surveydetails", "detalhesdaenquete", "detalhesdapesquisa"];
    english::is(title, SECTIONS) || english::is(title, POLL_TITLES) || english::is(title, SURVEY_TITLES)
}

/// An IANA zone, or whole hours like `GMT+02:00`.
fn zone_of(text: &str) -> Option<Tz> {
    if let Ok(zone) = text.parse() {
        return Some(zone);
    }
    let offset = text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim();
    let east = offset.starts_with('+');
    let hours: i32 = offset.trim_start_matches(['+', '-']).split(':').next()?.parse().ok()?;
    let whole = offset.split_once(':').is_none_or(|(_, minutes)| minutes == "00");
    // The database counts them to the west.
    let name = match (hours, east) {
        (0, _) => "Etc/GMT".to_owned(),
        (hours, true) => format!("Etc/GMT-{hours}"),
        (hours, false) => format!("Etc/GMT+{hours}"),
    };
    whole.then(|| name.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_of_headers() {
        assert_eq!(zone_of("America/Los_Angeles"), Some(chrono_tz::America::Los_Angeles));
        assert_eq!(zone_of("GMT+02:00"), Some(chrono_tz::Etc::GMTMinus2));
        assert_eq!(zone_of("UTC-5:00"), Some(chrono_tz::Etc::GMTPlus5));
        assert_eq!([zone_of("GMT+05:30"), zone_of("minutes"), zone_of("")], [None; 3]);
    }

    #[test]
    fn titles_stand_as_they_are_compared() {
        for title in POLL_TITLES.iter().chain(SURVEY_TITLES) {
            assert_eq!(english::key(title), *title);
        }
    }
}
