//! Behind a locked door the core itself asks for nothing that the door would refuse.

use super::{SIZE, said};
use crate::console::{Console, Worker, start};
use headcount::app::places::{Places, Reach};
use headcount::app::{Effect, Event, Panel, Start};

fn locked(reach: Reach) -> Console {
    let places = Places { exports: "/srv/out".into(), temporary: false, home: None, here: "/".into(), reach };
    Console::with(Start { places, locked: true, ..start(SIZE) }, Worker::Whole)
}

#[test]
fn keys_and_palette_lead_to_no_shell_no_change_and_no_file() {
    let mut console = locked(Reach::Nowhere);
    for (keys, told) in [
        ("Ctrl-z", "there is no shell"),
        (". e", "keeps no files; Y copies the row"),
        ("E", "keeps no files; Y copies the row"),
        ("9 x", "only whoever runs this server"),
        (": s u s p e n d Enter", "there is no shell"),
        ("Esc : r o w Space a c t i o n s Enter", "only whoever runs this server"),
        ("Esc", ""),
    ] {
        console.keys(keys);
        assert!(said(&console).contains(told), "{keys}: {}", said(&console));
    }
    let still = |effect: &Effect| matches!(effect, Effect::Look);
    assert!(console.effects.iter().all(still), "{:?}", console.effects);
}

#[test]
fn with_a_folder_the_panel_knows_names_alone() {
    let mut console = locked(Reach::Exports);
    console.keys(". E");
    let Some(Panel::Export(panel)) = &console.state.panel else { panic!("no panel") };
    assert_eq!(panel.file.value(), "headcount-active-hosts-users-2026-10-23_2026-11-22.csv");
    console.keys("Up Ctrl-u . . / x Tab Enter");
    let looked = |effect: &Effect| matches!(effect, Effect::LookAt { .. } | Effect::Folders { .. });
    assert!(!console.effects.iter().any(looked), "{:?}", console.effects);
    console.keys("Ctrl-u x . c s v Enter");
    let Some(Effect::LookAt { paths, .. }) = console.effects.last() else { panic!("{:?}", console.effects) };
    assert_eq!(paths, &[std::path::PathBuf::from("/srv/out/x.csv")]);
}

#[test]
fn what_is_wrong_with_a_file_is_told_without_its_place() {
    let mut console = locked(Reach::Exports);
    console.keys(". e");
    console.send(Event::Exported(Err("/srv/out/a.csv cannot be written: no space is left".into())));
    assert_eq!(said(&console), "export failed: a.csv cannot be written: no space is left");
    console.keys("e");
    console.send(Event::Exported(Err("/srv/out cannot be written: it is read-only".into())));
    assert_eq!(said(&console), "export failed: the folder for files cannot be written: it is read-only");
}
