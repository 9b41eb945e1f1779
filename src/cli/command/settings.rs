//! What holds: the command line before the environment, that before the configuration, that before the defaults.

use super::system_zone;
use crate::app::{Settings, presets};
use crate::cli::args::Global;
use crate::cli::exit::UsageError;
use crate::config::{self, Ascii, Config};
use crate::model::DayRange;
use crate::term::Kind;
use crate::ui::{Depth, Theme, ThemeName};
use chrono::NaiveDate;
use chrono_tz::Tz;
use etcetera::BaseStrategy;
use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// A setting and who said so.
pub type Said<T> = (T, &'static str);

const DEFAULT: &str = "default";
const FILE: &str = "configuration";

/// The configuration and what outranks it.
#[derive(Debug)]
pub struct Chosen<'a> {
    global: &'a Global,
    /// The file that was read, or would be.
    pub path: Option<PathBuf>,
    pub found: bool,
    pub config: Config,
}

/// Reads the configuration.
///
/// # Errors
/// When the file that was named is not there, cannot be read, or says what is not understood.
pub fn choose(global: &Global) -> Result<Chosen<'_>, UsageError> {
    let (named, path) = if global.locked {
        (global.config.clone(), global.config.clone())
    } else {
        let named = global.config.clone().or_else(|| variable("HEADCOUNT_CONFIG").map(PathBuf::from));
        (named.clone(), named.or_else(default_path))
    };
    let Some(file) = &path else {
        return Ok(Chosen { global, path, found: false, config: Config::default() });
    };
    match fs::read_to_string(file) {
        Ok(text) => {
            let config = config::parse(&text).map_err(|problems| broken(file, &problems))?;
            Ok(Chosen { global, path, found: true, config })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
            Ok(Chosen { global, path, found: false, config: Config::default() })
        }
        Err(error) => {
            Err(UsageError(format!("the configuration {} cannot be read: {error}", file.display())))
        }
    }
}

fn broken(path: &Path, problems: &[config::Problem]) -> UsageError {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}:{}: {}", path.display(), problem.line, problem.text))
        .collect();
    UsageError(lines.join("\n"))
}

fn default_path() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("headcount").join("config.toml"))
}

/// A variable that says something.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn text(name: &str) -> String {
    variable(name).map_or_else(String::new, |value| value.to_string_lossy().into_owned())
}

/// A terminal of before there were colours, or one that says so.
fn is_glass() -> bool {
    Kind::of_environment().is_some_and(|kind| !kind.colours)
}

