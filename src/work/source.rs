//! Files named on the command line: paths, folders, standard input.

use crate::import::Input;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
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
    /// Pages of one answer, read one after another.
    Pages(Vec<PathBuf>),
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

    /// Pages of one answer as one file, named after the first.
    ///
    /// # Errors
    /// When one is not there or is no regular file.
    pub fn pages(paths: &[PathBuf]) -> io::Result<Self> {
        let mut sources = paths.iter().map(|path| Self::path(path));
        let mut whole = sources.next().unwrap_or_else(|| Err(io::ErrorKind::NotFound.into()))?;
        if paths.len() < 2 {
            return Ok(whole);
        }
        for page in sources {
            let page = page?;
            whole.bytes += page.bytes;
            // Observed as early as its oldest page.
            whole.modified = whole.modified.min(page.modified);
        }
        whole.bytes += paths.len() as u64;
        whole.name = format!("{} +{}", whole.name, paths.len() - 1);
        whole.content = Content::Pages(paths.to_owned());
        Ok(whole)
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
            Content::Pages(paths) => Box::new(Pages { rest: paths.iter(), file: None }),
        })
    }
}

/// Pages one after another, a line end before each. Only one is open at a time.
struct Pages<'p> {
    rest: std::slice::Iter<'p, PathBuf>,
    file: Option<File>,
}

impl Read for Pages<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if let Some(file) = &mut self.file {
            let bytes = file.read(buffer)?;
            if bytes > 0 {
                return Ok(bytes);
            }
        }
        self.file = self.rest.next().map(|path| without_mark(path)).transpose()?;
        match buffer.first_mut().filter(|_| self.file.is_some()) {
            Some(first) => {
                *first = b'\n';
                Ok(1)
            }
            None => Ok(0),
        }
    }
}

/// The file behind its byte-order mark, which may stand first in a file alone.
fn without_mark(path: &Path) -> io::Result<File> {
    let mut file = File::open(path)?;
    let mut first = Vec::new();
    file.by_ref().take(3).read_to_end(&mut first)?;
    if first != b"\xEF\xBB\xBF" {
        file.rewind()?;
    }
    Ok(file)
}

/// Files, those that are pages of one answer together: `page_of` tells a file's answer. Pages stand at the first of
/// them, ordered by the numbers in their names.
pub fn together(files: Vec<PathBuf>, page_of: impl Fn(&Path) -> Option<String>) -> Vec<Vec<PathBuf>> {
    let mut groups: Vec<Vec<PathBuf>> = Vec::new();
    let mut known = HashMap::new();
    for file in files {
        let is_json = file.extension().is_some_and(|end| {
            ["json", "ndjson", "jsonl"].iter().any(|known| end.eq_ignore_ascii_case(known))
        });
        let Some(key) = is_json.then(|| page_of(&file)).flatten() else {
            groups.push(vec![file]);
            continue;
        };
        let at = *known.entry((file.parent().map(Path::to_owned), key)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(pages) => pages.push(file),
            None => groups.push(vec![file]),
        }
    }
    for pages in &mut groups {
        pages.sort_by_key(|page| in_order(page));
    }
    groups
}

/// `p2` before `p10`.
fn in_order(path: &Path) -> (usize, PathBuf) {
    (path.as_os_str().len(), path.to_owned())
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
    fn pages_of_one_answer_are_one_source() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in
            [("a_p10.json", "\u{FEFF}[10]"), ("a_p2.json", "[2]"), ("b.json", "[b]"), ("c.csv", "c")]
        {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (files, _) = expand(&[folder.path().to_owned()]);
        let groups =
            together(files, |path| path.file_name()?.to_str()?.starts_with('a').then(|| "a".to_owned()));
        assert_eq!(groups.len(), 3);
        let source = Source::pages(&groups[0]).unwrap();
        let mut text = String::new();
        source.open().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((source.name(), text.trim()), ("a_p2.json +1", "[2]\n[10]"));
        assert_eq!(source.bytes, text.len() as u64 + 3);
    }

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
