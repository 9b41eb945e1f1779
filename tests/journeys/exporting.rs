//! The export panel: what is chosen becomes files, and nothing is replaced unasked.

use super::{SIZE, console, said, screen};
use crate::console::{Console, Worker, start};
use headcount::app::exporting::{ExportPanel, Remark};
use headcount::app::keymap::Mode;
use headcount::app::msg::{Found, Order};
use headcount::app::{Effect, Event, Exported, Panel};
use headcount::report::KeyCell;
use headcount::report::out::{Format, Header};
use std::path::PathBuf;

fn panel(console: &Console) -> &ExportPanel {
    match &console.state.panel {
        Some(Panel::Export(panel)) => panel,
        other => panic!("no export panel but {other:?}"),
    }
}

fn file(console: &Console) -> &str {
    panel(console).file.value()
}

/// The places that are to be looked at, and the number to answer by.
fn look(console: &Console) -> (u64, Vec<PathBuf>) {
    match console.effects.last() {
        Some(Effect::LookAt { number, paths }) => (*number, paths.clone()),
        other => panic!("nothing is looked at but {other:?}"),
    }
}

fn found(console: &mut Console, found: Found) {
    let (number, _) = look(console);
    console.send(Event::Looked { number, found });
}

fn order(console: &Console) -> &Order {
    match console.effects.last() {
        Some(Effect::ExportTo(order)) => order,
        other => panic!("nothing is written but {other:?}"),
    }
}

#[test]
fn enter_twice_writes_what_is_shown_as_csv() {
    let mut console = console(". / d e p : s c i Enter l s c Space j J Enter E");
    assert_eq!(console.state.mode(), Mode::Export);
    assert_eq!(file(&console), "~/exports/headcount-active-hosts-users-2026-10-23_2026-11-22.csv");
    console.keys("Enter");
    let path = PathBuf::from("/home/owner/exports/headcount-active-hosts-users-2026-10-23_2026-11-22.csv");
    assert_eq!(look(&console).1, std::slice::from_ref(&path));
    assert!(console.state.exporting.is_none(), "not before one has looked");
    found(&mut console, Found::Free);
    assert!(console.state.panel.is_none());
    let Order { files, form, replace } = order(&console);
    assert_eq!((form.format, form.header, form.bom, replace.len()), (Format::Csv, Header::Titles, true, 0));
    let [(ask, to)] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!((to, ask.filter.as_str(), ask.sort.len()), (&path, "dep:sci", 1));
    assert_eq!(ask.columns.as_deref().unwrap(), ["name", "participants", "meetings", "minutes"]);
    assert!(console.state.exporting.unwrap().total.is_some_and(|total| total < 214));
}

#[test]
fn the_whole_report_has_no_filter_and_its_own_order() {
    let mut console = console(". / d e p : s c i Enter l s E Right j Right");
    assert_eq!((panel(&console).format, panel(&console).count(&console.state)), (Format::Json, Some(214)));
    assert!(file(&console).ends_with("22.json"));
    console.keys("Enter");
    found(&mut console, Found::Free);
    let (ask, _) = &order(&console).files[0];
    assert_eq!((ask.filter.as_str(), ask.sort.len(), &ask.columns), ("", 0, &None));
    assert!(!order(&console).form.bom);
}

#[test]
fn every_view_is_a_file_of_the_same_occurrence() {
    let mut console = console(". Enter Enter E j h Enter");
    let (_, paths) = look(&console);
    let names: Vec<_> = paths.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    let moment = "headcount-participants-2026-11-23_100000";
    assert_eq!(names, [format!("{moment}-people.csv"), format!("{moment}-connections.csv")]);
    found(&mut console, Found::Free);
    let files = &order(&console).files;
    let told = |n: usize| (files[n].0.view.as_str(), files[n].0.params["unique"].as_str());
    assert_eq!((told(0), told(1)), (("people", "on"), ("connections", "off")));
    assert_eq!(files[0].0.params["occurrence"], files[1].0.params["occurrence"]);
    let path = "/home/owner/exports/x-{people,connections}.csv".into();
    console.send(Event::Exported(Ok(Exported { path, rows: 98 })));
    let text = "exported 98 rows in 2 files to ~/exports/x-{people,connections}.csv · y copies the path";
    assert!(text.ends_with(said(&console).split_once('…').unwrap().1), "{}", said(&console));
}

