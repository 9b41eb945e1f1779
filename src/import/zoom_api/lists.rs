//! Answers without occurrences: days, hosts, users, groups, plans.

use super::endpoint::Endpoint;
use super::fields::{self, Problem, Row};
use super::meetings::kind_of;
use super::reading::{At, Reading, Stop};
use super::scope::range;
use crate::import::cells;
use crate::model::day::DayRange;
use crate::model::{
    Covered, EventKind, Fact, GroupRecord, Measure, PlannedRecord, Scope, TotalRecord, UserRecord,
};
use serde_json::Value;
use std::borrow::Cow;

impl Reading<'_> {
    pub fn daily(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let written = fields::raw(row, "date");
        let day = fields::day(&written)
            .ok_or_else(|| Problem::new("date", written.as_str(), "this is no day like 2026-10-31"))?;
        let measures = [
            ("meetings", Measure::Meetings),
            ("participants", Measure::Joins),
            ("meeting_minutes", Measure::Minutes),
            ("new_users", Measure::NewUsers),
        ];
        self.totals(at, row, &Scope::Account, DayRange::day(day), &measures)?;
        if range(at.asked, at.answer).is_none() {
            self.cover(Covered::Daily, None, DayRange::day(day));
        }
        Ok(())
    }

    fn totals(
        &mut self,
        at: &At<'_>,
        row: &Row,
        scope: &Scope<'_>,
        days: DayRange,
        measures: &[(&'static str, Measure)],
    ) -> Result<(), Stop> {
        let mut found = Vec::new();
        for (field, measure) in measures {
            match (fields::number(row, field), row.get(*field)) {
                (Some(value), _) => found.push((*measure, value)),
                (None, None | Some(serde_json::Value::Null)) => {}
                (None, Some(other)) => {
                    return Err(Problem::new(field, other.to_string(), "this is no count").into());
                }
            }
        }
        if found.is_empty() {
            return Err(Problem::new("", "", "the row has no figures").into());
        }
        for (measure, value) in found {
            let total = TotalRecord { scope: scope.clone(), days, measure, value };
            self.tally.out.fact(at.line, &Fact::Total(total))?;
        }
        Ok(())
    }

    pub fn host(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let user = UserRecord {
            user_id: fields::text(row, &["id"]),
            email: fields::email(row, &["email"]),
            name: fields::decoded(row, &["user_name"]),
            department: fields::text(row, &["dept"]),
            licence: licence(row),
            ..UserRecord::default()
        };
        let key = match (&user.email, &user.user_id) {
            (Some(email), _) => crate::model::text::fold(email),
            (None, Some(id)) => format!("#{id}"),
            (None, None) => return Err(Problem::new("", "", "the row names no user").into()),
        };
        if let Some(days) = range(at.asked, at.answer) {
            let measures = [
                ("meetings", Measure::Meetings),
                ("participants", Measure::Joins),
                ("meeting_minutes", Measure::Minutes),
            ];
            self.totals(at, row, &Scope::Host(key.into()), days, &measures)?;
        }
        self.tally.out.fact(at.line, &Fact::User(user))?;
        Ok(())
    }

    pub fn user(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let (user_id, email) = (fields::text(row, &["id"]), fields::email(row, &["email"]));
        if user_id.is_none() && email.is_none() {
            return Err(Problem::new("", "", "the row names no user").into());
        }
        let created = match fields::instant(&mut self.clock, row, "user_created_at")? {
            None => fields::instant(&mut self.clock, row, "created_at")?,
            known => known,
        };
        let last_sign_in = fields::instant(&mut self.clock, row, "last_login_time")?;
        let user = UserRecord {
            user_id,
            email,
            name: fields::decoded(row, &["display_name"]).or_else(|| full_name(row)),
            department: fields::text(row, &["dept"]),
            group: None,
            group_ids: fields::joined(row, "group_ids", " "),
            role: role(row),
            status: fields::text(row, &["status"])
                .or_else(|| at.asked.param("status").map(|status| Cow::Owned(status.to_owned()))),
            zone: fields::text(row, &["timezone"]),
            created,
            last_sign_in,
            client_version: fields::text(row, &["last_client_version"]),
            licence: licence(row),
            packs: packs(row),
        };
        self.tally.out.fact(at.line, &Fact::User(user))?;
        if let Some(seen) = self.observed.or(last_sign_in).or(created) {
            self.cover_at(Covered::Users, None, seen);
        }
        Ok(())
    }

    pub fn group(&mut self, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let id = fields::text(row, &["id"]).ok_or_else(|| Problem::new("id", "", "the group has no id"))?;
        let name = fields::decoded(row, &["name"])
            .ok_or_else(|| Problem::new("name", "", "the group has no name"))?;
        let group = GroupRecord { id, name, members: fields::number(row, "total_members") };
        self.tally.out.fact(at.line, &Fact::Group(group))?;
        Ok(())
    }

    pub fn planned(&mut self, endpoint: Endpoint, at: &At<'_>, row: &Row) -> Result<(), Stop> {
        let id = fields::raw(row, "id");
        let number = cells::meeting_number(id.as_bytes());
        let uuid = fields::text(row, &["uuid"]).or_else(|| {
            // Upcoming events give a UUID as their id.
            (endpoint == Endpoint::Upcoming && number.is_err()).then(|| fields::text(row, &["id"])).flatten()
        });
        let number = match number {
            Ok(number) => number.into_owned(),
            Err(_) if uuid.is_some() && (id.is_empty() || endpoint == Endpoint::Upcoming) => String::new(),
            Err(reason) => return Err(Problem::new("id", id.as_str(), reason).into()),
        };
        // The list of one user names them in its address alone.
        let of_user = at
            .asked
            .id
            .as_deref()
            .filter(|_| endpoint == Endpoint::Planned && at.asked.path.starts_with("users/"));
        let code = fields::number(row, "type");
        let start = fields::instant(&mut self.clock, row, "start_time")?;
        let planned = PlannedRecord {
            number: Cow::Owned(number),
            uuid,
            kind: match kind_of(row).unwrap_or(at.kind) {
                EventKind::Webinar => EventKind::Webinar,
                EventKind::Meeting => at.kind,
            },
            topic: fields::decoded(row, &["topic"]),
            host_id: fields::text(row, &["host_id"]).or_else(|| {
                of_user.filter(|user| !user.contains('@')).map(|user| Cow::Owned(user.to_owned()))
            }),
            host_name: fields::decoded(row, &["host_name"]),
            host_email: fields::email(row, &["host_email"]).or_else(|| {
                of_user.filter(|user| user.contains('@')).map(|user| Cow::Owned(user.to_owned()))
            }),
            department: fields::text(row, &["dept"]),
            // Recurring without a fixed time: a start given there is none.
            start: start.filter(|_| !matches!(code, Some(3 | 6))),
            minutes: fields::number(row, "duration"),
            recurring: code.map(|code| matches!(code, 3 | 6 | 8 | 9)),
            registrants: None,
            created: fields::instant(&mut self.clock, row, "created_at")?,
        };
        self.tally.out.fact(at.line, &Fact::Planned(planned))?;
        Ok(())
    }
}

fn full_name(row: &Row) -> fields::Text {
    let parts: Vec<String> = ["first_name", "last_name"]
        .iter()
        .filter_map(|field| fields::decoded(row, &[field]).map(Cow::into_owned))
        .collect();
    (!parts.is_empty()).then(|| Cow::Owned(parts.join(" ")))
}

/// The codes of the three roles that every account has; others have a name elsewhere.
fn role(row: &Row) -> fields::Text {
    match fields::raw(row, "role_id").as_str() {
        "0" => Some("Owner".into()),
        "1" => Some("Admin".into()),
        "2" => Some("Member".into()),
        _ => fields::text(row, &["role_name"]),
    }
}

fn licence(row: &Row) -> fields::Text {
    match fields::number(row, "type")? {
        1 => Some("Basic".into()),
        2 => Some("Licensed".into()),
        3 => Some("On-prem".into()),
        4 | 99 => Some("None".into()),
        _ => None,
    }
}

/// What `license_info_list` names beside the plan: `POWER_PACK` is the Power Pack.
fn packs(row: &Row) -> fields::Text {
    let Some(Value::Array(all)) = row.get("license_info_list") else { return None };
    let names = all
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|one| fields::text(one, &["license_name", "license_type"]));
    let words = names.map(|name| {
        let words = name.split(['_', ' ']).filter(|word| !word.is_empty()).map(|word| {
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            first + &letters.as_str().to_lowercase()
        });
        words.collect::<Vec<_>>().join(" ")
    });
    // Meetings are what the plan is of.
    let packs: Vec<String> = words.filter(|name| name != "Meeting").collect();
    Some(packs.join("; ").into())
}
