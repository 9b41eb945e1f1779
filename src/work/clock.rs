//! The clock. `HEADCOUNT_NOW` (RFC 3339 or epoch seconds) freezes it for tests and pictures.

use chrono::{DateTime, Utc};

/// Now, epoch seconds.
pub fn now() -> i64 {
    std::env::var("HEADCOUNT_NOW")
        .ok()
        .and_then(|text| frozen(&text))
        .unwrap_or_else(|| Utc::now().timestamp())
}

fn frozen(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp()))
}

/// Who runs this, for logs: the name of the session's user.
pub fn operator() -> String {
    ["LOGNAME", "USER"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.is_empty())
        .map_or_else(|| "unknown".to_owned(), |name| crate::model::text::excerpt(&name, 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_moment_is_read_in_both_forms() {
        assert_eq!(frozen("2026-11-23T08:00:00Z"), Some(1_795_420_800));
        assert_eq!(frozen("1795420800"), Some(1_795_420_800));
        assert_eq!(frozen("noon"), None);
    }
}