#[test]
fn what_has_no_choice_is_passed_over() {
    let mut console = console(". E j j j l j Down");
    assert_eq!(console.state.mode(), Mode::Export, "round the end");
    assert!(!panel(&console).mark);
    // JSON has neither titles to choose nor a mark.
    console.keys("l j j");
    assert_eq!(console.state.mode(), Mode::ExportFile);
    // Letters go into the path now, also those that are keys elsewhere.
    console.keys("q j k");
    assert!(file(&console).ends_with(".jsonqjk"));
    console.keys("Esc");
    assert!(console.state.panel.is_none());
    // A report of one view has no other views.
    console.keys(", E");
    assert_eq!(panel(&console).scopes().len(), 2);
    console.keys("E");
    assert!(console.state.panel.is_none());
}

#[test]
fn a_typed_name_keeps_and_only_its_ending_follows_the_format() {
    let mut console = console(". E BackTab Ctrl-u");
    console.typed("~/hosts.csv").keys("Down Right");
    assert_eq!(file(&console), "~/hosts.json");
    console.keys("Left BackTab End");
    console.typed(".old").keys("Down Right");
    assert_eq!(file(&console), "~/hosts.csv.old");
    console.keys("BackTab Ctrl-u");
    console.send(Event::Paste("/tmp/a\nb.csv\x1b".into()));
    assert_eq!(file(&console), "/tmp/a b.csv");
    console.keys("Enter");
    assert_eq!(look(&console).1, [PathBuf::from("/tmp/a b.csv")]);
}

#[test]
fn the_place_is_looked_at_when_its_field_is_left() {
    let mut console = console(". E BackTab Ctrl-u");
    let effects = console.effects.len();
    console.keys("Down");
    assert_eq!(panel(&console).remark, Some(Remark::Wrong("type the name of a file".into())));
    assert_eq!(console.effects.len(), effects, "for that no folder is needed");
    console.keys("Up").typed("nowhere/a.csv").keys("Up");
    assert_eq!(look(&console).1, [PathBuf::from("/srv/headcount/nowhere/a.csv")]);
    found(&mut console, Found::Wrong("there is no folder".into()));
    assert_eq!(panel(&console).remark, Some(Remark::Wrong("there is no folder".into())));
    // What is typed meanwhile is not judged by an older look.
    console.keys("Down Down Up");
    let (old, _) = look(&console);
    console.typed("x");
    console.send(Event::Looked { number: old, found: Found::Wrong("late".into()) });
    assert_eq!(panel(&console).remark, None);
    console.keys("Enter");
    console.keys("Esc");
    found(&mut console, Found::Free);
    assert!(console.state.exporting.is_none(), "closed is closed");
}

#[test]
fn a_file_that_is_there_is_asked_about() {
    let mut console = console(". E Enter");
    let there = look(&console).1[0].clone();
    found(&mut console, Found::Taken(vec![there.clone()]));
    assert_eq!(console.state.mode(), Mode::Question);
    // Enter alone replaces nothing.
    console.keys("Enter");
    assert_eq!((console.state.mode(), &panel(&console).replace), (Mode::ExportFile, &Vec::new()));
    console.keys("Enter");
    found(&mut console, Found::Taken(vec![there.clone()]));
    console.typed("x");
    assert_eq!(console.state.mode(), Mode::Question, "nothing is typed into the path meanwhile");
    console.keys("y");
    assert_eq!(order(&console).replace, [there]);
    assert!(console.state.exporting.is_some());
}

#[test]
fn tab_completes_the_folder() {
    let mut console = console(". E BackTab Ctrl-u");
    let answer = |console: &mut Console, names: &[&str]| {
        let Some(Effect::Folders { number, .. }) = console.effects.last() else { panic!("not asked") };
        let number = *number;
        console.send(Event::Folders { number, names: names.iter().map(|n| (*n).to_owned()).collect() });
    };
    console.typed("~/e").keys("Tab");
    let Some(Effect::Folders { folder, begin, .. }) = console.effects.last() else { panic!("not asked") };
    assert_eq!((folder.to_str().unwrap(), begin.as_str()), ("/home/owner", "e"));
    answer(&mut console, &["exports", "exports-old"]);
    assert_eq!(file(&console), "~/exports");
    assert_eq!(panel(&console).remark, Some(Remark::Note("exports  exports-old".into())));
    console.typed("-").keys("Tab");
    answer(&mut console, &["exports-old"]);
    assert_eq!((file(&console), &panel(&console).remark), ("~/exports-old/", &None));
    console.keys("Tab");
    answer(&mut console, &[]);
    assert!(matches!(panel(&console).remark, Some(Remark::Note(_))));
}

