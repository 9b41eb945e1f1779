//! The tables of a poll report: where person, time, questions and answers stand in each of its variants.

use crate::import::cells::{self, Odd};
use crate::import::header::Header;
use crate::import::meeting::cell;
use crate::import::{header, titled, titles, words};
use csv::ByteRecord;

/// One table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub header: Header,
    pub ordinal: Option<usize>,
    pub name: Option<usize>,
    pub email: Option<usize>,
    pub submitted: Option<usize>,
    /// The zone of its times, as its title writes it.
    pub zone: Option<String>,
    /// The poll's name, where each row says it.
    pub poll: Option<usize>,
    pub shape: Shape,
}

/// Where questions and answers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In turn, from this column on, as many as the row has.
    Pairs(usize),
    /// One of each a row.
    Long(usize, usize),
    /// An answer a column, under its question.
    Wide(Vec<(usize, String)>),
}

impl Default for Shape {
    fn default() -> Self {
        Self::Pairs(0)
    }
}

const SUBMITTED: &[&str] = &[
    "submitteddatetime",
    "submittedtime",
    "submitteddateandtime",
    "submitteddate",
    "submitted",
    "submissiontime",
    "responsetime",
];
const QUESTION: &[&str] = &["question", "pergunta", "pregunta", "frage", "domanda", "質問", "질문", "вопрос"];
const ANSWER: &[&str] = &[
    "answer",
    "answers",
    "response",
    "resposta",
    "respuesta",
    "réponse",
    "antwort",
    "risposta",
    "回答",
    "답변",
    "ответ",
];
const POLL: &[&str] = &["poll", "pollname", "polltitle", "survey", "surveyname"];
const NAME: [&[&str]; 3] = [titles::USER_NAME.names, titles::NAME.names, titles::ATTENDEE.names];
/// Beside the names that other reports know, too.
const MORE_NAMES: &[&str] = &["name", "participantname", "participant", "attendeename"];

/// Names of a person's column in English, a bracket behind them left out.
const ENGLISH_NAMES: &[&str] =
    &["username", "name", "participantname", "participant", "attendeename", "usernameoriginalname"];

/// Whether a row is a table's header: `#`, name and e-mail; below the report's title name or e-mail will do.
pub fn is_header(row: &Header, titled: bool) -> bool {
    let first = row.titles.first().map_or("", |title| title.trim());
    let name = NAME.iter().any(|names| row.has(names));
    let email = row.has(titles::EMAIL.names);
    // A list of what belongs to the rows of participants or registrants is none.
    let other = [titles::JOIN.names, titles::LEAVE.names, titles::TOPIC.names, titles::APPROVAL.names];
    if other.iter().any(|names| row.has(names)) {
        return false;
    }
    (first == "#" && name && email) || (titled && (name || row.has(MORE_NAMES)) && row.titles.len() > 1)
}

/// `#` begins every header but that of a survey, which is the first one.
pub fn may_begin(first: &[u8]) -> bool {
    first == b"#"
}

impl Table {
    /// The table under a header; `row` is its record, with the questions whole.
    pub fn of(header: &Header, row: &ByteRecord) -> Self {
        let keys: Vec<(String, Option<String>)> = header
            .titles
            .iter()
            .map(|title| {
                let (key, within) = titled::bracketed(title);
                (key, within.map(std::borrow::Cow::into_owned))
            })
            .collect();
        let find = |names: &[&str]| keys.iter().position(|(key, _)| names.contains(&key.as_str()));
        let name = NAME.iter().find_map(|names| header.find(names)).or_else(|| header.find(MORE_NAMES));
        let email = header.find(titles::EMAIL.names);
        // In another language the title behind the e-mail is that of the time.
        let foreign =
            name.and_then(|at| keys.get(at)).is_some_and(|(key, _)| !ENGLISH_NAMES.contains(&key.as_str()));
        let behind = || email.map(|at| at + 1).filter(|at| foreign && !header.title(*at).trim().is_empty());
        let submitted = find(SUBMITTED).or_else(|| header.find(titles::SUBMITTED.names)).or_else(behind);
        let mut table = Self {
            header: header.clone(),
            ordinal: header.titles.first().and_then(|title| (title.trim() == "#").then_some(0)),
            name,
            email,
            submitted,
            zone: submitted.and_then(|at| keys.get(at)).and_then(|(_, within)| within.clone()),
            poll: find(POLL),
            shape: Shape::default(),
        };
        table.shape = table.shape_of(&keys, row);
        table
    }

