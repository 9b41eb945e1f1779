//! Which key does what, as one table. Help, footer and README are made from it, and the configuration may change it:
//! [`Keymap`].

mod key;
mod layout;
mod live;

pub use key::Key;
pub use layout::Layout;
pub use live::{Bound, Clash, Keymap};

use super::action::Action;
pub use crossterm::event::KeyCode;

/// What takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Table,
    /// A dashboard.
    Board,
    /// Typing a filter.
    Filter,
    Dates,
    /// The report's parameters.
    Form,
    /// Typing what to find.
    Find,
    Columns,
    /// A list to choose from.
    Menu,
    /// A text that scrolls: help, a whole row, a failure.
    Text,
    /// Typing what is sought in the help.
    Search,
    /// Typing what is to be done.
    Palette,
    Question,
    /// What can be done with a row.
    Actions,
    /// Whether that is to be done.
    Confirm,
    /// The value that something is to have.
    Value,
    /// Which accounts reports are of.
    Accounts,
    /// The export panel, on what is chosen.
    Export,
    /// The export panel, where a path is typed.
    ExportFile,
}

impl Mode {
    pub const ALL: [Mode; 18] = [
        Mode::Table,
        Mode::Board,
        Mode::Filter,
        Mode::Dates,
        Mode::Form,
        Mode::Find,
        Mode::Columns,
        Mode::Menu,
        Mode::Text,
        Mode::Search,
        Mode::Palette,
        Mode::Question,
        Mode::Actions,
        Mode::Confirm,
        Mode::Value,
        Mode::Accounts,
        Mode::Export,
        Mode::ExportFile,
    ];

    /// The name by which the configuration knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Table => "table",
            Mode::Board => "board",
            Mode::Filter => "filter",
            Mode::Dates => "dates",
            Mode::Form => "form",
            Mode::Find => "find",
            Mode::Export => "export",
            Mode::ExportFile => "export-file",
            Mode::Columns => "columns",
            Mode::Menu => "menu",
            Mode::Text => "text",
            Mode::Search => "search",
            Mode::Palette => "palette",
            Mode::Question => "question",
            Mode::Actions => "actions",
            Mode::Confirm => "confirm",
            Mode::Value => "value",
            Mode::Accounts => "accounts",
        }
    }

    /// Whether the character is text there, so that no key may take it.
    pub const fn types(self, c: char) -> bool {
        match self {
            Mode::Filter | Mode::Find | Mode::ExportFile | Mode::Search | Mode::Palette => true,
            // A blank goes through what can be chosen; in a field it is typed.
            Mode::Form | Mode::Value => c != ' ',
            Mode::Dates => c.is_ascii_digit() || c == '-',
            Mode::Table
            | Mode::Board
            | Mode::Export
            | Mode::Columns
            | Mode::Menu
            | Mode::Text
            | Mode::Question
            | Mode::Actions
            | Mode::Confirm
            | Mode::Accounts => false,
        }
    }
}

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

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub mode: Mode,
    pub action: Action,
    pub keys: &'static [Key],
    pub when: When,
}

const fn c(char: char) -> Key {
    Key { code: KeyCode::Char(char), control: false }
}

const fn ctrl(char: char) -> Key {
    Key { code: KeyCode::Char(char), control: true }
}

const fn k(code: KeyCode) -> Key {
    Key { code, control: false }
}

const fn bind(mode: Mode, action: Action, keys: &'static [Key], when: When) -> Binding {
    Binding { mode, action, keys, when }
}

const ENTER: Key = k(KeyCode::Enter);
const ESC: Key = k(KeyCode::Esc);
const UP: Key = k(KeyCode::Up);
const DOWN: Key = k(KeyCode::Down);
const LEFT: Key = k(KeyCode::Left);
const RIGHT: Key = k(KeyCode::Right);
const PAGE_UP: Key = k(KeyCode::PageUp);
const PAGE_DOWN: Key = k(KeyCode::PageDown);
const HOME: Key = k(KeyCode::Home);
const END: Key = k(KeyCode::End);
const TAB: Key = k(KeyCode::Tab);
const BACK_TAB: Key = k(KeyCode::BackTab);

