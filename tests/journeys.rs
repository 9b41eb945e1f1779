//! Walks through the console by its keys: places kept, answers judged, nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "test")]

#[path = "journeys/accounts.rs"]
mod accounts;
mod console;
#[path = "journeys/events.rs"]
mod events;
#[path = "journeys/exporting.rs"]
mod exporting;
#[path = "journeys/live.rs"]
mod live;
#[path = "journeys/locked.rs"]
mod locked;
#[path = "journeys/mouse.rs"]
mod mouse;
#[path = "journeys/rights.rs"]
mod rights;
#[path = "journeys/seams.rs"]
mod seams;

use console::{Console, Worker, day, picture, start};
use headcount::app::keymap::Mode;
use headcount::app::panel::Question;
use headcount::app::screen::Screen;
use headcount::app::{
    Data, Effect, Event, Exported, Generation, Msg, Panel, Settings, Start, State, Undone, update,
};
use headcount::model::DayRange;
use headcount::report::SortKey;
use headcount::ui::Theme;
use proptest::prelude::*;
use std::sync::Arc;

const SIZE: (u16, u16) = (80, 24);

fn console(keys: &str) -> Console {
    let mut console = Console::new(SIZE);
    console.keys(keys);
    console
}

fn screen(console: &Console) -> &Screen {
    console.state.screen()
}

fn report(console: &Console) -> (&'static str, &'static str) {
    (screen(console).def.id.0, screen(console).view.id)
}

/// All that Esc must bring back.
fn place(console: &Console) -> impl PartialEq + std::fmt::Debug + use<> {
    let screen = screen(console);
    (screen.ask.clone(), screen.place.clone(), screen.column, screen.left)
}

#[test]
fn down_to_a_session_and_back_up_to_the_same_place() {
    let mut console = console(". / d e p : s c i Enter l l l s s j j j Ctrl-d l l l l l");
    let users = place(&console);
    let host = console.cell("host");
    assert!(screen(&console).left > 0 && screen(&console).place.cursor > 3);

    console.keys("Enter");
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    assert_eq!(screen(&console).ask.params["host"], format!("#{host}"));
    assert_eq!((screen(&console).place.cursor, screen(&console).ask.filter.as_str()), (0, ""));
    console.keys("s j j PgDn");
    let meetings = place(&console);
    let occurrence = console.cell("occurrence");

    console.keys("Enter");
    assert_eq!(report(&console), ("participants", "people"));
    assert_eq!(screen(&console).ask.params["occurrence"], format!("#{occurrence}"));
    console.keys("G k k");
    let participants = place(&console);
    let participant = console.cell("participant");

    console.keys("Enter");
    assert_eq!(report(&console), ("sessions", "sessions"));
    assert_eq!(screen(&console).ask.params["participant"], format!("#{participant}"));
    let runs = console.runs;
    // There is nothing below a session.
    console.keys("Enter Esc");
    assert_eq!(place(&console), participants);
    console.keys("Backspace");
    assert_eq!(place(&console), meetings);
    console.keys("Esc");
    assert_eq!(place(&console), users);
    assert_eq!(console.runs, runs, "what was read is still held");
}

#[test]
fn esc_closes_cancels_clears_goes_up_and_never_quits() {
    let mut console = console(". Enter / x Enter ?");
    console.keys("Esc");
    assert!(console.state.panel.is_none());
    console.worker = Worker::Silent;
    console.keys("r").wait(200);
    console.keys("Esc");
    assert!(screen(&console).load.waiting.is_none() && console.open.is_empty());
    assert_eq!(screen(&console).ask.filter, "x");
    console.worker = Worker::Whole;
    console.keys("Esc");
    assert_eq!(screen(&console).ask.filter, "");
    assert!(!screen(&console).is_root());
    console.keys("Esc");
    assert!(screen(&console).is_root());
    console.keys("Esc Esc Backspace");
    assert!(screen(&console).is_root());
    assert!(!console.effects.contains(&Effect::Quit));
}

#[test]
fn only_the_answer_waited_for_is_taken() {
    let mut console = Console::with(start(SIZE), Worker::Silent);
    console.keys(".");
    assert_eq!(console.open.len(), 1, "the first question was cancelled");
    let (first, ask, ..) = console.open[0].clone();
    console.keys("s");
    let (second, ..) = console.open[0];
    assert!(second > first && console.open.len() == 1);

    let mut window = console::window(&ask, 0, 10, &[]);
    let late = |generation| Event::Loaded { generation, answer: Ok(Arc::new(window.clone())) };
    console.send(late(first));
    assert!(screen(&console).window().is_none());
    console.send(late(Generation(999)));
    assert!(screen(&console).window().is_none());
    console.send(Event::Loaded { generation: first, answer: Err("late".into()) });
    assert!(screen(&console).load.failed.is_none());

    window.totals = None;
    console.send(Event::Loaded { generation: second, answer: Ok(Arc::new(window.clone())) });
    assert_eq!(screen(&console).reach(), 10);
    assert!(screen(&console).load.waiting.is_some(), "the totals are still to come");
    console.keys(",");
    assert!(console.open.iter().all(|(generation, ..)| *generation > second));
    console.send(Event::Loaded { generation: second, answer: Ok(Arc::new(window)) });
    assert!(screen(&console).window().is_none());
    // What was left half read is read again on return.
    console.keys(".");
    assert_eq!(console.open.last().unwrap().1.report.0, "active-hosts");
}

#[test]
fn the_cursor_stays_with_its_row_when_others_vanish() {
    let mut console = console(". j j j j j");
    let who = console.cell("host");
    assert_eq!(screen(&console).place.cursor, 5);
    console.gone = vec![100, 102];
    console.keys("r");
    assert_eq!((console.cell("host"), screen(&console).place.cursor), (who.clone(), 3));
    // Its own row gone: the same place.
    console.gone.push(who.parse().unwrap());
    console.keys("r");
    assert_eq!(screen(&console).place.cursor, 3);
    // All but two gone: the last there is.
    console.gone = (102..400).collect();
    console.keys("r");
    assert_eq!((screen(&console).place.cursor, screen(&console).reach()), (1, 2));
    console.gone = (0..400).collect();
    console.keys("r j k Enter v");
    assert_eq!(screen(&console).reach(), 0);
    console.gone.clear();
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
    assert_eq!(screen(&console).reach(), 214);
}

