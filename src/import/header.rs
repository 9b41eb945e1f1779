//! Titles of columns, compared without case, blanks, brackets and apostrophes, and the columns found by them. Titles
//! in other languages go by the English names that `titles` gives them.

use super::titles;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The titles of one header row.
#[derive(Clone, Debug, Default)]
pub struct Header {
    pub titles: Vec<String>,
    keys: Vec<Key>,
}

/// A title as it is compared.
#[derive(Clone, Debug)]
struct Key {
    own: String,
    /// The English names of a title in another language; it may mean more than one column.
    meant: &'static [&'static str],
}

/// `Duration (Minutes)`, `Duration(Minutes)` and `Duration（minutes）` are `durationminutes`; letters that are put
/// together from several, or are of full width, are what they look like.
pub fn key(title: &str) -> String {
    let is_sign = |c: &char| c.is_alphanumeric();
    if title.is_ascii() {
        return title.chars().filter(is_sign).map(|c| c.to_ascii_lowercase()).collect();
    }
    title.nfkc().filter(is_sign).flat_map(char::to_lowercase).collect()
}

/// English names by the titles of other languages.
static LOCAL: LazyLock<FxHashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut known: FxHashMap<String, Vec<&'static str>> = FxHashMap::default();
    for column in titles::ALL {
        for (_, title) in column.local.iter().chain(column.likely) {
            let key = key(title);
            if !column.names.contains(&key.as_str()) {
                known.entry(key).or_default().extend(column.names);
            }
        }
    }
    known
});

impl Key {
    fn of(title: &str) -> Self {
        let own = key(title);
        let meant = LOCAL.get(&own).map_or(&[][..], Vec::as_slice);
        Self { own, meant }
    }

    fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.own.as_str()) || self.meant.iter().any(|name| names.contains(name))
    }
}

impl Header {
    pub fn new(titles: Vec<String>) -> Self {
        let keys = titles.iter().map(|title| Key::of(title)).collect();
        Self { titles, keys }
    }

    /// The same titles, of which some mean what their cells have shown.
    pub fn with_meaning(mut self, shown: &[(usize, &'static [&'static str])]) -> Self {
        for (column, names) in shown {
            if let Some(key) = self.keys.get_mut(*column) {
                key.meant = names;
            }
        }
        self
    }

    /// The first column that has one of the names.
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        self.all(names).next()
    }

    /// Every column that has one of the names.
    pub fn all<'h>(&'h self, names: &'h [&str]) -> impl Iterator<Item = usize> + 'h {
        self.keys.iter().enumerate().filter(|(_, key)| key.is(names)).map(|(at, _)| at)
    }

    pub fn has(&self, names: &[&str]) -> bool {
        self.find(names).is_some()
    }

    pub fn starts_with(&self, name: &str) -> bool {
        self.keys.first().is_some_and(|key| key.is(&[name]))
    }

    /// Whether its times stand under titles of another language than English.
    pub fn is_localized(&self) -> bool {
        const TIMES: [&[&str]; 5] = [JOIN, LEAVE, START, END, NAME];
        let is_time = |key: &Key| TIMES.iter().any(|names| key.meant.iter().any(|name| names.contains(name)));
        self.keys.iter().any(is_time)
    }

    /// Whether participants' titles stand in it that are English, not just alike in several languages.
    pub fn is_english(&self) -> bool {
        const TITLES: [&[&str]; 5] = [NAME, LEGACY_NAME, JOIN, LEAVE, MINUTES];
        self.keys.iter().any(|key| TITLES.iter().any(|names| names.contains(&key.own.as_str())))
    }

    /// The title of a column, for messages.
    pub fn title(&self, column: usize) -> &str {
        self.titles.get(column).map_or("", String::as_str)
    }
}

