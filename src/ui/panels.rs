//! What lies over the body: centred, never the whole screen.

use super::accounts;
use super::acts;
use super::drawing::{Drawing, Link, plain};
use super::export;
use super::find;
use super::form;
use super::paint::{piece, put, put_right, puts, tint};
use super::palette;
use super::theme::Theme;
use super::title::input;
use super::value;
use crate::app::keymap::Mode;
use crate::app::panel::{ColumnsPanel, DateField, DatesPanel, OthersPanel, Panel, Question, Search};
use crate::app::sheet::{self, Kind, Sheet};
use crate::app::text::{width16, wrap};
use crate::app::{Action, State, Target, columns};
use crate::model::format;
use crate::report::{ReportDef, View};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

/// Draws the open panel; gives where the text cursor stands.
pub fn panel(state: &State, theme: &Theme, buf: &mut Drawing<'_>) -> Option<Position> {
    match state.panel.as_ref()? {
        Panel::Dates(panel) => dates(state, theme, buf, panel),
        Panel::Form(panel) => form::form(state, theme, buf, panel),
        Panel::Find(panel) => find::find(state, theme, buf, panel),
        Panel::Columns(panel) => {
            columns_panel(state, theme, buf, panel);
            None
        }
        Panel::Others(panel) => {
            others(state, theme, buf, panel);
            None
        }
        Panel::Help { scroll, search } => help(state, theme, buf, *scroll, search),
        Panel::Palette(panel) => palette::palette(state, theme, buf, panel),
        Panel::Row { scroll } | Panel::Failure { scroll } => {
            if let Some(text) = sheet::of(state) {
                scrolled(state, theme, buf, &text, *scroll);
            }
            None
        }
        Panel::Question(asked) => {
            question(state, theme, buf, *asked);
            None
        }
        Panel::Export(panel) => export::panel(state, theme, buf, panel),
        Panel::Actions(panel) => {
            acts::menu(state, theme, buf, panel);
            None
        }
        Panel::Confirm(panel) => {
            acts::confirm(state, theme, buf, panel);
            None
        }
        Panel::Value(panel) => value::panel(state, theme, buf, panel),
        Panel::Accounts(panel) => {
            accounts::panel(state, theme, buf, panel);
            None
        }
    }
}

/// A cleared box in the middle with room for so much, as far as the terminal has it; gives its inside.
pub(super) fn boxed(
    state: &State,
    theme: &Theme,
    buf: &mut Buffer,
    title: &str,
    width: u16,
    height: u16,
) -> Rect {
    let screen = Rect::new(0, 0, state.size.0, state.size.1).intersection(buf.area);
    let (width, height) = ((width + 4).min(screen.width), (height + 2).min(screen.height.saturating_sub(2)));
    let area = Rect::new(
        screen.width.saturating_sub(width) / 2,
        1 + screen.height.saturating_sub(2 + height) / 2,
        width,
        height,
    )
    .intersection(screen);
    Clear.render(area, buf);
    buf.set_style(area, theme.ground);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.dim)
        .title_style(theme.header)
        .title(format!(" {title} "));
    let inside = block.inner(area);
    block.render(area, buf);
    Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
}

fn dates(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &DatesPanel) -> Option<Position> {
    let wide = state.size.0 >= 70;
    let names = panel.presets.iter().map(|(name, _)| width16(name)).max().unwrap_or(0) + 2;
    let left = 2 + if wide { names + 24 } else { names };
    let height = u16::try_from(panel.presets.len()).unwrap_or(u16::MAX);
    let least = if panel.most.is_some() { 8 } else { 6 };
    let area = boxed(state, theme, buf, "Range of dates", left + 2 + 26, height.max(least));
    let room = usize::from(area.height);
    let from = panel.selected.saturating_sub(room.saturating_sub(1));
    for (y, (at, (name, range))) in (area.y..area.bottom()).zip(panel.presets.iter().enumerate().skip(from)) {
        let here = at == panel.selected;
        puts(
            buf,
            (area.x, y),
            left.min(area.width),
            &[
                piece(if here { "▌ " } else { "  " }, theme.accent),
                piece(format!("{name:<pad$}", pad = usize::from(names)), theme.text),
                piece(if wide { range.to_string() } else { String::new() }, theme.dim),
            ],
        );
        buf.hit((area.x, y), left.min(area.width), Target::Item(at));
        if here && panel.field == DateField::Presets {
            tint(buf, Rect::new(area.x, y, left.min(area.width), 1), theme.selected);
        }
    }
    let x = area.x + left + 2;
    let mut cursor = None;
    let fields = [
        (DateField::From, "From", &panel.from, &panel.from_error),
        (DateField::To, "To", &panel.to, &panel.to_error),
    ];
    for (y, (field, label, value, error)) in (area.y..area.bottom()).step_by(3).zip(fields) {
        let here = panel.field == field;
        let mark = if here { "▌ " } else { "  " };
        puts(buf, (x, y), 7, &[piece(mark, theme.accent), piece(label, theme.header)]);
        let at = input(buf, (x + 8, y), 12, value, theme);
        buf.hit((x, y), 20, Target::Field(field));
        if here {
            tint(
                buf,
                Rect::new(x + 8, y, 11, 1),
                Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED),
            );
            cursor = Some(Position::new(at, y));
        }
        if let Some(error) = error.as_ref().filter(|_| y + 1 < area.bottom()) {
            put(buf, (x + 2, y + 1), area.right().saturating_sub(x + 2), &format!("✗ {error}"), theme.bad);
        }
    }
    let said = panel.most.map(|most| match most {
        1 => "at most a month at once (the policy's range)".to_owned(),
        many => format!("at most {many} months at once (the policy's range)"),
    });
    let room = area.right().saturating_sub(x + 2);
    for (y, line) in (area.y + 6..area.bottom()).zip(wrap(&said.unwrap_or_default(), room.into())) {
        put(buf, (x + 2, y), room, &line, theme.dim);
    }
    cursor
}

