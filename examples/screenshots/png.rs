//! SVG as PNG, with the fonts of the system.

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

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
    // Fewer shades at the edges of letters make the file half as large, and nobody sees it.
    for shade in pixels.data_mut() {
        *shade = (*shade & 0xE0) | (*shade >> 3);
    }
    Ok(pixels.encode_png()?)
}
