//! What a file is to be: its format, its header, its name, and which part of a report it holds. The exporters write it.

use super::{Ask, KeyCell, View};
use crate::model::zone;
use std::path::{Path, PathBuf};

/// The forms a report leaves in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Table,
    Csv,
    Json,
    Ndjson,
}

impl Format {
    pub const ALL: [Format; 4] = [Format::Table, Format::Csv, Format::Json, Format::Ndjson];

    /// As `--format` takes it.
    pub fn word(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
        }
    }

    /// How names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Table => "txt",
            Format::Csv | Format::Json | Format::Ndjson => self.word(),
        }
    }

    /// As people write it.
    pub fn title(self) -> &'static str {
        match self {
            Format::Table => "text",
            Format::Csv => "CSV",
            Format::Json => "JSON",
            Format::Ndjson => "NDJSON",
        }
    }

    /// Whether a [`Header`] can be chosen.
    pub fn has_header(self) -> bool {
        matches!(self, Format::Table | Format::Csv)
    }

    /// Whether a byte-order mark can stand before it.
    pub fn has_bom(self) -> bool {
        self == Format::Csv
    }
}

/// The first line of a table or CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// As on the screen: `First join`.
    #[default]
    Titles,
    /// For machines: `first_join`.
    Names,
    None,
}

impl Header {
    pub const ALL: [Header; 3] = [Header::Titles, Header::Names, Header::None];

    /// As `--header` takes it.
    pub fn word(self) -> &'static str {
        match self {
            Header::Titles => "titles",
            Header::Names => "names",
            Header::None => "none",
        }
    }
}

/// How an answer is to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub format: Format,
    pub header: Header,
    /// A byte-order mark before CSV: in files, never on standard output.
    pub bom: bool,
    /// Tables with rules and signs in ASCII.
    pub ascii: bool,
}

/// The same report and view whole: no filter, its own order, all columns. Parameters and dates stay: they say of what it is.
pub fn whole(ask: &Ask) -> Ask {
    Ask {
        filter: String::new(),
        sort: Vec::new(),
        columns: None,
        limit: None,
        rows: Vec::new(),
        ..ask.clone()
    }
}

/// Of what is asked those rows alone, whatever the filter left of them.
pub fn those(ask: &Ask, rows: &[Vec<KeyCell>]) -> Ask {
    Ask { filter: String::new(), limit: None, rows: rows.to_vec(), ..ask.clone() }
}

/// Every view of the report, whole.
pub fn every_view(ask: &Ask) -> Vec<Ask> {
    let views = ask.def().map_or(&[][..], |def| def.views);
    let of = |view: &View| {
        let mut one = whole(ask);
        view.id.clone_into(&mut one.view);
        one.say_in_switch();
        one
    };
    views.iter().map(of).collect()
}

/// `hosts-users.csv` for the view `users` and the file `hosts.csv`.
pub fn of_view(path: &Path, view: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{view}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// A name for the file of an answer: `headcount-active-hosts-users-2026-10-01_2026-10-31.csv`; for reports that
/// have no range of dates, with the local time of `at` (epoch seconds) instead. Safe in every shell, holds no
/// personal data.
pub fn suggested_name(ask: &Ask, extension: &str, at: i64) -> String {
    let view = match ask.def() {
        Some(def) if def.views.len() > 1 => format!("-{}", ask.view),
        _ => String::new(),
    };
    named(ask, &view, extension, at)
}

/// [`suggested_name`] for all views of a report.
pub fn name_of_report(ask: &Ask, extension: &str, at: i64) -> String {
    named(ask, "", extension, at)
}

fn named(ask: &Ask, view: &str, extension: &str, at: i64) -> String {
    let when = if ask.def().is_some_and(|def| def.ranged) {
        format!("{}_{}", ask.range.from, ask.range.to)
    } else {
        zone::local(ask.zone, at).map_or_else(|| at.to_string(), |t| t.format("%Y-%m-%d_%H%M%S").to_string())
    };
    let numbers: Vec<String> = ask.accounts.iter().map(i64::to_string).collect();
    let accounts = match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("-account-{one}"),
        several => format!("-accounts-{}", several.join("-")),
    };
    format!("headcount-{}{view}{accounts}-{when}.{extension}", ask.report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayRange;
    use crate::report::catalog;
    use chrono_tz::Tz;

    #[test]
    fn names_say_report_view_and_dates() {
        let day = |text: &str| text.parse().unwrap();
        let october = DayRange::new(day("2026-10-01"), day("2026-10-31"));
        let ask = |id: &str| Ask::new(catalog::find(id).unwrap(), october, Tz::Europe__Stockholm);
        let name = |id: &str| suggested_name(&ask(id), "csv", 1_795_331_640);
        assert_eq!(name("active-hosts"), "headcount-active-hosts-users-2026-10-01_2026-10-31.csv");
        assert_eq!(name("daily"), "headcount-daily-2026-10-01_2026-10-31.csv");
        assert_eq!(name("participants"), "headcount-participants-people-2026-11-22_081400.csv");
        let some = |accounts: &[i64]| Ask { accounts: accounts.to_vec(), ..ask("daily") };
        let name = |accounts: &[i64]| suggested_name(&some(accounts), "csv", 0);
        assert_eq!(name(&[2]), "headcount-daily-account-2-2026-10-01_2026-10-31.csv");
        assert_eq!(name(&[1, 3]), "headcount-daily-accounts-1-3-2026-10-01_2026-10-31.csv");
        let report = name_of_report(&ask("active-hosts"), "json", 0);
        assert_eq!(report, "headcount-active-hosts-2026-10-01_2026-10-31.json");
        assert_eq!(of_view(Path::new("/x/hosts.csv"), "users"), Path::new("/x/hosts-users.csv"));
        assert_eq!(of_view(Path::new("hosts"), "users"), Path::new("hosts-users"));
    }

    #[test]
    fn a_whole_report_is_still_of_the_same_occurrence() {
        let october = DayRange::month("2026-10-01".parse().unwrap());
        let mut ask = Ask::new(catalog::find("participants").unwrap(), october, Tz::UTC);
        ask.params.insert("occurrence".into(), "#7".into());
        (ask.filter, ask.limit) = ("anna".into(), Some(3));
        ask.sort = vec!["name".parse().unwrap()];
        ask.columns = Some(vec!["name".into()]);
        let all = every_view(&ask);
        let told = |ask: &Ask| (ask.view.clone(), ask.params["unique"].clone());
        let told: Vec<_> = all.iter().map(told).collect();
        assert_eq!(told, [("people".into(), "on".into()), ("connections".into(), "off".into())]);
        assert!(all.iter().all(|one| one.params["occurrence"] == "#7" && one.range == october));
        let plain = Ask { params: ask.params.clone(), ..Ask::new(ask.def().unwrap(), october, Tz::UTC) };
        assert_eq!(whole(&ask), plain);
    }
}
