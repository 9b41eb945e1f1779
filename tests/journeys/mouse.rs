//! The mouse, the clipboard's words, pasted text, storms of sizes.

use crate::console::{Console, Worker, start};
use crate::{console, place, report, screen};
use headcount::app::exporting as export;
use headcount::app::keymap::Mode;
use headcount::app::panel::{DateField, Entry, Field};
use headcount::app::{Action, Clipboard, Effect, Event, Panel, Target, Terminal};
use headcount::report::{ReportId, SortKey, Tab};
use proptest::prelude::*;

const ACTIVE: ReportId = ReportId("active-hosts");

#[test]
fn tabs_reports_views_and_levels_are_pressed_on() {
    let mut console = console("");
    console.press(Target::Tab(Tab::Meetings));
    assert_eq!(report(&console).0, "meetings");
    console.press(Target::Tab(Tab::Usage)).press(Target::Report(ACTIVE));
    assert_eq!(report(&console).0, "active-hosts");
    console.keys("j j");
    let there = place(&console);
    console.keys("Enter Enter");
    assert_eq!(report(&console), ("participants", "people"));
    console.press(Target::View("connections"));
    assert_eq!(report(&console), ("participants", "connections"));
    // One level up, and from there to the top, with what was under the cursor.
    console.press(Target::Level(1));
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    console.press(Target::Level(0));
    assert_eq!(place(&console), there);
    console.keys("Enter").press(Target::Level(0));
    assert_eq!(place(&console), there);
}

#[test]
fn a_level_that_is_left_out_is_the_level_that_stands_for_it() {
    let mut console = Console::new((44, 24));
    console.keys(". Enter Enter Enter");
    assert_eq!(report(&console).0, "sessions");
    let levels: Vec<usize> = levels(&console);
    assert_eq!(*levels.last().unwrap(), 3, "{levels:?}");
    // The middle ones gave way.
    assert!(levels.len() < 5, "{levels:?}");
    console.press(Target::Level(3));
    assert_eq!(report(&console).0, "sessions");
    console.press(Target::Level(0));
    assert_eq!(report(&console), ("active-hosts", "users"));
}

fn levels(console: &Console) -> Vec<usize> {
    let all = console.hits();
    all.all().filter_map(|(_, t)| if let Target::Level(depth) = t { Some(depth) } else { None }).collect()
}

#[test]
fn a_row_takes_the_cursor_and_then_opens() {
    let mut console = console(".");
    console.press(Target::Row(3));
    assert_eq!((report(&console).1, screen(&console).place.cursor), ("users", 3));
    let host = console.cell("host");
    console.press(Target::Row(3));
    assert_eq!(screen(&console).ask.params["host"], format!("#{host}"));
    // The second half of a double click does not open what came below.
    let row = console.hits().all().find(|(_, target)| *target == Target::Row(0)).unwrap().0;
    let second = console.hits().at(row.0, row.1);
    console.send(Event::Mouse(headcount::app::Mouse::Press(second)));
    assert_eq!(report(&console), ("active-hosts", "meetings"));
    console.press(Target::Row(0));
    assert_eq!(report(&console).0, "participants");
    // Where nothing is below, nothing happens.
    console.keys("Enter").press(Target::Row(0));
    assert_eq!(report(&console).0, "sessions");
}

#[test]
fn a_header_selects_and_then_sorts() {
    let mut console = console(".");
    let shown: Vec<usize> = console.state.layout().placed.iter().map(|placed| placed.index).collect();
    let name = screen(&console).view.columns[shown[2]].name.to_string();
    console.press(Target::Column(shown[2]));
    assert_eq!((console.state.selected_column(), screen(&console).ask.sort.len()), (Some(shown[2]), 0));
    console.press(Target::Column(shown[2]));
    assert_eq!(screen(&console).ask.sort, [SortKey::ascending(&name)]);
    console.press(Target::Column(shown[2]));
    assert_eq!(screen(&console).ask.sort, [SortKey::descending(&name)]);
}

