//! Users of the account that imports make known: hosts, and participants marked as internal.

use crate::model::text::fold;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

/// What a source says of a user at one time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub department: Option<&'a str>,
    pub group: Option<&'a str>,
    /// Start of the occurrence it was said with.
    pub at: i64,
}

#[derive(Debug)]
struct Known {
    user_id: i64,
    name: Option<String>,
    department: Option<String>,
    group: Option<String>,
    /// When name, and department and group, were last described.
    at: i64,
    described_at: i64,
    changed: bool,
    new: bool,
}

/// Users by folded e-mail, read when first met and written at the end of the import.
#[derive(Debug)]
pub(super) struct Users {
    account: i64,
    known: FxHashMap<Box<str>, Option<Known>>,
    next: i64,
    /// No users were held at the start: nothing to look up.
    empty: bool,
    /// Some are new: people met before may turn out to be them.
    made: bool,
}

impl Users {
    pub(super) fn load(conn: &Connection, account: i64) -> rusqlite::Result<Self> {
        let next: i64 =
            conn.query_row("SELECT coalesce(max(user_id), 0) + 1 FROM account_user", [], |row| row.get(0))?;
        Ok(Self { account, known: FxHashMap::default(), next, empty: next == 1, made: false })
    }

    /// The user of that folded e-mail, if there is one.
    pub(super) fn find(&mut self, conn: &Connection, email_folded: &str) -> rusqlite::Result<Option<i64>> {
        Ok(self.slot(conn, email_folded)?.as_ref().map(|user| user.user_id))
    }

    /// The user, made if new, described anew if this is the newest word on them.
    pub(super) fn seen(&mut self, conn: &Connection, seen: Seen<'_>) -> rusqlite::Result<i64> {
        let folded = fold(seen.email);
        let next = self.next;
        let slot = self.slot(conn, &folded)?;
        let fresh = slot.is_none();
        let user = slot.get_or_insert_with(|| Known {
            user_id: next,
            name: None,
            department: None,
            group: None,
            at: i64::MIN,
            described_at: i64::MIN,
            changed: true,
            new: true,
        });
        if seen.at >= user.at && !seen.name.is_empty() {
            // A later word for the same name counts too: it outlives an older one that is imported after it.
            if user.name.as_deref() != Some(seen.name) || user.at != seen.at {
                user.name = Some(seen.name.to_owned());
                user.at = seen.at;
                user.changed = true;
            }
        }
        if seen.at >= user.described_at && (seen.department.is_some() || seen.group.is_some()) {
            let described = (user.department.as_deref(), user.group.as_deref(), user.described_at);
            if described != (seen.department, seen.group, seen.at) {
                user.department = seen.department.map(str::to_owned);
                user.group = seen.group.map(str::to_owned);
                user.described_at = seen.at;
                user.changed = true;
            }
        }
        let id = user.user_id;
        if fresh {
            self.next += 1;
            self.made = true;
        }
        Ok(id)
    }

    fn slot(&mut self, conn: &Connection, folded: &str) -> rusqlite::Result<&mut Option<Known>> {
        if !self.known.contains_key(folded) {
            let held = if self.empty { None } else { read(conn, self.account, folded)? };
            self.known.insert(folded.into(), held);
        }
        // Inserted just above when it was missing.
        Ok(self.known.entry(folded.into()).or_default())
    }

    /// Writes what is new or changed. Rows of a users list keep what the list says.
    pub(super) fn write(&mut self, conn: &Connection, import: i64) -> rusqlite::Result<()> {
        let mut insert = conn.prepare_cached(
            "INSERT INTO account_user (account_id, user_id, name, name_folded, email, email_folded, department, \
             user_group, name_seen_at, described_at, known_by, first_import_id) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, 'seen', ?10)",
        )?;
        let mut update = conn.prepare_cached(
            "UPDATE account_user SET name = ?3, name_folded = ?4, department = ?5, user_group = ?6, \
             name_seen_at = ?7, described_at = ?8 WHERE account_id = ?1 AND user_id = ?2 AND known_by = 'seen'",
        )?;
        let mut all: Vec<(&Box<str>, &mut Known)> =
            self.known.iter_mut().filter_map(|(email, user)| Some((email, user.as_mut()?))).collect();
        all.sort_unstable_by_key(|(_, user)| user.user_id);
        for (email, user) in all {
            let name_folded = user.name.as_deref().map(fold);
            if user.new {
                insert.execute(params![
                    self.account,
                    user.user_id,
                    user.name,
                    name_folded,
                    email,
                    user.department,
                    user.group,
                    user.at,
                    user.described_at,
                    import
                ])?;
            } else if user.changed {
                update.execute(params![
                    self.account,
                    user.user_id,
                    user.name,
                    name_folded,
                    user.department,
                    user.group,
                    user.at,
                    user.described_at
                ])?;
            }
            user.new = false;
            user.changed = false;
        }
        if self.made { place(conn, self.account, import) } else { Ok(()) }
    }
}

/// Tells participants of earlier imports, whom no source called guest or not, that they are users made known now.
fn place(conn: &Connection, account: i64, import: i64) -> rusqlite::Result<()> {
    let mut found = conn.prepare(
        "SELECT n.person_id, u.user_id FROM person n \
         JOIN account_user u ON u.account_id = n.account_id AND u.email_folded = fold(n.email) \
         WHERE n.account_id = ?1 AND u.first_import_id = ?2",
    )?;
    let mut tell = conn.prepare(
        "UPDATE participant INDEXED BY participant_unplaced SET user_id = ?3 WHERE account_id = ?1 AND person_id = ?2 \
         AND user_id IS NULL AND guest IS NULL",
    )?;
    let mut rows = found.query(params![account, import])?;
    while let Some(row) = rows.next()? {
        tell.execute(params![account, row.get::<_, i64>(0)?, row.get::<_, i64>(1)?])?;
    }
    Ok(())
}

fn read(conn: &Connection, account: i64, folded: &str) -> rusqlite::Result<Option<Known>> {
    use rusqlite::OptionalExtension;
    conn.prepare_cached(
        "SELECT user_id, name, department, user_group, name_seen_at, described_at FROM account_user \
         WHERE account_id = ?1 AND email_folded = ?2",
    )?
    .query_row(params![account, folded], |row| {
        Ok(Known {
            user_id: row.get(0)?,
            name: row.get(1)?,
            department: row.get(2)?,
            group: row.get(3)?,
            at: row.get(4)?,
            described_at: row.get(5)?,
            changed: false,
            new: false,
        })
    })
    .optional()
}
