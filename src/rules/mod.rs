//! RULES.md as functions of their arguments.

pub mod dates;
