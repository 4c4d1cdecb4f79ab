//! What the answers to the program's questions are for.

use super::commands::Command;
use super::feed::Offer;
use super::place::Place;
use super::relations::Related;
use super::screens::MapItem;
use crate::assess::due::Due;
use crate::document::{Field, Id, Reference, Relation};
use crate::journal::DraftTarget;
use crate::merge::Conflict;

/// What the answer to a choice is for. `file` is always the path of a document relative to the workspace.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// The kind of notes.
    Kind {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
    },
    /// The basis of notes.
    Basis {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
    },
    /// Something to open.
    Open(Vec<MapItem>),
    /// Something that is due.
    Due(Vec<Due>),
    /// The state of a section.
    State {
        /// The document.
        file: String,
        /// The section.
        section: String,
    },
    /// The section notes go to.
    MoveTo {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
    },
    /// Whether pasted text becomes several notes.
    Split {
        /// The document.
        file: String,
        /// Where the notes go.
        target: DraftTarget,
        /// The text as several notes.
        pieces: Vec<String>,
        /// The text as it was pasted.
        whole: String,
    },
    /// Whether text that a former run left is taken up.
    Draft {
        /// The document.
        file: String,
        /// Where it was going.
        target: DraftTarget,
        /// The text.
        text: String,
    },
    /// Which side stands where both changed the same thing.
    Conflict {
        /// The document.
        file: String,
        /// What both changed.
        conflict: Box<Conflict>,
    },
    /// The template of a new document.
    Create {
        /// The product.
        product: String,
    },
    /// The product to stand in.
    Product,
    /// The command to run.
    Command,
    /// The hit to go to.
    Search,
    /// How notes are related to another, or which of their relations is meant.
    Relate {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
    },
    /// What is to become of a relation.
    Relation {
        /// The document.
        file: String,
        /// The note.
        id: Id,
        /// The relation.
        related: Box<Related>,
    },
    /// The note that others are related to.
    Target {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
        /// How they are related to it.
        relation: Relation,
        /// The reference it comes in the place of.
        instead: Option<Reference>,
    },
    /// The earlier notes that a section takes up, by their numbers in this list.
    Offer {
        /// The document.
        file: String,
        /// The section.
        section: String,
        /// The notes.
        offers: Vec<Offer>,
    },
    /// Whether earlier notes are taken over or related to.
    TakeOver {
        /// The document.
        file: String,
        /// The section.
        section: String,
        /// The notes that would be related to them.
        ids: Vec<Id>,
        /// The earlier notes.
        offers: Vec<Offer>,
    },
    /// The related note to go to, by its number in this list.
    Follow {
        /// Where they stand.
        places: Vec<Place>,
    },
    /// The verdict on an item.
    Verdict {
        /// The document.
        file: String,
        /// The item.
        item: String,
    },
    /// The answer to a criterion.
    Reply {
        /// The product's document.
        file: String,
        /// The criterion.
        criterion: String,
    },
    /// The station where a product at rest goes on.
    Resume {
        /// The product's document.
        file: String,
    },
    /// The theme.
    Theme {
        /// The one before.
        before: String,
    },
    /// Which verdicts are shown.
    FilterVerdict,
    /// Which stage is shown.
    FilterStage,
}

/// What the answer to a form is for.
#[derive(Clone, Debug)]
pub enum FormPurpose {
    /// A field of notes.
    Field {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
        /// The field.
        field: Field,
    },
    /// The source behind a basis that was just chosen.
    Basis {
        /// The document.
        file: String,
        /// The notes.
        ids: Vec<Id>,
        /// The basis.
        basis: String,
    },
    /// The reason for a section's state.
    State {
        /// The document.
        file: String,
        /// The section.
        section: String,
        /// The state.
        state: String,
    },
    /// The title of a document.
    Title {
        /// The document.
        file: String,
    },
    /// The answer to an item.
    Answer {
        /// The document.
        file: String,
        /// The item.
        item: String,
    },
    /// The waiver of an item.
    Waiver {
        /// The document.
        file: String,
        /// The item.
        item: String,
    },
    /// The answer to a criterion.
    Criterion {
        /// The product's document.
        file: String,
        /// The criterion.
        criterion: String,
    },
    /// Who plays a part.
    Member {
        /// The product's document.
        file: String,
        /// Id of the part.
        person: String,
    },
    /// The styles of a product.
    Styles {
        /// The product's document.
        file: String,
    },
    /// How a round ends.
    Round {
        /// The product's document.
        file: String,
    },
    /// The name of the first product.
    Workspace,
    /// The number that a command takes.
    Number {
        /// The command.
        command: &'static Command,
    },
}
