//! A change as it is told: what it is about, and what happened.

use serde::Serialize;

use super::value::Fields;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// A note of a canvas.
    Note,
    /// The keys at the top of a file.
    Head,
    /// What is said of a section.
    Section,
    /// An item of a checklist.
    Item,
    /// The answer to a criterion.
    Criterion,
    /// A round that is over.
    Round,
    /// A mark that a document was looked at.
    Reviewed,
    /// Who plays a part.
    Team,
    /// An entry of a register, or of the policy.
    Entry,
    /// A published version.
    Version,
}

impl Topic {
    /// The word that stands for it, in JSON and in the keys of what it is called.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Head => "head",
            Self::Section => "section",
            Self::Item => "item",
            Self::Criterion => "criterion",
            Self::Round => "round",
            Self::Reviewed => "reviewed",
            Self::Team => "team",
            Self::Entry => "entry",
            Self::Version => "version",
        }
    }
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// Its text became another.
    Reworded,
    /// It went to another section, table or document.
    Moved,
    /// It stands elsewhere among those around it.
    Reordered,
    /// It came under another note, or out from under one.
    Regrouped,
    /// Something else of it became another.
    Changed,
}

impl ChangeKind {
    /// Every kind, in the order they are told.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Removed, Self::Reworded, Self::Moved, Self::Reordered, Self::Regrouped, Self::Changed];

    /// The word that stands for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::Reordered => "reordered",
            Self::Regrouped => "regrouped",
            Self::Changed => "changed",
        }
    }
}

/// A change of one thing in a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    #[serde(rename = "subject")]
    pub topic: Topic,
    /// The table an entry stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// What it is told apart by.
    pub id: Option<String>,
    /// The number people call a note by.
    pub number: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// What happened; at least one.
    pub kinds: Vec<ChangeKind>,
    /// What it says; where it went, what it said.
    pub text: String,
    /// The key under which the text stands; nothing where it stands in no key of the file.
    #[serde(skip)]
    pub text_key: Option<&'static str>,
    /// What stood there, of what differs; nothing for what came.
    pub before: Option<Fields>,
    /// What stands there; nothing for what went.
    pub after: Option<Fields>,
}

impl Change {
    /// Whether that happened.
    #[must_use]
    pub fn is(&self, kind: ChangeKind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// How many changes of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub added: usize,
    pub removed: usize,
    pub reworded: usize,
    pub moved: usize,
    pub reordered: usize,
    pub regrouped: usize,
    pub changed: usize,
}

impl Counts {
    /// Those of some changes; one of several kinds counts for each.
    #[must_use]
    pub fn of<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let mut counts = Self::default();
        for kind in changes.into_iter().flat_map(|change| &change.kinds) {
            *counts.slot(*kind) += 1;
        }
        counts
    }

    /// How many of one kind there are.
    #[must_use]
    pub fn count(mut self, kind: ChangeKind) -> usize {
        *self.slot(kind)
    }

    fn slot(&mut self, kind: ChangeKind) -> &mut usize {
        match kind {
            ChangeKind::Added => &mut self.added,
            ChangeKind::Removed => &mut self.removed,
            ChangeKind::Reworded => &mut self.reworded,
            ChangeKind::Moved => &mut self.moved,
            ChangeKind::Reordered => &mut self.reordered,
            ChangeKind::Regrouped => &mut self.regrouped,
            ChangeKind::Changed => &mut self.changed,
        }
    }
}
