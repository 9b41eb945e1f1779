//! Which columns stand where: a pure function of what was read, what was chosen, and the width.
//!
//! Numbers, days and instants are never cut: their columns are as wide as their widest value. Text columns
//! share what is left, the longest giving way first.

use super::screen::Screen;
use super::text::width16;
use crate::model::{Cell, Unit, format, zone};
use crate::report::{Column, Role, SortKey, View, Window};
use chrono::Datelike;
use chrono_tz::Tz;

/// Blanks between columns; one where the columns that rank would not fit otherwise.
const GAP: u16 = 2;
/// A text column is never narrower than this, unless its values are.
const LEAST_TEXT: u16 = 10;
/// Down to this, texts give way before titles of numbers do.
const MIDDLING_TEXT: u16 = 16;
/// A text column this wide is read without pain: what a column of lesser rank must leave to others.
const COMFORTABLE_TEXT: u16 = 24;
/// A column of numbers keeps this much of its title.
const LEAST_TITLE: u16 = 9;
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
    /// Instants without their year, which all have in common.
    pub yearless: bool,
}

/// Cells of a year and its dash.
pub const YEAR: u16 = 5;

/// The columns of a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub placed: Vec<Placed>,
    /// Cells before the first column: the cursor's mark, and a sign where the view has one.
    pub margin: u16,
    /// Blanks between columns.
    pub gap: u16,
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
            Unit::Strip => 31,
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
            let sum =
                window.totals.as_ref().and_then(|totals| totals.sums.get(index)).filter(|c| !c.is_empty());
            // What is empty says nothing of how wide the others are.
            let filled = |cell: &&Cell| column.unit != Unit::Text || !cell.is_empty();
            let mut widths: Vec<u16> = window
                .rows
                .iter()
                .filter_map(|row| row.get(index))
                .filter(filled)
                .chain(sum)
                .map(|cell| width16(&format::shown(cell, column.unit, zone)))
                .collect();
            widths.sort_unstable();
            let last = widths.len().saturating_sub(1);
            let at = if column.unit == Unit::Text { (last * 95).div_ceil(100) } else { last };
            widths.get(at).copied().unwrap_or(0).min(MOST)
        })
        .collect()
}

/// For each column whether its instants are of one year.
pub fn one_year(window: &Window, zone: Tz) -> Vec<bool> {
    let year = |cell: &Cell| zone::local(zone, cell.as_int()?).map(|time| time.year());
    window
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let mut years = window.rows.iter().filter_map(|row| year(row.get(index)?));
            let first = years.next();
            matches!(column.unit, Unit::Instant | Unit::Moment) && years.all(|year| Some(year) == first)
        })
        .collect()
}

/// Columns in the order in which `←` and `→` go through them: those shown, then those there is no room for.
pub fn sequence(screen: &Screen, chosen: Option<&[usize]>, width: u16) -> Vec<usize> {
    if let Some(chosen) = chosen {
        return chosen.to_vec();
    }
    let widths = Widths::new(screen, false);
    let bare = screen.window().map_or(&[][..], |window| &window.bare);
    let all: Vec<usize> =
        choosable(screen.view).map(|(index, _)| index).filter(|index| !bare.contains(index)).collect();
    let (mut line, mut rest): (Vec<usize>, Vec<usize>) = all.iter().partition(|index| widths.ranks(**index));
    rest.retain(|index| {
        let taken: Vec<u16> = line.iter().chain([index]).map(|i| widths.comfortable(*i)).collect();
        let fits = spread(&taken, GAP) <= room(screen, width);
        if fits {
            line.push(*index);
        }
        !fits
    });
    line.sort_unstable();
    line.extend(rest);
    line
}

