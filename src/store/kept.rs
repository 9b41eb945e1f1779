//! Lists that are kept row by row (`model::row`): of the rows of one key the best word is shown. A row that says exactly
//! what a held one says is not written again: its import vouches for the held one.

use super::batch::Batch;
use super::error::StoreError;
use crate::model::row::{self, DEPARTMENT_CHARGE, INVOICE, INVOICE_LINE, PHONE_USER, RowRecord, RowTable};
use crate::model::{Cell, day, zone};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Columns that every list begins with; `day` follows where it has one.
const OURS: &str = "account_id, row_id, import_id, key, content, grade, observed_at, shown";

/// Lists whose first rows enable the billing report.
const BILLING: [&RowTable; 3] = [&INVOICE, &INVOICE_LINE, &DEPARTMENT_CHARGE];

impl Batch<'_> {
    /// Enables the billing report where no other import has brought any billing; whether it was not enabled.
    pub(super) fn is_first_billing(&self) -> rusqlite::Result<bool> {
        let import = self.outcome.import;
        for table in BILLING {
            let sql = format!(
                "SELECT EXISTS (SELECT 1 FROM {} WHERE account_id = ?1 AND import_id <> ?2)",
                table.name
            );
            let is_held: bool =
                self.tx.query_row(&sql, params![self.account.id, import], |row| row.get(0))?;
            if is_held {
                return Ok(false);
            }
        }
        let (at, by) = (self.meta.imported_at, &self.meta.imported_by);
        super::policy::enable_billing(&self.tx, &self.account, at, by)
    }

    /// Takes a row; whether it is new.
    pub(super) fn take_row(&mut self, record: &RowRecord) -> Result<bool, StoreError> {
        self.billed |= BILLING.contains(&record.table);
        // Calling plans are licences.
        self.listed |= record.table == &PHONE_USER;
        let (account, import) = (self.place.account, self.outcome.import);
        let (table, content) = (record.table, content(record));
        let held: Option<(i64, i64, i64)> = self
            .tx
            .prepare_cached(&format!(
                "SELECT row_id, import_id, observed_at FROM {} WHERE account_id = ?1 AND key = ?2 AND content = ?3",
                table.name
            ))?
            .query_row(params![account, record.key, content], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((id, by, observed)) = held else {
            self.write_row(record, &content)?;
            show(&self.tx, table, account, &record.key)?;
            return Ok(true);
        };
        if by != import {
            self.tx
                .prepare_cached(
                    "INSERT INTO row_again (account_id, list, row_id, import_id) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT (account_id, list, row_id, import_id) DO NOTHING",
                )?
                .execute(params![account, table.name, id, import])?;
        }
        if self.meta.observed_at > observed {
            self.tx
                .prepare_cached(&format!(
                    "UPDATE {} SET observed_at = ?3 WHERE account_id = ?1 AND row_id = ?2",
                    table.name
                ))?
                .execute(params![account, id, self.meta.observed_at])?;
            show(&self.tx, table, account, &record.key)?;
        }
        Ok(false)
    }

    fn write_row(&mut self, record: &RowRecord, content: &[u8]) -> Result<(), StoreError> {
        let (account, table) = (self.place.account, record.table);
        // One number over all accounts: a row is found by it.
        let id: i64 = self
            .tx
            .prepare_cached(&format!(
                "SELECT coalesce(max((SELECT max(t.row_id) FROM {} t WHERE t.account_id = a.account_id)), 0) + 1 FROM account a",
                table.name
            ))?
            .query_row([], |row| row.get(0))?;
        let mut values: Vec<Value> = vec![
            account.into(),
            id.into(),
            self.outcome.import.into(),
            record.key.clone().into(),
            content.to_vec().into(),
            (record.worth as i64).into(),
            self.meta.observed_at.into(),
            0_i64.into(),
        ];
        if let Some(name) = table.day_of {
            let at = table.columns.iter().position(|column| *column == name);
            let at = at.and_then(|place| record.values.get(place)).and_then(Cell::as_int);
            let local = at.and_then(|at| zone::local_day(self.place.zone, at)).map(day::epoch_day);
            values.push(local.map_or(Value::Null, Value::Integer));
        }
        values.extend(table.columns.iter().enumerate().map(|(n, _)| stored(record.values.get(n))));
        self.tx.prepare_cached(&insert(table))?.execute(params_from_iter(values))?;
        Ok(())
    }
}

fn insert(table: &RowTable) -> String {
    let day = if table.day_of.is_some() { ", day" } else { "" };
    let count = 8 + usize::from(table.day_of.is_some()) + table.columns.len();
    let slots = vec!["?"; count].join(", ");
    format!("INSERT INTO {} ({OURS}{day}, {}) VALUES ({slots})", table.name, table.columns.join(", "))
}

fn stored(cell: Option<&Cell>) -> Value {
    match cell {
        None | Some(Cell::Empty) => Value::Null,
        Some(Cell::Int(value)) => Value::Integer(*value),
        Some(Cell::Real(value)) => Value::Real(*value),
        Some(Cell::Text(value)) => Value::Text(value.clone()),
    }
}

/// A digest of worth and values: 16 bytes, by which rows that say the same are one.
fn content(record: &RowRecord) -> Vec<u8> {
    let mut said = format!("{:?}", record.worth);
    for value in &record.values {
        // Writing to a String cannot fail.
        let _ = write!(said, "\u{1F}{value:?}");
    }
    Sha256::digest(said).iter().take(16).copied().collect()
}

