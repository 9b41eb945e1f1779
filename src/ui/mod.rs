//! Drawing: a state to a frame. Decides nothing and remembers nothing; the lines are laid out by
//! [`crate::app::frame`], the columns by [`crate::app::columns`].

mod accounts;
mod acts;
mod ascii;
mod board;
mod body;
mod chart;
mod curve;
mod drawing;
mod export;
mod find;
mod foot;
mod form;
mod heat;
mod paint;
mod palette;
mod panel_rows;
mod panels;
mod table;
pub mod theme;
mod title;
mod top;
mod value;

use crate::app::frame::{self, LEAST_HEIGHT, LEAST_WIDTH, Plan};
use crate::app::{Hits, State};
use drawing::Drawing;
use paint::{put, tint};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
pub use theme::{Depth, Theme, ThemeName};

/// Draws the whole console, and gives what each place of it stands for. The frame is taken to be as big as the
/// state was told last.
pub fn view(state: &State, theme: &Theme, frame: &mut Frame<'_>) -> Hits {
    let (cursor, hits) = draw(state, theme, frame.buffer_mut());
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
    hits
}

/// [`view`] into a buffer; gives also where the text cursor stands.
pub fn draw(state: &State, theme: &Theme, buf: &mut Buffer) -> (Option<Position>, Hits) {
    let mut drawing = Drawing { buf, hits: Hits::default() };
    let cursor = whole(state, theme, &mut drawing);
    if theme.ascii {
        ascii::plain(drawing.buf);
    }
    (cursor, drawing.hits)
}

fn whole(state: &State, theme: &Theme, buf: &mut Drawing<'_>) -> Option<Position> {
    let size = (buf.area.width.min(state.size.0), buf.area.height.min(state.size.1));
    if !frame::fits(size) || size != state.size {
        let text = format!("needs {LEAST_WIDTH}×{LEAST_HEIGHT}, is {}×{}", size.0, size.1);
        put(buf, (0, 0), size.0, &text, theme.text);
        return None;
    }
    let area = buf.area;
    buf.set_style(area, theme.ground);
    let plan = frame::plan(state);
    let height = state.size.1;
    top::tabs(state, theme, buf);
    top::breadcrumb(state, theme, buf);
    if plan.strip > 0 {
        top::strip(state, theme, buf, 2);
    }
    let typing = if state.data.empty {
        body::first_start(state, theme, buf, &plan);
        None
    } else if crate::app::board::panels(state).is_some() {
        board::board(state, theme, buf);
        None
    } else {
        screen(state, theme, buf, &plan)
    };
    foot::status(state, theme, buf, height.saturating_sub(2));
    foot::hints(state, theme, buf, height.saturating_sub(1));
    let in_panel = panels::panel(state, theme, buf);
    if state.panel.is_some() { in_panel } else { typing }
}

/// Title, filter, facts, chart and table.
fn screen(state: &State, theme: &Theme, buf: &mut Drawing<'_>, plan: &Plan) -> Option<Position> {
    let screen = state.screen();
    title::title(state, theme, buf, plan);
    let cursor = title::filter(state, theme, buf, plan);
    title::facts(state, theme, buf, plan);
    if !screen.has_rows() {
        if screen.load.is_reading() {
            table::header(state, theme, buf, plan, &state.layout());
        }
        body::instead(state, theme, buf, plan);
        return cursor;
    }
    chart::chart(state, theme, buf, plan);
    curve::curve(state, theme, buf, plan);
    let layout = state.layout();
    table::legend(theme, buf, plan);
    table::header(state, theme, buf, plan, &layout);
    table::rows(state, theme, buf, plan, &layout);
    table::totals(state, theme, buf, plan, &layout);
    // Old rows stay under a new reading, and after one that was cancelled.
    let old = screen.load.stale && (state.reading_for().is_some() || screen.load.waiting.is_none());
    if old {
        let lines = plan.body + plan.totals;
        tint(buf, Rect::new(0, plan.header_y() + 1, state.size.0, lines), theme.dim);
    }
    cursor
}
