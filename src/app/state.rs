//! All that the console knows.

use super::action::Action;
use super::board;
use super::columns::{self, Arranged, Layout};
use super::form;
use super::further::Forms;
use super::keymap::{Context, Keymap, Mode};
use super::msg::{Data, Generation, Undone};
use super::panel::Panel;
use super::places::{Places, Reach};
use super::screen::{Screen, Waiting};
use super::settings::{Began, Columns, Fits, Settings};
use super::start::{Account, Start, Terminal};
use super::trail::{Before, Trail};
use crate::model::DayRange;
use crate::report::{ParamKind, ReportDef, ReportId, Tab, Viewer, catalog};
use crate::rules::ranges::first_range_ahead;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::{BTreeMap, VecDeque};

/// After so long a reading is shown as such.
pub const PATIENCE_MS: u64 = 150;

/// Whose clock shows instants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    #[default]
    Viewer,
    Account,
    Utc,
}

/// How bad a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Info,
    Bad,
}

/// A line in place of the status, until a key some time later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub weight: Weight,
    pub since: u64,
}

/// An export under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exporting {
    pub rows: u64,
    /// Rows there will be, where that is known.
    pub total: Option<u64>,
    /// When it began, and when `rows` was told.
    pub since: u64,
    pub told: u64,
    /// Files to be written.
    pub files: usize,
    /// It was told to stop, and has not answered yet.
    pub stopping: bool,
}

impl Exporting {
    /// One that begins now.
    pub fn begun(now: u64, total: Option<u64>, files: usize) -> Self {
        Self { total, since: now, told: now, files, ..Self::default() }
    }
}

/// An import that is being undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undoing {
    pub import: i64,
    pub done: u64,
    pub total: u64,
    /// It was told to stop, and has not answered yet.
    pub stopping: bool,
}

/// Several imports undone one after another, beside the one under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub left: VecDeque<i64>,
    pub done: Vec<Undone>,
}

#[derive(Clone, Debug)]
pub struct State {
    pub viewer: String,
    /// What they may see; the store holds them to it.
    pub rights: Viewer,
    pub accounts: Vec<Account>,
    pub database: String,
    pub demo: bool,
    pub today: NaiveDate,
    pub data: Data,
    pub keymap: Keymap,
    /// Columns of the views where none are chosen by hand.
    pub configured: Columns,
    pub viewer_zone: Tz,
    pub zone: ZoneChoice,
    /// The range of the reports of the strips; those drilled down to keep their own.
    pub range: DayRange,
    /// The accounts that the reports of the strips are of; all that are seen when empty.
    pub asked: Vec<i64>,
    /// What is being set, in words.
    pub changing: Option<String>,
    /// The range of those that look ahead.
    pub ahead: DayRange,
    /// Columns and lines of the terminal.
    pub size: (u16, u16),
    /// The moment of the last message.
    pub now: u64,
    pub panel: Option<Panel>,
    pub message: Option<Message>,
    pub exporting: Option<Exporting>,
    /// The path of the file just written, until the next key: `y` copies it.
    pub written: Option<String>,
    pub places: Places,
    /// The console is a locked door: no shell behind it, nothing is changed.
    pub locked: bool,
    pub undoing: Option<Undoing>,
    /// Clicks are taken.
    pub mouse: bool,
    pub terminal: Terminal,
    /// When a click opened something last.
    pub(super) opened_at: Option<u64>,
    pub batch: Batch,
    /// Columns chosen by hand, by report and view: the view's indices in order.
    pub chosen: Columns,
    /// Freezing and widths set by hand, likewise.
    pub fits: Fits,
    /// Titles of the columns that the data brought last, likewise.
    pub(super) forms: Forms,
    /// Names of what was chosen in the palette, the newest first.
    pub recent: Vec<String>,
    /// The open report.
    pub(super) here: Trail,
    /// All others, in no order.
    pub(super) elsewhere: Vec<Trail>,
    /// The report last open in each tab.
    pub(super) last: BTreeMap<Tab, ReportId>,
    /// Where `-` leads.
    pub(super) before: Option<Before>,
    pub(super) last_generation: u64,
    /// The number of the last look at the file system.
    pub(super) last_look: u64,
    /// When the wake-up asked for last will come.
    pub(super) wake_at: Option<u64>,
    pub(super) began: Began,
}

