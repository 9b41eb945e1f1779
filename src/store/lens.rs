//! What a viewer does not see is not there: while a lens is on a connection, temporary views stand before the tables,
//! by the same names, and hold only the rows that may be seen. Every statement of that connection reads through them:
//! a report's rows, its facts and remarks, its filter and order, the look-up of its parameters. (PostgreSQL would have
//! row-level security.)

use super::compile::quoted;
use crate::report::Lens;
use rusqlite::Connection;
use std::fmt::Write;

/// Rows of the tables that hang on an occurrence.
const OF_OCCURRENCE: &str = "EXISTS (SELECT 1 FROM main.occurrence o WHERE o.account_id = t.account_id \
     AND o.occurrence_id = t.occurrence_id AND o.host_user_id IN (:users))";
/// Rows of the tables that hang on a source set.
const OF_SET: &str = "EXISTS (SELECT 1 FROM main.source_set s JOIN main.occurrence o ON o.account_id = s.account_id \
     AND o.occurrence_id = s.occurrence_id WHERE s.account_id = t.account_id AND s.set_id = t.set_id \
     AND o.host_user_id IN (:users))";
/// Names by which portals' figures and lists call a user.
const KEYS: &str = "SELECT u.email_folded FROM main.account_user u WHERE u.user_id IN (:users) \
     AND u.email_folded IS NOT NULL UNION ALL SELECT '#' || u.provider_user_id FROM main.account_user u \
     WHERE u.user_id IN (:users) AND u.provider_user_id IS NOT NULL";

/// What users see of their own: a condition on `t`, a row of the table. Of tables that are not named here they see
/// nothing, so that a new one is closed until somebody thinks about it.
const OWN: &[(&str, &str)] = &[
    ("account", "1"),
    ("occurrence", "t.host_user_id IN (:users)"),
    (
        "event",
        "EXISTS (SELECT 1 FROM main.occurrence o WHERE o.account_id = t.account_id AND o.event_id = t.event_id \
         AND o.host_user_id IN (:users))",
    ),
    ("participant", OF_OCCURRENCE),
    ("session", OF_OCCURRENCE),
    ("session_detail", OF_OCCURRENCE),
    ("session_borrowed", OF_OCCURRENCE),
    ("source_set", OF_OCCURRENCE),
    ("set_again", OF_SET),
    ("set_registrant", OF_SET),
    (
        "person",
        "t.person_id IN (SELECT s.person_id FROM main.occurrence o JOIN main.session s \
         ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id WHERE o.host_user_id IN (:users))",
    ),
    ("account_user", "t.user_id IN (:users)"),
    ("user_licence", "t.user_id IN (:users)"),
    ("host_day", "t.user_id IN (:users)"),
    ("portal_total", "t.scope = 'host' AND t.scope_key IN (:keys)"),
    // Which days lists speak for, not of whom.
    ("coverage", "t.scope = 'account' OR (t.scope = 'host' AND t.scope_key IN (:keys))"),
    ("planned", "lower(t.host_email) IN (:keys) OR '#' || t.host_id IN (:keys)"),
    ("import", "1"),
];

/// An account's days as its members see them: what they hosted.
const OWN_DAYS: &str = "SELECT o.account_id, o.day, count(*) FILTER (WHERE e.kind = 'meeting'), \
     count(*) FILTER (WHERE e.kind = 'webinar'), sum(o.people), sum(o.joins), sum(o.person_seconds), sum(o.provisional) \
     FROM main.occurrence o JOIN main.event e ON e.account_id = o.account_id AND e.event_id = o.event_id \
     WHERE o.account_id IN (:own) AND o.host_user_id IN (:users) GROUP BY o.account_id, o.day";

/// Tables that are no account's, by their kind: seen by whoever sees accounts whole, or by nobody but the owner.
const OF_NO_ACCOUNT: &[&str] = &["personal_column"];

/// Puts a lens on the connection, or takes it off.
pub(super) fn look_through(conn: &Connection, lens: &Lens) -> rusqlite::Result<()> {
    let tables = tables(conn)?;
    let mut sql = String::from("SAVEPOINT lens;");
    for (table, _) in &tables {
        // Writing to a String cannot fail.
        let _ = write!(sql, "DROP VIEW IF EXISTS temp.{};", quoted(table));
    }
    if let Lens::Rows { whole, own, users, .. } = lens {
        let lists = Lists { whole: list(whole), own: list(own), users: list(users) };
        for (table, has_account) in &tables {
            sql.push_str(&lists.view(table, *has_account));
        }
    }
    sql.push_str("RELEASE lens;");
    conn.execute_batch(&sql)
}

/// Every table of the file, and whether its rows name their account.
fn tables(conn: &Connection) -> rusqlite::Result<Vec<(String, bool)>> {
    conn.prepare_cached(
        "SELECT m.name, EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'main') c WHERE c.name = 'account_id') \
         FROM main.sqlite_schema m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

fn list(keys: &[i64]) -> String {
    keys.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

struct Lists {
    whole: String,
    own: String,
    users: String,
}

impl Lists {
    /// The view that stands before a table.
    fn view(&self, table: &str, has_account: bool) -> String {
        let name = quoted(table);
        if table == "account_day" {
            let own = self.fill(OWN_DAYS);
            return format!(
                "CREATE TEMP VIEW {name} (account_id, day, meetings, webinars, participants, joins, person_seconds, \
                 provisional) AS SELECT t.account_id, t.day, t.meetings, t.webinars, t.participants, t.joins, \
                 t.person_seconds, t.provisional FROM main.{name} t WHERE t.account_id IN ({}){};",
                self.whole,
                if self.own.is_empty() { String::new() } else { format!(" UNION ALL {own}") },
            );
        }
        let mut seen = Vec::new();
        if has_account && !self.whole.is_empty() {
            seen.push(format!("t.account_id IN ({})", self.whole));
        }
        let own =
            OWN.iter().find(|(known, _)| *known == table).filter(|_| has_account && !self.own.is_empty());
        if let Some((_, condition)) = own {
            seen.push(format!("t.account_id IN ({}) AND ({})", self.own, self.fill(condition)));
        }
        if OF_NO_ACCOUNT.contains(&table) && !self.whole.is_empty() {
            seen.push("1".to_owned());
        }
        let condition = if seen.is_empty() { "0".to_owned() } else { seen.join(" OR ") };
        format!("CREATE TEMP VIEW {name} AS SELECT t.* FROM main.{name} t WHERE {condition};")
    }

    fn fill(&self, sql: &str) -> String {
        sql.replace(":keys", KEYS).replace(":users", &self.users).replace(":own", &self.own)
    }
}
