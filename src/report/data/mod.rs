//! Reports of the Data tab, one file each.

pub mod coverage;
pub mod freshness;
pub mod imports;
pub mod log;
pub mod policy;
pub mod rejected;
pub mod sources;
