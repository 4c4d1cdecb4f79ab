//! Why an edit was not applied.

use super::Id;

/// Why an edit was not applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The note it names is not there.
    #[error("note {0} is gone")]
    Gone(Id),
    /// A note with the id it brings is there already.
    #[error("note {0} is there already")]
    Taken(Id),
    /// What it found is not what it expected to find.
    #[error("what stands there has changed")]
    Changed,
    /// The sheet is not of the kind it is for, or the value not one the field can have.
    #[error("the edit does not fit")]
    Misfit,
}
