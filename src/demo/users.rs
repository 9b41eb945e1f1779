//! The account's users as its administrators see them: licences, last sign-ins, and those who are never seen.

use super::agenda::World;
use super::attendance::Attended;
use super::rng::{Rng, key};
use super::series::WEEKLY;
use super::table::{row, user_id, utc_as};
use super::write;
use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

/// A user of the account.
#[derive(Clone, Debug)]
pub struct User {
    pub id: String,
    pub name: String,
    pub email: String,
    pub department: &'static str,
    pub group: &'static str,
    pub licence: &'static str,
    pub role: &'static str,
    pub status: &'static str,
    pub created: NaiveDate,
    /// Epoch seconds.
    pub last_sign_in: Option<i64>,
    pub client: &'static str,
    pub zone: &'static str,
    pub personal_number: u64,
}

/// Users who are never in a meeting: name, mailbox, department, licence, and the days since their last sign-in (0:
/// never).
const IDLE: &[(&str, &str, &str, &str, u64)] = &[
    ("Evelina Modig", "evelina.modig", "Science", "Licensed", 211),
    ("Rolf Tegner", "rolf.tegner", "Languages", "Licensed", 388),
    ("Marisol Quintana", "marisol.quintana", "Arts", "Licensed", 97),
    ("Ludvig Sparre", "ludvig.sparre", "Mathematics", "Licensed", 164),
    ("Hanna Wiklund", "hanna.wiklund", "Administration", "Licensed", 305),
    ("Bertil Oxelman", "bertil.oxelman", "Library", "Licensed", 730),
    ("Substitute teacher 1", "substitute1", "Science", "Licensed", 0),
    ("Substitute teacher 2", "substitute2", "Languages", "Licensed", 0),
    ("Dagny Ek", "dagny.ek", "Student Services", "Basic", 58),
    ("Ivar Stenmark", "ivar.stenmark", "Science", "Basic", 0),
];

/// The member who may hold webinars.
const WEBINARS: &str = "zoe.ngugi@";

const CLIENTS: &[&str] = &["6.2.11(win)", "6.2.11(mac)", "6.1.0(win)", "6.2.5(iPhone)", "5.17.11(linux)"];

/// All of them as of `at` (epoch seconds); `held` says who was in a meeting last when.
pub fn all(world: &World<'_>, held: &[Attended<'_>], at: i64) -> Vec<User> {
    let seen = last_seen(held, at);
    let mut out: Vec<User> = world
        .people
        .users
        .iter()
        .map(|person| {
            let mut rng = Rng::keyed(world.seed, &[key("account"), key(&person.email)]);
            let last = seen.get(person.email.as_str()).copied();
            let rare = person.department.is_empty() || rng.chance(120);
            User {
                id: user_id(world.seed, &person.email),
                name: person.name.clone(),
                email: person.email.clone(),
                department: person.department,
                group: person.group,
                licence: match rare {
                    _ if person.email.starts_with(WEBINARS) => "Licensed, Webinar 500",
                    true => "Basic",
                    false => "Licensed",
                },
                role: role(&person.email),
                status: "Active",
                created: created(world, &mut rng),
                last_sign_in: last.map(|last| last - rng.between(20, 400)),
                client: rng.word(CLIENTS),
                zone: zone(world, &person.email),
                personal_number: person.personal_number,
            }
        })
        .collect();
    out.extend(IDLE.iter().map(|idle| never_seen(world, *idle, at)));
    out
}

fn never_seen(
    world: &World<'_>,
    (name, mailbox, department, licence, ago): (&str, &str, &'static str, &'static str, u64),
    at: i64,
) -> User {
    let email = format!("{mailbox}@{}", super::people::DOMAIN);
    let mut rng = Rng::keyed(world.seed, &[key("account"), key(&email)]);
    let seconds = i64::try_from(ago).unwrap_or(0) * 86_400 + rng.between(0, 40_000);
    let pending = ago == 0 && licence == "Basic";
    User {
        id: user_id(world.seed, &email),
        name: name.to_owned(),
        department,
        group: "",
        licence,
        role: "Member",
        status: if pending { "Pending" } else { "Active" },
        created: if pending {
            world.today.checked_sub_days(Days::new(9)).unwrap_or(world.today)
        } else {
            created(world, &mut rng)
        },
        last_sign_in: (ago > 0).then_some(at - seconds),
        client: if ago > 0 { rng.word(CLIENTS) } else { "" },
        zone: world.zone.name(),
        personal_number: 3_000_000_000 + rng.below(3_999_999_999),
        email,
    }
}

/// Each address with the last join before `at`.
fn last_seen<'a>(held: &'a [Attended<'_>], at: i64) -> FxHashMap<&'a str, i64> {
    let mut out: FxHashMap<&str, i64> = FxHashMap::default();
    for stay in held.iter().flat_map(|attended| &attended.stays) {
        if !stay.email.is_empty() && stay.join < at {
            let last = out.entry(stay.email).or_insert(stay.join);
            *last = (*last).max(stay.join);
        }
    }
    out
}

fn role(email: &str) -> &'static str {
    match email.split('@').next() {
        Some("olena.kravets") => "Owner",
        Some("viktor.hallgren" | "elin.sandell") => "Admin",
        _ => "Member",
    }
}

/// Years ago, before anything that is shown.
fn created(world: &World<'_>, rng: &mut Rng) -> NaiveDate {
    world.today.checked_sub_days(Days::new(500 + rng.below(2200))).unwrap_or(world.today)
}

/// Where a user sits: some teach from far away.
fn zone(world: &World<'_>, email: &str) -> &'static str {
    let away = WEEKLY.iter().find(|series| email.split('@').next() == Some(series.host));
    away.map_or(world.zone, |series| series.zone).name()
}

/// The portal's export of users.
pub fn list(users: &[User]) -> Vec<u8> {
    let mut out = write::BOM.to_vec();
    out.extend_from_slice(
        b"Email,First Name,Last Name,Department,User Group,IM Group,Last Login(UTC),Last Client Version,\
          Creation Date,Role,User Type,Login Type,User Status,PMI,Job Title,Location,Time Zone\n",
    );
    for user in users {
        let (first, last) = user.name.split_once(' ').unwrap_or((&user.name, ""));
        let created = user.created.to_string();
        let number = user.personal_number.to_string();
        let signed_in = sign_in(user);
        let cells = [
            &user.email,
            first,
            last,
            user.department,
            user.group,
            "",
            &signed_in,
            user.client,
            &created,
            user.role,
            user.licence,
            "Work Email",
            user.status,
            &number,
            "",
            "",
            user.zone,
        ];
        row(&mut out, &cells);
    }
    out
}

/// The last sign-in as the portal writes it; empty for none.
pub fn sign_in(user: &User) -> String {
    user.last_sign_in.map(|at| utc_as(at, "%Y-%m-%d %H:%M:%S")).unwrap_or_default()
}
