//! Which account a file belongs to (RULES, *account*).

use super::error::StoreError;
use super::reader::Account;
use crate::model::text::{clean, excerpt, fold};
use crate::report::catalog::nearest_of;
use chrono_tz::Tz;
use rusqlite::{Connection, params};

/// All accounts, by key.
pub(super) fn list(conn: &Connection) -> rusqlite::Result<Vec<Account>> {
    conn.prepare("SELECT account_id, name, provider_account_id, zone FROM account ORDER BY account_id")?
        .query_map([], |row| {
            let zone: String = row.get(3)?;
            Ok(Account {
                id: row.get(0)?,
                name: clean(&row.get::<_, String>(1)?).into_owned(),
                provider_id: row.get(2)?,
                zone: zone.parse().unwrap_or(Tz::UTC),
            })
        })?
        .collect()
}

/// The account of a file: the one asked for by number, name or provider's id; else the only one; else, on the
/// first import, a new one in `zone`. The flag says that it is new.
pub(super) fn choose(
    conn: &Connection,
    asked: Option<&str>,
    zone: Tz,
    now: i64,
) -> Result<(Account, bool), StoreError> {
    let held = list(conn)?;
    let Some(asked) = asked.map(str::trim) else {
        return match held.as_slice() {
            [] => Ok((add(conn, "My account", zone, now)?, true)),
            [only] => Ok((only.clone(), false)),
            several => {
                let names: Vec<String> =
                    several.iter().map(|account| format!("{} ({})", account.id, account.name)).collect();
                Err(StoreError::Question(format!(
                    "several accounts are held and a file names none: say --account with one of {}",
                    names.join(", ")
                )))
            }
        };
    };
    let wanted = fold(asked);
    // `#2` as reports take it, `2` as lists of accounts show it.
    let number = wanted.strip_prefix('#').unwrap_or(&wanted);
    let found = held.iter().find(|account| {
        account.id.to_string() == number
            || fold(&account.name) == wanted
            || account.provider_id.as_deref().is_some_and(|id| fold(id) == wanted)
    });
    if let Some(account) = found {
        return Ok((account.clone(), false));
    }
    if number.is_empty() {
        return Err(StoreError::Question("--account needs a name or a number".to_owned()));
    }
    if number.bytes().all(|b| b.is_ascii_digit()) && !held.is_empty() {
        return Err(StoreError::Question(format!("no account has the number {}", excerpt(asked, 30))));
    }
    if let Some(near) = nearest_of(asked, held.iter().map(|account| account.name.as_str())) {
        return Err(StoreError::Question(format!(
            "no account is called {}; did you mean {near}?",
            excerpt(asked, 60)
        )));
    }
    Ok((add(conn, asked, zone, now)?, true))
}

fn add(conn: &Connection, name: &str, zone: Tz, now: i64) -> rusqlite::Result<Account> {
    let name = excerpt(name, 60);
    conn.execute(
        "INSERT INTO account (name, zone, created_at) VALUES (?1, ?2, ?3)",
        params![name, zone.name(), now],
    )?;
    Ok(Account { id: conn.last_insert_rowid(), name, provider_id: None, zone })
}
