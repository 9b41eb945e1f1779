//! Kinds `zoom-meetings-with-participants` and `zoom-meetings`: the portal's meeting list, in which every row names
//! its meeting. Rows may stand in any order.

use super::cells::Odd;
use super::clock::Clock;
use super::covers::{self, Days};
use super::header::StayColumns;
use super::layout::{self, Layout, Shape};
use super::meeting::{MeetingReader, Problem};
use super::order::{self, DateColumns};
use super::records::Records;
use super::stay::StayReader;
use super::tally::{Seen, Tally};
use super::{ImportError, Importer, Input, Options, Summary, Sure, kinds::About, preamble, zoom_tables};
use crate::model::text::fold;
use crate::model::{Covered, Grade, OccurrenceRecord, Scope, Sink};
use chrono_tz::Tz;
use csv::ByteRecord;
use std::borrow::Cow;

/// Meetings with the stays of their participants.
#[derive(Debug)]
pub struct Detail;

/// Meetings alone.
#[derive(Debug)]
pub struct List;

const DETAIL: About = About {
    title: "Meeting list with participants",
    source: "Every meeting of a range with every join of its participants. Portal: Reports > Usage reports > Active \
             hosts, a range of up to a month, “Generate details report”; the file is called \
             meetinglistdetails_<from>_<to>.csv.",
    headers: &[
        "Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,End Time,\
         Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,\
         Recording Consent,In Waiting Room,Marketing opt-in",
        "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes),\
         Total participant minutes,Department,Group,Source,Unique viewers,Max concurrent views,Creation time,\
         Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,\
         In waiting room",
    ],
    oddities: &[
        "Titles are compared without case, blanks and brackets; columns may stand in any order, and unknown ones \
         (tracking fields, features) are left out.",
        "Of two columns with one title the first is the meeting's or the host's, the second the participant's.",
        "Meeting ID, Start Time, Name (Original Name), Join Time and Leave Time are needed; the others may be missing.",
        "Rows may stand in any order; blank lines, trailing commas and rows of other lengths are fine.",
        "A row without a participant gives the meeting alone.",
        "A row that repeats another of the same meeting exactly counts once.",
    ],
    sample: "active-hosts.csv",
};

const LIST: About = About {
    title: "Meeting list",
    source: "The meetings of a range without their participants. Portal: Reports > Usage reports > Active hosts, \
             export of the list itself.",
    headers: &[
        "Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,End Time,\
         Duration (Minutes),Participants",
        "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes),\
         Total participant minutes,Department,Group,Source,Unique viewers,Max concurrent views,Creation time",
    ],
    oddities: &[
        "Topic, Meeting ID, Start Time and one of End Time and Duration (Minutes) are needed. With neither End Time nor \
         Participants it looks like a list of plans: then the file's name must say meetinglist….",
        "A list says which days it speaks for by its name (meetinglistdetails_20261001_20261031.csv), else by its \
         meetings; a list of one host's meetings speaks for that host alone.",
        "Participants are what the portal calls so: joins, not people.",
        "People come with the list with participants, or with the participants of one meeting.",
    ],
    sample: "meeting-list.csv",
};

impl Importer for Detail {
    fn kind(&self) -> &'static str {
        "zoom-meetings-with-participants"
    }

    fn about(&self) -> &'static About {
        &DETAIL
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        layout::sure(head, Shape::Detail)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        read(input, options, out, Shape::Detail)
    }
}

impl Importer for List {
    fn kind(&self) -> &'static str {
        "zoom-meetings"
    }

    fn about(&self) -> &'static About {
        &LIST
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        self.sniff_named(head, "")
    }

    fn sniff_named(&self, head: &[u8], name: &str) -> Sure {
        match layout::sure(head, Shape::List) {
            Sure::Yes if !zoom_tables::is_held_list(head, name) => Sure::No,
            sure => sure,
        }
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        read(input, options, out, Shape::List)
    }
}

