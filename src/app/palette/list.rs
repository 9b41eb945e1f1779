//! What the palette offers: every action of the keymap, every report and view, dates, zones.

use super::why::{elsewhere, why};
use super::{Choice, Entry};
use crate::app::accounts::most_months;
use crate::app::action::Action;
use crate::app::keymap::{Bound, Mode};
use crate::app::locked;
use crate::app::others;
use crate::app::presets::{presets, presets_ahead};
use crate::app::state::{State, ZoneChoice};
use crate::report::{Layout, ParamKind, ReportDef, View, Viewer, catalog};
use crate::rules::limits::in_range;

/// An action with its place in the footer; the last for those that are not hinted at.
type Ranked = (u8, Entry);

/// All entries: what the footer hints at first, then reports, the other actions, dates, zones.
pub fn entries(state: &State) -> Vec<Entry> {
    let (mut hinted, mut others): (Vec<Ranked>, Vec<Ranked>) =
        actions(state).into_iter().partition(|(priority, _)| *priority < u8::MAX);
    hinted.sort_by_key(|(priority, _)| *priority);
    // Moves are the last that anybody looks for here.
    others.sort_by_key(|(_, entry)| matches!(entry.choice, Choice::Act(action) if action.moves()));
    let actions = |list: Vec<Ranked>| list.into_iter().map(|(_, entry)| entry);
    actions(hinted)
        .chain(reports(&state.rights))
        .chain(below(state))
        .chain(actions(others))
        .chain(columns(state))
        .chain(dates(state))
        .chain(zones(state))
        .chain(accounts(state))
        .collect()
}

/// Actions of this screen, everywhere's, and those of the other kind of screen, each with its place in the footer.
fn actions(state: &State) -> Vec<Ranked> {
    let here = state.context_in(state.resting());
    let other = if here.mode == Mode::Board { Mode::Table } else { Mode::Board };
    let mut out: Vec<Ranked> = Vec::new();
    for bound in state.keymap.of(here.mode) {
        let idle = locked::why_not(state, bound.action)
            .or_else(|| (!bound.when.holds(&here)).then(|| why(bound.when, &here)))
            .map(str::to_owned);
        out.extend(action(state, bound.action, here.mode, idle));
    }
    for (everywhere, _) in state.keymap.everywhere() {
        let idle = locked::why_not(state, *everywhere).map(str::to_owned);
        out.extend(action(state, *everywhere, here.mode, idle));
    }
    let known = |bound: &&Bound| !state.keymap.of(here.mode).any(|one| one.action == bound.action);
    for bound in state.keymap.of(other).filter(known) {
        out.extend(action(state, bound.action, other, Some(elsewhere(here.mode).to_owned())));
    }
    out
}

fn action(state: &State, action: Action, mode: Mode, idle: Option<String>) -> Option<Ranked> {
    let about = action.about();
    let mut name = action.name().replace('-', " ");
    if let Action::Tab(number) = action {
        let tab = state.tabs().into_iter().find(|tab| tab.number() == number)?;
        name = format!("tab {number}: {}", tab.title());
    }
    let keys: Vec<String> =
        state.keymap.keys(mode, action).iter().map(|key| state.keymap.shown(*key)).collect();
    let entry =
        Entry { choice: Choice::Act(action), name, about: about.what.to_owned(), key: keys.join(" "), idle };
    // The palette itself is open.
    (action != Action::Palette).then_some((about.hint.map_or(u8::MAX, |(_, priority)| priority), entry))
}

/// Every view of every report of the strips, and reports that need one value.
fn reports(rights: &Viewer) -> impl Iterator<Item = Entry> {
    let strips = catalog::tabs().into_iter().flat_map(catalog::in_tab).filter(|def| rights.may(def));
    let of_strips = strips.flat_map(|def| {
        let views = match def.layout {
            Layout::Table => def.views,
            Layout::Dashboard(_) => def.views.get(..1).unwrap_or_default(),
        };
        views.iter().map(move |view| report(def, view, views.len() > 1))
    });
    let wanting =
        catalog::ALL.iter().filter(|def| wanted(def).is_some() && rights.may(def)).map(|def| Entry {
            choice: Choice::Want(def),
            name: format!("{}…", def.title),
            about: about(def),
            key: String::new(),
            idle: None,
        });
    of_strips.chain(wanting)
}

/// Views of reports that need a key, which a row has and nobody types: open to who stands on such a row.
fn below(state: &State) -> Vec<Entry> {
    let screen = state.screen();
    let open = if screen.occurrence().is_some() { others::usual(&state.rights, screen) } else { Vec::new() };
    let strips: Vec<_> = catalog::tabs().into_iter().flat_map(catalog::in_tab).map(|def| def.id).collect();
    let keyed = catalog::ALL.iter().filter(|def| !strips.contains(&def.id) && wanted(def).is_none());
    let views = keyed
        .filter(|def| state.rights.may(def))
        .flat_map(|def| def.views.iter().map(move |view| (*def, view)));
    views
        .map(|(def, view)| {
            let other = open.iter().find(|other| (other.def.id, other.view.id) == (def.id, view.id));
            let is_here = (def.id, view.id) == (screen.def.id, screen.view.id);
            Entry {
                choice: Choice::Below { def, view },
                idle: if other.is_some() { None } else { Some(of_row(def, is_here)) },
                ..report(def, view, def.views.len() > 1)
            }
        })
        .collect()
}

