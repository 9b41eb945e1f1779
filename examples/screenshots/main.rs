//! Pictures of real screens, into `screenshots/`: `just screenshots`. The demo organisation at a frozen moment is read
//! in, keys drive the console, and what it draws becomes SVG, with the feature `png` also PNG. The same code gives the
//! same SVG byte by byte; PNGs also depend on the fonts installed.

mod console;
mod film;
mod glyph;
mod palette;
#[cfg(feature = "png")]
mod png;
mod shots;
mod svg;

use anyhow::{Context, Result, ensure};
use console::Console;
use film::Frame;
use headcount::cli::opening;
use headcount::demo;
use headcount::store::{Reader, Store};
use headcount::ui::{Depth, Theme, ThemeName};
use headcount::work::vantage::Vantage;
use palette::{DAY, NIGHT};
use shots::{Data, SCREEN, SHOTS, Shot, WAY_DOWN};
use std::fs;
use std::path::{Path, PathBuf};

/// 2026-11-23T09:00:00Z, a Monday.
const NOW: i64 = 1_795_424_400;

/// An edge in the pictures larger than the cells: PNG pixels for one unit of SVG.
#[cfg(feature = "png")]
const SCALE: f32 = 1.0;

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let databases = Databases { demo: folder.path().join("demo.db"), empty: folder.path().join("empty.db") };
    opening::fill_demo_accounts(&databases.demo, NOW)?;
    drop(Store::open(&databases.empty)?);
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    fs::create_dir_all(&out)?;
    #[cfg(feature = "png")]
    let fonts = png::fonts();
    for shot in SHOTS {
        let svg = picture(shot, &databases).with_context(|| format!("screen {}", shot.name))?;
        fs::write(out.join(format!("{}.svg", shot.name)), &svg)?;
        #[cfg(feature = "png")]
        fs::write(out.join(format!("{}.png", shot.name)), png::render(&svg, &fonts, SCALE)?)?;
    }
    fs::write(out.join("way-down.svg"), way_down(&databases)?)?;
    Ok(())
}

struct Databases {
    demo: PathBuf,
    empty: PathBuf,
}

fn open(data: Data, size: (u16, u16), databases: &Databases) -> Result<Console> {
    let (path, viewer) = match data {
        Data::Demo => (&databases.demo, None),
        Data::Member(email) => (&databases.demo, Some(email)),
        Data::Nothing => (&databases.empty, None),
    };
    let vantage = Vantage::new(path, viewer);
    let start = match data {
        Data::Nothing => opening::start(&vantage, demo::ZONE, NOW)?,
        _ => opening::start_demo(&vantage, demo::ZONE, NOW)?,
    };
    Console::open(Reader::open_as(path, viewer, || NOW)?, start, size, NOW)
}

fn picture(shot: &Shot, databases: &Databases) -> Result<String> {
    let mut console = open(shot.data, shot.size, databases)?;
    for step in shot.steps {
        console.take(step)?;
    }
    let theme = Theme { ascii: shot.ascii, ..Theme::of(shot.theme, Depth::True) };
    console.name_keys_in_words(shot.ascii);
    let (buffer, cursor) = console.draw(&theme);
    let ground = if shot.theme == ThemeName::Light { DAY } else { NIGHT };
    Ok(svg::of(&buffer, cursor, ground, shot.title))
}

/// The film of the way down.
fn way_down(databases: &Databases) -> Result<String> {
    let mut console = open(Data::Demo, SCREEN, databases)?;
    let mut frames = Vec::new();
    for (steps, key, says, stands) in WAY_DOWN {
        for step in *steps {
            console.take(step)?;
        }
        let (buffer, cursor) = console.draw(&Theme::colour());
        frames.push(Frame { buffer, cursor, key, says, stands: *stands });
    }
    ensure!(console.state().written.is_some(), "the film ends without a file");
    Ok(film::of(&frames, "From the account's figures down to one connection, and out as CSV"))
}
