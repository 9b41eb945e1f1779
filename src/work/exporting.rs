//! Writing an answer to a file or a stream, on whatever thread calls it, and the thread that does so for the console.

use super::placing;
use super::vantage::Vantage;
use crate::export::file::{self, FileError, Taken};
use crate::export::{self, Answer, ExportError, Form, Format};
use crate::model::Cell;
use crate::report::{Ask, Column, Rows};
use crate::store::{Account, ExportEntry, Reader, Store, StoreError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a table may wait to be noted.
const GLANCE: Duration = Duration::from_millis(100);
/// Rows between two reports of progress.
const STEP: u64 = 5000;
/// And the least time between two that the console hears.
const TELL: Duration = Duration::from_millis(100);
/// How long the console's end waits for that of an export.
const LAST_MOMENT: Duration = Duration::from_millis(700);

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
    let all = ask.accounts.is_empty() && accounts.len() > 1;
    let names: Vec<String> = asked_of(ask, &accounts).map(|account| account.name.clone()).collect();
    let mut notes = around.notes;
    if form.format == Format::Table {
        notes.push(heading(ask, &names, all));
    }
    let answer = Answer {
        ask,
        accounts: &names,
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

/// The accounts of a question, of those that are seen.
fn asked_of<'a>(ask: &Ask, accounts: &'a [Account]) -> impl Iterator<Item = &'a Account> {
    accounts.iter().filter(|one| ask.accounts.is_empty() || ask.accounts.contains(&one.id))
}

/// The account of a question, where it is of one.
fn account_of<'a>(ask: &Ask, accounts: &'a [Account]) -> Option<&'a Account> {
    let mut asked = asked_of(ask, accounts);
    asked.next().filter(|_| asked.next().is_none())
}

/// What a table without a screen around it must say: of whom, of which days, in which zone.
fn heading(ask: &Ask, accounts: &[String], all: bool) -> String {
    let ranged = ask.def().is_some_and(|def| def.ranged);
    let days = if ranged { format!("{} · ", ask.range) } else { String::new() };
    let of = match accounts {
        [] => "no account".to_owned(),
        several if all => format!("all {} accounts", several.len()),
        some => some.join(", "),
    };
    format!("{of} · {days}times in {}", ask.zone)
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

/// What was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// One a question.
    pub paths: Vec<PathBuf>,
    pub rows: u64,
    /// The export log could not be kept, and why.
    pub unlogged: Option<String>,
}

/// Files to be written: which answer goes where and what happens when that name is taken, and the form of all.
#[derive(Clone, Debug)]
pub struct Job {
    pub files: Vec<(Ask, PathBuf, Taken)>,
    pub form: Form,
    /// The one folder that they may lie in, where there is one.
    pub only: Option<PathBuf>,
}

/// Writes answers to files, all of one state of the database, whole or not at all, and notes each in the export log.
/// `progress` is told the rows so far.
///
/// # Errors
/// As [`write`], and when a file cannot be written.
pub fn to_files(
    reader: &mut Reader,
    vantage: &Vantage,
    job: &Job,
    progress: &mut dyn FnMut(u64),
) -> anyhow::Result<Written> {
    if let Some(folder) = &job.only {
        // A free name that is asked for takes the next one where a link is in the way.
        let links = job.files.iter().filter(|(.., taken)| *taken != Taken::Number).map(|(_, path, _)| path);
        let paths: Vec<PathBuf> = links.cloned().collect();
        if let Some(why) = placing::outside(&paths, folder) {
            anyhow::bail!(why);
        }
    }
    let places: Vec<_> = job.files.iter().map(|(_, path, taken)| (path.clone(), *taken)).collect();
    let mut before = 0;
    let written = reader.at_one_moment(|reader| {
        file::write_all(&places, |n, out| {
            let Some((ask, ..)) = job.files.get(n) else { return Ok(0) };
            let rows = answer(reader, ask, job.form, out, &mut |rows| progress(before + rows))?;
            let rows = u64::try_from(rows).unwrap_or(u64::MAX);
            before += rows;
            Ok(rows)
        })
    })??;
    let logged: Result<(), StoreError> = (job.files.iter().zip(&written))
        .try_for_each(|((ask, ..), (path, rows))| log(vantage, reader, ask, path, job.form.format, *rows));
    Ok(Written {
        paths: written.into_iter().map(|(path, _)| path).collect(),
        rows: before,
        unlogged: logged.err().map(|error| vantage.told(&error)),
    })
}

