//! A connection that answers questions and never changes the file.

use super::compile::{Compiled, bind};
use super::error::StoreError;
use super::{open, resolve};
use crate::model::{Cell, day, text};
use crate::report::{Ask, Column, Rows};
use chrono::NaiveDate;
use chrono_tz::Tz;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use std::path::{Path, PathBuf};

/// An account held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub provider_id: Option<String>,
    pub zone: Tz,
}

/// Stops what a [`Reader`] is doing, from any thread.
pub struct Interrupt(rusqlite::InterruptHandle);

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Interrupt")
    }
}

impl Interrupt {
    pub fn now(&self) {
        self.0.interrupt();
    }
}

/// A connection that only reads.
#[derive(Debug)]
pub struct Reader {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
    /// Answers put in order, newest last.
    pub(super) settled: Vec<super::window::Settled>,
    pub(super) next_table: u64,
}

impl Reader {
    /// # Errors
    /// Any of [`StoreError`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let conn = open::open_reader(path)?;
        Ok(Self { conn, path: path.to_owned(), settled: Vec::new(), next_table: 0 })
    }

    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.conn.get_interrupt_handle())
    }

    /// Calls `stop` every few thousand steps of a query; true ends it with [`StoreError::Cancelled`].
    ///
    /// # Errors
    /// When the database fails.
    pub fn stop_when(&mut self, stop: impl FnMut() -> bool + Send + 'static) -> Result<(), StoreError> {
        Ok(self.conn.progress_handler(2000, Some(stop))?)
    }

    pub(super) fn fail(&self, error: rusqlite::Error) -> StoreError {
        StoreError::at(&self.path, error)
    }

    /// All accounts, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        super::accounts::list(&self.conn).map_err(|error| self.fail(error))
    }

    /// The days of the oldest and the newest occurrence held; `None` when none is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn days_held(&self) -> Result<Option<(NaiveDate, NaiveDate)>, StoreError> {
        // Each by itself, so that each is one step in the index of its account.
        let read = |what: &str| -> Result<Option<i64>, StoreError> {
            self.conn
                .query_row(&format!("SELECT {what}(day) FROM account_day"), [], |row| row.get(0))
                .map_err(|error| self.fail(error))
        };
        Ok(read("min")?
            .zip(read("max")?)
            .and_then(|(first, last)| Some((day::from_epoch_day(first)?, day::from_epoch_day(last)?))))
    }

    /// Whether anything was ever imported.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        self.conn
            .query_row("SELECT NOT EXISTS (SELECT 1 FROM import)", [], |row| row.get(0))
            .map_err(|error| self.fail(error))
    }

    /// A number that changes whenever another process changes the file.
    ///
    /// # Errors
    /// When the database fails.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.conn.query_row("PRAGMA data_version", [], |row| row.get(0)).map_err(|error| self.fail(error))
    }

    /// Everything that `look` asks is answered from one state of the file, whatever is imported meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub fn at_one_moment<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> Result<T, StoreError> {
        self.conn.execute_batch("BEGIN").map_err(|error| self.fail(error))?;
        let seen = look(self);
        // Nothing was written that could be lost.
        let _ = self.conn.execute_batch("ROLLBACK");
        Ok(seen)
    }

    /// Answers row by row, in order, to `take`; memory stays flat.
    ///
    /// # Errors
    /// When the question cannot be answered, the database fails, it was cancelled, or `take` fails.
    pub fn stream<T>(
        &mut self,
        ask: &Ask,
        take: impl FnOnce(&mut dyn Rows) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let compiled = self.compile(ask)?;
        let mut statement =
            self.conn.prepare(&compiled.select(ask.limit)).map_err(|error| self.fail(error))?;
        bind(&mut statement, &compiled.binds).map_err(|error| self.fail(error))?;
        let columns = compiled.view.columns.to_vec();
        let mut rows =
            Streamed { cells: Vec::with_capacity(columns.len()), columns, rows: statement.raw_query() };
        take(&mut rows)
    }

    pub(super) fn compile(&self, ask: &Ask) -> Result<Compiled, StoreError> {
        let unknown = || StoreError::Question(format!("no report is called {}", ask.report));
        let def = ask.def().ok_or_else(unknown)?;
        let view = ask.view_def().ok_or_else(|| {
            StoreError::Question(format!(
                "{} has no view called {}",
                ask.report,
                text::excerpt(&ask.view, 30)
            ))
        })?;
        let (accounts, zone) = self.asked_accounts(ask)?;
        let params = resolve::params(&self.conn, def, ask, &accounts)?;
        Compiled::new(ask, view, &accounts, zone, params)
    }

    /// The accounts asked (all when none is named) and the zone in which their days are cut.
    pub(super) fn asked_accounts(&self, ask: &Ask) -> Result<(Vec<i64>, Tz), StoreError> {
        let held = self.accounts()?;
        let asked: Vec<&Account> = held
            .iter()
            .filter(|account| ask.accounts.is_empty() || ask.accounts.contains(&account.id))
            .collect();
        let zone = asked.first().map_or(ask.zone, |account| account.zone);
        Ok((asked.iter().map(|account| account.id).collect(), zone))
    }
}

struct Streamed<'s> {
    columns: Vec<Column>,
    cells: Vec<Cell>,
    rows: rusqlite::Rows<'s>,
}

impl Rows for Streamed<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn next(&mut self) -> anyhow::Result<Option<&[Cell]>> {
        let Some(row) = self.rows.next().map_err(StoreError::from)? else { return Ok(None) };
        self.cells.clear();
        for at in 0..self.columns.len() {
            self.cells.push(cell(row, at).map_err(StoreError::from)?);
        }
        Ok(Some(&self.cells))
    }
}

/// A stored value; texts are cleaned once more, as the file may have been written by anyone.
pub(super) fn cell(row: &Row<'_>, at: usize) -> rusqlite::Result<Cell> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null | ValueRef::Blob(_) => Cell::Empty,
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Real(value) => Cell::Real(value),
        ValueRef::Text(bytes) => Cell::Text(text::clean(&String::from_utf8_lossy(bytes)).into_owned()),
    })
}
