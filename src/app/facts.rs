//! The line of facts over the rows: title and value, most important first, whole pairs only.

use super::state::State;
use super::text::{clip, width};
use super::timebar;
use crate::model::format;

/// A value takes at most this.
const MOST: usize = 40;
/// Cells between two facts.
pub const GAP: usize = 3;

/// A fact; the title is empty where the value speaks for itself.
pub type Fact = (String, String);

/// The occurrence's other reports, for the right of the first line: at most two fifths of it.
pub fn others(state: &State, room: usize) -> String {
    super::others::line(state, room.min(usize::from(state.size.0) * 2 / 5))
}

/// Lines of facts that are known, at most `most`; what no longer fits is left out.
pub fn lines(state: &State, most: usize) -> Vec<Vec<Fact>> {
    let zone = state.shown_zone();
    let screen = state.screen();
    let Some(window) = screen.window() else { return Vec::new() };
    let whole = usize::from(state.size.0.saturating_sub(2));
    let beside = match others(state, whole) {
        line if line.is_empty() => 0,
        line => width(&line) + GAP,
    };
    let drawn = timebar::says(screen, state.size.0);
    let (mut lines, mut used): (Vec<Vec<Fact>>, usize) = (Vec::new(), 0);
    for (column, cell) in &window.facts {
        if cell.is_empty() || drawn.iter().any(|name| *name == column.name) {
            continue;
        }
        let value = clip(&format::shown(cell, column.unit, zone), MOST);
        let taken = width(&value) + if column.title.is_empty() { 0 } else { width(&column.title) + 1 };
        let begun = lines.len();
        // Beside the first line stands what else there is.
        let room = if lines.len() == 1 { whole.saturating_sub(beside) } else { whole };
        match lines.last_mut().filter(|_| used + GAP + taken <= room) {
            Some(line) => {
                line.push((column.title.to_string(), value));
                used += GAP + taken;
            }
            None if begun == most => break,
            None => {
                lines.push(vec![(column.title.to_string(), value)]);
                used = taken;
            }
        }
    }
    lines
}
