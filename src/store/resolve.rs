//! Parameters that name a thing (a host by e-mail, an occurrence by number and start) as the keys the SQL takes.

use super::compile::Binds;
use super::error::StoreError;
use crate::model::text::{excerpt, fold};
use crate::model::{Unit, format, zone};
use crate::report::catalog::nearest_of;
use crate::report::{Ask, ParamKind, ReportDef};
use chrono::NaiveDateTime;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

/// Resolves the parameters of an ask; a required one that is missing is an error. With `partial`, a host that is not
/// seen is one too, by key as by name.
pub(super) fn params(
    conn: &Connection,
    def: &ReportDef,
    ask: &Ask,
    accounts: &[i64],
    partial: bool,
) -> Result<Binds, StoreError> {
    let mut out = Binds::new();
    for param in def.params {
        let Some(text) = ask.params.get(param.name).map(|text| text.trim()).filter(|text| !text.is_empty())
        else {
            if param.required {
                return Err(StoreError::Question(format!(
                    "{} needs --{}: {}",
                    def.id, param.name, param.help
                )));
            }
            continue;
        };
        let value = match param.kind {
            ParamKind::Switch { .. } => continue,
            ParamKind::Choice(words) => {
                // The first word is what holds when nothing is said.
                if words.first() == Some(&text) {
                    continue;
                }
                Value::Text(text.to_owned())
            }
            ParamKind::Text | ParamKind::Search => Value::Text(fold(text)),
            ParamKind::Person => Value::Text(person(conn, accounts, text)?),
            ParamKind::Number { .. } | ParamKind::Participant | ParamKind::Call => {
                Value::Integer(number(param.name, text.trim_start_matches('#'))?)
            }
            ParamKind::Import => {
                Value::Integer(import(conn, accounts, number(param.name, text.trim_start_matches('#'))?)?)
            }
            ParamKind::Instant => Value::Integer(instant(param.name, ask, text)?),
            ParamKind::Host => {
                let key = host(conn, accounts, text)?;
                if partial && !is_seen(conn, accounts, key)? {
                    return Err(StoreError::NotHeld("that user is not held".to_owned()));
                }
                Value::Integer(key)
            }
            ParamKind::Occurrence => Value::Integer(occurrence(conn, ask, accounts, text)?),
        };
        out.insert(param.name.to_owned(), value);
    }
    Ok(out)
}

fn instant(name: &str, ask: &Ask, text: &str) -> Result<i64, StoreError> {
    if let Some(key) = text.strip_prefix('#') {
        return number(name, key);
    }
    let local = local_time(text).ok_or_else(|| {
        StoreError::Question(format!(
            "--{name} takes a moment like 2026-10-05T08:10, not {}",
            excerpt(text, 30)
        ))
    })?;
    Ok(zone::instant(ask.zone, local).0)
}

fn number(name: &str, text: &str) -> Result<i64, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Question(format!("--{name} takes a number, not {}", excerpt(text, 30))))
}

