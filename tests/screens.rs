//! What is seen: text and styles of every state, at 80×24 and 120×40.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "test")]

mod console;

use console::{Console, Worker, account, picture, start};
use headcount::app::msg::Found;
use headcount::app::{Data, Event, Exported, Start, Undone};
use headcount::ui::Theme;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// A snapshot for each size of what `prepare` makes.
fn both(name: &str, prepare: impl Fn((u16, u16)) -> Console) {
    for size in SIZES {
        let console = prepare(size);
        let name = format!("{name}_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name.as_str(), picture::of(&console.state, &Theme::colour()));
        is_ascii(&name, console);
    }
}

/// The same in ASCII holds no sign but letters of names.
fn is_ascii(name: &str, mut console: Console) {
    console.state.keymap.words = true;
    let theme = Theme { ascii: true, ..Theme::colour() };
    let text = picture::text(&picture::draw(&console.state, &theme, console.state.size));
    let of_names = |c: char| c.is_alphabetic() || "🎵👩\u{200d}💻\u{308}\u{301}".contains(c);
    let foreign: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !of_names(*c)).collect();
    assert!(foreign.is_empty(), "{name}: {foreign:?}\n{text}");
}

fn with_keys(size: (u16, u16), keys: &str) -> Console {
    let mut console = Console::new(size);
    console.keys(keys);
    console
}

fn silent(size: (u16, u16)) -> Console {
    Console::with(start(size), Worker::Silent)
}

#[test]
fn table() {
    both("daily", |size| with_keys(size, "j j j"));
    both("users", |size| with_keys(size, ". j j"));
    both("occurrences", |size| with_keys(size, "3 j"));
    both("imports", |size| with_keys(size, "9"));
    both("all_users", |size| with_keys(size, "5"));
    both("upcoming", |size| with_keys(size, ". . ."));
    both("upcoming_dates", |size| with_keys(size, ". . . d"));
    both("coverage", |size| with_keys(size, "9 ."));
    both("telephone", |size| with_keys(size, ". . . . j"));
    both("telephone_days", |size| with_keys(size, ". . . . w j"));
    both("captions", |size| with_keys(size, ". . . . . j"));
    both("recordings", |size| with_keys(size, ". . . . . . j"));
    both("recordings_files", |size| with_keys(size, ". . . . . . w Enter"));
    both("remote_support", |size| with_keys(size, ". . . . . . . j"));
    both("events", |size| with_keys(size, ". . . . . . . . w j"));
    both("billing", |size| with_keys(size, ". . . . . . . . . j"));
    both("billing_departments", |size| with_keys(size, ". . . . . . . . . w j"));
    both("meeting_activity", |size| with_keys(size, "3 . j"));
}

/// What is not enabled says so, and since when it is awaited, in place of rows.
#[test]
fn what_is_shut_says_why() {
    both("billing_shut", |size| {
        let mut console = with_keys(size, ". . . . . . . . .");
        console.shut = Some("billing was requested for Lumen on 2026-11-19 and is expected by 2026-11-24");
        console.keys("r");
        console
    });
}

#[test]
fn dashboard() {
    both("overview", |size| with_keys(size, "1 j"));
    both("overview_days", |size| with_keys(size, "1 l l j j j"));
    both("overview_hours", |size| with_keys(size, "1 h h h j"));
    let console = with_keys((160, 50), "1 h");
    insta::assert_snapshot!("overview_160x50", picture::of(&console.state, &Theme::colour()));
    let console = with_keys((60, 14), "1 G");
    insta::assert_snapshot!("overview_60x14", picture::of(&console.state, &Theme::mono()));
    both("overview_reading", |size| {
        let mut console = silent(size);
        console.keys("1").wait(1_240);
        console
    });
}

#[test]
fn sorted_and_scrolled_sideways() {
    both("scrolled", |size| with_keys(size, ". l l S l l l l l s"));
}

