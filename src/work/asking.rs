//! The reader thread: answers the console's questions one after another; a newer one ends an older one.

use super::vantage::Vantage;
use crate::model::Cell;
use crate::report::{Ask, Viewer, Window};
use crate::rules::policy::Spans;
use crate::store::{Account, Interrupt, Reader, StoreError};
use chrono::NaiveDate;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// What comes back for a question, by its generation: the first rows, then the same with the count.
#[derive(Debug)]
pub struct Answer {
    pub generation: u64,
    pub result: Result<Arc<Window>, String>,
}

/// What is held, and when it changed since the last look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// First and last day with an occurrence.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Nothing was ever imported.
    pub empty: bool,
    /// With what the policy of each lets one report span.
    pub accounts: Vec<(Account, Spans)>,
    /// What the viewer may see.
    pub rights: Viewer,
}

impl Held {
    /// # Errors
    /// When the database fails.
    pub fn look(reader: &mut Reader) -> Result<Self, StoreError> {
        let policies = reader.policies()?.into_iter();
        let accounts = policies.map(|(account, policy)| (account, policy.spans())).collect();
        Ok(Self { days: reader.days_held()?, empty: reader.is_empty()?, accounts, rights: reader.viewer()? })
    }
}

/// What comes from the thread.
#[derive(Debug)]
pub enum Said {
    Answer(Answer),
    /// Another process changed the database since the last question.
    Changed(Held),
}

#[derive(Debug)]
struct Question {
    generation: u64,
    ask: Ask,
    /// The row to be among them, by its key.
    around: Option<Vec<Cell>>,
    first: usize,
    len: usize,
}

#[derive(Debug)]
enum Asked {
    Question(Box<Question>),
    Look,
}

/// The console's side of the reader thread.
#[derive(Debug)]
pub struct Asking {
    questions: Sender<Asked>,
    /// The only generation still wanted; 0 when none is.
    wanted: Arc<AtomicU64>,
    interrupt: Interrupt,
}

impl Asking {
    /// Starts the thread on its own connection; answers go to `deliver`.
    ///
    /// # Errors
    /// When the database cannot be opened for reading.
    pub fn start(vantage: &Vantage, deliver: impl Fn(Said) + Send + 'static) -> Result<Self, StoreError> {
        let mut reader = vantage.reader()?;
        let interrupt = reader.interrupt();
        // Before the thread runs: what is imported from now on is a change.
        let seen = reader.data_version().ok();
        let wanted = Arc::new(AtomicU64::new(0));
        let running = Arc::new(AtomicU64::new(0));
        let (stop_wanted, stop_running) = (Arc::clone(&wanted), Arc::clone(&running));
        reader.stop_when(move || stop_wanted.load(SeqCst) != stop_running.load(SeqCst))?;
        let (questions, inbox) = channel();
        let still = Arc::clone(&wanted);
        let looking = vantage.clone();
        thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || serve(&mut reader, &looking, seen, &inbox, (&still, &running), &deliver))
            .map_err(|source| StoreError::Io { path: vantage.database.clone(), source })?;
        Ok(Self { questions, wanted, interrupt })
    }

    /// Puts a question; whatever ran before is given up. `len` rows are read from `first` on (`usize::MAX`: the last).
    pub fn ask(&self, generation: u64, ask: Ask, first: usize, len: usize) {
        self.put(Question { generation, ask, around: None, first, len });
    }

    /// As [`Asking::ask`], for the rows around the one of that key; without it, those from `first` on.
    pub fn find(&self, generation: u64, ask: Ask, key: Vec<Cell>, first: usize, len: usize) {
        self.put(Question { generation, ask, around: Some(key), first, len });
    }

    fn put(&self, question: Question) {
        self.wanted.store(question.generation, SeqCst);
        self.interrupt.now();
        // The thread ends only with this side.
        let _ = self.questions.send(Asked::Question(Box::new(question)));
    }

    /// Has [`Said::Changed`] sent if the database has changed.
    pub fn look(&self) {
        self.looker().look();
    }

    /// The same, for another thread.
    pub fn looker(&self) -> Looker {
        Looker(self.questions.clone())
    }

    /// Gives up the question of that generation, if it is the one under way.
    pub fn cancel(&self, generation: u64) {
        if self.wanted.compare_exchange(generation, 0, SeqCst, SeqCst).is_ok() {
            self.interrupt.now();
        }
    }
}

/// Has the thread look whether the database has changed.
#[derive(Clone, Debug)]
pub struct Looker(Sender<Asked>);

impl Looker {
    /// False when there is no thread any more.
    pub fn look(&self) -> bool {
        self.0.send(Asked::Look).is_ok()
    }
}

