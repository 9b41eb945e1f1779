//! What one field of an answer says: text, number, instant, day.

use crate::import::cells::{self, Odd};
use crate::import::clock::{Clock, Slot};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A row, or an answer.
pub type Row = Map<String, Value>;

/// Why a row cannot be read.
#[derive(Debug)]
pub struct Problem {
    pub field: &'static str,
    pub value: String,
    pub reason: String,
}

impl Problem {
    pub fn new(field: &'static str, value: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { field, value: value.into(), reason: reason.into() }
    }
}

pub type Text = Option<Cow<'static, str>>;

/// The field as it stands: a text, or a number's digits. Empty where it is neither.
pub fn raw(row: &Row, field: &str) -> String {
    match row.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Clean text of the first of the fields that has any.
pub fn text(row: &Row, fields: &[&str]) -> Text {
    fields.iter().find_map(|field| {
        let raw = raw(row, field);
        cells::some_text(raw.as_bytes(), &mut Odd::default()).map(|text| Cow::Owned(text.into_owned()))
    })
}

/// As [`text`], with the HTML entities of names and topics decoded.
pub fn decoded(row: &Row, fields: &[&str]) -> Text {
    let text = text(row, fields)?;
    let text = cells::decoded(text.as_bytes(), &mut Odd::default()).into_owned();
    (!text.is_empty()).then_some(Cow::Owned(text))
}

/// An e-mail; `None` for placeholders.
pub fn email(row: &Row, fields: &[&str]) -> Text {
    let text = text(row, fields)?;
    cells::email(text.as_bytes(), &mut Odd::default()).map(|text| Cow::Owned(text.into_owned()))
}

/// A whole number that is not negative.
pub fn number(row: &Row, field: &str) -> Option<i64> {
    cells::number(raw(row, field).as_bytes())
}

/// A meeting number.
pub fn meeting_number(row: &Row, field: &'static str) -> Result<String, Problem> {
    let raw = raw(row, field);
    cells::meeting_number(raw.as_bytes())
        .map(Cow::into_owned)
        .map_err(|reason| Problem::new(field, raw.as_str(), reason))
}

/// An instant; `None` where the field is missing or blank.
pub fn instant(clock: &mut Clock, row: &Row, field: &'static str) -> Result<Option<i64>, Problem> {
    if matches!(row.get(field), Some(Value::Array(_) | Value::Object(_) | Value::Bool(_))) {
        return Err(Problem::new(field, "", "this is no date and time"));
    }
    let raw = raw(row, field);
    let read = clock.read(&mut Slot::default(), raw.as_bytes());
    read.map(|moment| moment.map(|moment| moment.at))
        .map_err(|reason| Problem::new(field, raw.as_str(), reason))
}

/// A day, `2026-10-31`; what stands behind it (a time) is left out.
pub fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok().filter(|day: &NaiveDate| {
        use chrono::Datelike;
        (1970..10_000).contains(&day.year())
    })
}

/// `hh:mm:ss` or `mm:ss` in seconds.
pub fn clock_text(text: &str) -> Option<i64> {
    let parts: Vec<i64> =
        text.split(':').map(|part| cells::number(part.as_bytes())).collect::<Option<_>>()?;
    match parts.as_slice() {
        [minutes, seconds] => Some(minutes * 60 + seconds),
        [hours, minutes, seconds] => Some(hours * 3600 + minutes * 60 + seconds),
        _ => None,
    }
}

/// The texts of an array, joined; a text alone stands for itself.
pub fn joined(row: &Row, field: &str, between: &str) -> Text {
    let Some(Value::Array(items)) = row.get(field) else { return text(row, &[field]) };
    let items: Vec<String> = items
        .iter()
        .filter_map(Value::as_str)
        .filter_map(|item| cells::some_text(item.as_bytes(), &mut Odd::default()).map(Cow::into_owned))
        .collect();
    (!items.is_empty()).then(|| Cow::Owned(items.join(between)))
}

/// A text over this many bytes is none that a portal writes.
const MAX_TEXT: usize = 64 * 1024;

fn is_oversized(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() > MAX_TEXT,
        Value::Array(items) => items.iter().any(is_oversized),
        Value::Object(row) => row.values().any(is_oversized),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A row whose texts are out of bounds.
pub fn oversized(row: &Row) -> Option<Problem> {
    let (field, _) = row.iter().find(|(_, value)| is_oversized(value))?;
    Some(Problem::new("", field.as_str(), "a value of the row is over 64 KiB"))
}
