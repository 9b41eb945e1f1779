//! The loop: wait for one thing, take all that is there, let `update` decide, perform what it asks, draw once.

mod terminal;

use super::events::{self, Continued, Told};
use super::files::{changed, found, places, taken_back, together};
use super::screen::Screen;
use super::{door, guard};
use crate::app::msg::Order;
use crate::app::places::Places;
use crate::app::settings::Kept;
use crate::app::{Change, Effect, Event, Exported, Generation, Hits, Msg, Start, State, update};
use crate::export::file::{Taken, make_folder, suggested_name};
use crate::export::{Form, Format};
use crate::report::Ask;
use crate::ui::Theme;
use crate::work::asking::{Asking, Said};
use crate::work::changes::Changes;
use crate::work::changing::{self, Changing};
use crate::work::clock;
use crate::work::exporting::{self, Exporting, Job};
use crate::work::placing;
use crate::work::undoing::{self, Undoing};
use crate::work::vantage::Vantage;
use crossterm::event::Event as Input;
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long a frame waits for an answer that may come at once: one frame instead of two.
const AT_ONCE: Duration = Duration::from_millis(12);

/// What the console is opened on.
#[derive(Debug)]
pub struct Console {
    pub vantage: Vantage,
    pub start: Start,
    pub theme: Theme,
    /// Where `e` writes; `None` behind a locked door that keeps no files.
    pub exports: Option<PathBuf>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Quit,
    /// The terminal went away.
    Lost,
    Signal(i32),
}

/// Everything the loop waits for.
enum News {
    Event(Event),
    /// All that was typed at once.
    Inputs(Vec<io::Result<Input>>),
    Told(Told),
}

/// Opens the console and runs it to its end; the terminal is then as it was. Gives what the next one may take over.
///
/// # Errors
/// When there is no terminal, or the database cannot be read.
pub fn run(mut console: Console) -> anyhow::Result<(Ended, Kept)> {
    let (tx, rx) = channel();
    let answers = tx.clone();
    let asking = Asking::start(&console.vantage, move |said| {
        // Nobody listens any more when the console has ended.
        let send = |event| drop(answers.send(News::Event(event)));
        match said {
            Said::Answer(answer) => {
                send(Event::Loaded { generation: Generation(answer.generation), answer: answer.result });
            }
            Said::Changed(held) => changed(held).into_iter().for_each(send),
        }
    })?;
    // Kept for as long as the console is open; what it tells of goes to the reader thread.
    let looker = asking.looker();
    let _changes = Changes::watch(&console.vantage.database, move || looker.look())?;
    // What was imported since the first look.
    asking.look();
    console.start.terminal = guard::kind().told();
    console.start.size = guard::size()?;
    let temporary = console.start.places.temporary;
    let found = places(console.exports.as_deref(), console.start.locked);
    console.start.places = Places { temporary, ..found };
    let state = State::new(console.start.clone())
        .ok_or_else(|| anyhow::anyhow!("not allowed: there is no report for {}", console.start.viewer))?;
    guard::mouse(state.mouse);
    let entered = guard::Guard::enter()?;
    let told = tx.clone();
    let continued = Arc::new(Continued::default());
    let counted = Arc::clone(&continued);
    events::signals(move |signal| {
        if signal == Told::Continued {
            counted.add();
        }
        told.send(News::Told(signal)).is_ok()
    })?;
    let keys = tx.clone();
    events::keys(move |inputs| keys.send(News::Inputs(inputs)).is_ok())?;

    // Past Rust's line buffer, so that a frame is one write.
    let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let screen = Screen::new(out, guard::kind());
    let mut run = Loop {
        console,
        state,
        screen,
        asking,
        exporting: None,
        undoing: None,
        changing: None,
        tx,
        began: Instant::now(),
        wake: None,
        ended: None,
        asked: false,
        hits: Hits::default(),
        drawn: false,
        continued,
        came_back: 0,
    };
    let ended = run.turn(&rx);
    drop(entered);
    if let Some(exporting) = run.exporting.take() {
        exporting.end();
    }
    // With the terminal given back: it may take a moment until nothing is written any more.
    if let Some(undoing) = run.undoing.take() {
        undoing.end();
    }
    if let Some(changing) = run.changing.take() {
        changing.end();
    }
    Ok((ended?, run.state.kept()))
}

