//! headcount: every report of an account's meetings, in a terminal.
//!
//! Layers, each importing only from those below it: `cli` → `term` → (`ui` → `app`, `work` → `store`, `export`,
//! `import`) → `report` → `rules` → `model`. See ARCHITECTURE.md.

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod export;
pub mod import;
pub mod log;
pub mod model;
pub mod report;
pub mod rules;
pub mod store;
pub mod term;
pub mod ui;
pub mod work;
