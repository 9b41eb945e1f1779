//! Windows on an answer: the first rows at once, then the count, then any page in one look-up.
//!
//! The order is put down once in a temporary table: keys alone where a row is found by them, the whole rows of
//! aggregates. Nothing here grows in memory with the answer.

use super::compile::{Compiled, at_most, bind, count, fill, quoted};
use super::error::StoreError;
use super::lens::Limits;
use super::reader::{NOT_ALLOWED, Reader, cell};
use crate::model::Cell;
use crate::report::{Ask, Column, Lens, Totals, Window};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use std::fmt::Write;

/// Answers kept in order at a time: the way down and back.
const KEPT: usize = 4;

/// An answer whose order stands in a temporary table.
#[derive(Debug)]
pub(super) struct Settled {
    ask: Ask,
    /// The file's state it was made from.
    pub(super) version: i64,
    /// What it was seen through.
    sight: Option<(Lens, Limits)>,
    table: Option<String>,
    /// Everything of a window but its rows and where they begin.
    around: Window,
}

impl Reader {
    /// The first `len` rows, without the count unless they are all.
    ///
    /// # Errors
    /// When the question cannot be answered, the database fails, or it was cancelled.
    pub fn first_window(&mut self, ask: &Ask, len: usize) -> Result<Window, StoreError> {
        let compiled = self.compile(ask)?;
        let mut window = self.frame(&compiled)?;
        window.rows = self.rows(&compiled.select(Some(limit(ask, len.saturating_add(1)))), &compiled)?;
        let whole = window.rows.len() <= len;
        window.rows.truncate(len);
        window.bare = bare(&window);
        if whole {
            window.totals = Some(add_up(&window));
            window.unfiltered = self.unfiltered(&compiled)?;
            self.remark(&compiled, &mut window)?;
            let around = Window { rows: Vec::new(), ..window.clone() };
            let version = self.data_version()?;
            self.keep(Settled { ask: ask.clone(), version, sight: self.sight.clone(), table: None, around });
        }
        Ok(window)
    }

    /// `len` rows from `first` on, with the count; `usize::MAX` asks for the last ones.
    ///
    /// # Errors
    /// As [`Reader::first_window`].
    pub fn window(&mut self, ask: &Ask, first: usize, len: usize) -> Result<Window, StoreError> {
        let compiled = self.compile(ask)?;
        let at = self.settle(ask, &compiled)?;
        let Some(settled) = self.settled.get(at) else { return self.first_window(ask, len) };
        let rows = settled.around.totals.as_ref().map_or(0, |totals| totals.rows);
        let first = first.min(rows.saturating_sub(len));
        let sql = settled.table.as_ref().map_or_else(
            || compiled.select(Some(limit(ask, len))),
            |table| page(&compiled, table, first, len),
        );
        Ok(Window { rows: self.rows(&sql, &compiled)?, first, ..settled.around.clone() })
    }

