//! Tabs, breadcrumb, the tab's reports.

use super::paint::{Piece, piece, pieces_width, put_right, puts};
use super::theme::Theme;
use crate::app::text::{clip, width16};
use crate::app::{State, accounts};
use crate::model::{DayRange, format};
use chrono::Datelike;
use ratatui::buffer::Buffer;

/// Where there is no room for all, a level of the breadcrumb takes at most this.
const MOST_CRUMB: usize = 44;

/// The first line: tabs, and on the right who looks at what in which zone.
pub fn tabs(state: &State, theme: &Theme, buf: &mut Buffer) {
    let width = state.size.0;
    let about = about(state);
    let whole = tab_pieces(state, theme, false);
    let fits = pieces_width(&whole) + 2 + width16(&about.join(" · ")) <= width;
    let pieces = if fits { whole } else { tab_pieces(state, theme, true) };
    let end = puts(buf, (0, 0), width, &pieces);
    // What matters least goes first; the zone stays.
    let room = width.saturating_sub(end + 2);
    let mut parts = about.as_slice();
    while let [_, rest @ ..] = parts
        && width16(&parts.join(" · ")) > room
        && !rest.is_empty()
    {
        parts = rest;
    }
    put_right(buf, (end + 2, 0), room, &clip(&parts.join(" · "), room.into()), theme.dim);
}

fn tab_pieces(state: &State, theme: &Theme, short: bool) -> Vec<Piece> {
    state
        .tabs()
        .into_iter()
        .map(|tab| match (tab == state.tab(), short) {
            (true, _) => piece(format!("[{} {}]", tab.number(), tab.title()), theme.accent),
            (false, true) => piece(format!(" {} ", tab.number()), theme.text),
            (false, false) => piece(format!(" {} {} ", tab.number(), tab.title()), theme.text),
        })
        .collect()
}

/// Database, viewer, account, zone: the last matter most.
fn about(state: &State) -> Vec<String> {
    let account = accounts::named(state);
    let demo = if state.demo { "demo" } else { "" };
    let parts = [&state.database, &state.viewer, demo, &account, state.shown_zone().name()];
    parts.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()).collect()
}

/// The second line: the way from the tab down to here, and the range of dates.
pub fn breadcrumb(state: &State, theme: &Theme, buf: &mut Buffer) {
    let width = state.size.0;
    let screen = state.screen();
    let range =
        if screen.def.ranged { format!("◂ {} ▸", range(screen.ask.range, width)) } else { String::new() };
    let range_width = width16(&range);
    put_right(buf, (width.saturating_sub(range_width + 1), 1), range_width, &range, theme.text);
    let room = width.saturating_sub(range_width + 4);
    let levels = shortened(levels(state), usize::from(room));
    let last = levels.len().saturating_sub(1);
    let mut pieces = Vec::new();
    for (at, level) in levels.into_iter().enumerate() {
        if at > 0 {
            pieces.push(piece(" › ", theme.dim));
        }
        pieces.push(piece(level, if at == last { theme.header } else { theme.text }));
    }
    puts(buf, (1, 1), room, &pieces);
}

/// Where it is narrow, a year is said once.
fn range(range: DayRange, width: u16) -> String {
    if width >= 60 || range.from == range.to || range.from.year() != range.to.year() {
        return range.to_string();
    }
    format!("{}…{}", range.from, range.to.format("%m-%d"))
}

fn levels(state: &State) -> Vec<String> {
    let zone = state.shown_zone();
    let trail = state.trail();
    let below = trail.below.iter().map(|screen| {
        let cells: Vec<String> =
            screen.crumb.iter().map(|(cell, unit)| format::shown(cell, *unit, zone)).collect();
        cells.join(" · ")
    });
    let mut levels = vec![state.tab().title().to_owned()];
    if trail.def.title != state.tab().title() {
        levels.push(trail.def.title.to_owned());
    }
    levels.extend(below);
    levels
}

/// A long name gives way to the start behind it.
fn shorter(level: &str) -> String {
    let width = crate::app::text::width;
    match level.rsplit_once(" · ") {
        Some((name, start)) if width(level) > MOST_CRUMB && width(start) < MOST_CRUMB / 2 => {
            format!("{} · {start}", clip(name, MOST_CRUMB - width(start) - 3))
        }
        _ => clip(level, MOST_CRUMB),
    }
}

/// Levels in the middle give way to one `…`; the first and the last stay.
fn shortened(mut levels: Vec<String>, room: usize) -> Vec<String> {
    let width = |levels: &[String]| crate::app::text::width(&levels.join(" › "));
    if width(&levels) > room {
        for level in &mut levels {
            *level = shorter(level);
        }
    }
    let mut cut = false;
    while width(&levels) > room && levels.len() > if cut { 3 } else { 2 } {
        if cut {
            levels.remove(2);
        } else if let Some(second) = levels.get_mut(1) {
            "…".clone_into(second);
            cut = true;
        }
    }
    // The last is cut rather than lost.
    let over = width(&levels).saturating_sub(room);
    if let Some(last) = levels.last_mut().filter(|_| over > 0) {
        *last = clip(last, crate::app::text::width(last).saturating_sub(over).max(6));
    }
    levels
}

/// The reports of the tab.
pub fn strip(state: &State, theme: &Theme, buf: &mut Buffer, y: u16) {
    let open = state.trail().def.id;
    let names: Vec<(String, bool)> =
        state.reports_of_tab().map(|def| (def.title.to_owned(), def.id == open)).collect();
    puts(buf, (1, y), state.size.0.saturating_sub(1), &choice(&names, theme, state.size.0.into()));
}

/// `one · [two] · three`, scrolled so that the open one is seen.
pub fn choice(names: &[(String, bool)], theme: &Theme, room: usize) -> Vec<Piece> {
    let text = |(name, open): &(String, bool)| if *open { format!("[{name}]") } else { name.clone() };
    let open = names.iter().position(|(_, open)| *open).unwrap_or(0);
    let mut from = 0;
    let width = |from: usize| {
        let seen: Vec<String> = names.iter().take(open + 1).skip(from).map(text).collect();
        crate::app::text::width(&seen.join(" · ")) + 4
    };
    while from < open && width(from) > room {
        from += 1;
    }
    let mut pieces = Vec::new();
    for (at, name) in names.iter().enumerate().skip(from) {
        if at > from || from > 0 {
            pieces.push(piece(if at > from { " · " } else { "… · " }, theme.dim));
        }
        pieces.push(piece(text(name), if name.1 { theme.accent } else { theme.text }));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_topic_is_cut_only_where_there_is_no_room_and_its_start_stays() {
        let topic = "Guest lecture: The language of whales · 2026-11-17 17:00";
        let levels = || vec!["Meetings".to_owned(), topic.to_owned(), "Chidi Barasa".to_owned()];
        assert_eq!(shortened(levels(), 100), levels());
        let cut = shortened(levels(), 80);
        assert_eq!(cut[1], "Guest lecture: The langu… · 2026-11-17 17:00");
        assert_eq!(shortened(levels(), 40), ["Meetings", "…", "Chidi Barasa"]);
        assert_eq!(shorter(&"x".repeat(60)).chars().count(), MOST_CRUMB);
    }
}
