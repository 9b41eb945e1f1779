//! The lines between breadcrumb and table: what is shown, the filter as it is typed, facts.

use super::drawing::{Drawing, Link, links_width, plain};
use super::paint::{piece, put, put_right, puts};
use super::theme::Theme;
use super::top::{Choice, choice};
use crate::app::frame::{self, Plan};
use crate::app::text::width16;
use crate::app::{Action, State, Target, facts, form};
use crate::model::format;
use crate::report::View;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// What the report is, its views, how many rows, the filter; on the right what is out of sight.
pub fn title(state: &State, theme: &Theme, buf: &mut Drawing<'_>, plan: &Plan) {
    let (y, width) = (plan.title_y(), state.size.0);
    let screen = state.screen();
    let mut links: Vec<Link> = Vec::new();
    if screen.def.views.len() > 1 {
        let choose =
            |view: &'static View| (view.title.to_owned(), view.id == screen.view.id, Target::View(view.id));
        let names: Vec<Choice> = screen.def.views.iter().map(choose).collect();
        links.extend(choice(&names, theme, usize::from(width / 2)));
        links.push(plain(piece("   ", theme.text)));
    }
    links.push(plain(piece(count(state), theme.text)));
    if !screen.ask.filter.is_empty() && screen.filter.is_none() {
        let filters = Some(Target::Does(Action::Filter));
        links.push((piece("   filter: ", theme.dim), filters));
        links.push((piece(screen.ask.filter.clone(), theme.warn), filters));
    }
    let set = form::set_text(state);
    if !set.is_empty() {
        links.push((piece(format!("   {set}"), theme.warn), Some(Target::Does(Action::Parameters))));
    }
    // Where it is narrow, what is hidden is said shorter, and the views speak for the report.
    let hidden = [hidden(state, true), hidden(state, false)];
    let room = |hidden: &String| width.saturating_sub(width16(hidden) + 4);
    let [long, short] = &hidden;
    let fits = links_width(&links) + width16(screen.def.title) + 3 <= room(long);
    let hidden = if fits { long } else { short };
    let name = [piece(screen.def.title, theme.header), piece("   ", theme.text)].map(plain);
    let named = plan.strip == 0 && links_width(&links) + links_width(&name) <= room(hidden);
    if named || (plan.strip == 0 && screen.def.views.len() == 1) {
        links.splice(0..0, name);
    }
    put_right(buf, (1, y), width.saturating_sub(2), hidden, theme.dim);
    buf.links((1, y), room(hidden), &links);
}

/// `214 of 1 032 users`.
pub fn count(state: &State) -> String {
    let screen = state.screen();
    let Some(window) = screen.window().filter(|_| screen.load.failed.is_none() && !state.data.empty) else {
        return String::new();
    };
    let (one, many) = screen.view.noun;
    let number = |n: usize| format::thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let Some(totals) = &window.totals else {
        return format!("{}+ {many}", number(window.known_rows()));
    };
    match window.unfiltered.filter(|all| *all != totals.rows) {
        Some(1) => format!("{} of 1 {one}", number(totals.rows)),
        Some(all) => format!("{} of {} {many}", number(totals.rows), number(all)),
        None if totals.rows == 1 => format!("1 {one}"),
        None => format!("{} {many}", number(totals.rows)),
    }
}

/// `← 2 · +5 columns →`, or without the word.
fn hidden(state: &State, long: bool) -> String {
    if state.data.empty || !state.screen().has_rows() {
        return String::new();
    }
    let layout = state.layout();
    let columns = |n: usize| match (long, n) {
        (false, _) => "",
        (true, 1) => " column",
        (true, _) => " columns",
    };
    match (layout.before, layout.after) {
        (0, 0) => String::new(),
        (0, after) => format!("+{after}{} →", columns(after)),
        (before, 0) => format!("← {before}{}", columns(before)),
        (before, after) => format!("← {before} · +{after}{} →", columns(after)),
    }
}

/// The filter as it is typed; gives where the text cursor stands.
pub fn filter(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) -> Option<Position> {
    let typing = state.screen().filter.as_ref().filter(|_| plan.filter > 0)?;
    let y = plan.title_y() + 1;
    let width = state.size.0;
    put(buf, (1, y), 1, "/", theme.accent);
    let room = width.saturating_sub(4);
    let x = input(buf, (3, y), room, &typing.input, theme);
    for (y, line) in (y + 1..y + plan.filter).zip(frame::error_lines(typing, width)) {
        put(buf, (3, y), room, &line, theme.bad);
    }
    Some(Position::new(x, y))
}

/// An input's text, scrolled to its cursor; gives the cursor's column.
pub fn input(
    buf: &mut Buffer,
    (x, y): (u16, u16),
    room: u16,
    input: &tui_input::Input,
    theme: &Theme,
) -> u16 {
    let before: String = input.value().chars().take(input.cursor()).collect();
    let mut skipped = 0;
    let at = crate::app::text::width(&before);
    let room = usize::from(room.max(1));
    let mut shown = input.value();
    while at - skipped >= room {
        let Some(first) = shown.chars().next() else { break };
        shown = shown.get(first.len_utf8()..).unwrap_or_default();
        skipped = at.min(crate::app::text::width(input.value()) - crate::app::text::width(shown));
    }
    put(buf, (x, y), u16::try_from(room).unwrap_or(u16::MAX), shown, theme.text);
    x + u16::try_from((at - skipped).min(room - 1)).unwrap_or(0)
}

/// The facts that are known.
pub fn facts(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let first = plan.title_y() + 1 + plan.filter;
    let width = state.size.0.saturating_sub(2);
    let mut end = 0;
    for (y, line) in (first..).zip(facts::lines(state, usize::from(plan.facts))) {
        let mut pieces = Vec::new();
        for (title, value) in line {
            if !pieces.is_empty() {
                pieces.push(piece(" ".repeat(facts::GAP), theme.text));
            }
            if !title.is_empty() {
                pieces.push(piece(format!("{title} "), theme.dim));
            }
            pieces.push(piece(value, theme.text));
        }
        let to = puts(buf, (1, y), width, &pieces);
        if y == first {
            end = to + u16::try_from(facts::GAP).unwrap_or(0);
        }
    }
    if plan.facts > 0 {
        let others = facts::others(state, usize::from((width + 1).saturating_sub(end)));
        put_right(buf, (1, first), width, &others, theme.dim);
    }
}
