//! The range of dates: panel, presets, period before and after.

use super::load::{self, Keep};
use crate::app::accounts;
use crate::app::msg::Effect;
use crate::app::panel::{DateField, DatesPanel, Panel};
use crate::app::presets::{presets, presets_ahead, typed_day};
use crate::app::state::State;
use crate::model::DayRange;
use crate::rules::limits::in_range;
use crate::rules::ranges::{first_of, last_of};
use tui_input::Input;

pub fn open(state: &mut State) -> Vec<Effect> {
    let screen = state.screen();
    let presets =
        if screen.def.ahead { presets_ahead(state.today) } else { presets(state.today, state.data.days) };
    let most = accounts::most_months(state, screen);
    let range = screen.ask.range;
    let mut presets = presets;
    // What would be refused is not offered; under the fields stands why.
    presets.retain(|(_, preset)| most.is_none_or(|most| in_range(*preset, most).is_ok()));
    let selected = presets.iter().position(|(_, preset)| *preset == range).unwrap_or(0);
    super::open(
        state,
        Panel::Dates(Box::new(DatesPanel {
            presets,
            selected,
            field: DateField::Presets,
            untouched: true,
            from: Input::new(range.from.to_string()),
            to: Input::new(range.to.to_string()),
            most,
            from_error: None,
            to_error: None,
        })),
    )
}

pub fn shift(state: &mut State, steps: i32) -> Vec<Effect> {
    let screen = state.screen();
    let most = accounts::most_months(state, screen);
    // The period before ends where this one begins; the one after begins where this one ends.
    let cut = if steps < 0 { last_of } else { first_of };
    let range = cut(screen.ask.range.shifted(steps), most);
    set(state, range)
}

/// Enter in the panel: the preset, or what is typed when it can be read.
pub fn apply(state: &mut State) -> Vec<Effect> {
    let today = state.today;
    let Some(Panel::Dates(panel)) = &mut state.panel else { return Vec::new() };
    let range = match panel.field {
        DateField::Presets => panel.presets.get(panel.selected).map(|(_, range)| *range),
        DateField::From | DateField::To => typed(panel, today),
    };
    let Some(range) = range else { return Vec::new() };
    state.panel = None;
    set(state, range)
}

/// The typed range; says under each field what is wrong with it.
pub fn typed(panel: &mut DatesPanel, today: chrono::NaiveDate) -> Option<DayRange> {
    let from = typed_day(panel.from.value(), today);
    let to = typed_day(panel.to.value(), today);
    panel.from_error = from.as_ref().err().cloned();
    panel.to_error = to.as_ref().err().cloned();
    let (from, to) = (from.ok()?, to.ok()?);
    if to < from {
        panel.to_error = Some("before the first day".to_owned());
        return None;
    }
    let range = DayRange::new(from, to);
    if let Some(longest) = panel.most.and_then(|most| in_range(range, most).err()) {
        panel.to_error = Some(format!("at most {}", longest.to));
        return None;
    }
    Some(range)
}

pub fn set(state: &mut State, range: DayRange) -> Vec<Effect> {
    let screen = state.screen_mut();
    if screen.ask.range == range {
        return Vec::new();
    }
    screen.ask.range = range;
    match (screen.is_root(), screen.def.ahead) {
        (true, true) => state.ahead = range,
        (true, false) => state.range = range,
        (false, _) => {}
    }
    if state.data.empty { Vec::new() } else { load::fresh(state, Keep::Nothing) }
}