fn columns_panel(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &ColumnsPanel) {
    let view = state.screen().view;
    let bare = state.screen().window().map_or(&[][..], |window| &window.bare);
    let titles = columns::choosable(view).map(|(_, column)| width16(&column.title)).max().unwrap_or(0);
    let height = u16::try_from(panel.columns.len()).unwrap_or(u16::MAX);
    let area = boxed(state, theme, buf, "Columns", titles + 6 + 26, height);
    let room = usize::from(area.height);
    let from = panel.selected.saturating_sub(room.saturating_sub(1));
    for (y, (at, (index, shown))) in (area.y..area.bottom()).zip(panel.columns.iter().enumerate().skip(from))
    {
        let Some(column) = view.columns.get(*index) else { continue };
        let here = at == panel.selected;
        let mut remarks = Vec::new();
        if bare.contains(index) {
            remarks.push("holds nothing yet".to_owned());
        }
        if panel.fit.frozen == Some(*index) {
            remarks.push("frozen up to here".to_owned());
        }
        remarks.extend(panel.fit.widths.get(index).map(|width| format!("{width} wide")));
        let remark = remarks.join(" · ");
        puts(
            buf,
            (area.x, y),
            area.width,
            &[
                piece(if here { "▌ " } else { "  " }, theme.accent),
                piece(if *shown { "[x] " } else { "[ ] " }, if *shown { theme.ok } else { theme.dim }),
                piece(format!("{:<pad$}", column.title, pad = usize::from(titles) + 2), theme.text),
                piece(remark, theme.dim),
            ],
        );
        buf.hit((area.x, y), area.width, Target::Item(at));
        if here {
            tint(buf, Rect::new(area.x, y, area.width, 1), theme.selected);
        }
    }
}

fn others(state: &State, theme: &Theme, buf: &mut Drawing<'_>, panel: &OthersPanel) {
    let text = |def: &ReportDef, view: &View| {
        if def.views.len() > 1 { format!("{}: {}", def.title, view.title) } else { def.title.to_owned() }
    };
    let lines: Vec<(String, String)> = panel
        .views
        .iter()
        .map(|other| {
            let count = other.count.map_or_else(String::new, format::thousands);
            (text(other.def, other.view), count)
        })
        .collect();
    let width = lines.iter().map(|(line, count)| width16(line) + width16(count)).max().unwrap_or(0) + 4;
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let area = boxed(state, theme, buf, "Reports of this occurrence", width.max(28), height);
    let from = panel.selected.saturating_sub(usize::from(area.height).saturating_sub(1));
    for (y, (at, (line, count))) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(from)) {
        let here = at == panel.selected;
        let mark = if here { "▌ " } else { "  " };
        puts(buf, (area.x, y), area.width, &[piece(mark, theme.accent), piece(line.as_str(), theme.text)]);
        buf.hit((area.x, y), area.width, Target::Item(at));
        put_right(buf, (area.x, y), area.width, count, theme.text);
        if here {
            tint(buf, Rect::new(area.x, y, area.width, 1), theme.selected);
        }
    }
}

