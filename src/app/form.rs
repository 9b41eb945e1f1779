//! The form of a report's parameters: its fields from the declaration, what stands in them, what is set.

use super::panel::{Entry, Field, FormPanel, Panel};
use super::screen::Screen;
use super::state::State;
use crate::model::{Unit, format};
use crate::report::{Param, ParamKind, value};
use std::collections::BTreeMap;
use tui_input::Input;

/// Whether there is anything that can be set.
pub fn has_fields(screen: &Screen) -> bool {
    screen.def.params.iter().any(|param| !is_given(screen, param))
}

/// Given by the row that was opened, or needed to ask at all. What is searched for was typed.
fn is_given(screen: &Screen, param: &Param) -> bool {
    let given = param.required || screen.given_params.contains_key(param.name);
    given && param.kind != ParamKind::Search
}

/// Whether the field that has the keys is one of a few words.
pub fn is_choosing(state: &State) -> bool {
    let entry = match &state.panel {
        Some(Panel::Form(panel)) => panel.fields.get(panel.selected).map(|field| &field.entry),
        Some(Panel::Value(panel)) => Some(&panel.entry),
        _ => None,
    };
    matches!(entry, Some(Entry::Choice { .. }))
}

/// The form of the open screen; with `own`, as it is before anything is set.
pub fn of(state: &State, own: bool) -> FormPanel {
    let screen = state.screen();
    let fields: Vec<Field> = screen
        .def
        .params
        .iter()
        .map(|param| Field { param, entry: entry(state, param, own), error: None })
        .collect();
    let selected = fields.iter().position(|field| !matches!(field.entry, Entry::Given(_))).unwrap_or(0);
    FormPanel { fields, selected }
}

fn entry(state: &State, param: &'static Param, own: bool) -> Entry {
    let screen = state.screen();
    let set = screen.ask.params.get(param.name);
    if is_given(screen, param) {
        return Entry::Given(set.map_or_else(String::new, |value| in_words(state, param, value)));
    }
    let set = set.filter(|_| !own || param.required);
    match param.kind {
        ParamKind::Choice(words) => {
            let at = set.and_then(|set| words.iter().position(|word| word == set)).unwrap_or(0);
            Entry::Choice { words: words.to_vec(), at }
        }
        ParamKind::Switch { off, .. } => {
            Entry::Choice { words: vec!["on", "off"], at: usize::from(!own && screen.view.id == off) }
        }
        _ => Entry::Typed(Input::new(set.cloned().unwrap_or_default())),
    }
}

/// A value as people know it: an opaque key by the row that gave it.
pub fn in_words(state: &State, param: &Param, value: &str) -> String {
    let zone = state.shown_zone();
    let Some(key) = value.strip_prefix('#') else { return value.to_owned() };
    if param.kind == ParamKind::Instant
        && let Ok(at) = key.parse::<i64>()
    {
        return format::shown(&at.into(), Unit::Instant, zone);
    }
    let gave = |screen: &&Screen| screen.ask.params.get(param.name).is_some_and(|own| own == value);
    let trail = state.trail();
    let screen = trail.below.iter().find(gave);
    let words = screen.map(|screen| {
        let cells: Vec<String> =
            screen.crumb.iter().map(|(cell, unit)| format::shown(cell, *unit, zone)).collect();
        cells.join(" · ")
    });
    words.filter(|words| !words.is_empty()).unwrap_or_else(|| value.to_owned())
}

/// What is wrong with what stands in a field; nothing is never wrong, unless it is needed.
pub fn fault(field: &Field) -> Option<String> {
    let Entry::Typed(input) = &field.entry else { return None };
    if input.value().trim().is_empty() && !field.param.required {
        return None;
    }
    let why = value::plain(input.value(), field.param.kind).err()?;
    // What the command line would list is no help here.
    Some(why.split(": `").next().unwrap_or_default().to_owned())
}

/// The parameters that the form stands for, with those that were given; switches left out.
pub fn params(screen: &Screen, panel: &FormPanel) -> BTreeMap<String, String> {
    let mut out = screen.ask.params.clone();
    for field in &panel.fields {
        let value = match &field.entry {
            Entry::Given(_) => continue,
            _ if matches!(field.param.kind, ParamKind::Switch { .. }) => continue,
            // The first word is what holds when nothing is said.
            Entry::Choice { words, at } => words.get(*at).filter(|_| *at > 0).map(|word| (*word).to_owned()),
            Entry::Typed(input) => value::plain(input.value(), field.param.kind).ok(),
        };
        match value {
            Some(value) => out.insert(field.param.name.to_owned(), value),
            None => out.remove(field.param.name),
        };
    }
    out
}

/// The view that the form's switch chooses.
pub fn view(panel: &FormPanel) -> Option<&'static str> {
    panel.fields.iter().find_map(|field| match (field.param.kind, &field.entry) {
        (ParamKind::Switch { on, off }, Entry::Choice { at, .. }) => Some(if *at == 0 { on } else { off }),
        _ => None,
    })
}

/// What was set by hand, name and value; what was given or goes without saying is left out.
pub fn set(state: &State) -> Vec<(&'static str, String)> {
    let screen = state.screen();
    let told = |param: &&Param| !is_given(screen, param) && !matches!(param.kind, ParamKind::Switch { .. });
    let value = |param: &'static Param| {
        let value = screen.ask.params.get(param.name)?;
        Some((param.name, in_words(state, param, value)))
    };
    screen.def.params.iter().filter(told).filter_map(value).collect()
}

/// [`set`] as one text: `guests: external · minimum: 50`.
pub fn set_text(state: &State) -> String {
    let parts: Vec<String> = set(state).iter().map(|(name, value)| format!("{name}: {value}")).collect();
    parts.join(" · ")
}
