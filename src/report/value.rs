//! Values of parameters as they are typed: checked by their kind, and put in their plain form. Command line and console
//! say the same of a wrong one.

use super::catalog;
use super::def::ParamKind;
use chrono::{Datelike, NaiveDateTime};

/// Calendars go further, nobody's meetings do.
pub const FOUR_DIGITS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The value in its plain form.
///
/// # Errors
/// A few words on what is needed.
pub fn plain(value: &str, kind: ParamKind) -> Result<String, String> {
    let value = value.trim();
    if value.is_empty() {
        return Err("a value is needed".to_owned());
    }
    match kind {
        ParamKind::Choice(choices) => one_of(value, choices).map(str::to_owned),
        ParamKind::Text | ParamKind::Search | ParamKind::Person => Ok(value.to_owned()),
        ParamKind::Number { least, most } => match value.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Ok(number.to_string()),
            _ => Err(format!("a whole number from {least} to {most} is needed")),
        },
        ParamKind::Occurrence => occurrence(value),
        ParamKind::Instant if value.starts_with('#') => key(value)
            .map(|digits| format!("#{digits}"))
            .ok_or_else(|| "a moment is like 2026-10-05T08:10".to_owned()),
        ParamKind::Instant => Ok(local_time(value)?.format("%Y-%m-%dT%H:%M:%S").to_string()),
        ParamKind::Participant => key(value)
            .map(|digits| format!("#{digits}"))
            .ok_or_else(|| "a participant's key is like '#1234'".to_owned()),
        ParamKind::Call => key(value)
            .map(|digits| format!("#{digits}"))
            .ok_or_else(|| "a call's key is like '#1234'".to_owned()),
        ParamKind::Host if key(value).is_some() && value.starts_with('#') => Ok(value.to_owned()),
        ParamKind::Host if value.contains('@') && !value.contains(char::is_whitespace) => {
            Ok(value.to_owned())
        }
        ParamKind::Host => {
            Err("the host's e-mail is needed: `headcount report active-hosts` lists them".to_owned())
        }
        ParamKind::Import => key(value)
            .map(str::to_owned)
            .ok_or_else(|| "imports have numbers, like 12: `headcount report imports` lists them".to_owned()),
        ParamKind::Switch { .. } => one_of(value, &["on", "off"]).map(str::to_owned),
    }
}

/// The digits of an opaque key, with or without its `#` (which many shells take for a comment).
fn key(value: &str) -> Option<&str> {
    let digits = value.strip_prefix('#').unwrap_or(value);
    (digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<i64>().is_ok()).then_some(digits)
}

/// `UUID`, `NUMBER@START` or `#key`.
fn occurrence(value: &str) -> Result<String, String> {
    if let Some((number, start)) = value.split_once('@') {
        let start = local_time(start)?.format("%Y-%m-%dT%H:%M:%S").to_string();
        let start = start.strip_suffix(":00").unwrap_or(&start);
        return Ok(format!("{}@{start}", meeting_id(number)?));
    }
    if meeting_id(value).is_ok() {
        return Err(format!(
            "a meeting has many occurrences: give its start too, like {value}@2026-10-05T08:00"
        ));
    }
    if (value.starts_with('#') && key(value).is_none()) || value.contains(char::is_whitespace) {
        return Err("an occurrence is a UUID, NUMBER@START or a key like '#1234'".to_owned());
    }
    Ok(value.to_owned())
}

/// The word that is meant, whatever its case.
///
/// # Errors
/// Names the nearest, or all.
pub fn one_of(value: &str, words: &[&'static str]) -> Result<&'static str, String> {
    words.iter().copied().find(|word| word.eq_ignore_ascii_case(value.trim())).ok_or_else(|| {
        match catalog::nearest_of(&value.to_ascii_lowercase(), words.iter().copied()) {
            Some(near) => format!("did you mean {near}? it is one of {}", words.join(", ")),
            None => format!("it is one of {}", words.join(", ")),
        }
    })
}

/// A local time as `--start` and `NUMBER@START` take it.
///
/// # Errors
/// Says how times are written.
pub fn local_time(typed: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())
        .filter(|time| FOUR_DIGITS.contains(&time.year()))
        .ok_or_else(|| "times are written like 2026-10-05T08:00".to_owned())
}

/// The digits of a meeting ID, however they are grouped.
///
/// # Errors
/// Says how meeting IDs are written.
pub fn meeting_id(typed: &str) -> Result<String, String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(digits)
    } else {
        Err("meeting IDs are digits, like 84612340849".to_owned())
    }
}
