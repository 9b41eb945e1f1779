//! Where one part of the console meets another: what is left by one is found by the next, and nothing is silent.

use super::{SIZE, console, report, said, screen};
use crate::console::{Console, Worker, picture, start};
use headcount::app::{Effect, Event, Panel, Target};
use headcount::model::Cell;
use headcount::ui::Theme;
use std::sync::Arc;

fn seen(console: &Console) -> String {
    picture::of(&console.state, &Theme::colour())
}

fn changed(console: &mut Console) {
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
}

#[test]
fn the_report_before_is_found_again_after_the_palette() {
    // Down in an occurrence, up to the report's beginning by name.
    let mut console = console("3 Enter");
    assert_eq!(report(&console), ("participants", "people"));
    console.keys(":").typed("meetings").keys("Enter -");
    assert_eq!(report(&console), ("participants", "people"));
    // Past a report that was left open further down: back to where one came from.
    console.keys("2 : ").typed("meetings").keys("Enter");
    assert_eq!((report(&console), screen(&console).is_root()), (("meetings", "meetings"), true));
    console.keys("-");
    assert_eq!(report(&console).0, "daily");
    // A report that was asked by name is left and found like any other.
    console.keys(":").typed("find anna").keys("Enter");
    assert_eq!(report(&console).0, "find");
    console.keys("-");
    assert_eq!(report(&console).0, "daily");
    console.keys("-");
    assert_eq!(report(&console).0, "find");
}

#[test]
fn the_palette_knows_every_report() {
    let mut console = console("3 :");
    console.typed("attendance curve").keys("Enter");
    assert_eq!(report(&console).0, "attendance-curve");
    assert_eq!(screen(&console).crumb.len(), 3, "as from the menu: {:?}", screen(&console).crumb);
    console.keys("Esc 9 :").typed("participants: people").keys("Enter");
    assert_eq!(
        said(&console),
        "Participants: People does nothing here: opened from a row: go to the occurrence first"
    );
}

#[test]
fn a_key_that_does_nothing_says_why() {
    for (keys, says) in [
        ("1 /", "/ does nothing here: not on a dashboard: open a report"),
        ("1 Space", "Space does nothing here: not on a dashboard: open a report"),
        ("1 x", "x does nothing here: not on a dashboard: open a report"),
        ("3 u", "u does nothing here: this report counts people in one way"),
        ("2 o", "o does nothing here: this row is of no occurrence"),
        ("9 d", "d does nothing here: this report has no dates"),
        ("3 6", "there is no tab 6 here: 1, 2, 3, 4, 5, 9"),
        // Moves, and the way back where there is none, are no questions.
        ("3 Esc h k Ctrl-d", ""),
    ] {
        assert_eq!(said(&console(keys)), says, "{keys}");
    }
    // While the first rows are read they may still come.
    let mut reading = Console::with(start(SIZE), Worker::Silent);
    reading.keys("Enter e y v Space");
    assert_eq!(said(&reading), "");
    let mut empty = console("");
    empty.state.data.empty = true;
    empty.keys("Enter");
    assert_eq!(said(&empty), "Enter does nothing here: nothing is imported yet".replace("Enter", "⏎"));
}

#[test]
fn a_text_of_what_is_gone_is_closed() {
    let mut failing = Console::with(start(SIZE), Worker::Silent);
    failing.fail("the disk is gone");
    failing.keys("v");
    assert!(matches!(failing.state.panel, Some(Panel::Failure { .. })));
    failing.worker = Worker::Whole;
    changed(&mut failing);
    assert!(failing.state.panel.is_none() && screen(&failing).has_rows());

    let mut row = console("3 v");
    changed(&mut row);
    assert!(matches!(row.state.panel, Some(Panel::Row { .. })));
    row.gone = (0..100_000).collect();
    changed(&mut row);
    assert!(row.state.panel.is_none(), "{}", seen(&row));
}

#[test]
fn a_panel_is_closed_by_the_key_that_opened_it_and_by_backspace() {
    for keys in
        ["3 d d", "3 c c", "3 c Backspace", "3 o o", "3 o Backspace", "3 E E", "3 E Backspace", "3 v v"]
    {
        let console = console(keys);
        assert!(console.state.panel.is_none() && report(&console).0 == "meetings", "{keys}");
    }
    let mut columns = console("3 c g PgDn");
    let Some(Panel::Columns(panel)) = &columns.state.panel else { panic!() };
    assert!(panel.selected > 10);
    columns.keys("PgUp");
    assert!(matches!(&columns.state.panel, Some(Panel::Columns(panel)) if panel.selected == 0));
}

#[test]
fn what_is_pasted_is_only_sent_to_a_filter_where_there_is_one() {
    for keys in ["1", "3 c", "3 ?"] {
        let mut console = console(keys);
        console.send(Event::Paste("anna".into()));
        assert_eq!(said(&console), "nothing takes pasted text here", "{keys}");
    }
}

