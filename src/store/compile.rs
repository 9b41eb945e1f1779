//! An [`Ask`] as SQL: placeholders filled, optional parts kept or left out, filter and order wrapped around.

use super::error::StoreError;
use crate::model::{Unit, day, zone};
use crate::report::def::{Column, View};
use crate::report::filter::{self, Term};
use crate::report::{Ask, KeyCell, ReportId, SortKey, held};
use rusqlite::types::Value;
use rusqlite::{Connection, Statement};
use std::collections::BTreeMap;

/// Values by placeholder name, without the colon.
pub(super) type Binds = BTreeMap<String, Value>;

/// A question ready to be put to the database.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub view: &'static View,
    /// The view's own `SELECT`, placeholders kept for binding.
    pub base: String,
    /// Conditions of the filter on the columns of `base`; `1` when there are none.
    pub condition: String,
    pub order: String,
    pub binds: Binds,
    pub filtered: bool,
    pub seen: Seen,
    /// Titles of the view's columns that the data brought.
    pub further: Vec<String>,
}

/// What a viewer sees of what was asked.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub accounts: Vec<i64>,
    /// What stands for the list of what is held of an occurrence.
    pub held: Option<String>,
    /// Today, where there is a clock (epoch day).
    pub today: Option<i64>,
    /// In which days are cut.
    pub zone: chrono_tz::Tz,
    /// Some of what could be asked for is somebody else's.
    pub partial: bool,
    pub unmasked: bool,
    /// What a limit hides or marks.
    pub notes: Vec<String>,
    /// What to say behind the words for what is not held.
    pub hint: String,
    /// The first day that may be asked for (an epoch day), where there is one.
    pub first_day: Option<i64>,
    /// Why there is nothing at all.
    pub shut: Option<String>,
    /// Reports that are not the viewer's: rows that are there to lead to them are left out.
    pub closed: Vec<ReportId>,
}

impl Compiled {
    /// `params` holds resolved parameters by name; `titles` looks up what a form asked, from SQL of one column.
    pub(super) fn new(
        ask: &Ask,
        view: &'static View,
        seen: Seen,
        params: Binds,
        titles: impl FnOnce(&str, &Binds) -> Result<Vec<String>, StoreError>,
    ) -> Result<Self, StoreError> {
        let mut binds = params;
        let after = ask.range.to.succ_opt().unwrap_or(ask.range.to);
        let first = seen.first_day.and_then(day::from_epoch_day);
        let from = first.map_or(ask.range.from, |first| first.max(ask.range.from));
        for (name, value) in [
            ("from_day", day::epoch_day(from)),
            ("to_day", day::epoch_day(ask.range.to)),
            ("from_at", zone::day_start(seen.zone, from)),
            ("to_at", zone::day_start(seen.zone, after)),
        ] {
            binds.insert(name.to_owned(), Value::Integer(value));
        }
        binds.insert("today".to_owned(), seen.today.map_or(Value::Null, Value::Integer));
        let base = match &seen.held {
            Some(held) => view.source.sql.replace(held::PLACEHOLDER, held),
            None => view.source.sql.to_owned(),
        };
        let mut base = fill(&base, &seen.accounts, &binds);
        let (mut shown, mut further) = (view, Vec::new());
        if let Some(fields) = view.further {
            further = titles(&format!("SELECT {} FROM ({base})", quoted(fields)), &binds)?;
            shown = view.with(&further);
            base = with_further(&base, (view, shown), fields, &further, &mut binds);
            are_there(ask, shown)?;
        }
        let view = shown;
        if !seen.unmasked && view.columns.iter().any(|column| column.masked) {
            base = masked(&base, view);
        }
        if !seen.closed.is_empty() {
            base = open_ones(&base, &seen.closed);
        }
        let terms = filter::parse(&ask.filter, view).map_err(StoreError::Question)?;
        let mut condition = condition(&terms, view, ask, &mut binds);
        if !ask.rows.is_empty() {
            condition = format!("{condition} AND {}", among(&ask.rows, view, &mut binds));
        }
        Ok(Self {
            view,
            base,
            condition,
            order: order(&ask.order(), view),
            binds,
            filtered: !terms.is_empty() || !ask.rows.is_empty(),
            seen,
            further,
        })
    }

    /// All rows that match, in order.
    pub(super) fn select(&self, limit: Option<usize>) -> String {
        let mut sql =
            format!("SELECT * FROM ({}) WHERE {} ORDER BY {}", self.base, self.condition, self.order);
        sql.push_str(&at_most(limit));
        sql
    }
}

