//! Why an action does nothing here and now.

use crate::app::keymap::{Context, Mode, When};

/// What is lacking where a key does nothing.
pub fn why(when: When, here: &Context) -> &'static str {
    match when {
        When::Always => "",
        When::Backs => "there is nothing to go back from",
        When::ManyReports => "this tab has one report",
        When::ManyTabs => "there is one tab",
        When::ManyAccounts => "one account is seen",
        When::Choosing => "there are no words to choose from",
        When::Searches => "this text cannot be searched",
        _ if !here.held => "nothing is imported yet",
        When::Held => "",
        When::Opens | When::Acts if !here.has_rows => "there are no rows",
        When::Rows | When::RowsOrFailed | When::Exports => "there are no rows",
        When::Opens => "there is nothing below a row",
        When::Acts => "there are no actions on these rows",
        When::Ranged => "this report has no dates",
        When::ManyViews => "this report has one view",
        When::Switches => "this report counts people in one way",
        When::Occurrence => "this row is of no occurrence",
        When::Asks => "this report has no parameters to set",
    }
}

/// Why an action of the other kind of screen does nothing on this one.
pub fn elsewhere(here: Mode) -> &'static str {
    if here == Mode::Board { "not on a dashboard: open a report" } else { "only on a dashboard" }
}
