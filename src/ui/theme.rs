//! What things look like, by what they mean: the terminal's own sixteen colours, and no background but the
//! selected cell's and row's. Every meaning has a mark beside its colour.

use ratatui::style::{Color, Modifier, Style};

/// A style for each meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
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
}

impl Theme {
    /// The terminal's sixteen colours.
    pub fn colour() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            // Bright black is the background of some palettes; faint text is readable on all.
            dim: plain.add_modifier(Modifier::DIM),
            header: bold,
            header_selected: bold.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
            accent: bold.fg(Color::Cyan),
            key: plain.fg(Color::Cyan),
            selected: plain.add_modifier(Modifier::REVERSED),
            bar: plain.fg(Color::Blue),
            totals: bold,
            ok: plain.fg(Color::Green),
            warn: plain.fg(Color::Yellow),
            bad: bold.fg(Color::Red),
        }
    }

    /// Without colour, for `NO_COLOR` and `--no-color`: weight and reversal alone.
    pub fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            header: bold,
            header_selected: bold.add_modifier(Modifier::UNDERLINED),
            accent: bold,
            key: bold,
            selected: plain.add_modifier(Modifier::REVERSED),
            bar: plain,
            totals: bold,
            ok: plain,
            warn: bold,
            bad: bold,
        }
    }
}
