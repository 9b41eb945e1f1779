//! Files that look read in the wrong zone: found among the occurrences of one number, told in a warning.

use super::batch::{Batch, Suspect};
use super::error::StoreError;
use super::group::Group;
use super::held::{self, Stored};
use super::sets::Span;
use super::taking::Near;
use crate::model::zone;
use crate::rules::zones::{self, Stay};
use chrono_tz::Tz;
use rusqlite::{OptionalExtension, params};

/// Enough to be told; a whole list read in the wrong zone gives hundreds.
const MOST_SUSPECTS: usize = 200;

impl Batch<'_> {
    /// Keeps in mind the occurrences near by that may be this one, read in another zone. Told before its set is
    /// written, which gets the next key.
    pub(super) fn suspect_zone(&mut self, group: &Group, span: Span, near: &[Near]) {
        if group.rows.is_empty() || self.suspects.len() >= MOST_SUSPECTS {
            return;
        }
        let set = self.next_set;
        let shifted = near.iter().filter(|other| {
            zones::is_shift(other.start - span.start)
                && other.end - span.end == other.start - span.start
                && other.joins.is_some()
        });
        self.suspects.extend(shifted.map(|other| Suspect { set, other: other.id }));
    }

    /// A sentence for the file, where the rows bear the suspicion out.
    pub(super) fn zone_warnings(&self) -> Result<Vec<String>, StoreError> {
        let mut found: Vec<(i64, i64, i64)> = Vec::new();
        for suspect in &self.suspects {
            if let Some((at, later)) = self.shift(*suspect)? {
                found.push((at, later, suspect.other));
            }
        }
        let Some((at, later, other)) = found.first().copied() else { return Ok(Vec::new()) };
        let used = self.file_zone();
        let likely = self.likely_zones()?;
        let (import, topic): (i64, Option<String>) = self.tx.query_row(
            "SELECT s.import_id, o.topic FROM occurrence o JOIN source_set s ON s.account_id = o.account_id \
             AND s.set_id = o.set_id WHERE o.account_id = ?1 AND o.occurrence_id = ?2",
            params![self.place.account, other],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let topic = topic.map_or_else(|| "a meeting".to_owned(), |topic| format!("“{topic}”"));
        let when = zone::local(self.place.zone, at)
            .map_or_else(String::new, |at| format!(" of {}", at.format("%Y-%m-%d %H:%M")));
        let more = match found.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        let advice = match zones::fitting(used, at, later, &likely) {
            Some(zone) => format!(
                "undo import {} and take the file with --file-tz {}",
                self.outcome.import,
                zone.name()
            ),
            None => "check the zone of the files".to_owned(),
        };
        Ok(vec![format!(
            "{topic}{when}{more} has the same people as an occurrence of import {import}, all {} {}: this file looks read \
             in the wrong zone ({}); if so, {advice}",
            hours(later.abs()),
            if later > 0 { "later" } else { "earlier" },
            used.name(),
        )])
    }

    /// When the suspected occurrence starts, and by how many seconds the other is later.
    fn shift(&self, suspect: Suspect) -> Result<Option<(i64, i64)>, StoreError> {
        let account = self.place.account;
        let place = |sql: &str, key: i64| -> rusqlite::Result<Option<(i64, i64)>> {
            self.tx
                .prepare_cached(sql)?
                .query_row(params![account, key], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        };
        // One that another source tells at the same time is right; and a file agrees with itself.
        let mine = place(
            "SELECT s.occurrence_id, s.set_id FROM source_set s JOIN occurrence o ON o.account_id = s.account_id \
             AND o.occurrence_id = s.occurrence_id WHERE s.account_id = ?1 AND s.set_id = ?2 AND o.sources = 1",
            suspect.set,
        )?;
        let other = place(
            &format!(
                "SELECT o.occurrence_id, o.set_id FROM occurrence o JOIN source_set s ON s.account_id = o.account_id \
                 AND s.set_id = o.set_id WHERE o.account_id = ?1 AND o.occurrence_id = ?2 AND s.import_id <> {}",
                self.outcome.import
            ),
            suspect.other,
        )?;
        let (Some(mine), Some(other)) = (mine, other) else { return Ok(None) };
        if mine.0 == other.0 {
            return Ok(None);
        }
        let mine = held::rows(&self.tx, account, mine.0, mine.1)?;
        let other = held::rows(&self.tx, account, other.0, other.1)?;
        let later = zones::shift(&stays(&mine), &stays(&other));
        let at = mine.iter().filter_map(|row| row.stay.join).min();
        Ok(at.zip(later))
    }

    /// Zones that this account's files and users are in.
    fn likely_zones(&self) -> Result<Vec<Tz>, StoreError> {
        let mut find = self.tx.prepare_cached(
            "SELECT zone FROM (SELECT zone, count(*) AS n FROM import WHERE account_id = ?1 AND undone_at IS NULL \
             GROUP BY zone UNION ALL SELECT zone, count(*) FROM account_user WHERE account_id = ?1 AND zone IS NOT NULL \
             GROUP BY zone) AS z GROUP BY zone ORDER BY sum(n) DESC, zone",
        )?;
        let names: Vec<String> =
            find.query_map(params![self.place.account], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(std::iter::once(self.place.zone)
            .chain(names.iter().filter_map(|name| name.parse().ok()))
            .collect())
    }
}

fn stays(rows: &[Stored]) -> Vec<Stay<'_>> {
    rows.iter().map(|row| (row.who(), row.stay.join, row.stay.leave)).collect()
}

/// `9 h`, `5 h 30 min`.
fn hours(seconds: i64) -> String {
    match (seconds / 3600, seconds % 3600 / 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
