//! Files and folders between the console's core, which touches none, and the threads that do.

use crate::app::msg::Found;
use crate::app::places::Places;
use crate::work::placing;
use std::path::{Path, PathBuf};

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

/// Folders that paths are read by.
pub fn places(exports: &Path) -> Places {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    Places { exports: here.join(exports), home, here }
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