#[test]
fn the_mouse_given_to_the_terminal() {
    both("mouse_off", |size| {
        let mut console = with_keys(size, ". m");
        console.wait(2_000);
        console.keys("j");
        console
    });
}

#[test]
fn sorted_by_several_columns() {
    both("sorted_by_two", |size| with_keys(size, ". l l s s l S"));
}

#[test]
fn frozen_and_fitted() {
    both("frozen", |size| with_keys(size, "3 l F h < < < < l l l l l l"));
}

#[test]
fn marked() {
    both("marked", |size| with_keys(size, ". l l Space Space j Space"));
    both("marked_states", |size| with_keys(size, "3 Space j Space"));
}

#[test]
fn found() {
    both("found_people", |size| with_keys(size, "Ctrl-f n o r a Enter j"));
    both("found_meetings", |size| with_keys(size, "Ctrl-f 8 4 6 Enter"));
    both("person", |size| with_keys(size, "Ctrl-f n o r a Enter Enter j"));
}

#[test]
fn what_belongs_to_events() {
    both("registration", |size| with_keys(size, "3 ."));
    both("polls_tally", |size| with_keys(size, "3 . . w"));
    both("webinars", |size| with_keys(size, "4"));
    both("webinar_registration", |size| with_keys(size, "4 ."));
    both("webinar_attendees", |size| with_keys(size, "4 . ."));
    both("occurrence", |size| with_keys(size, "4 Enter"));
    both("webinar_performance", |size| with_keys(size, "4 Enter j j j j j Enter j"));
    both("others_of_a_meeting", |size| with_keys(size, "3 o"));
}

#[test]
fn in_the_middle_of_many_rows() {
    both("middle", |size| with_keys(size, "3 PgDn PgDn Ctrl-d"));
    both("end", |size| with_keys(size, "3 G"));
}

#[test]
fn empty_range() {
    both("empty", |size| with_keys(size, ". d 2 0 2 5 - 0 1 - 0 1 Tab 2 0 2 5 - 0 1 - 3 1 Enter"));
}

#[test]
fn reading() {
    both("reading", |size| {
        let mut console = silent(size);
        console.wait(1_240);
        console
    });
    both("reading_again", |size| {
        let mut console = with_keys(size, ".");
        console.worker = Worker::Silent;
        console.keys("s").wait(400);
        console
    });
    both("counting", |size| {
        let mut console = Console::with(start(size), Worker::Twice);
        console.worker = Worker::Silent;
        console.keys("3");
        let (generation, ask, first, len) = console.open.pop().unwrap();
        let mut window = console::window(&ask, first, len, &[]);
        window.totals = None;
        console.send(Event::Loaded { generation, answer: Ok(window.into()) });
        console.wait(800);
        console
    });
}

#[test]
fn failed() {
    both("failed", |size| {
        let mut console = silent(size);
        console.fail("the database is locked by another program\nwaited 5 s for /var/lib/headcount.db\nSQLITE_BUSY (5)");
        console
    });
    both("failure_whole", |size| {
        let mut console = silent(size);
        console.fail("the database is locked by another program\nwaited 5 s for /var/lib/headcount.db\nSQLITE_BUSY (5)");
        console.keys("v");
        console
    });
}

#[test]
fn filters() {
    both("filter_typed", |size| {
        let mut console = with_keys(size, ". /");
        console.typed("dep:sci");
        console
    });
    both("filter_wrong", |size| {
        let mut console = with_keys(size, ". /");
        console.typed("colour:red");
        console
    });
    both("filter_kept", |size| {
        let mut console = with_keys(size, ". /");
        console.typed("dep:sci !orlov").keys("Enter");
        console
    });
    both("filter_matches_nothing", |size| {
        let mut console = with_keys(size, ". /");
        console.typed("quetzal").keys("Enter");
        console
    });
}

#[test]
fn first_start() {
    both("first_start", |size| {
        let mut start = start(size);
        start.data = Data { days: None, empty: true };
        start.accounts.clear();
        Console::with(start, Worker::Whole)
    });
}

