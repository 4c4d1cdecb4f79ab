//! What of a canvas is filled.

use crate::document::{Canvas, Mark, SectionState};
use crate::method::CanvasTemplate;

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filling {
    /// No note, and nobody said anything of it.
    Empty,
    /// It has notes.
    Started,
    /// The team is finished with it.
    Done,
    /// Something is missing, and the team knows it.
    Gap,
    /// The section does not concern this product.
    NotApplicable,
}

impl Filling {
    /// Whether the section counts as filled: it has notes, is done, or does not concern the product. A gap is not filled.
    #[must_use]
    pub fn is_filled(self) -> bool {
        matches!(self, Self::Started | Self::Done | Self::NotApplicable)
    }

    /// The word that stands for it where programs read it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Started => "started",
            Self::Done => "done",
            Self::Gap => "gap",
            Self::NotApplicable => "not-applicable",
        }
    }

    fn of(mark: Option<&Mark>, notes: usize) -> Self {
        match mark.map(|mark| mark.state) {
            Some(SectionState::Done) => Self::Done,
            Some(SectionState::Gap) => Self::Gap,
            Some(SectionState::NotApplicable) => Self::NotApplicable,
            None if notes > 0 => Self::Started,
            None => Self::Empty,
        }
    }
}

/// One section of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionProgress {
    /// Its id.
    pub section: String,
    /// How far it is.
    pub filling: Filling,
    /// How many notes it has.
    pub notes: usize,
    /// How many of them have an open question.
    pub questions: usize,
    /// How many of them are assumptions.
    pub assumptions: usize,
}

/// How far a canvas is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanvasProgress {
    /// The sections of the template, in fill order.
    pub sections: Vec<SectionProgress>,
    /// How many notes stand in sections the template does not have.
    pub elsewhere: usize,
    /// How many notes there are in all.
    pub notes: usize,
    /// How many notes have an open question.
    pub questions: usize,
    /// How many notes are assumptions.
    pub assumptions: usize,
}

impl CanvasProgress {
    /// How far `canvas` is, seen against its template.
    #[must_use]
    pub fn of(canvas: &Canvas, template: &CanvasTemplate) -> Self {
        let mut progress =
            Self { sections: Vec::new(), elsewhere: 0, notes: canvas.len(), questions: 0, assumptions: 0 };
        for section in &template.sections {
            let known = canvas.section(&section.id);
            let notes = known.map_or(0, |known| known.order.len());
            progress.sections.push(SectionProgress {
                section: section.id.clone(),
                filling: Filling::of(canvas.marks.get(&section.id), notes),
                notes,
                questions: known.map_or(0, |known| known.questions),
                assumptions: known.map_or(0, |known| known.assumptions),
            });
        }
        for known in canvas.sections() {
            progress.questions += known.questions;
            progress.assumptions += known.assumptions;
            if template.section(&known.section).is_none() {
                progress.elsewhere += known.order.len();
            }
        }
        progress
    }

    /// How many sections are filled.
    #[must_use]
    pub fn sections_filled(&self) -> usize {
        self.sections.iter().filter(|section| section.filling.is_filled()).count()
    }

    /// How many sections the template has.
    #[must_use]
    pub fn sections_total(&self) -> usize {
        self.sections.len()
    }

    /// The share of filled sections in percent, rounded down; nothing for a template without sections.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        super::percent(self.sections_filled(), self.sections_total())
    }

    /// The first section in fill order that still needs the team: it is empty, or marked as a gap. Nothing once every
    /// section is filled.
    #[must_use]
    pub fn first_unfinished(&self) -> Option<&SectionProgress> {
        self.sections.iter().find(|section| !section.filling.is_filled())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Basis, Head, Id, Note};
    use crate::method::Method;

    fn mark(state: SectionState) -> Mark {
        Mark { state, reason: None }
    }

    #[test]
    fn sections_count_as_filled_by_notes_and_marks() {
        let template = Method::built_in().canvas("api-value-proposition").expect("built in");
        let mut canvas = Canvas::new(Head::new("api-value-proposition", "Orders"));
        let progress = CanvasProgress::of(&canvas, template);
        assert_eq!((progress.sections_filled(), progress.sections_total()), (0, 4));
        assert_eq!(progress.first_unfinished().map(|section| section.section.as_str()), Some("tasks"));

        let mut note = Note::new(Id::from_bits(1), "See where an order is");
        note.question = Some("Who may?".to_owned());
        note.basis = Some(Basis::Assumption);
        canvas.push("tasks", Arc::new(note));
        canvas.push("forgotten-section", Arc::new(Note::new(Id::from_bits(2), "A note of another day")));
        canvas.marks.insert("gain-enabling-features".to_owned(), mark(SectionState::NotApplicable));
        canvas.push("pain-relieving-features", Arc::new(Note::new(Id::from_bits(3), "Half of it")));
        canvas.marks.insert("pain-relieving-features".to_owned(), mark(SectionState::Gap));
        let progress = CanvasProgress::of(&canvas, template);
        assert_eq!(progress.sections_filled(), 2);
        assert_eq!(progress.percent(), Some(50));
        assert_eq!((progress.notes, progress.elsewhere, progress.questions, progress.assumptions), (3, 1, 1, 1));
        let first = progress.first_unfinished().expect("a gap");
        assert_eq!((first.section.as_str(), first.filling), ("pain-relieving-features", Filling::Gap));

        canvas.marks.insert("pain-relieving-features".to_owned(), mark(SectionState::Done));
        canvas.marks.insert("api-products".to_owned(), mark(SectionState::Done));
        assert_eq!(CanvasProgress::of(&canvas, template).first_unfinished(), None);
    }
}
