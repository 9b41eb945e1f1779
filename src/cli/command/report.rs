//! `headcount report ID`: one answer, to standard output or a file.

use super::{database, known, reader, say, settings, vantage};
use crate::cli::args::{Global, ReportArgs};
use crate::cli::ask::{Defaults, ask, find_report};
use crate::cli::exit::{Exit, UsageError};
use crate::export::file::Taken;
use crate::export::{Form, Format};
use crate::model::DayRange;
use crate::model::zone::local_day;
use crate::report::Limit;
use crate::rules::ranges::{first_range, first_range_ahead, last_of};
use crate::store::StoreError;
use crate::work::clock;
use crate::work::exporting::{self, Job};
use std::io::{self, Write};
use std::path::Path;

pub fn run(global: &Global, args: &ReportArgs) -> anyhow::Result<Exit> {
    // A slip of the hand is told before a missing database.
    let def = find_report(&args.id)?;
    let chosen = settings::choose(global)?;
    let path = database(global)?;
    let vantage = vantage(global, &path);
    let mut reader = reader(global, &path)?;
    let accounts = reader.accounts()?;
    let zone = chosen.zone().0;
    let account_zone = accounts.first().map_or(zone, |account| account.zone);
    let today = local_day(account_zone, clock::now()).unwrap_or_default();
    let held = reader.days_held()?.map(|(first, last)| DayRange::new(first, last));
    let range = match chosen.range(today, held) {
        _ if def.ahead => first_range_ahead(today),
        Some(range) => range,
        None => first_range(today, held.map(|days| days.to)),
    };
    let policies = reader.policies()?;
    let most = policies.iter().filter_map(|(_, policy)| policy.range()).min();
    let range = last_of(range, most.filter(|_| def.limits.contains(&Limit::Range)));
    let defaults = Defaults { range, zone, accounts: &known(&accounts) };
    let ask = ask(args, &defaults)?;
    // Columns that only the data know: a slip in their names is one of the command line, too.
    let asks_forms = ask.view_def().is_some_and(|view| view.further.is_some());
    if asks_forms && let Err(StoreError::Question(why)) = reader.surroundings(&ask) {
        return Err(UsageError(why).into());
    }
    let form = Form { ascii: chosen.ascii_table(args.file().is_some()), ..args.form() };
    if let Some(file) = args.file() {
        let taken = if args.force { Taken::Replace } else { Taken::Refuse };
        let job = Job { files: vec![(ask, file.to_owned(), taken)], form, only: None };
        let written = exporting::to_files(&mut reader, &vantage, &job, &mut |_| {})?;
        let rows = crate::model::format::counted(written.rows, "row");
        say(&format!("wrote {rows} to {}", file.display()));
        if let Some(why) = written.unlogged {
            say(&format!("headcount: the export log was not kept: {why}"));
        }
        return Ok(Exit::Done);
    }
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let rows = exporting::write(&mut reader, &ask, &form, &mut out, &mut |_| {})?;
    out.flush()?;
    drop(out);
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    if let Err(why) = exporting::log(&vantage, &mut reader, &ask, Path::new("-"), form.format, rows) {
        // Tables are looked at, other forms leave.
        if form.format != Format::Table {
            say(&format!("headcount: the export log was not kept: {}", vantage.told(&why)));
        }
        tracing::warn!(%why, "the export log was not kept");
    }
    Ok(Exit::Done)
}
