//! Lists kept row by row: rows are known again, the best word on a thing is shown, and neither the order of imports nor one
//! that was undone leaves a trace.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use headcount::model::row::{RowRecord, TELEPHONE_USE, Worth};
use headcount::model::{Cell, Fact, Sink};
use headcount::store::{Begun, Counted, ImportMeta, Outcome, Store};
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;

const NOW: i64 = 1_795_420_800;

/// What one file says: of things by number, each an amount.
#[derive(Clone, Debug)]
struct Source {
    name: u8,
    observed: i64,
    worth: Worth,
    rows: Vec<(u8, i64)>,
}

fn source(name: u8, observed: i64, worth: Worth, rows: &[(u8, i64)]) -> Source {
    Source { name, observed, worth, rows: rows.to_vec() }
}

fn meta(source: &Source) -> ImportMeta {
    let mut digest = [0; 32];
    digest[0] = source.name;
    ImportMeta {
        account: None,
        provider_account: None,
        new_account_zone: chrono_tz::UTC,
        imported_at: NOW,
        imported_by: "ada".into(),
        file_name: format!("{}.csv", source.name),
        kind: "zoom-telephone".into(),
        bytes: 1,
        digest,
        file_zone: None,
        observed_at: NOW - 1000 + source.observed,
    }
}

fn take(store: &mut Store, source: &Source) -> Outcome {
    let mut go_on = |_| true;
    let Begun::Open(mut batch) = store.begin(meta(source), &mut go_on).unwrap() else { panic!("is held") };
    for (line, (thing, charge)) in (1..).zip(&source.rows) {
        let mut values = vec![Cell::Empty; TELEPHONE_USE.columns.len()];
        let put = |values: &mut Vec<Cell>, name: &str, value: i64| {
            let at = TELEPHONE_USE.columns.iter().position(|column| *column == name).unwrap();
            *values.get_mut(at).unwrap() = value.into();
        };
        put(&mut values, "start_at", NOW - 5000);
        put(&mut values, "charge", *charge);
        let row = RowRecord { table: &TELEPHONE_USE, key: thing.to_string(), worth: source.worth, values };
        batch.fact(line, &Fact::Row(Box::new(row))).unwrap();
    }
    batch.finish(&Counted { rows: source.rows.len() as u64, ..Counted::default() }, true).unwrap()
}

/// What is shown: thing, worth, when it was observed, amount.
fn shown(path: &Path) -> Vec<(String, i64, i64, i64)> {
    let conn = Connection::open(path).unwrap();
    let sql = "SELECT key, grade, observed_at, charge FROM telephone_use WHERE shown = 1 ORDER BY key";
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Everything held, without the numbers of imports and rows.
fn held(path: &Path) -> Vec<(String, i64, i64, i64, bool)> {
    let conn = Connection::open(path).unwrap();
    let sql = "SELECT key, grade, observed_at, charge, shown FROM telephone_use ORDER BY 1, 2, 3, 4";
    let mut statement = conn.prepare(sql).unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

struct Place {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
    store: Store,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = Store::open(&path).unwrap();
    Place { _folder: folder, path, store }
}

fn charges(path: &Path) -> Vec<i64> {
    shown(path).into_iter().map(|(.., charge)| charge).collect()
}

fn undo(store: &mut Store, import: i64) -> u64 {
    store.undo(import, "ada", NOW, &mut |_, _| true).unwrap().rows
}

#[test]
fn a_row_that_says_the_same_is_known_and_has_an_heir() {
    let mut at = place();
    let first = take(&mut at.store, &source(1, 1, Worth::Export, &[(1, 10), (2, 20)]));
    assert_eq!((first.new, first.known), (2, 0));
    let again = take(&mut at.store, &source(2, 5, Worth::Export, &[(1, 10), (3, 30)]));
    assert_eq!((again.new, again.known), (1, 1));
    assert_eq!(held(&at.path).len(), 3);
    // What the first alone said goes with it; what the second vouches for stays, as new as the second is.
    assert_eq!(undo(&mut at.store, first.import), 1);
    let left: Vec<(String, i64)> =
        shown(&at.path).into_iter().map(|(key, _, observed, _)| (key, observed - NOW + 1000)).collect();
    assert_eq!(left, [("1".to_owned(), 5), ("3".to_owned(), 5)]);
    assert_eq!(undo(&mut at.store, again.import), 2);
    assert!(held(&at.path).is_empty());
}

#[test]
fn of_several_words_the_best_then_the_newest_is_shown() {
    let mut at = place();
    take(&mut at.store, &source(1, 9, Worth::Export, &[(1, 10)]));
    let answer = take(&mut at.store, &source(2, 2, Worth::Answer, &[(1, 20)]));
    assert_eq!(charges(&at.path), [20], "an answer is worth more than a newer export");
    take(&mut at.store, &source(3, 1, Worth::Answer, &[(1, 30)]));
    assert_eq!(charges(&at.path), [20], "what was observed earlier does not win, however late it comes");
    let newer = take(&mut at.store, &source(4, 3, Worth::Answer, &[(1, 40)]));
    assert_eq!(charges(&at.path), [40]);
    undo(&mut at.store, newer.import);
    assert_eq!(charges(&at.path), [20]);
    undo(&mut at.store, answer.import);
    assert_eq!(charges(&at.path), [30]);
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let mut at = place();
    let row = source(1, 1, Worth::Export, &[(1, 10)]);
    take(&mut at.store, &row);
    assert!(matches!(at.store.begin(meta(&row), &mut |_| true).unwrap(), Begun::Held(_)));
    assert_eq!(charges(&at.path), [10]);
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let worth = prop_oneof![Just(Worth::Export), Just(Worth::Answer)];
    let rows = prop::collection::vec((0..4u8, 0..3i64), 1..5);
    let one = (0..5i64, worth, rows);
    prop::collection::vec(one, 1..6).prop_map(|all| {
        let named = (1u8..).zip(all);
        named.map(|(name, (observed, worth, rows))| source(name, observed, worth, &rows)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn order_and_undoing_leave_no_trace(
        (sources, order) in sources().prop_flat_map(|all| {
            let order: Vec<usize> = (0..all.len()).collect();
            (Just(all), Just(order).prop_shuffle())
        }),
        gone in prop::collection::vec(any::<bool>(), 6),
    ) {
        let (mut one, mut other) = (place(), place());
        let mut imports = Vec::new();
        for at in &order {
            imports.push((*at, take(&mut one.store, sources.get(*at).unwrap()).import));
        }
        for (at, import) in &imports {
            if *gone.get(*at).unwrap() {
                undo(&mut one.store, *import);
            }
        }
        for (at, source) in sources.iter().enumerate() {
            if !gone.get(at).unwrap() {
                take(&mut other.store, source);
            }
        }
        prop_assert_eq!(held(&one.path), held(&other.path));
        prop_assert_eq!(shown(&one.path), shown(&other.path));
        prop_assert_eq!(one.store.check().unwrap(), []);
    }
}
