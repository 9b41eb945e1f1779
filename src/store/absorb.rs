//! Two occurrences that turn out to be one: what participants files without a meeting block had made, and a meeting
//! list now says was part of another.

use super::batch::Batch;
use super::error::StoreError;
use rusqlite::params;

impl Batch<'_> {
    /// Gives the sets of the occurrence `part` to `whole` and takes `part` away. What is shown of `whole` is chosen at
    /// the end of the import.
    pub(super) fn absorb(&mut self, whole: i64, part: i64) -> Result<(), StoreError> {
        let key = params![self.place.account, part, whole];
        let day = self
            .tx
            .prepare_cached("SELECT day FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2")?
            .query_row(params![self.place.account, part], |row| row.get(0))?;
        for copy in [
            "INSERT INTO session (account_id, occurrence_id, set_id, session_id, person_id, join_at, leave_at, minutes, \
             guest, host, waiting, disclaimer) \
             SELECT account_id, ?3, set_id, session_id, person_id, join_at, leave_at, minutes, guest, host, waiting, \
             disclaimer FROM session WHERE account_id = ?1 AND occurrence_id = ?2",
            "INSERT INTO session_detail (account_id, occurrence_id, set_id, session_id, device, client, ip, country, city, \
             network, data_centre, leave_reason) \
             SELECT account_id, ?3, set_id, session_id, device, client, ip, country, city, network, data_centre, \
             leave_reason FROM session_detail WHERE account_id = ?1 AND occurrence_id = ?2",
            "UPDATE source_set SET occurrence_id = ?3 WHERE account_id = ?1 AND occurrence_id = ?2",
        ] {
            self.tx.prepare_cached(copy)?.execute(key)?;
        }
        for table in ["session_detail", "session", "participant", "occurrence"] {
            self.tx
                .prepare_cached(&format!("DELETE FROM {table} WHERE account_id = ?1 AND occurrence_id = ?2"))?
                .execute(params![self.place.account, part])?;
        }
        self.touched.insert(day);
        self.confirmed.retain(|(occurrence, _), _| *occurrence != part);
        self.reopened.remove(&part);
        self.reopened.insert(whole);
        Ok(())
    }
}
