//! Walks among what belongs to events: the menu of an occurrence, figures that lead on, questions of a form as columns.

use super::console::{Console, Worker, picture};
use super::{SIZE, console, report, screen};
use headcount::app::{Event, Panel};
use headcount::ui::Theme;

fn menu(console: &Console) -> Vec<(String, Option<i64>)> {
    let Some(Panel::Others(panel)) = &console.state.panel else { panic!("no menu") };
    panel.views.iter().map(|one| (format!("{}/{}", one.def.id, one.view.id), one.count)).collect()
}

fn drawn(console: &Console) -> String {
    picture::text(&picture::draw(&console.state, &Theme::colour(), console.state.size))
}

#[test]
fn the_menu_of_an_occurrence_counts_what_is_held_and_leaves_out_the_rest() {
    let mut console = console("3");
    console.worker = Worker::Silent;
    console.keys("o");
    let all = menu(&console);
    assert!(all.iter().any(|(name, _)| name == "webinar-qa/questions"), "{all:?}");
    // One goes down before the counts are there, and stays where one is.
    console.keys("j j j");
    console.answer();
    let held = menu(&console);
    assert!(held.iter().all(|(name, count)| !name.starts_with("webinar") && *count > Some(0)), "{held:?}");
    console.keys("Enter");
    console.answer();
    assert_eq!(report(&console), ("meeting-registration", "registrants"));
    assert!(screen(&console).ask.params["occurrence"].starts_with('#'));
    console.keys("Esc");
    assert_eq!(report(&console), ("meetings", "meetings"));
}

#[test]
fn without_counts_the_menu_is_there_all_the_same() {
    let mut console = console("3");
    console.worker = Worker::Silent;
    console.keys("o");
    let all = menu(&console);
    console.fail("the disk is gone");
    assert_eq!(menu(&console), all);
    console.keys("Esc");
    assert!(console.state.panel.is_none() && screen(&console).load.failed.is_none());
}

/// What is being read when the menu opens is read again afterwards.
#[test]
fn the_menu_lets_nothing_half_read() {
    let mut console = console("3");
    console.worker = Worker::Silent;
    console.keys("r o");
    assert_eq!(console.open.len(), 1, "one question at a time");
    console.answer();
    assert!(console.open.is_empty() && !screen(&console).load.outdated);
    assert!(screen(&console).window().unwrap().totals.is_some());
    // Closed before it was answered.
    console.keys("Esc r o Esc");
    console.answer();
    assert!(screen(&console).load.waiting.is_none() && !screen(&console).load.outdated);
}

#[test]
fn a_figure_opens_the_rows_that_it_counts() {
    let mut console = console("4 Enter");
    assert_eq!(report(&console), ("occurrence", "held"));
    console.keys("j j j j j Enter");
    assert_eq!(report(&console), ("webinar-performance", "figures"));
    console.keys("Enter");
    assert_eq!(report(&console), ("webinar-registration", "registrants"));
    assert_eq!(screen(&console).ask.params["occurrence"], "#1");
    assert!(drawn(&console).contains("› Registered"), "{}", drawn(&console));
    console.keys("Esc");
    // What is the portal's word alone leads nowhere.
    console.keys("G Enter");
    assert_eq!(report(&console), ("webinar-performance", "figures"));
    assert!(drawn(&console).contains("nothing below"), "{}", drawn(&console));
}

#[test]
fn a_tally_opens_who_answered_so() {
    let mut console = console("3 . . w Enter");
    assert_eq!(report(&console), ("meeting-polls", "answers"));
    let params = &screen(&console).ask.params;
    assert_eq!(
        [&params["question"], &params["answer"], &params["launch"]],
        ["Which evenings suit you?", "Tuesday", "#1"].map(|text| text)
    );
    console.keys("Esc");
    assert_eq!(report(&console), ("meeting-polls", "tally"));
}

#[test]
fn questions_of_a_form_are_columns_like_others() {
    let mut console = Console::new((200, 40));
    console.keys("4 .");
    let declared = screen(&console).def.view("registrants").unwrap().columns.len();
    assert_eq!(screen(&console).view.columns.len(), declared + 2);
    assert!(drawn(&console).contains("Diet"));
    console.keys("/").typed("diet:nuts").keys("Enter");
    assert_eq!(screen(&console).reach(), 4);
    console.keys("Esc /").typed("colour:red");
    let why = screen(&console).filter.as_ref().and_then(|typing| typing.error.clone()).unwrap();
    assert!(why.contains("diet"), "{why}");
    console.keys("Esc Esc");
    // The last column is the diet: it sorts, and stays as it was when other rows come.
    console.keys(&"l ".repeat(30)).keys("s");
    assert_eq!(screen(&console).ask.sort[0].column, "diet");
    assert_eq!(console.cell("diet"), "none");
    console.keys("r");
    assert_eq!(screen(&console).ask.sort[0].column, "diet");
    // Another view of the report has none of them.
    console.keys("w");
    assert_eq!(report(&console), ("webinar-registration", "events"));
    assert!(screen(&console).ask.sort.is_empty());
}

#[test]
fn columns_of_another_form_take_the_place_of_those_chosen() {
    use headcount::report::Window;
    use std::sync::Arc;
    let mut console = Console::new(SIZE);
    console.keys("4 .");
    let view = screen(&console).view;
    let own = screen(&console).def.view("registrants").unwrap();
    // The menu of columns as it is: all of them are chosen now.
    console.keys("c k Space Enter");
    assert!(console.state.columns_by_hand());
    let chosen = console.state.columns_chosen().unwrap().to_vec();
    assert!(chosen.iter().any(|index| *index >= own.columns.len()) || chosen.len() < view.columns.len());
    let old = screen(&console).window().unwrap().clone();
    console.worker = Worker::Silent;
    console.keys("r");
    let (generation, ..) = console.open.pop().unwrap();
    let titles = vec!["Allergies".to_owned(), "Seats".to_owned(), "Diet".to_owned()];
    let other = own.with(&titles);
    let rows = old
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .take(own.columns.len())
                .cloned()
                .chain(std::iter::repeat_n(headcount::model::Cell::from("x"), 3))
                .collect()
        })
        .collect();
    let window = Window {
        columns: other.columns.to_vec(),
        further: titles,
        rows,
        totals: old.totals.clone(),
        ..Window::default()
    };
    console.send(Event::Loaded { generation, answer: Ok(Arc::new(window)) });
    let now = console.state.columns_chosen().unwrap();
    let further: Vec<usize> = now.iter().copied().filter(|index| *index >= own.columns.len()).collect();
    assert_eq!(further, (own.columns.len()..own.columns.len() + 3).collect::<Vec<_>>());
}
