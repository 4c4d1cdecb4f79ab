//! Which signs a person has met: whoever opens the program for the first time knows none.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::document::Basis;
use crate::i18n::SentenceKey;
use crate::method::Kind;

/// A sign that a note or a section has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The kind of a note.
    Kind(Kind),
    /// How sure the team is of it.
    Basis(Basis),
    /// An open question.
    Question,
    /// It is part of a group.
    Grouped,
    /// Another note is related to it.
    Relation,
    /// A section the method highlights.
    Highlight,
}

impl Sign {
    /// The word by which it is remembered.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kind(Kind::Task) => "task",
            Self::Kind(Kind::Benefit) => "benefit",
            Self::Kind(Kind::Negative) => "negative",
            Self::Kind(Kind::Neutral) => "neutral",
            Self::Kind(Kind::Default) => "no-kind",
            Self::Basis(Basis::Assumption) => "assumption",
            Self::Basis(Basis::Observed) => "observed",
            Self::Basis(Basis::Tested) => "tested",
            Self::Question => "question",
            Self::Grouped => "grouped",
            Self::Relation => "relation",
            Self::Highlight => "highlight",
        }
    }

    /// The sentence that explains it.
    #[must_use]
    pub const fn explanation(self) -> SentenceKey {
        match self {
            Self::Kind(Kind::Task) => key!("met.task"),
            Self::Kind(Kind::Benefit) => key!("met.benefit"),
            Self::Kind(Kind::Negative) => key!("met.negative"),
            Self::Kind(Kind::Neutral) => key!("met.neutral"),
            Self::Kind(Kind::Default) => key!("met.no-kind"),
            Self::Basis(Basis::Assumption) => key!("met.assumption"),
            Self::Basis(Basis::Observed) => key!("met.observed"),
            Self::Basis(Basis::Tested) => key!("met.tested"),
            Self::Question => key!("met.question"),
            Self::Grouped => key!("met.grouped"),
            Self::Relation => key!("met.relation"),
            Self::Highlight => key!("met.highlight"),
        }
    }
}

/// Which signs a person knows, and which is explained now.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// The words of those that were explained; nothing where none is to be explained.
    pub(super) known: Option<BTreeSet<String>>,
    /// The one that is explained, since when.
    pub(super) shown: Option<(Sign, Duration)>,
}

impl Met {
    /// With what was explained in former runs; nothing explains nothing.
    #[must_use]
    pub fn new(known: Option<Vec<String>>) -> Self {
        Self { known: known.map(|known| known.into_iter().collect()), shown: None }
    }

    /// The sign that is explained now.
    #[must_use]
    pub fn explained(&self) -> Option<Sign> {
        self.shown.map(|(sign, _)| sign)
    }
}
