//! Reports of the Users tab, one file each.

#[expect(clippy::module_inception, reason = "a tab and its main report share a name")]
pub mod users;
