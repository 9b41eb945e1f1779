//! Reports of the Meetings tab, one file each.

pub mod meeting_activity;
#[expect(clippy::module_inception, reason = "a tab and its main report share a name")]
pub mod meetings;
