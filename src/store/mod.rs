//! The database: the only place that knows SQLite. Answers [`Ask`](crate::report::Ask)s, takes imports, keeps itself
//! sound. Knows neither importers nor screens.

mod accounts;
mod audit;
mod backup;
mod batch;
mod check;
mod compile;
mod error;
mod export_log;
#[cfg(test)]
mod eyes;
mod facts;
mod functions;
mod group;
mod held;
mod kept;
mod kinship;
mod lens;
mod listed;
mod lock;
mod migrate;
mod occurrence;
mod open;
mod packs;
mod parts;
mod people;
#[cfg(test)]
mod plans;
mod policy;
mod purge;
mod reader;
mod resolve;
mod roles;
mod rollup;
mod scattered;
mod sets;
mod settle;
mod show;
mod taking;
#[cfg(test)]
mod tests;
mod undo;
mod users;
mod window;
mod writing;
mod zones;

pub use batch::{Batch, Begun, Counted, ImportMeta, Outcome};
pub use check::Finding;
pub use error::StoreError;
pub use export_log::ExportEntry;
pub use migrate::SCHEMA_VERSION;
pub use open::{Store, default_path};
pub use policy::By;
pub use purge::Purged;
pub use reader::{Account, Interrupt, Reader};
pub use roles::{Granted, RoleChange};
pub use undo::{ImportEntry, Undone};
