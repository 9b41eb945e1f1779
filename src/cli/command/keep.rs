//! `check`, `backup`, `restore`: looking after the database.

use super::{database, out, say};
use crate::cli::args::Global;
use crate::cli::exit::Exit;
use crate::store::{Store, StoreError};
use std::path::Path;

pub fn check(global: &Global) -> anyhow::Result<Exit> {
    let path = existing(global)?;
    let findings = Store::open(&path)?.check()?;
    if findings.is_empty() {
        return out(|out| Ok(writeln!(out, "{} is sound", path.display())?));
    }
    for finding in &findings {
        say(&format!("headcount: {}", finding.0));
    }
    say("headcount: `headcount restore BACKUP` puts a backup in its place");
    Ok(Exit::Failed)
}

pub fn backup(global: &Global, file: &Path) -> anyhow::Result<Exit> {
    let path = existing(global)?;
    Store::open(&path)?.backup(file)?;
    out(|out| Ok(writeln!(out, "copied {} to {}", path.display(), file.display())?))
}

pub fn restore(global: &Global, file: &Path) -> anyhow::Result<Exit> {
    let path = database(global)?;
    let aside = Store::restore(&path, file)?;
    out(|out| {
        writeln!(out, "restored {} from {}", path.display(), file.display())?;
        if let Some(aside) = aside {
            writeln!(out, "what was held is in {}", aside.display())?;
        }
        Ok(())
    })
}

/// The database, which these commands never make.
fn existing(global: &Global) -> anyhow::Result<std::path::PathBuf> {
    let path = database(global)?;
    if !path.exists() {
        return Err(StoreError::Missing(path).into());
    }
    Ok(path)
}
