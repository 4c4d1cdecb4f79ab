//! Which forms there are, and what they are called in the journal.

use crate::app::follow_up::Kind;

/// A form, by what it does.
#[derive(Clone, Copy)]
pub(super) enum FormKind {
    /// Puts an entry down, or changes it.
    Entry(Kind),
    /// Says who sees to an entry from now on.
    HandOver(Kind),
    /// Says why nobody sees to an entry any more.
    Drop(Kind),
    /// Says when a decision is looked at again.
    Holds,
}

impl FormKind {
    const ALL: [Self; 8] = [
        Self::Entry(Kind::Decision),
        Self::Entry(Kind::Action),
        Self::Entry(Kind::Parked),
        Self::HandOver(Kind::Action),
        Self::HandOver(Kind::Parked),
        Self::Drop(Kind::Action),
        Self::Drop(Kind::Parked),
        Self::Holds,
    ];

    /// What it is called in the journal.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Entry(Kind::Decision) => "decision",
            Self::Entry(Kind::Action) => "action",
            Self::Entry(Kind::Parked) => "parked",
            Self::HandOver(Kind::Parked) => "hand-over-parked",
            Self::HandOver(_) => "hand-over-action",
            Self::Drop(Kind::Parked) => "drop-parked",
            Self::Drop(_) => "drop-action",
            Self::Holds => "decision-holds",
        }
    }

    /// The form that is called so there.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}
