//! `headcount accounts`: which there are, under which master they stand, what they are called.

use super::{account_meant, database, out, reader};
use crate::cli::args::{AccountsCommand, Global};
use crate::cli::exit::Exit;
use crate::report::Right;
use crate::rules::accounts::{Link, tree};
use crate::store::{Account, By, Reader, Store};
use crate::work::clock;

pub fn run(global: &Global, what: Option<&AccountsCommand>) -> anyhow::Result<Exit> {
    let path = database(global)?;
    let mut reader = reader(global, &path)?;
    let held = reader.accounts()?;
    let meant = |typed: &str| account_meant(Some(typed), &held);
    let operator = clock::operator();
    let by = |account| By { account, at: clock::now(), by: &operator, viewer: global.viewer.as_deref() };
    match what {
        None | Some(AccountsCommand::List) => list(&held),
        Some(AccountsCommand::Master { account, under: None, none: false }) => told(&held, meant(account)?),
        Some(AccountsCommand::Master { account, under, .. }) => {
            let (account, master) = (meant(account)?, under.as_deref().map(meant).transpose()?);
            need_owner(&mut reader, &[Some(account), master])?;
            let done = Store::open(&path)?.set_master(by(account), master)?;
            let place = match master {
                Some(master) => format!("a sub-account of {}", name(&held, master)),
                None => "no sub-account".to_owned(),
            };
            let (is, already) = if done { ("is now", "") } else { ("is", " already") };
            out(|out| Ok(writeln!(out, "{} {is} {place}{already}", name(&held, account))?))
        }
        Some(AccountsCommand::Name { account, name: new }) => {
            let account = meant(account)?;
            need_owner(&mut reader, &[Some(account)])?;
            let done = Store::open(&path)?.rename_account(by(account), new)?;
            let new = crate::model::text::excerpt(new.trim(), 60);
            let said = if done {
                format!("{} is now called {new}", name(&held, account))
            } else {
                format!("it is called {new} already")
            };
            out(|out| Ok(writeln!(out, "{said}")?))
        }
    }
}

/// Both an account and its master must be theirs: who owns the one is not to open it to the other's people.
fn need_owner(reader: &mut Reader, accounts: &[Option<i64>]) -> anyhow::Result<()> {
    let viewer = reader.viewer()?;
    if accounts.iter().flatten().all(|account| viewer.owns(*account)) {
        return Ok(());
    }
    anyhow::bail!("not allowed: accounts are {}'s to change", Right::Owner.holder())
}

fn name(held: &[Account], key: i64) -> &str {
    held.iter().find(|account| account.id == key).map_or("an account", |account| account.name.as_str())
}

fn told(held: &[Account], key: i64) -> anyhow::Result<Exit> {
    let master = held.iter().find(|account| account.id == key).and_then(|account| account.master);
    let seen = master.filter(|master| held.iter().any(|account| account.id == *master));
    let own = name(held, key);
    let said = match seen {
        Some(master) => format!("{own} is a sub-account of {}", name(held, master)),
        None => {
            format!("{own} is no sub-account; `headcount accounts master #{key} --under MASTER` makes it one")
        }
    };
    out(|out| Ok(writeln!(out, "{said}")?))
}

fn list(held: &[Account]) -> anyhow::Result<Exit> {
    let kin: Vec<Link> = held.iter().map(|account| (account.id, account.master)).collect();
    let lines: Vec<(String, &Account)> = tree(&kin)
        .into_iter()
        .filter_map(|(key, depth)| {
            let account = held.iter().find(|account| account.id == key)?;
            Some((format!("{}{}", "  ".repeat(depth), account.name), account))
        })
        .collect();
    let width = |text: &str| crate::app::text::width(text);
    let names = lines.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    out(|out| {
        if lines.is_empty() {
            writeln!(out, "no account is held yet: `headcount import FILE` makes one")?;
        }
        for (name, account) in &lines {
            let pad = " ".repeat(names - width(name));
            let id = account.provider_id.as_deref().unwrap_or_default();
            let line = format!("#{:<3} {name}{pad}  {:<20} {id}", account.id, account.zone.name());
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    })
}
