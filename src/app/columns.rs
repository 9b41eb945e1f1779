//! Which columns stand where: a pure function of what was read, what was chosen, and the width.
//!
//! Numbers, days and instants are never cut: their columns are as wide as their widest value. Text columns
//! share what is left, the longest giving way first.

use super::screen::Screen;
use super::text::width16;
use crate::model::{Unit, format};
use crate::report::{Column, Role, View, Window};
use chrono_tz::Tz;

/// Blanks between columns.
pub const GAP: u16 = 2;
/// A text column is never narrower than this, unless its values are.
const LEAST_TEXT: u16 = 10;
/// A text column this wide is read without pain: what a column of lesser rank must leave to others.
const COMFORTABLE_TEXT: u16 = 24;
const MOST_TEXT: u16 = 44;
/// No column is wider, whatever it holds.
const MOST: u16 = 200;
/// Cells of a bar at its longest, without the blank before it.
const BAR: u16 = 10;

/// One column on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// In the view's columns.
    pub index: usize,
    pub x: u16,
    /// Cells for the value.
    pub width: u16,
    /// Cells for a bar behind it, the blank before it left out.
    pub bar: u16,
}

/// The columns of a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub placed: Vec<Placed>,
    /// Cells before the first column: the cursor's mark, and a sign where the view has one.
    pub margin: u16,
    /// Columns scrolled off at the left.
    pub before: usize,
    /// Columns that do not fit at the right.
    pub after: usize,
}

impl Layout {
    pub fn shows(&self, index: usize) -> bool {
        self.placed.iter().any(|placed| placed.index == index)
    }
}

/// The column whose sign stands in the margin.
pub fn mark_column(view: &View) -> Option<usize> {
    view.columns.iter().position(|column| column.unit == Unit::Mark)
}

/// Columns that can be shown as columns, by index: no keys, no signs.
pub fn choosable(view: &View) -> impl Iterator<Item = (usize, &'static Column)> + use<> {
    view.columns.iter().enumerate().filter(|(_, column)| !column.is_key() && column.unit != Unit::Mark)
}

/// What each column takes before anything is read.
pub fn least_widths(view: &View) -> Vec<u16> {
    view.columns
        .iter()
        .map(|column| match column.unit {
            Unit::Instant => 16,
            Unit::Moment => 19,
            Unit::Date => 10,
            Unit::Duration => 7,
            Unit::Text => 8,
            _ => 1,
        })
        .collect()
}

/// Cells that the values of each column take: the widest, and of texts the 95th of a hundred, so that one long
/// name does not push the others out.
pub fn measure(window: &Window, zone: Tz) -> Vec<u16> {
    window
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let sum = window.totals.as_ref().and_then(|totals| totals.sums.get(index));
            let mut widths: Vec<u16> = window
                .rows
                .iter()
                .filter_map(|row| row.get(index))
                .chain(sum)
                .map(|cell| width16(&format::shown(cell, column.unit, zone)))
                .collect();
            widths.sort_unstable();
            let last = widths.len().saturating_sub(1);
            let at = if column.unit == Unit::Text { last * 95 / 100 } else { last };
            widths.get(at).copied().unwrap_or(0).min(MOST)
        })
        .collect()
}

/// Columns in the order in which `←` and `→` go through them: those shown, then those there is no room for.
pub fn sequence(screen: &Screen, chosen: Option<&[usize]>, width: u16) -> Vec<usize> {
    if let Some(chosen) = chosen {
        return chosen.to_vec();
    }
    let bare = screen.window().map_or(&[][..], |window| &window.bare);
    let all: Vec<usize> =
        choosable(screen.view).map(|(index, _)| index).filter(|index| !bare.contains(index)).collect();
    let (mut base, mut wide): (Vec<usize>, Vec<usize>) =
        all.iter().partition(|index| role(screen, **index) == Role::Shown);
    wide.retain(|index| {
        let taken: u16 = base.iter().chain([index]).map(|i| comfortable(screen, *i) + GAP).sum();
        let fits = taken.saturating_sub(GAP) <= room(screen, width);
        if fits {
            base.push(*index);
        }
        !fits
    });
    base.sort_unstable();
    base.extend(wide);
    base
}

/// All columns that are there for the reader, in the order of a file: the chosen ones, else the view's.
pub fn exported(screen: &Screen, chosen: Option<&[usize]>) -> Vec<usize> {
    let bare = screen.window().map_or(&[][..], |window| &window.bare);
    let mark = mark_column(screen.view).filter(|index| !bare.contains(index));
    match chosen {
        Some(chosen) => mark.into_iter().chain(chosen.iter().copied()).collect(),
        None => {
            let mut all: Vec<usize> =
                mark.into_iter().chain(choosable(screen.view).map(|(i, _)| i)).collect();
            all.retain(|index| !bare.contains(index));
            all.sort_unstable();
            all
        }
    }
}

/// The column that stays when the others scroll: the first that holds text, else the first.
pub fn frozen(view: &View, sequence: &[usize]) -> Option<usize> {
    let is_text = |index: &&usize| view.columns.get(**index).is_some_and(|column| column.unit == Unit::Text);
    sequence.iter().find(is_text).or_else(|| sequence.first()).copied()
}

