//! The deliveries of one connection, in order of time, as stays.

use super::{Delivery, Stay, What, complete};
use std::collections::VecDeque;

/// Seconds by which going to a breakout room may miss the leave and the join around it.
const SLACK: i64 = 60;

/// The stays of one connection: presence, the waiting room, and time in breakout rooms that presence lacks.
pub fn of_person(deliveries: &[Delivery]) -> Vec<Stay> {
    let mut stays = paired(deliveries, What::Joined, What::Left);
    for room in paired(deliveries, What::RoomJoined, What::RoomLeft) {
        add_room(&mut stays, room);
    }
    stays.extend(waits(deliveries));
    stays
}

/// A leave belongs to the earliest join at or before it that has none.
fn paired(deliveries: &[Delivery], begin: What, end: What) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    let mut open: VecDeque<usize> = VecDeque::new();
    for delivery in deliveries {
        if delivery.what == begin {
            open.push_back(stays.len());
            stays.push(begun(delivery));
        } else if delivery.what == end {
            match open.pop_front().and_then(|at| stays.get_mut(at)) {
                Some(stay) => close(stay, delivery),
                None => stays.push(only_ended(delivery)),
            }
        }
    }
    stays
}

/// One wait at a time; an end may be told twice (admitted, left), and whoever joins waits no longer.
fn waits(deliveries: &[Delivery]) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    let mut is_open = false;
    for delivery in deliveries {
        match delivery.what {
            What::WaitBegan if !is_open => {
                stays.push(Stay { waiting: true, ..begun(delivery) });
                is_open = true;
            }
            What::WaitEnded | What::Joined if is_open => {
                if let Some(stay) = stays.last_mut() {
                    close(stay, delivery);
                    stay.reason = None;
                }
                is_open = false;
            }
            What::WaitEnded if stays.is_empty() => {
                stays.push(Stay { waiting: true, reason: None, ..only_ended(delivery) });
            }
            _ => {}
        }
    }
    stays
}

/// Time in a breakout room is presence, and no join of its own: it prolongs the stay beside it.
fn add_room(stays: &mut Vec<Stay>, room: Stay) {
    let (Some(from), Some(to)) = (room.join, room.leave) else {
        // Half a room says nothing that the presence around it does not.
        if stays.is_empty() {
            stays.push(room);
        }
        return;
    };
    let covers =
        |stay: &Stay| stay.join.is_none_or(|join| join <= from) && stay.leave.is_none_or(|leave| leave >= to);
    if stays.iter().any(covers) {
        return;
    }
    let before = |stay: &&mut Stay| {
        stay.join.is_none_or(|join| join <= from)
            && stay.leave.is_some_and(|leave| (from - SLACK..to).contains(&leave))
    };
    if let Some(stay) = stays.iter_mut().filter(before).max_by_key(|stay| stay.leave) {
        stay.leave = Some(to);
        // They did not leave when they went there.
        stay.reason = room.reason;
        return;
    }
    let after = |stay: &&mut Stay| stay.join.is_some_and(|join| join > from && join - SLACK <= to);
    match stays.iter_mut().filter(after).min_by_key(|stay| stay.join) {
        Some(stay) => stay.join = Some(from),
        None => stays.push(room),
    }
}

fn begun(delivery: &Delivery) -> Stay {
    Stay { join: Some(delivery.at), ..of(delivery) }
}

fn only_ended(delivery: &Delivery) -> Stay {
    Stay { leave: Some(delivery.at), reason: delivery.reason.clone(), ..of(delivery) }
}

fn of(delivery: &Delivery) -> Stay {
    Stay {
        join: None,
        leave: None,
        waiting: false,
        person: (*delivery.person).clone(),
        reason: None,
        line: delivery.line,
    }
}

fn close(stay: &mut Stay, delivery: &Delivery) {
    stay.leave = Some(delivery.at);
    stay.reason.clone_from(&delivery.reason);
    stay.line = stay.line.min(delivery.line);
    complete(&mut stay.person, &delivery.person);
}
