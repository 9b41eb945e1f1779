//! Which columns stand where: a pure function of what was read, what was chosen, and the width.
//!
//! Numbers, days and instants are never cut: their columns are as wide as their widest value. Text columns
//! share what is left, the longest giving way first.

use super::fit::Fit;
use super::screen::Screen;
use super::widths::{BAR, COMFORTABLE_TEXT, MIDDLING_TEXT, Widths};
use crate::model::Unit;
use crate::report::{Column, View};

/// Blanks between columns; one where the columns that rank would not fit otherwise.
const GAP: u16 = 2;

/// What was arranged by hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arranged<'a> {
    /// Columns in their order; `None`: the report's own choice.
    pub chosen: Option<&'a [usize]>,
    /// Freezing and widths.
    pub fit: Option<&'a Fit>,
}

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
    /// Cells that instants lose at the beginning: the year or the day, which all have in common.
    pub dropped: u16,
}

/// The columns of a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub placed: Vec<Placed>,
    /// Cells before the first column: the cursor's mark, and a sign where the view has one.
    pub margin: u16,
    /// Blanks between columns.
    pub gap: u16,
    /// Columns that stay where they are when the others scroll, from the left; 0 before anything is scrolled or frozen by
    /// hand.
    pub held: usize,
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

/// Columns in the order in which `←` and `→` go through them: those shown, then those there is no room for.
pub fn sequence(screen: &Screen, chosen: Option<&[usize]>, width: u16) -> Vec<usize> {
    if let Some(chosen) = chosen {
        return chosen.to_vec();
    }
    let widths = Widths::new(screen, None, false);
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

/// The columns that stay when the others scroll, in order: those frozen by hand, else [`frozen`]; fewer where not every
/// other column would have room beside them.
pub fn held(screen: &Screen, arranged: Arranged<'_>, order: &[usize], width: u16) -> Vec<usize> {
    let room = room(screen, width);
    let by_hand = by_hand(arranged, order);
    let mut held: Vec<usize> = match by_hand {
        Some(at) => order.iter().take(at + 1).copied().collect(),
        None => frozen(screen.view, order).into_iter().collect(),
    };
    let widths = Widths::new(screen, arranged.fit, is_tight(screen, arranged, order, room));
    let fits = |line: &[usize]| fitting(&widths, arranged.chosen.is_some(), line, room) == line.len();
    while !held.is_empty() {
        let mut rest = order.iter().filter(|index| !held.contains(index)).peekable();
        let fit = match rest.peek() {
            None => fits(&held),
            Some(_) => rest.all(|index| fits(&[held.as_slice(), &[*index]].concat())),
        };
        if fit {
            break;
        }
        held.pop();
    }
    held
}

/// The place in the order of the last column that was frozen by hand.
fn by_hand(arranged: Arranged<'_>, order: &[usize]) -> Option<usize> {
    let last = arranged.fit?.frozen?;
    order.iter().position(|index| *index == last)
}

/// Columns as they stand in a line of that width.
pub fn layout(screen: &Screen, arranged: Arranged<'_>, width: u16) -> Layout {
    let order = sequence(screen, arranged.chosen, width);
    let margin = margin(screen.view);
    let room = room(screen, width);
    let widths = Widths::new(screen, arranged.fit, is_tight(screen, arranged, &order, room));
    let held = held(screen, arranged, &order, width);
    let (line, before) = scrolled(screen, &order, &held);
    let fit = fitting(&widths, arranged.chosen.is_some(), &line, room);
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
        placed.push(Placed { index: *index, x, width, bar, dropped: widths.dropped(*index) });
        x += width + gap + behind;
    }
    let held = if by_hand(arranged, &order).is_some() { held.len().min(placed.len()) } else { 0 };
    Layout { after: order.len().saturating_sub(before + placed.len()), placed, margin, gap, held, before }
}

