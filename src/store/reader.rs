//! A connection that answers questions and never changes the file.

use super::compile::{Binds, Compiled, Seen, bind};
use super::error::StoreError;
use super::lens::Limits;
use super::lock::Lock;
use super::{lens, open, policy, resolve, roles};
use crate::model::zone::local_day;
use crate::model::{Cell, day, text};
use crate::report::further::Titles;
use crate::report::{Ask, Column, Lens, ReportDef, ReportId, Rows, Viewer, held};
use chrono::NaiveDate;
use chrono_tz::Tz;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where days stand on which something was done; not those of periods, which reach into what is to come.
const DAYS: [&str; 7] = [
    "account_day",
    "telephone_use",
    "caption_use",
    "recording",
    "remote_support",
    "meeting_activity",
    "phone_call",
];

/// An account held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub provider_id: Option<String>,
    pub zone: Tz,
    /// The account that it is a sub-account of.
    pub master: Option<i64>,
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
    /// Who looks; `None`: the owner of the file.
    email: Option<String>,
    /// What the viewer was when the file was in that state.
    viewer: Option<(i64, Viewer)>,
    /// The lens that is on the connection, and what the policy left of the last question; `None` when that is not
    /// certain.
    pub(super) sight: Option<(Lens, Limits)>,
    lock: Lock,
    /// The clock by which the policy's limits are told; without one nothing is too old.
    clock: Option<fn() -> i64>,
}

impl Reader {
    /// For the owner of the file, who sees everything; the policy's limits that need a clock do not apply.
    ///
    /// # Errors
    /// Any of [`StoreError`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::with(path, None, None)
    }

    /// For whoever has that e-mail; what they may see is looked up at each question, so that a right that is revoked
    /// is gone at once.
    ///
    /// # Errors
    /// Any of [`StoreError`].
    pub fn open_as(path: &Path, email: Option<&str>, clock: fn() -> i64) -> Result<Self, StoreError> {
        Self::with(path, email, Some(clock))
    }

    fn with(path: &Path, email: Option<&str>, clock: Option<fn() -> i64>) -> Result<Self, StoreError> {
        let mut conn = open::open_reader(path)?;
        let lock = match email {
            Some(_) => Lock::put_on(&mut conn)?,
            None => Lock::default(),
        };
        Ok(Self {
            conn,
            path: path.to_owned(),
            settled: Vec::new(),
            next_table: 0,
            email: email.map(str::to_owned),
            viewer: None,
            sight: None,
            lock,
            clock,
        })
    }

    /// Who looks, with what they are by now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn viewer(&mut self) -> Result<Viewer, StoreError> {
        let Some(email) = &self.email else { return Ok(Viewer::Owner) };
        let version = self.data_version()?;
        if let Some((seen, viewer)) = &self.viewer
            && *seen == version
        {
            return Ok(viewer.clone());
        }
        let person = self.aside(|conn| roles::person(conn, email))?;
        let viewer = Viewer::Person(person);
        self.viewer = Some((version, viewer.clone()));
        Ok(viewer)
    }

    /// E-mails that are known to have a standing: of users and of those with rights. For hints to the file's owner.
    ///
    /// # Errors
    /// When the database fails.
    pub fn people_known(&self) -> Result<Vec<String>, StoreError> {
        self.aside(roles::known)
    }

    /// From here on the connection shows what that lens does.
    fn look_through(&mut self, lens: Lens, limits: Limits) -> Result<(), StoreError> {
        let sight = (lens, limits);
        if self.sight.as_ref() == Some(&sight) {
            return Ok(());
        }
        // A change that is cut short leaves what nobody may read through.
        self.sight = None;
        self.lock.let_through(BTreeSet::new());
        let views = lens::look_through(&self.conn, &sight.0, &sight.1).map_err(|error| self.fail(error))?;
        self.lock.let_through(views);
        self.sight = Some(sight);
        Ok(())
    }

    /// Reads past the lens: who looks, what the policy says, which accounts there are.
    pub(super) fn aside<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.lock.aside(|| read(&self.conn)).map_err(|error| self.fail(error))
    }

    fn look_widest(&mut self) -> Result<(), StoreError> {
        let widest = self.viewer()?.widest();
        self.look_through(widest, Limits::default())
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

    /// The accounts of which the viewer sees something, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        self.look_widest()?;
        super::accounts::list(&self.conn).map_err(|error| self.fail(error))
    }

    /// The days of the oldest and the newest occurrence held, or row of a list of what was done on a day; `None` when
    /// none is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn days_held(&mut self) -> Result<Option<(NaiveDate, NaiveDate)>, StoreError> {
        self.look_widest()?;
        // Each by itself, so that each is one step in the index of its account.
        let read = |what: &str, table: &str| -> Result<Option<i64>, StoreError> {
            let sql = match table {
                "account_day" => format!("SELECT {what}(day) FROM account_day"),
                _ => format!(
                    "SELECT {what}((SELECT {what}(t.day) FROM {table} t \
                     WHERE t.account_id = a.account_id AND t.shown = 1)) FROM account a"
                ),
            };
            self.conn.query_row(&sql, [], |row| row.get(0)).map_err(|error| self.fail(error))
        };
        let (mut first, mut last) = (None, None);
        for table in DAYS {
            first = [first, read("min", table)?].into_iter().flatten().min();
            last = last.max(read("max", table)?);
        }
        Ok(first
            .zip(last)
            .and_then(|(first, last)| Some((day::from_epoch_day(first)?, day::from_epoch_day(last)?))))
    }

    /// Whether anything was ever imported.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        self.aside(|conn| {
            conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM main.import)", [], |row| row.get(0))
        })
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
        // Nothing was written but what is the connection's own: a lens, answers in order.
        self.conn.execute_batch("COMMIT").map_err(|error| self.fail(error))?;
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

    /// The question as SQL, with the lens on that its viewer has for it. This is where every question is narrowed:
    /// console, command line and export have no other way in.
    pub(super) fn compile(&mut self, ask: &Ask) -> Result<Compiled, StoreError> {
        let unknown = || StoreError::Question(format!("no report is called {}", ask.report));
        open::still_known(&self.conn, &self.path)?;
        let def = ask.def().ok_or_else(unknown)?;
        let view = ask.view_def().ok_or_else(|| {
            StoreError::Question(format!(
                "{} has no view called {}",
                ask.report,
                text::excerpt(&ask.view, 30)
            ))
        })?;
        let viewer = self.viewer()?;
        let Some(lens) = viewer.lens(&def.who, &ask.accounts) else {
            return Err(not_allowed(&viewer, def));
        };
        let (partial, unmasked) = (lens.is_partial(), lens.unmasked());
        let seen: Vec<Account> = self
            .aside(super::accounts::all)?
            .into_iter()
            .filter(|account| lens.sees_account(account.id))
            .filter(|account| ask.accounts.is_empty() || ask.accounts.contains(&account.id))
            .collect();
        let now = self.clock.map(|now| now());
        let asking = policy::Asking { def, ask, accounts: &seen, exempt: unmasked, now };
        let limits = self.lock.aside(|| policy::limits(&self.conn, asking))?;
        let (notes, hint, first_day) = (limits.notes(ask), limits.hint(), limits.clipped);
        let accounts: Vec<i64> = seen.iter().map(|account| account.id).collect();
        let shut = limits.closed.first().filter(|_| limits.closed.len() == accounts.len());
        let shut = shut.map(|(_, why)| why.clone());
        self.look_through(lens, limits)?;
        let zone = seen.first().map_or(ask.zone, |account| account.zone);
        let params =
            resolve::params(&self.conn, def, ask, &accounts, partial).map_err(|error| match error {
                // The same words whether it is somebody else's or not there at all.
                StoreError::NotHeld(_) if partial => StoreError::NotAllowed(NOT_ALLOWED.to_owned()),
                StoreError::NotHeld(what) => StoreError::NotHeld(format!("{what}{hint}")),
                error => error,
            })?;
        let today = now.and_then(|now| local_day(zone, now)).map(day::epoch_day);
        let held = view.source.sql.contains(held::PLACEHOLDER).then(|| {
            let may = |def: &ReportDef| viewer.lens(&def.who, &accounts).is_some();
            held::rows(may)
        });
        let closed = if def.alerts_in(view) { closed_to(&viewer, &ask.accounts) } else { Vec::new() };
        let seen =
            Seen { accounts, held, today, zone, partial, unmasked, notes, hint, first_day, shut, closed };
        Compiled::new(ask, view, seen, params, |sql, binds| {
            titles(&self.conn, sql, binds).map_err(|error| self.fail(error))
        })
    }
}

