//! `headcount policy`: which of the portals' limits hold.

use super::{account_meant, database, out, reader};
use crate::cli::args::{Global, PolicyArgs};
use crate::cli::exit::{Exit, UsageError};
use crate::model::text::excerpt;
use crate::report::catalog::nearest_of;
use crate::report::{Access, Right};
use crate::rules::limits::billing_expected;
use crate::rules::policy::{Billing, Policy, Preset, SETTINGS, Setting};
use crate::store::{Account, By, Reader, Store};
use crate::work::clock;

pub fn run(global: &Global, args: &PolicyArgs) -> anyhow::Result<Exit> {
    let path = database(global)?;
    let mut reader = reader(global, &path)?;
    let Some(change) = change(args)? else { return show(&mut reader, args) };
    let account = account_meant(args.account.as_deref(), &reader.accounts()?)?;
    if !reader.viewer()?.owns(account) {
        anyhow::bail!("not allowed: the policy is {}'s to change", Right::Owner.holder());
    }
    let operator = clock::operator();
    let by = By { account, at: clock::now(), by: &operator, viewer: global.viewer.as_deref() };
    let mut store = Store::open(&path)?;
    match &change {
        Change::Preset(preset) => store.choose_preset(by, *preset)?,
        Change::Value(setting, value) => store.set_policy(by, setting, value)?,
    }
    out(|out| {
        match change {
            Change::Preset(preset) => writeln!(out, "{}: {}", preset.word(), preset.effect())?,
            Change::Value(setting, value) => {
                writeln!(out, "{} {value}: {}", setting.name, setting.effect(&value))?;
            }
        }
        Ok(())
    })
}

enum Change {
    Preset(Preset),
    Value(&'static Setting, String),
}

/// What was typed; `None`: to show it.
fn change(args: &PolicyArgs) -> Result<Option<Change>, UsageError> {
    let wrong = |text: String| Err(UsageError(text));
    match (args.what.as_deref(), args.value.as_deref()) {
        // clap takes no value without a setting.
        (None, _) | (Some("show"), None) => Ok(None),
        (Some(word), None) if Preset::of_word(word).is_some() => {
            Ok(Preset::of_word(word).map(Change::Preset))
        }
        (Some(word), Some(_)) if word == "show" || Preset::of_word(word).is_some() => {
            wrong(format!("{word} takes no value"))
        }
        (Some(name), value) => {
            let Some(setting) = Setting::of(name) else {
                let words = SETTINGS.iter().map(|setting| setting.name);
                let all = words.clone().chain(Preset::ALL.map(Preset::word)).chain(["show"]);
                let near = nearest_of(name, all).map_or_else(
                    || format!("there are {}", words.collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean {near}?"),
                );
                return wrong(format!("no setting is called {}: {near}", excerpt(name, 40)));
            };
            let Some(value) = value else {
                return wrong(format!("{name} needs a value: {}", setting.what()));
            };
            let value = setting.parse(value).map_err(UsageError)?;
            Ok(Some(Change::Value(setting, value)))
        }
    }
}

fn show(reader: &mut Reader, args: &PolicyArgs) -> anyhow::Result<Exit> {
    let held = reader.accounts()?;
    let only = args.account.as_deref().map(|typed| account_meant(Some(typed), &held)).transpose()?;
    let viewer = reader.viewer()?;
    // As the report of it: who may not see that does not see it here.
    let sees = |account: &Account| viewer.lens(&Access::ADMINISTRATION, &[account.id]).is_some();
    if !held.is_empty() && !held.iter().any(sees) {
        anyhow::bail!("not allowed: the policy is for {}", Access::ADMINISTRATION.holders());
    }
    let policies: Vec<(Account, Policy)> = reader
        .policies()?
        .into_iter()
        .filter(|(account, _)| sees(account))
        .filter(|(account, _)| only.is_none_or(|only| account.id == only))
        .collect();
    let names = SETTINGS.iter().map(|setting| setting.name.len()).max().unwrap_or(0);
    out(|out| {
        if policies.is_empty() {
            writeln!(
                out,
                "no account is held yet; the policy is archive: what is held is shown, whatever its age"
            )?;
        }
        for (account, policy) in &policies {
            writeln!(out, "{}: {}", account.name, policy.preset.word())?;
            for setting in SETTINGS {
                let value = policy.value(setting);
                let mark = if policy.values.contains_key(setting.name) { "set" } else { "" };
                writeln!(out, "  {:<names$}  {value:<10} {mark:<4} {}", setting.name, setting.help)?;
            }
            if let Billing::Requested(Some(day)) = policy.billing() {
                writeln!(
                    out,
                    "  billing was requested on {day} and is expected by {}",
                    billing_expected(day)
                )?;
            }
        }
        Ok(())
    })
}