#[test]
fn what_is_to_come_has_dates_of_its_own() {
    let mut console = console(". . .");
    let month = DayRange::new(day("2026-11-23"), day("2026-12-23"));
    assert_eq!((report(&console).0, screen(&console).ask.range), ("upcoming", month));
    console.keys("d k k Enter");
    let tomorrow = DayRange::day(day("2026-11-24"));
    assert_eq!(screen(&console).ask.range, tomorrow);
    console.keys(",");
    assert_eq!(screen(&console).ask.range, start(SIZE).range, "the other reports keep theirs");
    console.keys("{ .");
    assert_eq!(screen(&console).ask.range, tomorrow);
}

#[test]
fn what_is_to_come_opens_on_what_was_held_of_it() {
    let mut console = console(". . . j j Enter");
    assert_eq!(report(&console).0, "meetings");
    // The first has no fixed time and stands last.
    assert_eq!(screen(&console).ask.params["meeting"], "84612340853");
    let year = DayRange::new(day("2025-11-24"), day("2026-11-23"));
    assert_eq!(screen(&console).ask.range, year, "not the days to come");
    console.keys("Esc");
    assert_eq!((report(&console).0, screen(&console).place.cursor), ("upcoming", 2));
}

#[test]
fn the_range_is_shared_by_the_strips_and_kept_below() {
    let mut console = console(". Enter");
    let october = DayRange::month(day("2026-10-01"));
    console.keys("d 2 0 2 6 - 1 0 - 0 1 Tab 2 0 2 6 - 1 0 - 3 1 Enter");
    assert_eq!(screen(&console).ask.range, october);
    console.keys("Esc");
    assert_ne!(screen(&console).ask.range, october, "what was drilled down to keeps its own");
    console.keys("d 2 0 2 6 - 1 0 - 0 1 Tab 2 0 2 6 - 1 0 - 3 1 Enter { {");
    let august = DayRange::month(day("2026-08-01"));
    assert_eq!(screen(&console).ask.range, august);
    console.keys(",");
    assert_eq!((report(&console).0, screen(&console).ask.range), ("daily", august));
    console.keys("3");
    assert_eq!((report(&console).0, screen(&console).ask.range), ("meetings", august));
    console.keys("} ,");
    assert_eq!(screen(&console).ask.range, DayRange::month(day("2026-09-01")));
    // A day of Daily is the range below.
    console.keys("2 j j");
    let date = console.cell("date");
    console.keys("Enter");
    assert_eq!(report(&console).0, "meetings");
    assert_eq!(screen(&console).ask.range, DayRange::day(day(&date)));
}

#[test]
fn typed_dates_are_checked() {
    let mut console = console(". d 2 0 2 6 - 0 2 - 3 0 Enter");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("closed") };
    assert!(panel.from_error.is_some() && panel.to_error.is_none());
    console.keys("Tab 2 0 2 6 - 0 1 - 0 1 BackTab 2 0 2 6 - 0 2 - 0 1 Enter");
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("closed") };
    assert!(panel.from_error.is_none() && panel.to_error.is_some());
    console.keys("Esc");
    assert_eq!(screen(&console).ask.range, start(SIZE).range);
    console.keys("d j j j Enter");
    assert_eq!(screen(&console).ask.range, DayRange::ending(day("2026-11-23"), 30));
}

#[test]
fn tabs_and_reports_keep_their_stacks() {
    let mut console = console(". j Enter j Enter");
    let here = place(&console);
    console.keys("9");
    assert_eq!(report(&console).0, "imports");
    console.keys("] ");
    assert_eq!(report(&console).0, "overview", "round the end");
    console.keys("]");
    assert_eq!(place(&console), here);
    console.keys("[ BackTab Tab Tab");
    assert_eq!(place(&console), here);
    console.keys("6 7 8");
    assert_eq!(place(&console), here, "tabs without a report do not open");
    console.keys(", 3 2");
    assert_eq!(report(&console).0, "daily", "a tab opens on the report last seen");
    console.keys(".");
    assert_eq!(place(&console), here);
}

#[test]
fn a_dashboard_reads_its_panels_one_after_another() {
    let mut console = Console::with(start(SIZE), Worker::Silent);
    console.keys("1");
    assert_eq!(report(&console), ("overview", "figures"));
    let mut read = Vec::new();
    while let Some((generation, ask, first, len)) = console.open.pop() {
        assert!(console.open.is_empty());
        read.push(ask.view.clone());
        let answer = Ok(Arc::new(console::window(&ask, first, len, &[])));
        console.send(Event::Loaded { generation, answer });
    }
    assert_eq!(read, ["figures", "alerts", "days", "hours", "hosts", "departments"].map(str::to_owned));
    assert_eq!(console.effects, []);

    // A newer range ends the one that is read; its answer comes too late.
    console.keys("l {");
    let (old, ask, first, len) = console.open[0].clone();
    assert_eq!(ask.view, "alerts", "the panel with the focus is read first");
    console.keys("{");
    assert!(console.open.len() == 1 && console.open[0].0 > old);
    let range = console.open[0].1.range;
    let late = Ok(Arc::new(console::window(&ask, first, len, &[])));
    console.send(Event::Loaded { generation: old, answer: late });
    assert!(screen(&console).load.stale);
    // A panel that fails leaves the others to be read.
    console.fail("no");
    assert!(screen(&console).load.failed.is_some() && console.open.len() == 1);
    console.worker = Worker::Whole;
    console.answer();
    let trail = console.state.trail();
    assert!(trail.seen().all(|screen| screen.ask.range == range && screen.load.waiting.is_none()));
    console.keys("r");
    assert!(console.state.trail().seen().all(|screen| screen.has_rows() && !screen.load.stale));
}

