//! A row of a section as a stay, a registrant, or both.

use super::sections::{Columns, Section};
use super::titles;
use crate::import::cells::{self, Odd};
use crate::import::clock::{Clock, Moment, Slot, not_before};
use crate::import::meeting::{Problem, cell};
use crate::model::text::fold;
use crate::model::{RegistrantRecord, Role, StayRecord};
use csv::ByteRecord;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// Reads rows; remembers who has registered.
#[derive(Debug, Default)]
pub struct RowReader {
    join: Slot,
    leave: Slot,
    registered: Slot,
    known: FxHashSet<(Option<Role>, String)>,
}

/// What a row says.
#[derive(Debug)]
pub struct Read<'r> {
    pub stay: Option<StayRecord<'r>>,
    pub registrant: Option<Box<RegistrantRecord<'r>>>,
}

impl RowReader {
    /// # Errors
    /// When a time is missing or no date, join and leave stand the wrong way round, or nobody is named.
    pub fn read<'r>(
        &mut self,
        row: &'r ByteRecord,
        section: &Section,
        clock: &mut Clock,
        odd: &mut Odd,
    ) -> Result<Read<'r>, Problem> {
        let columns = &section.columns;
        let attended = flag(cell(row, columns.attended), odd);
        let times = self.times(row, columns, attended, clock)?;
        let registered = moment(clock, &mut self.registered, row, columns.registered)?;
        let email = cells::email(cell(row, columns.email), odd);
        let name = cells::name(cells::decoded(cell(row, columns.name), odd));
        let full = full_name(row, columns, odd);
        let shown = if cells::is_none(name.shown.as_bytes()) { full } else { name.shown };
        if shown.is_empty() && email.is_none() {
            return Err(Problem::at(columns.name, "the row names nobody"));
        }
        let registrant = RegistrantRecord {
            role: section.role,
            name: shown.clone(),
            email: email.clone(),
            registered: registered.map(|moment| moment.at),
            attended: Some(times.is_some()),
            ..form(row, columns, odd)
        };
        let registrant = self.is_new(&registrant, times.is_none()).then(|| Box::new(registrant));
        let guest = flag(cell(row, columns.guest), odd).or(name.guest.then_some(true));
        let stay = times.map(|(join, leave)| StayRecord {
            name: shown,
            original_name: name.original,
            email,
            join: Some(join),
            leave: Some(leave),
            minutes: minutes(cell(row, columns.minutes), leave - join),
            guest,
            host: name.host || section.role == Some(Role::Host),
            role: section.role,
            country: cells::some_text(cell(row, columns.country), odd),
            ..StayRecord::default()
        });
        Ok(Read { stay, registrant })
    }

    /// Join and leave; `None` for who did not come.
    fn times(
        &mut self,
        row: &ByteRecord,
        columns: &Columns,
        attended: Option<bool>,
        clock: &mut Clock,
    ) -> Result<Option<(i64, i64)>, Problem> {
        let join = moment(clock, &mut self.join, row, columns.join)?;
        let leave = moment(clock, &mut self.leave, row, columns.leave)?;
        if join.is_none() && leave.is_none() && attended == Some(false) {
            return Ok(None);
        }
        let join = join.ok_or_else(|| Problem::at(columns.join, "the join time is missing"))?;
        let leave = leave.ok_or_else(|| Problem::at(columns.leave, "the leave time is missing"))?;
        let leave = not_before(join.at, leave, "the leave time lies before the join time")
            .map_err(|reason| Problem::at(columns.leave, reason))?;
        Ok(Some((join.at, leave)))
    }

    /// Whether the row tells a registration. A rejoin leaves its time and status empty, and may repeat the rest.
    fn is_new(&mut self, told: &RegistrantRecord<'_>, is_no_show: bool) -> bool {
        let whole = told.registered.is_some() || told.status.is_some() || is_no_show;
        let some = told.phone.is_some() || told.source.is_some() || !told.fields.is_empty();
        if !whole && !some {
            return false;
        }
        let key = (told.role, fold(told.email.as_deref().unwrap_or(&told.name)));
        self.known.insert(key) || whole
    }
}

/// The fields of the registration form.
fn form<'r>(row: &'r ByteRecord, columns: &Columns, odd: &mut Odd) -> RegistrantRecord<'r> {
    let mut of = |column: Option<usize>| cells::some_text(cell(row, column), odd);
    let (first_name, last_name) = (of(columns.first_name), of(columns.last_name));
    let (phone, source) = (of(columns.phone), of(columns.source));
    let country = of(columns.home).or_else(|| of(columns.country));
    let said = of(columns.status);
    let status = said.as_deref().and_then(titles::status);
    let mut fields: Vec<(Cow<'r, str>, Cow<'r, str>)> = Vec::new();
    if let (Some(said), None, Some(column)) = (said, status, columns.status) {
        fields.push((Cow::Owned(columns.header.title(column).to_owned()), said));
    }
    for column in &columns.others {
        if let Some(value) = of(Some(*column)) {
            fields.push((Cow::Owned(columns.header.title(*column).trim().to_owned()), value));
        }
    }
    RegistrantRecord {
        first_name,
        last_name,
        status: status.map(Cow::Borrowed),
        source,
        country,
        phone,
        fields,
        ..RegistrantRecord::default()
    }
}

fn full_name(row: &ByteRecord, columns: &Columns, odd: &mut Odd) -> Cow<'static, str> {
    let first = cells::some_text(cell(row, columns.first_name), odd).unwrap_or_default();
    let last = cells::some_text(cell(row, columns.last_name), odd).unwrap_or_default();
    Cow::Owned(format!("{first} {last}").trim().to_owned())
}

fn moment(
    clock: &mut Clock,
    slot: &mut Slot,
    row: &ByteRecord,
    column: Option<usize>,
) -> Result<Option<Moment>, Problem> {
    clock
        .read(slot, &titles::english_date(cells::bare(cell(row, column))))
        .map_err(|reason| Problem::at(column, reason))
}

fn flag(cell: &[u8], odd: &mut Odd) -> Option<bool> {
    titles::flag(cells::bare(cell)).or_else(|| cells::flag(cell, odd))
}

/// Time in the session: whole minutes, or `HH:MM:SS`.
fn minutes(cell: &[u8], seconds: i64) -> Option<i64> {
    if !cell.contains(&b':') {
        return cells::minutes(cell, Some(seconds));
    }
    let mut said = 0;
    for part in cells::bare(cell).split(|byte| *byte == b':') {
        said = said * 60 + cells::number(part)?;
        // Three parts of nine digits would be more than a session can last.
        if said > i64::from(u32::MAX) {
            return None;
        }
    }
    let whole = (said + 59).div_euclid(60).to_string();
    cells::minutes(whole.as_bytes(), Some(seconds))
}
