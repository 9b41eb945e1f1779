//! Kind `zoom-performance`: the portal's own figures of one webinar.

use super::cells::Odd;
use super::clock::Clock;
use super::header::Header;
use super::meeting::{Problem, cell};
use super::tally::Tally;
use super::titled::{self, Tables, Top};
use super::{ImportError, Importer, Input, Options, Summary, Sure, cells, figures, kinds::About, layout};
use crate::model::{Fact, Figure, Grade, Part, Sink};
use crate::rules::dates::Votes;
use csv::ByteRecord;

/// The figures of one webinar.
#[derive(Debug)]
pub struct Performance;

const ABOUT: About = About {
    title: "Performance of one webinar",
    source: "The portal's own figures of a webinar. Portal: Reports > Usage reports > Webinar, Performance report.",
    headers: &[
        "Performance Report / Report Generated: / Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# \
         Cancelled,Unique Viewers,Total Users,Max Concurrent Views",
        "Average Time in Session (minutes),Questions,Polls,Poll Answer Rate,Chat Messages (a header with its row, or a figure a \
         row: <title>,<value>)",
    ],
    oddities: &[
        "No exact header of this export is known: figures go by their titles, wherever they stand below the report's own.",
        "Attendee reports give some of these figures, too. Of several reports on one webinar the latest that has not fewer is \
         shown.",
    ],
    sample: "performance.csv",
};

const TITLES: &[&str] = &["performancereport", "webinarperformancereport"];
/// The report has no tables: whatever stands below its title is looked at.
const TABLES: Tables =
    Tables { titles: TITLES, by_title: true, is_header: |_, _| false, may_begin: |_| false };

impl Importer for Performance {
    fn kind(&self) -> &'static str {
        "zoom-performance"
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
        let (top, bytes) = titled::each(input, delimiter, &TABLES, |_, _| Ok(()))?;
        let mut votes = Votes::default();
        if delimiter != b',' {
            votes.resaved();
        }
        top.vote(&mut votes);
        let order = options.dates.map_or_else(|| titled::order(&votes), Ok)?;
        let mut clock = Clock::new(options.zone, order);
        let mut tally = Tally::new(out);
        let meeting = top.occurrence(input, options, &mut clock, None, &mut tally.summary.notes)?;
        tally.summary.generated = top.generated(&mut clock, &mut tally.summary.notes);
        if let Some(at) = tally.summary.generated {
            tally.out.fact(1, &Fact::Observed(at)).map_err(ImportError::Sink)?;
        }
        let mut told = false;
        for line in lines(&top) {
            tally.row(bytes)?;
            match line.figures {
                Ok(figures) => {
                    if !told {
                        told = true;
                        tally.out.occurrence(top.line(), &meeting).map_err(ImportError::Sink)?;
                        let part = Fact::Part(Part::Performance, Grade::Stays);
                        tally.out.fact(top.line(), &part).map_err(ImportError::Sink)?;
                    }
                    for (figure, value) in figures {
                        tally.out.fact(line.at, &Fact::Figure(figure, value)).map_err(ImportError::Sink)?;
                    }
                }
                Err(problem) => tally.reject(line.at, &line.header, &line.row, &problem)?,
            }
        }
        tally.progress(bytes)?;
        let mut summary = tally.finish(&clock, &Odd::default());
        if summary.rows == 0 {
            summary.notes = vec!["the report has no figures that are known".into()];
        }
        Ok(summary)
    }
}

/// The figures of one row.
struct Line {
    at: u64,
    header: Header,
    row: ByteRecord,
    figures: Result<Vec<(Figure, i64)>, Problem>,
}

/// Every row with figures: the meeting's own, rows under titles, rows of a title and its figure.
fn lines(top: &Top) -> Vec<Line> {
    let mut out = Vec::new();
    if let Some((header, line, row)) = top.own() {
        out.extend(under(header, line, row));
    }
    let mut titles: Option<Header> = None;
    for (line, row) in top.others() {
        if let Some(header) = titles.take() {
            out.extend(under(&header, *line, row));
            continue;
        }
        let header = layout::titles(row);
        let first = header.titles.first().and_then(|title| figures::of(title));
        let value = first.and_then(|figure| figures::value(figure, cell(row, Some(1))));
        match (first, value) {
            (Some(figure), Some(value)) => {
                out.push(Line { at: *line, header, row: row.clone(), figures: Ok(vec![(figure, value)]) });
            }
            _ if header.titles.iter().any(|title| figures::of(title).is_some())
                && header.titles.len() > 2 =>
            {
                titles = Some(header);
            }
            (Some(_), None) if !cells::is_none(cell(row, Some(1))) => {
                let problem = Problem::at(Some(1), "this is no figure");
                out.push(Line { at: *line, header, row: row.clone(), figures: Err(problem) });
            }
            _ => {}
        }
    }
    out
}

/// The figures of a row under its titles.
fn under(header: &Header, line: u64, row: &ByteRecord) -> Option<Line> {
    let named = header.titles.iter().enumerate().filter_map(|(at, title)| Some((at, figures::of(title)?)));
    let mut figures = Ok(Vec::new());
    for (at, figure) in named {
        let cell = cell(row, Some(at));
        match (figures::value(figure, cell), &mut figures) {
            (Some(value), Ok(list)) => list.push((figure, value)),
            (None, Ok(_)) if !cells::is_none(cell) => {
                figures = Err(Problem::at(Some(at), "this is no figure"));
            }
            _ => {}
        }
    }
    let is_empty = figures.as_ref().is_ok_and(Vec::is_empty);
    (!is_empty).then(|| Line { at: line, header: header.clone(), row: row.clone(), figures })
}
