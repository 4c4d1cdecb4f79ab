//! A file that was read, with what the others need of it.

use super::outline::Outline;
use super::{FileInput, Finding, versions};
use crate::assess::location::Location;
use crate::assess::resolve::Entries;

/// A file that was read, with what is found in it by itself.
pub(super) struct Surveyed<'a> {
    pub(super) input: FileInput<'a>,
    pub(super) location: Location,
    /// What the others need of it, where all its ids are known.
    pub(super) outline: Option<Outline>,
    /// The versions its history has.
    pub(super) versions: Vec<versions::Entry>,
    /// Whether it is of something that is over.
    pub(super) is_past: bool,
    /// What is open in it that other files of its product have to do with.
    pub(super) open: Option<Open>,
    /// Whether it follows the grammar, so that what stands in it is what somebody meant, and is no record.
    pub(super) is_checked: bool,
    pub(super) findings: Vec<Finding>,
}

/// Something that is open in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// It is the record of a session that is running.
    Session,
    /// Parked topics stand in it that nobody comes back to.
    Topics,
}

impl Surveyed<'_> {
    pub(super) fn entries(&self) -> Option<&Entries> {
        self.outline.as_ref().map(|outline| &outline.entries)
    }

    pub(super) fn product(&self) -> &str {
        self.location.product().unwrap_or_default()
    }
}
