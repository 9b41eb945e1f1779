//! Tables of an account: users, days, hosts, plans. Each is declared as data – which columns tell it, which hold
//! dates, what a row becomes – and read by the one importer here.

mod daily;
mod hosts;
mod look;
mod reader;
mod upcoming;
mod users;

pub use daily::DAILY;
pub use hosts::{ACTIVE, INACTIVE};
pub use look::{Look, is_held_list, undecided};
pub use reader::Reader;
pub use upcoming::UPCOMING;
pub use users::USERS;

use super::layout::{self, Layout};
use super::meeting::Problem;
use super::order::{self, DateColumns};
use super::records::Records;
use super::tally::{Seen, Tally};
use super::titles::Column;
use super::{ImportError, Importer, Input, Options, Summary, Sure, covers, kinds::About, preamble};
use crate::model::day::DayRange;
use crate::model::{Covered, Fact, Scope, Sink, zone};
use csv::ByteRecord;

/// A table.
#[derive(Debug)]
pub struct Table {
    pub kind: &'static str,
    pub about: &'static About,
    /// What tells it from others.
    pub look: Look,
    /// Columns that hold dates.
    pub dates: &'static [&'static Column],
    pub row: TakeRow,
    /// What it speaks for by days; `None` where it does not.
    pub covers: Option<Covered>,
    /// What is left out while the days are not known that the file is of; for a note.
    pub needs_days: Option<&'static str>,
}

/// What a row says; at least one fact.
type TakeRow = for<'r> fn(&mut Reader<'_>, &'r ByteRecord) -> Result<Vec<Fact<'r>>, Problem>;

/// Every table.
const ALL: [&Table; 5] = [&USERS, &DAILY, &ACTIVE, &INACTIVE, &UPCOMING];

impl Importer for Table {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn about(&self) -> &'static About {
        self.about
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        self.sniff_named(head, "")
    }

    fn sniff_named(&self, head: &[u8], name: &str) -> Sure {
        let is_it = look::decide(head, name).is_some_and(|kind| kind == self.look.kind);
        if is_it { Sure::Yes } else { Sure::No }
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        let head = layout::head(input)?;
        let layout = look::layout(&head, &self.look)
            .ok_or_else(|| ImportError::Refused("the file has none of this kind's columns".into()))?;
        let columns = DateColumns::plain(&layout, self.dates);
        let order = order::decide(input, &layout, &columns, options, out)?;
        let mut reader = Reader::new(&layout.header, options.zone, order);
        let mut tally = Tally::new(out);
        tally.summary.generated = preamble::observed(&layout, &mut reader.clock, tally.out)?;
        reader.days = preamble::days(&layout, &reader.clock, input.name());
        self.rows(input, &layout, &mut reader, &mut tally)?;
        self.end(&layout, options, &reader, &mut tally)?;
        Ok(tally.finish(&reader.clock, &reader.odd))
    }
}

impl Table {
    fn rows(
        &self,
        input: &dyn Input,
        layout: &Layout,
        reader: &mut Reader<'_>,
        tally: &mut Tally<'_>,
    ) -> Result<(), ImportError> {
        let mut records = Records::open(input, layout.delimiter)?;
        let mut row = ByteRecord::new();
        let mut seen = Seen::default();
        let mut met = 0;
        while let Some(place) = records.next(&mut row)? {
            met += 1;
            // The header comes again in a file put together from several.
            if met <= layout.skip || layout.is_header(&row) {
                continue;
            }
            tally.row(records.bytes())?;
            if let Some((column, reason)) = place.fault {
                tally.reject(place.line, &layout.header, &row, &Problem::at(column, reason))?;
            } else if seen.is_repeated(&row) {
                tally.summary.repeated += 1;
            } else {
                match (self.row)(reader, &row) {
                    Ok(facts) => {
                        for fact in facts {
                            tally.out.fact(place.line, &fact).map_err(ImportError::Sink)?;
                        }
                    }
                    Err(problem) => tally.reject(place.line, &layout.header, &row, &problem)?,
                }
            }
        }
        tally.progress(records.bytes())
    }

    /// What the file speaks for: the days it says, else those of its rows, else the one on which it was made.
    fn end(
        &self,
        layout: &Layout,
        options: &Options,
        reader: &Reader<'_>,
        tally: &mut Tally<'_>,
    ) -> Result<(), ImportError> {
        let Some(covers) = self.covers else { return Ok(()) };
        let made = || {
            let day = zone::local_day(options.zone, tally.summary.generated?)?;
            (covers == Covered::Users).then_some(DayRange::day(day))
        };
        if let Some(days) = reader.days.or(reader.met.range()).or_else(made) {
            covers::push(tally.out, layout.line, covers, Scope::Account, days)?;
        } else if let Some(left_out) = self.needs_days {
            tally.summary.notes.push(format!(
                "the file does not say of which days it is: {left_out}; give it a name like \
                 {}_20261001_20261031.csv and import it again",
                self.look.named
            ));
        }
        Ok(())
    }
}
