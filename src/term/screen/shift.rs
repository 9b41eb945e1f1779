//! Lines that only moved: the terminal moves them itself, within a scroll region, and the new ones alone are written.

use super::difference::lines;
use super::pen::Pen;
use ratatui::buffer::{Buffer, Cell};
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// Fewer lines are written as soon as moved.
const LEAST: usize = 3;

/// Lines that move within a region; the others of the region become blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    region: Range<usize>,
    lines: usize,
    up: bool,
}

/// Shifts that bring most of `next` about, if any does. Which spares most, if it does, is seen when they are written.
pub fn find(shown: &Buffer, next: &Buffer) -> Vec<Shift> {
    let (before, after) = (hashes(shown), hashes(next));
    let differ = before.iter().zip(&after).filter(|(before, after)| before != after).count();
    if differ < LEAST {
        return Vec::new();
    }
    let votes = votes(&before, &after).into_iter().filter(|(_, lines)| *lines >= LEAST);
    let away = votes.max_by_key(|(_, lines)| *lines).map(|(away, _)| away);
    let Some(least) = away.and_then(|away| around(&before, &after, away)) else { return Vec::new() };
    // The line with the cursor is beside those that only moved, at the end they move from, and little of it differs.
    let Range { start, end } = least.region.clone();
    let region = if least.up { start..(end + 1).min(after.len()) } else { start.saturating_sub(1)..end };
    let grown = Shift { region, ..least };
    vec![least, grown]
}

/// A number for each line's look; none for a blank one.
type Marks = Vec<Option<u64>>;

fn hashes(buffer: &Buffer) -> Marks {
    lines(buffer)
        .map(|line| {
            let blank = line.iter().all(|cell| *cell == Cell::EMPTY);
            (!blank).then(|| {
                let mut hasher = FxHasher::default();
                for cell in line {
                    (cell.symbol(), cell.fg, cell.bg, cell.modifier).hash(&mut hasher);
                }
                hasher.finish()
            })
        })
        .collect()
}

/// By how far lines that are out of place came from below (or, negative, from above), and how many.
fn votes(before: &Marks, after: &Marks) -> BTreeMap<isize, usize> {
    let mut votes = BTreeMap::new();
    for (to, mark) in after.iter().enumerate() {
        if mark.is_none() || before.get(to) == Some(mark) {
            continue;
        }
        for from in before.iter().enumerate().filter(|(_, old)| *old == mark).map(|(from, _)| from) {
            *votes.entry(from.cast_signed() - to.cast_signed()).or_default() += 1;
        }
    }
    votes
}

/// The smallest region in which all lines that came from `away` get there.
fn around(before: &Marks, after: &Marks, away: isize) -> Option<Shift> {
    let came = |to: &usize| {
        let mark = after.get(*to).filter(|mark| mark.is_some());
        let from = to.checked_add_signed(away);
        mark.is_some() && before.get(*to) != mark && from.and_then(|from| before.get(from)) == mark
    };
    let mut arrived = (0..after.len()).filter(came);
    let first = arrived.next()?;
    let last = arrived.next_back().unwrap_or(first);
    let lines = away.unsigned_abs();
    let up = away > 0;
    let region = if up { first..last + lines + 1 } else { first.checked_sub(lines)?..last + 1 };
    Some(Shift { region, lines, up })
}

impl Shift {
    pub fn tell(&self, pen: &mut Pen) {
        pen.plain();
        let Range { start, end } = self.region;
        pen.raw(format!("\x1b[{};{end}r\x1b[{}H", start + 1, start + 1).as_bytes());
        let many = if self.lines == 1 { String::new() } else { self.lines.to_string() };
        pen.raw(format!("\x1b[{many}{}\x1b[r", if self.up { 'M' } else { 'L' }).as_bytes());
    }

    /// Does to a buffer what the terminal does to its screen.
    pub fn apply(&self, buffer: &mut Buffer) {
        let width = usize::from(buffer.area.width);
        let cells = Self {
            region: self.region.start * width..self.region.end * width,
            lines: self.lines * width,
            up: self.up,
        };
        cells.turn(&mut buffer.content, Cell::EMPTY);
    }

    fn turn<T: Clone>(&self, items: &mut [T], blank: T) {
        let Some(region) = items.get_mut(self.region.clone()) else { return };
        let lines = self.lines.min(region.len());
        let free = if self.up {
            region.rotate_left(lines);
            region.len() - lines..region.len()
        } else {
            region.rotate_right(lines);
            0..lines
        };
        if let Some(free) = region.get_mut(free) {
            free.fill(blank);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn screen(lines: &[&str]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, u16::try_from(lines.len()).unwrap()));
        for (y, line) in (0..).zip(lines) {
            buffer.set_string(0, y, line, ratatui::style::Style::new());
        }
        buffer
    }

    #[test]
    fn rows_that_moved_are_found_between_lines_that_stay() {
        let before = screen(&["title", "one", "two", "three", "four", "five", "foot"]);
        let after = screen(&["title", "two", "three", "four", "five", "six", "foot"]);
        assert_eq!(find(&before, &after).first(), Some(&Shift { region: 1..6, lines: 1, up: true }));
        assert_eq!(find(&after, &before).first(), Some(&Shift { region: 1..6, lines: 1, up: false }));
    }

    #[test]
    fn where_little_moved_nothing_is_shifted() {
        let before = screen(&["title", "one", "two", "three", "four", "foot"]);
        let after = screen(&["title", "three", "x", "y", "z", "foot"]);
        assert_eq!(find(&before, &after), []);
        assert_eq!(find(&before, &before), []);
    }
}
