//! The declaration of a report. Everything here is `const`: the compiler checks it and nothing is parsed at start.

use super::access::Access;
use super::action::RowAction;
use crate::model::Unit;
use serde::Serialize;
use std::borrow::Cow;

/// The shell-safe name of a report (`active-hosts`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ReportId(pub &'static str);

impl std::fmt::Display for ReportId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

/// The tabs of PRODUCT.md, in their fixed order and with their fixed numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Tab {
    Overview,
    Usage,
    Meetings,
    Webinars,
    Users,
    Audit,
    ContactCenter,
    Queue,
    Data,
}

impl Tab {
    pub const ALL: [Tab; 9] = [
        Tab::Overview,
        Tab::Usage,
        Tab::Meetings,
        Tab::Webinars,
        Tab::Users,
        Tab::Audit,
        Tab::ContactCenter,
        Tab::Queue,
        Tab::Data,
    ];

    /// The key that opens the tab, 1–9; it never changes.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    pub fn title(self) -> &'static str {
        match self {
            Tab::Overview => "Overview",
            Tab::Usage => "Usage",
            Tab::Meetings => "Meetings",
            Tab::Webinars => "Webinars",
            Tab::Users => "Users",
            Tab::Audit => "Audit",
            Tab::ContactCenter => "Contact center",
            Tab::Queue => "Queue",
            Tab::Data => "Data",
        }
    }
}

/// Where a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Also at 80 columns wide (bold in REPORTS.md).
    Shown,
    /// Where there is room, and in every export.
    Wide,
    /// An opaque key: never shown, never exported as text, passed on by a [`Drill`].
    Key,
}

/// One column of a view.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent traits, each declared by name")]
pub struct Column {
    /// The name for machines: `first_join`. Also the name of the SQL result column.
    pub name: Cow<'static, str>,
    pub title: Cow<'static, str>,
    pub unit: Unit,
    pub role: Role,
    /// One sentence on what the figure means, shown by `v`, `headcount reports ID` and docs/reports.md.
    pub help: &'static str,
    /// Draw a bar of the value beside it.
    pub bar: bool,
    /// Summed over all rows in the totals row.
    pub sum: bool,
    /// Holds personal data.
    pub personal: bool,
    /// Rows that hold something here count no more and are drawn faint.
    pub fades: bool,
    /// Shown in part to those who are neither owner nor administrator.
    pub masked: bool,
}

/// A column that shows at every width.
pub const fn col(name: &'static str, title: &'static str, unit: Unit) -> Column {
    Column {
        name: Cow::Borrowed(name),
        title: Cow::Borrowed(title),
        unit,
        role: Role::Shown,
        help: "",
        bar: false,
        sum: false,
        personal: false,
        fades: false,
        masked: false,
    }
}

/// An opaque key column.
pub const fn key(name: &'static str) -> Column {
    let mut column = col(name, "", Unit::Key);
    column.role = Role::Key;
    column
}

/// The account of a row, where more than one is asked; a column that holds nothing is hidden.
pub const fn account() -> Column {
    col("account", "Account", Unit::Text).help("Where more than one account is asked.")
}

impl Column {
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.role = Role::Wide;
        self
    }

    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    #[must_use]
    pub const fn bar(mut self) -> Self {
        self.bar = true;
        self
    }

    #[must_use]
    pub const fn sum(mut self) -> Self {
        self.sum = true;
        self
    }

    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    #[must_use]
    pub const fn fades(mut self) -> Self {
        self.fades = true;
        self
    }

    #[must_use]
    pub const fn masked(mut self) -> Self {
        self.masked = true;
        self
    }

    pub fn is_key(&self) -> bool {
        self.role == Role::Key
    }
}

/// What a parameter takes. The store resolves what names a thing (`Host`, `Occurrence`) to its key before it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// One of a few words; the first is what holds when nothing is said.
    Choice(&'static [&'static str]),
    /// Free text, matched anywhere in the value, case-folded.
    Text,
    /// A whole number in a range, both ends in it.
    Number { least: i64, most: i64 },
    /// `UUID`, `NUMBER@START` (START as `2026-10-05T08:00` in the zone asked in), or an opaque `#key`.
    Occurrence,
    /// An opaque `#key` of a participant.
    Participant,
    /// An opaque `#key` of a call.
    Call,
    /// A host by e-mail, or an opaque `#key`.
    Host,
    /// A moment: `2026-10-05T08:10` in the zone asked in, or an opaque `#key`.
    Instant,
    /// Part of a name, an e-mail, a topic or a meeting ID: what Ctrl-f asks of the report that takes it.
    Search,
    /// A person by the whole e-mail or, without one, the whole name; or `#` and either of them.
    Person,
    /// An import by its number, as `headcount report imports` lists it.
    Import,
    /// Chooses between two views: `on` is the first, `off` the second (`--unique off`, key `u`).
    Switch { on: &'static str, off: &'static str },
}