#[test]
fn the_wheel_scrolls_rows_and_the_cursor_gives_way_at_the_edge() {
    let mut console = console("3");
    console.wheel(true, 2);
    assert_eq!((screen(&console).place.top, screen(&console).place.cursor), (6, 6));
    console.wheel(false, 1);
    assert_eq!((screen(&console).place.top, screen(&console).place.cursor), (3, 6));
    console.wheel(true, 5_000);
    let (last, page) = (screen(&console).reach() - 1, headcount::app::frame::page(&console.state));
    assert_eq!(screen(&console).place.top, last + 1 - page);
    assert!(console.cell("occurrence").parse::<i64>().is_ok(), "rows that came into sight were read");
    console.wheel(false, 5_000);
    assert_eq!(screen(&console).place.top, 0);
}

#[test]
fn panels_have_the_mouse_alone() {
    let mut console = console(". ?");
    console.wheel(true, 2);
    assert!(matches!(console.state.panel, Some(Panel::Help { scroll: 6, .. })));
    console.press(Target::Row(0)).press(Target::Tab(Tab::Data));
    assert!(matches!(console.state.panel, Some(Panel::Help { .. })));
    assert_eq!(report(&console).0, "active-hosts");
    console.press(Target::Does(Action::Close));
    assert!(console.state.panel.is_none());

    console.keys("c").press(Target::Item(1));
    let Some(Panel::Columns(panel)) = &console.state.panel else { panic!("no columns") };
    assert_eq!((panel.selected, panel.columns[1].1), (1, false));
    console.press(Target::Does(Action::Apply));
    assert!(console.state.panel.is_none() && console.state.columns_chosen().is_some());

    console.keys("d").wheel(true, 1).press(Target::Field(DateField::To));
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("no dates") };
    assert_eq!((panel.field, panel.selected), (DateField::To, 1));
    let third = panel.presets[3].1;
    console.press(Target::Item(3));
    assert!(console.state.panel.is_none());
    assert_eq!(screen(&console).ask.range, third);

    console.keys(": h e l p").press(Target::Item(0));
    assert!(matches!(console.state.panel, Some(Panel::Help { .. })));
    console.keys("/ q u i t");
    console.send(Event::Paste("!\r".into()));
    let Some(Panel::Help { search, .. }) = &console.state.panel else { panic!("no help") };
    assert_eq!(search.input.value(), "quit!");
    console.keys("Esc Esc").press(Target::Tab(Tab::Meetings));

    // A form: a choice is made where it stands, a field of text takes what is pasted.
    console.keys("2 Enter Enter f");
    let Some(Panel::Form(panel)) = &console.state.panel else { panic!("no form") };
    let is_choice = |field: &Field| matches!(field.entry, Entry::Choice { .. });
    let choice = panel.fields.iter().position(is_choice).unwrap();
    console.press(Target::Choice(choice, 1));
    let Some(Panel::Form(panel)) = &console.state.panel else { panic!("no form") };
    assert!(matches!(panel.fields[choice].entry, Entry::Choice { at: 1, .. }));
    assert_eq!(panel.selected, choice);
    console.keys("Esc Ctrl-f");
    console.send(Event::Paste("nora\n".into()));
    let Some(Panel::Find(panel)) = &console.state.panel else { panic!("no search") };
    assert_eq!(panel.input.value(), "nora");
    console.keys("Esc E").press(Target::Choice(0, 1)).press(Target::Item(4));
    let Some(Panel::Export(panel)) = &console.state.panel else { panic!("no export") };
    assert_eq!((panel.choices(export::Field::Format).1, panel.field), (1, export::Field::File));
    console.send(Event::Paste("/tmp\n".into()));
    let Some(Panel::Export(panel)) = &console.state.panel else { panic!("no export") };
    assert!(panel.file.value().ends_with("/tmp"));
    console.press(Target::Does(Action::Close));

    console.keys("3 o").press(Target::Item(2));
    assert_eq!(screen(&console).crumb.len(), console.state.trail().below[0].crumb.len());
    assert_ne!(report(&console).0, "meetings");
}

