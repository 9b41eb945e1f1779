//! Panels that draw amounts: bars of days, a map of weekdays and hours.

use super::board::{Canvas, remark};
use super::panel_rows::visible;
use crate::app::board::BAR_LINES;
use crate::app::text::width16;
use crate::model::{Cell, format};
use crate::report::{Column, Window};

/// The steps of the map, none first; each sign is denser than the one before.
const STEPS: [&str; 5] = ["·", "░", "▒", "▓", "█"];
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// What a row holds, in words: `2026-11-17 · Minutes 900 · Meetings 3`.
fn caption(canvas: &Canvas<'_>, columns: &[(usize, &Column)], row: &[Cell]) -> String {
    let zone = canvas.state.shown_zone();
    let said = columns.iter().enumerate().filter_map(|(at, (index, column))| {
        let text = format::shown(row.get(*index)?, column.unit, zone);
        Some(if at == 0 { text } else { format!("{} {text}", column.title.to_lowercase()) })
    });
    said.collect::<Vec<String>>().join(" · ")
}

/// A bar a day; where there are more days than cells, some days a bar.
pub fn bars(canvas: &mut Canvas<'_>, window: &Window) {
    let columns = visible(window);
    let [(date, date_column), (amount, _), ..] = columns.as_slice() else { return };
    let cells = usize::from(canvas.placed.width.saturating_sub(2)).max(1);
    let days = window.rows.len().max(1);
    let together = days.div_ceil(cells);
    let bars = days.div_ceil(together);
    let step = (cells / bars).clamp(1, 4);
    let wide = if step > 1 { step - 1 } else { 1 };
    let value = |row: &Vec<Cell>| row.get(*amount).and_then(Cell::as_number).unwrap_or(0.0).max(0.0);
    let sums: Vec<f64> = window.rows.chunks(together).map(|rows| rows.iter().map(value).sum()).collect();
    let highest = sums.iter().copied().fold(0.0, f64::max);
    let place = &canvas.placed.screen.place;
    let selected = canvas.placed.focused.then(|| place.cursor.saturating_sub(window.first) / together);
    let (theme, last) = (canvas.theme, BAR_LINES);
    for (at, sum) in sums.iter().enumerate() {
        let Ok(x) = u16::try_from(2 + at * step) else { break };
        let full = height(*sum, highest, last * 8);
        let style = if selected == Some(at) { theme.accent } else { theme.bar };
        for line in 1..=last + 1 {
            canvas.hit(line, (x, u16::try_from(step).unwrap_or(1)), Some(window.first + at * together));
        }
        for line in 1..=last {
            let under = (last - line) * 8;
            let sign = EIGHTHS.get(usize::from(full.saturating_sub(under).min(8))).copied().unwrap_or(" ");
            canvas.put(line, x, &sign.repeat(wide), style);
        }
        let (mark, style) = if selected == Some(at) { ("▲", theme.accent) } else { ("─", theme.dim) };
        canvas.put(last + 1, x, &mark.repeat(wide), style);
    }
    let said = if canvas.placed.focused {
        canvas.placed.screen.row().map(|row| caption(canvas, &columns, row))
    } else {
        let peak = window.rows.iter().max_by(|a, b| value(a).total_cmp(&value(b)));
        peak.filter(|row| value(row) > 0.0).map(|row| {
            let say = |index: &usize, column: &Column| {
                row.get(*index).map_or_else(String::new, |cell| {
                    format::shown(cell, column.unit, canvas.state.shown_zone())
                })
            };
            let unit = columns.get(1).map_or(String::new(), |(index, column)| say(index, column));
            format!("most {unit} on {}", say(date, date_column))
        })
    };
    let style = if canvas.placed.focused { theme.text } else { theme.dim };
    remark(canvas, &said.unwrap_or_default(), style);
}

