//! The second lock behind the views of [`super::lens`]: while somebody looks, SQLite itself refuses to prepare whatever
//! reads a table of the file otherwise than through one of them. A view that is missing then costs an answer, and shows
//! nothing.

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug, Default)]
struct Held {
    /// The tables that views stand before: what these read may be read.
    views: Mutex<BTreeSet<String>>,
    /// Who looks is being looked up, which no view shows.
    aside: AtomicBool,
}

/// On the connections of those who are not the owner of the file.
#[derive(Debug, Default)]
pub(super) struct Lock(Option<Arc<Held>>);

impl Lock {
    /// Shuts the tables of the file: nothing is read until views stand.
    pub(super) fn put_on(conn: &mut Connection) -> rusqlite::Result<Self> {
        let held = Arc::new(Held::default());
        let asked = Arc::clone(&held);
        conn.authorizer(Some(move |context: AuthContext<'_>| asked.judge(&context)))?;
        Ok(Self(Some(held)))
    }

    /// From here on views stand before these tables.
    pub(super) fn let_through(&self, views: BTreeSet<String>) {
        if let Some(held) = &self.0 {
            *held.views.lock().unwrap_or_else(PoisonError::into_inner) = views;
        }
    }

    /// What `read` reads, it may.
    pub(super) fn aside<T>(&self, read: impl FnOnce() -> T) -> T {
        let Some(held) = &self.0 else { return read() };
        let before = held.aside.swap(true, SeqCst);
        let seen = read();
        held.aside.store(before, SeqCst);
        seen
    }
}

impl Held {
    fn judge(&self, context: &AuthContext<'_>) -> Authorization {
        let AuthAction::Read { table_name, column_name } = context.action else {
            return Authorization::Allow;
        };
        let is_of_file = context.database_name == Some("main") && !is_sqlites(table_name);
        if !is_of_file || self.aside.load(SeqCst) {
            return Authorization::Allow;
        }
        let views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        // Of what is merged into a query SQLite asks once more, on behalf of none, where no column of it is read.
        let is_merged = column_name.is_empty() && views.contains(table_name);
        if is_merged || context.accessor.is_some_and(|view| views.contains(view)) {
            Authorization::Allow
        } else {
            Authorization::Deny
        }
    }
}

/// SQLite's own: what tables there are, how large they are.
fn is_sqlites(table: &str) -> bool {
    table.starts_with("sqlite_") || table.starts_with("pragma_") || table == "dbstat"
}
