//! What can be clicked: the areas of a frame with what stands there, noted while they are drawn, so that no click can
//! mean anything but what is seen.

use super::action::Action;
use super::panel::DateField;
use crate::report::{ReportId, Tab};

/// What a click is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Tab(Tab),
    /// A report of the strip.
    Report(ReportId),
    /// A view of the open report.
    View(&'static str),
    /// A part of the breadcrumb: so many levels under the tab's report.
    Level(usize),
    /// The title of a column, by its index in the view.
    Column(usize),
    /// A row of the table, from the first of the whole answer.
    Row(usize),
    /// A panel of the dashboard by its view, and the row of it.
    Panel(&'static str, Option<usize>),
    /// An item of the open menu.
    Item(usize),
    /// One of the choices of an item.
    Choice(usize, usize),
    /// A field of the dates.
    Field(DateField),
    /// Words that stand for a key.
    Does(Action),
}

/// What the mouse does; the terminal tells no movements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button, and what it was pressed on.
    Press(Option<Target>),
    /// One notch of the wheel.
    Wheel { down: bool },
}

/// What the mouse is for, as the help says it.
pub const ABOUT: &[(&str, &str)] = &[
    ("wheel", "scrolls rows and texts, goes through menus and the panels of the overview"),
    ("row", "takes the cursor; pressed again it is opened"),
    ("column", "its title selects it; pressed again it sorts"),
    ("the rest", "tabs, reports, views, the way above, dates, items and the keys below do what they say"),
];

/// Cells of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    x: u16,
    y: u16,
    width: u16,
    height: u16,
}

impl Area {
    fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x)
            && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }
}

/// The targets of a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits(Vec<(Area, Target)>);

impl Hits {
    /// Notes a target; what is noted later lies above.
    pub fn add(&mut self, (x, y): (u16, u16), (width, height): (u16, u16), target: Target) {
        if width > 0 && height > 0 {
            self.0.push((Area { x, y, width, height }, target));
        }
    }

    pub fn at(&self, x: u16, y: u16) -> Option<Target> {
        self.0.iter().rev().find(|(area, _)| area.holds(x, y)).map(|(_, target)| *target)
    }

    /// Every target with the first cell of its area.
    pub fn all(&self) -> impl Iterator<Item = ((u16, u16), Target)> {
        self.0.iter().map(|(area, target)| ((area.x, area.y), *target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_last_lies_above() {
        let mut hits = Hits::default();
        hits.add((0, 2), (80, 1), Target::Row(4));
        hits.add((10, 1), (5, 3), Target::Item(0));
        hits.add((3, 2), (0, 1), Target::Item(9));
        assert_eq!(hits.at(3, 2), Some(Target::Row(4)));
        assert_eq!(hits.at(12, 2), Some(Target::Item(0)));
        assert_eq!(hits.at(15, 2), Some(Target::Row(4)));
        assert_eq!(hits.at(80, 2), None);
        assert_eq!(hits.at(0, 3), None);
    }
}
