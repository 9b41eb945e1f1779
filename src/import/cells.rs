//! What one cell says: text, name, e-mail, meeting number, minutes, yes or no. Dates are in `clock`.

use super::words;
use crate::model::text::clean;
use crate::rules::occurrence::LONGEST;
use std::borrow::Cow;

/// Oddities met in cells; told once a file.
#[derive(Debug, Default)]
pub struct Odd {
    /// Cells whose bytes are not UTF-8.
    undecodable: u64,
    /// Yes-or-no cells that say neither.
    unsure: u64,
    first_unsure: String,
    /// Cells of e-mails that hold none.
    no_email: u64,
    first_no_email: String,
}

impl Odd {
    /// A sentence for each oddity.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.undecodable > 0 {
            notes.push(format!(
                "{} cells are not UTF-8; what could not be read shows as \u{FFFD}",
                self.undecodable
            ));
        }
        if self.unsure > 0 {
            notes.push(format!(
                "{} cells say neither Yes nor No (the first: “{}”) and were taken as not given",
                self.unsure, self.first_unsure
            ));
        }
        if self.no_email > 0 {
            notes.push(format!(
                "{} cells of the e-mail column hold no e-mail (the first: “{}”) and were taken as not given",
                self.no_email, self.first_no_email
            ));
        }
        notes
    }

    fn decode<'c>(&mut self, cell: &'c [u8]) -> Cow<'c, str> {
        if let Ok(text) = std::str::from_utf8(cell) {
            return Cow::Borrowed(text);
        }
        self.undecodable += 1;
        String::from_utf8_lossy(cell)
    }
}

/// The cell without blanks around and without a spreadsheet's `="…"`.
pub fn bare(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    match cell.strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\"")) {
        Some(inner) => inner.trim_ascii(),
        None => cell,
    }
}

/// Whether the cell holds nothing: blank or the portals' `-` and `--`.
pub fn is_none(cell: &[u8]) -> bool {
    matches!(bare(cell), b"" | b"-" | b"--")
}

/// Clean, trimmed text.
pub fn text<'c>(cell: &'c [u8], odd: &mut Odd) -> Cow<'c, str> {
    let cell = unguarded(bare(cell));
    match odd.decode(cell) {
        Cow::Borrowed(text) => cleaned(text),
        Cow::Owned(text) => Cow::Owned(cleaned(&text).into_owned()),
    }
}

/// As [`text`]; `None` where the cell holds nothing.
pub fn some_text<'c>(cell: &'c [u8], odd: &mut Odd) -> Option<Cow<'c, str>> {
    if is_none(cell) {
        return None;
    }
    Some(text(cell, odd)).filter(|text| !text.is_empty())
}

/// As [`text`], with the HTML entities of names and topics decoded.
pub fn decoded<'c>(cell: &'c [u8], odd: &mut Odd) -> Cow<'c, str> {
    let text = text(cell, odd);
    if !text.contains('&') {
        return text;
    }
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    Cow::Owned(plain.trim().to_owned())
}

/// The text with one blank where there are several: line breaks of a question come as one or as two.
pub fn gathered(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cleaned(text: &str) -> Cow<'_, str> {
    match clean(text) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// Undoes the `'` that keeps a spreadsheet from running a cell (RULES, *Files that leave*).
fn unguarded(cell: &[u8]) -> &[u8] {
    match cell {
        [b'\'', rest @ ..] if matches!(rest.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) => rest,
        _ => cell,
    }
}

/// An e-mail; `None` for the placeholders of RULES, *People*, and for what has no `@`.
pub fn email<'c>(cell: &'c [u8], odd: &mut Odd) -> Option<Cow<'c, str>> {
    let text = some_text(cell, odd)?;
    if text.contains('@') {
        return Some(text);
    }
    if !words::is_one(&text, words::NO_EMAIL) {
        if odd.no_email == 0 {
            odd.first_no_email = crate::model::text::excerpt(&text, 30);
        }
        odd.no_email += 1;
    }
    None
}

/// Whether two e-mails are the same, case aside.
pub fn same_email(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    crate::model::text::fold(one) == crate::model::text::fold(other)
}

/// A whole number; `None` for anything else, and for one so large that a sum of a billion such would overflow.
pub fn number(cell: &[u8]) -> Option<i64> {
    const MOST_DIGITS: usize = 9;
    let digits = bare(cell);
    if digits.is_empty() || digits.len() > MOST_DIGITS {
        return None;
    }
    digits
        .iter()
        .try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0')))
}

/// Minutes by which a duration may miss its times; beyond, the times alone are kept.
const SLACK_MINUTES: i64 = 5;

