//! Rows of the portal's tables, and what several of them say alike: instants, days, ids.

use super::rng::{Rng, key};
use super::write;
use chrono::{DateTime, NaiveDate};

/// A line of cells, quoted only where they must be.
pub fn row(out: &mut Vec<u8>, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write::text(out, cell);
    }
    out.push(b'\n');
}

/// `2026-11-23T09:20:00Z`.
pub fn utc(at: i64) -> String {
    utc_as(at, "%Y-%m-%dT%H:%M:%SZ")
}

pub fn utc_as(at: i64, form: &str) -> String {
    DateTime::from_timestamp(at, 0).map(|t| t.format(form).to_string()).unwrap_or_default()
}

/// `20261123`.
pub fn compact(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Twenty-two letters that belong to `keys`.
fn letters(seed: u64, keys: &[u64]) -> String {
    let mut rng = Rng::keyed(seed, keys);
    (0..22).map(|_| rng.pick(LETTERS).copied().map_or('A', char::from)).collect()
}

/// The provider's id of a user.
pub fn user_id(seed: u64, email: &str) -> String {
    letters(seed, &[key("user"), key(email)]).replace('+', "-").replace('/', "_")
}

/// The provider's id of an occurrence.
pub fn uuid(seed: u64, number: u64, start: i64) -> String {
    // An id with a slash must be escaped in a path: none here.
    format!("{}==", letters(seed, &[key("uuid"), number, start.unsigned_abs()]).replace('/', "z"))
}
