//! Titles of columns, compared without case, blanks, brackets and apostrophes, and the columns found by them.

/// The titles of one header row.
#[derive(Clone, Debug, Default)]
pub struct Header {
    pub titles: Vec<String>,
    keys: Vec<String>,
}

/// `Duration (Minutes)`, `Duration(Minutes)` and `Duration（minutes）` are `durationminutes`.
pub fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Header {
    pub fn new(titles: Vec<String>) -> Self {
        let keys = titles.iter().map(|title| key(title)).collect();
        Self { titles, keys }
    }

    /// The first column that has one of the names.
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        self.all(names).next()
    }

    /// Every column that has one of the names.
    pub fn all<'h>(&'h self, names: &'h [&str]) -> impl Iterator<Item = usize> + 'h {
        self.keys.iter().enumerate().filter(|(_, key)| names.contains(&key.as_str())).map(|(at, _)| at)
    }

    pub fn has(&self, names: &[&str]) -> bool {
        self.find(names).is_some()
    }

    pub fn starts_with(&self, name: &str) -> bool {
        self.keys.first().is_some_and(|key| key == name)
    }

    /// The title of a column, for messages.
    pub fn title(&self, column: usize) -> &str {
        self.titles.get(column).map_or("", String::as_str)
    }
}

/// Names of the participant's columns.
pub const NAME: &[&str] = &["nameoriginalname"];
pub const LEGACY_NAME: &[&str] = &["username"];
pub const JOIN: &[&str] = &["jointime"];
pub const LEAVE: &[&str] = &["leavetime"];
const EMAIL: &[&str] = &["useremail", "email"];
const MINUTES: &[&str] = &["durationminutes"];
const GUEST: &[&str] = &["guest"];
const DISCLAIMER: &[&str] = &["recordingconsent", "recordingdisclaimerresponse"];
const WAITING: &[&str] = &["inwaitingroom"];

/// Names of the meeting's columns.
pub const TOPIC: &[&str] = &["topic"];
pub const NUMBER: &[&str] = &["meetingid", "id"];
pub const START: &[&str] = &["starttime"];
pub const END: &[&str] = &["endtime"];
pub const LENGTH: &[&str] = MINUTES;
const HOST_NAME: &[&str] = &["hostname", "host", "username"];
const HOST_EMAIL: &[&str] = &["hostemail"];

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
            guest: header.find(GUEST),
            disclaimer: header.find(DISCLAIMER),
            waiting: header.find(WAITING),
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
            kind: header.find(&["type"]),
            host_name: header.find(HOST_NAME),
            host_email: header.find(HOST_EMAIL).or(shared.host_email),
            department: header.find(&["department"]),
            group: header.find(&["group"]),
            created: header.find(&["creationtime"]),
            client_source: header.find(&["source"]),
            minutes: shared.length,
            joins: header.find(&["participants"]),
            participant_minutes: header.find(&["totalparticipantminutes"]),
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