#[test]
fn panels() {
    both("dates", |size| with_keys(size, ". d j j"));
    both("dates_wrong", |size| with_keys(size, ". d 2 0 2 6 - 1 3 - 0 1 Tab"));
    both("columns", |size| with_keys(size, ". c j j Space K"));
    both("columns_chosen", |size| with_keys(size, ". c j Space j Space Enter"));
    both("help", |size| with_keys(size, ". ?"));
    both("help_searched", |size| with_keys(size, ". ? / s o r t"));
    both("help_not_found", |size| with_keys(size, ". ? / z e b r a Enter"));
}

#[test]
fn palette() {
    both("palette", |size| with_keys(size, ". :"));
    both("palette_searched", |size| with_keys(size, ". : c o l Down"));
    both("palette_filter", |size| with_keys(size, ": m e e t i n g s Space d e p : s c i"));
    both("palette_idle", |size| with_keys(size, "1 : s o r t Enter"));
    both("palette_nothing", |size| with_keys(size, ": z e b r a s"));
    let mut console = with_keys((60, 10), ": r o w");
    insta::assert_snapshot!("palette_60x10", picture::of(&console.state, &Theme::mono()));
    console.keys("Esc Esc");
    both("whole_row", |size| with_keys(size, "3 v"));
    both("actions", |size| with_keys(size, "9 x"));
    both("confirm", |size| with_keys(size, "9 x Enter"));
    both("confirm_quit", |size| with_keys(size, "9 x Enter Enter q"));
    both("parameters", |size| with_keys(size, ". Enter Enter f Tab Space Tab 1 0 1 Tab"));
    both("parameters_set", |size| with_keys(size, ". Enter Enter f Tab Space Tab 1 0 Enter"));
    both("find", |size| with_keys(size, ". Ctrl-f n o r a"));
    both("columns_fitted", |size| with_keys(size, ". c F j > > j j <"));
    both("others", |size| with_keys(size, "3 Enter o"));
    both("actions_on_several", |size| with_keys(size, "9 Space Space Space x"));
    both("confirm_several", |size| with_keys(size, "9 Space Space Space x Enter"));
    both("export", |size| with_keys(size, ". / d e p : s c i Enter E j"));
    both("export_views", |size| with_keys(size, ". E Right j Right Right Down"));
    both("export_wrong", |size| {
        let mut console = with_keys(size, ". E BackTab Ctrl-u");
        console.typed("~/nowhere/hosts.csv").keys("Enter");
        let found = Found::Wrong("there is no folder /home/owner/nowhere".into());
        console.send(Event::Looked { number: 1, found });
        console
    });
    both("export_replaces", |size| {
        let mut console = with_keys(size, ". E Enter");
        let found =
            Found::Taken(vec!["/home/owner/exports/headcount-active-hosts-users-2026-11-22.csv".into()]);
        console.send(Event::Looked { number: 1, found });
        console
    });
    both("exporting", |size| {
        let mut console = with_keys(size, "3 e");
        console.now += 1_000;
        console.send(Event::ExportProgress(640));
        console
    });
    both("question", |size| {
        let mut console = with_keys(size, ". e");
        console.send(Event::ExportProgress(12_000));
        console.keys("q");
        console
    });
}

#[test]
fn the_way_down() {
    both("participants", |size| with_keys(size, ". Enter Enter"));
    both("connections", |size| with_keys(size, ". Enter Enter u"));
    both("sessions", |size| with_keys(size, ". Enter Enter j Enter"));
    both("rejected", |size| with_keys(size, "9 j j Enter"));
    both("attendance_curve", |size| with_keys(size, "3 o j j Enter j j j j j j j j"));
    both("attendance_curve_filtered", |size| with_keys(size, "3 o j j Enter / p r e s e n t > 3 0 Enter"));
}