/// Names of the participant's columns.
pub const NAME: &[&str] = titles::NAME.names;
pub const LEGACY_NAME: &[&str] = titles::USER_NAME.names;
pub const JOIN: &[&str] = titles::JOIN.names;
pub const LEAVE: &[&str] = titles::LEAVE.names;
pub const TOTAL: &[&str] = titles::TOTAL_MINUTES.names;
const EMAIL: &[&str] = titles::EMAIL.names;
const MINUTES: &[&str] = titles::MINUTES.names;

/// Names of the meeting's columns.
pub const TOPIC: &[&str] = titles::TOPIC.names;
pub const NUMBER: &[&str] = titles::NUMBER.names;
pub const START: &[&str] = titles::START.names;
pub const END: &[&str] = titles::END.names;
pub const LENGTH: &[&str] = MINUTES;
pub const JOINS: &[&str] = titles::JOINS.names;
const HOST_EMAIL: &[&str] = titles::HOST_EMAIL.names;

/// Where the columns of a participant stand.
#[derive(Clone, Debug)]
pub struct StayColumns {
    pub name: usize,
    pub email: Option<usize>,
    pub join: usize,
    pub leave: usize,
    pub minutes: Option<usize>,
    pub guest: Option<usize>,
    pub disclaimer: Option<usize>,
    pub waiting: Option<usize>,
}

/// Where the columns of a participant with a total duration stand.
#[derive(Clone, Debug)]
pub struct UniqueColumns {
    pub name: usize,
    pub email: Option<usize>,
    pub total: usize,
    pub guest: Option<usize>,
}

impl UniqueColumns {
    /// `None` when one that is needed is not there.
    pub fn of(header: &Header) -> Option<Self> {
        Some(Self {
            name: header.find(NAME).or_else(|| header.find(LEGACY_NAME))?,
            email: header.find(EMAIL),
            total: header.find(TOTAL)?,
            guest: header.find(titles::GUEST.names),
        })
    }
}

/// Where the columns of a meeting stand.
#[derive(Clone, Debug)]
pub struct MeetingColumns {
    pub number: Option<usize>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub topic: Option<usize>,
    pub kind: Option<usize>,
    pub host_name: Option<usize>,
    pub host_email: Option<usize>,
    pub department: Option<usize>,
    pub group: Option<usize>,
    pub created: Option<usize>,
    pub client_source: Option<usize>,
    pub minutes: Option<usize>,
    pub joins: Option<usize>,
    pub participant_minutes: Option<usize>,
}

impl StayColumns {
    /// The participant's columns; `None` when one that is needed is not there.
    pub fn of(header: &Header) -> Option<Self> {
        let name = header.find(NAME).or_else(|| header.find(LEGACY_NAME))?;
        let shared = Shared::of(header, name);
        Some(Self {
            name,
            email: shared.email,
            join: header.find(JOIN)?,
            leave: header.find(LEAVE)?,
            minutes: shared.minutes,
            guest: header.find(titles::GUEST.names),
            disclaimer: header.find(titles::DISCLAIMER.names),
            waiting: header.find(titles::WAITING.names),
        })
    }
}

impl MeetingColumns {
    pub fn of(header: &Header) -> Self {
        let name = header.find(NAME);
        // Without participants every column is the meeting's.
        let shared = name.map_or_else(|| Shared::of_meeting(header), |name| Shared::of(header, name));
        Self {
            number: header.find(NUMBER),
            start: header.find(START),
            end: header.find(END),
            topic: header.find(TOPIC),
            kind: header.find(titles::KIND.names),
            host_name: header.find(titles::HOST_NAME.names).or_else(|| header.find(LEGACY_NAME)),
            host_email: header.find(HOST_EMAIL).or(shared.host_email),
            department: header.find(titles::DEPARTMENT.names),
            group: header.find(titles::GROUP.names),
            created: header.find(titles::CREATED.names),
            client_source: header.find(titles::SOURCE.names),
            minutes: shared.length,
            joins: header.find(JOINS),
            participant_minutes: header.find(titles::PARTICIPANT_MINUTES.names),
        }
    }

