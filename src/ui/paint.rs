//! Writing into a buffer: clipped, aligned, never outside.

use crate::app::text::{clip, width16};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A piece of a line.
pub type Piece = (String, Style);

pub fn piece(text: impl Into<String>, style: Style) -> Piece {
    (text.into(), style)
}

/// Cells that the pieces take.
pub fn pieces_width(pieces: &[Piece]) -> u16 {
    pieces.iter().map(|(text, _)| width16(text)).fold(0, u16::saturating_add)
}

/// Writes at most `limit` cells from `x`; gives the cell after the last.
pub fn put(buf: &mut Buffer, (x, y): (u16, u16), limit: u16, text: &str, style: Style) -> u16 {
    let area = buf.area;
    let inside = x >= area.left() && x < area.right() && y >= area.top() && y < area.bottom();
    if !inside {
        return x;
    }
    let limit = limit.min(area.right() - x);
    let cut = clip(text, usize::from(limit));
    buf.set_stringn(x, y, cut, usize::from(limit), style).0
}

/// Writes so that the text ends before `x + limit`.
pub fn put_right(buf: &mut Buffer, (x, y): (u16, u16), limit: u16, text: &str, style: Style) {
    let lead = limit.saturating_sub(width16(text));
    put(buf, (x + lead, y), limit - lead, text, style);
}

/// Writes piece after piece within `limit` cells; gives the cell after the last.
pub fn puts(buf: &mut Buffer, (x, y): (u16, u16), limit: u16, pieces: &[Piece]) -> u16 {
    let end = x.saturating_add(limit);
    pieces.iter().fold(x, |at, (text, style)| put(buf, (at, y), end.saturating_sub(at), text, *style))
}

/// A style over a whole line of an area.
pub fn tint(buf: &mut Buffer, area: Rect, style: Style) {
    let inside = area.intersection(buf.area);
    buf.set_style(inside, style);
}
