//! One value of a report. What it means (seconds, an instant, a share) is said by the column's [`Unit`](super::Unit).

/// A value as the store gives it; formatting waits until screen or file is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Not known or not given by the source: shown as `—` or nothing, never as 0.
    #[default]
    Empty,
    /// Counts, seconds, minutes, bytes, epoch seconds, epoch days, 0/1 flags, opaque keys.
    Int(i64),
    /// Shares in percent.
    Real(f64),
    /// Text, already free of control and bidi characters.
    Text(String),
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Cell::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The number behind the cell, for bars and sums.
    #[expect(clippy::cast_precision_loss, reason = "only drawn, never stored")]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Cell::Int(value) => Some(*value as f64),
            Cell::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Cell::Text(value) => Some(value),
            _ => None,
        }
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Cell::Text(value.to_owned())
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Cell::Int(value)
    }
}
