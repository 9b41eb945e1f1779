//! Files named on the command line: paths, folders, standard input.

use crate::import::Input;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A file to import, opened as often as needed.
#[derive(Debug)]
pub struct Source {
    name: String,
    content: Content,
    /// When it was last changed, epoch seconds.
    pub modified: Option<i64>,
    pub bytes: u64,
}

#[derive(Debug)]
enum Content {
    Path(PathBuf),
    /// Standard input, put down in an unnamed temporary file.
    Spooled(File),
    Memory(Vec<u8>),
}

impl Source {
    /// # Errors
    /// When the file is not there or is no regular file.
    pub fn path(path: &Path) -> io::Result<Self> {
        let meta = fs::metadata(path)?;
        if meta.is_dir() {
            fs::read_dir(path)?;
        }
        if !meta.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        let modified = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Ok(Self {
            name: path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
            content: Content::Path(path.to_owned()),
            modified: modified.and_then(|since| i64::try_from(since.as_secs()).ok()),
            bytes: meta.len(),
        })
    }

    /// Reads standard input to its end.
    ///
    /// # Errors
    /// When reading or the temporary file fails.
    pub fn stdin() -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        let bytes = io::copy(&mut io::stdin().lock(), &mut file)?;
        Ok(Self { name: "-".to_owned(), content: Content::Spooled(file), modified: None, bytes })
    }

    /// Bytes in memory under a name.
    pub fn memory(name: &str, bytes: Vec<u8>, modified: Option<i64>) -> Self {
        let length = bytes.len() as u64;
        Self { name: name.to_owned(), content: Content::Memory(bytes), modified, bytes: length }
    }

    /// SHA-256 of the content.
    ///
    /// # Errors
    /// When reading fails.
    pub fn digest(&self) -> io::Result<[u8; 32]> {
        let mut hash = Sha256::new();
        let mut reader = self.open()?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => hash.update(buffer.get(..n).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(hash.finalize().into())
    }

    /// The first `limit` bytes.
    ///
    /// # Errors
    /// When reading fails.
    pub fn head(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        self.open()?.take(limit).read_to_end(&mut out)?;
        Ok(out)
    }
}

impl Input for Source {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match &self.content {
            Content::Path(path) => Box::new(File::open(path)?),
            Content::Spooled(file) => {
                let mut again = file.try_clone()?;
                again.rewind()?;
                Box::new(again)
            }
            Content::Memory(bytes) => Box::new(bytes.as_slice()),
        })
    }
}

/// How files end that are taken from folders.
const READ: [&str; 6] = ["csv", "tsv", "txt", "json", "ndjson", "jsonl"];

/// The files under the paths named, and how many others were met: folders are walked, their files sorted by name.
///
/// In a folder only files that end as in [`READ`] are taken. A folder that cannot be read stands among the files:
/// [`Source::path`] says why, and the others go in.
pub fn expand(paths: &[PathBuf]) -> (Vec<PathBuf>, usize) {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() != "-" && path.is_dir() {
            walk(path, &mut found);
        } else {
            found.files.push(path.clone());
        }
    }
    (found.files, found.skipped)
}

#[derive(Default)]
struct Found {
    files: Vec<PathBuf>,
    skipped: usize,
    /// Folders walked, by device and number: links may lead to one again.
    walked: HashSet<(u64, u64)>,
}

fn walk(folder: &Path, found: &mut Found) {
    let Ok(entries) = entries(folder, &mut found.walked) else {
        found.files.push(folder.to_owned());
        return;
    };
    for path in entries {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| READ.iter().any(|known| end.eq_ignore_ascii_case(known)))
        {
            found.files.push(path);
        } else {
            found.skipped += 1;
        }
    }
}

/// What is in a folder, by name; nothing if it was walked before.
fn entries(folder: &Path, walked: &mut HashSet<(u64, u64)>) -> io::Result<Vec<PathBuf>> {
    let meta = fs::metadata(folder)?;
    if !walked.insert((meta.dev(), meta.ino())) {
        return Ok(Vec::new());
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_once_wherever_links_lead() {
        let folder = tempfile::tempdir().unwrap();
        let (root, sub) = (folder.path(), folder.path().join("sub"));
        fs::create_dir(&sub).unwrap();
        fs::create_dir(root.join(".hidden")).unwrap();
        for name in ["b.CSV", "sub/a.tsv", "notes.docx", ".hidden/c.csv", ".d.csv"] {
            fs::write(root.join(name), "").unwrap();
        }
        for link in ["up", "again"] {
            std::os::unix::fs::symlink(root, sub.join(link)).unwrap();
        }
        let (files, skipped) = expand(&[root.to_owned(), sub.clone()]);
        assert_eq!(files, [root.join("b.CSV"), sub.join("a.tsv")]);
        assert_eq!(skipped, 1);
        let named = [PathBuf::from("-"), root.join("missing.csv")];
        assert_eq!(expand(&named).0, named);
    }
}
