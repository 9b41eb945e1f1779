//! Kind `zoom-registration`: who registered for a meeting or webinar, as the portal exports it.

use super::cells::{self, Odd};
use super::clock::{Clock, Slot};
use super::header::Header;
use super::meeting::{Problem, cell};
use super::registration::{Event, Registration};
use super::tally::{Seen, Tally};
use super::titled::{self, Met, Tables, Top};
use super::zoom_webinar::titles;
use super::{DateOrder, ImportError, Importer, Input, Options, Summary, Sure, kinds::About, layout};
use crate::model::row::Worth;
use crate::model::{Fact, Sink};
use crate::rules::dates::Votes;
use csv::ByteRecord;
use std::borrow::Cow;

/// Registrants of one event.
#[derive(Debug)]
pub struct Registrants;

const ABOUT: About = About {
    title: "Registrations for one meeting or webinar",
    source: "Who registered for a meeting or webinar, with the answers to its form. Portal: Reports > Usage reports > Meeting \
             or Webinar, Registration report.",
    headers: &[
        "Registration Report / Report Generated: / Topic,Webinar ID,Scheduled Time,Duration (minutes),# Registered,# \
         Cancelled,# Approved,# Denied / Attendee Details",
        "First Name,Last Name,Email,Registration Time,Approval Status,<questions>,Source Name",
        "The last header alone, or below two rows of any kind",
    ],
    oddities: &[
        "Columns whose titles are not known are questions of the form: they are kept by their titles, in their order. Fields \
         called UTM Source, UTM Medium and the like have columns of their own.",
        "Rows may have a cell more than the header. Statuses are read in several languages; those who cancelled stay.",
        "The number comes from the report, also where its titles are not known, else the file's name \
         (registration_81234567890.csv, 81234567890_RegistrationReport.csv), else --meeting.",
        "A registrant is known by number, e-mail (else name) and the minute of registration: reports and answers of the API on \
         one event meet, and the answer is shown.",
    ],
    sample: "registration.csv",
};

const TITLES: &[&str] = &[
    "registrationreport",
    "relatóriodeinscrição",
    "informederegistro",
    "informedeinscripción",
    "rapportdinscription",
    "registrierungsbericht",
    "rapportodiregistrazione",
    "登録レポート",
    "등록보고서",
    "отчеторегистрации",
];
/// Titles of the registrants' cells beside those of an attendee report.
const REGISTERED: &[&str] = &["registrationdate", "registeredat", "dateregistered", "registrationdatetime"];
const STATUS: &[&str] = &["status", "registrationstatus"];

const TABLES: Tables = Tables {
    titles: TITLES,
    by_title: false,
    is_header,
    may_begin: |first| std::str::from_utf8(first).is_ok_and(|first| titles::is(first, titles::FIRST_NAME)),
};

/// First name and e-mail, with what a registration alone has.
fn is_header(row: &Header, titled: bool) -> bool {
    let has = |names: &[&str]| find(row, names).is_some();
    let other = [titles::ATTENDED, titles::JOIN, titles::LEAVE].into_iter().any(has);
    let own = has(titles::REGISTERED) || has(REGISTERED) || has(titles::STATUS);
    !other && has(titles::FIRST_NAME) && has(titles::EMAIL) && (own || titled)
}

fn find(row: &Header, names: &[&str]) -> Option<usize> {
    row.titles.iter().position(|title| titles::is(title, names))
}

/// Where the columns stand.
#[derive(Debug, Default)]
struct Columns {
    header: Header,
    first_name: Option<usize>,
    last_name: Option<usize>,
    email: Option<usize>,
    registered: Option<usize>,
    status: Option<usize>,
    source: Option<usize>,
    others: Vec<usize>,
}

impl Columns {
    fn of(header: &Header) -> Self {
        let mut columns = Self {
            header: header.clone(),
            first_name: find(header, titles::FIRST_NAME),
            last_name: find(header, titles::LAST_NAME),
            email: find(header, titles::EMAIL),
            registered: find(header, titles::REGISTERED).or_else(|| find(header, REGISTERED)),
            status: find(header, titles::STATUS).or_else(|| find(header, STATUS)),
            source: find(header, titles::SOURCE),
            others: Vec::new(),
        };
        let used = [
            columns.first_name,
            columns.last_name,
            columns.email,
            columns.registered,
            columns.status,
            columns.source,
        ];
        columns.others = (0..header.titles.len())
            .filter(|at| !used.contains(&Some(*at)) && !header.title(*at).trim().is_empty())
            .collect();
        columns
    }

