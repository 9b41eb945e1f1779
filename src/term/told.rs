//! What the workers tell, in the console's words.

use crate::app::{Account, Data, Event, Undone};
use crate::model::DayRange;
use crate::store;
use crate::work::asking::Held;

/// An account, with the months that its policy lets one report span.
pub fn account((account, range): (store::Account, Option<u32>)) -> Account {
    Account { id: account.id, name: account.name, zone: account.zone, master: account.master, range }
}

/// What is held.
pub fn changed(held: Held) -> Event {
    let data = Data { days: held.days.map(|(first, last)| DayRange::new(first, last)), empty: held.empty };
    Event::DataChanged(data, held.accounts.into_iter().map(account).collect())
}

/// What was undone.
pub fn taken_back(undone: store::Undone) -> Undone {
    Undone {
        import: undone.import,
        file: undone.file_name,
        rows: undone.rows,
        gone: undone.occurrences_gone,
        changed: undone.occurrences_changed,
    }
}