/// One parameter beside account and range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    pub name: &'static str,
    pub kind: ParamKind,
    /// Without it there is nothing to ask; such a report is reached by drilling down.
    pub required: bool,
    pub help: &'static str,
}

/// What Enter on a row opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drill {
    pub to: ReportId,
    /// The view to open; the report's first when `None`.
    pub view: Option<&'static str>,
    /// (parameter of the target, key column of this view).
    pub with: &'static [(&'static str, &'static str)],
    /// A `Date` column whose day becomes the target's range.
    pub day: Option<&'static str>,
    /// Columns whose shown values name the row in the breadcrumb.
    pub label: &'static [&'static str],
}

/// Where rows come from.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// A `SELECT` whose result columns are exactly the view's columns, in order.
    ///
    /// Placeholders: `:accounts` (used as `account_id IN (:accounts)`), `:from_day`, `:to_day` (epoch days),
    /// `:from_at`, `:to_at` (instants, half open), and the parameters by name. A part in `[[name: … ]]`
    /// stands only when that parameter is given. Keep to the subset of ARCHITECTURE, *SQL that can move house*.
    pub sql: &'static str,
    /// True when a row is found by its keys alone: then only keys are kept in order, and pages are read by
    /// key. False for aggregates: the whole (small) result is kept.
    pub by_key: bool,
}

/// One line of facts above the rows, from one row of SQL (placeholders as in [`Source`]).
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub sql: &'static str,
    pub columns: &'static [Column],
}

/// A remark under the rows, shown when its SQL counts more than nought.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub sql: &'static str,
    pub one: &'static str,
    /// `{}` is the count.
    pub many: &'static str,
}

/// Remark on sums over several accounts.
pub const TOGETHER: Note = Note {
    sql: "SELECT CASE WHEN count(*) > 1 THEN count(*) ELSE 0 END FROM account WHERE account_id IN (:accounts)",
    one: "",
    many: "{} accounts together; days cut in each account's zone",
};

/// A drawing over the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Bars of time on the scale of two facts: a line a row, from `join` to `leave` (columns); rows whose
    /// `waiting` column is 1 are drawn lighter. `label` names the line.
    TimeBar {
        start: &'static str,
        end: &'static str,
        join: &'static str,
        leave: &'static str,
        waiting: &'static str,
        label: &'static str,
    },
    /// A line of `value` over `time` (columns) on the scale of two facts; the row under the cursor is marked on it, and
    /// so is the peak (facts: how many, when).
    Curve {
        start: &'static str,
        end: &'static str,
        time: &'static str,
        value: &'static str,
        peak: &'static str,
        peak_time: &'static str,
    },
}

/// One way to look at a report.
#[derive(Clone, Copy, Debug)]
pub struct View {
    pub id: &'static str,
    pub title: &'static str,
    pub columns: &'static [Column],
    pub source: Source,
    /// Order when none is asked: column names, `-` before one that descends.
    pub order: &'static [&'static str],
    pub facts: Option<Facts>,
    pub notes: &'static [Note],
    pub chart: Option<Chart>,
    pub down: Option<Drill>,
    /// Where a row leads by itself, in place of `down`.
    pub opens: Option<Opens>,
    /// The name of a last column of the SQL, behind those declared: JSON, an array of `[title, value]`. Each title becomes a
    /// column of its own ([`further`](super::further)).
    pub further: Option<&'static str>,
    /// How many rows the view has of `:occurrence`, as SQL that gives one number: the view then stands among what is held
    /// of an occurrence. The report takes a parameter `occurrence`.
    pub held: Option<&'static str>,
    /// What the rows are, for "214 users": one, many.
    pub noun: (&'static str, &'static str),
}

/// Rows that lead to different reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opens {
    /// A key column with an [`Address`](super::address::Address); a row without one leads nowhere.
    pub column: &'static str,
    /// Columns whose shown values name the row in the breadcrumb.
    pub label: &'static [&'static str],
}

