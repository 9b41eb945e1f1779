//! Tabs, breadcrumb, the tab's reports.

use super::drawing::{Drawing, Link, links_width, plain};
use super::paint::{piece, put_right};
use super::theme::Theme;
use crate::app::text::{clip, width16};
use crate::app::{Action, State, Target, accounts};
use crate::model::{DayRange, format};
use crate::report::{ReportDef, Tab};
use chrono::Datelike;

/// Where there is no room for all, a level of the breadcrumb takes at most this.
const MOST_CRUMB: usize = 44;

/// The first line: tabs, and on the right who looks at what in which zone.
pub fn tabs(state: &State, theme: &Theme, buf: &mut Drawing<'_>) {
    let width = state.size.0;
    let about = about(state);
    let whole = tab_links(state, theme, false);
    // The tabs' names tell more than whose data these are, which the start has said.
    let zone = about.last().map_or(0, |zone| width16(zone));
    let fits = links_width(&whole) + 2 + zone <= width;
    let links = if fits { whole } else { tab_links(state, theme, true) };
    let end = buf.links((0, 0), width, &links);
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

fn tab_links(state: &State, theme: &Theme, short: bool) -> Vec<Link> {
    let link = |tab: Tab| {
        let piece = match (tab == state.tab(), short) {
            (true, _) => piece(format!("[{} {}]", tab.number(), tab.title()), theme.accent),
            (false, true) => piece(format!(" {} ", tab.number()), theme.text),
            (false, false) => piece(format!(" {} {} ", tab.number(), tab.title()), theme.text),
        };
        (piece, Some(Target::Tab(tab)))
    };
    state.tabs().into_iter().map(link).collect()
}

/// Database, viewer, account, zone: the last matter most.
fn about(state: &State) -> Vec<String> {
    let account = accounts::named(state);
    let demo = if state.demo { "demo" } else { "" };
    let parts = [&state.database, &state.viewer, demo, &account, state.shown_zone().name()];
    parts.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()).collect()
}

/// The second line: the way from the tab down to here, and the range of dates.
pub fn breadcrumb(state: &State, theme: &Theme, buf: &mut Drawing<'_>) {
    let width = state.size.0;
    let screen = state.screen();
    let does = |text: &str, action| (piece(text, theme.text), Some(Target::Does(action)));
    let range = if screen.def.ranged {
        let said = format!(" {} ", range(screen.ask.range, width));
        vec![does("◂", Action::Earlier), does(&said, Action::Dates), does("▸", Action::Later)]
    } else {
        Vec::new()
    };
    let range_width = links_width(&range);
    buf.links((width.saturating_sub(range_width + 1), 1), range_width, &range);
    let room = width.saturating_sub(range_width + 4);
    let levels = shortened(levels(state), usize::from(room));
    let last = levels.len().saturating_sub(1);
    let mut links = Vec::new();
    for (at, (level, depth)) in levels.into_iter().enumerate() {
        if at > 0 {
            links.push(plain(piece(" › ", theme.dim)));
        }
        let style = if at == last { theme.header } else { theme.text };
        links.push((piece(level, style), Some(Target::Level(depth))));
    }
    buf.links((1, 1), room, &links);
}

/// Where it is narrow, a year is said once.
fn range(range: DayRange, width: u16) -> String {
    if width >= 60 || range.from == range.to || range.from.year() != range.to.year() {
        return range.to_string();
    }
    format!("{}…{}", range.from, range.to.format("%m-%d"))
}

/// Each with the number of screens under the tab's report that it stands for.
fn levels(state: &State) -> Vec<(String, usize)> {
    let zone = state.shown_zone();
    let trail = state.trail();
    let below = (1..).zip(&trail.below).map(|(depth, screen)| {
        let cells: Vec<String> =
            screen.crumb.iter().map(|(cell, unit)| format::shown(cell, *unit, zone)).collect();
        (cells.join(" · "), depth)
    });
    let mut levels = vec![(state.tab().title().to_owned(), 0)];
    if trail.def.title != state.tab().title() {
        levels.push((trail.def.title.to_owned(), 0));
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
fn shortened(mut levels: Vec<(String, usize)>, room: usize) -> Vec<(String, usize)> {
    let width = |levels: &[(String, usize)]| {
        let between = 3 * levels.len().saturating_sub(1);
        levels.iter().map(|(text, _)| crate::app::text::width(text)).sum::<usize>() + between
    };
    if width(&levels) > room {
        for (level, _) in &mut levels {
            *level = shorter(level);
        }
    }
    let mut cut = false;
    while width(&levels) > room && levels.len() > if cut { 3 } else { 2 } {
        if cut {
            levels.remove(2);
        } else if let Some((second, _)) = levels.get_mut(1) {
            "…".clone_into(second);
            cut = true;
        }
    }
    // The last is cut rather than lost.
    let over = width(&levels).saturating_sub(room);
    if let Some((last, _)) = levels.last_mut().filter(|_| over > 0) {
        *last = clip(last, crate::app::text::width(last).saturating_sub(over).max(6));
    }
    levels
}

/// The reports of the tab.
pub fn strip(state: &State, theme: &Theme, buf: &mut Drawing<'_>, y: u16) {
    let open = state.trail().def.id;
    let choose = |def: &'static ReportDef| (def.title.to_owned(), def.id == open, Target::Report(def.id));
    let names: Vec<Choice> = state.reports_of_tab().map(choose).collect();
    buf.links((1, y), state.size.0.saturating_sub(1), &choice(&names, theme, state.size.0.into()));
}

/// What can be chosen, whether it is, and what a click on it means.
pub type Choice = (String, bool, Target);

/// `one · [two] · three`, scrolled so that the open one is seen.
pub fn choice(names: &[Choice], theme: &Theme, room: usize) -> Vec<Link> {
    let text = |(name, open, _): &Choice| if *open { format!("[{name}]") } else { name.clone() };
    let open = names.iter().position(|(_, open, _)| *open).unwrap_or(0);
    let mut from = 0;
    let width = |from: usize| {
        let seen: Vec<String> = names.iter().take(open + 1).skip(from).map(text).collect();
        crate::app::text::width(&seen.join(" · ")) + 4
    };
    while from < open && width(from) > room {
        from += 1;
    }
    let mut links = Vec::new();
    for (at, name) in names.iter().enumerate().skip(from) {
        if at > from || from > 0 {
            links.push(plain(piece(if at > from { " · " } else { "… · " }, theme.dim)));
        }
        let style = if name.1 { theme.accent } else { theme.text };
        links.push((piece(text(name), style), Some(name.2)));
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_topic_is_cut_only_where_there_is_no_room_and_its_start_stays() {
        let topic = "Guest lecture: The language of whales · 2026-11-17 17:00";
        let levels =
            || vec![("Meetings".to_owned(), 0), (topic.to_owned(), 1), ("Chidi Barasa".to_owned(), 2)];
        assert_eq!(shortened(levels(), 100), levels());
        let cut = shortened(levels(), 80);
        assert_eq!(cut[1].0, "Guest lecture: The langu… · 2026-11-17 17:00");
        let least = [("Meetings".to_owned(), 0), ("…".to_owned(), 1), ("Chidi Barasa".to_owned(), 2)];
        assert_eq!(shortened(levels(), 40), least);
        assert_eq!(shorter(&"x".repeat(60)).chars().count(), MOST_CRUMB);
    }
}
