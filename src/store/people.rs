//! Interned persons: each combination of name, original name, e-mail and provider's id is stored once.

use crate::model::StayRecord;
use crate::model::text::fold;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// One combination, as `rules` and digests need it.
#[derive(Debug)]
pub(super) struct Person {
    pub id: i64,
    pub name: Box<str>,
    pub original_name: Box<str>,
    pub email_folded: Box<str>,
    pub user_id: Box<str>,
    /// Content of the combination, the same in every database.
    pub digest: [u8; 16],
}

/// Persons met in this import.
#[derive(Debug)]
pub(super) struct Persons {
    account: i64,
    known: FxHashMap<Box<str>, usize>,
    list: Vec<Person>,
    next: i64,
    empty: bool,
    /// Reused for look-ups, so that a person met before costs no allocation.
    sought: String,
}

impl Persons {
    pub(super) fn load(conn: &Connection, account: i64) -> rusqlite::Result<Self> {
        let next: i64 =
            conn.query_row("SELECT coalesce(max(person_id), 0) + 1 FROM person", [], |row| row.get(0))?;
        Ok(Self {
            account,
            known: FxHashMap::default(),
            list: Vec::new(),
            next,
            empty: next == 1,
            sought: String::new(),
        })
    }

    pub(super) fn get(&self, at: usize) -> Option<&Person> {
        self.list.get(at)
    }

    /// The place of a stay's person in this list; stored when new.
    pub(super) fn intern(&mut self, conn: &Connection, stay: &StayRecord<'_>) -> rusqlite::Result<usize> {
        let original = stay.original_name.as_deref().unwrap_or("");
        let email = stay.email.as_deref().unwrap_or("");
        let user_id = stay.user_id.as_deref().unwrap_or("");
        self.sought.clear();
        for (i, part) in [&*stay.name, original, email, user_id].into_iter().enumerate() {
            if i > 0 {
                self.sought.push('\u{1F}');
            }
            self.sought.push_str(part);
        }
        if let Some(at) = self.known.get(self.sought.as_str()) {
            return Ok(*at);
        }
        let id = self.find_or_insert(conn, [email, &stay.name, original, user_id])?;
        let email_folded = fold(email);
        self.list.push(Person {
            id,
            digest: digest([&stay.name, original, &email_folded, user_id]),
            name: stay.name.as_ref().into(),
            original_name: original.into(),
            email_folded: email_folded.into(),
            user_id: user_id.into(),
        });
        self.known.insert(self.sought.as_str().into(), self.list.len() - 1);
        Ok(self.list.len() - 1)
    }

    fn find_or_insert(&mut self, conn: &Connection, parts: [&str; 4]) -> rusqlite::Result<i64> {
        let [email, name, original, user_id] = parts;
        if !self.empty {
            let held: Option<i64> = conn
                .prepare_cached(
                    "SELECT person_id FROM person WHERE account_id = ?1 AND email = ?2 AND name = ?3 \
                     AND original_name = ?4 AND provider_user_id = ?5",
                )?
                .query_row(params![self.account, email, name, original, user_id], |row| row.get(0))
                .optional()?;
            if let Some(id) = held {
                return Ok(id);
            }
        }
        let id = self.next;
        conn.prepare_cached(
            "INSERT INTO person (account_id, person_id, name, original_name, email, provider_user_id) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![self.account, id, name, original, email, user_id])?;
        self.next += 1;
        Ok(id)
    }
}

/// The content of a combination (name, original name, folded e-mail, id), the same in every database.
pub(super) fn digest(parts: [&str; 4]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1F]);
    }
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    out
}