/// Notes an export that left.
///
/// # Errors
/// When the database cannot be written.
pub fn log(
    vantage: &Vantage,
    reader: &mut Reader,
    ask: &Ask,
    path: &Path,
    format: Format,
    rows: u64,
) -> Result<(), StoreError> {
    let account = account_of(ask, &reader.accounts()?).map(|account| account.id);
    let mut store = Store::open(&vantage.database)?;
    if format == Format::Table {
        // What is only looked at need not wait for an import to end.
        store.wait_at_most(GLANCE)?;
    }
    store.log_export(&ExportEntry {
        at: super::clock::now(),
        by: vantage.operator(),
        viewer: vantage.viewer.clone(),
        account,
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
    /// Closed when nothing is written any more.
    ended: Receiver<()>,
}

impl Exporting {
    /// Starts writing; news go to `deliver`, [`News::Done`] last.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn start(
        vantage: Vantage,
        job: Job,
        deliver: impl Fn(News) + Send + 'static,
    ) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let (ends, ended) = channel::<()>();
        std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            let done = run(&vantage, &job, &told, &deliver);
            deliver(News::Done(done.map_err(|error| in_words(&vantage, &error))));
            drop(ends);
        })?;
        Ok(Self { stop, ended })
    }

    /// Ends it; the unfinished files go.
    pub fn cancel(&self) {
        self.stop.store(true, SeqCst);
    }

    /// Ends it, and waits a moment until they are gone.
    pub fn end(self) {
        self.cancel();
        if let Err(RecvTimeoutError::Timeout) = self.ended.recv_timeout(LAST_MOMENT) {
            tracing::warn!("an export did not end in time; an unfinished file may be left");
        }
    }
}

fn run(
    vantage: &Vantage,
    job: &Job,
    told: &Arc<AtomicBool>,
    deliver: &dyn Fn(News),
) -> anyhow::Result<Written> {
    let mut reader = vantage.reader()?;
    let stopped = Arc::clone(told);
    reader.stop_when(move || stopped.load(SeqCst))?;
    let mut last: Option<Instant> = None;
    let written = to_files(&mut reader, vantage, job, &mut |rows| {
        if last.is_none_or(|at| at.elapsed() >= TELL) {
            last = Some(Instant::now());
            deliver(News::Rows(rows));
        }
    })?;
    if let Some(why) = &written.unlogged {
        tracing::warn!(%why, "the export log was not kept");
    }
    Ok(written)
}

/// The console has no `--force`.
fn in_words(vantage: &Vantage, error: &anyhow::Error) -> String {
    let of_store = error.chain().find_map(|cause| cause.downcast_ref::<StoreError>());
    if let Some(error) = of_store.filter(|_| vantage.locked) {
        return vantage.told(error);
    }
    match error.downcast_ref() {
        Some(FileError::Exists(path)) => {
            format!("{} has come to be there meanwhile; export again, under another name", path.display())
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayRange;
    use crate::report::catalog;
    use chrono_tz::Tz;

    /// A database without data, and every day of three hundred years to be written, twice.
    fn many(folder: &Path) -> (PathBuf, Job) {
        let database = folder.join("a.db");
        drop(Store::open(&database).unwrap());
        let days = DayRange::new("1800-01-01".parse().unwrap(), "2099-12-31".parse().unwrap());
        let ask = Ask::new(catalog::find("daily").unwrap(), days, Tz::UTC);
        let form = Form { format: Format::Csv, ..Form::default() };
        let file = |name: &str| (ask.clone(), folder.join("out").join(name), Taken::Refuse);
        let files = vec![file("a.csv"), file("b.csv")];
        std::fs::create_dir(folder.join("out")).unwrap();
        (database, Job { files, form, only: None })
    }

    #[test]
    fn what_is_cancelled_midway_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (database, job) = many(folder.path());
        let (give, news) = channel();
        let exporting =
            Exporting::start(Vantage::new(&database, None), job, move |said| give.send(said).unwrap())
                .unwrap();
        let mut rows = 0;
        let done = loop {
            match news.recv_timeout(Duration::from_secs(20)).unwrap() {
                News::Rows(now) => {
                    assert!(now > rows);
                    rows = now;
                    exporting.cancel();
                }
                News::Done(done) => break done,
            }
        };
        assert!(rows > 0 && done.unwrap_err().contains("cancelled"));
        exporting.end();
        assert_eq!(std::fs::read_dir(folder.path().join("out")).unwrap().count(), 0);
    }

    #[test]
    fn the_end_of_the_console_waits_until_the_files_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (database, job) = many(folder.path());
        let (give, news) = channel();
        let exporting =
            Exporting::start(Vantage::new(&database, None), job, move |said| drop(give.send(said))).unwrap();
        assert!(matches!(news.recv_timeout(Duration::from_secs(20)), Ok(News::Rows(_))));
        exporting.end();
        assert_eq!(std::fs::read_dir(folder.path().join("out")).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_came_meanwhile_is_told_without_options_of_the_command_line() {
        let error = anyhow::Error::from(FileError::Exists("/x/a.csv".into()));
        let said = in_words(&Vantage::new(Path::new("a.db"), None), &error);
        assert!(said.starts_with("/x/a.csv") && !said.contains("--force"), "{said}");
    }
}
