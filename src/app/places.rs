//! Paths that are typed and shown: `~`, and what is relative to where the console was opened. Touches no file.

use std::path::{Path, PathBuf};

/// Folders that paths are read by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Where exports go unless another place is typed; made when it is not there.
    pub exports: PathBuf,
    /// That folder is the demo's own: made for it, and kept only when something was written.
    pub temporary: bool,
    pub home: Option<PathBuf>,
    /// Where the console was opened: what relative paths begin at.
    pub here: PathBuf,
    pub reach: Reach,
}

/// Where files may be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Wherever the person may write.
    #[default]
    Anywhere,
    /// Into the folder of exports, under a plain name.
    Exports,
    Nowhere,
}

/// What makes a plain name, as it is said where one is not.
pub const PLAIN: &str = "type a name alone: letters, digits, blanks, . - _; files go into one folder here";

impl Places {
    /// The file that was typed.
    ///
    /// # Errors
    /// When no file is named; says what to type.
    pub fn file(&self, typed: &str) -> Result<PathBuf, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("type the name of a file".to_owned());
        }
        if self.reach != Reach::Anywhere {
            let inside = self.reach == Reach::Exports && is_plain(typed);
            return if inside { Ok(self.exports.join(typed)) } else { Err(PLAIN.to_owned()) };
        }
        let name = typed.rsplit('/').next().unwrap_or_default();
        if ["", ".", "..", "~"].contains(&name) {
            return Err("add the name of a file".to_owned());
        }
        self.path(typed)
    }

    /// The folder and the beginning of a name that what was typed so far ends in, as `~/ex` in `~` and `ex`.
    pub fn begun(&self, typed: &str) -> Option<(PathBuf, String)> {
        if self.reach != Reach::Anywhere {
            return None;
        }
        let (folder, begin) = typed.rsplit_once('/').map_or(("", typed), |(folder, begin)| (folder, begin));
        let slash = &typed[..typed.len() - begin.len()];
        let folder = if folder.is_empty() { slash } else { folder };
        let folder = if folder.is_empty() { self.here.clone() } else { self.path(folder).ok()? };
        Some((folder, begin.to_owned()))
    }

    fn path(&self, typed: &str) -> Result<PathBuf, String> {
        if let Some(rest) = typed.strip_prefix('~') {
            let home = self.home.as_ref().ok_or("there is no home folder: type the whole path")?;
            return match rest.strip_prefix('/') {
                Some(rest) => Ok(home.join(rest.trim_start_matches('/'))),
                None if rest.is_empty() => Ok(home.clone()),
                None => Err("only ~/ is known: type the whole path".to_owned()),
            };
        }
        Ok(self.here.join(typed).components().collect())
    }

    /// A path as people write it: `~/…` below the home folder.
    pub fn shown(&self, path: &Path) -> String {
        if self.reach == Reach::Exports
            && let Ok(name) = path.strip_prefix(&self.exports)
        {
            return name.display().to_string();
        }
        let below = self.home.as_ref().filter(|home| home.components().count() > 1);
        match below.and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }
}

impl Places {
    /// What went wrong with a file, without the folder's place where names are all that one is told.
    pub fn placeless(&self, why: &str) -> String {
        if self.reach == Reach::Anywhere || self.exports.as_os_str().is_empty() {
            return why.to_owned();
        }
        let folder = self.exports.display().to_string();
        why.replace(&format!("{folder}/"), "").replace(&folder, "the folder for files")
    }
}

/// Whether a name is one in a folder, and nothing to a shell or a terminal that lists it. What begins with a dot is
/// hidden, or the folder itself.
pub fn is_plain(name: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_');
    name.starts_with(char::is_alphanumeric) && name.chars().all(known)
}

