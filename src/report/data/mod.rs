//! Reports of the Data tab, one file each.

pub mod imports;
pub mod rejected;
