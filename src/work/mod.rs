//! Threads and jobs: what runs beside the screen, with progress and cancel. Joins store, importers and exporters.

pub mod asking;
pub mod changes;
pub mod clock;
pub mod exporting;
pub mod importing;
pub mod placing;
pub mod source;
pub mod undoing;
pub mod watching;
