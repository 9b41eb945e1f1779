//! The viewer's rights change while the console is open: what they may no longer see goes at once, with the way that led
//! to it, and what is new to them comes.

use super::{load, say};
use crate::app::msg::Effect;
use crate::app::screen::Screen;
use crate::app::state::{State, Weight};
use crate::app::trail::Trail;
use crate::report::{ReportDef, Viewer, catalog};

/// Titles in a message at most.
const NAMED: usize = 3;

pub fn changed(state: &mut State, rights: Viewer) -> Vec<Effect> {
    if rights == state.rights {
        return Vec::new();
    }
    let before = std::mem::replace(&mut state.rights, rights);
    let less = |screen: &Screen| is_less(&before, &state.rights, screen);
    // The topmost of the screens that led here is why all of them go.
    let way = std::iter::once(&state.here.root).chain(&state.here.below);
    let told = way.into_iter().find(|screen| less(screen)).map(|screen| lost(state, screen));
    let trails = std::iter::once(&state.here).chain(&state.elsewhere);
    let narrowed = trails.flat_map(screens).any(less);
    let mut effects: Vec<Effect> = Vec::new();
    if told.is_some() {
        effects.extend(load::cancel(state));
    }
    if narrowed {
        give_up(state, &before);
    }
    let gained = gain(state);
    move_on(state);
    match told {
        Some(told) => say(state, Weight::Bad, told),
        None => tell(state, &before, &gained),
    }
    effects.extend(load::visit(state));
    effects
}

/// Whatever shows less than it did forgets what it shows; panels, too, as they may offer or hold what is gone.
fn give_up(state: &mut State, before: &Viewer) {
    state.panel = None;
    state.before = None;
    state.written = None;
    let now = state.rights.clone();
    for trail in std::iter::once(&mut state.here).chain(&mut state.elsewhere) {
        if screens(trail).any(|screen| is_less(before, &now, screen)) {
            trail.below.clear();
            trail.screens_mut().for_each(Screen::forget);
        }
    }
    state.elsewhere.retain(|trail| now.may(trail.def));
}

/// Says what has gone and come where the open report is not concerned.
fn tell(state: &mut State, before: &Viewer, gained: &[&ReportDef]) {
    let all = catalog::tabs().into_iter().flat_map(catalog::in_tab);
    let gone: Vec<_> = all.filter(|def| before.may(def) && !state.rights.may(def)).collect();
    let what = match (gone.as_slice(), gained) {
        ([], []) => return,
        ([], gained) => format!("also {}", named(gained)),
        (gone, _) => format!("no longer {}", named(gone)),
    };
    say(state, Weight::Info, format!("your rights have changed: {what}"));
}

fn screens(trail: &Trail) -> impl Iterator<Item = &Screen> {
    std::iter::once(&trail.root).chain(&trail.beside).chain(&trail.below)
}

/// Whether the screen shows less than it did, or may not be seen at all.
fn is_less(before: &Viewer, now: &Viewer, screen: &Screen) -> bool {
    let (who, accounts) = (&screen.def.who, &screen.ask.accounts);
    match (before.lens(who, accounts), now.lens(who, accounts)) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(before), Some(now)) => !now.covers(&before),
    }
}

/// Why the screen is left.
fn lost(state: &State, screen: &Screen) -> String {
    let def = screen.def;
    match state.rights.lens(&def.who, &screen.ask.accounts) {
        None if state.rights.may(def) => {
            format!("your rights have changed: {} of that account is no longer yours to see", def.title)
        }
        None => format!("{} is no longer yours to see: it is for {}", def.title, def.who.holders()),
        Some(lens) if lens.is_partial() => {
            format!("your rights have changed: of {} you see what you hosted", def.title)
        }
        Some(_) => format!("your rights have changed: of {} you see less", def.title),
    }
}

/// From a report that is gone to another of its tab, else to the first there is. Where there is none at all, it stays
/// empty and says so.
fn move_on(state: &mut State) {
    let elsewhere: Vec<_> = state.elsewhere.iter().map(|trail| trail.def.id).collect();
    state.last.retain(|_, id| elsewhere.contains(id));
    let (tab, def) = (state.tab(), state.here.def);
    if !state.rights.may(def) {
        let first = state.tabs().first().copied();
        let in_tab = |tab| state.in_tab(tab).next().map(|def| def.id);
        let to = state.last.get(&tab).copied().or_else(|| in_tab(tab)).or_else(|| in_tab(first?));
        let found = to.and_then(|to| state.elsewhere.iter().position(|trail| trail.def.id == to));
        if let Some(at) = found {
            state.here = state.elsewhere.swap_remove(at);
        } else {
            let why = format!("not allowed: {} is for {}", def.title, def.who.holders());
            state.here.root.load.failed = Some(why);
        }
    }
    state.last.insert(state.here.def.tab, state.here.def.id);
}

/// Puts the reports into the strips that are new to the viewer, and gives them.
fn gain(state: &mut State) -> Vec<&'static ReportDef> {
    let zone = state.shown_zone();
    let has = |def: &&'static ReportDef| {
        def.id == state.here.def.id || state.elsewhere.iter().any(|trail| trail.def.id == def.id)
    };
    let all = catalog::tabs().into_iter().flat_map(catalog::in_tab);
    let new: Vec<_> = all.filter(|def| state.rights.may(def) && !has(def)).collect();
    for def in &new {
        let range = if def.ahead { state.ahead } else { state.range };
        state.elsewhere.extend(Trail::new(def, range, zone));
    }
    new
}

fn named(defs: &[&ReportDef]) -> String {
    let titles: Vec<&str> = defs.iter().take(NAMED).map(|def| def.title).collect();
    let more = defs.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", titles.join(", "))
}