    /// Every column that says something of the meeting.
    pub fn used(&self) -> Vec<usize> {
        [
            // Those that differ soonest come first.
            self.start,
            self.number,
            self.topic,
            self.end,
            self.minutes,
            self.joins,
            self.kind,
            self.host_name,
            self.host_email,
            self.department,
            self.group,
            self.created,
            self.client_source,
            self.participant_minutes,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Names that occur twice: the first is the meeting's or the host's, the second the participant's. Where there is
/// one, the participant's name parts them.
struct Shared {
    email: Option<usize>,
    host_email: Option<usize>,
    minutes: Option<usize>,
    length: Option<usize>,
}

impl Shared {
    fn of(header: &Header, name: usize) -> Self {
        let pair = |names: &[&str]| {
            let mut columns = header.all(names);
            match (columns.next(), columns.next()) {
                (Some(first), Some(second)) => (Some(first), Some(second)),
                (Some(only), None) if only > name => (None, Some(only)),
                (only, _) => (only, None),
            }
        };
        let (length, minutes) = pair(MINUTES);
        let (host_email, email) =
            if header.has(HOST_EMAIL) { (None, header.find(EMAIL)) } else { pair(EMAIL) };
        Self { email, host_email, minutes, length }
    }

    fn of_meeting(header: &Header) -> Self {
        Self { email: None, host_email: header.find(EMAIL), minutes: None, length: header.find(LENGTH) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(line: &str) -> Header {
        Header::new(line.split(',').map(str::to_owned).collect())
    }

    #[test]
    fn titles_are_compared_loosely() {
        for title in [
            "Duration (Minutes)",
            "Duration(Minutes)",
            "duration\u{A0}(minutes)",
            "Duration（minutes）",
            "DurationMinutes",
        ] {
            assert_eq!(key(title), "durationminutes", "{title}");
        }
        assert_eq!(key("Has Zoom Rooms?"), "haszoomrooms");
    }

    #[test]
    fn of_two_columns_the_first_is_the_hosts() {
        let list = header(
            "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest",
        );
        let (meeting, stay) = (MeetingColumns::of(&list), StayColumns::of(&list).unwrap());
        assert_eq!((meeting.host_name, meeting.host_email, meeting.minutes), (Some(2), Some(3), Some(6)));
        assert_eq!((stay.name, stay.email, stay.minutes), (8, Some(9), Some(12)));
    }

    #[test]
    fn with_a_host_email_the_email_is_the_participants() {
        let list = header(
            "Topic,Type,ID,Host name,Host email,Start time,End time,Duration (minutes),Name (original name),Email,Join time,Leave time,Duration (minutes)",
        );
        let (meeting, stay) = (MeetingColumns::of(&list), StayColumns::of(&list).unwrap());
        assert_eq!((meeting.host_email, meeting.minutes), (Some(4), Some(7)));
        assert_eq!((stay.email, stay.minutes), (Some(9), Some(12)));
    }

    #[test]
    fn single_columns_belong_to_their_side() {
        let list = header(
            "Meeting ID,Start Time,Duration (Minutes),Name (Original Name),Email,Join Time,Leave Time",
        );
        let (meeting, stay) = (MeetingColumns::of(&list), StayColumns::of(&list).unwrap());
        assert_eq!((meeting.host_email, meeting.minutes), (None, Some(2)));
        assert_eq!((stay.email, stay.minutes), (Some(4), None));
        let old = header("User Name,Join time,Leave time,Duration(Minutes),Attentiveness Score");
        let stay = StayColumns::of(&old).unwrap();
        assert_eq!((stay.name, stay.email, stay.minutes), (0, None, Some(3)));
        let block = MeetingColumns::of(&header(
            "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,",
        ));
        assert_eq!((block.host_email, block.minutes, block.joins), (Some(4), Some(5), Some(6)));
    }
}
