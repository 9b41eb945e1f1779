//! The texts that scroll in a panel: keys, a whole row, a failure. Wrapped here, so that `update` knows where
//! they end.

use super::action::Action;
use super::keymap::{Bound, Context, Key, Keymap, Mode};
use super::locked;
use super::panel::{ConfirmPanel, Panel, ValuePanel};
use super::seek::{self, seek};
use super::state::State;
use super::target::ABOUT;
use super::text::{width, wrap};
use crate::model::{Unit, format};
use crate::report::{Standing, Viewer};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Heading,
    /// A name with what belongs to it.
    Entry,
    /// A name whose key does nothing here and now.
    Faint,
    Note,
    /// Text over the whole width.
    Plain,
}

/// A question is not spread wider than this.
pub const MOST_ASKED: usize = 70;

/// One line of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: Kind,
    /// Stands in a column of its own; empty in lines that go on.
    pub name: String,
    pub text: String,
}

/// A text to scroll through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub title: String,
    /// Cells of the longest name.
    pub names: usize,
    pub lines: Vec<Line>,
}

/// Cells and lines of a panel's inside, at most.
pub fn room((width, height): (u16, u16)) -> (usize, usize) {
    (usize::from(width.saturating_sub(8)).clamp(1, 92), usize::from(height.saturating_sub(6)).max(1))
}

/// The text of the panel that is open; `None` where it is not one that scrolls.
pub fn of(state: &State) -> Option<Sheet> {
    match state.panel {
        Some(Panel::Help { ref search, .. }) => Some(seek(help(state), search.input.value())),
        Some(Panel::Row { .. }) => Some(row(state)),
        Some(Panel::Failure { .. }) => Some(failure(state)),
        Some(Panel::Confirm(ref panel)) => Some(confirm(panel, state.size)),
        Some(Panel::Value(ref panel)) => Some(valued(panel, state.size)),
        _ => None,
    }
}

/// Rows of the palette: as many as fit, and no more than are taken in at a glance.
pub fn palette_rows(size: (u16, u16)) -> usize {
    room(size).1.saturating_sub(2).clamp(1, 20)
}

/// Where in a line of the open sheet the words stand that are sought: cells before, cells taken.
pub fn sought(state: &State, text: &str) -> Vec<(usize, usize)> {
    match state.panel {
        Some(Panel::Help { ref search, .. }) => seek::places(text, &seek::words(search.input.value())),
        _ => Vec::new(),
    }
}

/// Lines that the open sheet has when nothing is sought: its box stays as high.
pub fn whole_height(state: &State) -> usize {
    match state.panel {
        Some(Panel::Help { .. }) => help(state).lines.len(),
        _ => of(state).map_or(0, |sheet| sheet.lines.len()),
    }
}

/// Lines of a question that are seen over its answers and the blank line between.
pub fn above_answers(room: usize) -> usize {
    room.saturating_sub(2).max(1)
}

/// Lines that are seen under what is sought and a blank line.
pub fn under_search(room: usize) -> usize {
    room.saturating_sub(2).max(1)
}

/// How far the open sheet can be scrolled.
pub fn most_scroll(state: &State) -> usize {
    let (_, room) = room(state.size);
    let height = match &state.panel {
        Some(Panel::Confirm(_)) => above_answers(room),
        Some(Panel::Help { search, .. }) if search.is_shown() => under_search(room),
        _ => room,
    };
    of(state).map_or(0, |sheet| sheet.lines.len().saturating_sub(height))
}

impl Sheet {
    /// Cells of its widest line.
    pub fn width(&self) -> usize {
        let beside =
            |line: &Line| if line.kind == Kind::Plain || self.names == 0 { 0 } else { self.names + 2 };
        self.lines.iter().map(|line| beside(line) + width(&line.text)).max().unwrap_or(0)
    }

