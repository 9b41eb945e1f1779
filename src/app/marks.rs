//! Rows marked by hand, by their keys: they stay marked whatever the order, page or filter. Each is held as it was read
//! last, so that marked rows count also when they are out of sight.

use crate::model::{Cell, Unit, money};
use crate::report::{Column, View, Window};

#[derive(Clone, Debug, PartialEq)]
struct Marked {
    key: Vec<Cell>,
    row: Vec<Cell>,
}

/// Marked rows, in the order in which they were marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    rows: Vec<Marked>,
}

/// Figures over the marked rows of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// Empty where values cannot be added up, like shares.
    pub sum: Cell,
    pub mean: Cell,
    /// Marked rows in which something is known.
    pub known: usize,
}

/// The cells that a row is known by.
pub fn key(view: &View, row: &[Cell]) -> Vec<Cell> {
    let known: Vec<&str> = view.known_by().map(|column| &*column.name).collect();
    let is_part = |column: &Column| known.contains(&&*column.name);
    view.columns.iter().zip(row).filter(|(column, _)| is_part(column)).map(|(_, cell)| cell.clone()).collect()
}

impl Marks {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn holds(&self, view: &View, row: &[Cell]) -> bool {
        if self.rows.is_empty() {
            return false;
        }
        let key = key(view, row);
        self.rows.iter().any(|marked| marked.key == key)
    }

    /// Marks the row, or takes its mark away.
    pub fn toggle(&mut self, view: &View, row: &[Cell]) {
        let key = key(view, row);
        match self.rows.iter().position(|marked| marked.key == key) {
            Some(at) => {
                self.rows.remove(at);
            }
            None => self.rows.push(Marked { key, row: row.to_vec() }),
        }
    }

    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// Marked rows that were read again are held as they are now.
    pub fn refresh(&mut self, view: &View, window: &Window) {
        if self.rows.is_empty() {
            return;
        }
        for row in &window.rows {
            let key = key(view, row);
            if let Some(marked) = self.rows.iter_mut().find(|marked| marked.key == key) {
                marked.row.clone_from(row);
            }
        }
    }

    /// Rows that are gone are marked no longer, where the window holds all that there are.
    pub fn let_go(&mut self, view: &View, window: &Window) {
        let all = window.totals.as_ref().is_some_and(|totals| totals.rows == window.rows.len());
        if self.rows.is_empty() || !all || window.unfiltered.is_some() {
            return;
        }
        let keys: Vec<Vec<Cell>> = window.rows.iter().map(|row| key(view, row)).collect();
        self.rows.retain(|marked| keys.contains(&marked.key));
    }

    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.iter().map(|marked| marked.row.as_slice())
    }

    pub fn keys(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.iter().map(|marked| marked.key.as_slice())
    }

    /// Sum and mean of a column; `None` where it holds no figures, or none is known.
    pub fn sums(&self, index: usize, unit: Unit) -> Option<Sums> {
        // A number that names the row, like an import's, is no figure.
        let names_it = |marked: &Marked| marked.row.get(index).is_some_and(|cell| marked.key.contains(cell));
        if self.rows.iter().all(names_it) {
            return None;
        }
        let cells = || self.rows().filter_map(|row| row.get(index));
        let (mut known, mut sum, mut real) = (0_u32, 0_i64, 0.0);
        for cell in cells().filter(|cell| cell.as_number().is_some()) {
            known += 1;
            sum = sum.saturating_add(cell.as_int().unwrap_or(0));
            real += cell.as_number().unwrap_or(0.0);
        }
        let mean = real / f64::from(known.max(1));
        let (sum, mean) = match unit {
            Unit::Count => (Cell::Int(sum), Cell::Real(mean)),
            Unit::Minutes | Unit::Duration | Unit::Bytes => {
                (Cell::Int(sum), Cell::Int(sum / i64::from(known.max(1))))
            }
            Unit::Percent => (Cell::Empty, Cell::Real(mean)),
            Unit::Money => (one_currency(cells())?, Cell::Empty),
            _ => return None,
        };
        (known > 0).then_some(Sums { sum, mean, known: usize::try_from(known).unwrap_or(usize::MAX) })
    }
}

/// Amounts of one currency together; `None` where they are of several.
fn one_currency<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<Cell> {
    let (mut sum, mut code) = (0_i64, None);
    for cell in cells.filter_map(Cell::as_int) {
        if *code.get_or_insert(money::code(cell)) != money::code(cell) {
            return None;
        }
        sum = sum.checked_add(money::minor_of(cell))?;
    }
    money::cell(sum, code.filter(|code| !code.is_empty())).map(Cell::Int)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::catalog;

    fn view() -> &'static View {
        catalog::find("participants").unwrap().first_view().unwrap()
    }

    fn row(key: i64, duration: &Cell, presence: &Cell) -> Vec<Cell> {
        let cell = |column: &Column| match &*column.name {
            "participant" => Cell::Int(key),
            "duration" => duration.clone(),
            "presence_percent" => presence.clone(),
            _ => Cell::Empty,
        };
        view().columns.iter().map(cell).collect()
    }

    fn place(name: &str) -> usize {
        view().columns.iter().position(|column| column.name == name).unwrap()
    }

    #[test]
    fn marks_follow_their_rows_and_add_up_what_is_known() {
        let mut marks = Marks::default();
        for (key, seconds) in [(1, Cell::Int(60)), (2, Cell::Int(121)), (3, Cell::Empty)] {
            marks.toggle(view(), &row(key, &seconds, &Cell::Real(50.0)));
        }
        let sums = |marks: &Marks, name: &str, unit| marks.sums(place(name), unit);
        let expected = Sums { sum: Cell::Int(181), mean: Cell::Int(90), known: 2 };
        assert_eq!(sums(&marks, "duration", Unit::Duration), Some(expected));
        let shares = Sums { sum: Cell::Empty, mean: Cell::Real(50.0), known: 3 };
        assert_eq!(sums(&marks, "presence_percent", Unit::Percent), Some(shares));
        assert_eq!(sums(&marks, "name", Unit::Text), None);

        // Read again, longer.
        let window = Window { rows: vec![row(1, &Cell::Int(100), &Cell::Empty)], ..Window::default() };
        marks.refresh(view(), &window);
        assert_eq!(sums(&marks, "duration", Unit::Duration).unwrap().sum, Cell::Int(221));
        assert!(marks.holds(view(), &row(1, &Cell::Empty, &Cell::Empty)));
        marks.toggle(view(), &row(1, &Cell::Empty, &Cell::Empty));
        assert!(marks.len() == 2 && !marks.holds(view(), &row(1, &Cell::Empty, &Cell::Empty)));
    }

    #[test]
    fn every_row_of_every_view_is_known_by_something() {
        for view in catalog::ALL.iter().flat_map(|def| def.views) {
            let row = vec![Cell::Int(1); view.columns.len()];
            assert!(!key(view, &row).is_empty(), "{}", view.id);
        }
    }
}
