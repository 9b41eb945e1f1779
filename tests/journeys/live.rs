//! The database changes while one looks: the screen follows, and nothing is lost.

use super::{SIZE, console, place, report, screen};
use crate::console::{Console, Worker, start};
use headcount::app::{Event, Panel};
use headcount::ui::Theme;

/// Another process has imported something.
fn changed(console: &mut Console) {
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
}

/// The key of the first row.
fn first_key(console: &Console) -> i64 {
    let window = crate::console::window(&screen(console).ask, 0, 1, &[]);
    window.cell(0, "occurrence").unwrap().as_int().unwrap()
}

fn seen(console: &Console) -> String {
    crate::console::picture::of(&console.state, &Theme::colour())
}

#[test]
fn the_cursor_goes_with_its_row_however_far_it_moves() {
    let mut console = console("3 G k k k");
    let who = console.cell("occurrence");
    let place = &screen(&console).place;
    let line = place.cursor - place.top;
    assert!(place.cursor == 1028 && line > 0);
    let first: i64 = first_key(&console);
    console.gone = (first..first + 600).collect();
    changed(&mut console);
    assert_eq!((console.cell("occurrence"), console.sought), (who.clone(), 1));
    let place = &screen(&console).place;
    assert_eq!((place.cursor, place.cursor - place.top), (428, line), "on the same line of the screen");
    console.gone.clear();
    changed(&mut console);
    assert_eq!((console.cell("occurrence"), screen(&console).place.cursor), (who, 1028));
}

#[test]
fn who_looks_at_the_beginning_sees_what_comes_before_it() {
    let mut console = console("3");
    let first: i64 = first_key(&console);
    console.gone = (first..first + 2).collect();
    console.keys("r");
    let who = console.cell("occurrence");
    console.gone.clear();
    changed(&mut console);
    assert_eq!((console.cell("occurrence"), screen(&console).place.cursor), (who, 2));
    assert_eq!(screen(&console).place.top, 0);
}

#[test]
fn it_is_read_in_silence_and_what_is_shown_stays() {
    let mut console = console("3 j j j");
    let before = seen(&console);
    console.worker = Worker::Silent;
    for _ in 0..20 {
        changed(&mut console);
        console.wait(300);
    }
    assert_eq!(console.open.len(), 1, "twenty imports are one question while it is being answered");
    assert_eq!(seen(&console), before, "nothing is dimmed, nothing said");
    // Esc is for other things.
    console.keys("/ x Enter");
    assert!(screen(&console).load.stale, "a question of one's own is seen to be read");
    console.wait(300);
    assert!(seen(&console).contains("reading…"));
    console.worker = Worker::Whole;
    console.answer();
    console.keys("Esc");
    changed(&mut console);
    assert!(console.open.is_empty() && seen(&console).contains("row 4 of 1 032"));
}

#[test]
fn an_empty_answer_stays_on_the_screen_until_there_is_another() {
    let mut console = console("3");
    console.gone = (0..100_000).collect();
    console.keys("r");
    let before = seen(&console);
    assert!(before.contains("No occurrences in"));
    console.worker = Worker::Silent;
    changed(&mut console);
    console.wait(500);
    assert_eq!(seen(&console), before);
    console.gone.clear();
    console.worker = Worker::Whole;
    console.answer();
    assert_eq!(screen(&console).reach(), 1032);
}

#[test]
fn what_is_being_asked_is_not_asked_twice() {
    let mut console = Console::with(start(SIZE), Worker::Silent);
    console.keys("3 l s");
    let (asked, ..) = console.open[0];
    changed(&mut console);
    assert_eq!(console.open.len(), 1);
    assert_eq!(console.open[0].0, asked, "its answer will know of the change");
    let runs = console.runs;
    console.worker = Worker::Whole;
    console.answer();
    assert_eq!((console.runs, screen(&console).place.cursor), (runs, 0));

    // Other rows of an answer that was counted before are not enough.
    console.keys("PgDn PgDn PgDn PgDn PgDn PgDn");
    console.worker = Worker::Silent;
    console.keys("PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn");
    assert_eq!(console.open.len(), 1, "a page is on its way");
    let who = screen(&console).place.cursor;
    changed(&mut console);
    let runs = console.runs;
    console.worker = Worker::Whole;
    console.answer();
    assert_eq!((console.runs, screen(&console).place.cursor), (runs + 1, who));
    assert!(!screen(&console).load.outdated);
}

#[test]
fn filter_order_columns_and_panels_stay() {
    let mut console = console(". / d e p : s c i Enter l l s j j j l l l");
    let here = place(&console);
    console.keys("c");
    changed(&mut console);
    assert!(matches!(console.state.panel, Some(Panel::Columns(_))));
    console.keys("Esc");
    assert_eq!(place(&console), here);
    console.keys("/");
    console.typed(" !or");
    let typed = screen(&console).filter.as_ref().unwrap().input.value().to_owned();
    changed(&mut console);
    let typing = screen(&console).filter.as_ref().unwrap();
    assert_eq!((typing.input.value(), report(&console)), (typed.as_str(), ("active-hosts", "users")));
    // The screens above are read again when one comes back to them.
    console.keys("Enter Enter");
    let runs = console.runs;
    changed(&mut console);
    console.keys("Esc");
    assert_eq!(console.runs, runs + 2);
}

#[test]
fn every_panel_of_a_dashboard_follows() {
    let mut console = console("1 l j j");
    let (here, runs) = (place(&console), console.runs);
    let before = seen(&console);
    console.worker = Worker::Silent;
    changed(&mut console);
    console.wait(400);
    assert_eq!(seen(&console), before);
    console.worker = Worker::Whole;
    console.answer();
    assert_eq!((console.runs, place(&console)), (runs + 6, here));
    assert_eq!(seen(&console), before);
}
