//! `headcount import PATH...`: files in, with progress; rejected rows on standard error.

use super::{database, say, system_zone};
use crate::cli::args::{Global, ImportArgs};
use crate::cli::exit::Exit;
use crate::import::{DateOrder, Options};
use crate::model::format::{bytes, counted, thousands};
use crate::model::{Rejected, day, text};
use crate::store::Store;
use crate::work::clock;
use crate::work::importing::{self, Done, Job, Read, Refused};
use crate::work::source::{self, Source};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub fn run(global: &Global, args: &ImportArgs) -> anyhow::Result<Exit> {
    if let Some(import) = args.undo {
        return super::undo::run(global, import, &*interrupt()?);
    }
    if let Some(folder) = &args.watch {
        return super::watch::run(global, args, folder);
    }
    let database = database(global)?;
    let (files, skipped) = source::expand(&args.paths);
    if files.is_empty() {
        let left = if skipped == 0 {
            "it is empty".to_owned()
        } else {
            format!("{} of other kinds left alone", counted(skipped as u64, "file"))
        };
        anyhow::bail!("no .csv, .tsv, .txt, .json, .ndjson or .jsonl file is in there: {left}");
    }
    // A rehearsal on a database that is not there must not make one.
    let rehearsal = if args.dry_run && !database.exists() { Some(tempfile::tempdir()?) } else { None };
    let path = rehearsal.as_ref().map_or(database, |folder| folder.path().join("rehearsal.db"));
    let mut store = Store::open(&path)?;
    let job = job(global, args);
    let stop = interrupt()?;
    let mut exit = Exit::Done;
    let mut outcome = Outcomes::default();
    let count = files.len();
    for pages in source::together(files, importing::page_of) {
        let one = import(&mut store, &pages, &job, &stop)?;
        outcome.add(&one, pages.len());
        exit = exit.and(one.exit());
        if stop.load(SeqCst) != 0 {
            break;
        }
    }
    if count > 1 || skipped > 0 {
        line(&outcome.summary(count, skipped))?;
    }
    if args.dry_run {
        line("nothing was changed (--dry-run)")?;
    }
    match stop.load(SeqCst) {
        0 => Ok(exit),
        signal => Ok(Exit::Signal(i32::try_from(signal).unwrap_or(2))),
    }
}

pub(super) fn job(global: &Global, args: &ImportArgs) -> Job {
    let zone = global.tz.unwrap_or_else(system_zone);
    Job {
        account: args.account.clone(),
        file_zone: args.file_tz.or(global.tz),
        account_zone: zone,
        options: Options { zone, dates: args.dates, meeting: args.meeting.clone(), start: args.start },
        now: clock::now(),
        by: clock::operator(),
        dry_run: args.dry_run,
    }
}

/// The number of the signal that asks to stop: the file under way is taken back, those before it stay.
fn interrupt() -> io::Result<Arc<AtomicUsize>> {
    let stop = Arc::new(AtomicUsize::new(0));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        let number = usize::try_from(signal).unwrap_or(2);
        signal_hook::flag::register_usize(signal, Arc::clone(&stop), number)?;
    }
    Ok(stop)
}

pub(super) enum One {
    Done(Box<Done>, u64),
    Refused,
    /// Not for what it is: the database cannot take it just now.
    Later,
}

impl One {
    fn exit(&self) -> Exit {
        match self {
            One::Refused | One::Later => Exit::Failed,
            One::Done(_, 0) => Exit::Done,
            One::Done(..) => Exit::Rejected,
        }
    }
}

pub(super) fn import(
    store: &mut Store,
    pages: &[PathBuf],
    job: &Job,
    stop: &AtomicUsize,
) -> anyhow::Result<One> {
    let path = pages.first().map_or(Path::new("-"), PathBuf::as_path);
    let more = if pages.len() > 1 { format!(" +{}", pages.len() - 1) } else { String::new() };
    let shown = format!("{}{more}", text::clean(&path.display().to_string()));
    let source = if path.as_os_str() == "-" { Source::stdin() } else { Source::pages(pages) };
    let source = match source {
        Ok(source) => source,
        Err(error) => {
            say(&format!("{shown}: {error}"));
            return Ok(One::Refused);
        }
    };
    let bar = bar(&shown, source.bytes);
    let mut rejected = 0;
    let done = importing::import(
        store,
        &source,
        job,
        &mut |read| {
            bar.set_position(read);
            stop.load(SeqCst) == 0
        },
        &mut |reject| {
            rejected += 1;
            bar.suspend(|| say(&rejection(&shown, reject)));
        },
    );
    bar.finish_and_clear();
    match done {
        Ok(done) => {
            line(&format!("{shown}: {}", describe(&done)))?;
            if let Done::Held { import, .. } = &done
                && (job.file_zone.is_some() || job.options.dates.is_some())
            {
                line(&format!(
                    "  to read it anew with these options, undo it first: headcount import --undo {import}"
                ))?;
            }
            if let Done::Read(read) = &done {
                for note in read.summary.notes.iter().chain(&read.outcome.warnings) {
                    line(&format!("  {note}"))?;
                }
            }
            Ok(One::Done(Box::new(done), rejected))
        }
        Err(refused) => {
            say(&format!("{shown}: {}", refusal(&refused)));
            Ok(if refused.passes() { One::Later } else { One::Refused })
        }
    }
}

