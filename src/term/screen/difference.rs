//! From one frame to the next: only the cells that differ, line by line.

use super::pen::{Look, Pen};
use ratatui::buffer::{Buffer, Cell, CellWidth};

/// Unchanged cells up to this many are written again rather than jumped over: a jump takes three bytes at least.
const STEP: usize = 4;
/// From so many on, blanks at the end of a line are cleared rather than written.
const TAIL: usize = 4;

/// What a column of a line holds; the second half of a wide character is an empty text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Glyph<'b> {
    text: &'b str,
    cells: u16,
    look: Look,
}

impl Glyph<'_> {
    fn is_blank(&self) -> bool {
        self.text == " " && self.look.is_plain()
    }
}

/// Writes what makes `next` of `shown`; both have one area.
pub fn tell(shown: &Buffer, next: &Buffer, pen: &mut Pen) {
    for (y, (before, after)) in (0..).zip(lines(shown).zip(lines(next))) {
        if before != after {
            line(y, &glyphs(before), &glyphs(after), pen);
        }
    }
}

/// The cells of a buffer, line by line.
pub fn lines(buffer: &Buffer) -> std::slice::Chunks<'_, Cell> {
    buffer.content.chunks(usize::from(buffer.area.width.max(1)))
}

/// A line as a terminal holds it.
fn glyphs(cells: &[Cell]) -> Vec<Glyph<'_>> {
    let mut out = Vec::with_capacity(cells.len());
    while let Some(cell) = cells.get(out.len()) {
        let look = Look::of(cell);
        let room = cells.len() - out.len();
        let width = cell.symbol().cell_width();
        match usize::from(width) {
            1 if cell.symbol() == " " => out.push(Glyph { text: " ", cells: 1, look: look.of_blank() }),
            1 => out.push(Glyph { text: cell.symbol(), cells: 1, look }),
            // Nothing to be seen, or cut by the edge.
            0 => out.push(Glyph { text: " ", cells: 1, look: look.of_blank() }),
            wide if wide > room => out.push(Glyph { text: " ", cells: 1, look: look.of_blank() }),
            wide => {
                let glyph = Glyph { text: cell.symbol(), cells: width, look };
                out.push(glyph);
                out.extend(std::iter::repeat_n(Glyph { text: "", cells: 0, look }, wide - 1));
            }
        }
    }
    out
}

fn line(y: u16, before: &[Glyph<'_>], after: &[Glyph<'_>], pen: &mut Pen) {
    let width = u16::try_from(after.len()).unwrap_or(u16::MAX);
    let filled =
        |glyphs: &[Glyph<'_>]| glyphs.iter().rposition(|glyph| !glyph.is_blank()).map_or(0, |at| at + 1);
    let (used_before, used) = (filled(before), filled(after));
    let cleared = used_before >= used + TAIL;
    let end = if cleared { used } else { after.len() };
    // Cells since the last one written.
    let mut gap: &[Glyph<'_>] = &[];
    for (at, (old, new)) in before.iter().zip(after).enumerate().take(end) {
        if old == new {
            gap = after.get(at - gap.len()..=at).unwrap_or_default();
            continue;
        }
        if new.cells == 0 {
            // Written with its first half.
            gap = &[];
            continue;
        }
        let x = u16::try_from(at).unwrap_or(u16::MAX);
        for glyph in steps(gap, (x, y), pen) {
            pen.write(glyph.text, glyph.cells, glyph.look, width);
        }
        gap = &[];
        pen.go(x, y);
        pen.write(new.text, new.cells, new.look, width);
    }
    if cleared {
        pen.go(u16::try_from(used).unwrap_or(u16::MAX), y);
        pen.blank_to_end();
    }
}

/// The unchanged cells before a place that are cheaper written again than jumped over.
fn steps<'g, 'b>(gap: &'g [Glyph<'b>], (x, y): (u16, u16), pen: &Pen) -> &'g [Glyph<'b>] {
    let cells: u16 = gap.iter().map(|glyph| glyph.cells).sum();
    let bytes: usize = gap.iter().map(|glyph| glyph.text.len()).sum();
    let near = bytes <= STEP && pen.is_at(x.saturating_sub(cells), y);
    if near && gap.iter().all(|glyph| pen.would_keep(glyph.text, glyph.look)) { gap } else { &[] }
}