/// Of the rows of one key the best is shown: worth, then the latest observed; of several observed at once always the same
/// one, whichever was imported first.
fn show(conn: &Connection, table: &RowTable, account: i64, key: &str) -> rusqlite::Result<()> {
    let name = table.name;
    conn.prepare_cached(&format!(
        "UPDATE {name} SET shown = (row_id = (SELECT best.row_id FROM {name} AS best \
         WHERE best.account_id = ?1 AND best.key = ?2 \
         ORDER BY best.grade DESC, best.observed_at DESC, best.content DESC LIMIT 1)) \
         WHERE account_id = ?1 AND key = ?2"
    ))?
    .execute(params![account, key])?;
    Ok(())
}

/// Whether an import said anything in that list.
pub(super) fn has(conn: &Connection, account: i64, import: i64, list: &str) -> rusqlite::Result<bool> {
    conn.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM {list} WHERE account_id = ?1 AND import_id = ?2) \
             OR EXISTS (SELECT 1 FROM row_again WHERE account_id = ?1 AND import_id = ?2 AND list = ?3)"
        ),
        params![account, import, list],
        |row| row.get(0),
    )
}

/// Takes back what an import said in lists; gives the rows that were its alone.
pub(super) fn withdraw(conn: &Connection, account: i64, import: i64) -> rusqlite::Result<u64> {
    let mut gone = 0;
    for table in row::ALL {
        let rows = withdraw_from(conn, table, account, import)?;
        if table.counts {
            gone += rows;
        }
    }
    Ok(gone)
}

fn withdraw_from(conn: &Connection, table: &RowTable, account: i64, import: i64) -> rusqlite::Result<u64> {
    let name = table.name;
    let touched: Vec<(i64, Box<str>)> = conn
        .prepare(&format!(
            "SELECT row_id, key FROM {name} WHERE account_id = ?1 AND import_id = ?2 \
             UNION SELECT t.row_id, t.key FROM row_again a JOIN {name} t ON t.account_id = a.account_id \
             AND t.row_id = a.row_id WHERE a.account_id = ?1 AND a.import_id = ?2 AND a.list = ?3"
        ))?
        .query_map(params![account, import, name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if touched.is_empty() {
        return Ok(0);
    }
    conn.execute(
        "DELETE FROM row_again WHERE account_id = ?1 AND import_id = ?2 AND list = ?3",
        params![account, import, name],
    )?;
    // Whoever vouches for a row inherits it.
    conn.execute(
        &format!(
            "UPDATE {name} SET import_id = (SELECT min(a.import_id) FROM row_again a WHERE a.account_id = ?1 \
             AND a.list = ?3 AND a.row_id = {name}.row_id) WHERE account_id = ?1 AND import_id = ?2 \
             AND EXISTS (SELECT 1 FROM row_again a WHERE a.account_id = ?1 AND a.list = ?3 AND a.row_id = {name}.row_id)"
        ),
        params![account, import, name],
    )?;
    let gone = conn.execute(
        &format!("DELETE FROM {name} WHERE account_id = ?1 AND import_id = ?2"),
        params![account, import],
    )?;
    let mut inherited = conn.prepare(&format!(
        "DELETE FROM row_again WHERE account_id = ?1 AND list = ?3 AND row_id = ?2 \
         AND import_id = (SELECT t.import_id FROM {name} t WHERE t.account_id = ?1 AND t.row_id = ?2)"
    ))?;
    // A row is as new as the newest of those that say it.
    let mut observe = conn.prepare(&format!(
        "UPDATE {name} SET observed_at = (SELECT max(i.observed_at) FROM import i WHERE i.account_id = ?1 \
         AND (i.import_id = {name}.import_id OR i.import_id IN (SELECT a.import_id FROM row_again a \
         WHERE a.account_id = ?1 AND a.list = ?3 AND a.row_id = ?2))) WHERE account_id = ?1 AND row_id = ?2"
    ))?;
    for (id, key) in touched {
        inherited.execute(params![account, id, name])?;
        observe.execute(params![account, id, name])?;
        show(conn, table, account, &key)?;
    }
    Ok(gone as u64)
}

/// Whether the table's rows are of days.
fn has_days(table: &RowTable) -> bool {
    table.day_of.is_some() || table.columns.contains(&"day")
}

/// Takes away rows of the days before that one, for good; gives how many.
pub(super) fn forget_before(conn: &Connection, day: i64) -> rusqlite::Result<u64> {
    let mut gone = 0;
    for table in row::ALL {
        // What has no day is of the one on which it was observed.
        let when = if has_days(table) {
            "day < ?1 OR (day IS NULL AND observed_at < ?1 * 86400)"
        } else {
            "observed_at < ?1 * 86400"
        };
        gone += conn.execute(&format!("DELETE FROM {} WHERE {when}", table.name), params![day])?;
        conn.execute(
            &format!(
                "DELETE FROM row_again WHERE list = ?1 AND NOT EXISTS (SELECT 1 FROM {} t \
                 WHERE t.account_id = row_again.account_id AND t.row_id = row_again.row_id)",
                table.name
            ),
            params![table.name],
        )?;
    }
    Ok(gone as u64)
}

/// Rows of days before that one which an import brought or vouches for.
pub(super) fn before(conn: &Connection, account: i64, import: i64, day: i64) -> rusqlite::Result<u64> {
    let mut count = 0;
    for table in row::ALL.iter().filter(|table| has_days(table) && table.counts) {
        let sql = format!(
            "SELECT count(*) FROM {} t WHERE t.account_id = ?1 AND t.day < ?3 AND (t.import_id = ?2 OR EXISTS \
             (SELECT 1 FROM row_again a WHERE a.account_id = ?1 AND a.list = ?4 AND a.row_id = t.row_id \
              AND a.import_id = ?2))",
            table.name
        );
        count +=
            conn.query_row(&sql, params![account, import, day, table.name], |row| row.get::<_, u64>(0))?;
    }
    Ok(count)
}
