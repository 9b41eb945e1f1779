//! The sixteen colours of a quiet dark terminal.

use ratatui::style::Color;

pub type Rgb = (u8, u8, u8);

/// What a terminal shows where nothing says otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
    pub paper: Rgb,
    pub ink: Rgb,
}

pub const NIGHT: Ground = Ground { paper: (0x15, 0x18, 0x1e), ink: (0xd5, 0xd9, 0xe0) };
pub const DAY: Ground = Ground { paper: (0xfb, 0xfa, 0xf6), ink: (0x2b, 0x2f, 0x36) };

/// What a colour looks like; `plain` for the terminal's own.
pub fn rgb(color: Color, plain: Rgb) -> Rgb {
    match color {
        Color::Black => (0x20, 0x24, 0x2b),
        Color::Red => (0xe0, 0x6c, 0x75),
        Color::Green => (0x8c, 0xc2, 0x65),
        Color::Yellow => (0xe0, 0xb4, 0x5a),
        Color::Blue => (0x5a, 0x9b, 0xe6),
        Color::Magenta => (0xc6, 0x7c, 0xd8),
        Color::Cyan => (0x4d, 0xbd, 0xc9),
        Color::Gray => (0xab, 0xb2, 0xbf),
        Color::DarkGray => (0x6b, 0x73, 0x80),
        Color::LightRed => (0xff, 0x8b, 0x92),
        Color::LightGreen => (0xb1, 0xe0, 0x8e),
        Color::LightYellow => (0xff, 0xd5, 0x82),
        Color::LightBlue => (0x8c, 0xbd, 0xff),
        Color::LightMagenta => (0xe2, 0xa3, 0xf0),
        Color::LightCyan => (0x84, 0xe0, 0xe8),
        Color::White => (0xff, 0xff, 0xff),
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Reset | Color::Indexed(_) => plain,
    }
}

/// Faint: a good half of the way from the paper.
pub fn faint(ink: Rgb, paper: Rgb) -> Rgb {
    let mix = |ink: u8, paper: u8| {
        let sum = u16::from(ink) * 58 + u16::from(paper) * 42;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    (mix(ink.0, paper.0), mix(ink.1, paper.1), mix(ink.2, paper.2))
}

pub fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