/// Eighths of a cell of a bar: one at least for what is not nought.
fn height(value: f64, highest: f64, most: u16) -> u16 {
    if highest <= 0.0 || value <= 0.0 {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and most")]
    let eighths = (value / highest * f64::from(most)).round().clamp(1.0, f64::from(most)) as u16;
    eighths
}

/// Seven lines of 24 hours, the hours over them, the legend under them.
pub fn heat(canvas: &mut Canvas<'_>, window: &Window) {
    let columns = visible(window);
    let [_, _, (amount, _), ..] = columns.as_slice() else { return };
    let theme = canvas.theme;
    let wide: u16 = if canvas.placed.width >= 6 + 48 { 2 } else { 1 };
    let mut slots = [(0_i64, None); 168];
    for (at, row) in (window.first..).zip(&window.rows) {
        let slot = row.first().and_then(Cell::as_int).and_then(|slot| usize::try_from(slot).ok());
        if let (Some(slot), Some(value)) = (slot.and_then(|slot| slots.get_mut(slot)), row.get(*amount)) {
            *slot = (value.as_int().unwrap_or(0).max(0), Some(at));
        }
    }
    let highest = slots.iter().map(|(value, _)| *value).max().unwrap_or(0);
    let focused = canvas.placed.screen.row().filter(|_| canvas.placed.focused);
    let chosen = focused.and_then(|row| row.first()).and_then(Cell::as_int);
    for hour in (0..24_u16).step_by(3) {
        canvas.put(1, 6 + hour * wide, &hour.to_string(), theme.dim);
    }
    for ((line, name), hours) in (2_u16..).zip(DAYS).zip(slots.chunks(24)) {
        canvas.put(line, 2, name, theme.dim);
        for (hour, (value, row)) in (0_u16..).zip(hours) {
            let step = step(*value, highest);
            let here = chosen == Some(i64::from(line - 2) * 24 + i64::from(hour));
            let style = match step {
                _ if here => theme.accent,
                0 => theme.dim,
                _ => theme.bar,
            };
            let sign = if here { "◆" } else { STEPS.get(step).copied().unwrap_or("·") };
            let text = if step == 0 || here { sign.to_owned() } else { sign.repeat(usize::from(wide)) };
            canvas.put(line, 6 + hour * wide, &text, style);
            canvas.hit(line, (6 + hour * wide, wide), *row);
        }
    }
    legend(canvas, highest);
    if let Some(row) = focused {
        let said = caption_of_hour(canvas, &columns, row);
        remark(canvas, &said, theme.text);
    }
}

/// `Mon 08–09 · occurrences 12 · person minutes 310`.
fn caption_of_hour(canvas: &Canvas<'_>, columns: &[(usize, &Column)], row: &[Cell]) -> String {
    let [(day, _), (hour, _), rest @ ..] = columns else { return String::new() };
    let day = row.get(*day).and_then(Cell::as_text).unwrap_or_default();
    let hour = row.get(*hour).and_then(Cell::as_int).unwrap_or(0);
    let zone = canvas.state.shown_zone();
    let amounts = rest.iter().filter_map(|(index, column)| {
        let text = format::shown(row.get(*index)?, column.unit, zone);
        Some(format!("{} {text}", column.title.to_lowercase()))
    });
    let amounts: Vec<String> = amounts.collect();
    format!("{day} {hour:02}–{:02} · {}", hour + 1, amounts.join(" · "))
}

/// Nought is a step of its own; the others share what is up to the highest.
fn step(value: i64, highest: i64) -> usize {
    let steps = i64::try_from(STEPS.len() - 1).unwrap_or(1);
    if value <= 0 || highest <= 0 {
        return 0;
    }
    let step = value.saturating_mul(steps).saturating_add(highest - 1) / highest;
    usize::try_from(step.clamp(1, steps)).unwrap_or(0)
}

/// What each sign stands for; steps that hold no number are left out.
fn legend(canvas: &mut Canvas<'_>, highest: i64) {
    let (line, theme) = (9, canvas.theme);
    let steps = i64::try_from(STEPS.len() - 1).unwrap_or(1);
    let mut x = 6;
    let mut below = 0;
    for (at, sign) in (0_i64..).zip(STEPS) {
        let most = highest.saturating_mul(at) / steps;
        let text = match at {
            0 => "none".to_owned(),
            _ if most <= below => continue,
            _ if most == below + 1 => format::thousands(most),
            _ => format!("{}–{}", format::thousands(below + 1), format::thousands(most)),
        };
        below = most.max(0);
        canvas.put(line, x, sign, if at == 0 { theme.dim } else { theme.bar });
        canvas.put(line, x + 2, &text, theme.dim);
        x += 4 + width16(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The legend's bounds are the steps' bounds.
        #[test]
        fn every_amount_is_in_the_step_that_the_legend_gives_it(value in 0i64..500, highest in 1i64..500) {
            let value = value.min(highest);
            let at = step(value, highest);
            prop_assert_eq!(at == 0, value == 0);
            if at > 0 {
                let at = i64::try_from(at).unwrap();
                prop_assert!(value <= highest * at / 4 && value > highest * (at - 1) / 4);
            }
        }

        #[test]
        fn no_bar_leaves_its_lines(value in 0.0f64..1e12, highest in 0.0f64..1e12) {
            let value = value.min(highest);
            let eighths = height(value, highest, 48);
            prop_assert!(eighths <= 48 && (eighths > 0) == (value > 0.0));
        }
    }
}
