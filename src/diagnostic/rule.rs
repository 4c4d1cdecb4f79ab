//! How much something matters, and the rule that says so.

/// So many findings of one rule in one file are told one by one; further ones are counted. Nobody reads more of a kind, and a
/// file with 200,000 of them is to be answered at once.
pub const MAX_FINDINGS_OF_A_RULE: usize = 100;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be fixed; fails a strict check.
    Warning,
    /// Must be fixed; fails a check.
    Error,
}

impl Severity {
    /// Every severity, from the least.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The word that stands for it in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id; the same for ever.
    pub id: &'static str,
    /// How much it matters where the team's policy says nothing else.
    pub severity: Severity,
    /// Whether a file that breaks it is invalid: shown, never written. A policy cannot change such a rule.
    pub invalidates: bool,
    /// Whether nothing is said of it where the team's policy does not ask for it.
    pub is_off: bool,
}

impl Rule {
    /// The word for what holds where the team's policy says nothing else: a severity, or `off`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        if self.is_off { "off" } else { self.severity.word() }
    }
}
