//! A value that a row's action takes: chosen or typed, judged as it is given, set, told.

use super::{acts, form, say};
use crate::app::action::Action;
use crate::app::msg::{Change, Effect};
use crate::app::panel::{Entry, Panel, ValuePanel};
use crate::app::state::{State, Weight};
use crate::app::values::given;
use crate::model::Cell;
use crate::report::{RowAction, Valued};
use tui_input::{Input, InputRequest};

/// Asks for the value, of one row.
pub fn open(
    state: &mut State,
    action: &'static RowAction,
    (of, now, value): (&str, &str, &'static dyn Valued),
    rows: &[Vec<Cell>],
) -> Vec<Effect> {
    let [row] = rows else {
        say(state, Weight::Info, format!("one {} at a time: unmark the others", state.screen().view.noun.0));
        return Vec::new();
    };
    let text =
        |name: &str| acts::cell(state, row, name).and_then(Cell::as_text).unwrap_or_default().to_owned();
    let account = action.account.and_then(|name| acts::cell(state, row, name)).and_then(Cell::as_int);
    let (of, now) = (text(of), text(now));
    let words = value.words(&of);
    let entry = if words.is_empty() {
        Entry::Typed(Input::new(now.clone()))
    } else {
        let at = words.iter().position(|word| *word == now).unwrap_or(0);
        Entry::Choice { words: words.to_vec(), at }
    };
    let told = acts::told(state, row, action.tells);
    let account = account.unwrap_or_default();
    let panel = ValuePanel { action, value, account, of, now, told, entry, error: None };
    super::open(state, Panel::Value(Box::new(panel)))
}

pub fn type_in(panel: &mut ValuePanel, request: InputRequest) {
    if let Entry::Typed(input) = &mut panel.entry {
        // What is typed first takes the place of what stood there.
        if matches!(request, InputRequest::InsertChar(_))
            && input.value() == panel.now
            && panel.error.is_none()
        {
            input.reset();
        }
        input.handle(request);
        panel.error = None;
    }
}

pub fn on_value(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Panel::Value(panel)) = &mut state.panel else { return Vec::new() };
    match action {
        Action::NextChoice => form::step(&mut panel.entry, true),
        Action::PreviousChoice => form::step(&mut panel.entry, false),
        Action::Close => state.panel = None,
        Action::Apply => return apply(state),
        _ => {}
    }
    Vec::new()
}

/// A word that was pressed on.
pub fn to_choice(state: &mut State, to: usize) -> Vec<Effect> {
    if let Some(Panel::Value(panel)) = &mut state.panel
        && let Entry::Choice { words, at } = &mut panel.entry
        && to < words.len()
    {
        *at = to;
    }
    Vec::new()
}

/// Sets it, unless it will not do or stands there already.
fn apply(state: &mut State) -> Vec<Effect> {
    let Some(Panel::Value(panel)) = &mut state.panel else { return Vec::new() };
    let value = match panel.value.read(&panel.of, given(panel)) {
        Ok(value) => value,
        Err(why) => {
            panel.error = Some(why);
            return Vec::new();
        }
    };
    let (of, account, deed) = (panel.of.clone(), panel.account, panel.action.deed);
    let effect = panel.value.effect(&of, &value);
    let same = panel.now == value;
    state.panel = None;
    if same {
        say(state, Weight::Info, format!("{of} is {value} already"));
        return Vec::new();
    }
    if state.changing.is_some() {
        say(state, Weight::Info, "another change is still being written: try again in a moment");
        return Vec::new();
    }
    state.changing = Some(format!("{of} {value}: {effect}"));
    vec![Effect::Change(Box::new(Change { deed, account, of, value }))]
}

pub fn changed(state: &mut State, result: Result<(), String>) -> Vec<Effect> {
    let Some(told) = state.changing.take() else { return Vec::new() };
    match result {
        Ok(()) => {
            say(state, Weight::Info, told);
            vec![Effect::Look]
        }
        Err(reason) => {
            say(state, Weight::Bad, format!("nothing was changed: {reason}"));
            Vec::new()
        }
    }
}