/// Why a report that needs a row's key is not opened from here.
fn of_row(def: &ReportDef, is_here: bool) -> String {
    let needed = def.params.iter().find(|param| param.required).map_or("row", |param| param.name);
    if is_here {
        "that is what is open".to_owned()
    } else {
        format!("opened from a row: go to the {needed} first")
    }
}

fn report(def: &'static ReportDef, view: &'static View, many: bool) -> Entry {
    Entry {
        choice: Choice::Open { def, view, filter: None },
        name: if many { format!("{}: {}", def.title, view.title) } else { def.title.to_owned() },
        about: about(def),
        key: String::new(),
        idle: None,
    }
}

/// The tab, and the first sentence of what a report answers.
fn about(def: &ReportDef) -> String {
    let first = def.about.split_once(". ").map_or(def.about, |(first, _)| first).trim_end_matches('.');
    format!("{} · {}", def.tab.title(), first.replace('`', ""))
}

/// The one value that a report needs, where it is one that people type.
pub(super) fn wanted(def: &ReportDef) -> Option<&'static str> {
    let mut needed = def.params.iter().filter(|param| param.required);
    let first = needed.next()?;
    let typed =
        matches!(first.kind, ParamKind::Text | ParamKind::Search | ParamKind::Person | ParamKind::Import);
    (typed && needed.next().is_none()).then_some(first.name)
}

/// Columns to sort by, with what each means, so that a question's word leads to its column.
fn columns(state: &State) -> Vec<Entry> {
    let screen = state.screen();
    if state.data.empty || matches!(screen.def.layout, Layout::Dashboard(_)) {
        return Vec::new();
    }
    let entry = |index: usize| {
        let column = screen.view.columns.get(index)?;
        Some(Entry {
            choice: Choice::SortBy(index),
            name: format!("sort by: {}", column.title),
            about: column.help.replace('`', ""),
            key: String::new(),
            idle: None,
        })
    };
    state.sequence().into_iter().filter_map(entry).collect()
}

/// Ranges by name, where the report has dates.
fn dates(state: &State) -> Vec<Entry> {
    let screen = state.screen();
    if state.data.empty || !screen.def.ranged {
        return Vec::new();
    }
    let ranges =
        if screen.def.ahead { presets_ahead(state.today) } else { presets(state.today, state.data.days) };
    let most = most_months(state, screen);
    let why = |range: crate::model::DayRange| match most {
        _ if range == screen.ask.range => Some("that is the range now".to_owned()),
        Some(most) if in_range(range, most).is_err() => Some("longer than the policy's range".to_owned()),
        _ => None,
    };
    let entry = |(name, range): (&'static str, crate::model::DayRange)| Entry {
        choice: Choice::Dates(range),
        name: format!("dates: {name}"),
        about: range.to_string(),
        key: String::new(),
        idle: why(range),
    };
    ranges.into_iter().map(entry).collect()
}

fn zones(state: &State) -> Vec<Entry> {
    let choices = [
        (ZoneChoice::Viewer, "yours", state.viewer_zone),
        (ZoneChoice::Account, "the account's", state.account_zone()),
        (ZoneChoice::Utc, "UTC", chrono_tz::Tz::UTC),
    ];
    let entry = |(choice, whose, zone): (ZoneChoice, &str, chrono_tz::Tz)| Entry {
        choice: Choice::Zone(choice),
        name: format!("zone: {whose}"),
        about: format!("instants as they are in {zone}"),
        key: String::new(),
        idle: (choice == state.zone).then(|| "that is the zone now".to_owned()),
    };
    if state.data.empty { Vec::new() } else { choices.map(entry).into() }
}

/// Each account, and all of them.
fn accounts(state: &State) -> Vec<Entry> {
    let entry = |name: &str, about: String, chosen: Vec<i64>| Entry {
        idle: (chosen == state.asked).then(|| "that is the choice now".to_owned()),
        choice: Choice::Accounts(chosen),
        name: format!("accounts: {name}"),
        about,
        key: String::new(),
    };
    if state.accounts.len() < 2 {
        return Vec::new();
    }
    let all = entry("all", format!("reports of all {}", state.accounts.len()), Vec::new());
    let each = state
        .accounts
        .iter()
        .map(|account| entry(&account.name, "reports of this account alone".to_owned(), vec![account.id]));
    std::iter::once(all).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_their_own() {
        let mut names: Vec<String> = reports(&Viewer::Owner).map(|entry| entry.name).collect();
        names.extend(crate::app::keymap::BINDINGS.iter().filter_map(|binding| {
            let shown = matches!(binding.mode, Mode::Table);
            shown.then(|| binding.action.name().to_owned())
        }));
        let before = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), before);
    }
}
