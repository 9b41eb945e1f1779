//! The terminal's screen: what it shows is remembered, what it shall show is compared with that, and the difference
//! is sent in one write inside a synchronised update. Where nothing differs, nothing is sent; no question is ever put
//! to the terminal.

mod difference;
mod pen;
mod shift;

use super::kind::Kind;
use pen::Pen;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Clears the screen; a blank is then what every cell holds.
const CLEAR: &[u8] = b"\x1b[m\x1b[H\x1b[2J";

/// A terminal that shows frames.
#[derive(Debug)]
pub struct Screen<W: Write> {
    out: W,
    shown: Buffer,
    next: Buffer,
    /// What the terminal shows is not known: all of it is sent.
    unknown: bool,
    /// Where the text cursor stands when it is seen.
    cursor: Option<Position>,
    kind: Kind,
}

impl<W: Write> Screen<W> {
    /// `out` must not divide what is written at once.
    pub fn new(out: W, kind: Kind) -> Self {
        Self { out, shown: Buffer::default(), next: Buffer::default(), unknown: true, cursor: None, kind }
    }

    /// The terminal has been elsewhere: what is known of it no longer holds.
    pub fn forget(&mut self) {
        self.unknown = true;
        self.cursor = None;
    }

    /// Draws a frame of that size and sends what changed. `draw` gives where the text cursor stands.
    pub fn frame(
        &mut self,
        (width, height): (u16, u16),
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, width, height);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.unknown = true;
        }
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let cursor = draw(&mut self.next);
        if !self.kind.colours {
            plain(&mut self.next);
        }
        let bytes = self.difference(cursor);
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cursor = cursor;
        if bytes.is_empty() {
            return Ok(());
        }
        let mut frame = Vec::with_capacity(bytes.len() + BEGIN.len() + END.len());
        let (begin, end) = if self.kind.synchronized { (BEGIN, END) } else { (&b""[..], &b""[..]) };
        for part in [begin, bytes.as_slice(), end] {
            frame.extend_from_slice(part);
        }
        self.out.write_all(&frame)?;
        self.out.flush()
    }

    /// Sends bytes of no frame, like a clipboard sequence.
    pub fn send_raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    fn difference(&mut self, cursor: Option<Position>) -> Vec<u8> {
        if std::mem::take(&mut self.unknown) {
            self.shown.reset();
            let mut pen = Pen::default();
            pen.raw(CLEAR);
            return self.finish(pen, cursor);
        }
        let mut least = self.finish(Pen::default(), cursor);
        let shifts = if self.kind.shifts { shift::find(&self.shown, &self.next) } else { Vec::new() };
        let unmoved = if shifts.is_empty() { Buffer::default() } else { self.shown.clone() };
        for shift in shifts {
            self.shown.clone_from(&unmoved);
            shift.apply(&mut self.shown);
            let mut pen = Pen::default();
            shift.tell(&mut pen);
            let shifted = self.finish(pen, cursor);
            if shifted.len() < least.len() {
                least = shifted;
            }
        }
        least
    }

    /// What is left to write, and the text cursor. A frame leaves plain style behind; where the terminal's cursor
    /// stands is not relied on from frame to frame.
    fn finish(&self, mut pen: Pen, cursor: Option<Position>) -> Vec<u8> {
        difference::tell(&self.shown, &self.next, &mut pen);
        pen.plain();
        self.place(cursor, &mut pen);
        pen.into_bytes()
    }

    /// The text cursor is told only what it does not know.
    fn place(&self, cursor: Option<Position>, pen: &mut Pen) {
        match (self.cursor, cursor) {
            (Some(_), None) if self.kind.hides => pen.raw(b"\x1b[?25l"),
            (_, None) => {}
            (before, Some(at)) => {
                // Whatever was written since has moved it.
                if before != Some(at) || !pen.is_empty() {
                    pen.go(at.x, at.y);
                }
                if before.is_none() && self.kind.hides {
                    pen.raw(b"\x1b[?25h");
                }
            }
        }
    }
}

/// What a terminal without colours can show: it may take others for something else.
fn plain(buffer: &mut Buffer) {
    let shown = Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED;
    for cell in &mut buffer.content {
        (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
        cell.modifier &= shown;
    }
}

#[cfg(test)]
mod tests;
