//! What things look like, by what they mean: the terminal's own sixteen colours or colours of a theme, and no
//! background but the selected cell's and row's (and the high contrast's own). Every meaning has a mark beside its
//! colour.

mod depth;

pub use depth::Depth;
use ratatui::style::{Color, Modifier, Style};

/// The themes there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The terminal's own sixteen colours.
    #[default]
    Terminal,
    /// For dark grounds.
    Dark,
    /// For light grounds.
    Light,
    /// White and bright colours on black.
    HighContrast,
    /// No colours: weight and reversal alone.
    Mono,
}

impl ThemeName {
    pub const ALL: [ThemeName; 5] = [Self::Terminal, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// As it is typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }
}

/// A style for each meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What lies under everything: nothing, where the terminal's own ground is good.
    pub ground: Style,
    pub text: Style,
    /// What matters less: help, empty values, rules.
    pub dim: Style,
    /// Column titles.
    pub header: Style,
    /// The title of the selected column.
    pub header_selected: Style,
    /// What is open: tab, report, view.
    pub accent: Style,
    /// Keys in the footer.
    pub key: Style,
    /// What the cursor is on: a table's cell, a list's row.
    pub selected: Style,
    /// Bars.
    pub bar: Style,
    pub totals: Style,
    pub ok: Style,
    pub warn: Style,
    pub bad: Style,
    /// Lines, bars and marks in ASCII.
    pub ascii: bool,
}

impl Theme {
    /// The terminal's sixteen colours.
    pub fn colour() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            ground: plain,
            text: plain,
            // Bright black is the background of some palettes; faint text is readable on all.
            dim: plain.add_modifier(Modifier::DIM),
            header: bold,
            header_selected: bold.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
            accent: bold.fg(Color::Cyan),
            key: plain.fg(Color::Cyan),
            selected: reversed(),
            bar: plain.fg(Color::Blue),
            totals: bold,
            ok: plain.fg(Color::Green),
            warn: plain.fg(Color::Yellow),
            bad: bold.fg(Color::Red),
            ascii: false,
        }
    }

    /// Without colour, for `NO_COLOR` and `--no-color`: weight and reversal alone.
    pub fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            ground: plain,
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            header: bold,
            header_selected: bold.add_modifier(Modifier::UNDERLINED),
            accent: bold,
            key: bold,
            selected: plain.add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM),
            bar: plain,
            totals: bold,
            ok: plain,
            warn: bold,
            bad: bold,
            ascii: false,
        }
    }

    /// A theme on a terminal of that many colours.
    pub fn of(name: ThemeName, depth: Depth) -> Self {
        let theme = match name {
            ThemeName::Terminal => return Self::colour(),
            ThemeName::Mono => return Self::mono(),
            ThemeName::Dark => DARK.theme(),
            ThemeName::Light => LIGHT.theme(),
            ThemeName::HighContrast => HIGH_CONTRAST.theme(),
        };
        theme.fitted(depth)
    }

    fn fitted(mut self, depth: Depth) -> Self {
        for style in self.styles_mut() {
            style.fg = style.fg.map(|colour| depth.fit(colour));
            style.bg = style.bg.map(|colour| depth.fit(colour));
        }
        self
    }

    fn styles_mut(&mut self) -> [&mut Style; 13] {
        [
            &mut self.ground,
            &mut self.text,
            &mut self.dim,
            &mut self.header,
            &mut self.header_selected,
            &mut self.accent,
            &mut self.key,
            &mut self.selected,
            &mut self.bar,
            &mut self.totals,
            &mut self.ok,
            &mut self.warn,
            &mut self.bad,
        ]
    }
}

/// Reversed whole, whatever colours and faint words stand there.
fn reversed() -> Style {
    let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
    plain.add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM)
}

/// A theme's colours, `0xRRGGBB`.
struct Palette {
    /// The ground, where the theme lays one of its own.
    ground: Option<u32>,
    text: u32,
    dim: u32,
    accent: u32,
    bar: u32,
    ok: u32,
    warn: u32,
    bad: u32,
    /// The selected row: text and ground.
    selected: (u32, u32),
}

const DARK: Palette = Palette {
    ground: None,
    text: 0x00DF_DFDF,
    dim: 0x00A8_A8A8,
    accent: 0x0087_D7FF,
    bar: 0x0087_AFFF,
    ok: 0x0087_D787,
    warn: 0x00FF_D787,
    bad: 0x00FF_AFAF,
    selected: (0x00FF_FFFF, 0x0000_5F87),
};

const LIGHT: Palette = Palette {
    ground: None,
    text: 0x001C_1C1C,
    dim: 0x0058_5858,
    accent: 0x0000_5F87,
    bar: 0x0000_5FAF,
    ok: 0x0000_5F00,
    warn: 0x0087_5F00,
    bad: 0x00AF_0000,
    selected: (0x0000_0000, 0x00AF_D7FF),
};

const HIGH_CONTRAST: Palette = Palette {
    ground: Some(0x0000_0000),
    text: 0x00FF_FFFF,
    dim: 0x00D7_D7D7,
    accent: 0x0000_FFFF,
    bar: 0x0087_D7FF,
    ok: 0x0000_FF00,
    warn: 0x00FF_FF00,
    bad: 0x00FF_AFAF,
    selected: (0x0000_0000, 0x00FF_FF00),
};

impl Palette {
    fn theme(&self) -> Theme {
        let plain = self.ground.map_or(Style::new(), |ground| Style::new().bg(Color::from_u32(ground)));
        let of = |colour| plain.fg(Color::from_u32(colour));
        let bold = |colour| of(colour).add_modifier(Modifier::BOLD);
        Theme {
            ground: self.ground.map_or(plain, |_| of(self.text)),
            text: of(self.text),
            dim: of(self.dim),
            header: bold(self.text),
            header_selected: bold(self.accent).add_modifier(Modifier::UNDERLINED),
            accent: bold(self.accent),
            key: of(self.accent),
            selected: Style::new().fg(Color::from_u32(self.selected.0)).bg(Color::from_u32(self.selected.1)),
            bar: of(self.bar),
            totals: bold(self.text),
            ok: of(self.ok),
            warn: of(self.warn),
            bad: bold(self.bad),
            ascii: false,
        }
    }
}

#[cfg(test)]
mod tests;
