//! A file read in the wrong zone (RULES, *occurrence*): the same people, everything shifted by whole quarter hours.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

/// Shifts are whole quarter hours: zones differ by nothing finer.
const QUARTER: i64 = 900;
/// No two zones are further apart, in seconds.
pub const FURTHEST: i64 = 26 * 3600;

/// Whether starts that lie so many seconds apart may be one, read in two zones.
pub fn is_shift(seconds: i64) -> bool {
    seconds != 0 && seconds % QUARTER == 0 && seconds.abs() <= FURTHEST
}

/// A stay: who, join, leave.
pub type Stay<'a> = (&'a str, Option<i64>, Option<i64>);

/// By how many seconds `other` is later, if its stays are `mine`, every one shifted alike.
pub fn shift(mine: &[Stay<'_>], other: &[Stay<'_>]) -> Option<i64> {
    if mine.is_empty() || mine.len() != other.len() {
        return None;
    }
    let (mut mine, mut other) = (mine.to_vec(), other.to_vec());
    mine.sort_unstable();
    other.sort_unstable();
    let first = mine.iter().zip(&other).find_map(|(a, b)| Some(b.1? - a.1?))?;
    let moved = |at: Option<i64>| at.map(|at| at + first);
    let same = mine.iter().zip(&other).all(|(a, b)| a.0 == b.0 && moved(a.1) == b.1 && moved(a.2) == b.2);
    (is_shift(first) && same).then_some(first)
}

/// Zones to name before any other of the same offset.
const COMMON: [Tz; 24] = [
    Tz::UTC,
    Tz::Europe__London,
    Tz::Europe__Berlin,
    Tz::Europe__Helsinki,
    Tz::Europe__Moscow,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
    Tz::America__Sao_Paulo,
    Tz::America__Halifax,
    Tz::America__Anchorage,
    Tz::Pacific__Honolulu,
    Tz::Asia__Dubai,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Asia__Dhaka,
    Tz::Asia__Jakarta,
    Tz::Asia__Shanghai,
    Tz::Asia__Tokyo,
    Tz::Australia__Adelaide,
    Tz::Australia__Sydney,
    Tz::Pacific__Auckland,
    Tz::Asia__Yekaterinburg,
];

/// The zone in which a file must be read so that its instants, read in `used`, come out `later` seconds later at `at`;
/// one of `likely` if it fits.
pub fn fitting(used: Tz, at: i64, later: i64, likely: &[Tz]) -> Option<Tz> {
    let wanted = offset(used, at)? - later;
    likely
        .iter()
        .chain(&COMMON)
        .chain(TZ_VARIANTS.iter())
        .copied()
        .find(|zone| *zone != used && offset(*zone, at + later) == Some(wanted))
}

/// Seconds east of UTC.
fn offset(zone: Tz, at: i64) -> Option<i64> {
    let at = DateTime::<Utc>::from_timestamp(at, 0)?;
    Some(i64::from(zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_760_954_400; // 2025-10-20 10:00 UTC

    /// "The same number and people at most 26 h away with every join and leave shifted by the same whole number of
    /// quarter hours looks like a file read in the wrong zone."
    #[test]
    fn occurrence_in_the_wrong_zone() {
        let mine = [("anna", Some(AT), Some(AT + 600)), ("bo", Some(AT + 60), Some(AT + 900))];
        let moved = |by: i64| mine.map(|(who, a, b)| (who, a.map(|a| a + by), b.map(|b| b + by)));
        assert_eq!(shift(&mine, &moved(9 * 3600)), Some(9 * 3600));
        assert_eq!(shift(&mine, &moved(-5 * 3600 - 1800)), Some(-5 * 3600 - 1800));
        assert_eq!(shift(&mine, &moved(1000)), None);
        assert_eq!(shift(&mine, &moved(0)), None);
        assert_eq!(shift(&mine, &moved(27 * 3600)), None);
        let mut other = moved(3600);
        other[1].2 = other[1].2.map(|at| at + 1);
        assert_eq!(shift(&mine, &other), None);
        assert_eq!(shift(&mine, &moved(3600)[..1]), None);
    }

    #[test]
    fn names_the_zone_that_fits() {
        // Read in Stockholm (UTC+2), right in Los Angeles (UTC-7): nine hours later.
        assert_eq!(fitting(Tz::Europe__Stockholm, AT, 9 * 3600, &[]), Some(Tz::America__Los_Angeles));
        let likely = [Tz::Europe__Oslo, Tz::America__Vancouver];
        assert_eq!(fitting(Tz::Europe__Stockholm, AT, 9 * 3600, &likely), Some(Tz::America__Vancouver));
        assert_eq!(fitting(Tz::Asia__Kolkata, AT, 5 * 3600 + 1800, &[]), Some(Tz::UTC));
    }
}
