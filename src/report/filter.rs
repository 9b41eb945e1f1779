//! The filter language of `/` and `--filter`: words that must all be found.
//!
//! `anna` anywhere in a text column · `!anna` nowhere · `department:science` in that column (names may be
//! shortened, `dep:`) · `minutes>60`, `>=`, `<`, `<=`, `=` for numbers, durations in minutes or `h:mm:ss`,
//! days and instants as `2026-10-05` · `"two words"` as one.

use super::catalog;
use super::def::{Column, View};
use crate::model::{Unit, text};
use chrono::NaiveDate;

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Compare {
    /// Its sign, also in SQL.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::Equal => "=",
            Compare::AtLeast => ">=",
            Compare::More => ">",
        }
    }
}

/// One condition; all of a filter's must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// `needle` (folded) in any text column, or in `column` alone.
    Contains { column: Option<&'static str>, needle: String, inverse: bool },
    /// A number in the column's own unit.
    Number { column: &'static str, compare: Compare, value: f64, inverse: bool },
    /// A day: the column holds an epoch day, or an instant (then the day is the asked zone's).
    Day { column: &'static str, compare: Compare, day: NaiveDate, inverse: bool },
}

/// Words of a filter; far more than anybody types, far less than a database refuses.
const MOST_WORDS: usize = 100;

/// Reads a filter for a view.
///
/// # Errors
/// One plain sentence when a column is not there, a value does not fit it, or there are too many words.
pub fn parse(filter: &str, view: &View) -> Result<Vec<Term>, String> {
    let words = words(filter);
    if words.len() > MOST_WORDS {
        return Err(format!("a filter has at most {MOST_WORDS} words, this one has {}", words.len()));
    }
    words.into_iter().map(|word| term(&word, view)).collect()
}

/// Splits at blanks outside double quotes; quotes go.
fn words(filter: &str) -> Vec<String> {
    let (mut out, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    for c in filter.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                any = true;
            }
            c if c.is_whitespace() && !quoted => {
                if any || !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
                any = false;
            }
            c => word.push(c),
        }
    }
    if any || !word.is_empty() {
        out.push(word);
    }
    out.retain(|word| !word.is_empty());
    out
}

fn term(word: &str, view: &View) -> Result<Term, String> {
    let (inverse, body) = match word.strip_prefix('!') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, word),
    };
    if let Some((name, compare, value)) = comparison(body)
        && let Some(column) = column(name, view)
    {
        return compared(column, compare, value, inverse);
    }
    if let Some((name, needle)) = body.split_once(':')
        && is_name(name)
    {
        // `12:30` and `https://…` are plain text; `dep:` is a column or a slip of the hand.
        if let Some(column) = column(name, view) {
            return if column.unit.is_text() {
                Ok(Term::Contains {
                    column: Some(name_of(column)),
                    needle: needle_of(column, needle),
                    inverse,
                })
            } else {
                compared(column, Compare::Equal, needle, inverse)
            };
        }
        if !needle.starts_with("//") {
            return Err(no_column(name, view));
        }
    }
    Ok(Term::Contains { column: None, needle: text::fold(body), inverse })
}