fn scrolled(state: &State, theme: &Theme, buf: &mut Buffer, text: &Sheet, scroll: usize) {
    let (width, height) = sheet::room(state.size);
    let height = height.min(text.lines.len());
    let area = boxed(state, theme, buf, &text.title, cells(width), cells(height));
    lines(theme, buf, area, text, scroll);
}

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// The keys, and over them what is sought, each place of it underlined.
fn help(state: &State, theme: &Theme, buf: &mut Buffer, scroll: usize, search: &Search) -> Option<Position> {
    let text = sheet::of(state)?;
    if !search.is_shown() {
        scrolled(state, theme, buf, &text, scroll);
        return None;
    }
    let (width, height) = sheet::room(state.size);
    let height = height.min(sheet::whole_height(state) + 2);
    let area = boxed(state, theme, buf, &text.title, cells(width), cells(height));
    put(buf, (area.x, area.y), 1, "/", theme.key);
    let at = input(buf, (area.x + 2, area.y), area.width.saturating_sub(2), &search.input, theme);
    let under = cells(sheet::under_search(usize::from(area.height)));
    let below =
        Rect { y: (area.y + 2).min(area.bottom()), height: under.min(area.height.saturating_sub(2)), ..area };
    lines(theme, buf, below, &text, scroll);
    mark(state, buf, below, &text, scroll);
    search.typing.then_some(Position::new(at, area.y))
}

/// Underlines what is sought in the lines that are seen.
fn mark(state: &State, buf: &mut Buffer, area: Rect, text: &Sheet, scroll: usize) {
    let style = Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
    for (y, line) in (area.y..area.bottom()).zip(text.lines.iter().skip(first_line(area, text, scroll))) {
        if line.kind == Kind::Heading {
            continue;
        }
        let beside = if line.kind == Kind::Plain { 0 } else { name_cells(text) };
        for (x, part) in [(area.x, &line.name), (area.x + beside, &line.text)] {
            for (at, wide) in sheet::sought(state, part) {
                tint(buf, Rect::new(x + cells(at), y, cells(wide), 1).intersection(area), style);
            }
        }
    }
}

/// Cells of the column of names.
fn name_cells(text: &Sheet) -> u16 {
    if text.names > 0 { cells(text.names) + 2 } else { 0 }
}

/// The first line seen.
fn first_line(area: Rect, text: &Sheet, scroll: usize) -> usize {
    scroll.min(text.lines.len().saturating_sub(usize::from(area.height)))
}

/// The lines of a sheet that are seen, and under them how many more there are.
pub(super) fn lines(theme: &Theme, buf: &mut Buffer, area: Rect, text: &Sheet, scroll: usize) {
    let from = first_line(area, text, scroll);
    for (y, line) in (area.y..area.bottom()).zip(text.lines.iter().skip(from)) {
        let beside = name_cells(text);
        let (name, rest) = match line.kind {
            Kind::Heading => (theme.header, theme.header),
            Kind::Entry => (theme.key, theme.text),
            Kind::Faint | Kind::Note => (theme.dim, theme.dim),
            Kind::Plain => (theme.text, theme.text),
        };
        let x = if matches!(line.kind, Kind::Heading | Kind::Plain) { area.x } else { area.x + beside };
        put(buf, (area.x, y), beside, &line.name, name);
        put(buf, (x, y), area.right().saturating_sub(x), &line.text, rest);
    }
    let left = text.lines.len().saturating_sub(from + usize::from(area.height));
    if left > 0 {
        let more = format!(" {left} more ↓ ");
        let x = area.right().saturating_sub(width16(&more));
        put(buf, (x, area.bottom()), width16(&more), &more, theme.dim);
    }
}

fn question(state: &State, theme: &Theme, buf: &mut Drawing<'_>, question: Question) {
    let (title, text) = (question.title(), question.text());
    let area = boxed(state, theme, buf, title, width16(text), 3);
    put(buf, (area.x, area.y), area.width, text, theme.text);
    buf.links((area.x, area.y + 2), area.width, &answers(state, theme, (Mode::Question, 1)));
}

/// Yes and no, each with the first of its keys.
pub(super) fn answers(state: &State, theme: &Theme, (mode, most): (Mode, usize)) -> Vec<Link> {
    let answer = |action, word: &str| {
        let keys: Vec<String> =
            state.keymap.keys(mode, action).iter().take(most).map(|key| state.keymap.shown(*key)).collect();
        [piece(keys.join(" "), theme.key), piece(format!(" {word}"), theme.text)]
            .map(|piece| (piece, Some(Target::Does(action))))
    };
    let mut links = answer(Action::Yes, "yes").to_vec();
    links.push(plain(piece("   ", theme.text)));
    links.extend(answer(Action::No, "no"));
    links
}
