//! What the console opens with: the invented organisation read in, and the first question to a database.

use crate::app::accounts::fewest;
use crate::app::places::Places;
use crate::app::{Account, Data, Settings, Start, Terminal};
use crate::demo::{self, DemoFile};
use crate::import::Options;
use crate::model::DayRange;
use crate::model::text;
use crate::model::zone::local_day;
use crate::report::{Right, Tab};
use crate::rules::policy::Setting;
use crate::rules::ranges::{first_range, last_of};
use crate::store::{By, Reader, RoleChange, Store};
use crate::term;
use crate::work::clock;
use crate::work::importing::{self, Done, Job};
use crate::work::source::Source;
use crate::work::vantage::Vantage;
use chrono_tz::Tz;
use std::path::Path;

/// Who looks at the invented organisation.
const DEMO_VIEWER: &str = "owner@lumen.example";

/// Whom the users list calls the owner.
const DEMO_OWNER: &str = "olena.kravets";

/// Who else may see what there: `headcount demo --as …` tries it. All others are members; the list names administrators.
const DEMO_RIGHTS: &[(&str, Right)] = &[
    ("irina.sokolova", Right::Usage),
    ("pavel.orlov", Right::UserActivity),
    ("maja.forsgren", Right::Usage),
    ("maja.forsgren", Right::ContactCenter),
    ("matti.korhonen", Right::Billing),
    ("elin.sandell", Right::Administrator),
    ("elin.sandell", Right::Activity),
    ("ingrid.akesson", Right::Erase),
];

/// [`fill_demo`] with a sub-account beside: the whole of what `headcount demo` shows.
///
/// # Errors
/// When the database cannot be written.
pub fn fill_demo_accounts(path: &Path, now: i64) -> anyhow::Result<()> {
    fill_demo(path, now)?;
    let mut store = Store::open(path)?;
    let school = demo::evening::files(now, demo::SEED);
    read_in(&mut store, demo::evening::ACCOUNT, demo::evening::ZONE, now, school)?;
    if let [academy, school] = Reader::open(path)?.accounts()?.as_slice() {
        let owner = format!("{DEMO_OWNER}@lumen.example");
        let by = By { account: school.id, at: now - 400_000, by: &owner, viewer: Some(&owner) };
        store.set_master(by, Some(academy.id))?;
    }
    Ok(())
}

/// Makes a database of the invented organisation's own account as it was at `now` (epoch seconds): the importers read its
/// files.
///
/// # Errors
/// When the database cannot be written.
pub fn fill_demo(path: &Path, now: i64) -> anyhow::Result<()> {
    let mut store = Store::open(path)?;
    let academy = demo::files(now, demo::ZONE, demo::SEED);
    read_in(&mut store, demo::ACCOUNT, demo::ZONE, now, academy)?;
    let owner = format!("{DEMO_OWNER}@lumen.example");
    for (ago, (who, right)) in (1..).zip(DEMO_RIGHTS) {
        let email = format!("{who}@lumen.example");
        let change = RoleChange {
            account: 1,
            email: &email,
            right: Some(*right),
            at: now - ago * 40_000,
            by: &owner,
            viewer: Some(&owner),
        };
        store.grant(&change)?;
    }
    // Tracked for a while in summer, and again since the term began.
    if let Some(setting) = Setting::of("access-control") {
        for (days, value) in [(160, "on"), (120, "off"), (55, "on")] {
            let at = now - days * 86_400;
            store.set_policy(By { account: 1, at, by: &owner, viewer: Some(&owner) }, setting, value)?;
        }
    }
    Ok(())
}

/// Reads the files of one of its accounts.
fn read_in(store: &mut Store, account: &str, zone: Tz, now: i64, files: Vec<DemoFile>) -> anyhow::Result<()> {
    let job = Job {
        account: Some(account.to_owned()),
        file_zone: None,
        account_zone: zone,
        options: Options { zone, dates: None, meeting: None, start: None },
        now,
        by: "demo".to_owned(),
        dry_run: false,
    };
    for file in files {
        let source = Source::memory(&file.name, file.bytes, Some(file.observed_at));
        let done = importing::import(store, &source, &job, &mut |_| true, &mut |_| {})?;
        debug_assert!(matches!(done, Done::Read(_)), "demo files differ");
    }
    Ok(())
}

/// The console's first values for a database, seen from `zone` at `now` (epoch seconds).
///
/// # Errors
/// When the database cannot be read.
pub fn start(vantage: &Vantage, zone: Tz, now: i64) -> anyhow::Result<Start> {
    let mut reader = vantage.reader()?;
    let rights = reader.viewer()?;
    if !rights.may_any() {
        let email = text::excerpt(rights.email().unwrap_or_default(), 60);
        anyhow::bail!(
            "not allowed: no report is for {email} so far; the owner grants rights with `headcount roles grant {email} RIGHT`"
        );
    }
    let policies = reader.policies()?.into_iter();
    let accounts: Vec<Account> =
        policies.map(|(account, policy)| term::account((account, policy.spans()))).collect();
    let account_zone = accounts.first().map_or(zone, |account| account.zone);
    let today = local_day(account_zone, now).unwrap_or_default();
    let days = reader.days_held()?.map(|(first, last)| DayRange::new(first, last));
    Ok(Start {
        viewer: vantage.viewer.clone().unwrap_or_else(clock::operator),
        rights,
        range: last_of(first_range(today, days.map(|days| days.to)), fewest(&accounts, &[])),
        accounts,
        database: String::new(),
        demo: false,
        tab: Tab::Overview,
        zone,
        today,
        data: Data { days, empty: reader.is_empty()? },
        size: (80, 24),
        terminal: Terminal::default(),
        places: Places::default(),
        locked: vantage.locked,
        settings: Settings::default(),
        asked: Vec::new(),
    })
}

/// [`start`] for a database of [`fill_demo`]: of the master account, which is what one looks at daily.
///
/// # Errors
/// When the database cannot be read.
pub fn start_demo(vantage: &Vantage, zone: Tz, now: i64) -> anyhow::Result<Start> {
    let viewer = vantage.viewer.clone().unwrap_or_else(|| DEMO_VIEWER.to_owned());
    let start = start(vantage, zone, now)?;
    let first = start.accounts.first().filter(|_| start.accounts.len() > 1);
    Ok(Start { asked: first.map(|account| account.id).into_iter().collect(), viewer, demo: true, ..start })
}