#[test]
fn what_is_done_with_a_row_is_asked_and_answered() {
    let mut console = console("9 x");
    console.press(Target::Item(0));
    assert_eq!(console.state.mode(), Mode::Confirm);
    console.press(Target::Does(Action::No));
    assert!(console.state.panel.is_none() && console.state.undoing.is_none());
    console.keys("x").press(Target::Item(0)).press(Target::Does(Action::Yes));
    assert!(console.state.undoing.is_some());
    console.keys("q").press(Target::Does(Action::No));
    assert!(console.state.panel.is_none() && console.effects.iter().all(|effect| *effect != Effect::Quit));
}

#[test]
fn hints_and_dates_do_what_their_keys_do() {
    let mut console = console(".");
    let before = screen(&console).ask.range;
    console.press(Target::Does(Action::Earlier));
    assert_eq!(screen(&console).ask.range, before.shifted(-1));
    console.press(Target::Does(Action::Later));
    console.press(Target::Does(Action::Dates));
    assert_eq!(console.state.mode(), Mode::Dates);
    console.press(Target::Does(Action::Close)).press(Target::Does(Action::Filter));
    assert_eq!(console.state.mode(), Mode::Filter);
    // A press elsewhere keeps what is typed.
    console.typed("sci").press(Target::Row(1));
    assert_eq!((console.state.mode(), screen(&console).ask.filter.as_str()), (Mode::Table, "sci"));
    // What cannot be read is mended first.
    console.keys("/").typed(" colour:red").press(Target::Tab(Tab::Data));
    assert_eq!((console.state.mode(), console.state.tab()), (Mode::Filter, Tab::Usage));
}

#[test]
fn a_dashboard_is_pressed_on_and_wheeled_through() {
    let mut console = Console::new((120, 40));
    console.keys("1");
    let top = "hosts";
    let rows = |console: &Console, view: &str| {
        let hits = console.hits();
        hits.all().filter(|(_, t)| matches!(t, Target::Panel(v, Some(_)) if *v == view)).count()
    };
    let views: Vec<&str> =
        headcount::app::board::of(&console.state).unwrap().placed.iter().map(|one| one.panel.view).collect();
    for view in &views {
        assert!(rows(&console, view) > 0, "{view}");
    }
    let other = *views.iter().find(|view| **view != screen(&console).view.id && **view != top).unwrap();
    console.press(Target::Panel(other, Some(1)));
    assert_eq!((screen(&console).view.id, screen(&console).place.cursor), (other, 1));
    // From the first panel's first row to the last one's last, and there it stays.
    console.wheel(false, 400);
    assert_eq!((screen(&console).view.id, screen(&console).place.cursor), (views[0], 0));
    console.wheel(true, 400);
    assert_eq!(screen(&console).view.id, *views.last().unwrap());
    // The cursor's row opens.
    let figures = views[0];
    console.press(Target::Panel(figures, Some(0)));
    if screen(&console).place.cursor != 0 {
        console.press(Target::Panel(figures, Some(0)));
    }
    console.press(Target::Panel(figures, Some(0)));
    assert!(!console.state.trail().below.is_empty());
}

#[test]
fn m_gives_the_mouse_to_the_terminal_and_takes_it_back() {
    let mut console = console(". m");
    assert_eq!(console.effects, [Effect::Mouse(false)]);
    assert!(console.state.message.as_ref().unwrap().text.contains("the terminal selects text"));
    // What was still under way does nothing.
    console.wheel(true, 2);
    assert_eq!(screen(&console).place.top, 0);
    console.keys("m").wheel(true, 2);
    assert_eq!(console.effects, [Effect::Mouse(false), Effect::Mouse(true)]);
    assert!(console.state.message.as_ref().unwrap().text.contains("Shift-drag"));
    assert!(screen(&console).place.top > 0);

    let mut start = start((80, 24));
    start.settings.mouse = false;
    let mut off = Console::with(start.clone(), Worker::Whole);
    off.wheel(true, 1);
    assert_eq!(screen(&off).place.top, 0);
    start.settings.mouse = true;
    start.terminal = Terminal { mouse: false, ..start.terminal };
    let mut none = Console::with(start, Worker::Whole);
    none.keys("m");
    assert!(none.effects.is_empty() && none.state.message.unwrap().text.contains("tells no clicks"));
}

