//! What each kind of viewer finds in the console: no tab, report, menu, palette or key leads to what is not theirs.

use crate::console::{Console, Worker, start};
use headcount::app::{Event, Panel, Start};
use headcount::report::{Layout, Person, Right, Standing, Tab, Viewer, catalog};
use proptest::prelude::*;

const SIZE: (u16, u16) = (120, 40);

/// Every kind of viewer: with each right alone, with those that go together, with none; of the account and not.
fn kinds() -> Vec<Viewer> {
    let alone = Right::ALL.iter().map(|right| vec![*right]);
    let together =
        [vec![], vec![Right::Usage, Right::ContactCenter], vec![Right::UserActivity, Right::Billing]];
    let sets: Vec<Vec<Right>> = alone.chain(together).collect();
    let person = |rights: &Vec<Right>, user| {
        let standing = Standing { account: 1, user, rights: rights.clone(), licences: Vec::new() };
        Viewer::Person(Person { email: "nora@lumen.example".into(), standings: vec![standing] })
    };
    let all = sets.iter().flat_map(|rights| [person(rights, Some(7)), person(rights, None)]);
    all.filter(Viewer::may_any).chain([Viewer::Owner]).collect()
}

fn console(viewer: &Viewer) -> Console {
    Console::with(Start { rights: viewer.clone(), tab: Tab::Overview, ..start(SIZE) }, Worker::Whole)
}

#[track_caller]
fn is_theirs(console: &Console) {
    let state = &console.state;
    assert!(state.rights.may(state.screen().def), "{:?}: {}", state.rights, state.screen().def.id);
}

#[test]
fn strips_and_number_keys_hold_what_is_theirs_and_nothing_else() {
    for viewer in kinds() {
        let mut console = console(&viewer);
        is_theirs(&console);
        let mut met = Vec::new();
        for number in 1..=9 {
            console.keys(&number.to_string());
            is_theirs(&console);
            let tab = console.state.tab();
            for _ in 0..catalog::in_tab(tab).count().max(10) {
                console.keys(".");
                is_theirs(&console);
                assert_eq!(console.state.tab(), tab);
                met.push(console.state.screen().def.id);
                // Down and back, whatever a row opens.
                console.keys("Enter");
                is_theirs(&console);
                console.keys("o");
                if let Some(Panel::Others(panel)) = &console.state.panel {
                    assert!(panel.views.iter().all(|other| viewer.may(other.def)));
                    console.keys("Esc");
                }
                console.keys("-");
                is_theirs(&console);
                console.keys("-");
                while !console.state.screen().is_root() {
                    console.keys("Esc");
                }
            }
        }
        for tab in catalog::tabs() {
            for def in catalog::in_tab(tab) {
                assert_eq!(met.contains(&def.id), viewer.may(def), "{viewer:?}: {}", def.id);
            }
        }
    }
}

#[test]
fn the_palette_names_what_is_theirs_and_nothing_else() {
    for viewer in kinds() {
        let mut console = console(&viewer);
        console.keys(":");
        let Some(Panel::Palette(panel)) = &console.state.panel else { panic!("no palette") };
        let names: Vec<String> = panel.entries.iter().map(|entry| entry.name.clone()).collect();
        for def in catalog::tabs().into_iter().flat_map(catalog::in_tab) {
            let many = def.views.len() > 1 && matches!(def.layout, Layout::Table);
            let first = def.first_view().unwrap();
            let name = if many { format!("{}: {}", def.title, first.title) } else { def.title.to_owned() };
            assert_eq!(names.contains(&name), viewer.may(def), "{viewer:?}: {name}");
        }
        // Typed as a report with a value behind it, by everyone for every report.
        for def in catalog::ALL {
            let mut console = self::console(&viewer);
            console.keys(":").typed(&format!("{} 1", def.id)).keys("Enter");
            is_theirs(&console);
        }
    }
}

