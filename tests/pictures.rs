//! Which pictures are taken: of every report, every panel and every theme; and that they are there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "test")]

#[path = "../examples/screenshots/console.rs"]
#[allow(dead_code, reason = "the example draws, the test only looks what is open")]
mod console;
#[path = "../examples/screenshots/shots.rs"]
#[allow(dead_code, reason = "titles and times are for those who draw")]
mod shots;

use console::Console;
use headcount::app::{Panel, State};
use headcount::cli::opening;
use headcount::demo;
use headcount::report::catalog;
use headcount::store::{Reader, Store};
use headcount::ui::ThemeName;
use headcount::work::vantage::Vantage;
use shots::{Data, SCREEN, SHOTS, WAY_DOWN};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// 2026-11-23T09:00:00Z.
const NOW: i64 = 1_795_424_400;

fn panel(state: &State) -> Option<&'static str> {
    Some(match state.panel.as_ref()? {
        Panel::Dates(_) => "dates",
        Panel::Columns(_) => "columns",
        Panel::Others(_) => "others",
        Panel::Help { .. } => "help",
        Panel::Palette(_) => "palette",
        Panel::Row { .. } => "row",
        Panel::Failure { .. } => "failure",
        Panel::Form(_) => "form",
        Panel::Find(_) => "find",
        Panel::Question(_) => "question",
        Panel::Actions(_) => "actions",
        Panel::Confirm(_) => "confirm",
        Panel::Value(_) => "value",
        Panel::Accounts(_) => "accounts",
        Panel::Export(_) => "export",
    })
}

/// As many as there are arms above.
const PANELS: usize = 15;

struct Studio {
    _folder: tempfile::TempDir,
    demo: PathBuf,
    empty: PathBuf,
}

impl Studio {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (demo, empty) = (folder.path().join("demo.db"), folder.path().join("empty.db"));
        opening::fill_demo_accounts(&demo, NOW).unwrap();
        drop(Store::open(&empty).unwrap());
        Self { _folder: folder, demo, empty }
    }

    fn open(&self, data: Data, size: (u16, u16)) -> Console {
        let (path, viewer) = match data {
            Data::Demo => (&self.demo, None),
            Data::Member(email) => (&self.demo, Some(email)),
            Data::Nothing => (&self.empty, None),
        };
        let start = opening::start_demo(&Vantage::new(path, viewer), demo::ZONE, NOW).unwrap();
        Console::open(Reader::open_as(path, viewer, || NOW).unwrap(), start, size, NOW).unwrap()
    }
}

#[test]
fn there_is_a_picture_of_every_report_panel_and_theme_and_the_film_goes_all_the_way_down() {
    let studio = Studio::new();
    let (mut reports, mut panels) = (BTreeSet::new(), BTreeSet::new());
    for shot in SHOTS {
        let mut console = studio.open(shot.data, shot.size);
        for step in shot.steps {
            console.take(step).unwrap_or_else(|error| panic!("{}: {step:?}: {error:#}", shot.name));
        }
        reports.insert(console.state().screen().def.id);
        panels.extend(panel(console.state()));
    }
    let missing: Vec<_> = catalog::ALL.iter().map(|def| def.id).filter(|id| !reports.contains(id)).collect();
    assert!(missing.is_empty(), "no picture of {missing:?}: add it to examples/screenshots/shots.rs");
    assert_eq!(panels.len(), PANELS, "a panel has no picture: {panels:?}");
    for theme in ThemeName::ALL {
        assert!(SHOTS.iter().any(|shot| shot.theme == theme), "no picture of {}", theme.word());
    }
    let mut console = studio.open(Data::Demo, SCREEN);
    let mut way: Vec<&str> = Vec::new();
    for (steps, ..) in WAY_DOWN {
        steps.iter().for_each(|step| console.take(step).unwrap());
        let (report, view) = (console.state().screen().def.id.0, console.state().screen().view.id);
        let name = if view == "meetings" { "a host" } else { report };
        if way.last() != Some(&name) {
            way.push(name);
        }
    }
    assert_eq!(way, ["overview", "daily", "active-hosts", "a host", "participants", "sessions"]);
    assert!(console.state().written.as_ref().is_some_and(|path| path.rsplit('.').next() == Some("csv")));
}

#[test]
fn the_folder_holds_the_pictures_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let held: BTreeSet<String> = fs::read_dir(root.join("screenshots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut wanted: BTreeSet<String> =
        SHOTS.iter().flat_map(|shot| ["svg", "png"].map(|kind| format!("{}.{kind}", shot.name))).collect();
    assert_eq!(wanted.len(), SHOTS.len() * 2, "two pictures have one name");
    wanted.insert("way-down.svg".to_owned());
    assert_eq!(held, wanted, "`just screenshots` takes them");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let shown: Vec<&str> =
        readme.split("](screenshots/").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(shown.contains(&"way-down.svg"));
    assert!(shown.iter().all(|name| wanted.contains(*name)), "{shown:?}");
    let film = fs::read_to_string(root.join("screenshots/way-down.svg")).unwrap();
    assert!(film.len() < 400_000 && film.contains("<animate ") && !film.contains("<script"));
}
