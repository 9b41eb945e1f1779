//! Opening: whose file it is, which schema, which settings. The file is 0600 in a 0700 folder.

use super::error::StoreError;
use super::{functions, migrate};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another.
const BUSY: Duration = Duration::from_secs(5);

/// A connection that writes.
#[derive(Debug)]
pub struct Store {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
}

/// `$XDG_DATA_HOME/headcount/headcount.db`; `None` without a home folder.
pub fn default_path() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.data_dir().join("headcount").join("headcount.db"))
}

impl Store {
    /// Opens the database for writing; makes it, and its folder, when it is not there.
    ///
    /// # Errors
    /// Any of [`StoreError`]; a file that is not headcount's or is newer is left as it is.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        make_file(path)?;
        let fail = |error| StoreError::at(path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(fail)?;
        harden(&conn).map_err(fail)?;
        let version = judge(&conn, path)?;
        if version == 0 {
            // Takes effect in a file that is still empty.
            conn.pragma_update(None, "page_size", 8192).map_err(fail)?;
        }
        write_ahead(&conn).map_err(fail)?;
        conn.execute_batch(
            "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON;",
        )
        .map_err(fail)?;
        functions::register(&conn).map_err(fail)?;
        if version < migrate::SCHEMA_VERSION {
            migrate::migrate(&mut conn).map_err(fail)?;
        }
        conn.set_prepared_statement_cache_capacity(64);
        Ok(Self { conn, path: path.to_owned() })
    }

    /// How long to wait while another writes, instead of the usual five seconds.
    ///
    /// # Errors
    /// When the database fails.
    pub fn wait_at_most(&self, patience: Duration) -> Result<(), StoreError> {
        self.conn.busy_timeout(patience).map_err(|error| self.fail(error))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs what deletes much. SQLite would look for what refers to each row in tables that have no index for it; what
    /// is deleted here goes with all that refers to it, as `check` verifies.
    pub(super) fn unreferenced<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.conn.pragma_update(None, "foreign_keys", false).map_err(|error| self.fail(error))?;
        let done = work(self);
        self.conn.pragma_update(None, "foreign_keys", true).map_err(|error| self.fail(error))?;
        done
    }

    /// After an import: the log is folded into the file. What a reader is in the way of is done next time.
    pub fn tidy(&self) {
        let folded = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if let Err(error) = folded {
            tracing::info!(%error, "the log was not folded in");
        }
    }

    pub(super) fn fail(&self, error: rusqlite::Error) -> StoreError {
        StoreError::at(&self.path, error)
    }
}

/// Opens for reading alone. A database on a read-only disk is opened as unchanging, which is right only
/// when no write-ahead log lies beside it.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let conn = match readable(path, flags) {
        Ok(conn) => conn,
        Err(error) if is_read_only(&error) && !has_log(path) => {
            let address = format!("file:{}?mode=ro&immutable=1", escape(path));
            readable(Path::new(&address), flags).map_err(|error| StoreError::at(path, error))?
        }
        Err(error) => return Err(StoreError::at(path, error)),
    };
    harden(&conn).map_err(|error| StoreError::at(path, error))?;
    let version = judge(&conn, path)?;
    if version == 0 {
        // A file that another process has made and not filled yet, or an empty one.
        return Err(StoreError::Missing(path.to_owned()));
    }
    if version < migrate::SCHEMA_VERSION {
        return Err(StoreError::Older(path.to_owned()));
    }
    conn.execute_batch("PRAGMA cache_size = -8192;").map_err(|error| StoreError::at(path, error))?;
    functions::register(&conn).map_err(|error| StoreError::at(path, error))?;
    conn.set_prepared_statement_cache_capacity(32);
    Ok(conn)
}

fn readable(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

/// No log can be made beside the file.
fn is_read_only(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|meta| meta.len() > 0)
}

/// Turns the write-ahead log on. SQLite does not wait for its lock by itself when two processes do so at once.
fn write_ahead(conn: &Connection) -> rusqlite::Result<()> {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        match conn.pragma_update(None, "journal_mode", "WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && waited < BUSY =>
            {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            done => return done,
        }
    }
}

/// A path as SQLite's URI form takes it.
fn escape(path: &Path) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(byte) {
            out.push(char::from(*byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Double-quoted strings off, no extensions, no schema tricks from a file that somebody else may have made.
fn harden(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(BUSY)?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        // Else a statement is planned anew for each value that is bound to it.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        conn.set_db_config(setting, on)?;
    }
    Ok(())
}

/// The schema version of a file that is ours (0 for an empty one).
fn judge(conn: &Connection, path: &Path) -> Result<i64, StoreError> {
    let fail = |error| StoreError::at(path, error);
    let id: i64 = conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(fail)?;
    let version = migrate::user_version(conn).map_err(fail)?;
    let tables: i64 =
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
    if id != migrate::APPLICATION_ID && !(id == 0 && version == 0 && tables == 0) {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    known(version, path)?;
    Ok(version)
}

/// Refuses a schema that this headcount does not know.
fn known(version: i64, path: &Path) -> Result<(), StoreError> {
    if version <= migrate::SCHEMA_VERSION {
        return Ok(());
    }
    Err(StoreError::Newer { path: path.to_owned(), found: version, known: migrate::SCHEMA_VERSION })
}

/// Whether an open connection still knows the schema: a newer headcount may have brought it up to date meanwhile.
pub(super) fn still_known(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    known(migrate::user_version(conn).map_err(|error| StoreError::at(path, error))?, path)
}

/// Makes the folder (0700) and an empty file (0600) where there is none.
fn make_file(path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| StoreError::io(folder, error))?;
    }
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::io(path, error)),
    }
}
