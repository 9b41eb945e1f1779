//! Where frames go: gathered whole, nothing sent that changes nothing, one write inside a synchronized update.

use super::kind::Kind;
use super::plain;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// Bytes of a frame until it is sent.
#[derive(Clone, Debug, Default)]
pub struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Frames are sent by [`Wire::send`], not by those who draw.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const BEGIN: &[u8] = b"\x1b[?2026h";
/// The size of a terminal that tells none.
const UNKNOWN: Size = Size { width: 80, height: 24 };

const END: &[u8] = b"\x1b[?2026l";

/// crossterm's backend without its chatter: the cursor is told only what it does not know, an unchanged frame says
/// nothing, and no question is ever put to the terminal.
#[derive(Debug)]
pub struct Wire<W: Write> {
    inner: CrosstermBackend<Gathered>,
    gathered: Gathered,
    out: W,
    kind: Kind,
    cursor: Option<Position>,
    shown: bool,
}

impl<W: Write> Wire<W> {
    /// `out` must not divide what is written at once.
    pub fn new(out: W, kind: Kind) -> Self {
        let gathered = Gathered::default();
        Self {
            inner: CrosstermBackend::new(gathered.clone()),
            gathered,
            out,
            kind,
            cursor: None,
            shown: false,
        }
    }

    /// Sends what was drawn since, in one write.
    pub fn send(&mut self) -> io::Result<()> {
        let mut gathered = self.gathered.0.borrow_mut();
        if gathered.is_empty() {
            return Ok(());
        }
        let mut frame = Vec::with_capacity(gathered.len() + BEGIN.len() + END.len());
        let held = self.kind.synchronized;
        frame.extend_from_slice(if held { BEGIN } else { b"" });
        frame.append(&mut gathered);
        frame.extend_from_slice(if held { END } else { b"" });
        self.out.write_all(&frame)?;
        self.out.flush()
    }

    /// Sends bytes of no frame, like a clipboard sequence.
    pub fn send_raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// The terminal has been elsewhere: what is known of its cursor no longer holds.
    pub fn forget(&mut self) {
        self.cursor = None;
        self.shown = false;
    }
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.cursor = None;
        if self.kind.colours { self.inner.draw(content) } else { plain::draw(&mut self.gathered, content) }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown && self.kind.hides {
            self.shown = false;
            self.inner.hide_cursor()?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !self.shown && self.kind.hides {
            self.shown = true;
            self.inner.show_cursor()?;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor != Some(position) {
            self.inner.set_cursor_position(position)?;
            self.cursor = Some(position);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        let size = self.inner.size()?;
        // A serial line does not know its terminal.
        Ok(if size.width == 0 || size.height == 0 { UNKNOWN } else { size })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
