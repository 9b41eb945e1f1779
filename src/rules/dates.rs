//! Dates and times as portals and spreadsheets write them: their forms, and which of day and month comes first.
//! Pure: zones are in `model::zone`, files in `import`.

mod votes;

pub use votes::{RowDates, Verdict, Votes};

use chrono::NaiveDate;

/// Whether `03/04` is the third of April or the fourth of March.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    MonthFirst,
    DayFirst,
}

impl DateOrder {
    /// As `--dates` takes it and the imports screen shows it.
    pub fn word(self) -> &'static str {
        match self {
            DateOrder::MonthFirst => "mdy",
            DateOrder::DayFirst => "dmy",
        }
    }

    pub fn other(self) -> Self {
        match self {
            DateOrder::MonthFirst => DateOrder::DayFirst,
            DateOrder::DayFirst => DateOrder::MonthFirst,
        }
    }
}

/// A day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// The year stands first or the month has its name: there is one reading.
    Sure(NaiveDate),
    /// Two small numbers and a year: a date in one order at least.
    Numbers { first: u32, second: u32, year: i32, separator: u8, padded: bool },
}

impl Day {
    /// The day when read in that order; `None` when it is none.
    pub fn on(self, order: DateOrder) -> Option<NaiveDate> {
        match (self, order) {
            (Day::Sure(day), _) => Some(day),
            (Day::Numbers { first, second, year, .. }, DateOrder::MonthFirst) => {
                NaiveDate::from_ymd_opt(year, first, second)
            }
            (Day::Numbers { first, second, year, .. }, DateOrder::DayFirst) => {
                NaiveDate::from_ymd_opt(year, second, first)
            }
        }
    }
}

/// A time of day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Seconds since midnight.
    pub seconds: u32,
    pub with_seconds: bool,
    /// Seconds east of UTC, where the text says (`Z`, `+02:00`).
    pub offset: Option<i32>,
}

/// A date with a time as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub day: Day,
    pub time: Time,
}

impl Written {
    /// Whether a spreadsheet rather than the portal wrote it so: no leading noughts, no seconds, another sign than `/`.
    pub fn is_resaved(&self) -> bool {
        match self.day {
            Day::Sure(_) => false,
            Day::Numbers { separator, padded, .. } => separator != b'/' || !padded || !self.time.with_seconds,
        }
    }
}

/// Reads the forms of the portals and of spreadsheets: `01/21/2021 08:58:30 PM`, `9/10/2021 8:00`, `04.10.2020 08:48:54`,
/// `2020-07-20 15:06`, `2020/12/8 8:35`, `2022-03-15T07:40:46Z`, `Jan 12, 2021 08:53:47`. `None` for anything else,
/// and for what is no date in either order. ASCII alone; blanks around must be gone.
pub fn parse(text: &[u8]) -> Option<Written> {
    let (day, rest) = if text.first()?.is_ascii_digit() { numeric_day(text)? } else { named_day(text)? };
    let rest = match rest.split_first()? {
        (b'T' | b't' | b' ' | b',', rest) => rest.trim_ascii_start(),
        _ => return None,
    };
    Some(Written { day, time: time(rest)? })
}

/// As [`parse`]; a day without a time is its midnight.
pub fn parse_day(text: &[u8]) -> Option<Written> {
    let (day, rest) = if text.first()?.is_ascii_digit() { numeric_day(text)? } else { named_day(text)? };
    if rest.is_empty() {
        return Some(Written { day, time: Time { seconds: 0, with_seconds: true, offset: None } });
    }
    parse(text)
}

/// `H:MM`, `H:MM:SS`, `H:MM:SS.fff`, `H:MM:SS:fff`, then nothing, `AM`/`PM` or an offset. AM and PM after a value of the 24-hour
/// clock are accepted and mean nothing.
pub fn time(text: &[u8]) -> Option<Time> {
    let (hour, _, rest) = number(text, 2)?;
    let (minute, 2, rest) = number(rest.strip_prefix(b":")?, 2)? else { return None };
    let (second, with_seconds, rest) = match rest.strip_prefix(b":") {
        Some(rest) => {
            let (second, 2, rest) = number(rest, 2)? else { return None };
            (second, true, without_fraction(rest))
        }
        None => (0, false, rest),
    };
    let (hour, offset) = match rest.trim_ascii() {
        b"" => (hour, None),
        b"AM" | b"am" | b"Am" | b"a.m." | b"A.M." => (if hour == 12 { 0 } else { hour }, None),
        b"PM" | b"pm" | b"Pm" | b"p.m." | b"P.M." => (if hour < 12 { hour + 12 } else { hour }, None),
        b"Z" | b"z" => (hour, Some(0)),
        other => (hour, Some(offset(other)?)),
    };
    (hour < 24 && minute < 60 && second < 60).then_some(Time {
        seconds: hour * 3600 + minute * 60 + second,
        with_seconds,
        offset,
    })
}

