//! Bytes that move the cursor, change the style and write: the fewest that say it.
//!
//! Only what every terminal since the VT102 knows: CUP, CUF, carriage return, line feed, backspace, EL, SGR.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// How a cell looks, its text aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

/// Modifiers that are seen on a blank too.
const ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

impl Look {
    pub fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The look of a blank: what would not be seen on it is left out.
    pub fn of_blank(self) -> Self {
        let modifier = self.modifier & ON_BLANKS;
        Self { fg: if modifier.is_empty() { Color::Reset } else { self.fg }, bg: self.bg, modifier }
    }

    pub fn is_plain(self) -> bool {
        self == Self::default()
    }
}

/// A cursor with a style, and what it has written.
#[derive(Debug, Default)]
pub struct Pen {
    out: Vec<u8>,
    /// Where the terminal's cursor stands, when that is sure.
    at: Option<(u16, u16)>,
    look: Look,
}

impl Pen {
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Whether a text in that look can be written without a change of style.
    pub fn would_keep(&self, text: &str, look: Look) -> bool {
        self.look == look || (text == " " && look.is_plain() && self.look.of_blank().is_plain())
    }

    pub fn is_at(&self, x: u16, y: u16) -> bool {
        self.at == Some((x, y))
    }

    /// Bytes after which the cursor may be anywhere; they leave the style as it is.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
        self.at = None;
    }

    /// Moves the cursor.
    pub fn go(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) {
            return;
        }
        let absolute = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, _) => format!("\x1b[{}H", y + 1),
            _ => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        let relative = self.at.and_then(|from| relative(from, (x, y)));
        let way = relative.filter(|way| way.len() < absolute.len()).unwrap_or(absolute);
        self.out.extend_from_slice(way.as_bytes());
        self.at = Some((x, y));
    }

    /// Writes one cell's text, `cells` wide, of a line `width` cells long.
    pub fn write(&mut self, text: &str, cells: u16, look: Look, width: u16) {
        if !self.would_keep(text, look) {
            self.dress(look);
        }
        self.out.extend_from_slice(text.as_bytes());
        // At the right edge terminals differ in where the cursor is, and so they do after composed characters.
        let sure = text.is_ascii() || text.chars().nth(1).is_none();
        self.at = self.at.map(|(x, y)| (x + cells, y)).filter(|(x, _)| sure && *x < width);
    }

    /// Blanks from the cursor to the end of the line.
    pub fn blank_to_end(&mut self) {
        self.plain();
        self.out.extend_from_slice(b"\x1b[K");
    }

    pub fn plain(&mut self) {
        self.dress(Look::default());
    }

    /// Takes on a look.
    fn dress(&mut self, look: Look) {
        if self.look == look {
            return;
        }
        let anew = codes(Look::default(), look);
        let anew = if anew.is_empty() { String::new() } else { format!("0;{anew}") };
        let change = without(self.look, look).then(|| codes(self.look, look));
        let codes = change.filter(|change| change.len() <= anew.len() && !change.is_empty()).unwrap_or(anew);
        // Writing to a Vec cannot fail.
        let _ = write!(self.out, "\x1b[{codes}m");
        self.look = look;
    }
}

/// The way by small steps; `None` where there is none.
fn relative((from_x, from_y): (u16, u16), (x, y): (u16, u16)) -> Option<String> {
    let down = y.checked_sub(from_y).filter(|down| *down <= 4)?;
    let mut way = match (x.checked_sub(from_x), usize::from(from_x.saturating_sub(x))) {
        (Some(right), _) => forward(right),
        (None, back) => {
            let from_start = format!("\r{}", forward(x));
            if back <= from_start.len() { "\x08".repeat(back) } else { from_start }
        }
    };
    // In raw mode a line feed keeps the column.
    way.push_str(&"\n".repeat(usize::from(down)));
    Some(way)
}

fn forward(cells: u16) -> String {
    match cells {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        _ => format!("\x1b[{cells}C"),
    }
}

const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Whether a look can be put over another by adding alone: switching a modifier off by itself is not known everywhere.
fn without(from: Look, to: Look) -> bool {
    to.modifier.contains(from.modifier)
}

/// What has to be added to a look for another, as parameters of SGR.
fn codes(from: Look, to: Look) -> String {
    let mut codes: Vec<String> = MODIFIERS
        .iter()
        .filter(|(modifier, _)| (to.modifier - from.modifier).contains(*modifier))
        .map(|(_, code)| code.to_string())
        .collect();
    if from.fg != to.fg {
        codes.push(colour(to.fg, 0));
    }
    if from.bg != to.bg {
        codes.push(colour(to.bg, 10));
    }
    codes.join(";")
}

/// `shift` is 10 for the background.
fn colour(colour: Color, shift: u8) -> String {
    let plain = |code: u8| (code + shift).to_string();
    match colour {
        Color::Reset => plain(39),
        Color::Black => plain(30),
        Color::Red => plain(31),
        Color::Green => plain(32),
        Color::Yellow => plain(33),
        Color::Blue => plain(34),
        Color::Magenta => plain(35),
        Color::Cyan => plain(36),
        Color::Gray => plain(37),
        Color::DarkGray => plain(90),
        Color::LightRed => plain(91),
        Color::LightGreen => plain(92),
        Color::LightYellow => plain(93),
        Color::LightBlue => plain(94),
        Color::LightMagenta => plain(95),
        Color::LightCyan => plain(96),
        Color::White => plain(97),
        Color::Indexed(index) => format!("{};5;{index}", 38 + shift),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", 38 + shift),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(draw: impl FnOnce(&mut Pen)) -> String {
        let mut pen = Pen::default();
        draw(&mut pen);
        String::from_utf8(pen.into_bytes()).unwrap()
    }

    #[test]
    fn the_shorter_way_is_taken() {
        let way = |from: (u16, u16), to: (u16, u16)| {
            bytes(|pen| {
                pen.at = Some(from);
                pen.go(to.0, to.1);
            })
        };
        assert_eq!(way((5, 5), (5, 5)), "");
        assert_eq!(way((5, 5), (0, 6)), "\r\n");
        assert_eq!(way((5, 5), (4, 5)), "\x08");
        assert_eq!(way((5, 5), (9, 5)), "\x1b[4C");
        assert_eq!(way((90, 30), (2, 5)), "\x1b[6;3H");
        assert_eq!(way((90, 30), (0, 0)), "\x1b[H");
        assert_eq!(way((30, 5), (2, 5)), "\r\x1b[2C");
    }

    #[test]
    fn a_style_is_told_once_and_unseen_ones_never() {
        let red = Look { fg: Color::Red, ..Look::default() };
        let bold_red = Look { modifier: Modifier::BOLD, ..red };
        let told = bytes(|pen| {
            pen.write("a", 1, red, 80);
            pen.write("b", 1, red, 80);
            pen.write("c", 1, bold_red, 80);
            pen.write(" ", 1, Look::default(), 80);
            pen.write("d", 1, bold_red, 80);
            pen.write("e", 1, red, 80);
            pen.plain();
        });
        assert_eq!(told, "\x1b[31mab\x1b[1mc d\x1b[0;31me\x1b[m");
    }
}