#[test]
fn panels_open_their_rows_and_are_found_again() {
    let mut console = console("1 l j j");
    let alerts = place(&console);
    assert_eq!((report(&console), screen(&console).place.cursor), (("overview", "alerts"), 2));
    let runs = console.runs;
    console.keys("j Enter");
    assert_eq!(report(&console), ("inactive-hosts", "users"));
    assert_eq!(screen(&console).ask.range, DayRange::ending(day("2026-11-22"), 90));
    console.keys("Esc k");
    assert_eq!((place(&console), console.runs), (alerts, runs + 1));
    // With a filter from above, Esc leads up at once; one that was typed goes first.
    console.keys("k Enter");
    assert_eq!((report(&console).0, screen(&console).ask.filter.as_str()), ("imports", "rejected>0"));
    console.keys("/ x Enter Esc");
    assert_eq!((report(&console).0, screen(&console).ask.filter.as_str()), ("imports", ""));
    console.keys("Esc");
    assert_eq!(report(&console), ("overview", "alerts"));
    console.keys("h h");
    assert_eq!(report(&console), ("overview", "departments"), "round the end");
    console.keys("j Enter");
    assert_eq!(report(&console), ("active-hosts", "users"));
    console.keys("Esc h Enter");
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    assert_eq!(screen(&console).ask.params["host"], "#100");
    console.keys("Esc h h j j");
    let date = console.cell("date");
    console.keys("Enter");
    assert_eq!((report(&console).0, screen(&console).ask.range), ("meetings", DayRange::day(day(&date))));
    console.keys("Esc e");
    let Some(Effect::Export { ask }) = console.effects.last() else { panic!("no export") };
    assert_eq!((ask.report.0, ask.view.as_str()), ("overview", "days"));
    console.keys("3");
    assert_eq!(screen(&console).ask.range, start(SIZE).range);
    console.keys("{ 1");
    assert!(console.state.trail().seen().all(|one| one.ask.range == screen(&console).ask.range));
    assert_ne!(screen(&console).ask.range, start(SIZE).range);
}

#[test]
fn every_row_is_reached_page_by_page() {
    for worker in [Worker::Whole, Worker::Twice] {
        let mut console = Console::with(start(SIZE), worker);
        console.keys("3");
        let mut seen = vec![console.cell("occurrence")];
        for _ in 0..1031 {
            console.keys("j");
            seen.push(console.cell("occurrence"));
        }
        let mut unique = seen.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), 1032);
        console.keys("j j");
        assert_eq!(screen(&console).place.cursor, 1031);
        assert!(console.runs < 12, "{} runs", console.runs);
        for _ in 0..70 {
            console.keys("PgUp");
            assert_eq!(console.cell("occurrence"), seen[screen(&console).place.cursor]);
        }
        console.keys("G");
        assert_eq!(console.cell("occurrence"), seen[1031]);
        console.keys("g");
        assert_eq!(console.cell("occurrence"), seen[0]);
    }
}

#[test]
fn the_end_of_an_answer_that_is_not_counted_yet() {
    let mut console = Console::with(start(SIZE), Worker::Silent);
    console.keys("3");
    let (generation, ask, first, len) = console.open.pop().unwrap();
    let mut window = console::window(&ask, first, len, &[]);
    window.totals = None;
    console.send(Event::Loaded { generation, answer: Ok(Arc::new(window)) });
    console.keys("G");
    let (_, _, first, _) = console.open[0];
    assert_eq!(first, usize::MAX);
    console.answer();
    assert_eq!(screen(&console).place.cursor, 1031);
    assert!(screen(&console).row().is_some());
}

#[test]
fn sorting_goes_round_and_keys_add_up() {
    let mut console = console(". l l");
    let sort = |console: &Console| screen(console).ask.sort.clone();
    console.keys("s");
    assert_eq!(sort(&console), [SortKey::ascending("meetings")]);
    console.keys("s");
    assert_eq!(sort(&console), [SortKey::descending("meetings")]);
    console.keys("s");
    assert_eq!(sort(&console), []);
    console.keys("S");
    let own = [SortKey::descending("minutes"), SortKey::ascending("name")];
    assert_eq!(sort(&console)[..2], own);
    assert_eq!(sort(&console)[2], SortKey::ascending("meetings"));
    console.keys("S");
    assert_eq!(sort(&console)[2], SortKey::descending("meetings"));
    console.keys("S");
    assert_eq!(sort(&console), own);
    // A view whose own order is by one column, descending.
    console.keys("3 l l l s");
    assert_eq!(sort(&console), [SortKey::ascending("start")]);
}

#[test]
fn a_filter_is_asked_as_it_is_typed() {
    let mut console = console(". j j j j j j");
    let before = place(&console);
    console.worker = Worker::Silent;
    console.keys("/ d e p");
    assert_eq!(console.open.len(), 1, "each question cancels the one before");
    assert_eq!(console.open[0].1.filter, "dep");
    console.keys("Backspace Backspace Backspace");
    console.worker = Worker::Whole;
    console.answer();
    console.typed("colour:");
    let typing = screen(&console).filter.clone().unwrap();
    assert!(typing.error.unwrap().contains("colour"));
    assert_eq!(screen(&console).ask.filter, "colour", "what cannot be read is not asked");
    console.keys("Enter");
    assert_eq!(console.state.mode(), Mode::Filter, "nor kept");
    console.keys("Ctrl-u");
    console.typed("orlov ");
    assert_eq!((screen(&console).ask.filter.as_str(), screen(&console).place.cursor), ("orlov", 0));
    console.send(Event::Paste("\x1b[31m!1\n".into()));
    assert_eq!(screen(&console).ask.filter, "orlov [31m!1");
    console.keys("Enter j Esc");
    assert_eq!(place(&console), before, "without a filter the cursor is where it was");
}