/// What all of the names begin with.
pub fn common(names: &[String]) -> &str {
    let Some((first, rest)) = names.split_first() else { return "" };
    let mut most = first.as_str();
    for name in rest {
        let same = most.char_indices().zip(name.chars()).find(|((_, a), b)| a != b);
        let end = same.map_or(most.len().min(name.len()), |((at, _), _)| at);
        most = most.get(..end).unwrap_or_default();
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places {
            temporary: false,
            exports: "/data/exports".into(),
            home: Some("/home/ada".into()),
            here: "/srv/in".into(),
            reach: Reach::Anywhere,
        }
    }

    #[test]
    fn typed_paths_lead_to_files() {
        let file = |typed: &str| places().file(typed);
        let is = |typed: &str, path: &str| assert_eq!(file(typed), Ok(path.into()), "{typed}");
        is("hosts.csv", "/srv/in/hosts.csv");
        is(" ./a/../hosts.csv ", "/srv/in/a/../hosts.csv");
        is("~/hosts.csv", "/home/ada/hosts.csv");
        is("~//hosts.csv", "/home/ada/hosts.csv");
        is("/tmp//hosts.csv", "/tmp/hosts.csv");
        is("år/häst.csv", "/srv/in/år/häst.csv");
        for typed in ["", " ", "/", "~", "~/", "a/", "..", "a/..", "~bob/a.csv", "."] {
            assert!(file(typed).is_err(), "{typed}");
        }
        let homeless = Places { home: None, ..places() };
        assert!(homeless.file("~/a.csv").unwrap_err().contains("whole path"));
    }

    #[test]
    fn paths_are_shown_short_and_read_back() {
        let places = places();
        assert_eq!(places.shown(Path::new("/home/ada/x/a.csv")), "~/x/a.csv");
        assert_eq!(places.shown(Path::new("/home/adam/a.csv")), "/home/adam/a.csv");
        assert_eq!(places.file(&places.shown(Path::new("/home/ada/a.csv"))), Ok("/home/ada/a.csv".into()));
    }

    #[test]
    fn behind_a_locked_door_a_name_is_a_name() {
        let locked = Places { reach: Reach::Exports, ..places() };
        for name in
            ["hosts.csv", " år-2_häst 3.csv ", "-.csv".trim_start_matches('-').trim_start_matches('.')]
        {
            assert_eq!(locked.file(name), Ok(Path::new("/data/exports").join(name.trim())), "{name}");
            assert_eq!(locked.shown(&locked.file(name).unwrap()), name.trim());
        }
        for name in [
            "",
            "..",
            ".",
            ".x",
            "../x",
            "/etc/x",
            "a/b",
            "~",
            "~/x",
            "a\nb",
            "a\x1b[31m",
            "a\0",
            "-x",
            "$(id)",
            "a;b",
            "a\\b",
            "/data/exports/a",
            "a\u{202e}b",
            "a\u{2215}b",
            "*",
            "`id`",
            "a\"b",
        ] {
            assert!(locked.file(name).is_err(), "{name:?}");
        }
        assert_eq!(locked.begun("/et"), None);
        assert!(Places { reach: Reach::Nowhere, ..places() }.file("a.csv").is_err());
    }

    #[test]
    fn what_is_begun_is_completed_by_what_names_share() {
        let begun = |typed: &str| places().begun(typed).unwrap();
        assert_eq!(begun("~/ex"), ("/home/ada".into(), "ex".into()));
        assert_eq!(begun("/ex"), ("/".into(), "ex".into()));
        assert_eq!(begun("ex"), ("/srv/in".into(), "ex".into()));
        assert_eq!(begun("a/"), ("/srv/in/a".into(), String::new()));
        assert_eq!(begun(""), ("/srv/in".into(), String::new()));
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(common(&names(&["exports", "excerpts"])), "ex");
        assert_eq!(common(&names(&["häst", "hästar"])), "häst");
        assert_eq!(common(&names(&["hår", "häst"])), "h");
        assert_eq!(common(&[]), "");
    }
}
