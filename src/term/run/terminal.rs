//! What the loop does with the terminal itself: draws, tells where a click was, copies, stops and comes back.

use super::Loop;
use crate::app::{Event, Mouse};
use crate::term::run::Ended;
use crate::term::{clipboard, guard};
use crate::ui;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use std::io;
use std::time::Duration;

/// After so long without a word that it was continued, the process was never stopped.
const NEVER_STOPPED: Duration = Duration::from_millis(100);

impl Loop {
    pub fn mouse(&mut self, mouse: MouseEvent) {
        let wheel = |down| Event::Mouse(Mouse::Wheel { down });
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                // Keys pressed before it have had their effect, and it is on what is seen after them.
                if !self.drawn && self.draw().is_err() {
                    self.ended = Some(Ended::Lost);
                    return;
                }
                let target = self.hits.at(mouse.column, mouse.row);
                self.tell_today();
                self.feed(Event::Mouse(Mouse::Press(target)));
            }
            MouseEventKind::ScrollDown => self.feed(wheel(true)),
            MouseEventKind::ScrollUp => self.feed(wheel(false)),
            _ => {}
        }
    }

    pub fn copy(&mut self, text: &str) {
        match clipboard::sequence(text, self.state.terminal.clipboard) {
            Some(sequence) => self.send(&sequence),
            None => self.feed(Event::Notice(
                "too long for the terminal's clipboard: e writes it to a file".to_owned(),
            )),
        }
    }

    pub fn send(&mut self, bytes: &[u8]) {
        if self.screen.send_raw(bytes).is_err() {
            self.ended = Some(Ended::Lost);
        }
    }

    /// Stops as the shell expects. Where nobody could continue it (`ssh host headcount`) the kernel ignores the
    /// signal, and the console is back at once.
    pub fn suspend(&mut self) {
        let before = self.continued.times();
        guard::leave();
        let raised = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
        let stopped = raised.is_ok() && self.continued.since(before, NEVER_STOPPED);
        self.come_back();
        if !stopped {
            self.feed(Event::Notice("not suspended: no shell is here that could bring it back".to_owned()));
        }
    }

    pub fn come_back(&mut self) {
        self.came_back = self.continued.times();
        if guard::enter().is_err() {
            self.ended = Some(Ended::Lost);
            return;
        }
        self.screen.forget();
        // The window may have another size by now.
        if let Ok((width, height)) = guard::size() {
            self.feed(Event::Resized(width, height));
        }
    }

    pub fn draw(&mut self) -> io::Result<()> {
        // The window may have another size before its event is here.
        let size = guard::size()?;
        if size != self.state.size {
            self.feed(Event::Resized(size.0, size.1));
        }
        let (state, theme, hits) = (&self.state, &self.console.theme, &mut self.hits);
        self.drawn = true;
        self.screen.frame(size, |buffer| {
            let (cursor, places) = ui::draw(state, theme, buffer);
            *hits = places;
            cursor
        })
    }
}
