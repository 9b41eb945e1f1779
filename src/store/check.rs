//! `headcount check`: is the file sound, and do the stored sums still follow from the rows?

use super::error::StoreError;
use super::open::Store;
use super::rollup;

/// What is said of a rollup that is wrong.
fn said_of(table: &str) -> &'static str {
    match table {
        "account_day" => "daily sums that do not follow from the occurrences",
        "account_hour" => "hourly sums that do not follow from the occurrences",
        _ => "host sums that do not follow from the occurrences",
    }
}

/// Something wrong, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding(pub String);

impl Store {
    /// Looks for damage: SQLite's own check, foreign keys, rollups, sums of people, shown sets.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn check(&mut self) -> Result<Vec<Finding>, StoreError> {
        let mut out = self.sqlite_findings().map_err(|error| self.fail(error))?;
        let people = "SELECT account_id, occurrence_id, sum(attended), \
                      CASE WHEN min(CASE WHEN attended = 1 THEN sessions END) = 0 THEN NULL \
                           ELSE sum(CASE WHEN attended = 1 THEN sessions ELSE 0 END) END, \
                      sum(CASE WHEN attended = 1 THEN seconds ELSE 0 END) FROM participant GROUP BY account_id, occurrence_id";
        let held_people = "SELECT account_id, occurrence_id, people, joins, person_seconds FROM occurrence \
                           WHERE people IS NOT NULL AND EXISTS (SELECT 1 FROM participant p \
                           WHERE p.account_id = occurrence.account_id AND p.occurrence_id = occurrence.occurrence_id)";
        let mut compared = vec![
            (
                "occurrences whose sums do not follow from their people",
                held_people.to_owned(),
                people.to_owned(),
            ),
            (
                "counts of hosts that do not follow from the days on which they hosted",
                "SELECT account_id, day, last_day, hosts FROM host_again".to_owned(),
                rollup::host_again(),
            ),
        ];
        for rollup in &rollup::OF_DAY {
            let held = format!("SELECT {} FROM {}", rollup.columns, rollup.table);
            compared.push((said_of(rollup.table), held, rollup.rows()));
        }
        for (what, one, other) in compared {
            let differing = self
                .count(&format!(
                    "SELECT (SELECT count(*) FROM (SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}))) + \
                     (SELECT count(*) FROM (SELECT * FROM ({other}) EXCEPT SELECT * FROM ({one})))"
                ))
                .map_err(|error| self.fail(error))?;
            if differing > 0 {
                out.push(Finding(format!("{differing} {what}")));
            }
        }
        for (what, sql) in [
            (
                "source sets whose rows are not all held",
                "SELECT count(*) FROM source_set s WHERE row_count <> (SELECT count(*) FROM session r \
                 WHERE r.account_id = s.account_id AND r.occurrence_id = s.occurrence_id AND r.set_id = s.set_id)",
            ),
            (
                "parts of occurrences whose rows are not all held",
                "SELECT count(*) FROM set_part p WHERE row_count <> (SELECT count(*) FROM answer r \
                 WHERE r.account_id = p.account_id AND r.set_id = p.set_id AND r.part = p.part) \
                 + CASE p.part WHEN 'qa' THEN (SELECT count(*) FROM question r WHERE r.account_id = p.account_id \
                   AND r.set_id = p.set_id) WHEN 'performance' THEN (SELECT count(*) FROM set_figure r \
                   WHERE r.account_id = p.account_id AND r.set_id = p.set_id) ELSE 0 END",
            ),
            (
                "parts of occurrences that are not shown once",
                "SELECT count(*) FROM (SELECT 1 FROM set_part p JOIN source_set s ON s.account_id = p.account_id \
                 AND s.set_id = p.set_id GROUP BY p.account_id, s.occurrence_id, p.part HAVING sum(p.shown) <> 1) AS wrong",
            ),
            (
                "UUIDs that several occurrences bear",
                "SELECT count(*) FROM (SELECT 1 FROM occurrence WHERE uuid IS NOT NULL \
                 GROUP BY account_id, uuid HAVING count(*) > 1) AS twice",
            ),
            (
                "occurrences that are not shown by their shown set",
                "SELECT count(*) FROM occurrence o WHERE o.set_id IS NOT (SELECT s.set_id FROM source_set s \
                 WHERE s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.state = 'shown') \
                 OR o.sources <> (SELECT count(*) FROM source_set s \
                 WHERE s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id)",
            ),
            (
                "rows of imports that were undone",
                "SELECT count(*) FROM import i WHERE i.undone_at IS NOT NULL AND (\
                 EXISTS (SELECT 1 FROM source_set s WHERE s.account_id = i.account_id AND s.import_id = i.import_id) \
                 OR EXISTS (SELECT 1 FROM set_again s WHERE s.account_id = i.account_id AND s.import_id = i.import_id) \
                 OR EXISTS (SELECT 1 FROM listed_user s WHERE s.account_id = i.account_id AND s.import_id = i.import_id) \
                 OR EXISTS (SELECT 1 FROM planned s WHERE s.account_id = i.account_id AND s.import_id = i.import_id))",
            ),
            (
                "borrowed details of sessions that are not shown",
                "SELECT count(*) FROM session_borrowed b JOIN occurrence o ON o.account_id = b.account_id \
                 AND o.occurrence_id = b.occurrence_id WHERE b.set_id IS NOT o.set_id",
            ),
            (
                "people without a user who should be one",
                "SELECT count(*) FROM participant p LEFT JOIN account_user u ON u.account_id = p.account_id \
                 AND u.user_id = p.user_id WHERE p.user_id IS NOT NULL AND u.user_id IS NULL",
            ),
            (
                "sessions of a shown set that are nobody's",
                "SELECT count(*) FROM occurrence o JOIN session s ON s.account_id = o.account_id \
                 AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id WHERE s.participant_id IS NULL",
            ),
        ] {
            let found = self.count(sql).map_err(|error| self.fail(error))?;
            if found > 0 {
                out.push(Finding(format!("{found} {what}")));
            }
        }
        Ok(out)
    }

    /// When the newest data held were observed, epoch seconds; `None` while none are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn newest_observed(&self) -> Result<Option<i64>, StoreError> {
        self.conn
            .query_row("SELECT max(observed_at) FROM import WHERE undone_at IS NULL", [], |row| row.get(0))
            .map_err(|error| self.fail(error))
    }

    fn sqlite_findings(&self) -> rusqlite::Result<Vec<Finding>> {
        let mut out = Vec::new();
        let mut integrity = self.conn.prepare("PRAGMA integrity_check(20)")?;
        let mut rows = integrity.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                out.push(Finding(format!("damage: {line}")));
            }
        }
        let mut keys = self.conn.prepare("PRAGMA foreign_key_check")?;
        let broken = keys.query_map([], |_| Ok(()))?.count();
        if broken > 0 {
            out.push(Finding(format!("{broken} rows that refer to rows which are not there")));
        }
        Ok(out)
    }

    fn count(&self, sql: &str) -> rusqlite::Result<i64> {
        self.conn.query_row(sql, [], |row| row.get(0))
    }
}
