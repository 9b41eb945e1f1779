//! Importing one file: what it is, into which account, all or nothing.

use super::source::Source;
use crate::import::{ImportError, Importer, Input, Options, Summary, kinds};
use crate::model::{Fact, OccurrenceRecord, Rejected, Sink, StayRecord};
use crate::store::{Batch, Begun, Counted, ImportMeta, Outcome, Store, StoreError};
use chrono_tz::Tz;
use sha2::{Digest, Sha256};

/// How much of a file is read to find out what it is.
const HEAD: u64 = 64 * 1024;

/// What holds for all files of one command.
#[derive(Clone, Debug)]
pub struct Job {
    /// `--account`.
    pub account: Option<String>,
    /// `--file-tz`, else `--tz`.
    pub file_zone: Option<Tz>,
    /// Zone of an account that the first import makes.
    pub account_zone: Tz,
    /// `zone` in it is replaced by `file_zone`, else by the account's.
    pub options: Options,
    /// Epoch seconds.
    pub now: i64,
    pub by: String,
    pub dry_run: bool,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// This very file was read before, by that import: nothing to do.
    Held {
        kind: &'static str,
        import: i64,
    },
    Read(Read),
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub kind: &'static str,
    pub account: String,
    pub new_account: bool,
    pub zone: Tz,
    pub bytes: u64,
    pub summary: Summary,
    pub outcome: Outcome,
}

/// Why nothing of a file went in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{0}")]
    Kind(#[from] ImportError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("reading failed: {0}")]
    Io(#[from] std::io::Error),
}

impl Refused {
    /// Whether the same file may go in later: the database is another's just now, or the disk full.
    pub fn passes(&self) -> bool {
        match self {
            Self::Store(error) => error.passes(),
            Self::Kind(ImportError::Sink(error)) => {
                error.downcast_ref::<StoreError>().is_some_and(StoreError::passes)
            }
            Self::Kind(_) | Self::Io(_) => false,
        }
    }

    /// Whether the person stopped it.
    pub fn is_cancel(&self) -> bool {
        match self {
            Self::Store(StoreError::Cancelled) => true,
            Self::Kind(ImportError::Sink(error)) => {
                matches!(error.downcast_ref::<StoreError>(), Some(StoreError::Cancelled))
            }
            _ => false,
        }
    }
}

/// What tells the answer that a file is a page of; `None` for all others, and for what cannot be read.
pub fn page_of(path: &std::path::Path) -> Option<String> {
    let source = Source::path(path).ok()?;
    let head = source.head(HEAD).ok()?;
    kinds::find(&head).ok()?.page_of(&head, source.name())
}

/// Reads one file into the store.
///
/// `progress` is told the bytes read and says whether to go on; `rejected` sees each row that could not be read.
///
/// # Errors
/// When the file is of no known kind, cannot be read as a whole, or the store fails: then nothing of it went in.
pub fn import(
    store: &mut Store,
    source: &Source,
    job: &Job,
    progress: &mut dyn FnMut(u64) -> bool,
    rejected: &mut dyn FnMut(&Rejected),
) -> Result<Done, Refused> {
    let head = source.head(HEAD)?;
    let importer = kinds::find_named(&head, source.name())?;
    let meta = ImportMeta {
        account: job.account.clone(),
        provider_account: importer.account(&head),
        new_account_zone: job.account_zone,
        imported_at: job.now,
        imported_by: job.by.clone(),
        file_name: crate::model::text::clean(source.name()).into_owned(),
        kind: importer.kind().to_owned(),
        bytes: source.bytes,
        digest: digest(source, importer, &job.options)?,
        file_zone: job.file_zone,
        observed_at: source.modified.unwrap_or(job.now).min(job.now),
    };
    let done = read(store, source, importer, meta, job, progress, rejected)?;
    if !job.dry_run {
        store.tidy();
    }
    Ok(done)
}

/// What tells a file from others: its bytes, and the meeting that they do not name.
fn digest(source: &Source, importer: &dyn Importer, options: &Options) -> std::io::Result<[u8; 32]> {
    let bytes = source.digest()?;
    Ok(match importer.outside(source, options) {
        Some(meeting) => Sha256::new().chain_update(bytes).chain_update(meeting).finalize().into(),
        None => bytes,
    })
}

/// Everything of an import that is one transaction.
fn read(
    store: &mut Store,
    source: &Source,
    importer: &dyn Importer,
    meta: ImportMeta,
    job: &Job,
    progress: &mut dyn FnMut(u64) -> bool,
    rejected: &mut dyn FnMut(&Rejected),
) -> Result<Done, Refused> {
    let mut go_on = |read| progress(read);
    let batch = match store.begin(meta, &mut go_on)? {
        Begun::Held(import) => return Ok(Done::Held { kind: importer.kind(), import }),
        Begun::Open(batch) => batch,
    };
    let zone = batch.file_zone();
    let (account, new_account) = batch.account();
    let account = account.name.clone();
    let options = Options { zone, ..job.options.clone() };
    let mut tee = Tee { batch, rejected };
    let summary = importer.read(source, &options, &mut tee)?;
    let counted = Counted {
        rows: summary.rows,
        rejected: summary.rejected,
        repeated: summary.repeated,
        date_order: summary.date_order.map(crate::import::DateOrder::word),
        notes: summary.notes.join("; "),
    };
    let outcome = tee.batch.finish(&counted, !job.dry_run)?;
    Ok(Done::Read(Read {
        kind: importer.kind(),
        account,
        new_account,
        zone,
        bytes: source.bytes,
        summary,
        outcome,
    }))
}

/// Shows rejected rows to the caller on their way into the store.
struct Tee<'a, 'r> {
    batch: Box<Batch<'a>>,
    rejected: &'r mut dyn FnMut(&Rejected),
}

impl Sink for Tee<'_, '_> {
    fn occurrence(&mut self, line: u64, record: &OccurrenceRecord<'_>) -> anyhow::Result<()> {
        self.batch.occurrence(line, record)
    }

    fn stay(&mut self, line: u64, record: &StayRecord<'_>) -> anyhow::Result<()> {
        self.batch.stay(line, record)
    }

    fn fact(&mut self, line: u64, fact: &Fact<'_>) -> anyhow::Result<()> {
        self.batch.fact(line, fact)
    }

    fn reject(&mut self, rejected: Rejected) -> anyhow::Result<()> {
        (self.rejected)(&rejected);
        self.batch.reject(rejected)
    }

    fn progress(&mut self, bytes: u64) -> anyhow::Result<()> {
        self.batch.progress(bytes)
    }
}