impl Chosen<'_> {
    /// Who said so, where the file may have.
    pub fn by_file(&self, setting: &str) -> &'static str {
        if self.config.said.contains(setting) { FILE } else { DEFAULT }
    }

    pub fn theme(&self) -> Said<ThemeName> {
        let held = self.config.theme;
        match self.global.theme {
            Some(theme) => (theme, "--theme"),
            None if self.global.no_color => (ThemeName::Mono, "--no-color"),
            None if variable("NO_COLOR").is_some() => (ThemeName::Mono, "NO_COLOR"),
            None if is_glass() => (ThemeName::Mono, "TERM"),
            None => (held, self.by_file("theme")),
        }
    }

    /// The styles of the console.
    pub fn styles(&self) -> Theme {
        let depth = Depth::of(&text("COLORTERM"), &text("TERM"));
        Theme { ascii: self.ascii().0, ..Theme::of(self.theme().0, depth) }
    }

    pub fn ascii(&self) -> Said<bool> {
        let (when, by) = match self.global.ascii {
            Some(when) => (when, "--ascii"),
            None => (self.config.ascii, self.by_file("ascii")),
        };
        match when {
            Ascii::On => (true, by),
            Ascii::Auto if text("TERM") == "linux" || is_glass() => (true, "TERM"),
            Ascii::Auto if is_foreign(&locale()) => (true, "locale"),
            Ascii::Auto | Ascii::Off => (false, by),
        }
    }

    /// The same of a table that leaves; found out by itself only for a terminal's sake.
    pub fn ascii_table(&self, to_file: bool) -> bool {
        let (ascii, by) = self.ascii();
        let found_out = matches!(by, "TERM" | "locale");
        ascii && !(found_out && (to_file || !io::stdout().is_terminal()))
    }

    pub fn zone(&self) -> Said<Tz> {
        let variable = std::env::var("TZ").ok();
        let of_variable = variable.and_then(|name| name.trim_start_matches(':').parse().ok());
        match (self.global.tz, of_variable, self.config.zone) {
            (Some(zone), ..) => (zone, "--tz"),
            (None, Some(zone), _) => (zone, "TZ"),
            (None, None, Some(zone)) => (zone, FILE),
            (None, None, None) => (system_zone(), "system"),
        }
    }

    /// The zone where somebody chose one.
    pub fn zone_asked(&self) -> Option<Tz> {
        self.global.tz.or(self.config.zone)
    }

    /// The range that was chosen; `None`: the usual one.
    pub fn range(&self, today: NaiveDate, held: Option<DayRange>) -> Option<DayRange> {
        presets::named(self.config.range?, today, held)
    }

    /// Where `e` writes: `$HEADCOUNT_EXPORTS`, else the configured folder, else `exports` beside the database.
    pub fn exports(&self) -> Said<PathBuf> {
        if let Some(folder) = variable("HEADCOUNT_EXPORTS") {
            return (PathBuf::from(folder), "HEADCOUNT_EXPORTS");
        }
        if let Some(folder) = self.exports_said() {
            return (folder, FILE);
        }
        let beside = crate::store::default_path().and_then(|path| Some(path.parent()?.join("exports")));
        (beside.unwrap_or_else(|| PathBuf::from(".")), DEFAULT)
    }

    /// The folder of the configuration itself, where it names one.
    pub fn exports_said(&self) -> Option<PathBuf> {
        self.config.exports.as_deref().map(at_home)
    }

    /// How the console is to be.
    pub fn settings(&self) -> Settings {
        let config = &self.config;
        let mut keymap = config.keymap.clone();
        keymap.words = self.ascii().0;
        Settings { keymap, mouse: config.mouse, columns: config.columns.clone(), ..Settings::default() }
    }
}

/// `~/x` in the user's home.
fn at_home(path: &Path) -> PathBuf {
    match path.strip_prefix("~") {
        Ok(rest) => etcetera::home_dir().map_or_else(|_| path.to_owned(), |home| home.join(rest)),
        Err(_) => path.to_owned(),
    }
}

/// The locale of characters, as everywhere: the first of these that says something.
fn locale() -> String {
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(text).find(|name| !name.is_empty()).unwrap_or_default()
}

/// Whether a locale is named that is not of UTF-8. Where none is named, as in many containers, nothing is known.
fn is_foreign(locale: &str) -> bool {
    let folded = locale.to_ascii_lowercase().replace('-', "");
    !folded.is_empty() && !folded.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_that_are_not_of_utf8() {
        for foreign in ["C", "POSIX", "ru_RU.KOI8-R", "en_US.ISO-8859-1", "de_DE"] {
            assert!(is_foreign(foreign), "{foreign}");
        }
        for ours in ["", "C.UTF-8", "en_GB.utf8", "ru_RU.UTF-8@x"] {
            assert!(!is_foreign(ours), "{ours}");
        }
    }

    #[test]
    fn the_command_line_outranks_the_file() {
        let global = Global { theme: Some(ThemeName::Light), ascii: Some(Ascii::Off), ..Global::default() };
        let said = ["theme", "ascii"].into();
        let config = Config { theme: ThemeName::Dark, ascii: Ascii::On, said, ..Config::default() };
        let chosen = Chosen { global: &global, path: None, found: true, config: config.clone() };
        assert_eq!((chosen.theme(), chosen.ascii()), ((ThemeName::Light, "--theme"), (false, "--ascii")));
        let global = Global::default();
        let chosen = Chosen { global: &global, path: None, found: true, config };
        assert_eq!(chosen.ascii(), (true, FILE));
    }
}
