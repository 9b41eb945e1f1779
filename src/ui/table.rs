//! The table: header, the rows that are seen, totals. Never more rows than fit.

use super::drawing::Drawing;
use super::paint::{Piece, piece, put, put_right, puts, tint};
use super::theme::Theme;
use super::title::count;
use crate::app::columns::{Layout, Placed, mark_column};
use crate::app::frame::Plan;
use crate::app::text::{clip, width16};
use crate::app::{State, Target};
use crate::model::{Align, Cell, STRIP, Unit, format};
use crate::report::{Column, Window};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Titles, the order beside them, the selected one underlined.
pub fn header(state: &State, theme: &Theme, buf: &mut Drawing<'_>, plan: &Plan, layout: &Layout) {
    let screen = state.screen();
    let selected = state.selected_column();
    let order = screen.ask.order();
    for placed in &layout.placed {
        let Some(column) = screen.view.columns.get(placed.index) else { continue };
        let key = order.iter().enumerate().find(|(_, key)| key.column == column.name);
        let mark = key.map_or(String::new(), |(at, key)| {
            let sign = if key.descending { "▼" } else { "▲" };
            if order.len() > 1 { format!(" {sign}{}", at + 1) } else { format!(" {sign}") }
        });
        let title = clip(&column.title, usize::from(placed.width.saturating_sub(width16(&mark))));
        let style = if selected == Some(placed.index) { theme.header_selected } else { theme.header };
        aligned(buf, *placed, plan.header_y(), column.unit, &format!("{title}{mark}"), style);
        // The bar belongs to its column.
        let width = placed.width + if placed.bar > 0 { placed.bar + 1 } else { 0 };
        buf.hit((placed.x, plan.header_y()), width, Target::Column(placed.index));
    }
    edge(theme, buf, layout, plan.header_y());
}

/// A line behind the columns that were frozen by hand.
fn edge(theme: &Theme, buf: &mut Buffer, layout: &Layout, y: u16) {
    let Some(placed) = layout.held.checked_sub(1).and_then(|last| layout.placed.get(last)) else { return };
    let behind = if placed.bar > 0 { placed.bar + 1 } else { 0 };
    put(buf, (placed.x + placed.width + behind, y), 1, "│", theme.dim);
}

fn aligned(buf: &mut Buffer, placed: Placed, y: u16, unit: Unit, text: &str, style: Style) {
    match unit.align() {
        Align::Left => {
            put(buf, (placed.x, y), placed.width, text, style);
        }
        Align::Right => put_right(buf, (placed.x, y), placed.width, text, style),
    }
}

/// The rows that are seen.
pub fn rows(state: &State, theme: &Theme, buf: &mut Drawing<'_>, plan: &Plan, layout: &Layout) {
    let screen = state.screen();
    let Some(window) = screen.window() else { return };
    let place = &screen.place;
    // Rows of an older question may begin elsewhere.
    let top = if window.row(place.top).is_none() && screen.load.stale { window.first } else { place.top };
    for line in 0..plan.body {
        let y = plan.header_y() + 1 + line;
        let at = top + usize::from(line);
        match window.row(at) {
            Some(row) => self::row(state, theme, buf, y, layout, window, row),
            None if at < window.known_rows() => {
                put(buf, (layout.margin, y), 1, "·", theme.dim);
            }
            None => return,
        }
        buf.hit((0, y), state.size.0, Target::Row(at));
        if at == place.cursor {
            put(buf, (0, y), 1, "▌", theme.accent);
            tint(buf, selected(state, layout, y), theme.selected);
        }
    }
}

/// The cell under the cursor, which `y` copies. Not its whole row: that would be written anew at every step.
fn selected(state: &State, layout: &Layout, y: u16) -> Rect {
    let column = state.selected_column();
    let placed = layout.placed.iter().find(|placed| column == Some(placed.index)).or(layout.placed.first());
    placed.map_or(Rect::new(0, y, state.size.0, 1), |placed| Rect::new(placed.x, y, placed.width, 1))
}

fn row(
    state: &State,
    theme: &Theme,
    buf: &mut Buffer,
    y: u16,
    layout: &Layout,
    window: &Window,
    row: &[Cell],
) {
    let zone = state.shown_zone();
    if let Some(mark) = mark_column(state.screen().view).and_then(|index| row.get(index)) {
        put(buf, (1, y), 1, sign(mark), theme.warn);
    }
    let screen = state.screen();
    if screen.marks.holds(screen.view, row) {
        put(buf, (layout.margin.saturating_sub(1), y), 1, "✓", theme.accent);
    }
    let faded = window.columns.iter().zip(row).any(|(column, cell)| column.fades && !cell.is_empty());
    for placed in &layout.placed {
        let (Some(column), Some(cell)) = (window.columns.get(placed.index), row.get(placed.index)) else {
            continue;
        };
        if let (Unit::Strip, Some(letters)) = (column.unit, cell.as_text()) {
            strip(buf, theme, (placed.x, y), placed.width, letters);
            continue;
        }
        let style = if faded || cell.is_empty() { theme.dim } else { theme.text };
        let text = format::shown(cell, column.unit, zone);
        let dropped = usize::from(if cell.is_empty() { 0 } else { placed.dropped });
        aligned(buf, *placed, y, column.unit, text.get(dropped..).unwrap_or_default(), style);
        bar(buf, theme, *placed, y, window, cell);
    }
    edge(theme, buf, layout, y);
}

