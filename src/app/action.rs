//! What a key can do. The verbs are generic: the screen gives them their meaning.

/// One thing a key does. Footer, help and palette read what [`Action::about`] says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    Open,
    Back,
    Down,
    Up,
    PageDown,
    PageUp,
    HalfDown,
    HalfUp,
    First,
    Last,
    ColumnLeft,
    ColumnRight,
    PreviousPanel,
    NextPanel,
    Filter,
    Parameters,
    Find,
    Dates,
    Earlier,
    Later,
    Sort,
    SortMore,
    NextView,
    Unique,
    Columns,
    Freeze,
    Narrower,
    Wider,
    WholeRow,
    Mark,
    RowActions,
    Zone,
    Accounts,
    Export,
    ExportAs,
    CopyCell,
    CopyRow,
    Reload,
    Others,
    NextTab,
    PreviousTab,
    Tab(u8),
    NextReport,
    PreviousReport,
    Before,
    Palette,
    Help,
    Quit,
    QuitNow,
    Mouse,
    Suspend,
    Repaint,
    Keep,
    Clear,
    Apply,
    Choose,
    Close,
    NextField,
    PreviousField,
    Toggle,
    Tick,
    All,
    NextChoice,
    PreviousChoice,
    CompleteFolder,
    MoveDown,
    MoveUp,
    Reset,
    Run,
    Complete,
    Search,
    Yes,
    No,
}

/// From this priority on a hint stands at the end of the footer, however little room there is.
pub const PINNED: u8 = 250;

/// The words for an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// A line for the help.
    pub what: &'static str,
    /// A word for the footer, and how much it matters there (0 first); `None`: not in the footer.
    pub hint: Option<(&'static str, u8)>,
}

const fn about(what: &'static str) -> About {
    About { what, hint: None }
}

const fn hinted(what: &'static str, word: &'static str, priority: u8) -> About {
    About { what, hint: Some((word, priority)) }
}

