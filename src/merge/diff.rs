//! What differs between two sheets, as the edits that lead from one to the other.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::order::{Chain, moved};
use super::register;
use crate::document::{
    Anchor, Canvas, Checklist, DocumentBody, Edit, Field, Head, HeadField, Id, Note, Product, ProductKey,
};

/// The fewest edits that lead from one sheet to another: applied in order to `from` they give a sheet that says the same
/// as `to`, and their inverses in reverse order lead back. Notes that only shifted because others came or went are not
/// moved.
///
/// Edits cannot say everything: the format number, the template and the published versions are no edits, and a canvas
/// does not become a checklist. What differs there is left out.
#[must_use]
pub fn edits(from: &DocumentBody, to: &DocumentBody) -> Vec<Edit> {
    match (from, to) {
        (DocumentBody::Canvas(from), DocumentBody::Canvas(to)) if Arc::ptr_eq(from, to) => Vec::new(),
        (DocumentBody::Canvas(from), DocumentBody::Canvas(to)) => of_canvases(from, to),
        (DocumentBody::Checklist(from), DocumentBody::Checklist(to)) if Arc::ptr_eq(from, to) => Vec::new(),
        (DocumentBody::Checklist(from), DocumentBody::Checklist(to)) => of_checklists(from, to),
        (DocumentBody::Product(from), DocumentBody::Product(to)) => of_products(from, to),
        (DocumentBody::Register(from), DocumentBody::Register(to)) if Arc::ptr_eq(from, to) => Vec::new(),
        (DocumentBody::Register(from), DocumentBody::Register(to)) => register::edits(from, to),
        _ => Vec::new(),
    }
}

fn of_checklists(from: &Checklist, to: &Checklist) -> Vec<Edit> {
    let mut edits = of_heads(&from.head, &to.head);
    let items: BTreeSet<&String> = from.answers.keys().chain(to.answers.keys()).collect();
    for item in items {
        let (before, after) = (from.answers.get(item), to.answers.get(item));
        if before != after {
            let boxed = |answer: &_| Box::new(Clone::clone(answer));
            edits.push(Edit::Answer { item: item.clone(), before: before.map(boxed), after: after.map(boxed) });
        }
    }
    edits
}

fn of_products(from: &Product, to: &Product) -> Vec<Edit> {
    let keys: BTreeSet<ProductKey> = from.keys().union(&to.keys()).cloned().collect();
    let edit = |key: ProductKey| {
        let (before, after) = (from.get(&key), to.get(&key));
        (before != after).then_some(Edit::Entry { key, before, after })
    };
    keys.into_iter().filter_map(edit).collect()
}

fn of_canvases(from: &Canvas, to: &Canvas) -> Vec<Edit> {
    let mut edits = of_heads(&from.head, &to.head);
    let sections: BTreeSet<&String> = from.marks.keys().chain(to.marks.keys()).collect();
    for section in sections {
        let (before, after) = (from.marks.get(section), to.marks.get(section));
        if before != after {
            edits.push(Edit::Mark { section: section.clone(), before: before.cloned(), after: after.cloned() });
        }
    }
    of_places(from, to, &mut edits);
    for (_, after) in to.notes() {
        if let Some(before) = from.note(after.id) {
            of_notes(before, after, &mut edits);
        }
    }
    edits
}

fn of_heads(from: &Head, to: &Head) -> Vec<Edit> {
    HeadField::ALL
        .into_iter()
        .filter_map(|field| {
            let (before, after) = (from.get(field), to.get(field));
            (before != after).then_some(Edit::Head { field, before, after })
        })
        .collect()
}

/// The fields in which a note differs; both have the same id.
fn of_notes(before: &Arc<Note>, after: &Arc<Note>, edits: &mut Vec<Edit>) {
    if Arc::ptr_eq(before, after) || before == after {
        return;
    }
    for field in Field::ALL {
        let (old, new) = (before.get(field), after.get(field));
        if old != new {
            edits.push(Edit::Set { id: after.id, field, before: old, after: new });
        }
    }
}

/// Notes that went, came or moved. Those that go are taken out first; then each section of `to` is gone through from its
/// first note to its last, so that the note an anchor names has always found its place.
fn of_places(from: &Canvas, to: &Canvas, edits: &mut Vec<Edit>) {
    let moved = moved(from, to);
    let mut chains = Chains { from, chains: HashMap::new() };
    for section in from.sections().filter(|section| section.order != *to.order(&section.section)) {
        for id in section.order.iter() {
            if let (None, Some(note)) = (to.note(*id), from.note(*id)) {
                let after = chains.of(&section.section).remove(*id);
                let at = Anchor { section: section.section.clone(), after };
                edits.push(Edit::Remove { at, note: Arc::clone(note) });
            }
        }
    }
    for section in to.sections().filter(|section| section.order != *from.order(&section.section)) {
        let mut after = None;
        for id in section.order.iter() {
            let at = || Anchor { section: section.section.clone(), after };
            match (from.section_of(*id), to.note(*id)) {
                (None, Some(note)) => {
                    edits.push(Edit::Insert { at: at(), note: Arc::clone(note) });
                    chains.of(&section.section).insert(*id, after);
                }
                (Some(old), _) if moved.contains(id) => {
                    let stood = chains.of(old).remove(*id);
                    chains.of(&section.section).insert(*id, after);
                    let from = Anchor { section: old.to_owned(), after: stood };
                    edits.push(Edit::Move { id: *id, from, to: at() });
                }
                _ => {}
            }
            after = Some(*id);
        }
    }
}

