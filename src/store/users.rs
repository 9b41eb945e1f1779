//! Users of the account that occurrences make known: hosts, and participants marked as internal. What lists say of
//! them is put beside it in [`listed`](super::listed).

use crate::model::text::fold;
use rusqlite::{Connection, OptionalExtension, params};
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

/// What occurrences say of a user: the newest word each on the name, and on department and group. Of words of one
/// moment the highest wins, whichever came first.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    name: Option<String>,
    department: Option<String>,
    group: Option<String>,
    /// When name, and department and group, were last described.
    at: i64,
    described_at: i64,
}

impl Said {
    fn nothing() -> Self {
        Self { at: i64::MIN, described_at: i64::MIN, ..Self::default() }
    }

    /// Takes a word on the user; whether it changes anything.
    fn take(&mut self, seen: Seen<'_>) -> bool {
        let mut changed = false;
        if !seen.name.is_empty() && (seen.at, Some(seen.name)) > (self.at, self.name.as_deref()) {
            self.name = Some(seen.name.to_owned());
            self.at = seen.at;
            changed = true;
        }
        if (seen.department.is_some() || seen.group.is_some())
            && (seen.at, seen.department, seen.group)
                > (self.described_at, self.department.as_deref(), self.group.as_deref())
        {
            self.department = seen.department.map(str::to_owned);
            self.group = seen.group.map(str::to_owned);
            self.described_at = seen.at;
            changed = true;
        }
        changed
    }
}

#[derive(Debug)]
struct Known {
    user_id: i64,
    said: Said,
    changed: bool,
    new: bool,
}