#[test]
fn the_help_of_every_screen_names_every_key() {
    for keys in ["1 ?", "3 ?"] {
        let mut console = console(keys);
        console.send(Event::Resized(110, 200));
        let help = seen(&console);
        for what in [
            "filter as you type",
            "choose columns and their order",
            "mark the row and go on",
            "the next panel",
            "Find",
            "the next of what can be chosen",
        ] {
            assert!(help.contains(what), "{keys}: {what}");
        }
    }
}

#[test]
fn what_others_have_undone_meanwhile_is_not_undone_again() {
    let undone = |console: &mut Console, import: i64| {
        console.worker = Worker::Silent;
        changed(console);
        let (generation, ask, first, len) = console.open.pop().unwrap();
        let mut window = crate::console::window(&ask, first, len, &[]);
        let (state, number) = (window.column("state").unwrap(), window.column("import").unwrap());
        let is_meant = |row: &&mut Vec<Cell>| row[number] == Cell::Int(import);
        window.rows.iter_mut().filter(is_meant).for_each(|row| row[state] = Cell::from("undone"));
        console.send(Event::Loaded { generation, answer: Ok(Arc::new(window)) });
    };
    let mut several = console("9 Space j Space x Enter");
    undone(&mut several, 6);
    several.keys("y");
    assert_eq!(several.effects, [Effect::Undo { import: 4 }]);
    let mut one = console("9 x Enter");
    undone(&mut one, 6);
    one.keys("y");
    assert!(one.effects.is_empty());
    assert_eq!(said(&one), "import 6 is undone already; its file can be imported again");
}

#[test]
fn periods_end_where_years_do() {
    for (from, to, key) in [("0001-01-01", "0001-01-02", "{"), ("9999-12-01", "9999-12-31", "}")] {
        let mut console = console("3 d");
        console.typed(from).keys("Tab").typed(to).keys("Enter");
        let range = screen(&console).ask.range;
        assert_eq!((range.from.to_string().as_str(), range.to.to_string().as_str()), (from, to));
        console.keys(key).keys(key);
        assert_eq!(screen(&console).ask.range, range);
    }
}

#[test]
fn on_the_smallest_terminal_days_and_what_is_wrong_are_seen() {
    let mut dates = console("3 d");
    dates.send(Event::Resized(40, 8));
    let text = seen(&dates);
    assert!(text.contains("From 2026-10-23") && text.contains("To   2026-11-22"), "{text}");
    dates.keys("Tab Tab").typed("1999-99-99").keys("Enter");
    assert!(seen(&dates).contains("✗ a day like"), "{}", seen(&dates));

    let mut export = console("3 E");
    export.send(Event::Resized(40, 8));
    export.keys("Down Down Down Down").keys(&"Backspace ".repeat(90)).keys("Enter");
    assert!(seen(&export).contains("✗ "), "{}", seen(&export));
}

#[test]
fn a_press_beside_a_panel_is_for_nothing_under_it() {
    let mut console = console("3 j d");
    let place = screen(&console).place.clone();
    console.press_at(2, 1).wheel(true, 2);
    assert!(matches!(console.state.panel, Some(Panel::Dates(_))));
    assert_eq!(screen(&console).place, place);
    assert!(console.hits().all().any(|(_, target)| matches!(target, Target::Item(_))));
}

#[test]
fn a_whole_name_in_the_palette_means_what_is_called_so() {
    for (typed, report_id) in [
        ("meetings", "meetings"),
        ("Users", "users"),
        ("find anna", "find"),
        ("person anna@lumen.example", "person"),
    ] {
        let mut console = console("1 :");
        console.typed(typed).keys("Enter");
        assert_eq!(report(&console).0, report_id, "{typed}");
    }
}

#[test]
fn no_wide_character_takes_the_edge_of_a_panel() {
    for width in 60..90 {
        let mut console = console("2 . f");
        console.send(Event::Resized(width, 24));
        let lines = seen(&console);
        let edges = lines.lines().take(24).filter(|line| line.contains('│') || line.contains('╭'));
        let ends = |line: &str, one: char, other: char| line.contains(one) || line.contains(other);
        assert!(edges.clone().count() > 4, "{lines}");
        for line in edges {
            assert!(
                line.matches('│').count() == 2 || ends(line, '╭', '╰') && ends(line, '╮', '╯'),
                "{lines}"
            );
        }
    }
}

#[test]
fn marks_of_rows_that_others_took_away_go_with_them() {
    let mut console = console("9 Space Space Space");
    console.gone = vec![6, 4];
    changed(&mut console);
    assert_eq!(screen(&console).marked_keys().len(), 1);
    // Rows that a filter hides, or other dates, are still there.
    console.keys("/ z z z z Enter");
    changed(&mut console);
    assert_eq!(screen(&console).marked_keys().len(), 1);
}
