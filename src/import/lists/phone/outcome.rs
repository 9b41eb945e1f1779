//! What became of a call, and how long its parts took.

#[derive(Debug)]
pub(super) struct Times {
    pub(super) start: i64,
    pub(super) answered: Option<i64>,
    pub(super) ended: Option<i64>,
    pub(super) seconds: Option<i64>,
    pub(super) waited: Option<i64>,
}

impl Times {
    pub(super) fn waited(&self) -> Option<i64> {
        self.waited.or_else(|| self.answered.map(|at| at - self.start))
    }

    /// How long they talked: from the answer to the end, else as long as the source says.
    pub(super) fn talk(&self, outcome: Option<&str>) -> Option<i64> {
        if outcome != Some("answered") {
            return None;
        }
        self.answered.zip(self.ended).map(|(answer, end)| end - answer).or(self.seconds)
    }
}

/// What became of it, in a few words; portals have many.
pub(super) fn outcome(result: Option<&str>, times: &Times) -> Option<&'static str> {
    const ANSWERED: [&str; 6] = ["answered", "accepted", "picked_up", "connected", "succeeded", "recorded"];
    const NOT: [&str; 5] =
        ["unconnected", "not_connected", "unanswered", "not_answered", "answered_by_other"];
    const MISSED: [&str; 13] = [
        "missed",
        "no_answer",
        "hang_up",
        "hung_up",
        "cancel",
        "fail",
        "reject",
        "busy",
        "timeout",
        "invalid",
        "blocked",
        "unavailable",
        "decline",
    ];
    let Some(result) = result else {
        return times.answered.map(|_| "answered");
    };
    let has = |words: &[&str]| words.iter().any(|word| result.contains(word));
    match result {
        _ if has(&["voicemail", "voice_mail"]) => Some("voicemail"),
        _ if has(&["overflow"]) => Some("overflowed"),
        _ if has(&["abandon"]) => Some("abandoned"),
        _ if has(&NOT) => Some("missed"),
        _ if has(&ANSWERED) => Some("answered"),
        _ if has(&MISSED) => Some("missed"),
        _ => times.answered.map(|_| "answered"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Times, outcome};

    #[test]
    fn words_of_portals_are_few_outcomes() {
        let times = |answered| Times { start: 0, answered, ended: Some(90), seconds: Some(90), waited: None };
        for (said, meant) in [
            ("answered", Some("answered")),
            ("call_connected", Some("answered")),
            ("unconnected", Some("missed")),
            ("answered_by_other_member", Some("missed")),
            ("ring_timeout", Some("missed")),
            ("hang_up", Some("missed")),
            ("system_blocked", Some("missed")),
            ("voicemail", Some("voicemail")),
            ("overflowed", Some("overflowed")),
            ("abandoned", Some("abandoned")),
            ("something_new", None),
        ] {
            assert_eq!(outcome(Some(said), &times(None)), meant, "{said}");
        }
        assert_eq!(outcome(None, &times(Some(10))), Some("answered"));
        assert_eq!(outcome(None, &times(None)), None);
        assert_eq!(times(Some(10)).talk(Some("answered")), Some(80));
        assert_eq!(times(None).talk(Some("answered")), Some(90));
        assert_eq!(times(Some(10)).talk(Some("voicemail")), None);
        assert_eq!(times(Some(10)).waited(), Some(10));
    }
}
