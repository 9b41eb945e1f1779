//! A line over time: how many were there, moment by moment.

use super::screen::Screen;
use crate::model::{Cell, Interval};
use crate::report::Chart;

/// The chart of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// Epoch seconds.
    pub scale: Interval,
    /// Moments and values, in order of time; a value holds until the next moment.
    pub points: Vec<(i64, i64)>,
    /// The highest value, and when it was first reached.
    pub peak: (i64, i64),
    /// The moment of the row under the cursor.
    pub cursor: Option<(i64, i64)>,
}

/// The line over the table of a screen; `None` where there is none to draw.
pub fn of(screen: &Screen) -> Option<Curve> {
    let chart = screen.view.chart.as_ref()?;
    let Chart::Curve { start, end, time, value, peak, peak_time } = *chart else { return None };
    let window = screen.window()?;
    let scale = Interval::new(window.fact(start)?.as_int()?, window.fact(end)?.as_int()?);
    let (time, value) = (window.column(time)?, window.column(value)?);
    let point = |row: &Vec<Cell>| Some((row.get(time)?.as_int()?, row.get(value)?.as_int()?));
    let mut points: Vec<(i64, i64)> = window.rows.iter().filter_map(point).collect();
    points.sort_unstable();
    let highest = points.iter().max_by_key(|(at, value)| (*value, std::cmp::Reverse(*at))).copied()?;
    let said = window.fact(peak).and_then(Cell::as_int).zip(window.fact(peak_time).and_then(Cell::as_int));
    let peak = said.filter(|(value, _)| *value >= highest.1).unwrap_or((highest.1, highest.0));
    let cursor = screen.row().and_then(|row| Some((row.get(time)?.as_int()?, row.get(value)?.as_int()?)));
    (scale.seconds() > 0 && peak.0 > 0).then_some(Curve { scale, points, peak, cursor })
}
