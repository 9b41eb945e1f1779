//! The form of a report's parameters: a line each, under it what is wrong, and what the focused one means.

use super::drawing::{Drawing, Link};
use super::paint::{piece, put, puts, tint};
use super::panels::boxed;
use super::theme::Theme;
use super::title::input;
use super::top::{Choice, choice};
use crate::app::panel::{Entry, Field, FormPanel};
use crate::app::text::{width16, wrap};
use crate::app::{State, Target};
use crate::report::ParamKind;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// Cells of a value.
const ROOM: u16 = 44;
/// Cells of a field for text.
const INPUT: u16 = 32;

/// Draws it; gives where the text cursor stands.
pub fn form(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &FormPanel) -> Option<Position> {
    let names = panel.fields.iter().map(|field| width16(field.param.name)).max().unwrap_or(0) + 2;
    let width = (2 + names + ROOM).min(state.size.0.saturating_sub(6));
    let help = panel.fields.get(panel.selected).map_or("", |field| field.param.help);
    let help = wrap(help, width.into());
    let lines: usize = panel.fields.iter().map(lines).sum();
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let title = format!("Asked of {}", state.screen().def.title);
    let area = boxed(state, theme, buf, &title, width, cells(lines + 1 + help.len()));
    // Where it is low, the meaning goes first, then the fields scroll.
    let below = cells(1 + help.len()).min(area.height.saturating_sub(3));
    let fields = Rect { height: area.height - below, ..area };
    for (y, line) in (fields.bottom() + 1..area.bottom()).zip(&help) {
        put(buf, (area.x, y), area.width, line, theme.dim);
    }
    let before: usize = panel.fields.iter().take(panel.selected).map(self::lines).sum();
    let own = panel.fields.get(panel.selected).map_or(1, self::lines);
    let from = (before + own).saturating_sub(usize::from(fields.height));
    let mut cursor = None;
    let mut at: usize = 0;
    for (n, one) in panel.fields.iter().enumerate() {
        if let Some(line) = at.checked_sub(from)
            && line < usize::from(fields.height)
        {
            let y = fields.y + cells(line);
            let here = n == panel.selected;
            buf.hit((fields.x, y), fields.width, Target::Item(n));
            let found = field(theme, buf, Rect { y, height: 1, ..fields }, names, (one, n), here);
            cursor = cursor.or(found);
            if let Some(error) = one.error.as_ref().filter(|_| y + 1 < fields.bottom()) {
                let x = fields.x + 2 + names;
                let room = fields.right().saturating_sub(x);
                put(buf, (x, y + 1), room, &format!("✗ {error}"), theme.bad);
            }
        }
        at += self::lines(one);
    }
    cursor
}

/// Lines that a field takes.
fn lines(field: &Field) -> usize {
    1 + usize::from(field.error.is_some())
}

fn field(
    theme: &Theme,
    buf: &mut Drawing<'_>,
    area: Rect,
    names: u16,
    (field, item): (&Field, usize),
    here: bool,
) -> Option<Position> {
    let name = if here { theme.header } else { theme.text };
    let mark = if here { "▌ " } else { "  " };
    puts(buf, (area.x, area.y), 2 + names, &[piece(mark, theme.accent), piece(field.param.name, name)]);
    let x = area.x + 2 + names;
    let room = area.right().saturating_sub(x);
    match &field.entry {
        Entry::Given(words) => {
            puts(buf, (x, area.y), room, &[piece(words.as_str(), theme.dim), piece("  (given)", theme.dim)]);
            None
        }
        Entry::Choice { words, at } => {
            let choose = |(n, word): (usize, &&str)| ((*word).to_owned(), n == *at, Target::Choice(item, n));
            let choices: Vec<Choice> = words.iter().enumerate().map(choose).collect();
            let links: Vec<Link> = choice(&choices, theme, room.into());
            buf.links((x, area.y), room, &links);
            None
        }
        Entry::Typed(value) => {
            let takes = takes(field.param.kind);
            let hint = width16(&takes) + 2;
            let cells = INPUT.min(room.saturating_sub(hint)).max(8.min(room));
            let at = input(buf, (x, area.y), cells, value, theme);
            let line = Rect::new(x, area.y, cells, 1);
            tint(buf, line, Style::new().add_modifier(Modifier::UNDERLINED));
            put(buf, (x + cells + 2, area.y), room.saturating_sub(cells + 2), &takes, theme.dim);
            here.then(|| Position::new(at, area.y))
        }
    }
}

/// What may be typed, behind the field.
fn takes(kind: ParamKind) -> String {
    match kind {
        ParamKind::Number { least, most } => format!("{least} to {most}"),
        ParamKind::Host => "e-mail".to_owned(),
        ParamKind::Instant => "2026-10-05T08:10".to_owned(),
        _ => String::new(),
    }
}
