//! Files that appear whole or not at all: written beside their name, then renamed. RULES, *Files that leave*.

use super::ExportError;
use crate::model::zone;
use crate::report::Ask;
use std::fs::{DirBuilder, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What happens when the name is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// `name-2.csv`, `name-3.csv`, … is written instead, and the folder is made when it is not there.
    Number,
    /// The export fails and says so.
    Refuse,
    /// It is replaced: only when asked for.
    Replace,
}

/// Why a file was not written. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{} is there already: choose another name, or --force to replace it", .0.display())]
    Exists(PathBuf),
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
    #[error("{} cannot be written: {}", .0.display(), .1)]
    Io(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// Writes a file through `fill` and gives its path, which under [`Taken::Number`] may be another than asked.
///
/// The file has mode 0600; it gets its name only after its bytes are on the disk.
///
/// # Errors
/// [`FileError`], after the unfinished file has been removed.
pub fn write<T>(
    path: &Path,
    taken: Taken,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, ExportError>,
) -> Result<(PathBuf, T), FileError> {
    let failed = |error| FileError::Io(path.to_owned(), error);
    let folder = folder(path);
    if taken == Taken::Number {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    } else if !folder.is_dir() {
        return Err(FileError::NoFolder(folder.to_owned()));
    }
    // Said before an hour of work, and held to at the end.
    if taken == Taken::Refuse && path.symlink_metadata().is_ok() {
        return Err(FileError::Exists(path.to_owned()));
    }
    let part = begin(path, folder).map_err(failed)?;
    let mut out = BufWriter::with_capacity(64 << 10, part);
    let value = fill(&mut out)?;
    let part = out.into_inner().map_err(|error| failed(error.into_error()))?;
    part.as_file().sync_all().map_err(failed)?;
    let path = finish(part, path, taken)?;
    // The name lasts through a power cut only when the folder is on the disk too; not every file system can.
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
    Ok((path, value))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `NAME.part-…` beside the name, mode 0600, removed when dropped.
fn begin(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut prefix = name.to_owned();
    prefix.push(".part-");
    tempfile::Builder::new().prefix(&prefix).tempfile_in(folder)
}

/// Gives the file its name, or the first free one.
fn finish(mut part: NamedTempFile, path: &Path, taken: Taken) -> Result<PathBuf, FileError> {
    if taken == Taken::Replace {
        return match part.persist(path) {
            Ok(_) => Ok(path.to_owned()),
            Err(error) => Err(FileError::Io(path.to_owned(), error.error)),
        };
    }
    let mut target = path.to_owned();
    let mut next = 2;
    loop {
        match part.persist_noclobber(&target) {
            Ok(_) => return Ok(target),
            Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(FileError::Io(target, error.error));
            }
            Err(_) if taken == Taken::Refuse => return Err(FileError::Exists(target)),
            Err(error) => {
                part = error.file;
                target = numbered(path, next);
                next += 1;
            }
        }
    }
}

/// `name-2.csv` for `name.csv`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
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
    let when = if ask.def().is_some_and(|def| def.ranged) {
        format!("{}_{}", ask.range.from, ask.range.to)
    } else {
        zone::local(ask.zone, at).map_or_else(|| at.to_string(), |t| t.format("%Y-%m-%d_%H%M%S").to_string())
    };
    format!("headcount-{}{view}-{when}.{extension}", ask.report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayRange;
    use crate::report::catalog;
    use chrono_tz::Tz;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn put(path: &Path, taken: Taken, text: &str) -> Result<PathBuf, FileError> {
        write(path, taken, |out| Ok(out.write_all(text.as_bytes())?)).map(|(path, ())| path)
    }

    #[test]
    fn a_file_is_private_whole_and_never_overwritten_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        assert_eq!(put(&path, Taken::Refuse, "one").unwrap(), path);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let error = put(&path, Taken::Refuse, "two").unwrap_err();
        assert!(matches!(error, FileError::Exists(_)) && error.to_string().contains("--force"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(put(&path, Taken::Number, "two").unwrap(), folder.path().join("a-2.csv"));
        assert_eq!(put(&path, Taken::Number, "three").unwrap(), folder.path().join("a-3.csv"));
        put(&path, Taken::Replace, "four").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "four");
        assert_eq!(names(folder.path()), ["a-2.csv", "a-3.csv", "a.csv"]);
    }

    #[test]
    fn a_failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let failed = write(&path, Taken::Refuse, |out| -> Result<(), ExportError> {
            out.write_all(b"half")?;
            Err(ExportError::Rows(anyhow::anyhow!("the disk went away")))
        });
        assert!(failed.unwrap_err().to_string().contains("disk"));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn one_that_appears_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let result = write(&path, Taken::Refuse, |_| Ok(fs::write(&path, "theirs")?));
        assert!(matches!(result, Err(FileError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    }

    #[test]
    fn the_export_folder_is_made_private_and_no_other_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("exports/a.csv");
        assert!(matches!(put(&path, Taken::Refuse, ""), Err(FileError::NoFolder(_))));
        put(&path, Taken::Number, "").unwrap();
        let mode = fs::metadata(folder.path().join("exports")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn names_say_report_view_and_dates() {
        let day = |text: &str| text.parse().unwrap();
        let october = DayRange::new(day("2026-10-01"), day("2026-10-31"));
        let ask = |id: &str| Ask::new(catalog::find(id).unwrap(), october, Tz::Europe__Stockholm);
        let name = |id: &str| suggested_name(&ask(id), "csv", 1_795_331_640);
        assert_eq!(name("active-hosts"), "headcount-active-hosts-users-2026-10-01_2026-10-31.csv");
        assert_eq!(name("daily"), "headcount-daily-2026-10-01_2026-10-31.csv");
        assert_eq!(name("participants"), "headcount-participants-people-2026-11-22_081400.csv");
    }
}
