//! What can go wrong with a database, in words that say what to do.

use std::path::{Path, PathBuf};

/// A failure of the store. Nothing was changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no database at {0}; `headcount import FILE` makes one, `headcount demo` shows one")]
    Missing(PathBuf),
    #[error("{0} is not a database of headcount; name another with --db")]
    NotOurs(PathBuf),
    #[error(
        "{path} was written by a newer headcount (schema {found}, this one knows {known}); update headcount, or name \
         another database with --db"
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error("{0} was written by an older headcount; `headcount check` brings it up to date")]
    Older(PathBuf),
    #[error("{0} is in use by another import; try again when it is done")]
    Locked(PathBuf),
    #[error("{0} cannot be written (read-only file or folder)")]
    ReadOnly(PathBuf),
    #[error("{0} is damaged; `headcount restore BACKUP` puts a backup in its place")]
    Damaged(PathBuf),
    #[error("the disk is full; nothing of {0} was changed")]
    Full(PathBuf),
    /// SQLite tells a failing disk and a limit on the size of files alike.
    #[error(
        "{0} could not be read or written (disk error, or a limit on the size of files); nothing of it was changed"
    )]
    Disk(PathBuf),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    /// The question was cancelled or replaced by a newer one.
    #[error("cancelled")]
    Cancelled,
    /// The question cannot be answered as it stands; says what would do.
    #[error("{0}")]
    Question(String),
    /// What the question names is not held.
    #[error("{0}")]
    NotHeld(String),
    /// The viewer may not see it, or it is not there: which of both is not said.
    #[error("{0}")]
    NotAllowed(String),
    #[error("the database says: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// SQLite's codes in the words of the person at the screen.
    pub fn at(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(path),
            Some(ErrorCode::NotADatabase) => Self::NotOurs(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            // Room for the index of the log is asked for before anything else.
            Some(ErrorCode::SystemIoFailure)
                if extended(&error) == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) =>
            {
                Self::Full(path)
            }
            Some(ErrorCode::SystemIoFailure) => Self::Disk(path),
            Some(ErrorCode::CannotOpen) if !path.exists() => Self::Missing(path),
            _ => Self::Sqlite(error),
        }
    }

    /// Whether trying again later may do.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Locked(_) | Self::Full(_) | Self::Disk(_))
    }

    /// The same for somebody behind a locked door: without the file's place, and with what its keeper must do.
    pub fn behind_a_door(&self) -> String {
        let text = match self {
            Self::Missing(_) => {
                "there is no database behind this door yet: whoever runs this server imports first"
            }
            Self::NotOurs(_) => {
                "what is behind this door is no database of headcount: whoever runs this server names another"
            }
            Self::Older(_) => {
                "the database behind this door was written by an older headcount: whoever keeps it must bring it up to \
                 date, with `headcount check` on the server"
            }
            Self::Newer { .. } => {
                "the database behind this door was written by a newer headcount: whoever runs this server must update \
                 headcount there"
            }
            Self::Locked(_) => "the database is in use by an import; try again when it is done",
            Self::ReadOnly(_) => {
                "the database cannot be written: whoever runs this server must look at its folder"
            }
            Self::Damaged(_) => {
                "the database is damaged: whoever keeps it puts a backup in its place, with `headcount restore` on the \
                 server"
            }
            Self::Full(_) => "the server's disk is full; nothing was changed",
            Self::Disk(_) => "the database could not be read or written (disk error); nothing was changed",
            Self::Io { source, .. } => return format!("the database could not be opened: {source}"),
            Self::Cancelled
            | Self::Question(_)
            | Self::NotHeld(_)
            | Self::NotAllowed(_)
            | Self::Sqlite(_) => {
                return self.to_string();
            }
        };
        text.to_owned()
    }

    pub(super) fn io(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(path.to_owned())
            }
            std::io::ErrorKind::StorageFull => Self::Full(path.to_owned()),
            _ => Self::Io { path: path.to_owned(), source },
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::at(Path::new("the database"), error)
    }
}
