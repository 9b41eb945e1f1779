//! Columns that the data bring: a screen has those of the answer that it shows.

use super::screen::Screen;
use super::settings::{Columns, Fits};
use crate::report::{ReportId, Window};
use std::collections::BTreeMap;

/// Titles of the columns that came with the last answer, by report and view.
pub type Forms = BTreeMap<(ReportId, &'static str), Vec<String>>;

/// Gives the screen the columns of the answer. What was arranged by hand of another form's goes; in their place its own
/// stand, as they come.
pub fn take(
    screen: &mut Screen,
    window: &Window,
    (forms, chosen, fits): (&mut Forms, &mut Columns, &mut Fits),
) {
    let Some(declared) = screen.def.view(screen.view.id).filter(|view| view.further.is_some()) else {
        return;
    };
    screen.view = declared.with(&window.further);
    let key = (screen.def.id, declared.id);
    let before = forms.insert(key, window.further.clone());
    if before.is_none_or(|before| before == window.further) {
        return;
    }
    let own = declared.columns.len();
    screen.column = screen.column.filter(|index| *index < own);
    if let Some(columns) = chosen.get_mut(&key) {
        columns.retain(|index| *index < own);
        columns.extend(own..screen.view.columns.len());
    }
    if let Some(fit) = fits.get_mut(&key) {
        fit.frozen = fit.frozen.filter(|index| *index < own);
        fit.widths.retain(|index, _| *index < own);
    }
}