fn serve(
    reader: &mut Reader,
    vantage: &Vantage,
    mut seen: Option<i64>,
    inbox: &Receiver<Asked>,
    (wanted, running): (&AtomicU64, &AtomicU64),
    deliver: &dyn Fn(Said),
) {
    for asked in inbox {
        running.store(wanted.load(SeqCst), SeqCst);
        tell_change(reader, &mut seen, deliver);
        let Asked::Question(question) = asked else { continue };
        let generation = question.generation;
        let current = || wanted.load(SeqCst) == generation;
        running.store(generation, SeqCst);
        let mut tries = 0;
        loop {
            match answer(reader, &question, &|window| {
                if current() {
                    deliver(Said::Answer(Answer { generation, result: Ok(Arc::new(window)) }));
                }
            }) {
                // An interrupt meant for the question before may hit this one.
                Err(StoreError::Cancelled) if current() && tries < 3 => tries += 1,
                Err(StoreError::Cancelled) | Ok(()) => break,
                Err(error) => {
                    if current() {
                        deliver(Said::Answer(Answer { generation, result: Err(vantage.told(&error)) }));
                    }
                    break;
                }
            }
        }
    }
}

/// Says what is held now, when it is not what it was. A look that fails says nothing: the question will.
fn tell_change(reader: &mut Reader, seen: &mut Option<i64>, deliver: &dyn Fn(Said)) {
    let Ok(version) = reader.data_version() else { return };
    let before = seen.replace(version);
    if before.is_some_and(|before| before != version)
        && let Ok(held) = Held::look(reader)
    {
        deliver(Said::Changed(held));
    }
}

fn answer(reader: &mut Reader, question: &Question, give: &dyn Fn(Window)) -> Result<(), StoreError> {
    if let Some(key) = &question.around {
        let window = reader.first_window(&question.ask, question.len)?;
        // The first rows are often all.
        let whole = window.totals.is_some();
        give(if whole {
            window
        } else {
            reader.window_around(&question.ask, key, question.first, question.len)?
        });
        return Ok(());
    }
    if question.first > 0 || reader.is_settled(&question.ask)? {
        give(reader.window(&question.ask, question.first, question.len)?);
        return Ok(());
    }
    let window = reader.first_window(&question.ask, question.len)?;
    let whole = window.totals.is_some();
    give(window);
    if !whole {
        give(reader.window(&question.ask, 0, question.len)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayRange;
    use crate::report::catalog;
    use crate::store::Store;
    use chrono_tz::Tz;
    use std::time::Duration;

    #[test]
    fn a_newer_question_ends_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Store::open(&path).unwrap());
        let (give, answers) = channel();
        let asking = Asking::start(&Vantage::new(&path, None), move |said| {
            if let Said::Answer(answer) = said {
                give.send(answer).unwrap();
            }
        })
        .unwrap();
        let def = catalog::find("daily").unwrap();
        let endless = DayRange::new("0001-01-01".parse().unwrap(), "9999-12-31".parse().unwrap());
        let short = DayRange::month("2026-10-01".parse().unwrap());
        for generation in 1..=50 {
            asking.ask(generation, Ask::new(def, endless, Tz::UTC), usize::MAX, 300);
        }
        asking.ask(51, Ask::new(def, short, Tz::UTC), 0, 300);
        loop {
            let answer = answers.recv_timeout(Duration::from_secs(20)).unwrap();
            if answer.generation == 51 {
                assert_eq!(answer.result.unwrap().rows.len(), 31);
                break;
            }
        }
        asking.ask(52, Ask::new(def, endless, Tz::UTC), usize::MAX, 300);
        asking.cancel(52);
        asking.ask(53, Ask::new(def, short, Tz::UTC), 0, 300);
        assert_eq!(answers.recv_timeout(Duration::from_secs(20)).unwrap().generation, 53);
    }

    #[test]
    fn what_another_connection_imports_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Store::open(&path).unwrap());
        let (give, said) = channel();
        let asking = Asking::start(&Vantage::new(&path, None), move |said| give.send(said).unwrap()).unwrap();
        asking.look();
        let source = crate::work::source::Source::memory(
            "participants_81234567890.csv",
            include_bytes!("../../data/samples/participants_81234567890.csv").to_vec(),
            None,
        );
        let job = crate::work::importing::Job {
            account: None,
            file_zone: None,
            account_zone: Tz::UTC,
            options: crate::import::Options { zone: Tz::UTC, dates: None, meeting: None, start: None },
            now: 2_000_000_000,
            by: String::new(),
            dry_run: false,
        };
        let mut store = Store::open(&path).unwrap();
        crate::work::importing::import(&mut store, &source, &job, &mut |_| true, &mut |_| {}).unwrap();
        asking.look();
        match said.recv_timeout(Duration::from_secs(20)).unwrap() {
            Said::Changed(held) => assert!(!held.empty && held.accounts.len() == 1 && held.days.is_some()),
            Said::Answer(answer) => panic!("{answer:?}"),
        }
    }
}
