//! A database and who looks at it: what every reader of the console and the command line is opened with.

use super::clock;
use crate::store::{Reader, StoreError};
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vantage {
    pub database: PathBuf,
    /// The e-mail of whoever looks; `None`: the owner of the file.
    pub viewer: Option<String>,
}

impl Vantage {
    pub fn new(database: &Path, viewer: Option<&str>) -> Self {
        Self { database: database.to_owned(), viewer: viewer.map(str::to_owned) }
    }

    /// A connection that shows what the viewer may see.
    ///
    /// # Errors
    /// When the database cannot be opened for reading.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        Reader::open_as(&self.database, self.viewer.as_deref(), clock::now)
    }
}
