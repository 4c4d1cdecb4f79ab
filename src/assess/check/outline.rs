//! What the rules across files need of a document, so that of thousands of files no text and no note has to be kept.

use crate::assess::resolve::{Entries, Index, Target};
use crate::codec::Content;
use crate::document::{Canvas, DocumentBody, Id, Reference, Relation, SectionState};
use crate::method::Kind;

/// A document as the others see it.
pub(super) struct Outline {
    /// Its ids.
    pub(super) entries: Entries,
    /// Everything it refers to.
    references: Vec<Reference>,
    /// Whether it is superseded by what cannot be the name of a document.
    names_nothing: bool,
    /// What else a canvas is asked for.
    pub(super) canvas: Option<CanvasOutline>,
}

/// What is asked of a canvas where notes are expected to be made of others.
pub(super) struct CanvasOutline {
    /// Id of its template.
    pub(super) template: String,
    /// How its sections are marked.
    pub(super) marks: Vec<(String, SectionState)>,
    /// Its notes by section, in the order of the canvas.
    pub(super) sections: Vec<(String, Vec<NoteOutline>)>,
    /// Which note names which, by what relation.
    pub(super) relations: Vec<(Id, Relation, Id)>,
}

/// A note without what it says.
pub(super) struct NoteOutline {
    pub(super) id: Id,
    /// Its kind, where it differs from its section's.
    pub(super) kind: Option<Kind>,
    /// Whether it is grouped under another.
    pub(super) is_grouped: bool,
}

impl Outline {
    pub(super) fn of(content: &Content) -> Self {
        let mut outline =
            Self { entries: Entries::of(content), references: Vec::new(), names_nothing: false, canvas: None };
        let Some(sheet) = content.sheet() else { return outline };
        if let Some(text) = sheet.head().and_then(|head| head.superseded_by.as_ref()) {
            let reference = Reference::parse(text);
            outline.names_nothing = reference.is_none();
            outline.references.extend(reference);
        }
        match sheet {
            DocumentBody::Canvas(canvas) => {
                for (_, note) in canvas.notes() {
                    outline.references.extend(note.relations.iter().flatten().cloned());
                }
                outline.canvas = Some(CanvasOutline::of(canvas));
            }
            DocumentBody::Register(register) => {
                let texts = register.references();
                outline.references.extend(texts.iter().filter_map(|(_, text)| Reference::parse(text)));
            }
            DocumentBody::Checklist(_) | DocumentBody::Product(_) => {}
        }
        outline
    }

    /// Whether a reference in it, in a file of `product`, does not lead where it says.
    pub(super) fn leads_astray(&self, index: &Index, product: &str) -> bool {
        let is_wrong = |target| matches!(target, Target::Broken | Target::Stale(_));
        self.names_nothing || self.references.iter().any(|reference| is_wrong(index.resolve(reference, product)))
    }
}

impl CanvasOutline {
    fn of(canvas: &Canvas) -> Self {
        let mut outline = Self {
            template: canvas.head.template.clone(),
            marks: canvas.marks.iter().map(|(section, mark)| (section.clone(), mark.state)).collect(),
            sections: Vec::new(),
            relations: Vec::new(),
        };
        for (section, note) in canvas.notes() {
            if outline.sections.last().is_none_or(|(last, _)| last != section) {
                outline.sections.push((section.to_owned(), Vec::new()));
            }
            if let Some((_, notes)) = outline.sections.last_mut() {
                notes.push(NoteOutline { id: note.id, kind: note.kind, is_grouped: note.under.is_some() });
            }
            for relation in Relation::ALL {
                let named = note.related(relation).iter().filter_map(|reference| reference.id);
                outline.relations.extend(named.map(|to| (note.id, relation, to)));
            }
        }
        outline
    }

    /// Its notes in a section.
    pub(super) fn notes_of(&self, section: &str) -> &[NoteOutline] {
        self.sections.iter().find(|(known, _)| known == section).map_or(&[], |(_, notes)| notes.as_slice())
    }
}
