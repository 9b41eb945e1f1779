//! A console without terminal, thread or database: keys in, a worker of canned rows, screens out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    dead_code,
    reason = "test"
)]

pub mod data;
pub mod events;
mod lists;
mod phone;
pub mod picture;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use headcount::app::places::{Places, Reach};
use headcount::app::{
    Account, Data, Effect, Event, Generation, Hits, Mouse, Msg, Settings, Start, State, Target, Terminal,
    update,
};
use headcount::model::DayRange;
use headcount::report::{Ask, Tab, Totals, Viewer, Window};
use headcount::ui::{self, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn start(size: (u16, u16)) -> Start {
    Start {
        viewer: "owner@lumen.example".into(),
        rights: Viewer::Owner,
        accounts: vec![account(1, "Lumen", None)],
        database: String::new(),
        demo: false,
        tab: Tab::Usage,
        range: DayRange::new(day("2026-10-23"), day("2026-11-22")),
        zone: chrono_tz::Europe::Stockholm,
        today: day("2026-11-23"),
        data: Data { days: Some(DayRange::new(day("2025-10-25"), day("2026-11-22"))), empty: false },
        size,
        terminal: Terminal::default(),
        places: Places {
            exports: "/home/owner/exports".into(),
            temporary: false,
            home: Some("/home/owner".into()),
            here: "/srv/headcount".into(),
            reach: Reach::Anywhere,
        },
        locked: false,
        settings: Settings::default(),
        asked: Vec::new(),
    }
}

pub fn account(id: i64, name: &str, master: Option<i64>) -> Account {
    Account {
        id,
        name: name.into(),
        zone: chrono_tz::Europe::Stockholm,
        master,
        range: None,
        is_reseller: false,
    }
}

/// How the worker answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worker {
    /// All at once, totals too.
    Whole,
    /// First rows, then the totals.
    Twice,
    /// Not until it is told to.
    Silent,
}

#[derive(Clone)]
pub struct Console {
    pub state: State,
    pub now: u64,
    pub worker: Worker,
    /// Runs that nobody has answered or cancelled.
    pub open: Vec<(Generation, Ask, usize, usize)>,
    /// Runs that look for a row by its key.
    pub sought: usize,
    /// Every effect since the last look, runs and wake-ups left out.
    pub effects: Vec<Effect>,
    /// Number of runs asked for.
    pub runs: usize,
    /// Rows with these keys (first key column) are gone from the canned data.
    pub gone: Vec<i64>,
    /// Why there is nothing at all.
    pub shut: Option<&'static str>,
}

impl Console {
    pub fn new(size: (u16, u16)) -> Self {
        Self::with(start(size), Worker::Whole)
    }

    pub fn with(start: Start, worker: Worker) -> Self {
        let state = State::new(start).unwrap();
        let mut console = Self {
            state,
            now: 0,
            worker,
            open: Vec::new(),
            sought: 0,
            effects: Vec::new(),
            runs: 0,
            gone: Vec::new(),
            shut: None,
        };
        console.send(Event::Tick);
        console
    }

    /// A message now, and the worker's answers.
    pub fn send(&mut self, event: Event) {
        self.feed(event);
        if self.worker != Worker::Silent {
            self.answer();
        }
    }

    fn feed(&mut self, event: Event) {
        self.now += 1;
        for effect in update(&mut self.state, Msg::new(self.now, event)) {
            match effect {
                Effect::Run { generation, ask, first, len } => {
                    assert!(len > 0 && ask.columns.is_none());
                    self.runs += 1;
                    self.open.push((generation, ask, first, len));
                }
                Effect::Find { generation, ask, key, first, len } => {
                    assert!(len > 0 && ask.columns.is_none());
                    self.runs += 1;
                    self.sought += 1;
                    let all = window(&ask, 0, usize::MAX, &self.gone);
                    let at = (0..all.rows.len()).find(|at| all.row_key(*at).as_ref() == Some(&key));
                    let first = at.map_or(first, |at| at.saturating_sub(len / 2));
                    self.open.push((generation, ask, first, len));
                }
                Effect::TellTime => self.feed(Event::Time(1_795_424_400)),
                Effect::Cancel(generation) => self.open.retain(|run| run.0 != generation),
                Effect::Wake { .. } => {}
                other => self.effects.push(other),
            }
        }
    }