/// The same rows with a column for each title in place of the array that holds them.
fn with_further(
    base: &str,
    (declared, shown): (&View, &View),
    fields: &str,
    titles: &[String],
    binds: &mut Binds,
) -> String {
    let mut columns: Vec<String> = declared.columns.iter().map(|column| quoted(&column.name)).collect();
    let own = shown.columns.iter().skip(declared.columns.len());
    for (at, (column, title)) in own.zip(titles).enumerate() {
        binds.insert(format!("further_{at}"), Value::Text(title.clone()));
        columns.push(format!("further({}, :further_{at}) AS {}", quoted(fields), quoted(&column.name)));
    }
    format!("SELECT {} FROM ({base})", columns.join(", "))
}

/// Columns that are asked by name can be known only now.
fn are_there(ask: &Ask, view: &View) -> Result<(), StoreError> {
    let sorted = ask.sort.iter().map(|key| key.column.as_str());
    let named = ask.columns.iter().flatten().map(String::as_str);
    let missing = sorted.chain(named).find(|name| view.column(name).is_none());
    missing.map_or(Ok(()), |name| Err(StoreError::Question(filter::no_column(name, view))))
}

/// The same rows with masked columns as they are for those who may not read them: filter and order then see no more.
fn masked(base: &str, view: &View) -> String {
    let columns: Vec<String> = view
        .columns
        .iter()
        .map(|column| {
            let name = quoted(&column.name);
            if column.masked { format!("masked({name}) AS {name}") } else { name }
        })
        .collect();
    format!("SELECT {} FROM ({base})", columns.join(", "))
}

/// The same rows without those whose address is one of these reports.
fn open_ones(base: &str, closed: &[ReportId]) -> String {
    let is = |id: &ReportId| {
        let heads: Vec<String> = ["?", "@", "/"].iter().map(|end| format!("'{id}{end}'")).collect();
        format!("substr(opens || '?', 1, {}) IN ({})", id.0.len() + 1, heads.join(", "))
    };
    let closed: Vec<String> = closed.iter().map(is).collect();
    format!("SELECT * FROM ({base}) WHERE NOT ({})", closed.join(" OR "))
}

/// ` LIMIT n`, within what SQL takes for a number; nothing without a limit.
pub(super) fn at_most(limit: Option<usize>) -> String {
    limit.map_or_else(String::new, |limit| format!(" LIMIT {}", i64::try_from(limit).unwrap_or(i64::MAX)))
}

/// Fills `:accounts` and keeps or drops the parts in `[[name: … ]]`.
pub(super) fn fill(sql: &str, accounts: &[i64], given: &Binds) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, opened)) = rest.split_once("[[") {
        out.push_str(before);
        let Some((part, after)) = opened.split_once("]]") else { break };
        if let Some((name, body)) = part.split_once(':')
            && given.contains_key(name.trim())
        {
            out.push_str(body);
        }
        rest = after;
    }
    out.push_str(rest);
    let list: Vec<String> = accounts.iter().map(i64::to_string).collect();
    out.replace(":accounts", &list.join(", "))
}

