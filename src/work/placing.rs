//! Looks at where files are to be written, on a thread of its own: a folder on another machine may take its time.

use crate::export::plain;
use rustix::fs::{Access, access};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Names of folders that are told at most.
const MOST: usize = 1000;

/// What was found where files are to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is in the way.
    Free,
    /// Files of these names are there.
    Taken(Vec<PathBuf>),
    /// None can be written there, and why.
    Wrong(String),
}

/// Looks at the places of files; `made` is a folder that is made when it is not there. Changes nothing.
pub fn look(paths: &[PathBuf], made: &Path) -> Found {
    let mut taken = Vec::new();
    for path in paths {
        match look_at(path, made) {
            Ok(true) => taken.push(path.clone()),
            Ok(false) => {}
            Err(why) => return Found::Wrong(why),
        }
    }
    if taken.is_empty() { Found::Free } else { Found::Taken(taken) }
}

/// Whether a file is there; why none can be.
fn look_at(path: &Path, made: &Path) -> Result<bool, String> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let shown = folder.display();
    match fs::metadata(folder) {
        Ok(meta) if !meta.is_dir() => return Err(format!("{shown} is no folder")),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder == made => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(format!("there is no folder {shown}"));
        }
        Err(error) => return Err(format!("{shown}: {}", plain(&error))),
    }
    if let Err(error) = access(folder, Access::WRITE_OK | Access::EXEC_OK) {
        return Err(format!("nothing can be written into {shown}: {}", plain(&error.into())));
    }
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(plain(&error)),
        Ok(_) => {}
    }
    // What a link leads to; the link itself is what would be replaced.
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err("that is a folder: add the name of a file".to_owned()),
        Ok(meta) if !meta.is_file() => Err("that is no regular file: choose another name".to_owned()),
        Ok(_) | Err(_) => Ok(true),
    }
}

/// Why files may not be written that must lie in `folder` itself, a path without links: one of them would not, or
/// somebody has put a link in the way meanwhile.
pub fn outside(paths: &[PathBuf], folder: &Path) -> Option<String> {
    match folder.canonicalize() {
        Ok(whole) if whole == folder => {}
        Ok(_) => return Some("the folder for files has become a link; nothing is written".to_owned()),
        Err(error) => return Some(format!("the folder for files: {}", plain(&error))),
    }
    paths.iter().find_map(|path| {
        if path.parent() != Some(folder) {
            return Some("files go into one folder here".to_owned());
        }
        let link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        link.then(|| "a link of that name is there: choose another".to_owned())
    })
}

/// The folders in a folder whose names begin so, in order; hidden ones only when asked for by their dot.
pub fn folders(folder: &Path, begin: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let wanted = |name: &String| {
        let hidden = name.starts_with('.') && !begin.starts_with('.');
        name.starts_with(begin) && !hidden && !name.contains(char::is_control)
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| fs::metadata(entry.path()).is_ok_and(|meta| meta.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(wanted)
        .take(MOST)
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_way_is_said_before_anything_is_written() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        let made = at("exports");
        let said = |name: &str| look(&[at(name)], &made);
        assert_eq!(said("a.csv"), Found::Free);
        assert_eq!(said("exports/a.csv"), Found::Free, "that folder is made");
        let none = format!("there is no folder {}", at("other").display());
        assert_eq!(said("other/a.csv"), Found::Wrong(none));
        fs::write(at("a.csv"), "").unwrap();
        assert_eq!(said("a.csv"), Found::Taken(vec![at("a.csv")]));
        assert_eq!(look(&[at("b.csv"), at("a.csv")], &made), Found::Taken(vec![at("a.csv")]));
        let twice = [at("a.csv"), at("b.csv"), at("a.csv")];
        assert_eq!(look(&twice, &made), Found::Taken(vec![at("a.csv"), at("a.csv")]), "all are told");
        let wrong = |name: &str, part: &str| match said(name) {
            Found::Wrong(why) => assert!(why.contains(part) && !why.contains("os error"), "{why}"),
            other => panic!("{other:?}"),
        };
        wrong("a.csv/b.csv", "is no folder");
        fs::create_dir(at("inner")).unwrap();
        wrong("inner", "that is a folder");
        wrong(&"x".repeat(256), "the name is too long");
        std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        wrong("socket", "no regular file");
        assert!(
            matches!(look(&[at("a.csv"), at("inner")], &made), Found::Wrong(_)),
            "what is wrong comes first"
        );
        std::os::unix::fs::symlink("nowhere", at("link")).unwrap();
        assert_eq!(said("link"), Found::Taken(vec![at("link")]));
    }

    #[test]
    fn what_must_stay_in_a_folder_goes_through_no_link() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path().canonicalize().unwrap();
        let folder = place.join("out");
        let outside = |name: &str| super::outside(&[folder.join(name)], &folder);
        assert!(outside("a.csv").unwrap().contains("is not there") || outside("a.csv").is_some());
        fs::create_dir(&folder).unwrap();
        assert_eq!(outside("a.csv"), None);
        std::os::unix::fs::symlink("/etc/passwd", folder.join("link.csv")).unwrap();
        assert!(outside("link.csv").unwrap().contains("a link"));
        assert!(super::outside(&[place.join("a.csv")], &folder).unwrap().contains("one folder"));
        fs::remove_dir_all(&folder).unwrap();
        std::os::unix::fs::symlink(&place, &folder).unwrap();
        assert!(outside("a.csv").unwrap().contains("has become a link"));
    }

    #[test]
    fn folders_by_their_beginning() {
        let place = tempfile::tempdir().unwrap();
        for name in ["exports", "excerpts", "old", ".hidden", "ex\x1b[31m"] {
            fs::create_dir(place.path().join(name)).unwrap();
        }
        fs::write(place.path().join("extra.csv"), "").unwrap();
        assert_eq!(folders(place.path(), "ex"), ["excerpts", "exports"]);
        assert_eq!(folders(place.path(), ""), ["excerpts", "exports", "old"]);
        assert_eq!(folders(place.path(), "."), [".hidden"]);
        assert!(folders(&place.path().join("none"), "").is_empty());
    }
}
