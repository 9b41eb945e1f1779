//! Importers, file by file: what each layout pushes, what is refused and rejected, and that no row is lost.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "importers/recorder.rs"]
mod recorder;

#[path = "importers/api.rs"]
mod api;
#[path = "importers/languages.rs"]
mod languages;
#[path = "importers/layouts.rs"]
mod layouts;
#[path = "importers/lists.rs"]
mod lists;
#[path = "importers/oddities.rs"]
mod oddities;
#[path = "importers/order.rs"]
mod order;
#[path = "importers/parts.rs"]
mod parts;
#[path = "importers/parts_api.rs"]
mod parts_api;
#[path = "importers/phone.rs"]
mod phone;
#[path = "importers/properties.rs"]
mod properties;
#[path = "importers/refusals.rs"]
mod refusals;
#[path = "importers/rejects.rs"]
mod rejects;
#[path = "importers/tables.rs"]
mod tables;
#[path = "importers/unique.rs"]
mod unique;
#[path = "importers/webhooks.rs"]
mod webhooks;
#[path = "importers/webinars.rs"]
mod webinars;
