//! Date cells to instants: in one zone and one order of day and month, with the last day of each column remembered.

use super::DateOrder;
use super::cells::{bare, is_none};
use crate::model::zone::{Found, LocalTimes, instant};
use crate::rules::dates::{self, Day, Written};
use crate::rules::occurrence::LONGEST;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

const SECONDS_A_DAY: i64 = 86_400;

/// A zone and an order of day and month, and what was met of both.
#[derive(Debug)]
pub struct Clock {
    zone: Tz,
    order: DateOrder,
    times: LocalTimes,
    pub doubled: u64,
    pub skipped: u64,
    /// Whether any date had two numbers and a year, so that the order mattered.
    ordered: bool,
}

/// The day that a column showed last: its ten letters, and the instant of its midnight where the whole day has one
/// offset.
#[derive(Debug, Default)]
pub struct Slot {
    letters: [u8; 10],
    midnight: Option<i64>,
}

/// A moment as a cell gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Epoch seconds.
    pub at: i64,
    pub whole_minutes: bool,
    /// The second instant of a local time that the clocks showed twice.
    pub again: Option<i64>,
}

impl Clock {
    pub fn new(zone: Tz, order: DateOrder) -> Self {
        Self { zone, order, times: LocalTimes::new(zone), doubled: 0, skipped: 0, ordered: false }
    }

    /// The order used, when any date needed one.
    pub fn order_used(&self) -> Option<DateOrder> {
        self.ordered.then_some(self.order)
    }

    pub fn zone(&self) -> Tz {
        self.zone
    }

    pub fn order(&self) -> DateOrder {
        self.order
    }

    /// The moment of a date as it is written, where it is one in this order.
    pub fn moment_of(&mut self, written: &Written) -> Option<Moment> {
        let day = written.day.on(self.order)?;
        self.ordered |= matches!(written.day, Day::Numbers { .. });
        Some(self.moment(day, written))
    }

    /// The moment of a cell that may have a day alone; `None` where it is blank.
    ///
    /// # Errors
    /// Says why the cell is none.
    pub fn read_day(&mut self, cell: &[u8]) -> Result<Option<Moment>, String> {
        Ok(self.day_of(cell)?.map(|(day, written)| self.moment(day, &written)))
    }

    /// The day of a cell, and how it is written; `None` where it is blank.
    ///
    /// # Errors
    /// Says why the cell is none.
    pub fn day_of(&mut self, cell: &[u8]) -> Result<Option<(NaiveDate, Written)>, String> {
        if is_none(cell) {
            return Ok(None);
        }
        let written = day_or_moment(cell).ok_or("this is no date")?;
        let day = written.day.on(self.order).ok_or_else(|| self.wrong_order())?;
        self.ordered |= matches!(written.day, Day::Numbers { .. });
        Ok(Some((day, written)))
    }

    /// The moment of a cell; `None` where it is blank.
    ///
    /// # Errors
    /// Says why the cell is none.
    pub fn read(&mut self, slot: &mut Slot, cell: &[u8]) -> Result<Option<Moment>, String> {
        if let (Some(midnight), Some((letters, rest))) = (slot.midnight, cell.split_first_chunk::<10>())
            && *letters == slot.letters
            && let Some((b' ', rest)) = rest.split_first()
            && let Some(time) = dates::time(rest)
            && time.offset.is_none()
        {
            let at = midnight + i64::from(time.seconds);
            return Ok(Some(Moment { at, whole_minutes: !time.with_seconds, again: None }));
        }
        self.read_anew(slot, cell)
    }

    fn read_anew(&mut self, slot: &mut Slot, cell: &[u8]) -> Result<Option<Moment>, String> {
        if is_none(cell) {
            return Ok(None);
        }
        let written = written(cell).ok_or("this is no date and time")?;
        let day = written.day.on(self.order).ok_or_else(|| self.wrong_order())?;
        self.ordered |= matches!(written.day, Day::Numbers { .. });
        self.remember(slot, cell, day, &written);
        Ok(Some(self.moment(day, &written)))
    }