    fn read(
        &self,
        row: &ByteRecord,
        cancelled: bool,
        (clock, slot, odd): (&mut Clock, &mut Slot, &mut Odd),
    ) -> Result<Registration, Problem> {
        let name = |column: Option<usize>, odd: &mut Odd| {
            Some(cells::decoded(cell(row, column), odd).into_owned())
                .filter(|name| !cells::is_none(name.as_bytes()))
        };
        let registered = clock
            .read(slot, &titles::english_date(cells::bare(cell(row, self.registered))))
            .map_err(|reason| Problem::at(self.registered, reason))?;
        let mut one = Registration {
            first_name: name(self.first_name, odd),
            last_name: name(self.last_name, odd),
            email: cells::email(cell(row, self.email), odd).map(Cow::into_owned),
            registered: registered.map(|moment| moment.at),
            source: cells::some_text(cell(row, self.source), odd).map(Cow::into_owned),
            ..Registration::default()
        };
        if !one.names_somebody() {
            return Err(Problem::at(self.email, "the row names nobody"));
        }
        let said = cells::some_text(cell(row, self.status), odd);
        one.status = said.as_deref().and_then(titles::status).or(cancelled.then_some("cancelled"));
        if let (Some(said), None, Some(column)) = (said, one.status, self.status) {
            one.say(self.header.title(column), said.into_owned());
        }
        for column in &self.others {
            if let Some(value) = cells::some_text(cell(row, Some(*column)), odd) {
                one.say(self.header.title(*column), value.into_owned());
            }
        }
        Ok(one)
    }
}

impl Importer for Registrants {
    fn kind(&self) -> &'static str {
        "zoom-registration"
    }

    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        if titled::delimiter(head, &TABLES).is_some() { Sure::Yes } else { Sure::No }
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        let delimiter = titled::delimiter(&layout::head(input).ok()?, &TABLES)?;
        let (top, _) = titled::each(input, delimiter, &TABLES, |_, _| Ok(())).ok()?;
        let number = top.number(input, options, &mut Vec::new()).ok()?;
        (!top.says_number()).then_some(number)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let head = layout::head(input)?;
        let delimiter = titled::delimiter(&head, &TABLES).ok_or_else(|| {
            let other = "the file has none of this kind's columns".to_owned();
            ImportError::Refused(layout::not_read(&head).unwrap_or(other))
        })?;
        let (top, order) = order(input, options, delimiter)?;
        let mut clock = Clock::new(options.zone, order);
        let mut tally = Tally::new(out);
        let event = Event {
            kind: top.kind(input.name()),
            number: top.number(input, options, &mut tally.summary.notes)?,
            uuid: None,
            topic: top.topic(),
            scheduled: top.start(&mut clock)?.map(|(at, _)| at),
            minutes: top.minutes(),
        };
        tally.summary.generated = top.generated(&mut clock, &mut tally.summary.notes);
        if let Some(at) = tally.summary.generated {
            tally.out.fact(1, &Fact::Observed(at)).map_err(ImportError::Sink)?;
        }
        let mut odd = Odd::default();
        rows(input, delimiter, &event, (&mut clock, &mut odd), &mut tally)?;
        Ok(tally.finish(&clock, &odd))
    }
}

/// What stands above the rows, and the order of day and month.
fn order(input: &dyn Input, options: &Options, delimiter: u8) -> Result<(Top, DateOrder), ImportError> {
    let (mut votes, mut registered) = (Votes::default(), None);
    if delimiter != b',' {
        votes.resaved();
    }
    let (top, _) = titled::each(input, delimiter, &TABLES, |_, met| {
        match met {
            Met::Table { header, .. } => registered = Columns::of(header).registered,
            Met::Row { row, .. } => titled::vote(&mut votes, cell(row, registered), None),
        }
        Ok(())
    })?;
    top.vote(&mut votes);
    let order = match options.dates {
        Some(order) => order,
        None => titled::order(&votes)?,
    };
    Ok((top, order))
}

/// Gives every registrant to the sink.
fn rows(
    input: &dyn Input,
    delimiter: u8,
    event: &Event,
    (clock, odd): (&mut Clock, &mut Odd),
    tally: &mut Tally<'_>,
) -> Result<(), ImportError> {
    let (mut columns, mut cancelled) = (Columns::default(), false);
    let (mut slot, mut seen) = (Slot::default(), Seen::default());
    let (_, bytes) = titled::each(input, delimiter, &TABLES, |_, met| match met {
        Met::Table { header, title, .. } => {
            columns = Columns::of(header);
            // Those who cancelled may stand in a table of their own.
            cancelled = title.is_some_and(|title| title.to_lowercase().contains("cancel"));
            seen.clear();
            Ok(())
        }
        Met::Row { line, row, place, bytes } => {
            tally.row(bytes)?;
            if let Some((column, reason)) = &place.fault {
                return tally.reject(line, &columns.header, row, &Problem::at(*column, reason.clone()));
            }
            if seen.is_repeated(row) {
                tally.summary.repeated += 1;
                return Ok(());
            }
            match columns.read(row, cancelled, (clock, &mut slot, odd)) {
                Ok(one) => {
                    let row = Box::new(one.row(event, Worth::Export));
                    tally.out.fact(line, &Fact::Row(row)).map_err(ImportError::Sink)
                }
                Err(problem) => tally.reject(line, &columns.header, row, &problem),
            }
        }
    })?;
    tally.progress(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_as_they_are_compared() {
        for names in [TITLES, REGISTERED, STATUS] {
            for name in names {
                assert_eq!(titles::key(name), *name);
            }
        }
    }
}
