//! One delivery out of its wrapper, and its cells: texts, numbers and moments as the provider writes them.

use crate::import::clock::written;
use crate::model::text::clean;
use crate::rules::dates::Day;
use chrono::{NaiveTime, TimeDelta};
use serde_json::{Map, Value};

/// Keys under which receivers store the delivery beside what they know of it.
const WRAPPERS: [&str; 8] = ["body", "event", "request", "data", "message", "detail", "delivery", "webhook"];
const MOST_WRAPPERS: u32 = 4;

pub type Object = Map<String, Value>;

/// A delivery as the provider sent it.
#[derive(Debug)]
pub struct Envelope {
    pub event: String,
    /// Epoch seconds.
    pub sent: Option<i64>,
    pub payload: Object,
}

/// The delivery in an object, in a wrapper or without; `None` when there is none.
pub fn open(value: Value) -> Option<Envelope> {
    unwrap(value, MOST_WRAPPERS)
}

fn unwrap(value: Value, left: u32) -> Option<Envelope> {
    let mut object = match value {
        Value::Object(object) => object,
        // A body may be kept as the text that came.
        Value::String(text) if text.trim_start().starts_with('{') => serde_json::from_str(&text).ok()?,
        _ => return None,
    };
    if let (Some(Value::String(event)), Some(Value::Object(_))) = (object.get("event"), object.get("payload"))
    {
        let event = clean(event).trim().to_owned();
        let sent = object.get("event_ts").and_then(seconds);
        let Some(Value::Object(payload)) = object.remove("payload") else { return None };
        return Some(Envelope { event, sent, payload });
    }
    let left = left.checked_sub(1)?;
    WRAPPERS.iter().find_map(|key| object.remove(*key).and_then(|inner| unwrap(inner, left)))
}

/// Epoch milliseconds, or seconds, of a year that can be, as seconds.
fn seconds(value: &Value) -> Option<i64> {
    /// 2001 and 2100.
    const YEARS: std::ops::Range<i64> = 978_307_200..4_102_444_800;
    let number = match value {
        Value::Number(number) => number.as_i64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    [number / 1000, number].into_iter().find(|at| YEARS.contains(at))
}

/// A text or a number as clean, trimmed text; empty where there is neither.
pub fn text(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => clean(text).trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => if *flag { "Yes" } else { "No" }.to_owned(),
        _ => String::new(),
    }
}

/// The first of the keys that holds a text.
pub fn first_text(object: &Object, keys: &[&str]) -> String {
    keys.iter().map(|key| text(object, key)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// A moment with an offset; `None` where there is none.
///
/// # Errors
/// The text that is no moment.
pub fn moment(object: &Object, keys: &[&str]) -> Result<Option<i64>, String> {
    let shown = first_text(object, keys);
    if shown.is_empty() {
        return Ok(None);
    }
    instant(&shown).map(Some).ok_or(shown)
}

/// `2021-07-13T21:44:51Z`, with parts of a second or an offset; without one it is UTC, as all of the provider's are.
fn instant(text: &str) -> Option<i64> {
    let written = written(text.as_bytes())?;
    let Day::Sure(day) = written.day else { return None };
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::seconds(i64::from(written.time.seconds));
    Some(local.and_utc().timestamp() - i64::from(written.time.offset.unwrap_or(0)))
}

/// A reason without its line breaks: `Ann left the meeting. Reason: Host ended the meeting.`
pub fn plain(text: &str) -> String {
    let mut out = text.to_owned();
    for mark in ["<br>", "<br/>", "<br />", "<BR>"] {
        out = out.replace(mark, " ");
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(text: &str) -> Option<(String, Option<i64>)> {
        open(serde_json::from_str(text).unwrap()).map(|envelope| (envelope.event, envelope.sent))
    }

    #[test]
    fn wrappers_are_taken_off() {
        let bare = r#"{"event":"meeting.ended","event_ts":1626230691572,"payload":{}}"#;
        let expected = Some(("meeting.ended".to_owned(), Some(1_626_230_691)));
        assert_eq!(event(bare), expected);
        assert_eq!(event(&format!(r#"{{"received_at":"x","body":{bare}}}"#)), expected);
        let quoted = serde_json::to_string(bare).unwrap();
        assert_eq!(event(&format!(r#"{{"headers":{{}},"body":{quoted}}}"#)), expected);
        assert_eq!(event(&format!(r#"{{"request":{{"body":{quoted}}}}}"#)), expected);
        assert_eq!(event(&format!(r#"{{"event":{bare}}}"#)), expected);
        assert_eq!(event(r#"{"event":"x"}"#), None);
        assert_eq!(event(r#"{"body":"{"}"#), None);
        assert_eq!(event(r#"{"body":{"body":{"body":{"body":{"body":{"body":{}}}}}}}"#), None);
    }

    #[test]
    fn moments_and_reasons() {
        let object: Object = serde_json::from_str(
            r#"{"a":"2021-07-13T21:44:51Z","b":"2021-07-13T23:44:51.250+02:00","c":"soon"}"#,
        )
        .unwrap();
        assert_eq!(moment(&object, &["x", "a"]), Ok(Some(1_626_212_691)));
        assert_eq!(moment(&object, &["b"]), Ok(Some(1_626_212_691)));
        assert_eq!(moment(&object, &["x"]), Ok(None));
        assert_eq!(moment(&object, &["c"]), Err("soon".to_owned()));
        assert_eq!(plain("Ann left.<br>Reason:  over."), "Ann left. Reason: over.");
    }
}
