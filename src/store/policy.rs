//! The accounts' policy: read for each question, changed by the owner, each change noted.

use super::error::StoreError;
use super::lens::{Expiry, Limits};
use super::open::Store;
use super::reader::{Account, Reader};
use crate::model::text::clean;
use crate::model::{day, zone};
use crate::report::{Ask, Limit, ReportDef};
use crate::rules::limits::{On, first_day, in_range, recording_months, recording_range};
use crate::rules::policy::{Billing, Policy, Preset, Setting};
use rusqlite::{Connection, TransactionBehavior, params};

/// The name under which the preset is kept.
const PRESET: &str = "preset";

/// Who changes the policy of which account, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub account: i64,
    /// Epoch seconds.
    pub at: i64,
    pub by: &'a str,
    pub viewer: Option<&'a str>,
}

/// The policy of an account. Reads past any lens.
pub(super) fn read(conn: &Connection, account: &Account) -> rusqlite::Result<Policy> {
    let mut policy = Policy::default();
    let mut statement =
        conn.prepare_cached("SELECT name, value, changed_at FROM main.policy WHERE account_id = ?1")?;
    let mut rows = statement.query([account.id])?;
    while let Some(row) = rows.next()? {
        let (name, value, at): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        match name.as_str() {
            PRESET => policy.preset = Preset::of_word(&value).unwrap_or_default(),
            "billing" => {
                policy.billing_set = zone::local_day(account.zone, at);
                policy.values.insert(name, value);
            }
            _ => {
                policy.values.insert(name, value);
            }
        }
    }
    Ok(policy)
}

/// Who asks what of which accounts, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking<'a> {
    pub def: &'a ReportDef,
    pub ask: &'a Ask,
    pub accounts: &'a [Account],
    /// Owner or administrator of all of them.
    pub exempt: bool,
    pub now: Option<i64>,
}

/// What the accounts' policies leave of a question.
///
/// # Errors
/// When its range is longer than one of them allows; the message has the longest that would do.
pub(super) fn limits(conn: &Connection, asking: Asking<'_>) -> Result<Limits, StoreError> {
    let Asking { def, ask, accounts, .. } = asking;
    let mut out = Limits::default();
    if def.limits.is_empty() {
        return Ok(out);
    }
    for account in accounts {
        let policy = read(conn, account)?;
        let is = |limit: Limit| def.limits.contains(&limit);
        let large = asking.exempt && (policy.is_reseller() || is_under_reseller(conn, account)?);
        let recordings = is(Limit::RecordingRetention);
        let range = if recordings { recording_range(policy.range(), true, large) } else { policy.range() };
        if let (Some(months), true, true) = (range, is(Limit::Range), def.ranged) {
            in_range(ask.range, months).map_err(|longest| too_long(ask, longest, months))?;
        }
        if policy.paid_host() && is(Limit::PaidHost) {
            out.paid_hosts.push(account.id);
        }
        let today = asking.now.and_then(|now| zone::local_day(account.zone, now));
        if let (true, Some(today)) = (is(Limit::Expiry), today) {
            let (once, recurring) = policy.expiry();
            if once.is_some() || recurring.is_some() {
                let days = |days: Option<u32>| days.unwrap_or(u32::MAX);
                out.expiry.push(Expiry {
                    account: account.id,
                    today: day::epoch_day(today),
                    once: days(once),
                    recurring: days(recurring),
                });
            }
        }
        if is(Limit::Billing)
            && let Some(why) = policy.billing().closed(&account.name)
        {
            out.closed.push((account.id, why));
        }
        let (months, setting) = match (recordings, is(Limit::Retention)) {
            (true, _) => (recording_months(policy.recording_retention(), true, large), "recording-retention"),
            (false, true) => (policy.retention(), "retention"),
            (false, false) => continue,
        };
        let Some(today) = today else { continue };
        match months {
            // What is stored follows from all that was recorded: older days are not asked for, and not hidden.
            Some(months) if recordings => {
                let first = day::epoch_day(first_day(today, months));
                out.clipped = Some(out.clipped.map_or(first, |known| known.max(first)));
            }
            Some(months) => out.first_days.push((account.id, day::epoch_day(first_day(today, months)))),
            None => {
                let portal = Setting::of(setting).and_then(|setting| setting.provider.parse().ok());
                let first = portal.filter(|_| def.ranged).map(|months| first_day(today, months));
                out.portal_first = match (out.portal_first, first) {
                    (Some(known), Some(first)) => Some(known.min(first)),
                    (known, first) => known.or(first),
                };
            }
        }
    }
    Ok(out)
}

