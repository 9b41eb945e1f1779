//! Today, as the provider's webhooks told it so far: no file of the portal speaks for the day yet. One meeting is
//! still on, of another the end was never delivered.

use super::agenda::World;
use super::attendance::Attended;
use super::people::Person;
use super::rng::key;
use super::style::Style;
use super::table::{user_id, utc, uuid};
use super::write::{Disclaimer, Meeting, Stay};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// The provider's id of the account.
const ACCOUNT: &str = "Lu4mEnAcAdEmYdEmO0aBcQ";

/// What was delivered by `now`, in order of time, a delivery a line.
pub fn log(world: &World<'_>, today: &[Attended<'_>], now: i64) -> Vec<u8> {
    let unended = unended(world, now);
    let mut deliveries = Vec::new();
    for attended in today.iter().chain(running(world, now).iter()) {
        meeting(world, attended, true, &mut deliveries);
    }
    if let Some(attended) = &unended {
        meeting(world, attended, false, &mut deliveries);
    }
    deliveries.retain(|(at, _)| *at <= now);
    deliveries.sort_by_key(|(at, _)| *at);
    let mut out = Vec::new();
    for (place, (_, delivery)) in deliveries.iter().enumerate() {
        // Now and then the receiver answers too late, and the provider sends once more.
        for _ in 0..=usize::from(place % 37 == 11) {
            out.extend_from_slice(delivery.to_string().as_bytes());
            out.push(b'\n');
        }
    }
    out
}

type Delivery = (i64, Value);

fn meeting(world: &World<'_>, attended: &Attended<'_>, ended: bool, out: &mut Vec<Delivery>) {
    let meeting = &attended.meeting;
    let mut object = Map::new();
    object.insert("id".into(), meeting.number.to_string().into());
    object.insert("uuid".into(), uuid(world.seed, meeting.number, meeting.start).into());
    object.insert("host_id".into(), user_id(world.seed, meeting.host_email).into());
    object.insert("topic".into(), meeting.topic.as_ref().into());
    object.insert("type".into(), 8.into());
    object.insert("start_time".into(), utc(meeting.start).into());
    object.insert("timezone".into(), world.zone.name().into());
    let mut tell = |event: &str, at: i64, with: Option<(&str, Value)>| {
        let mut object = object.clone();
        if let Some((name, value)) = with {
            object.insert(name.into(), value);
        }
        let payload = json!({"account_id": ACCOUNT, "object": object});
        let sent = at * 1000 + 371;
        out.push((at, json!({"event": format!("meeting.{event}"), "event_ts": sent, "payload": payload})));
    };
    tell("started", meeting.start, None);
    for (place, stay) in attended.stays.iter().enumerate() {
        let (came, went) = if stay.waiting {
            ("participant_joined_waiting_room", "participant_left_waiting_room")
        } else {
            ("participant_joined", "participant_left")
        };
        let moments = if stay.waiting { ("date_time", "date_time") } else { ("join_time", "leave_time") };
        tell(came, stay.join, Some(("participant", participant(world, place, stay, moments.0, stay.join))));
        tell(went, stay.leave, Some(("participant", participant(world, place, stay, moments.1, stay.leave))));
    }
    if ended {
        tell("ended", meeting.end, Some(("end_time", utc(meeting.end).into())));
    }
}

fn participant(world: &World<'_>, place: usize, stay: &Stay<'_>, moment: &str, at: i64) -> Value {
    let id = if stay.guest { String::new() } else { user_id(world.seed, stay.email) };
    json!({
        "user_id": (16_778_240 + place * 1024).to_string(),
        "user_name": stay.name,
        "id": id,
        "email": stay.email,
        moment: utc(at),
    })
}

fn held<'a>(
    host: &'a Person,
    topic: &'static str,
    number: u64,
    stays: Vec<Stay<'a>>,
) -> Option<Attended<'a>> {
    let start = stays.iter().map(|stay| stay.join).min()?;
    let end = stays.iter().map(|stay| stay.leave).max()?;
    let meeting = Meeting {
        topic: Cow::Borrowed(topic),
        number,
        host_name: &host.name,
        host_email: &host.email,
        department: host.department,
        group: host.group,
        source: "Zoom",
        created: start,
        start,
        end,
    };
    Some(Attended { meeting, style: Style::OneToOne, stays })
}

fn stay(person: &Person, join: i64, leave: i64, host: bool) -> Stay<'_> {
    Stay {
        name: Cow::Borrowed(&person.name),
        email: &person.email,
        join,
        leave,
        host,
        guest: !person.user,
        waiting: false,
        disclaimer: Disclaimer::None,
    }
}

/// The IT staff's open line is on, and two people are in it.
fn running<'a>(world: &World<'a>, now: i64) -> Option<Attended<'a>> {
    let host = world.people.user("rasmus.toft")?;
    let later = now + 3600;
    let mut stays = vec![stay(host, now - 38 * 60, later, true)];
    for (mailbox, join, leave) in
        [("hedda.blom", now - 31 * 60, now - 22 * 60), ("alva.strom", now - 9 * 60, later)]
    {
        stays.extend(world.people.user(mailbox).map(|person| stay(person, join, leave, false)));
    }
    let topic = "IT help desk, open line";
    held(host, topic, world.number(&[key(topic)]), stays)
}

/// All have left a call, and nobody was told that it ended.
fn unended<'a>(world: &World<'a>, now: i64) -> Option<Attended<'a>> {
    let (host, other) = (world.people.user("petra.novotna")?, world.people.user("anders.back")?);
    let start = now - 95 * 60;
    let stays =
        vec![stay(host, start, start + 21 * 60, true), stay(other, start + 34, start + 21 * 60 - 4, false)];
    held(host, "Quick sync", host.personal_number, stays)
}
