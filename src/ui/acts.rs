//! What can be done with a row: the menu of it, and the question before it is done.

use super::drawing::Drawing;
use super::paint::{piece, put, puts, tint};
use super::panels::{answers, boxed, lines};
use super::theme::Theme;
use crate::app::keymap::Mode;
use crate::app::panel::{ActionsPanel, ConfirmPanel};
use crate::app::sheet;
use crate::app::text::{width16, wrap};
use crate::app::{State, Target};
use ratatui::layout::Rect;

/// Cells of the widest line of what an action does.
const MOST: u16 = 60;

/// Each action with what it does under it.
pub fn menu(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &ActionsPanel) {
    let width = MOST.min(state.size.0.saturating_sub(8)).max(1);
    let entries: Vec<(&str, Vec<String>)> = state
        .screen()
        .def
        .actions
        .iter()
        .map(|action| (action.title, wrap(action.about, usize::from(width.saturating_sub(2)))))
        .collect();
    let height = entries.iter().map(|(_, about)| 1 + about.len()).sum::<usize>();
    let (one, many) = state.screen().view.noun;
    let title = match panel.rows.len() {
        1 => format!("Actions on this {one}"),
        count => format!("Actions on {count} {many}"),
    };
    let area = boxed(state, theme, buf, &title, width, u16::try_from(height).unwrap_or(u16::MAX));
    let mut y = area.y;
    for (at, (title, about)) in entries.iter().enumerate() {
        let here = at == panel.selected;
        let mark = piece(if here { "▌ " } else { "  " }, theme.accent);
        if y >= area.bottom() {
            return;
        }
        puts(buf, (area.x, y), area.width, &[mark, piece(*title, theme.text)]);
        if here {
            tint(buf, Rect::new(area.x, y, area.width, 1), theme.selected);
        }
        buf.hit((area.x, y), area.width, Target::Item(at));
        y += 1;
        for line in about {
            if y < area.bottom() {
                buf.hit((area.x, y), area.width, Target::Item(at));
                put(buf, (area.x + 2, y), area.width.saturating_sub(2), line, theme.dim);
            }
            y += 1;
        }
    }
}

/// The row, what will happen, and the two answers, which are seen however low the terminal is.
pub fn confirm(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &ConfirmPanel) {
    let Some(text) = sheet::of(state) else { return };
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let width = cells(text.width()).max(width16(&text.title) + 2);
    let (_, room) = sheet::room(state.size);
    let height = cells(text.lines.len().min(sheet::above_answers(room)) + 2);
    let area = boxed(state, theme, buf, &text.title, width, height);
    let above = Rect { height: area.height.saturating_sub(2), ..area };
    lines(theme, buf, above, &text, panel.scroll);
    let y = area.bottom().saturating_sub(1);
    buf.links((area.x, y), area.width, &answers(state, theme, (Mode::Confirm, 2)));
}
