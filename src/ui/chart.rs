//! Bars of time over a table.

use super::paint::{put, put_right};
use super::theme::Theme;
use crate::app::State;
use crate::app::frame::Plan;
use crate::app::text::width16;
use crate::app::timebar::{self, Line, TimeBar};
use crate::model::{Interval, Unit, format, zone};
use crate::report::Window;
use ratatui::buffer::Buffer;

const MOST_LABEL: u16 = 16;
/// Cells of a clock time.
const CLOCK: u16 = 5;

/// Axis and bars.
pub fn chart(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let screen = state.screen();
    let (Some(bar), Some(window)) = (timebar::of(screen).filter(|_| plan.chart > 0), screen.window()) else {
        return;
    };
    let y = plan.title_y() + 1 + plan.filter + plan.facts;
    let width = state.size.0;
    let caption = if timebar::is_captioned(width) { caption(state, window, &bar) } else { String::new() };
    let caption_room = if caption.is_empty() { 0 } else { width16(&caption) + 3 };
    let labels = bar.lines.iter().map(|line| width16(&line.label)).max().unwrap_or(0);
    let labels = labels.clamp(CLOCK, MOST_LABEL);
    let x = 2 + labels + 1;
    let cells = width.saturating_sub(x + 1 + CLOCK + 1 + caption_room).max(1);

    put(buf, (2, y), labels, &clock(state, bar.scale.start), theme.text);
    let axis = format!("├{}┤", "─".repeat(usize::from(cells.saturating_sub(2))));
    put(buf, (x, y), cells, &axis, theme.dim);
    put(buf, (x + cells + 1, y), CLOCK, &clock(state, bar.scale.end), theme.text);
    put_right(buf, (x + cells + 1 + CLOCK, y), caption_room, &caption, theme.text);
    let style = |line: &Line| if line.waiting { theme.dim } else { theme.bar };
    for (at, line) in (1u16..).zip(&bar.lines) {
        let y = y + at;
        put(buf, (2, y), labels, &line.label, if line.waiting { theme.dim } else { theme.text });
        put(buf, (x, y), cells, &"·".repeat(usize::from(cells)), theme.dim);
        for (from, to) in line.spans.iter().map(|span| filled(*span, bar.scale, cells)) {
            let sign = if line.waiting { "░" } else { "▇" };
            put(buf, (x + from, y), to - from, &sign.repeat(usize::from(to - from)), style(line));
        }
    }
    if bar.more > 0 {
        let text = format!("+{} more", bar.more);
        put(buf, (x + cells + 1, y + plan.chart.saturating_sub(2)), width, &text, theme.dim);
    }
}

/// Cells of a span, one at least.
fn filled(span: Interval, scale: Interval, cells: u16) -> (u16, u16) {
    let at = |moment: i64, up: bool| {
        let part = (moment - scale.start).max(0).saturating_mul(i64::from(cells));
        let whole = scale.seconds().max(1);
        let cell = if up { (part + whole / 2) / whole } else { part / whole };
        u16::try_from(cell).unwrap_or(cells).min(cells)
    };
    let from = at(span.start, false).min(cells.saturating_sub(1));
    (from, at(span.end, true).max(from + 1))
}

fn clock(state: &State, at: i64) -> String {
    zone::local(state.shown_zone(), at).map_or_else(String::new, |time| time.format("%H:%M").to_string())
}

/// `present 29 min of 60 = 48.3 %`.
fn caption(state: &State, window: &Window, bar: &TimeBar) -> String {
    let minutes = |seconds: i64| format::whole_minutes(seconds.max(0));
    let duration = window.facts.iter().find(|(column, _)| column.unit == Unit::Duration);
    let Some((column, Some(seconds))) = duration.map(|(column, cell)| (column, cell.as_int())) else {
        return String::new();
    };
    let share = match timebar::fact_of(window, Unit::Percent) {
        Some((_, cell)) if !cell.is_empty() => {
            format!(" = {}", format::shown(cell, Unit::Percent, state.shown_zone()))
        }
        _ => String::new(),
    };
    let title = column.title.to_lowercase();
    format!("{title} {} min of {}{share}", minutes(seconds), minutes(bar.scale.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_span_shows_and_none_leaves_the_line(
            start in 0i64..3600, len in 1i64..3600, cells in 1u16..200,
        ) {
            let scale = Interval::new(0, 3600);
            let (from, to) = filled(Interval::new(start, start + len).clipped(scale), scale, cells);
            prop_assert!(from < to && to <= cells);
        }
    }
}
