//! `completeness` (RULES, *Time limits*).

/// Seconds after its end before an occurrence's data are complete.
pub const COMPLETE_AFTER: i64 = 30 * 60;

/// Whether data observed at `observed` (epoch seconds) of an occurrence that ended at `end` are provisional.
pub fn provisional(end: i64, observed: i64) -> bool {
    observed.saturating_sub(end) < COMPLETE_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Ended 14:00, exported 14:20, looked at tomorrow: still provisional."
    #[test]
    fn completeness() {
        let ended = 14 * 3600;
        assert!(provisional(ended, ended + 20 * 60));
        assert!(!provisional(ended, ended + COMPLETE_AFTER));
    }
}
