//! Answers that are not read: what each is, for the message.

use super::endpoint::Asked;
use super::fields::{Row, raw};
use super::stream;
use crate::model::text::excerpt;
use serde_json::Value;

/// By an array of the answer and a field of its rows (empty: any), the most telling first.
const OTHERS: &[(&str, &str, &str)] = &[
    ("activity_logs", "", "GET /report/activities"),
    ("operation_logs", "operation_log_id", "GET /contact_center/reports/operation_logs"),
    ("operation_logs", "", "GET /report/operationlogs or /phone/reports/operationlogs"),
    ("archive_files", "", "GET /past_meetings/{meetingUUID}/archive_files"),
    ("users", "user_id", "GET /contact_center/users"),
    ("queues", "", "GET /contact_center/queues"),
    ("inboxes", "", "GET /contact_center/inboxes"),
    ("meetings", "archive_files", "GET /archive_files"),
    ("disclaimer_records", "", "GET /report/disclaimer"),
    ("members", "", "GET /roles/{roleId}/members or /groups/{groupId}/members"),
    ("roles", "", "GET /roles"),
    ("sessions", "", "GET /report/chat/sessions"),
    ("messages", "", "GET /report/chat/sessions/{sessionId} or /chat/users/{userId}/messages"),
];

const READ: &str = "of the provider's API, answers of report/daily, report/users, report/history_meetings, \
    report/upcoming_events, meetings with their participants, polls, questions, surveys and registrants, metrics, users \
    and groups are read";

/// Why an answer is not read.
pub fn not_read(answer: &Row, asked: &Asked) -> String {
    if let Some(why) = failed(answer) {
        return why;
    }
    let path = excerpt(&asked.path, 80);
    if !path.is_empty() {
        return format!("this is the answer of GET /{path}, which is not read yet");
    }
    match known(answer) {
        Some(endpoint) => format!("this is the answer of {endpoint}, which is not read yet"),
        None => format!("this is JSON of no kind that is read: {READ}"),
    }
}

/// What an answer says that is none: a code and a message instead of rows.
pub fn failed(answer: &Row) -> Option<String> {
    let (code, message) = (answer.get("code")?, answer.get("message")?.as_str()?);
    if !code.is_number() || answer.values().any(Value::is_array) {
        return None;
    }
    Some(format!(
        "the API answered with an error ({code}: {}) instead of rows: fetch it again",
        excerpt(message.trim(), 80)
    ))
}

fn known(answer: &Row) -> Option<&'static str> {
    let found = OTHERS.iter().find(|(key, field, _)| {
        answer.get(*key).and_then(Value::as_array).is_some_and(|rows| {
            let row = rows.iter().find_map(Value::as_object);
            field.is_empty() || row.is_some_and(|row| row.contains_key(*field))
        })
    });
    // Settings are groups of switches.
    let is_settings = || {
        ["schedule_meeting", "in_meeting"].iter().all(|key| answer.get(*key).is_some_and(Value::is_object))
    };
    found.map(|(_, _, endpoint)| *endpoint).or_else(|| {
        is_settings()
            .then_some("GET /accounts/{accountId}/settings, its lock_settings, or a group's settings")
    })
}

/// Why a head that begins like JSON is none; `None` where it is whole, or longer than the head.
pub fn broken(head: &[u8], most: usize) -> Option<String> {
    const SAID: &str = "this looks like JSON of the provider's API, but cannot be read as such";
    let error = stream::fault(head)?;
    if error.is_eof() {
        return (head.len() < most)
            .then(|| format!("{SAID}: the file ends within an answer; fetch it again"));
    }
    let why = excerpt(&error.to_string(), 120);
    Some(format!("{SAID} ({why}): fetch it again"))
}

/// A row that stands alone, without the answer it came in, as an answer of one row.
pub fn wrapped(row: Row) -> Row {
    let has = |field: &str| row.contains_key(field);
    let is_alone =
        !row.values().any(|value| value.as_array().is_some_and(|rows| rows.iter().any(Value::is_object)));
    let array = if has("join_time") && has("leave_time") && (has("name") || has("user_name")) && !has("topic")
    {
        "participants"
    } else if has("meeting_uuid") && has("start_time") && has("host_display_name") {
        "history_meetings"
    } else if is_alone && has("date") && has("meeting_minutes") {
        "dates"
    } else if has("email")
        && has("type")
        && !raw(&row, "id").is_empty()
        && (has("pmi") || has("user_created_at"))
    {
        "users"
    } else {
        return row;
    };
    let mut answer = Row::new();
    answer.insert(array.to_owned(), Value::Array(vec![Value::Object(row)]));
    answer
}
