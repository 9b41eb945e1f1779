//! The way that one has gone: from a report of a strip down to the screen that is seen.

use super::screen::Screen;
use crate::model::DayRange;
use crate::report::{Ask, Layout, ReportDef, ReportId};
use chrono_tz::Tz;

/// Where one was before: a report of a strip, and the screens below it as they were.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub report: ReportId,
    pub below: Vec<Screen>,
}

/// One report of a tab's strip, and the way down from it.
#[derive(Clone, Debug)]
pub struct Trail {
    pub def: &'static ReportDef,
    /// Of a dashboard, the panel with the focus.
    pub root: Screen,
    /// The dashboard's other panels, in no order.
    pub beside: Vec<Screen>,
    pub below: Vec<Screen>,
}

impl Trail {
    /// The screen that is seen.
    pub fn top(&self) -> &Screen {
        self.below.last().unwrap_or(&self.root)
    }

    pub fn top_mut(&mut self) -> &mut Screen {
        self.below.last_mut().unwrap_or(&mut self.root)
    }

    pub fn screens_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        std::iter::once(&mut self.root).chain(&mut self.beside).chain(&mut self.below)
    }

    /// A report of a strip before it is read.
    pub(super) fn new(def: &'static ReportDef, range: DayRange, zone: Tz) -> Option<Self> {
        let views: Vec<&str> = match def.layout {
            Layout::Table => def.first_view().map(|view| view.id).into_iter().collect(),
            Layout::Dashboard(panels) => panels.iter().map(|panel| panel.view).collect(),
        };
        let mut screens = views.into_iter().filter_map(|view| {
            let mut ask = Ask::new(def, range, zone);
            view.clone_into(&mut ask.view);
            Screen::new(ask, Vec::new())
        });
        Some(Self { def, root: screens.next()?, beside: screens.collect(), below: Vec::new() })
    }

    /// A dashboard's panel by its view.
    pub fn panel(&self, view: &str) -> Option<&Screen> {
        std::iter::once(&self.root).chain(&self.beside).find(|screen| screen.view.id == view)
    }

    /// What is seen: the panels of a dashboard, else one screen.
    pub fn seen(&self) -> impl Iterator<Item = &Screen> {
        let (top, beside) = match self.below.last() {
            Some(top) => (top, &[][..]),
            None => (&self.root, self.beside.as_slice()),
        };
        std::iter::once(top).chain(beside)
    }

    pub fn seen_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        let (top, beside) = match self.below.last_mut() {
            Some(top) => (top, &mut [][..]),
            None => (&mut self.root, self.beside.as_mut_slice()),
        };
        std::iter::once(top).chain(beside)
    }
}
