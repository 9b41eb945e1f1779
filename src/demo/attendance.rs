//! Who came to a planned meeting, when, and how often: plans become connections.

use super::agenda::Planned;
use super::names::Manner;
use super::people::Person;
use super::rng::Rng;
use super::style::{Habits, Style};
use super::write::{Disclaimer, Meeting, Stay};
use std::borrow::Cow;

/// A meeting that was held.
#[derive(Clone, Debug)]
pub struct Attended<'a> {
    pub meeting: Meeting<'a>,
    pub style: Style,
    /// In order of their joins.
    pub stays: Vec<Stay<'a>>,
}

/// A meeting's actual times and habits, while its people come in.
struct Room {
    planned_start: i64,
    start: i64,
    end: i64,
    habits: Habits,
    style: Style,
    recorded: bool,
}

/// How the meeting went; the same for the same seed.
pub fn of<'a>(planned: &Planned<'a>, seed: u64) -> Attended<'a> {
    let keys = [planned.number, planned.start.unsigned_abs()];
    let mut rng = Rng::keyed(seed, &keys);
    let room = open(planned, &mut rng);
    let mut stays = Vec::with_capacity(planned.invited.len() + 8);
    stays.push(Stay { host: true, ..stay(planned.host, room.start, room.end - rng.between(0, 1)) });
    for person in &planned.invited {
        let mut rng = Rng::keyed(seed, &[keys[0], keys[1], u64::try_from(person.id).unwrap_or(0)]);
        attend(&room, person, &mut rng, &mut stays);
    }
    if room.recorded {
        for stay in &mut stays {
            stay.disclaimer = answer(stay, &mut rng);
        }
    }
    stays.sort_by_key(|stay| (stay.join, stay.leave));
    let host = planned.host;
    let meeting = Meeting {
        topic: planned.topic.clone(),
        number: planned.number,
        host_name: &host.name,
        host_email: &host.email,
        department: host.department,
        group: host.group,
        source: planned.source,
        created: planned.created.min(room.start),
        start: room.start,
        end: room.end,
    };
    Attended { meeting, style: planned.style, stays }
}

fn open(planned: &Planned<'_>, rng: &mut Rng) -> Room {
    let habits = planned.style.habits();
    let start = planned.start + rng.between(-210, 50);
    let (least, most) = habits.end;
    let end = planned.interval().end + rng.between(least, most);
    Room {
        planned_start: planned.start,
        start,
        end: end.max(start + 70),
        habits,
        style: planned.style,
        recorded: rng.chance(habits.recorded),
    }
}

fn stay(person: &Person, join: i64, leave: i64) -> Stay<'_> {
    Stay {
        name: Cow::Borrowed(&person.name),
        email: &person.email,
        join,
        leave,
        host: false,
        guest: !person.user,
        waiting: false,
        disclaimer: Disclaimer::None,
    }
}

fn answer(stay: &Stay<'_>, rng: &mut Rng) -> Disclaimer {
    // A telephone cannot answer, and nobody is asked in the waiting room.
    let asked = !stay.waiting && !stay.name.contains("***");
    if asked && (stay.host || rng.chance(870)) { Disclaimer::Accepted } else { Disclaimer::Unanswered }
}

/// One person's connections, none or several.
fn attend<'a>(room: &Room, person: &'a Person, rng: &mut Rng, stays: &mut Vec<Stay<'a>>) {
    if !rng.chance(room.habits.come) {
        return;
    }
    let arrive = arrival(room, person.manner, rng);
    if arrive >= room.end - 45 {
        return;
    }
    let leave = departure(room, person.manner, arrive, rng);
    let mut join = arrive;
    if rng.chance(room.habits.waiting) {
        join += rng.between(4, 40) + rng.small(200);
        let forgotten = room.style == Style::Families && rng.chance(20);
        if forgotten || join >= leave - 30 {
            stays.push(Stay { waiting: true, ..stay(person, arrive, leave.min(arrive + 600)) });
            return;
        }
        stays.push(Stay { waiting: true, ..stay(person, arrive, join) });
    }
    let name = shown_name(person, rng);
    let first = stays.len();
    connections(room, person, (join, leave), rng, stays);
    for stay in stays.iter_mut().skip(first) {
        stay.name.clone_from(&name);
    }
}

