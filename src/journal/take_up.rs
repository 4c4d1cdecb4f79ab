//! Taking up what a dead run left: which of its steps are in the file already, which can be applied, which cannot.

use super::history::HistoryStep;
use crate::document::{DocumentBody, EditError};

/// A sheet with what was left applied to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenUp {
    /// The sheet as it is now.
    pub sheet: DocumentBody,
    /// How many steps were in the file already: the run was killed after it wrote the file and before it noted that.
    pub there: usize,
    /// The steps that are in the sheet now, in order, those that were there already first.
    pub steps: Vec<HistoryStep>,
    /// The steps that no longer fit, and why: what they would change has changed since.
    pub refused: Vec<(HistoryStep, EditError)>,
}

/// Applies what a dead run left to the sheet that stands in the file now.
#[must_use]
pub fn take_up(sheet: &DocumentBody, left: &[HistoryStep]) -> TakenUp {
    let there = (0..=left.len()).rev().find(|count| has(sheet, &left[..*count])).unwrap_or(0);
    let mut taken = TakenUp { sheet: sheet.clone(), there, steps: left[..there].to_vec(), refused: Vec::new() };
    for past in &left[there..] {
        match past.step.apply(&mut taken.sheet) {
            Ok(()) => taken.steps.push(past.clone()),
            Err(refused) => taken.refused.push((past.clone(), refused)),
        }
    }
    taken
}

/// Whether the sheet has all these steps in it: they can be taken back from it, the last one first.
fn has(sheet: &DocumentBody, steps: &[HistoryStep]) -> bool {
    let mut back = sheet.clone();
    steps.iter().rev().all(|past| past.step.inverse().apply(&mut back).is_ok())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Anchor, Canvas, Edit, Field, Head, Id, Note, Transaction, Value};

    fn past(edit: Edit) -> HistoryStep {
        HistoryStep { number: 1, file: "orders/x.toml".into(), step: Transaction { edits: vec![edit] } }
    }

    fn left() -> Vec<HistoryStep> {
        let id = Id::from_bits(1);
        let note = Arc::new(Note::new(id, "one"));
        let say = |before: &str, after: &str| Edit::Set {
            id,
            field: Field::Text,
            before: Some(Value::from(before)),
            after: Some(Value::from(after)),
        };
        vec![
            past(Edit::Insert { at: Anchor { section: "tasks".into(), after: None }, note }),
            past(say("one", "two")),
            past(say("two", "three")),
        ]
    }

    #[test]
    fn whatever_part_was_written_the_result_is_the_same() {
        let left = left();
        for written in 0..=left.len() {
            let mut sheet = DocumentBody::Canvas(Arc::new(Canvas::new(Head::new("x", "X"))));
            for past in &left[..written] {
                past.step.apply(&mut sheet).expect("applied");
            }
            let taken = take_up(&sheet, &left);
            assert_eq!(taken.there, written);
            assert_eq!(taken.steps, left);
            assert!(taken.refused.is_empty());
            let canvas = taken.sheet.canvas().expect("a canvas");
            assert_eq!(canvas.note(Id::from_bits(1)).map(|note| note.text.as_str()), Some("three"));
        }
    }

    #[test]
    fn what_no_longer_fits_is_shown_and_the_rest_applied() {
        let mut sheet = DocumentBody::Canvas(Arc::new(Canvas::new(Head::new("x", "X"))));
        let left = left();
        left[0].step.apply(&mut sheet).expect("applied");
        let theirs = Edit::Set {
            id: Id::from_bits(1),
            field: Field::Text,
            before: Some(Value::from("one")),
            after: Some(Value::from("theirs")),
        };
        theirs.apply(&mut sheet).expect("applied");
        let taken = take_up(&sheet, &left);
        assert_eq!(taken.sheet, sheet);
        assert_eq!(taken.refused.len(), 3);
    }
}
