//! Between the console's core, which touches neither file nor database, and the threads that do: its words for theirs.

use crate::app::msg::Found;
use crate::app::places::{Places, Reach};
use crate::app::{Account, Data, Event, Undone};
use crate::model::DayRange;
use crate::rules::policy::Spans;
use crate::store;
use crate::work::asking::Held;
use crate::work::placing;
use std::path::{Path, PathBuf};

/// What may be seen and what is held, in the console's words.
pub fn changed(held: Held) -> [Event; 2] {
    let data = Data { days: held.days.map(|(first, last)| DayRange::new(first, last)), empty: held.empty };
    let accounts = held.accounts.into_iter().map(account).collect();
    [Event::RightsChanged(held.rights), Event::DataChanged(data, accounts)]
}

/// An account, with what its policy lets one report span, in the console's words.
pub fn account((account, spans): (store::Account, Spans)) -> Account {
    let store::Account { id, name, zone, master, .. } = account;
    Account { id, name, zone, master, range: spans.range, is_reseller: spans.is_reseller }
}

/// What was undone, in the console's words.
pub fn taken_back(undone: store::Undone) -> Undone {
    Undone {
        import: undone.import,
        file: undone.file_name,
        rows: undone.rows,
        gone: undone.occurrences_gone,
        changed: undone.occurrences_changed,
    }
}

/// What was found, in the console's words.
pub fn found(found: placing::Found) -> Found {
    match found {
        placing::Found::Free => Found::Free,
        placing::Found::Taken(paths) => Found::Taken(paths),
        placing::Found::Wrong(why) => Found::Wrong(why),
    }
}

/// One path for all: of several the part that differs in braces, as shells take it.
pub fn together(paths: &[PathBuf], views: &[String]) -> PathBuf {
    match paths {
        [] => PathBuf::new(),
        [only] => only.clone(),
        [first, ..] => {
            let all = format!("-{{{}}}", views.join(","));
            let view = format!("-{}", views.first().map_or("", String::as_str));
            let name = first.file_name().unwrap_or_default().to_string_lossy();
            // From the end: the folder and the report may be called so, too.
            let (begin, end) = name.rsplit_once(&view).unwrap_or((&name, ""));
            first.with_file_name(format!("{begin}{all}{end}"))
        }
    }
}

/// Folders that paths are read by; without one for exports no file is written anywhere.
pub fn places(exports: Option<&Path>, locked: bool) -> Places {
    if locked {
        // Whoever is behind a locked door is at no place of this machine.
        let reach = if exports.is_some() { Reach::Exports } else { Reach::Nowhere };
        let here = PathBuf::from("/");
        return Places {
            exports: exports.map(Path::to_owned).unwrap_or_default(),
            temporary: false,
            home: None,
            here,
            reach,
        };
    }
    let exports = exports.unwrap_or(Path::new("."));
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    Places { exports: here.join(exports), temporary: false, home, here, reach: Reach::Anywhere }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_files_are_told_in_one_word() {
        let views = ["users", "meetings"].map(str::to_owned);
        let paths = ["/users/a-users-users.csv", "/users/a-users-meetings.csv"].map(PathBuf::from);
        assert_eq!(together(&paths, &views), Path::new("/users/a-users-{users,meetings}.csv"));
        assert_eq!(together(&paths[..1], &views[..1]), paths[0]);
        assert_eq!(together(&[], &[]), Path::new(""));
    }
}
