//! Which question an answer answers: by its envelope's path, else the file's name, else its fields.

use super::super::lists;
use super::fields::{Row, raw, text};
use super::parts;
use crate::model::EventKind;
use serde_json::Value;

/// What an answer's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    Daily,
    Hosts,
    HostMeetings,
    History,
    /// One meeting's own figures: the answer is its row.
    Detail,
    Participants,
    Instances,
    Metrics,
    Users,
    Groups,
    Planned,
    Upcoming,
    Polls,
    /// Questions that the audience asked.
    Qa,
    Survey,
    Registrants,
    /// Registrants who did not come.
    Absentees,
    /// Questions of a registration form.
    Form,
    Panelists,
    TrackingSources,
    /// A list by its kind (`lists`).
    List(&'static str),
}

impl Endpoint {
    /// Whether its rows are an event's, whose number they do not say.
    pub fn is_of_event(self) -> bool {
        self.is_of_webinar() || matches!(self, Self::Registrants | Self::Form)
    }

    /// Whether only webinars have such rows.
    pub fn is_of_webinar(self) -> bool {
        matches!(self, Self::Absentees | Self::Panelists | Self::TrackingSources)
    }
}

/// A question: the endpoint, and what its path names.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub endpoint: Option<Endpoint>,
    pub path: String,
    /// Number, UUID, user.
    pub id: Option<String>,
    pub kind: Option<EventKind>,
    pub query: Vec<(String, String)>,
    /// When it was answered, as written.
    pub time: Option<String>,
}

