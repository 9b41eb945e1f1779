//! RULES.md as functions of their arguments: no clock, no database, no terminal.
//! Each worked example of that page is a test named after its rule.

pub mod accounts;
pub mod borrow;
pub mod completeness;
pub mod dates;
pub mod deliveries;
pub mod limits;
pub mod occurrence;
pub mod people;
pub mod policy;
pub mod presence;
pub mod ranges;
pub mod sources;
pub mod sums;
pub mod zones;