/// Whether an account above it is a reseller's or distributor's.
fn is_under_reseller(conn: &Connection, account: &Account) -> rusqlite::Result<bool> {
    let Some(master) = account.master else { return Ok(false) };
    let above = super::accounts::all(conn)?.into_iter().find(|one| one.id == master);
    above.map_or(Ok(false), |above| Ok(read(conn, &above)?.is_reseller()))
}

fn too_long(ask: &Ask, longest: crate::model::DayRange, months: u32) -> StoreError {
    let span = if months == 1 { "a month".to_owned() } else { format!("{months} months") };
    StoreError::Question(format!(
        "{} is longer than {span}, the most that the policy shows at once: {longest} would do; `headcount policy range off` \
         lifts the limit",
        ask.range
    ))
}

impl Limits {
    /// The first day that every account shows, where some hide any.
    fn newest(&self) -> Option<i64> {
        self.first_days.iter().map(|(_, first)| *first).chain(self.clipped).max()
    }

    /// What stands under an answer of that range because of a limit.
    pub(super) fn notes(&self, ask: &Ask) -> Vec<String> {
        let mut out: Vec<String> = self.closed.iter().map(|(_, why)| why.clone()).collect();
        let from = day::epoch_day(ask.range.from);
        let ranged = ask.def().is_some_and(|def| def.ranged);
        let newest = self.newest();
        if let Some(first) = newest.filter(|first| ranged && from < *first).and_then(day::from_epoch_day) {
            out.push(format!(
                "nothing before {first}: the policy's retention · `headcount policy archive` shows it"
            ));
        }
        if !self.expiry.is_empty() {
            out.push(
                "registrations for meetings that expired are not shown: the policy's expiry · `headcount policy archive` \
                 shows them"
                    .to_owned(),
            );
        }
        if let Some(first) = self.portal_first.filter(|first| ranged && ask.range.from < *first) {
            out.push(format!("the portal would show nothing before {first}"));
        }
        out
    }

    /// Behind the words for what is not held, where a limit may be why.
    pub(super) fn hint(&self) -> String {
        match self.newest().and_then(day::from_epoch_day) {
            Some(first) => format!(
                "; what is older than {first} is not shown by the policy's retention, `headcount policy archive` shows it"
            ),
            None => String::new(),
        }
    }
}

/// What an import must say of what it brought that no report shows: days before the policy's retention.
pub(super) fn outside(
    conn: &Connection,
    account: &Account,
    import: i64,
    now: i64,
) -> rusqlite::Result<Option<String>> {
    let policy = read(conn, account)?;
    let (Some(months), Some(today)) = (policy.retention(), zone::local_day(account.zone, now)) else {
        return Ok(None);
    };
    let first = first_day(today, months);
    let count: u64 = conn.query_row(
        "SELECT count(*) FROM occurrence o WHERE o.account_id = ?1 AND o.day < ?3 AND o.occurrence_id IN \
         (SELECT s.occurrence_id FROM source_set s WHERE s.account_id = ?1 AND s.import_id = ?2 \
          UNION SELECT s.occurrence_id FROM set_again g JOIN source_set s ON s.account_id = g.account_id \
          AND s.set_id = g.set_id WHERE g.account_id = ?1 AND g.import_id = ?2)",
        params![account.id, import, day::epoch_day(first)],
        |row| row.get(0),
    )?;
    let rows = super::kept::before(conn, account.id, import, day::epoch_day(first))?;
    let (count, what) = if count > 0 { (count, "occurrence") } else { (rows, "row") };
    let (lies, them) = if count == 1 { ("lies", "it") } else { ("lie", "them") };
    Ok((count > 0).then(|| {
        format!(
            "{} before {first} {lies} outside the policy's retention: `headcount policy archive` shows {them}",
            crate::model::format::counted(count, what)
        )
    }))
}

