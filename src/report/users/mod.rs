//! Reports of the Users tab, one file each.

pub mod access_control;
pub mod find;
pub mod person;
#[expect(clippy::module_inception, reason = "a tab and its main report share a name")]
pub mod users;
