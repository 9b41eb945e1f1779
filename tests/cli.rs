//! The built program in a folder of its own: exit codes, files, pipes, what it says.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "cli/accounts.rs"]
mod accounts;
mod common;
#[path = "cli/completing.rs"]
mod completing;
#[path = "cli/config.rs"]
mod config;
#[path = "common/door.rs"]
mod door;
#[path = "cli/imports.rs"]
mod imports;
#[path = "cli/keeping.rs"]
mod keeping;
#[path = "common/lists.rs"]
mod lists;
#[path = "cli/locked.rs"]
mod locked;
#[path = "cli/parts.rs"]
mod parts;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/rights.rs"]
mod rights;
#[path = "cli/sources.rs"]
mod sources;
#[path = "cli/truth.rs"]
mod truth;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/whose.rs"]
mod whose;

use common::{Ran, Sandbox};
use std::process::Stdio;

/// Runs a command whose reader has gone before it began.
fn into_closed_pipe(sandbox: &Sandbox, line: &str) -> Ran {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = sandbox.command();
    command.args(line.split_whitespace()).stdout(writer).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    // Its copy of the pipe would be no reader, but let it go all the same.
    drop(command);
    Ran::from(child.wait_with_output().unwrap())
}
