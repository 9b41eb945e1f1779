//! Users as lists give them, folded into one row a user: of each field the newest word. Worked out anew from all lists
//! held whenever one comes or goes.

use super::packs;
use crate::model::text::fold;
use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// One row of one list.
struct Listed {
    observed: i64,
    provider_id: Option<String>,
    email: Option<String>,
    /// name, department, group, role, status, zone, client version
    texts: [Option<String>; 7],
    group_ids: Option<String>,
    /// created, last sign-in
    times: [Option<i64>; 2],
    licence: Option<String>,
    packs: Option<String>,
}

/// A user, from all lists.
#[derive(Default)]
struct User {
    provider_id: Option<String>,
    email: Option<String>,
    texts: [Option<String>; 7],
    times: [Option<i64>; 2],
    /// The plan at each observation, in order of time.
    licences: Vec<(i64, String)>,
    /// What is held beside it at each observation.
    packs: Vec<(i64, String)>,
}

/// What has to be shown anew: hosts of theirs are known now.
#[derive(Debug, Default)]
pub(super) struct Rehost {
    pub events: Vec<i64>,
    pub occurrences: Vec<i64>,
}

/// Puts what all lists say beside what occurrences say of the account's users.
pub(super) fn recompute(conn: &Connection, account: i64, import: i64) -> rusqlite::Result<Rehost> {
    let groups = group_names(conn, account)?;
    let users = fold_rows(rows(conn, account)?, &groups);
    let before = clear(conn, account)?;
    let mut next: i64 =
        conn.query_row("SELECT coalesce(max(user_id), 0) + 1 FROM account_user", [], |row| row.get(0))?;
    for user in &users {
        let id = if let Some(id) = place_of(conn, account, user, &before)? {
            id
        } else {
            conn.prepare_cached(
                    "INSERT INTO account_user (account_id, user_id, known_by, first_import_id) VALUES (?1, ?2, 'list', ?3)",
                )?
                .execute(params![account, next, import])?;
            next += 1;
            next - 1
        };
        write(conn, account, id, user)?;
    }
    drop_unknown(conn, account)?;
    packs::phone(conn, account)?;
    rehost(conn, account)
}

fn rows(conn: &Connection, account: i64) -> rusqlite::Result<Vec<Listed>> {
    // The digest tells lists of one moment apart the same way whichever came first.
    conn.prepare(
        "SELECT i.observed_at, l.provider_user_id, l.email_folded, l.name, l.department, l.user_group, l.role, l.status, \
         l.zone, l.client_version, l.group_ids, l.created_at, l.last_sign_in_at, l.licence, l.packs \
         FROM listed_user l JOIN import i ON i.account_id = l.account_id AND i.import_id = l.import_id \
         WHERE l.account_id = ?1 ORDER BY i.observed_at, i.digest, l.listed_id",
    )?
    .query_map(params![account], listed)?
    .collect()
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let mut texts: [Option<String>; 7] = Default::default();
    for (n, text) in texts.iter_mut().enumerate() {
        *text = row.get(3 + n)?;
    }
    Ok(Listed {
        observed: row.get(0)?,
        provider_id: row.get(1)?,
        email: row.get(2)?,
        texts,
        group_ids: row.get(10)?,
        times: [row.get(11)?, row.get(12)?],
        licence: row.get(13)?,
        packs: row.get(14)?,
    })
}

