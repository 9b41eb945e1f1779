//! Writes a synthetic Zoom meeting list with participants and the database that the importer makes of it, for
//! benchmarks and tests of size: `cargo run --release --example synth -- --sessions N --out DIR`.

mod list;

use anyhow::{Result, ensure};
use chrono::NaiveDate;
use clap::Parser;
use list::Wish;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    about = "Writes a synthetic Zoom meeting list, DIR/meetinglistdetails.csv, and DIR/headcount.db with it read in"
)]
struct Args {
    /// Rows of the list: sessions. A tenth as many occurrences.
    #[arg(long)]
    sessions: u64,
    /// Folder to write into; made when it is missing.
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last of 366 days.
    #[arg(long, default_value = "2026-11-22")]
    until: NaiveDate,
    /// One occurrence more, with this many participants of one session each.
    #[arg(long, default_value_t = 0)]
    participants: u64,
    /// The list alone, without a database.
    #[arg(long)]
    no_database: bool,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let wish =
        Wish { sessions: args.sessions, seed: args.seed, until: args.until, participants: args.participants };
    let database = args.out.join("headcount.db");
    ensure!(args.no_database || !database.exists(), "{} is there already", database.display());
    let list = list::list(&wish, &args.out)?;
    if args.no_database { Ok(()) } else { list::database(&wish, &list, &database) }
}
