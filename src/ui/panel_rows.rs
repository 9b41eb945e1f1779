//! Panels of rows: figures, lists, alerts.

use super::board::{Canvas, first_row};
use super::table::eighths;
use crate::app::text::width16;
use crate::model::{Align, Cell, Unit, format};
use crate::report::{Column, Window};

/// Cells of a bar beside a list.
const BAR: u16 = 10;
/// A name is not cut below this for the sake of other columns.
const LEAST_NAME: u16 = 14;
/// Cells between columns.
const GAP: u16 = 2;

/// The visible columns of a window with their places in a row.
pub fn visible(window: &Window) -> Vec<(usize, &Column)> {
    window.columns.iter().enumerate().filter(|(_, column)| !column.is_key()).collect()
}

/// The rows that are seen, with their lines; the cursor's is marked.
fn each(canvas: &mut Canvas<'_>, window: &Window, draw: impl Fn(&mut Canvas<'_>, u16, &[Cell])) {
    let first = first_row(canvas, window);
    let cursor = canvas.placed.screen.place.cursor;
    for line in 1..=canvas.placed.lines {
        let at = first + usize::from(line) - 1;
        let Some(row) = window.row(at) else { return };
        draw(canvas, line, row);
        canvas.hit(line, (0, canvas.placed.width), Some(at));
        if at == cursor && canvas.placed.focused {
            canvas.put(line, 0, "▌", canvas.theme.accent);
            canvas.tint(line, canvas.theme.selected);
        }
    }
}

fn text(canvas: &Canvas<'_>, column: &Column, cell: &Cell) -> String {
    format::shown(cell, column.unit, canvas.state.shown_zone())
}

/// What, now, before, change: with sign and mark, so that no colour is needed to read it.
pub fn figures(canvas: &mut Canvas<'_>, window: &Window) {
    let columns = visible(window);
    let [(what, name), (now, now_column), (before, before_column), (change, change_column), ..] =
        columns.as_slice()
    else {
        return;
    };
    let room = canvas.placed.width;
    // The period before gives way first.
    let empty = Cell::Empty;
    let widest = |index: &usize, column: &Column| {
        let cells = window.rows.iter().map(|row| row.get(*index).unwrap_or(&empty));
        cells.map(|cell| width16(&text(canvas, column, cell))).max().unwrap_or(0)
    };
    let narrow = room < 2 + widest(what, name) + GAP + widest(now, now_column) + 25;
    let ends = [room.saturating_sub(if narrow { 12 } else { 25 }), room.saturating_sub(13), room];
    canvas.heading(ends[0], &now_column.title);
    if !narrow {
        canvas.heading(ends[1], &before_column.title);
    }
    canvas.heading(ends[2].saturating_sub(2), &change_column.title);
    each(canvas, window, |canvas, line, row| {
        let theme = canvas.theme;
        let cell = |index: &usize| row.get(*index).unwrap_or(&empty);
        canvas.put(line, 2, &text(canvas, name, cell(what)), theme.text);
        let now_text = text(canvas, now_column, cell(now));
        let style = if cell(now).is_empty() { theme.dim } else { theme.totals };
        canvas.put_right(line, ends[0], &now_text, style);
        if !narrow {
            canvas.put_right(line, ends[1], &text(canvas, before_column, cell(before)), theme.dim);
        }
        let share = cell(what).as_text().is_some_and(|name| name.ends_with('%'));
        canvas.put_right(line, ends[2], &moved(cell(change), share), theme.text);
    });
}

/// `+12 % ▲`; of a share, in points.
fn moved(change: &Cell, share: bool) -> String {
    let Some(value) = change.as_number() else { return format!("{}  ", format::UNKNOWN) };
    let unit = if share { "pt" } else { "%" };
    let number = if value.abs() < 9.95 { format!("{value:+.1}") } else { format!("{value:+.0}") };
    let mark = match number.as_str() {
        "+0.0" | "-0.0" => return format!("0 {unit} ="),
        _ if value > 0.0 => "▲",
        _ => "▼",
    };
    format!("{number} {unit} {mark}")
}

