//! The portal's own figures of days and hosts, as it counts them: rows are participants, minutes are theirs.

use super::attendance::Attended;
use super::calendar;
use super::clock::Clock;
use super::table::row;
use super::users::{User, sign_in};
use super::write::{self, minutes};
use crate::model::zone;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Meetings, participants and their minutes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub meetings: i64,
    pub participants: i64,
    pub minutes: i64,
}

impl Counts {
    fn add(&mut self, attended: &Attended<'_>) {
        self.meetings += 1;
        self.participants += i64::try_from(attended.stays.len()).unwrap_or(0);
        self.minutes += attended.stays.iter().map(|stay| minutes(stay.seconds())).sum::<i64>();
    }

    fn cells(self) -> [String; 3] {
        [self.meetings, self.participants, self.minutes].map(|n| n.to_string())
    }
}

/// Figures of each day of `from..=to`.
pub fn days(
    zone: Tz,
    (from, to): (NaiveDate, NaiveDate),
    held: &[Attended<'_>],
) -> BTreeMap<NaiveDate, Counts> {
    let mut out: BTreeMap<NaiveDate, Counts> =
        calendar::days(from, to).map(|day| (day, Counts::default())).collect();
    for attended in held {
        let day = zone::local_day(zone, attended.meeting.start);
        if let Some(counts) = day.and_then(|day| out.get_mut(&day)) {
            counts.add(attended);
        }
    }
    out
}

/// Figures of each host, by address.
pub fn hosts<'a>(held: &'a [Attended<'_>]) -> BTreeMap<&'a str, Counts> {
    let mut out: BTreeMap<&str, Counts> = BTreeMap::new();
    for attended in held {
        out.entry(attended.meeting.host_email).or_default().add(attended);
    }
    out
}

/// Usage reports, daily.
pub fn daily(clock: &mut Clock, saved: i64, days: &BTreeMap<NaiveDate, Counts>, users: &[User]) -> Vec<u8> {
    let mut out = Vec::new();
    row(&mut out, &["Report Generated:", &clock.text(saved)]);
    out.extend_from_slice(b"Date,New Users,Meetings,Participants,Meeting Minutes\n");
    for (day, counts) in days {
        let new = users.iter().filter(|user| user.created == *day).count().to_string();
        let [meetings, participants, minutes] = counts.cells();
        row(&mut out, &[&day.format("%m/%d/%Y").to_string(), &new, &meetings, &participants, &minutes]);
    }
    out
}

/// Usage reports, active hosts by user.
pub fn active(hosts: &BTreeMap<&str, Counts>, users: &[User]) -> Vec<u8> {
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(b"User Name,Email,Department,Type,Meetings,Participants,Meeting Minutes\n");
    for user in users {
        let Some(counts) = hosts.get(user.email.as_str()) else { continue };
        let [meetings, participants, minutes] = counts.cells();
        let cells =
            [&user.name, &user.email, user.department, user.licence, &meetings, &participants, &minutes];
        row(&mut out, &cells);
    }
    out
}

/// Usage reports, inactive hosts.
pub fn inactive(
    (from, to): (NaiveDate, NaiveDate),
    hosts: &BTreeMap<&str, Counts>,
    users: &[User],
) -> Vec<u8> {
    let day = |day: NaiveDate| day.format("%m/%d/%Y").to_string();
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(b"Inactive Hosts\n");
    row(&mut out, &["Date Range", &format!("{} - {}", day(from), day(to))]);
    out.extend_from_slice(
        b"\nUser Name,Email,Department,User Type,Creation Date,Last Login(UTC),Last Client Version\n",
    );
    let there = |user: &&User| user.created <= to && !hosts.contains_key(user.email.as_str());
    for user in users.iter().filter(there) {
        let (created, signed_in) = (day(user.created), sign_in(user));
        let cells =
            [&user.name, &user.email, user.department, user.licence, &created, &signed_in, user.client];
        row(&mut out, &cells);
    }
    out
}
