//! Which account a file belongs to (RULES, *account*).

use super::batch::ImportMeta;
use super::error::StoreError;
use super::reader::Account;
use crate::model::text::{clean, excerpt, fold};
use crate::report::catalog::nearest_of;
use chrono_tz::Tz;
use rusqlite::{Connection, params};

/// The accounts that are seen, by key.
pub(super) fn list(conn: &Connection) -> rusqlite::Result<Vec<Account>> {
    read(conn, "account")
}

/// All accounts, by key, past any lens.
pub(super) fn all(conn: &Connection) -> rusqlite::Result<Vec<Account>> {
    read(conn, "main.account")
}

fn read(conn: &Connection, table: &str) -> rusqlite::Result<Vec<Account>> {
    let columns = "account_id, name, provider_account_id, zone, master_account_id";
    conn.prepare_cached(&format!("SELECT {columns} FROM {table} ORDER BY account_id"))?
        .query_map([], |row| {
            let zone: String = row.get(3)?;
            Ok(Account {
                id: row.get(0)?,
                name: clean(&row.get::<_, String>(1)?).into_owned(),
                provider_id: row.get(2)?,
                zone: zone.parse().unwrap_or(Tz::UTC),
                master: row.get(4)?,
            })
        })?
        .collect()
}

/// The account of a file: the one asked for by number, name or provider's id; else the one whose provider's id the
/// file carries, which the only account without one adopts; else the only one; else, on the first import, a new one.
/// The flag says that it is new.
pub(super) fn choose(conn: &Connection, meta: &ImportMeta) -> Result<(Account, bool), StoreError> {
    let held = list(conn)?;
    let Some(asked) = meta.account.as_deref().map(str::trim) else {
        return by_provider(conn, meta, &held);
    };
    let (zone, now) = (meta.new_account_zone, meta.imported_at);
    let wanted = fold(asked);
    // `#2` as reports take it, `2` as lists of accounts show it.
    let number = wanted.strip_prefix('#').unwrap_or(&wanted);
    let found = held.iter().find(|account| {
        account.id.to_string() == number
            || fold(&account.name) == wanted
            || account.provider_id.as_deref().is_some_and(|id| fold(id) == wanted)
    });
    let carried = meta.provider_account.as_deref();
    if let Some(account) = found {
        return adopt(conn, (account.clone(), false), carried.filter(|id| is_free(&held, id)));
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
    let account = add(conn, asked, zone, now)?;
    adopt(conn, (account, true), carried.filter(|id| is_free(&held, id)))
}

/// Whether no account has that provider's id.
fn is_free(held: &[Account], id: &str) -> bool {
    held.iter().all(|account| account.provider_id.as_deref() != Some(id))
}

fn by_provider(
    conn: &Connection,
    meta: &ImportMeta,
    held: &[Account],
) -> Result<(Account, bool), StoreError> {
    let carried = meta.provider_account.as_deref();
    let same =
        |account: &&Account| account.provider_id.is_some() && account.provider_id.as_deref() == carried;
    if let Some(account) = held.iter().find(same) {
        return Ok((account.clone(), false));
    }
    let account = match held {
        [] => (add(conn, "My account", meta.new_account_zone, meta.imported_at)?, true),
        [only] if carried.is_none() || only.provider_id.is_none() => (only.clone(), false),
        several => {
            let names: Vec<String> =
                several.iter().map(|account| format!("{} ({})", account.id, account.name)).collect();
            let why = match carried {
                Some(id) => format!("the file is of account {}, which none held is", excerpt(id, 40)),
                None => "several accounts are held and the file names none".to_owned(),
            };
            return Err(StoreError::Question(format!(
                "{why}: say --account with one of {}, or with the name of a new one",
                names.join(", ")
            )));
        }
    };
    adopt(conn, account, carried)
}

/// An account without a provider's id takes that of its file.
fn adopt(
    conn: &Connection,
    (mut account, new): (Account, bool),
    carried: Option<&str>,
) -> Result<(Account, bool), StoreError> {
    if let (None, Some(id)) = (&account.provider_id, carried) {
        conn.execute(
            "UPDATE account SET provider_account_id = ?2 WHERE account_id = ?1",
            params![account.id, id],
        )?;
        account.provider_id = Some(id.to_owned());
    }
    Ok((account, new))
}

fn add(conn: &Connection, name: &str, zone: Tz, now: i64) -> rusqlite::Result<Account> {
    let name = excerpt(name, 60);
    conn.execute(
        "INSERT INTO account (name, zone, created_at) VALUES (?1, ?2, ?3)",
        params![name, zone.name(), now],
    )?;
    Ok(Account { id: conn.last_insert_rowid(), name, provider_id: None, zone, master: None })
}
