//! A frame while it is drawn: its cells, and what each place of it stands for.

use super::paint::{Piece, put};
use crate::app::target::{Hits, Target};
use ratatui::buffer::Buffer;
use std::ops::{Deref, DerefMut};

/// The buffer, and beside it the targets. What draws no target takes it as the buffer that it is.
#[derive(Debug)]
pub struct Drawing<'a> {
    pub buf: &'a mut Buffer,
    pub hits: Hits,
}

impl Deref for Drawing<'_> {
    type Target = Buffer;

    fn deref(&self) -> &Buffer {
        self.buf
    }
}

impl DerefMut for Drawing<'_> {
    fn deref_mut(&mut self) -> &mut Buffer {
        self.buf
    }
}

/// A piece of a line, and what a click on it means.
pub type Link = (Piece, Option<Target>);

/// A piece that is no target.
pub fn plain(piece: Piece) -> Link {
    (piece, None)
}

/// Cells that the links take.
pub fn links_width(links: &[Link]) -> u16 {
    links.iter().map(|((text, _), _)| crate::app::text::width16(text)).fold(0, u16::saturating_add)
}

impl Drawing<'_> {
    /// Notes that one line of cells stands for `target`.
    pub fn hit(&mut self, at: (u16, u16), width: u16, target: Target) {
        self.hits.add(at, (width, 1), target);
    }

    /// Writes link after link within `limit` cells; gives the cell after the last.
    pub fn links(&mut self, (x, y): (u16, u16), limit: u16, links: &[Link]) -> u16 {
        let end = x.saturating_add(limit);
        links.iter().fold(x, |at, ((text, style), target)| {
            let next = put(self, (at, y), end.saturating_sub(at), text, *style);
            if let Some(target) = target {
                self.hit((at, y), next - at, *target);
            }
            next
        })
    }
}