/// All columns that are there for the reader, in the order of a file: the chosen ones, else the view's.
pub fn exported(screen: &Screen, chosen: Option<&[usize]>) -> Vec<usize> {
    let bare = screen.window().map_or(&[][..], |window| &window.bare);
    let mark = mark_column(screen.view).filter(|index| !bare.contains(index));
    if let Some(chosen) = chosen {
        return mark.into_iter().chain(chosen.iter().copied()).collect();
    }
    let mut all: Vec<usize> =
        mark.into_iter().chain(choosable(screen.view).map(|(index, _)| index)).collect();
    all.retain(|index| !bare.contains(index));
    all.sort_unstable();
    all
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
    let widths = Widths::new(screen, is_tight(screen, chosen, &order, room));
    let (line, before) = scrolled(screen, &order);
    let fit = fitting(&widths, chosen.is_some(), &line, room);
    let line = line.get(..fit).unwrap_or_default();
    let comfort: Vec<u16> = line.iter().map(|index| widths.comfortable(*index)).collect();
    let gap = if spread(&comfort, GAP) > room { 1 } else { GAP };
    // Bars have their cells before texts have more than they need.
    let bars: u16 = line.iter().filter(|index| widths.has_bar(**index)).map(|_| BAR + 1).sum();
    let for_bars = if spread(&comfort, gap) <= room { bars } else { 0 };
    let shared = shared(&widths, line, gap, room.saturating_sub(for_bars));
    let mut spare = room.saturating_sub(spread(&shared, gap));
    let mut x = margin;
    let mut placed = Vec::with_capacity(line.len());
    for (index, width) in line.iter().zip(shared) {
        let bar = if widths.has_bar(*index) { spare.min(BAR + 1) } else { 0 };
        // Shorter ones say nothing.
        let bar = if bar < 4 { 0 } else { bar - 1 };
        let behind = if bar > 0 { bar + 1 } else { 0 };
        spare -= behind;
        placed.push(Placed { index: *index, x, width, bar, yearless: widths.drops_year(*index) });
        x += width + gap + behind;
    }
    Layout { after: order.len().saturating_sub(before + placed.len()), placed, margin, gap, before }
}

/// Whether the columns that rank want more than there is.
fn is_tight(screen: &Screen, chosen: Option<&[usize]>, order: &[usize], room: u16) -> bool {
    let widths = Widths::new(screen, false);
    let ranking = order.iter().filter(|index| chosen.is_some() || widths.ranks(**index));
    let comfort: Vec<u16> = ranking.map(|index| widths.comfortable(*index)).collect();
    spread(&comfort, GAP) > room
}