/// Users by folded e-mail, read when first met and written at the end of the import.
#[derive(Debug)]
pub(super) struct Users {
    account: i64,
    known: FxHashMap<Box<str>, Option<Known>>,
    /// Users by the provider's id.
    ids: FxHashMap<Box<str>, Option<i64>>,
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
        Ok(Self {
            account,
            known: FxHashMap::default(),
            ids: FxHashMap::default(),
            next,
            empty: next == 1,
            made: false,
        })
    }

    /// The user of that folded e-mail, if there is one.
    pub(super) fn find(&mut self, conn: &Connection, email_folded: &str) -> rusqlite::Result<Option<i64>> {
        Ok(self.slot(conn, email_folded)?.as_ref().map(|user| user.user_id))
    }

    /// The user with that folded e-mail, else with that provider's id; either may be empty.
    pub(super) fn of(
        &mut self,
        conn: &Connection,
        email_folded: &str,
        provider_id: &str,
    ) -> rusqlite::Result<Option<i64>> {
        if !email_folded.is_empty()
            && let Some(user) = self.find(conn, email_folded)?
        {
            return Ok(Some(user));
        }
        if provider_id.is_empty() || self.empty {
            return Ok(None);
        }
        if let Some(known) = self.ids.get(provider_id) {
            return Ok(*known);
        }
        let held = conn
            .prepare_cached(
                "SELECT user_id FROM account_user WHERE account_id = ?1 AND provider_user_id = ?2",
            )?
            .query_row(params![self.account, provider_id], |row| row.get(0))
            .optional()?;
        self.ids.insert(provider_id.into(), held);
        Ok(held)
    }

    /// The user who hosted.
    pub(super) fn host(
        &mut self,
        conn: &Connection,
        email: Option<&str>,
        provider_id: Option<&str>,
    ) -> rusqlite::Result<Option<i64>> {
        self.of(conn, &email.map(fold).unwrap_or_default(), provider_id.unwrap_or(""))
    }

    /// The user, made if new, described anew if this is the newest word on them.
    pub(super) fn seen(&mut self, conn: &Connection, seen: Seen<'_>) -> rusqlite::Result<i64> {
        let folded = fold(seen.email);
        let next = self.next;
        let slot = self.slot(conn, &folded)?;
        let fresh = slot.is_none();
        let user = slot.get_or_insert_with(|| Known {
            user_id: next,
            said: Said::nothing(),
            changed: true,
            new: true,
        });
        user.changed |= user.said.take(seen);
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

    /// Writes what is new or changed, so that others may read it. What lists say stands before it.
    pub(super) fn write(&mut self, conn: &Connection, import: i64) -> rusqlite::Result<()> {
        let mut insert = conn.prepare_cached(
            "INSERT INTO account_user (account_id, user_id, name, name_folded, email, email_folded, department, \
             user_group, name_seen_at, described_at, known_by, first_import_id, seen_name, seen_department, seen_group) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, 'seen', ?10, ?3, ?6, ?7)",
        )?;
        let mut update = conn.prepare_cached(
            "UPDATE account_user SET seen_name = ?3, seen_department = ?5, seen_group = ?6, \
             name_seen_at = ?7, described_at = ?8, name = coalesce(listed_name, ?3), \
             name_folded = CASE WHEN listed_name IS NULL THEN ?4 ELSE name_folded END, \
             department = coalesce(listed_department, ?5), user_group = coalesce(listed_group, ?6) \
             WHERE account_id = ?1 AND user_id = ?2",
        )?;
        let mut all: Vec<(&Box<str>, &mut Known)> =
            self.known.iter_mut().filter_map(|(email, user)| Some((email, user.as_mut()?))).collect();
        all.sort_unstable_by_key(|(_, user)| user.user_id);
        for (email, user) in all {
            let said = &user.said;
            let name_folded = said.name.as_deref().map(fold);
            if user.new {
                insert.execute(params![
                    self.account,
                    user.user_id,
                    said.name,
                    name_folded,
                    email,
                    said.department,
                    said.group,
                    said.at,
                    said.described_at,
                    import
                ])?;
            } else if user.changed {
                update.execute(params![
                    self.account,
                    user.user_id,
                    said.name,
                    name_folded,
                    said.department,
                    said.group,
                    said.at,
                    said.described_at
                ])?;
            }
            user.new = false;
            user.changed = false;
        }
        self.empty = self.empty && self.next == 1;
        if self.made { place(conn, self.account, import) } else { Ok(()) }
    }

    /// Whether some are new.
    pub(super) fn made(&self) -> bool {
        self.made
    }

    /// Forgets what was looked up, after lists have made other users known.
    pub(super) fn forget(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        *self = Self { made: self.made, ..Self::load(conn, self.account)? };
        Ok(())
    }

    /// Makes what occurrences say of the account's users true again, from all that is held; users of whom nobody says
    /// anything any more are taken away.
    pub(super) fn recompute(conn: &Connection, account: i64) -> rusqlite::Result<()> {
        let mut said: FxHashMap<String, Said> = FxHashMap::default();
        let mut hosts = conn.prepare(
            "SELECT host_email, host_name, department, user_group, coalesce(start_at, first_join, last_leave, 0) \
             FROM source_set WHERE account_id = ?1 AND host_email IS NOT NULL",
        )?;
        let mut rows = hosts.query(params![account])?;
        while let Some(row) = rows.next()? {
            let (email, name): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let (department, group): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            said.entry(fold(&email)).or_insert_with(Said::nothing).take(Seen {
                email: "",
                name: name.as_deref().unwrap_or(""),
                department: department.as_deref(),
                group: group.as_deref(),
                at: row.get(4)?,
            });
        }
        let mut inside = conn.prepare(
            "SELECT n.email, CASE WHEN n.original_name = '' THEN n.name ELSE n.original_name END, \
             max(coalesce(t.start_at, t.first_join, t.last_leave, 0)) \
             FROM session s JOIN source_set t ON t.account_id = s.account_id AND t.set_id = s.set_id \
             JOIN person n ON n.account_id = s.account_id AND n.person_id = s.person_id \
             WHERE s.account_id = ?1 AND s.guest = 0 AND n.email <> '' GROUP BY s.person_id",
        )?;
        let mut rows = inside.query(params![account])?;
        while let Some(row) = rows.next()? {
            let (email, name): (String, String) = (row.get(0)?, row.get(1)?);
            let seen = Seen { email: "", name: &name, department: None, group: None, at: row.get(2)? };
            said.entry(fold(&email)).or_insert_with(Said::nothing).take(seen);
        }
        restate(conn, account, &said)
    }
}