impl State {
    /// The console before its first message; send [`Event::Tick`](super::Event::Tick) to make it read. `None`
    /// only when the catalog lists no report for a strip.
    pub fn new(start: Start) -> Option<Self> {
        let ahead = first_range_ahead(start.today);
        let seen = catalog::tabs().into_iter().flat_map(catalog::in_tab).filter(|def| start.rights.may(def));
        let trails = seen.filter_map(|def| {
            let range = if def.ahead { ahead } else { start.range };
            Trail::new(def, range, start.zone)
        });
        let mut elsewhere: Vec<Trail> = trails.collect();
        let Settings { keymap, mouse, columns, kept } = start.settings;
        let mouse = kept.mouse.unwrap_or(mouse) && start.terminal.mouse;
        let left = elsewhere.iter().position(|trail| Some(trail.def.id) == kept.report);
        let of_tab = || elsewhere.iter().position(|trail| trail.def.tab == start.tab);
        let at = left.or_else(of_tab).unwrap_or(0);
        let here = (at < elsewhere.len()).then(|| elsewhere.remove(at))?;
        Some(Self {
            viewer: start.viewer,
            rights: start.rights,
            accounts: start.accounts,
            database: start.database,
            demo: start.demo,
            today: start.today,
            data: start.data,
            viewer_zone: start.zone,
            zone: kept.zone.unwrap_or_default(),
            range: start.range,
            asked: start.asked,
            changing: None,
            ahead,
            size: start.size,
            now: 0,
            panel: None,
            message: None,
            exporting: None,
            written: None,
            places: start.places,
            locked: start.locked,
            undoing: None,
            terminal: start.terminal,
            opened_at: None,
            batch: Batch::default(),
            chosen: kept.columns,
            fits: kept.fits,
            forms: Forms::new(),
            last: BTreeMap::from([(here.def.tab, here.def.id)]),
            before: None,
            recent: Vec::new(),
            here,
            elsewhere,
            last_generation: 0,
            last_look: 0,
            wake_at: None,
            keymap,
            configured: columns,
            mouse,
            began: Began { mouse, kept: kept.mouse },
        })
    }

    /// The screen that is seen.
    pub fn screen(&self) -> &Screen {
        self.here.top()
    }

    pub(super) fn screen_mut(&mut self) -> &mut Screen {
        self.here.top_mut()
    }