fn read(
    input: &dyn Input,
    options: &Options,
    out: &mut dyn Sink,
    shape: Shape,
) -> Result<Summary, ImportError> {
    let layout = layout::of(input, shape)?;
    let meetings = MeetingReader::new(&layout.header);
    let stays = if shape == Shape::Detail { StayColumns::of(&layout.header) } else { None };
    let columns = DateColumns::of(&layout, Some(meetings.columns()), stays.as_ref());
    let order = order::decide(input, &layout, &columns, options, out)?;
    let mut reading = Reading {
        layout: &layout,
        zone: options.zone,
        clock: Clock::new(options.zone, order),
        odd: Odd::default(),
        meetings,
        stays: stays.map(StayReader::new),
        at_hand: None,
        host_email: String::new(),
        seen: Seen::default(),
        met: Days::default(),
        hosts: Hosts::None,
        tally: Tally::new(out),
    };
    reading.tally.summary.generated = preamble::observed(&layout, &mut reading.clock, reading.tally.out)?;
    reading.all(input)?;
    reading.covers(shape, input.name())?;
    Ok(reading.summary())
}

/// The meeting that the last row belonged to.
enum AtHand {
    /// What the sink has of it: nothing, its facts, or that stays follow.
    Good(Option<Grade>),
    Bad(Problem),
}

struct Reading<'r, 'o> {
    layout: &'r Layout,
    zone: Tz,
    clock: Clock,
    odd: Odd,
    meetings: MeetingReader,
    stays: Option<StayReader>,
    at_hand: Option<AtHand>,
    host_email: String,
    seen: Seen,
    /// Days on which the meetings began.
    met: Days,
    hosts: Hosts,
    tally: Tally<'o>,
}

/// Whose meetings they are.
enum Hosts {
    None,
    /// One host's, by folded e-mail.
    One(String),
    Several,
}

impl Hosts {
    fn meet(&mut self, email: Option<&str>) {
        let email = email.map(fold);
        match (&*self, email) {
            (Hosts::None, Some(email)) => *self = Hosts::One(email),
            (Hosts::One(known), Some(email)) if *known == email => {}
            _ => *self = Hosts::Several,
        }
    }
}

impl Reading<'_, '_> {
    fn all(&mut self, input: &dyn Input) -> Result<(), ImportError> {
        let mut records = Records::open(input, self.layout.delimiter)?;
        let (mut row, mut before) = (ByteRecord::new(), ByteRecord::new());
        let mut met = 0;
        while let Some(place) = records.next(&mut row)? {
            met += 1;
            // The header comes again in a file put together from several.
            if met <= self.layout.skip || self.layout.is_header(&row) {
                continue;
            }
            self.tally.row(records.bytes())?;
            if let Some((column, reason)) = place.fault {
                // The next row must not be compared with this one.
                self.at_hand = None;
                self.reject(place.line, &row, &Problem::at(column, reason))?;
            } else if self.stays.is_some() {
                self.stay(place.line, &row, &before)?;
            } else {
                self.meeting(place.line, &row)?;
            }
            std::mem::swap(&mut row, &mut before);
        }
        self.tally.progress(records.bytes())
    }

    /// A row of a list without participants.
    fn meeting(&mut self, line: u64, row: &ByteRecord) -> Result<(), ImportError> {
        if self.seen.is_repeated(row) {
            self.tally.summary.repeated += 1;
            return Ok(());
        }
        match self.meetings.read(row, &mut self.clock, &mut self.odd) {
            Ok(record) => self.push(line, &record),
            Err(problem) => self.reject(line, row, &problem),
        }
    }

