//! Cells for terminals that know no colours and end styles only all at once, as those of glass do.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use std::io::{self, Write};

/// Writes the cells that have changed; every style is said whole.
pub fn draw<'a>(out: &mut impl Write, content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<()> {
    let (mut style, mut place) = (Modifier::empty(), None);
    for (x, y, cell) in content {
        if place != Some((x, y)) {
            write!(out, "\x1b[{};{}H", y.saturating_add(1), x.saturating_add(1))?;
        }
        place = Some((x.saturating_add(1), y));
        let wanted = cell.modifier & (Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED);
        if wanted != style {
            out.write_all(said(wanted).as_bytes())?;
            style = wanted;
        }
        out.write_all(cell.symbol().as_bytes())?;
    }
    if style.is_empty() { Ok(()) } else { out.write_all(said(Modifier::empty()).as_bytes()) }
}

/// `\e[0;1;7m`.
fn said(style: Modifier) -> String {
    let parts = [(Modifier::BOLD, ";1"), (Modifier::UNDERLINED, ";4"), (Modifier::REVERSED, ";7")];
    let set: String = parts.iter().filter(|(part, _)| style.contains(*part)).map(|(_, code)| *code).collect();
    format!("\x1b[0{set}m")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Style};

    #[test]
    fn a_style_is_said_whole_and_no_colour_is_said() {
        let cell = |symbol: &'static str, style: Style| {
            let mut cell = Cell::new(symbol);
            cell.set_style(style);
            cell
        };
        let plain = cell("a", Style::new().fg(Color::Cyan).add_modifier(Modifier::DIM));
        let bold = cell("b", Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED));
        let mut out = Vec::new();
        draw(&mut out, [(0, 0, &plain), (1, 0, &bold), (4, 1, &plain), (6, 1, &bold)].into_iter()).unwrap();
        let wanted = "\x1b[1;1Ha\x1b[0;1;7mb\x1b[2;5H\x1b[0ma\x1b[2;7H\x1b[0;1;7mb\x1b[0m";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
