//! The panel that asks what to find.

use super::paint::{put, tint};
use super::panels::boxed;
use super::theme::Theme;
use super::title::input;
use crate::app::State;
use crate::app::panel::FindPanel;
use crate::app::text::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

const ABOUT: &str =
    "A meeting ID, or part of a name, an e-mail address or a topic, in everything held, whatever the dates.";
/// Cells of a line.
const ROOM: u16 = 56;

/// Draws it; gives where the text cursor stands.
pub fn find(state: &State, theme: &Theme, buf: &mut Buffer, panel: &FindPanel) -> Option<Position> {
    let width = ROOM.min(state.size.0.saturating_sub(6));
    let about = wrap(ABOUT, width.into());
    let height = u16::try_from(2 + about.len()).unwrap_or(u16::MAX);
    let area = boxed(state, theme, buf, "Find", width, height);
    let at = input(buf, (area.x, area.y), area.width, &panel.input, theme);
    tint(buf, Rect { height: 1, ..area }, Style::new().add_modifier(Modifier::UNDERLINED));
    if let Some(error) = panel.error.as_ref().filter(|_| area.height > 1) {
        put(buf, (area.x, area.y + 1), area.width, &format!("✗ {error}"), theme.bad);
    }
    for (y, line) in (area.y + 2..area.bottom()).zip(&about) {
        put(buf, (area.x, y), area.width, line, theme.dim);
    }
    (area.height > 0).then(|| Position::new(at, area.y))
}
