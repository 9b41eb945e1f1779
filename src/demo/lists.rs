//! Lists of the account: telephone use, captions, recordings, remote support, billing, events, activities; all of what was
//! really held, in files as the portal and the API give them.

mod billing;
mod captions;
mod events;
mod logs;
mod recordings;
mod telephone;

use super::agenda::World;
use super::attendance::Attended;
use super::{DemoFile, calendar};
use crate::model::zone;
use chrono::{Months, NaiveDate};

/// Everything that the lists are made of.
#[derive(Clone, Copy)]
struct Base<'w, 'a> {
    world: &'w World<'a>,
    /// In order of time.
    held: &'w [Attended<'a>],
    /// When the files were saved: this morning.
    at: i64,
}

/// The files; `held` is all that was held, in order of time, and `at` when they were saved.
pub fn files(world: &World<'_>, held: &[Attended<'_>], at: i64) -> Vec<DemoFile> {
    let base = Base { world, held, at };
    let calls = telephone::calls(base);
    let recorded = recordings::recorded(base);
    let mut out = telephone::files(base, &calls);
    out.extend(captions::files(base));
    out.extend(recordings::files(base, &recorded));
    out.extend(logs::files(base, &recorded));
    out.extend(billing::files(base, &calls));
    out.extend(events::files(base));
    out
}

impl Base<'_, '_> {
    fn day(&self, at: i64) -> NaiveDate {
        zone::local_day(self.world.zone, at).unwrap_or(self.world.today)
    }

    /// The first day of the last `months` months, the present one included.
    fn since(&self, months: u32) -> NaiveDate {
        let first = calendar::with_day(self.world.today, 1);
        first.checked_sub_months(Months::new(months - 1)).unwrap_or(first)
    }

    /// The months since then, up to yesterday; before the first day that is shown nothing was held.
    fn months(&self, months: u32) -> Vec<(NaiveDate, NaiveDate)> {
        let from = self.since(months).max(calendar::first_day(self.world.today));
        calendar::months(from, self.world.today.pred_opt().unwrap_or(from))
    }

    fn file(&self, name: String, bytes: Vec<u8>) -> DemoFile {
        DemoFile { name, bytes, observed_at: self.at }
    }
}

/// `12.50` of an amount in hundredths.
fn amount(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
