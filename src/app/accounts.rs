//! The accounts that reports are of: all that are seen, or those chosen, and what their policies let one ask.

use super::panel::{AccountLine, AccountsPanel};
use super::screen::Screen;
use super::start::Account;
use super::state::State;
use crate::report::{Access, Limit, ReportDef};
use crate::rules::accounts::{Link, tree};
use crate::rules::limits::recording_range;

/// What a report of a strip is asked of: of the accounts chosen, those that the viewer has it of. Where those are none, all
/// of them, so that it is said whose it is.
pub fn of_report(state: &State, def: &ReportDef) -> Vec<i64> {
    let sees = |account: &&i64| state.rights.lens(&def.who, &[**account]).is_some();
    let theirs: Vec<i64> = state.asked.iter().filter(sees).copied().collect();
    if theirs.is_empty() { state.asked.clone() } else { theirs }
}

/// The accounts by name for the first line: `Lumen`, `Lumen +2`, `all 3 accounts`.
pub fn named(state: &State) -> String {
    let asked = &state.screen().ask.accounts;
    let mut names = state.accounts.iter().filter(|one| asked.contains(&one.id)).map(|one| one.name.as_str());
    match (state.accounts.as_slice(), names.next()) {
        ([], _) => String::new(),
        ([only], _) => only.name.clone(),
        (all, None) => format!("all {} accounts", all.len()),
        (_, Some(first)) => match names.count() {
            0 => first.to_owned(),
            more => format!("{first} +{more}"),
        },
    }
}

/// The panel, as it is before anything is ticked in it.
pub fn panel(state: &State) -> AccountsPanel {
    let kin: Vec<Link> = state.accounts.iter().map(|account| (account.id, account.master)).collect();
    let told = |(id, depth): (i64, usize)| {
        let name = state.accounts.iter().find(|account| account.id == id)?.name.clone();
        Some(AccountLine { id, name, depth, ticked: state.asked.contains(&id) })
    };
    let lines: Vec<AccountLine> = tree(&kin).into_iter().filter_map(told).collect();
    let selected = lines.iter().position(|line| line.ticked).unwrap_or(0);
    AccountsPanel { lines, selected }
}

/// Months that the screen's report may span at once; `None`: as many as one likes.
pub fn most_months(state: &State, screen: &Screen) -> Option<u32> {
    let def = screen.def;
    if !def.ranged || !def.limits.contains(&Limit::Range) {
        return None;
    }
    if !def.limits.contains(&Limit::RecordingRetention) {
        return fewest(&state.accounts, &screen.ask.accounts);
    }
    meant(&state.accounts, &screen.ask.accounts)
        .filter_map(|account| {
            let exempt = state.rights.lens(&Access::ADMINISTRATION, &[account.id]).is_some();
            let above = state.accounts.iter().find(|one| Some(one.id) == account.master);
            let large = account.is_reseller || above.is_some_and(|above| above.is_reseller);
            recording_range(account.range, exempt, large)
        })
        .min()
}

/// The fewest months that the policies of those accounts let one report span; of all where none is named.
pub fn fewest(accounts: &[Account], asked: &[i64]) -> Option<u32> {
    meant(accounts, asked).filter_map(|account| account.range).min()
}

fn meant<'a>(accounts: &'a [Account], asked: &'a [i64]) -> impl Iterator<Item = &'a Account> {
    accounts.iter().filter(|account| asked.is_empty() || asked.contains(&account.id))
}
