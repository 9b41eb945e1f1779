//! The truth of the data: the same sources in any order, any of them undone, give the same figures.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "truth/world.rs"]
mod world;

use headcount::store::Store;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use world::{Source, dump, take};

fn fresh() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("headcount.db")).unwrap();
    (folder, store)
}

/// The shown data after importing these sources in this order.
fn shown<'s>(sources: impl IntoIterator<Item = &'s Source>) -> String {
    let (_folder, mut store) = fresh();
    for source in sources {
        take(&mut store, source);
    }
    assert_eq!(store.check().unwrap(), []);
    dump(&store)
}

/// Lines that only one of two texts has.
fn difference(one: &str, other: &str) -> String {
    let only = |a: &str, b: &str, mark: char| -> String {
        a.lines().filter(|line| !b.lines().any(|other| other == *line)).fold(
            String::new(),
            |mut out, line| {
                out.extend([mark]);
                out.push_str(line);
                out.push('\n');
                out
            },
        )
    };
    only(one, other, '-') + &only(other, one, '+')
}

fn cases() -> u32 {
    std::env::var("HEADCOUNT_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::with_cases(cases()) }
}

/// "Any order of any subset of source sets gives the same shown data."
#[test]
fn the_order_of_imports_leaves_no_trace() {
    let mixed = world::sources().prop_flat_map(|sources| {
        let order: Vec<usize> = (0..sources.len()).collect();
        (Just(sources), Just(order).prop_shuffle())
    });
    TestRunner::new(config())
        .run(&mixed, |(sources, order)| {
            let straight = shown(&sources);
            let other = shown(order.iter().map(|i| &sources[*i]));
            prop_assert!(straight == other, "{}", difference(&straight, &other));
            Ok(())
        })
        .unwrap();
}

/// "Totals as if it had never been; the next best source returns."
#[test]
fn an_undone_import_has_never_been() {
    let mixed = world::sources().prop_flat_map(|sources| {
        let count = sources.len();
        let undone = prop::collection::vec(any::<bool>(), count);
        (Just(sources), undone, Just((0..count).collect::<Vec<_>>()).prop_shuffle())
    });
    TestRunner::new(config())
        .run(&mixed, |(sources, undone, order)| {
            let (_folder, mut store) = fresh();
            let imports: Vec<Option<i64>> = sources.iter().map(|source| take(&mut store, source)).collect();
            for i in order.iter().filter(|i| undone[**i]) {
                if let Some(import) = imports[*i] {
                    store.undo(import, "ada", world::NOW, &mut |_, _| true).unwrap();
                    prop_assert_eq!(store.check().unwrap(), []);
                }
            }
            let kept = sources.iter().enumerate().filter(|(i, _)| !undone[*i]).map(|(_, source)| source);
            let (left, right) = (dump(&store), shown(kept));
            prop_assert!(left == right, "{}", difference(&left, &right));
            Ok(())
        })
        .unwrap();
}