/// Said of a column that is not there.
pub fn no_column(name: &str, view: &View) -> String {
    let names: Vec<&str> = view.visible().map(name_of).collect();
    let near = catalog::nearest_of(&text::fold(name), names.iter().copied());
    let near = near.map_or_else(String::new, |near| format!(" did you mean {near}?"));
    let name = text::excerpt(name, 40);
    format!("no column is called {name}:{near} here are {}", names.join(", "))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

fn name_of(column: &'static Column) -> &'static str {
    match &column.name {
        std::borrow::Cow::Borrowed(name) => name,
        // Declared columns are constants.
        std::borrow::Cow::Owned(_) => "",
    }
}

/// Numbers of meetings are stored as digits alone.
fn needle_of(column: &Column, needle: &str) -> String {
    if column.unit == Unit::Number { needle.replace(' ', "") } else { text::fold(needle) }
}

/// The column of that name, or the only one whose name or title begins so.
fn column(name: &str, view: &View) -> Option<&'static Column> {
    let wanted = text::fold(name).replace('-', "_");
    view.visible()
        .find(|column| column.name == wanted)
        .or_else(|| view.visible().find(|column| column.name.starts_with(&wanted)))
        .or_else(|| view.visible().find(|column| text::fold(&column.title).starts_with(&wanted)))
}

fn comparison(body: &str) -> Option<(&str, Compare, &str)> {
    let at = body.find(['<', '>', '='])?;
    let (name, rest) = body.split_at(at);
    let (compare, value) = match rest.as_bytes() {
        [b'<', b'=', ..] => (Compare::AtMost, &rest[2..]),
        [b'>', b'=', ..] => (Compare::AtLeast, &rest[2..]),
        [b'<', ..] => (Compare::Less, &rest[1..]),
        [b'>', ..] => (Compare::More, &rest[1..]),
        _ => (Compare::Equal, &rest[1..]),
    };
    (is_name(name)).then_some((name, compare, value))
}

fn compared(column: &'static Column, compare: Compare, value: &str, inverse: bool) -> Result<Term, String> {
    let name = name_of(column);
    match column.unit {
        Unit::Date | Unit::Instant | Unit::Moment => value
            .parse()
            .map(|day| Term::Day { column: name, compare, day, inverse })
            .map_err(|_| format!("{name} takes a day like 2026-10-05, not {}", text::excerpt(value, 20))),
        Unit::Text | Unit::Number | Unit::Mark | Unit::Strip if compare == Compare::Equal => {
            Ok(Term::Contains { column: Some(name), needle: needle_of(column, value), inverse })
        }
        Unit::Text | Unit::Number | Unit::Mark | Unit::Strip | Unit::Key => {
            Err(format!("{name} is text: use {name}:{}", text::excerpt(value, 20)))
        }
        Unit::Spark => Err(format!("{name} is a line of numbers: it cannot be compared")),
        Unit::Flag => match text::fold(value).as_str() {
            "yes" | "1" => Ok(Term::Number { column: name, compare, value: 1.0, inverse }),
            "no" | "0" => Ok(Term::Number { column: name, compare, value: 0.0, inverse }),
            _ => Err(format!("{name} is yes or no")),
        },
        Unit::Duration => duration(value)
            .map(|value| Term::Number { column: name, compare, value, inverse })
            .ok_or_else(|| format!("{name} takes minutes or h:mm:ss, not {}", text::excerpt(value, 20))),
        Unit::Count | Unit::Minutes | Unit::Percent | Unit::Bytes | Unit::Money => value
            .trim_end_matches('%')
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map(|value| Term::Number { column: name, compare, value, inverse })
            .ok_or_else(|| format!("{name} takes a number, not {}", text::excerpt(value, 20))),
    }
}

/// Minutes (`90`) or `h:mm[:ss]`, in seconds.
fn duration(value: &str) -> Option<f64> {
    let parts: Vec<f64> = value
        .split(':')
        .map(|part| part.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0))
        .collect::<Option<_>>()?;
    match parts.as_slice() {
        [minutes] => Some(minutes * 60.0),
        [hours, minutes] => Some(hours * 3600.0 + minutes * 60.0),
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::catalog;
    use proptest::prelude::*;

    fn view() -> &'static View {
        catalog::find("meetings").unwrap().first_view().unwrap()
    }

    #[test]
    fn words_columns_inverses_and_comparisons() {
        let terms = parse("Zoë !guest dep:\"natural science\" minutes>=60 start<2026-10-05", view()).unwrap();
        assert_eq!(terms.len(), 5);
        assert_eq!(terms[0], Term::Contains { column: None, needle: "zoë".into(), inverse: false });
        assert_eq!(terms[1], Term::Contains { column: None, needle: "guest".into(), inverse: true });
        assert_eq!(
            terms[2],
            Term::Contains { column: Some("department"), needle: "natural science".into(), inverse: false }
        );
        assert_eq!(
            terms[3],
            Term::Number { column: "minutes", compare: Compare::AtLeast, value: 60.0, inverse: false }
        );
        assert!(matches!(terms[4], Term::Day { column: "start", compare: Compare::Less, .. }));
    }

    #[test]
    fn a_wrong_column_or_value_says_what_would_do() {
        assert!(parse("colour:red", view()).unwrap_err().contains("topic"));
        assert!(parse("minutes>many", view()).unwrap_err().contains("number"));
        assert!(parse("12:30", view()).is_ok());
        assert_eq!(parse(&"x ".repeat(100), view()).map(|terms| terms.len()), Ok(100));
        assert!(parse(&"x ".repeat(101), view()).unwrap_err().contains("at most 100"));
    }

    proptest! {
        #[test]
        fn no_filter_panics(filter in "\\PC{0,40}") {
            let _ = parse(&filter, view());
        }
    }
}