/// Writes what is said over what stands, and takes away users of whom nothing is.
fn restate(conn: &Connection, account: i64, said: &FxHashMap<String, Said>) -> rusqlite::Result<()> {
    let held: Vec<(i64, Option<String>, bool)> = conn
        .prepare(
            "SELECT user_id, email_folded, known_by = 'list' FROM account_user WHERE account_id = ?1 ORDER BY user_id",
        )?
        .query_map(params![account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut update = conn.prepare(
        "UPDATE account_user SET seen_name = ?3, seen_department = ?4, seen_group = ?5, name_seen_at = ?6, \
         described_at = ?7, name = coalesce(listed_name, ?3), name_folded = fold(coalesce(listed_name, ?3)), \
         department = coalesce(listed_department, ?4), user_group = coalesce(listed_group, ?5) \
         WHERE account_id = ?1 AND user_id = ?2",
    )?;
    let mut gone = Vec::new();
    let nothing = Said::nothing();
    for (user, email, listed) in held {
        let found = email.as_deref().and_then(|email| said.get(email));
        if found.is_none() && !listed {
            gone.push(user);
            continue;
        }
        let one = found.unwrap_or(&nothing);
        update.execute(params![
            account,
            user,
            one.name,
            one.department,
            one.group,
            one.at.max(0),
            one.described_at.max(0)
        ])?;
    }
    take_away(conn, account, &gone)
}

pub(super) fn take_away(conn: &Connection, account: i64, gone: &[i64]) -> rusqlite::Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    // One pass over the people, however many users go.
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS gone_user (user_id INTEGER PRIMARY KEY); DELETE FROM temp.gone_user;",
    )?;
    let mut note = conn.prepare("INSERT INTO temp.gone_user (user_id) VALUES (?1)")?;
    for user in gone {
        note.execute(params![user])?;
    }
    conn.execute(
        "UPDATE participant SET user_id = NULL WHERE account_id = ?1 AND user_id IN (SELECT user_id FROM temp.gone_user)",
        params![account],
    )?;
    for user in gone {
        conn.prepare_cached(
            "UPDATE occurrence SET host_user_id = NULL WHERE account_id = ?1 AND host_user_id = ?2",
        )?
        .execute(params![account, user])?;
        conn.prepare_cached("DELETE FROM user_licence WHERE account_id = ?1 AND user_id = ?2")?
            .execute(params![account, user])?;
        conn.prepare_cached("DELETE FROM account_user WHERE account_id = ?1 AND user_id = ?2")?
            .execute(params![account, user])?;
    }
    Ok(())
}

/// Tells participants of earlier imports, whom no source called guest or not, that they are users made known now.
pub(super) fn place(conn: &Connection, account: i64, import: i64) -> rusqlite::Result<()> {
    let mut found = conn.prepare(
        "SELECT n.person_id, u.user_id FROM person n \
         JOIN account_user u ON u.account_id = n.account_id AND u.email_folded = fold(n.email) \
         WHERE n.account_id = ?1 AND u.first_import_id = ?2 \
         UNION SELECT n.person_id, u.user_id FROM person n \
         JOIN account_user u ON u.account_id = n.account_id AND u.provider_user_id = n.provider_user_id \
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
    conn.prepare_cached(
        "SELECT user_id, seen_name, seen_department, seen_group, name_seen_at, described_at FROM account_user \
         WHERE account_id = ?1 AND email_folded = ?2",
    )?
    .query_row(params![account, folded], |row| {
        Ok(Known {
            user_id: row.get(0)?,
            said: Said {
                name: row.get(1)?,
                department: row.get(2)?,
                group: row.get(3)?,
                at: row.get(4)?,
                described_at: row.get(5)?,
            },
            changed: false,
            new: false,
        })
    })
    .optional()
}