impl Asked {
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Parts `%2F` and `%252F` back into what they stand for.
pub fn unescaped(text: &str) -> String {
    let once = |text: &str| {
        let bytes = text.as_bytes();
        let mut out = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some((first, tail)) = rest.split_first() {
            let code = if *first == b'%' {
                tail.get(..2)
                    .and_then(|hex| std::str::from_utf8(hex).ok())
                    .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
                    .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            } else {
                None
            };
            out.push(code.unwrap_or(*first));
            rest = if code.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    once(&once(text))
}

/// What the envelope's request says.
pub fn of_request(request: &Value) -> Asked {
    let (line, time) = match request {
        Value::String(line) => (line.clone(), None),
        Value::Object(parts) => {
            let line = ["url", "path", "uri"].iter().map(|key| raw(parts, key)).find(|text| !text.is_empty());
            (line.unwrap_or_default(), text(parts, &["time", "date"]).map(std::borrow::Cow::into_owned))
        }
        _ => return Asked::default(),
    };
    let line = line.trim();
    let line = match line.split_once(' ') {
        Some((_, rest)) => rest.trim(),
        None => line,
    };
    let line = line.split_once("://").map_or(line, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    let query = query.split('&').filter_map(|pair| pair.split_once('='));
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("api/").unwrap_or(path);
    let path = path.strip_prefix("v2/").unwrap_or(path);
    let segments = segments(path);
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    Asked {
        query: query.map(|(key, value)| (unescaped(key), unescaped(value))).collect(),
        time,
        ..of_segments(&segments)
    }
}

/// The parts of a path; the slashes of a UUID that was not encoded part nothing.
fn segments(path: &str) -> Vec<String> {
    const BEHIND: [&str; 8] =
        ["participants", "instances", "polls", "qa", "survey", "archive_files", "absentees", "registrants"];
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let before = match parts.as_slice() {
        ["report" | "metrics", "meetings" | "webinars", ..] => 2,
        ["past_meetings" | "past_webinars", ..] => 1,
        _ => return parts.into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect(),
    };
    let (head, rest) = parts.split_at(before);
    let (id, tail) = match rest.split_last() {
        Some((last, id)) if BEHIND.contains(last) => (id, Some(*last)),
        _ => (rest, None),
    };
    let id = Some(id.join("/")).filter(|id| !id.is_empty());
    head.iter().map(ToString::to_string).chain(id).chain(tail.map(str::to_owned)).collect()
}

fn of_segments(segments: &[&str]) -> Asked {
    use Endpoint as E;
    let (endpoint, id) = match segments {
        ["report", "daily"] => (Some(E::Daily), None),
        ["report", "users"] => (Some(E::Hosts), None),
        ["report", "users", id, "meetings"] => (Some(E::HostMeetings), Some(*id)),
        ["report", "history_meetings"] => (Some(E::History), None),
        ["report", "upcoming_events"] => (Some(E::Upcoming), None),
        ["report" | "metrics", "meetings" | "webinars", id, "participants"]
        | ["past_meetings" | "past_webinars", id, "participants"] => (Some(E::Participants), Some(*id)),
        ["report", "meetings" | "webinars", id] | ["past_meetings" | "past_webinars", id] => {
            (Some(E::Detail), Some(*id))
        }
        ["past_meetings" | "past_webinars", id, "instances"] => (Some(E::Instances), Some(*id)),
        ["report", "meetings" | "webinars", id, "polls"]
        | ["past_meetings" | "past_webinars", id, "polls"] => (Some(E::Polls), Some(*id)),
        ["report", "meetings" | "webinars", id, "qa"] | ["past_meetings" | "past_webinars", id, "qa"] => {
            (Some(E::Qa), Some(*id))
        }
        ["report", "meetings" | "webinars", id, "survey"] => (Some(E::Survey), Some(*id)),
        ["past_webinars", id, "absentees"] => (Some(E::Absentees), Some(*id)),
        ["meetings" | "webinars", id, "registrants"] => (Some(E::Registrants), Some(*id)),
        ["meetings" | "webinars", id, "registrants", "questions"] => (Some(E::Form), Some(*id)),
        ["webinars", id, "panelists"] => (Some(E::Panelists), Some(*id)),
        ["webinars", id, "tracking_sources"] => (Some(E::TrackingSources), Some(*id)),
        ["metrics", "meetings" | "webinars"] => (Some(E::Metrics), None),
        ["users"] => (Some(E::Users), None),
        ["groups"] => (Some(E::Groups), None),
        ["users", id, "meetings" | "webinars" | "upcoming_meetings"] => (Some(E::Planned), Some(*id)),
        _ => (lists::of_path(segments).map(E::List), id_of(segments)),
    };
    let webinar = segments.iter().any(|part| matches!(*part, "webinars" | "past_webinars"));
    let meeting = segments.iter().any(|part| matches!(*part, "meetings" | "past_meetings"));
    let kind = match (webinar, meeting) {
        (true, _) => Some(EventKind::Webinar),
        (_, true) => Some(EventKind::Meeting),
        _ => None,
    };
    Asked {
        endpoint,
        path: segments.join("/"),
        id: id.map(unescaped).filter(|id| !id.is_empty()),
        kind,
        ..Asked::default()
    }
}

/// The user or meeting that a path names.
fn id_of<'s>(segments: &[&'s str]) -> Option<&'s str> {
    match segments {
        ["users" | "meetings" | "webinars", id, _, ..]
        | ["phone", "users", id, _, ..]
        | ["zoom_events", "events", id, ..] => Some(id),
        _ => None,
    }
}

/// What the file's name says: `report_meetings_<id>_participants.json`, `participants_<id>.json`.
pub fn of_name(name: &str) -> Asked {
    let stem = stem(name);
    let lower = stem.to_ascii_lowercase();
    let webinar = lower.contains("webinar");
    let folder = if webinar { "webinars" } else { "meetings" };
    let id = id_in(&stem);
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let part = [("polls", "polls"), ("poll", "polls"), ("qa", "qa"), ("survey", "survey")]
        .into_iter()
        .find(|(word, _)| words.contains(word));
    let asked = if let Some((_, part)) = part {
        of_segments(&["report", folder, id.as_deref().unwrap_or(""), part])
    } else if lower.contains("absentees") {
        of_segments(&["past_webinars", id.as_deref().unwrap_or(""), "absentees"])
    } else if lower.contains("participants") {
        of_segments(&["report", folder, id.as_deref().unwrap_or(""), "participants"])
    } else if lower.contains("instances") {
        of_segments(&["past_meetings", id.as_deref().unwrap_or(""), "instances"])
    } else if lower.starts_with("metrics_") {
        of_segments(&["metrics", folder])
    } else {
        Asked::default()
    };
    let meeting = lower.contains("meetings").then_some(EventKind::Meeting);
    let kind = if webinar { Some(EventKind::Webinar) } else { meeting };
    Asked { kind, id, path: lower, ..asked }
}

/// The name without folder, ending and the number of a page (`_p2`, `_page_2`, `-2`, ` (2)`).
pub fn stem(name: &str) -> String {
    let base = name.rsplit_once('.').map_or(name, |(base, _)| base);
    let base = base.split(" +").next().unwrap_or(base);
    let base = base.trim_end();
    let base = base.strip_suffix(')').unwrap_or(base);
    let short = base.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = base.len() - short.len();
    if digits == 0 || digits > 4 {
        return base.to_owned();
    }
    let marks: &[char] = &['_', '-', ' ', '(', '.'];
    let named = short.trim_end_matches(marks);
    let lower = named.to_ascii_lowercase();
    for word in ["page", "p"] {
        if let Some(rest) = lower.strip_suffix(word)
            && (rest.is_empty() || rest.ends_with(marks))
            && let Some(kept) = named.get(..rest.len())
        {
            return kept.trim_end_matches(marks).to_owned();
        }
    }
    if named.len() < short.len() { named.to_owned() } else { base.to_owned() }
}

/// A meeting's number or UUID within a name.
fn id_in(stem: &str) -> Option<String> {
    let plain = unescaped(stem);
    let run = plain.split(|c: char| !c.is_ascii_digit()).find(|run| (9..=12).contains(&run.len()));
    // A UUID: 16 bytes in base64, 22 signs and two that fill up.
    let end = plain.find("==");
    let uuid = end.and_then(|end| plain.get(end.checked_sub(22)?..end + 2));
    let is_one = |text: &&str| {
        text.len() == 24 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/_-=".contains(&b))
    };
    uuid.filter(is_one).map(|text| text.replace('_', "/")).or_else(|| run.map(str::to_owned))
}

/// By the answer's own fields.
pub fn of_answer(answer: &Row) -> Option<Endpoint> {
    use Endpoint as E;
    if let Some(kind) = lists::of_answer(answer) {
        return Some(E::List(kind));
    }
    let rows = |key: &str| answer.get(key).and_then(Value::as_array);
    let first = |key: &str| rows(key).and_then(|rows| rows.iter().find_map(Value::as_object));
    if rows("history_meetings").is_some() {
        return Some(E::History);
    }
    if rows("upcoming_events").is_some() {
        return Some(E::Upcoming);
    }
    if rows("dates").is_some() && (first("dates").is_none_or(|row| row.contains_key("date"))) {
        return Some(E::Daily);
    }
    if rows("participants").is_some() {
        return Some(E::Participants);
    }
    if let Some(part) = parts::of_answer(answer) {
        return Some(part);
    }
    if rows("groups").is_some() {
        return Some(E::Groups);
    }
    if rows("users").is_some() {
        let counts = first("users").map(|row| row.contains_key("meeting_minutes"));
        let is_report = counts.unwrap_or(answer.contains_key("from"));
        // Other products have users too: those of the account have an e-mail.
        let known = first("users").is_none_or(|row| {
            row.contains_key("email")
                && !row.contains_key("extension_id")
                && !row.contains_key("calling_plans")
        });
        return known.then_some(if is_report { E::Hosts } else { E::Users });
    }
    for key in ["meetings", "webinars"] {
        if rows(key).is_none() {
            continue;
        }
        let Some(row) = first(key) else {
            // Nothing tells whose it is: one host's list, the safer guess, speaks for no account.
            return Some(if answer.contains_key("from") { E::HostMeetings } else { E::Planned });
        };
        let has = |field: &str| row.contains_key(field);
        if has("recording_files") || has("recording_count") || has("archive_files") {
            return None;
        }
        return Some(if has("participants_count") || has("user_email") {
            E::HostMeetings
        } else if has("participants") || has("user_type") {
            E::Metrics
        } else if has("join_url") || has("host_id") || has("duration") || has("id") {
            E::Planned
        } else {
            E::Instances
        });
    }
    let has = |field: &str| answer.contains_key(field);
    // Polls, questions and files of a meeting stand beside its id; its own figures have no such rows.
    let rows_of_others = |(key, value): (&String, &Value)| {
        value.is_array() && !matches!(key.as_str(), "custom_keys" | "tracking_fields")
    };
    let is_own = !answer.iter().any(rows_of_others);
    (is_own && has("uuid") && has("start_time") && (has("id") || has("topic"))).then_some(E::Detail)
}

/// The arrays in which an endpoint may have its rows.
pub fn array(endpoint: Endpoint) -> Vec<&'static str> {
    match endpoint {
        Endpoint::List(kind) => lists::find(kind).map(|list| list.arrays().collect()).unwrap_or_default(),
        known => fixed(known).to_vec(),
    }
}

