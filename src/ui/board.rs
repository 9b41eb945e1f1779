//! A dashboard: its panels, each a title and its lines, clipped to the body.

use super::drawing::Drawing;
use super::foot::reading;
use super::heat;
use super::paint::{put, put_right, tint};
use super::panel_rows;
use super::theme::Theme;
use crate::app::board::{self, Placed};
use crate::app::text::width16;
use crate::app::{Action, Hits, State, Target};
use crate::report::{Form, Window};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Where a panel draws: its lines that are seen, by their number under the title.
pub struct Canvas<'a> {
    pub buf: &'a mut Buffer,
    hits: &'a mut Hits,
    pub theme: &'a Theme,
    pub state: &'a State,
    pub placed: Placed<'a>,
    seen: (u16, u16),
}

impl Canvas<'_> {
    /// The line of the terminal; `None` outside the body. The title is line 0.
    pub fn y(&self, line: u16) -> Option<u16> {
        let y = u16::try_from(self.placed.y + i32::from(line)).ok()?;
        (self.seen.0 <= y && y < self.seen.1).then_some(y)
    }

    /// Writes at a cell of a line, inside the panel.
    pub fn put(&mut self, line: u16, x: u16, text: &str, style: Style) {
        let room = self.placed.width.saturating_sub(x);
        if let Some(y) = self.y(line) {
            put(self.buf, (self.placed.x + x, y), room, text, style);
        }
    }

    /// Writes so that the text ends before the cell `end`.
    pub fn put_right(&mut self, line: u16, end: u16, text: &str, style: Style) {
        if let Some(y) = self.y(line) {
            put_right(self.buf, (self.placed.x, y), end.min(self.placed.width), text, style);
        }
    }

    /// A column's title over the rule, ending before the cell `end`.
    pub fn heading(&mut self, end: u16, title: &str) {
        self.put(0, end.saturating_sub(width16(title) + 1), " ", self.theme.text);
        self.put_right(0, end, title, self.theme.header);
        self.put(0, end, " ", self.theme.text);
    }

    /// Notes that cells of a line stand for a row of the panel.
    pub fn hit(&mut self, line: u16, (x, width): (u16, u16), row: Option<usize>) {
        if let Some(y) = self.y(line) {
            let target = Target::Panel(self.placed.panel.view, row);
            self.hits.add((self.placed.x + x, y), (width, 1), target);
        }
    }

    pub fn tint(&mut self, line: u16, style: Style) {
        if let Some(y) = self.y(line) {
            tint(self.buf, Rect::new(self.placed.x, y, self.placed.width, 1), style);
        }
    }
}

pub fn board(state: &State, theme: &Theme, drawing: &mut Drawing<'_>) {
    let Some(board) = board::of(state) else { return };
    for placed in &board.placed {
        let seen = (board.top, board.bottom);
        let (buf, hits) = (&mut *drawing.buf, &mut drawing.hits);
        let mut canvas = Canvas { buf, hits, theme, state, placed: *placed, seen };
        panel(&mut canvas);
    }
}

fn panel(canvas: &mut Canvas<'_>) {
    let screen = canvas.placed.screen;
    for line in 0..=canvas.placed.lines {
        canvas.hit(line, (0, canvas.placed.width), None);
    }
    title(canvas);
    let Some(window) = screen.window().filter(|_| screen.has_rows()) else {
        return instead(canvas);
    };
    match canvas.placed.panel.form {
        Form::Figures => panel_rows::figures(canvas, window),
        Form::List => panel_rows::list(canvas, window),
        Form::Alerts => panel_rows::alerts(canvas, window),
        Form::Bars => heat::bars(canvas, window),
        Form::Heat => heat::heat(canvas, window),
    }
    if screen.load.stale {
        for line in 1..=canvas.placed.lines {
            canvas.tint(line, canvas.theme.dim);
        }
    }
}

/// `▸ Top hosts ───`: the mark, and the stronger style, where the focus is.
fn title(canvas: &mut Canvas<'_>) {
    let placed = canvas.placed;
    let theme = canvas.theme;
    let (mark, style) = if placed.focused { ("▸ ", theme.accent) } else { ("  ", theme.header) };
    let title = placed.panel.title;
    canvas.put(0, 0, mark, theme.accent);
    canvas.put(0, 2, title, style);
    let from = 3 + width16(title);
    let rule = "─".repeat(usize::from(placed.width.saturating_sub(from)));
    canvas.put(0, from, &rule, theme.dim);
}

/// Why there are no rows.
fn instead(canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let load = &canvas.placed.screen.load;
    let (text, style) = if let Some(reason) = &load.failed {
        (format!("✗ {}", reason.lines().next().unwrap_or_default()), theme.bad)
    } else if let Some(waiting) = load.waiting.as_ref().filter(|waiting| !waiting.quiet) {
        let patient = canvas.state.reading_for().filter(|_| waiting.since <= canvas.state.now);
        (patient.map_or_else(String::new, |ms| reading(canvas.state, ms)), theme.accent)
    } else if load.window.is_some() && !load.stale {
        nothing(canvas.state, canvas.placed.panel.form, theme)
    } else if load.cancelled {
        let again = canvas.state.key(Action::Reload);
        (format!("not read: cancelled · {again} reads again"), theme.dim)
    } else {
        (String::new(), theme.dim)
    };
    canvas.put(1, 2, &text, style);
}

fn nothing(state: &State, form: Form, theme: &Theme) -> (String, Style) {
    if form == Form::Alerts {
        return ("✓ nothing wants attention".to_owned(), theme.ok);
    }
    let dates = state.key(Action::Dates);
    (format!("nothing is held in this range · {dates} chooses other dates"), theme.dim)
}

/// What is said at the right end of a panel's title, over the rule.
pub fn remark(canvas: &mut Canvas<'_>, text: &str, style: Style) {
    let from = 4 + width16(canvas.placed.panel.title);
    let room = canvas.placed.width.saturating_sub(from);
    if text.is_empty() || room < 8 {
        return;
    }
    let text = crate::app::text::clip(text, usize::from(room.saturating_sub(1)));
    canvas.put_right(0, canvas.placed.width, &format!(" {text}"), style);
}

/// First row of the window that a list of so many lines shows, so that the cursor is among them.
pub fn first_row(canvas: &Canvas<'_>, window: &Window) -> usize {
    let lines = usize::from(canvas.placed.lines);
    let place = &canvas.placed.screen.place;
    let most = window.known_rows().saturating_sub(lines);
    place.top.min(most).min(place.cursor).max((place.cursor + 1).saturating_sub(lines))
}
