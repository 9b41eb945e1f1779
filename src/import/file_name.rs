//! What a file's name tells: the meeting number and the days it is of (FORMATS: hints only, people rename files).

use chrono::NaiveDate;

/// The number behind `participants_` or `meeting_report_`: `participants_81234567890.csv`,
/// `participants_81234567890_2022_06_14 (1).csv`, `zoomus_meeting_report_412345678.csv`. Short numbers are copies
/// (`participants_2.csv`).
pub fn meeting_number(name: &str) -> Option<&str> {
    const FEWEST_DIGITS: usize = 6;
    let lower = name.to_ascii_lowercase();
    ["participants", "meeting_report"].iter().find_map(|word| {
        let behind = lower.rfind(word)? + word.len();
        let rest = name.get(behind..)?.trim_start_matches(['_', '-', ' ']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = rest.split_at_checked(digits)?;
        (digits >= FEWEST_DIGITS && !is_day_alone(number, rest)).then_some(number)
    })
}

/// The number beside the word for a report on one meeting: `poll_81234567890_2026_05_19.csv`,
/// `81234567890_RegistrationReport.csv`, `81234567890 - Poll Report.csv`.
pub fn report_number(name: &str) -> Option<&str> {
    const WORDS: [&str; 8] =
        ["registration", "registrants", "poll", "qa", "q&a", "question", "survey", "performance"];
    const FEWEST_DIGITS: usize = 9;
    let lower = name.to_ascii_lowercase();
    if !WORDS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let runs = name.split(|c: char| !c.is_ascii_digit());
    let mut long = runs.filter(|run| (FEWEST_DIGITS..=12).contains(&run.len()));
    // Two numbers tell nothing.
    long.next().filter(|first| long.all(|other| other == *first))
}

/// `20220614`: eight digits that are a day of the portals' years, and no other digits behind.
fn is_day_alone(number: &str, rest: &str) -> bool {
    number.len() == 8
        && compact_day(number).is_some()
        && !rest.trim_start_matches(['_', '-']).starts_with(|c: char| c.is_ascii_digit())
}

fn compact_day(digits: &str) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(
        digits.get(..4)?.parse().ok()?,
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..8)?.parse().ok()?,
    )?;
    is_recent(day).then_some(day)
}

fn is_recent(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (2011..2100).contains(&day.year())
}

/// The days in the name, first and last: `meetinglistdetails_20210901_20210930.csv`,
/// `…_2025_10_01_2025_10_31.csv`, `participants_81234567890_2022_06_14.csv`.
pub fn days(name: &str) -> Option<(NaiveDate, NaiveDate)> {
    let parts: Vec<&str> =
        name.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let mut found = Vec::new();
    let mut rest = parts.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        let spread = match tail {
            [month, day, ..] if first.len() == 4 && month.len() == 2 && day.len() == 2 => {
                compact_day(&[*first, month, day].concat())
            }
            _ => None,
        };
        let whole = if first.len() == 8 { compact_day(first) } else { None };
        rest = if spread.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
        found.extend(spread.or(whole));
    }
    Some((*found.first()?, *found.get(1).or(found.first())?)).filter(|(from, to)| from <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_behind_the_word() {
        for (name, number) in [
            ("participants_81234567890.csv", Some("81234567890")),
            ("participants_9138402.csv", Some("9138402")),
            ("participants_81234567890_2022_06_14.csv", Some("81234567890")),
            ("participants_81234567890 (1).csv", Some("81234567890")),
            ("2april_Participants_81234567890.csv", Some("81234567890")),
            ("zoomus_meeting_report_412345678.csv", Some("412345678")),
            ("participants-81234567890.csv", Some("81234567890")),
            ("participants_2022_06_14.csv", None),
            ("participants_20220614.csv", None),
            ("participants.csv", None),
            ("participants 2.csv", None),
            ("participants (2).csv", None),
            ("81234567890.csv", None),
            ("-", None),
        ] {
            assert_eq!(meeting_number(name), number, "{name}");
        }
    }

    #[test]
    fn the_number_of_a_report_stands_beside_its_word() {
        for (name, number) in [
            ("poll_93310442208_2026_05_19.csv", Some("93310442208")),
            ("93310442208_RegistrationReport (1).csv", Some("93310442208")),
            ("93310442208 - Poll Report.csv", Some("93310442208")),
            ("93310442208.csv", None),
            ("poll_20260519.csv", None),
            ("poll_93310442208_93310442209.csv", None),
        ] {
            assert_eq!(report_number(name), number, "{name}");
        }
    }

    #[test]
    fn days_stand_anywhere() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let range = Some((day("2025-10-01"), day("2025-10-31")));
        assert_eq!(days("meetinglistdetails_20251001_20251031.csv"), range);
        assert_eq!(days("meetinglistdetails_2025_10_01_2025_10_31.csv"), range);
        let one = Some((day("2022-06-14"), day("2022-06-14")));
        assert_eq!(days("participants_81234567890_2022_06_14 (1).csv"), one);
        assert_eq!(days("participants_81234567890.csv"), None);
    }
}