/// A sign for each letter, in the colour of what it says.
fn strip(buf: &mut Buffer, theme: &Theme, at: (u16, u16), width: u16, letters: &str) {
    let pieces: Vec<Piece> = letters
        .chars()
        .map(|letter| piece(format::strip(letter.encode_utf8(&mut [0; 4])), state_style(theme, letter)))
        .collect();
    puts(buf, at, width, &pieces);
}

fn state_style(theme: &Theme, letter: char) -> Style {
    match letter {
        'h' => theme.ok,
        'p' | 'o' => theme.warn,
        'm' => theme.bad,
        _ => theme.text,
    }
}

/// What the signs of strips mean, over the header.
pub fn legend(theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    if plan.legend == 0 {
        return;
    }
    let mut pieces = Vec::new();
    for (letter, sign, meaning) in STRIP {
        pieces.push(piece(sign, state_style(theme, letter)));
        pieces.push(piece(format!(" {meaning}   "), theme.dim));
    }
    puts(buf, (1, plan.header_y().saturating_sub(1)), buf.area.width.saturating_sub(2), &pieces);
}

/// The sign of a state, for the margin.
fn sign(mark: &Cell) -> &'static str {
    match mark.as_text() {
        Some("provisional") => "~",
        Some("no report") => "⊘",
        Some("inferred") => "≈",
        Some(word) if !word.is_empty() => "•",
        _ => "",
    }
}

/// A bar in eighths of a cell, on the scale of the highest value of all rows; a share, on that of the whole.
fn bar(buf: &mut Buffer, theme: &Theme, placed: Placed, y: u16, window: &Window, cell: &Cell) {
    let highest = window.totals.as_ref().and_then(|totals| *totals.highest.get(placed.index)?);
    let (Some(highest), Some(value), true) = (highest, cell.as_number(), placed.bar > 0) else { return };
    let is_share = window.columns.get(placed.index).is_some_and(|column| column.unit == Unit::Percent);
    let full = if is_share { highest.max(100.0) } else { highest };
    if full > 0.0 {
        let text = eighths(value / full, placed.bar);
        put(buf, (placed.x + placed.width + 1, y), placed.bar, &text, theme.bar);
    }
}

/// A share of `cells` as eighth blocks; one eighth for the least that is not nought.
pub(super) fn eighths(share: f64, cells: u16) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if share.is_nan() || share <= 0.0 {
        return String::new();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 8 × cells")]
    let eighths = (share.min(1.0) * f64::from(cells) * 8.0).round().max(1.0) as usize;
    let part = PARTS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{part}", "█".repeat(eighths / 8))
}

/// The sums of all rows under a rule.
pub fn totals(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan, layout: &Layout) {
    let Some(window) = state.screen().window().filter(|_| plan.totals > 0) else { return };
    let Some(totals) = &window.totals else { return };
    let seen = totals.rows.saturating_sub(window_top(state)).min(usize::from(plan.body));
    // Right under the last row where few rows leave the body empty.
    let y = plan.header_y() + 1 + u16::try_from(seen).unwrap_or(plan.body);
    let end = layout.placed.last().map_or(0, |last| last.x + last.width + last.bar + u16::from(last.bar > 0));
    let rule = "─".repeat(usize::from(end.saturating_sub(layout.margin)));
    put(buf, (layout.margin, y), end, &rule, theme.dim);
    let sum = |index: usize| totals.sums.get(index).filter(|cell| !cell.is_empty());
    let first_sum = layout.placed.iter().find(|placed| sum(placed.index).is_some());
    let room =
        first_sum.map_or(end, |placed| placed.x.saturating_sub(layout.gap)).saturating_sub(layout.margin);
    put(buf, (layout.margin, y + 1), room, &count(state), theme.totals);
    for placed in &layout.placed {
        let column: Option<&Column> = window.columns.get(placed.index);
        if let (Some(cell), Some(column)) = (sum(placed.index), column) {
            let text = format::shown(cell, column.unit, state.shown_zone());
            aligned(buf, *placed, y + 1, column.unit, &text, theme.totals);
        }
    }
}

fn window_top(state: &State) -> usize {
    state.screen().place.top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_eighths_and_none_is_lost() {
        assert_eq!(eighths(1.0, 10), "██████████");
        assert_eq!(eighths(0.5, 5), "██▌");
        assert_eq!(eighths(0.000_1, 10), "▏");
        assert_eq!(eighths(0.0, 10), "");
        assert_eq!(eighths(7.0, 2), "██");
        assert_eq!(eighths(f64::NAN, 2), "");
    }
}
