//! The accounts that are seen, sub-accounts under their master, ticked or not.

use super::drawing::Drawing;
use super::paint::{piece, put, puts, tint};
use super::panels::boxed;
use super::theme::Theme;
use crate::app::panel::AccountsPanel;
use crate::app::text::{width, width16};
use crate::app::{State, Target};
use ratatui::layout::Rect;

pub fn panel(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &AccountsPanel) {
    let names: Vec<String> =
        panel.lines.iter().map(|line| format!("{}{}", "  ".repeat(line.depth), line.name)).collect();
    let said = match (panel.lines.len(), panel.lines.iter().filter(|line| line.ticked).count()) {
        (all, 0) => format!("none ticked: all {all} accounts"),
        (all, ticked) => format!("{ticked} of {all} accounts"),
    };
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let wide = names.iter().map(|name| width(name)).max().unwrap_or(0) + 6;
    let area = boxed(state, theme, buf, "Accounts", cells(wide).max(width16(&said)), cells(names.len()) + 2);
    let list = Rect { height: area.height.saturating_sub(2), ..area };
    let from = panel.selected.saturating_sub(usize::from(list.height).saturating_sub(1));
    let rows = panel.lines.iter().zip(&names).enumerate().skip(from);
    for (y, (at, (line, name))) in (list.y..list.bottom()).zip(rows) {
        let here = at == panel.selected;
        puts(
            buf,
            (list.x, y),
            list.width,
            &[
                piece(if here { "▌ " } else { "  " }, theme.accent),
                piece(
                    if line.ticked { "[x] " } else { "[ ] " },
                    if line.ticked { theme.ok } else { theme.dim },
                ),
                piece(name.as_str(), theme.text),
            ],
        );
        buf.hit((list.x, y), list.width, Target::Item(at));
        if here {
            tint(buf, Rect::new(list.x, y, list.width, 1), theme.selected);
        }
    }
    put(buf, (area.x, area.bottom().saturating_sub(1)), area.width, &said, theme.dim);
}
