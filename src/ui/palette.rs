//! The palette: what is typed, and under it name, what it does, key. Letters that were sought are underlined.

use super::drawing::Drawing;
use super::paint::{piece, put, puts, tint};
use super::panels::boxed;
use super::theme::Theme;
use super::title::input;
use crate::app::palette::Found;
use crate::app::panel::PalettePanel;
use crate::app::sheet;
use crate::app::text::{clip, width, width16};
use crate::app::{State, Target};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

/// Cells of a name, at most.
const MOST_NAME: u16 = 34;

pub fn palette(
    state: &State,
    theme: &Theme,
    buf: &mut Drawing<'_>,
    panel: &PalettePanel,
) -> Option<Position> {
    let rows = sheet::palette_rows(state.size);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let (room, _) = sheet::room(state.size);
    let area = boxed(state, theme, buf, "Commands", cells(room), cells(rows) + 2);
    if area.height == 0 {
        return None;
    }
    let mark = piece(":", theme.key);
    puts(buf, (area.x, area.y), 1, &[mark]);
    let at = input(buf, (area.x + 2, area.y), area.width.saturating_sub(2), &panel.input, theme);
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    if panel.input.value().is_empty() {
        let hint = "letters of what you want · a report and a filter: meetings dep:science";
        put(buf, (area.x + 3, area.y), area.width.saturating_sub(3), hint, theme.dim);
    }
    if panel.found.is_empty() {
        let none = "nothing is called so: fewer letters find more";
        put(buf, (list.x, list.y), list.width, none, theme.dim);
    }
    let height = usize::from(list.height);
    let first = panel.selected.saturating_sub(height.saturating_sub(1));
    let names = panel.found.iter().map(|found| width16(&found.entry.name)).max().unwrap_or(0);
    let names = names.min(MOST_NAME).min(list.width / 2);
    for (y, (at, found)) in (list.y..list.bottom()).zip(panel.found.iter().enumerate().skip(first)) {
        line(theme, buf, Rect { y, height: 1, ..list }, names, found, at == panel.selected);
        buf.hit((list.x, y), list.width, Target::Item(at));
    }
    let left = panel.found.len().saturating_sub(first + height);
    if left > 0 {
        let more = format!(" {left} more ↓ ");
        let x = area.right().saturating_sub(width16(&more));
        put(buf, (x, area.bottom()), width16(&more), &more, theme.dim);
    }
    Some(Position::new(at, area.y))
}

fn line(theme: &Theme, buf: &mut Buffer, area: Rect, names: u16, found: &Found, here: bool) {
    let entry = &found.entry;
    let idle = entry.idle.is_some();
    let (name, key) = if idle { (theme.dim, theme.dim) } else { (theme.text, theme.key) };
    put(buf, (area.x, area.y), 2, if here { "▌ " } else { "  " }, theme.accent);
    let x = area.x + 2;
    put(buf, (x, area.y), names, &entry.name, name);
    underline(buf, (x, area.y), names, &entry.name, &found.in_name);
    let keys = width16(&entry.key);
    let right = area.right().saturating_sub(keys);
    let about = x + names + 2;
    let room = right.saturating_sub(about + if keys > 0 { 2 } else { 0 });
    let (text, lead) = match &entry.idle {
        Some(why) => (why.as_str(), "– "),
        None => (entry.about.as_str(), ""),
    };
    let lead_width = width16(lead);
    puts(buf, (about, area.y), room, &[piece(lead, theme.dim), piece(text, theme.dim)]);
    let room = room.saturating_sub(lead_width);
    underline(buf, (about + lead_width, area.y), room, text, &found.in_about);
    put(buf, (right, area.y), keys, &entry.key, key);
    if here {
        tint(buf, area, theme.selected);
    }
}

/// A line under the graphemes sought, as far as they are seen.
fn underline(buf: &mut Buffer, (x, y): (u16, u16), room: u16, text: &str, places: &[usize]) {
    let seen = width16(&clip(text, usize::from(room)));
    let mut at = 0;
    for (index, grapheme) in text.graphemes(true).enumerate() {
        let wide = u16::try_from(width(grapheme)).unwrap_or(0);
        if at + wide > seen {
            return;
        }
        if places.contains(&index) {
            let style = Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
            tint(buf, Rect::new(x + at, y, wide, 1), style);
        }
        at += wide;
    }
}
