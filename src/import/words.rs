//! Words that cells hold for yes and no, for kinds of meetings and for nothing, in the languages of the portals;
//! compared without case.

pub const YES: &[&str] =
    &["yes", "y", "true", "sì", "si", "sí", "sim", "oui", "ja", "はい", "예", "네", "да"];
pub const NO: &[&str] =
    &["no", "n", "false", "não", "nao", "non", "nein", "nee", "いいえ", "아니요", "아니오", "нет"];

/// Beginnings of the words for a webinar.
pub const WEBINAR: &[&str] = &["webinar", "webinaire", "seminario web", "ウェビナー", "웨비나", "вебинар"];

/// What stands in a column of e-mails where there is none (RULES, *People*).
pub const NO_EMAIL: &[&str] = &["guest", "гость", "нет регистрации"];

/// What stands for the name of somebody in a poll that asks nobody's.
pub const ANONYMOUS: &[&str] = &[
    "anonymous attendee",
    "anonymous",
    "anonymous participant",
    "anonymer teilnehmer",
    "anónimo",
    "anônimo",
    "asistente anónimo",
    "participante anónimo",
    "participante anônimo",
    "participant anonyme",
    "partecipante anonimo",
    "анонимный участник",
    "匿名の出席者",
    "匿名参加者",
    "익명 참석자",
];

/// What stands for the start of a meeting that has none.
pub const NO_FIXED_TIME: &[&str] = &["no fixed time", "recurring meeting with no fixed time", "n/a", "none"];

/// Whether the text is one of the words.
pub fn is_one(text: &str, words: &[&str]) -> bool {
    if text.is_ascii() {
        return words.iter().any(|word| word.eq_ignore_ascii_case(text));
    }
    let text = crate::model::text::fold(text);
    words.contains(&text.as_str())
}

/// Whether the text begins with one of the words.
pub fn begins(text: &str, words: &[&str]) -> bool {
    let text = crate::model::text::fold(text);
    words.iter().any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert!(is_one("Sì", YES) && is_one("Si\u{300}", YES) && is_one("SIM", YES) && is_one("Да", YES));
        assert!(is_one("Não", NO) && !is_one("", NO));
        assert!(begins("Вебинар", WEBINAR) && !begins("Riunione", WEBINAR));
    }

    #[test]
    fn words_stand_as_they_are_compared() {
        for word in [YES, NO, WEBINAR, NO_EMAIL, NO_FIXED_TIME, ANONYMOUS].concat() {
            assert_eq!(word, crate::model::text::fold(word));
        }
    }
}
