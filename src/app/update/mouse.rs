//! The mouse: what was pressed on does what its keys do, the wheel scrolls. A panel that is open has it alone.

use super::{act, board, export, form, go, moves, panels, say, shape, values};
use crate::app::action::Action;
use crate::app::keymap::Mode;
use crate::app::msg::Effect;
use crate::app::panel::Panel;
use crate::app::state::{State, Weight};
use crate::app::target::{Mouse, Target};

/// A press that follows an opening so soon is the second half of a double click.
const DOUBLE_MS: u64 = 400;
/// Lines that a notch of the wheel scrolls.
const NOTCH: usize = 3;

pub fn on(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    // What was under way when it was switched off.
    if !state.mouse {
        return Vec::new();
    }
    super::fade(state);
    match mouse {
        Mouse::Wheel { down } => wheel(state, down),
        Mouse::Press(None) => Vec::new(),
        Mouse::Press(Some(target)) => press(state, target),
    }
}

/// `m`.
pub fn switch(state: &mut State) -> Vec<Effect> {
    if !state.terminal.mouse {
        say(state, Weight::Info, "this terminal tells no clicks");
        return Vec::new();
    }
    state.mouse = !state.mouse;
    let key = state.keymap.key(state.resting(), Action::Mouse);
    let text = if state.mouse {
        "mouse on: click and scroll; Shift-drag selects text".to_owned()
    } else {
        format!("mouse off: the terminal selects text; {key} switches it on again")
    };
    say(state, Weight::Info, text);
    vec![Effect::Mouse(state.mouse)]
}

fn wheel(state: &mut State, down: bool) -> Vec<Effect> {
    let mode = state.mode();
    let step = if down { Action::Down } else { Action::Up };
    match mode {
        Mode::Table | Mode::Filter => moves::scroll(state, down, NOTCH),
        Mode::Board => board::wheel(state, down),
        Mode::Text | Mode::Search | Mode::Confirm => {
            (0..NOTCH).flat_map(|_| act(state, step, mode)).collect()
        }
        _ => does(state, step),
    }
}

/// What a key would do, where one would.
fn does(state: &mut State, action: Action) -> Vec<Effect> {
    let context = state.context();
    if state.keymap.can(action, &context) { act(state, action, context.mode) } else { Vec::new() }
}

fn press(state: &mut State, target: Target) -> Vec<Effect> {
    let opens = matches!(target, Target::Row(_) | Target::Panel(..) | Target::Item(_));
    let second = state.opened_at.is_some_and(|at| state.now.saturating_sub(at) < DOUBLE_MS);
    if opens && second {
        return Vec::new();
    }
    match (target, &state.panel) {
        (Target::Does(action), _) if state.keymap.can(action, &state.context()) => does(state, action),
        (Target::Item(at), Some(_)) => item(state, at),
        (Target::Choice(field, at), Some(Panel::Export(_))) => export::press(state, field, Some(at)),
        (Target::Choice(_, at), Some(Panel::Value(_))) => values::to_choice(state, at),
        (Target::Choice(field, at), Some(_)) => form::to_choice(state, field, at),
        (Target::Field(field), Some(_)) => panels::to_date_field(state, field),
        (_, Some(_)) => Vec::new(),
        (target, None) => leave_filter(state, target),
    }
}

/// A press elsewhere keeps a filter that is typed; one that cannot be read is mended first.
fn leave_filter(state: &mut State, target: Target) -> Vec<Effect> {
    let mut effects = shape::keep_filter(state);
    if state.mode() != Mode::Filter {
        effects.extend(on_table(state, target));
    }
    effects
}

fn on_table(state: &mut State, target: Target) -> Vec<Effect> {
    match target {
        Target::Tab(tab) => go::open_tab(state, tab),
        Target::Report(id) if id == state.trail().def.id => go::up_to(state, 0),
        Target::Report(id) => go::open_report(state, id),
        Target::View(view) => shape::to_view_named(state, view),
        Target::Level(depth) => go::up_to(state, depth),
        Target::Column(index) if state.selected_column() == Some(index) => does(state, Action::Sort),
        Target::Column(index) => moves::to_column(state, index),
        Target::Row(row) => to_row(state, row),
        Target::Panel(view, row) => {
            let focused = state.screen().view.id == view;
            let mut effects = if focused { Vec::new() } else { board::focus(state, view) };
            match row {
                Some(row) if focused => effects.extend(to_row(state, row)),
                Some(row) => effects.extend(moves::to_row(state, row)),
                None => {}
            }
            effects
        }
        Target::Does(action) => does(state, action),
        Target::Item(_) | Target::Choice(..) | Target::Field(_) => Vec::new(),
    }
}

/// The cursor goes there; where it stands already, the row is opened.
fn to_row(state: &mut State, row: usize) -> Vec<Effect> {
    if state.screen().place.cursor != row {
        return moves::to_row(state, row);
    }
    state.opened_at = Some(state.now);
    does(state, Action::Open)
}

/// An item of a menu is chosen at once; of the columns, shown or hidden; of the accounts, ticked or not.
fn item(state: &mut State, at: usize) -> Vec<Effect> {
    let action = match &mut state.panel {
        Some(Panel::Dates(panel)) => {
            panels::to_preset(panel, at);
            Action::Apply
        }
        Some(Panel::Export(_)) => return export::press(state, at, None),
        Some(Panel::Form(panel)) => {
            form::to_field(panel, at);
            return Vec::new();
        }
        Some(Panel::Columns(panel)) => {
            panel.selected = at;
            Action::Toggle
        }
        Some(Panel::Accounts(panel)) => {
            panel.selected = at;
            Action::Tick
        }
        Some(Panel::Others(panel)) => {
            panel.selected = at;
            Action::Apply
        }
        Some(Panel::Actions(panel)) => {
            panel.selected = at;
            Action::Choose
        }
        Some(Panel::Palette(panel)) => {
            panel.selected = at;
            Action::Run
        }
        _ => return Vec::new(),
    };
    if !matches!(action, Action::Toggle | Action::Tick) {
        state.opened_at = Some(state.now);
    }
    does(state, action)
}