impl Action {
    /// The name by which the configuration knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Action::Open => "open",
            Action::Back => "back",
            Action::Down => "down",
            Action::Up => "up",
            Action::PageDown => "page-down",
            Action::PageUp => "page-up",
            Action::HalfDown => "half-down",
            Action::HalfUp => "half-up",
            Action::First => "first",
            Action::Last => "last",
            Action::ColumnLeft => "column-left",
            Action::ColumnRight => "column-right",
            Action::PreviousPanel => "previous-panel",
            Action::NextPanel => "next-panel",
            Action::Filter => "filter",
            Action::Parameters => "parameters",
            Action::Find => "find",
            Action::Dates => "dates",
            Action::Earlier => "earlier",
            Action::Later => "later",
            Action::Sort => "sort",
            Action::SortMore => "sort-more",
            Action::NextView => "next-view",
            Action::Unique => "unique",
            Action::Columns => "columns",
            Action::Freeze => "freeze",
            Action::Narrower => "narrower",
            Action::Wider => "wider",
            Action::WholeRow => "whole-row",
            Action::Mark => "mark",
            Action::RowActions => "row-actions",
            Action::Zone => "zone",
            Action::Accounts => "accounts",
            Action::Export => "export",
            Action::ExportAs => "export-as",
            Action::CopyCell => "copy-cell",
            Action::CopyRow => "copy-row",
            Action::Reload => "reload",
            Action::Others => "others",
            Action::NextTab => "next-tab",
            Action::PreviousTab => "previous-tab",
            Action::Tab(1) => "tab-1",
            Action::Tab(2) => "tab-2",
            Action::Tab(3) => "tab-3",
            Action::Tab(4) => "tab-4",
            Action::Tab(5) => "tab-5",
            Action::Tab(6) => "tab-6",
            Action::Tab(7) => "tab-7",
            Action::Tab(8) => "tab-8",
            Action::Tab(9) => "tab-9",
            Action::Tab(_) => "tab",
            Action::NextReport => "next-report",
            Action::PreviousReport => "previous-report",
            Action::Before => "before",
            Action::Palette => "palette",
            Action::Help => "help",
            Action::Quit => "quit",
            Action::QuitNow => "quit-now",
            Action::Mouse => "mouse",
            Action::Suspend => "suspend",
            Action::Repaint => "repaint",
            Action::Keep => "keep",
            Action::Clear => "clear",
            Action::Apply => "apply",
            Action::Choose => "choose",
            Action::Close => "close",
            Action::NextField => "next-field",
            Action::PreviousField => "previous-field",
            Action::Toggle => "toggle",
            Action::Tick => "tick",
            Action::All => "all",
            Action::NextChoice => "next-choice",
            Action::PreviousChoice => "previous-choice",
            Action::CompleteFolder => "complete-folder",
            Action::MoveDown => "move-down",
            Action::MoveUp => "move-up",
            Action::Reset => "reset",
            Action::Run => "run",
            Action::Complete => "complete",
            Action::Search => "search",
            Action::Yes => "yes",
            Action::No => "no",
        }
    }

    /// Whether it moves the cursor and nothing else.
    pub const fn moves(self) -> bool {
        matches!(
            self,
            Action::Down
                | Action::Up
                | Action::PageDown
                | Action::PageUp
                | Action::HalfDown
                | Action::HalfUp
                | Action::First
                | Action::Last
                | Action::ColumnLeft
                | Action::ColumnRight
        )
    }

    pub const fn about(self) -> About {
        match self {
            Action::Open => hinted("open the row: the report one level below", "open", 0),
            Action::Back => hinted(
                "cancel what is going on, else clear the filter, else the marks, else one level up",
                "back",
                1,
            ),
            Action::Down => about("next row"),
            Action::Up => about("row before"),
            Action::PageDown => about("next page"),
            Action::PageUp => about("page before"),
            Action::HalfDown => about("half a page down"),
            Action::HalfUp => about("half a page up"),
            Action::First => about("first row"),
            Action::Last => about("last row"),
            Action::ColumnLeft => about("select the column to the left; scrolls when wide"),
            Action::ColumnRight => hinted("select the column to the right; scrolls when wide", "column", 9),
            Action::PreviousPanel => about("the panel before"),
            Action::NextPanel => hinted("the next panel", "panel", 2),
            Action::Filter => hinted(
                "filter as you type: words, !word, column:word, minutes>60, \"two words\"",
                "filter",
                2,
            ),
            Action::Parameters => {
                hinted("what the report is asked: its own parameters, in a form", "ask", 14)
            }
            Action::Find => hinted("find a meeting ID, a topic or a person in everything held", "find", 16),
            Action::Dates => hinted("range of dates", "dates", 3),
            Action::Earlier => about("the period before"),
            Action::Later => about("the period after"),
            Action::Sort => {
                hinted("sort by the selected column: ascending, descending, the report's own", "sort", 4)
            }
            Action::SortMore => about("make the selected column the next sort key"),
            Action::NextView => hinted("the report's other view", "view", 6),
            Action::Unique => hinted("one row a person, or one row a connection", "unique", 7),
            Action::Columns => hinted("choose columns and their order", "columns", 10),
            Action::Freeze => about("freeze the columns up to the selected one; again: let go"),
            Action::Narrower => about("make the column narrower"),
            Action::Wider => about("make the column wider"),
            Action::WholeRow => hinted("the whole row: every column, wrapped, with what it means", "row", 8),
            Action::Mark => hinted(
                "mark the row and go on: marked rows are summed up, copied and acted on together",
                "mark",
                15,
            ),
            Action::RowActions => hinted(
                "what can be done with the row or the marked ones, like undoing an import",
                "actions",
                13,
            ),
            Action::Zone => about("time zone: viewer's, account's, UTC"),
            Action::Accounts => hinted("the accounts that reports are of: one, several, all", "accounts", 18),
            Action::Export => hinted("write all rows as CSV, filtered, sorted, with these columns", "CSV", 5),
            Action::ExportAs => hinted(
                "write a file: which format, which rows, where to; never over another unasked",
                "export",
                17,
            ),
            Action::CopyCell => {
                about("copy the cell to the terminal's clipboard (in tmux: set-clipboard on)")
            }
            Action::CopyRow => about("copy the row, or the marked ones, parted by tabs"),
            Action::Others => hinted("other reports of the occurrence", "others", 12),
            Action::Reload => about("read again"),
            Action::NextTab => about("next tab"),
            Action::PreviousTab => about("tab before"),
            Action::Tab(_) => about("the tab of that number"),
            Action::NextReport => about("next report of the tab"),
            Action::PreviousReport => about("report before in the tab"),
            Action::Before => about("the report before, as it was left; again: back here"),
            Action::Palette => hinted(
                "commands: all that can be done, and every report, by a few letters",
                "commands",
                PINNED,
            ),
            Action::Help => hinted("keys of this screen", "keys", u8::MAX),
            Action::Quit => hinted("quit", "quit", 11),
            Action::QuitNow => about("quit at once"),
            Action::Mouse => about("mouse on or off; while it is on, Shift-drag selects text"),
            Action::Suspend => about("suspend; `fg` comes back"),
            Action::Repaint => about("repaint the screen"),
            Action::Keep => hinted("keep what is typed", "keep", 0),
            Action::Clear => hinted("clear what is typed", "clear", 1),
            Action::Apply => hinted("apply", "apply", 0),
            Action::Choose => hinted("choose; it is asked about before it is done", "choose", 0),
            Action::Close => hinted("close", "close", 1),
            Action::NextField => hinted("next field", "next field", 2),
            Action::PreviousField => about("field before"),
            Action::Toggle => hinted("show or hide the column", "show or hide", 2),
            Action::Tick => hinted("tick the account, or untick it", "tick", 2),
            Action::All => hinted("untick them: all accounts", "all", 3),
            Action::NextChoice => hinted("the next of what can be chosen", "choose", 3),
            Action::PreviousChoice => about("the one before of what can be chosen"),
            Action::CompleteFolder => hinted("complete the folder's name", "complete", 3),
            Action::MoveDown => hinted("move the column down: to the right in the table", "move down", 3),
            Action::MoveUp => hinted("move the column up: to the left in the table", "move up", 4),
            Action::Reset => hinted("the report's own choice", "reset", 5),
            Action::Run => hinted("do it, or open it", "do it", 0),
            Action::Complete => hinted("take the report's name, to type a filter behind it", "complete", 2),
            Action::Search => hinted("search these keys", "search", 2),
            Action::Yes => hinted("yes", "yes", 0),
            Action::No => hinted("no", "no", 1),
        }
    }
}
