//! A clash: one thing both sides changed differently, and the steps that settle it.

use std::sync::Arc;

use crate::document::{
    Anchor, Answer, EntryPlace, Field, HeadField, Id, Mark, Note, ProductKey, ProductValue, RegisterValue, Table,
    Transaction, Value,
};

/// What a clash is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Both changed a field of a note. Sides are [`Side::Value`].
    Field {
        /// The note.
        id: Id,
        field: Field,
    },
    /// Both moved a note. Sides are [`Side::Place`].
    Place {
        /// The note.
        id: Id,
    },
    /// One side removed a note, the other changed it. The note stands; the side that removed it is nothing, the others
    /// are [`Side::Note`].
    Existence {
        /// The note.
        id: Id,
    },
    /// Both changed what is said of a section. Sides are [`Side::Mark`].
    Mark { section: String },
    /// Both changed a key of the head. Sides are [`Side::Value`].
    Head {
        /// The key.
        field: HeadField,
    },
    /// Both changed an answer, or one took it back and the other changed it. Sides are [`Side::Answer`], whole.
    Answer {
        item: String,
        /// The keys in which they differ; none where one side took the answer back.
        fields: Vec<&'static str>,
    },
    /// Both changed an entry of a product. Sides are [`Side::Entry`].
    Entry {
        /// The entry.
        key: ProductKey,
    },
    /// Both changed something in a register.
    Register {
        /// The keys that lead to it.
        path: Vec<String>,
        part: RegisterPart,
    },
    /// The sheets follow different templates and cannot be merged.
    Template,
}

/// What of a register both sides changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterPart {
    /// A value. Sides are [`Side::RegisterValue`].
    Value,
    /// An entry, which one side removed and the other changed. It stands; the side that removed it is nothing, the
    /// others are [`Side::RegisterEntry`].
    Existence,
    /// The place of an entry, where their order means something. Sides are [`Side::EntryPlace`].
    Place,
}

/// What one side of a clash says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The value of a field or key.
    Value(Value),
    /// A place in a section.
    Place(Anchor),
    /// A whole note.
    Note(Arc<Note>),
    /// A section's state.
    Mark(Mark),
    /// A whole answer.
    Answer(Box<Answer>),
    /// The value of an entry of a product.
    Entry(ProductValue),
    RegisterValue(RegisterValue),
    /// A whole entry of a register.
    RegisterEntry(Arc<Table>),
    /// A place among the entries of a register.
    EntryPlace(EntryPlace),
}

/// Something a person has to settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is about.
    pub what: Subject,
    /// What both started from; nothing where it was not there.
    pub base: Option<Side>,
    /// What our side says; nothing where we took it away.
    pub ours: Option<Side>,
    /// What their side says; nothing where they took it away.
    pub theirs: Option<Side>,
    pub(super) our_step: Transaction,
    pub(super) their_step: Transaction,
}

impl Conflict {
    pub(super) fn new(what: Subject, base: Option<Side>, ours: Option<Side>, theirs: Option<Side>) -> Self {
        Self { what, base, ours, theirs, our_step: Transaction::default(), their_step: Transaction::default() }
    }

    /// The step that puts our side into [`Merged::sheet`](super::Merged::sheet). It is empty where our side stands there
    /// already: a note that we changed and they removed. Steps of several clashes can follow one another in the order of
    /// the clashes, any of them or all.
    #[must_use]
    pub fn take_ours(&self) -> Transaction {
        self.our_step.clone()
    }

    /// The step that puts their side in. It is empty but for a note or an answer that they removed and we changed.
    #[must_use]
    pub fn take_theirs(&self) -> Transaction {
        self.their_step.clone()
    }

    /// The note it is about, where it is about one.
    #[must_use]
    pub fn note_id(&self) -> Option<Id> {
        match self.what {
            Subject::Field { id, .. } | Subject::Place { id } | Subject::Existence { id } => Some(id),
            _ => None,
        }
    }
}
