//! What the console says behind a locked door, where it cannot do what a key or the palette asks for. The door itself
//! is in `cli` and `term`: they would refuse whatever came through here.

use super::action::Action;
use super::places::Reach;
use super::state::State;

/// Why an action does nothing behind a locked door; `None` where it does what it always does.
pub fn why_not(state: &State, action: Action) -> Option<&'static str> {
    match action {
        Action::Suspend if state.locked => Some("there is no shell behind this console"),
        Action::RowActions if state.locked => Some("only whoever runs this server changes its data"),
        Action::Export | Action::ExportAs if state.places.reach == Reach::Nowhere => {
            Some("this server keeps no files")
        }
        _ => None,
    }
}

/// The same as a line for whoever pressed the key, with what there is instead.
pub fn told(state: &State, action: Action) -> Option<String> {
    let why = why_not(state, action)?;
    let instead = match action {
        Action::Suspend => format!("; {} quits", state.key(Action::Quit)),
        Action::Export | Action::ExportAs => {
            format!("; {} copies the row to your terminal's clipboard", state.key(Action::CopyRow))
        }
        _ => String::new(),
    };
    Some(format!("{} does nothing here: {why}{instead}", state.key(action)))
}
