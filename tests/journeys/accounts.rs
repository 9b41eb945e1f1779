//! Accounts chosen, and settings of their policy changed from the row.

use super::console::{Console, Worker, account, day, start};
use super::{SIZE, report, screen};
use headcount::app::{Account, Change, Effect, Event, Panel, Start};
use headcount::model::DayRange;
use headcount::report::{Deed, Person, Right, Standing, Viewer};

/// Lumen with a school under it, and a lab that stands by itself.
fn accounts() -> Vec<Account> {
    vec![account(1, "Lumen", None), account(2, "Lab", None), account(3, "Orbit School", Some(1))]
}

fn several(keys: &str) -> Console {
    let mut console = Console::with(Start { accounts: accounts(), ..start(SIZE) }, Worker::Whole);
    console.keys(keys);
    console
}

/// With a policy that lets one report span a month.
fn limited(keys: &str) -> Console {
    let mut all = accounts();
    all[1].range = Some(1);
    let range = DayRange::new(day("2026-10-24"), day("2026-11-22"));
    let mut console = Console::with(Start { accounts: all, range, ..start(SIZE) }, Worker::Whole);
    console.keys(keys);
    console
}

fn said(console: &Console) -> &str {
    console.state.message.as_ref().map_or("", |message| message.text.as_str())
}

#[test]
fn accounts_chosen_narrow_every_report_of_the_strips() {
    let mut console = several("A");
    let Some(Panel::Accounts(panel)) = &console.state.panel else { panic!("no panel") };
    let lines: Vec<(&str, usize)> = panel.lines.iter().map(|line| (line.name.as_str(), line.depth)).collect();
    assert_eq!(lines, [("Lumen", 0), ("Orbit School", 1), ("Lab", 0)], "sub-accounts under their master");
    // One down is the school.
    console.keys("Space j Space Enter");
    assert_eq!(screen(&console).ask.accounts, [1, 3]);
    for tab in ["1", "3", "5", "9"] {
        console.keys(tab);
        assert_eq!(screen(&console).ask.accounts, [1, 3], "{}", report(&console).0);
    }
    assert!(console.state.trail().beside.iter().all(|one| one.ask.accounts == [1, 3]));
    // What is opened from a row is of the same accounts.
    console.keys("3 Enter");
    assert_eq!(screen(&console).ask.accounts, [1, 3]);
    console.keys("Esc A a Enter");
    assert!(screen(&console).ask.accounts.is_empty());
    console.keys("2");
    assert!(screen(&console).ask.accounts.is_empty());
}

#[test]
fn a_choice_that_is_closed_changes_nothing_and_none_is_all() {
    let mut console = several("A Space Esc");
    assert!(console.state.asked.is_empty() && screen(&console).ask.accounts.is_empty());
    let runs = console.runs;
    console.keys("A Enter");
    assert_eq!((console.state.asked.len(), console.runs), (0, runs), "nothing is read again");
    // All of them is no choice: another that comes to be held is among them.
    console.keys("A Space j Space j Space Enter");
    assert!(console.state.asked.is_empty());
    console.keys("A G Space Enter");
    assert_eq!(console.state.asked, [2]);
    // What is no longer seen is no longer chosen.
    let left = accounts().into_iter().filter(|one| one.id != 2).collect();
    console.send(Event::DataChanged(console.state.data, left));
    assert!(console.state.asked.is_empty() && screen(&console).ask.accounts.is_empty());
}

#[test]
fn with_one_account_there_is_nothing_to_choose() {
    let mut console = Console::new(SIZE);
    console.keys("A");
    assert!(console.state.panel.is_none());
    console.keys(":");
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!("no palette") };
    let entry = panel.entries.iter().find(|entry| entry.name == "accounts").unwrap();
    assert_eq!(entry.idle.as_deref(), Some("one account is seen"));
}

#[test]
fn an_account_is_chosen_in_the_palette() {
    let mut console = several(":");
    console.typed("accounts: orb").keys("Enter");
    assert_eq!(screen(&console).ask.accounts, [3]);
    console.keys(":").typed("accounts: all").keys("Enter");
    assert!(screen(&console).ask.accounts.is_empty());
}

#[test]
fn a_report_is_asked_of_those_of_the_accounts_that_one_has_it_of() {
    let standing = |account, rights: &[Right]| Standing {
        account,
        user: Some(account * 10),
        rights: rights.to_vec(),
        ..Standing::default()
    };
    let standings = vec![standing(1, &[Right::Usage]), standing(3, &[])];
    let rights = Viewer::Person(Person { email: "ada@lumen.example".into(), standings });
    let held = vec![account(1, "Lumen", None), account(3, "Orbit School", None), account(4, "Lab", None)];
    let mut console = Console::with(Start { accounts: held, rights, ..start(SIZE) }, Worker::Whole);
    console.keys("A Space j Space Enter");
    assert_eq!((report(&console).0, screen(&console).ask.accounts.clone()), ("daily", vec![1]));
    console.keys(".");
    assert_eq!((report(&console).0, screen(&console).ask.accounts.clone()), ("active-hosts", vec![1, 3]));
}