    fn wrong_order(&self) -> String {
        let first = match self.order {
            DateOrder::MonthFirst => "month",
            DateOrder::DayFirst => "day",
        };
        let other = self.order.other().word();
        format!("this is no date with the {first} first (--dates {other} reads the file the other way)")
    }

    fn moment(&mut self, day: NaiveDate, written: &Written) -> Moment {
        let local = day.and_time(NaiveTime::MIN) + TimeDelta::seconds(i64::from(written.time.seconds));
        let whole_minutes = !written.time.with_seconds;
        if let Some(east) = written.time.offset {
            let at = local.and_utc().timestamp() - i64::from(east);
            return Moment { at, whole_minutes, again: None };
        }
        let (at, found) = self.times.instant(local);
        let again = match found {
            Found::Doubled => self.zone.from_local_datetime(&local).latest().map(|late| late.timestamp()),
            Found::Once | Found::Skipped => None,
        };
        self.doubled += u64::from(found == Found::Doubled);
        self.skipped += u64::from(found == Found::Skipped);
        Moment { at, whole_minutes, again }
    }

    fn remember(&self, slot: &mut Slot, cell: &[u8], day: NaiveDate, written: &Written) {
        slot.midnight = None;
        // Only dates of ten letters and a blank: `Jan 12, 2021 08:53` would end within the date.
        let is_short = cell.get(10) == Some(&b' ') && cell.first().is_some_and(u8::is_ascii_digit);
        if let (true, None, Some((letters, _))) =
            (is_short, written.time.offset, cell.split_first_chunk::<10>())
        {
            slot.letters = *letters;
            slot.midnight = steady_midnight(self.zone, day);
        }
    }
}

/// The instant of midnight, if the clocks do not change on that day.
fn steady_midnight(zone: Tz, day: NaiveDate) -> Option<i64> {
    let first: NaiveDateTime = day.and_time(NaiveTime::MIN);
    let (start, found_start) = instant(zone, first);
    let (end, found_end) = instant(zone, first + TimeDelta::seconds(SECONDS_A_DAY - 1));
    let steady = found_start == Found::Once && found_end == Found::Once && end - start == SECONDS_A_DAY - 1;
    steady.then_some(start)
}

/// The date of a cell as it is written; blanks of other kinds than ASCII (`8:57:00\u{202F}AM`) are made blanks.
pub fn written(cell: &[u8]) -> Option<Written> {
    with_blanks(cell, dates::parse)
}

/// As [`written`], and for a day alone its midnight.
pub fn day_or_moment(cell: &[u8]) -> Option<Written> {
    with_blanks(cell, dates::parse_day)
}

fn with_blanks(cell: &[u8], parse: impl Fn(&[u8]) -> Option<Written>) -> Option<Written> {
    let cell = bare(cell);
    if cell.is_ascii() {
        return parse(cell);
    }
    let text: String = std::str::from_utf8(cell)
        .ok()?
        .chars()
        .filter(|c| !matches!(c, '\u{200E}' | '\u{200F}'))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    parse(text.trim().as_bytes())
}

/// Why an end is none.
pub const TOO_LONG: &str = "this is over a week after the beginning: nothing lasts so long";

