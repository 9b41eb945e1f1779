//! The lines between breadcrumb and table: what is shown, the filter as it is typed, facts.

use super::chart;
use super::paint::{Piece, piece, put, put_right, puts};
use super::theme::Theme;
use super::top::choice;
use crate::app::State;
use crate::app::frame::Plan;
use crate::app::text::{clip, width16};
use crate::model::format;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// A fact's value takes at most this.
const MOST_FACT: usize = 40;

/// What the report is, its views, how many rows, the filter; on the right what is out of sight.
pub fn title(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let y = plan.title_y();
    let width = state.size.0;
    let screen = state.screen();
    let hidden = hidden(state);
    put_right(buf, (1, y), width.saturating_sub(2), &hidden, theme.dim);
    let room = width.saturating_sub(width16(&hidden) + 4);

    let mut pieces: Vec<Piece> = Vec::new();
    if plan.strip == 0 {
        pieces.push(piece(screen.def.title, theme.header));
        pieces.push(piece("   ", theme.text));
    }
    if screen.def.views.len() > 1 {
        let names: Vec<(String, bool)> =
            screen.def.views.iter().map(|view| (view.title.to_owned(), view.id == screen.view.id)).collect();
        pieces.extend(choice(&names, theme, usize::from(room)));
        pieces.push(piece("   ", theme.text));
    }
    pieces.push(piece(count(state), theme.text));
    if !screen.ask.filter.is_empty() && screen.filter.is_none() {
        pieces.push(piece("   filter: ", theme.dim));
        pieces.push(piece(screen.ask.filter.clone(), theme.warn));
    }
    puts(buf, (1, y), room, &pieces);
}

/// `214 of 1 032 users`.
pub fn count(state: &State) -> String {
    let screen = state.screen();
    let Some(window) = screen.window().filter(|_| screen.load.failed.is_none() && !state.data.empty) else {
        return String::new();
    };
    let (one, many) = screen.view.noun;
    let number = |n: usize| format::thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let Some(totals) = &window.totals else {
        return format!("{}+ {many}", number(window.known_rows()));
    };
    match window.unfiltered.filter(|all| *all != totals.rows) {
        Some(1) => format!("{} of 1 {one}", number(totals.rows)),
        Some(all) => format!("{} of {} {many}", number(totals.rows), number(all)),
        None if totals.rows == 1 => format!("1 {one}"),
        None => format!("{} {many}", number(totals.rows)),
    }
}

/// `← 2  +5 columns →`.
fn hidden(state: &State) -> String {
    if state.data.empty || !state.screen().has_rows() {
        return String::new();
    }
    let layout = state.layout();
    let columns = |n: usize| if n == 1 { "column" } else { "columns" };
    match (layout.before, layout.after) {
        (0, 0) => String::new(),
        (0, after) => format!("+{after} {} →", columns(after)),
        (before, 0) => format!("← {before} {}", columns(before)),
        (before, after) => format!("← {before} · +{after} {} →", columns(after)),
    }
}

/// The filter as it is typed; gives where the text cursor stands.
pub fn filter(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) -> Option<Position> {
    let typing = state.screen().filter.as_ref().filter(|_| plan.filter > 0)?;
    let y = plan.title_y() + 1;
    let width = state.size.0;
    put(buf, (1, y), 1, "/", theme.accent);
    let room = width.saturating_sub(4);
    let x = input(buf, (3, y), room, &typing.input, theme);
    if let Some(error) = &typing.error {
        put(buf, (3, y + 1), room, &format!("✗ {error}"), theme.bad);
    }
    Some(Position::new(x, y))
}

/// An input's text, scrolled to its cursor; gives the cursor's column.
pub fn input(
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    input: &tui_input::Input,
    theme: &Theme,
) -> u16 {
    let before: String = input.value().chars().take(input.cursor()).collect();
    let mut skipped = 0;
    let at = crate::app::text::width(&before);
    let room = usize::from(room.max(1));
    let mut shown = input.value();
    while at - skipped >= room {
        let Some(first) = shown.chars().next() else { break };
        shown = shown.get(first.len_utf8()..).unwrap_or_default();
        skipped = at.min(crate::app::text::width(input.value()) - crate::app::text::width(shown));
    }
    put(buf, (x, y), u16::try_from(room).unwrap_or(u16::MAX), shown, theme.text);
    x + u16::try_from((at - skipped).min(room - 1)).unwrap_or(0)
}

/// The facts that are known, most important first, whole pairs only.
pub fn facts(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let zone = state.shown_zone();
    let Some(window) = state.screen().window().filter(|_| plan.facts > 0) else { return };
    let drawn = chart::facts_drawn(state, plan);
    let (first, room) = (plan.title_y() + 1 + plan.filter, state.size.0.saturating_sub(2));
    let (mut line, mut used) = (0, 0);
    for (column, cell) in &window.facts {
        if cell.is_empty() || drawn.iter().any(|name| *name == column.name) {
            continue;
        }
        let value = clip(&format::shown(cell, column.unit, zone), MOST_FACT);
        let title = if column.title.is_empty() { String::new() } else { format!("{} ", column.title) };
        let pair = [piece(title, theme.dim), piece(value, theme.text)];
        let width = super::paint::pieces_width(&pair);
        let gap = if used == 0 { 0 } else { 3 };
        if used + gap + width > room {
            line += 1;
            used = 0;
        }
        if line >= plan.facts {
            return;
        }
        let gap = if used == 0 { 0 } else { 3 };
        puts(buf, (1 + used + gap, first + line), room - used - gap, &pair);
        used += gap + width.min(room);
    }
}
