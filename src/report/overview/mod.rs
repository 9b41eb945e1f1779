//! Reports of the Overview tab, one file each; figures and alerts have their queries beside them.

mod alerts;
mod figures;
#[expect(clippy::module_inception, reason = "a tab and its report share a name")]
pub mod overview;
