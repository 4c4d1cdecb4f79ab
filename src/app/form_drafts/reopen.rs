//! How a form is opened again that was left half filled in. Whoever asks for texts has a row for it beside.

use crate::app::Cx;
use crate::journal::FormDraft;

/// A form, and how it is opened again.
pub(in crate::app) struct Reopen {
    /// What it is called in the journal.
    pub(super) form: &'static str,
    /// Goes to what it is about and opens it, where that is there.
    pub(super) open: fn(&mut Cx, &FormDraft),
    /// Whether something has to be read first, so that it opens a moment later.
    pub(super) is_later: bool,
    /// Whether it is about a file in conflict.
    pub(super) is_in_conflict: bool,
}

impl Reopen {
    /// The form of that name.
    pub(in crate::app) const fn new(form: &'static str, open: fn(&mut Cx, &FormDraft)) -> Self {
        Self { form, open, is_later: false, is_in_conflict: false }
    }

    /// The same, which opens once something was read.
    pub(in crate::app) const fn later(mut self) -> Self {
        self.is_later = true;
        self
    }

    /// The same, which is about a file in conflict.
    pub(in crate::app) const fn in_conflict(mut self) -> Self {
        self.is_in_conflict = true;
        self
    }
}
