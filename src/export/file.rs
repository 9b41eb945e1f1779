//! Files that appear whole or not at all: written beside their name, then renamed. RULES, *Files that leave*.

use super::{ExportError, plain};
pub use crate::report::out::suggested_name;
use std::ffi::OsString;
use std::fs::{DirBuilder, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::ffi::OsStringExt;
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
    #[error("{} cannot be written: {}", .0.display(), plain(.1))]
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
    let part = Part::begin(path, taken)?;
    let (part, value) = part.fill(fill)?;
    Ok((part.finish(path, taken)?, value))
}

/// [`write`] for several files, each with what happens when its name is taken: all appear at the end, or none does.
///
/// # Errors
/// As [`write`]. What was replaced when a later file failed stays replaced.
pub fn write_all<T>(
    files: &[(PathBuf, Taken)],
    mut fill: impl FnMut(usize, &mut dyn Write) -> Result<T, ExportError>,
) -> Result<Vec<(PathBuf, T)>, FileError> {
    let begun: Vec<Part> =
        files.iter().map(|(path, taken)| Part::begin(path, *taken)).collect::<Result<_, _>>()?;
    let mut filled = Vec::with_capacity(files.len());
    for (n, part) in begun.into_iter().enumerate() {
        filled.push(part.fill(|out| fill(n, out))?);
    }
    let mut done: Vec<(PathBuf, T)> = Vec::with_capacity(files.len());
    for ((path, taken), (part, value)) in files.iter().zip(filled) {
        match part.finish(path, *taken) {
            Ok(path) => done.push((path, value)),
            Err(error) => {
                let new = done.iter().zip(files).filter(|(_, (_, taken))| *taken != Taken::Replace);
                // They were made a moment ago; what cannot be removed is whole.
                new.for_each(|((path, _), _)| drop(std::fs::remove_file(path)));
                return Err(error);
            }
        }
    }
    Ok(done)
}

/// Makes a folder for exports, and those above it, where it is not there: mode 0700.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> Result<(), FileError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| FileError::Io(folder.to_owned(), error))
}

/// A file that has no name of its own yet; it goes when dropped.
struct Part {
    file: NamedTempFile,
    path: PathBuf,
}

impl Part {
    fn begin(path: &Path, taken: Taken) -> Result<Self, FileError> {
        let failed = |error| FileError::Io(path.to_owned(), error);
        let folder = folder(path);
        if taken == Taken::Number {
            make_folder(folder)?;
        } else if !folder.is_dir() {
            return Err(FileError::NoFolder(folder.to_owned()));
        }
        // Said before an hour of work, and held to at the end.
        match path.symlink_metadata() {
            Ok(_) if taken == Taken::Refuse => return Err(FileError::Exists(path.to_owned())),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            Ok(_) | Err(_) => {}
        }
        let file = begin(path, folder).map_err(failed)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Writes it, down to the disk.
    fn fill<T>(
        self,
        fill: impl FnOnce(&mut dyn Write) -> Result<T, ExportError>,
    ) -> Result<(Self, T), FileError> {
        let Self { file, path } = self;
        let mut out = BufWriter::with_capacity(64 << 10, file);
        let value = fill(&mut out)?;
        let synced = out
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)
            .and_then(|file| file.as_file().sync_all().map(|()| file));
        match synced {
            Ok(whole) => Ok((Self { file: whole, path }, value)),
            Err(error) => Err(FileError::Io(path, error)),
        }
    }

    /// Gives it its name, or another by `taken`.
    fn finish(self, path: &Path, taken: Taken) -> Result<PathBuf, FileError> {
        let path = finish(self.file, path, taken)?;
        // The name lasts through a power cut only when the folder is on the disk too; not every file system can.
        if let Ok(folder) = File::open(folder(&path)) {
            drop(folder.sync_all());
        }
        Ok(path)
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Bytes of a name that the unfinished file bears.
const MOST_OF_NAME: usize = 100;

/// `NAME.part-…` beside the name, mode 0600, removed when dropped.
fn begin(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    // A name that is as long as can be has no room for more behind it.
    let bytes = name.as_encoded_bytes();
    let mut prefix = OsString::from_vec(bytes.get(..MOST_OF_NAME).unwrap_or(bytes).to_vec());
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

#[cfg(test)]
mod tests {
    use super::*;
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
    fn several_files_appear_together_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.csv", "b.csv", "c.csv"].map(|name| folder.path().join(name));
        let all = |taken| paths.clone().map(|path| (path, taken));
        let numbered = |n: usize, out: &mut dyn Write| Ok(write!(out, "{n}")?);
        write_all(&all(Taken::Refuse), numbered).unwrap();
        assert_eq!(names(folder.path()), ["a.csv", "b.csv", "c.csv"]);
        assert_eq!(fs::read_to_string(&paths[2]).unwrap(), "2");
        assert_eq!(fs::metadata(&paths[1]).unwrap().permissions().mode() & 0o777, 0o600);

        fs::remove_file(&paths[0]).unwrap();
        fs::remove_file(&paths[2]).unwrap();
        assert!(matches!(write_all(&all(Taken::Refuse), numbered), Err(FileError::Exists(_))));
        assert_eq!(names(folder.path()), ["b.csv"], "said before anything is written");
        fs::remove_file(&paths[1]).unwrap();
        let late = |n: usize, out: &mut dyn Write| {
            if n == 2 {
                fs::write(&paths[1], "theirs")?;
            }
            numbered(n, out)
        };
        assert!(matches!(write_all(&all(Taken::Refuse), late), Err(FileError::Exists(_))));
        assert_eq!(names(folder.path()), ["b.csv"]);
        assert_eq!(fs::read_to_string(&paths[1]).unwrap(), "theirs");

        // What may be replaced is one thing, what has come meanwhile another.
        let mut some = all(Taken::Refuse);
        some[1].1 = Taken::Replace;
        let late = |n: usize, out: &mut dyn Write| {
            fs::write(&paths[2], "theirs")?;
            numbered(n, out)
        };
        assert!(matches!(write_all(&some, late), Err(FileError::Exists(path)) if path == paths[2]));
        assert_eq!(names(folder.path()), ["b.csv", "c.csv"]);
        assert_eq!(fs::read_to_string(&paths[2]).unwrap(), "theirs");
    }

    #[test]
    fn each_failure_is_one_plain_line_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let said = |path: &Path, fill: &dyn Fn() -> io::Result<()>| {
            let error = write(path, Taken::Refuse, |_| Ok(fill()?)).unwrap_err().to_string();
            assert!(!error.contains("os error") && !error.contains('\n'), "{error}");
            error
        };
        let nothing = || Ok(());
        let path = folder.path().join("a.csv");
        let full = || Err(io::ErrorKind::StorageFull.into());
        assert_eq!(said(&path, &full), "writing failed: the disk is full");
        let long = folder.path().join("x".repeat(256));
        assert!(said(&long, &nothing).ends_with("cannot be written: the name is too long"));
        assert!(names(folder.path()).is_empty());
        // The longest name there may be is no trouble.
        put(&folder.path().join("x".repeat(255)), Taken::Refuse, "").unwrap();
        fs::write(&path, "").unwrap();
        assert!(said(&path.join("b.csv"), &nothing).starts_with("there is no folder"));
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let gone = || fs::remove_dir_all(&inner);
        assert!(said(&inner.join("a.csv"), &gone).ends_with("cannot be written: its folder is gone"));
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
}
