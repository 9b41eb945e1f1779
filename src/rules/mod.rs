//! RULES.md as functions of their arguments.
