//! The reports of the occurrence that one stands on, beside the one that is open.

use super::action::Action;
use super::screen::Screen;
use super::state::State;
use super::text::width;
use crate::model::{Cell, format};
use crate::report::{Address, Ask, ReportDef, Tab, View, Viewer, Window, catalog, counts, held};

/// The report of all that is held of an occurrence.
const COUNTED_BY: &str = "occurrence";

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Other {
    pub def: &'static ReportDef,
    pub view: &'static View,
    /// Its rows, where they are known without asking.
    pub count: Option<i64>,
}

/// Reports of an occurrence, a view each, without the open one and those that the viewer may not see.
pub fn of(rights: &Viewer, screen: &Screen) -> Vec<Other> {
    held::views()
        .filter(|(def, view)| rights.may(def) && (def.id, view.id) != (screen.def.id, screen.view.id))
        .map(|(def, view)| Other { def, view, count: count(screen, def, view) })
        .collect()
}

/// Those of them that every occurrence has: of nothing but an occurrence, and of webinars only among webinars.
pub fn usual(rights: &Viewer, screen: &Screen) -> Vec<Other> {
    let mut all = of(rights, screen);
    all.retain(|other| {
        let here = other.def.tab != Tab::Webinars || screen.def.tab == Tab::Webinars;
        here && !other.def.is_root()
    });
    all
}

/// The question how many rows each of them has.
pub fn question(screen: &Screen) -> Option<Ask> {
    let mut ask = Ask::new(catalog::find(COUNTED_BY)?, screen.ask.range, screen.ask.zone);
    ask.accounts.clone_from(&screen.ask.accounts);
    ask.params.insert("occurrence".to_owned(), screen.occurrence()?);
    Some(ask)
}

/// The counts of an answer; those that have no rows go. Nothing changes where the answer names none of them.
pub fn counted(views: &mut Vec<Other>, window: &Window) {
    let opens = window.column("opens");
    let rows = window.column("rows");
    let cell = |row: &[Cell], at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    let mut counts = Vec::new();
    for row in &window.rows {
        let (opens, rows) = (cell(row, opens), cell(row, rows));
        if let (Some(address), Some(count)) = (opens.as_text().and_then(Address::parse), rows.as_int()) {
            counts.push(((address.def.id, address.view.id), count));
        }
    }
    if counts.is_empty() {
        return;
    }
    views.retain_mut(|other| {
        let known = counts.iter().find(|(of, _)| *of == (other.def.id, other.view.id));
        other.count = known.map(|(_, count)| *count);
        known.is_some()
    });
}

/// From the row where it is an occurrence, else from the facts.
fn count(screen: &Screen, def: &ReportDef, view: &View) -> Option<i64> {
    let names = counts::counted_by(def, view);
    let of_row = screen.view.keys().any(|column| column.name == "occurrence");
    names.iter().find_map(|name| {
        if !of_row {
            return screen.window()?.fact(name).and_then(Cell::as_int);
        }
        let index = screen.view.columns.iter().position(|column| column.name == *name)?;
        screen.row()?.get(index)?.as_int()
    })
}

/// `o: Connections · Curve · Sources 2`, as many as take at most `room` cells; nothing where the screen is not of one
/// occurrence.
pub fn line(state: &State, room: usize) -> String {
    let screen = state.screen();
    if !screen.ask.params.contains_key("occurrence") {
        return String::new();
    }
    let mut line = String::new();
    let all = usual(&state.rights, screen);
    for (at, other) in all.iter().enumerate() {
        let count = other.count.map_or_else(String::new, |count| format!(" {}", format::thousands(count)));
        let lead = if at == 0 { format!("{}: ", state.key(Action::Others)) } else { " · ".to_owned() };
        let part = format!("{lead}{}{count}", other.view.title);
        let more = if at + 1 < all.len() { 4 } else { 0 };
        if width(&line) + width(&part) + more > room {
            if !line.is_empty() {
                line.push_str(" · …");
            }
            break;
        }
        line.push_str(&part);
    }
    line
}