#[test]
fn export_takes_what_is_shown_in_its_order() {
    let mut console = console(". / d e p : s c i Enter l s c Space j J Enter e");
    let Some(Effect::Export { ask }) = console.effects.last() else { panic!("no export") };
    assert_eq!(ask.columns.as_deref().unwrap(), ["name", "participants", "meetings", "minutes"]);
    assert_eq!((ask.filter.as_str(), ask.sort.len()), ("dep:sci", 1));
    console.send(Event::ExportProgress(5));
    console.keys("q");
    assert!(matches!(console.state.panel, Some(Panel::Question(_))));
    console.keys("n");
    let path = "/tmp/users.csv".into();
    console.send(Event::Exported(Ok(Exported { path, rows: 81 })));
    assert!(console.state.message.as_ref().unwrap().text.contains("/tmp/users.csv"));
    // Signs, and columns that are scrolled off, are there too; empty ones are not.
    console.keys("3 e");
    let Some(Effect::Export { ask }) = console.effects.last() else { panic!("no export") };
    let columns = ask.columns.clone().unwrap();
    assert_eq!(columns[..3], ["state", "topic", "meeting_id"]);
    assert!(columns.contains(&"sources".to_owned()) && !columns.contains(&"group".to_owned()));
    console.keys("e y");
    assert_eq!(console.effects.last(), Some(&Effect::CancelExport));
    console.send(Event::Exported(Err("cancelled".into())));
    assert_eq!(console.state.message.as_ref().unwrap().text, "export stopped: no file was left");
}

#[test]
fn columns_are_chosen_as_they_stood_before_scrolling() {
    let mut console = console(". l l l l l l l c");
    let Some(Panel::Columns(panel)) = &console.state.panel else { panic!("no panel") };
    assert!(panel.own && panel.columns[..5].iter().all(|(_, shown)| *shown));
    let before = console.state.sequence();
    console.keys("Enter");
    assert_eq!((console.state.sequence(), console.state.columns_chosen()), (before, None));
    console.keys("c g Space Enter");
    assert_eq!(console.state.columns_chosen().map(<[usize]>::len), Some(4));
    // Another screen of the view has the same choice; the report's own comes back with r.
    console.keys("d j Enter c r Enter");
    assert_eq!(console.state.columns_chosen(), None);
    console.keys("c g Space j Space j Space j Space j Space Enter");
    assert!(console.state.panel.is_some(), "one column must show");
}

#[test]
fn quitting_closes_panels_first_and_asks_while_an_export_runs() {
    let mut console = console("? q c q d q v q");
    assert!(console.effects.is_empty() && console.state.panel.is_none());
    console.keys("e q y");
    assert_eq!(console.effects[1..], [Effect::CancelExport, Effect::Quit]);
    let mut console = self::console("q");
    assert_eq!(console.effects, [Effect::Quit]);
    console.effects.clear();
    console.keys("/ Ctrl-c");
    assert_eq!(console.effects, [Effect::Quit]);
    console.effects.clear();
    console.keys("Ctrl-z Ctrl-l");
    assert_eq!(console.effects, [Effect::Suspend, Effect::Repaint]);
}

fn said(console: &Console) -> &str {
    console.state.message.as_ref().map_or("", |message| message.text.as_str())
}

fn undone(import: i64) -> Undone {
    Undone { import, file: "few.csv".into(), rows: 400, gone: 3, changed: 0 }
}

#[test]
fn an_import_is_undone_after_a_yes_and_the_cursor_stays() {
    let mut console = console("9 j j x");
    assert_eq!(console.state.mode(), Mode::Actions);
    console.keys("Enter");
    let Some(Panel::Confirm(panel)) = &console.state.panel else { panic!("nothing is asked") };
    let value = |title: &str| panel.told.iter().find(|(name, _)| name == title).unwrap().1.clone();
    assert_eq!((&*panel.keys, value("No."), value("By")), (&[4][..], "4".into(), "astrid".into()));
    assert_eq!(value("Time"), "2026-11-19 18:30:12 Europe/Stockholm");
    assert!(console.effects.is_empty());
    console.keys("Enter");
    assert_eq!(console.effects, [Effect::Undo { import: 4 }]);
    assert!(console.state.panel.is_none());
    console.send(Event::UndoProgress { done: 120, total: 400 });
    let here = place(&console);
    let runs = console.runs;
    console.send(Event::Undone(Ok(Some(undone(4)))));
    assert_eq!(said(&console), "undid import 4 (few.csv): 400 rows taken back, 3 occurrences gone");
    assert_eq!(console.effects.last(), Some(&Effect::Look));
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
    assert!(console.runs > runs && place(&console) == here, "read again, at the same row");
    // It is over: nothing asks before the console goes.
    console.keys("q");
    assert_eq!(console.effects.last(), Some(&Effect::Quit));
}

#[test]
fn what_is_not_confirmed_is_not_done() {
    for no in ["Esc", "n", "q", "x", "Backspace"] {
        let mut console = console("9 j / m e e Enter x Enter");
        assert_eq!(console.state.mode(), Mode::Confirm, "{no}");
        let filter = screen(&console).ask.filter.clone();
        console.keys(no);
        assert!(console.state.panel.is_none() && console.effects.is_empty(), "{no}");
        assert_eq!(screen(&console).ask.filter, filter, "one key, one step");
        console.keys("x").keys(if no == "n" { "Esc" } else { no });
        assert!(console.state.panel.is_none() && console.effects.is_empty(), "{no}");
    }
}

#[test]
fn the_question_is_of_the_row_it_was_asked_on() {
    let mut console = console("9 j x");
    console.gone = vec![5, 6];
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
    console.keys("Enter");
    assert!(console.state.panel.is_none(), "import 5 is undone already");
    assert_eq!(said(&console), "import 5 is undone already; its file can be imported again");
    console.gone.clear();
    console.keys("r g x");
    console.gone = vec![6];
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
    console.keys("Enter y");
    assert_eq!(console.effects, [Effect::Undo { import: 6 }]);
}

#[test]
fn x_says_where_there_is_nothing_to_do() {
    let mut console = console("3 x");
    assert_eq!(said(&console), "x does nothing here: there are no actions on occurrences");
    console.keys("9 Enter x");
    assert_eq!(said(&console), "x does nothing here: there are no actions on rejected rows");
    let mut console = self::console("9");
    console.gone = (0..10).collect();
    console.keys("r x");
    assert_eq!(said(&console), "x does nothing here: there are no imports");
    assert!(console.state.panel.is_none());
}

