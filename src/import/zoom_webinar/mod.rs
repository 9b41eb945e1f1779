//! Kind `zoom-webinar-attendees`: the attendee report of one webinar, in sections.

mod rows;
mod sections;
pub(in crate::import) mod titles;

use super::cells::Odd;
use super::clock::{Clock, Slot, written};
use super::meeting::cell;
use super::tally::{Seen, Tally};
use super::{
    DateOrder, ImportError, Importer, Input, Options, Summary, Sure, cells, figures, file_name, kinds::About,
    layout,
};
use crate::model::{EventKind, Fact, Figure, Grade, OccurrenceRecord, Part, Role, Sink, zone};
use crate::rules::dates::{RowDates, Verdict, Votes, Written};
use rows::RowReader;
use std::borrow::Cow;

/// The attendees of one webinar.
#[derive(Debug)]
pub struct Attendees;

const ABOUT: About = About {
    title: "Attendees of one webinar",
    source: "Who came to a webinar, who registered and did not come: a summary, then the hosts, panelists and attendees, \
             one row for each join. Portal: Reports > Usage reports > Webinar, Attendee report.",
    headers: &[
        "Attendee Report,",
        "Report Generated:,<time> (or Report generated time,<time>)",
        "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total \
         Users,Max Concurrent Views",
        "Host Details, Panelist Details: Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session \
         (minutes),Is Guest,Country/Region Name",
        "Attendee Details: Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration \
         Time,Approval Status,Source Name,Join Time,Leave Time,Time in Session (minutes),Is Guest,<questions>,\
         Country/Region Name",
        "Other Attended: User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name",
    ],
    oddities: &[
        "Sections may be missing or empty, and each has a header of its own; the titles in Portuguese are read as well, \
         and some in Korean and Spanish.",
        "Rows with Attended No are registrants who did not come: no stays.",
        "A rejoin leaves the registration empty: the person has registered once.",
        "Somebody who was promoted stands in two sections, with a role in each.",
        "Further columns are fields of the registration, by their titles.",
        "The time of the report says as of when its data are.",
    ],
    sample: "webinar-attendees.csv",
};

impl Importer for Attendees {
    fn kind(&self) -> &'static str {
        "zoom-webinar-attendees"
    }

    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        if delimiter(head).is_some() { Sure::Yes } else { Sure::No }
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let head = layout::head(input)?;
        let delimiter = delimiter(&head).ok_or_else(|| {
            let other = "the file has none of this kind's columns".to_owned();
            ImportError::Refused(layout::not_read(&head).unwrap_or(other))
        })?;
        let file = File { input, options, delimiter };
        let order = file.order()?;
        let mut tally = Tally::new(out);
        let (people, summary) = file.people(order, &mut tally)?;
        let mut clock = Clock::new(options.zone, order);
        let mut odd = Odd::default();
        tally.summary.generated = generated(&summary, &mut clock, &mut tally.summary.notes);
        if let Some(at) = tally.summary.generated {
            tally.out.fact(1, &Fact::Observed(at)).map_err(ImportError::Sink)?;
        }
        let webinar = file.webinar(&summary, people, &mut clock, &mut odd)?;
        tally.out.occurrence(summary.line, &webinar).map_err(ImportError::Sink)?;
        portal_figures(&summary, &mut tally)?;
        file.rows(&mut clock, &mut odd, &mut tally)?;
        Ok(tally.finish(&clock, &odd))
    }
}

fn delimiter(head: &[u8]) -> Option<u8> {
    if super::refusals::not_text(head).is_some() { None } else { sections::delimiter(head) }
}

struct File<'f> {
    input: &'f dyn Input,
    options: &'f Options,
    delimiter: u8,
}

/// What must be known of the rows before the webinar is told.
#[derive(Debug, Default)]
struct People {
    has_stays: bool,
    host_name: Option<String>,
    host_email: Option<String>,
}

