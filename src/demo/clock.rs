//! Local times as Zoom writes them: month first, without an offset.

use crate::model::zone;
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};
use chrono_tz::Tz;

/// `08:00:00 PM` or `20:00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    Twelve,
    TwentyFour,
}

/// Local times of one zone as text. Remembers the offset of the last quarter hour, between whose ends no zone
/// changes its clocks.
#[derive(Debug)]
pub struct Clock {
    zone: Tz,
    quarter: i64,
    offset: i64,
}

impl Clock {
    pub fn new(zone: Tz) -> Self {
        Self { zone, quarter: i64::MIN, offset: 0 }
    }

    fn local(&mut self, at: i64) -> NaiveDateTime {
        let quarter = at.div_euclid(900);
        if quarter != self.quarter {
            let local = zone::local(self.zone, at).map_or(at, |t| t.and_utc().timestamp());
            (self.quarter, self.offset) = (quarter, local - at);
        }
        DateTime::from_timestamp(at + self.offset, 0).map(|t| t.naive_utc()).unwrap_or_default()
    }

    /// As participants files write it: `MM/DD/YYYY hh:mm:ss AM`.
    pub fn text(&mut self, at: i64) -> String {
        let mut out = Vec::with_capacity(22);
        self.write(&mut out, at, Hours::Twelve);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// `MM/DD/YYYY hh:mm:ss AM`; or `MM/DD/YYYY hh:mm:ss`.
    pub fn write(&mut self, out: &mut Vec<u8>, at: i64, hours: Hours) {
        let t = self.local(at);
        two(out, t.month());
        out.push(b'/');
        two(out, t.day());
        out.push(b'/');
        let year = t.year().unsigned_abs();
        two(out, year / 100);
        two(out, year % 100);
        out.push(b' ');
        let (afternoon, hour) = t.hour12();
        two(out, if hours == Hours::Twelve { hour } else { t.hour() });
        out.push(b':');
        two(out, t.minute());
        out.push(b':');
        two(out, t.second());
        if hours == Hours::Twelve {
            out.extend_from_slice(if afternoon { b" PM" } else { b" AM" });
        }
    }
}

/// Two digits.
fn two(out: &mut Vec<u8>, n: u32) {
    for digit in [n / 10 % 10, n % 10] {
        out.push(b'0' + u8::try_from(digit).unwrap_or(0));
    }
}