/// Binds what the statement names; what it does not name is left.
pub(super) fn bind(statement: &mut Statement<'_>, binds: &Binds) -> rusqlite::Result<()> {
    for (name, value) in binds {
        if let Some(index) = statement.parameter_index(&format!(":{name}"))? {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}

/// One row of one integer.
pub(super) fn count(conn: &Connection, sql: &str, binds: &Binds) -> rusqlite::Result<i64> {
    let mut statement = conn.prepare(sql)?;
    bind(&mut statement, binds)?;
    let mut rows = statement.raw_query();
    rows.next()?.map_or(Ok(0), |row| Ok(row.get::<_, Option<i64>>(0)?.unwrap_or(0)))
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn condition(terms: &[Term], view: &View, ask: &Ask, binds: &mut Binds) -> String {
    let mut parts = Vec::new();
    for (n, term) in terms.iter().enumerate() {
        let slot = format!("filter_{n}");
        let (sql, inverse) = match term {
            Term::Contains { column, needle, inverse } => {
                let columns: Vec<&str> = match column {
                    Some(column) => vec![*column],
                    None => view.visible().filter(|c| c.unit.is_text()).map(|c| c.name.as_ref()).collect(),
                };
                binds.insert(slot.clone(), Value::Text(needle.clone()));
                let any: Vec<String> =
                    columns.iter().map(|column| format!("holds({}, :{slot})", quoted(column))).collect();
                (any.join(" OR "), *inverse)
            }
            Term::Number { column, compare, value, inverse } => {
                binds.insert(slot.clone(), Value::Real(*value));
                let name = quoted(column);
                // Minutes are compared as they are shown: whole, rounded up.
                let compared = match view.column(column).map(|column| column.unit) {
                    Some(Unit::Minutes) => format!("(({name} + 59) / 60)"),
                    Some(Unit::Money) => format!("amount({name})"),
                    _ => name,
                };
                (format!("{compared} {} :{slot}", compare.sign()), *inverse)
            }
            Term::Day { column, compare, day, inverse } => {
                (day_condition(view.column(column), column, *compare, *day, ask, &slot, binds), *inverse)
            }
        };
        let sql = if sql.is_empty() { "0".to_owned() } else { sql };
        parts.push(if inverse { format!("NOT coalesce(({sql}), 0)") } else { format!("({sql})") });
    }
    if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") }
}

/// Whether a row is one of those known by these cells, of which any may be empty.
fn among(rows: &[Vec<KeyCell>], view: &View, binds: &mut Binds) -> String {
    let known: Vec<String> = view.known_by().map(|column| quoted(&column.name)).collect();
    let value = |(at, row): (usize, &Vec<KeyCell>)| {
        let slots: Vec<String> = (0..known.len())
            .map(|part| {
                let slot = format!("row_{at}_{part}");
                let value = match row.get(part) {
                    Some(KeyCell::Int(value)) => Value::Integer(*value),
                    Some(KeyCell::Text(text)) => Value::Text(text.clone()),
                    Some(KeyCell::Empty) | None => Value::Null,
                };
                binds.insert(slot.clone(), value);
                format!(":{slot}")
            })
            .collect();
        format!("({})", slots.join(", "))
    };
    let values: Vec<String> = rows.iter().enumerate().map(value).collect();
    let same: Vec<String> = (1..)
        .zip(&known)
        .map(|(part, name)| format!("{name} IS NOT DISTINCT FROM marked_.column{part}"))
        .collect();
    format!("EXISTS (SELECT 1 FROM (VALUES {}) AS marked_ WHERE {})", values.join(", "), same.join(" AND "))
}

/// A day against a column of days, or against the instants of that day in the zone asked.
fn day_condition(
    column: Option<&Column>,
    name: &str,
    compare: filter::Compare,
    date: chrono::NaiveDate,
    ask: &Ask,
    slot: &str,
    binds: &mut Binds,
) -> String {
    use filter::Compare::{AtLeast, AtMost, Equal, Less, More};
    let name = quoted(name);
    if column.is_some_and(|column| column.unit == Unit::Date) {
        binds.insert(slot.to_owned(), Value::Integer(day::epoch_day(date)));
        return format!("{name} {} :{slot}", compare.sign());
    }
    let next = date.succ_opt().unwrap_or(date);
    binds.insert(slot.to_owned(), Value::Integer(zone::day_start(ask.zone, date)));
    binds.insert(format!("{slot}_end"), Value::Integer(zone::day_start(ask.zone, next)));
    match compare {
        Less => format!("{name} < :{slot}"),
        AtMost => format!("{name} < :{slot}_end"),
        Equal => format!("{name} >= :{slot} AND {name} < :{slot}_end"),
        AtLeast => format!("{name} >= :{slot}"),
        More => format!("{name} >= :{slot}_end"),
    }
}

/// The keys asked, then the view's own, then its key columns, so that the order is total.
fn order(asked: &[SortKey], view: &View) -> String {
    let own = view.order.iter().map(|name| name.parse().unwrap_or_else(|never| match never {}));
    let keys = view.keys().map(|column| SortKey::ascending(&column.name));
    let mut seen: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    for key in asked.iter().cloned().chain(own).chain(keys) {
        let Some(column) = view.column(&key.column) else { continue };
        if seen.contains(&key.column) {
            continue;
        }
        let name = quoted(&key.column);
        let value = if column.unit.is_text() { format!("fold({name})") } else { name };
        // SQLite has NULL as the least: last when descending by itself.
        parts.push(match (key.descending, column.is_key()) {
            (true, _) => format!("{value} DESC"),
            (false, true) => value,
            (false, false) => format!("{value} ASC NULLS LAST"),
        });
        seen.push(key.column);
    }
    if parts.is_empty() { "1".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_over_what_sql_takes_is_none() {
        assert_eq!(at_most(Some(usize::MAX)), format!(" LIMIT {}", i64::MAX));
    }

    #[test]
    fn optional_parts_stand_only_when_given() {
        let sql = "SELECT 1 WHERE a IN (:accounts) [[host: AND h = :host ]][[topic: AND t ]]";
        assert_eq!(fill(sql, &[1, 2], &Binds::new()), "SELECT 1 WHERE a IN (1, 2) ");
        let given = Binds::from([("host".to_owned(), Value::Integer(3))]);
        assert_eq!(fill(sql, &[1], &given), "SELECT 1 WHERE a IN (1)  AND h = :host ");
    }
}