/// Whole minutes as the cell says, unless that is wildly another length than `seconds`, or longer than anything lasts.
pub fn minutes(cell: &[u8], seconds: Option<i64>) -> Option<i64> {
    let said = number(cell).filter(|said| said * 60 <= LONGEST)?;
    let is_near = |seconds: i64| (said - (seconds + 59).div_euclid(60)).abs() <= SLACK_MINUTES;
    seconds.is_none_or(is_near).then_some(said)
}

/// Yes or no; `None` where the cell holds nothing or neither.
pub fn flag(cell: &[u8], odd: &mut Odd) -> Option<bool> {
    match bare(cell) {
        b"Yes" => return Some(true),
        b"No" => return Some(false),
        _ if is_none(cell) => return None,
        _ => {}
    }
    let said = String::from_utf8_lossy(bare(cell));
    if words::is_one(&said, words::YES) {
        return Some(true);
    }
    if words::is_one(&said, words::NO) {
        return Some(false);
    }
    if odd.unsure == 0 {
        odd.first_unsure = crate::model::text::excerpt(&said, 30);
    }
    odd.unsure += 1;
    None
}

/// A meeting number: digits of any length, blanks between them allowed.
///
/// # Errors
/// Says why it is none.
pub fn meeting_number(cell: &[u8]) -> Result<Cow<'_, str>, &'static str> {
    const MOST_DIGITS: usize = 32;
    let cell = bare(cell);
    let text = String::from_utf8_lossy(cell);
    let text = match text {
        Cow::Borrowed(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => Cow::Borrowed(text),
        other => Cow::Owned(other.chars().filter(|c| !c.is_whitespace()).collect()),
    };
    if text.is_empty() {
        return Err("the meeting number is missing");
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(if is_rounded(&text) {
            "a spreadsheet rounded the meeting number: its last digits are lost"
        } else {
            "this is no meeting number: it may have digits and blanks alone"
        });
    }
    if text.len() > MOST_DIGITS { Err("this is no meeting number: it has too many digits") } else { Ok(text) }
}

/// `8.46123E+10`, as a spreadsheet writes long numbers.
fn is_rounded(text: &str) -> bool {
    text.contains(['E', 'e']) && text.bytes().all(|b| b.is_ascii_digit() || b"Ee+.,".contains(&b))
}

/// A name as it is shown, in its parts.
#[derive(Debug, PartialEq, Eq)]
pub struct Name<'c> {
    pub shown: Cow<'c, str>,
    /// `New (Original)`: always rebuilt exactly by `{shown} ({original})`.
    pub original: Option<Cow<'c, str>>,
    pub host: bool,
    pub guest: bool,
}

/// The parts of `New (Original) (Host)`.
pub fn name(shown: Cow<'_, str>) -> Name<'_> {
    if !shown.ends_with(')') {
        return Name { shown, original: None, host: false, guest: false };
    }
    let (mut end, mut host, mut guest) = (shown.len(), false, false);
    while let Some(rest) = shown.get(..end) {
        let (marked, what) = match (rest.strip_suffix(" (Host)"), rest.strip_suffix(" (Guest)")) {
            (Some(rest), _) => (rest, &mut host),
            (_, Some(rest)) => (rest, &mut guest),
            _ => break,
        };
        if marked.trim().is_empty() {
            break;
        }
        *what = true;
        end = marked.trim_end().len();
    }
    let open = shown.get(..end).and_then(original_at);
    let original = open.map(|at| part(&shown, at + 2, end.saturating_sub(1)));
    Name { shown: part(&shown, 0, open.unwrap_or(end)), original, host, guest }
}

/// Where ` (` of the last bracket pair stands that ends the text; `None` when there is no such pair, nothing before
/// or in it, or blanks that would be lost.
fn original_at(text: &str) -> Option<usize> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1;
    let open = inner.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let new = text.get(..open)?.strip_suffix(' ')?;
    let original = inner.get(open + 1..)?;
    let kept = !new.is_empty() && new.trim() == new && !original.is_empty() && original.trim() == original;
    kept.then_some(new.len())
}

