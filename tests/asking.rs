//! Walks through what can be asked: parameters, finding, marks, the report before, columns frozen and fitted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "test")]

mod console;

use console::{Console, Worker, picture, start};
use headcount::app::keymap::Mode;
use headcount::app::panel::{Entry, Field, FormPanel};
use headcount::app::screen::Screen;
use headcount::app::{Effect, Event, Panel, Undone};
use headcount::model::Cell;
use headcount::ui::Theme;

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

fn said(console: &Console) -> &str {
    console.state.message.as_ref().map_or("", |message| message.text.as_str())
}

fn seen(console: &Console) -> String {
    picture::text(&picture::draw(&console.state, &Theme::colour(), console.state.size))
}

fn form(console: &Console) -> &FormPanel {
    match &console.state.panel {
        Some(Panel::Form(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

fn field<'a>(console: &'a Console, name: &str) -> &'a Field {
    form(console).fields.iter().find(|field| field.param.name == name).unwrap()
}

#[test]
fn parameters_are_set_in_a_form_and_told_in_the_title() {
    let mut console = console(". Enter Enter f");
    assert_eq!(console.state.mode(), Mode::Form);
    // The occurrence was given by the row; the first field that can be set has the keys.
    let Entry::Given(words) = &field(&console, "occurrence").entry else { panic!() };
    assert!(!words.is_empty() && !words.contains('#'), "{words}");
    assert_eq!(form(&console).fields[form(&console).selected].param.name, "unique");
    console.keys("Tab Right Right Tab 1 0 1 Tab");
    let wrong = field(&console, "minimum").error.clone().unwrap();
    assert!(wrong.contains("from 0 to 100"), "{wrong}");
    // What will not do is not asked; the field that is wrong has the keys.
    let runs = console.runs;
    console.keys("Enter");
    assert_eq!((console.runs, form(&console).fields[form(&console).selected].param.name), (runs, "minimum"));
    console.keys("Backspace Enter");
    assert_eq!(console.runs, runs + 1);
    let params = &screen(&console).ask.params;
    assert_eq!((params["guests"].as_str(), params["minimum"].as_str()), ("external", "10"));
    assert!(seen(&console).contains("guests: external · minimum: 10"), "{}", seen(&console));
    // Closed as it is, nothing is asked; the same again neither.
    console.keys("f Space Esc f Enter");
    assert_eq!(console.runs, runs + 1);
    // The report's own again.
    console.keys("f Ctrl-r Enter");
    assert_eq!(console.runs, runs + 2);
    let params = &screen(&console).ask.params;
    assert!(params.contains_key("occurrence") && !params.contains_key("guests"), "{params:?}");
}

#[test]
fn a_switch_of_the_form_is_the_other_view() {
    let mut console = console(". Enter Enter f Space Enter");
    assert_eq!(report(&console), ("participants", "connections"));
    assert_eq!(screen(&console).ask.params["unique"], "off");
    console.keys("f Left Tab Space Enter");
    assert_eq!(report(&console), ("participants", "people"));
    assert_eq!(screen(&console).ask.params["guests"], "internal");
}

#[test]
fn what_only_the_database_can_judge_names_the_key_of_the_form() {
    let mut console = console("3 f");
    console.typed("nora");
    console.keys("Tab");
    assert!(field(&console, "host").error.as_ref().unwrap().contains("e-mail"));
    console.keys("BackTab");
    console.send(Event::Paste("@lumen.example\n".into()));
    console.worker = Worker::Silent;
    console.keys("Enter");
    assert_eq!(console.open[0].1.params["host"], "nora@lumen.example");
    console.fail("no user is known as nora@lumen.example; did you mean nora.quist@lumen.example?");
    assert!(seen(&console).contains("f changes what is asked"), "{}", seen(&console));
    // The form has what was typed; asked again as it is, it is read again.
    console.worker = Worker::Whole;
    let runs = console.runs;
    console.keys("f Enter");
    assert_eq!(console.runs, runs + 1);
    assert!(screen(&console).has_rows());
}

#[test]
fn nothing_found_with_parameters_says_with_which() {
    let mut console = console(". Enter Enter f Tab Space Enter");
    console.gone = (0..100_000).collect();
    console.keys("r");
    let seen = seen(&console);
    assert!(seen.contains("No people with  guests: internal") && seen.contains("f changes what is asked"));
}

#[test]
fn f_is_not_for_reports_without_parameters() {
    let mut console = console("9 f");
    assert!(console.state.panel.is_none());
    console.keys("3 Enter j Enter f");
    assert_eq!((report(&console).0, console.state.panel.is_none()), ("sessions", true));
}

#[test]
fn a_person_and_a_meeting_are_found_from_anywhere() {
    let mut console = console(". j j Ctrl-f Enter");
    let Some(Panel::Find(panel)) = &console.state.panel else { panic!("no panel") };
    assert!(panel.error.is_some(), "nothing was typed");
    console.typed("nora q");
    console.keys("Enter");
    assert_eq!(report(&console), ("find", "people"));
    assert_eq!(screen(&console).ask.params["text"], "nora q");
    assert!(seen(&console).contains("text: nora q"));
    console.keys("Enter");
    assert_eq!(report(&console), ("person", "occurrences"));
    assert_eq!(screen(&console).ask.params["person"], "#nora.quist@lumen.example");
    console.keys("Enter");
    assert_eq!(report(&console).0, "sessions");
    // What was hosted and not attended has no sessions.
    console.keys("Esc j j Enter");
    assert_eq!((report(&console).0, said(&console)), ("person", "there is nothing below this row"));
    // What is looked for can be changed.
    console.keys("Esc f");
    console.typed("uist");
    console.keys("Enter");
    assert_eq!(screen(&console).ask.params["text"], "nora quist");
    console.keys("Esc");
    assert_eq!((report(&console), screen(&console).place.cursor), (("active-hosts", "users"), 2));

    // Digits are a meeting's, also from a dashboard.
    console.keys("1 Ctrl-f");
    console.typed("846 1234");
    console.keys("Enter");
    assert_eq!(report(&console), ("find", "meetings"));
    console.keys("Enter");
    assert_eq!(report(&console), ("participants", "people"));
    console.keys("Esc w");
    assert_eq!(report(&console), ("find", "people"));
    console.keys("Esc");
    assert_eq!(report(&console).0, "overview");
}

#[test]
fn minus_goes_to_the_report_before_as_it_was() {
    let mut console = console("-");
    assert_eq!(said(&console), "there was no report before this one");
    console.keys(". Enter j j Enter G k");
    let there = (report(&console), screen(&console).place.clone(), screen(&console).ask.clone());
    let here =
        |console: &Console| (report(console), screen(console).place.clone(), screen(console).ask.clone());
    console.keys("3 j j");
    let meetings = here(&console);
    console.keys("-");
    assert_eq!(here(&console), there, "tab, way down and cursor");
    console.keys("-");
    assert_eq!(here(&console), meetings);
    // Also down again after Esc, with what was changed on the way kept.
    console.keys("- Esc s - Esc");
    assert_eq!(screen(&console).ask.sort.len(), 1, "the order chosen in between");
    console.keys("-");
    assert_eq!(here(&console), there);
    // What was left is read again when the data have changed.
    console.keys("Esc");
    let runs = console.runs;
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
    console.keys("-");
    assert_eq!((report(&console), console.runs), (there.0, runs + 2));
}

#[test]
fn marks_stay_with_their_rows_until_esc() {
    let mut console = console(". l l Space Space j Space");
    assert_eq!(screen(&console).place.cursor, 4, "each mark goes on");
    let keys = screen(&console).marked_keys();
    assert_eq!(keys, [vec![Cell::Int(100)], vec![Cell::Int(101)], vec![Cell::Int(103)]]);
    let status = |console: &Console| seen(console).lines().rev().nth(1).unwrap().to_owned();
    assert!(status(&console).contains("3 marked: Meetings sum 144, mean 48.0"), "{}", status(&console));
    assert_eq!(seen(&console).lines().filter(|line| line.starts_with(" ✓")).count(), 3);
    // Another order, other pages, a filter, read again.
    console.keys("s G r / x Enter");
    assert_eq!(screen(&console).marked_keys(), keys);
    // The filter goes first, then the marks, then one goes up.
    console.keys("Esc");
    assert_eq!((screen(&console).marked_keys(), screen(&console).ask.filter.as_str()), (keys, ""));
    console.keys("Esc");
    assert!(screen(&console).marked_keys().is_empty());
    console.keys("g Space k Space");
    assert!(screen(&console).marked_keys().is_empty(), "again: no longer");
    // Another view has other rows.
    console.keys("g Space w w");
    assert!(screen(&console).marked_keys().is_empty());
}

#[test]
fn marked_rows_are_copied_in_the_order_of_their_marks() {
    let console = console(". j j Space g Space Y");
    let Some(Effect::Copy { text, what }) = console.effects.last() else { panic!() };
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("王小明\t") && lines[1].starts_with("Nora Quist\t"), "{text}");
    assert!(what.starts_with("2 rows of "), "{what}");
}

fn undone(import: i64) -> Event {
    Event::Undone(Ok(Some(Undone { import, file: "few.csv".into(), rows: 400, gone: 3, changed: 0 })))
}

#[test]
fn marked_imports_are_undone_one_after_another_after_one_question() {
    // The third row from the top is undone already.
    let mut console = console("9 Space Space Space x");
    assert!(seen(&console).contains("Actions on 3 imports"));
    console.keys("Enter");
    let Some(Panel::Confirm(panel)) = &console.state.panel else { panic!("nothing is asked") };
    let (keys, left_out) = (panel.keys.clone(), panel.left_out.clone());
    assert_eq!((keys.as_slice(), left_out.len()), (&[6, 4][..], 1), "{left_out:?}");
    let asked = seen(&console);
    assert!(asked.contains("Undo import · 2, one after another") && asked.contains("import 5 is undone"));
    assert!(asked.contains("No. 6") && asked.contains("No. 4"), "{asked}");
    console.keys("Enter");
    assert_eq!(console.effects, [Effect::Undo { import: 6 }]);
    assert!(seen(&console).contains("undoing import 6 …, 1 more after it"), "{}", seen(&console));
    console.send(undone(6));
    assert_eq!(console.effects[1..], [Effect::Look, Effect::Undo { import: 4 }]);
    console.send(undone(4));
    assert_eq!(said(&console), "undid 2 imports: 800 rows taken back, 6 occurrences gone");
    assert_eq!(console.effects.last(), Some(&Effect::Look));
    assert!(screen(&console).marked_keys().is_empty());
}

#[test]
fn esc_stops_those_that_are_still_to_be_undone() {
    let mut console = console("9 Space j Space x Enter y Esc");
    assert_eq!(console.effects, [Effect::Undo { import: 6 }, Effect::CancelUndo]);
    // Too late for the first; the second is left.
    console.send(undone(6));
    assert!(said(&console).starts_with("undid import 6"), "{}", said(&console));
    assert!(!console.effects.contains(&Effect::Undo { import: 4 }));
    console.effects.clear();
    console.keys("Esc g Space j Space x Enter y");
    console.send(Event::Undone(Err("the disk is full".into())));
    assert_eq!(said(&console), "import 6 is not undone, 1 more left as they were: the disk is full");
    assert_eq!(console.effects, [Effect::Undo { import: 6 }]);
}

#[test]
fn columns_are_frozen_and_fitted_for_each_view() {
    let mut console = console(". l F");
    assert!(said(&console).contains("up to Email"));
    let layout = console.state.layout();
    assert_eq!(layout.held, 2);
    console.keys("l l l l l l");
    let layout = console.state.layout();
    let first: Vec<usize> = layout.placed.iter().take(2).map(|placed| placed.index).collect();
    let names: Vec<&str> = first.iter().map(|at| &*screen(&console).view.columns[*at].name).collect();
    assert_eq!((names, layout.before > 0), (vec!["name", "email"], true));
    // Back at its column, F lets go.
    console.keys("h h h h h h F");
    assert_eq!((console.state.layout().held, said(&console)), (0, "no columns are frozen"));

    let width = |console: &Console| {
        let index = console.state.selected_column().unwrap();
        console.state.layout().placed.iter().find(|placed| placed.index == index).unwrap().width
    };
    let before = width(&console);
    console.keys("< <");
    assert_eq!(width(&console), before - 4);
    console.keys("> > >");
    assert_eq!(width(&console), before + 2);
    // Figures are never cut.
    console.keys("l < < < < < < < < < < < <");
    assert!(said(&console).contains("cannot be narrower"), "{}", said(&console));
    // The other view has its own; both come back after another report.
    console.keys("w");
    assert!(console.state.arranged().fit.is_none());
    console.keys("w , .");
    assert_eq!(console.state.arranged().fit.unwrap().widths.len(), 2);
    // In the panel nothing holds until it is applied; r brings the report's own back.
    console.keys("c g F > Esc");
    assert_eq!(console.state.arranged().fit.unwrap().frozen, None);
    console.keys("c g F > Enter");
    let fit = console.state.arranged().fit.unwrap();
    assert!(fit.frozen.is_some() && fit.widths.len() == 3, "{fit:?}");
    console.keys("c r Enter");
    assert!(console.state.arranged().fit.is_none());
}

#[test]
fn every_column_can_be_reached_whatever_is_frozen() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut console = Console::with(start(size), Worker::Whole);
        console.keys("3 l l l l l F > > > > g");
        let count = console.state.sequence().len();
        console.keys(&"h ".repeat(count));
        for _ in 0..count {
            let selected = console.state.selected_column().unwrap();
            assert!(console.state.layout().shows(selected), "{selected} at {size:?}");
            console.keys("l");
        }
    }
}

#[test]
fn the_menu_of_an_occurrence_says_how_many_rows_there_are() {
    let mut console = console("3 o");
    let Some(Panel::Others(panel)) = &console.state.panel else { panic!("no menu") };
    let people = panel.views.iter().find(|other| other.view.id == "people").unwrap();
    assert_eq!(people.count, Some(3));
    // Inside one, the facts know, and name the others beside them.
    console.keys("Esc Enter");
    assert!(seen(&console).contains("o: Connections"), "{}", seen(&console));
    console.keys("o");
    assert_eq!(console.state.mode(), Mode::Menu);
}