    /// A row of a list with participants: of the meeting at hand, or of another.
    fn stay(&mut self, line: u64, row: &ByteRecord, before: &ByteRecord) -> Result<(), ImportError> {
        let at_hand = match self.at_hand.take() {
            Some(at_hand) if self.meetings.is_same(row, before) => at_hand,
            _ => {
                self.seen.clear();
                self.host_email = self.meetings.host_email(row, &mut self.odd).into_owned();
                AtHand::Good(None)
            }
        };
        let at_hand = match at_hand {
            AtHand::Good(known) => self.stay_of(line, row, known)?,
            AtHand::Bad(problem) => {
                self.reject(line, row, &problem)?;
                AtHand::Bad(problem)
            }
        };
        self.at_hand = Some(at_hand);
        Ok(())
    }

    /// A stay of a meeting of which the sink has `known`; the meeting's cells are read until it has it all.
    fn stay_of(&mut self, line: u64, row: &ByteRecord, known: Option<Grade>) -> Result<AtHand, ImportError> {
        if self.seen.is_repeated(row) {
            self.tally.summary.repeated += 1;
            return Ok(AtHand::Good(known));
        }
        let meeting = match known {
            Some(Grade::Stays) => None,
            _ => match self.meetings.read(row, &mut self.clock, &mut self.odd) {
                Ok(record) => Some(record),
                Err(problem) => {
                    self.reject(line, row, &problem)?;
                    return Ok(AtHand::Bad(problem));
                }
            },
        };
        let Some(stays) = self.stays.as_mut() else { return Ok(AtHand::Good(known)) };
        if stays.is_empty(row) {
            return self.meeting_alone(line, known, meeting);
        }
        match stays.read(row, &self.host_email, &mut self.clock, &mut self.odd) {
            Ok(stay) => {
                if let Some(meeting) = meeting {
                    self.push(line, &OccurrenceRecord { grade: Grade::Stays, ..meeting })?;
                }
                self.tally.out.stay(line, &stay).map_err(ImportError::Sink)?;
                Ok(AtHand::Good(Some(Grade::Stays)))
            }
            Err(problem) => {
                self.reject(line, row, &problem)?;
                Ok(AtHand::Good(known))
            }
        }
    }

    /// A row that names no participant: it says of the meeting what may be known already.
    fn meeting_alone(
        &mut self,
        line: u64,
        known: Option<Grade>,
        meeting: Option<OccurrenceRecord<'_>>,
    ) -> Result<AtHand, ImportError> {
        match meeting {
            Some(meeting) if known.is_none() => {
                self.push(line, &meeting)?;
                Ok(AtHand::Good(Some(Grade::Facts)))
            }
            _ => {
                self.tally.summary.repeated += 1;
                Ok(AtHand::Good(known))
            }
        }
    }

    fn push(&mut self, line: u64, record: &OccurrenceRecord<'_>) -> Result<(), ImportError> {
        if let Some(start) = record.start {
            self.met.instant(self.zone, start);
        }
        self.hosts.meet(record.host_email.as_deref());
        self.tally.out.occurrence(line, record).map_err(ImportError::Sink)
    }

    /// What the list speaks for: the days it says, else those of its meetings.
    fn covers(&mut self, shape: Shape, name: &str) -> Result<(), ImportError> {
        let said = preamble::days(self.layout, &self.clock, name);
        let Some(days) = said.or(self.met.range()) else { return Ok(()) };
        // One host's list is not the account's.
        let scope = match &self.hosts {
            Hosts::One(email) => Scope::Host(Cow::Borrowed(email.as_str())),
            Hosts::None | Hosts::Several => Scope::Account,
        };
        let line = self.layout.line;
        if shape == Shape::Detail {
            covers::push(self.tally.out, line, Covered::Participants, scope.clone(), days)?;
        }
        covers::push(self.tally.out, line, Covered::Meetings, scope, days)
    }

    fn reject(&mut self, line: u64, row: &ByteRecord, problem: &Problem) -> Result<(), ImportError> {
        self.tally.reject(line, &self.layout.header, row, problem)
    }

    fn summary(self) -> Summary {
        self.tally.finish(&self.clock, &self.odd)
    }
}
