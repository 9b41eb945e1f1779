//! A value that a row's action takes, as it stands in the panel.

use super::panel::{Entry, ValuePanel};

/// What stands in the field.
pub fn given(panel: &ValuePanel) -> &str {
    match &panel.entry {
        Entry::Choice { words, at } => words.get(*at).copied().unwrap_or_default(),
        Entry::Typed(input) => input.value(),
        Entry::Given(words) => words,
    }
}

/// What is said under the field: what the value does, or what it takes instead.
///
/// # Errors
/// Why it will not do, once it has been tried.
pub fn said(panel: &ValuePanel) -> Result<String, String> {
    if let Some(why) = &panel.error {
        return Err(why.clone());
    }
    Ok(match panel.value.read(&panel.of, given(panel)) {
        Ok(value) => panel.value.effect(&panel.of, &value),
        Err(_) => panel.value.takes(&panel.of),
    })
}
