//! The export panel: choices line by line, the path as it is typed, the file that follows from it, what is in the way.

use super::drawing::{Drawing, Link, plain};
use super::paint::{Piece, piece, put, puts, tint};
use super::panels::{answers, boxed};
use super::theme::Theme;
use super::title::input;
use crate::app::exporting::{ExportPanel, Field, Look, Remark};
use crate::app::keymap::Mode;
use crate::app::text::wrap;
use crate::app::{State, Target};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

/// Cells of the widest line.
const MOST: u16 = 88;
/// Cells before what belongs to a field.
const NAMES: u16 = 10;

/// A line of the panel.
enum Line {
    Choice(Field),
    /// The path as it is typed.
    Path,
    Text(Vec<Piece>),
    Links(Vec<Link>),
}

/// Draws it; gives where the text cursor stands.
pub fn panel(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &ExportPanel) -> Option<Position> {
    let width = MOST.min(state.size.0.saturating_sub(6)).max(1);
    let lines = lines(state, theme, panel, usize::from(width.saturating_sub(NAMES).max(1)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let area = boxed(state, theme, buf, "Export", width, height);
    // Where it is low, the field is seen and what follows it; a question is always seen.
    let here = lines.iter().position(|line| match line {
        Line::Choice(field) => *field == panel.field,
        Line::Path => panel.field == Field::File,
        Line::Text(_) | Line::Links(_) => false,
    });
    let room = usize::from(area.height);
    let last = lines.len().saturating_sub(room);
    let from = if panel.replace.is_empty() { here.unwrap_or(0).min(last) } else { last };
    let from = if lines.len() <= room { 0 } else { from };
    let mut cursor = None;
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(from)) {
        match line {
            Line::Choice(field) => choice(theme, buf, (area, y), panel, *field),
            Line::Path => cursor = path(theme, buf, (area, y), panel),
            Line::Text(pieces) => {
                puts(buf, (area.x + NAMES, y), area.width.saturating_sub(NAMES), pieces);
            }
            Line::Links(answers) => {
                buf.links((area.x + NAMES, y), area.width.saturating_sub(NAMES), answers);
            }
        }
    }
    cursor
}

fn lines(state: &State, theme: &Theme, panel: &ExportPanel, room: usize) -> Vec<Line> {
    let text = |text: &str, style: Style| -> Vec<Line> {
        wrap(text, room).into_iter().map(|line| Line::Text(vec![piece(line, style)])).collect()
    };
    let mut lines = vec![Line::Choice(Field::Format), Line::Choice(Field::Scope)];
    lines.extend(text(&panel.tells(state), theme.dim));
    lines.extend([Line::Choice(Field::Header), Line::Choice(Field::Mark), Line::Path]);
    let (said, style) = match (&panel.remark, &panel.looking) {
        (Some(Remark::Wrong(why)), _) => (format!("✗ {why}"), theme.bad),
        (Some(Remark::Note(note)), _) => (note.clone(), theme.warn),
        (None, Some((_, Look::Write))) => ("looking at the folder…".to_owned(), theme.accent),
        (None, _) if is_demos(state, panel) => {
            ("a folder of the demo's own, kept and named when it ends".to_owned(), theme.dim)
        }
        (None, _) => (String::new(), theme.dim),
    };
    if panel.replace.is_empty() && !said.is_empty() {
        // Under the field, as it may be all that there is room for.
        lines.extend(text(&said, style).into_iter().take(3));
    }
    let result = panel.result(&state.places);
    if let Ok(path) = &result {
        // A path has few blanks to be broken at.
        for (n, part) in wrap(path, room.saturating_sub(2)).into_iter().enumerate() {
            let begin = if n == 0 { "→ " } else { "  " };
            lines.push(Line::Text(vec![piece(format!("{begin}{part}"), theme.dim)]));
        }
    }
    if panel.replace.is_empty() {
        // The box stays as high when something is said.
        lines.extend(said.is_empty().then(|| Line::Text(Vec::new())));
        return lines;
    }
    let names = panel.replace.iter().filter_map(|path| path.file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let asked = match names.as_slice() {
        [only] => format!("{only} is there already. Replace it?"),
        several => format!("{} are there already. Replace them?", several.join(", ")),
    };
    lines.extend(text(&asked, theme.warn));
    lines.push(Line::Links(answers(state, theme, (Mode::Question, 1))));
    lines
}

/// Whether the file goes where the demo keeps its own.
fn is_demos(state: &State, panel: &ExportPanel) -> bool {
    let into_ours = |path: &std::path::Path| path.parent() == Some(state.places.exports.as_path());
    state.places.temporary && state.places.file(panel.file.value()).is_ok_and(|path| into_ours(&path))
}

/// The field's name, its choices, the one that holds in brackets.
fn choice(theme: &Theme, buf: &mut Drawing<'_>, (area, y): (Rect, u16), panel: &ExportPanel, field: Field) {
    name(theme, buf, (area, y), panel, field);
    let open = panel.is_open(field);
    let (choices, at) = panel.choices(field);
    let mut links = Vec::new();
    for (n, title) in choices.into_iter().enumerate().filter(|_| open) {
        let piece = if n == at {
            piece(format!("[{title}]"), theme.accent)
        } else {
            piece(format!(" {title} "), theme.text)
        };
        links.push((piece, Some(Target::Choice(place(field), n))));
        links.push(plain(self::piece(" ", theme.text)));
    }
    links.push(plain(piece(panel.about(field), theme.dim)));
    buf.links((area.x + NAMES, y), area.width.saturating_sub(NAMES), &links);
}

/// The number of a field, by which a click names it.
fn place(field: Field) -> usize {
    Field::ALL.iter().position(|other| *other == field).unwrap_or(0)
}

fn name(theme: &Theme, buf: &mut Drawing<'_>, (area, y): (Rect, u16), panel: &ExportPanel, field: Field) {
    let here = panel.field == field;
    let style = if panel.is_open(field) { theme.header } else { theme.dim };
    let pieces = [piece(if here { "▌ " } else { "  " }, theme.accent), piece(field.title(), style)];
    puts(buf, (area.x, y), NAMES.min(area.width), &pieces);
    buf.hit((area.x, y), area.width, Target::Item(place(field)));
}

fn path(
    theme: &Theme,
    buf: &mut Drawing<'_>,
    (area, y): (Rect, u16),
    panel: &ExportPanel,
) -> Option<Position> {
    name(theme, buf, (area, y), panel, Field::File);
    let (x, room) = (area.x + NAMES, area.width.saturating_sub(NAMES));
    if panel.field != Field::File || !panel.replace.is_empty() {
        let shown = crate::app::exporting::end_of(panel.file.value(), usize::from(room));
        put(buf, (x, y), room, &shown, theme.text);
        return None;
    }
    let at = input(buf, (x, y), room, &panel.file, theme);
    tint(buf, Rect::new(x, y, room, 1), Style::new().add_modifier(Modifier::UNDERLINED));
    Some(Position::new(at, y))
}