#[test]
fn nothing_to_come() {
    both("upcoming_none", |size| {
        // Back to before anything is planned.
        with_keys(size, &format!(". . . {}", "{ ".repeat(15)))
    });
}

#[test]
fn after_an_export() {
    both("exported", |size| {
        let mut console = with_keys(size, ". e");
        let path = "/home/owner/headcount/active-hosts-2026-10-23.csv".into();
        console.send(Event::Exported(Ok(Exported { path, rows: 214 })));
        console
    });
}

#[test]
fn while_an_import_is_undone_and_after() {
    both("undoing", |size| {
        let mut console = with_keys(size, "9 x Enter y");
        console.send(Event::UndoProgress { done: 120, total: 400 });
        console
    });
    both("undone", |size| {
        let mut console = with_keys(size, "9 x Enter y");
        let file = "meetings_with_participants_2026-11.csv".into();
        let undone = Undone { import: 6, file, rows: 400, gone: 3, changed: 1 };
        console.send(Event::Undone(Ok(Some(undone))));
        console
    });
}

#[test]
fn without_colour() {
    for (name, keys) in
        [("mono_users", ". j"), ("mono_sessions", ". Enter Enter j Enter"), ("mono_columns", ". c")]
    {
        let console = with_keys((80, 24), keys);
        insta::assert_snapshot!(name, picture::of(&console.state, &Theme::mono()));
    }
}

#[test]
fn small_terminals_say_what_they_need() {
    for (size, name) in [((30, 5), "small"), ((40, 8), "least"), ((60, 14), "modest")] {
        let console = with_keys(size, ". Enter");
        insta::assert_snapshot!(name, picture::text(&picture::draw(&console.state, &Theme::colour(), size)));
    }
}

/// Each state there is, by the keys that lead to it.
fn states(size: (u16, u16)) -> Vec<Console> {
    let mut all: Vec<Console> = [
        "",
        ".",
        ". Enter",
        ". Enter Enter",
        ". Enter Enter u",
        ". Enter Enter Enter",
        "9",
        "9 Enter",
        "9 x",
        "9 x Enter",
        "9 x Enter j j",
        "9 x Enter Enter",
        ". d",
        ". d Tab",
        ". c",
        ". ?",
        ". ? G",
        "3 v",
        "3 v G",
        "1",
        "1 l j",
        "1 l l G",
        "1 l l l G",
        "1 h G",
        "1 v",
        ". /",
        ". / x",
        ". / x :",
        ". / q q",
        ". e q",
        ". Enter Enter f Tab Tab 1 0 1 Tab",
        "Ctrl-f x Enter Enter",
        "1 Ctrl-f Enter",
        ". l F > > l l l l l l l",
        ". Space Space",
        "9 Space Space Space x Enter",
        "3 Enter o",
        ". E",
        ". E Right j Right Right Down Down",
        ". E BackTab",
        ". E BackTab Ctrl-u Enter",
        "3 G",
        ". l l l l l l l",
    ]
    .into_iter()
    .map(|keys| with_keys(size, keys))
    .collect();
    let mut reading = silent(size);
    reading.wait(500);
    all.push(reading);
    let mut failed = silent(size);
    failed.fail("no\nmore");
    all.push(failed.clone());
    failed.keys("v");
    all.push(failed);
    let mut first = start(size);
    first.data.empty = true;
    all.push(Console::with(first, Worker::Whole));
    all
}

#[test]
fn no_size_panics() {
    let mut sizes: Vec<(u16, u16)> = (0..=6).flat_map(|w| (0..=6).map(move |h| (w, h))).collect();
    sizes.extend([(40, 8), (41, 9), (40, 100), (300, 8), (300, 100), (53, 13), (79, 20), (200, 60)]);
    let all = states((80, 24));
    for size in sizes {
        for console in &all {
            let mut console = console.clone();
            console.send(Event::Resized(size.0, size.1));
            picture::draw(&console.state, &Theme::colour(), size);
            picture::draw(&console.state, &Theme::mono(), size);
        }
    }
    // A terminal that shrank before the state was told.
    for console in states((120, 40)) {
        picture::draw(&console.state, &Theme::colour(), (20, 5));
        picture::draw(&console.state, &Theme::colour(), (100, 30));
    }
}

