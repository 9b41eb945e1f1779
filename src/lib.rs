//! headcount: every report of an account's meetings, in a terminal.
//!
//! Layers, each importing only from those below it: `cli` → `term` → (`ui` → `app`, `work` → `store`, `export`,
//! `import`) → `report` → `rules` → `model`. See ARCHITECTURE.md.

pub mod demo;
pub mod import;
pub mod model;
pub mod report;
pub mod rules;
