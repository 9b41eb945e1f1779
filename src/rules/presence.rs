//! One person's time in one occurrence (RULES, *unique*, *waiting room*, *Presence*).

use crate::model::Interval;
use crate::model::interval::union_seconds;

/// One connection of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stay {
    pub join: Option<i64>,
    pub leave: Option<i64>,
    /// Whole minutes as the source says; used only where join or leave is missing.
    pub minutes: Option<i64>,
    /// Time in the waiting room.
    pub waiting: bool,
}

impl Stay {
    /// Whether any of its times is known; else it is a total over an unknown number of connections.
    fn is_connection(&self) -> bool {
        self.join.is_some() || self.leave.is_some()
    }

    fn interval(&self) -> Option<Interval> {
        Some(Interval::new(self.join?, self.leave?))
    }

    /// With what the occurrence says where its source does not: a join without a leave lasts to the end, a leave
    /// without a join from the start on. A stay without both stays so.
    #[must_use]
    pub fn within(self, bounds: Interval) -> Self {
        let join = self.join.or_else(|| self.leave.map(|leave| bounds.start.min(leave)));
        let leave = self.leave.or_else(|| {
            let join = self.join?;
            Some(match self.minutes {
                Some(minutes) => join.saturating_add(minutes.saturating_mul(60)),
                None => bounds.end.max(join),
            })
        });
        Self { join, leave, ..self }
    }

    fn seconds(&self) -> i64 {
        self.interval().map_or(self.minutes.unwrap_or(0).saturating_mul(60), Interval::seconds)
    }
}

/// A person's figures; seconds throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// Was in the occurrence itself, not only in its waiting room.
    pub attended: bool,
    pub first_join: Option<i64>,
    pub last_leave: Option<i64>,
    /// Union of the connections: two devices at once count once.
    pub seconds: i64,
    /// Time over all devices: the sum of the connections.
    pub device_seconds: i64,
    /// The union clipped to the occurrence: |P| of RULES, *Presence*.
    pub presence_seconds: i64,
    /// Union of the stays in the waiting room.
    pub waiting_seconds: i64,
    /// Connections, waiting room left out. None of one who attended: totals alone, which do not say how many there were.
    pub sessions: i64,
}

/// Adds up one person's stays in an occurrence that lasted over `bounds`.
///
/// First join and last leave are those of the connections; of the waiting room only for one who was just there.
/// Stays without times (unique totals) add their minutes, as nothing says where they lie.
pub fn presence(stays: &[Stay], bounds: Interval) -> Presence {
    let (waiting, inside): (Vec<&Stay>, Vec<&Stay>) = stays.iter().partition(|stay| stay.waiting);
    let shown = if inside.is_empty() { &waiting } else { &inside };
    let timed: Vec<Interval> = inside.iter().filter_map(|stay| stay.interval()).collect();
    let untimed: i64 =
        inside.iter().filter(|stay| stay.interval().is_none()).map(|stay| stay.seconds()).sum();
    // Totals may be of several devices: nobody was there for longer than it lasted, where that is known.
    let most = if bounds.seconds() > 0 { bounds.seconds() } else { i64::MAX };
    let clipped = timed.iter().map(|interval| interval.clipped(bounds)).collect();
    Presence {
        attended: !inside.is_empty(),
        first_join: shown.iter().filter_map(|stay| stay.join).min(),
        last_leave: shown.iter().filter_map(|stay| stay.leave).max(),
        seconds: union_seconds(timed) + untimed,
        device_seconds: inside.iter().map(|stay| stay.seconds()).sum(),
        presence_seconds: (union_seconds(clipped) + untimed).min(most),
        waiting_seconds: union_seconds(waiting.iter().filter_map(|stay| stay.interval()).collect()),
        sessions: i64::try_from(inside.iter().filter(|stay| stay.is_connection()).count())
            .unwrap_or(i64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stay(from: i64, to: i64) -> Stay {
        Stay { join: Some(from * 60), leave: Some(to * 60), ..Stay::default() }
    }

    fn hour() -> Interval {
        Interval::new(0, 3600)
    }

    /// "10:00–10:30 on a laptop and 10:20–10:50 on a phone: 50 min, 2 sessions, 60 min over all devices."
    #[test]
    fn unique() {
        let p = presence(&[stay(0, 30), stay(20, 50)], hour());
        assert_eq!((p.seconds, p.sessions, p.device_seconds), (50 * 60, 2, 60 * 60));
        assert_eq!((p.first_join, p.last_leave), (Some(0), Some(50 * 60)));
    }

    /// "Time in the waiting room is a session of its own kind: shown, never counted as presence, and a person who
    /// was only there did not attend."
    #[test]
    fn waiting_room() {
        let waited = Stay { waiting: true, ..stay(0, 5) };
        let p = presence(&[waited, stay(5, 30)], hour());
        assert_eq!((p.seconds, p.waiting_seconds, p.sessions, p.attended), (25 * 60, 5 * 60, 1, true));
        assert_eq!(p.first_join, Some(5 * 60));
        let only = presence(&[waited], hour());
        assert_eq!((only.seconds, only.sessions, only.attended, only.first_join), (0, 0, false, Some(0)));
    }

    /// Two devices at once, of which only the sum is held.
    #[test]
    fn totals_are_clipped_to_the_occurrence() {
        let total = Stay { minutes: Some(90), ..Stay::default() };
        let p = presence(&[total], hour());
        assert_eq!((p.seconds, p.presence_seconds), (90 * 60, 60 * 60));
        assert_eq!(presence(&[total], Interval::new(0, 0)).presence_seconds, 90 * 60);
    }

    /// "P = the union of the participant's sessions clipped to E."
    #[test]
    fn presence_is_clipped_to_the_occurrence() {
        let p = presence(&[stay(-10, 30), stay(50, 90)], hour());
        assert_eq!((p.seconds, p.presence_seconds), (80 * 60, 40 * 60));
    }

    /// FORMATS-zoom §14: "A join without a leave ends at the occurrence's end, …; a leave without a join starts at the
    /// occurrence's start."
    #[test]
    fn half_a_stay_reaches_to_the_occurrences_bounds() {
        let joined = Stay { leave: None, ..stay(10, 0) };
        let left = Stay { join: None, ..stay(0, 50) };
        assert_eq!(joined.within(hour()), stay(10, 60));
        assert_eq!(left.within(hour()), stay(0, 50));
        assert_eq!(Stay { join: Some(7200), ..joined }.within(hour()).leave, Some(7200));
        let minutes = Stay { minutes: Some(5), ..joined };
        assert_eq!(minutes.within(hour()).leave, Some(15 * 60));
        let total = Stay { minutes: Some(28), ..Stay::default() };
        assert_eq!(total.within(hour()), total);
    }

    /// "A participant with a duration and no sessions."
    #[test]
    fn totals_without_times_count_their_minutes() {
        let total = Stay { minutes: Some(28), ..Stay::default() };
        let p = presence(&[total], hour());
        assert_eq!((p.seconds, p.sessions, p.first_join), (28 * 60, 0, None));
    }
}
