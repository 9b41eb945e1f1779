//! Reports of the Meetings tab, one file each.

pub mod answers;
pub mod meeting_activity;
#[expect(clippy::module_inception, reason = "a tab and its main report share a name")]
pub mod meetings;
pub mod occurrence;
pub mod polls;
pub mod qa;
pub mod questions;
pub mod registered;
pub mod registration;
pub mod survey;
