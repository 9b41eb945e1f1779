//! A database and who looks at it: what every reader of the console and the command line is opened with.

use super::clock;
use crate::store::{Reader, StoreError};
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vantage {
    pub database: PathBuf,
    /// The e-mail of whoever looks; `None`: the owner of the file.
    pub viewer: Option<String>,
    /// The database is behind a locked door: the viewer is whom the door knows, and nobody else sits at the machine.
    pub locked: bool,
}

impl Vantage {
    pub fn new(database: &Path, viewer: Option<&str>) -> Self {
        Self { database: database.to_owned(), viewer: viewer.map(str::to_owned), locked: false }
    }

    /// Who does something, for logs.
    pub fn operator(&self) -> String {
        self.viewer
            .clone()
            .filter(|_| self.locked)
            .map_or_else(clock::operator, |email| crate::model::text::excerpt(&email, 60))
    }

    /// What went wrong with the database, in words for whoever looks.
    pub fn told(&self, error: &StoreError) -> String {
        if self.locked { error.behind_a_door() } else { error.to_string() }
    }

    /// A connection that shows what the viewer may see.
    ///
    /// # Errors
    /// When the database cannot be opened for reading.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        Reader::open_as(&self.database, self.viewer.as_deref(), clock::now)
    }
}
