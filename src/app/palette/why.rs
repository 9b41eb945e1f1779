//! Why an action does nothing here and now.

use crate::app::keymap::When;

/// What is lacking where a key does nothing.
pub fn why(when: When) -> &'static str {
    match when {
        When::Always => "",
        When::Held => "nothing is imported yet",
        When::Rows | When::RowsOrFailed | When::Exports => "there are no rows",
        When::Opens => "there is nothing below a row",
        When::Acts => "there are no actions on these rows",
        When::Backs => "there is nothing to go back from",
        When::Ranged => "this report has no dates",
        When::ManyViews => "this report has one view",
        When::Switches => "this report counts people in one way",
        When::ManyReports => "this tab has one report",
        When::ManyTabs => "there is one tab",
        When::ManyAccounts => "one account is seen",
        When::Occurrence => "this row is of no occurrence",
        When::Asks => "this report has no parameters to set",
        When::Choosing => "there are no words to choose from",
        When::Searches => "this text cannot be searched",
    }
}
