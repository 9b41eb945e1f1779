//! Rows of answers.

use super::super::cells::Odd;
use super::super::clock::{Clock, Slot};
use super::super::header::key;
use super::super::titles::Column;
use super::cells::{Below, Cells, Source, Unreadable};
use super::{ALL, Answer, List, Take};
use crate::model::row::{RowRecord, Worth};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::borrow::Cow;

type Row = Map<String, Value>;

/// The list whose answer has that path.
pub fn of_path(segments: &[&str]) -> Option<&'static str> {
    let is_it = |answer: &Answer| {
        answer.path.len() == segments.len()
            && answer.path.iter().zip(segments).all(|(part, given)| *part == "*" || part == given)
    };
    ALL.iter().find(|list| list.answers.iter().any(is_it)).map(|list| list.table.kind)
}

/// The list whose rows an answer has.
pub fn of_answer(answer: &Row) -> Option<&'static str> {
    let is_it = |known: &Answer| {
        if known.array.is_empty() {
            return answer.contains_key(known.needs);
        }
        let Some(rows) = answer.get(known.array).and_then(Value::as_array) else { return false };
        known.needs.is_empty()
            || rows.iter().find_map(Value::as_object).is_some_and(|row| row.contains_key(known.needs))
    };
    ALL.iter().find(|list| list.answers.iter().any(is_it)).map(|list| list.table.kind)
}

impl List {
    /// Whether the answer itself is its row.
    pub fn is_row(&self, answer: &Row) -> bool {
        self.answers.iter().any(|known| known.array.is_empty() && answer.contains_key(known.needs))
    }

    /// Whether its answers are of one user or meeting each, which speak for nothing else.
    pub fn is_of_one(&self) -> bool {
        self.answers.iter().any(|answer| answer.path.contains(&"*"))
    }

    /// The arrays in which its answers have rows.
    pub fn arrays(&self) -> impl Iterator<Item = &'static str> {
        self.answers.iter().map(|answer| answer.array)
    }
}

/// What stands around a row of an answer.
#[derive(Debug)]
pub struct Around<'a> {
    pub clock: &'a mut Clock,
    pub odd: &'a mut Odd,
    pub answer: &'a Row,
    /// What the question's path names.
    pub asked: Option<&'a str>,
}

/// What a row of an answer says.
///
/// # Errors
/// When it cannot be read.
pub fn rows(around: Around<'_>, row: &Row, take: Take) -> Result<Vec<RowRecord>, Unreadable> {
    let mut source = Json { fields: flat(row), row, around };
    take(&mut Cells::new(&mut source))
}

/// The fields by their keys; those of an object within by both names.
fn flat(row: &Row) -> Vec<(String, &Value)> {
    let mut out = Vec::with_capacity(row.len());
    for (name, value) in row {
        match value {
            Value::Object(inner) => {
                out.extend(inner.iter().map(|(below, value)| (key(&format!("{name} {below}")), value)));
            }
            value => out.push((key(name), value)),
        }
    }
    out
}

struct Json<'a> {
    fields: Vec<(String, &'a Value)>,
    row: &'a Row,
    around: Around<'a>,
}

/// A field as it stands: a text, the digits of a number, Yes or No, the texts of an array.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Bool(flag) => Cow::Borrowed(if *flag { "Yes" } else { "No" }),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            Cow::Owned(items.join("; "))
        }
        Value::Null | Value::Object(_) => Cow::Borrowed(""),
    }
}

fn find<'v>(fields: &[(String, &'v Value)], columns: &[&'static Column]) -> Cow<'v, str> {
    let values = columns
        .iter()
        .flat_map(|column| column.names)
        .filter_map(|name| fields.iter().find(|(key, _)| key == name).map(|(_, value)| text(value)));
    values.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
}

impl Source for Json<'_> {
    fn raw(&mut self, columns: &[&'static Column]) -> Cow<'_, [u8]> {
        match find(&self.fields, columns) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    fn beside(&self, columns: &[&'static Column]) -> Option<String> {
        Some(find(&flat(self.around.answer), columns).into_owned()).filter(|text| !text.is_empty())
    }

    fn moment(&mut self, columns: &[&'static Column]) -> Result<Option<i64>, String> {
        let raw = find(&self.fields, columns);
        let moment = match self.around.clock.read(&mut Slot::default(), raw.as_bytes()) {
            Err(_) => self.around.clock.read_day(raw.as_bytes()),
            read => read,
        };
        moment.map(|moment| moment.map(|moment| moment.at))
    }

    fn day(&mut self, columns: &[&'static Column]) -> Result<Option<NaiveDate>, String> {
        let raw = find(&self.fields, columns);
        // What stands behind a day (a time) is left out.
        match raw.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Ok(Some(day)),
            None => Ok(self.around.clock.day_of(raw.as_bytes())?.map(|(day, _)| day)),
        }
    }

    fn asked(&self) -> Option<&str> {
        self.around.asked
    }

    fn each_below(&mut self, array: &str, take: Below<'_>) -> Result<(), Unreadable> {
        let rows = self.row.get(array).and_then(Value::as_array);
        for row in rows.into_iter().flatten().filter_map(Value::as_object) {
            let around = Around { clock: self.around.clock, odd: self.around.odd, ..self.around };
            take(&mut Cells::new(&mut Json { fields: flat(row), row, around }))?;
        }
        Ok(())
    }

    // Which days an answer speaks for it says itself.
    fn met(&mut self, _at: i64) {}

    fn met_day(&mut self, _day: NaiveDate) {}

    fn odd(&mut self) -> &mut Odd {
        self.around.odd
    }

    fn worth(&self) -> Worth {
        Worth::Answer
    }
}
