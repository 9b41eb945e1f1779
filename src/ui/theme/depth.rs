//! How many colours a terminal has, and the nearest it has to one that is wanted.

use ratatui::style::Color;

/// Colours of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Any.
    True,
    /// The palette of 256.
    Palette,
    /// The sixteen whose look is the terminal's.
    Sixteen,
}

/// Steps of red, green and blue in the palette's cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The sixteen, as terminals usually show them.
const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

impl Depth {
    /// From `COLORTERM` and `TERM`.
    pub fn of(colorterm: &str, term: &str) -> Self {
        if matches!(colorterm, "truecolor" | "24bit") {
            Depth::True
        } else if term.contains("256color") {
            Depth::Palette
        } else {
            Depth::Sixteen
        }
    }

    /// The nearest colour there is.
    pub(super) fn fit(self, colour: Color) -> Color {
        let Color::Rgb(red, green, blue) = colour else { return colour };
        let wanted = [red, green, blue];
        match self {
            Depth::True => colour,
            Depth::Palette => nearest(wanted, palette()),
            Depth::Sixteen => nearest(wanted, SIXTEEN.into_iter()),
        }
    }
}

/// The palette without its first sixteen, whose look is the terminal's.
pub(super) fn palette() -> impl Iterator<Item = (Color, [u8; 3])> {
    let cube = (0..216_u8).map(|at| {
        let step = |part: u8| STEPS.get(usize::from(part % 6)).copied().unwrap_or(0);
        (Color::Indexed(16 + at), [step(at / 36), step(at / 6), step(at)])
    });
    let greys = (0..24_u8).map(|at| (Color::Indexed(232 + at), [8 + 10 * at; 3]));
    cube.chain(greys)
}

fn nearest(wanted: [u8; 3], colours: impl Iterator<Item = (Color, [u8; 3])>) -> Color {
    let distance = |held: &[u8; 3]| -> u32 {
        held.iter().zip(wanted).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    colours.min_by_key(|(_, held)| distance(held)).map_or(Color::Reset, |(colour, _)| colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_as_the_terminal_says() {
        assert_eq!(Depth::of("truecolor", "xterm"), Depth::True);
        assert_eq!(Depth::of("", "xterm-256color"), Depth::Palette);
        assert_eq!(Depth::of("", "screen"), Depth::Sixteen);
    }

    #[test]
    fn the_nearest_of_each_palette() {
        let blue = Color::Rgb(0, 0x5F, 0x87);
        assert_eq!(Depth::True.fit(blue), blue);
        assert_eq!(Depth::Palette.fit(blue), Color::Indexed(24));
        assert_eq!(Depth::Palette.fit(Color::Rgb(168, 168, 168)), Color::Indexed(248));
        assert_eq!(Depth::Sixteen.fit(Color::Rgb(0, 250, 250)), Color::LightCyan);
        assert_eq!(Depth::Sixteen.fit(Color::Cyan), Color::Cyan);
    }
}
