//! A line over time above its table, in dots of braille, with its peak and the cursor marked.

use super::paint::{put, put_right};
use super::theme::Theme;
use crate::app::State;
use crate::app::curve::{self, Curve};
use crate::app::frame::Plan;
use crate::app::text::width16;
use crate::model::{format, zone};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line};

/// Cells of a clock time.
const CLOCK: u16 = 5;

/// Plot, axis and what the marks say.
pub fn curve(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let Some(curve) = curve::of(state.screen()).filter(|_| plan.chart > 2) else { return };
    let y = plan.title_y() + 1 + plan.filter + plan.facts;
    // Axis and a blank line stand under the plot.
    let rows = plan.chart - 2;
    let top = format::thousands(curve.peak.0);
    let labels = width16(&top).max(CLOCK);
    let x = 2 + labels + 1;
    let cells = state.size.0.saturating_sub(x + 1 + CLOCK + 2).max(2);
    put_right(buf, (2, y), labels, &top, theme.dim);
    put_right(buf, (2, y + rows - 1), labels, "0", theme.dim);

    plot(&curve, theme, buf, Rect::new(x, y, cells, rows));
    let column = |at: i64| x + cell(&curve, at, cells);
    if let Some((at, _)) = curve.cursor {
        for row in 0..rows {
            let place = (column(at), y + row);
            let held = buf.cell(place).map_or(" ", |cell| cell.symbol()).to_owned();
            put(buf, place, 1, if held == " " { "│" } else { &held }, theme.accent);
        }
    }
    axis(state, &curve, theme, buf, (x, y + rows, cells));
}

/// Start and end, the place of the peak, and what it and the cursor say.
fn axis(state: &State, curve: &Curve, theme: &Theme, buf: &mut Buffer, (x, y, cells): (u16, u16, u16)) {
    let clock = |at: i64| {
        zone::local(state.shown_zone(), at).map_or_else(String::new, |time| time.format("%H:%M").to_string())
    };
    put_right(buf, (2, y), x.saturating_sub(3), &clock(curve.scale.start), theme.text);
    put(buf, (x, y), cells, &"─".repeat(usize::from(cells)), theme.dim);
    put(buf, (x + cells + 1, y), CLOCK, &clock(curve.scale.end), theme.text);
    put(buf, (x + cell(curve, curve.peak.1, cells), y), 1, "▲", theme.warn);
    let peak = format!(" peak {} at {} ", format::thousands(curve.peak.0), clock(curve.peak.1));
    let said = match curve.cursor {
        Some((at, present)) => format!(" {} present {} ", clock(at), format::thousands(present)),
        None => String::new(),
    };
    let taken = spot(cell(curve, curve.peak.1, cells), width16(&peak), cells);
    put(buf, (x + taken.0, y), width16(&peak), &peak, theme.warn);
    let Some((at, _)) = curve.cursor else { return };
    let width = width16(&said);
    let wanted = spot(cell(curve, at, cells), width, cells);
    let free = |from: u16| from + width <= taken.0 || from >= taken.1;
    // Beside its mark, else beside the peak's words.
    let places = [Some(wanted.0), Some(taken.1), taken.0.checked_sub(width + 1)];
    let place = places.into_iter().flatten().find(|from| free(*from) && from + width <= cells);
    if let Some(from) = place {
        put(buf, (x + from, y), width, &said, theme.accent);
    }
}

/// From and to of a caption beside a mark, inside the axis.
fn spot(at: u16, width: u16, cells: u16) -> (u16, u16) {
    let from = if at + 1 + width <= cells { at + 1 } else { at.saturating_sub(width) };
    (from, from + width)
}

/// The cell of a moment, from 0.
fn cell(curve: &Curve, at: i64, cells: u16) -> u16 {
    let part =
        (at - curve.scale.start).max(0).saturating_mul(i64::from(cells)) / curve.scale.seconds().max(1);
    u16::try_from(part).unwrap_or(cells).min(cells.saturating_sub(1))
}

fn plot(curve: &Curve, theme: &Theme, buf: &mut Buffer, area: Rect) {
    #[expect(clippy::cast_precision_loss, reason = "seconds of an occurrence and people in it")]
    let real = |n: i64| n as f64;
    let at = |moment: i64| real(moment - curve.scale.start);
    let colour = theme.bar.fg.unwrap_or(ratatui::style::Color::Reset);
    let ends = curve.points.iter().skip(1).map(|(next, _)| *next).chain([curve.scale.end]);
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([0.0, real(curve.scale.seconds())])
        .y_bounds([0.0, real(curve.peak.0)])
        .paint(|ctx| {
            let mut before = 0;
            for ((from, value), to) in curve.points.iter().zip(ends.clone()) {
                // Up or down at once, then level until the next moment.
                ctx.draw(&Line::new(at(*from), real(before), at(*from), real(*value), colour));
                ctx.draw(&Line::new(at(*from), real(*value), at(to), real(*value), colour));
                before = *value;
            }
        })
        .render(area.intersection(buf.area), buf);
}