/// Every key there is.
pub const BINDINGS: &[Binding] = &[
    bind(Mode::Table, Action::Open, &[ENTER], When::Opens),
    bind(Mode::Table, Action::Back, &[ESC, k(KeyCode::Backspace)], When::Backs),
    bind(Mode::Table, Action::Down, &[DOWN, c('j')], When::Rows),
    bind(Mode::Table, Action::Up, &[UP, c('k')], When::Rows),
    bind(Mode::Table, Action::PageDown, &[PAGE_DOWN], When::Rows),
    bind(Mode::Table, Action::PageUp, &[PAGE_UP], When::Rows),
    bind(Mode::Table, Action::HalfDown, &[ctrl('d')], When::Rows),
    bind(Mode::Table, Action::HalfUp, &[ctrl('u')], When::Rows),
    bind(Mode::Table, Action::First, &[c('g'), HOME], When::Rows),
    bind(Mode::Table, Action::Last, &[c('G'), END], When::Rows),
    bind(Mode::Table, Action::ColumnLeft, &[LEFT, c('h')], When::Held),
    bind(Mode::Table, Action::ColumnRight, &[RIGHT, c('l')], When::Held),
    bind(Mode::Table, Action::Filter, &[c('/')], When::Held),
    bind(Mode::Table, Action::Parameters, &[c('f')], When::Asks),
    bind(Mode::Table, Action::Find, &[ctrl('f')], When::Held),
    bind(Mode::Table, Action::Dates, &[c('d')], When::Ranged),
    bind(Mode::Table, Action::Earlier, &[c('{')], When::Ranged),
    bind(Mode::Table, Action::Later, &[c('}')], When::Ranged),
    bind(Mode::Table, Action::Sort, &[c('s')], When::Held),
    bind(Mode::Table, Action::SortMore, &[c('S')], When::Held),
    bind(Mode::Table, Action::NextView, &[c('w')], When::ManyViews),
    bind(Mode::Table, Action::Unique, &[c('u')], When::Switches),
    bind(Mode::Table, Action::Columns, &[c('c')], When::Held),
    bind(Mode::Table, Action::Freeze, &[c('F')], When::Rows),
    bind(Mode::Table, Action::Narrower, &[c('<')], When::Rows),
    bind(Mode::Table, Action::Wider, &[c('>')], When::Rows),
    bind(Mode::Table, Action::WholeRow, &[c('v')], When::RowsOrFailed),
    bind(Mode::Table, Action::Mark, &[c(' ')], When::Rows),
    bind(Mode::Table, Action::RowActions, &[c('x')], When::Acts),
    bind(Mode::Table, Action::Zone, &[c('t')], When::Held),
    bind(Mode::Table, Action::Accounts, &[c('A')], When::ManyAccounts),
    bind(Mode::Table, Action::Export, &[c('e')], When::Exports),
    bind(Mode::Table, Action::ExportAs, &[c('E')], When::Exports),
    bind(Mode::Table, Action::CopyCell, &[c('y')], When::Rows),
    bind(Mode::Table, Action::CopyRow, &[c('Y')], When::Rows),
    bind(Mode::Table, Action::Others, &[c('o')], When::Occurrence),
    bind(Mode::Table, Action::Reload, &[c('r')], When::Always),
    bind(Mode::Table, Action::NextTab, &[TAB, c(']')], When::ManyTabs),
    bind(Mode::Table, Action::PreviousTab, &[BACK_TAB, c('[')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(1), &[c('1')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(2), &[c('2')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(3), &[c('3')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(4), &[c('4')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(5), &[c('5')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(6), &[c('6')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(7), &[c('7')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(8), &[c('8')], When::ManyTabs),
    bind(Mode::Table, Action::Tab(9), &[c('9')], When::ManyTabs),
    bind(Mode::Table, Action::NextReport, &[c('.')], When::ManyReports),
    bind(Mode::Table, Action::PreviousReport, &[c(',')], When::ManyReports),
    bind(Mode::Table, Action::Before, &[c('-')], When::Always),
    bind(Mode::Table, Action::Mouse, &[c('m')], When::Always),
    bind(Mode::Table, Action::Palette, &[c(':')], When::Always),
    bind(Mode::Table, Action::Help, &[c('?')], When::Always),
    bind(Mode::Table, Action::Quit, &[c('q')], When::Always),
    bind(Mode::Board, Action::Open, &[ENTER], When::Opens),
    bind(Mode::Board, Action::Back, &[ESC, k(KeyCode::Backspace)], When::Backs),
    bind(Mode::Board, Action::PreviousPanel, &[LEFT, c('h')], When::Held),
    bind(Mode::Board, Action::NextPanel, &[RIGHT, c('l')], When::Held),
    bind(Mode::Board, Action::Down, &[DOWN, c('j')], When::Rows),
    bind(Mode::Board, Action::Up, &[UP, c('k')], When::Rows),
    bind(Mode::Board, Action::PageDown, &[PAGE_DOWN], When::Rows),
    bind(Mode::Board, Action::PageUp, &[PAGE_UP], When::Rows),
    bind(Mode::Board, Action::First, &[c('g'), HOME], When::Rows),
    bind(Mode::Board, Action::Last, &[c('G'), END], When::Rows),
    bind(Mode::Board, Action::Find, &[ctrl('f')], When::Held),
    bind(Mode::Board, Action::Dates, &[c('d')], When::Ranged),
    bind(Mode::Board, Action::Earlier, &[c('{')], When::Ranged),
    bind(Mode::Board, Action::Later, &[c('}')], When::Ranged),
    bind(Mode::Board, Action::WholeRow, &[c('v')], When::RowsOrFailed),
    bind(Mode::Board, Action::Zone, &[c('t')], When::Held),
    bind(Mode::Board, Action::Accounts, &[c('A')], When::ManyAccounts),
    bind(Mode::Board, Action::Export, &[c('e')], When::Exports),
    bind(Mode::Board, Action::ExportAs, &[c('E')], When::Exports),
    bind(Mode::Board, Action::CopyRow, &[c('Y')], When::Rows),
    bind(Mode::Board, Action::Reload, &[c('r')], When::Always),
    bind(Mode::Board, Action::NextTab, &[TAB, c(']')], When::ManyTabs),
    bind(Mode::Board, Action::PreviousTab, &[BACK_TAB, c('[')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(1), &[c('1')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(2), &[c('2')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(3), &[c('3')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(4), &[c('4')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(5), &[c('5')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(6), &[c('6')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(7), &[c('7')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(8), &[c('8')], When::ManyTabs),
    bind(Mode::Board, Action::Tab(9), &[c('9')], When::ManyTabs),
    bind(Mode::Board, Action::NextReport, &[c('.')], When::ManyReports),
    bind(Mode::Board, Action::PreviousReport, &[c(',')], When::ManyReports),
    bind(Mode::Board, Action::Before, &[c('-')], When::Always),
    bind(Mode::Board, Action::Mouse, &[c('m')], When::Always),
    bind(Mode::Board, Action::Palette, &[c(':')], When::Always),
    bind(Mode::Board, Action::Help, &[c('?')], When::Always),
    bind(Mode::Board, Action::Quit, &[c('q')], When::Always),
    bind(Mode::Filter, Action::Keep, &[ENTER], When::Always),
    bind(Mode::Filter, Action::Clear, &[ESC], When::Always),
    bind(Mode::Filter, Action::Down, &[DOWN], When::Rows),
    bind(Mode::Filter, Action::Up, &[UP], When::Rows),
    bind(Mode::Dates, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Dates, Action::Close, &[ESC, c('q')], When::Always),
    bind(Mode::Dates, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Dates, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Dates, Action::NextField, &[TAB], When::Always),
    bind(Mode::Dates, Action::PreviousField, &[BACK_TAB], When::Always),
    bind(Mode::Form, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Form, Action::Close, &[ESC], When::Always),
    bind(Mode::Form, Action::NextField, &[TAB, DOWN], When::Always),
    bind(Mode::Form, Action::PreviousField, &[BACK_TAB, UP], When::Always),
    bind(Mode::Form, Action::NextChoice, &[RIGHT, c(' ')], When::Choosing),
    bind(Mode::Form, Action::PreviousChoice, &[LEFT], When::Choosing),
    bind(Mode::Form, Action::Reset, &[ctrl('r')], When::Always),
    bind(Mode::Find, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Find, Action::Close, &[ESC], When::Always),
    bind(Mode::Columns, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Columns, Action::Close, &[ESC, c('q')], When::Always),
    bind(Mode::Columns, Action::Toggle, &[c(' ')], When::Always),
    bind(Mode::Columns, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Columns, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Columns, Action::First, &[c('g'), HOME], When::Always),
    bind(Mode::Columns, Action::Last, &[c('G'), END], When::Always),
    bind(Mode::Columns, Action::MoveDown, &[c('J')], When::Always),
    bind(Mode::Columns, Action::MoveUp, &[c('K')], When::Always),
    bind(Mode::Columns, Action::Freeze, &[c('F')], When::Always),
    bind(Mode::Columns, Action::Narrower, &[c('<')], When::Always),
    bind(Mode::Columns, Action::Wider, &[c('>')], When::Always),
    bind(Mode::Columns, Action::Reset, &[c('r')], When::Always),
    bind(Mode::Menu, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Menu, Action::Close, &[ESC, c('q'), c('o')], When::Always),
    bind(Mode::Menu, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Menu, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Text, Action::Close, &[ESC, c('q'), c('?'), c('v'), k(KeyCode::Backspace)], When::Always),
    bind(Mode::Text, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Text, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Text, Action::PageDown, &[PAGE_DOWN, c(' ')], When::Always),
    bind(Mode::Text, Action::PageUp, &[PAGE_UP], When::Always),
    bind(Mode::Text, Action::HalfDown, &[ctrl('d')], When::Always),
    bind(Mode::Text, Action::HalfUp, &[ctrl('u')], When::Always),
    bind(Mode::Text, Action::First, &[c('g'), HOME], When::Always),
    bind(Mode::Text, Action::Last, &[c('G'), END], When::Always),
    bind(Mode::Text, Action::Search, &[c('/')], When::Searches),
    bind(Mode::Search, Action::Keep, &[ENTER], When::Always),
    bind(Mode::Search, Action::Clear, &[ESC], When::Always),
    bind(Mode::Search, Action::Down, &[DOWN], When::Always),
    bind(Mode::Search, Action::Up, &[UP], When::Always),
    bind(Mode::Search, Action::PageDown, &[PAGE_DOWN], When::Always),
    bind(Mode::Search, Action::PageUp, &[PAGE_UP], When::Always),
    bind(Mode::Palette, Action::Run, &[ENTER], When::Always),
    bind(Mode::Palette, Action::Close, &[ESC], When::Always),
    bind(Mode::Palette, Action::Complete, &[TAB], When::Always),
    bind(Mode::Palette, Action::Down, &[DOWN, ctrl('n')], When::Always),
    bind(Mode::Palette, Action::Up, &[UP, ctrl('p')], When::Always),
    bind(Mode::Palette, Action::PageDown, &[PAGE_DOWN], When::Always),
    bind(Mode::Palette, Action::PageUp, &[PAGE_UP], When::Always),
    bind(Mode::Question, Action::Yes, &[c('y')], When::Always),
    bind(Mode::Question, Action::No, &[c('n'), ESC, c('q'), ENTER], When::Always),
    bind(Mode::Actions, Action::Choose, &[ENTER], When::Always),
    bind(Mode::Actions, Action::Close, &[ESC, c('q'), c('x'), k(KeyCode::Backspace)], When::Always),
    bind(Mode::Actions, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Actions, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Confirm, Action::Yes, &[ENTER, c('y')], When::Always),
    bind(Mode::Confirm, Action::No, &[ESC, c('n'), c('q'), c('x'), k(KeyCode::Backspace)], When::Always),
    bind(Mode::Confirm, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Confirm, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Value, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Value, Action::Close, &[ESC], When::Always),
    bind(Mode::Value, Action::NextChoice, &[RIGHT, c(' ')], When::Choosing),
    bind(Mode::Value, Action::PreviousChoice, &[LEFT], When::Choosing),
    bind(Mode::Accounts, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Accounts, Action::Close, &[ESC, c('q'), c('A')], When::Always),
    bind(Mode::Accounts, Action::Tick, &[c(' ')], When::Always),
    bind(Mode::Accounts, Action::All, &[c('a')], When::Always),
    bind(Mode::Accounts, Action::Down, &[DOWN, c('j')], When::Always),
    bind(Mode::Accounts, Action::Up, &[UP, c('k')], When::Always),
    bind(Mode::Accounts, Action::First, &[c('g'), HOME], When::Always),
    bind(Mode::Accounts, Action::Last, &[c('G'), END], When::Always),
    bind(Mode::Export, Action::Apply, &[ENTER], When::Always),
    bind(Mode::Export, Action::Close, &[ESC, c('q'), c('E')], When::Always),
    bind(Mode::Export, Action::NextField, &[DOWN, c('j'), TAB], When::Always),
    bind(Mode::Export, Action::PreviousField, &[UP, c('k'), BACK_TAB], When::Always),
    bind(Mode::Export, Action::NextChoice, &[RIGHT, c('l'), c(' ')], When::Always),
    bind(Mode::Export, Action::PreviousChoice, &[LEFT, c('h')], When::Always),
    bind(Mode::ExportFile, Action::Apply, &[ENTER], When::Always),
    bind(Mode::ExportFile, Action::Close, &[ESC], When::Always),
    bind(Mode::ExportFile, Action::NextField, &[DOWN], When::Always),
    bind(Mode::ExportFile, Action::PreviousField, &[UP, BACK_TAB], When::Always),
    bind(Mode::ExportFile, Action::CompleteFolder, &[TAB], When::Always),
];

/// Keys that do the same everywhere.
pub const EVERYWHERE: &[(Action, Key)] =
    &[(Action::QuitNow, ctrl('c')), (Action::Suspend, ctrl('z')), (Action::Repaint, ctrl('l'))];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_mode() {
        for mode in Mode::ALL {
            let mut seen: Vec<String> = EVERYWHERE.iter().map(|(_, key)| key.to_string()).collect();
            for binding in BINDINGS.iter().filter(|binding| binding.mode == mode) {
                assert!(!binding.keys.is_empty(), "{binding:?}");
                for key in binding.keys {
                    let key = key.to_string();
                    assert!(!seen.contains(&key), "{key} twice in {mode:?}");
                    seen.push(key);
                }
            }
        }
    }

    #[test]
    fn footer_words_have_an_order() {
        for mode in Mode::ALL {
            let mut priorities: Vec<u8> = BINDINGS
                .iter()
                .filter(|binding| binding.mode == mode)
                .filter_map(|binding| binding.action.about().hint.map(|(_, priority)| priority))
                .collect();
            let before = priorities.len();
            priorities.sort_unstable();
            priorities.dedup();
            assert_eq!(before, priorities.len(), "{mode:?}");
        }
    }
}
