//! Bars of time: when each device was there, on one scale.

use super::screen::Screen;
use crate::model::{Cell, Interval, Unit, format};
use crate::report::{Chart, Window};

/// More lines than this say nothing at a glance.
const MOST_LINES: usize = 6;

/// Below this width the facts say what the caption would.
const CAPTIONED: u16 = 76;

/// One line of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    /// Drawn lighter.
    pub waiting: bool,
    /// Apart from one another, in the order of the rows.
    pub spans: Vec<Interval>,
}

/// The chart of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeBar {
    pub scale: Interval,
    pub lines: Vec<Line>,
    /// Lines left out for want of room.
    pub more: usize,
}

/// The bars over the table of a screen; `None` where there are none to draw.
pub fn of(screen: &Screen) -> Option<TimeBar> {
    let chart = screen.view.chart.as_ref()?;
    let window = screen.window()?;
    let Chart::TimeBar { start, end, join, leave, waiting, label } = *chart else { return None };
    let scale = Interval::new(window.fact(start)?.as_int()?, window.fact(end)?.as_int()?);
    if scale.seconds() == 0 {
        return None;
    }
    let columns = Columns {
        join: window.column(join)?,
        leave: window.column(leave)?,
        waiting: window.column(waiting),
        label: window.column(label),
    };
    let mut lines: Vec<Line> = Vec::new();
    for row in &window.rows {
        let Some(span) = columns.span(row, scale) else { continue };
        let (name, waits) = columns.name(row, window, screen.view.noun.0);
        add(&mut lines, name, waits, span);
    }
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    (!lines.is_empty()).then_some(TimeBar { scale, lines, more })
}

/// Names of the facts that the chart says: its ends, and where there is room for a caption, how much of it.
pub fn says(screen: &Screen, width: u16) -> Vec<&str> {
    let (Some(Chart::TimeBar { start, end, .. }), Some(window)) = (&screen.view.chart, screen.window())
    else {
        return Vec::new();
    };
    if of(screen).is_none() {
        return Vec::new();
    }
    let said = [Unit::Duration, Unit::Percent].into_iter().filter_map(|unit| fact_of(window, unit));
    let said = said.filter(|_| is_captioned(width)).map(|(name, _)| name);
    [*start, *end].into_iter().chain(said).collect()
}

pub fn is_captioned(width: u16) -> bool {
    width >= CAPTIONED
}

/// The first fact of a unit, by name.
pub fn fact_of(window: &Window, unit: Unit) -> Option<(&str, &Cell)> {
    let (column, cell) = window.facts.iter().find(|(column, _)| column.unit == unit)?;
    Some((&column.name, cell))
}

/// Onto the first line of that name that is free then, else onto a new one: two at once are seen as two.
fn add(lines: &mut Vec<Line>, label: String, waiting: bool, span: Interval) {
    let free = lines.iter_mut().find(|line| {
        line.label == label && line.waiting == waiting && !line.spans.iter().any(|s| s.overlaps(span))
    });
    match free {
        Some(line) => line.spans.push(span),
        None => lines.push(Line { label, waiting, spans: vec![span] }),
    }
}

struct Columns {
    join: usize,
    leave: usize,
    waiting: Option<usize>,
    label: Option<usize>,
}

impl Columns {
    /// Inside the scale; a connection that has no end lasts to the end of the scale.
    fn span(&self, row: &[Cell], scale: Interval) -> Option<Interval> {
        let join = row.get(self.join)?.as_int()?;
        let leave = row.get(self.leave).and_then(Cell::as_int).unwrap_or(scale.end);
        Some(Interval::new(join, leave).clipped(scale)).filter(|span| span.seconds() > 0)
    }

    fn name(&self, row: &[Cell], window: &Window, noun: &str) -> (String, bool) {
        if let Some(index) = self.waiting
            && row.get(index).and_then(Cell::as_int) == Some(1)
        {
            let title = window.columns.get(index).map_or("waiting", |column| &column.title);
            return (title.to_lowercase(), true);
        }
        let label = self.label.and_then(|index| row.get(index));
        let label = label.map_or(String::new(), |cell| format::shown(cell, Unit::Text, chrono_tz::UTC));
        (if label.is_empty() { noun.to_owned() } else { label }, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_at_once_take_a_line_each() {
        let mut lines = Vec::new();
        add(&mut lines, "Windows".into(), false, Interval::new(0, 10));
        add(&mut lines, "Windows".into(), false, Interval::new(20, 30));
        add(&mut lines, "Windows".into(), false, Interval::new(25, 40));
        add(&mut lines, "waiting room".into(), true, Interval::new(10, 20));
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].spans.len(), 2);
    }
}
