//! Threads and jobs: what runs beside the screen, with progress and cancel. Joins store, importers and exporters.

pub mod asking;
pub mod changes;
pub mod changing;
pub mod clock;
pub mod exporting;
pub mod importing;
pub mod placing;
pub mod source;
pub mod undoing;
pub mod vantage;
pub mod watching;
