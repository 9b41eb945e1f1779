//! What was fitted by hand: the columns that stay when the others scroll, and widths. Plain, so that it can be kept.

use std::collections::BTreeMap;

/// Freezing and widths of one view; columns by the view's index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// The last of the columns that stay at the left.
    pub frozen: Option<usize>,
    /// Cells of a column's values.
    pub widths: BTreeMap<usize, u16>,
}

impl Fit {
    pub fn is_empty(&self) -> bool {
        self.frozen.is_none() && self.widths.is_empty()
    }

    /// Freezes up to a column; again: no longer.
    pub fn freeze(&mut self, index: usize) {
        self.frozen = if self.frozen == Some(index) { None } else { Some(index) };
    }
}
