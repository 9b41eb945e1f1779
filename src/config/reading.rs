//! The text of a configuration, setting by setting. Everything that is wrong is told at once.

use super::{Ascii, Config, columns, keys};
use crate::app::presets;
use crate::model::text::excerpt;
use crate::report::catalog::nearest_of;
use crate::ui::ThemeName;
use chrono_tz::{TZ_VARIANTS, Tz};
use std::ops::Range;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// One plain sentence on what would do.
    pub text: String,
}

/// A value and where it stands.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// What a file says while it is read.
pub(super) struct Reading<'a> {
    source: &'a str,
    pub problems: Vec<Problem>,
}

/// The settings there are, in the order of the commented default.
pub(super) const SETTINGS: [&str; 10] =
    ["theme", "ascii", "zone", "range", "exports", "viewer", "mouse", "remember", "columns", "keys"];

/// The settings of a text.
///
/// # Errors
/// All that is wrong in it, in the order of its lines.
pub fn parse(source: &str) -> Result<Config, Vec<Problem>> {
    let mut reading = Reading { source, problems: Vec::new() };
    let mut config = Config::default();
    match DeTable::parse(source) {
        Ok(table) => {
            for (name, value) in table.get_ref() {
                reading.setting(&mut config, name.get_ref(), &name.span(), value);
            }
        }
        Err(error) => {
            let text = excerpt(error.message(), 160);
            reading.problem(&error.span().unwrap_or_default(), format!("this is no TOML: {text}"));
        }
    }
    if reading.problems.is_empty() {
        return Ok(config);
    }
    reading.problems.sort_by_key(|problem| problem.line);
    Err(reading.problems)
}

impl Reading<'_> {
    pub fn problem(&mut self, span: &Range<usize>, text: impl Into<String>) {
        let before = self.source.get(..span.start).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        self.problems.push(Problem { line, text: text.into() });
    }

    /// A word that is none of those known, with the nearest.
    pub fn unknown<'w>(
        &mut self,
        span: &Range<usize>,
        what: &str,
        typed: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) {
        let words: Vec<&str> = known.into_iter().collect();
        let typed = excerpt(typed, 40);
        let help = match nearest_of(&typed, words.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None if words.len() <= 24 => format!("there are {}", words.join(", ")),
            None => "see headcount config --print".to_owned(),
        };
        self.problem(span, format!("no {what} is called {typed}; {help}"));
    }

    fn setting(&mut self, config: &mut Config, name: &str, span: &Range<usize>, value: &Value<'_>) {
        config.said.extend(SETTINGS.into_iter().find(|known| *known == name));
        match name {
            "theme" => self.word(value, name, "theme", &ThemeName::ALL.map(ThemeName::word), |word| {
                let found = ThemeName::ALL.into_iter().find(|theme| theme.word() == word);
                config.theme = found.unwrap_or_default();
            }),
            "ascii" => match value.get_ref() {
                DeValue::Boolean(true) => config.ascii = Ascii::On,
                DeValue::Boolean(false) => config.ascii = Ascii::Off,
                DeValue::String(word) if word == "auto" => config.ascii = Ascii::Auto,
                _ => self.problem(&value.span(), "ascii takes true, false or \"auto\""),
            },
            "zone" => {
                if let Some(word) = self.text(value, name).filter(|word| *word != "system") {
                    config.zone = self.zone(&value.span(), word);
                }
            }
            "range" => {
                let mut names = presets::slugs();
                names.insert(0, RECENT.to_owned());
                let words: Vec<&str> = names.iter().map(String::as_str).collect();
                self.word(value, name, "range", &words, |word| config.range = presets::by_slug(word));
            }
            "exports" => {
                if let Some(path) = self.text(value, name).filter(|path| !path.is_empty()) {
                    config.exports = self.folder(&value.span(), path);
                }
            }
            "viewer" => {
                if let Some(email) = self.text(value, name).map(str::trim).filter(|email| !email.is_empty()) {
                    let email = email.to_owned();
                    if email.contains('@') {
                        config.viewer = Some(email);
                    } else {
                        self.problem(&value.span(), "viewer takes an e-mail address");
                    }
                }
            }
            "mouse" => self.switch(value, name, &mut config.mouse),
            "remember" => self.switch(value, name, &mut config.remember),
            "columns" => config.columns = columns::read(self, value),
            "keys" => keys::read(self, &mut config.keymap, value),
            _ => self.unknown(span, "setting", name, SETTINGS),
        }
    }

    /// A text.
    pub fn text<'v>(&mut self, value: &'v Value<'_>, name: &str) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.problem(&value.span(), format!("{name} takes a text in quotes"));
        }
        text
    }

    fn switch(&mut self, value: &Value<'_>, name: &str, on: &mut bool) {
        match value.get_ref().as_bool() {
            Some(said) => *on = said,
            None => self.problem(&value.span(), format!("{name} takes true or false")),
        }
    }

    /// One of a few words.
    fn word(&mut self, value: &Value<'_>, name: &str, what: &str, words: &[&str], take: impl FnOnce(&str)) {
        let Some(typed) = self.text(value, name) else { return };
        if words.contains(&typed) {
            take(typed);
        } else {
            self.unknown(&value.span(), what, typed, words.iter().copied());
        }
    }

    fn zone(&mut self, span: &Range<usize>, typed: &str) -> Option<Tz> {
        let known = || TZ_VARIANTS.iter().copied();
        let found = known().find(|zone| zone.name().eq_ignore_ascii_case(typed));
        if found.is_none() {
            self.unknown(span, "zone", typed, known().map(Tz::name));
        }
        found
    }

    fn folder(&mut self, span: &Range<usize>, typed: &str) -> Option<PathBuf> {
        let whole = typed.starts_with('/') || typed == "~" || typed.starts_with("~/");
        if !whole {
            self.problem(span, "exports takes a folder from / or ~/ on");
        }
        whole.then(|| PathBuf::from(typed))
    }

    /// A list of texts, each with its place.
    pub fn texts<'v>(&mut self, value: &'v Value<'_>, name: &str) -> Option<Vec<(&'v str, Range<usize>)>> {
        let items = value.get_ref().as_array()?.iter();
        let texts: Option<Vec<_>> = items.map(|item| Some((item.get_ref().as_str()?, item.span()))).collect();
        if texts.is_none() {
            self.problem(&value.span(), format!("{name} takes a list of texts in quotes"));
        }
        texts
    }
}