impl View {
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    pub fn keys(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().filter(|column| column.is_key())
    }

    /// What a row is known by: the key columns, else those that the view is ordered by.
    pub fn known_by(&self) -> impl Iterator<Item = &'static Column> + use<> {
        let has_keys = self.keys().next().is_some();
        let order = self.order;
        let is_part = move |column: &&Column| {
            if has_keys {
                return column.is_key();
            }
            order.iter().any(|name| name.strip_prefix('-').unwrap_or(name) == column.name)
        };
        self.columns.iter().filter(is_part)
    }

    /// Whether its rows lead anywhere.
    pub fn leads(&self) -> bool {
        self.down.is_some() || self.opens.is_some()
    }

    /// Columns that people see and files hold.
    pub fn visible(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().filter(|column| !column.is_key())
    }
}

/// How the console lays a report out.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    /// A view at a time, as a table.
    Table,
    /// Its views at once, a panel each.
    Dashboard(&'static [Panel]),
}

/// A view on a dashboard.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    pub view: &'static str,
    pub title: &'static str,
    pub form: Form,
    pub place: Place,
    /// A key column with the [`Address`](super::address::Address) that a row opens, where it is not the view's [`Drill`].
    pub opens: Option<&'static str>,
}

/// What a panel is drawn as, by the order of its view's visible columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What, now, before, change.
    Figures,
    /// A bar a row: day and amount.
    Bars,
    /// Seven days of 24 hours: day, hour, amount; the first key is the place in them.
    Heat,
    /// Name and amounts.
    List,
    /// How many of what, and what to do.
    Alerts,
}

/// The column of a dashboard in which a panel stands, where there is room for two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Left,
    Right,
}

/// A limit of the portals that the account's policy may apply to a report (RULES, *Time limits*). A report that no portal
/// has is bound by none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It reaches back so many months from today.
    Retention,
    /// It spans at most so many months.
    Range,
    /// Nothing of occurrences whose host was on the free plan.
    PaidHost,
    /// Nothing of registrations for meetings that were not started in time.
    Expiry,
    /// In place of [`Limit::Retention`], and with a range of its own for owner and administrators of resellers.
    RecordingRetention,
    /// Nothing of accounts whose billing is not enabled.
    Billing,
}

impl Limit {
    /// A list with dates.
    pub const LIST: &'static [Limit] = &[Limit::Retention, Limit::Range, Limit::PaidHost];
    /// What belongs to one occurrence.
    pub const OCCURRENCE: &'static [Limit] = &[Limit::Retention, Limit::PaidHost];
    /// A list of registrations.
    pub const REGISTRATION: &'static [Limit] =
        &[Limit::Retention, Limit::Range, Limit::PaidHost, Limit::Expiry];
    pub const RECORDINGS: &'static [Limit] = &[Limit::RecordingRetention, Limit::Range];
    pub const BILLING: &'static [Limit] = &[Limit::Billing, Limit::Retention];
    pub const NONE: &'static [Limit] = &[];
}

/// One report.
#[derive(Clone, Copy, Debug)]
pub struct ReportDef {
    pub id: ReportId,
    pub title: &'static str,
    pub tab: Tab,
    /// What it answers, in one or two sentences.
    pub about: &'static str,
    pub who: Access,
    pub limits: &'static [Limit],
    /// Whether a range of dates applies.
    pub ranged: bool,
    /// Whether that range lies in the days to come, with dates of its own beside the other reports'.
    pub ahead: bool,
    pub layout: Layout,
    pub params: &'static [Param],
    /// What key `x` offers for a row of any of its views.
    pub actions: &'static [RowAction],
    pub views: &'static [View],
}

impl ReportDef {
    /// The view of that id.
    pub fn view(&self, id: &str) -> Option<&'static View> {
        self.views.iter().find(|view| view.id == id)
    }

    /// The first view: every report has one, as a test over the catalog holds.
    pub fn first_view(&self) -> Option<&'static View> {
        self.views.first()
    }

    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Whether the rows of a view are there for where they lead to alone.
    pub fn alerts_in(&self, view: &View) -> bool {
        let Layout::Dashboard(panels) = self.layout else { return false };
        panels.iter().any(|panel| panel.view == view.id && panel.form == Form::Alerts)
    }

    /// Whether it stands in the strip of its tab; the others are reached by drilling down.
    pub fn is_root(&self) -> bool {
        !self.params.iter().any(|param| param.required)
    }
}