    fn shape_of(&self, keys: &[(String, Option<String>)], row: &ByteRecord) -> Shape {
        let used = [self.ordinal, self.name, self.email, self.submitted, self.poll];
        let behind = used.iter().flatten().max().map_or(0, |last| last + 1);
        let titled: Vec<usize> = (0..keys.len())
            .filter(|at| !used.contains(&Some(*at)) && keys.get(*at).is_some_and(|(key, _)| !key.is_empty()))
            .collect();
        let is = |at: usize, names: &[&str]| {
            keys.get(at)
                .is_some_and(|(key, _)| names.contains(&key.trim_end_matches(|c: char| c.is_ascii_digit())))
        };
        let questions: Vec<usize> = titled.iter().copied().filter(|at| is(*at, QUESTION)).collect();
        let answers: Vec<usize> = titled.iter().copied().filter(|at| is(*at, ANSWER)).collect();
        match (questions.as_slice(), answers.as_slice()) {
            ([question], [answer]) => Shape::Long(*question, *answer),
            ([first, _, ..], [_, _, ..]) => Shape::Pairs(*first),
            _ if titled.is_empty() => Shape::Pairs(behind),
            _ => Shape::Wide(
                titled
                    .into_iter()
                    // Names in two columns are none of the questions.
                    .filter(|at| !is(*at, &["firstname", "lastname", "anonymous"]))
                    .map(|at| {
                        (at, cells::gathered(&cells::decoded(cell(row, Some(at)), &mut Odd::default())))
                    })
                    .collect(),
            ),
        }
    }

    /// The questions and answers of a row.
    pub fn said(&self, row: &ByteRecord, odd: &mut Odd) -> Vec<(String, Option<String>)> {
        let own = |column: usize, odd: &mut Odd| {
            Some(cells::gathered(&cells::decoded(cell(row, Some(column)), odd)))
                .filter(|text| !text.is_empty())
        };
        match &self.shape {
            Shape::Long(question, answer) => {
                own(*question, odd).map(|text| (text, own(*answer, odd))).into_iter().collect()
            }
            Shape::Wide(questions) => {
                questions.iter().map(|(column, text)| (text.clone(), own(*column, odd))).collect()
            }
            Shape::Pairs(first) => {
                let mut said = Vec::new();
                for column in (*first..row.len()).step_by(2) {
                    match (own(column, odd), own(column + 1, odd)) {
                        (None, None) => {}
                        (question, answer) => said.push((question.unwrap_or_default(), answer)),
                    }
                }
                said
            }
        }
    }

    /// What one person said at one moment, by which a repeated row is known; `None` where it is nobody's, or no moment's.
    pub fn submission(&self, row: &ByteRecord) -> Option<String> {
        let of = |column: Option<usize>| String::from_utf8_lossy(cells::bare(cell(row, column))).into_owned();
        let (email, name, at) = (of(self.email), of(self.name), of(self.submitted));
        let nobody = email.is_empty() && (name.is_empty() || words::is_one(&name, words::ANONYMOUS));
        if nobody || at.is_empty() {
            return None;
        }
        let cells = row.iter().enumerate().filter(|(column, _)| Some(*column) != self.ordinal);
        let parts: Vec<String> =
            cells.map(|(_, cell)| String::from_utf8_lossy(cells::bare(cell)).into_owned()).collect();
        Some(parts.join("\u{1F}"))
    }

    /// What tells its poll from the others of the file, where the table has the same questions in every row.
    pub fn questions(&self) -> Option<Vec<String>> {
        match &self.shape {
            Shape::Wide(questions) => Some(questions.iter().map(|(_, text)| header::key(text)).collect()),
            Shape::Pairs(_) | Shape::Long(..) => None,
        }
    }
}
