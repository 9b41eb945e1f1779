//! Kind `zoom-questions`: what the audience of a meeting or webinar asked, as the portal exports it.

use super::answered::answered;
use super::cells::{self, Odd};
use super::clock::{Clock, Slot};
use super::header::Header;
use super::meeting::{Problem, cell};
use super::tally::Tally;
use super::titled::{self, Met, Tables, Top};
use super::zoom_webinar::titles;
use super::{DateOrder, ImportError, Importer, Input, Options, Summary, Sure, kinds::About, layout, words};
use crate::model::{Fact, Grade, OccurrenceRecord, Part, QuestionRecord, Sink};
use crate::rules::dates::Votes;
use csv::ByteRecord;
use std::borrow::Cow;

/// Questions and answers of one event.
#[derive(Debug)]
pub struct Questions;

const ABOUT: About = About {
    title: "Questions and answers of one meeting or webinar",
    source: "What the audience asked, and how it was answered. Portal: Reports > Usage reports > Meeting or Webinar, Q&A \
             report.",
    headers: &[
        "Q&A Report / Report Generated: / Topic,Webinar ID,Actual Start Time,Actual Duration (minutes) / Question Details",
        "#,Question,Asker Name,Asker Email,Answer(s)",
    ],
    oddities: &[
        "No exact header of the portal's export is known: Question and one of Asker Name, Asker Email and Answer(s) are \
         needed; times, a status and who answered are read where they are there.",
        "An empty answer is an open question; “live answered” one that was answered aloud; “Answered by Host:” before an \
         answer says who gave it.",
        "Number and start come from the report, else the file's name, --meeting and --start.",
    ],
    sample: "questions.csv",
};

const REPORT: &[&str] =
    &["qareport", "questionreport", "questionsreport", "questionandanswerreport", "qaereport"];
const QUESTION: &[&str] = &["question", "questions", "pergunta", "pregunta"];
const NAME: &[&str] = &["askername", "asker", "questioner", "username", "name"];
const EMAIL: &[&str] = &["askeremail", "email", "useremail", "emailaddress"];
const ANSWER: &[&str] = &["answer", "answers", "resposta", "respostas", "respuesta", "respuestas"];
const ASKED: &[&str] =
    &["questiontime", "askedtime", "asktime", "createdtime", "submittedtime", "questiondatetime"];
const STATUS: &[&str] = &["status", "questionstatus"];
const BY: &[&str] = &["answeredby", "answerer", "answerername"];
const ANSWERED: &[&str] = &["answertime", "answeredtime", "answerdatetime"];

const TABLES: Tables =
    Tables { titles: REPORT, by_title: false, is_header, may_begin: |first| first == b"#" };

fn is_header(row: &Header, titled: bool) -> bool {
    let has = |names: &[&str]| find(row, names).is_some();
    let asker = has(&["askername"]) || has(&["askeremail"]) || has(&["asker"]);
    // Of polls, too, there is a table with one question a row.
    has(QUESTION) && (asker || (titled && (has(ANSWER) || has(NAME))))
}

fn find(row: &Header, names: &[&str]) -> Option<usize> {
    row.titles.iter().position(|title| titles::is(title, names))
}

#[derive(Debug, Default)]
struct Columns {
    header: Header,
    question: Option<usize>,
    name: Option<usize>,
    email: Option<usize>,
    answer: Option<usize>,
    asked: Option<usize>,
    status: Option<usize>,
    by: Option<usize>,
    answered: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Self {
        let find = |names: &[&str]| find(header, names);
        Self {
            header: header.clone(),
            question: find(QUESTION),
            name: find(NAME),
            email: find(EMAIL),
            answer: find(ANSWER),
            asked: find(ASKED),
            status: find(STATUS),
            by: find(BY),
            answered: find(ANSWERED),
        }
    }

    fn read(
        &self,
        row: &ByteRecord,
        (clock, odd): (&mut Clock, &mut Odd),
    ) -> Result<QuestionRecord<'static>, Problem> {
        let text = |column: Option<usize>, odd: &mut Odd| {
            Some(cells::gathered(&cells::decoded(cell(row, column), odd)))
                .filter(|text| !cells::is_none(text.as_bytes()))
        };
        let mut moment = |column: Option<usize>| {
            let read =
                clock.read(&mut Slot::default(), &titles::english_date(cells::bare(cell(row, column))));
            read.map(|moment| moment.map(|moment| moment.at)).map_err(|reason| Problem::at(column, reason))
        };
        let (asked, at) = (moment(self.asked)?, moment(self.answered)?);
        let question =
            text(self.question, odd).ok_or_else(|| Problem::at(self.question, "the row has no question"))?;
        let email = cells::email(cell(row, self.email), odd).map(Cow::into_owned);
        let name =
            text(self.name, odd).filter(|name| email.is_some() || !words::is_one(name, words::ANONYMOUS));
        let told = answered(text(self.answer, odd).map(Cow::Owned));
        let status = text(self.status, odd).and_then(|word| match word.to_lowercase().as_str() {
            "open" | "unanswered" | "not answered" => Some("open"),
            "answered" | "live answered" => Some("answered"),
            "dismissed" | "deleted" => Some("dismissed"),
            _ => None,
        });
        Ok(QuestionRecord {
            name: name.map(Cow::Owned),
            email: email.map(Cow::Owned),
            question: Cow::Owned(question),
            asked,
            status: status.or(told.status),
            answered_by: text(self.by, odd).map(Cow::Owned).or(told.answered_by),
            answered: at,
            answer: told.answer,
            how: told.how,
        })
    }
}

