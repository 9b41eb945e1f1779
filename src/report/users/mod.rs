//! Reports of the Users tab, one file each.

pub mod users;
