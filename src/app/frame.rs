//! The lines of a frame, from top to bottom, as a pure function of the state: `update` pages by it, `ui` draws
//! by it.
//!
//! ```text
//! tabs                                       viewer · account · zone
//! breadcrumb                                          range of dates
//! reports of the tab            (roots, where there is more than one)
//!                                                  (where it is tall)
//! views, count, filter, hidden columns
//! filter as it is typed, its error           (while it is typed)
//! facts                                      (where the view has them)
//! chart                                      (where the view has one)
//! legend                                      (where a column has signs)
//! header
//! body …
//! rule, totals                               (where columns are summed)
//!                                                  (where it is tall)
//! status
//! hints
//! ```

use super::board;
use super::curve;
use super::facts;
use super::screen::{FilterInput, Screen};
use super::state::State;
use super::text::wrap;
use super::timebar;
use crate::model::Unit;

/// Below this the console says how much it needs instead.
pub const LEAST_WIDTH: u16 = 40;
pub const LEAST_HEIGHT: u16 = 8;

/// Lines of each part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub strip: u16,
    pub gap: u16,
    pub filter: u16,
    pub facts: u16,
    pub chart: u16,
    pub legend: u16,
    pub body: u16,
    pub totals: u16,
    pub foot_gap: u16,
}

impl Plan {
    /// The first line of the title, after tabs, breadcrumb, strip and gap.
    pub fn title_y(&self) -> u16 {
        2 + self.strip + self.gap
    }

    pub fn header_y(&self) -> u16 {
        self.title_y() + 1 + self.filter + self.facts + self.chart + self.legend
    }
}

/// Whether the terminal is big enough for a frame.
pub fn fits((width, height): (u16, u16)) -> bool {
    width >= LEAST_WIDTH && height >= LEAST_HEIGHT
}

/// The lines of the open screen's frame.
pub fn plan(state: &State) -> Plan {
    let (width, height) = state.size;
    let screen = state.screen();
    let mut left = height.saturating_sub(6); // tabs, breadcrumb, title, header, status, hints
    // Each part may take lines only while the body keeps enough of them.
    let mut take = |wanted: u16, keep: u16| {
        let taken = if left >= wanted + keep { wanted } else { 0 };
        left -= taken;
        taken
    };
    let tall = u16::from(height >= 20);
    let filter = take(filter_lines(screen, width), 1);
    let strip = take(u16::from(has_strip(state, screen)), 4);
    let facts = take(facts_lines(state, height), 3);
    let totals = take(if has_totals(screen) { 2 } else { 0 }, 5);
    let chart = take(chart_lines(screen, height), 4);
    let legend = take(u16::from(screen.view.columns.iter().any(|column| column.unit == Unit::Strip)), 3);
    let gap = take(tall, 6);
    let foot_gap = take(tall, 6);
    Plan { strip, gap, filter, facts, chart, legend, body: left, totals, foot_gap }
}

/// Rows of the table that fit.
pub fn page(state: &State) -> usize {
    board::page(state).unwrap_or_else(|| usize::from(plan(state).body).max(1))
}

fn has_strip(state: &State, screen: &Screen) -> bool {
    screen.is_root() && state.reports_of_tab().count() > 1
}

/// The input, and what is wrong with it.
fn filter_lines(screen: &Screen, width: u16) -> u16 {
    screen.filter.as_ref().map_or(0, |typing| 1 + lines_of(error_lines(typing, width).len()))
}

/// Why a filter cannot be read, wrapped under it.
pub fn error_lines(typing: &FilterInput, width: u16) -> Vec<String> {
    let Some(error) = &typing.error else { return Vec::new() };
    let mut lines = wrap(&format!("✗ {error}"), usize::from(width.saturating_sub(4)));
    lines.truncate(2);
    lines
}

/// One line before the facts are read, so that nothing jumps when they come.
fn facts_lines(state: &State, height: u16) -> u16 {
    if state.screen().view.facts.is_none() {
        return 0;
    }
    let most = if height >= 20 { 2 } else { 1 };
    lines_of(facts::lines(state, most).len()).max(1)
}

fn lines_of(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn has_totals(screen: &Screen) -> bool {
    screen.view.columns.iter().any(|column| column.sum)
}

/// The axis, its lines, and a blank one.
fn chart_lines(screen: &Screen, height: u16) -> u16 {
    if curve::of(screen).is_some() {
        // A third of the screen, and no more than says something.
        return (height / 3).clamp(5, 14);
    }
    let lines = timebar::of(screen).map_or(0, |bar| bar.lines.len());
    if lines == 0 { 0 } else { 2 + lines_of(lines) }
}