    fn new(title: String, names: usize) -> Self {
        Self { title, names, lines: Vec::new() }
    }

    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.push(Kind::Note, "", "");
        }
        self.push(Kind::Heading, "", text);
    }

    fn push(&mut self, kind: Kind, name: &str, text: &str) {
        self.lines.push(Line { kind, name: name.to_owned(), text: text.to_owned() });
    }

    /// A name and a text that is wrapped beside it.
    fn entry(&mut self, kind: Kind, name: &str, text: &str, room: usize) {
        let beside = room.saturating_sub(self.names + 2);
        for (at, line) in wrap(text, beside).iter().enumerate() {
            self.push(kind, if at == 0 { name } else { "" }, line);
        }
    }
}

/// Keys of the screen that is seen, first those that do something there.
fn help(state: &State) -> Sheet {
    let (room, _) = room(state.size);
    let mode = state.resting();
    let table = state.context_in(mode);
    let brief =
        |mode| matches!(mode, Mode::Text | Mode::Search | Mode::Question | Mode::Actions | Mode::Confirm);
    let keymap = &state.keymap;
    let told = Mode::ALL.into_iter().filter(|mode| !brief(*mode)).flat_map(|mode| keymap.of(mode));
    let names = told.map(|bound| width(&keys(keymap, &bound.keys))).max().unwrap_or(0);
    let mut sheet = Sheet::new(format!("Keys · {}", state.screen().def.title), names);
    for line in wrap(&who_looks(state), room) {
        sheet.push(Kind::Plain, "", &line);
    }
    sheet.heading("On this screen");
    bindings(&mut sheet, state, &table, true, room);
    let everywhere = keymap.everywhere().iter().filter(|(_, all)| !all.is_empty());
    for (action, all) in everywhere.filter(|(action, _)| locked::why_not(state, *action).is_none()) {
        sheet.entry(Kind::Entry, &keys(keymap, all), action.about().what, room);
    }
    let actions = if state.locked { &[][..] } else { state.screen().def.actions };
    if !actions.is_empty() {
        sheet.heading(&format!("What can be done with a row ({})", state.key(Action::RowActions)));
    }
    for action in actions {
        for line in wrap(&format!("{}: {}", action.title, action.about), room.saturating_sub(names + 2)) {
            sheet.push(Kind::Entry, "", &line);
        }
    }
    for (title, mode) in [
        ("While a filter is typed", Mode::Filter),
        ("Dates", Mode::Dates),
        ("What is asked", Mode::Form),
        ("Columns", Mode::Columns),
        ("Menus", Mode::Menu),
        ("Export", Mode::Export),
        ("Export: where to", Mode::ExportFile),
        ("Commands", Mode::Palette),
    ] {
        sheet.heading(title);
        bindings(&mut sheet, state, &state.context_in(mode), true, room);
    }
    sheet.heading("With the mouse");
    for (name, what) in ABOUT {
        sheet.entry(Kind::Entry, name, what, room);
    }
    let idle = keymap.of(mode).any(|bound| !bound.when.holds(&table));
    if idle {
        sheet.heading("On other screens");
        bindings(&mut sheet, state, &table, false, room);
    }
    sheet
}

/// Who looks, and what they may see.
fn who_looks(state: &State) -> String {
    let who = &state.viewer;
    let Viewer::Person(person) = &state.rights else {
        return format!("{who} looks, as owner of the database: at all of it");
    };
    let several = person.standings.len() > 1;
    let of_account = |standing: &Standing| {
        let name = state.accounts.iter().find(|account| account.id == standing.account);
        let name = name.filter(|_| several).map_or_else(String::new, |account| format!("{}: ", account.name));
        format!("{name}{}", standing.told())
    };
    let told: Vec<String> = person.standings.iter().map(of_account).collect();
    format!("{who} looks, as {}", told.join("; "))
}

/// The bindings of a mode that act in its context, or those that do not.
fn bindings(sheet: &mut Sheet, state: &State, context: &Context, acting: bool, room: usize) {
    let kind = if acting { Kind::Entry } else { Kind::Faint };
    let keymap = &state.keymap;
    let mut before = "";
    let bound = |bound: &&Bound| {
        let open = locked::why_not(state, bound.action).is_none();
        open && !bound.keys.is_empty() && bound.when.holds(context) == acting
    };
    for binding in keymap.of(context.mode).filter(bound) {
        let what = binding.action.about().what;
        // One line for the keys 1 to 9.
        if what == before {
            continue;
        }
        before = what;
        let same = keymap.of(context.mode).filter(|b| b.action.about().what == what);
        let all: Vec<Key> = same.flat_map(|b| b.keys.iter().copied()).collect();
        sheet.entry(kind, &keys(keymap, &all), what, room);
    }
}

