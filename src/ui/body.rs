//! What stands in place of rows: reading, nothing there, failed, nothing imported yet.

use super::foot::reading;
use super::paint::put;
use super::theme::Theme;
use crate::app::frame::Plan;
use crate::app::text::wrap;
use crate::app::{Action, State, form};
use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// Why there are no rows, and what changes it.
pub fn instead(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let screen = state.screen();
    let load = &screen.load;
    if let Some(reason) = &load.failed {
        let first = reason.lines().next().unwrap_or_default();
        let asked = if form::set(state).is_empty() { String::new() } else { changes_what_is_asked(state) };
        let lines = [
            (format!("✗ {first}"), theme.bad),
            (String::new(), theme.text),
            (
                format!(
                    "{asked}{} reads again · {} shows the whole message",
                    state.key(Action::Reload),
                    state.key(Action::WholeRow)
                ),
                theme.dim,
            ),
        ];
        return block(state, buf, plan, &lines);
    }
    if load.waiting.as_ref().is_some_and(|waiting| !waiting.quiet) {
        if let Some(ms) = state.reading_for() {
            block(state, buf, plan, &[(reading(state, ms), theme.accent)]);
        }
        return;
    }
    if load.window.is_none() {
        if load.cancelled {
            let text = format!("Not read: cancelled. {} reads again.", state.key(Action::Reload));
            block(state, buf, plan, &[(text, theme.dim)]);
        }
        return;
    }
    block(state, buf, plan, &empty(state, theme));
}

/// `f changes what is asked · `.
fn changes_what_is_asked(state: &State) -> String {
    format!("{} changes what is asked · ", state.key(Action::Parameters))
}

fn empty(state: &State, theme: &Theme) -> Vec<(String, Style)> {
    let screen = state.screen();
    let many = screen.view.noun.1;
    if let Some(why) = screen.window().and_then(|window| window.shut.as_ref()) {
        let mut letters = why.chars();
        let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        return vec![(format!("{first}{}.", letters.as_str()), theme.text)];
    }
    if !screen.ask.filter.is_empty() {
        let filter = &screen.ask.filter;
        let mut ways = format!(
            "{} clears the filter · {} changes it",
            state.key(Action::Back),
            state.key(Action::Filter)
        );
        // What is sought may lie in other dates.
        if screen.def.ranged && !screen.def.ahead {
            let find = state.key(Action::Find);
            ways = format!("{ways} · {find} looks in all dates");
        }
        return vec![
            (format!("No {many} match the filter  {filter}"), theme.text),
            (String::new(), theme.text),
            (ways, theme.dim),
        ];
    }
    let set = form::set_text(state);
    if !screen.def.ranged {
        let mut lines = vec![(format!("No {many} are held here."), theme.text)];
        if !set.is_empty() {
            lines = vec![
                (format!("No {many} with  {set}"), theme.text),
                (String::new(), theme.text),
                (format!("{} changes what is asked", state.key(Action::Parameters)), theme.dim),
            ];
        }
        return lines;
    }
    let (with, asked) = if set.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(" with  {set}"), changes_what_is_asked(state))
    };
    let mut lines = vec![(format!("No {many} in {}{with}.", screen.ask.range), theme.text)];
    // What is held tells nothing of what is to come.
    let source = match state.data.days {
        _ if screen.def.ahead => {
            Some("Plans come from the portal's list of upcoming events; import a newer one.".to_owned())
        }
        days => days.map(|days| format!("Held are {} … {}.", days.from, days.to)),
    };
    match source {
        Some(source) => {
            lines.push((source, theme.text));
            lines.push((String::new(), theme.text));
            lines.push((
                format!(
                    "{asked}{} chooses other dates · {} the period before · {} the period after",
                    state.key(Action::Dates),
                    state.key(Action::Earlier),
                    state.key(Action::Later)
                ),
                theme.dim,
            ));
        }
        None => {
            lines.push((
                "No occurrence is held yet. headcount import PATH reads an export.".to_owned(),
                theme.dim,
            ));
        }
    }
    lines
}

/// The first screen of all: where the data come from.
pub fn first_start(state: &State, theme: &Theme, buf: &mut Buffer, plan: &Plan) {
    let (head, dim, code) = (theme.header, theme.dim, theme.accent);
    let text = |line: &str, style| (line.to_owned(), style);
    let lines = [
        text("Nothing has been imported yet.", head),
        text("", dim),
        text("1  Export from the Zoom web portal, as owner or administrator:", theme.text),
        text("   All meetings with their people", theme.text),
        text("     Account Management › Reports › Usage Reports › Active Hosts:", dim),
        text("     choose the dates, export with participants", dim),
        text("   The people of one meeting", theme.text),
        text("     Account Management › Reports › Usage Reports › Meeting & Webinar", dim),
        text("     History: open the meeting, export its participants", dim),
        text("", dim),
        text("2  Read the files; folders will do, the same file twice does no harm:", theme.text),
        text("     headcount import PATH...", code),
        (format!("   Then press {} here to look again.", state.key(Action::Reload)), dim),
        text("", dim),
        text("Or look round in an invented organisation first:", theme.text),
        text("     headcount demo", code),
    ];
    // Where it is low, the blank lines go first.
    let room = usize::from(state.size.1.saturating_sub(plan.title_y() + 2));
    let low = room < lines.len();
    let lines = lines.into_iter().filter(|(line, _)| !(low && line.is_empty()));
    let width = usize::from(state.size.0.saturating_sub(4));
    let wrapped = lines.flat_map(|(line, style)| {
        let lead = line.len() - line.trim_start().len();
        let parts = wrap(line.trim_start(), width.saturating_sub(lead));
        parts.into_iter().map(move |part| (format!("{}{part}", " ".repeat(lead)), style))
    });
    for (y, (line, style)) in (plan.title_y()..).zip(wrapped.take(room)) {
        put(buf, (2, y), state.size.0.saturating_sub(3), &line, style);
    }
}

/// Lines at the top of the body, a little in, wrapped.
fn block(state: &State, buf: &mut Buffer, plan: &Plan, lines: &[(String, Style)]) {
    let top = plan.header_y() + 1 + u16::from(plan.body > 4);
    let bottom = plan.header_y() + 1 + plan.body;
    let width = state.size.0.saturating_sub(4);
    let wrapped = lines
        .iter()
        .flat_map(|(line, style)| wrap(line, width.into()).into_iter().map(|part| (part, *style)));
    for (y, (line, style)) in (top..bottom).zip(wrapped) {
        put(buf, (2, y), width, &line, style);
    }
}