impl File<'_> {
    /// The order of day and month: the option, else a vote of every date.
    fn order(&self) -> Result<DateOrder, ImportError> {
        if let Some(order) = self.options.dates {
            return Ok(order);
        }
        let mut votes = Votes::default();
        if self.delimiter != b',' {
            votes.resaved();
        }
        let days = file_name::days(self.input.name());
        let vote = |votes: &mut Votes, cell: &[u8]| -> Option<Written> {
            let written = written(&titles::english_date(cells::bare(cell)))?;
            votes.value(&written);
            if let Some((from, to)) = days {
                votes.named(&written, from, to);
            }
            Some(written)
        };
        let (summary, _) = sections::each(self.input, self.delimiter, &mut Vec::new(), |row| {
            let columns = &row.section.columns;
            let mut of = |column| vote(&mut votes, cell(row.cells, column));
            let dates = RowDates { join: of(columns.join), leave: of(columns.leave), ..RowDates::default() };
            let minutes = cells::number(cell(row.cells, columns.minutes));
            votes.row(&RowDates { minutes, ..dates });
            Ok(())
        })?;
        let start = cell(&summary.row, find(&summary, titles::START));
        vote(&mut votes, start);
        match votes.verdict() {
            Verdict::Order(order) => Ok(order),
            Verdict::NoMatter => Ok(DateOrder::MonthFirst),
            Verdict::Open => Err(ImportError::Refused(
                "a spreadsheet saved this file, and its dates can be read with the month or the day first: say which \
                 with --dates mdy or --dates dmy"
                    .into(),
            )),
        }
    }

    /// Whether anybody came, and the first host.
    fn people(
        &self,
        order: DateOrder,
        tally: &mut Tally<'_>,
    ) -> Result<(People, sections::Summary), ImportError> {
        let mut people = People::default();
        let (mut clock, mut odd) = (Clock::new(self.options.zone, order), Odd::default());
        let mut reader = RowReader::default();
        let (summary, _) = sections::each(self.input, self.delimiter, &mut Vec::new(), |row| {
            if row.line.is_multiple_of(1024) {
                tally.progress(0)?;
            }
            if row.fault.is_some() {
                return Ok(());
            }
            let Ok(read) = reader.read(row.cells, row.section, &mut clock, &mut odd) else { return Ok(()) };
            let Some(stay) = read.stay else { return Ok(()) };
            people.has_stays = true;
            if stay.role == Some(Role::Host) && people.host_name.is_none() {
                people.host_name = Some(stay.name.into_owned());
                people.host_email = stay.email.map(Cow::into_owned);
            }
            Ok(())
        })?;
        Ok((people, summary))
    }

    /// The webinar as the summary gives it.
    fn webinar<'s>(
        &self,
        summary: &'s sections::Summary,
        people: People,
        clock: &mut Clock,
        odd: &mut Odd,
    ) -> Result<OccurrenceRecord<'s>, ImportError> {
        let of = |names: &[&str]| cell(&summary.row, find(summary, names));
        let bad = |names: &[&str], reason: &str| {
            let title = find(summary, names).map_or("cell", |column| summary.header.title(column)).trim();
            let value = crate::model::text::excerpt(&String::from_utf8_lossy(of(names)), 40);
            ImportError::Refused(format!("the report’s summary has {title} “{value}”: {reason}"))
        };
        let written = of(titles::NUMBER);
        let written = if cells::is_none(written) { b"" } else { written };
        let number = cells::meeting_number(written).or_else(|reason| {
            let given = self
                .options
                .meeting
                .as_deref()
                .ok_or_else(|| bad(titles::NUMBER, &format!("{reason} (--meeting gives it)")))?;
            let number = cells::meeting_number(given.as_bytes())
                .map_err(|reason| ImportError::Refused(format!("--meeting {given}: {reason}")))?;
            Ok::<_, ImportError>(Cow::Owned(number.into_owned()))
        })?;
        let start = clock
            .read(&mut Slot::default(), &titles::english_date(cells::bare(of(titles::START))))
            .map_err(|reason| bad(titles::START, &reason))?;
        let given = self.options.start.map(|local| zone::instant(self.options.zone, local).0);
        let at = start.map(|start| start.at).or(given);
        let at = at
            .ok_or_else(|| bad(titles::START, "the start of the webinar is missing: give it with --start"))?;
        Ok(OccurrenceRecord {
            number,
            kind: EventKind::Webinar,
            grade: if people.has_stays { Grade::Stays } else { Grade::Facts },
            start: Some(at),
            whole_minutes: start.is_some_and(|start| start.whole_minutes),
            topic: Some(cells::decoded(of(titles::TOPIC), odd)).filter(|topic| !topic.is_empty()),
            host_name: people.host_name.map(Cow::Owned),
            host_email: people.host_email.map(Cow::Owned),
            minutes: cells::minutes(of(titles::LENGTH), None),
            portal_joins: cells::number(of(titles::JOINS)),
            ..OccurrenceRecord::of_number("", Grade::Stays)
        })
    }

    /// Gives every row to the sink.
    fn rows(&self, clock: &mut Clock, odd: &mut Odd, tally: &mut Tally<'_>) -> Result<(), ImportError> {
        let mut reader = RowReader::default();
        let mut seen = Seen::default();
        let mut notes = Vec::new();
        let (_, bytes) = sections::each(self.input, self.delimiter, &mut notes, |row| {
            tally.row(row.bytes)?;
            if row.is_first {
                seen.clear();
            }
            let header = &row.section.columns.header;
            if let Some(problem) = &row.fault {
                return tally.reject(row.line, header, row.cells, problem);
            }
            if seen.is_repeated(row.cells) {
                tally.summary.repeated += 1;
                return Ok(());
            }
            match reader.read(row.cells, row.section, clock, odd) {
                Ok(read) => {
                    if let Some(stay) = &read.stay {
                        tally.out.stay(row.line, stay).map_err(ImportError::Sink)?;
                    }
                    if let Some(registrant) = read.registrant {
                        tally.out.fact(row.line, &Fact::Registrant(registrant)).map_err(ImportError::Sink)?;
                    }
                    Ok(())
                }
                Err(problem) => tally.reject(row.line, header, row.cells, &problem),
            }
        })?;
        tally.summary.notes.extend(notes);
        tally.progress(bytes)
    }
}

