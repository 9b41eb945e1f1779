//! A screen as text, and under it the same grid with a letter for each style.

use headcount::app::State;
use headcount::ui::{self, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

pub fn draw(state: &State, theme: &Theme, (width, height): (u16, u16)) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| drop(ui::view(state, theme, frame))).unwrap();
    terminal.backend().buffer().clone()
}

/// The text alone, lines without trailing blanks.
pub fn text(buffer: &Buffer) -> String {
    lines(buffer, |cell| cell.symbol().to_owned())
}

/// Text and styles of a state as big as it was told.
pub fn of(state: &State, theme: &Theme) -> String {
    let buffer = draw(state, theme, state.size);
    let ruler = "-".repeat(usize::from(state.size.0));
    format!("{}\n{ruler}\n{}", text(&buffer), lines(&buffer, letter))
}

fn lines(buffer: &Buffer, show: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let width = usize::from(buffer.area.width);
    let rows: Vec<String> = buffer
        .content()
        .chunks(width)
        .map(|row| {
            let mut line = String::new();
            let mut covered = 0;
            for cell in row {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let cells = UnicodeWidthStr::width(cell.symbol()).max(1);
                covered = cells - 1;
                let shown = show(cell);
                line.push_str(&shown);
                let missing = cells.saturating_sub(UnicodeWidthStr::width(shown.as_str()));
                line.push_str(&shown.repeat(missing));
            }
            line.trim_end().to_owned()
        })
        .collect();
    rows.join("\n")
}

/// Capital: bold. r reversed, u underlined, d dim; else the colour's first letter (b blue, c cyan, g green,
/// y yellow, e red); a dot for plain text.
fn letter(cell: &ratatui::buffer::Cell) -> String {
    let style: Style = cell.style();
    let has = |modifier| style.add_modifier.contains(modifier);
    let colour = match style.fg {
        Some(Color::Blue) => 'b',
        Some(Color::Cyan) => 'c',
        Some(Color::Green) => 'g',
        Some(Color::Yellow) => 'y',
        Some(Color::Red) => 'e',
        Some(Color::Reset) | None => '.',
        Some(_) => '?',
    };
    assert!(matches!(style.bg, None | Some(Color::Reset)), "no background is ever filled");
    let plain = match colour {
        _ if has(Modifier::REVERSED) => 'r',
        _ if has(Modifier::UNDERLINED) => 'u',
        _ if has(Modifier::DIM) => 'd',
        '.' if has(Modifier::BOLD) => 'h',
        '.' if cell.symbol() == " " => ' ',
        colour => colour,
    };
    let shown = if has(Modifier::BOLD) { plain.to_ascii_uppercase() } else { plain };
    shown.to_string()
}
