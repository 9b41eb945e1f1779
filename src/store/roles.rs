//! Who is what on which account: rights that were granted, and what the newest users list calls those without any.

use super::error::StoreError;
use super::open::Store;
use super::reader::Reader;
use crate::model::text::{clean, fold};
use crate::report::{Person, Right, Standing};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::collections::BTreeMap;

/// The word in place of a right by which somebody is a member whatever a list says.
pub(super) const MEMBER: &str = "member";

/// A right as it was granted or follows from a users list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    pub account: i64,
    pub account_name: String,
    pub email: String,
    /// A word of [`Right`], or `member`.
    pub right: String,
    /// When (epoch seconds) and by whom; `None`: the newest users list says so.
    pub granted: Option<(i64, String)>,
}

/// A right to be given or taken.
#[derive(Clone, Debug)]
pub struct RoleChange<'a> {
    pub account: i64,
    pub email: &'a str,
    /// `None`: a member, whatever a list says.
    pub right: Option<Right>,
    /// Epoch seconds.
    pub at: i64,
    pub by: &'a str,
    pub viewer: Option<&'a str>,
}

/// What somebody is on each account that knows them, and on the accounts under those that they administer. Reads past
/// any lens.
pub(super) fn person(conn: &Connection, email: &str) -> rusqlite::Result<Person> {
    let folded = fold(email.trim());
    let mut standings: BTreeMap<i64, Standing> = BTreeMap::new();
    let users: Vec<(i64, i64, Option<String>)> = conn
        .prepare_cached(
            "SELECT account_id, user_id, role FROM main.account_user WHERE email_folded = ?1 AND account_id IN \
             (SELECT account_id FROM main.account)",
        )?
        .query_map([&folded], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (account, user, role) in users {
        let rights = role.as_deref().and_then(Right::of_listed_role).into_iter().collect();
        let licences = licences(conn, account, user)?;
        standings.insert(account, Standing { account, user: Some(user), rights, licences });
    }
    for (account, words) in granted(conn, &folded)? {
        let standing =
            standings.entry(account).or_insert_with(|| Standing { account, ..Standing::default() });
        standing.rights = words.iter().filter_map(|word| Right::of_word(word)).collect();
    }
    let exempt: Vec<(i64, Vec<Right>)> = standings
        .values()
        .map(|standing| {
            let passed = standing.rights.iter().filter(|r| matches!(r, Right::Owner | Right::Administrator));
            (standing.account, passed.copied().collect::<Vec<_>>())
        })
        .filter(|(_, rights)| !rights.is_empty())
        .collect();
    for (master, rights) in exempt {
        for account in below(conn, master)? {
            let standing =
                standings.entry(account).or_insert_with(|| Standing { account, ..Standing::default() });
            standing.rights.extend(
                rights.iter().filter(|right| !standing.rights.contains(right)).copied().collect::<Vec<_>>(),
            );
        }
    }
    Ok(Person { email: clean(email.trim()).into_owned(), standings: standings.into_values().collect() })
}

fn granted(conn: &Connection, folded: &str) -> rusqlite::Result<BTreeMap<i64, Vec<String>>> {
    let mut out: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut statement =
        conn.prepare_cached("SELECT account_id, right_word FROM main.role_grant WHERE email_folded = ?1")?;
    let mut rows = statement.query([folded])?;
    while let Some(row) = rows.next()? {
        out.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(out)
}

/// Every e-mail with a standing.
pub(super) fn known(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare(
        "SELECT email FROM main.account_user WHERE email IS NOT NULL UNION SELECT email FROM main.role_grant",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Licences without an end.
fn licences(conn: &Connection, account: i64, user: i64) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached(
        "SELECT licence FROM main.user_licence WHERE account_id = ?1 AND user_id = ?2 AND to_at IS NULL",
    )?
    .query_map([account, user], |row| row.get(0))?
    .collect()
}

/// Accounts of which that one is the master, and theirs.
fn below(conn: &Connection, master: i64) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached(
        "WITH RECURSIVE under (account_id) AS (SELECT account_id FROM main.account WHERE master_account_id = ?1 \
         UNION SELECT a.account_id FROM main.account a JOIN under ON a.master_account_id = under.account_id) \
         SELECT account_id FROM under WHERE account_id <> ?1",
    )?
    .query_map([master], |row| row.get(0))?
    .collect()
}

impl Reader {
    /// Who has which right on which account: granted ones, and those of the newest users list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn roles(&mut self) -> Result<Vec<Granted>, StoreError> {
        let accounts: BTreeMap<i64, String> =
            self.accounts()?.into_iter().map(|account| (account.id, account.name)).collect();
        let read = |conn: &Connection| -> rusqlite::Result<Vec<Granted>> {
            let mut statement = conn.prepare_cached(
                "SELECT account_id, email, right_word, granted_at, granted_by FROM main.role_grant \
                 UNION ALL \
                 SELECT u.account_id, u.email, u.role, NULL, NULL FROM main.account_user u \
                 WHERE u.email IS NOT NULL AND lower(u.role) IN ('owner', 'admin', 'administrator') \
                   AND NOT EXISTS (SELECT 1 FROM main.role_grant g \
                                   WHERE g.account_id = u.account_id AND g.email_folded = u.email_folded) \
                 ORDER BY 1, 2, 3",
            )?;
            statement
                .query_map([], |row| {
                    let (at, by): (Option<i64>, Option<String>) = (row.get(3)?, row.get(4)?);
                    let word: String = row.get(2)?;
                    let listed = Right::of_listed_role(&word).map(|right| right.word().to_owned());
                    Ok(Granted {
                        account: row.get(0)?,
                        account_name: String::new(),
                        email: clean(&row.get::<_, String>(1)?).into_owned(),
                        right: if at.is_some() { word } else { listed.unwrap_or_default() },
                        granted: at.zip(by),
                    })
                })?
                .collect()
        };
        let all = self.aside(read)?;
        let named = all.into_iter().filter_map(|one| {
            let account_name = accounts.get(&one.account)?.clone();
            Some(Granted { account_name, ..one })
        });
        Ok(named.filter(|one| !one.right.is_empty()).collect())
    }
}

impl Store {
    /// Gives a right; false when they had it. Noted in the audit log, in the same transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn grant(&mut self, change: &RoleChange<'_>) -> Result<bool, StoreError> {
        self.change_role(change, "granted", |conn, folded, word| {
            conn.execute(
                "INSERT INTO role_grant (account_id, email_folded, right_word, email, granted_at, granted_by) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (account_id, email_folded, right_word) DO NOTHING",
                params![change.account, folded, word, clean(change.email.trim()), change.at, change.by],
            )
        })
    }

    /// Takes a right that was granted; false when there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn revoke(&mut self, change: &RoleChange<'_>) -> Result<bool, StoreError> {
        self.change_role(change, "revoked", |conn, folded, word| {
            conn.execute(
                "DELETE FROM role_grant WHERE account_id = ?1 AND email_folded = ?2 AND right_word = ?3",
                params![change.account, folded, word],
            )
        })
    }

    fn change_role(
        &mut self,
        change: &RoleChange<'_>,
        what: &str,
        act: impl FnOnce(&Connection, &str, &str) -> rusqlite::Result<usize>,
    ) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let word = change.right.map_or(MEMBER, Right::word);
        let changed = act(&tx, &fold(change.email.trim()), word).map_err(fail)? > 0;
        if changed {
            let deed = super::audit::Deed {
                account: Some(change.account),
                at: change.at,
                by: change.by,
                viewer: change.viewer,
                what,
                subject: change.email.trim(),
                detail: word,
                rows: None,
            };
            super::audit::note(&tx, &deed).map_err(fail)?;
            tx.commit().map_err(fail)?;
        }
        Ok(changed)
    }

    /// Whether a user of the account has that e-mail.
    ///
    /// # Errors
    /// When the database fails.
    pub fn knows(&self, account: i64, email: &str) -> Result<bool, StoreError> {
        self.conn
            .query_row(
                "SELECT 1 FROM account_user WHERE account_id = ?1 AND email_folded = ?2",
                params![account, fold(email.trim())],
                |_| Ok(()),
            )
            .optional()
            .map(|found| found.is_some())
            .map_err(|error| self.fail(error))
    }
}
