//! The console without terminal and threads: keys in, questions answered at once, a buffer out.

use crate::shots::Step;
use anyhow::{Context, Result, bail};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use headcount::app::msg::Found;
use headcount::app::places::Places;
use headcount::app::{Effect, Event, Exported, Msg, Start, State, update};
use headcount::export::{Form, Format};
use headcount::model::Cell;
use headcount::report::out::suggested_name;
use headcount::report::{Ask, Tab};
use headcount::store::Reader;
use headcount::ui::{self, Theme};
use headcount::work::exporting;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

/// Milliseconds between two keys: longer than messages stay at least.
const PAUSE: u64 = 2000;

pub struct Console {
    state: State,
    reader: Reader,
    now: u64,
    /// The moment at which all stands still, epoch seconds.
    at: i64,
    /// Questions fail, as on a disk that is broken.
    broken: bool,
    /// Files are not finished, as on a disk that is slow.
    slow: bool,
}

/// What a broken disk has the database say.
const BROKEN: &str = "the database cannot be read: disk I/O error\nheadcount check says whether it is sound; headcount restore FILE \
                      brings a backup back.";

impl Console {
    pub fn open(reader: Reader, start: Start, size: (u16, u16), at: i64) -> Result<Self> {
        let start = Start { size, viewer: viewer(&start), tab: Tab::Usage, places: places(), ..start };
        let state = State::new(start).context("no report to begin with")?;
        let mut console = Self { state, reader, now: 0, at, broken: false, slow: false };
        console.feed(Event::Tick)?;
        Ok(console)
    }

    pub fn take(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Key(code) => self.press(*code),
            Step::Control(c) => self.pressed(KeyCode::Char(*c), KeyModifiers::CONTROL),
            Step::Type(text) => text.chars().try_for_each(|c| self.press(KeyCode::Char(c))),
            Step::Break => {
                self.broken = true;
                Ok(())
            }
            Step::Slow => {
                self.slow = true;
                Ok(())
            }
            Step::Down(rows) => (0..*rows).try_for_each(|_| self.press(KeyCode::Down)),
            Step::Row(text) => {
                let at = self.place(|row| row.iter().any(|cell| holds(cell, text)).then_some(0.0));
                self.go_to(at.with_context(|| format!("no row holds {text}"))?)
            }
            Step::Most(name) => {
                let column = self.state.screen().window().and_then(|window| window.column(name));
                let column = column.with_context(|| format!("no column {name}"))?;
                let at = self.place(|row| row.get(column).and_then(Cell::as_number));
                self.go_to(at.with_context(|| format!("{name} is empty"))?)
            }
        }
    }

    /// What is seen, and where the text cursor stands.
    pub fn draw(&self, theme: &Theme) -> (Buffer, Option<Position>) {
        let (width, height) = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let (cursor, _) = ui::draw(&self.state, theme, &mut buffer);
        (buffer, cursor)
    }

    /// As the console has them where it draws in ASCII.
    pub fn name_keys_in_words(&mut self, words: bool) {
        self.state.keymap.words = words;
    }

    /// What is open, for those who ask what a picture is of.
    pub fn state(&self) -> &State {
        &self.state
    }

    fn press(&mut self, code: KeyCode) -> Result<()> {
        self.pressed(code, KeyModifiers::NONE)
    }

    fn pressed(&mut self, code: KeyCode, with: KeyModifiers) -> Result<()> {
        self.now += PAUSE;
        self.feed(Event::Key(KeyEvent::new(code, with)))
    }

    /// The place of the row that is rated highest; the first of several.
    fn place(&self, rate: impl Fn(&[Cell]) -> Option<f64>) -> Option<usize> {
        let window = self.state.screen().window()?;
        let rated = window.rows.iter().enumerate().filter_map(|(at, row)| Some((at, rate(row)?)));
        let best = rated.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        Some(window.first + best.0)
    }

    fn go_to(&mut self, row: usize) -> Result<()> {
        self.press(KeyCode::Home)?;
        (0..row).try_for_each(|_| self.press(KeyCode::Down))
    }

    /// One event and all that follows from it.
    fn feed(&mut self, event: Event) -> Result<()> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in update(&mut self.state, Msg::new(self.now, event)) {
                events.extend(self.perform(effect)?);
            }
        }
        Ok(())
    }

    /// What comes of an effect, at once: nothing takes time here, so that there is nothing to wake up for or to give up.
    fn perform(&mut self, effect: Effect) -> Result<Vec<Event>> {
        Ok(match effect {
            Effect::Run { generation, .. } | Effect::Find { generation, .. } if self.broken => {
                vec![Event::Loaded { generation, answer: Err(BROKEN.to_owned()) }]
            }
            Effect::Run { generation, ask, first, len } => {
                let answers = self.answer(&ask, first, len)?.into_iter();
                answers.map(|one| Event::Loaded { generation, answer: Ok(Arc::new(one)) }).collect()
            }
            Effect::Find { generation, ask, key, first, len } => {
                let answer = self.reader.window_around(&ask, &key, first, len)?;
                vec![Event::Loaded { generation, answer: Ok(Arc::new(answer)) }]
            }
            Effect::TellTime => vec![Event::Time(self.at)],
            Effect::LookAt { number, .. } => vec![Event::Looked { number, found: Found::Free }],
            Effect::Folders { number, .. } => vec![Event::Folders { number, names: Vec::new() }],
            Effect::Export { .. } | Effect::ExportTo(_) if self.slow => Vec::new(),
            Effect::Export { ask } => vec![Event::Exported(Ok(self.export(&ask)?))],
            Effect::Wake { .. } | Effect::Cancel(_) | Effect::Repaint | Effect::Look => Vec::new(),
            other => bail!("no picture needs {other:?}"),
        })
    }

    /// All is written but the file.
    fn export(&mut self, ask: &Ask) -> Result<Exported> {
        let form = Form { format: Format::Csv, ..Form::default() };
        let rows = exporting::write(&mut self.reader, ask, &form, &mut std::io::sink(), &mut |_| {})?;
        let name = suggested_name(ask, Format::Csv.extension(), self.at);
        Ok(Exported { path: places().exports.join(name), rows: u64::try_from(rows)? })
    }

    fn answer(&mut self, ask: &Ask, first: usize, len: usize) -> Result<Vec<headcount::report::Window>> {
        if first > 0 {
            return Ok(vec![self.reader.window(ask, first, len)?]);
        }
        let begin = self.reader.first_window(ask, len)?;
        if begin.totals.is_some() {
            return Ok(vec![begin]);
        }
        Ok(vec![begin, self.reader.window(ask, 0, len)?])
    }
}

/// Nor where.
fn places() -> Places {
    let home = PathBuf::from("/home/admin");
    Places { exports: home.join("exports"), here: home.clone(), home: Some(home), ..Places::default() }
}

/// Pictures do not tell who made them.
fn viewer(start: &Start) -> String {
    if start.demo { start.viewer.clone() } else { "admin".to_owned() }
}

fn holds(cell: &Cell, text: &str) -> bool {
    matches!(cell, Cell::Text(value) if value.contains(text))
}