#[test]
fn undoing_is_stopped_by_esc_and_asked_about_before_quitting() {
    let mut console = console("9 / m e e Enter x Enter y");
    console.keys("Esc");
    assert_eq!(console.effects.last(), Some(&Effect::CancelUndo));
    assert_eq!(screen(&console).ask.filter, "mee", "the filter waits for the next Esc");
    console.send(Event::Undone(Ok(None)));
    assert_eq!(said(&console), "stopped: import 6 is as it was");
    console.keys("Esc");
    assert_eq!(screen(&console).ask.filter, "");

    console.keys("x Enter y");
    // One at a time.
    console.keys("G x Enter");
    assert_eq!(said(&console), "import 6 is still being undone; Esc stops that");
    console.keys("q n");
    assert!(!console.effects.contains(&Effect::Quit));
    console.keys("q");
    console.send(Event::Exported(Err("no export is under way".into())));
    assert!(console.state.panel.is_some(), "another's end answers nothing");
    console.send(Event::Undone(Err("the disk is full".into())));
    assert!(console.state.panel.is_none());
    assert_eq!(said(&console), "import 6 is not undone: the disk is full");

    // Esc came too late: what was done is told.
    console.keys("g x Enter y Esc");
    console.send(Event::Undone(Ok(Some(undone(6)))));
    assert!(said(&console).starts_with("undid import 6"));
    console.keys("x Enter y q y");
    assert_eq!(console.effects[console.effects.len() - 2..], [Effect::CancelUndo, Effect::Quit]);
}

#[test]
fn who_quits_while_both_go_on_is_asked_about_both() {
    let both = || {
        let mut console = console("9 e x Enter y q");
        let Some(Panel::Question(question)) = &console.state.panel else { panic!("nothing is asked") };
        assert_eq!(
            question.text(),
            "An import is being undone and an export written. Quit, leave the one as it was and drop the other?"
        );
        console.effects.clear();
        console
    };
    let mut console = both();
    console.keys("y");
    assert_eq!(console.effects, [Effect::CancelExport, Effect::CancelUndo, Effect::Quit]);
    // What ends meanwhile is asked about no longer.
    let mut console = both();
    console.send(Event::Exported(Err("the disk is full".into())));
    assert!(matches!(console.state.panel, Some(Panel::Question(Question::QuitWhileUndoing))));
    console.send(Event::Undone(Ok(Some(undone(6)))));
    assert!(console.state.panel.is_none());
    let mut console = both();
    console.send(Event::Undone(Ok(Some(undone(6)))));
    assert!(matches!(console.state.panel, Some(Panel::Question(Question::QuitWhileExporting))));
}

#[test]
fn zones_change_what_is_shown_not_what_is_asked() {
    let mut start = start(SIZE);
    start.zone = chrono_tz::Asia::Tokyo;
    let mut console = Console::with(start, Worker::Whole);
    console.keys("3");
    let tokyo = console.cell("start");
    let runs = console.runs;
    console.keys("t");
    assert_eq!(console.state.shown_zone(), chrono_tz::Europe::Stockholm);
    assert_ne!(console.cell("start"), tokyo);
    console.keys("t");
    assert_eq!((console.state.shown_zone(), console.runs), (chrono_tz::UTC, runs));
    assert_eq!(screen(&console).ask.zone, chrono_tz::UTC);
    console.keys("/").typed("start>=2026-11-01").keys("Enter");
    let runs = console.runs;
    console.keys("t");
    assert_eq!((console.cell("start"), console.runs), (tokyo, runs + 1), "days end elsewhere");
}

#[test]
fn views_and_switches() {
    let mut console = console(". w");
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    assert_eq!(screen(&console).ask.view, "meetings");
    console.keys("w j Enter");
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    console.keys("Enter u");
    assert_eq!(report(&console), ("participants", "connections"));
    assert_eq!(screen(&console).ask.params["unique"], "off");
    console.keys("u");
    assert_eq!((report(&console).1, screen(&console).ask.params["unique"].as_str()), ("people", "on"));
    // A filter that the other view cannot read goes.
    console.keys("/").typed("sessions:1").keys("Enter u");
    assert_eq!(screen(&console).ask.filter, "");
}

#[test]
fn copies_say_what_they_are() {
    let mut console = console(". j y");
    let copied = Effect::Copy { text: "Pavel Orlov".into(), what: "Name".into() };
    assert_eq!(console.effects, [copied]);
    console.keys("Y");
    let Some(Effect::Copy { text, .. }) = console.effects.last() else { panic!() };
    assert!(text.starts_with("Pavel Orlov\tpavel.orlov@lumen.example\tScience\t48\t"), "{text}");
}

#[test]
fn wake_ups_come_only_while_something_is_read() {
    let mut state = State::new(start(SIZE)).unwrap();
    let wakes = |effects: &[Effect]| effects.iter().filter(|e| matches!(e, Effect::Wake { .. })).count();
    let effects = update(&mut state, Msg::new(0, Event::Tick));
    assert!(effects.contains(&Effect::Wake { after_ms: 150 }));
    let effects = update(&mut state, Msg::new(10, Event::Key(console::key_event("?"))));
    assert_eq!(wakes(&effects), 0, "one is on its way");
    let effects = update(&mut state, Msg::new(150, Event::Tick));
    assert_eq!(effects, [Effect::Wake { after_ms: 100 }]);
    let generation = state.newest_generation();
    let window = console::window(&state.screen().ask, 0, 300, &[]);
    let effects =
        update(&mut state, Msg::new(200, Event::Loaded { generation, answer: Ok(Arc::new(window)) }));
    assert_eq!(effects, []);
    assert_eq!(update(&mut state, Msg::new(250, Event::Tick)), []);
    assert_eq!(update(&mut state, Msg::new(900, Event::Key(console::key_event("j")))), []);
}