/// Full, empty and failed, each view.
#[test]
fn every_report_draws_in_every_state() {
    let ways = [
        "2",
        ".",
        ". w",
        ". .",
        ". . .",
        ". . . .",
        ". . . . w",
        ". . . . w w",
        ". . . . .",
        ". . . . . w",
        ". . . . . .",
        ". . . . . . w",
        ". . . . . . w w",
        ". . . . . . .",
        ". . . . . . . w",
        ". . . . . . . w w",
        ". . . . . . . w w w",
        ". . . . . . . w w w w",
        ". . . . . . . Enter",
        ". . . . . . . Enter w",
        ". . . . . . . .",
        ". . . . . . . . .",
        ". . . . . . . . . .",
        ". . . . . . . . . . .",
        ". . . . . . . . . . . w",
        ". . . . . . . . . . . .",
        ". . . . . . . . . . . . w",
        ". . . . . . . . . . . . w w",
        "3",
        "3 .",
        ". Enter Enter",
        ". Enter Enter u",
        ". Enter Enter Enter",
        "5",
        "5 .",
        "5 . w",
        "9",
        "9 Enter",
        "9 .",
        "9 . w",
        "9 . .",
        "9 . . .",
        "9 ,",
        "3 o j j Enter",
        "3 o j j j j j j j Enter",
        "3 .",
        "3 . w",
        "3 . .",
        "3 . . w",
        "3 . . .",
        "3 . . . .",
        "3 . . . . w",
        "4",
        "4 .",
        "4 . w",
        "4 . w w",
        "4 . .",
        "4 . . u",
        "4 . . .",
        "4 . . . .",
        "4 . . . . w",
        "4 . . . . .",
        "4 . . . . . w",
        "4 Enter",
        "4 Enter j j j j j Enter",
        "1",
        "1 l",
        "1 l l",
        "1 l l l",
        "1 h",
        "1 h h",
        "Ctrl-f n o r a Enter",
        "Ctrl-f n o r a Enter Enter",
        "Ctrl-f 8 4 6 Enter",
    ];
    let mut drawn = std::collections::BTreeSet::new();
    for (size, keys) in [(80, 24), (200, 60)].into_iter().flat_map(|size| ways.map(|keys| (size, keys))) {
        let mut console = with_keys(size, keys);
        let seen = |console: &Console| picture::text(&picture::draw(&console.state, &Theme::colour(), size));
        let screen = console.state.screen();
        drawn.insert((screen.def.id, screen.view.id));
        assert!(screen.has_rows() && seen(&console).contains(screen.def.title), "{keys}");
        console.gone = (0..100_000).collect();
        console.keys("r");
        let rows = console.state.screen().reach();
        let says = |text: &str| seen(&console).contains(text);
        assert!(rows > 0 || says("No ") || says("nothing"), "{}", seen(&console));
        console.worker = Worker::Silent;
        console.keys("r");
        console.fail("the disk is gone");
        assert!(seen(&console).contains("✗ the disk is gone"), "{}", seen(&console));
    }
    let views =
        headcount::report::catalog::ALL.iter().flat_map(|def| def.views.iter().map(|view| (def.id, view.id)));
    let missing: Vec<_> = views.filter(|view| !drawn.contains(view)).collect();
    assert!(missing.is_empty(), "no way leads to {missing:?}");
}

