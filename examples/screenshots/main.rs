//! Pictures of real screens, into `screenshots/`: `just screenshots`. The demo organisation at a frozen moment is read
//! in, keys drive the console, and what it draws becomes SVG, with the feature `png` also PNG. The same code gives the
//! same SVG byte by byte; PNGs also depend on the fonts installed.

mod console;
mod glyph;
mod palette;
#[cfg(feature = "png")]
mod png;
mod shots;
mod svg;

use anyhow::{Context, Result};
use console::Console;
use headcount::cli::opening;
use headcount::demo;
use headcount::store::Store;
use headcount::ui::Theme;
use headcount::work::vantage::Vantage;
use shots::{Data, SHOTS, Shot};
use std::fs;
use std::path::{Path, PathBuf};

/// 2026-11-23T09:00:00Z, a Monday.
const NOW: i64 = 1_795_424_400;

/// An edge in the pictures larger than the cells: PNG pixels for one unit of SVG.
#[cfg(feature = "png")]
const SCALE: f32 = 1.5;

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let databases = Databases { demo: folder.path().join("demo.db"), empty: folder.path().join("empty.db") };
    opening::fill_demo(&databases.demo, NOW)?;
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
    Ok(())
}

struct Databases {
    demo: PathBuf,
    empty: PathBuf,
}

fn picture(shot: &Shot, databases: &Databases) -> Result<String> {
    let (path, start) = match shot.data {
        Data::Demo => {
            (&databases.demo, opening::start_demo(&Vantage::new(&databases.demo, None), demo::ZONE, NOW)?)
        }
        Data::Nothing => {
            (&databases.empty, opening::start(&Vantage::new(&databases.empty, None), demo::ZONE, NOW)?)
        }
    };
    let mut console = Console::open(path, start, shot.size)?;
    for step in shot.steps {
        console.take(step)?;
    }
    let theme = if shot.mono { Theme::mono() } else { Theme::colour() };
    let (buffer, cursor) = console.draw(&theme);
    Ok(svg::of(&buffer, cursor, shot.title))
}
