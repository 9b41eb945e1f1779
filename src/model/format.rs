//! Cells as people read them, and as machines do. RULES, *Files that leave*, and REPORTS, *Units*.

use super::{Cell, STRIP, Unit, day, money, zone};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// What stands for a value that is not known.
pub const UNKNOWN: &str = "—";

/// A cell as the screen and `--format table` show it.
pub fn shown(cell: &Cell, unit: Unit, tz: Tz) -> String {
    match (cell, unit) {
        (Cell::Empty, Unit::Text | Unit::Mark | Unit::Strip | Unit::Key) => String::new(),
        (Cell::Empty, _) => UNKNOWN.to_owned(),
        (Cell::Text(text), Unit::Number) => grouped_number(text),
        (Cell::Text(text), Unit::Spark) => sparkline(text, " ▁▂▃▄▅▆▇█"),
        (Cell::Text(text), Unit::Strip) => strip(text),
        (Cell::Text(text), _) => text.clone(),
        (Cell::Int(seconds), Unit::Duration) => duration(*seconds),
        (Cell::Int(seconds), Unit::Minutes) => thousands(whole_minutes(*seconds)),
        (Cell::Int(at), Unit::Instant) => local_text(*at, tz, "%Y-%m-%d %H:%M"),
        (Cell::Int(at), Unit::Moment) => local_text(*at, tz, "%Y-%m-%d %H:%M:%S"),
        (Cell::Int(days), Unit::Date) => {
            day::from_epoch_day(*days).map_or_else(String::new, |d| d.to_string())
        }
        (Cell::Int(flag), Unit::Flag) => if *flag == 0 { "no" } else { "yes" }.to_owned(),
        (Cell::Int(value), Unit::Bytes) => bytes(*value),
        (Cell::Int(value), Unit::Money) => money::shown(*value),
        (Cell::Int(value), Unit::Percent) => format!("{value}.0 %"),
        (Cell::Real(value), Unit::Percent) => format!("{value:.1} %"),
        (Cell::Int(value), Unit::Key) => value.to_string(),
        (Cell::Int(value), _) => thousands(*value),
        (Cell::Real(value), _) => decimals(*value),
    }
}

/// One decimal; two where the second is not nought, as of an amount.
fn decimals(value: f64) -> String {
    let text = format!("{value:.2}");
    text.strip_suffix('0').map_or(text.clone(), str::to_owned)
}

/// A cell as CSV holds it: instants ISO 8601 with offset, durations in seconds, numbers with a point.
pub fn machine(cell: &Cell, unit: Unit, tz: Tz) -> String {
    match (cell, unit) {
        (Cell::Empty, _) => String::new(),
        (Cell::Text(text), _) => text.clone(),
        (Cell::Int(at), Unit::Instant | Unit::Moment) => rfc3339(*at, tz),
        (Cell::Int(days), Unit::Date) => {
            day::from_epoch_day(*days).map_or_else(String::new, |d| d.to_string())
        }
        (Cell::Int(flag), Unit::Flag) => if *flag == 0 { "no" } else { "yes" }.to_owned(),
        (Cell::Int(seconds), Unit::Minutes) => whole_minutes(*seconds).to_string(),
        (Cell::Int(value), Unit::Money) => money::plain(*value),
        (Cell::Int(value), _) => value.to_string(),
        (Cell::Real(value), Unit::Percent) => format!("{value:.1}"),
        (Cell::Real(value), _) => value.to_string(),
    }
}

/// An instant as RFC 3339 in `tz` (`2026-11-22T08:14:00+01:00`, `Z` for UTC).
pub fn rfc3339(at: i64, tz: Tz) -> String {
    DateTime::<Utc>::from_timestamp(at, 0).map_or_else(String::new, |t| {
        t.with_timezone(&tz).to_rfc3339_opts(chrono::SecondsFormat::Secs, tz == Tz::UTC)
    })
}

/// Whole minutes of some seconds, rounded up (RULES, *Sums*).
pub fn whole_minutes(seconds: i64) -> i64 {
    seconds.div_euclid(60) + i64::from(seconds.rem_euclid(60) > 0)
}

/// `h:mm:ss`.
pub fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let all = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60)
}

/// The signs of a row of states; what is none of them stays.
pub fn strip(letters: &str) -> String {
    let sign =
        |letter| STRIP.iter().find(|(known, ..)| *known == letter).map_or(letter, |(_, sign, _)| *sign);
    letters.chars().map(sign).collect()
}

