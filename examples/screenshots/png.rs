//! SVG as PNG, with the fonts of the system.

use crate::palette::Rgb;
use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Shades beside the colours that are meant: enough for edges that are smooth, few enough to be small.
const SHADES: usize = 64;

pub fn fonts() -> Arc<Database> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    fonts.set_monospace_family("DejaVu Sans Mono");
    Arc::new(fonts)
}

/// `scale` pixels for one unit of the picture.
pub fn render(svg: &str, fonts: &Arc<Database>, scale: f32) -> Result<Vec<u8>> {
    let options = Options { fontdb: Arc::clone(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size().scale_by(scale).context("a picture without size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).context("a picture too large")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    indexed(&pixels, meant(svg))
}

/// The colours that the picture names.
fn meant(svg: &str) -> BTreeSet<Rgb> {
    let byte = |hex: &str, at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let named = svg.split("fill=\"#").skip(1);
    named.filter_map(|hex| Some((byte(hex, 0)?, byte(hex, 2)?, byte(hex, 4)?))).collect()
}

/// With a palette, which makes the file a third as large: the colours that are meant, those that are most of the
/// picture, and for the others, shades at the edges of letters, the nearest of those.
fn indexed(pixels: &Pixmap, meant: BTreeSet<Rgb>) -> Result<Vec<u8>> {
    // The picture's corners are round; a palette has no half of a colour there, so that they are what is beside them.
    let paper = pixels.pixel(pixels.width() / 2, 1).map(|pixel| pixel.demultiply());
    let paper = paper.map_or((0, 0, 0), |pixel| (pixel.red(), pixel.green(), pixel.blue()));
    let colours: Vec<Rgb> = pixels
        .pixels()
        .iter()
        .map(|pixel| pixel.demultiply())
        .map(|pixel| if pixel.alpha() < 128 { paper } else { (pixel.red(), pixel.green(), pixel.blue()) })
        .collect();
    let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
    colours.iter().for_each(|colour| *counts.entry(*colour).or_default() += 1);
    let mut common: Vec<(usize, Rgb)> = counts.iter().map(|(colour, count)| (*count, *colour)).collect();
    common.sort_unstable_by(|a, b| b.cmp(a));
    let shades = common.into_iter().map(|(_, colour)| colour).filter(|colour| !meant.contains(colour));
    let palette: Vec<Rgb> = meant.iter().copied().chain(shades.take(SHADES)).take(256).collect();
    let places: BTreeMap<Rgb, u8> =
        counts.keys().map(|colour| (*colour, nearest(*colour, &palette))).collect();
    let data: Vec<u8> = colours.iter().filter_map(|colour| places.get(colour).copied()).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_palette(palette.iter().flat_map(|(r, g, b)| [*r, *g, *b]).collect::<Vec<u8>>());
    encoder.write_header()?.write_image_data(&data)?;
    Ok(out)
}

fn nearest((r, g, b): Rgb, palette: &[Rgb]) -> u8 {
    let far = |(x, y, z): &Rgb| {
        [(r, *x), (g, *y), (b, *z)].into_iter().map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>()
    };
    let best = palette.iter().enumerate().min_by_key(|(_, colour)| far(colour));
    best.and_then(|(at, _)| u8::try_from(at).ok()).unwrap_or(0)
}
