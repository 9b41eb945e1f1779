//! The list of kinds, and which of them a file is.

use super::{ImportError, Importer};

/// A kind as docs/formats.md describes it.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub title: &'static str,
    /// What it holds and on which portal page it is exported.
    pub source: &'static str,
    /// Headers that are read, one a line, as the portal writes them.
    pub headers: &'static [&'static str],
    /// Oddities that are understood, a sentence each.
    pub oddities: &'static [&'static str],
    /// Its example in data/samples.
    pub sample: &'static str,
}

/// Every kind, the most specific first.
pub const ALL: &[&dyn Importer] = &[];

/// The kind of a file by its head (its first 64 KiB).
///
/// # Errors
/// [`ImportError::Refused`] names the nearest kind and what is missing.
pub fn find(_head: &[u8]) -> Result<&'static dyn Importer, ImportError> {
    Err(ImportError::Refused("no kind is known".into()))
}
