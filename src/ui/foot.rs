//! The last two lines: where one stands, what keys do.

use super::drawing::{Drawing, Link, links_width};
use super::paint::{Piece, piece, pieces_width, put, puts};
use super::theme::Theme;
use crate::app::action::{Action, PINNED};
use crate::app::exporting::progress;
use crate::app::keymap::Mode;
use crate::app::state::{Exporting, Undoing, Weight};
use crate::app::text::width16;
use crate::app::{State, Target};
use crate::model::{Cell, Unit, format};
use ratatui::buffer::Buffer;

/// `reading… 1.2 s · Esc cancels`.
pub fn reading(state: &State, ms: u64) -> String {
    format!("reading… {}.{} s · {} cancels", ms / 1000, ms % 1000 / 100, state.key(Action::Back))
}

/// A message, else row, order, age of the data, remarks, what goes on.
pub fn status(state: &State, theme: &Theme, buf: &mut Buffer, y: u16) {
    let width = state.size.0.saturating_sub(2);
    if let Some(message) = &state.message {
        let (mark, style) = match message.weight {
            Weight::Info => ("", theme.accent),
            Weight::Bad => ("✗ ", theme.bad),
        };
        put(buf, (1, y), width, &format!("{mark}{}", message.text), style);
        return;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    // Whole parts only; the first is cut where it must be.
    let mut add = |text: String, style| {
        let used = pieces_width(&pieces);
        if used == 0 {
            pieces.push(piece(text, style));
        } else if used + 3 + width16(&text) <= width {
            pieces.push(piece(" · ", theme.dim));
            pieces.push(piece(text, style));
        }
    };
    // Where there are no rows, the body says it.
    if let Some(ms) = state.reading_for().filter(|_| state.screen().has_rows()) {
        add(reading(state, ms), theme.accent);
    }
    if let Some(exporting) = state.exporting {
        add(self::exporting(state, exporting), theme.accent);
    }
    if let Some(undoing) = state.undoing {
        add(self::undoing(state, undoing), theme.accent);
    }
    let screen = state.screen();
    if !state.data.empty && screen.has_rows() {
        facts_of_table(state, theme, &mut add);
    }
    puts(buf, (1, y), width, &pieces);
}

/// `exporting… 12 000 of 81 000 rows · 90 000/s · Esc cancels`.
fn exporting(state: &State, exporting: Exporting) -> String {
    let Exporting { rows, total, since, told, .. } = exporting;
    let end = if exporting.stopping {
        "stopping".to_owned()
    } else {
        format!("{} cancels", state.key(Action::Back))
    };
    format!("exporting… {} · {end}", progress(rows, total, told.saturating_sub(since)))
}

/// `undoing import 3 … 120 of 400 · Esc stops it`.
fn undoing(state: &State, undoing: Undoing) -> String {
    let number = |n: u64| format::thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let far = match undoing.total {
        0 => String::new(),
        total => format!(" {} of {}", number(undoing.done), number(total)),
    };
    let left = state.batch.left.len();
    let far = if left > 0 { format!("{far}, {left} more after it") } else { far };
    let end = if undoing.stopping {
        "stopping".to_owned()
    } else {
        format!("{} stops it", state.key(Action::Back))
    };
    format!("undoing import {} …{far} · {end}", undoing.import)
}

fn facts_of_table(state: &State, theme: &Theme, add: &mut impl FnMut(String, ratatui::style::Style)) {
    let screen = state.screen();
    let Some(window) = screen.window() else { return };
    let number = |n: usize| format::thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let of = screen.load.total().map_or_else(|| format!("{}+", number(window.known_rows())), number);
    add(format!("row {} of {of}", number(screen.place.cursor + 1)), theme.text);
    if !screen.marks.is_empty() {
        add(marked(state), theme.accent);
    }
    let order: Vec<String> = screen
        .ask
        .order()
        .iter()
        .filter(|key| screen.view.column(&key.column).is_none_or(|column| !column.is_key()))
        .map(|key| {
            let title = screen.view.column(&key.column).map_or(key.column.clone(), |c| c.title.to_string());
            format!("{title} {}", if key.descending { "▼" } else { "▲" })
        })
        .collect();
    if !order.is_empty() {
        add(format!("sorted by {}", order.join(", ")), theme.dim);
    }
    if !state.mouse && state.terminal.mouse {
        add("mouse off".to_owned(), theme.dim);
    }
    for note in &window.notes {
        add(note.clone(), theme.warn);
    }
    if let Some(at) = window.as_of {
        let text = format::shown(&at.into(), Unit::Instant, state.shown_zone());
        add(format!("data as of {text}"), theme.dim);
    }
}

/// `3 marked: Minutes sum 1 204, mean 401`.
fn marked(state: &State) -> String {
    let screen = state.screen();
    let count = screen.marks.len();
    let figures = || {
        let index = state.selected_column()?;
        let column = screen.view.columns.get(index)?;
        let sums = screen.marks.sums(index, column.unit)?;
        let shown = |cell: &Cell| format::shown(cell, column.unit, state.shown_zone());
        let sum = if sums.sum.is_empty() { String::new() } else { format!(" sum {},", shown(&sums.sum)) };
        let known = if sums.known < count { format!(" of {} known", sums.known) } else { String::new() };
        Some(format!(": {}{sum} mean {}{known}", column.title, shown(&sums.mean)))
    };
    format!("{count} marked{}", figures().unwrap_or_default())
}

/// Below so many cells only one hint is sure of its place.
const LITTLE: u16 = 56;

/// What an action comes to here, where that can be said more exactly.
fn word_here(state: &State, mode: Mode, action: Action) -> Option<&'static str> {
    let screen = state.screen();
    match (action, mode) {
        (Action::Apply, Mode::Find) => Some("find"),
        (Action::Apply, Mode::Menu) => Some("open"),
        (Action::Apply, Mode::Export | Mode::ExportFile) => Some("write"),
        (Action::Back, _) if state.goes_on() => Some("cancel"),
        (Action::Back, _) if screen.is_filtered() => Some("clear filter"),
        (Action::Back, _) if !screen.marks.is_empty() => Some("clear marks"),
        _ => None,
    }
}