/// A name, what fits of its amounts under their titles, a bar of the one that has it.
pub fn list(canvas: &mut Canvas<'_>, window: &Window) {
    let columns = visible(window);
    let Some((named, _)) = columns.first() else { return };
    let width = |index: usize, column: &Column| {
        let cells = window.rows.iter().filter_map(|row| row.get(index));
        cells.map(|cell| width16(&text(canvas, column, cell))).max().unwrap_or(0).max(width16(&column.title))
    };
    let amounts = columns.iter().skip(1).filter(|(_, column)| column.unit.align() == Align::Right);
    let mut amounts: Vec<(usize, &Column, u16)> =
        amounts.map(|(index, column)| (*index, *column, width(*index, column))).collect();
    let room = canvas.placed.width.saturating_sub(2);
    let taken = |amounts: &[(usize, &Column, u16)]| amounts.iter().map(|(_, _, w)| w + GAP).sum::<u16>();
    while amounts.len() > 1 && taken(&amounts) + LEAST_NAME > room {
        amounts.remove(0);
    }
    let bar = if taken(&amounts) + LEAST_NAME + 8 + BAR < room { BAR + 1 } else { 0 };
    let mut end = canvas.placed.width.saturating_sub(bar);
    let mut ends = Vec::new();
    for (_, _, width) in amounts.iter().rev() {
        ends.push(end);
        end = end.saturating_sub(width + GAP);
    }
    ends.reverse();
    let name_room = usize::from(end.saturating_sub(2));
    let mut least = 4 + width16(canvas.placed.panel.title);
    for ((_, column, _), end) in amounts.iter().zip(&ends) {
        if end.saturating_sub(width16(&column.title)) > least {
            canvas.heading(*end, &column.title);
            least = *end;
        }
    }
    each(canvas, window, |canvas, line, row| {
        let theme = canvas.theme;
        let name =
            row.get(*named).map_or_else(String::new, |cell| format::shown(cell, Unit::Text, chrono_tz::UTC));
        let (name, style) = if name.is_empty() { ("—".to_owned(), theme.dim) } else { (name, theme.text) };
        canvas.put(line, 2, &crate::app::text::clip(&name, name_room), style);
        for ((index, column, _), end) in amounts.iter().zip(&ends) {
            let Some(cell) = row.get(*index) else { continue };
            let style = if cell.is_empty() { theme.dim } else { theme.text };
            canvas.put_right(line, *end, &text(canvas, column, cell), style);
            let highest = window.totals.as_ref().and_then(|totals| *totals.highest.get(*index)?);
            if let (true, Some(value), Some(highest)) = (column.bar && bar > 0, cell.as_number(), highest)
                && highest > 0.0
            {
                canvas.put(line, end + 1, &eighths(value / highest, BAR), theme.bar);
            }
        }
    });
}

/// `! 37 licensed users hosted nothing in 90 days · what to do`.
pub fn alerts(canvas: &mut Canvas<'_>, window: &Window) {
    let columns = visible(window);
    let [(count, counted), (alert, said), (advice, advised), ..] = columns.as_slice() else { return };
    let empty = Cell::Empty;
    let widest = window.rows.iter().filter_map(|row| row.get(*count));
    let widest = widest.map(|cell| width16(&text(canvas, counted, cell))).max().unwrap_or(1);
    // All of them say what to do, or none.
    let length = |row: &Vec<Cell>, index: usize, column: &Column| {
        row.get(index).map_or(0, |cell| width16(&text(canvas, column, cell)))
    };
    let longest =
        window.rows.iter().map(|row| length(row, *alert, said) + 3 + length(row, *advice, advised)).max();
    let is_room = 5 + widest + longest.unwrap_or(0) <= canvas.placed.width;
    each(canvas, window, |canvas, line, row| {
        let theme = canvas.theme;
        let cell = |index: &usize| row.get(*index).unwrap_or(&empty);
        canvas.put(line, 2, "!", theme.warn);
        canvas.put_right(line, 4 + widest, &text(canvas, counted, cell(count)), theme.totals);
        let said = text(canvas, said, cell(alert));
        let from = 5 + widest;
        canvas.put(line, from, &said, theme.text);
        if is_room {
            let advice = format!(" · {}", text(canvas, advised, cell(advice)));
            canvas.put(line, from + width16(&said), &advice, theme.dim);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_sign_and_mark() {
        assert_eq!(moved(&Cell::Real(12.3), false), "+12 % ▲");
        assert_eq!(moved(&Cell::Real(-4.25), false), "-4.2 % ▼");
        assert_eq!(moved(&Cell::Real(-0.01), false), "0 % =");
        assert_eq!(moved(&Cell::Real(1.5), true), "+1.5 pt ▲");
        assert_eq!(moved(&Cell::Empty, false), "—  ");
    }
}
