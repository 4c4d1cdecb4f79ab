//! The kinds of sticky note.

use serde::{Deserialize, Serialize};

/// What a note is about; decides its colour and its sign. The five kinds and their order are the method's palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something somebody does or wants to get done.
    Task,
    /// Something good that follows.
    Benefit,
    /// Something bad: a pain, a cost, a risk.
    Negative,
    /// A plain statement.
    Neutral,
    /// Nothing said yet.
    #[default]
    Default,
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Task, Self::Benefit, Self::Negative, Self::Neutral, Self::Default];

    /// The word that stands for the kind in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Benefit => "benefit",
            Self::Negative => "negative",
            Self::Neutral => "neutral",
            Self::Default => "default",
        }
    }

    /// The kind a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