/// Columns as they stand in a line of that width.
pub fn layout(screen: &Screen, chosen: Option<&[usize]>, width: u16) -> Layout {
    let order = sequence(screen, chosen, width);
    let margin = margin(screen.view);
    let room = room(screen, width);
    let (line, before) = scrolled(screen, &order);
    let fit = fitting(screen, chosen.is_some(), &line, room);
    let line = line.get(..fit).unwrap_or_default();
    let widths = shared(screen, line, room);
    let used: u16 = widths.iter().map(|width| width + GAP).sum::<u16>().saturating_sub(GAP);
    let mut spare = room.saturating_sub(used);
    let mut x = margin;
    let mut placed = Vec::with_capacity(line.len());
    for (index, width) in line.iter().zip(widths) {
        let bar = if column(screen, *index).is_some_and(|c| c.bar) { spare.min(BAR + 1) } else { 0 };
        let bar = if bar < 4 { 0 } else { bar - 1 };
        if bar > 0 {
            spare -= bar + 1;
        }
        placed.push(Placed { index: *index, x, width, bar });
        x += width + GAP + if bar > 0 { bar + 1 } else { 0 };
    }
    Layout { after: order.len().saturating_sub(before + placed.len()), placed, margin, before }
}

/// The line of columns from where it is scrolled to, and how many are off at the left.
fn scrolled(screen: &Screen, order: &[usize]) -> (Vec<usize>, usize) {
    let Some(frozen) = frozen(screen.view, order).filter(|_| screen.left > 0) else {
        return (order.to_vec(), 0);
    };
    let rest: Vec<usize> = order.iter().copied().filter(|index| *index != frozen).collect();
    let before = screen.left.min(rest.len().saturating_sub(1));
    let line = std::iter::once(frozen).chain(rest.into_iter().skip(before)).collect();
    (line, before)
}

/// How many of the line's columns fit: those that rank squeeze texts, the others need them comfortable. At
/// least one always does.
fn fitting(screen: &Screen, chosen: bool, line: &[usize], room: u16) -> usize {
    let (mut least, mut comfort, mut count) = (0u16, 0u16, 0);
    for index in line {
        least += least_width(screen, *index) + GAP;
        comfort += comfortable(screen, *index) + GAP;
        let ranks = chosen || role(screen, *index) == Role::Shown;
        let fits = comfort.saturating_sub(GAP) <= room || (ranks && least.saturating_sub(GAP) <= room);
        if !fits && count > 0 {
            break;
        }
        count += 1;
    }
    count
}

/// Widths of the line: natural ones, the longest text shrunk until all fit.
fn shared(screen: &Screen, line: &[usize], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = line.iter().map(|index| natural(screen, *index)).collect();
    let least: Vec<u16> = line.iter().map(|index| least_width(screen, *index)).collect();
    loop {
        let used: u16 = widths.iter().map(|width| width + GAP).sum::<u16>().saturating_sub(GAP);
        if used <= room {
            return widths;
        }
        let longest = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
        match longest.max_by_key(|(width, _)| **width) {
            Some((width, _)) => *width -= 1,
            None => break,
        }
    }
    // One column that is wider than the line.
    if let [only] = widths.as_mut_slice() {
        *only = (*only).min(room);
    }
    widths
}

fn margin(view: &View) -> u16 {
    if mark_column(view).is_some() { 3 } else { 2 }
}

fn room(screen: &Screen, width: u16) -> u16 {
    width.saturating_sub(margin(screen.view))
}

fn column(screen: &Screen, index: usize) -> Option<&'static Column> {
    screen.view.columns.get(index)
}

fn role(screen: &Screen, index: usize) -> Role {
    column(screen, index).map_or(Role::Wide, |column| column.role)
}

/// Cells of the header: the title, and the mark of a sort key.
fn header(screen: &Screen, column: &Column) -> u16 {
    let sorted = screen.ask.order().iter().any(|key| key.column == column.name);
    width16(&column.title) + if sorted { 3 } else { 0 }
}

/// The width at which nothing of a usual value is cut.
fn natural(screen: &Screen, index: usize) -> u16 {
    let Some(column) = column(screen, index) else { return 0 };
    let content = screen.measured.get(index).copied().unwrap_or(0);
    let content = if column.unit == Unit::Text { content.min(MOST_TEXT) } else { content };
    content.max(header(screen, column))
}

fn comfortable(screen: &Screen, index: usize) -> u16 {
    let natural = natural(screen, index);
    match column(screen, index) {
        Some(column) if column.unit == Unit::Text => natural.min(COMFORTABLE_TEXT),
        Some(column) if column.bar => natural + BAR + 1,
        _ => natural,
    }
}

fn least_width(screen: &Screen, index: usize) -> u16 {
    let natural = natural(screen, index);
    let is_text = column(screen, index).is_some_and(|column| column.unit == Unit::Text);
    if is_text { natural.min(LEAST_TEXT) } else { natural }
}