fn part<'c>(text: &Cow<'c, str>, from: usize, to: usize) -> Cow<'c, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(from..to).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(from..to).unwrap_or_default().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(shown: &str) -> (String, Option<String>, bool, bool) {
        let name = name(Cow::Borrowed(shown));
        (name.shown.into_owned(), name.original.map(Cow::into_owned), name.host, name.guest)
    }

    #[test]
    fn names_come_apart() {
        let is = |shown: &str, name: &str, original: Option<&str>, host, guest| {
            assert_eq!(parts(shown), (name.into(), original.map(Into::into), host, guest), "{shown}");
        };
        is("Anna Berg", "Anna Berg", None, false, false);
        is("Anna Berg (Host)", "Anna Berg", None, true, false);
        is("Bo (Guest)", "Bo", None, false, true);
        is("Bo Ek (iPhone) (Host)", "Bo Ek", Some("iPhone"), true, false);
        is("A (B (C))", "A", Some("B (C)"), false, false);
        is("A (she/her) (Anna)", "A (she/her)", Some("Anna"), false, false);
        is("(Host)", "(Host)", None, false, false);
        is(" (Host)", " (Host)", None, false, false);
        is("Uddin(7)", "Uddin(7)", None, false, false);
        is("A  (B)", "A  (B)", None, false, false);
        is("A ()", "A ()", None, false, false);
        is("A)", "A)", None, false, false);
        is("王小明 (小明)", "王小明", Some("小明"), false, false);
    }

    #[test]
    fn placeholders_are_no_email() {
        let mut odd = Odd::default();
        for none in ["", "-", "--", "guest", "Guest", "гость", "Гость", "Нет регистрации", "  "]
        {
            assert_eq!(email(none.as_bytes(), &mut odd), None, "{none}");
        }
        assert_eq!(email(b" Anna@lumen.example ", &mut odd).as_deref(), Some("Anna@lumen.example"));
        assert!(same_email("ANNA@lumen.example", "anna@lumen.example"));
        assert!(same_email("ÅSA@lumen.example", "åsa@lumen.example"));
    }

    #[test]
    fn meeting_numbers_are_digits_of_any_length() {
        assert_eq!(meeting_number(b"846 1234 0849").as_deref(), Ok("84612340849"));
        assert_eq!(meeting_number("846\u{A0}1234\u{A0}0849".as_bytes()).as_deref(), Ok("84612340849"));
        assert_eq!(meeting_number(b"=\"846 1234 0849\"").as_deref(), Ok("84612340849"));
        assert_eq!(meeting_number(b"9138402").as_deref(), Ok("9138402"));
        assert!(meeting_number(b"").unwrap_err().contains("missing"));
        assert!(meeting_number(b"8.46123E+10").unwrap_err().contains("rounded"));
        assert!(meeting_number(b"846-1234").unwrap_err().contains("no meeting number"));
        assert!(meeting_number(&[b'1'; 33]).unwrap_err().contains("too many"));
    }

    #[test]
    fn cells_are_unwrapped_cleaned_and_decoded() {
        let mut odd = Odd::default();
        assert_eq!(text(b" =\" x \" ", &mut odd), "x");
        assert_eq!(text(b"'+4670000", &mut odd), "+4670000");
        assert_eq!(text(b"'tis", &mut odd), "'tis");
        assert_eq!(text("a\u{202E}b\nc".as_bytes(), &mut odd), "ab c");
        assert_eq!(decoded(b"R&amp;D &lt;core&gt; &#39;x&#39;", &mut odd), "R&D <core> 'x'");
        assert_eq!(decoded(b"&amp;lt;", &mut odd), "&lt;");
        assert_eq!(text(b"R&amp;D", &mut odd), "R&amp;D");
        assert!(odd.notes().is_empty());
        assert_eq!(text(b"Z\xFCrich", &mut odd), "Z\u{FFFD}rich");
        assert_eq!(odd.notes().len(), 1);
    }

    #[test]
    fn yes_and_no() {
        let mut odd = Odd::default();
        assert_eq!(flag(b"Yes", &mut odd), Some(true));
        assert_eq!(flag(b"no", &mut odd), Some(false));
        assert_eq!(flag(b"-", &mut odd), None);
        assert_eq!(flag(b"perhaps", &mut odd), None);
        assert!(odd.notes()[0].contains("“perhaps”"));
        assert_eq!(number(b" 520"), Some(520));
        assert_eq!(number(b"5.5"), None);
        assert_eq!(number(b"999999999"), Some(999_999_999));
        assert_eq!(number(b"1000000000"), None);
    }

    proptest! {
        #[test]
        fn a_rename_rebuilds_what_was_shown(shown in "[a-c() ]{0,12}") {
            let (name, original, host, guest) = parts(&shown);
            if let (Some(original), false, false) = (original, host, guest) {
                prop_assert_eq!(format!("{name} ({original})"), shown);
            }
        }

        #[test]
        fn any_cell_is_read(cell in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut odd = Odd::default();
            let text = decoded(&cell, &mut odd);
            prop_assert_eq!(text.trim(), &*text);
            let _ = (email(&cell, &mut odd), flag(&cell, &mut odd), number(&cell), meeting_number(&cell).is_ok());
            let _ = name(text);
        }
    }
}
