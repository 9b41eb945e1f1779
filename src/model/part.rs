//! What belongs to an occurrence beside its people: answers to polls and surveys, questions asked, a portal's own figures.
//! As in [`record`](super::record): instants are epoch seconds in UTC, texts clean and trimmed, what is not said is `None`.

use std::borrow::Cow;

/// A questionnaire of an occurrence, which a source gives whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Polls,
    /// Questions that the audience asked.
    Qa,
    Survey,
    /// The portal's own figures.
    Performance,
}

impl Part {
    pub const ALL: [Part; 4] = [Part::Polls, Part::Qa, Part::Survey, Part::Performance];

    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            Part::Polls => "polls",
            Part::Qa => "qa",
            Part::Survey => "survey",
            Part::Performance => "performance",
        }
    }
}

/// One person's answer to one question of a poll or a survey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerRecord<'a> {
    /// `None` together with the e-mail: nobody's, as the poll was anonymous.
    pub name: Option<Cow<'a, str>>,
    pub email: Option<Cow<'a, str>>,
    /// Its title, else the portal's id, else its ordinal in the file.
    pub poll: Cow<'a, str>,
    /// From 1: a poll may be started again.
    pub launch: u32,
    pub question: Cow<'a, str>,
    /// Several chosen are joined as the source joins them; `None` where it was left open.
    pub answer: Option<Cow<'a, str>>,
    pub submitted: Option<i64>,
}

/// A question that somebody asked, and its answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionRecord<'a> {
    pub name: Option<Cow<'a, str>>,
    pub email: Option<Cow<'a, str>>,
    pub question: Cow<'a, str>,
    pub asked: Option<i64>,
    /// open, answered, dismissed.
    pub status: Option<&'static str>,
    /// Several are joined by a line break.
    pub answer: Option<Cow<'a, str>>,
    pub answered_by: Option<Cow<'a, str>>,
    pub answered: Option<i64>,
    /// typed, live.
    pub how: Option<&'static str>,
}

/// What a portal's own figure of an occurrence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    Registered,
    Cancelled,
    Approved,
    Denied,
    UniqueViewers,
    TotalUsers,
    /// Most people at once.
    Peak,
    /// Average time in session, seconds.
    AverageSeconds,
    Questions,
    Polls,
    /// Answered polls, in tenths of a percent.
    AnswerRate,
    ChatMessages,
}

impl Figure {
    /// As stored.
    pub fn word(self) -> &'static str {
        match self {
            Figure::Registered => "registered",
            Figure::Cancelled => "cancelled",
            Figure::Approved => "approved",
            Figure::Denied => "denied",
            Figure::UniqueViewers => "unique_viewers",
            Figure::TotalUsers => "total_users",
            Figure::Peak => "peak",
            Figure::AverageSeconds => "average_seconds",
            Figure::Questions => "questions",
            Figure::Polls => "polls",
            Figure::AnswerRate => "answer_rate",
            Figure::ChatMessages => "chat_messages",
        }
    }
}

impl AnswerRecord<'_> {
    /// The record on its own, after its file's row is gone.
    pub fn into_owned(self) -> AnswerRecord<'static> {
        AnswerRecord {
            name: self.name.map(own),
            email: self.email.map(own),
            poll: own(self.poll),
            launch: self.launch,
            question: own(self.question),
            answer: self.answer.map(own),
            submitted: self.submitted,
        }
    }
}

impl QuestionRecord<'_> {
    /// As [`AnswerRecord::into_owned`].
    pub fn into_owned(self) -> QuestionRecord<'static> {
        QuestionRecord {
            name: self.name.map(own),
            email: self.email.map(own),
            question: own(self.question),
            asked: self.asked,
            status: self.status,
            answer: self.answer.map(own),
            answered_by: self.answered_by.map(own),
            answered: self.answered,
            how: self.how,
        }
    }
}

fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
