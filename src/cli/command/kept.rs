//! What one console leaves to the next: a small file in the user's state folder. It is never worth an error: what
//! cannot be read or written goes to the log.

use crate::app::settings::Kept;
use crate::config::kept;
use etcetera::BaseStrategy;
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// `headcount/state.toml` in `$XDG_STATE_HOME`, else `~/.local/state`.
pub fn path() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.state_dir()?.join("headcount").join("state.toml"))
}

/// What was left; nothing where there is nothing, or nothing that is understood.
pub fn read(path: &Path) -> Kept {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Kept::default(),
        Err(error) => return ignored(path, &error.to_string()),
    };
    kept::read(&text).unwrap_or_else(|why| ignored(path, &why))
}

fn ignored(path: &Path, why: &str) -> Kept {
    tracing::warn!(path = %path.display(), why, "what was kept is not taken over");
    Kept::default()
}

/// Leaves it, for the user alone.
pub fn write(path: &Path, kept: &Kept) {
    if let Err(why) = try_write(path, kept) {
        tracing::warn!(path = %path.display(), %why, "nothing is kept for the next start");
    }
}

fn try_write(path: &Path, kept: &Kept) -> anyhow::Result<()> {
    let text = kept::write(kept).map_err(anyhow::Error::msg)?;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // Files of tempfile are 0600.
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportId;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_left_is_found_again_by_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/headcount/state.toml");
        assert_eq!(read(&path), Kept::default());
        let left = Kept { report: Some(ReportId("upcoming")), ..Kept::default() };
        write(&path, &left);
        assert_eq!(read(&path), left);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_broken_is_as_if_nothing_were_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.toml");
        fs::write(&path, "version = 7\n").unwrap();
        assert_eq!(read(&path), Kept::default());
        assert_eq!(read(folder.path()), Kept::default());
        // Nowhere to write it to.
        write(Path::new("/dev/null/state.toml"), &Kept::default());
    }
}