#[test]
fn what_a_row_would_open_is_refused_where_it_is_not_theirs() {
    // Users are for them, what these hosted is not.
    let standing =
        Standing { account: 1, user: None, rights: vec![Right::UserActivity], licences: Vec::new() };
    let viewer = Viewer::Person(Person { email: "nora@lumen.example".into(), standings: vec![standing] });
    let mut console = console(&viewer);
    assert_eq!(console.state.screen().def.id.0, "users");
    console.keys("Enter");
    assert!(console.state.screen().is_root());
    let said = console.state.message.as_ref().unwrap();
    assert!(said.text.starts_with("not allowed: ") && said.text.contains("usage reports"), "{}", said.text);
    // Nor is anything found.
    console.keys("Ctrl-f").typed("nora").keys("Enter");
    assert!(console.state.screen().is_root());
}

#[test]
fn the_first_line_and_the_help_say_who_looks() {
    let nora = |rights: &[Right]| {
        let standing = Standing { account: 1, user: Some(7), rights: rights.to_vec(), licences: Vec::new() };
        Viewer::Person(Person { email: "nora@lumen.example".into(), standings: vec![standing] })
    };
    for (rights, says) in [
        (nora(&[]), "nora@lumen.example looks, as member: at what they hosted"),
        (nora(&[Right::Usage]), "nora@lumen.example looks, as usage; and at what they hosted"),
        (Viewer::Owner, "nora@lumen.example looks, as owner of the database: at all of it"),
    ] {
        let start = Start { rights, viewer: "nora@lumen.example".into(), ..start(SIZE) };
        let mut console = Console::with(start, Worker::Whole);
        console.keys("?");
        let drawn = crate::picture::of(&console.state, &headcount::ui::Theme::colour());
        assert!(drawn.contains(says), "{drawn}");
        assert!(drawn.lines().next().unwrap().contains("nora@lumen.example · Lumen"), "{drawn}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is pressed, and whatever becomes of the rights meanwhile.
    #[test]
    fn no_walk_holds_what_is_no_longer_theirs(
        walk in prop::collection::vec(
            (
                prop::sample::select(kinds()),
                prop::collection::vec(
                    prop::sample::select(vec!["1", "2", "3", "5", "9", ".", "Enter", "Enter", "j", "o", "-", ":", "w", "E"]),
                    0..8,
                ),
            ),
            1..10,
        ),
    ) {
        let mut console = console(&walk[0].0);
        for (viewer, keys) in walk {
            console.send(Event::RightsChanged(viewer.clone()));
            console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
            for key in std::iter::once("").chain(keys) {
                console.keys(key);
                let state = &console.state;
                prop_assert!(viewer.may(state.screen().def), "{key}: {}", state.screen().def.id);
                prop_assert!(state.trail().below.iter().all(|screen| viewer.may(screen.def)));
                let all: Vec<_> = state.tabs().into_iter().flat_map(|tab| state.in_tab(tab)).map(|def| def.id).collect();
                prop_assert!(all.contains(&state.trail().def.id) || all.is_empty());
            }
        }
    }

    /// Whatever is pressed.
    #[test]
    fn no_walk_leads_to_what_is_not_theirs(
        viewer in prop::sample::select(kinds()),
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "1", "2", "3", "5", "9", ".", ",", "Tab", "BackTab", "Enter", "Enter", "Esc", "j", "G", "o", "-", "w", "u",
                ":", "Ctrl-f", "m", "a", "d", "f", "e", "E", "x", "y", "Down", "Backspace", "]",
            ]),
            1..60,
        ),
    ) {
        let mut console = console(&viewer);
        for key in keys {
            console.keys(key);
            let state = &console.state;
            prop_assert!(viewer.may(state.screen().def), "{key}: {}", state.screen().def.id);
            prop_assert!(console.open.iter().all(|(_, ask, ..)| ask.def().is_some_and(|def| viewer.may(def))));
        }
    }
}

fn nora(rights: &[Right]) -> Viewer {
    let standing = Standing { account: 1, user: Some(7), rights: rights.to_vec(), licences: Vec::new() };
    Viewer::Person(Person { email: "nora@lumen.example".into(), standings: vec![standing] })
}

/// Another process gives her these rights, and takes all others.
fn granted(console: &mut Console, rights: &[Right]) {
    console.send(Event::RightsChanged(nora(rights)));
    console.send(Event::DataChanged(console.state.data, console.state.accounts.clone()));
}

fn seen(console: &Console) -> String {
    crate::picture::of(&console.state, &headcount::ui::Theme::colour())
}