impl Importer for Questions {
    fn kind(&self) -> &'static str {
        "zoom-questions"
    }

    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        if titled::delimiter(head, &TABLES).is_some() { Sure::Yes } else { Sure::No }
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        titled::outside(input, options, &TABLES)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let head = layout::head(input)?;
        let delimiter = titled::delimiter(&head, &TABLES).ok_or_else(|| {
            let other = "the file has none of this kind's columns".to_owned();
            ImportError::Refused(layout::not_read(&head).unwrap_or(other))
        })?;
        let (top, order, first) = look(input, options, delimiter)?;
        let mut clock = Clock::new(options.zone, order);
        let mut tally = Tally::new(out);
        let meeting = top.occurrence(input, options, &mut clock, first, &mut tally.summary.notes)?;
        tally.summary.generated = top.generated(&mut clock, &mut tally.summary.notes);
        if let Some(at) = tally.summary.generated {
            tally.out.fact(1, &Fact::Observed(at)).map_err(ImportError::Sink)?;
        }
        let mut odd = Odd::default();
        rows(input, (delimiter, &top, &meeting), (&mut clock, &mut odd), &mut tally)?;
        Ok(tally.finish(&clock, &odd))
    }
}

/// What stands above the rows, the order of day and month, and when the first question was asked.
fn look(
    input: &dyn Input,
    options: &Options,
    delimiter: u8,
) -> Result<(Top, DateOrder, Option<i64>), ImportError> {
    let (mut votes, mut columns) = (Votes::default(), Columns::default());
    if delimiter != b',' {
        votes.resaved();
    }
    let (top, _) = titled::each(input, delimiter, &TABLES, |_, met| {
        match met {
            Met::Table { header, .. } => columns = Columns::of(header),
            Met::Row { row, .. } => {
                titled::vote(&mut votes, cell(row, columns.asked), None);
                titled::vote(&mut votes, cell(row, columns.answered), None);
            }
        }
        Ok(())
    })?;
    top.vote(&mut votes);
    let order = match options.dates {
        Some(order) => order,
        None => titled::order(&votes)?,
    };
    let (mut clock, mut odd, mut first) = (Clock::new(options.zone, order), Odd::default(), None);
    titled::each(input, delimiter, &TABLES, |_, met| {
        match met {
            Met::Table { header, .. } => columns = Columns::of(header),
            Met::Row { row, .. } => {
                let asked = columns.read(row, (&mut clock, &mut odd)).ok().and_then(|record| record.asked);
                first = [first, asked].into_iter().flatten().min();
            }
        }
        Ok(())
    })?;
    Ok((top, order, first))
}

/// Gives every question to the sink; the meeting with the first that is taken.
fn rows(
    input: &dyn Input,
    (delimiter, top, meeting): (u8, &Top, &OccurrenceRecord<'_>),
    (clock, odd): (&mut Clock, &mut Odd),
    tally: &mut Tally<'_>,
) -> Result<(), ImportError> {
    let (mut columns, mut told) = (Columns::default(), false);
    let (_, bytes) = titled::each(input, delimiter, &TABLES, |_, met| match met {
        Met::Table { header, .. } => {
            columns = Columns::of(header);
            Ok(())
        }
        Met::Row { line, row, place, bytes } => {
            tally.row(bytes)?;
            if let Some((column, reason)) = &place.fault {
                return tally.reject(line, &columns.header, row, &Problem::at(*column, reason.clone()));
            }
            match columns.read(row, (clock, odd)) {
                Ok(record) => {
                    if !told {
                        told = true;
                        tally.out.occurrence(top.line(), meeting).map_err(ImportError::Sink)?;
                        let part = Fact::Part(Part::Qa, Grade::Stays);
                        tally.out.fact(top.line(), &part).map_err(ImportError::Sink)?;
                    }
                    tally.out.fact(line, &Fact::Question(Box::new(record))).map_err(ImportError::Sink)
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
        for names in [REPORT, QUESTION, NAME, EMAIL, ANSWER, ASKED, STATUS, BY, ANSWERED] {
            for name in names {
                assert_eq!(titles::key(name), *name);
            }
        }
    }
}