/// Whether the columns that rank want more than there is.
fn is_tight(screen: &Screen, arranged: Arranged<'_>, order: &[usize], room: u16) -> bool {
    let widths = Widths::new(screen, arranged.fit, false);
    let ranking = order.iter().filter(|index| arranged.chosen.is_some() || widths.ranks(**index));
    let comfort: Vec<u16> = ranking.map(|index| widths.comfortable(*index)).collect();
    spread(&comfort, GAP) > room
}

/// The width that a column would have if it were set to this one.
pub fn settable(screen: &Screen, index: usize, width: u16) -> u16 {
    Widths::new(screen, None, false).settable(index, width)
}

/// Cells of so many columns with what parts them.
fn spread(widths: &[u16], gap: u16) -> u16 {
    widths.iter().map(|width| width + gap).sum::<u16>().saturating_sub(gap)
}

/// The line of columns from where it is scrolled to, and how many are off at the left.
fn scrolled(screen: &Screen, order: &[usize], held: &[usize]) -> (Vec<usize>, usize) {
    if screen.left == 0 {
        return (order.to_vec(), 0);
    }
    let rest: Vec<usize> = order.iter().copied().filter(|index| !held.contains(index)).collect();
    let before = screen.left.min(rest.len().saturating_sub(1));
    let line = held.iter().copied().chain(rest.into_iter().skip(before)).collect();
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
            .map(|(index, other)| if of.gives_way(*index) { floor } else { *other })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DayRange;
    use crate::report::{Ask, Role, catalog};
    use chrono_tz::Tz;
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
            frozen_at in prop::option::of(0usize..24),
            set in prop::collection::vec((0usize..24, 0u16..90), 0..4),
            reversed in any::<bool>(),
        ) {
            for mut screen in screens() {
                screen.left = left;
                screen.measured.clone_from(&measured);
                screen.measured.truncate(screen.view.columns.len());
                screen.ask.sort = Vec::new();
                let own = choosable(screen.view).map(|(index, _)| index).collect::<Vec<_>>();
                let pick = |at: usize| own[at % own.len()];
                let fit = Fit {
                    frozen: frozen_at.map(pick),
                    widths: set.iter().map(|(at, width)| (pick(*at), *width)).collect(),
                };
                let chosen: Vec<usize> = own.iter().copied().rev().collect();
                let arranged = Arranged { chosen: reversed.then_some(&chosen), fit: Some(&fit) };
                let layout = layout(&screen, arranged, width);
                let mut next = layout.margin;
                for placed in &layout.placed {
                    prop_assert!(placed.x >= next, "{placed:?}");
                    next = placed.x + placed.width + placed.bar + layout.gap;
                }
                // A single number wider than a tiny line is cut where it is written.
                prop_assert!(layout.placed.len() <= 1 || next - layout.gap <= width, "{layout:?} in {width}");
                let all = choosable(screen.view).count();
                prop_assert_eq!(layout.before + layout.placed.len() + layout.after, all);
                let mut seen: Vec<usize> = layout.placed.iter().map(|placed| placed.index).collect();
                seen.sort_unstable();
                seen.dedup();
                prop_assert_eq!(seen.len(), layout.placed.len(), "none stands twice");
                prop_assert!(layout.held <= layout.placed.len());
                // Whatever is frozen and however wide it was set, each column can be scrolled to.
                if width > 60 {
                    let order = sequence(&screen, arranged.chosen, width);
                    let rest = order.len() - held(&screen, arranged, &order, width).len();
                    let mut reached = std::collections::BTreeSet::new();
                    for left in 0..rest.max(1) {
                        screen.left = left;
                        reached.extend(super::layout(&screen, arranged, width).placed.iter().map(|p| p.index));
                    }
                    prop_assert_eq!(reached.len(), all);
                }
            }
        }
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
            let instant = |column: &Column| matches!(column.unit, Unit::Instant | Unit::Moment);
            screen.common =
                screen.view.columns.iter().map(|column| if instant(column) { 5 } else { 0 }).collect();
            let wanted = choosable(screen.view).filter(|(_, column)| column.role == Role::Shown).count();
            assert_eq!(
                shown(&screen, &layout(&screen, Arranged::default(), 80)),
                wanted,
                "{}",
                screen.def.id
            );
        }
    }
}
