//! Columns that the data bring: a view that declares `further` has one for each question that a form asked.
//!
//! Columns are constants, as everything that is declared. A view with the questions of a form is made once and kept for as
//! long as the program runs, so that it is read like every other: a few kilobytes a form, and only so many forms.

use super::def::{Column, View, col};
use crate::model::{Unit, text};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

/// Questions that become columns.
pub const MOST: usize = 40;
/// Forms of which the columns are kept; those of later ones are not shown.
const MOST_FORMS: usize = 4_000;
/// Fields that forms may have beside their own questions: reports have columns for them, into which they go.
const STANDARD: [&str; 6] = ["city", "country/region", "organization", "organisation", "job title", "phone"];
/// Characters of a title, and of a name for machines.
const TITLE: usize = 60;
const NAME: usize = 40;

/// Title and value of each pair of `[[title, value], …]`; nothing where it is something else.
fn pairs(fields: &str) -> impl Iterator<Item = (String, serde_json::Value)> {
    let pairs: Vec<(String, serde_json::Value)> = serde_json::from_str(fields).unwrap_or_default();
    pairs.into_iter().map(|(title, value)| (plain(&title), value)).filter(|(title, _)| !title.is_empty())
}

/// On one line, without what could steer a terminal.
fn plain(title: &str) -> String {
    text::clean(title).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was said under a title, whatever its case; several answers are joined.
pub fn value(fields: &str, title: &str) -> Option<String> {
    let told = |value: serde_json::Value| match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    let wanted = text::fold(title);
    let said =
        pairs(fields).filter(|(asked, _)| text::fold(asked) == wanted).filter_map(|(_, value)| told(value));
    let said: Vec<String> = said.filter(|text| !text.trim().is_empty()).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Titles as they are met.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// How often each was met, and where in its form it stood at least.
    met: HashMap<String, (usize, usize)>,
}

impl Titles {
    pub fn add(&mut self, fields: &str) {
        let own = |(title, _): &(String, _)| !STANDARD.contains(&text::fold(title).as_str());
        for (place, (title, _)) in pairs(fields).filter(own).enumerate() {
            let known = self.met.entry(title).or_insert((0, place));
            *known = (known.0 + 1, known.1.min(place));
        }
    }

    /// The most asked first, then as the form has them; at most [`MOST`].
    pub fn list(self) -> Vec<String> {
        let mut all: Vec<(String, (usize, usize))> = self.met.into_iter().collect();
        all.sort_by(|(a, (often_a, place_a)), (b, (often_b, place_b))| {
            often_b.cmp(often_a).then(place_a.cmp(place_b)).then_with(|| a.cmp(b))
        });
        all.into_iter().take(MOST).map(|(title, _)| title).collect()
    }
}

static FORMS: Mutex<BTreeMap<(usize, Vec<String>), &'static View>> = Mutex::new(BTreeMap::new());

impl View {
    /// The view with a column for each title; the same for the same titles.
    pub fn with(&'static self, titles: &[String]) -> &'static View {
        if titles.is_empty() || self.further.is_none() {
            return self;
        }
        let key = (std::ptr::from_ref(self).addr(), titles.to_vec());
        let mut forms = FORMS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = forms.get(&key) {
            return known;
        }
        if forms.len() >= MOST_FORMS {
            return self;
        }
        let mut columns = self.columns.to_vec();
        for title in titles {
            let column = column(title, &columns);
            columns.push(column);
        }
        let view: &'static View = Box::leak(Box::new(View { columns: Vec::leak(columns), ..*self }));
        forms.insert(key, view);
        view
    }
}

fn column(title: &str, others: &[Column]) -> Column {
    let name = name(title, others.len());
    let taken = |name: &str| others.iter().any(|column| column.name == name);
    let unique = if taken(&name) {
        (2..=others.len() + 2).map(|n| format!("{name}_{n}")).find(|name| !taken(name)).unwrap_or_default()
    } else {
        name
    };
    let leak = |text: String| -> &'static str { String::leak(text) };
    let help = format!("What the registration form asked: {}.", title.trim_end_matches(['.', ':']));
    col(leak(unique), leak(text::excerpt(title, TITLE)), Unit::Text).wide().personal().help(leak(help))
}

/// `How did you hear of us?` as `how_did_you_hear_of_us`.
fn name(title: &str, place: usize) -> String {
    let words: Vec<String> = text::fold(title)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut name = String::new();
    for word in words {
        let longer = if name.is_empty() { word } else { format!("{name}_{word}") };
        if longer.chars().count() > NAME && !name.is_empty() {
            break;
        }
        name = longer.chars().take(NAME).collect();
    }
    if name.starts_with(char::is_alphabetic) { name } else { format!("question_{}", place + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: View = View {
        id: "people",
        title: "People",
        columns: &[col("city", "City", Unit::Text)],
        source: crate::report::Source { sql: "", by_key: false },
        order: &["city"],
        facts: None,
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: Some("fields"),
        held: None,
        noun: ("person", "people"),
    };
    static VIEW: View = PLAIN;

    fn titles(of: &[&str]) -> Vec<String> {
        of.iter().map(|title| (*title).to_owned()).collect()
    }

    #[test]
    fn the_most_asked_come_first_then_the_order_of_the_form() {
        let mut met = Titles::default();
        met.add(r#"[["City","Lund"],["Zip","1"],["Age","2"]]"#);
        met.add(r#"[["Diet",null],["Zip","1"],["Age","2"]]"#);
        met.add("not JSON");
        met.add(r#"{"a":1}"#);
        assert_eq!(met.list(), ["Zip", "Age", "Diet"]);
    }

    #[test]
    fn no_form_has_more_columns_than_there_is_a_place_for() {
        let mut met = Titles::default();
        let many: Vec<String> = (0..10_000).map(|n| format!("[\"Q {n}\",\"x\"]")).collect();
        met.add(&format!("[{}]", many.join(",")));
        let list = met.list();
        assert_eq!((list.len(), list[39].as_str()), (MOST, "Q 39"));
    }

    #[test]
    fn names_for_machines_follow_from_titles_and_are_unique() {
        let view = VIEW.with(&titles(&[
            "City",
            "CITY?",
            "Город",
            "2 + 2 = ?",
            "How did you hear of us, and what do you expect?",
        ]));
        let names: Vec<&str> = view.columns.iter().map(|column| column.name.as_ref()).collect();
        assert_eq!(
            names,
            ["city", "city_2", "city_3", "город", "question_5", "how_did_you_hear_of_us_and_what_do_you"]
        );
        assert!(std::ptr::eq(
            view,
            VIEW.with(&titles(&[
                "City",
                "CITY?",
                "Город",
                "2 + 2 = ?",
                "How did you hear of us, and what do you expect?"
            ]))
        ));
        assert!(std::ptr::eq(&raw const VIEW, VIEW.with(&[])));
    }

    #[test]
    fn values_are_found_by_their_title() {
        let fields = r#"[["City","Lund"],["Diet","none"],["City",""],["Seats",2],["Diet","nuts"]]"#;
        assert_eq!(value(fields, "City").as_deref(), Some("Lund"));
        assert_eq!(value(fields, "Seats").as_deref(), Some("2"));
        assert_eq!(value(fields, "Diet").as_deref(), Some("none; nuts"));
        assert_eq!(value(fields, "Age"), None);
    }

    #[test]
    fn titles_are_cleaned() {
        let mut met = Titles::default();
        met.add("[[\"Na\\u001b[31mme\\n \\u202eof\",\"x\"],[\"\\u0007\",\"y\"]]");
        assert_eq!(met.list(), ["Na[31mme of"]);
    }
}