struct Loop {
    console: Console,
    state: State,
    screen: Screen<File>,
    asking: Asking,
    exporting: Option<Exporting>,
    undoing: Option<Undoing>,
    changing: Option<Changing>,
    tx: Sender<News>,
    began: Instant,
    wake: Option<Instant>,
    ended: Option<Ended>,
    /// A question was put since the last frame.
    asked: bool,
    /// What the places of the last frame stand for.
    hits: Hits,
    /// Nothing has happened since the last frame.
    drawn: bool,
    continued: Arc<Continued>,
    /// How often it had been continued when the screen was entered last.
    came_back: u64,
}

impl Loop {
    fn turn(&mut self, rx: &Receiver<News>) -> anyhow::Result<Ended> {
        self.feed(Event::Tick);
        loop {
            self.drain(rx);
            if let Some(ended) = self.ended {
                return Ok(ended);
            }
            if self.draw().is_err() {
                return Ok(Ended::Lost);
            }
            match self.next(rx) {
                Some(news) => self.take(news),
                None => self.feed(Event::Tick),
            }
        }
    }

    /// Takes all that has come; after a question also what comes at once.
    fn drain(&mut self, rx: &Receiver<News>) {
        while self.ended.is_none() {
            let news = if std::mem::take(&mut self.asked) {
                rx.recv_timeout(AT_ONCE).ok()
            } else {
                rx.try_recv().ok()
            };
            match news {
                Some(news) => self.take(news),
                None => break,
            }
        }
    }