/// The range of dates that is taken where none is named.
pub(super) const RECENT: &str = "recent";

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Vec<String> {
        let problems = parse(source).unwrap_err();
        problems.into_iter().map(|problem| format!("{}: {}", problem.line, problem.text)).collect()
    }

    #[test]
    fn a_whole_configuration() {
        let config = parse(
            "theme = \"high-contrast\"\nascii = true\nzone = \"asia/tokyo\"\nrange = \"last-month\"\n\
             exports = \"~/reports\"\nviewer = \"nora@lumen.example\"\nmouse = false\nkeys = \"ru\"\n[columns]\nactive-hosts.users = [\"email\", \"name\"]\n",
        )
        .unwrap();
        assert_eq!((config.theme, config.ascii, config.mouse), (ThemeName::HighContrast, Ascii::On, false));
        assert_eq!((config.zone, config.range), (Some(Tz::Asia__Tokyo), Some("Last month")));
        assert_eq!(config.exports, Some(PathBuf::from("~/reports")));
        assert_eq!(config.viewer.as_deref(), Some("nora@lumen.example"));
        assert_eq!(config.keymap.layout.name(), "ru");
        assert_eq!(config.columns.values().map(Vec::len).collect::<Vec<_>>(), [2]);
        assert_eq!(parse("").unwrap(), Config::default());
        let said = ["zone", "range", "exports"].into();
        assert_eq!(
            parse("zone = \"system\"\nrange = \"recent\"\nexports = \"\"").unwrap(),
            Config { said, ..Config::default() }
        );
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_the_nearest_word() {
        let source = "tehme = \"dark\"\ntheme = \"drak\"\nascii = 1\nzone = \"Europe/Stokholm\"\n\n\
                      range = \"last-moth\"\nexports = \"reports\"\nmouse = \"yes\"\nviewer = \"nora\"\n";
        assert_eq!(
            told(source),
            [
                "1: no setting is called tehme; did you mean theme?",
                "2: no theme is called drak; did you mean dark?",
                "3: ascii takes true, false or \"auto\"",
                "4: no zone is called Europe/Stokholm; did you mean Europe/Stockholm?",
                "6: no range is called last-moth; did you mean last-month?",
                "7: exports takes a folder from / or ~/ on",
                "8: mouse takes true or false",
                "9: viewer takes an e-mail address",
            ]
        );
        assert_eq!(told("theme = dark").len(), 1);
        assert!(told("\n\ntheme = dark")[0].starts_with("3: this is no TOML: "));
        assert_eq!(told("theme = 3"), ["1: theme takes a text in quotes"]);
        assert!(told("theme = \"x\"")[0].ends_with("there are terminal, dark, light, high-contrast, mono"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[a-z\"=\\[\\]{}., \n\u{1b}#0-9-]{0,60}") {
            let _ = parse(&text);
        }
    }
}