fn group_names(conn: &Connection, account: i64) -> rusqlite::Result<BTreeMap<String, String>> {
    conn.prepare(
        "SELECT g.provider_group_id, g.name FROM listed_group g \
         JOIN import i ON i.account_id = g.account_id AND i.import_id = g.import_id \
         WHERE g.account_id = ?1 ORDER BY i.observed_at, i.digest",
    )?
    .query_map(params![account], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

/// Rows with one id are one user's; rows with an e-mail alone are that user's who bears it last.
fn fold_rows(rows: Vec<Listed>, groups: &BTreeMap<String, String>) -> Vec<User> {
    let mut bearer: FxHashMap<&str, (i64, &str)> = FxHashMap::default();
    for row in &rows {
        if let (Some(id), Some(email)) = (&row.provider_id, &row.email) {
            bearer.insert(email, (row.observed, id));
        }
    }
    let keys: Vec<String> = rows
        .iter()
        .map(|row| match (&row.provider_id, &row.email) {
            (Some(id), _) => format!("#{id}"),
            (None, Some(email)) => {
                bearer.get(email.as_str()).map_or_else(|| email.clone(), |(_, id)| format!("#{id}"))
            }
            (None, None) => String::new(),
        })
        .collect();
    let mut users: BTreeMap<String, User> = BTreeMap::new();
    for (row, key) in rows.into_iter().zip(keys) {
        if key.is_empty() {
            continue;
        }
        let user = users.entry(key).or_default();
        let by_ids = row.group_ids.as_deref().and_then(|ids| names(ids, groups));
        let mut texts = row.texts;
        if let [_, _, group, ..] = &mut texts
            && group.is_none()
        {
            *group = by_ids;
        }
        newest(&mut user.provider_id, row.provider_id);
        newest(&mut user.email, row.email);
        for (held, said) in user.texts.iter_mut().zip(texts) {
            newest(held, said);
        }
        for (held, said) in user.times.iter_mut().zip(row.times) {
            newest(held, said);
        }
        if let Some(licence) = row.licence {
            user.licences.push((row.observed, licence));
        }
        if let Some(packs) = row.packs {
            user.packs.push((row.observed, packs));
        }
    }
    one_bearer_each(users.into_values().collect())
}

/// An e-mail that has gone from one user to another is the last one's.
fn one_bearer_each(mut users: Vec<User>) -> Vec<User> {
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    for (n, user) in users.iter().enumerate() {
        if let Some(email) = &user.email {
            taken.insert(email.clone(), n);
        }
    }
    for (n, user) in users.iter_mut().enumerate() {
        if user.email.as_ref().is_some_and(|email| taken.get(email) != Some(&n)) {
            user.email = None;
        }
    }
    users
}

fn newest<T>(held: &mut Option<T>, said: Option<T>) {
    if said.is_some() {
        *held = said;
    }
}

fn names(ids: &str, groups: &BTreeMap<String, String>) -> Option<String> {
    let names: Vec<&str> = ids.split(' ').filter_map(|id| groups.get(id).map(String::as_str)).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// Takes away what lists said. Gives the users by the provider's id they had.
fn clear(conn: &Connection, account: i64) -> rusqlite::Result<FxHashMap<String, i64>> {
    let before = conn
        .prepare(
            "SELECT provider_user_id, user_id FROM account_user WHERE account_id = ?1 AND provider_user_id IS NOT NULL",
        )?
        .query_map(params![account], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    conn.execute(
        "UPDATE account_user SET provider_user_id = NULL, listed_name = NULL, listed_department = NULL, \
         listed_group = NULL, name = seen_name, name_folded = fold(seen_name), department = seen_department, \
         user_group = seen_group, role = NULL, status = NULL, zone = NULL, created_at = NULL, last_sign_in_at = NULL, \
         client_version = NULL, known_by = 'seen' WHERE account_id = ?1 AND known_by = 'list'",
        params![account],
    )?;
    conn.execute("DELETE FROM user_licence WHERE account_id = ?1", params![account])?;
    Ok(before)
}

/// The row that a user has: by e-mail, else by the id it had before.
fn place_of(
    conn: &Connection,
    account: i64,
    user: &User,
    before: &FxHashMap<String, i64>,
) -> rusqlite::Result<Option<i64>> {
    use rusqlite::OptionalExtension;
    let by_email = match &user.email {
        Some(email) => conn
            .prepare_cached("SELECT user_id FROM account_user WHERE account_id = ?1 AND email_folded = ?2")?
            .query_row(params![account, email], |row| row.get(0))
            .optional()?,
        None => None,
    };
    if by_email.is_some() {
        return Ok(by_email);
    }
    let Some(id) = user.provider_id.as_ref().and_then(|id| before.get(id)) else { return Ok(None) };
    // A row that bears another e-mail is somebody else's by now, unless nobody but this user is meant by it.
    conn.prepare_cached(
        "SELECT user_id FROM account_user WHERE account_id = ?1 AND user_id = ?2 AND email_folded IS NULL",
    )?
    .query_row(params![account, id], |row| row.get(0))
    .optional()
}

fn write(conn: &Connection, account: i64, id: i64, user: &User) -> rusqlite::Result<()> {
    let [name, department, group, role, status, zone, client_version] = &user.texts;
    let [created, last_sign_in] = user.times;
    conn.prepare_cached(
        "UPDATE account_user SET provider_user_id = ?3, email = coalesce(?4, email), \
         email_folded = coalesce(?4, email_folded), listed_name = ?5, listed_department = ?6, listed_group = ?7, \
         name = coalesce(?5, seen_name), name_folded = fold(coalesce(?5, seen_name)), \
         department = coalesce(?6, seen_department), user_group = coalesce(?7, seen_group), role = ?8, status = ?9, \
         zone = ?10, client_version = ?11, created_at = ?12, last_sign_in_at = ?13, known_by = 'list' \
         WHERE account_id = ?1 AND user_id = ?2",
    )?
    .execute(params![
        account,
        id,
        user.provider_id,
        user.email.as_deref().map(fold),
        name,
        department,
        group,
        role,
        status,
        zone,
        client_version,
        created,
        last_sign_in
    ])?;
    for (licence, from, to) in terms(&user.licences) {
        conn.prepare_cached(
            "INSERT INTO user_licence (account_id, user_id, licence, from_at, to_at) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (account_id, user_id, licence, from_at) DO UPDATE SET to_at = excluded.to_at",
        )?
        .execute(params![account, id, licence, from, to])?;
    }
    packs::write(conn, (account, id), packs::LISTED, &user.packs)
}

/// Terms of licences: each from the first list that says it up to the first that says another.
fn terms(observed: &[(i64, String)]) -> Vec<(&str, i64, Option<i64>)> {
    let mut out: Vec<(&str, i64, Option<i64>)> = Vec::new();
    for (at, licence) in observed {
        match out.last_mut() {
            Some((held, _, _)) if held == licence => {}
            Some((_, _, to)) => {
                *to = Some(*at);
                out.push((licence, *at, None));
            }
            None => out.push((licence, *at, None)),
        }
    }
    out
}

/// Users that only a list had made known, by id alone, and none does any more.
fn drop_unknown(conn: &Connection, account: i64) -> rusqlite::Result<()> {
    let gone: Vec<i64> = conn
        .prepare(
            "SELECT user_id FROM account_user WHERE account_id = ?1 AND known_by = 'seen' AND email_folded IS NULL",
        )?
        .query_map(params![account], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    super::users::take_away(conn, account, &gone)
}

/// Occurrences whose host only an id tells, and that id is a user's now, or no longer.
fn rehost(conn: &Connection, account: i64) -> rusqlite::Result<Rehost> {
    let mut out = Rehost::default();
    let mut find = conn.prepare(
        "SELECT o.occurrence_id, o.event_id FROM occurrence o \
         LEFT JOIN account_user u ON u.account_id = o.account_id AND u.provider_user_id = o.host_id \
         WHERE o.account_id = ?1 AND o.host_id IS NOT NULL AND o.host_email IS NULL \
         AND o.host_user_id IS NOT u.user_id",
    )?;
    let mut rows = find.query(params![account])?;
    while let Some(row) = rows.next()? {
        out.occurrences.push(row.get(0)?);
        out.events.push(row.get(1)?);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_lasts_until_a_list_says_another() {
        let said = [(10, "Basic"), (20, "Licensed"), (30, "Licensed"), (40, "Basic")]
            .map(|(at, licence)| (at, licence.to_owned()));
        assert_eq!(terms(&said), [("Basic", 10, Some(20)), ("Licensed", 20, Some(40)), ("Basic", 40, None)]);
    }
}
