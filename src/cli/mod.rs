//! The command line: what may be typed, and what it means. Arguments become an [`Ask`](crate::report::Ask); only
//! [`command`] asks a database or opens the console.

pub mod args;
pub mod ask;
pub mod command;
pub mod complete;
pub mod docs;
mod examples;
pub mod exit;
pub mod line;
pub mod man;
pub mod opening;
pub mod params;
pub mod reports;
mod slip;
mod values;
mod words;

pub use args::{Cli, Command};
pub use exit::{Exit, UsageError};
