//! What a column's numbers mean; alignment, width and formatting follow from it.

use serde::Serialize;

/// The meaning of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Free text.
    Text,
    /// A meeting number, kept as text of digits, shown grouped (`846 1234 0849`).
    Number,
    /// A whole number of things.
    Count,
    /// Seconds, shown and exported as whole minutes, rounded up: sums are rounded once, at the end.
    Minutes,
    /// Seconds, shown as `h:mm:ss`.
    Duration,
    /// Epoch seconds in UTC, shown to the minute in the zone chosen.
    Instant,
    /// Epoch seconds in UTC, shown to the second in the zone chosen.
    Moment,
    /// Days since 1970-01-01, a day in the account's zone.
    Date,
    /// A share in percent (`48.3` is 48.3 %).
    Percent,
    /// Bytes.
    Bytes,
    /// An amount with its currency in one number ([`money`](super::money)), shown as `12.30 EUR`; files hold the amount, its
    /// currency is a column of its own.
    Money,
    /// Whole numbers joined by blanks (`0 3 -`, `-` for one not known), shown as a line of blocks as high as they are.
    Spark,
    /// 0 or 1.
    Flag,
    /// A state in one word, shown as one sign in the margin (`provisional` is `~`).
    Mark,
    /// States in a row, a letter each: `h` held, `o` in part, `p` provisional, `m` missing, a blank or `-` where there is none. Shown as
    /// signs ([`STRIP`]); files hold the letters.
    Strip,
    /// An opaque key: passed on when drilling down, never shown.
    Key,
}

/// Letter, sign and meaning of each state of a [`Unit::Strip`].
pub const STRIP: [(char, char, &str); 4] =
    [('h', '█', "held"), ('o', '▄', "in part"), ('p', '▒', "provisional"), ('m', '·', "missing")];

/// Where a cell stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

impl Unit {
    pub fn align(self) -> Align {
        match self {
            Unit::Count | Unit::Minutes | Unit::Duration | Unit::Percent | Unit::Bytes | Unit::Money => {
                Align::Right
            }
            _ => Align::Left,
        }
    }

    /// Whether cells of this unit are searched by the filter and sorted as text.
    pub fn is_text(self) -> bool {
        matches!(self, Unit::Text | Unit::Number | Unit::Mark | Unit::Strip)
    }
}