#[test]
fn a_report_that_is_revoked_is_left_and_nothing_of_it_stays() {
    let mut console = console(&nora(&[Right::Administrator]));
    console.keys("9");
    assert_eq!(console.state.screen().def.id.0, "imports");
    console.keys(":");
    let asked = console.state.newest_generation();
    console.worker = Worker::Silent;
    granted(&mut console, &[Right::Usage]);
    // Not even while nothing has been read in its place.
    let drawn = seen(&console);
    assert!(!drawn.contains("9 Data") && !drawn.contains(".csv"), "{drawn}");
    assert!(
        drawn.contains("Imports is no longer yours to see: it is for the owner and administrators"),
        "{drawn}"
    );
    assert!(console.state.panel.is_none());
    is_theirs(&console);
    // What comes late is nobody's.
    let rows = std::sync::Arc::new(headcount::report::Window::default());
    console.send(Event::Loaded { generation: asked, answer: Ok(rows) });
    console.worker = Worker::Whole;
    console.answer();
    is_theirs(&console);
    assert!(console.state.screen().window().is_some());
    console.keys("-");
    is_theirs(&console);
}

#[test]
fn who_becomes_a_member_is_taken_up_to_what_they_hosted() {
    let mut console = console(&nora(&[Right::Usage]));
    console.keys("3 Enter");
    assert!(!console.state.screen().is_root());
    let topic = console.state.screen().crumb[0].0.as_text().unwrap().to_owned();
    assert!(seen(&console).contains(&topic));
    console.worker = Worker::Silent;
    granted(&mut console, &[]);
    let drawn = seen(&console);
    assert!(!drawn.contains(&topic) && console.state.screen().is_root(), "{drawn}");
    assert!(drawn.contains("your rights have changed: of Meetings you see what you hosted"), "{drawn}");
    assert!(!drawn.contains("Overview"), "{drawn}");
    console.keys("-");
    assert!(console.state.screen().is_root(), "nothing leads back");
}

#[test]
fn what_is_granted_comes_and_the_place_stays() {
    let mut console = console(&nora(&[]));
    console.keys("3 j j / a Enter");
    let (row, asked) = (console.state.screen().place.cursor, console.state.screen().ask.filter.clone());
    granted(&mut console, &[Right::Usage, Right::UserActivity]);
    let drawn = seen(&console);
    assert!(drawn.contains("1 Overview") && drawn.contains("5 Users"), "{drawn}");
    assert!(drawn.contains("your rights have changed: also Overview, Daily"), "{drawn}");
    let screen = console.state.screen();
    assert_eq!((screen.place.cursor, &screen.ask.filter), (row, &asked));
    console.keys("5");
    assert_eq!(console.state.screen().def.id.0, "users");
    assert!(console.state.screen().window().is_some());
    // Of what is not open, it is said.
    console.keys("3");
    granted(&mut console, &[Right::Usage]);
    assert!(seen(&console).contains("your rights have changed: no longer Users"), "{}", seen(&console));
    assert_eq!(console.state.screen().ask.filter, asked);
}

#[test]
fn where_nothing_is_left_it_says_so_and_comes_back() {
    let nobody = |rights: &[Right]| {
        let standing = Standing { account: 1, user: None, rights: rights.to_vec(), licences: Vec::new() };
        Viewer::Person(Person { email: "nora@lumen.example".into(), standings: vec![standing] })
    };
    let mut console = console(&nobody(&[Right::UserActivity]));
    let row = console.cell("email");
    console.send(Event::RightsChanged(nobody(&[])));
    let drawn = seen(&console);
    assert!(drawn.contains("not allowed: Users is for") && !drawn.contains(&row), "{drawn}");
    assert!(console.state.tabs().is_empty());
    for key in ["1", "Tab", ".", "Enter", "-", "Esc", ":", "Esc", "e", "?", "Esc"] {
        console.keys(key);
        assert!(console.open.is_empty() && console.state.screen().window().is_none(), "{key}");
    }
    console.send(Event::RightsChanged(nobody(&[Right::Usage])));
    assert_eq!(console.state.screen().def.id.0, "overview");
    assert!(console.state.screen().window().is_some());
}