#[test]
fn a_longer_range_than_the_policys_is_not_asked_for() {
    let mut console = limited("d");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("no panel") };
    let names: Vec<&str> = panel.presets.iter().map(|(name, _)| *name).collect();
    assert!(names.contains(&"Last 30 days") && !names.contains(&"Last 90 days"), "{names:?}");
    let runs = console.runs;
    console.keys("2 0 2 6 - 1 0 - 0 5 Tab 2 0 2 6 - 1 1 - 0 5 Enter");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("applied") };
    assert_eq!(panel.to_error.as_deref(), Some("at most 2026-11-04"));
    assert_eq!(console.runs, runs);
    console.keys("Tab Tab Tab 2 0 2 6 - 1 1 - 0 4 Enter");
    assert_eq!(screen(&console).ask.range, DayRange::new(day("2026-10-05"), day("2026-11-04")));
    // The periods before and after are cut where they would be longer.
    console.keys("}");
    assert_eq!(screen(&console).ask.range, DayRange::new(day("2026-11-05"), day("2026-12-04")));
    // The school's policy does not bind Lumen.
    console.keys("A Space Enter d");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("no panel") };
    assert!(panel.most.is_none() && panel.presets.iter().any(|(name, _)| *name == "Last 90 days"));
    // A report that no portal has is bound by none.
    console.keys("Esc A a Enter 1 d");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("no panel") };
    assert!(panel.most.is_none());
}

#[test]
fn open_dates_know_a_policy_that_has_just_changed() {
    let mut console = several("d");
    let mut changed = accounts();
    changed[0].range = Some(1);
    console.send(Event::DataChanged(console.state.data, changed));
    console.keys("2 0 2 6 - 0 1 - 0 1 Enter");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("applied") };
    assert_eq!((panel.most, panel.to_error.as_deref()), (Some(1), Some("at most 2026-01-31")));
}

#[test]
fn the_palette_says_why_a_range_is_not_to_be_had() {
    let mut console = limited(":");
    console.typed("dates: last 90").keys("Enter");
    assert!(said(&console).contains("longer than the policy's range"), "{}", said(&console));
}

/// On the row of a setting: the preset is the first.
fn policy(row: usize) -> Console {
    let mut console = Console::new(SIZE);
    console.keys("9");
    while report(&console).0 != "policy" {
        console.keys(".");
    }
    for _ in 0..row {
        console.keys("j");
    }
    console
}

fn changes(console: &Console) -> Vec<Change> {
    let one = |effect: &Effect| match effect {
        Effect::Change(change) => Some((**change).clone()),
        _ => None,
    };
    console.effects.iter().filter_map(one).collect()
}

#[test]
fn a_setting_is_typed_judged_and_set() {
    let mut console = policy(1);
    assert_eq!(console.cell("setting"), "retention");
    console.keys("x Enter").typed("soon").keys("Enter");
    let Some(Panel::Value(panel)) = &console.state.panel else { panic!("no panel") };
    assert!(panel.error.as_ref().unwrap().contains("from 1 to 1200, or off"), "{:?}", panel.error);
    assert!(changes(&console).is_empty());
    for _ in 0..4 {
        console.keys("Backspace");
    }
    console.typed("24").keys("Enter");
    let change = Change { deed: Deed::ChangePolicy, account: 1, of: "retention".into(), value: "24".into() };
    assert_eq!(changes(&console), [change]);
    // A second one waits for the first to be written.
    console.keys("x Enter").typed("6").keys("Enter");
    assert!(said(&console).contains("still being written"), "{}", said(&console));
    console.effects.clear();
    console.send(Event::Changed(Ok(())));
    assert_eq!(said(&console), "retention 24: reports reach back 24 months from today; older rows stay held");
    assert!(console.effects.contains(&Effect::Look));
    console.keys("x Enter").typed("6").keys("Enter");
    console.send(Event::Changed(Err("the disk is full".into())));
    assert_eq!(said(&console), "nothing was changed: the disk is full");
}

#[test]
fn words_are_gone_through_and_the_same_value_is_no_change() {
    let mut console = policy(0);
    assert_eq!(console.cell("setting"), "preset");
    console.keys("x Enter Enter");
    assert_eq!(said(&console), "preset is archive already");
    console.keys("x Enter Right Enter");
    let last = changes(&console).pop().unwrap();
    assert_eq!((last.of.as_str(), last.value.as_str()), ("preset", "provider"));
    console.send(Event::Changed(Ok(())));
    console.keys("x Enter Esc");
    assert!(console.state.panel.is_none() && changes(&console).len() == 1);
    // One row at a time.
    console.keys("Space Space x Enter");
    assert!(said(&console).contains("one setting at a time"), "{}", said(&console));
}

#[test]
fn the_policy_is_the_owners_to_change() {
    let standings = vec![Standing { account: 1, rights: vec![Right::Administrator], ..Standing::default() }];
    let rights = Viewer::Person(Person { email: "ada@lumen.example".into(), standings });
    let mut console = Console::with(Start { rights, ..start(SIZE) }, Worker::Whole);
    console.keys("9");
    while report(&console).0 != "policy" {
        console.keys(".");
    }
    console.keys("x");
    assert!(console.state.panel.is_none());
    assert_eq!(said(&console), "the policy is the owner's to change");
}
