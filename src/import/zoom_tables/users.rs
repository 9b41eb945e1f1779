//! Kind `zoom-users`: the users of the account.

use super::super::kinds::About;
use super::super::meeting::Problem;
use super::super::titles::{
    APPROVAL, CLIENT, CREATED, Column, DATE, DEPARTMENT, DISPLAY_NAME, EMAIL, FIRST_NAME, GROUP, GROUP_IDS,
    HOST_NAME, JOIN, KIND, LAST_ACTIVE, LAST_LOGIN, LAST_NAME, LOGIN_TYPE, MEETINGS, NUMBER, PMI,
    REGISTRATION, ROLE, TOPIC, USER_ID, USER_NAME, USER_STATUS, USER_TYPE, ZONE, column,
};
use super::Table;
use super::look::Look;
use super::reader::Reader;
use crate::model::{Covered, Fact, UserRecord};
use chrono_tz::Tz;
use csv::ByteRecord;
use std::borrow::Cow;

pub static USERS: Table = Table {
    kind: "zoom-users",
    about: &About {
        title: "Users",
        source: "The users of the account with departments, groups and licences. Portal: Admin > User Management > \
                 Users, Export; the file is called zoomus_users.csv. The names of the API do as well.",
        headers: &[
            "Email,First Name,Last Name,Department,User Group,IM Group,Last Login(UTC),Last Client Version,\
             Creation Date,Role,User Type,Login Type,User Status,PMI,Job Title,Location",
            "Email,First Name,Last Name,Department,LicenseType,LoginType,UserStatus,Region,Join Date",
            "id,email,first_name,last_name,dept,type,status,role_id,last_login_time,user_created_at,last_client_version,\
             timezone",
        ],
        oddities: &[
            "Email and one of User Type, Login Type, Last Login and PMI are needed, or User Status with Role or with \
             First Name and Department; unknown columns are left out.",
            "Last Login(UTC) is in UTC, whatever the zone of the file.",
            "A day in the file's name (zoomus_users_20261101.csv) says of when the list is.",
        ],
        sample: "zoomus_users_20251031.csv",
    },
    look: Look {
        kind: "zoom-users",
        title: "users",
        needed: &[
            &[&[&EMAIL], &[&USER_TYPE, &LAST_LOGIN, &LOGIN_TYPE, &PMI]],
            // A role alone is what many lists of people have.
            &[&[&EMAIL], &[&USER_STATUS, &CREATED], &[&ROLE, &CLIENT]],
            &[&[&EMAIL], &[&USER_STATUS], &[&FIRST_NAME], &[&DEPARTMENT, &GROUP, &GROUP_IDS]],
        ],
        without: &[&TOPIC, &MEETINGS, &JOIN, &REGISTRATION, &APPROVAL, &DATE, &LAST_ACTIVE],
        named: "users",
        called: &["users"],
        not_called: &["hosts", "inactive"],
        tells: |_, _| false,
    },
    dates: &[&LAST_LOGIN, &CREATED],
    row: |reader, row| Ok(vec![Fact::User(user(reader, row)?)]),
    covers: Some(Covered::Users),
    needs_days: None,
};

/// A user, as users lists and lists of hosts give them.
pub fn user<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Result<UserRecord<'r>, Problem> {
    let email = reader.email(row, &[&EMAIL]);
    let user_id = reader.text(row, &[&USER_ID, &NUMBER]);
    if email.is_none() && user_id.is_none() {
        return Err(Problem::at(reader.place(&[&EMAIL]), "the e-mail is missing"));
    }
    Ok(UserRecord {
        user_id,
        email,
        name: name(reader, row),
        department: reader.text(row, &[&DEPARTMENT]),
        group: reader.text(row, &[&GROUP]).map(|text| parted(text, &[';'], "; ")),
        group_ids: reader.text(row, &[&GROUP_IDS]).map(|text| parted(text, &[';', ',', ' '], " ")),
        role: reader.text(row, &[&ROLE]).map(role),
        status: reader.text(row, &[&USER_STATUS]).map(status),
        zone: reader.text(row, &[&ZONE]).filter(|zone| zone.parse::<Tz>().is_ok()),
        created: reader.moment(row, &[&CREATED])?,
        last_sign_in: reader.moment(row, &[&LAST_LOGIN])?,
        client_version: reader.text(row, &[&CLIENT]),
        licence: reader.text(row, &[&USER_TYPE, &KIND]).map(|text| licence(plan(text))),
        packs: packs(reader, row),
    })
}