fn host(conn: &Connection, accounts: &[i64], text: &str) -> Result<i64, StoreError> {
    if let Some(key) = text.strip_prefix('#') {
        return number("host", key);
    }
    let folded = fold(text);
    let list = list(accounts);
    let found: Option<i64> = conn
        .query_row(
            &format!(
                "SELECT user_id FROM account_user WHERE account_id IN ({list}) AND (email_folded = ?1 OR name_folded = ?1)
                 ORDER BY email_folded = ?1 DESC, user_id LIMIT 1"
            ),
            [&folded],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    let emails: Vec<String> = conn
        .prepare(&format!(
            "SELECT email FROM account_user WHERE account_id IN ({list}) AND email IS NOT NULL"
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let hint = nearest_of(&folded, emails.iter().map(String::as_str))
        .map_or_else(|| "; the report users lists them".to_owned(), |near| format!("; did you mean {near}?"));
    Err(StoreError::NotHeld(format!("no user is known as {}{hint}", excerpt(text, 60))))
}

/// Whether a user is among those seen.
fn is_seen(conn: &Connection, accounts: &[i64], user: i64) -> rusqlite::Result<bool> {
    let list = list(accounts);
    let sql =
        format!("SELECT EXISTS (SELECT 1 FROM account_user WHERE account_id IN ({list}) AND user_id = ?1)");
    conn.query_row(&sql, [user], |row| row.get(0))
}

/// The import of that number, which the accounts must have.
fn import(conn: &Connection, accounts: &[i64], import: i64) -> Result<i64, StoreError> {
    let sql = format!("SELECT 1 FROM import WHERE account_id IN ({}) AND import_id = ?1", list(accounts));
    match conn.query_row(&sql, [import], |_| Ok(())).optional()? {
        Some(()) => Ok(import),
        None => Err(no_import(import)),
    }
}

/// What is said of a number that no import has.
pub(super) fn no_import(import: i64) -> StoreError {
    StoreError::NotHeld(format!("no import has the number {import}; `headcount report imports` lists them"))
}

/// An e-mail or a whole name, folded, as it is held.
fn person(conn: &Connection, accounts: &[i64], text: &str) -> Result<String, StoreError> {
    // What a row gave is there.
    if let Some(key) = text.strip_prefix('#') {
        return Ok(fold(key));
    }
    let folded = fold(text);
    let list = list(accounts);
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM account_user WHERE account_id IN ({list})
                        AND (email_folded = ?1 OR (email_folded IS NULL AND name_folded = ?1)))
             OR EXISTS (SELECT 1 FROM person WHERE account_id IN ({list})
                        AND (fold(email) = ?1 OR (email = '' AND fold(name) = ?1)))"
    );
    if conn.query_row(&sql, [&folded], |row| row.get(0))? {
        return Ok(folded);
    }
    Err(StoreError::NotHeld(format!(
        "nobody is known by the e-mail {0}, nor by that name alone; `headcount report find --text` looks for parts of them",
        excerpt(text, 60)
    )))
}

fn occurrence(conn: &Connection, ask: &Ask, accounts: &[i64], text: &str) -> Result<i64, StoreError> {
    if let Some(key) = text.strip_prefix('#') {
        return number("occurrence", key);
    }
    let list = list(accounts);
    if let Some((id, start)) = text.rsplit_once('@') {
        let digits: String = id.chars().filter(|c| !c.is_whitespace()).collect();
        let local = local_time(start).ok_or_else(|| {
            StoreError::Question(format!(
                "a start is written like 2026-10-05T08:00, not {}; an occurrence is NUMBER@START or a UUID",
                excerpt(start, 30)
            ))
        })?;
        let at = zone::instant(ask.zone, local).0;
        let sql = format!(
            "SELECT o.occurrence_id FROM occurrence o \
             JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id \
             WHERE o.account_id IN ({list}) AND e.number = ?1 AND o.start_at BETWEEN ?2 - 60 AND ?2 + 119 \
             ORDER BY abs(o.start_at - ?2) LIMIT 1"
        );
        let found: Option<i64> =
            conn.query_row(&sql, rusqlite::params![digits, at], |row| row.get(0)).optional()?;
        return match found {
            Some(key) => Ok(key),
            None => Err(StoreError::NotHeld(held_starts(conn, ask, &list, &digits, start)?)),
        };
    }
    conn.query_row(
        &format!("SELECT occurrence_id FROM occurrence WHERE account_id IN ({list}) AND uuid = ?1"),
        params_from_iter([text]),
        |row| row.get(0),
    )
    .optional()?
    .ok_or_else(|| {
        StoreError::NotHeld(format!(
            "no occurrence {} is held; an occurrence is NUMBER@START (81234567890@2026-10-05T08:00) or a UUID",
            excerpt(text, 60)
        ))
    })
}

/// Says which starts of a number are held.
fn held_starts(
    conn: &Connection,
    ask: &Ask,
    accounts: &str,
    number: &str,
    start: &str,
) -> Result<String, StoreError> {
    let starts: Vec<i64> = conn
        .prepare(&format!(
            "SELECT o.start_at FROM occurrence o JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id \
             WHERE o.account_id IN ({accounts}) AND e.number = ?1 ORDER BY o.start_at DESC LIMIT 4"
        ))?
        .query_map([number], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let number = excerpt(number, 20);
    if starts.is_empty() {
        return Ok(format!(
            "no occurrence of meeting {number} is held; the report meetings lists those that are"
        ));
    }
    let shown: Vec<String> = starts
        .into_iter()
        .map(|at| format::shown(&at.into(), Unit::Instant, ask.zone).replace(' ', "T"))
        .collect();
    Ok(format!(
        "no occurrence of {number} that started at {} ({}) is held; the latest are {}",
        excerpt(start, 30),
        ask.zone,
        shown.join(", ")
    ))
}

/// `2026-10-05T08:00[:00]`, with a blank for the T.
fn local_time(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().replace(' ', "T");
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
}

fn list(accounts: &[i64]) -> String {
    accounts.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}