#[test]
fn an_empty_database_says_how_to_begin_until_it_holds_something() {
    let mut start = start(SIZE);
    start.data = Data { days: None, empty: true };
    let mut console = Console::with(start, Worker::Whole);
    console.keys("3 r s / w d Enter e y 9");
    assert_eq!((console.runs, console.state.mode()), (0, Mode::Table));
    let days = Some(DayRange::month(day("2026-10-01")));
    console.send(Event::DataChanged(Data { days, empty: false }, console.state.accounts.clone()));
    assert_eq!((console.runs, screen(&console).reach()), (1, 6));
}

#[test]
fn a_failure_is_told_and_read_again() {
    let mut console = Console::with(start(SIZE), Worker::Silent);
    console.fail("the disk is gone\nI/O error (10)");
    assert!(!screen(&console).has_rows());
    console.keys("j Enter e v");
    assert!(matches!(console.state.panel, Some(Panel::Failure { .. })));
    console.keys("Esc");
    console.worker = Worker::Whole;
    console.keys("r");
    assert!(screen(&console).load.failed.is_none() && screen(&console).has_rows());
}

#[test]
fn sheets_stop_at_their_ends() {
    let mut console = console(". ? G");
    let Some(Panel::Help { scroll: end, .. }) = console.state.panel else { panic!() };
    console.keys("j PgDn Ctrl-d");
    let Some(Panel::Help { scroll, .. }) = console.state.panel else { panic!() };
    assert!(scroll == end && end > 0);
    console.keys("k");
    let Some(Panel::Help { scroll, .. }) = console.state.panel else { panic!() };
    assert_eq!(scroll, end - 1);
}

const KEYS: &[&str] = &[
    "j",
    "k",
    "Down",
    "Up",
    "PgDn",
    "PgUp",
    "Ctrl-d",
    "Ctrl-u",
    "g",
    "G",
    "h",
    "l",
    "Tab",
    "BackTab",
    "1",
    "1",
    "2",
    "3",
    "9",
    ",",
    ".",
    "Enter",
    "Enter",
    "Enter",
    "Esc",
    "Backspace",
    "/",
    ":",
    ":",
    "d",
    "{",
    "}",
    "s",
    "S",
    "c",
    "v",
    "w",
    "t",
    "u",
    "e",
    "E",
    "E",
    "y",
    "Y",
    "r",
    "?",
    "q",
    "Space",
    "J",
    "K",
    "n",
    "a",
    ":",
    "-",
    "Ctrl-l",
    "x",
    "o",
    "F",
    "<",
    ">",
    "f",
    "Ctrl-f",
    "-",
    "Space",
];

const PASTES: &[&str] = &["anna", "2026-10-05", "minutes>60", "王小明 \u{202e}x\n\u{1b}[2J", ""];

#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    Resize(u16, u16),
    Wait(u64),
    Answer,
    Fail,
    Change,
    Exported,
    Undone(bool),
    /// A press, in thousandths of the screen.
    Press(u16, u16),
    Wheel(bool),
    Paste(&'static str),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => prop::sample::select(KEYS).prop_map(Step::Key),
        1 => (0u16..130, 0u16..45).prop_map(|(w, h)| Step::Resize(w, h)),
        1 => (0u64..600).prop_map(Step::Wait),
        3 => Just(Step::Answer),
        1 => Just(Step::Fail),
        1 => Just(Step::Change),
        1 => Just(Step::Exported),
        1 => any::<bool>().prop_map(Step::Undone),
        3 => (0u16..1000, 0u16..1000).prop_map(|(x, y)| Step::Press(x, y)),
        1 => any::<bool>().prop_map(Step::Wheel),
        1 => prop::sample::select(PASTES).prop_map(Step::Paste),
    ]
}