#[test]
fn columns_stand_under_their_titles_whatever_the_names() {
    let console = with_keys((120, 40), ".");
    let layout = console.state.layout();
    let buffer = picture::draw(&console.state, &Theme::colour(), (120, 40));
    let email = layout.placed[1];
    let header = headcount::app::frame::plan(&console.state).header_y();
    assert_eq!(buffer[(email.x, header)].symbol(), "E");
    for row in 1..=8 {
        let cell = &buffer[(email.x, header + row)];
        assert!(cell.symbol().chars().all(|c| c.is_ascii_alphanumeric()), "row {row}: {cell:?}");
        assert_eq!(buffer[(email.x - 1, header + row)].symbol(), " ", "row {row}");
    }
}

#[test]
fn in_ascii_the_pictures_still_say_what_they_said() {
    let ascii = |console: &mut Console| {
        console.state.keymap.words = true;
        let theme = Theme { ascii: true, ..Theme::colour() };
        picture::text(&picture::draw(&console.state, &theme, console.state.size))
    };
    insta::assert_snapshot!("ascii_overview", ascii(&mut with_keys((120, 40), "1 l l j j")));
    insta::assert_snapshot!("ascii_users", ascii(&mut with_keys((80, 24), ". j")));
    insta::assert_snapshot!("ascii_help", ascii(&mut with_keys((80, 24), "?")));
    insta::assert_snapshot!("ascii_curve", ascii(&mut with_keys((100, 30), "3 Enter o j Enter j j")));
    insta::assert_snapshot!("ascii_sessions", ascii(&mut with_keys((80, 24), "3 Enter j Enter")));
}

/// The last line says how to go on: `?` on every screen, `:` where there is room, how to leave in every panel.
#[test]
fn footers_hold_what_is_always_needed() {
    let foot = |size: (u16, u16), keys: &str| {
        let console = with_keys(size, keys);
        let picture = picture::of(&console.state, &Theme::colour());
        picture.lines().nth(usize::from(size.1) - 1).unwrap_or_default().to_owned()
    };
    for width in (40..=120).step_by(4) {
        for keys in ["1", "2", ". Enter", ". Enter Enter", "5", "9"] {
            let line = foot((width, 24), keys);
            assert!(line.ends_with("? keys"), "{width}: {line}");
            assert_eq!(line.contains(": commands"), width >= 60, "{width}: {line}");
        }
        for (keys, leave) in [
            ("/ x", "Esc clear"),
            ("d", "Esc close"),
            ("c", "Esc close"),
            ("v", "Esc close"),
            ("?", "Esc close"),
            ("? / x", "Esc clear"),
            (":", "Esc close"),
            ("3 o", "Esc close"),
            ("9 x", "Esc close"),
            ("9 x Enter", "Esc no"),
        ] {
            assert!(foot((width, 24), keys).contains(leave), "{width}: {keys}: {}", foot((width, 24), keys));
        }
    }
}

/// Lumen with a school under it, and a lab; the lab's policy lets one report span a month.
fn several(size: (u16, u16), keys: &str) -> Console {
    let mut accounts =
        vec![account(1, "Lumen", None), account(2, "Lab", None), account(3, "Orbit School", Some(1))];
    accounts[1].range = Some(1);
    let mut console = Console::with(Start { accounts, ..start(size) }, Worker::Whole);
    console.keys(keys);
    console
}

#[test]
fn accounts() {
    both("accounts", |size| several(size, "A j Space"));
    both("accounts_chosen", |size| several(size, "A j Space k Space Enter"));
    both("dates_limited", |size| several(size, "d 2 0 2 6 - 0 1 - 0 1 Enter"));
}

#[test]
fn policy() {
    both("access_control", |size| with_keys(size, "5 ."));
    both("access_control_turned", |size| with_keys(size, "5 . x Enter Left"));
    both("policy", |size| with_keys(size, "9 . . . j"));
    both("policy_menu", |size| with_keys(size, "9 . . . j x"));
    both("policy_value", |size| with_keys(size, "9 . . . j x Enter 2 4"));
    both("policy_value_wrong", |size| with_keys(size, "9 . . . j x Enter s o o n Enter"));
    both("policy_choice", |size| with_keys(size, "9 . . . x Enter Right"));
}
