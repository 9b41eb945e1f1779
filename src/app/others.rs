//! The reports of the occurrence that one stands on, beside the one that is open.

use super::action::Action;
use super::screen::Screen;
use super::state::State;
use super::text::width;
use crate::model::{Cell, format};
use crate::report::{ParamKind, ReportDef, View, Viewer, catalog, counts};

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Other {
    pub def: &'static ReportDef,
    pub view: &'static View,
    /// Its rows, where they are known without asking.
    pub count: Option<i64>,
}

/// Reports that need an occurrence and nothing else, a view each, without the open one and those that the viewer may not
/// see.
pub fn of(rights: &Viewer, screen: &Screen) -> Vec<Other> {
    let fits = |def: &&&'static ReportDef| {
        let mut needed = def.params.iter().filter(|param| param.required);
        needed.next().is_some_and(|param| param.kind == ParamKind::Occurrence) && needed.next().is_none()
    };
    let views = catalog::ALL
        .iter()
        .filter(fits)
        .filter(|def| rights.may(def))
        .flat_map(|def| def.views.iter().map(move |view| (*def, view)));
    views
        .filter(|(def, view)| (def.id, view.id) != (screen.def.id, screen.view.id))
        .map(|(def, view)| Other { def, view, count: count(screen, def, view) })
        .collect()
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
    let all = of(&state.rights, screen);
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