#[test]
fn pasted_text_goes_into_a_field_and_never_runs_keys() {
    let mut console = console(".");
    console.send(Event::Paste("qqq\r2G".into()));
    assert!(console.effects.is_empty() && screen(&console).place.cursor == 0);
    assert!(console.state.message.as_ref().unwrap().text.contains("open a filter with /"));
    console.keys("/");
    console.send(Event::Paste("  sci\r\nol\x1b[201~q\u{202E}\x07\n".into()));
    assert_eq!(screen(&console).ask.filter, "sci ol[201~q");
    console.keys("Esc ?");
    console.send(Event::Paste("q".into()));
    assert!(console.state.panel.is_some());
    console.keys("Esc d");
    console.send(Event::Paste(" 2026-10-05\n".into()));
    let Some(Panel::Dates(panel)) = &console.state.panel else { panic!("no dates") };
    assert_eq!(panel.from.value(), "2026-10-05");
    console.keys("Esc /");
    console.send(Event::Paste("x".repeat(5_000)));
    assert_eq!(screen(&console).ask.filter.len(), 1000);
    assert!(console.state.message.as_ref().unwrap().text.contains("first 1000"));
}

#[test]
fn how_the_clipboard_is_reached_is_said_once() {
    let copied = |clipboard| {
        let mut start = start((80, 24));
        start.terminal = Terminal { clipboard, ..start.terminal };
        let mut console = Console::with(start, Worker::Whole);
        console.keys(". y");
        let first = console.state.message.take().unwrap().text;
        console.keys("Y");
        (first, console.state.message.take().unwrap().text, console.effects.len())
    };
    let (first, second, sent) = copied(Clipboard::Tmux);
    assert!(first.contains("set -g set-clipboard on") && first.chars().count() < 80, "{first}");
    assert!(!second.contains("tmux") && sent == 2, "{second}");
    assert!(copied(Clipboard::Screen).0.contains("screen"));
    assert!(copied(Clipboard::Either).0.contains("if in tmux"));
    assert_eq!(copied(Clipboard::Direct).0, copied(Clipboard::Direct).0);
    let (first, second, sent) = copied(Clipboard::Absent);
    assert!(first == second && first.contains("no clipboard") && sent == 0);
}

proptest! {
    /// A click anywhere on any size does no harm, and says nothing that is not seen.
    #[test]
    fn clicks_and_sizes_at_random(
        steps in proptest::collection::vec((0u16..130, 0u16..45, 0u8..8), 1..40),
    ) {
        let mut console = console("1");
        for (x, y, what) in steps {
            match what {
                0 => console.send(Event::Resized(x, y)),
                1 => drop(console.wheel(y % 2 == 0, 3)),
                2 => drop(console.keys(["d", "c", "?", "x", "o", "/", "v", "Esc"][usize::from(x % 8)])),
                _ => drop(console.press_at(x, y)),
            }
        }
        let hits = console.hits();
        let (width, height) = console.state.size;
        prop_assert!(hits.all().all(|((x, y), _)| x < width && y < height));
    }
}

#[test]
fn a_storm_of_sizes_reads_no_more_than_it_must() {
    let mut console = console("3");
    let before = console.runs;
    let mut seed = 7_u32;
    for _ in 0..500 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let size = ((seed >> 8) % 230, (seed >> 20) % 70);
        console.send(Event::Resized(u16::try_from(size.0).unwrap(), u16::try_from(size.1).unwrap()));
    }
    assert!(console.runs - before <= 1, "{} runs", console.runs - before);
    console.send(Event::Resized(80, 24));
    assert_eq!(screen(&console).place.cursor, 0);
}
