//! Reports of the Webinars tab, one file each.

pub mod polls;
pub mod registration;
pub mod survey;
