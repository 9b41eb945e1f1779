//! Licences beside the plan: those that users lists name, and the calling plans of the phone system. Each from the first
//! list that names it up to the first that no longer does.

use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Where a licence comes from, as `user_licence.pack` has it; 0 is the plan.
pub(super) const LISTED: i64 = 1;
const CALLING_PLAN: i64 = 2;

/// A licence with its first moment and the end.
type Term<'a> = (&'a str, i64, Option<i64>);

/// Terms from what was held at each observation, in order of time, joined by `; `.
fn terms(observed: &[(i64, String)]) -> Vec<Term<'_>> {
    let mut open: BTreeMap<&str, i64> = BTreeMap::new();
    let mut out = Vec::new();
    for (at, held) in observed {
        let held: Vec<&str> = held.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
        open.retain(|name, from| {
            let stays = held.contains(name);
            if !stays {
                out.push((*name, *from, Some(*at)));
            }
            stays
        });
        for name in held {
            open.entry(name).or_insert(*at);
        }
    }
    out.extend(open.into_iter().map(|(name, from)| (name, from, None)));
    out
}

/// Writes what a user of an account holds.
pub(super) fn write(
    conn: &Connection,
    (account, user): (i64, i64),
    pack: i64,
    observed: &[(i64, String)],
) -> rusqlite::Result<()> {
    for (licence, from, to) in terms(observed) {
        conn.prepare_cached(
            "INSERT INTO user_licence (account_id, user_id, licence, from_at, to_at, pack) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (account_id, user_id, licence, from_at) DO UPDATE SET to_at = CASE \
               WHEN to_at IS NULL OR excluded.to_at IS NULL THEN NULL ELSE max(to_at, excluded.to_at) END",
        )?
        .execute(params![account, user, licence, from, to, pack])?;
    }
    Ok(())
}

/// Makes true again what calling plans give to the users known by now.
pub(super) fn phone(conn: &Connection, account: i64) -> rusqlite::Result<()> {
    conn.execute(
        "DELETE FROM user_licence WHERE account_id = ?1 AND pack = ?2",
        params![account, CALLING_PLAN],
    )?;
    let mut rows = conn.prepare(
        "SELECT p.user_id, p.email_folded, coalesce(p.plans, ''), i.observed_at AS observed, i.digest AS digest \
         FROM phone_user p JOIN import i ON i.account_id = p.account_id AND i.import_id = p.import_id \
         WHERE p.account_id = ?1 \
         UNION ALL SELECT p.user_id, p.email_folded, coalesce(p.plans, ''), i.observed_at, i.digest \
         FROM row_again a JOIN phone_user p ON p.account_id = a.account_id AND p.row_id = a.row_id \
         JOIN import i ON i.account_id = a.account_id AND i.import_id = a.import_id \
         WHERE a.account_id = ?1 AND a.list = 'phone_user' ORDER BY observed, digest",
    )?;
    let mut held: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    let mut found = rows.query(params![account])?;
    while let Some(row) = found.next()? {
        let (id, email): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
        if let Some(user) = user_of(conn, account, id.as_deref(), email.as_deref())? {
            held.entry(user).or_default().push((row.get(3)?, row.get(2)?));
        }
    }
    for (user, observed) in held {
        write(conn, (account, user), CALLING_PLAN, &observed)?;
    }
    Ok(())
}

fn user_of(
    conn: &Connection,
    account: i64,
    id: Option<&str>,
    email: Option<&str>,
) -> rusqlite::Result<Option<i64>> {
    let by = |column: &str, value: Option<&str>| -> rusqlite::Result<Option<i64>> {
        let Some(value) = value else { return Ok(None) };
        conn.prepare_cached(&format!(
            "SELECT user_id FROM account_user WHERE account_id = ?1 AND {column} = ?2"
        ))?
        .query_row(params![account, value], |row| row.get(0))
        .optional()
    };
    match by("provider_user_id", id)? {
        Some(user) => Ok(Some(user)),
        None => by("email_folded", email),
    }
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn what_a_list_no_longer_names_has_ended() {
        let said = [
            (10, "Power Pack"),
            (20, "Webinar 500; Power Pack"),
            (30, "Webinar 500"),
            (40, "Power Pack; Webinar 500"),
        ]
        .map(|(at, held)| (at, held.to_owned()));
        assert_eq!(
            terms(&said),
            [("Power Pack", 10, Some(30)), ("Power Pack", 40, None), ("Webinar 500", 20, None)]
        );
        assert_eq!(terms(&[(10, String::new())]), []);
    }
}