/// `↓ j`; a long row of them by its ends.
fn keys(keymap: &Keymap, keys: &[Key]) -> String {
    let shown: Vec<String> = keys.iter().map(|key| keymap.shown(*key)).collect();
    match shown.as_slice() {
        [first, .., last] if shown.len() > 5 => format!("{first} … {last}"),
        _ => shown.join(" "),
    }
}

/// Every column of the row under the cursor, with what it means.
fn row(state: &State) -> Sheet {
    let (room, _) = room(state.size);
    let zone = state.shown_zone();
    let screen = state.screen();
    let columns: Vec<_> = screen
        .view
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.is_key())
        .map(|(index, column)| {
            let title =
                if column.title.is_empty() { capital(&column.name) } else { column.title.to_string() };
            (index, column, title)
        })
        .collect();
    let names = columns.iter().map(|(_, _, title)| width(title)).max().unwrap_or(0);
    let title = format!("{} {}", screen.view.noun.0, screen.place.cursor + 1);
    let mut sheet = Sheet::new(title, names);
    let Some(row) = screen.row() else { return sheet };
    for (index, column, title) in columns {
        let shown = row.get(index).map_or(String::new(), |cell| {
            if cell.is_empty() { format::UNKNOWN.to_owned() } else { format::shown(cell, column.unit, zone) }
        });
        let zoned = matches!(column.unit, Unit::Instant | Unit::Moment) && shown != format::UNKNOWN;
        let shown = if zoned { format!("{shown} {zone}") } else { shown };
        sheet.entry(Kind::Entry, &title, &shown, room);
        if !column.help.is_empty() {
            sheet.entry(Kind::Note, "", &column.help.replace('`', ""), room);
        }
    }
    sheet
}

/// `meeting_id` as a title.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str().replace('_', " "))
}

fn failure(state: &State) -> Sheet {
    let (room, _) = room(state.size);
    let mut sheet = Sheet::new("Failed".to_owned(), 0);
    let reason = state.screen().load.failed.as_deref().unwrap_or_default();
    for line in wrap(reason, room) {
        sheet.push(Kind::Entry, "", &line);
    }
    sheet
}

/// The row that is about to be given a value.
fn valued(panel: &ValuePanel, size: (u16, u16)) -> Sheet {
    let room = room(size).0.min(MOST_ASKED);
    let names = panel.told.iter().map(|(title, _)| width(title)).max().unwrap_or(0);
    let mut sheet = Sheet::new(format!("{} {}", panel.action.title.trim_end_matches('…'), panel.of), names);
    for (title, value) in &panel.told {
        sheet.entry(Kind::Entry, title, value, room);
    }
    sheet
}

/// The row that something is about to be done with, and what will happen. As wide as it must be, no wider.
fn confirm(panel: &ConfirmPanel, size: (u16, u16)) -> Sheet {
    let room = room(size).0.min(MOST_ASKED);
    let names = panel.told.iter().map(|(title, _)| width(title)).max().unwrap_or(0);
    let title = match panel.keys.len() {
        1 => panel.action.title.to_owned(),
        many => format!("{} · {many}, one after another", panel.action.title),
    };
    let mut sheet = Sheet::new(title, names);
    for (title, value) in &panel.told {
        sheet.entry(Kind::Entry, title, value, room);
    }
    for line in panel.left_out.iter().flat_map(|why| wrap(&format!("left out: {why}"), room)) {
        sheet.push(Kind::Plain, "", &line);
    }
    sheet.push(Kind::Note, "", "");
    for line in wrap(panel.effect, room) {
        sheet.push(Kind::Plain, "", &line);
    }
    sheet
}
