//! Rebuilding: each rule of pairing, and that order and repetition change nothing.

use super::What::{Joined, Left, RoomJoined, RoomLeft, WaitBegan, WaitEnded};
use super::*;
use proptest::prelude::*;

fn told(what: What, key: &str, at: i64) -> Delivery {
    let person = Person { key: key.into(), connection: key.into(), ..Person::default() };
    Delivery { at, what, person: Rc::new(person), reason: None, line: 1 }
}

/// Key, join, leave; waiting ones with a `w` before the key.
fn spans(deliveries: Vec<Delivery>) -> Vec<(String, Option<i64>, Option<i64>)> {
    let mut spans: Vec<_> = rebuild(deliveries)
        .stays
        .into_iter()
        .map(|stay| {
            (format!("{}{}", if stay.waiting { "w" } else { "" }, stay.person.key), stay.join, stay.leave)
        })
        .collect();
    spans.sort();
    spans
}

fn span(
    key: &str,
    join: impl Into<Option<i64>>,
    leave: impl Into<Option<i64>>,
) -> (String, Option<i64>, Option<i64>) {
    (key.into(), join.into(), leave.into())
}

#[test]
fn a_leave_belongs_to_the_earliest_open_join() {
    let plain = vec![told(Left, "a", 90), told(Joined, "a", 10), told(Joined, "b", 20), told(Left, "b", 30)];
    assert_eq!(spans(plain), [span("a", 10, 90), span("b", 20, 30)]);
    // The app was killed: its leave is told after the rejoin.
    let late = vec![told(Joined, "a", 10), told(Joined, "a", 50), told(Left, "a", 60), told(Left, "a", 90)];
    assert_eq!(spans(late), [span("a", 10, 60), span("a", 50, 90)]);
}

#[test]
fn what_is_missing_stays_open() {
    assert_eq!(spans(vec![told(Joined, "a", 10)]), [span("a", 10, None)]);
    assert_eq!(
        spans(vec![told(Left, "a", 10), told(Joined, "a", 20)]),
        [span("a", None, 10), span("a", 20, None)]
    );
    assert_eq!(spans(vec![told(Left, "a", 10), told(Joined, "a", 10)]), [span("a", 10, 10)]);
}

#[test]
fn waiting_ends_once_and_with_the_join() {
    let admitted = vec![
        told(WaitBegan, "a", 1),
        told(WaitEnded, "a", 5),
        told(WaitEnded, "a", 6),
        told(Joined, "a", 6),
        told(WaitBegan, "a", 20),
        told(Joined, "a", 30),
    ];
    let expected = [span("a", 6, None), span("a", 30, None), span("wa", 1, 5), span("wa", 20, 30)];
    assert_eq!(spans(admitted), expected);
    assert_eq!(spans(vec![told(WaitEnded, "a", 5)]), [span("wa", None, 5)]);
}

#[test]
fn breakout_rooms_are_presence_without_a_join_of_their_own() {
    let within = vec![
        told(Joined, "a", 0),
        told(RoomJoined, "a", 100),
        told(RoomLeft, "a", 200),
        told(Left, "a", 900),
    ];
    assert_eq!(spans(within), [span("a", 0, 900)]);
    // The provider tells a leave for the way there and a join for the way back.
    let between = vec![
        told(Joined, "a", 0),
        told(Left, "a", 100),
        told(RoomJoined, "a", 102),
        told(RoomLeft, "a", 500),
        told(Joined, "a", 503),
        told(Left, "a", 900),
    ];
    assert_eq!(spans(between), [span("a", 0, 500), span("a", 503, 900)]);
    let before = vec![told(RoomJoined, "a", 10), told(RoomLeft, "a", 500), told(Joined, "a", 503)];
    assert_eq!(spans(before), [span("a", 10, None)]);
    assert_eq!(spans(vec![told(RoomJoined, "a", 10), told(RoomLeft, "a", 20)]), [span("a", 10, 20)]);
    assert_eq!(
        spans(vec![told(Joined, "a", 0), told(Left, "a", 9), told(RoomJoined, "a", 10)]),
        [span("a", 0, 9)]
    );
}

#[test]
fn repetitions_are_counted_and_complete_each_other() {
    let mut again = told(Joined, "a", 10);
    again.person = Rc::new(Person { name: "Ann".into(), ..(*again.person).clone() });
    let rebuilt = rebuild(vec![told(Joined, "a", 10), again, told(Left, "a", 20)]);
    assert_eq!((rebuilt.repeated, rebuilt.stays.len()), (1, 1));
    assert_eq!(rebuilt.stays[0].person.name, "Ann");
}

fn delivery() -> impl Strategy<Value = Delivery> {
    let what = prop::sample::select(vec![Joined, Left, WaitBegan, WaitEnded, RoomJoined, RoomLeft]);
    let name = prop::sample::select(vec!["", "Ann", "Bo"]);
    let reason = prop::sample::select(vec!["", "host ended it"]);
    (what, prop::sample::select(vec!["a", "b"]), 0..300i64, name, reason, 1..9u64).prop_map(
        |(what, key, at, name, reason, line)| {
            let person = Person { name: name.into(), ..(*told(what, key, at).person).clone() };
            let reason = Some(reason).filter(|text| !text.is_empty()).map(Rc::from);
            Delivery { person: Rc::new(person), reason, line, ..told(what, key, at) }
        },
    )
}

proptest! {
    #[test]
    fn order_and_repetition_change_nothing(
        deliveries in prop::collection::vec(delivery(), 0..25),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..25),
        shuffle in any::<u64>(),
    ) {
        let plain = rebuild(deliveries.clone());
        let mut harmed = deliveries.clone();
        if !deliveries.is_empty() {
            harmed.extend(picks.iter().map(|pick| pick.get(&deliveries).clone()));
        }
        let length = harmed.len().max(1);
        let turn = usize::try_from(shuffle % 1000).unwrap() % length;
        if !harmed.is_empty() {
            harmed.rotate_left(turn);
        }
        if shuffle % 2 == 0 {
            harmed.reverse();
        }
        harmed.sort_by_key(|delivery| delivery.at.wrapping_mul(i64::try_from(shuffle % 7919).unwrap()) % 13);
        let again = rebuild(harmed);
        prop_assert_eq!(&plain.stays, &again.stays);
        prop_assert_eq!(plain.repeated + picks.len() as u64 * u64::from(!deliveries.is_empty()), again.repeated);
    }

    #[test]
    fn no_stay_ends_before_it_begins_and_every_join_has_one(
        deliveries in prop::collection::vec(delivery(), 0..25),
    ) {
        let mut joins: Vec<_> =
            deliveries.iter().filter(|d| d.what == Joined).map(|d| (d.person.key.clone(), d.at)).collect();
        joins.sort();
        joins.dedup();
        let stays = rebuild(deliveries).stays;
        prop_assert!(stays.iter().all(|s| s.join.zip(s.leave).is_none_or(|(join, leave)| join <= leave)));
        prop_assert!(stays.iter().filter(|stay| !stay.waiting).count() >= joins.len());
    }
}