/// A bar with rate and time left on a terminal; elsewhere nothing moves.
fn bar(shown: &str, size: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(size), ProgressDrawTarget::stderr_with_hz(10));
    let form = "{prefix} {wide_bar} {percent:>3} % {bytes_per_sec} {eta} left";
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style.progress_chars("█▉▊▋▌▍▎▏ "));
    }
    bar.set_prefix(text::excerpt(shown, 40));
    bar
}

fn rejection(file: &str, reject: &Rejected) -> String {
    let value = if reject.value.is_empty() { String::new() } else { format!(" “{}”", reject.value) };
    let column = if reject.column.is_empty() { String::new() } else { format!(" {}", reject.column) };
    format!("{file}:{}:{column}{value}: {}", reject.line, reject.reason)
}

fn refusal(refused: &Refused) -> String {
    if refused.is_cancel() { "stopped; nothing of it was taken".to_owned() } else { refused.to_string() }
}

/// What was read and how: kind, rows, account, zone, order of dates.
fn describe(done: &Done) -> String {
    let read = match done {
        Done::Held { kind, import } => {
            return format!("{kind}, held already (import {import}); nothing changed");
        }
        Done::Read(read) => read,
    };
    let count = |n: u64| thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let mut parts = vec![format!(
        "{}: {}, {} new, {} already known, {} rejected",
        read.kind,
        counted(read.summary.rows, "row"),
        count(read.outcome.new),
        count(read.outcome.known),
        count(read.summary.rejected)
    )];
    parts.push(format!("{}{}", counted(read.outcome.occurrences, "occurrence"), days(read)));
    let new = if read.new_account { " (new)" } else { "" };
    parts.push(format!("account {}{new}", read.account));
    let order = match read.summary.date_order {
        Some(DateOrder::MonthFirst) => ", month first",
        Some(DateOrder::DayFirst) => ", day first",
        None => "",
    };
    parts.push(format!("times read in {}{order}", read.zone));
    for (n, what) in [(read.summary.doubled, "doubled"), (read.summary.skipped, "skipped")] {
        if n > 0 {
            parts.push(format!("{} {what} by the clock change", counted(n, "local time")));
        }
    }
    parts.join("; ")
}

fn days(read: &Read) -> String {
    let Some((from, to)) = read.outcome.days else { return String::new() };
    match (day::from_epoch_day(from), day::from_epoch_day(to)) {
        (Some(from), Some(to)) if from == to => format!(" on {from}"),
        (Some(from), Some(to)) => format!(" from {from} to {to}"),
        _ => String::new(),
    }
}

#[derive(Default)]
struct Outcomes {
    read: usize,
    held: usize,
    refused: usize,
    new: u64,
    rejected: u64,
    size: u64,
}

impl Outcomes {
    fn add(&mut self, one: &One, files: usize) {
        match one {
            One::Refused | One::Later => self.refused += files,
            One::Done(done, rejected) => match done.as_ref() {
                Done::Held { .. } => self.held += files,
                Done::Read(read) => {
                    self.read += files;
                    self.new += read.outcome.new;
                    self.rejected += rejected;
                    self.size += read.bytes;
                }
            },
        }
    }

    fn summary(&self, files: usize, skipped: usize) -> String {
        let count = |n: u64| thousands(i64::try_from(n).unwrap_or(i64::MAX));
        let mut out = format!(
            "{}: {} read ({}), {} held already, {} refused; {} new, {} rejected",
            counted(files as u64, "file"),
            self.read,
            bytes(i64::try_from(self.size).unwrap_or(i64::MAX)),
            self.held,
            self.refused,
            counted(self.new, "row"),
            count(self.rejected)
        );
        if skipped > 0 {
            out = format!("{out}; {} of other kinds left alone", counted(skipped as u64, "file"));
        }
        out
    }
}

/// A line of the summary. Somebody who listens no longer (`| head`) does not keep the other files from being read.
fn line(text: &str) -> anyhow::Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
