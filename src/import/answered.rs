//! How an answer to a question of the audience is written: as text, as one given aloud, with who gave it before it.

use crate::model::QuestionRecord;
use std::borrow::Cow;

/// What stands for an answer that was given aloud.
const LIVE: &[&str] = &["live answered", "this question has been answered live", "answered live"];
/// Before an answer: who gave it.
const BY: &str = "answered by ";

/// Status, text and way of an answer.
pub fn answered(text: Option<Cow<'_, str>>) -> QuestionRecord<'static> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return QuestionRecord { status: Some("open"), ..QuestionRecord::default() };
    };
    let (by, said) = part(&text);
    let live = LIVE.contains(&crate::model::text::fold(said).trim_end_matches('.'));
    QuestionRecord {
        status: Some("answered"),
        answer: (!live && !said.is_empty()).then(|| Cow::Owned(said.to_owned())),
        answered_by: by.map(|by| Cow::Owned(by.to_owned())),
        how: Some(if live { "live" } else { "typed" }),
        ..QuestionRecord::default()
    }
}

/// `Answered by Host: Tomorrow.` in its parts.
fn part(text: &str) -> (Option<&str>, &str) {
    let behind =
        text.get(..BY.len()).filter(|start| start.eq_ignore_ascii_case(BY)).and(text.get(BY.len()..));
    match behind.and_then(|rest| rest.split_once(':')) {
        // A name, not the first words of a sentence.
        Some((by, said)) if by.len() <= 80 && !by.trim().is_empty() => (Some(by.trim()), said.trim()),
        _ => (None, text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let told = |text: &'static str| {
            let record = answered(Some(text.into()));
            (record.status, record.how, record.answered_by, record.answer)
        };
        assert_eq!(told("live answered"), (Some("answered"), Some("live"), None, None));
        let typed = told("Answered by Host: At ten: sharp");
        assert_eq!((typed.2.as_deref(), typed.3.as_deref()), (Some("Host"), Some("At ten: sharp")));
        assert_eq!(told("Tomorrow").3.as_deref(), Some("Tomorrow"));
        assert_eq!(told(" ").0, Some("open"));
        assert_eq!(answered(None).status, Some("open"));
    }
}
