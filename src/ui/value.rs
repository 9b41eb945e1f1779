//! The value that a row's action takes: the row, the field, and under it what is wrong or what the value will do.

use super::drawing::{Drawing, Link};
use super::paint::{piece, put, puts, tint};
use super::panels::{boxed, lines};
use super::theme::Theme;
use super::title::input;
use super::top::{Choice, choice};
use crate::app::panel::{Entry, ValuePanel};
use crate::app::sheet;
use crate::app::text::{width16, wrap};
use crate::app::{State, Target, values};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// Cells of a field for text.
const INPUT: u16 = 14;
/// Lines under the field.
const SAID: u16 = 2;

/// Draws it; gives where the text cursor stands.
pub fn panel(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &ValuePanel) -> Option<Position> {
    let text = sheet::of(state)?;
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let (room, _) = sheet::room(state.size);
    let width = cells(room.min(sheet::MOST_ASKED));
    let height = cells(text.lines.len()) + 2 + SAID;
    let area = boxed(state, theme, buf, &text.title, width, height);
    // Where it is low, the row gives way.
    let below = (2 + SAID).min(area.height);
    let above = Rect { height: area.height - below, ..area };
    lines(theme, buf, above, &text, 0);
    let y = above.bottom() + 1;
    let label = "New value";
    puts(buf, (area.x, y), area.width, &[piece(label, theme.header)]);
    let x = area.x + width16(label) + 2;
    let room = area.right().saturating_sub(x);
    let cursor = match &panel.entry {
        Entry::Choice { words, at } => {
            let choose = |(n, word): (usize, &&str)| ((*word).to_owned(), n == *at, Target::Choice(0, n));
            let choices: Vec<Choice> = words.iter().enumerate().map(choose).collect();
            let links: Vec<Link> = choice(&choices, theme, room.into());
            buf.links((x, y), room, &links);
            None
        }
        Entry::Typed(value) => {
            let at = input(buf, (x, y), INPUT.min(room), value, theme);
            tint(buf, Rect::new(x, y, INPUT.min(room), 1), Style::new().add_modifier(Modifier::UNDERLINED));
            Some(Position::new(at, y))
        }
        Entry::Given(words) => {
            put(buf, (x, y), room, words, theme.dim);
            None
        }
    };
    let (said, style) = match values::said(panel) {
        Ok(effect) => (effect, theme.dim),
        Err(why) => (format!("✗ {why}"), theme.bad),
    };
    for (y, line) in (y + 1..area.bottom()).zip(wrap(&said, area.width.into())) {
        put(buf, (area.x, y), area.width, &line, style);
    }
    cursor
}
