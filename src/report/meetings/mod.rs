//! Reports of the Meetings tab, one file each.

#[expect(clippy::module_inception, reason = "a tab and its main report share a name")]
pub mod meeting_activity;
pub mod meetings;