/// Groups of three, parted by a blank.
pub fn thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('-');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// `1 row`, `1 204 rows`: a number of something whose plural ends in `s`.
pub fn counted(count: u64, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{} {noun}{end}", thousands(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// A size with a 1024-based unit.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub fn bytes(value: i64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if value < 1024 {
        return format!("{value} B");
    }
    let mut size = value as f64 / 1024.0;
    let mut unit = "KiB";
    for next in UNITS.iter().skip(1) {
        if size < 1024.0 {
            break;
        }
        size /= 1024.0;
        unit = next;
    }
    format!("{size:.1} {unit}")
}

/// A sparkline in digits, for files and screen readers: 0 is nought, 9 the highest.
pub fn spark_digits(numbers: &str) -> String {
    sparkline(numbers, "-0123456789")
}

/// A sign a number, on the scale of the highest: of `signs` the first for one not known, the second for nought, the
/// others for what is more.
fn sparkline(numbers: &str, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let values: Vec<Option<u64>> = numbers.split(' ').map(|number| number.parse().ok()).collect();
    let highest = values.iter().flatten().copied().max().unwrap_or(0).max(1);
    let steps = u64::try_from(signs.len().saturating_sub(2)).unwrap_or(0);
    let place = |value: u64| {
        let place = u128::from(value) * u128::from(steps);
        1 + usize::try_from(place.div_ceil(u128::from(highest))).unwrap_or(0)
    };
    values.into_iter().map(|value| signs.get(value.map_or(0, place)).copied().unwrap_or(' ')).collect()
}

/// A meeting number in the portal's groups: 3-4-4, 3-3-4, 3-3-3; other lengths as they are.
pub fn grouped_number(number: &str) -> String {
    let cuts: &[usize] = match number.len() {
        11 => &[3, 7],
        10 | 9 => &[3, 6],
        _ => return number.to_owned(),
    };
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = String::with_capacity(number.len() + 2);
    for (i, c) in number.chars().enumerate() {
        if cuts.contains(&i) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

fn local_text(at: i64, tz: Tz, form: &str) -> String {
    zone::local(tz, at).map_or_else(String::new, |t| t.format(form).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Stockholm;

    #[test]
    fn people_read_minutes_and_machines_seconds() {
        let hour = Cell::Int(3900);
        assert_eq!(shown(&hour, Unit::Duration, Tz::UTC), "1:05:00");
        assert_eq!(machine(&hour, Unit::Duration, Tz::UTC), "3900");
        let at = Cell::Int(1_795_331_640);
        assert_eq!(shown(&at, Unit::Instant, Stockholm), "2026-11-22 08:14");
        assert_eq!(machine(&at, Unit::Instant, Stockholm), "2026-11-22T08:14:00+01:00");
        assert_eq!(machine(&at, Unit::Instant, Tz::UTC), "2026-11-22T07:14:00Z");
    }

    #[test]
    fn strips_are_signs_to_people_and_letters_to_programs() {
        let month = Cell::from("hhpm  x");
        assert_eq!(shown(&month, Unit::Strip, Tz::UTC), "██▒·  x");
        assert_eq!(machine(&month, Unit::Strip, Tz::UTC), "hhpm  x");
    }

    #[test]
    fn minutes_are_rounded_up_once() {
        assert_eq!(shown(&Cell::Int(61), Unit::Minutes, Tz::UTC), "2");
        assert_eq!(machine(&Cell::Int(3_600_000), Unit::Minutes, Tz::UTC), "60000");
        assert_eq!(whole_minutes(0), 0);
    }

    #[test]
    fn unknown_is_never_nought() {
        assert_eq!(shown(&Cell::Empty, Unit::Count, Tz::UTC), UNKNOWN);
        assert_eq!(machine(&Cell::Empty, Unit::Count, Tz::UTC), "");
    }

    #[test]
    fn a_sparkline_is_as_high_as_its_numbers() {
        let spark = Cell::from("0 3 - 70 140 1");
        assert_eq!(shown(&spark, Unit::Spark, Tz::UTC), "▁▂ ▅█▂");
        assert_eq!(machine(&spark, Unit::Spark, Tz::UTC), "0 3 - 70 140 1");
        assert_eq!(spark_digits("0 3 - 70 140 1"), "01-591");
        assert_eq!(spark_digits("0 0 0"), "000");
        assert_eq!(spark_digits("18446744073709551615"), "9");
        assert_eq!(shown(&Cell::Empty, Unit::Spark, Tz::UTC), UNKNOWN);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(thousands(1_234_567), "1 234 567");
        assert_eq!(thousands(-12), "-12");
        assert_eq!(grouped_number("84612340849"), "846 1234 0849");
        assert_eq!(grouped_number("9138402"), "9138402");
        assert_eq!(bytes(1536), "1.5 KiB");
        assert_eq!(bytes(3 << 40), "3.0 TiB");
    }
}