    /// Whether the order of an answer stands, so that any page of it is one look-up.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_settled(&self, ask: &Ask) -> Result<bool, StoreError> {
        let version = self.data_version()?;
        Ok(self.settled.iter().any(|one| one.ask == *ask && one.version == version))
    }

    /// `len` rows around the one of that key, wherever it stands; without it, those from `first` on. With the count.
    ///
    /// # Errors
    /// As [`Reader::first_window`].
    pub fn window_around(
        &mut self,
        ask: &Ask,
        key: &[Cell],
        first: usize,
        len: usize,
    ) -> Result<Window, StoreError> {
        let compiled = self.compile(ask)?;
        let at = self.settle(ask, &compiled)?;
        let Some(settled) = self.settled.get(at) else { return self.first_window(ask, len) };
        // Few rows were never put in order: all of them.
        let Some(table) = settled.table.clone() else {
            let all = settled.around.totals.as_ref().map_or(0, |totals| totals.rows);
            return self.window(ask, 0, len.max(all));
        };
        let place = self.place_of(&compiled, &table, key)?;
        self.window(ask, place.map_or(first, |place| place.saturating_sub(len / 2)), len)
    }

    /// Where the row of a key stands in an order put down, from 0.
    fn place_of(&self, compiled: &Compiled, table: &str, key: &[Cell]) -> Result<Option<usize>, StoreError> {
        let names: Vec<String> = compiled.view.keys().map(|column| quoted(&column.name)).collect();
        if names.is_empty() || names.len() != key.len() {
            return Ok(None);
        }
        let is = |(n, name): (usize, &String)| format!("{name} IS ?{}", n + 1);
        let is: Vec<String> = names.iter().enumerate().map(is).collect();
        let sql = format!("SELECT row_place_ FROM temp.{table} WHERE {} LIMIT 1", is.join(" AND "));
        let values = key.iter().map(|cell| match cell {
            Cell::Int(value) => Value::Integer(*value),
            Cell::Real(value) => Value::Real(*value),
            Cell::Text(value) => Value::Text(value.clone()),
            Cell::Empty => Value::Null,
        });
        let place: Option<i64> = self
            .conn
            .query_row(&sql, rusqlite::params_from_iter(values), |row| row.get(0))
            .optional()
            .map_err(|error| self.fail(error))?;
        Ok(place.and_then(|place| usize::try_from(place - 1).ok()))
    }

    /// How SQLite finds the second page of a settled question.
    #[cfg(test)]
    pub(super) fn page_plan(&mut self, ask: &Ask) -> Result<Vec<String>, StoreError> {
        let compiled = self.compile(ask)?;
        let at = self.settle(ask, &compiled)?;
        let table = self.settled[at].table.clone().unwrap_or_default();
        let mut statement =
            self.conn.prepare(&format!("EXPLAIN QUERY PLAN {}", page(&compiled, &table, 256, 256)))?;
        bind(&mut statement, &compiled.binds)?;
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(row.get(3)?);
        }
        Ok(out)
    }

    /// The count and sums of an answer, and the columns in it that hold nothing.
    ///
    /// # Errors
    /// As [`Reader::first_window`].
    pub fn totals_and_bare(&mut self, ask: &Ask) -> Result<(Totals, Vec<usize>), StoreError> {
        let compiled = self.compile(ask)?;
        self.aggregates(&compiled)
    }

    /// What stands around the rows of a question: facts, remarks, the age of the data.
    ///
    /// # Errors
    /// As [`Reader::first_window`].
    pub fn surroundings(&mut self, ask: &Ask) -> Result<Window, StoreError> {
        let compiled = self.compile(ask)?;
        let mut window = self.frame(&compiled)?;
        self.remark(&compiled, &mut window)?;
        Ok(window)
    }

    /// Columns, facts and age of the data: what does not need all rows to be looked at.
    fn frame(&self, compiled: &Compiled) -> Result<Window, StoreError> {
        let accounts = &compiled.seen.accounts;
        let shut = compiled.seen.shut.clone();
        let mut window = Window {
            columns: compiled.view.columns.to_vec(),
            further: compiled.further.clone(),
            shut,
            ..Window::default()
        };
        if let Some(facts) = compiled.view.facts {
            let sql = fill(facts.sql, accounts, &compiled.binds);
            let cells = self.rows_of(&sql, compiled, facts.columns.len())?.into_iter().next();
            if cells.is_none() {
                return Err(if compiled.seen.partial {
                    StoreError::NotAllowed(NOT_ALLOWED.to_owned())
                } else {
                    StoreError::NotHeld(format!(
                        "that occurrence, person or call is not held (any more); a key is found anew in the report above{}",
                        compiled.seen.hint
                    ))
                });
            }
            window.facts = facts.columns.iter().cloned().zip(cells.unwrap_or_default()).collect();
        }
        let newest = fill(
            "SELECT max(observed_at) FROM import WHERE account_id IN (:accounts)",
            accounts,
            &compiled.binds,
        );
        let at = count(&self.conn, &newest, &compiled.binds).map_err(|error| self.fail(error))?;
        window.as_of = (at > 0).then_some(at);
        Ok(window)
    }

    /// Remarks, which count over all that is asked: they come with the count, not with the first rows.
    fn remark(&self, compiled: &Compiled, window: &mut Window) -> Result<(), StoreError> {
        window.notes.extend(compiled.seen.notes.iter().cloned());
        for note in compiled.view.notes {
            let sql = fill(note.sql, &compiled.seen.accounts, &compiled.binds);
            let counted = count(&self.conn, &sql, &compiled.binds).map_err(|error| self.fail(error))?;
            match counted {
                ..=0 => {}
                1 => window.notes.push(note.one.to_owned()),
                many => window.notes.push(note.many.replace("{}", &crate::model::format::thousands(many))),
            }
        }
        Ok(())
    }

    fn rows(&self, sql: &str, compiled: &Compiled) -> Result<Vec<Vec<Cell>>, StoreError> {
        self.rows_of(sql, compiled, compiled.view.columns.len())
    }

    fn rows_of(&self, sql: &str, compiled: &Compiled, width: usize) -> Result<Vec<Vec<Cell>>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Vec<Cell>>> {
            let mut statement = self.conn.prepare_cached(sql)?;
            bind(&mut statement, &compiled.binds)?;
            let mut rows = statement.raw_query();
            let mut out = Vec::new();
            while let Some(row) = rows.next()? {
                out.push((0..width).map(|at| cell(row, at)).collect::<Result<_, _>>()?);
            }
            Ok(out)
        };
        read().map_err(|error| self.fail(error))
    }

    /// The place in `settled` of this question's order, put down if need be.
    fn settle(&mut self, ask: &Ask, compiled: &Compiled) -> Result<usize, StoreError> {
        let version = self.data_version()?;
        // What was put down for other eyes is nothing to these, though the file be the same: rights may have been taken
        // while it was.
        let stands = |one: &Settled| one.ask == *ask && one.version == version && one.sight == self.sight;
        if let Some(at) = self.settled.iter().position(stands) {
            return Ok(at);
        }
        self.forget(|one| one.ask == *ask);
        let mut around = self.frame(compiled)?;
        self.remark(compiled, &mut around)?;
        around.unfiltered = self.unfiltered(compiled)?;
        let (totals, bare) = self.aggregates(compiled)?;
        (around.totals, around.bare) = (Some(totals), bare);
        let table = format!("answer_{}", self.next_table);
        self.next_table += 1;
        let what: Vec<String> = if compiled.view.source.by_key {
            compiled.view.keys().map(|column| quoted(&column.name)).collect()
        } else {
            compiled.view.columns.iter().map(|column| quoted(&column.name)).collect()
        };
        let what = what.join(", ");
        let most = at_most(ask.limit);
        let sql = format!(
            "INSERT INTO temp.{table} ({what}) SELECT {what} FROM ({}) WHERE {} ORDER BY {}{most}",
            compiled.base, compiled.condition, compiled.order
        );
        let fill = || -> rusqlite::Result<()> {
            self.conn.execute_batch(&format!(
                "CREATE TEMP TABLE {table} (row_place_ INTEGER PRIMARY KEY, {what});"
            ))?;
            let mut statement = self.conn.prepare(&sql)?;
            bind(&mut statement, &compiled.binds)?;
            statement.raw_execute().map(|_| ())
        };
        if let Err(error) = fill() {
            // Half an order is worse than none; the table may not even be there.
            let _ = self.conn.execute_batch(&format!("DROP TABLE IF EXISTS temp.{table}"));
            return Err(self.fail(error));
        }
        self.keep(Settled {
            ask: ask.clone(),
            version,
            sight: self.sight.clone(),
            table: Some(table),
            around,
        });
        Ok(self.settled.len() - 1)
    }

    /// Count, sums, highest values and bare columns, in one pass.
    fn aggregates(&self, compiled: &Compiled) -> Result<(Totals, Vec<usize>), StoreError> {
        let columns = compiled.view.columns;
        let mut sql = "SELECT count(*)".to_owned();
        for column in columns {
            let name = quoted(&column.name);
            let sum = if column.sum { format!("sum({name})") } else { "NULL".to_owned() };
            let most = if column.bar { format!("max({name})") } else { "NULL".to_owned() };
            // Writing to a String cannot fail.
            let _ = write!(sql, ", {sum}, {most}, count({name})");
        }
        let _ = write!(sql, " FROM ({}) WHERE {}", compiled.base, compiled.condition);
        let rows = self.rows_of(&sql, compiled, 1 + 3 * columns.len())?;
        let cells = rows.into_iter().next().unwrap_or_default();
        let int = |at: usize| cells.get(at).and_then(Cell::as_int).unwrap_or(0);
        let mut totals = Totals { rows: usize::try_from(int(0)).unwrap_or(0), ..Totals::default() };
        let mut bare = Vec::new();
        for (n, column) in columns.iter().enumerate() {
            totals.sums.push(cells.get(1 + 3 * n).cloned().unwrap_or_default());
            totals.highest.push(cells.get(2 + 3 * n).and_then(Cell::as_number));
            if int(3 + 3 * n) == 0 && !column.is_key() {
                bare.push(n);
            }
        }
        Ok((totals, bare))
    }

    fn unfiltered(&self, compiled: &Compiled) -> Result<Option<usize>, StoreError> {
        if !compiled.filtered {
            return Ok(None);
        }
        let all = count(&self.conn, &format!("SELECT count(*) FROM ({})", compiled.base), &compiled.binds)
            .map_err(|error| self.fail(error))?;
        Ok(usize::try_from(all).ok())
    }

    fn keep(&mut self, settled: Settled) {
        self.forget(|one| one.ask == settled.ask);
        self.settled.push(settled);
        while self.settled.len() > KEPT {
            let oldest = self.settled.remove(0);
            self.drop_table(&oldest);
        }
    }

    fn forget(&mut self, which: impl Fn(&Settled) -> bool) {
        let (gone, kept) = std::mem::take(&mut self.settled).into_iter().partition(|one| which(one));
        self.settled = kept;
        let gone: Vec<Settled> = gone;
        for one in &gone {
            self.drop_table(one);
        }
    }

    fn drop_table(&self, settled: &Settled) {
        if let Some(table) = &settled.table {
            // Only room in the temporary file is lost when this fails.
            let _ = self.conn.execute_batch(&format!("DROP TABLE IF EXISTS temp.{table}"));
        }
    }
}