    /// Every screen of every tab.
    pub(super) fn screens_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        let before = self.before.iter_mut().flat_map(|before| &mut before.below);
        let trails = std::iter::once(&mut self.here).chain(&mut self.elsewhere);
        trails.flat_map(Trail::screens_mut).chain(before)
    }

    /// The open report of the strip, and the screens from it down to the one seen.
    pub fn trail(&self) -> &Trail {
        &self.here
    }

    pub fn tab(&self) -> Tab {
        self.here.def.tab
    }

    /// Tabs that hold something for the viewer, in order.
    pub fn tabs(&self) -> Vec<Tab> {
        Tab::ALL.into_iter().filter(|tab| self.in_tab(*tab).next().is_some()).collect()
    }

    /// The reports of a tab's strip that the viewer may see.
    pub fn in_tab(&self, tab: Tab) -> impl Iterator<Item = &'static ReportDef> {
        catalog::in_tab(tab).filter(|def| self.rights.may(def))
    }

    /// The strip of the open tab.
    pub fn reports_of_tab(&self) -> impl Iterator<Item = &'static ReportDef> {
        self.in_tab(self.tab())
    }

    /// The zone that instants are shown in.
    pub fn shown_zone(&self) -> Tz {
        match self.zone {
            ZoneChoice::Viewer => self.viewer_zone,
            ZoneChoice::Account => self.account_zone(),
            ZoneChoice::Utc => Tz::UTC,
        }
    }

    /// The zone of the first account that is asked; the viewer's before there is an account.
    pub fn account_zone(&self) -> Tz {
        let first =
            self.accounts.iter().find(|account| self.asked.is_empty() || self.asked.contains(&account.id));
        first.map_or(self.viewer_zone, |account| account.zone)
    }

    pub fn columns_chosen(&self) -> Option<&[usize]> {
        let screen = self.screen();
        let view = (screen.def.id, screen.view.id);
        self.chosen.get(&view).or_else(|| self.configured.get(&view)).map(Vec::as_slice)
    }

    /// Whether the columns of the open screen were chosen in the console.
    pub fn columns_by_hand(&self) -> bool {
        let screen = self.screen();
        self.chosen.contains_key(&(screen.def.id, screen.view.id))
    }

    /// What was arranged by hand on the open screen.
    pub fn arranged(&self) -> Arranged<'_> {
        let screen = self.screen();
        Arranged { chosen: self.columns_chosen(), fit: self.fits.get(&(screen.def.id, screen.view.id)) }
    }

    /// The columns of the open screen.
    pub fn layout(&self) -> Layout {
        columns::layout(self.screen(), self.arranged(), self.size.0)
    }

    /// The order in which `←` and `→` go through the columns.
    pub fn sequence(&self) -> Vec<usize> {
        columns::sequence(self.screen(), self.columns_chosen(), self.size.0)
    }

    /// The selected column, by the view's index.
    pub fn selected_column(&self) -> Option<usize> {
        let sequence = self.sequence();
        let column = self.screen().column.filter(|index| sequence.contains(index));
        column.or_else(|| sequence.first().copied())
    }

    /// The number of the newest run.
    pub fn newest_generation(&self) -> Generation {
        Generation(self.last_generation)
    }

    /// How long the open screen has been reading, once it is worth saying.
    pub fn reading_for(&self) -> Option<u64> {
        let waiting = self.waiting().filter(|waiting| !waiting.quiet)?;
        Some(self.now.saturating_sub(waiting.since)).filter(|ms| *ms >= PATIENCE_MS)
    }

    /// Whether Esc has something to stop.
    pub fn goes_on(&self) -> bool {
        self.reading_for().is_some()
            || self.undoing.is_some_and(|one| !one.stopping)
            || self.exporting.is_some_and(|one| !one.stopping)
    }

    /// The run under way for what is seen.
    pub fn waiting(&self) -> Option<&Waiting> {
        self.here.seen().find_map(|screen| screen.load.waiting.as_ref())
    }

    pub fn mode(&self) -> Mode {
        match &self.panel {
            Some(Panel::Dates(_)) => Mode::Dates,
            Some(Panel::Form(_)) => Mode::Form,
            Some(Panel::Find(_)) => Mode::Find,
            Some(Panel::Columns(_)) => Mode::Columns,
            Some(Panel::Others(_)) => Mode::Menu,
            Some(Panel::Help { search, .. }) if search.typing => Mode::Search,
            Some(Panel::Palette(_)) => Mode::Palette,
            Some(Panel::Help { .. } | Panel::Row { .. } | Panel::Failure { .. }) => Mode::Text,
            Some(Panel::Question(_)) => Mode::Question,
            Some(Panel::Export(panel)) => panel.mode(),
            Some(Panel::Actions(_)) => Mode::Actions,
            Some(Panel::Confirm(_)) => Mode::Confirm,
            Some(Panel::Value(_)) => Mode::Value,
            Some(Panel::Accounts(_)) => Mode::Accounts,
            None if self.screen().filter.is_some() => Mode::Filter,
            None => self.resting(),
        }
    }

    /// The key of an action where neither panel nor input has the keys, as messages name it.
    pub fn key(&self, action: Action) -> String {
        self.keymap.key(self.resting(), action)
    }

    /// The mode when neither panel nor input has the keys.
    pub fn resting(&self) -> Mode {
        if board::panels(self).is_some() { Mode::Board } else { Mode::Table }
    }

    /// What keys depend on.
    pub fn context(&self) -> Context {
        self.context_in(self.mode())
    }

    /// The context as if `mode` had the keys.
    pub fn context_in(&self, mode: Mode) -> Context {
        let screen = self.screen();
        let held = !self.data.empty;
        let has_rows = held && screen.has_rows();
        Context {
            mode,
            held,
            has_rows,
            opens: has_rows
                && (screen.view.leads() || board::focused(self).is_some_and(|p| p.opens.is_some())),
            acts: has_rows && !screen.def.actions.is_empty() && !self.locked,
            exports: has_rows && self.places.reach != Reach::Nowhere,
            backs: self.undoing.is_some()
                || self.exporting.is_some()
                || !screen.is_root()
                || !screen.ask.filter.is_empty()
                || !screen.marks.is_empty()
                || self.reading_for().is_some(),
            ranged: held && screen.def.ranged,
            many_views: held && screen.def.views.len() > 1,
            switches: held
                && screen.def.params.iter().any(|param| matches!(param.kind, ParamKind::Switch { .. })),
            many_reports: self.reports_of_tab().count() > 1,
            many_tabs: self.tabs().len() > 1,
            many_accounts: self.accounts.len() > 1,
            occurrence: held && screen.occurrence().is_some(),
            failed: screen.load.failed.is_some(),
            asks: held && form::has_fields(screen),
            choosing: form::is_choosing(self),
            searches: matches!(self.panel, Some(Panel::Help { .. })),
        }
    }
}
