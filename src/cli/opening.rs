//! What the console opens with: the invented organisation read in, and the first question to a database.

use crate::app::accounts::fewest;
use crate::app::places::Places;
use crate::app::{Account, Data, Settings, Start, Terminal};
use crate::demo;
use crate::import::Options;
use crate::model::DayRange;
use crate::model::text;
use crate::model::zone::local_day;
use crate::report::{Right, Tab};
use crate::rules::policy::Setting;
use crate::rules::ranges::{first_range, last_of};
use crate::store::{By, RoleChange, Store};
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

/// Makes a database of the invented organisation as it was at `now` (epoch seconds): the importers read its files.
///
/// # Errors
/// When the database cannot be written.
pub fn fill_demo(path: &Path, now: i64) -> anyhow::Result<()> {
    let mut store = Store::open(path)?;
    let job = Job {
        account: Some(demo::ACCOUNT.to_owned()),
        file_zone: None,
        account_zone: demo::ZONE,
        options: Options { zone: demo::ZONE, dates: None, meeting: None, start: None },
        now,
        by: "demo".to_owned(),
        dry_run: false,
    };
    for file in demo::files(now, demo::ZONE, demo::SEED) {
        let source = Source::memory(&file.name, file.bytes, Some(file.observed_at));
        let done = importing::import(&mut store, &source, &job, &mut |_| true, &mut |_| {})?;
        debug_assert!(matches!(done, Done::Read(_)), "demo files differ");
    }
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
        policies.map(|(account, policy)| term::account((account, policy.range()))).collect();
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
    })
}

/// [`start`] for a database of [`fill_demo`].
///
/// # Errors
/// When the database cannot be read.
pub fn start_demo(vantage: &Vantage, zone: Tz, now: i64) -> anyhow::Result<Start> {
    let viewer = vantage.viewer.clone().unwrap_or_else(|| DEMO_VIEWER.to_owned());
    Ok(Start { viewer, demo: true, ..start(vantage, zone, now)? })
}
