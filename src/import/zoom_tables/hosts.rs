//! Kinds `zoom-active-hosts` and `zoom-inactive-hosts`: users with what they hosted in a range of days.

use super::super::kinds::About;
use super::super::meeting::Problem;
use super::super::titles::{
    CREATED, DATE, EMAIL, FIRST_NAME, JOIN, JOINS, LAST_ACTIVE, LAST_LOGIN, LOGIN_TYPE, MEETING_MINUTES,
    MEETINGS, NUMBER, PMI, REGISTRATION, ROLE, TOPIC, USER_ID, USER_STATUS,
};
use super::Table;
use super::look::{Look, has_counts};
use super::reader::Reader;
use super::users::user;
use crate::model::text::fold;
use crate::model::{Covered, Fact, Measure, Scope, TotalRecord, UserRecord};
use csv::ByteRecord;
use std::borrow::Cow;

/// Figures of hosts.
const COUNTS: [(&super::super::titles::Column, Measure); 3] =
    [(&MEETINGS, Measure::Meetings), (&JOINS, Measure::Joins), (&MEETING_MINUTES, Measure::Minutes)];

pub static ACTIVE: Table = Table {
    kind: "zoom-active-hosts",
    about: &About {
        title: "Active hosts by user",
        source: "Who hosted in a range of days, with meetings, participants and minutes. Portal: Reports > Usage reports \
                 > Active hosts, by user, Export. The names of the API do as well.",
        headers: &[
            "User Name,Email,Department,Type,Meetings,Participants,Meeting Minutes",
            "id,email,user_name,type,dept,meetings,participants,meeting_minutes",
        ],
        oddities: &[
            "Email (or id), Meetings and one of Participants and Meeting Minutes are needed.",
            "The range of days comes from the file's name (activehosts_20261001_20261031.csv) or a line above the header \
             (Date Range,2026-10-01,2026-10-31); without it the users go in and the figures are left out.",
            "Participants are what the portal calls so: joins, not people.",
        ],
        sample: "activehosts_20251001_20251031.csv",
    },
    look: Look {
        kind: "zoom-active-hosts",
        title: "active hosts",
        needed: &[&[&[&EMAIL, &USER_ID, &NUMBER], &[&MEETINGS], &[&JOINS, &MEETING_MINUTES]]],
        without: &[&TOPIC, &DATE, &JOIN],
        named: "activehosts",
        called: &["active"],
        not_called: &["inactive"],
        tells: has_counts,
    },
    dates: &[&CREATED, &LAST_LOGIN],
    row: active,
    covers: Some(Covered::Hosts),
    needs_days: Some("the users were taken, their figures left out"),
};

pub static INACTIVE: Table = Table {
    kind: "zoom-inactive-hosts",
    about: &About {
        title: "Inactive hosts",
        source: "Users who hosted nothing in a range of days. Portal: Reports > Usage reports > Inactive hosts, Export. \
                 The names of the API do as well.",
        headers: &[
            "User Name,Email,Department,Type,Meetings,Participants,Meeting Minutes",
            "User Name,Email,Department,User Type,Creation Date,Last Login(UTC),Last Client Version",
        ],
        oddities: &[
            "Told from active hosts by a file name or a title with “inactive”, or by counts that are all 0.",
            "Without counts it looks like a list of users: the file's name settles it (inactivehosts….csv).",
            "The range of days comes from the file's name (inactivehosts_20261001_20261031.csv) or a line above the \
             header; without it the users go in, and nothing is said of any day.",
        ],
        sample: "inactivehosts.csv",
    },
    look: Look {
        kind: "zoom-inactive-hosts",
        title: "inactive hosts",
        needed: &[
            &[&[&EMAIL, &USER_ID, &NUMBER], &[&MEETINGS], &[&JOINS, &MEETING_MINUTES]],
            &[&[&EMAIL, &USER_ID, &NUMBER], &[&LAST_LOGIN, &LAST_ACTIVE]],
        ],
        without: &[&TOPIC, &DATE, &JOIN, &FIRST_NAME, &LOGIN_TYPE, &PMI, &USER_STATUS, &ROLE, &REGISTRATION],
        named: "inactivehosts",
        called: &["inactive"],
        not_called: &[],
        tells: |header, rows| header.has(MEETINGS.names) && !rows.is_empty() && !has_counts(header, rows),
    },
    dates: &[&CREATED, &LAST_LOGIN],
    row: inactive,
    covers: Some(Covered::InactiveHosts),
    needs_days: Some("the users were taken, but not that they hosted nothing"),
};

fn active<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Result<Vec<Fact<'r>>, Problem> {
    let user = user(reader, row)?;
    let mut totals = Vec::new();
    for (column, measure) in COUNTS {
        let value = reader.count(row, &[column])?;
        if let (Some(value), Some(days)) = (value, reader.days) {
            totals.push(Fact::Total(TotalRecord { scope: scope(&user), days, measure, value }));
        }
    }
    totals.insert(0, Fact::User(user));
    Ok(totals)
}

fn inactive<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Result<Vec<Fact<'r>>, Problem> {
    for (column, _) in COUNTS {
        if reader.count(row, &[column])?.is_some_and(|count| count > 0) {
            let place = reader.place(&[column]);
            return Err(Problem::at(place, "who hosted is no inactive host"));
        }
    }
    Ok(vec![Fact::User(user(reader, row)?)])
}

fn scope(user: &UserRecord<'_>) -> Scope<'static> {
    let key = match (&user.email, &user.user_id) {
        (Some(email), _) => fold(email),
        (None, id) => format!("#{}", id.as_deref().unwrap_or_default()),
    };
    Scope::Host(Cow::Owned(key))
}
