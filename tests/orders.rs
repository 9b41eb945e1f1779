//! One month from several kinds of source, in several orders and mixtures: the totals are what the month was,
//! worked out here from the invented stays alone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
#[path = "orders/month.rs"]
mod month;

use common::Sandbox;
use month::{Held, Totals};
use std::path::PathBuf;

/// A file and what else the command line says of it.
type Given = (&'static str, String, &'static [&'static str]);

fn write(sandbox: &Sandbox, (name, content, _): &Given) -> PathBuf {
    sandbox.file(name, content)
}

/// Imports the files one by one and asks for the month.
fn shown(files: &[&Given]) -> Totals {
    let sandbox = Sandbox::new();
    for given in files {
        let path = write(&sandbox, given);
        let mut words = vec!["import", path.to_str().unwrap(), "--account", "Lumen"];
        if !given.2.contains(&"--file-tz") {
            words.extend(["--file-tz", common::ZONE]);
        }
        words.extend(given.2);
        sandbox.ok(words);
    }
    month::totals_of(&sandbox)
}

fn list(held: &[Held]) -> Given {
    ("meetinglistdetails_20261001_20261031.csv", month::detail_list(held), &[])
}

/// The same, exported by somebody in Tokyo.
fn list_of_tokyo(held: &[Held]) -> Given {
    let content = month::detail_list_in(held, chrono_tz::Asia::Tokyo);
    ("tokyo.csv", content, &["--file-tz", "Asia/Tokyo"])
}

fn bare_list(held: &[Held]) -> Given {
    ("meetinglist_20261001_20261031.csv", month::bare_list(held), &[])
}

fn webhooks(held: &[Held]) -> Given {
    ("webhooks.ndjson", month::webhooks(held), &[])
}

fn answers(held: &[Held]) -> Vec<Given> {
    vec![
        ("report_meetings.ndjson", month::api_meetings(held), &[]),
        ("report_participants.ndjson", month::api_participants(held), &[]),
    ]
}

/// Half of the month, as somebody saved it in the middle of it.
fn half(held: &[Held]) -> Given {
    let (first, _) = held.split_at(held.len() / 2);
    ("meetinglistdetails_20261001_20261015.csv", month::detail_list(first), &[])
}

fn single_files(held: &[Held]) -> Vec<(String, String)> {
    held.iter().map(|one| (format!("{}.csv", one.file_name()), month::participants(one))).collect()
}

#[test]
fn each_source_gives_what_the_month_was() {
    let held = month::held();
    let truth = month::truth(&held);
    assert_eq!(shown(&[&list(&held)]), truth, "list with participants");
    assert_eq!(shown(&[&list_of_tokyo(&held)]), truth, "list of another zone");
    let (hooks, bare) = (webhooks(&held), bare_list(&held));
    assert_eq!(shown(&[&hooks, &bare]), truth, "webhooks, then a list");
    assert_eq!(shown(&[&bare, &hooks]), truth, "a list, then webhooks");
    let api = answers(&held);
    let api: Vec<&Given> = api.iter().collect();
    assert_eq!(shown(&api), truth, "answers of the API");
}

#[test]
fn a_file_for_each_meeting_and_a_list_without_participants() {
    let held = month::held();
    let truth = month::truth(&held);
    for list_first in [true, false] {
        let sandbox = Sandbox::new();
        let bare = write(&sandbox, &bare_list(&held));
        let mut paths: Vec<PathBuf> =
            single_files(&held).iter().map(|(name, content)| sandbox.file(name, content)).collect();
        paths.insert(if list_first { 0 } else { paths.len() }, bare);
        for path in &paths {
            let path = path.to_str().unwrap();
            sandbox.ok(["import", path, "--account", "Lumen", "--file-tz", common::ZONE]);
        }
        assert_eq!(month::totals_of(&sandbox), truth, "the list first: {list_first}");
    }
}

/// Totals alone give people and minutes of a person; the list with joins, once there, replaces them.
#[test]
fn totals_give_way_to_a_list() {
    let held = month::held();
    let truth = month::truth(&held);
    let sandbox = Sandbox::new();
    for one in &held {
        let path = sandbox.file(&format!("{}.csv", one.file_name()), month::unique(one));
        let path = path.to_str().unwrap();
        sandbox.ok(["import", path, "--account", "Lumen", "--file-tz", common::ZONE]);
    }
    let before = month::totals_of(&sandbox);
    assert_eq!(before.people(), truth.people());
    let given = list(&held);
    let path = write(&sandbox, &given);
    sandbox.ok(["import", path.to_str().unwrap(), "--account", "Lumen", "--file-tz", common::ZONE]);
    assert_eq!(month::totals_of(&sandbox), truth);
}

#[test]
fn five_orders_of_everything() {
    let held = month::held();
    let truth = month::truth(&held);
    let mut all = vec![list(&held), list_of_tokyo(&held), bare_list(&held), webhooks(&held), half(&held)];
    all.extend(answers(&held));
    // One twice: the second time nothing is new.
    all.push(("once-more.csv", month::detail_list(&held), &[]));
    let orders: [[usize; 8]; 5] = [
        [0, 1, 2, 3, 4, 5, 6, 7],
        [7, 6, 5, 4, 3, 2, 1, 0],
        [3, 4, 2, 6, 0, 5, 7, 1],
        [6, 3, 7, 2, 1, 4, 5, 0],
        [2, 4, 3, 1, 5, 7, 6, 0],
    ];
    for order in orders {
        let files: Vec<&Given> = order.iter().filter_map(|at| all.get(*at)).collect();
        assert_eq!(shown(&files), truth, "{order:?}");
    }
}
