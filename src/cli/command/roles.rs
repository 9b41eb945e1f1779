//! `headcount roles`: who may see what.

use super::settings::choose;
use super::{account_meant, database, out, reader};
use crate::cli::args::{Global, RightArgs, RolesCommand};
use crate::cli::exit::{Exit, UsageError};
use crate::model::text::fold;
use crate::model::{Unit, format};
use crate::report::Right;
use crate::store::{Granted, Reader, RoleChange, Store};
use crate::work::clock;
use chrono_tz::Tz;
use std::path::Path;

pub fn run(global: &Global, what: &RolesCommand) -> anyhow::Result<Exit> {
    let path = database(global)?;
    let mut reader = reader(global, &path)?;
    match what {
        RolesCommand::List => list(&mut reader, choose(global)?.zone().0),
        RolesCommand::Grant(args) => change(global, &path, &mut reader, args, true),
        RolesCommand::Revoke(args) => change(global, &path, &mut reader, args, false),
    }
}

fn list(reader: &mut Reader, zone: Tz) -> anyhow::Result<Exit> {
    let viewer = reader.viewer()?;
    let seen: Vec<Granted> = reader.roles()?.into_iter().filter(|one| viewer.owns(one.account)).collect();
    if reader.accounts()?.iter().all(|account| !viewer.owns(account.id)) && viewer.email().is_some() {
        anyhow::bail!("not allowed: rights are {}'s to see", Right::Owner.holder());
    }
    let several = reader.accounts()?.len() > 1;
    let email = seen.iter().map(|one| one.email.chars().count()).max().unwrap_or(0);
    out(|out| {
        if seen.is_empty() {
            writeln!(out, "nobody has a right; `headcount roles grant EMAIL RIGHT` gives one")?;
        }
        for one in &seen {
            let since = match &one.granted {
                Some((at, by)) => {
                    format!("granted {} by {by}", format::shown(&(*at).into(), Unit::Instant, zone))
                }
                None => "by the users list".to_owned(),
            };
            let of = if several { format!("  {}", one.account_name) } else { String::new() };
            writeln!(out, "{:<email$}  {:<14}  {since}{of}", one.email, one.right)?;
        }
        Ok(())
    })
}

fn change(
    global: &Global,
    path: &Path,
    reader: &mut Reader,
    args: &RightArgs,
    grants: bool,
) -> anyhow::Result<Exit> {
    let held = reader.accounts()?;
    let viewer = reader.viewer()?;
    let account = account_meant(args.account.as_deref(), &held)?;
    if !viewer.owns(account) {
        anyhow::bail!("not allowed: rights are {}'s to change", Right::Owner.holder());
    }
    let email = args.email.trim();
    if !email.contains('@') {
        return Err(
            UsageError(format!("{} is no e-mail address", crate::model::text::excerpt(email, 60))).into()
        );
    }
    let mut store = Store::open(path)?;
    let right = args.right.0;
    let by = clock::operator();
    let change =
        RoleChange { account, email, right, at: clock::now(), by: &by, viewer: global.viewer.as_deref() };
    let word = right.map_or("member", Right::word);
    let (done, said) = if grants {
        let done = store.grant(&change)?;
        (done, if done { "granted" } else { "has" })
    } else {
        let done = store.revoke(&change)?;
        (done, if done { "revoked" } else { "was never granted" })
    };
    let known = store.knows(account, email)?;
    let listed = reader.roles()?.into_iter().any(|one| {
        one.account == account
            && one.granted.is_none()
            && one.right == word
            && fold(&one.email) == fold(email)
    });
    let email = crate::model::text::excerpt(email, 60);
    out(|out| {
        match (grants, done) {
            (_, true) => writeln!(out, "{said} {word}: {email}")?,
            (true, false) => writeln!(out, "{email} {said} {word} already")?,
            (false, false) if listed => {
                writeln!(
                    out,
                    "{email} is {word} by the users list; `headcount roles grant {email} member` overrules that"
                )?;
            }
            (false, false) => {
                writeln!(out, "{email} {said} {word} here; `headcount roles list` tells what was")?;
            }
        }
        if grants && done && !known {
            writeln!(out, "no user of the account has that e-mail so far: own data cannot be told")?;
        }
        Ok(())
    })
}