    /// Answers what is open, and what that asks for.
    pub fn answer(&mut self) {
        let mut rounds = 0;
        while let Some((generation, ask, first, len)) = self.open.pop() {
            let mut window = window(&ask, first, len, &self.gone);
            if let Some(why) = self.shut {
                window.rows.clear();
                window.notes = vec![why.to_owned()];
                window.shut = Some(why.to_owned());
                window.totals = Some(Totals::default());
            }
            if self.worker == Worker::Twice {
                let early = Window { totals: None, unfiltered: None, ..window.clone() };
                self.feed(Event::Loaded { generation, answer: Ok(Arc::new(early)) });
            }
            self.feed(Event::Loaded { generation, answer: Ok(Arc::new(window)) });
            rounds += 1;
            assert!(rounds < 10, "asks without end");
        }
    }

    pub fn fail(&mut self, reason: &str) {
        for (generation, ..) in std::mem::take(&mut self.open) {
            self.feed(Event::Loaded { generation, answer: Err(reason.into()) });
        }
    }

    /// Time passes; the wake-up comes.
    pub fn wait(&mut self, ms: u64) {
        self.now += ms;
        self.feed(Event::Tick);
    }

    /// Keys parted by blanks: `j`, `Enter`, `Ctrl-d`, `Space`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.send(Event::Key(key_event(key)));
        }
        self
    }

    /// What the places of the screen stand for.
    pub fn hits(&self) -> Hits {
        let (width, height) = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        ui::draw(&self.state, &Theme::colour(), &mut buffer).1
    }

    /// Presses on what stands for `target`, which must be seen.
    #[track_caller]
    pub fn press(&mut self, target: Target) -> &mut Self {
        let hits = self.hits();
        let place = hits.all().find(|((x, y), other)| *other == target && hits.at(*x, *y) == Some(target));
        let ((x, y), _) = place.unwrap_or_else(|| panic!("{target:?} is not seen: {hits:?}"));
        self.press_at(x, y)
    }

    /// Presses on a cell, a second after whatever was before.
    pub fn press_at(&mut self, x: u16, y: u16) -> &mut Self {
        self.now += 1000;
        let target = self.hits().at(x, y);
        self.send(Event::Mouse(Mouse::Press(target)));
        self
    }

    /// Notches of the wheel.
    pub fn wheel(&mut self, down: bool, notches: usize) -> &mut Self {
        (0..notches).for_each(|_| self.send(Event::Mouse(Mouse::Wheel { down })));
        self
    }

    /// Each character as a key.
    pub fn typed(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        self
    }

    /// The value of a column in the row under the cursor.
    pub fn cell(&self, name: &str) -> String {
        let screen = self.state.screen();
        let window = screen.window().expect("a window");
        let cell = window.cell(screen.place.cursor, name).expect("a cell");
        let unit = window.columns[window.column(name).unwrap()].unit;
        headcount::model::format::shown(cell, unit, self.state.shown_zone())
    }
}

pub fn key_event(key: &str) -> KeyEvent {
    let (modifiers, key) = match key.strip_prefix("Ctrl-") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, key),
    };
    let code = match key {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Backspace" => KeyCode::Backspace,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "PgDn" => KeyCode::PageDown,
        "PgUp" => KeyCode::PageUp,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Space" => KeyCode::Char(' '),
        one => {
            assert_eq!(one.chars().count(), 1, "{one}");
            KeyCode::Char(one.chars().next().unwrap())
        }
    };
    KeyEvent::new(code, modifiers)
}

/// The worker: filters, sorts and cuts the canned rows of a report.
pub fn window(ask: &Ask, first: usize, len: usize, gone: &[i64]) -> Window {
    let view = data::view(ask);
    let mut all = data::rows(ask);
    let is_key = view.columns.first().is_some_and(headcount::report::Column::is_key);
    all.retain(|row| !(is_key && row[0].as_int().is_some_and(|key| gone.contains(&key))));
    let unfiltered = all.len();
    data::filter(&mut all, ask);
    data::sort(&mut all, ask);
    let first = if first == usize::MAX { all.len().saturating_sub(len) } else { first };
    let totals = Totals { rows: all.len(), sums: data::sums(&all, view), highest: data::highest(&all, view) };
    Window {
        columns: view.columns.to_vec(),
        rows: all.into_iter().skip(first).take(len).collect(),
        first,
        totals: Some(totals),
        unfiltered: (!ask.filter.is_empty()).then_some(unfiltered),
        facts: data::facts(ask),
        further: data::titles(ask),
        shut: None,
        notes: data::notes(ask),
        bare: data::bare(ask),
        as_of: Some(data::at("2026-11-22T18:30:00")),
    }
}
