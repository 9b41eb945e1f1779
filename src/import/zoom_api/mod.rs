//! Answers of the provider's API as JSON: one page or many, alone, behind each other, in an array or in envelopes.

mod about;
mod endpoint;
mod fields;
mod lists;
mod meetings;
mod paging;
mod participants;
mod parts;
mod reading;
mod registrants;
mod scope;
mod stream;
mod unread;

use super::layout::{self, HEAD_BYTES};
use super::{ImportError, Importer, Input, Options, Summary, Sure, kinds::About};
use crate::model::Sink;
use endpoint::{Asked, Endpoint};
use fields::Row;
pub use fields::clock_text;
pub use reading::read;
use serde_json::Value;

/// Answers of one group of endpoints. Any of them reads a file in which several are mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    Participants,
    Meetings,
    Daily,
    Hosts,
    Users,
    Planned,
    Polls,
    Registrants,
}

impl Api {
    fn of(endpoint: Endpoint) -> Option<Self> {
        Some(match endpoint {
            Endpoint::Participants => Self::Participants,
            Endpoint::Detail
            | Endpoint::History
            | Endpoint::HostMeetings
            | Endpoint::Instances
            | Endpoint::Metrics => Self::Meetings,
            Endpoint::Daily => Self::Daily,
            Endpoint::Hosts => Self::Hosts,
            Endpoint::Users | Endpoint::Groups => Self::Users,
            Endpoint::Planned | Endpoint::Upcoming => Self::Planned,
            Endpoint::Polls | Endpoint::Qa | Endpoint::Survey => Self::Polls,
            Endpoint::Registrants
            | Endpoint::Absentees
            | Endpoint::Form
            | Endpoint::Panelists
            | Endpoint::TrackingSources => Self::Registrants,
            Endpoint::List(_) => return None,
        })
    }
}

impl Importer for Api {
    fn kind(&self) -> &'static str {
        match self {
            Self::Participants => "zoom-api-participants",
            Self::Meetings => "zoom-api-meetings",
            Self::Daily => "zoom-api-daily",
            Self::Hosts => "zoom-api-hosts",
            Self::Users => "zoom-api-users",
            Self::Planned => "zoom-api-planned",
            Self::Polls => "zoom-api-polls",
            Self::Registrants => "zoom-api-registrants",
        }
    }

    fn about(&self) -> &'static About {
        about::of(*self)
    }

    fn sniff(&self, head: &[u8]) -> Sure {
        let endpoint = stream::first(head).and_then(|first| opened(first).known(None));
        if endpoint.and_then(Api::of) == Some(*self) { Sure::Yes } else { Sure::No }
    }

    fn account(&self, head: &[u8]) -> Option<String> {
        account(head)
    }

    fn outside(&self, input: &dyn Input, options: &Options) -> Option<String> {
        if !matches!(self, Self::Participants | Self::Polls | Self::Registrants) {
            return None;
        }
        let opened = opened(stream::first(&layout::head(input).ok()?)?);
        let says = match self {
            // Rows of registrants and forms name no event.
            Self::Registrants => opened.asked.id.is_some(),
            _ => participants::inner_owner(&opened.asked, &opened.answer).is_some(),
        };
        if says {
            return None;
        }
        let named = endpoint::of_name(input.name());
        let id = named.id.or_else(|| options.meeting.clone())?;
        // A start that the answer lacks, and what it is by its name alone, make it another file, too.
        match self {
            Self::Participants => Some(id),
            _ => Some(format!("{id} {:?} {:?}", named.endpoint, options.start)),
        }
    }

    fn page_of(&self, head: &[u8], name: &str) -> Option<String> {
        page_of(self.kind(), head, name)
    }

    fn read(&self, input: &dyn Input, options: &Options, out: &mut dyn Sink) -> Result<Summary, ImportError> {
        reading::read(input, options, out)
    }
}

/// Whether a file begins with an answer.
pub fn is_answer(head: &[u8]) -> bool {
    stream::first(head).is_some()
}

/// The list (`lists`) whose answer a file begins with.
pub fn list_of(head: &[u8]) -> Option<&'static str> {
    match opened(stream::first(head)?).known(None)? {
        Endpoint::List(kind) => Some(kind),
        _ => None,
    }
}

/// The provider's id of the account that an answer names.
pub fn account(head: &[u8]) -> Option<String> {
    let first = stream::first(head)?;
    let outer = fields::text(&first, &["account_id"]).map(std::borrow::Cow::into_owned);
    outer.or_else(|| {
        let inner = opened(first).answer;
        fields::text(&inner, &["account_id"]).map(std::borrow::Cow::into_owned)
    })
}

/// What tells the answer that a file is a page of.
pub fn page_of(kind: &str, head: &[u8], name: &str) -> Option<String> {
    let opened = opened(stream::first(head)?);
    let paged = ["next_page_token", "page_size", "page_count", "page_number"];
    if !paged.iter().any(|key| opened.answer.contains_key(*key)) {
        return None;
    }
    let part = |key: &str| fields::raw(&opened.answer, key);
    let ids = ["from", "to", "meeting_number", "webinar_number"].map(part).join(" ");
    Some(format!("{kind} {} {ids} {}", opened.asked.path, endpoint::stem(name)))
}

/// What JSON is that is not read; `None` where it is no JSON.
pub fn not_read(head: &[u8]) -> Option<String> {
    let most = usize::try_from(HEAD_BYTES).unwrap_or(usize::MAX);
    unread::broken(head, most).or_else(|| {
        let opened = opened(stream::first(head)?);
        Some(unread::not_read(&opened.answer, &opened.asked))
    })
}

/// An answer out of its envelope.
#[derive(Debug)]
struct Opened {
    asked: Asked,
    answer: Row,
}

fn opened(mut row: Row) -> Opened {
    let is_envelope = row.contains_key("request") && matches!(row.get("response"), Some(Value::Object(_)));
    if !is_envelope {
        return Opened { asked: Asked::default(), answer: unread::wrapped(row) };
    }
    let mut asked = row.get("request").map(endpoint::of_request).unwrap_or_default();
    asked.time =
        asked.time.or_else(|| fields::text(&row, &["time", "date"]).map(std::borrow::Cow::into_owned));
    match row.remove("response") {
        Some(Value::Object(answer)) => Opened { asked, answer },
        _ => Opened { asked, answer: Row::new() },
    }
}

impl Opened {
    /// The endpoint by envelope, else by the file's name, else by the fields.
    fn known(&self, name: Option<&Asked>) -> Option<Endpoint> {
        if self.asked.endpoint.is_some() || !self.asked.path.is_empty() {
            return self.asked.endpoint;
        }
        let by_name = name.and_then(|name| name.endpoint).filter(|endpoint| {
            endpoint::array(*endpoint).iter().any(|key| self.answer.get(*key).is_some_and(Value::is_array))
        });
        by_name.or_else(|| endpoint::of_answer(&self.answer))
    }
}