    /// Waits for the next thing; `None` when the wake-up asked for is due.
    fn next(&mut self, rx: &Receiver<News>) -> Option<News> {
        let Some(wake) = self.wake else { return rx.recv().ok() };
        match rx.recv_timeout(wake.saturating_duration_since(Instant::now())) {
            Ok(news) => Some(news),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                self.wake = None;
                None
            }
        }
    }

    fn take(&mut self, news: News) {
        match news {
            News::Event(event) => self.feed(event),
            News::Inputs(inputs) => inputs.into_iter().for_each(|input| self.typed(input)),
            News::Told(Told::Leave(signal)) => self.ended = Some(Ended::Signal(signal)),
            // After a suspension of its own making it is back already.
            News::Told(Told::Continued) if self.continued.times() <= self.came_back => {}
            News::Told(Told::Continued) => self.come_back(),
        }
    }

    fn typed(&mut self, input: io::Result<Input>) {
        match input {
            // What was typed behind the last key of a console is nobody's.
            _ if self.ended.is_some() => {}
            Ok(Input::Key(key)) => {
                self.tell_today();
                self.feed(Event::Key(key));
            }
            Ok(Input::Mouse(mouse)) => self.mouse(mouse),
            Ok(Input::Paste(text)) => self.feed(Event::Paste(text)),
            Ok(Input::Resize(width, height)) => self.feed(Event::Resized(width, height)),
            Ok(_) => {}
            Err(_) => self.ended = Some(Ended::Lost),
        }
    }

    /// A console open over midnight.
    fn tell_today(&mut self) {
        let zone = self.state.account_zone();
        let today = crate::model::zone::local_day(zone, clock::now());
        if let Some(today) = today.filter(|today| *today != self.state.today) {
            self.feed(Event::Today(today));
        }
    }

    fn feed(&mut self, event: Event) {
        self.drawn = false;
        let at = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        for effect in update(&mut self.state, Msg::new(at, event)) {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        if let Some(refusal) = door::refusal(self.state.locked, &self.state.places, &effect) {
            self.feed(refusal);
            return;
        }
        match effect {
            Effect::Run { generation, ask, first, len } => {
                self.asking.ask(generation.0, ask, first, len);
                self.asked = true;
            }
            Effect::Find { generation, ask, key, first, len } => {
                self.asking.find(generation.0, ask, key, first, len);
                self.asked = true;
            }
            Effect::Cancel(generation) => self.asking.cancel(generation.0),
            Effect::Look => self.asking.look(),
            Effect::Export { ask } => self.export(ask),
            Effect::ExportTo(order) => self.export_to(*order),
            Effect::CancelExport => {
                if let Some(exporting) = &self.exporting {
                    exporting.cancel();
                }
            }
            Effect::LookAt { number, paths } => {
                let (made, only) = (self.state.places.exports.clone(), self.state.locked);
                self.look_aside(move || {
                    let outside = if only { placing::outside(&paths, &made) } else { None };
                    let there = outside.map_or_else(|| placing::look(&paths, &made), placing::Found::Wrong);
                    Event::Looked { number, found: found(there) }
                });
            }
            Effect::Folders { number, folder, begin } => {
                self.look_aside(move || Event::Folders { number, names: placing::folders(&folder, &begin) });
            }
            Effect::TellTime => self.feed(Event::Time(clock::now())),
            Effect::Undo { import } => self.undo(import),
            Effect::CancelUndo => {
                if let Some(undoing) = &self.undoing {
                    undoing.cancel();
                }
            }
            Effect::Change(change) => self.change(*change),
            Effect::Copy { text, .. } => self.copy(&text),
            Effect::Suspend => self.suspend(),
            Effect::Mouse(on) => self.send(guard::mouse(on).as_bytes()),
            Effect::Repaint => self.screen.forget(),
            Effect::Wake { after_ms } => self.wake = Some(Instant::now() + Duration::from_millis(after_ms)),
            Effect::Quit => self.ended = Some(Ended::Quit),
        }
    }

    /// `e`: what is shown, under a name of its own.
    fn export(&mut self, ask: Ask) {
        let name = suggested_name(&ask, Format::Csv.extension(), clock::now());
        let form = Form { format: Format::Csv, bom: true, ..Form::default() };
        let files = vec![(ask, self.state.places.exports.join(name), Taken::Number)];
        self.write(files, form);
    }

    /// What the panel orders.
    fn export_to(&mut self, order: Order) {
        let Order { files, form, replace } = order;
        let exports = &self.state.places.exports;
        let into_ours = files.iter().any(|(_, path)| path.parent() == Some(exports.as_path()));
        if into_ours && let Err(error) = make_folder(exports) {
            self.feed(Event::Exported(Err(error.to_string())));
            return;
        }
        let files = files.into_iter().map(|(ask, path)| {
            let taken = if replace.contains(&path) { Taken::Replace } else { Taken::Refuse };
            (ask, path, taken)
        });
        self.write(files.collect(), form);
    }

    fn write(&mut self, files: Vec<(Ask, PathBuf, Taken)>, form: Form) {
        let only = self.state.locked.then(|| self.state.places.exports.clone());
        let job = Job { files, form, only };
        let tx = self.tx.clone();
        let views: Vec<String> = job.files.iter().map(|(ask, ..)| ask.view.clone()).collect();
        let deliver = move |news| {
            // As above: nobody may listen any more.
            let _ =
                tx.send(News::Event(match news {
                    exporting::News::Rows(rows) => Event::ExportProgress(rows),
                    exporting::News::Done(done) => Event::Exported(done.map(|written| Exported {
                        path: together(&written.paths, &views),
                        rows: written.rows,
                    })),
                }));
        };
        match Exporting::start(self.console.vantage.clone(), job, deliver) {
            Ok(exporting) => self.exporting = Some(exporting),
            Err(error) => self.feed(Event::Exported(Err(error.to_string()))),
        }
    }

    /// Looks at the file system on a thread of its own and feeds what it finds.
    fn look_aside(&mut self, look: impl FnOnce() -> Event + Send + 'static) {
        let tx = self.tx.clone();
        let looking = std::thread::Builder::new().name("look".to_owned()).spawn(move || {
            // As above.
            let _ = tx.send(News::Event(look()));
        });
        if let Err(error) = looking {
            self.feed(Event::Notice(format!("the folder cannot be looked at: {error}")));
        }
    }

    fn undo(&mut self, import: i64) {
        let tx = self.tx.clone();
        let deliver = move |news| {
            // As above: nobody may listen any more.
            let _ = tx.send(News::Event(match news {
                undoing::News::Progress { done, total } => Event::UndoProgress { done, total },
                undoing::News::Done(done) => Event::Undone(done.map(|undone| undone.map(taken_back))),
            }));
        };
        match Undoing::start(self.console.vantage.database.clone(), import, deliver) {
            Ok(undoing) => self.undoing = Some(undoing),
            Err(error) => self.feed(Event::Undone(Err(error.to_string()))),
        }
    }

    fn change(&mut self, change: Change) {
        let tx = self.tx.clone();
        // As above.
        let deliver = move |result| drop(tx.send(News::Event(Event::Changed(result))));
        let Change { deed, account, of, value } = change;
        let wanted = changing::Wanted { deed, account, of, value };
        match Changing::start(self.console.vantage.clone(), wanted, deliver) {
            Ok(changing) => self.changing = Some(changing),
            Err(error) => self.feed(Event::Changed(Err(error.to_string()))),
        }
    }
}