fn without_fraction(text: &[u8]) -> &[u8] {
    // The log of a meeting's activities has `07:09:03:216`.
    let Some(rest) = text.strip_prefix(b".").or(text.strip_prefix(b":")) else { return text };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    rest.get(digits..).unwrap_or_default()
}

/// `+02:00`, `-0530`, `+02` in seconds.
fn offset(text: &[u8]) -> Option<i32> {
    let (sign, rest) = match text.split_first()? {
        (b'+', rest) => (1, rest),
        (b'-', rest) => (-1, rest),
        _ => return None,
    };
    let (hours, 2, rest) = number(rest, 2)? else { return None };
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    let minutes = if rest.is_empty() {
        0
    } else {
        match number(rest, 2)? {
            (minutes, 2, b"") => minutes,
            _ => return None,
        }
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (hours <= 18 && minutes < 60).then_some(sign * seconds)
}

/// Up to `most` digits: their value, how many, and what follows.
fn number(text: &[u8], most: usize) -> Option<(u32, usize, &[u8])> {
    let mut value = 0;
    let mut digits = 0;
    for byte in text.iter().take(most).take_while(|b| b.is_ascii_digit()) {
        value = value * 10 + u32::from(byte - b'0');
        digits += 1;
    }
    if digits == 0 { None } else { Some((value, digits, text.get(digits..)?)) }
}

/// A day in numbers: year first, or two numbers and the year.
fn numeric_day(text: &[u8]) -> Option<(Day, &[u8])> {
    let (one, one_digits, rest) = number(text, 4)?;
    let (&separator, rest) = rest.split_first()?;
    if !matches!(separator, b'/' | b'-' | b'.') {
        return None;
    }
    let (two, two_digits, rest) = number(rest, 2)?;
    let (three, three_digits, rest) = number(rest.strip_prefix(&[separator])?, 4)?;
    let day = match (one_digits, three_digits) {
        (4, 1..=2) => Day::Sure(NaiveDate::from_ymd_opt(year(one)?, two, three)?),
        (1..=2, 4) => Day::Numbers {
            first: one,
            second: two,
            year: year(three)?,
            separator,
            padded: one_digits == 2 && two_digits == 2,
        },
        _ => return None,
    };
    let is_date = day.on(DateOrder::MonthFirst).is_some() || day.on(DateOrder::DayFirst).is_some();
    is_date.then_some((day, rest))
}

/// Years in which there was something to report, and will be.
fn year(number: u32) -> Option<i32> {
    if (1970..2200).contains(&number) { i32::try_from(number).ok() } else { None }
}

/// `Jan 12, 2021`, `January 12 2021`, `Jan. 12, 2021`: English names, as portals write them in every language.
fn named_day(text: &[u8]) -> Option<(Day, &[u8])> {
    const MONTHS: [&[u8]; 12] = [
        b"january",
        b"february",
        b"march",
        b"april",
        b"may",
        b"june",
        b"july",
        b"august",
        b"september",
        b"october",
        b"november",
        b"december",
    ];
    let letters = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (name, rest) = text.split_at_checked(letters)?;
    if letters < 3 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| month.starts_with(&name))?;
    let rest = rest.strip_prefix(b".").unwrap_or(rest).trim_ascii_start();
    let (day, _, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
    let (of, 4, rest) = number(rest, 4)? else { return None };
    let month = u32::try_from(month + 1).ok()?;
    Some((Day::Sure(NaiveDate::from_ymd_opt(year(of)?, month, day)?), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, order: DateOrder) -> Option<String> {
        let written = parse(text.as_bytes())?;
        let seconds = written.time.seconds;
        let day = written.day.on(order)?;
        Some(format!("{day} {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
    }

    #[test]
    fn each_form_is_read() {
        for (text, expected) in [
            ("01/21/2021 08:58:30 PM", "2021-01-21 20:58:30"),
            ("09/10/2021 08:00:21", "2021-09-10 08:00:21"),
            ("9/1/2021 8:00", "2021-09-01 08:00:00"),
            ("Jan 12, 2021 08:53:47", "2021-01-12 08:53:47"),
            ("Mar 22, 2025 7:13 PM", "2025-03-22 19:13:00"),
            ("September 1, 2025 12:00 AM", "2025-09-01 00:00:00"),
            ("2021-01-23 15:47:55", "2021-01-23 15:47:55"),
            ("2020-07-20 15:06", "2020-07-20 15:06:00"),
            ("2020/12/8 8:35", "2020-12-08 08:35:00"),
            ("2022-03-15T07:40:46Z", "2022-03-15 07:40:46"),
            ("2024-03-21 07:09:03:216", "2024-03-21 07:09:03"),
            ("2022-03-15T07:40:46.123+02:00", "2022-03-15 07:40:46"),
            ("08/07/2025, 08:57:00 AM", "2025-08-07 08:57:00"),
            ("06/28/2025 12:05:00 AM", "2025-06-28 00:05:00"),
            ("06/28/2025 12:05:00 PM", "2025-06-28 12:05:00"),
            ("06/28/2025 13:05:00 PM", "2025-06-28 13:05:00"),
            ("06/28/2025 13:05:00 AM", "2025-06-28 13:05:00"),
            ("06/28/2025 0:30 PM", "2025-06-28 12:30:00"),
        ] {
            assert_eq!(read(text, DateOrder::MonthFirst).as_deref(), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("15/08/2022 01:27", "2022-08-15 01:27:00"),
            ("04.10.2020 08:48:54", "2020-10-04 08:48:54"),
            ("04.10.2020 08:48:54 PM", "2020-10-04 20:48:54"),
            ("15-08-2022 1:27", "2022-08-15 01:27:00"),
        ] {
            assert_eq!(read(text, DateOrder::DayFirst).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "--",
            "noon",
            "02/30/2022 08:00",
            "31/31/2022 08:00",
            "01/02/22 08:00",
            "01/02/2022",
            "01/02/2022 25:00",
            "01/02/2022 08:60",
            "01/02/2022 08:00:61",
            "01-02/2022 08:00",
            "Foo 12, 2021 08:53:47",
            "01/02/2022 08:00 XM",
            "0001-01-01 00:00",
        ] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn offsets_are_in_seconds() {
        let offset_of = |text: &str| parse(text.as_bytes()).and_then(|written| written.time.offset);
        assert_eq!(offset_of("2022-03-15T07:40:46Z"), Some(0));
        assert_eq!(offset_of("2022-03-15T07:40:46+05:30"), Some(19_800));
        assert_eq!(offset_of("2022-03-15T07:40:46-0800"), Some(-28_800));
        assert_eq!(offset_of("2022-03-15 07:40:46"), None);
    }

    #[test]
    fn a_spreadsheet_is_known_by_its_dates() {
        let resaved = |text: &str| parse(text.as_bytes()).unwrap().is_resaved();
        assert!(!resaved("09/10/2021 08:00:21"));
        assert!(!resaved("09/10/2021 08:00:21 AM"));
        assert!(!resaved("2021-09-10 08:00"));
        assert!(resaved("9/10/2021 08:00:21"));
        assert!(resaved("09/10/2021 08:00"));
        assert!(resaved("09.10.2021 08:00:21"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = parse(&text);
            let _ = time(&text);
        }

        #[test]
        fn a_written_date_reads_back(year in 1970i32..2200, month in 1u32..=12, day in 1u32..=28, second in 0u32..86_400) {
            let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            for (text, order) in [
                (format!("{month:02}/{day:02}/{year} {clock}"), DateOrder::MonthFirst),
                (format!("{day}.{month}.{year} {clock}"), DateOrder::DayFirst),
                (format!("{year}-{month:02}-{day:02}T{clock}"), DateOrder::DayFirst),
            ] {
                let written = parse(text.as_bytes()).unwrap();
                prop_assert_eq!(written.day.on(order), Some(date));
                prop_assert_eq!(written.time.seconds, second);
            }
        }
    }
}