fn fixed(endpoint: Endpoint) -> &'static [&'static str] {
    match endpoint {
        Endpoint::Daily => &["dates"],
        Endpoint::Hosts | Endpoint::Users => &["users"],
        Endpoint::History => &["history_meetings"],
        Endpoint::Polls | Endpoint::Qa => &["questions"],
        Endpoint::Survey => &["survey_answers"],
        Endpoint::Registrants | Endpoint::Absentees => &["registrants"],
        Endpoint::Form => &["questions", "custom_questions"],
        Endpoint::Panelists => &["panelists"],
        Endpoint::TrackingSources => &["tracking_sources"],
        Endpoint::Detail | Endpoint::List(_) => &[],
        Endpoint::Participants => &["participants"],
        Endpoint::Groups => &["groups"],
        Endpoint::Upcoming => &["upcoming_events"],
        Endpoint::HostMeetings | Endpoint::Instances | Endpoint::Metrics | Endpoint::Planned => {
            &["meetings", "webinars"]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_may_have_slashes() {
        for (path, id) in [
            ("/v2/report/meetings/ab/c==/participants", "ab/c=="),
            ("https://api.zoom.example/v2/report/webinars//abc==/participants", "/abc=="),
            ("past_meetings/a%252Fb%253D%253D/participants", "a/b=="),
            ("/metrics/meetings/812345678/participants?page_size=300", "812345678"),
        ] {
            let asked = of_request(&Value::String(format!("GET {path}")));
            assert_eq!(
                (asked.endpoint, asked.id.as_deref()),
                (Some(Endpoint::Participants), Some(id)),
                "{path}"
            );
        }
        let asked = of_request(&Value::String("/v2/report/meetings/ab/c==".into()));
        assert_eq!((asked.endpoint, asked.id.as_deref()), (Some(Endpoint::Detail), Some("ab/c==")));
        let polls = of_request(&Value::String("GET /v2/report/meetings/a/b==/polls".into()));
        assert_eq!((polls.endpoint, polls.id.as_deref()), (Some(Endpoint::Polls), Some("a/b==")));
        let form = of_request(&Value::String("GET /v2/webinars/81/registrants/questions".into()));
        assert_eq!((form.endpoint, form.id.as_deref()), (Some(Endpoint::Form), Some("81")));
        let files = of_request(&Value::String("GET /v2/past_meetings/81/archive_files".into()));
        assert_eq!(files.endpoint, None);
        assert_eq!(
            of_request(&Value::String("GET /v2/report/daily?year=2026".into())).endpoint,
            Some(Endpoint::Daily)
        );
    }
}