/// What the forms of an answer asked.
fn titles(conn: &Connection, sql: &str, binds: &Binds) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare_cached(sql)?;
    bind(&mut statement, binds)?;
    let mut rows = statement.raw_query();
    let mut titles = Titles::default();
    while let Some(row) = rows.next()? {
        if let ValueRef::Text(fields) = row.get_ref(0)? {
            titles.add(&String::from_utf8_lossy(fields));
        }
    }
    Ok(titles.list())
}

/// Reports that are not the viewer's.
fn closed_to(viewer: &Viewer, accounts: &[i64]) -> Vec<ReportId> {
    let all = crate::report::catalog::ALL.iter();
    all.filter(|def| viewer.lens(&def.who, accounts).is_none()).map(|def| def.id).collect()
}

/// Said to whoever asks for what is not theirs, and for what is not there.
pub(super) const NOT_ALLOWED: &str = "not allowed";

/// Of a report as such more can be said: for whom it is stands in the documentation.
fn not_allowed(viewer: &Viewer, def: &crate::report::ReportDef) -> StoreError {
    let without = crate::report::Access { licence: None, own_licence: None, ..def.who };
    let why = match (def.who.licence.or(def.who.own_licence), viewer.lens(&without, &[])) {
        (Some(licence), Some(_)) => format!("{} needs a {} licence", def.title, licence.word()),
        _ => format!("{} is for {}", def.title, def.who.holders()),
    };
    StoreError::NotAllowed(format!("{NOT_ALLOWED}: {why}"))
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
