//! The console without terminal and threads: keys in, questions answered at once, a buffer out.

use anyhow::{Context, Result, bail};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use headcount::app::{Effect, Event, Msg, Start, State, update};
use headcount::model::Cell;
use headcount::report::{Ask, Tab};
use headcount::store::Reader;
use headcount::ui::{self, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

/// What is done before a picture is taken.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Key(KeyCode),
    /// Characters, one after another.
    Type(&'static str),
    /// The cursor to the first row that has a cell with this in it.
    Row(&'static str),
    /// The cursor to the row with the highest value in the column of that name.
    Most(&'static str),
    /// The cursor so many rows down.
    Down(usize),
}

/// Milliseconds between two keys: longer than messages stay at least.
const PAUSE: u64 = 2000;

pub struct Console {
    state: State,
    reader: Reader,
    now: u64,
}

impl Console {
    pub fn open(path: &Path, start: Start, size: (u16, u16)) -> Result<Self> {
        let start = Start { size, viewer: viewer(&start), tab: Tab::Usage, ..start };
        let state = State::new(start).context("no report to begin with")?;
        let mut console = Self { state, reader: Reader::open(path)?, now: 0 };
        console.feed(Event::Tick)?;
        Ok(console)
    }

    pub fn take(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Key(code) => self.press(*code),
            Step::Type(text) => text.chars().try_for_each(|c| self.press(KeyCode::Char(c))),
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

    fn press(&mut self, code: KeyCode) -> Result<()> {
        self.now += PAUSE;
        self.feed(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
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
                match effect {
                    Effect::Run { generation, ask, first, len } => {
                        for answer in self.answer(&ask, first, len)? {
                            events.push_back(Event::Loaded { generation, answer: Ok(Arc::new(answer)) });
                        }
                    }
                    // Nothing takes time here, so there is nothing to wake up for or to give up.
                    Effect::Wake { .. } | Effect::Cancel(_) | Effect::Repaint => {}
                    other => bail!("no picture needs {other:?}"),
                }
            }
        }
        Ok(())
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

/// Pictures do not tell who made them.
fn viewer(start: &Start) -> String {
    if start.demo { start.viewer.clone() } else { "admin".to_owned() }
}

fn holds(cell: &Cell, text: &str) -> bool {
    matches!(cell, Cell::Text(value) if value.contains(text))
}