/// A later moment that may not lie before `first`, nor longer after it than anything lasts. Where the clocks made it
/// double, it is read as the first unless only the second one fits.
///
/// # Errors
/// `before`, or that it lasts too long.
pub fn not_before(first: i64, later: Moment, before: &'static str) -> Result<i64, &'static str> {
    let found = [Some(later.at), later.again].into_iter().flatten().find(|at| *at >= first);
    let at = found.ok_or(before)?;
    if at - first > LONGEST { Err(TOO_LONG) } else { Ok(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Stockholm;

    fn read(clock: &mut Clock, slot: &mut Slot, text: &str) -> i64 {
        clock.read(slot, text.as_bytes()).unwrap().unwrap().at
    }

    #[test]
    fn the_remembered_day_gives_what_the_zone_gives() {
        for zone in
            [Stockholm, chrono_tz::Asia::Kolkata, chrono_tz::America::New_York, chrono_tz::Pacific::Apia]
        {
            let (mut clock, mut slot) = (Clock::new(zone, DateOrder::MonthFirst), Slot::default());
            let mut local: NaiveDateTime = "2026-03-01T00:05:00".parse().unwrap();
            while local < "2026-12-01T00:00:00".parse().unwrap() {
                let text = local.format("%m/%d/%Y %I:%M:%S %p").to_string();
                assert_eq!(read(&mut clock, &mut slot, &text), instant(zone, local).0, "{zone} {text}");
                local += TimeDelta::minutes(47);
            }
        }
    }

    /// RULES, *Time zones*: doubled ones are the first, skipped ones the moment after, and they are counted.
    #[test]
    fn changes_of_the_clocks_are_counted() {
        let (mut clock, mut slot) = (Clock::new(Stockholm, DateOrder::MonthFirst), Slot::default());
        read(&mut clock, &mut slot, "10/25/2026 02:30:00 AM");
        read(&mut clock, &mut slot, "10/25/2026 02:40:00 AM");
        read(&mut clock, &mut slot, "03/29/2026 02:30:00 AM");
        read(&mut clock, &mut slot, "03/29/2026 04:30:00 AM");
        assert_eq!((clock.doubled, clock.skipped), (2, 1));
    }

    /// 02:50 summer time to 02:10 winter time: only the second 02:10 comes after.
    #[test]
    fn a_leave_in_the_doubled_hour_comes_after_its_join() {
        let (mut clock, mut slot) = (Clock::new(Stockholm, DateOrder::MonthFirst), Slot::default());
        let join = read(&mut clock, &mut slot, "10/25/2026 02:50:00 AM");
        let leave = clock.read(&mut slot, b"10/25/2026 02:10:00 AM").unwrap().unwrap();
        assert_eq!(not_before(join, leave, "early"), Ok(join + 20 * 60));
        assert_eq!(not_before(leave.at, leave, "early"), Ok(leave.at));
        assert_eq!(not_before(join + 86_400, leave, "early"), Err("early"));
        assert_eq!(not_before(leave.at - LONGEST, leave, "early"), Ok(leave.at));
        assert_eq!(not_before(leave.at - LONGEST - 1, leave, "early"), Err(TOO_LONG));
    }

    #[test]
    fn an_offset_in_the_text_wins_over_the_zone() {
        let (mut clock, mut slot) = (Clock::new(Stockholm, DateOrder::MonthFirst), Slot::default());
        assert_eq!(read(&mut clock, &mut slot, "2022-03-15 07:40:46"), 1_647_326_446);
        assert_eq!(read(&mut clock, &mut slot, "2022-03-15T07:40:46Z"), 1_647_330_046);
        assert_eq!(read(&mut clock, &mut slot, "2022-03-15 07:40:46Z"), 1_647_330_046);
        assert_eq!(clock.order_used(), None);
    }

    #[test]
    fn odd_blanks_and_wrappers_are_read_and_the_other_order_is_refused() {
        let (mut clock, mut slot) = (Clock::new(Tz::UTC, DateOrder::MonthFirst), Slot::default());
        let plain = read(&mut clock, &mut slot, "06/28/2025 06:41:03 AM");
        assert_eq!(read(&mut clock, &mut slot, "06/28/2025 06:41:03\u{202F}AM"), plain);
        assert_eq!(read(&mut clock, &mut slot, "=\"06/28/2025 06:41:03 AM\""), plain);
        assert_eq!(clock.read(&mut slot, b" -- "), Ok(None));
        assert!(clock.read(&mut slot, b"28/06/2025 06:41:03").unwrap_err().contains("--dates dmy"));
        assert_eq!(clock.read(&mut slot, b"soon"), Err("this is no date and time".into()));
        assert_eq!(clock.order_used(), Some(DateOrder::MonthFirst));
    }
}
