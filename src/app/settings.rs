//! How one likes the console: what the configuration says beside the data, and what was kept from the last time.

use super::fit::Fit;
use super::keymap::Keymap;
use super::state::{State, ZoneChoice};
use crate::report::ReportId;
use std::collections::BTreeMap;

/// Columns by report and view: the view's indices in order.
pub type Columns = BTreeMap<(ReportId, &'static str), Vec<usize>>;

/// Freezing and widths by report and view.
pub type Fits = BTreeMap<(ReportId, &'static str), Fit>;

/// What may be set; the defaults are those without a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub keymap: Keymap,
    /// The mouse is listened to from the start.
    pub mouse: bool,
    /// The columns of the views where nobody chooses others by hand.
    pub columns: Columns,
    pub kept: Kept,
}

impl Default for Settings {
    fn default() -> Self {
        Self { keymap: Keymap::default(), mouse: true, columns: Columns::new(), kept: Kept::default() }
    }
}

/// What the console takes over from its last time. Nothing in it tells of persons or days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The report of a strip to open on.
    pub report: Option<ReportId>,
    pub zone: Option<ZoneChoice>,
    /// Where it was switched by hand.
    pub mouse: Option<bool>,
    /// Columns chosen by hand.
    pub columns: Columns,
    /// Columns frozen, and their widths.
    pub fits: Fits,
}

/// How the mouse was when the console began, and what had been kept of it: what nobody switched is not kept anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Began {
    pub mouse: bool,
    pub kept: Option<bool>,
}

impl State {
    /// What the next console is to take over.
    pub fn kept(&self) -> Kept {
        Kept {
            report: Some(self.trail().def.id),
            zone: Some(self.zone).filter(|zone| *zone != ZoneChoice::default()),
            mouse: if self.mouse == self.began.mouse { self.began.kept } else { Some(self.mouse) },
            columns: self.chosen.clone(),
            fits: self.fits.clone(),
        }
    }
}