/// Enables billing where it is not, as the first billing of the account has come; noted in the audit log.
pub(super) fn enable_billing(
    conn: &Connection,
    account: &Account,
    at: i64,
    by: &str,
) -> rusqlite::Result<bool> {
    if read(conn, account)?.billing() == Billing::Enabled {
        return Ok(false);
    }
    write(conn, By { account: account.id, at, by, viewer: None }, "billing", "enabled")?;
    Ok(true)
}

/// Sets a value and notes it.
fn write(conn: &Connection, by: By<'_>, name: &str, value: &str) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO policy (account_id, name, value, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, \
         changed_by = excluded.changed_by",
        params![by.account, name, value, by.at, clean(by.by)],
    )?;
    super::audit::note(
        conn,
        &super::audit::Deed {
            account: Some(by.account),
            at: by.at,
            by: by.by,
            viewer: by.viewer,
            what: "policy",
            subject: name,
            detail: value,
            rows: None,
        },
    )
}

/// Begins a period of access control, or ends the one that lasts.
fn turn_access_control(conn: &Connection, by: By<'_>, on: bool) -> rusqlite::Result<usize> {
    let who = clean(by.by);
    if on {
        // Turned off and on within one second it was never off.
        conn.execute(
            "INSERT INTO access_period (account_id, from_at, on_by) SELECT ?1, ?2, ?3 WHERE NOT EXISTS \
             (SELECT 1 FROM access_period WHERE account_id = ?1 AND to_at IS NULL) \
             ON CONFLICT (account_id, from_at) DO UPDATE SET to_at = NULL, off_by = NULL",
            params![by.account, by.at, who],
        )
    } else {
        conn.execute(
            "UPDATE access_period SET to_at = max(from_at, ?2), off_by = ?3 WHERE account_id = ?1 AND to_at IS NULL",
            params![by.account, by.at, who],
        )
    }
}

/// The periods in which access control was on, by their beginning.
pub(super) fn access_periods(conn: &Connection, account: i64) -> rusqlite::Result<Vec<On>> {
    conn.prepare_cached(
        "SELECT from_at, to_at FROM main.access_period WHERE account_id = ?1 ORDER BY from_at",
    )?
    .query_map([account], |row| Ok(On { from: row.get(0)?, to: row.get(1)? }))?
    .collect()
}

impl Reader {
    /// The periods in which users' activity was tracked; RULES, *access control*.
    ///
    /// # Errors
    /// When the database fails.
    pub fn access_periods(&self, account: i64) -> Result<Vec<On>, StoreError> {
        self.aside(|conn| access_periods(conn, account))
    }

    /// The policy of each account of which the viewer sees something.
    ///
    /// # Errors
    /// When the database fails.
    pub fn policies(&mut self) -> Result<Vec<(Account, Policy)>, StoreError> {
        let accounts = self.accounts()?;
        accounts
            .into_iter()
            .map(|account| {
                let policy = self.aside(|conn| read(conn, &account))?;
                Ok((account, policy))
            })
            .collect()
    }
}

impl Store {
    /// Chooses a preset; single values that were set go. Noted in the audit log.
    ///
    /// # Errors
    /// When the database fails.
    pub fn choose_preset(&mut self, by: By<'_>, preset: Preset) -> Result<(), StoreError> {
        self.change_policy(by, PRESET, preset.word(), |conn| {
            // What says how things are, not what is shown of them, stays.
            conn.execute(
                "DELETE FROM policy WHERE account_id = ?1 AND name NOT IN ('billing', 'account-kind', 'access-control', 'rating-weights')",
                [by.account],
            )
        })
    }

    /// Sets one value, as [`Setting::parse`] gives it. Noted in the audit log.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_policy(&mut self, by: By<'_>, setting: &Setting, value: &str) -> Result<(), StoreError> {
        self.change_policy(by, setting.name, value, |conn| match setting.name {
            "access-control" => turn_access_control(conn, by, value == "on"),
            _ => Ok(0),
        })
    }

    fn change_policy(
        &mut self,
        by: By<'_>,
        name: &str,
        value: &str,
        before: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<(), StoreError> {
        let path = self.path.clone();
        let fail = |error| StoreError::at(&path, error);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        before(&tx).map_err(fail)?;
        write(&tx, by, name, value).map_err(fail)?;
        tx.commit().map_err(fail)
    }
}