/// Keys by priority, as many as fit; `:` and `?` always.
pub fn hints(state: &State, theme: &Theme, buf: &mut Drawing<'_>, y: u16) {
    let context = state.context();
    let width = state.size.0.saturating_sub(2);
    let mut hints: Vec<(u8, [Link; 2])> = state
        .keymap
        .of(context.mode)
        .filter(|binding| binding.when.holds(&context))
        .filter_map(|binding| {
            let (word, priority) = binding.action.about().hint?;
            let word = word_here(state, binding.mode, binding.action).unwrap_or(word);
            let key = state.keymap.shown(*binding.keys.first()?);
            let pair = [piece(format!("{key} "), theme.key), piece(word, theme.dim)];
            let pair = pair.map(|piece| (piece, Some(Target::Does(binding.action))));
            Some((priority, pair))
        })
        .collect();
    hints.sort_by_key(|(priority, _)| *priority);
    let pinned = hints.iter().position(|(priority, _)| *priority >= PINNED).unwrap_or(hints.len());
    let mut pinned = hints.split_off(pinned);
    // Where there is little room, the last alone: the keys, which name all others.
    if width < LITTLE {
        pinned.drain(..pinned.len().saturating_sub(1));
    }
    let reserved: u16 = pinned.iter().map(|(_, pair)| links_width(pair) + 2).sum();
    let mut x = 1;
    for (_, pair) in &hints {
        let taken = links_width(pair);
        if x + taken + reserved > width {
            break;
        }
        x = buf.links((x, y), taken, pair) + 2;
    }
    for (_, pair) in &pinned {
        x = buf.links((x, y), width.saturating_sub(x - 1), pair) + 2;
    }
}