/// What the portal counted itself, beside the people that the rows give.
fn portal_figures(summary: &sections::Summary, tally: &mut Tally<'_>) -> Result<(), ImportError> {
    let named = summary.header.titles.iter().enumerate().filter_map(|(at, title)| {
        let figure = figures::of(title)?;
        Some((figure, figures::value(figure, cell(&summary.row, Some(at)))?))
    });
    let found: Vec<(Figure, i64)> = named.collect();
    if !found.is_empty() {
        let part = Fact::Part(Part::Performance, Grade::Stays);
        tally.out.fact(summary.line, &part).map_err(ImportError::Sink)?;
    }
    for (figure, value) in found {
        tally.out.fact(summary.line, &Fact::Figure(figure, value)).map_err(ImportError::Sink)?;
    }
    Ok(())
}

fn find(summary: &sections::Summary, names: &[&str]) -> Option<usize> {
    summary.header.titles.iter().position(|title| titles::is(title, names))
}

/// The report's own time; a cell that is none costs the time alone.
fn generated(summary: &sections::Summary, clock: &mut Clock, notes: &mut Vec<String>) -> Option<i64> {
    let cell = cells::bare(&summary.generated);
    match clock.read(&mut Slot::default(), &titles::english_date(cell)) {
        Ok(moment) => moment.map(|moment| moment.at),
        Err(reason) => {
            let shown = crate::model::text::excerpt(&String::from_utf8_lossy(cell), 40);
            notes.push(format!("the report was generated “{shown}”: {reason}"));
            None
        }
    }
}