fn take(console: &mut Console, step: &Step) {
    match step {
        Step::Key(key) => {
            console.keys(key);
        }
        Step::Resize(width, height) => console.send(Event::Resized(*width, *height)),
        Step::Wait(ms) => console.wait(*ms),
        Step::Answer => console.answer(),
        Step::Press(x, y) => {
            let (width, height) = console.state.size;
            let at =
                |part: u16, whole: u16| u16::try_from(u32::from(part) * u32::from(whole) / 1000).unwrap();
            console.press_at(at(*x, width), at(*y, height));
        }
        Step::Wheel(down) => {
            console.wheel(*down, 2);
        }
        Step::Paste(text) => console.send(Event::Paste((*text).to_owned())),
        Step::Fail => console.fail("no"),
        Step::Change => {
            console.gone = (110..160).collect();
            console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
        }
        Step::Exported => {
            let file = Exported { path: "/tmp/x.csv".into(), rows: 3 };
            console.send(Event::Exported(Ok(file)));
        }
        Step::Undone(done) => console.send(Event::Undone(Ok(done.then(|| undone(1))))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_walk_loses_its_way(
        worker in prop::sample::select(vec![Worker::Whole, Worker::Twice, Worker::Silent]),
        steps in prop::collection::vec(step(), 1..50),
    ) {
        let mut console = Console::with(start(SIZE), worker);
        for step in &steps {
            let asked = matches!(console.state.panel, Some(Panel::Confirm(_)));
            let before = console.effects.len();
            // Of several, the next begins when one is done.
            let next = matches!(step, Step::Undone(true)) && !console.state.batch.left.is_empty();
            take(&mut console, step);
            let begun = console.effects[before..].iter().any(|effect| matches!(effect, Effect::Undo { .. }));
            let yes = asked && matches!(step, Step::Key("Enter" | "y"));
            let pressed = asked && matches!(step, Step::Press(..));
            prop_assert!(begun == (yes || next) || (begun && pressed), "{step:?}");
            let screen = console.state.screen();
            prop_assert!(console.open.len() <= 1, "at most one question is open");
            if let Some(total) = screen.load.total().filter(|_| !screen.load.stale) {
                prop_assert!(screen.place.cursor < total.max(1), "cursor {} of {total}", screen.place.cursor);
                prop_assert!(screen.place.top <= screen.place.cursor);
            }
            let size = console.state.size;
            console::picture::draw(&console.state, &Theme::colour(), size);
        }
        // Whatever came before, an answer and Esc lead back to a root with its rows.
        console.worker = Worker::Whole;
        console.wait(1_000);
        console.answer();
        for _ in 0..12 {
            console.now += 1_000;
            console.keys("Esc");
        }
        prop_assert!(console.state.screen().is_root());
        prop_assert!(console.state.panel.is_none());
        console.keys("r");
        let range = console.state.screen().ask.range;
        let held = !console.state.screen().def.ranged || range.to >= day("2025-10-01");
        prop_assert_eq!(console.state.screen().has_rows(), held);
        prop_assert!(!held || console.state.screen().row().is_some());
    }
}

/// Name and reason of the entry under the palette's cursor.
fn chosen(console: &Console) -> (String, Option<String>) {
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!("no palette") };
    let entry = &panel.found[panel.selected].entry;
    (entry.name.clone(), entry.idle.clone())
}

#[test]
fn the_palette_does_what_its_key_does() {
    let mut by_key = console(". l s");
    let mut by_name = console(". l :");
    by_name.typed("sort").keys("Enter");
    assert!(by_name.state.panel.is_none());
    assert_eq!(screen(&by_name).ask, screen(&by_key).ask);
    by_key.keys("c");
    by_name.keys(":").typed("columns").keys("Enter");
    assert!(matches!(by_name.state.panel, Some(Panel::Columns(_))));
    by_name.keys("Esc :").typed("quit now").keys("Enter");
    assert!(by_name.effects.contains(&Effect::Quit));
}

#[test]
fn the_palette_opens_reports_and_views_wherever_one_is() {
    let mut console = console(". Enter Enter :");
    console.typed("hosts meet").keys("Enter");
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    assert!(screen(&console).is_root(), "the report itself, not what was open below it");
    console.keys("Esc :").typed("overview").keys("Enter");
    assert_eq!(screen(&console).def.id.0, "overview");
    console.keys(":").typed("daily").keys("Enter");
    assert_eq!(report(&console), ("daily", "days"));
}

#[test]
fn behind_a_reports_name_stands_its_filter() {
    let mut console = console(":");
    console.typed("meetings minutes>60").keys("Enter");
    assert_eq!(report(&console), ("meetings", "meetings"));
    assert_eq!(screen(&console).ask.filter, "minutes>60");
    console.keys("Esc");
    assert_eq!(screen(&console).ask.filter, "");
    // One that cannot be read says why, and is not opened.
    console.keys(", :").typed("meetings colour:red");
    assert!(chosen(&console).1.unwrap().contains("no column is called colour"));
    console.keys("Enter");
    assert!(console.state.panel.is_some());
    assert!(console.state.message.as_ref().unwrap().text.contains("no column is called colour"));
    // Tab takes the name; a report that needs a value waits for it.
    console.keys("Esc :").typed("users").keys("Tab").typed("x");
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!() };
    assert!(panel.input.value().ends_with(" x"), "{}", panel.input.value());
    console.keys("Esc :").typed("rejected").keys("Enter");
    assert!(console.state.panel.is_some());
    console.typed("3").keys("Enter");
    assert_eq!((report(&console).0, screen(&console).ask.params["import"].as_str()), ("rejected", "3"));
    assert!(!screen(&console).is_root());
}

#[test]
fn what_cannot_be_done_here_stands_last_and_says_why() {
    let mut console = console(":");
    console.typed("unique").keys("Enter");
    assert_eq!(chosen(&console).0, "unique");
    let said = console.state.message.as_ref().unwrap().text.clone();
    assert_eq!(said, "unique does nothing here: this report counts people in one way");
    console.keys("Esc :");
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!() };
    let idle = panel.found.iter().position(|found| found.entry.idle.is_some()).unwrap();
    assert!(panel.found[idle..].iter().all(|found| found.entry.idle.is_some()));
    assert!(panel.found[..idle].iter().any(|found| found.entry.name == "sort"));
}

#[test]
fn what_was_used_last_stands_first() {
    let mut console = console(":");
    console.typed("reload").keys("Enter :").typed("copy row").keys("Enter :");
    assert_eq!(chosen(&console).0, "copy row");
    console.keys("Down");
    assert_eq!(chosen(&console).0, "reload");
    console.keys("Esc Esc");
    assert!(console.state.panel.is_none());
}

#[test]
fn dates_and_zones_are_in_the_palette() {
    let mut console = console(":");
    console.typed("dates last month").keys("Enter");
    assert_eq!(console.state.range, DayRange::new(day("2026-10-01"), day("2026-10-31")));
    console.keys(":").typed("zone utc").keys("Enter");
    assert_eq!(console.state.shown_zone(), chrono_tz::Tz::UTC);
    console.keys(":").typed("zone utc");
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!() };
    let utc = &panel.found.last().unwrap().entry;
    assert_eq!((utc.name.as_str(), utc.idle.as_deref()), ("zone: UTC", Some("that is the zone now")));
}

#[test]
fn the_palette_sorts_by_what_a_word_of_the_question_leads_to() {
    let mut console = console("3 Enter :");
    console.typed("left early");
    assert_eq!(chosen(&console), ("sort by: Early by".to_owned(), None));
    console.keys("Enter");
    assert_eq!(screen(&console).ask.sort, [SortKey::descending("left_early")]);
    // The column is the selected one, and seen: `s` goes on from there.
    let selected = console.state.selected_column().unwrap();
    assert_eq!(screen(&console).view.columns[selected].name, "left_early");
    assert!(console.state.layout().shows(selected));
    // Texts begin with the first letter; what stands off at the right comes into sight.
    console.keys(":").typed("sort by email").keys("Enter");
    assert_eq!(screen(&console).ask.sort, [SortKey::ascending("email")]);
    console.keys(":").typed("sort by presence").keys("Enter");
    assert_eq!(screen(&console).ask.sort, [SortKey::descending("presence_percent")]);
    assert!(console.state.layout().shows(console.state.selected_column().unwrap()));
    console.keys("1 :").typed("sort by");
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!() };
    assert!(!panel.found.iter().any(|found| found.entry.name.starts_with("sort by")), "not on a dashboard");
}