fn limit(ask: &Ask, rows: usize) -> usize {
    ask.limit.map_or(rows, |limit| limit.min(rows))
}

/// A page by its places in the order.
fn page(compiled: &Compiled, table: &str, first: usize, len: usize) -> String {
    let last = first.saturating_add(len);
    if !compiled.view.source.by_key {
        let columns: Vec<String> = compiled.view.columns.iter().map(|column| quoted(&column.name)).collect();
        return format!(
            "SELECT {} FROM temp.{table} WHERE row_place_ > {first} AND row_place_ <= {last} ORDER BY row_place_",
            columns.join(", ")
        );
    }
    // A key may be empty: a row of a list of which no occurrence is held.
    let on: Vec<String> =
        compiled.view.keys().map(|column| format!("q.{0} IS k.{0}", quoted(&column.name))).collect();
    format!(
        "SELECT q.* FROM temp.{table} k CROSS JOIN ({}) q WHERE k.row_place_ > {first} AND k.row_place_ <= {last} AND {} \
         ORDER BY k.row_place_",
        compiled.base,
        on.join(" AND ")
    )
}

/// Columns that no row of the window fills.
fn bare(window: &Window) -> Vec<usize> {
    let filled = |at: usize| window.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
    window
        .columns
        .iter()
        .enumerate()
        .filter(|(at, column)| !column.is_key() && !filled(*at))
        .map(|(at, _)| at)
        .collect()
}

/// Totals of a window that holds the whole answer.
fn add_up(window: &Window) -> Totals {
    let sum = |at: usize, column: &Column| {
        if !column.sum {
            return Cell::Empty;
        }
        let known: Vec<i64> = window.rows.iter().filter_map(|row| row.get(at)?.as_int()).collect();
        if known.is_empty() { Cell::Empty } else { Cell::Int(known.into_iter().fold(0, i64::saturating_add)) }
    };
    let highest = |at: usize, column: &Column| {
        if !column.bar {
            return None;
        }
        window.rows.iter().filter_map(|row| row.get(at)?.as_number()).max_by(f64::total_cmp)
    };
    Totals {
        rows: window.rows.len(),
        sums: window.columns.iter().enumerate().map(|(at, column)| sum(at, column)).collect(),
        highest: window.columns.iter().enumerate().map(|(at, column)| highest(at, column)).collect(),
    }
}