fn arrival(room: &Room, manner: Manner, rng: &mut Rng) -> i64 {
    let late = rng.chance(if manner == Manner::Late { 600 } else { room.habits.late });
    let after = if late {
        rng.between(240, (room.end - room.planned_start) / 3)
    } else if rng.chance(350) {
        rng.small(300)
    } else {
        rng.between(-200, 60)
    };
    // Nobody is in before the host.
    (room.planned_start + after).max(room.start + rng.between(1, 25))
}

fn departure(room: &Room, manner: Manner, arrive: i64, rng: &mut Rng) -> i64 {
    let early = rng.chance(if manner == Manner::LeavesEarly { 450 } else { room.habits.early });
    let leave = if early {
        let last = room.end - rng.small(300);
        rng.between(i64::midpoint(arrive, room.end), last)
    } else {
        room.end - rng.small(40)
    };
    // Who arrives has at least 45 seconds left.
    leave.clamp(arrive + 10, room.end)
}

/// The name in the meeting itself: some rename themselves once they are in.
fn shown_name<'a>(person: &'a Person, rng: &mut Rng) -> Cow<'a, str> {
    match person.manner {
        Manner::Renamed(name) if rng.chance(850) => Cow::Borrowed(name),
        _ => Cow::Borrowed(&person.name),
    }
}

/// The time in the room as one connection, cut up by rejoins, perhaps with a second device beside it.
fn connections<'a>(
    room: &Room,
    person: &'a Person,
    (join, leave): (i64, i64),
    rng: &mut Rng,
    stays: &mut Vec<Stay<'a>>,
) {
    let mut drops = if person.manner == Manner::Dropping {
        rng.between(0, 3)
    } else {
        i64::from(rng.chance(room.habits.rejoin))
    };
    let mut from = join;
    while drops > 0 && leave - from > 300 {
        let cut = rng.between(from + 60, leave - 120);
        stays.push(stay(person, from, cut));
        from = (cut + rng.between(5, 45) + rng.small(420)).min(leave - 20);
        drops -= 1;
    }
    stays.push(stay(person, from, leave));
    if rng.chance(if person.manner == Manner::TwoDevices { 600 } else { room.habits.two_devices }) {
        let (from, to) = (join + rng.between(20, 500), leave - rng.small(900));
        if to - from > 60 {
            stays.push(stay(person, from, to));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::people::People;

    fn held(people: &People, style: Style, minutes: i64) -> Attended<'_> {
        let planned = Planned {
            topic: Cow::Borrowed("Any"),
            number: 81_234_567_890,
            host: &people.users[0],
            start: 1_790_000_000,
            minutes,
            created: 1_789_000_000,
            source: "Zoom",
            style,
            invited: people.class_10d.iter().chain(&people.guests).collect(),
        };
        of(&planned, 3)
    }

    #[test]
    fn everybody_is_inside_the_meeting() {
        let people = People::new(3);
        for style in [Style::Lesson, Style::AllHands, Style::Families, Style::OneToOne, Style::Night] {
            let held = held(&people, style, 60);
            assert!(held.stays.len() > 100);
            assert!(held.stays.is_sorted_by_key(|stay| stay.join));
            for stay in &held.stays {
                assert!(held.meeting.start <= stay.join && stay.leave <= held.meeting.end, "{stay:?}");
                assert!(stay.seconds() > 0, "{style:?} {stay:?}");
            }
            assert_eq!(held.stays.iter().filter(|stay| stay.host).count(), 1);
        }
    }

    #[test]
    fn a_lesson_has_what_a_console_must_tell_apart() {
        let people = People::new(3);
        let lesson = held(&people, Style::Lesson, 60);
        let of = |name: &str| -> Vec<&Stay<'_>> {
            lesson.stays.iter().filter(|stay| stay.name.contains(name)).collect()
        };
        assert!(lesson.stays.iter().any(|stay| stay.name.contains("(she/her) (")));
        assert!(lesson.stays.iter().any(|stay| stay.waiting));
        let overlap = people.class_10d.iter().chain(&people.guests).any(|person| {
            let stays = of(&person.name);
            stays.iter().any(|a| stays.iter().any(|b| a.join < b.join && b.join < a.leave))
        });
        assert!(overlap, "nobody on two devices");
    }

    #[test]
    fn nobody_comes_when_nobody_comes() {
        let people = People::new(3);
        assert_eq!(held(&people, Style::Alone, 2).stays.len(), 1);
    }
}