/// Cells of so many columns with what parts them.
fn spread(widths: &[u16], gap: u16) -> u16 {
    widths.iter().map(|width| width + gap).sum::<u16>().saturating_sub(gap)
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
fn fitting(widths: &Widths<'_>, chosen: bool, line: &[usize], room: u16) -> usize {
    let (mut least, mut comfort) = (Vec::new(), Vec::new());
    for index in line {
        least.push(widths.least(*index));
        comfort.push(widths.comfortable(*index));
        let ranks = chosen || widths.ranks(*index);
        let fits = spread(&comfort, GAP) <= room || (ranks && spread(&least, 1) <= room);
        if !fits && least.len() > 1 {
            return least.len() - 1;
        }
    }
    line.len()
}

/// Widths of the line: natural ones, shrunk until all fit: long texts, then titles over numbers, then texts as
/// far as they can.
fn shared(of: &Widths<'_>, line: &[usize], gap: u16, room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = line.iter().map(|index| of.natural(*index)).collect();
    let least: Vec<u16> = line.iter().map(|index| of.least(*index)).collect();
    let text_to = |floor: u16, others: &[u16]| -> Vec<u16> {
        line.iter()
            .zip(others)
            .map(|(index, other)| if of.is_text(*index) { floor } else { *other })
            .collect()
    };
    let floors = [
        text_to(COMFORTABLE_TEXT, &widths),
        text_to(MIDDLING_TEXT, &widths),
        text_to(MIDDLING_TEXT, &least),
        least,
    ];
    for floor in &floors {
        while spread(&widths, gap) > room {
            let above = widths.iter_mut().zip(floor).filter(|(width, least)| **width > **least);
            match above.max_by_key(|(width, _)| **width) {
                Some((width, _)) => *width -= 1,
                None => break,
            }
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

/// How wide the columns of a screen want to be.
struct Widths<'a> {
    screen: &'a Screen,
    order: Vec<SortKey>,
    /// Instants may lose their year.
    yearless: bool,
}

impl<'a> Widths<'a> {
    fn new(screen: &'a Screen, yearless: bool) -> Self {
        Self { screen, order: screen.ask.order(), yearless }
    }

    fn column(&self, index: usize) -> Option<&'static Column> {
        self.screen.view.columns.get(index)
    }

    fn ranks(&self, index: usize) -> bool {
        self.column(index).is_some_and(|column| column.role == Role::Shown)
    }

    fn has_bar(&self, index: usize) -> bool {
        self.column(index).is_some_and(|column| column.bar)
    }

    fn is_text(&self, index: usize) -> bool {
        self.column(index).is_some_and(|column| column.unit == Unit::Text)
    }

    fn drops_year(&self, index: usize) -> bool {
        self.yearless && self.screen.one_year.get(index) == Some(&true)
    }

    /// Cells of the values.
    fn content(&self, index: usize) -> u16 {
        let measured = self.screen.measured.get(index).copied().unwrap_or(0);
        measured.saturating_sub(if self.drops_year(index) { YEAR } else { 0 })
    }

    /// Cells of the title and the mark of a sort key.
    fn title(&self, index: usize) -> u16 {
        let Some(column) = self.column(index) else { return 0 };
        let mark = match self.order.iter().find(|key| key.column == column.name) {
            None => 0,
            Some(_) if self.order.len() > 1 => 3,
            Some(_) => 2,
        };
        width16(&column.title) + mark
    }

    /// The width at which nothing of a usual value is cut.
    fn natural(&self, index: usize) -> u16 {
        let content = self.content(index);
        let content = if self.is_text(index) { content.min(MOST_TEXT) } else { content };
        content.max(self.title(index))
    }

    fn comfortable(&self, index: usize) -> u16 {
        let natural = self.natural(index);
        if self.is_text(index) {
            return natural.min(COMFORTABLE_TEXT);
        }
        natural + if self.has_bar(index) { BAR + 1 } else { 0 }
    }

    /// The width below which a column is of no use: values of numbers are never cut.
    fn least(&self, index: usize) -> u16 {
        if self.is_text(index) {
            return self.natural(index).min(LEAST_TEXT);
        }
        self.content(index).max(self.title(index).min(LEAST_TITLE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayRange;
    use crate::report::{Ask, catalog};
    use proptest::prelude::*;

    fn screens() -> Vec<Screen> {
        let range = DayRange::month("2026-10-01".parse().unwrap());
        let views = catalog::ALL.iter().flat_map(|def| def.views.iter().map(move |view| (*def, view)));
        views
            .map(|(def, view)| {
                let mut ask = Ask::new(def, range, Tz::UTC);
                view.id.clone_into(&mut ask.view);
                Screen::new(ask, Vec::new()).unwrap()
            })
            .collect()
    }

    fn shown(screen: &Screen, layout: &Layout) -> usize {
        let roles = layout.placed.iter().map(|placed| screen.view.columns[placed.index].role);
        roles.filter(|role| *role == Role::Shown).count()
    }

    proptest! {
        #[test]
        fn columns_stand_apart_inside_the_line(
            width in 0u16..320,
            left in 0usize..12,
            measured in prop::collection::vec(0u16..60, 24),
        ) {
            for mut screen in screens() {
                screen.left = left;
                screen.measured.clone_from(&measured);
                screen.measured.truncate(screen.view.columns.len());
                let layout = layout(&screen, None, width);
                let mut next = layout.margin;
                for placed in &layout.placed {
                    prop_assert!(placed.x >= next, "{placed:?}");
                    next = placed.x + placed.width + placed.bar + layout.gap;
                }
                // A single number wider than a tiny line is cut where it is written.
                prop_assert!(layout.placed.len() <= 1 || next - layout.gap <= width, "{layout:?} in {width}");
                let all = choosable(screen.view).count();
                prop_assert_eq!(layout.before + layout.placed.len() + layout.after, all);
            }
        }
    }

    #[test]
    fn a_word_that_is_rare_is_measured_all_the_same() {
        let def = catalog::find("imports").unwrap();
        let view = def.first_view().unwrap();
        let state = view.columns.iter().position(|column| column.name == "state").unwrap();
        let mut rows = vec![vec![Cell::Empty; view.columns.len()]; 100];
        rows[40][state] = Cell::from("undone");
        let window = Window { columns: view.columns.to_vec(), rows, ..Window::default() };
        assert_eq!(measure(&window, Tz::UTC)[state], 6);
    }

    #[test]
    fn what_shows_at_any_width_shows_at_eighty() {
        for mut screen in screens() {
            let usual = |column: &Column| match column.unit {
                Unit::Text => 20,
                Unit::Number => 13,
                Unit::Instant => 16,
                Unit::Moment => 19,
                Unit::Date => 10,
                Unit::Duration | Unit::Minutes => 7,
                _ => 5,
            };
            screen.measured = screen.view.columns.iter().map(usual).collect();
            screen.one_year =
                screen.view.columns.iter().map(|c| matches!(c.unit, Unit::Instant | Unit::Moment)).collect();
            let wanted = choosable(screen.view).filter(|(_, column)| column.role == Role::Shown).count();
            assert_eq!(shown(&screen, &layout(&screen, None, 80)), wanted, "{}", screen.def.id);
        }
    }
}
