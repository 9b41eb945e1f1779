//! The choice of accounts: a panel of those that are seen; what is chosen narrows every report of the strips.

use super::load::{self, Keep};
use super::open;
use crate::app::accounts;
use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::panel::Panel;
use crate::app::state::State;

pub fn open_panel(state: &mut State) -> Vec<Effect> {
    let panel = accounts::panel(state);
    open(state, Panel::Accounts(panel))
}

pub fn on_panel(state: &mut State, action: Action) -> Vec<Effect> {
    let Some(Panel::Accounts(panel)) = &mut state.panel else { return Vec::new() };
    let last = panel.lines.len().saturating_sub(1);
    match action {
        Action::Down => panel.selected = (panel.selected + 1).min(last),
        Action::Up => panel.selected = panel.selected.saturating_sub(1),
        Action::First => panel.selected = 0,
        Action::Last => panel.selected = last,
        Action::Tick => {
            if let Some(line) = panel.lines.get_mut(panel.selected) {
                line.ticked = !line.ticked;
            }
        }
        Action::All => panel.lines.iter_mut().for_each(|line| line.ticked = false),
        Action::Apply => {
            let ticked = panel.lines.iter().filter(|line| line.ticked).map(|line| line.id).collect();
            state.panel = None;
            return choose(state, ticked);
        }
        Action::Close => state.panel = None,
        _ => {}
    }
    Vec::new()
}

/// The reports of the strips are of those accounts from here on; so is the one that is seen, wherever it was opened.
pub fn choose(state: &mut State, mut chosen: Vec<i64>) -> Vec<Effect> {
    chosen.sort_unstable();
    // All of them is what holds without a choice, also when another comes to be held.
    if chosen.len() == state.accounts.len() {
        chosen.clear();
    }
    state.asked = chosen;
    if state.data.empty {
        return Vec::new();
    }
    let accounts = accounts::of_report(state, state.screen().def);
    let screen = state.screen_mut();
    if screen.is_root() || screen.ask.accounts == accounts {
        return load::visit(state);
    }
    screen.ask.accounts = accounts;
    load::fresh(state, Keep::Nothing)
}

/// After the database has changed: what is no longer seen is no longer chosen, and open dates know the policy as it is.
pub fn refresh(state: &mut State) {
    let State { asked, accounts, .. } = state;
    asked.retain(|id| accounts.iter().any(|account| account.id == *id));
    if asked.len() == accounts.len() {
        asked.clear();
    }
    let most = accounts::most_months(state, state.screen());
    if let Some(Panel::Dates(panel)) = &mut state.panel {
        panel.most = most;
    }
}
