//! Reports of the Webinars tab, one file each.

pub mod attendees;
pub mod performance;
pub mod polls;
pub mod qa;
pub mod registration;
mod seats;
pub mod survey;
#[expect(clippy::module_inception, reason = "a tab and its main report share a name")]
pub mod webinars;
