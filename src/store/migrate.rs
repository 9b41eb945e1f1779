//! Migrations: each once, in order, in a transaction of its own. Only ever add one.

use rusqlite::{Connection, TransactionBehavior};

/// `HCNT`: marks a SQLite file as headcount's.
pub(super) const APPLICATION_ID: i64 = 0x4843_4E54;

const MIGRATIONS: &[&str] = &[
    include_str!("../../data/migrations/0001_spine.sql"),
    include_str!("../../data/migrations/0002_truth.sql"),
    include_str!("../../data/migrations/0003_find.sql"),
    include_str!("../../data/migrations/0004_access.sql"),
    include_str!("../../data/migrations/0005_overview.sql"),
    include_str!("../../data/migrations/0006_lists.sql"),
    include_str!("../../data/migrations/0007_parts.sql"),
    include_str!("../../data/migrations/0008_account_lists.sql"),
    include_str!("../../data/migrations/0009_phone.sql"),
    include_str!("../../data/migrations/0010_access_control.sql"),
];

/// The schema this headcount writes, `PRAGMA user_version`.
#[expect(clippy::cast_possible_wrap, reason = "a handful of migrations")]
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the schema up to date.
pub(super) fn migrate(conn: &mut Connection) -> rusqlite::Result<()> {
    for (version, sql) in (1..).zip(MIGRATIONS) {
        if user_version(conn)? >= version {
            continue;
        }
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another headcount may have been faster while this one waited for the lock.
        if user_version(&tx)? < version {
            tx.execute_batch(sql)?;
            tx.pragma_update(None, "application_id", APPLICATION_ID)?;
            tx.pragma_update(None, "user_version", version)?;
        }
        tx.commit()?;
    }
    Ok(())
}

pub(super) fn user_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}
