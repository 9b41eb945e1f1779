//! Where the panels of a dashboard stand: a pure function of the state, by which `update` moves and `ui` draws. In one
//! column, or in two where it is wide; each column scrolls so that the panel with the focus is seen.

use super::screen::Screen;
use super::state::State;
use crate::report::{Form, Layout, Panel, Place, Window};

/// From this width on there are two columns.
pub const TWO_COLUMNS: u16 = 100;
/// Cells between two columns.
const GAP: u16 = 3;
/// Lines of bars over their axis.
pub const BAR_LINES: u16 = 6;
/// Hours, seven days, legend.
const HEAT_LINES: u16 = 9;
/// Rows that a list shows before it is read.
const LIST_LINES: u16 = 10;

/// A panel in its place.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    pub panel: &'static Panel,
    pub screen: &'a Screen,
    pub focused: bool,
    pub x: u16,
    /// The line of its title; those outside `top..bottom` are not seen.
    pub y: i32,
    pub width: u16,
    /// Lines under the title.
    pub lines: u16,
}

/// All panels of the open dashboard.
#[derive(Clone, Debug)]
pub struct Board<'a> {
    /// In the order in which one goes through them.
    pub placed: Vec<Placed<'a>>,
    pub top: u16,
    /// The line after the last.
    pub bottom: u16,
}

/// The panels of a state's open report, in their declared order; `None` where a table is open.
pub fn panels(state: &State) -> Option<&'static [Panel]> {
    let trail = state.trail();
    match trail.def.layout {
        Layout::Dashboard(panels) if trail.below.is_empty() => Some(panels),
        _ => None,
    }
}

/// The panel that has the focus.
pub fn focused(state: &State) -> Option<&'static Panel> {
    panels(state)?.iter().find(|panel| panel.view == state.trail().root.view.id)
}

/// The open dashboard; `None` where a table is open.
pub fn of(state: &State) -> Option<Board<'_>> {
    let panels = panels(state)?;
    let (width, height) = state.size;
    let top = if height >= 20 { 3 } else { 2 };
    let bottom = height.saturating_sub(2).max(top);
    let whole = width.saturating_sub(2);
    let half = whole.saturating_sub(GAP) / 2;
    let mut placed = Vec::new();
    if width >= TWO_COLUMNS {
        let right = 1 + half + GAP;
        placed.extend(column(state, panels, Some(Place::Left), (1, half), (top, bottom)));
        placed.extend(column(state, panels, Some(Place::Right), (right, half), (top, bottom)));
    } else {
        placed.extend(column(state, panels, None, (1, whole), (top, bottom)));
    }
    Some(Board { placed, top, bottom })
}

/// One under the other, scrolled.
fn column<'a>(
    state: &'a State,
    panels: &'static [Panel],
    place: Option<Place>,
    (x, width): (u16, u16),
    (top, bottom): (u16, u16),
) -> Vec<Placed<'a>> {
    let mut y = i32::from(top);
    let mut placed: Vec<Placed<'a>> = Vec::new();
    for panel in panels.iter().filter(|panel| place.is_none_or(|place| panel.place == place)) {
        let Some(screen) = state.trail().panel(panel.view) else { continue };
        let lines = lines(panel.form, screen);
        let focused = state.trail().root.view.id == panel.view;
        placed.push(Placed { panel, screen, focused, x, y, width, lines });
        y += i32::from(lines) + 2;
    }
    let scroll = placed.iter().find(|one| one.focused).map_or(0, |one| scroll(one, top, bottom));
    for one in &mut placed {
        one.y -= scroll;
    }
    placed
}

/// So far that the whole panel is seen, or its cursor where it is higher than the terminal.
fn scroll(placed: &Placed<'_>, top: u16, bottom: u16) -> i32 {
    let room = i32::from(bottom) - i32::from(top);
    let (mut first, mut last) = (placed.y, placed.y + 1 + i32::from(placed.lines));
    if last - first > room {
        let by_row = matches!(placed.panel.form, Form::Figures | Form::List | Form::Alerts);
        let cursor = placed.screen.place.cursor.min(usize::from(placed.lines.saturating_sub(1)));
        let row = if by_row { i32::try_from(cursor).unwrap_or(0) } else { 0 };
        first = if row == 0 { placed.y } else { placed.y + 1 + row };
        last = (placed.y + 2 + row).max(first + 1);
    }
    (last - i32::from(bottom)).min(first - i32::from(top)).max(0)
}

/// Lines under a panel's title; before it is read, those that it will most likely take.
fn lines(form: Form, screen: &Screen) -> u16 {
    let rows = screen.window().filter(|_| screen.load.failed.is_none()).map(Window::known_rows);
    let rows = rows.map(|rows| u16::try_from(rows).unwrap_or(u16::MAX).max(1));
    match form {
        Form::Bars => BAR_LINES + 1,
        Form::Heat => HEAT_LINES,
        Form::Figures => rows.unwrap_or(LIST_LINES - 1),
        Form::List => rows.unwrap_or(LIST_LINES).min(LIST_LINES),
        Form::Alerts => rows.unwrap_or(3),
    }
}

/// Rows of the panel with the focus that a page has.
pub fn page(state: &State) -> Option<usize> {
    let form = focused(state)?.form;
    let screen = &state.trail().root;
    match form {
        // All rows are drawn at once; a page of days is a week, one of hours a day.
        Form::Bars | Form::Heat => Some(screen.reach().max(1)),
        Form::Figures | Form::List | Form::Alerts => Some(usize::from(lines(form, screen)).max(1)),
    }
}

/// The panel after (or before) the one with the focus, in the order they stand, round the end.
pub fn neighbour(state: &State, forward: bool) -> Option<&'static str> {
    let board = of(state)?;
    let at = board.placed.iter().position(|one| one.focused)?;
    let count = board.placed.len();
    let to = (at + if forward { 1 } else { count - 1 }) % count;
    board.placed.get(to).map(|one| one.panel.view)
}
