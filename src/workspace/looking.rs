//! Whether it is being found how the documents stand.

use chrono::NaiveDate;

/// When it is looked again.
#[derive(Debug, Default)]
pub(super) struct Looking {
    /// The day, once somebody wants to know.
    pub(super) today: Option<NaiveDate>,
    pub(super) is_under_way: bool,
    /// Whether something changed meanwhile.
    pub(super) is_asked_again: bool,
}