#[test]
fn the_footer_says_what_esc_and_enter_do_here() {
    let mut console = console("3 Enter");
    let foot = |console: &Console| {
        let seen = picture::text(&picture::draw(&console.state, &Theme::colour(), console.state.size));
        seen.lines().rfind(|line| line.contains("Esc")).unwrap_or_default().to_owned()
    };
    assert!(foot(&console).contains("Esc back"));
    console.keys("/ a Enter");
    assert!(foot(&console).contains("Esc clear filter"), "{}", foot(&console));
    console.keys("Esc Space");
    assert!(foot(&console).contains("Esc clear marks"), "{}", foot(&console));
    console.keys("Ctrl-f");
    assert!(foot(&console).contains("⏎ find"), "{}", foot(&console));
    console.keys("Esc E");
    assert!(foot(&console).contains("⏎ write"), "{}", foot(&console));
}

#[test]
fn text_in_the_palette_is_text_and_control_characters_are_not() {
    let mut console = console(":");
    console.send(Event::Paste("meet\x1b[31mings\nanna".into()));
    let Some(Panel::Palette(panel)) = &console.state.panel else { panic!() };
    assert_eq!(panel.input.value(), "meet[31mings anna");
    console.keys("q j k ? /");
    assert!(
        matches!(&console.state.panel, Some(Panel::Palette(panel)) if panel.input.value().ends_with("qjk?/"))
    );
    console.keys("Esc");
    assert!(console.state.panel.is_none());
}

#[test]
fn the_help_is_searched_and_esc_lets_go_one_thing_at_a_time() {
    let lines = |console: &Console| headcount::app::sheet::of(&console.state).unwrap().lines.len();
    let mut console = console("? G");
    let all = lines(&console);
    console.keys("/").typed("sort");
    assert_eq!(console.state.mode(), Mode::Search);
    let few = lines(&console);
    assert!(few > 1 && few < all / 2, "{few} of {all}");
    // Keys that would close are text; Enter gives the keys back to the list.
    console.keys("q Backspace Enter");
    assert_eq!((console.state.mode(), lines(&console)), (Mode::Text, few));
    console.keys("j Esc");
    assert_eq!(lines(&console), all);
    assert!(console.state.panel.is_some());
    console.keys("/").typed("zebra");
    assert_eq!(lines(&console), 1);
    console.keys("Esc Esc");
    assert!(console.state.panel.is_none());
    // Other texts are not searched.
    console.keys("v / s");
    assert_eq!(console.state.mode(), Mode::Text);
}

/// The console as a configuration makes it.
fn configured(text: &str) -> Console {
    let config = headcount::config::parse(text).unwrap();
    let settings = Settings { keymap: config.keymap, columns: config.columns, ..Settings::default() };
    Console::with(Start { settings, ..start(SIZE) }, Worker::Whole)
}

#[test]
fn keys_do_what_the_configuration_says_and_hints_say_so() {
    let mut console = configured(
        "[keys]\nsort = [\"b\"]\nhelp = [\"h\"]\ncolumn-left = [\"left\"]\nprevious-panel = [\"left\"]\n",
    );
    console.keys("s");
    assert!(screen(&console).ask.sort.is_empty());
    console.keys("b");
    assert_eq!(screen(&console).ask.sort.len(), 1);
    let shown = |console: &Console| picture::text(&picture::draw(&console.state, &Theme::mono(), SIZE));
    let last = shown(&console).lines().last().unwrap().to_owned();
    assert!(last.contains("b sort") && last.contains("h keys"), "{last}");
    console.keys("h G g");
    assert!(shown(&console).contains("Keys · Daily"));
}

#[test]
fn a_russian_keyboard_works_and_its_text_stays_text() {
    let mut console = configured("keys = \"ru\"");
    console.keys("о о л");
    assert_eq!(screen(&console).place.cursor, 1);
    console.keys("ю / о й");
    assert_eq!(screen(&console).filter.as_ref().unwrap().input.value(), "ой");
    console.keys("Esc ы");
    assert_eq!(screen(&console).ask.sort.len(), 1);
    console.keys("с");
    assert_eq!(console.state.mode(), Mode::Columns);
    console.keys("й");
    assert_eq!(console.state.mode(), Mode::Table);
}

#[test]
fn configured_columns_stay_beneath_those_chosen_by_hand() {
    let mut console = configured("columns.daily.days = [\"minutes\", \"date\"]");
    let shown = |console: &Console| -> Vec<String> {
        let placed = console.state.layout().placed;
        placed.iter().map(|placed| screen(console).view.columns[placed.index].name.to_string()).collect()
    };
    assert_eq!(shown(&console), ["minutes", "date"]);
    // Looked at and left: nothing was chosen.
    console.keys("c Enter");
    assert!(console.state.kept().columns.is_empty());
    console.keys("c g Space Enter");
    assert_eq!(shown(&console), ["date"]);
    assert_eq!(console.state.kept().columns.len(), 1);
    console.keys("c r Enter");
    assert_eq!(shown(&console), ["minutes", "date"]);
    assert!(console.state.kept().columns.is_empty());
}

#[test]
fn the_next_console_takes_over_where_this_one_ends() {
    let mut console = console(". t c g Space Enter / n o r a Enter");
    let kept = console.state.kept();
    let settings = Settings { kept: kept.clone(), ..Settings::default() };
    let next = Console::with(Start { settings, ..start(SIZE) }, Worker::Whole);
    assert_eq!(report(&next), ("active-hosts", "users"));
    assert_eq!(
        (next.state.zone, next.state.columns_chosen()),
        (console.state.zone, console.state.columns_chosen())
    );
    assert_eq!(next.state.screen().ask.filter, "");
    assert_eq!(next.state.kept(), kept);
    console.state.mouse = !console.state.mouse;
    assert_eq!(console.state.kept().mouse, Some(console.state.mouse));
}
