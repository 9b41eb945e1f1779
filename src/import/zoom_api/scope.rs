//! Of which days and of whom an answer speaks.

use super::endpoint::Asked;
use super::fields::{self, Row};
use crate::model::day::DayRange;
use chrono::NaiveDate;
use serde_json::Value;

/// The days asked for.
pub fn range(asked: &Asked, answer: &Row) -> Option<DayRange> {
    let said = |name: &str| {
        fields::day(&fields::raw(answer, name)).or_else(|| asked.param(name).and_then(fields::day))
    };
    if let (Some(from), Some(to)) = (said("from"), said("to")) {
        return Some(DayRange::new(from, to));
    }
    let part = |name: &str| {
        fields::number(answer, name).or_else(|| asked.param(name).and_then(|text| text.parse().ok()))
    };
    let year = i32::try_from(part("year")?).ok().filter(|year| (1970..10_000).contains(year))?;
    let first = NaiveDate::from_ymd_opt(year, u32::try_from(part("month")?).ok()?, 1)?;
    Some(DayRange::month(first))
}

/// Whose list it is: a folded e-mail, else `#` and the id.
pub fn host_key(asked: &Asked, rows: &[Value]) -> Option<String> {
    let by_path = asked.id.as_deref().filter(|id| *id != "me");
    let email = by_path.filter(|id| id.contains('@')).map(str::to_owned);
    let row = rows.iter().find_map(Value::as_object);
    let email = email.or_else(|| fields::email(row?, &["user_email"]).map(std::borrow::Cow::into_owned));
    email.map(|email| crate::model::text::fold(&email)).or_else(|| by_path.map(|id| format!("#{id}")))
}