/// The chains of the sections in which something changes its place, made when first asked for.
struct Chains<'a> {
    from: &'a Canvas,
    chains: HashMap<&'a str, Chain<Id>>,
}

impl<'a> Chains<'a> {
    fn of(&mut self, section: &'a str) -> &mut Chain<Id> {
        self.chains.entry(section).or_insert_with(|| Chain::new(self.from.order(section).iter().copied()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Transaction;
    use crate::document::register_testing::three_registers;
    use crate::merge::testing::{checklist, sheet, three_canvases};

    fn canvas(notes: std::ops::Range<u32>) -> Canvas {
        let mut canvas = Canvas::new(Head::new("api-value-proposition", "Orders"));
        for bits in notes {
            canvas.push("tasks", Arc::new(Note::new(Id::from_bits(bits), format!("Note {bits}"))));
        }
        canvas
    }

    /// Applies the edits to `from`, compares with `to`, and takes them back again.
    fn leads_there_and_back(from: &DocumentBody, to: &DocumentBody) -> Vec<Edit> {
        let edits = edits(from, to);
        let mut sheet = from.clone();
        for edit in &edits {
            assert_eq!(edit.apply(&mut sheet), Ok(()), "{edit:?}");
        }
        assert!(sheet.says_the_same(to), "{edits:#?}");
        let step = Transaction { edits };
        assert_eq!(step.inverse().apply(&mut sheet), Ok(()));
        assert!(sheet.says_the_same(from), "{step:#?}");
        step.edits
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn edits_lead_from_one_canvas_to_the_other_and_back((_, ours, theirs) in three_canvases()) {
            leads_there_and_back(&sheet(&ours), &sheet(&theirs));
            prop_assert_eq!(edits(&sheet(&ours), &sheet(&ours.clone())), Vec::new());
        }

        #[test]
        fn edits_lead_from_one_checklist_to_the_other_and_back(from in checklist(), to in checklist()) {
            leads_there_and_back(&from, &to);
        }
    }

    proptest! {
        #[test]
        fn edits_lead_from_one_register_to_the_other_and_back((_, ours, theirs) in three_registers()) {
            let body = |register| DocumentBody::Register(Arc::new(register));
            leads_there_and_back(&body(ours.clone()), &body(theirs));
            prop_assert_eq!(edits(&body(ours.clone()), &body(ours)), Vec::new());
        }
    }

    #[test]
    fn a_note_moved_from_first_to_last_is_one_edit() {
        let from = canvas(0..100);
        let mut to = from.clone();
        let note = to.remove(Id::from_bits(0)).expect("there");
        to.push("tasks", note);
        let edits = leads_there_and_back(&sheet(&from), &sheet(&to));
        assert!(matches!(edits.as_slice(), [Edit::Move { .. }]), "{edits:?}");
    }

    #[test]
    fn notes_that_only_shift_are_not_moved() {
        let from = canvas(0..10);
        let mut to = from.clone();
        to.remove(Id::from_bits(3));
        to.insert("tasks", Arc::new(Note::new(Id::from_bits(99), "New")), None);
        let edits = leads_there_and_back(&sheet(&from), &sheet(&to));
        assert!(matches!(edits.as_slice(), [Edit::Remove { .. }, Edit::Insert { .. }]), "{edits:?}");
    }

    #[test]
    fn a_changed_field_is_one_edit_among_ten_thousand_notes() {
        let from = canvas(0..10_000);
        let mut to = from.clone();
        to.note_mut(Id::from_bits(5_000)).expect("there").text = "Changed".to_owned();
        let note = to.remove(Id::from_bits(9_000)).expect("there");
        to.insert("gain-enabling-features", note, None);
        let started = std::time::Instant::now();
        let edits = leads_there_and_back(&sheet(&from), &sheet(&to));
        assert_eq!(edits.len(), 2);
        assert!(started.elapsed().as_secs() < 5);
    }

    #[test]
    fn a_canvas_does_not_become_a_checklist() {
        let list = DocumentBody::Checklist(Arc::new(Checklist::new(Head::new("api-audit", "Orders"))));
        assert_eq!(edits(&sheet(&canvas(0..2)), &list), Vec::new());
    }
}