/// Licences beside the plan, where a portal lists them in a column of their own.
static PACKS: Column =
    column("packs", "Licenses", &["licenses", "licences", "addons", "addonlicenses", "additionallicenses"]);

/// The first of several licences in one cell.
fn plan(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.split_once([';', ',']) {
        Some((plan, _)) => Cow::Owned(plan.trim().to_owned()),
        None => text,
    }
}

/// What stands behind the plan, and in a column of its own. A plan alone says nothing of them.
fn packs<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Option<Cow<'r, str>> {
    let behind = reader
        .text(row, &[&USER_TYPE, &KIND])
        .and_then(|text| text.split_once([';', ',']).map(|(_, rest)| rest.to_owned()));
    let has_column = reader.place(&[&PACKS]).is_some();
    if behind.is_none() && !has_column {
        return None;
    }
    let own = reader.text(row, &[&PACKS]).map(Cow::into_owned);
    let all: Vec<String> = behind.into_iter().chain(own).collect();
    Some(parted(Cow::Owned(all.join(";")), &[';', ','], "; "))
}

/// First and last name, else the name shown.
fn name<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Option<Cow<'r, str>> {
    match (reader.decoded(row, &[&FIRST_NAME]), reader.decoded(row, &[&LAST_NAME])) {
        (Some(first), Some(last)) => Some(Cow::Owned(format!("{first} {last}"))),
        (Some(only), None) | (None, Some(only)) => Some(only),
        (None, None) => reader.decoded(row, &[&DISPLAY_NAME, &USER_NAME, &HOST_NAME]),
    }
}

fn parted<'r>(text: Cow<'r, str>, signs: &[char], between: &str) -> Cow<'r, str> {
    if !text.contains(signs) {
        return text;
    }
    let parts: Vec<&str> = text.split(signs).map(str::trim).filter(|part| !part.is_empty()).collect();
    Cow::Owned(parts.join(between))
}

/// The one of the words that says the same, else the text.
fn word<'r>(text: Cow<'r, str>, words: &[(&str, &'static str)]) -> Cow<'r, str> {
    match words.iter().find(|(said, _)| said.eq_ignore_ascii_case(&text)) {
        Some((_, word)) => Cow::Borrowed(word),
        None => text,
    }
}

/// The API has numbers, the portal words.
fn licence(text: Cow<'_, str>) -> Cow<'_, str> {
    word(
        text,
        &[
            ("1", "Basic"),
            ("basic", "Basic"),
            ("2", "Licensed"),
            ("licensed", "Licensed"),
            ("3", "On-prem"),
            ("on-prem", "On-prem"),
            ("onprem", "On-prem"),
            ("on prem", "On-prem"),
            ("4", "None"),
            ("99", "None"),
            ("none", "None"),
            ("unassigned", "None"),
        ],
    )
}

fn role(text: Cow<'_, str>) -> Cow<'_, str> {
    word(
        text,
        &[
            ("0", "Owner"),
            ("1", "Admin"),
            ("2", "Member"),
            ("owner", "Owner"),
            ("admin", "Admin"),
            ("member", "Member"),
        ],
    )
}

fn status(text: Cow<'_, str>) -> Cow<'_, str> {
    word(
        text,
        &[
            ("active", "active"),
            ("inactive", "inactive"),
            ("deactivated", "inactive"),
            ("pending", "pending"),
        ],
    )
}
