//! One occurrence rebuilt from the deliveries of webhooks about it: deliveries come more than once, late, out of
//! order, or not at all. A function of the set of deliveries: neither their order nor their repetition matters.

mod pairing;

use std::rc::Rc;

/// What a delivery says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    // Of one moment, what begins is told before what ends.
    Joined,
    Left,
    WaitBegan,
    WaitEnded,
    RoomJoined,
    RoomLeft,
}

/// A person as a delivery names them. Empty texts are not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    /// What joins and leaves are paired by: the connection where there is one, else whatever names the person.
    pub key: String,
    /// The provider's number of the connection.
    pub connection: String,
    pub name: String,
    pub email: String,
    /// The provider's account-wide id.
    pub user_id: String,
}

/// One delivery about a person. Small: a log has a million.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delivery {
    /// The moment that it tells of, not the one at which it came.
    pub at: i64,
    pub what: What,
    pub person: Rc<Person>,
    pub reason: Option<Rc<str>>,
    pub line: u64,
}

/// One rebuilt connection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// `None`: no delivery of the join.
    pub join: Option<i64>,
    /// `None`: no delivery of the leave.
    pub leave: Option<i64>,
    pub waiting: bool,
    pub person: Person,
    pub reason: Option<Rc<str>>,
    /// Of the first of its deliveries.
    pub line: u64,
}

/// The stays of one occurrence, and how many deliveries repeated others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub stays: Vec<Stay>,
    pub repeated: u64,
}

/// The stays of one occurrence.
pub fn rebuild(mut deliveries: Vec<Delivery>) -> Rebuilt {
    deliveries.sort_unstable_by(|a, b| (&a.person.key, a).cmp(&(&b.person.key, b)));
    let told = deliveries.len();
    // The same event, connection and moment; what differs beside is the same news again.
    deliveries.dedup_by(|again, first| {
        let is_same =
            again.at == first.at && again.what == first.what && again.person.key == first.person.key;
        if is_same {
            fill(first, again);
        }
        is_same
    });
    let repeated = (told - deliveries.len()) as u64;
    let mut stays: Vec<Stay> =
        deliveries.chunk_by(|a, b| a.person.key == b.person.key).flat_map(pairing::of_person).collect();
    stays.sort_unstable();
    Rebuilt { stays, repeated }
}

/// Takes over from a repetition what the delivery kept does not say.
fn fill(kept: &mut Delivery, again: &mut Delivery) {
    kept.line = kept.line.min(again.line);
    if kept.reason.is_none() {
        kept.reason = again.reason.take();
    }
    if kept.person != again.person {
        let mut person = (*kept.person).clone();
        complete(&mut person, &again.person);
        kept.person = Rc::new(person);
    }
}

/// Takes over what is not said of a person.
fn complete(person: &mut Person, from: &Person) {
    for (to, from) in [
        (&mut person.connection, &from.connection),
        (&mut person.name, &from.name),
        (&mut person.email, &from.email),
        (&mut person.user_id, &from.user_id),
    ] {
        if to.is_empty() {
            to.clone_from(from);
        }
    }
}

#[cfg(test)]
mod tests;
