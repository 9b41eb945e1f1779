//! Sums (RULES, *Sums*).

/// Whole minutes of a number of seconds, rounded up: the minutes of an occurrence, or of summed person seconds.
pub fn minutes_up(seconds: i64) -> i64 {
    crate::model::format::whole_minutes(seconds.max(0))
}

#[cfg(test)]
mod tests {
    use super::minutes_up;

    /// "Minutes of an occurrence = ceil(duration / 60 s)": 08:00:21–08:54:27 is 55.
    #[test]
    fn minutes_of_an_occurrence() {
        assert_eq!(minutes_up(54 * 60 + 6), 55);
        assert_eq!(minutes_up(24), 1);
        assert_eq!(minutes_up(120), 2);
        assert_eq!(minutes_up(0), 0);
        assert_eq!(minutes_up(-5), 0);
    }
}
