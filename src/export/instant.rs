//! Instants as text, by the million: the zone is looked up once an hour of data, the calendar once a day.

use crate::model::{day, format, zone};
use chrono_tz::Tz;

/// Writes instants of one zone as RFC 3339, exactly as [`format::rfc3339`] does.
#[derive(Debug)]
pub(super) struct Instants {
    zone: Tz,
    /// Hour since 1970 → seconds east of UTC, when they hold for the whole hour and are whole minutes.
    hour: Option<(i64, i64)>,
    /// Local day since 1970 and its text.
    day: Option<(i64, String)>,
    /// The offset of `hour` as text.
    suffix: String,
}

impl Instants {
    pub(super) fn new(zone: Tz) -> Self {
        Self { zone, hour: None, day: None, suffix: String::new() }
    }

    /// Appends the instant; nothing outside the calendar.
    pub(super) fn push(&mut self, at: i64, out: &mut Vec<u8>) {
        if self.push_known(at, out).is_none() {
            out.extend_from_slice(format::rfc3339(at, self.zone).as_bytes());
        }
    }

    fn push_known(&mut self, at: i64, out: &mut Vec<u8>) -> Option<()> {
        let local = at.checked_add(self.offset(at)?)?;
        let days = local.div_euclid(86_400);
        if self.day.as_ref().is_none_or(|(known, _)| *known != days) {
            self.day = Some((days, day::from_epoch_day(days)?.to_string()));
        }
        let (_, text) = self.day.as_ref()?;
        out.extend_from_slice(text.as_bytes());
        let seconds = local.rem_euclid(86_400);
        for (mark, part) in [(b'T', seconds / 3600), (b':', seconds / 60 % 60), (b':', seconds % 60)] {
            let part = u8::try_from(part).ok()?;
            out.extend_from_slice(&[mark, b'0' + part / 10, b'0' + part % 10]);
        }
        out.extend_from_slice(self.suffix.as_bytes());
        Some(())
    }

    fn offset(&mut self, at: i64) -> Option<i64> {
        let hour = at.div_euclid(3600);
        if let Some((known, offset)) = self.hour
            && known == hour
        {
            return Some(offset);
        }
        let offset = self.offset_at(hour.checked_mul(3600)?)?;
        let steady = offset % 60 == 0 && self.offset_at(hour * 3600 + 3599)? == offset;
        if !steady {
            return None;
        }
        self.hour = Some((hour, offset));
        self.suffix = if self.zone == Tz::UTC {
            "Z".to_owned()
        } else {
            let sign = if offset < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", offset.abs() / 3600, offset.abs() / 60 % 60)
        };
        Some(offset)
    }

    fn offset_at(&self, at: i64) -> Option<i64> {
        Some(zone::local(self.zone, at)?.and_utc().timestamp() - at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ZONES: [Tz; 6] = [
        Tz::UTC,
        Tz::Europe__Stockholm,
        Tz::Asia__Kolkata,
        Tz::Australia__Lord_Howe,
        Tz::America__St_Johns,
        Tz::Pacific__Apia,
    ];

    fn text(instants: &mut Instants, at: i64) -> String {
        let mut out = Vec::new();
        instants.push(at, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_hour_in_which_the_clocks_change_is_right() {
        let mut instants = Instants::new(Tz::Europe__Stockholm);
        let change: i64 = 1_792_890_000;
        for at in (change - 7200)..(change + 7200) {
            assert_eq!(text(&mut instants, at), format::rfc3339(at, Tz::Europe__Stockholm));
        }
    }

    proptest! {
        #[test]
        fn as_the_plain_form(zone in 0usize..6, ats in prop::collection::vec(-3_000_000_000i64..4_000_000_000, 1..20)) {
            let mut instants = Instants::new(ZONES[zone]);
            for at in ats.into_iter().chain([i64::MAX, i64::MIN, 0]) {
                prop_assert_eq!(text(&mut instants, at), format::rfc3339(at, ZONES[zone]));
            }
        }
    }
}
