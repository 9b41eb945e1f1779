//! The locked door, as the runtime holds it shut: whatever the console's core asked for, more than this is not done.
//! What lies in the file system is looked at where files are written (`work::placing::outside`).

use crate::app::msg::{Effect, Event, Found};
use crate::app::places::{Places, Reach, is_plain};
use std::path::Path;

const NO_FILES: &str = "this server keeps no files";
const NOT_THERE: &str = "files go into one folder here, under a plain name";

/// What the core is told instead of an effect that does not pass.
pub fn refusal(locked: bool, places: &Places, effect: &Effect) -> Option<Event> {
    if !locked {
        return None;
    }
    match effect {
        Effect::Undo { .. } => {
            Some(Event::Undone(Err("only whoever runs this server changes its data".to_owned())))
        }
        Effect::Change(_) => {
            Some(Event::Changed(Err("only whoever runs this server changes its data".to_owned())))
        }
        Effect::Suspend => Some(Event::Notice("there is no shell behind this console".to_owned())),
        Effect::Export { .. } if places.reach != Reach::Exports => {
            Some(Event::Exported(Err(NO_FILES.to_owned())))
        }
        Effect::ExportTo(order) => {
            let all = order.files.iter().map(|(_, path)| path).chain(&order.replace);
            wrong(places, all.map(AsRef::as_ref)).map(|why| Event::Exported(Err(why)))
        }
        Effect::LookAt { number, paths } => wrong(places, paths.iter().map(AsRef::as_ref))
            .map(|why| Event::Looked { number: *number, found: Found::Wrong(why) }),
        Effect::Folders { number, .. } => Some(Event::Folders { number: *number, names: Vec::new() }),
        Effect::Run { .. }
        | Effect::Find { .. }
        | Effect::Cancel(_)
        | Effect::Look
        | Effect::Export { .. }
        | Effect::CancelExport
        | Effect::TellTime
        | Effect::CancelUndo
        | Effect::Copy { .. }
        | Effect::Mouse(_)
        | Effect::Repaint
        | Effect::Wake { .. }
        | Effect::Quit => None,
    }
}

/// Why one of these files may not be written.
fn wrong<'a>(places: &Places, mut paths: impl Iterator<Item = &'a Path>) -> Option<String> {
    if places.reach != Reach::Exports {
        return Some(NO_FILES.to_owned());
    }
    let inside = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Joined anew, so that nothing is left of what else the path may have said.
        is_plain(name) && places.exports.join(name).as_os_str() == path.as_os_str()
    };
    (!paths.all(inside)).then(|| NOT_THERE.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::msg::{Change, Order};
    use crate::export::Form;
    use crate::model::DayRange;
    use crate::report::{Ask, catalog};
    use std::path::PathBuf;

    fn places(reach: Reach) -> Places {
        Places { exports: "/srv/out".into(), temporary: false, home: None, here: "/".into(), reach }
    }

    fn ask() -> Ask {
        let day = "2026-10-01".parse().unwrap();
        Ask::new(catalog::find("daily").unwrap(), DayRange::new(day, day), chrono_tz::Tz::UTC)
    }

    fn order(path: &str) -> Effect {
        let files = vec![(ask(), PathBuf::from(path))];
        Effect::ExportTo(Box::new(Order { files, form: Form::default(), replace: Vec::new() }))
    }

    #[test]
    fn files_go_into_the_one_folder_or_nowhere() {
        let passes = |reach, effect: &Effect| refusal(true, &places(reach), effect).is_none();
        assert!(passes(Reach::Exports, &order("/srv/out/a.csv")));
        assert!(!passes(Reach::Nowhere, &order("/srv/out/a.csv")));
        for path in [
            "/etc/x",
            "/srv/out/../x",
            "/srv/out/",
            "/srv/out",
            "/srv/out//a.csv",
            "/srv/out/./a.csv",
            "a.csv",
            "",
            "/srv/out/.bashrc",
            "/srv/out/in/a.csv",
            "/srv/out/a\nb",
            "/srv/out2/a.csv",
        ] {
            assert!(!passes(Reach::Exports, &order(path)), "{path}");
            let look = Effect::LookAt { number: 1, paths: vec!["/srv/out/a.csv".into(), path.into()] };
            assert!(!passes(Reach::Exports, &look), "{path}");
        }
        let replace = Order { files: Vec::new(), form: Form::default(), replace: vec!["/etc/passwd".into()] };
        assert!(!passes(Reach::Exports, &Effect::ExportTo(Box::new(replace))));
        assert!(passes(Reach::Exports, &Effect::Export { ask: ask() }));
        assert!(!passes(Reach::Nowhere, &Effect::Export { ask: ask() }));
    }

    #[test]
    fn there_is_no_shell_no_change_and_no_look_around() {
        let folders = Effect::Folders { number: 1, folder: "/".into(), begin: String::new() };
        let change = Change {
            deed: crate::report::Deed::ChangePolicy,
            account: 1,
            of: "range".into(),
            value: "off".into(),
        };
        let change = Effect::Change(Box::new(change));
        for effect in [Effect::Suspend, Effect::Undo { import: 1 }, change, folders] {
            assert!(refusal(true, &places(Reach::Exports), &effect).is_some(), "{effect:?}");
            assert!(refusal(false, &places(Reach::Anywhere), &effect).is_none(), "{effect:?}");
        }
    }
}
