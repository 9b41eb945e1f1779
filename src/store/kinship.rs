//! What an account is called and under which it stands: changed by the owner, each change noted.

use super::accounts;
use super::error::StoreError;
use super::open::Store;
use super::policy::By;
use super::reader::Account;
use crate::model::text::{clean, excerpt, fold};
use crate::rules::accounts::{Link, may_stand_under};
use rusqlite::{Connection, TransactionBehavior, params};

/// Letters that a name may have.
const LONGEST: usize = 60;

impl Store {
    /// Puts an account under a master, or by itself; false when it stood so. Noted in the audit log.
    ///
    /// # Errors
    /// When it would stand under itself, one of them is not held, or the database fails.
    pub fn set_master(&mut self, by: By<'_>, master: Option<i64>) -> Result<bool, StoreError> {
        self.change_account(by, |conn, held, account| {
            if account.master == master {
                return Ok(None);
            }
            let links: Vec<Link> = held.iter().map(|one| (one.id, one.master)).collect();
            let detail = match master {
                None => "by itself".to_owned(),
                Some(key) => {
                    let above = find(held, key)?;
                    if !may_stand_under(&links, account.id, key) {
                        return Err(StoreError::Question(format!(
                            "{} cannot stand under {}: that is the account itself, or one under it",
                            account.name, above.name
                        )));
                    }
                    format!("under {}", above.name)
                }
            };
            conn.execute(
                "UPDATE account SET master_account_id = ?2 WHERE account_id = ?1",
                params![account.id, master],
            )?;
            Ok(Some(detail))
        })
    }

    /// Gives an account another name; false when it has it. Noted in the audit log.
    ///
    /// # Errors
    /// When another account is called so, the name is none, or the database fails.
    pub fn rename_account(&mut self, by: By<'_>, name: &str) -> Result<bool, StoreError> {
        let cleaned = clean(name);
        let name = cleaned.trim();
        let wrong = |why: String| Err(StoreError::Question(why));
        if name.is_empty() {
            return wrong("an account needs a name".to_owned());
        }
        if name.chars().count() > LONGEST {
            return wrong(format!("an account's name has at most {LONGEST} letters"));
        }
        if name.trim_start_matches('#').bytes().all(|byte| byte.is_ascii_digit()) {
            return wrong(format!("{} would be taken for an account's number", excerpt(name, 30)));
        }
        self.change_account(by, |conn, held, account| {
            if account.name == name {
                return Ok(None);
            }
            let same = held.iter().find(|one| one.id != account.id && fold(&one.name) == fold(name));
            if let Some(other) = same {
                return Err(StoreError::Question(format!(
                    "account {} is called {} already",
                    other.id, other.name
                )));
            }
            conn.execute("UPDATE account SET name = ?2 WHERE account_id = ?1", params![account.id, name])?;
            Ok(Some(format!("called {name}")))
        })
    }

    /// Changes an account and notes what `act` says it did; nothing where that is nothing.
    fn change_account(
        &mut self,
        by: By<'_>,
        act: impl FnOnce(&Connection, &[Account], &Account) -> Result<Option<String>, StoreError>,
    ) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let held = accounts::all(&tx).map_err(fail)?;
        let account = find(&held, by.account)?;
        let Some(detail) = act(&tx, &held, account)? else { return Ok(false) };
        let deed = super::audit::Deed {
            account: Some(by.account),
            at: by.at,
            by: by.by,
            viewer: by.viewer,
            what: "account",
            subject: &account.name,
            detail: &detail,
            rows: None,
        };
        super::audit::note(&tx, &deed).map_err(fail)?;
        tx.commit().map_err(fail)?;
        Ok(true)
    }
}

fn find(held: &[Account], key: i64) -> Result<&Account, StoreError> {
    held.iter()
        .find(|account| account.id == key)
        .ok_or_else(|| StoreError::NotHeld(format!("no account has the number {key}")))
}
