//! Rows that are held in memory: lists made by the program itself, and tests. Answers of the store never are.

use crate::model::Cell;
use crate::report::{Column, Rows};

/// A small table.
#[derive(Clone, Debug)]
pub struct Held {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    next: usize,
}

impl Held {
    /// Rows as long as `columns`.
    pub fn new(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self { columns, rows, next: 0 }
    }
}

impl Rows for Held {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn next(&mut self) -> anyhow::Result<Option<&[Cell]>> {
        let row = self.rows.get(self.next).map(Vec::as_slice);
        self.next += 1;
        Ok(row)
    }
}
