//! `headcount config`: which configuration is read, and what holds.

use super::{out, settings};
use crate::cli::args::{ConfigArgs, Global};
use crate::cli::exit::Exit;
use crate::config;
use crate::model::text::clean;

pub fn run(global: &Global, args: ConfigArgs) -> anyhow::Result<Exit> {
    if args.print {
        return out(|out| Ok(out.write_all(config::template().as_bytes())?));
    }
    let chosen = settings::choose(global)?;
    let path = chosen.path.as_ref().map(|path| path.display().to_string());
    let head = match (&path, chosen.found) {
        (Some(path), true) => format!("{path} is well"),
        (Some(path), false) => {
            format!(
                "no configuration is read: there is no {path}\n`headcount config --print` writes one to begin with"
            )
        }
        (None, _) => "no configuration is read: there is no home folder; name one with --config".to_owned(),
    };
    let config = &chosen.config;
    let word = |on: bool| if on { "on" } else { "off" };
    let file = |setting| chosen.by_file(setting);
    let (theme, by_theme) = chosen.theme();
    let (ascii, by_ascii) = chosen.ascii();
    let (zone, by_zone) = chosen.zone();
    let (exports, by_exports) = chosen.exports();
    let (viewer, by_viewer) = match (&global.viewer, &config.viewer) {
        (Some(email), _) => (email.clone(), "--as"),
        (None, Some(email)) => (email.clone(), "configuration"),
        (None, None) => ("the owner of the file".to_owned(), "default"),
    };
    let changed = changed_keys(&config.keymap);
    let keys = match changed {
        0 => format!("layout {}", config.keymap.layout.name()),
        1 => format!("layout {}, 1 action has others", config.keymap.layout.name()),
        n => format!("layout {}, {n} actions have others", config.keymap.layout.name()),
    };
    let columns = crate::model::format::counted(config.columns.len().try_into().unwrap_or(u64::MAX), "view");
    let range = config.range.map_or_else(|| "recent".to_owned(), str::to_lowercase);
    let rows = [
        ("theme", theme.word().to_owned(), by_theme),
        ("ascii", word(ascii).to_owned(), by_ascii),
        ("zone", zone.name().to_owned(), by_zone),
        ("range", range, file("range")),
        ("exports", exports.display().to_string(), by_exports),
        ("viewer", viewer, by_viewer),
        ("mouse", word(config.mouse).to_owned(), file("mouse")),
        ("remember", word(config.remember).to_owned(), file("remember")),
        ("columns", format!("chosen for {columns}"), file("columns")),
        ("keys", keys, file("keys")),
    ];
    let width = rows.iter().map(|(_, value, _)| crate::app::text::width(value)).max().unwrap_or(0);
    out(|out| {
        for line in head.lines() {
            writeln!(out, "{}", clean(line))?;
        }
        writeln!(out)?;
        for (name, value, by) in rows {
            writeln!(out, "{name:<9} {:<width$}  {by}", clean(&value))?;
        }
        Ok(())
    })
}

/// Actions whose keys are not the table's.
fn changed_keys(keymap: &crate::app::Keymap) -> usize {
    let usual = crate::app::Keymap::default();
    let differs = |action: &crate::app::Action| {
        let modes = keymap.modes(*action);
        let here = |mode| keymap.keys(mode, *action) != usual.keys(mode, *action);
        let everywhere = |of: &crate::app::Keymap| {
            of.everywhere().iter().find(|(known, _)| known == action).map(|(_, keys)| keys.clone())
        };
        modes.into_iter().any(here) || everywhere(keymap) != everywhere(&usual)
    };
    keymap.actions().iter().filter(|action| differs(action)).count()
}
