//! What keys depend on: the state as far as they do, and what of it must hold for one to act.

use super::Mode;

/// A snapshot of the state, as far as keys depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, read by name in one table")]
pub struct Context {
    pub mode: Mode,
    /// Something was imported.
    pub held: bool,
    pub has_rows: bool,
    /// Enter on a row leads somewhere.
    pub opens: bool,
    /// Something can be done with a row.
    pub acts: bool,
    /// There are rows, and a file that they can leave in.
    pub exports: bool,
    /// There is something for Esc to do.
    pub backs: bool,
    pub ranged: bool,
    pub many_views: bool,
    pub switches: bool,
    pub many_reports: bool,
    pub many_tabs: bool,
    pub many_accounts: bool,
    pub failed: bool,
    /// The text can be searched.
    pub searches: bool,
    /// The row, or the whole screen, is of one occurrence.
    pub occurrence: bool,
    /// The report has parameters that can be set.
    pub asks: bool,
    /// The field of the form is one of a few words.
    pub choosing: bool,
}

/// What must hold for a key to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    Held,
    Rows,
    Opens,
    Acts,
    Exports,
    Backs,
    Ranged,
    ManyViews,
    Switches,
    ManyReports,
    ManyTabs,
    ManyAccounts,
    RowsOrFailed,
    Occurrence,
    Asks,
    Choosing,
    Searches,
}

impl When {
    pub fn holds(self, context: &Context) -> bool {
        match self {
            When::Always => true,
            When::Held => context.held,
            When::Rows => context.has_rows,
            When::Opens => context.opens,
            When::Acts => context.acts,
            When::Exports => context.exports,
            When::Backs => context.backs,
            When::Ranged => context.ranged,
            When::ManyViews => context.many_views,
            When::Switches => context.switches,
            When::ManyReports => context.many_reports,
            When::ManyTabs => context.many_tabs,
            When::ManyAccounts => context.many_accounts,
            When::Occurrence => context.occurrence,
            When::Asks => context.asks,
            When::Choosing => context.choosing,
            When::RowsOrFailed => context.has_rows || context.failed,
            When::Searches => context.searches,
        }
    }
}
