//! Drawing: a state to a frame. Decides nothing and remembers nothing.

pub mod theme;

use crate::app::State;
use ratatui::Frame;
pub use theme::Theme;

/// Draws the whole console.
pub fn view(state: &State, theme: &Theme, frame: &mut Frame<'_>) {
    let _ = (state, theme, frame);
}
