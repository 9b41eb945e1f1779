//! Local times to instants and back.

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// How a local time was found in its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The clocks showed it once.
    Once,
    /// The clocks showed it twice: the first is taken.
    Doubled,
    /// The clocks skipped it: the moment after the gap is taken.
    Skipped,
}

/// A zone in which the same local time need not be looked up twice.
#[derive(Debug)]
pub struct LocalTimes {
    zone: Tz,
    /// Hour of local time → offset in seconds, where the whole hour and its neighbours have one offset.
    steady: Option<(i64, i64)>,
}

impl LocalTimes {
    pub fn new(zone: Tz) -> Self {
        Self { zone, steady: None }
    }

    /// Epoch seconds of a local time (RULES, *Time zones*: doubled is the first, skipped the moment after).
    pub fn instant(&mut self, local: NaiveDateTime) -> (i64, Found) {
        let seconds = local.and_utc().timestamp();
        let hour = seconds.div_euclid(3600);
        if let Some((known, offset)) = self.steady
            && known == hour
        {
            return (seconds - offset, Found::Once);
        }
        let (at, found) = instant(self.zone, local);
        if found == Found::Once {
            let offset = seconds - at;
            let first = DateTime::from_timestamp(hour * 3600, 0).map(|t| t.naive_utc());
            let last = DateTime::from_timestamp(hour * 3600 + 3599, 0).map(|t| t.naive_utc());
            if let (Some(first), Some(last)) = (first, last) {
                let same = |t: NaiveDateTime| {
                    let (at, found) = instant(self.zone, t);
                    found == Found::Once && t.and_utc().timestamp() - at == offset
                };
                self.steady = (same(first) && same(last)).then_some((hour, offset));
            }
        }
        (at, found)
    }
}

/// Epoch seconds of a local time in `zone`.
pub fn instant(zone: Tz, local: NaiveDateTime) -> (i64, Found) {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(at) => (at.timestamp(), Found::Once),
        MappedLocalTime::Ambiguous(first, _) => (first.timestamp(), Found::Doubled),
        MappedLocalTime::None => (after_gap(zone, local), Found::Skipped),
    }
}

/// The first instant after the gap that holds `local`.
fn after_gap(zone: Tz, local: NaiveDateTime) -> i64 {
    // Gaps are at most a day long (Samoa, 2011) and end on a whole minute.
    let mut later = local.with_second_zero();
    for _ in 0..=(24 * 60) {
        let Some(next) = later.checked_add_signed(TimeDelta::minutes(1)) else { break };
        later = next;
        if let Some(at) = zone.from_local_datetime(&later).earliest() {
            return at.timestamp();
        }
    }
    local.and_utc().timestamp()
}

trait WithSecondZero {
    fn with_second_zero(self) -> Self;
}

impl WithSecondZero for NaiveDateTime {
    fn with_second_zero(self) -> Self {
        use chrono::Timelike;
        self.with_second(0).unwrap_or(self)
    }
}

/// The local date and time of an instant; `None` outside chrono's calendar.
pub fn local(zone: Tz, at: i64) -> Option<NaiveDateTime> {
    Some(DateTime::<Utc>::from_timestamp(at, 0)?.with_timezone(&zone).naive_local())
}

/// The local day of an instant.
pub fn local_day(zone: Tz, at: i64) -> Option<NaiveDate> {
    local(zone, at).map(|t| t.date())
}

/// The first instant of a local day.
pub fn day_start(zone: Tz, day: NaiveDate) -> i64 {
    instant(zone, day.and_time(chrono::NaiveTime::MIN)).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Stockholm;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    /// RULES, *Time zones*: "a local time that a change of the clocks made double is read as the first,
    /// one that it skipped as the moment after".
    #[test]
    fn the_ends_of_the_calendar_are_no_gaps() {
        for zone in [Tz::America__Los_Angeles, Tz::Pacific__Kiritimati] {
            for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                let _ = (
                    instant(zone, local),
                    LocalTimes::new(zone).instant(local),
                    day_start(zone, local.date()),
                );
            }
        }
    }

    #[test]
    fn doubled_is_the_first_and_skipped_the_moment_after() {
        let (first, found) = instant(Stockholm, at("2026-10-25T02:30:00"));
        assert_eq!((first, found), (at("2026-10-25T00:30:00").and_utc().timestamp(), Found::Doubled));
        let (after, found) = instant(Stockholm, at("2026-03-29T02:30:00"));
        assert_eq!((after, found), (at("2026-03-29T01:00:00").and_utc().timestamp(), Found::Skipped));
    }

    #[test]
    fn the_remembered_hour_gives_what_the_zone_gives() {
        for zone in [Stockholm, chrono_tz::Asia::Kolkata, chrono_tz::Australia::Lord_Howe, chrono_tz::UTC] {
            let mut times = LocalTimes::new(zone);
            let mut t = at("2026-03-28T00:00:00");
            while t < at("2026-04-06T00:00:00") {
                assert_eq!(times.instant(t), instant(zone, t), "{zone} {t}");
                t += TimeDelta::minutes(7);
            }
        }
    }

    #[test]
    fn a_day_starts_at_local_midnight() {
        assert_eq!(
            day_start(Stockholm, "2026-11-23".parse().unwrap()),
            at("2026-11-22T23:00:00").and_utc().timestamp()
        );
        assert_eq!(
            local_day(Stockholm, at("2026-11-22T23:00:00").and_utc().timestamp()),
            "2026-11-23".parse().ok()
        );
    }
}