#[test]
fn esc_cancels_an_export_and_says_so_when_it_has_ended() {
    let mut console = console(". / d e p : s c i Enter e");
    console.send(Event::ExportProgress(5));
    console.keys("? Esc");
    assert!(!console.effects.contains(&Effect::CancelExport), "a panel closes first");
    console.keys("Esc");
    assert_eq!(console.effects.last(), Some(&Effect::CancelExport));
    assert!(!console.state.screen().ask.filter.is_empty(), "one key, one step");
    assert!(console.state.exporting.is_some_and(|one| one.stopping), "not before its file is gone");
    // One at a time, also while the last is being ended.
    let effects = console.effects.len();
    console.keys("E n e Esc");
    assert_eq!(console.effects.len(), effects);
    console.send(Event::Exported(Err("cancelled".into())));
    assert_eq!(said(&console), "export stopped: no file was left");
    // Too late: what was written is told.
    console.keys("e Esc Esc");
    let path = "/home/owner/x.csv".into();
    console.send(Event::Exported(Ok(Exported { path, rows: 1 })));
    assert_eq!(said(&console), "exported 1 row to ~/x.csv · y copies the path");
}

#[test]
fn the_path_can_be_copied_by_the_next_key() {
    for (keys, copied) in [("y", true), ("j y", false), ("/ y", false)] {
        let mut console = console(". e");
        let path = "/home/owner/exports/a.csv".into();
        console.send(Event::Exported(Ok(Exported { path, rows: 214 })));
        console.keys(keys);
        let copy = Effect::Copy { text: "/home/owner/exports/a.csv".into(), what: "path".into() };
        assert_eq!(console.effects.contains(&copy), copied, "{keys}");
    }
    // On a dashboard, too, where there is no cell to copy.
    let mut console = console("1 e");
    console.send(Event::Exported(Ok(Exported { path: "/a.csv".into(), rows: 1 })));
    console.keys("y");
    assert_eq!(console.effects.last(), Some(&Effect::Copy { text: "/a.csv".into(), what: "path".into() }));
}

#[test]
fn where_there_are_no_rows_there_is_no_export() {
    let mut first = start(SIZE);
    first.data.empty = true;
    let mut console = Console::with(first, Worker::Whole);
    console.keys("E");
    assert!(console.state.panel.is_none() && console.effects.is_empty());
}

#[test]
fn marked_rows_leave_alone_whatever_the_filter() {
    let mut console = console(". E");
    let choices = |console: &Console| panel(console).choices(headcount::app::exporting::Field::Scope).0;
    assert_eq!(choices(&console), ["as shown", "the whole report", "every view"], "nothing is marked");
    console.keys("Esc Space j Space Space / d e p : s c i Enter E");
    assert_eq!(choices(&console), ["as shown", "the whole report", "every view", "3 marked"]);
    let marked: Vec<_> = screen(&console).marked_keys();
    console.keys("j Left");
    let panel = panel(&console);
    assert_eq!(
        (panel.count(&console.state), panel.tells(&console.state).as_str()),
        (Some(3), "3 users marked: in this order, 8 columns")
    );
    assert!(file(&console).ends_with("/headcount-active-hosts-users-2026-10-23_2026-11-22.csv"));
    console.keys("Enter");
    found(&mut console, Found::Free);
    let [(ask, _)] = order(&console).files.as_slice() else { panic!("one file") };
    assert_eq!((ask.filter.as_str(), ask.columns.is_some()), ("", true));
    let rows: Vec<Vec<KeyCell>> = marked.iter().map(|key| key.iter().map(KeyCell::from).collect()).collect();
    assert_eq!(ask.rows, rows);
    assert_eq!(console.state.exporting.unwrap().total, Some(3));
    // Without marks it is not offered, also where it was chosen before.
    console.send(Event::Exported(Err("stopped".into())));
    console.keys("Esc Esc E");
    assert_eq!(choices(&console).len(), 3);
}
