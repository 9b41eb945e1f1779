//! Writing an answer to a file or a stream, on whatever thread calls it, and the thread that does so for the console.

use crate::export::file::{self, Taken};
use crate::export::{self, Answer, ExportError, Form, Format};
use crate::model::Cell;
use crate::report::{Ask, Column, Rows};
use crate::store::{ExportEntry, Reader, Store, StoreError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

/// How long a table may wait to be noted.
const GLANCE: Duration = Duration::from_millis(100);
/// Rows between two reports of progress.
const STEP: u64 = 5000;

/// Writes an answer to `out` and gives the number of rows. `progress` is told the rows so far. Rows, sums and notes
/// are of one state of the database.
///
/// # Errors
/// When the question cannot be answered, writing fails, or it was cancelled.
pub fn write(
    reader: &mut Reader,
    ask: &Ask,
    form: &Form,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<usize, ExportError> {
    reader
        .at_one_moment(|reader| answer(reader, ask, *form, out, progress))
        .map_err(|error| ExportError::Rows(error.into()))?
}

fn answer(
    reader: &mut Reader,
    ask: &Ask,
    form: Form,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<usize, ExportError> {
    let failed = |error: StoreError| ExportError::Rows(error.into());
    let around = reader.surroundings(ask).map_err(failed)?;
    // CSV and lines of JSON need no count before the first row.
    let counted = matches!(form.format, Format::Json | Format::Table);
    let known = if counted { Some(reader.totals_and_bare(ask).map_err(failed)?) } else { None };
    let accounts = reader.accounts().map_err(failed)?;
    let mut asked = accounts.iter().filter(|one| ask.accounts.is_empty() || ask.accounts.contains(&one.id));
    let account = asked.next().filter(|_| asked.next().is_none()).map(|account| account.name.clone());
    let mut notes = around.notes;
    if form.format == Format::Table {
        notes.push(heading(ask, account.as_deref()));
    }
    let answer = Answer {
        ask,
        account: account.as_deref(),
        totals: known.as_ref().map(|(totals, _)| totals),
        as_of: around.as_of,
        notes: &notes,
        // Where there are no rows every column is bare, and the titles say what there could be.
        bare: known.as_ref().filter(|(totals, _)| totals.rows > 0).map_or(&[][..], |(_, bare)| bare),
    };
    let mut result = Ok(0);
    reader
        .stream(ask, |rows| {
            let mut counting = Counting { rows, count: 0, progress };
            result = export::write(&form, &answer, &mut counting, out);
            Ok(())
        })
        .map_err(ExportError::Rows)?;
    result
}

/// What a table without a screen around it must say: of whom, of which days, in which zone.
fn heading(ask: &Ask, account: Option<&str>) -> String {
    let ranged = ask.def().is_some_and(|def| def.ranged);
    let days = if ranged { format!("{} · ", ask.range) } else { String::new() };
    format!("{} · {days}times in {}", account.unwrap_or("all accounts"), ask.zone)
}

/// Tells how many rows went by.
struct Counting<'a> {
    rows: &'a mut dyn Rows,
    count: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl Rows for Counting<'_> {
    fn columns(&self) -> &[Column] {
        self.rows.columns()
    }

    fn next(&mut self) -> anyhow::Result<Option<&[Cell]>> {
        self.count += 1;
        if self.count.is_multiple_of(STEP) {
            (self.progress)(self.count);
        }
        self.rows.next()
    }
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Written {
    pub path: PathBuf,
    pub rows: u64,
    /// The export log could not be kept, and why.
    pub unlogged: Option<String>,
}

/// What a file is to be: where, and in which form.
#[derive(Clone, Debug)]
pub struct Target {
    pub path: PathBuf,
    pub taken: Taken,
    pub form: Form,
}

/// Writes an answer to a file, whole or not at all, and notes it in the export log.
///
/// # Errors
/// As [`write`], and when the file cannot be written.
pub fn to_file(
    reader: &mut Reader,
    database: &Path,
    ask: &Ask,
    target: &Target,
    progress: &mut dyn FnMut(u64),
) -> anyhow::Result<Written> {
    let (path, rows) =
        file::write(&target.path, target.taken, |out| write(reader, ask, &target.form, out, progress))?;
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    let unlogged = log(database, ask, &path, target.form.format, rows).err().map(|error| error.to_string());
    Ok(Written { path, rows, unlogged })
}

/// Notes an export that left.
///
/// # Errors
/// When the database cannot be written.
pub fn log(database: &Path, ask: &Ask, path: &Path, format: Format, rows: u64) -> Result<(), StoreError> {
    let mut store = Store::open(database)?;
    if format == Format::Table {
        // What is only looked at need not wait for an import to end.
        store.wait_at_most(GLANCE)?;
    }
    store.log_export(&ExportEntry {
        at: super::clock::now(),
        by: super::clock::operator(),
        viewer: None,
        account: None,
        report: ask.report.to_string(),
        ask: serde_json::to_string(ask).unwrap_or_default(),
        format: format.word().to_owned(),
        path: path.display().to_string(),
        rows,
    })
}

/// News of an export on its own thread.
#[derive(Debug)]
pub enum News {
    Rows(u64),
    Done(Result<Written, String>),
}

/// An export on its own thread; dropped, it goes on.
#[derive(Debug)]
pub struct Exporting {
    stop: Arc<AtomicBool>,
}

impl Exporting {
    /// Starts writing; news go to `deliver`, [`News::Done`] last.
    pub fn start(
        database: PathBuf,
        ask: Ask,
        target: Target,
        deliver: impl Fn(News) + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        std::thread::spawn(move || {
            let run = || -> anyhow::Result<Written> {
                let mut reader = Reader::open_as(&database, None, super::clock::now)?;
                let stopped = Arc::clone(&told);
                reader.stop_when(move || stopped.load(SeqCst))?;
                to_file(&mut reader, &database, &ask, &target, &mut |rows| deliver(News::Rows(rows)))
            };
            let done = run().map_err(|error| error.to_string());
            deliver(News::Done(done));
        });
        Self { stop }
    }

    /// Ends it; the unfinished file goes.
    pub fn cancel(&self) {
        self.stop.store(true, SeqCst);
    }
}
